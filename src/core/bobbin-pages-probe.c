/* bobbin-pages-probe.c */
#include "config.h"

#include "bobbin-pages-probe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-launcher.h"

static int
spawn_probe (const char *path, gboolean huge, pid_t *out_pid)
{
  char *arguments[] = { (char *) "bobbin-worker",
                        (char *) (huge ? BOBBIN_PROBE_HUGE_ARGUMENT : BOBBIN_PROBE_ARGUMENT), NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  int error;

  posix_spawn_file_actions_init (&actions);
  posix_spawnattr_init (&attributes);
  sigemptyset (&none);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK);
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    posix_spawn_file_actions_addopen (&actions, fd, "/dev/null", O_RDWR, 0);
#ifdef __GLIBC__
  posix_spawn_file_actions_addclosefrom_np (&actions, STDERR_FILENO + 1);
#endif

  error = posix_spawn (out_pid, path, &actions, &attributes, arguments, environ);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  return error;
}

BobbinProbeAnswer
bobbin_pages_probe_ask (gboolean huge)
{
  g_autofree char *path = bobbin_launcher_find_worker ();
  int status = 0;
  pid_t pid, reaped;

  if (spawn_probe (path, huge, &pid) != 0)
    return BOBBIN_PROBE_FAILED;
  do
    reaped = waitpid (pid, &status, 0);
  while (reaped < 0 && errno == EINTR);
  if (reaped != pid || !WIFEXITED (status))
    return BOBBIN_PROBE_FAILED;

  switch (WEXITSTATUS (status))
    {
    case BOBBIN_PROBE_EXACT:
    case BOBBIN_PROBE_REFUSED:
    case BOBBIN_PROBE_HUGE:
    case BOBBIN_PROBE_BLIND:
      return (BobbinProbeAnswer) WEXITSTATUS (status);
    default:
      return BOBBIN_PROBE_FAILED;
    }
}

char *
bobbin_pages_probe_because (BobbinProbeAnswer answer)
{
  switch (answer)
    {
    case BOBBIN_PROBE_EXACT:
      return NULL;
    case BOBBIN_PROBE_REFUSED:
      return g_strdup (_("The system does not allow page tables to be read."));
    case BOBBIN_PROBE_HUGE:
      return g_strdup (_("The system forces huge pages, which are copied as a whole and hide single pages."));
    case BOBBIN_PROBE_BLIND:
      return g_strdup (_("This kernel does not tell which pages a process has for itself."));
    case BOBBIN_PROBE_FAILED:
    default:
      return g_strdup (_("The test of the page tables could not be made."));
    }
}

typedef struct {
  BobbinPagesSource source;
  char             *because;
} Verdict;

static gpointer
find_verdict (gpointer data)
{
  const char *wanted = g_getenv ("BOBBIN_PAGES");
  Verdict *verdict = g_new (Verdict, 1);

  if (g_strcmp0 (wanted, "sums") == 0 || g_strcmp0 (wanted, "none") == 0)
    {
      *verdict = (Verdict) {
        .source = strcmp (wanted, "sums") == 0 ? BOBBIN_PAGES_SUMS : BOBBIN_PAGES_NONE,
        /* TRANSLATORS: %s is a setting, as BOBBIN_PAGES=sums. */
        .because = g_strdup_printf (_("Single pages are not asked for (%s)."),
                                    strcmp (wanted, "sums") == 0 ? "BOBBIN_PAGES=sums" : "BOBBIN_PAGES=none"),
      };
      return verdict;
    }

  BobbinProbeAnswer answer = bobbin_pages_probe_ask (FALSE);
  verdict->because = bobbin_pages_probe_because (answer);
  verdict->source = answer == BOBBIN_PROBE_EXACT ? BOBBIN_PAGES_EXACT : BOBBIN_PAGES_SUMS;
  return verdict;
}

BobbinPagesSource
bobbin_pages_probe (char **out_because)
{
  static GOnce once = G_ONCE_INIT;
  const Verdict *verdict = g_once (&once, find_verdict, NULL);

  if (out_because != NULL)
    *out_because = g_strdup (verdict->because);
  return verdict->source;
}
