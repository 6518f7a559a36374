/* bobbin-cli-measure.c - "bobbin-cli measure": experiments → table, figures, JSON */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-cli-figures.h"
#include "bobbin-cli.h"
#include "bobbin-error.h"
#include "bobbin-json.h"
#include "bobbin-lab.h"
#include "bobbin-measure-json.h"
#include "bobbin-summary.h"
#include "bobbin-units.h"

#define CLEAR_LINE  "\r\033[K"
#define PROGRESS_MS 200

typedef struct {
  char                  *source;
  BobbinCliFigureOptions figures;
  gboolean               json;
} Options;

typedef struct {
  GMainLoop       *loop;
  BobbinLab       *lab;
  GListStore      *summary;
  char           **ids; /* NULL: all */
  BobbinCliFigures figures;
  gboolean         interrupted;
} Job;

#define TABLE "table" /* the figure that is of all of them */

static gboolean
is_figure (const char *name)
{
  return g_str_equal (name, TABLE) || bobbin_experiment_find (name) != NULL;
}

static gboolean
parse (int argc, char **argv, Options *options, char ***out_ids, GError **error)
{
  const GOptionEntry entries[] = {
    { "figure", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->figures.figures, N_("Draws the figure of an experiment, or the summary as “table”, into a .png, .svg or .pdf file; repeatable"), N_("ID:FILE") },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &options->figures.theme, N_("light, dark, projector or print (light)"), N_("THEME") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options->figures.size, N_("Size of the figures (1920x1080)"), N_("WxH") },
    { "source", 0, 0, G_OPTION_ARG_STRING, &options->source, N_("Print the C that an experiment runs, and measure nothing"), N_("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print one JSON object"), NULL },
    { NULL }
  };

  return bobbin_cli_parse (argc, argv, entries, "[ID…]",
                           _("Runs the experiments behind the summary table on this machine, now, and says of each claim whether it holds.\n"
                             "Without an ID it runs them all; “bobbin-cli list experiments” names them."),
                           out_ids, error);
}

static void
clear_progress (void)
{
  if (isatty (STDERR_FILENO))
    fputs (CLEAR_LINE, stderr);
}

static gboolean
show_progress_cb (gpointer data)
{
  Job *job = data;
  const BobbinExperiment *current = bobbin_lab_get_current (job->lab);

  if (current != NULL)
    {
      g_autofree char *share = bobbin_format_percent (bobbin_lab_get_progress (job->lab));

      fprintf (stderr, CLEAR_LINE "%s  %s", share, _(current->title));
      fflush (stderr);
    }
  return G_SOURCE_CONTINUE;
}

static void
finished_cb (BobbinLab *lab, gpointer data)
{
  g_main_loop_quit (((Job *) data)->loop);
}

static gboolean
interrupted_cb (gpointer data)
{
  Job *job = data;

  job->interrupted = TRUE;
  bobbin_lab_stop (job->lab);
  return G_SOURCE_CONTINUE;
}

static gboolean
measure (Job *job, GError **error)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  guint sources[G_N_ELEMENTS (signals)], progress_id = 0;

  job->loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (job->lab, "finished", G_CALLBACK (finished_cb), job);
  if (!bobbin_lab_measure (job->lab, (const char *const *) job->ids, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sources[i] = g_unix_signal_add (signals[i], interrupted_cb, job);
  if (isatty (STDERR_FILENO))
    progress_id = g_timeout_add (PROGRESS_MS, show_progress_cb, job);
  if (bobbin_lab_is_running (job->lab))
    g_main_loop_run (job->loop);
  clear_progress ();
  g_clear_handle_id (&progress_id, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_source_remove (sources[i]);
  return TRUE;
}

/* What was measured, in the order of the list. */
static GPtrArray *
collect (const Job *job)
{
  GPtrArray *outcomes = g_ptr_array_new ();
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  for (guint i = 0; i < n; i++)
    {
      const BobbinOutcome *outcome = bobbin_lab_get_outcome (job->lab, all[i]);

      if (outcome != NULL)
        g_ptr_array_add (outcomes, (gpointer) outcome);
    }
  return outcomes;
}

/* Rows that were measured. */
static guint
count_rows (GListStore *summary)
{
  guint n = 0;

  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    n += bobbin_summary_row_is_measured (bobbin_summary_get (summary, i)) ? 1 : 0;
  return n;
}

static void
append_summary (GString *out, GListStore *summary)
{
  BobbinCliTable *table = bobbin_cli_table_new ("lllrll");

  bobbin_cli_table_add (table, _("Summary"));
  bobbin_cli_table_add (table, _("Processes"));
  bobbin_cli_table_add (table, _("Threads"));
  bobbin_cli_table_add (table, _("Ratio"));
  bobbin_cli_table_add (table, _("Interval"));
  bobbin_cli_table_add (table, _("Verdict"));
  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    {
      BobbinSummaryRow *row = bobbin_summary_get (summary, i);

      if (!bobbin_summary_row_is_measured (row))
        continue;
      bobbin_cli_table_add (table, bobbin_summary_row_get_title (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_process_text (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_thread_text (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_ratio_text (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_interval_text (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_verdict_text (row));
    }
  bobbin_cli_table_finish (table, 0, out);
}

/* What is too noisy for an answer has no number for one either. */
static void
append_ratio (GString *out, const BobbinOutcome *outcome)
{
  g_autofree char *ratio = bobbin_outcome_ratio_text (outcome);

  if (*ratio != '\0')
    g_string_append_printf (out, "  %s\n", ratio);
}

/* An experiment leaves no word unsaid; the table has its numbers side by side. */
static void
append_outcome (GString *out, const BobbinOutcome *outcome)
{
  g_string_append_printf (out, "\n%s (%s)\n  %s\n  %s: %s\n", _(outcome->experiment->title), outcome->experiment->id,
                          _(outcome->experiment->claim), bobbin_verdict_label (outcome->verdict), outcome->because);
  if (*outcome->process_text != '\0' && outcome->verdict != BOBBIN_VERDICT_NOISY)
    g_string_append_printf (out, _("  Processes: %s. Threads: %s.\n"), outcome->process_text, outcome->thread_text);
  append_ratio (out, outcome);
}

static char *
report_text (GListStore *summary, const GPtrArray *outcomes, const GPtrArray *written)
{
  GString *out = g_string_new (NULL);

  if (count_rows (summary) > 0)
    append_summary (out, summary);
  for (guint i = 0; i < outcomes->len; i++)
    append_outcome (out, g_ptr_array_index (outcomes, i));
  for (guint i = 0; i < written->len; i++)
    g_string_append_printf (out, _("%sFigure written to %s\n"), i == 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (written, i));
  return g_string_free (out, FALSE);
}

static void
fill_figure (BobbinFigure *figure, const char *name, gpointer data)
{
  const Job *job = data;

  if (g_str_equal (name, TABLE))
    {
      figure->id = BOBBIN_FIGURE_TABLE;
      figure->summary = G_LIST_MODEL (job->summary);
      return;
    }
  figure->id = BOBBIN_FIGURE_EXPERIMENT;
  figure->outcome = bobbin_lab_get_outcome (job->lab, bobbin_experiment_find (name));
}

static int
report (Job *job, const BobbinMachine *machine, gboolean as_json)
{
  g_autoptr (GPtrArray) outcomes = collect (job);
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *failure = bobbin_lab_get_failure (job->lab);
  gboolean in_part = job->interrupted || failure != NULL;
  gboolean drawn = in_part || bobbin_cli_figures_draw (&job->figures, fill_figure, job, written, &error);

  if (as_json)
    {
      g_autoptr (JsonNode) root = bobbin_measure_to_json (machine, outcomes, written);

      text = bobbin_json_to_text (root);
    }
  else
    {
      text = report_text (job->summary, outcomes, written);
    }
  if (!bobbin_cli_print (text))
    return 1;
  if (!drawn)
    return bobbin_cli_fail ("measure", error);
  if (failure != NULL)
    fprintf (stderr, "bobbin-cli measure: %s\n", failure);
  if (in_part && job->figures.orders->len > 0)
    fprintf (stderr, "bobbin-cli measure: %s\n", _("No figure was drawn, because not all was measured."));
  if (failure != NULL && outcomes->len == 0)
    return 1;
  return in_part ? 3 : 0;
}

static int
print_source (const char *id)
{
  const BobbinExperiment *experiment = bobbin_experiment_find (id);
  g_autoptr (GError) error = NULL;

  if (experiment == NULL)
    {
      g_set_error (&error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   _("There is no experiment “%s”; “bobbin-cli list experiments” names them."), id);
      return bobbin_cli_fail ("measure", error);
    }

  g_autofree char *source = bobbin_experiment_source (experiment);
  return bobbin_cli_print (source) ? 0 : 1;
}

static void
options_clear (Options *options)
{
  g_free (options->source);
  bobbin_cli_figure_options_clear (&options->figures);
}

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->loop, g_main_loop_unref);
  g_clear_object (&job->summary);
  g_clear_object (&job->lab);
  g_strfreev (job->ids);
  bobbin_cli_figures_clear (&job->figures);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* Every figure is of an experiment that is measured. */
static gboolean
check_figures (const Job *job, GError **error)
{
  for (guint i = 0; job->ids != NULL && i < job->figures.orders->len; i++)
    {
      const char *name = g_array_index (job->figures.orders, BobbinCliFigure, i).name;

      if (!g_str_equal (name, TABLE) && !g_strv_contains ((const char *const *) job->ids, name))
        {
          g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                       _("--figure: “%s” is not among the experiments that are to be measured; name it as well."), name);
          return FALSE;
        }
    }
  return TRUE;
}

int
bobbin_cli_measure (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_auto (Job) job = { 0 };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();

  if (!parse (argc, argv, &options, &rest, &error))
    return bobbin_cli_fail ("measure", error);
  if (options.source != NULL)
    return print_source (options.source);
  if (*rest != NULL)
    job.ids = g_steal_pointer (&rest);
  if (!bobbin_cli_figures_parse (&job.figures, &options.figures, is_figure, _("the ID of an experiment or “table”"), &error)
      || !check_figures (&job, &error))
    return bobbin_cli_fail ("measure", error);
  job.lab = bobbin_lab_new (machine);
  job.summary = bobbin_summary_new ();
  bobbin_summary_set_lab (job.summary, job.lab);
  if (!measure (&job, &error))
    return bobbin_cli_fail ("measure", error);
  return report (&job, machine, options.json);
}
