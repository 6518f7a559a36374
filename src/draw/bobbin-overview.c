/* bobbin-overview.c - the columns, and where all of the strip lies */
#include "config.h"

#include "bobbin-overview.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bobbin-time-text.h"
#include "bobbin-timeline-navigate.h"
#include "bobbin-units.h"

#define FIRST_COLUMN_NS BOBBIN_NS_PER_MS

struct _BobbinOverview {
  const BobbinRun      *run;    /* not owned: to know it again */
  gint64               *done_ns; /* per worker: up to where it is taken in */
  guint                 n_workers;
  BobbinOverviewColumn *columns;
  guint                 n_columns;
  gint64                column_ns;
};

BobbinOverview *
bobbin_overview_new (void)
{
  BobbinOverview *overview = g_new0 (BobbinOverview, 1);

  overview->columns = g_new0 (BobbinOverviewColumn, BOBBIN_OVERVIEW_COLUMNS);
  overview->column_ns = FIRST_COLUMN_NS;
  return overview;
}

void
bobbin_overview_free (BobbinOverview *overview)
{
  if (overview == NULL)
    return;
  g_free (overview->done_ns);
  g_free (overview->columns);
  g_free (overview);
}

static void
begin_anew (BobbinOverview *overview, const BobbinRun *run)
{
  overview->run = run;
  overview->n_workers = run != NULL ? run->workers->len : 0;
  g_free (overview->done_ns);
  overview->done_ns = g_new0 (gint64, overview->n_workers);
  memset (overview->columns, 0, overview->n_columns * sizeof (BobbinOverviewColumn));
  overview->n_columns = 0;
  overview->column_ns = FIRST_COLUMN_NS;
}

static void
add_column (BobbinOverviewColumn *to, const BobbinOverviewColumn *from)
{
  to->running_ns += from->running_ns;
  to->waiting_ns += from->waiting_ns;
  to->blocked_ns += from->blocked_ns;
}

/* Each two columns become one. */
static void
double_up (BobbinOverview *overview)
{
  BobbinOverviewColumn *columns = overview->columns;
  guint n = (overview->n_columns + 1) / 2;

  for (guint i = 0; i < n; i++)
    {
      BobbinOverviewColumn both = columns[2 * i];

      if (2 * i + 1 < overview->n_columns)
        add_column (&both, &columns[2 * i + 1]);
      columns[i] = both;
    }
  memset (columns + n, 0, (overview->n_columns - n) * sizeof (BobbinOverviewColumn));
  overview->n_columns = n;
  overview->column_ns *= 2;
}

static void
make_room (BobbinOverview *overview, gint64 end_ns)
{
  while (end_ns > BOBBIN_OVERVIEW_COLUMNS * overview->column_ns)
    double_up (overview);
  overview->n_columns = MAX (overview->n_columns,
                             (guint) ((MAX (end_ns, 0) + overview->column_ns - 1) / overview->column_ns));
}

/* A lane's end is where its last slice ends, so that only whole slices are new. */
static gboolean
take_in_lane (BobbinOverview *overview, const BobbinHistory *history, guint lane)
{
  BobbinTimeSpan kept = bobbin_history_get_lane_extent (history, lane);
  gint64 from_ns = MAX (overview->done_ns[lane], kept.begin_ns);

  if (kept.end_ns <= from_ns)
    return FALSE;
  for (gint64 i = from_ns / overview->column_ns; i * overview->column_ns < kept.end_ns; i++)
    {
      BobbinTimeSpan column = { MAX (i * overview->column_ns, from_ns), MIN ((i + 1) * overview->column_ns, kept.end_ns) };
      BobbinShares shares = bobbin_history_get_shares (history, lane, column);

      add_column (&overview->columns[i], &(BobbinOverviewColumn) { shares.running_ns, shares.waiting_ns, shares.blocked_ns });
    }
  overview->done_ns[lane] = kept.end_ns;
  return TRUE;
}

gboolean
bobbin_overview_update (BobbinOverview *overview, const BobbinRun *run)
{
  gboolean changed = run != overview->run || (run != NULL && run->workers->len != overview->n_workers);

  if (changed)
    begin_anew (overview, run);
  if (run == NULL)
    return changed;
  make_room (overview, bobbin_history_get_extent (run->history).end_ns);
  for (guint i = 0; i < overview->n_workers; i++)
    changed = take_in_lane (overview, run->history, i) || changed;
  return changed;
}

const BobbinOverviewColumn *
bobbin_overview_get_columns (const BobbinOverview *overview, guint *out_n_columns, gint64 *out_column_ns)
{
  *out_n_columns = overview->n_columns;
  *out_column_ns = overview->column_ns;
  return overview->columns;
}

/* ---- Where all lies ---- */

#define LEAST_FRAME_PX 6.0

/* A frame that would be too narrow to be seen stands about its middle. */
static void
place_frame (BobbinOverviewLayout *layout)
{
  double left = layout->rect.x, right = left + layout->rect.width;
  double x0 = CLAMP (bobbin_overview_x (layout, layout->view.begin_ns), left, right);
  double x1 = CLAMP (bobbin_overview_x (layout, layout->view.end_ns), left, right);

  if (x1 - x0 < LEAST_FRAME_PX)
    {
      x0 = CLAMP ((x0 + x1 - LEAST_FRAME_PX) / 2.0, left, MAX (right - LEAST_FRAME_PX, left));
      x1 = MIN (x0 + LEAST_FRAME_PX, right);
    }
  layout->frame_x0 = round (x0);
  layout->frame_x1 = round (x1);
}

BobbinOverviewLayout
bobbin_overview_layout (const BobbinRun *run, const BobbinTimelineViewport *viewport, BobbinRect rect,
                        const BobbinStyle *style)
{
  double axis_px = ceil (bobbin_text_line_px (style->fine_px));
  BobbinOverviewLayout layout = { .view = viewport->span };

  rect = (BobbinRect) { round (rect.x), round (rect.y), MAX (floor (rect.width), 1.0), MAX (floor (rect.height), 1.0) };
  layout.rect = rect;
  if (rect.height < 3.0 * axis_px)
    axis_px = 0.0;
  layout.bars = (BobbinRect) { rect.x, rect.y, rect.width, rect.height - axis_px };
  layout.axis = (BobbinRect) { rect.x, rect.y + rect.height - axis_px, rect.width, axis_px };
  layout.extent = run != NULL ? bobbin_timeline_extent (run) : bobbin_timeline_bounds (NULL);
  if (run != NULL && !bobbin_time_span_is_empty (viewport->range))
    layout.range = viewport->range;
  place_frame (&layout);
  return layout;
}

double
bobbin_overview_x (const BobbinOverviewLayout *layout, gint64 time_ns)
{
  return layout->rect.x + bobbin_time_span_position (layout->extent, time_ns) * layout->rect.width;
}

gint64
bobbin_overview_time (const BobbinOverviewLayout *layout, double x)
{
  return bobbin_timeline_time_at (layout->extent, (x - layout->rect.x) / MAX (layout->rect.width, 1.0));
}

BobbinOverviewPart
bobbin_overview_hit (const BobbinOverviewLayout *layout, double x, double y, double grip_px)
{
  /* Of the handle's breadth so much lies inside that a third of the frame is left to be dragged. */
  double inside_px = MIN (grip_px, (layout->frame_x1 - layout->frame_x0) / 3.0);

  if (y < layout->rect.y || y >= layout->rect.y + layout->rect.height
      || x < MIN (layout->rect.x, layout->frame_x0 - grip_px)
      || x >= MAX (layout->rect.x + layout->rect.width, layout->frame_x1 + grip_px))
    return BOBBIN_OVERVIEW_NOWHERE;
  if (x < layout->frame_x0 - grip_px || x >= layout->frame_x1 + grip_px)
    return BOBBIN_OVERVIEW_OUTSIDE;
  if (x < layout->frame_x0 + inside_px)
    return BOBBIN_OVERVIEW_LEFT;
  if (x >= layout->frame_x1 - inside_px)
    return BOBBIN_OVERVIEW_RIGHT;
  return BOBBIN_OVERVIEW_INSIDE;
}

char *
bobbin_overview_describe (const BobbinOverviewLayout *layout, const BobbinRun *run)
{
  gint64 resolution_ns = bobbin_time_resolution_ns (layout->view);
  g_autofree char *length = bobbin_format_duration (bobbin_time_span_length_ns (layout->extent));
  g_autofree char *from = bobbin_time_text (layout->view.begin_ns, resolution_ns);
  g_autofree char *to = bobbin_time_text (layout->view.end_ns, resolution_ns);

  if (run == NULL)
    return g_strdup (_("Overview: there is no run yet."));
  /* TRANSLATORS: begin and end of what is seen, length of the whole run. */
  return g_strdup_printf (_("Overview: from %s to %s is seen, of a run of %s."), from, to, length);
}
