#include "config.h"

#include "bobbin-groups-panel.h"

#include <glib/gi18n-lib.h>

#include "bobbin-group-card.h"

struct _BobbinGroupsPanel {
  GtkWidget   parent_instance;
  BobbinPlan *plan;
  GtkWidget  *content;
  GtkWidget  *cards;
  GtkWidget  *add;
  GtkWidget  *problem_row;
  GtkWidget  *problem;
  GtkWidget  *scenarios;
  GtkWidget  *box; /* of all of it */
};

enum {
  SIGNAL_SCENARIO_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinGroupsPanel, bobbin_groups_panel, GTK_TYPE_WIDGET)

static const char *
get_row_id (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "scenario");
}

static GtkListBoxRow *
find_row (BobbinGroupsPanel *panel, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (panel->scenarios), i)); i++)
    {
      if (g_strcmp0 (get_row_id (row), id) == 0)
        return row;
    }
  return NULL;
}

static void
show_problem (BobbinGroupsPanel *panel)
{
  g_autofree char *problem = bobbin_plan_find_problem (panel->plan);
  gboolean said = FALSE;

  /* What is wrong with one group is said in its card. */
  for (guint i = 0; problem != NULL && !said && i < bobbin_plan_get_n_groups (panel->plan); i++)
    {
      g_autofree char *own = bobbin_plan_find_group_problem (panel->plan, i);

      said = own != NULL;
    }
  gtk_label_set_label (GTK_LABEL (panel->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (panel->problem_row, problem != NULL && !said);
}

static void
plan_changed_cb (BobbinGroupsPanel *panel)
{
  const char *id = bobbin_plan_get_scenario_id (panel->plan);
  GtkListBoxRow *row = id != NULL ? find_row (panel, id) : NULL;

  gtk_list_box_select_row (GTK_LIST_BOX (panel->scenarios), row);
  gtk_widget_set_sensitive (panel->add,
                            bobbin_plan_get_n_groups (panel->plan) < BOBBIN_MAX_GROUPS);
  show_problem (panel);
}

static void
structure_changed_cb (BobbinGroupsPanel *panel)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (panel->cards)) != NULL)
    gtk_box_remove (GTK_BOX (panel->cards), child);
  for (guint i = 0; i < bobbin_plan_get_n_groups (panel->plan); i++)
    gtk_box_append (GTK_BOX (panel->cards), bobbin_group_card_new (panel->plan, i));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, BobbinGroupsPanel *panel)
{
  g_signal_emit (panel, signals[SIGNAL_SCENARIO_CHOSEN], 0, get_row_id (row));
  /* The mark follows what is loaded, not what was clicked. */
  plan_changed_cb (panel);
}

static void
add_scenario (BobbinGroupsPanel *panel, const BobbinScenario *scenario)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (scenario->title);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0F);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_tooltip_text (row, scenario->description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  scenario->title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  scenario->description, -1);
  g_object_set_data_full (G_OBJECT (row), "scenario", g_strdup (scenario->id), g_free);
  gtk_list_box_append (GTK_LIST_BOX (panel->scenarios), row);
}

static GtkWidget *
build_scenarios (BobbinGroupsPanel *panel)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (_("Scenarios"));
  g_autoptr (GPtrArray) scenarios = bobbin_scenarios_builtin ();

  gtk_widget_add_css_class (title, "section-title");
  gtk_label_set_xalign (GTK_LABEL (title), 0.0F);
  gtk_box_append (GTK_BOX (box), title);

  panel->scenarios = gtk_list_box_new ();
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (panel->scenarios), TRUE);
  gtk_widget_add_css_class (panel->scenarios, "navigation-sidebar");
  gtk_widget_add_css_class (panel->scenarios, "scenarios");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (panel->scenarios),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  g_signal_connect (panel->scenarios, "row-activated", G_CALLBACK (row_activated_cb), panel);
  for (guint i = 0; i < scenarios->len; i++)
    add_scenario (panel, g_ptr_array_index (scenarios, i));
  gtk_box_append (GTK_BOX (box), panel->scenarios);
  return box;
}

static GtkWidget *
build_add_button (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (_("Add a Group")));
  gtk_widget_set_halign (content, GTK_ALIGN_CENTER);

  g_menu_append (menu, _("_Processes"), "win.add-group('processes')");
  g_menu_append (menu, _("_Threads"), "win.add-group('threads')");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "add-group");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Add a group"), -1);
  return button;
}

static GtkWidget *
build_problem (BobbinGroupsPanel *panel)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");

  panel->problem_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  panel->problem = gtk_label_new (NULL);
  gtk_widget_add_css_class (panel->problem_row, "problem");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (panel->problem), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (panel->problem), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (panel->problem), 0.0F);
  gtk_box_append (GTK_BOX (panel->problem_row), icon);
  gtk_box_append (GTK_BOX (panel->problem_row), panel->problem);
  gtk_widget_set_visible (panel->problem_row, FALSE);
  return panel->problem_row;
}

static void
bobbin_groups_panel_dispose (GObject *object)
{
  BobbinGroupsPanel *panel = BOBBIN_GROUPS_PANEL (object);

  g_clear_pointer (&panel->content, gtk_widget_unparent);
  g_clear_object (&panel->plan);
  G_OBJECT_CLASS (bobbin_groups_panel_parent_class)->dispose (object);
}

static void
bobbin_groups_panel_class_init (BobbinGroupsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_groups_panel_dispose;

  signals[SIGNAL_SCENARIO_CHOSEN] = g_signal_new ("scenario-chosen", BOBBIN_TYPE_GROUPS_PANEL,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "groupspanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_groups_panel_init (BobbinGroupsPanel *panel)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  panel->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  panel->add = build_add_button ();
  gtk_box_append (GTK_BOX (box), panel->cards);
  gtk_box_append (GTK_BOX (box), build_problem (panel));
  gtk_box_append (GTK_BOX (box), panel->add);
  gtk_box_append (GTK_BOX (box), build_scenarios (panel));
  gtk_widget_add_css_class (box, "panel");
  panel->box = box;

  panel->content = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (panel->content), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (panel->content), box);
  gtk_widget_set_parent (panel->content, GTK_WIDGET (panel));
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Groups, scenarios and experiments"), -1);
}

void
bobbin_groups_panel_set_plan (BobbinGroupsPanel *panel, BobbinPlan *plan)
{
  g_return_if_fail (panel->plan == NULL);

  panel->plan = g_object_ref (plan);
  g_signal_connect_object (plan, "structure-changed", G_CALLBACK (structure_changed_cb), panel,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (plan, "changed", G_CALLBACK (plan_changed_cb), panel,
                           G_CONNECT_SWAPPED);
  structure_changed_cb (panel);
  plan_changed_cb (panel);
}

void
bobbin_groups_panel_append (BobbinGroupsPanel *panel, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (panel->box), widget);
}

GtkWidget *
bobbin_groups_panel_get_card (BobbinGroupsPanel *panel, guint i)
{
  GtkWidget *card = gtk_widget_get_first_child (panel->cards);

  while (card != NULL && i-- > 0)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

const char *
bobbin_groups_panel_get_problem (BobbinGroupsPanel *panel)
{
  if (!gtk_widget_get_visible (panel->problem_row))
    return NULL;
  return gtk_label_get_label (GTK_LABEL (panel->problem));
}

const char *
bobbin_groups_panel_get_marked (BobbinGroupsPanel *panel)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (panel->scenarios));

  return row != NULL ? get_row_id (row) : NULL;
}

void
bobbin_groups_panel_choose_scenario (BobbinGroupsPanel *panel, const char *id)
{
  GtkListBoxRow *row = find_row (panel, id);

  if (row != NULL)
    row_activated_cb (GTK_LIST_BOX (panel->scenarios), row, panel);
}
