/* bobbin-timeline-columns.c - a lane's history as columns of whole pixels */
#include "bobbin-timeline-lane.h"

/* The slice that has most of a pixel has all of it. */
static void
sharpen (guint32 *look, guint32 *other)
{
  guint run_255 = bobbin_look_run_255 (*look), wait_255 = bobbin_look_wait_255 (*look);
  guint rest_255 = 255u - run_255 - wait_255, n = bobbin_look_n (*look);

  if (run_255 >= wait_255 && run_255 >= rest_255)
    {
      *look = bobbin_look_make (255, 0, BOBBIN_STATE_RUNNING, n);
      return;
    }
  *other = BOBBIN_NO_CORE;
  if (wait_255 >= rest_255)
    *look = bobbin_look_make (0, 255, BOBBIN_STATE_READY, n);
  else
    *look = bobbin_look_make (0, 0, bobbin_look_why (*look), n);
}

void
bobbin_timeline_looks (const BobbinHistory *history, guint lane, double begin_ns, double ns_per_px, guint n_px,
                       guint32 *out_looks, guint32 *out_others)
{
  bobbin_history_get_looks (history, lane, begin_ns, ns_per_px, n_px, out_looks, out_others);
  for (guint i = 0; i < n_px; i++)
    if (bobbin_look_n (out_looks[i]) == BOBBIN_MOST_UNMERGED && bobbin_look_why (out_looks[i]) != BOBBIN_STATE_MIXED)
      sharpen (&out_looks[i], &out_others[i]);
}

/* All that is seen of it: not how many slices exactly. */
static guint32
get_seen (guint32 look)
{
  return bobbin_look_make (bobbin_look_run_255 (look), bobbin_look_wait_255 (look), bobbin_look_why (look),
                           bobbin_timeline_is_merged (look) ? 2 : bobbin_look_n (look) > 0);
}

gboolean
bobbin_timeline_is_even (const guint32 *looks, const guint32 *others, guint n)
{
  for (guint i = 1; i < n; i++)
    if (others[i] != others[0] || get_seen (looks[i]) != get_seen (looks[0]))
      return FALSE;
  return TRUE;
}

void
bobbin_timeline_columns (const guint32 *looks, const guint32 *others, guint n, double px_per_cell, GArray *columns)
{
  for (guint i = 0; i < n;)
    {
      BobbinTimelineColumn column = { .look = looks[i], .other = others[i] };
      guint end = i + 1;

      while (end < n && others[end] == others[i] && get_seen (looks[end]) == get_seen (looks[i]))
        end++;
      column.x0 = i * px_per_cell;
      column.x1 = end * px_per_cell;
      if (bobbin_look_n (looks[i]) > 0)
        g_array_append_val (columns, column);
      i = end;
    }
}
