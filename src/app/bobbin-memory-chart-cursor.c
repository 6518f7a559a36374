/* bobbin-memory-chart-cursor.c - from cell to cell
 *
 * Layouts know what lies at a point and not what lies beside it, so the cursor
 * is a point within its cell, and goes on until it is in another one.
 */
#include "config.h"

#include <math.h>

#include "bobbin-memory-chart-private.h"

#define SCAN_PX 6.0 /* no cell that is first of its part is smaller in both directions */

gboolean
bobbin_memory_chart_hit (BobbinMemoryChart *chart, double x, double y, BobbinMemoryCell *out_cell)
{
  return bobbin_memory_chart_ensure_layout (chart)
         && BOBBIN_MEMORY_CHART_GET_CLASS (chart)->hit (chart, x, y, out_cell);
}

gboolean
bobbin_memory_chart_get_cursor (BobbinMemoryChart *chart, BobbinMemoryCell *out_cell)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);

  return priv->has_cursor && bobbin_memory_chart_hit (chart, priv->cursor_x, priv->cursor_y, out_cell);
}

static void
scroll_to (BobbinMemoryChart *chart, BobbinRect rect)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);

  if (priv->vadjustment != NULL)
    gtk_adjustment_clamp_page (priv->vadjustment, MAX (rect.y - rect.height, 0.0),
                               MIN (rect.y + 2.0 * rect.height, priv->height_px));
}

static void
point_at (BobbinMemoryChart *chart, const BobbinMemoryCell *cell)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  double x = cell->rect.x + cell->rect.width / 2.0, y = cell->rect.y + cell->rect.height / 2.0;
  g_autofree char *text = BOBBIN_MEMORY_CHART_GET_CLASS (chart)->tell_at (chart, x, y);

  priv->has_cursor = TRUE;
  priv->cursor_x = x;
  priv->cursor_y = y;
  scroll_to (chart, cell->rect);
  bobbin_chart_read_out (BOBBIN_CHART (chart), text);
  gtk_widget_queue_draw (GTK_WIDGET (chart));
  bobbin_memory_chart_pick (chart, cell->process);
}

void
bobbin_memory_chart_update_cursor (BobbinMemoryChart *chart)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  g_autofree char *text = NULL;
  BobbinMemoryCell cell;

  if (!priv->has_cursor)
    return;
  if (bobbin_memory_chart_get_cursor (chart, &cell))
    text = BOBBIN_MEMORY_CHART_GET_CLASS (chart)->tell_at (chart, priv->cursor_x, priv->cursor_y);
  bobbin_chart_set_resting_readout (BOBBIN_CHART (chart), text);
}

/* A pixel at a time out of @cell. */
static gboolean
find_beside (BobbinMemoryChart *chart, const BobbinMemoryCell *cell, int across, int down, BobbinMemoryCell *out_cell)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  double x = cell->rect.x + cell->rect.width / 2.0, y = cell->rect.y + cell->rect.height / 2.0;

  while (x >= 0.0 && x < priv->width_px && y >= 0.0 && y < priv->height_px)
    {
      x += across;
      y += down;
      if (bobbin_memory_chart_hit (chart, x, y, out_cell)
          && (fabs (out_cell->rect.x - cell->rect.x) > 0.1 || fabs (out_cell->rect.y - cell->rect.y) > 0.1))
        return TRUE;
    }
  return FALSE;
}

/* The cell at the upper left of the part that @cell is of. */
static void
go_to_corner (BobbinMemoryChart *chart, BobbinMemoryCell *cell)
{
  BobbinMemoryCell next;

  while (find_beside (chart, cell, 0, -1, &next) && next.part == cell->part)
    *cell = next;
  while (find_beside (chart, cell, -1, 0, &next) && next.part == cell->part)
    *cell = next;
}

/* The parts in the order in which one reads, a cell of each. */
static GArray *
list_parts (BobbinMemoryChart *chart)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (BobbinMemoryCell));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  BobbinMemoryCell cell;

  for (double y = 0.0; y < priv->height_px; y += SCAN_PX)
    for (double x = 0.0; x < priv->width_px; x += SCAN_PX)
      if (bobbin_memory_chart_hit (chart, x, y, &cell) && g_hash_table_add (seen, GUINT_TO_POINTER (cell.part)))
        g_array_append_val (parts, cell);
  return parts;
}

static gboolean
find_part (BobbinMemoryChart *chart, const BobbinMemoryCell *from, int step, BobbinMemoryCell *out_cell)
{
  g_autoptr (GArray) parts = list_parts (chart);
  int place = from == NULL ? (step > 0 ? -1 : (int) parts->len) : 0;

  for (guint i = 0; from != NULL && i < parts->len; i++)
    if (g_array_index (parts, BobbinMemoryCell, i).part == from->part)
      place = (int) i;
  place += step;
  if (place < 0 || place >= (int) parts->len)
    return FALSE;
  *out_cell = g_array_index (parts, BobbinMemoryCell, place);
  go_to_corner (chart, out_cell);
  return TRUE;
}

gboolean
bobbin_memory_chart_move (BobbinMemoryChart *chart, int across, int down, gboolean by_part)
{
  BobbinMemoryCell from, to;

  g_return_val_if_fail (across != 0 || down != 0, FALSE);

  if (!bobbin_memory_chart_ensure_layout (chart))
    return FALSE;
  if (!bobbin_memory_chart_get_cursor (chart, &from))
    {
      if (!find_part (chart, NULL, 1, &to))
        return FALSE;
    }
  else if (by_part ? !find_part (chart, &from, across + down, &to) : !find_beside (chart, &from, across, down, &to))
    return FALSE;
  point_at (chart, &to);
  return TRUE;
}

/* ---- Keys and clicks ---- */

/* At the last cell, too: or else the focus would leave for somewhere else. */
static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  int across, down;
  gboolean by_part;

  g_variant_get (arguments, "(iib)", &across, &down, &by_part);
  bobbin_memory_chart_move (BOBBIN_MEMORY_CHART (widget), across, down, by_part);
  return TRUE;
}

static gboolean
menu_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (widget);
  BobbinMemoryCell cell = { .rect = { 0.0, 0.0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) } };
  double scroll_px = bobbin_memory_chart_get_cursor (chart, &cell) ? bobbin_memory_chart_get_scroll_px (chart) : 0.0;

  bobbin_memory_chart_ask_menu (chart, cell.rect.x + cell.rect.width / 2.0,
                                cell.rect.y + cell.rect.height / 2.0 - scroll_px);
  return TRUE;
}

void
bobbin_memory_chart_add_bindings (GtkWidgetClass *widget_class)
{
  static const struct {
    guint    key;
    int      across, down;
    gboolean by_part;
  } keys[] = {
    { GDK_KEY_Left, -1, 0, FALSE }, { GDK_KEY_Right, 1, 0, FALSE },
    { GDK_KEY_Up, 0, -1, FALSE },   { GDK_KEY_Down, 0, 1, FALSE },
    { GDK_KEY_Page_Up, 0, -1, TRUE }, { GDK_KEY_Page_Down, 0, 1, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, move_cb, "(iib)", keys[i].across, keys[i].down,
                                  keys[i].by_part);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}

static void
press_cb (GtkGestureClick *gesture, int n_press, double x, double y, BobbinMemoryChart *chart)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  BobbinMemoryCell cell;

  gtk_widget_grab_focus (GTK_WIDGET (chart));
  if (bobbin_memory_chart_hit (chart, x, y + bobbin_memory_chart_get_scroll_px (chart), &cell))
    point_at (chart, &cell);
  if (event != NULL && gdk_event_triggers_context_menu (event))
    bobbin_memory_chart_ask_menu (chart, x, y);
}

void
bobbin_memory_chart_add_click (BobbinMemoryChart *chart)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (press_cb), chart);
  gtk_widget_add_controller (GTK_WIDGET (chart), GTK_EVENT_CONTROLLER (click));
}
