/* bobbin-timeline-view-input.c - pointer, keys and menu of the timeline */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-timeline-view-private.h"

static gboolean
select_by_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (widget);

  bobbin_timeline_view_select (view, MAX (view->selected + g_variant_get_int32 (arguments), 0));
  return TRUE;
}

/* Escape is left to the window when there is nothing here to let go of. */
static gboolean
unselect_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (widget);
  gboolean had_one = view->selected >= 0;

  bobbin_timeline_view_select (view, -1);
  return had_one;
}

static GMenuModel *
build_menu (BobbinTimelineView *view)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) figure_section = g_menu_new ();

  if (view->selected >= 0)
    {
      g_autoptr (GMenu) worker_section = g_menu_new ();
      g_autoptr (GMenuItem) crash = g_menu_item_new (_("_Crash This Worker"), NULL);

      g_menu_item_set_action_and_target (crash, "win.crash-worker", "u", (guint) view->selected);
      g_menu_append_item (worker_section, crash);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (worker_section));
    }
  g_menu_append (figure_section, _("C_opy Figure"), "win.copy-figure('timeline')");
  g_menu_append (figure_section, _("_Export Figure…"), "win.export('timeline')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (figure_section));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
open_menu (BobbinTimelineView *view, double x, double y)
{
  g_autoptr (GMenuModel) menu = build_menu (view);

  if (view->menu == NULL)
    {
      view->menu = gtk_popover_menu_new_from_model (menu);
      gtk_widget_set_halign (view->menu, GTK_ALIGN_START);
      gtk_popover_set_has_arrow (GTK_POPOVER (view->menu), FALSE);
      gtk_widget_set_parent (view->menu, GTK_WIDGET (view));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (view->menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (view->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (view->menu));
}

static gboolean
open_menu_by_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  open_menu (BOBBIN_TIMELINE_VIEW (widget), gtk_widget_get_width (widget) / 2.0,
             gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, BobbinTimelineView *view)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  gboolean opens_menu = event != NULL && gdk_event_triggers_context_menu (event);

  if (view->layout == NULL)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (view));
  if (opens_menu || gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_PRIMARY)
    bobbin_timeline_view_select (view, bobbin_timeline_layout_hit (view->layout, x, y).worker);
  if (opens_menu)
    open_menu (view, x, y);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, BobbinTimelineView *view)
{
  gboolean by_notches = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;
  double step = by_notches ? 2.0 * gtk_adjustment_get_step_increment (view->adjustment) : 1.0;

  if (!gtk_widget_get_child_visible (view->scrollbar))
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (view->adjustment,
                            gtk_adjustment_get_value (view->adjustment) + dy * step);
  return GDK_EVENT_STOP;
}

void
bobbin_timeline_view_add_bindings (GtkWidgetClass *widget_class)
{
  const struct {
    guint key;
    int   by;
  } steps[] = {
    { GDK_KEY_Up, -1 },       { GDK_KEY_Down, 1 },       { GDK_KEY_Page_Up, -10 },
    { GDK_KEY_Page_Down, 10 }, { GDK_KEY_Home, G_MININT16 }, { GDK_KEY_End, G_MAXINT16 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_add_binding (widget_class, steps[i].key, 0, select_by_key_cb, "i",
                                  steps[i].by);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, unselect_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, open_menu_by_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, open_menu_by_key_cb,
                                NULL);
}

void
bobbin_timeline_view_add_controllers (BobbinTimelineView *view)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (view), scroll);
}
