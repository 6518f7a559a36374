#include "config.h"

#include "bobbin-timeline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-units.h"

/* Past this many cores the legend names the hues only once round. */
#define MAX_CORES_NAMED 8

/* Lower lanes have no room for one state on another. */
#define LEAST_STACKED_PX 5.0

double
bobbin_timeline_hatch_px (const BobbinStyle *style)
{
  return MAX (round (style->text_px * 0.36), 6.0);
}

BobbinColor
bobbin_timeline_waiting_tone (const BobbinTheme *theme)
{
  return bobbin_color_mix (theme->waiting_fill, theme->waiting, 0.4);
}

gboolean
bobbin_timeline_shows_strength (const BobbinTimelineLayout *layout)
{
  return layout->lane_px < LEAST_STACKED_PX;
}

static void
add_core_entries (BobbinTimelineLayout *layout)
{
  const BobbinTheme *theme = layout->style.theme;
  guint n_cores = layout->run->machine->n_configured;
  gboolean repeats = n_cores > MAX_CORES_NAMED;
  guint n_shown = repeats ? BOBBIN_N_CORE_COLORS : MAX (n_cores, 1);

  for (guint i = 0; i < n_shown; i++)
    {
      guint color = i % BOBBIN_N_CORE_COLORS;
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *label = NULL;

      if (i + 1 == n_shown)
        label = repeats ? _("… Running on this core; colours repeat, the number tells")
                        : _("Running on this core");
      bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
        .kind = BOBBIN_SWATCH_FILL,
        .fill = theme->core[color],
        .edge = theme->core_edge[color],
        .ink = theme->core_text[color],
        .inside = number,
        .label = (char *) label,
        .joined = i > 0,
      });
    }
}

/* One worker of a kind stands for all of it. */
static void
add_kind_entry (BobbinTimelineLayout *layout, BobbinKind kind, const char *label)
{
  for (guint i = 0; i < layout->run->workers->len; i++)
    {
      guint group = bobbin_run_get_worker (layout->run, i)->group;
      const BobbinTimelineHue *hue = &layout->hues[bobbin_timeline_get_hue (layout, i)];
      char number[BOBBIN_NUMBER_BYTES];

      if (bobbin_run_get_group (layout->run, group)->spec->kind != kind)
        continue;
      bobbin_timeline_write_number (layout->run, i, number);
      bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
        .kind = BOBBIN_SWATCH_FILL,
        .fill = hue->fill,
        .edge = hue->edge,
        .ink = hue->ink,
        .inside = number,
        .label = (char *) label,
        .rounded = kind == BOBBIN_KIND_THREADS,
      });
      return;
    }
}

/* What stands in the lanes of cores, and what is below it. */
static void
add_worker_entries (BobbinTimelineLayout *layout)
{
  add_kind_entry (layout, BOBBIN_KIND_PROCESSES, _("A process had it, with its number"));
  add_kind_entry (layout, BOBBIN_KIND_THREADS, _("A thread had it, with its number"));
  bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
    .kind = BOBBIN_SWATCH_LINE, .ink = layout->style.theme->mark, .label = (char *) _("None of the workers had it") });
}

/* Whether a worker may be blocked for this reason. */
static gboolean
may_block (const BobbinRun *run, BobbinWork work)
{
  for (guint i = 0; i < run->groups->len; i++)
    {
      BobbinWork w = bobbin_run_get_group (run, i)->spec->work;

      if (w == work || w == BOBBIN_WORK_MIXED)
        return TRUE;
    }
  return FALSE;
}

/* The line at the foot of a blocked lane has a form for each reason. */
static void
add_reason_entries (BobbinTimelineLayout *layout)
{
  const struct {
    BobbinWork       work;
    BobbinSwatchKind swatch;
    const char      *label;
  } reasons[] = {
    /* TRANSLATORS: these follow "Blocked or asleep". */
    { BOBBIN_WORK_LOCK, BOBBIN_SWATCH_DASHES, _("by a lock") },
    { BOBBIN_WORK_PIPE, BOBBIN_SWATCH_DOUBLE_LINE, _("by a pipe") },
    { BOBBIN_WORK_DISK, BOBBIN_SWATCH_DOTTED_LINE, _("by the disk") },
  };

  bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
    .kind = BOBBIN_SWATCH_LINE, .ink = layout->style.theme->mark, .label = (char *) _("Blocked or asleep") });
  if (layout->run->timeline_source == BOBBIN_TIMELINE_SAMPLED || bobbin_timeline_shows_strength (layout))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (may_block (layout->run, reasons[i].work))
      bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
        .kind = reasons[i].swatch, .ink = layout->style.theme->mark, .label = (char *) reasons[i].label });
}

/* What stands in the lanes of workers. */
static void
add_state_entries (BobbinTimelineLayout *layout)
{
  const BobbinTheme *theme = layout->style.theme;
  gboolean strength = bobbin_timeline_shows_strength (layout);

  add_core_entries (layout);
  bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
    .kind = strength ? BOBBIN_SWATCH_FILL : BOBBIN_SWATCH_HATCH,
    .fill = strength ? bobbin_timeline_waiting_tone (theme) : theme->waiting_fill,
    .edge = theme->waiting, .ink = theme->waiting, .pitch_px = bobbin_timeline_hatch_px (&layout->style),
    .label = (char *) _("Ready, waiting for a core") });
  add_reason_entries (layout);
}

static gboolean
has_crash (const BobbinRun *run)
{
  for (guint i = 0; i < run->workers->len; i++)
    if (bobbin_run_get_worker (run, i)->end == BOBBIN_END_CRASHED)
      return TRUE;
  return FALSE;
}

/* What the height, or in low lanes the strength, of a colour says, and how it was got. */
static char *
make_note (const BobbinTimelineLayout *layout)
{
  gboolean strength = bobbin_timeline_shows_strength (layout);
  g_autofree char *interval = NULL;

  if (layout->run->timeline_source == BOBBIN_TIMELINE_SELF)
    return g_strdup (strength ? _("Strength: share of the time, written down by the workers")
                              : _("Height: share of the time, written down by the workers"));
  if (layout->run->timeline_source == BOBBIN_TIMELINE_KERNEL)
    return g_strdup (strength ? _("Strength: share of the time, recorded by the kernel")
                              : _("Height: share of the time, recorded by the kernel"));
  interval = bobbin_format_duration_short (bobbin_request_get_interval_ns (layout->run->request));
  /* TRANSLATORS: in the legend; how strong or how high the colour of a lane is. "50 ms" is the interval. */
  return g_strdup_printf (strength ? _("Strength: share of each %s, sampled") : _("Height: share of each %s, sampled"),
                          interval);
}

/* Words go where there is room for them, not into a row of their own. */
static void
add_words (BobbinTimelineLayout *layout, double width_px, const char *words)
{
  guint rows = bobbin_legend_count_rows (layout->legend, &layout->style, width_px);

  bobbin_legend_add (layout->legend, &(BobbinLegendEntry) { .kind = BOBBIN_SWATCH_NONE, .label = (char *) words });
  if (bobbin_legend_count_rows (layout->legend, &layout->style, width_px) > rows)
    bobbin_legend_drop_last (layout->legend);
}

void
bobbin_timeline_make_legend (BobbinTimelineLayout *layout, double width_px)
{
  g_autofree char *note = make_note (layout);

  bobbin_legend_free (layout->legend);
  layout->legend = bobbin_legend_new ();
  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    add_worker_entries (layout);
  else
    add_state_entries (layout);
  if (layout->viewport.lanes == BOBBIN_LANES_WORKERS && has_crash (layout->run))
    bobbin_legend_add (layout->legend, &(BobbinLegendEntry) {
      .kind = BOBBIN_SWATCH_CROSS, .ink = layout->style.theme->alarm, .label = (char *) _("Crashed") });
  add_words (layout, width_px, note);
  if (layout->run->timeline_source != BOBBIN_TIMELINE_SAMPLED)
    add_words (layout, width_px, _("Dots above: several slices in a pixel"));
}
