/* bobbin-timeline-rows.c - which lanes there are, and how high */
#include "config.h"

#include "bobbin-timeline-private.h"

#include <math.h>

/* Heights in text sizes. */
#define LANE_BEST 2.0
#define LANE_MOST 4.2
#define LANE_MOST_IN_PICTURE 6.0
#define LANE_LEAST 0.45
#define LANE_LEAST_IN_PICTURE_PX 2.0

/* With fewer lanes than these each may be so many times higher. */
#define FEW_LANES 6.0
#define MOST_GROWTH 3.0

typedef struct {
  double band_px;    /* a group's head */
  double process_px; /* a process' head, where it has several threads */
  double pinned_px;  /* a pinned lane, at least: it was pinned to be read */
  double gap_px;     /* below a group, and below each box in it */
} Spacing;

static Spacing
roomy_spacing (const BobbinStyle *style)
{
  return (Spacing) {
    .band_px = round (style->small_px * 2.1),
    .process_px = round (style->small_px * 1.7),
    .pinned_px = round (style->small_px * 1.6),
    .gap_px = style->spacing_px,
  };
}

static Spacing
tight_spacing (const BobbinStyle *style)
{
  return (Spacing) { .band_px = ceil (style->small_px * 1.6), .pinned_px = round (style->small_px * 1.6), .gap_px = 2.0 };
}

static double
line_in_lane (double size_px)
{
  return size_px * 1.15;
}

static double
least_lane (const BobbinStyle *style, gboolean fits_all)
{
  return fits_all ? LANE_LEAST_IN_PICTURE_PX : MAX (round (style->text_px * LANE_LEAST), 4.0);
}

typedef struct {
  const BobbinRun              *run;
  const BobbinTimelineViewport *viewport; /* nullable: all workers */
  Spacing                       spacing;
  double                        lane_px;
  GArray                       *rows; /* nullable: only measured */
  double                        y;    /* exact; rows begin and end at its rounding */
  guint                         n_lanes;
} RowWriter;

static void
add_row (RowWriter *writer, BobbinRowKind kind, guint index, double height, gboolean pinned)
{
  double top = round (writer->y);

  writer->y += height;
  writer->n_lanes += kind == BOBBIN_ROW_LANE ? 1 : 0;
  BobbinTimelineRow row = { .kind = kind, .index = index, .y = top, .height = round (writer->y) - top,
                            .pinned = pinned, .labelled = TRUE };
  if (writer->rows != NULL)
    g_array_append_val (writer->rows, row);
}

static void
add_core_rows (RowWriter *writer)
{
  guint n_cores = bobbin_history_get_n_lanes (writer->run->core_history);

  add_row (writer, BOBBIN_ROW_HEADING, 0, writer->spacing.band_px, FALSE);
  for (guint i = 0; i < n_cores; i++)
    if (bobbin_timeline_shows_core (writer->run, i))
      add_row (writer, BOBBIN_ROW_LANE, i, writer->lane_px, FALSE);
  writer->y += writer->spacing.gap_px;
}

static void
add_pinned_rows (RowWriter *writer, const BobbinLaneChoice *choice)
{
  if (bobbin_lane_choice_n_pinned (choice) == 0)
    return;
  add_row (writer, BOBBIN_ROW_HEADING, 0, writer->spacing.band_px, FALSE);
  for (guint i = 0; i < writer->run->workers->len; i++)
    if (bobbin_lane_choice_is_pinned (choice, i))
      add_row (writer, BOBBIN_ROW_LANE, i, MAX (writer->lane_px, writer->spacing.pinned_px), TRUE);
  writer->y += writer->spacing.gap_px;
}

static void
add_lane (RowWriter *writer, const BobbinLaneChoice *choice, guint worker)
{
  if (bobbin_lane_choice_shows (choice, worker) && !bobbin_lane_choice_is_pinned (choice, worker))
    add_row (writer, BOBBIN_ROW_LANE, worker, writer->lane_px, FALSE);
}

/* A process without a lane has no head either. */
static void
add_process_rows (RowWriter *writer, const BobbinLaneChoice *choice, guint process)
{
  const BobbinRunProcess *p = bobbin_run_get_process (writer->run, process);
  RowWriter before = *writer;
  guint n_rows = writer->rows != NULL ? writer->rows->len : 0;

  if (writer->spacing.process_px > 0.0)
    add_row (writer, BOBBIN_ROW_PROCESS, process, writer->spacing.process_px, FALSE);
  for (guint i = 0; i < p->n_workers; i++)
    add_lane (writer, choice, p->first_worker + i);
  if (writer->n_lanes > before.n_lanes)
    {
      writer->y += writer->spacing.gap_px;
      return;
    }
  *writer = before;
  if (writer->rows != NULL)
    g_array_set_size (writer->rows, n_rows);
}

static void
add_group_rows (RowWriter *writer, const BobbinLaneChoice *choice, guint index)
{
  const BobbinRunGroup *group = bobbin_run_get_group (writer->run, index);

  add_row (writer, BOBBIN_ROW_GROUP, index, writer->spacing.band_px, FALSE);
  if (bobbin_timeline_is_mixed (writer->run, index))
    for (guint i = 0; i < group->n_processes; i++)
      add_process_rows (writer, choice, bobbin_run_group_process (writer->run, index, i));
  else
    for (guint i = 0; i < group->n_workers; i++)
      add_lane (writer, choice, bobbin_run_group_worker (writer->run, index, i));
  writer->y += writer->spacing.gap_px;
}

static void
add_rows (RowWriter *writer)
{
  const BobbinLaneChoice *choice = writer->viewport != NULL ? writer->viewport->choice : NULL;

  if (writer->viewport != NULL && writer->viewport->lanes == BOBBIN_LANES_CORES)
    {
      add_core_rows (writer);
      return;
    }
  add_pinned_rows (writer, choice);
  for (guint i = 0; i < writer->run->groups->len; i++)
    add_group_rows (writer, choice, i);
}

/* The height of all rows with lanes of @lane_px; how many lanes there are. */
static double
measure_rows (const BobbinRun *run, const BobbinTimelineViewport *viewport, Spacing spacing, double lane_px,
              guint *out_n_lanes)
{
  RowWriter writer = { .run = run, .viewport = viewport, .spacing = spacing, .lane_px = lane_px };

  add_rows (&writer);
  *out_n_lanes = writer.n_lanes;
  return writer.y;
}

/* The pitch at which all rows take @height: pinned lanes with the others, or
 * where that would be too low for them at their least height. */
static double
share_out (const BobbinTimelineLayout *layout, Spacing spacing, double height)
{
  guint n_pinned = layout->viewport.lanes == BOBBIN_LANES_WORKERS
                     ? bobbin_lane_choice_n_pinned (layout->viewport.choice) : 0;
  Spacing all_alike = spacing;
  guint n_lanes;
  double fixed_px, lane_px;

  all_alike.pinned_px = 0.0;
  fixed_px = measure_rows (layout->run, &layout->viewport, all_alike, 0.0, &n_lanes);
  lane_px = (height - fixed_px) / MAX (n_lanes, 1);
  if (lane_px < spacing.pinned_px && n_lanes > n_pinned)
    lane_px = (height - fixed_px - n_pinned * spacing.pinned_px) / (n_lanes - n_pinned);
  return lane_px;
}

/* Few lanes may be higher, or most of a large view would be empty. */
static double
most_lane (const BobbinStyle *style, guint n_lanes, gboolean fits_all)
{
  double most = fits_all ? LANE_MOST_IN_PICTURE : LANE_MOST;

  return round (style->text_px * most * CLAMP (FEW_LANES / (double) n_lanes, 1.0, MOST_GROWTH));
}

/* The lanes' pitch for a height, with the spacing that goes with it. */
static double
choose_lane_px (const BobbinTimelineLayout *layout, Spacing *out_spacing)
{
  const BobbinStyle *style = &layout->style;
  gboolean fits_all = layout->viewport.fits_all;
  double height = layout->lanes_rect.height, lane_px;
  guint n_lanes;

  *out_spacing = roomy_spacing (style);
  measure_rows (layout->run, &layout->viewport, *out_spacing, 0.0, &n_lanes);
  lane_px = share_out (layout, *out_spacing, height);
  if (lane_px < line_in_lane (style->small_px))
    {
      *out_spacing = tight_spacing (style);
      lane_px = share_out (layout, *out_spacing, height);
    }
  return CLAMP (lane_px, least_lane (style, fits_all), most_lane (style, MAX (n_lanes, 1), fits_all));
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

static gboolean
stands_below (const BobbinTimelineRow *above, const BobbinTimelineRow *row)
{
  return above->kind == BOBBIN_ROW_LANE && row->kind == BOBBIN_ROW_LANE && row->y <= above->y + above->height + 0.5;
}

/* Where the next row lies that is no lane, and so has words in any case. */
static double
find_next_words (const BobbinTimelineLayout *layout, guint first)
{
  for (guint i = first; i < layout->rows->len; i++)
    if (bobbin_timeline_get_row (layout, i)->kind != BOBBIN_ROW_LANE)
      return bobbin_timeline_get_row (layout, i)->y;
  return G_MAXDOUBLE;
}

/* Every nth lane of those that stand together, but no label on another, nor on
 * the words of what comes below. */
static void
label_rows (BobbinTimelineLayout *layout)
{
  double line_px = line_in_lane (layout->label_px) - 1.0, free_y = 0.0, end_y = 0.0;
  guint n_above = 0; /* lanes that this one stands together with */

  for (guint i = 0; i < layout->rows->len; i++)
    {
      BobbinTimelineRow *row = &g_array_index (layout->rows, BobbinTimelineRow, i);

      if (row->kind != BOBBIN_ROW_LANE)
        {
          end_y = find_next_words (layout, i + 1);
          continue;
        }
      n_above = stands_below (row - 1, row) ? n_above + 1 : 0;
      row->labelled = (row->pinned || n_above % layout->label_every == 0) && row->y >= free_y && row->y + line_px <= end_y;
      if (row->labelled)
        free_y = row->y + line_px;
    }
}

void
bobbin_timeline_choose_lanes (BobbinTimelineLayout *layout)
{
  RowWriter writer = { .run = layout->run, .viewport = &layout->viewport, .rows = layout->rows };

  layout->lane_px = writer.lane_px = choose_lane_px (layout, &writer.spacing);
  choose_labels (layout);
  add_rows (&writer);
  label_rows (layout);
  layout->n_lanes = writer.n_lanes;
  layout->has_process_heads = writer.spacing.process_px > 0.0;
  layout->content_px = round (writer.y);
}

static double
top_height (const BobbinStyle *style)
{
  return bobbin_legend_row_px (style) + round (style->spacing_px * 0.5) + round (style->small_px * 1.8);
}

double
bobbin_timeline_layout_natural_height (const BobbinRun *run, const BobbinTimelineViewport *viewport,
                                       const BobbinStyle *style)
{
  double lane_px = round (style->text_px * LANE_BEST);
  guint n_lanes;

  return ceil (top_height (style)
               + (run == NULL ? 4.0 * lane_px : measure_rows (run, viewport, roomy_spacing (style), lane_px, &n_lanes)));
}
