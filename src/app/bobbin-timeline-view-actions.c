/* bobbin-timeline-view-actions.c - what the timeline can do, and by which keys */
#include "config.h"

#include "bobbin-timeline-view-private.h"

#define ZOOM_STEP 1.5
#define PAN_STEP  0.15 /* of the view */

#define ACTION(name) (BOBBIN_TIMELINE_ACTIONS "." name)

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_zoom_here (view, ZOOM_STEP);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_zoom_here (view, 1.0 / ZOOM_STEP);
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_fit (view);
}

static void
pan_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_pan (view, g_variant_get_double (parameter));
}

static void
step_lane_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_step_lane (view, g_variant_get_int32 (parameter));
}

static void
step_slice_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_step_slice (view, g_variant_get_int32 (parameter));
}

static void
zoom_to_slice_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_zoom_to_slice (view);
}

static void
marker_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_set_marker (view, g_variant_get_int32 (parameter) > 0 ? 1 : 0);
}

static void
clear_marker_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_clear_marker (view, g_variant_get_int32 (parameter) > 0 ? 1 : 0);
}

static void
clear_markers_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_clear_marker (view, 0);
  bobbin_timeline_view_clear_marker (view, 1);
}

static void
range_of_markers_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_range_of_markers (view);
}

static void
clear_range_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_set_range (view, (BobbinTimeSpan) { 0, 0 });
}

static void
pin_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_pin (view);
}

static void
hide_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_hide (view);
}

static void
show_all_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_show_all (view);
}

static void
change_follow_cb (GSimpleAction *action, GVariant *value, gpointer view)
{
  bobbin_timeline_view_set_follows (view, g_variant_get_boolean (value));
}

static void
change_moves_cb (GSimpleAction *action, GVariant *value, gpointer view)
{
  g_object_set (view, "shows-moves", g_variant_get_boolean (value), NULL);
}

/* Words of lanes, in the order of BobbinLanes. */
static const char *const lanes_words[] = { "workers", "cores" };

static void
change_lanes_cb (GSimpleAction *action, GVariant *value, gpointer view)
{
  const char *word = g_variant_get_string (value, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lanes_words); i++)
    if (g_str_equal (word, lanes_words[i]))
      bobbin_timeline_view_set_lanes (view, (BobbinLanes) i);
}

static void
other_lanes_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BobbinTimelineView *view = data;

  bobbin_timeline_view_set_lanes (view, view->viewport.lanes == BOBBIN_LANES_CORES ? BOBBIN_LANES_WORKERS
                                                                                   : BOBBIN_LANES_CORES);
}

static void
follow_now_cb (GSimpleAction *action, GVariant *parameter, gpointer view)
{
  bobbin_timeline_view_set_follows (view, TRUE);
}

static const GActionEntry entries[] = {
  { "follow", NULL, NULL, "true", change_follow_cb },
  { "lanes", NULL, "s", "'workers'", change_lanes_cb },
  { "moves", NULL, NULL, "false", change_moves_cb },
  { "zoom-in", zoom_in_cb },
  { "zoom-out", zoom_out_cb },
  { "fit", fit_cb },
  { "pan", pan_cb, "d" },
  { "follow-now", follow_now_cb },
  { "other-lanes", other_lanes_cb },
  { "step-lane", step_lane_cb, "i" },
  { "step-slice", step_slice_cb, "i" },
  { "zoom-to-slice", zoom_to_slice_cb },
  { "marker", marker_cb, "i" },
  { "clear-marker", clear_marker_cb, "i" },
  { "clear-markers", clear_markers_cb },
  { "range-of-markers", range_of_markers_cb },
  { "clear-range", clear_range_cb },
  { "pin", pin_cb },
  { "hide", hide_cb },
  { "show-all", show_all_cb },
};

static void
set_state (BobbinTimelineView *view, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (view->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static void
update_states (BobbinTimelineView *view)
{
  set_state (view, "follow", g_variant_new_boolean (view->follows));
  set_state (view, "lanes", g_variant_new_string (lanes_words[view->viewport.lanes]));
  set_state (view, "moves", g_variant_new_boolean (view->viewport.shows_moves));
}

void
bobbin_timeline_view_add_actions (BobbinTimelineView *view)
{
  view->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (view->actions), entries, G_N_ELEMENTS (entries), view);
  g_signal_connect (view, "notify", G_CALLBACK (update_states), NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (view), BOBBIN_TIMELINE_ACTIONS, G_ACTION_GROUP (view->actions));
  bobbin_timeline_view_update_actions (view);
}

static void
set_enabled (BobbinTimelineView *view, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (view->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Those that need something which may not be there. */
void
bobbin_timeline_view_update_actions (BobbinTimelineView *view)
{
  gboolean has_run = bobbin_chart_get_run (BOBBIN_CHART (view)) != NULL;
  gboolean has_worker = has_run && view->selected >= 0 && view->viewport.lanes == BOBBIN_LANES_WORKERS;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    set_enabled (view, entries[i].name, has_run);
  set_enabled (view, "lanes", TRUE);
  set_enabled (view, "moves", TRUE);
  set_enabled (view, "other-lanes", TRUE);
  set_enabled (view, "pin", has_worker);
  set_enabled (view, "hide", has_worker);
}

/* Escape is left to the window when there is nothing here to let go of. */
static gboolean
let_go_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return bobbin_timeline_view_let_go (BOBBIN_TIMELINE_VIEW (widget));
}

static gboolean
open_menu_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BobbinTimelineView *view = BOBBIN_TIMELINE_VIEW (widget);
  double x = gtk_widget_get_width (widget) / 2.0;
  double y = gtk_widget_get_height (widget) / 2.0;

  bobbin_timeline_view_get_cursor (view, &x, &y);
  bobbin_timeline_view_open_menu (view, x, y);
  return TRUE;
}

typedef struct {
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
  int             argument; /* of those that take one; for "pan" in steps */
} Key;

static const Key plain_keys[] = {
  { GDK_KEY_w, 0, ACTION ("zoom-in") },
  { GDK_KEY_plus, 0, ACTION ("zoom-in") },
  { GDK_KEY_equal, 0, ACTION ("zoom-in") },
  { GDK_KEY_KP_Add, 0, ACTION ("zoom-in") },
  { GDK_KEY_s, 0, ACTION ("zoom-out") },
  { GDK_KEY_minus, 0, ACTION ("zoom-out") },
  { GDK_KEY_KP_Subtract, 0, ACTION ("zoom-out") },
  { GDK_KEY_0, 0, ACTION ("fit") },
  { GDK_KEY_KP_0, 0, ACTION ("fit") },
  { GDK_KEY_f, 0, ACTION ("follow-now") },
  { GDK_KEY_c, 0, ACTION ("other-lanes") },
  { GDK_KEY_m, 0, ACTION ("moves") },
  { GDK_KEY_z, 0, ACTION ("zoom-to-slice") },
  { GDK_KEY_r, 0, ACTION ("range-of-markers") },
  { GDK_KEY_slash, 0, ACTION ("find") },
  { GDK_KEY_p, 0, ACTION ("pin") },
  { GDK_KEY_h, 0, ACTION ("hide") },
  { GDK_KEY_h, GDK_SHIFT_MASK, ACTION ("show-all") },
  { GDK_KEY_Delete, 0, ACTION ("clear-markers") },
  { GDK_KEY_KP_Delete, 0, ACTION ("clear-markers") },
};

/* Shift and a digit is another sign on each keyboard: these are the usual ones. */
static const Key number_keys[] = {
  { GDK_KEY_Up, 0, ACTION ("step-lane"), -1 },
  { GDK_KEY_Down, 0, ACTION ("step-lane"), 1 },
  { GDK_KEY_Page_Up, 0, ACTION ("step-lane"), -10 },
  { GDK_KEY_Page_Down, 0, ACTION ("step-lane"), 10 },
  { GDK_KEY_Home, 0, ACTION ("step-lane"), G_MININT16 },
  { GDK_KEY_End, 0, ACTION ("step-lane"), G_MAXINT16 },
  { GDK_KEY_period, 0, ACTION ("step-slice"), 1 },
  { GDK_KEY_comma, 0, ACTION ("step-slice"), -1 },
  { GDK_KEY_1, 0, ACTION ("marker"), 0 },
  { GDK_KEY_KP_1, 0, ACTION ("marker"), 0 },
  { GDK_KEY_2, 0, ACTION ("marker"), 1 },
  { GDK_KEY_KP_2, 0, ACTION ("marker"), 1 },
  { GDK_KEY_exclam, 0, ACTION ("clear-marker"), 0 },
  { GDK_KEY_1, GDK_SHIFT_MASK, ACTION ("clear-marker"), 0 },
  { GDK_KEY_at, 0, ACTION ("clear-marker"), 1 },
  { GDK_KEY_quotedbl, 0, ACTION ("clear-marker"), 1 },
  { GDK_KEY_2, GDK_SHIFT_MASK, ACTION ("clear-marker"), 1 },
};

static const Key pan_keys[] = {
  { GDK_KEY_a, 0, ACTION ("pan"), -1 },
  { GDK_KEY_Left, 0, ACTION ("pan"), -1 },
  { GDK_KEY_d, 0, ACTION ("pan"), 1 },
  { GDK_KEY_Right, 0, ACTION ("pan"), 1 },
  { GDK_KEY_Left, GDK_SHIFT_MASK, ACTION ("pan"), -6 },
  { GDK_KEY_Right, GDK_SHIFT_MASK, ACTION ("pan"), 6 },
};

void
bobbin_timeline_view_add_bindings (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, plain_keys[i].key, plain_keys[i].modifiers,
                                         plain_keys[i].action, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (number_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, number_keys[i].key, number_keys[i].modifiers,
                                         number_keys[i].action, "i", number_keys[i].argument);
  for (guint i = 0; i < G_N_ELEMENTS (pan_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, pan_keys[i].key, pan_keys[i].modifiers,
                                         pan_keys[i].action, "d", PAN_STEP * pan_keys[i].argument);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, let_go_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, open_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, open_menu_cb, NULL);
}
