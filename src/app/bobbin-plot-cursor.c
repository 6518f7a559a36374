#include "config.h"

#include "bobbin-plot-cursor.h"

#include <math.h>

#define SAME_COLUMN_PX 8.0

typedef struct {
  char      *text;
  BobbinRect rect;
  double     x, y; /* its middle */
} Thing;

struct _BobbinPlotCursor {
  GArray *things; /* Thing, from left to right */
  int     at;     /* -1: at none */
};

static void
thing_clear (gpointer data)
{
  g_free (((Thing *) data)->text);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Thing *one = a;
  const Thing *other = b;
  double one_column = floor (one->x / SAME_COLUMN_PX), other_column = floor (other->x / SAME_COLUMN_PX);

  if (one_column < other_column || one_column > other_column)
    return one_column < other_column ? -1 : 1;
  return one->y < other->y ? -1 : one->y > other->y;
}

BobbinPlotCursor *
bobbin_plot_cursor_new (const BobbinPlotLayout *layout)
{
  BobbinPlotCursor *cursor = g_new0 (BobbinPlotCursor, 1);

  cursor->at = -1;
  cursor->things = g_array_new (FALSE, TRUE, sizeof (Thing));
  g_array_set_clear_func (cursor->things, thing_clear);
  for (guint i = 0; i < bobbin_plot_layout_get_n_things (layout); i++)
    {
      Thing thing = { 0 };

      thing.text = bobbin_plot_layout_describe_thing (layout, i, &thing.rect);
      if (thing.text == NULL)
        continue;
      thing.x = thing.rect.x + thing.rect.width / 2.0;
      thing.y = thing.rect.y + thing.rect.height / 2.0;
      g_array_append_val (cursor->things, thing);
    }
  g_array_sort (cursor->things, compare);
  return cursor;
}

void
bobbin_plot_cursor_free (BobbinPlotCursor *cursor)
{
  if (cursor == NULL)
    return;
  g_array_unref (cursor->things);
  g_free (cursor);
}

/* Straight above or below counts for more than near. */
static int
find_vertically (BobbinPlotCursor *cursor, int direction)
{
  const Thing *from = &g_array_index (cursor->things, Thing, cursor->at);
  double best = G_MAXDOUBLE;
  int found = -1;

  for (guint i = 0; i < cursor->things->len; i++)
    {
      const Thing *thing = &g_array_index (cursor->things, Thing, i);
      double down = (thing->y - from->y) * direction;
      double distance = down + 3.0 * fabs (thing->x - from->x);

      if (down > 1.0 && distance < best)
        {
          best = distance;
          found = (int) i;
        }
    }
  return found;
}

static int
find (BobbinPlotCursor *cursor, BobbinPlotStep step)
{
  int last = (int) cursor->things->len - 1;

  if (step == BOBBIN_PLOT_STEP_LAST)
    return last;
  if (step == BOBBIN_PLOT_STEP_FIRST || cursor->at < 0)
    return last < 0 ? -1 : 0;
  switch (step)
    {
    case BOBBIN_PLOT_STEP_LEFT:
      return cursor->at - 1;
    case BOBBIN_PLOT_STEP_RIGHT:
      return cursor->at < last ? cursor->at + 1 : -1;
    case BOBBIN_PLOT_STEP_UP:
      return find_vertically (cursor, -1);
    case BOBBIN_PLOT_STEP_DOWN:
    case BOBBIN_PLOT_STEP_FIRST:
    case BOBBIN_PLOT_STEP_LAST:
    default:
      return find_vertically (cursor, 1);
    }
}

gboolean
bobbin_plot_cursor_step (BobbinPlotCursor *cursor, BobbinPlotStep step)
{
  int found = find (cursor, step);

  if (found < 0)
    return FALSE;
  cursor->at = found;
  return TRUE;
}

const char *
bobbin_plot_cursor_get_text (BobbinPlotCursor *cursor)
{
  return cursor->at < 0 ? NULL : g_array_index (cursor->things, Thing, cursor->at).text;
}

BobbinRect
bobbin_plot_cursor_get_rect (BobbinPlotCursor *cursor)
{
  return cursor->at < 0 ? (BobbinRect) { 0 } : g_array_index (cursor->things, Thing, cursor->at).rect;
}
