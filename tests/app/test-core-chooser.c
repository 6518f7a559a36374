#include "config.h"

#include "app-test.h"
#include "bobbin-core-chooser.h"

static guint n_changed;

static void
changed_cb (void)
{
  n_changed++;
}

static BobbinCoreChooser *
make_chooser (guint n_cores)
{
  g_autoptr (BobbinMachine) machine = app_test_make_machine (n_cores);
  GtkWidget *chooser = g_object_ref_sink (bobbin_core_chooser_new (machine));

  n_changed = 0;
  g_signal_connect (chooser, "changed", G_CALLBACK (changed_cb), NULL);
  return BOBBIN_CORE_CHOOSER (chooser);
}

static GtkMenuButton *
get_button (BobbinCoreChooser *chooser)
{
  return GTK_MENU_BUTTON (gtk_widget_get_first_child (GTK_WIDGET (chooser)));
}

/* The check button, then the grid of toggles or the entry. */
static GtkWidget *
get_choices (BobbinCoreChooser *chooser, GtkWidget **out_all)
{
  GtkPopover *popover = gtk_menu_button_get_popover (get_button (chooser));
  GtkWidget *all = gtk_widget_get_first_child (gtk_popover_get_child (popover));

  if (out_all != NULL)
    *out_all = all;
  return gtk_widget_get_next_sibling (all);
}

static void
assert_shown (BobbinCoreChooser *chooser, const char *text)
{
  g_assert_cmpstr (gtk_menu_button_get_label (get_button (chooser)), ==, text);
}

static void
test_format (void)
{
  BobbinCoreSet none = { 0 };
  BobbinCoreSet some = { 0 };
  g_autoptr (BobbinMachine) four = app_test_make_machine (4);
  g_autoptr (BobbinMachine) many = app_test_make_machine (64);
  g_autofree char *all_of_four = bobbin_core_chooser_format (&none, &four->cores);
  g_autofree char *all_of_many = bobbin_core_chooser_format (&none, &many->cores);
  g_autofree char *two = NULL;
  g_autofree char *twelve = NULL;

  g_assert_cmpstr (all_of_four, ==, "0 1 2 3");
  g_assert_cmpstr (all_of_many, ==, "all 64");
  bobbin_core_set_add (&some, 1);
  bobbin_core_set_add (&some, 3);
  two = bobbin_core_chooser_format (&some, &four->cores);
  g_assert_cmpstr (two, ==, "1 3");
  for (guint i = 20; i < 30; i++)
    bobbin_core_set_add (&some, i);
  twelve = bobbin_core_chooser_format (&some, &many->cores);
  g_assert_cmpstr (twelve, ==, "1,3,20-29");
}

static void
test_toggles (void)
{
  g_autoptr (BobbinCoreChooser) chooser = make_chooser (4);
  GtkWidget *all;
  GtkWidget *grid = get_choices (chooser, &all);
  GtkWidget *zero = gtk_grid_get_child_at (GTK_GRID (grid), 0, 0);
  GtkWidget *two = gtk_grid_get_child_at (GTK_GRID (grid), 2, 0);
  BobbinCoreSet cores;

  assert_shown (chooser, "0 1 2 3");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (all)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (two), FALSE);
  assert_shown (chooser, "0 1 3");
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (all)));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (two), TRUE);
  cores = bobbin_core_chooser_get_cores (chooser);
  g_assert_cmpuint (bobbin_core_set_count (&cores), ==, 0);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (all)));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (all), FALSE);
  assert_shown (chooser, "0");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (zero), FALSE);
  assert_shown (chooser, "0");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (zero)));
}

static void
test_set (void)
{
  g_autoptr (BobbinCoreChooser) chooser = make_chooser (4);
  BobbinCoreSet cores = { 0 };

  bobbin_core_set_add (&cores, 3);
  bobbin_core_chooser_set_cores (chooser, &cores);
  assert_shown (chooser, "3");
  g_assert_cmpuint (n_changed, ==, 0);
}

static void
test_entry (void)
{
  g_autoptr (BobbinCoreChooser) chooser = make_chooser (64);
  GtkWidget *entry = get_choices (chooser, NULL);
  BobbinCoreSet cores;

  g_assert_true (GTK_IS_ENTRY (entry));
  assert_shown (chooser, "all 64");
  gtk_editable_set_text (GTK_EDITABLE (entry), "0-x");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (n_changed, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "0-2,40");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (n_changed, ==, 1);
  assert_shown (chooser, "0 1 2 40");
  cores = bobbin_core_chooser_get_cores (chooser);
  g_assert_cmpuint (bobbin_core_set_count (&cores), ==, 4);
}

static void
test_accessible (void)
{
  g_autoptr (BobbinCoreChooser) chooser = make_chooser (4);
  GtkWidget *toggle = gtk_grid_get_child_at (GTK_GRID (get_choices (chooser, NULL)), 1, 0);

  gtk_test_accessible_assert_role (chooser, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (chooser, GTK_ACCESSIBLE_PROPERTY_LABEL, "Cores");
  gtk_test_accessible_assert_property (toggle, GTK_ACCESSIBLE_PROPERTY_LABEL, "Core 1");
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/core-chooser/format", test_format);
  g_test_add_func ("/core-chooser/toggles", test_toggles);
  g_test_add_func ("/core-chooser/set", test_set);
  g_test_add_func ("/core-chooser/entry", test_entry);
  g_test_add_func ("/core-chooser/accessible", test_accessible);
  return g_test_run ();
}
