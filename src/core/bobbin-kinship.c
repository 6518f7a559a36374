/* bobbin-kinship.c */
#include "config.h"

#include "bobbin-kinship.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <linux/kcmp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bobbin-proc-files.h"

static const int kcmp_types[BOBBIN_N_KINS] = { KCMP_VM, KCMP_FILES, KCMP_FS, KCMP_SIGHAND, KCMP_FILE };

/* kcmp(2): what one has is the same as, less than, or greater than the other's
 * in an order that means nothing but stays the same. */
typedef enum {
  IS_SAME = 0,
  IS_LESS = 1,
  IS_GREATER = 2,
} Order;

/* An Order; 3: other and without an order; or a negative errno. */
static int
compare (BobbinKin kin, int a, int b)
{
  /* The descriptor number of both, where descriptors are compared: 0. */
  int result = (int) syscall (SYS_kcmp, a, b, kcmp_types[kin], 0, 0);

  return result < 0 ? -errno : result;
}

/* The classes that are known of one kin, in the kernel's order. */
typedef struct {
  int    tids[BOBBIN_KIN_MAX_TASKS + 1];
  guint8 classes[BOBBIN_KIN_MAX_TASKS + 1];
  guint  n;
} Classes;

static void
insert (Classes *known, guint at, int tid)
{
  for (guint i = known->n; i > at; i--)
    {
      known->tids[i] = known->tids[i - 1];
      known->classes[i] = known->classes[i - 1];
    }
  known->n++;
  known->tids[at] = tid;
  known->classes[at] = (guint8) known->n;
}

/* The class of @tid, a new one where it is like none. BOBBIN_KIN_UNKNOWN with
 * @out_error when the kernel does not say. */
static guint8
find_class (Classes *known, BobbinKin kin, int tid, int *out_error)
{
  guint low = 0, high = known->n;
  int with_itself = compare (kin, tid, tid);

  /* What cannot be told from itself is nothing to measure others by. */
  if (with_itself != IS_SAME)
    {
      *out_error = with_itself < 0 ? -with_itself : EOPNOTSUPP;
      return BOBBIN_KIN_UNKNOWN;
    }
  while (low < high)
    {
      guint middle = (low + high) / 2;
      int result = compare (kin, tid, known->tids[middle]);

      if (result == IS_SAME)
        return known->classes[middle];
      if (result == IS_LESS)
        high = middle;
      else if (result == IS_GREATER)
        low = middle + 1;
      else
        {
          *out_error = result < 0 ? -result : EOPNOTSUPP;
          return BOBBIN_KIN_UNKNOWN;
        }
    }
  insert (known, low, tid);
  return known->classes[low];
}

/* Of a zombie the kernel compares nothing with nothing, and finds it the same. */
static gboolean
is_alive (const BobbinKinTask *task)
{
  BobbinProcFile file = BOBBIN_PROC_FILE_INIT;
  char text[1024];
  BobbinTaskStat stat;
  gboolean alive = bobbin_proc_file_open (&file, task->pid, task->tid, "stat")
                   && bobbin_proc_file_read (&file, text, sizeof text) > 0
                   && bobbin_parse_task_stat (text, &stat) && stat.state != 'Z' && stat.state != 'X';

  bobbin_proc_file_close (&file);
  return alive;
}

/* A task that ends meanwhile is not a class of its own that others are measured
 * by: it goes, and the kin is looked at once more without it. 0 or an errno that
 * is not about one task. */
static int
look_at_kin (BobbinKin kin, const BobbinKinTask *tasks, guint n_tasks, gboolean *gone, guint8 *out_classes)
{
  Classes known = { .n = 0 };
  int error = 0;

  for (guint i = 0; i < n_tasks; i++)
    {
      int task_error = 0;

      out_classes[i] = gone[i] ? BOBBIN_KIN_UNKNOWN : find_class (&known, kin, tasks[i].tid, &task_error);
      /* EBADF: it has closed that descriptor, so it shares it with nobody. */
      if (task_error != 0 && task_error != ESRCH && task_error != EBADF)
        error = task_error;
    }
  return error;
}

static gboolean
note_gone (const BobbinKinTask *tasks, guint n_tasks, gboolean *gone)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n_tasks; i++)
    if (!gone[i] && !is_alive (&tasks[i]))
      gone[i] = any = TRUE;
  return any;
}

static char *
describe_refusal (int error)
{
  if (error == ENOSYS)
    return g_strdup (_("This kernel cannot compare tasks, or a sandbox keeps it from doing so."));
  if (error == EPERM || error == EACCES)
    return g_strdup (_("The system does not allow tasks to be compared."));
  /* TRANSLATORS: the system's reason, as "Operation not permitted". */
  return g_strdup_printf (_("Tasks could not be compared: %s."), g_strerror (error));
}

void
bobbin_kinship_look (BobbinKinship *kinship, const BobbinKinTask *tasks, guint n_tasks)
{
  gboolean gone[BOBBIN_KIN_MAX_TASKS + 1] = { FALSE };
  int error = 0;

  g_return_if_fail (n_tasks <= G_N_ELEMENTS (gone));

  bobbin_kinship_clear (kinship);
  kinship->n_tasks = n_tasks;
  kinship->tasks = g_new (guint, n_tasks);
  kinship->classes = g_new0 (guint8, (gsize) BOBBIN_N_KINS * n_tasks);
  for (guint i = 0; i < n_tasks; i++)
    kinship->tasks[i] = tasks[i].worker;

  note_gone (tasks, n_tasks, gone);
  do
    for (guint kin = 0; kin < BOBBIN_N_KINS && error == 0; kin++)
      error = look_at_kin (kin, tasks, n_tasks, gone, kinship->classes + kin * n_tasks);
  while (error == 0 && note_gone (tasks, n_tasks, gone));

  kinship->valid = error == 0;
  if (error != 0)
    kinship->because = describe_refusal (error);
}

int
bobbin_kinship_probe (void)
{
  int result = compare (BOBBIN_KIN_VM, getpid (), getpid ());

  return result < 0 ? -result : 0;
}

BobbinKinshipAnswer
bobbin_kinship_get (const BobbinKinship *kinship, BobbinKin kin, guint a, guint b)
{
  g_return_val_if_fail (kin < BOBBIN_N_KINS && a < kinship->n_tasks && b < kinship->n_tasks, BOBBIN_KINSHIP_UNKNOWN);

  guint8 class_a = kinship->classes[kin * kinship->n_tasks + a];
  guint8 class_b = kinship->classes[kin * kinship->n_tasks + b];

  if (!kinship->valid || class_a == BOBBIN_KIN_UNKNOWN || class_b == BOBBIN_KIN_UNKNOWN)
    return BOBBIN_KINSHIP_UNKNOWN;
  return class_a == class_b ? BOBBIN_KINSHIP_SAME : BOBBIN_KINSHIP_APART;
}

void
bobbin_kinship_clear (BobbinKinship *kinship)
{
  g_free (kinship->because);
  g_free (kinship->tasks);
  g_free (kinship->classes);
  *kinship = (BobbinKinship) { 0 };
}

const char *
bobbin_kin_to_string (BobbinKin kin)
{
  static const char *const words[BOBBIN_N_KINS] = { "vm", "files", "fs", "sighand", "input" };

  g_return_val_if_fail (kin < BOBBIN_N_KINS, "vm");
  return words[kin];
}
