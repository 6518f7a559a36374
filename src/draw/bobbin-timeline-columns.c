/* bobbin-timeline-columns.c - a lane's history as columns of whole pixels */
#include "bobbin-timeline-lane.h"

static gboolean
looks_alike (const BobbinHistoryCell *a, const BobbinHistoryCell *b)
{
  return a->run_255 == b->run_255 && a->wait_255 == b->wait_255 && a->why == b->why && a->other == b->other
         && bobbin_timeline_is_merged (a) == bobbin_timeline_is_merged (b) && (a->n > 0) == (b->n > 0);
}

gboolean
bobbin_timeline_is_even (const BobbinHistoryCell *cells, guint n)
{
  for (guint i = 1; i < n; i++)
    if (!looks_alike (&cells[0], &cells[i]))
      return FALSE;
  return TRUE;
}

/* The slice that has most of a pixel has all of it. */
static void
sharpen (BobbinHistoryCell *cell)
{
  guint rest = 255u - cell->run_255 - cell->wait_255;

  if (cell->run_255 >= cell->wait_255 && cell->run_255 >= rest)
    {
      cell->run_255 = 255;
      cell->wait_255 = 0;
      cell->why = BOBBIN_STATE_RUNNING;
    }
  else
    {
      cell->run_255 = 0;
      cell->wait_255 = cell->wait_255 >= rest ? 255 : 0;
      cell->why = cell->wait_255 > 0 ? BOBBIN_STATE_READY : cell->why;
      cell->other = BOBBIN_NO_CORE;
    }
}

void
bobbin_timeline_cells (const BobbinHistory *history, guint lane, double begin_ns, double ns_per_px, guint n_px,
                       BobbinHistoryCell *out_cells)
{
  bobbin_history_get_cells (history, lane, begin_ns, ns_per_px, n_px, out_cells);
  for (guint i = 0; i < n_px; i++)
    if (out_cells[i].n == BOBBIN_MOST_UNMERGED && out_cells[i].why != BOBBIN_STATE_MIXED)
      sharpen (&out_cells[i]);
}

void
bobbin_timeline_columns (const BobbinHistoryCell *cells, guint n_cells, double px_per_cell, GArray *columns)
{
  for (guint i = 0; i < n_cells;)
    {
      BobbinTimelineColumn column = { .cell = cells[i] };
      guint end = i + 1;

      while (end < n_cells && looks_alike (&cells[i], &cells[end]))
        end++;
      column.x0 = i * px_per_cell;
      column.x1 = end * px_per_cell;
      if (cells[i].n > 0)
        g_array_append_val (columns, column);
      i = end;
    }
}
