#include "config.h"

#include "bobbin-cli-report.h"

#include <glib/gi18n.h>

#include "bobbin-cli.h"
#include "bobbin-units.h"

/* Beyond this a group's workers are told by their sums alone. */
#define MAX_WORKERS_SHOWN 16

static void
add_heads (BobbinCliTable *table, const char *const *heads)
{
  for (; *heads != NULL; heads++)
    bobbin_cli_table_add (table, _(*heads));
}

static char *
share_text (gint64 part_ns, gint64 whole_ns)
{
  return bobbin_format_percent (whole_ns > 0 ? (double) part_ns / (double) whole_ns : 0.0);
}

static void
add_worker (BobbinCliTable *table, const BobbinRun *run, guint id)
{
  const BobbinRunWorker *worker = bobbin_run_get_worker (run, id);
  gint64 life_ns = worker->end == BOBBIN_END_RUNNING ? run->now_ns : worker->ended_ns;
  char *end = bobbin_run_worker_end_text (run, id);

  bobbin_cli_table_take (table, bobbin_run_worker_address (run, id));
  bobbin_cli_table_take (table, g_strdup_printf ("%d", worker->pid));
  bobbin_cli_table_take (table, g_strdup_printf ("%d", worker->tid));
  bobbin_cli_table_take (table, share_text (worker->running_ns, life_ns));
  bobbin_cli_table_take (table, share_text (worker->waiting_ns, life_ns));
  bobbin_cli_table_take (table, share_text (worker->blocked_ns, life_ns));
  bobbin_cli_table_take (table, bobbin_format_duration (worker->cpu_ns));
  if (worker->switches_valid)
    bobbin_cli_table_take (table, g_strdup_printf ("%" G_GUINT64_FORMAT " + %" G_GUINT64_FORMAT,
                                                   worker->voluntary_switches,
                                                   worker->involuntary_switches));
  else
    bobbin_cli_table_add (table, "–");
  bobbin_cli_table_take (table, end != NULL ? end : g_strdup (""));
}

static void
append_workers (GString *out, const BobbinRun *run, const BobbinRunGroup *group)
{
  static const char *const heads[] = {
    N_("Worker"), N_("PID"), N_("TID"), N_("Running"), N_("Waiting"), N_("Blocked"), N_("CPU time"),
    /* TRANSLATORS: voluntary + involuntary context switches */
    N_("Switches vol. + inv."), N_("End"), NULL
  };
  guint n_shown = MIN (group->n_workers, MAX_WORKERS_SHOWN);
  BobbinCliTable *table = bobbin_cli_table_new ("lrrrrrrrl");

  add_heads (table, heads);
  for (guint i = 0; i < n_shown; i++)
    add_worker (table, run, bobbin_run_group_worker (run, group->id, i));
  bobbin_cli_table_finish (table, 2, out);
  if (n_shown < group->n_workers)
    g_string_append_printf (out, ngettext ("  and %u more\n", "  and %u more\n", group->n_workers - n_shown),
                            group->n_workers - n_shown);
}

static void
append_memory (GString *out, const BobbinMemory *memory)
{
  if (!memory->valid)
    {
      g_string_append (out, _("  Memory: not read, the run was too short.\n"));
      return;
    }

  g_autofree char *rss = bobbin_format_bytes (memory->rss_bytes);
  g_autofree char *pss = bobbin_format_bytes (memory->pss_bytes);
  g_autofree char *uss = bobbin_format_bytes (memory->uss_bytes);
  g_string_append_printf (out, _("  Memory: RSS %s, PSS %s, USS %s (sums)\n"), rss, pss, uss);
}

static void
append_group (GString *out, const BobbinRun *run, guint id)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, id);
  g_autofree char *label = bobbin_run_group_label (run, id);
  g_autofree char *detail = bobbin_run_group_detail (run, id);
  BobbinMemory memory = bobbin_run_group_memory (run, id);

  g_string_append_printf (out, _("%s: %s; work %s\n"), label, detail,
                          bobbin_work_to_string (group->spec->work));
  append_workers (out, run, group);
  append_memory (out, &memory);
  g_string_append_c (out, '\n');
}

static void
append_summary (GString *out, GListStore *summary)
{
  static const char *const heads[] = {
    N_("Summary"), N_("Processes"), N_("Threads"), N_("Ratio"), N_("Verdict"), NULL
  };
  BobbinCliTable *table = bobbin_cli_table_new ("lllrl");

  add_heads (table, heads);
  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    {
      BobbinSummaryRow *row = bobbin_summary_get (summary, i);

      bobbin_cli_table_add (table, bobbin_summary_row_get_title (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_process_text (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_thread_text (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_ratio_text (row));
      bobbin_cli_table_add (table, bobbin_summary_row_get_verdict_text (row));
    }
  bobbin_cli_table_finish (table, 0, out);
}

static void
append_cost (GString *out, const BobbinRun *run)
{
  const BobbinOwnCost *cost = &run->own_cost;
  gint64 length_ns = run->end_ns >= 0 ? run->end_ns : run->now_ns;
  g_autofree char *length = bobbin_format_duration (length_ns);
  g_autofree char *share = share_text (cost->cpu_ns, length_ns);

  g_string_append_printf (out, _("\n%s on %u cores, %s, Linux %s\n"), length, run->machine->n_cores,
                          *run->machine->cpu != '\0' ? run->machine->cpu : _("unknown processor"),
                          run->machine->kernel);
  g_autofree char *sweeps = bobbin_format_count (cost->sweeps);
  g_autofree char *late = bobbin_format_count (cost->late_sweeps);
  g_string_append_printf (out, _("Bobbin itself: %s of a core; %s sweeps, %s late\n"), share, sweeps, late);
}

char *
bobbin_cli_report (const BobbinRun *run, GListStore *summary, const GPtrArray *figures)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < run->groups->len; i++)
    append_group (out, run, i);
  append_summary (out, summary);
  append_cost (out, run);
  for (guint i = 0; i < run->warnings->len; i++)
    g_string_append_printf (out, _("Warning: %s\n"), (const char *) g_ptr_array_index (run->warnings, i));
  for (guint i = 0; i < figures->len; i++)
    {
      /* Whole, because "meson devenv" for one changes the folder. */
      g_autofree char *path = g_canonicalize_filename (g_ptr_array_index (figures, i), NULL);

      g_string_append_printf (out, _("Figure: %s\n"), path);
    }
  return g_string_free (out, FALSE);
}
