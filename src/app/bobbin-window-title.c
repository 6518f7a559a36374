/* bobbin-window-title.c - the line under the window's title */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-window-private.h"

/* "00:42", "1:02:03": a clock, not a measurement. */
static char *
format_clock (gint64 time_ns)
{
  gint64 seconds = MAX (time_ns, 0) / BOBBIN_NS_PER_S;
  guint hours = (guint) (seconds / 3600);
  guint minutes = (guint) (seconds / 60 % 60);

  if (hours > 0)
    return g_strdup_printf ("%u:%02u:%02u", hours, minutes, (guint) (seconds % 60));
  return g_strdup_printf ("%02u:%02u", minutes, (guint) (seconds % 60));
}

static char *
describe_workers (const char *title, guint n_workers)
{
  if (title == NULL)
    return g_strdup_printf (ngettext ("%u worker", "%u workers", n_workers), n_workers);
  /* TRANSLATORS: title of a scenario and number of workers */
  return g_strdup_printf (ngettext ("%s: %u worker", "%s: %u workers", n_workers), title, n_workers);
}

static char *
describe_time (BobbinRunner *runner, const BobbinRun *run)
{
  gint64 duration_ns = bobbin_request_get_duration_ns (run->request);
  g_autofree char *clock = format_clock (run->end_ns >= 0 ? run->end_ns : run->now_ns);
  g_autofree char *whole = NULL;

  switch (bobbin_session_get_state (bobbin_runner_get_session (runner)))
    {
    case BOBBIN_SESSION_IDLE:
    case BOBBIN_SESSION_FAILED:
      return g_strdup (_("not started"));
    case BOBBIN_SESSION_STARTING:
      return g_strdup (_("starting"));
    case BOBBIN_SESSION_OVER:
      return g_strdup_printf (_("ended after %s"), clock);
    case BOBBIN_SESSION_RUNNING:
    case BOBBIN_SESSION_STOPPING:
    default:
      break;
    }

  if (bobbin_runner_is_frozen (runner))
    return g_strdup_printf (_("frozen at %s"), clock);
  if (duration_ns <= 0)
    return g_steal_pointer (&clock);
  whole = format_clock (duration_ns);
  /* TRANSLATORS: how far it is and how long it takes: "00:02 of 00:06" */
  return g_strdup_printf (_("%s of %s"), clock, whole);
}

char *
bobbin_window_describe_run (BobbinRunner *runner)
{
  BobbinPlan *plan = bobbin_runner_get_plan (runner);
  const BobbinRun *run = bobbin_runner_get_run (runner);
  g_autofree char *workers = NULL;
  g_autofree char *time = NULL;

  if (run == NULL)
    return describe_workers (bobbin_plan_get_title (plan), bobbin_plan_get_n_workers (plan));

  workers = describe_workers (bobbin_request_get_title (run->request), run->workers->len);
  time = describe_time (runner, run);
  /* TRANSLATORS: "8 workers" and "00:42", "frozen at 00:42", "ended after 00:42" */
  return g_strdup_printf (_("%s, %s"), workers, time);
}
