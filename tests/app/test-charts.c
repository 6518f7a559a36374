#include "config.h"

#include "app-test.h"

#define N_FEW_DRAWS 3 /* that a change of state may ask for */
#define N_MEMORY_DRAWS 6 /* in a second: as often as memory is read, and once more when no page is marked any longer */

typedef struct {
  BobbinPlan   *plan;
  BobbinRunner *runner;
  BobbinChart  *timeline;
  BobbinChart  *memory;
  GtkWindow    *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  app_test_get_application ();
  fixture->plan = bobbin_plan_new (machine);
  fixture->runner = bobbin_runner_new (fixture->plan);
  fixture->timeline = BOBBIN_CHART (bobbin_timeline_view_new (fixture->runner));
  fixture->memory = BOBBIN_CHART (bobbin_memory_view_new (fixture->runner));
  gtk_widget_set_vexpand (GTK_WIDGET (fixture->timeline), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->timeline));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->memory));
  fixture->window = app_test_show (box, 900, 800);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->timeline), (gpointer *) &fixture->timeline);
  g_object_add_weak_pointer (G_OBJECT (fixture->memory), (gpointer *) &fixture->memory);
  app_test_destroy (fixture->window);
  g_assert_null (fixture->timeline);
  g_assert_null (fixture->memory);
  g_assert_finalize_object (fixture->runner);
  g_assert_finalize_object (fixture->plan);
}

static BobbinTimelineView *
get_timeline (Fixture *fixture)
{
  return BOBBIN_TIMELINE_VIEW (fixture->timeline);
}

static gboolean
has_samples (gpointer data)
{
  const BobbinRun *run = bobbin_runner_get_run (((Fixture *) data)->runner);

  return run->now_ns > 300 * BOBBIN_NS_PER_MS;
}

static gboolean
is_inactive (gpointer data)
{
  return !bobbin_runner_is_active (((Fixture *) data)->runner);
}

static void
start (Fixture *fixture)
{
  g_assert_true (bobbin_runner_start (fixture->runner));
  g_assert_true (app_test_wait (has_samples, fixture));
}

static guint
count_draws (BobbinChart *chart, guint ms)
{
  guint64 before = bobbin_chart_get_n_draws (chart);

  app_test_settle (ms);
  return (guint) (bobbin_chart_get_n_draws (chart) - before);
}

/* Drawn while something moves, and only then. */
static void
test_draws (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (bobbin_chart_get_n_draws (fixture->timeline), >, 0);
  g_assert_cmpuint (count_draws (fixture->timeline, 300), ==, 0);

  start (fixture);
  g_assert_cmpuint (count_draws (fixture->timeline, 2000), >, N_FEW_DRAWS);
  g_assert_cmpuint (count_draws (fixture->memory, 2000), <=, 2 * N_MEMORY_DRAWS + N_FEW_DRAWS);

  bobbin_runner_set_frozen (fixture->runner, TRUE);
  app_test_settle (100);
  g_assert_cmpuint (count_draws (fixture->timeline, 1000), ==, 0);
  g_assert_cmpuint (count_draws (fixture->memory, 1000), ==, 0);

  bobbin_runner_set_frozen (fixture->runner, FALSE);
  g_assert_cmpuint (count_draws (fixture->timeline, 2000), >, N_FEW_DRAWS);

  bobbin_runner_stop (fixture->runner);
  g_assert_true (app_test_wait (is_inactive, fixture));
  app_test_settle (200);
  g_assert_cmpuint (count_draws (fixture->timeline, 500), ==, 0);
}

static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->timeline), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (fixture->memory), FALSE);
  g_assert_cmpuint (count_draws (fixture->timeline, 1000), ==, 0);
  g_assert_cmpuint (count_draws (fixture->memory, 1000), ==, 0);
  gtk_widget_set_visible (GTK_WIDGET (fixture->timeline), TRUE);
  g_assert_cmpuint (count_draws (fixture->timeline, 2000), >, 0);
}

/* A frozen picture that is drawn again, at another size, is of the same time. */
static void
test_frozen_span (Fixture *fixture, gconstpointer data)
{
  BobbinTimelineViewport before, after;

  start (fixture);
  app_test_settle (300);
  bobbin_runner_set_frozen (fixture->runner, TRUE);
  app_test_settle (100);
  before = bobbin_timeline_view_get_viewport (get_timeline (fixture));
  app_test_settle (300);
  gtk_window_set_default_size (fixture->window, 1000, 700);
  g_assert_cmpuint (count_draws (fixture->timeline, 300), >, 0);
  after = bobbin_timeline_view_get_viewport (get_timeline (fixture));
  g_assert_cmpint (after.span.begin_ns, ==, before.span.begin_ns);
  g_assert_cmpint (after.span.end_ns, ==, before.span.end_ns);
}

static void
test_select (Fixture *fixture, gconstpointer data)
{
  BobbinTimelineView *view = get_timeline (fixture);

  bobbin_timeline_view_select (view, 3);
  g_assert_cmpint (bobbin_timeline_view_get_selected (view), ==, -1);
  start (fixture);
  app_test_settle (200);
  bobbin_timeline_view_select (view, 3);
  g_assert_cmpint (bobbin_timeline_view_get_selected (view), ==, 3);
  g_assert_nonnull (bobbin_chart_get_readout (fixture->timeline));
  bobbin_timeline_view_select (view, 1000);
  g_assert_cmpint (bobbin_timeline_view_get_selected (view), ==, 7);
  bobbin_timeline_view_select (view, -1);
  g_assert_null (bobbin_chart_get_readout (fixture->timeline));
  bobbin_timeline_view_select (view, 2);
  g_assert_true (bobbin_runner_start (fixture->runner));
  g_assert_cmpint (bobbin_timeline_view_get_selected (view), ==, -1);
}

/* Lanes that do not fit are scrolled to. */
static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (
    bobbin_plan_get_group (fixture->plan, 1));
  GtkAdjustment *adjustment = bobbin_timeline_view_get_adjustment (get_timeline (fixture));

  start (fixture);
  app_test_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=,
                     gtk_adjustment_get_page_size (adjustment) + 1.0);

  spec->count = 200;
  bobbin_plan_set_group (fixture->plan, 1, spec);
  start (fixture);
  app_test_settle (200);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >,
                     gtk_adjustment_get_page_size (adjustment));
  bobbin_timeline_view_select (get_timeline (fixture), 203);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0.0);
  app_test_settle (300);
  g_assert_cmpfloat_with_epsilon (
    bobbin_timeline_view_get_viewport (get_timeline (fixture)).scroll_y_px,
    gtk_adjustment_get_value (adjustment), 0.5);
  bobbin_timeline_view_select (get_timeline (fixture), 0);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), 0.0, 0.5);
}

static void
test_style (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  app_test_settle (50);
  g_assert_cmpint (bobbin_chart_choose_theme (), ==, BOBBIN_THEME_LIGHT);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpint (bobbin_chart_choose_theme (), ==, BOBBIN_THEME_DARK);
  g_assert_cmpuint (count_draws (fixture->memory, 300), >, 0);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

/* Twice the text is twice the text in the drawing, too. */
static void
test_text_scale (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  double before = bobbin_chart_get_style (fixture->timeline).text_px;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * dpi, NULL);
  g_assert_cmpfloat_with_epsilon (bobbin_chart_get_style (fixture->timeline).text_px, 2.0 * before,
                                  0.5);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  g_autofree char *description = NULL;

  gtk_test_accessible_assert_role (fixture->timeline, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_role (fixture->memory, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture->timeline, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Timeline");
  gtk_test_accessible_assert_property (fixture->memory, GTK_ACCESSIBLE_PROPERTY_LABEL, "Memory");

  start (fixture);
  bobbin_runner_stop (fixture->runner);
  g_assert_true (app_test_wait (is_inactive, fixture));
  app_test_settle (300);
  g_assert_nonnull (bobbin_timeline_view_get_layout (get_timeline (fixture)));
  /* What is described is what was drawn last. */
  gtk_widget_queue_draw (GTK_WIDGET (fixture->timeline));
  app_test_settle (100);
  g_signal_emit_by_name (fixture->runner, "updated");
  description = bobbin_timeline_layout_describe (
    bobbin_timeline_view_get_layout (get_timeline (fixture)));
  gtk_test_accessible_assert_property (fixture->timeline, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       description);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  add ("/charts/draws", test_draws);
  add ("/charts/hidden", test_hidden);
  add ("/charts/frozen-span", test_frozen_span);
  add ("/charts/select", test_select);
  add ("/charts/scroll", test_scroll);
  add ("/charts/style", test_style);
  add ("/charts/text-scale", test_text_scale);
  add ("/charts/accessible", test_accessible);
  return g_test_run ();
}
