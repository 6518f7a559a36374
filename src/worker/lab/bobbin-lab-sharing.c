/* bobbin-lab-sharing.c - what two tasks share: asked of the kernel, and tried
 *
 * One task starts another, a thread or a child made by fork(). The other changes
 * all that it can: a directory, a descriptor, a signal handler … Then the first
 * one looks whether its own has changed as well, and asks the kernel with kcmp(2)
 * while both are there. A reading is 1 for shared and 0 for apart.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-proc.h"

#define N_ROUNDS     3
#define STACK_BYTES  (64 * 1024) /* nearer than that: the same stack */
#define FILE_OFFSET  100

typedef enum {
  THING_VM, THING_FILES, THING_FS, THING_HANDLERS, THING_DIRECTORY, THING_UMASK,
  THING_DESCRIPTOR, THING_OFFSET, THING_SIGACTION, THING_ENVIRONMENT, THING_NICE, THING_ERRNO,
  THING_AFFINITY, THING_MASK, THING_STACK,
  N_THINGS
} Thing;

/* In the same order. */
static const char *const words[N_THINGS] = {
  "vm", "files", "fs", "handlers", "directory", "umask", "descriptor", "offset",
  "sigaction", "environment", "nice", "errno", "affinity", "mask", "stack",
};

/* In memory that both share, and the lab. */
typedef struct {
  Lab    *lab;
  LabKind kind;
  sem_t   changed, seen;
  pid_t   other;
  int     nice_before, cores_before;
  int     opened, file; /* descriptors: the other's, and one from before */
  char   *place;        /* on the first one's stack */
  intptr_t stack_distance;
  bool    known[N_THINGS], shared[N_THINGS];
} Pair;

/* --- what the other one does ------------------------------------------------ */

static void
change_all (Pair *pair)
{
  sigset_t signals;
  char place;

  pair->other = (pid_t) syscall (SYS_gettid);
  if (chdir ("/proc") != 0)
    lab_lacks (pair->lab, BOBBIN_LACK_CALL, errno);
  umask (0123);
  pair->opened = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  lseek (pair->file, FILE_OFFSET, SEEK_SET);
  signal (SIGUSR1, SIG_IGN);
  setenv ("BOBBIN_LAB", "changed", 1);
  setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + 1);
  lab_pin (pair->lab, 0);
  sigemptyset (&signals);
  sigaddset (&signals, SIGUSR2);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  pair->stack_distance = (intptr_t) &place - (intptr_t) pair->place;
  *pair->place = 1;
  errno = EDOM;
}

static void *
be_the_other (void *data)
{
  Pair *pair = data;

  change_all (pair);
  sem_post (&pair->changed);
  while (sem_wait (&pair->seen) != 0) /* stays for kcmp() */
    continue;
  return NULL;
}

/* --- what the first one sees ------------------------------------------------ */

static void
note (Pair *pair, Thing thing, bool shared)
{
  pair->known[thing] = true;
  pair->shared[thing] = shared;
}

/* kcmp(2): 0 for the same, 1 to 3 for others; -1 where it is refused. */
static void
ask_kernel (Pair *pair, Thing thing, int type)
{
  long result = syscall (SYS_kcmp, getpid (), pair->other, type, 0, 0);

  if (result >= 0)
    note (pair, thing, result == 0);
}

static int
count_cores (void)
{
  cpu_set_t set; /* of 1024 cores; with more of them the call fails, and it is not known */

  return sched_getaffinity (0, sizeof set, &set) != 0 ? 0 : CPU_COUNT (&set);
}

static void
look_at_all (Pair *pair, int error_seen)
{
  struct sigaction handler;
  sigset_t blocked;
  char directory[64];

  ask_kernel (pair, THING_VM, KCMP_VM);
  ask_kernel (pair, THING_FILES, KCMP_FILES);
  ask_kernel (pair, THING_FS, KCMP_FS);
  ask_kernel (pair, THING_HANDLERS, KCMP_SIGHAND);
  note (pair, THING_DIRECTORY, getcwd (directory, sizeof directory) != NULL && strcmp (directory, "/proc") == 0);
  note (pair, THING_UMASK, umask (0) == 0123);
  note (pair, THING_DESCRIPTOR, fcntl (pair->opened, F_GETFD) >= 0);
  note (pair, THING_OFFSET, lseek (pair->file, 0, SEEK_CUR) == FILE_OFFSET);
  sigaction (SIGUSR1, NULL, &handler);
  note (pair, THING_SIGACTION, handler.sa_handler == SIG_IGN);
  note (pair, THING_ENVIRONMENT, getenv ("BOBBIN_LAB") != NULL);
  if (pair->nice_before < 19)
    note (pair, THING_NICE, getpriority (PRIO_PROCESS, 0) != pair->nice_before);
  note (pair, THING_ERRNO, error_seen == EDOM);
  if (pair->cores_before > 1)
    note (pair, THING_AFFINITY, count_cores () == 1);
  pthread_sigmask (SIG_SETMASK, NULL, &blocked);
  note (pair, THING_MASK, sigismember (&blocked, SIGUSR2) == 1);
  note (pair, THING_STACK, *pair->place == 1 && labs (pair->stack_distance) < STACK_BYTES);
}

static void
compare (Lab *lab, void *data)
{
  Pair *pair = data;
  pthread_t thread;
  pid_t pid = 0;
  char place = 0;
  int error;

  pair->place = &place;
  pair->file = open ("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  unsetenv ("BOBBIN_LAB");
  lab_unpin (lab);
  pair->nice_before = getpriority (PRIO_PROCESS, 0);
  pair->cores_before = count_cores ();
  if (pair->file < 0 || chdir ("/") != 0)
    lab_lacks (lab, BOBBIN_LACK_CALL, errno);

  if (pair->kind == LAB_PROCESSES && (pid = lab_fork (lab)) == 0)
    {
      be_the_other (pair);
      _exit (0);
    }
  if (pair->kind == LAB_THREADS && (error = pthread_create (&thread, NULL, be_the_other, pair)) != 0)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
  errno = 0;
  while (sem_wait (&pair->changed) != 0)
    errno = 0;
  look_at_all (pair, errno);
  sem_post (&pair->seen);
  if (pair->kind == LAB_PROCESSES)
    lab_wait (lab, pid);
  else
    pthread_join (thread, NULL);
}

static void
measure (Lab *lab, LabKind kind)
{
  Pair *pair = lab_shared_new (lab, sizeof *pair);

  pair->lab = lab;
  pair->kind = kind;
  sem_init (&pair->changed, 1, 0);
  sem_init (&pair->seen, 1, 0);
  lab_run_apart (lab, compare, pair);
  for (unsigned i = 0; i < N_THINGS; i++)
    {
      char metric[BOBBIN_LAB_NAME_BYTES];

      snprintf (metric, sizeof metric, "%s_%s", lab_name (kind, "fork", "thread"), words[i]);
      if (pair->known[i])
        lab_report (lab, metric, 0.0, pair->shared[i]);
    }
  lab_memory_free (pair, sizeof *pair);
}

void
lab_sharing (Lab *lab)
{
  for (lab->round = 0; lab->round < N_ROUNDS && (lab->round == 0 || lab_has_time (lab)); lab->round++)
    {
      measure (lab, LAB_PROCESSES);
      measure (lab, LAB_THREADS);
    }
}
