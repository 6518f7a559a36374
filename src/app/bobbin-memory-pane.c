#include "config.h"

#include "bobbin-memory-pane-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-kinship-view.h"
#include "bobbin-memory-menu.h"
#include "bobbin-region-view.h"

enum {
  PROP_0,
  PROP_VIEW,
  N_PROPS
};

enum {
  SIGNAL_REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinMemoryPane, bobbin_memory_pane, GTK_TYPE_WIDGET)

const BobbinRun *
bobbin_memory_pane_get_live_run (BobbinMemoryPane *pane)
{
  BobbinSession *session = bobbin_runner_get_session (pane->runner);

  return session != NULL ? bobbin_session_get_run (session) : NULL;
}

int
bobbin_memory_pane_get_target (BobbinMemoryPane *pane)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);

  if (run == NULL)
    return -1;
  if (pane->picked >= 0 && (guint) pane->picked < run->workers->len)
    return pane->picked;
  for (guint i = 0; i < run->workers->len; i++)
    if (bobbin_run_get_worker (run, i)->end == BOBBIN_END_RUNNING)
      return (int) i;
  return -1;
}

void
bobbin_memory_pane_refuse (BobbinMemoryPane *pane, const char *sentence)
{
  g_signal_emit (pane, signals[SIGNAL_REFUSED], 0, sentence);
}

static void
update (BobbinMemoryPane *pane)
{
  bobbin_memory_pane_update_chooser (pane, FALSE);
  bobbin_memory_pane_update_watch (pane);
  bobbin_memory_pane_update_actions (pane);
}

static void
session_changed_cb (BobbinMemoryPane *pane)
{
  pane->picked = -1;
  pane->selected = -1;
  bobbin_memory_pane_note_shares (pane);
  bobbin_memory_pane_update_chooser (pane, TRUE);
  update (pane);
}

void
bobbin_memory_pane_pick (BobbinMemoryPane *pane, guint worker)
{
  if (pane->picked == (int) worker)
    return;
  pane->picked = (int) worker;
  if (pane->timeline != NULL)
    bobbin_timeline_view_select (pane->timeline, (int) worker);
  update (pane);
}

static void
selected_cb (BobbinMemoryPane *pane)
{
  int selected = bobbin_timeline_view_get_selected (pane->timeline);

  if (selected == pane->selected)
    return;
  pane->selected = selected;
  if (selected >= 0)
    pane->picked = selected;
  update (pane);
}

/* Who of its threads, if it has many, was picked before stays so. */
static void
picked_cb (BobbinMemoryChart *chart, guint process, BobbinMemoryPane *pane)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);

  if (run == NULL || process >= run->processes->len)
    return;
  if (pane->picked < 0 || bobbin_run_get_worker (run, (guint) pane->picked)->process != process)
    bobbin_memory_pane_pick (pane, bobbin_run_get_process (run, process)->first_worker);
}

static void
menu_cb (BobbinMemoryChart *chart, double x, double y, BobbinMemoryPane *pane)
{
  g_autoptr (GMenu) menu = bobbin_memory_menu_new (pane, FALSE, TRUE);
  double pane_x = x, pane_y = y;

  if (pane->menu == NULL)
    {
      pane->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_halign (pane->menu, GTK_ALIGN_START);
      gtk_popover_set_has_arrow (GTK_POPOVER (pane->menu), FALSE);
      gtk_widget_set_parent (pane->menu, GTK_WIDGET (pane));
    }
  gtk_widget_translate_coordinates (GTK_WIDGET (chart), GTK_WIDGET (pane), x, y, &pane_x, &pane_y);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (pane->menu), G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (GTK_POPOVER (pane->menu), &(GdkRectangle) { (int) pane_x, (int) pane_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (pane->menu));
}

static void
bobbin_memory_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_VIEW:
      g_value_set_uint (value, BOBBIN_MEMORY_PANE (object)->page);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_memory_pane_dispose (GObject *object)
{
  BobbinMemoryPane *pane = BOBBIN_MEMORY_PANE (object);

  for (guint i = 0; i < BOBBIN_N_MEMORY_PAGES; i++)
    if (pane->charts[i] != NULL)
      g_signal_handlers_disconnect_by_data (pane->charts[i], pane);
  g_clear_pointer (&pane->menu, gtk_widget_unparent);
  g_clear_pointer (&pane->chooser_row, gtk_widget_unparent);
  g_clear_pointer (&pane->stack, gtk_widget_unparent);
  memset (pane->charts, 0, sizeof pane->charts);
  g_clear_weak_pointer (&pane->timeline);
  g_clear_object (&pane->runner);
  g_clear_object (&pane->actions);
  G_OBJECT_CLASS (bobbin_memory_pane_parent_class)->dispose (object);
}

static void
bobbin_memory_pane_class_init (BobbinMemoryPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bobbin_memory_pane_get_property;
  object_class->dispose = bobbin_memory_pane_dispose;
  properties[PROP_VIEW] = g_param_spec_uint ("view", NULL, NULL, 0, BOBBIN_N_MEMORY_PAGES - 1, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", BOBBIN_TYPE_MEMORY_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "memorypane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bobbin_memory_pane_add_bindings (widget_class);
}

static void
bobbin_memory_pane_init (BobbinMemoryPane *pane)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (pane))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Memory"), -1);
  pane->picked = -1;
  pane->selected = -1;
}

static void
add_chart (BobbinMemoryPane *pane, BobbinMemoryPage page, GtkWidget *chart)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  pane->charts[page] = chart;
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), chart);
  gtk_stack_add_child (GTK_STACK (pane->stack), scroller);
  g_signal_connect (chart, "picked", G_CALLBACK (picked_cb), pane);
  g_signal_connect (chart, "menu", G_CALLBACK (menu_cb), pane);
  g_signal_connect_swapped (chart, "map", G_CALLBACK (bobbin_memory_pane_update_watch), pane);
  g_signal_connect_swapped (chart, "unmap", G_CALLBACK (bobbin_memory_pane_update_watch), pane);
}

GtkWidget *
bobbin_memory_pane_new (BobbinTimelineView *timeline)
{
  BobbinMemoryPane *pane = g_object_new (BOBBIN_TYPE_MEMORY_PANE, NULL);
  BobbinRunner *runner = bobbin_chart_get_runner (BOBBIN_CHART (timeline));

  g_set_weak_pointer (&pane->timeline, timeline);
  pane->runner = g_object_ref (runner);
  bobbin_memory_pane_build_chooser (pane);
  pane->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (pane->stack, TRUE);
  gtk_widget_set_parent (pane->chooser_row, GTK_WIDGET (pane));
  gtk_widget_set_parent (pane->stack, GTK_WIDGET (pane));
  gtk_widget_set_visible (pane->chooser_row, FALSE);
  add_chart (pane, BOBBIN_MEMORY_PAGES, bobbin_memory_view_new (runner));
  add_chart (pane, BOBBIN_MEMORY_REGIONS, bobbin_region_view_new (runner));
  add_chart (pane, BOBBIN_MEMORY_SHARED, bobbin_kinship_view_new (runner));
  bobbin_memory_pane_add_actions (pane);
  bobbin_memory_pane_update_chooser (pane, TRUE);
  bobbin_memory_pane_update_actions (pane);

  g_signal_connect_object (timeline, "viewport-changed", G_CALLBACK (selected_cb), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "session-changed", G_CALLBACK (session_changed_cb), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "updated", G_CALLBACK (update), pane, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "notify", G_CALLBACK (update), pane, G_CONNECT_SWAPPED);
  return GTK_WIDGET (pane);
}

GActionGroup *
bobbin_memory_pane_get_actions (BobbinMemoryPane *pane)
{
  return G_ACTION_GROUP (pane->actions);
}

/* Whoever moves in one view goes on moving in the next. */
void
bobbin_memory_pane_set_page (BobbinMemoryPane *pane, BobbinMemoryPage page)
{
  gboolean has_focus = gtk_widget_is_focus (pane->charts[pane->page]);

  g_return_if_fail (page < BOBBIN_N_MEMORY_PAGES);

  if (pane->page == page)
    return;
  pane->page = page;
  gtk_widget_set_visible (pane->chooser_row, page == BOBBIN_MEMORY_REGIONS);
  gtk_stack_set_visible_child (GTK_STACK (pane->stack), gtk_widget_get_parent (pane->charts[page]));
  if (has_focus)
    gtk_widget_grab_focus (pane->charts[page]);
  update (pane);
  g_object_notify_by_pspec (G_OBJECT (pane), properties[PROP_VIEW]);
}

BobbinMemoryPage
bobbin_memory_pane_get_page (BobbinMemoryPane *pane)
{
  return pane->page;
}

BobbinMemoryChart *
bobbin_memory_pane_get_chart (BobbinMemoryPane *pane, BobbinMemoryPage page)
{
  g_return_val_if_fail (page < BOBBIN_N_MEMORY_PAGES, NULL);
  return BOBBIN_MEMORY_CHART (pane->charts[page]);
}

GtkDropDown *
bobbin_memory_pane_get_chooser (BobbinMemoryPane *pane)
{
  return GTK_DROP_DOWN (pane->chooser);
}
