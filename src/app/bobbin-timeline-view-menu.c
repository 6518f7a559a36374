/* bobbin-timeline-view-menu.c - what can be done to a lane */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-memory-menu.h"
#include "bobbin-timeline-view-private.h"

static void
append_lane_section (BobbinTimelineView *view, GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  if (view->viewport.lanes == BOBBIN_LANES_WORKERS && view->selected >= 0)
    {
      gboolean pinned = bobbin_lane_choice_is_pinned (view->choice, (guint) view->selected);

      g_menu_append (section, pinned ? _("_Unpin") : _("_Pin on Top"), BOBBIN_TIMELINE_ACTIONS ".pin");
      g_menu_append (section, _("_Hide"), BOBBIN_TIMELINE_ACTIONS ".hide");
    }
  g_menu_append (section, _("Show _All Lanes"), BOBBIN_TIMELINE_ACTIONS ".show-all");
  if (bobbin_timeline_view_get_lane (view) >= 0)
    g_menu_append (section, _("_Zoom to Slice"), BOBBIN_TIMELINE_ACTIONS ".zoom-to-slice");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_worker_section (BobbinTimelineView *view, GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) crash = g_menu_item_new (_("_Crash This Worker"), NULL);

  g_menu_item_set_action_and_target (crash, "win.crash-worker", "u", (guint) view->selected);
  g_menu_append_item (section, crash);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  bobbin_memory_menu_append (menu, bobbin_chart_get_run (BOBBIN_CHART (view)), (guint) view->selected);
}

static GMenuModel *
build_menu (BobbinTimelineView *view)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) figure_section = g_menu_new ();

  if (view->choice != NULL)
    append_lane_section (view, menu);
  if (view->viewport.lanes == BOBBIN_LANES_WORKERS && view->selected >= 0)
    append_worker_section (view, menu);
  g_menu_append (figure_section, _("C_opy Figure"), "win.copy-figure('timeline')");
  g_menu_append (figure_section, _("_Export Figure…"), "win.export('timeline')");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (figure_section));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

void
bobbin_timeline_view_open_menu (BobbinTimelineView *view, double x, double y)
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
  gtk_popover_set_pointing_to (GTK_POPOVER (view->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (view->menu));
}
