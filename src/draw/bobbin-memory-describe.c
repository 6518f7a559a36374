#include "config.h"

#include "bobbin-memory-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

#define MAX_PROCESSES_TOLD 64

const char *
bobbin_memory_ended_word (const BobbinRun *run, guint process)
{
  const BobbinRunProcess *p = bobbin_run_get_process (run, process);

  if (p->alive || p->n_workers == 0)
    return NULL;
  switch (bobbin_run_get_worker (run, p->first_worker)->end)
    {
    case BOBBIN_END_CRASHED:
      return _("crashed");
    case BOBBIN_END_EXITED:
      return _("ended");
    case BOBBIN_END_RUNNING: /* not yet born */
    case BOBBIN_END_STOPPED: /* with the run: what is shown is how it was until then */
    default:
      return NULL;
    }
}

char *
bobbin_memory_spaces_text (const BobbinRun *run, guint group)
{
  guint n = bobbin_run_group_n_counted (run, group);

  return g_strdup_printf (ngettext ("%u address space", "%u address spaces", n), n);
}

char *
bobbin_memory_sums_title (const BobbinRun *run, guint group)
{
  const BobbinRunGroup *g = bobbin_run_get_group (run, group);

  if (g->spec->kind == BOBBIN_KIND_THREADS)
    return g_strdup_printf (ngettext ("%u thread", "%u threads together", g->n_workers), g->n_workers);
  guint n = bobbin_run_group_n_counted (run, group);
  return g_strdup_printf (ngettext ("%u process", "%u processes together", n), n);
}

const char *
bobbin_memory_sums_note (const BobbinRun *run, guint group)
{
  const BobbinRunGroup *g = bobbin_run_get_group (run, group);

  if (g->n_processes > 1)
    return _("The sum of RSS counts shared pages again for every process. "
             "The sum of PSS is what the group really takes. "
             "The sum of USS is what would be freed if it ended.");
  if (g->n_workers == 1)
    return _("One address space: PSS is what it really takes, its part of the shared pages included. "
             "USS is what would be freed if it ended.");
  return _("One address space: what its threads share is there once. "
           "PSS is what it really takes, USS is what would be freed if it ended.");
}

static char *
describe_reading (const char *subject, const BobbinMemory *memory, BobbinReading reading)
{
  g_autofree char *bytes = bobbin_format_bytes (bobbin_memory_get_reading (memory, reading));

  switch (reading)
    {
    case BOBBIN_READING_RSS:
      return g_strdup_printf (_("%s: RSS %s, all its pages that are in memory, shared ones in full"), subject, bytes);
    case BOBBIN_READING_PSS:
      return g_strdup_printf (_("%s: PSS %s, shared pages divided by the number of processes that share them"),
                              subject, bytes);
    case BOBBIN_READING_USS:
    case BOBBIN_N_READINGS:
    default:
      return g_strdup_printf (_("%s: USS %s, pages of its own, which would be freed if it ended"), subject, bytes);
    }
}

char *
bobbin_memory_describe_sum (const char *subject, const BobbinMemory *memory, BobbinReading reading)
{
  g_autofree char *bytes = bobbin_format_bytes (bobbin_memory_get_reading (memory, reading));

  switch (reading)
    {
    case BOBBIN_READING_RSS:
      return g_strdup_printf (_("%s: sum of RSS %s, in which shared pages are counted again for every process"),
                              subject, bytes);
    case BOBBIN_READING_PSS:
      return g_strdup_printf (_("%s: sum of PSS %s, what the group really takes"), subject, bytes);
    case BOBBIN_READING_USS:
    case BOBBIN_N_READINGS:
    default:
      return g_strdup_printf (_("%s: sum of USS %s, what would be freed if the group ended"), subject, bytes);
    }
}

char *
bobbin_memory_describe_process (const BobbinRun *run, guint process)
{
  const BobbinRunProcess *p = bobbin_run_get_process (run, process);
  const char *ended = bobbin_memory_ended_word (run, process);
  g_autofree char *label = bobbin_run_process_label (run, process);
  g_autofree char *rss = bobbin_format_bytes (p->memory.rss_bytes);
  g_autofree char *pss = bobbin_format_bytes (p->memory.pss_bytes);
  g_autofree char *uss = bobbin_format_bytes (p->memory.uss_bytes);

  if (!p->memory.valid)
    return g_strdup_printf (_("%s: memory not yet read"), label);
  if (ended != NULL)
    /* TRANSLATORS: process, "crashed" or "ended", three amounts of memory. */
    return g_strdup_printf (_("%s (%s): RSS %s, PSS %s, USS %s when last read"), label, ended, rss, pss, uss);
  return g_strdup_printf (_("%s: RSS %s, PSS %s, USS %s"), label, rss, pss, uss);
}

/* What is usually looked at instead; NULL while there is nothing to see. */
static char *
describe_as_monitor (const BobbinRunProcess *process)
{
  g_autofree char *rss = bobbin_format_bytes (process->gtop_rss_bytes);
  g_autofree char *cpu = bobbin_format_percent (process->gtop_cpu_share);

  if (!process->alive || process->gtop_state == 0)
    return NULL;
  /* TRANSLATORS: an amount of memory, a share of one core, the letter of a state (R, S, D …), a core's number. */
  return g_strdup_printf (_("A system monitor shows %s of memory, %s of a core, state %c, core %u (libgtop)"),
                          rss, cpu, process->gtop_state, process->gtop_core);
}

static char *
describe_reading_at (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card, const BobbinMemoryCell *cell,
                     double y)
{
  const BobbinRunProcess *p = bobbin_run_get_process (layout->run, cell->process);
  g_autofree char *label = bobbin_run_process_label (layout->run, cell->process);

  if (p->memory.valid && !card->as_lines)
    for (guint i = 0; i < BOBBIN_N_READINGS; i++)
      {
        BobbinRect row = bobbin_memory_cell_bar_row (layout, card, cell, i);

        if (y >= row.y && y < row.y + row.height)
          return describe_reading (label, &p->memory, i);
      }
  return bobbin_memory_describe_process (layout->run, cell->process);
}

static char *
describe_cell_at (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card, const BobbinMemoryCell *cell,
                  double y)
{
  g_autofree char *reading = describe_reading_at (layout, card, cell, y);
  g_autofree char *monitor = describe_as_monitor (bobbin_run_get_process (layout->run, cell->process));

  return monitor != NULL ? g_strconcat (reading, "\n", monitor, NULL) : g_steal_pointer (&reading);
}

static char *
describe_card_at (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card, double x, double y)
{
  g_autofree char *label = bobbin_run_group_label (layout->run, card->group);

  for (guint i = 0; i < card->cells->len; i++)
    {
      const BobbinMemoryCell *cell = &g_array_index (card->cells, BobbinMemoryCell, i);

      if (bobbin_rect_contains (cell->rect, x, y))
        return describe_cell_at (layout, card, cell, y);
    }
  if (card->sums.valid && card->sums_rect.height > 0.0)
    for (guint i = 0; i < BOBBIN_N_READINGS; i++)
      if (bobbin_rect_contains (bobbin_memory_sum_row (layout, card, i), x, y))
        return bobbin_memory_describe_sum (label, &card->sums, i);
  return NULL;
}

char *
bobbin_memory_layout_describe_at (const BobbinMemoryLayout *layout, double x, double y)
{
  for (guint i = 0; i < layout->cards->len; i++)
    {
      const BobbinMemoryCard *card = &g_array_index (layout->cards, BobbinMemoryCard, i);

      if (bobbin_rect_contains (card->rect, x, y))
        return describe_card_at (layout, card, x, y);
    }
  return NULL;
}

char *
bobbin_memory_describe_sums (const char *label, const char *spaces, const BobbinMemory *sums)
{
  g_autofree char *rss = bobbin_format_bytes (sums->rss_bytes);
  g_autofree char *pss = bobbin_format_bytes (sums->pss_bytes);
  g_autofree char *uss = bobbin_format_bytes (sums->uss_bytes);

  if (!sums->valid)
    /* TRANSLATORS: group, "4 address spaces". */
    return g_strdup_printf (_("%s, %s: memory not yet read."), label, spaces);
  /* TRANSLATORS: group, "4 address spaces", three amounts of memory. */
  return g_strdup_printf (_("%s, %s: sum of RSS %s, sum of PSS %s, sum of USS %s."), label, spaces, rss, pss, uss);
}

static void
tell_group (const BobbinRun *run, GString *text, guint index)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, index);
  BobbinMemory sums = bobbin_run_group_memory (run, index);
  g_autofree char *label = bobbin_run_group_label (run, index);
  g_autofree char *spaces = bobbin_memory_spaces_text (run, index);
  g_autofree char *told = bobbin_memory_describe_sums (label, spaces, &sums);
  guint n_told = MIN (group->n_processes, MAX_PROCESSES_TOLD);

  g_string_append_printf (text, "%s\n%s\n", told, bobbin_memory_sums_note (run, index));
  for (guint i = 0; i < n_told; i++)
    {
      g_autofree char *process = bobbin_memory_describe_process (run, bobbin_run_group_process (run, index, i));

      g_string_append_printf (text, "%s\n", process);
    }
  if (n_told < group->n_processes)
    {
      guint n_more = group->n_processes - n_told;

      g_string_append_printf (text, ngettext ("and %u more process", "and %u more processes", n_more), n_more);
      g_string_append_c (text, '\n');
    }
}

char *
bobbin_memory_layout_describe (const BobbinMemoryLayout *layout)
{
  GString *text;

  if (layout->run == NULL)
    return g_strdup (_("No memory yet: nothing has been started."));
  text = g_string_new (NULL);
  for (guint i = 0; i < layout->run->groups->len; i++)
    tell_group (layout->run, text, i);
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}
