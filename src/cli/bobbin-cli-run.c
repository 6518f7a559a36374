/* bobbin-cli-run.c - "bobbin-cli run": options → request → session → results */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-cli-figures.h"
#include "bobbin-cli-report.h"
#include "bobbin-cli.h"
#include "bobbin-error.h"
#include "bobbin-json.h"
#include "bobbin-run-json.h"
#include "bobbin-scenario.h"
#include "bobbin-session.h"
#include "bobbin-units.h"

#define DEFAULT_DURATION_NS (5 * BOBBIN_NS_PER_S)
#define CLEAR_LINE          "\r\033[K"

/* The options as they were written. */
typedef struct {
  char    *processes, *threads, *scenario, *duration, *interval, *seed;
  char   **groups, **crashes, **writes;
  BobbinCliFigureOptions figures;
  gboolean json;
} Options;

/* The options as they were meant. */
typedef struct {
  BobbinMachine   *machine;
  BobbinRequest   *request;
  BobbinCliFigures figures;
  gboolean         json;
} Job;

typedef struct {
  GMainLoop     *loop;
  BobbinSession *session;
  gboolean       interrupted;
  gint64         progress_shown_ns;
} Watch;

static void
options_clear (Options *options)
{
  g_free (options->processes);
  g_free (options->threads);
  g_free (options->scenario);
  g_free (options->duration);
  g_free (options->interval);
  g_free (options->seed);
  g_strfreev (options->groups);
  g_strfreev (options->crashes);
  g_strfreev (options->writes);
  bobbin_cli_figure_options_clear (&options->figures);
}

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->machine, bobbin_machine_free);
  g_clear_pointer (&job->request, bobbin_request_unref);
  bobbin_cli_figures_clear (&job->figures);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static gboolean
parse_options (int argc, char **argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "processes", 0, 0, G_OPTION_ARG_STRING, &options->processes, N_("A group of N processes"), N_("N") },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &options->threads, N_("A group of N threads in one process"), N_("N") },
    { "group", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->groups,
      N_("A group: name, kind=processes|threads, count, threads_each, work, duty, heap, shared, write, cores, lock, nice, stack; repeatable"),
      N_("KEY=VALUE,…") },
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &options->scenario, N_("A built-in scenario, or a file that holds one"), N_("NAME|FILE") },
    { "duration", 0, 0, G_OPTION_ARG_STRING, &options->duration, N_("How long the workers work (5s)"), N_("TIME") },
    { "interval", 0, 0, G_OPTION_ARG_STRING, &options->interval, N_("Time between two samples (50ms)"), N_("TIME") },
    { "crash", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->crashes, N_("Lets one worker crash; repeatable"), N_("GROUP/INDEX@TIME") },
    { "write", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->writes, N_("Has one worker write so many of its pages once; repeatable"), N_("GROUP/INDEX=PERCENT@TIME") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options->seed, N_("Start of the workers' random numbers (1)"), N_("N") },
    { "figure", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->figures.figures, N_("Draws timeline, cores, memory, sharing, table or all into a .png, .svg or .pdf file; repeatable"), N_("NAME:FILE") },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &options->figures.theme, N_("light, dark, projector or print (light)"), N_("THEME") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options->figures.size, N_("Size of the figures (1920x1080)"), N_("WxH") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print one JSON object"), NULL },
    { NULL }
  };

  return bobbin_cli_parse (argc, argv, entries, NULL,
                           _("Starts groups of real processes and real threads, watches them, and prints what was measured.\n"
                             "Without a group it starts 4 processes and 4 threads."),
                           NULL, error);
}

static gboolean
usage_error (GError **error, const char *format, const char *option, const char *value)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE, format, option, value);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
add_simple_group (GPtrArray *specs, BobbinKind kind, const char *option, const char *value, GError **error)
{
  guint64 count;

  if (value == NULL)
    return TRUE;
  if (!bobbin_parse_count (value, BOBBIN_MAX_WORKERS, &count) || count == 0)
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   _("%s=%s is not allowed: give a whole number from 1 to %u."),
                   option, value, BOBBIN_MAX_WORKERS);
      return FALSE;
    }
  g_ptr_array_add (specs, bobbin_group_spec_new (bobbin_kind_to_string (kind), kind, (guint) count));
  return TRUE;
}

static GPtrArray *
collect_groups (const Options *options, GError **error)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);

  if (!add_simple_group (specs, BOBBIN_KIND_PROCESSES, "--processes", options->processes, error)
      || !add_simple_group (specs, BOBBIN_KIND_THREADS, "--threads", options->threads, error))
    return NULL;
  for (guint i = 0; options->groups != NULL && options->groups[i] != NULL; i++)
    {
      BobbinGroupSpec *spec = bobbin_group_spec_parse (options->groups[i], error);

      if (spec == NULL)
        {
          g_prefix_error (error, "--group: ");
          return NULL;
        }
      g_ptr_array_add (specs, spec);
    }
  return g_steal_pointer (&specs);
}

static gboolean
collect_crashes (const Options *options, const GPtrArray *specs, GArray *crashes, GError **error)
{
  for (guint i = 0; options->crashes != NULL && options->crashes[i] != NULL; i++)
    {
      BobbinCrashOrder order;

      if (!bobbin_crash_order_parse (options->crashes[i], specs, &order, error))
        {
          g_prefix_error (error, "--crash: ");
          return FALSE;
        }
      g_array_append_val (crashes, order);
    }
  return TRUE;
}

static gboolean
collect_writes (const Options *options, const GPtrArray *specs, GArray *writes, GError **error)
{
  for (guint i = 0; options->writes != NULL && options->writes[i] != NULL; i++)
    {
      BobbinWriteOrder order;

      if (!bobbin_write_order_parse (options->writes[i], specs, &order, error))
        {
          g_prefix_error (error, "--write: ");
          return FALSE;
        }
      g_array_append_val (writes, order);
    }
  return TRUE;
}

static gboolean
parse_times (const Options *options, BobbinRequestOptions *out, GError **error)
{
  if (options->duration != NULL
      && (!bobbin_parse_duration (options->duration, &out->duration_ns) || out->duration_ns <= 0
          || out->duration_ns > BOBBIN_MAX_DURATION_NS))
    return usage_error (error, _("%s=%s is not allowed: give a time above zero and up to 86400s, such as 500ms, 3s or 2min."),
                        "--duration", options->duration);
  if (options->interval != NULL
      && (!bobbin_parse_duration (options->interval, &out->interval_ns)
          || out->interval_ns < BOBBIN_MIN_INTERVAL_NS || out->interval_ns > BOBBIN_MAX_INTERVAL_NS))
    return usage_error (error, _("%s=%s is not allowed: give a time from 5ms to 10s."),
                        "--interval", options->interval);
  if (options->seed != NULL && !bobbin_parse_count (options->seed, G_MAXINT64, &out->seed))
    return usage_error (error, _("%s=%s is not allowed: give a whole number from 0."), "--seed", options->seed);
  return TRUE;
}

static gboolean
make_request (const Options *options, Job *job, GError **error)
{
  BobbinRequestOptions settings = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (GPtrArray) specs = collect_groups (options, error);
  g_autoptr (GArray) crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (BobbinWriteOrder));
  g_autoptr (BobbinScenario) scenario = NULL;

  if (specs == NULL)
    return FALSE;
  settings.duration_ns = DEFAULT_DURATION_NS;
  if (options->scenario != NULL)
    {
      if (specs->len > 0)
        return usage_error (error, _("%s%s brings its own groups: leave out --processes, --threads and --group."),
                            "--scenario=", options->scenario);
      scenario = bobbin_scenario_load (options->scenario, error);
      if (scenario == NULL)
        {
          g_prefix_error (error, "--scenario: ");
          return FALSE;
        }
      g_array_append_vals (crashes, scenario->crashes->data, scenario->crashes->len);
      g_array_append_vals (writes, scenario->writes->data, scenario->writes->len);
      settings.title = scenario->title;
      if (scenario->duration_ns > 0)
        settings.duration_ns = scenario->duration_ns;
    }
  if (!parse_times (options, &settings, error))
    return FALSE;

  g_autoptr (GPtrArray) defaults = scenario == NULL && specs->len == 0 ? bobbin_default_groups () : NULL;
  const GPtrArray *groups = scenario != NULL ? scenario->groups : defaults != NULL ? defaults : specs;
  if (!collect_crashes (options, groups, crashes, error) || !collect_writes (options, groups, writes, error))
    return FALSE;
  settings.writes = writes;
  job->request = bobbin_request_new (groups, crashes, &settings, job->machine, error);
  return job->request != NULL;
}

static gboolean
is_figure (const char *name)
{
  BobbinFigureId id;

  return bobbin_figure_parse (name, &id);
}

static void
show_progress (Watch *watch)
{
  const BobbinRun *run = bobbin_session_get_run (watch->session);
  gint64 now_ns = bobbin_clock_ns ();

  if (!isatty (STDERR_FILENO) || now_ns - watch->progress_shown_ns < 200 * BOBBIN_NS_PER_MS)
    return;
  watch->progress_shown_ns = now_ns;

  g_autofree char *time = bobbin_format_duration (run->now_ns);
  g_autofree char *cpu = bobbin_format_percent (run->machine_cpu_share);
  fputs (CLEAR_LINE, stderr);
  fprintf (stderr, _("%s, %u of %u workers alive, machine %s busy"),
           time, bobbin_run_get_n_alive (run), run->workers->len, cpu);
  fflush (stderr);
}

static void
clear_progress (void)
{
  if (isatty (STDERR_FILENO))
    fputs (CLEAR_LINE, stderr);
}

static void
state_changed_cb (BobbinSession *session, gpointer data)
{
  Watch *watch = data;
  BobbinSessionState state = bobbin_session_get_state (session);

  if (state == BOBBIN_SESSION_OVER || state == BOBBIN_SESSION_FAILED)
    g_main_loop_quit (watch->loop);
}

static void
sampled_cb (BobbinSession *session, gpointer data)
{
  show_progress (data);
}

static gboolean
interrupted_cb (gpointer data)
{
  Watch *watch = data;

  watch->interrupted = TRUE;
  bobbin_session_stop (watch->session);
  return G_SOURCE_CONTINUE;
}

/* Runs the session to its end. FALSE with @error when it could not be run. */
static gboolean
watch_session (Watch *watch, GError **error)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  guint sources[G_N_ELEMENTS (signals)];
  gboolean started;

  watch->loop = g_main_loop_new (NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sources[i] = g_unix_signal_add (signals[i], interrupted_cb, watch);
  g_signal_connect (watch->session, "state-changed", G_CALLBACK (state_changed_cb), watch);
  g_signal_connect (watch->session, "sampled", G_CALLBACK (sampled_cb), watch);

  started = bobbin_session_start (watch->session, error);
  if (started)
    {
      g_main_loop_run (watch->loop);
      clear_progress ();
      if (bobbin_session_get_state (watch->session) == BOBBIN_SESSION_FAILED)
        {
          g_propagate_error (error, g_error_copy (bobbin_session_get_error (watch->session)));
          started = FALSE;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_source_remove (sources[i]);
  g_clear_pointer (&watch->loop, g_main_loop_unref);
  return started;
}

typedef struct {
  const BobbinRun *run;
  GListStore      *summary;
} Measured;

static void
fill_figure (BobbinFigure *figure, const char *name, gpointer data)
{
  const Measured *measured = data;

  bobbin_figure_parse (name, &figure->id);
  figure->run = measured->run;
  figure->summary = G_LIST_MODEL (measured->summary);
}

static int
report (const Job *job, const BobbinRun *run, gboolean interrupted)
{
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  bobbin_summary_update (summary, run);
  Measured measured = { run, summary };
  gboolean drawn = bobbin_cli_figures_draw (&job->figures, fill_figure, &measured, written, &error);

  if (job->json)
    {
      g_autoptr (JsonNode) root = bobbin_run_to_json (run, written);

      text = bobbin_json_to_text (root);
    }
  else
    {
      text = bobbin_cli_report (run, summary, written);
    }

  gboolean printed = bobbin_cli_print (text);
  if (!drawn)
    return bobbin_cli_fail ("run", error);
  if (!printed)
    return 1;
  return interrupted || run->warnings->len > 0 ? 3 : 0;
}

int
bobbin_cli_run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_auto (Job) job = { 0 };
  g_autoptr (GError) error = NULL;

  job.machine = bobbin_machine_read ();
  if (!parse_options (argc, argv, &options, &error)
      || !make_request (&options, &job, &error)
      || !bobbin_cli_figures_parse (&job.figures, &options.figures, is_figure,
                                    _("timeline, cores, memory, sharing, table or all"), &error))
    return bobbin_cli_fail ("run", error);
  job.json = options.json;

  g_autoptr (BobbinSession) session = bobbin_session_new (job.request, job.machine);
  Watch watch = { .session = session };
  if (!watch_session (&watch, &error))
    return bobbin_cli_fail ("run", error);
  return report (&job, bobbin_session_get_run (session), watch.interrupted);
}
