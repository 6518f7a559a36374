#include "bobbin-timeline-private.h"

#include <math.h>

/* Heights in text sizes. */
#define LANE_BEST 2.0 /* heights in text sizes */
#define LANE_MOST 4.2
#define LANE_MOST_IN_PICTURE 6.0
#define LANE_LEAST 0.45
#define LANE_LEAST_IN_PICTURE_PX 2.0

typedef struct {
  double band_px;    /* a group's head */
  double process_px; /* a process' head, where it has several threads */
  double gap_px;     /* below a group, and below each box in it */
} Spacing;

static Spacing
roomy_spacing (const BobbinStyle *style)
{
  return (Spacing) {
    .band_px = round (style->small_px * 2.1),
    .process_px = round (style->small_px * 1.7),
    .gap_px = style->spacing_px,
  };
}

static Spacing
tight_spacing (const BobbinStyle *style)
{
  return (Spacing) { .band_px = ceil (style->small_px * 1.6), .process_px = 0.0, .gap_px = 2.0 };
}

static double
line_in_lane (double size_px)
{
  return size_px * 1.15;
}

gboolean
bobbin_timeline_is_mixed (const BobbinRun *run, guint group)
{
  const BobbinRunGroup *g = bobbin_run_get_group (run, group);

  return g->spec->kind == BOBBIN_KIND_PROCESSES && g->spec->threads_each > 1;
}

/* The height of everything but the lanes. */
static double
fixed_height (const BobbinRun *run, Spacing spacing)
{
  double height = 0.0;

  for (guint i = 0; i < run->groups->len; i++)
    {
      height += spacing.band_px + spacing.gap_px;
      if (bobbin_timeline_is_mixed (run, i))
        height += bobbin_run_get_group (run, i)->n_processes * (spacing.process_px + spacing.gap_px);
    }
  return height;
}

static double
least_lane (const BobbinStyle *style, gboolean fits_all)
{
  return fits_all ? LANE_LEAST_IN_PICTURE_PX : MAX (round (style->text_px * LANE_LEAST), 4.0);
}

/* The lanes' pitch for a height, with the spacing that goes with it. */
static double
choose_lane_px (const BobbinRun *run, const BobbinStyle *style, double height, gboolean fits_all,
                Spacing *out_spacing)
{
  guint n_lanes = MAX (run->workers->len, 1);
  double lane_px;

  *out_spacing = roomy_spacing (style);
  lane_px = (height - fixed_height (run, *out_spacing)) / n_lanes;
  if (lane_px < line_in_lane (style->small_px))
    {
      *out_spacing = tight_spacing (style);
      lane_px = (height - fixed_height (run, *out_spacing)) / n_lanes;
    }
  return CLAMP (lane_px, least_lane (style, fits_all),
                round (style->text_px * (fits_all ? LANE_MOST_IN_PICTURE : LANE_MOST)));
}

static void
choose_labels (BobbinTimelineLayout *layout)
{
  static const guint steps[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000 };
  const BobbinStyle *style = &layout->style;
  const double sizes[] = { style->text_px, style->small_px, style->fine_px };

  layout->label_px = style->fine_px;
  layout->word_px = 0.0;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (layout->lane_px >= line_in_lane (sizes[i]))
      {
        layout->label_px = sizes[i];
        layout->word_px = MIN (sizes[i], style->small_px);
        break;
      }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      layout->label_every = steps[i];
      if (steps[i] * layout->lane_px >= line_in_lane (layout->label_px))
        break;
    }
}

typedef struct {
  GArray *rows;
  double  y; /* exact; rows begin and end at its rounding */
} RowWriter;

static void
add_row (RowWriter *writer, BobbinRowKind kind, guint index, double height, gboolean labelled)
{
  double top = round (writer->y);

  writer->y += height;
  BobbinTimelineRow row = { kind, index, top, round (writer->y) - top, labelled };
  g_array_append_val (writer->rows, row);
}

/* Every nth, and not where the label would reach into what comes below. */
static gboolean
is_labelled (const BobbinTimelineLayout *layout, guint i, guint n)
{
  return i % layout->label_every == 0
         && (i == 0 || (n - i) * layout->lane_px >= line_in_lane (layout->label_px) - 1.0);
}

static void
add_process_rows (BobbinTimelineLayout *layout, RowWriter *writer, Spacing spacing, guint process)
{
  const BobbinRunProcess *p = bobbin_run_get_process (layout->run, process);

  if (spacing.process_px > 0.0)
    add_row (writer, BOBBIN_ROW_PROCESS, process, spacing.process_px, TRUE);
  for (guint i = 0; i < p->n_workers; i++)
    add_row (writer, BOBBIN_ROW_LANE, p->first_worker + i, layout->lane_px, is_labelled (layout, i, p->n_workers));
  writer->y += spacing.gap_px;
}

static void
make_rows (BobbinTimelineLayout *layout, Spacing spacing)
{
  RowWriter writer = { layout->rows, 0.0 };

  for (guint i = 0; i < layout->run->groups->len; i++)
    {
      const BobbinRunGroup *group = bobbin_run_get_group (layout->run, i);

      add_row (&writer, BOBBIN_ROW_GROUP, i, spacing.band_px, TRUE);
      if (bobbin_timeline_is_mixed (layout->run, i))
        for (guint p = 0; p < group->n_processes; p++)
          add_process_rows (layout, &writer, spacing, group->first_process + p);
      else
        for (guint w = 0; w < group->n_workers; w++)
          add_row (&writer, BOBBIN_ROW_LANE, group->first_worker + w, layout->lane_px,
                   is_labelled (layout, w, group->n_workers));
      writer.y += spacing.gap_px;
    }
  layout->content_px = round (writer.y);
}

void
bobbin_timeline_choose_lanes (BobbinTimelineLayout *layout)
{
  Spacing spacing;

  layout->lane_px = choose_lane_px (layout->run, &layout->style, layout->lanes_rect.height,
                                    layout->viewport.fits_all, &spacing);
  choose_labels (layout);
  make_rows (layout, spacing);
}

static double
top_height (const BobbinStyle *style)
{
  return bobbin_legend_row_px (style) + round (style->spacing_px * 0.5) + round (style->small_px * 1.8);
}

double
bobbin_timeline_layout_natural_height (const BobbinRun *run, const BobbinStyle *style)
{
  guint n_lanes = run == NULL ? 4 : run->workers->len;
  double fixed = run == NULL ? 0.0 : fixed_height (run, roomy_spacing (style));

  return ceil (top_height (style) + fixed + n_lanes * round (style->text_px * LANE_BEST));
}

double
bobbin_timeline_layout_minimum_height (const BobbinRun *run, const BobbinStyle *style)
{
  guint n_lanes = run == NULL ? 4 : run->workers->len;
  double fixed = run == NULL ? 0.0 : fixed_height (run, tight_spacing (style));

  return ceil (round (style->small_px * 1.8) + fixed + n_lanes * least_lane (style, FALSE));
}
