#include "config.h"

#include "bobbin-timeline-pane.h"

#include <glib/gi18n-lib.h>

/* In text sizes. */
#define BESIDE_FROM      48.0 /* width from which on the range's numbers stand beside the lanes */
#define BESIDE_WIDTH     19.0
#define STRIP_FROM       15.0 /* height that the lanes must keep for the strip to be shown */

#define BELOW_SHARE 0.4 /* of the height, at most */

struct _BobbinTimelinePane {
  GtkWidget  parent_instance;
  GtkWidget *search_bar;
  GtkWidget *entry;
  GtkWidget *timeline;
  GtkWidget *overview;
  GtkWidget *range;
  gboolean   has_range;
};

G_DEFINE_FINAL_TYPE (BobbinTimelinePane, bobbin_timeline_pane, GTK_TYPE_WIDGET)

static int
get_minimum (GtkWidget *widget, GtkOrientation orientation)
{
  int minimum;

  gtk_widget_measure (widget, orientation, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
get_natural (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int natural;

  gtk_widget_measure (widget, orientation, for_size, NULL, &natural, NULL, NULL);
  return natural;
}

static void
bobbin_timeline_pane_measure (GtkWidget     *widget,
                              GtkOrientation orientation,
                              int            for_size,
                              int           *minimum,
                              int           *natural,
                              int           *minimum_baseline,
                              int           *natural_baseline)
{
  BobbinTimelinePane *pane = BOBBIN_TIMELINE_PANE (widget);

  *minimum = get_minimum (pane->timeline, orientation);
  *natural = get_natural (pane->timeline, orientation, -1);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum += get_minimum (pane->search_bar, orientation);
      *natural += get_natural (pane->search_bar, orientation, -1) + get_natural (pane->overview, orientation, -1);
    }
}

static double
get_em (BobbinTimelinePane *pane)
{
  return bobbin_chart_get_style (BOBBIN_CHART (pane->timeline)).text_px;
}

static void
allocate (GtkWidget *child, gboolean shown, int x, int y, int width, int height)
{
  gtk_widget_set_child_visible (child, shown);
  if (shown)
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

/* Takes its room from what is left, at the right or from below. */
static void
allocate_range (BobbinTimelinePane *pane, int top, int *width, int *height)
{
  double em = get_em (pane);
  int least_width = get_minimum (pane->range, GTK_ORIENTATION_HORIZONTAL);

  if (!pane->has_range)
    allocate (pane->range, FALSE, 0, 0, 0, 0);
  else if (*width >= BESIDE_FROM * em)
    {
      int beside = MAX (least_width, (int) (BESIDE_WIDTH * em));

      *width -= beside;
      allocate (pane->range, TRUE, *width, top, beside, *height);
    }
  else
    {
      int below = MIN (get_natural (pane->range, GTK_ORIENTATION_VERTICAL, *width), (int) (*height * BELOW_SHARE));

      below = MAX (below, get_minimum (pane->range, GTK_ORIENTATION_VERTICAL));
      below = MIN (below, *height - get_minimum (pane->timeline, GTK_ORIENTATION_VERTICAL));
      if (below < get_minimum (pane->range, GTK_ORIENTATION_VERTICAL))
        {
          allocate (pane->range, FALSE, 0, 0, 0, 0);
          return;
        }
      *height -= below;
      allocate (pane->range, TRUE, 0, top + *height, MAX (*width, least_width), below);
    }
}

static void
bobbin_timeline_pane_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinTimelinePane *pane = BOBBIN_TIMELINE_PANE (widget);
  int top = get_natural (pane->search_bar, GTK_ORIENTATION_VERTICAL, width);
  int strip = get_natural (pane->overview, GTK_ORIENTATION_VERTICAL, -1);
  gboolean has_run = bobbin_chart_get_run (BOBBIN_CHART (pane->timeline)) != NULL;

  allocate (pane->search_bar, TRUE, 0, 0, width, top);
  height -= top;
  allocate_range (pane, top, &width, &height);
  if (!has_run || height - strip < STRIP_FROM * get_em (pane))
    strip = 0;
  allocate (pane->overview, strip > 0, 0, top + height - strip, width, strip);
  allocate (pane->timeline, TRUE, 0, top, width, height - strip);
}

/* While a range is drawn the plot must not become another one under the pointer. */
static void
viewport_changed_cb (BobbinTimelinePane *pane)
{
  BobbinTimelineViewport viewport = bobbin_timeline_view_get_viewport (BOBBIN_TIMELINE_VIEW (pane->timeline));
  gboolean has_range = !bobbin_time_span_is_empty (viewport.range);

  if (pane->has_range == has_range || bobbin_timeline_view_is_held (BOBBIN_TIMELINE_VIEW (pane->timeline)))
    return;
  pane->has_range = has_range;
  gtk_widget_queue_resize (GTK_WIDGET (pane));
}

/* The filter is typed in the entry and may be taken back elsewhere. */
static void
search_changed_cb (BobbinTimelinePane *pane)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (pane->entry));

  bobbin_timeline_view_set_filter (BOBBIN_TIMELINE_VIEW (pane->timeline), *text != '\0' ? text : NULL);
}

static void
filter_changed_cb (BobbinTimelinePane *pane)
{
  g_autofree char *filter = NULL;

  g_object_get (pane->timeline, "filter", &filter, NULL);
  if (filter == NULL && *gtk_editable_get_text (GTK_EDITABLE (pane->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (pane->entry), "");
}

static GActionMap *
get_actions (BobbinTimelinePane *pane)
{
  return G_ACTION_MAP (bobbin_timeline_view_get_actions (BOBBIN_TIMELINE_VIEW (pane->timeline)));
}

static void
set_shows_filter (BobbinTimelinePane *pane, gboolean shows)
{
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (pane->search_bar), shows);
  gtk_widget_grab_focus (shows ? pane->entry : pane->timeline);
}

static void
search_mode_cb (BobbinTimelinePane *pane)
{
  gboolean shows = gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (pane->search_bar));
  GAction *action = g_action_map_lookup_action (get_actions (pane), "filter");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (shows));
  if (!shows)
    {
      gtk_editable_set_text (GTK_EDITABLE (pane->entry), "");
      gtk_widget_grab_focus (pane->timeline);
    }
}

static void
change_filter_cb (GSimpleAction *action, GVariant *value, BobbinTimelinePane *pane)
{
  set_shows_filter (pane, g_variant_get_boolean (value));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, BobbinTimelinePane *pane)
{
  set_shows_filter (pane, TRUE);
}

static void
add_actions (BobbinTimelinePane *pane)
{
  g_autoptr (GSimpleAction) filter = g_simple_action_new_stateful ("filter", NULL, g_variant_new_boolean (FALSE));
  g_autoptr (GSimpleAction) find = g_simple_action_new ("find", NULL);

  g_signal_connect_object (filter, "change-state", G_CALLBACK (change_filter_cb), pane, 0);
  g_signal_connect_object (find, "activate", G_CALLBACK (find_cb), pane, 0);
  g_action_map_add_action (get_actions (pane), G_ACTION (filter));
  g_action_map_add_action (get_actions (pane), G_ACTION (find));
  gtk_widget_insert_action_group (GTK_WIDGET (pane), BOBBIN_TIMELINE_ACTIONS, G_ACTION_GROUP (get_actions (pane)));
}

static void
bobbin_timeline_pane_dispose (GObject *object)
{
  BobbinTimelinePane *pane = BOBBIN_TIMELINE_PANE (object);

  g_clear_pointer (&pane->search_bar, gtk_widget_unparent);
  g_clear_pointer (&pane->overview, gtk_widget_unparent);
  g_clear_pointer (&pane->range, gtk_widget_unparent);
  g_clear_pointer (&pane->timeline, gtk_widget_unparent);
  G_OBJECT_CLASS (bobbin_timeline_pane_parent_class)->dispose (object);
}

static void
bobbin_timeline_pane_class_init (BobbinTimelinePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_timeline_pane_dispose;
  widget_class->measure = bobbin_timeline_pane_measure;
  widget_class->size_allocate = bobbin_timeline_pane_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "timelinepane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_timeline_pane_init (BobbinTimelinePane *pane)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"), -1);
}

static void
build_search (BobbinTimelinePane *pane)
{
  pane->entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (pane->entry, TRUE);
  g_object_set (pane->entry, "placeholder-text", _("Name, number or state of a worker"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filter lanes"), -1);
  pane->search_bar = gtk_search_bar_new ();
  gtk_search_bar_set_child (GTK_SEARCH_BAR (pane->search_bar), pane->entry);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (pane->search_bar), GTK_EDITABLE (pane->entry));
  gtk_widget_set_parent (pane->search_bar, GTK_WIDGET (pane));
  g_signal_connect_swapped (pane->entry, "search-changed", G_CALLBACK (search_changed_cb), pane);
  g_signal_connect_swapped (pane->search_bar, "notify::search-mode-enabled", G_CALLBACK (search_mode_cb), pane);
}

GtkWidget *
bobbin_timeline_pane_new (BobbinRunner *runner)
{
  BobbinTimelinePane *pane = g_object_new (BOBBIN_TYPE_TIMELINE_PANE, NULL);

  build_search (pane);
  pane->timeline = bobbin_timeline_view_new (runner);
  gtk_widget_set_parent (pane->timeline, GTK_WIDGET (pane));
  pane->overview = bobbin_overview_view_new (BOBBIN_TIMELINE_VIEW (pane->timeline));
  gtk_widget_set_parent (pane->overview, GTK_WIDGET (pane));
  pane->range = bobbin_range_panel_new (BOBBIN_TIMELINE_VIEW (pane->timeline));
  gtk_widget_set_parent (pane->range, GTK_WIDGET (pane));
  add_actions (pane);

  g_signal_connect_object (pane->timeline, "notify::filter", G_CALLBACK (filter_changed_cb), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane->timeline, "viewport-changed", G_CALLBACK (viewport_changed_cb), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "session-changed", G_CALLBACK (gtk_widget_queue_resize), pane, G_CONNECT_SWAPPED);
  return GTK_WIDGET (pane);
}

BobbinTimelineView *
bobbin_timeline_pane_get_view (BobbinTimelinePane *pane)
{
  return BOBBIN_TIMELINE_VIEW (pane->timeline);
}

BobbinOverviewView *
bobbin_timeline_pane_get_overview (BobbinTimelinePane *pane)
{
  return BOBBIN_OVERVIEW_VIEW (pane->overview);
}

BobbinRangePanel *
bobbin_timeline_pane_get_range (BobbinTimelinePane *pane)
{
  return BOBBIN_RANGE_PANEL (pane->range);
}

GtkEditable *
bobbin_timeline_pane_get_filter (BobbinTimelinePane *pane)
{
  return GTK_EDITABLE (pane->entry);
}
