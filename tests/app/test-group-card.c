#include "config.h"

#include "app-test.h"
#include "bobbin-core-chooser.h"
#include "bobbin-group-card.h"
#include "bobbin-stepper.h"

typedef struct {
  BobbinPlan      *plan;
  BobbinGroupCard *processes;
  BobbinGroupCard *threads;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinMachine) machine = app_test_make_machine (4);

  fixture->plan = bobbin_plan_new (machine);
  fixture->processes = BOBBIN_GROUP_CARD (
    g_object_ref_sink (bobbin_group_card_new (fixture->plan, 0)));
  fixture->threads = BOBBIN_GROUP_CARD (
    g_object_ref_sink (bobbin_group_card_new (fixture->plan, 1)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->processes);
  g_assert_finalize_object (fixture->threads);
  g_assert_finalize_object (fixture->plan);
}

static gboolean
shows (BobbinGroupCard *card, const char *key)
{
  GtkWidget *control = bobbin_group_card_get_control (card, key);

  g_assert_nonnull (control);
  return gtk_widget_get_visible (gtk_widget_get_parent (control));
}

static BobbinStepper *
get_stepper (BobbinGroupCard *card, const char *key)
{
  return BOBBIN_STEPPER (bobbin_group_card_get_control (card, key));
}

static void
select_work (BobbinGroupCard *card, BobbinWork work)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bobbin_group_card_get_control (card, "work")), work);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_assert_true (shows (fixture->processes, "threads_each"));
  g_assert_false (shows (fixture->threads, "threads_each"));
  g_assert_false (shows (fixture->processes, "duty"));
  g_assert_false (shows (fixture->processes, "write"));
  g_assert_false (shows (fixture->processes, "lock"));
  g_assert_null (bobbin_group_card_get_control (fixture->processes, "colour"));

  select_work (fixture->processes, BOBBIN_WORK_SLEEP);
  g_assert_true (shows (fixture->processes, "duty"));
  g_assert_false (shows (fixture->processes, "write_period"));
  select_work (fixture->processes, BOBBIN_WORK_MEMORY);
  g_assert_false (shows (fixture->processes, "duty"));
  g_assert_true (shows (fixture->processes, "write"));
  g_assert_true (shows (fixture->processes, "write_period"));
  g_assert_false (shows (fixture->threads, "write"));
  select_work (fixture->processes, BOBBIN_WORK_LOCK);
  g_assert_true (shows (fixture->processes, "lock"));
  g_assert_false (shows (fixture->processes, "write"));
  g_assert_false (shows (fixture->threads, "lock"));
}

/* Every control reaches its setting, and no other. */
static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinGroupSpec) wanted = bobbin_group_spec_copy (
    bobbin_plan_get_group (fixture->plan, 0));
  BobbinCoreSet cores = { 0 };
  GtkWidget *chooser = bobbin_group_card_get_control (fixture->processes, "cores");

  bobbin_stepper_step (get_stepper (fixture->processes, "count"), 2);
  bobbin_stepper_type (get_stepper (fixture->processes, "threads_each"), "3");
  select_work (fixture->processes, BOBBIN_WORK_MEMORY);
  bobbin_stepper_type (get_stepper (fixture->processes, "heap"), "8 MiB");
  bobbin_stepper_type (get_stepper (fixture->processes, "duty"), "25 %");
  bobbin_stepper_type (get_stepper (fixture->processes, "write"), "40 %");
  bobbin_stepper_type (get_stepper (fixture->processes, "write_period"), "500 ms");
  bobbin_core_set_add (&cores, 2);
  bobbin_core_chooser_set_cores (BOBBIN_CORE_CHOOSER (chooser), &cores);
  g_signal_emit_by_name (chooser, "changed");

  wanted->count += 2;
  wanted->threads_each = 3;
  wanted->work = BOBBIN_WORK_MEMORY;
  wanted->heap_bytes = 8 << 20;
  wanted->duty = 0.25;
  wanted->write_share = 0.4;
  wanted->write_period_ns = 500 * BOBBIN_NS_PER_MS;
  wanted->cores = cores;
  g_assert_true (bobbin_group_spec_equal (bobbin_plan_get_group (fixture->plan, 0), wanted));
}

/* What is set elsewhere is shown here. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (
    bobbin_plan_get_group (fixture->plan, 1));

  spec->count = 17;
  spec->work = BOBBIN_WORK_SLEEP;
  bobbin_plan_set_group (fixture->plan, 1, spec);
  g_assert_cmpint (bobbin_stepper_get_value (get_stepper (fixture->threads, "count")), ==, 17);
  g_assert_true (shows (fixture->threads, "duty"));
  g_assert_true (bobbin_group_spec_equal (bobbin_plan_get_group (fixture->plan, 1), spec));
}

static void
select_lock (BobbinGroupCard *card, BobbinLock lock)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bobbin_group_card_get_control (card, "lock")), lock);
}

static void
test_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (
    bobbin_plan_get_group (fixture->plan, 0));

  spec->work = BOBBIN_WORK_LOCK;
  spec->lock = BOBBIN_LOCK_NONE;
  bobbin_plan_set_group (fixture->plan, 0, spec);
  g_assert_cmpuint (gtk_drop_down_get_selected (
    GTK_DROP_DOWN (bobbin_group_card_get_control (fixture->processes, "lock"))), ==, BOBBIN_LOCK_NONE);
  select_lock (fixture->processes, BOBBIN_LOCK_SPIN);
  spec->lock = BOBBIN_LOCK_SPIN;
  g_assert_true (bobbin_group_spec_equal (bobbin_plan_get_group (fixture->plan, 0), spec));

  /* One that is not asked for any more is kept for later, and in nobody's way. */
  select_work (fixture->processes, BOBBIN_WORK_COMPUTE);
  g_assert_null (bobbin_group_card_get_problem (fixture->processes));
  g_assert_cmpint (bobbin_plan_get_group (fixture->plan, 0)->lock, ==, BOBBIN_LOCK_SPIN);
}

static void
test_pipe_alone (Fixture *fixture, gconstpointer data)
{
  select_work (fixture->threads, BOBBIN_WORK_PIPE);
  g_assert_null (bobbin_group_card_get_problem (fixture->threads));
  bobbin_stepper_type (get_stepper (fixture->threads, "count"), "1");
  g_assert_nonnull (bobbin_group_card_get_problem (fixture->threads));
}

static void
test_problem (Fixture *fixture, gconstpointer data)
{
  g_assert_null (bobbin_group_card_get_problem (fixture->threads));
  bobbin_stepper_type (get_stepper (fixture->threads, "count"), "0");
  g_assert_nonnull (bobbin_group_card_get_problem (fixture->threads));
  g_assert_null (bobbin_group_card_get_problem (fixture->processes));
  bobbin_stepper_type (get_stepper (fixture->threads, "count"), "3");
  g_assert_null (bobbin_group_card_get_problem (fixture->threads));
}

static void
test_crash_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load ("crash", NULL);
  GtkWidget *card;
  GtkWidget *row;
  GtkWidget *button;
  guint n_crashes;

  bobbin_plan_load_scenario (fixture->plan, scenario);
  n_crashes = bobbin_plan_get_n_crashes (fixture->plan);
  card = g_object_ref_sink (bobbin_group_card_new (fixture->plan, 0));
  /* The last row but the one for problems. */
  row = gtk_widget_get_prev_sibling (
    gtk_widget_get_last_child (gtk_widget_get_first_child (card)));
  button = gtk_widget_get_last_child (gtk_widget_get_last_child (row));
  g_assert_true (GTK_IS_BUTTON (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (bobbin_plan_get_n_crashes (fixture->plan), ==, n_crashes - 1);
  g_assert_finalize_object (card);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkWidget *work = bobbin_group_card_get_control (fixture->processes, "work");

  gtk_test_accessible_assert_role (fixture->processes, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (fixture->processes, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Processes");
  gtk_test_accessible_assert_property (fixture->threads, GTK_ACCESSIBLE_PROPERTY_LABEL, "Threads");
  gtk_test_accessible_assert_property (work, GTK_ACCESSIBLE_PROPERTY_LABEL, "Work");
  gtk_test_accessible_assert_property (bobbin_group_card_get_control (fixture->processes, "lock"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Lock");
  gtk_test_accessible_assert_property (get_stepper (fixture->processes, "heap"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Heap");
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
  add ("/group-card/rows", test_rows);
  add ("/group-card/edits", test_edits);
  add ("/group-card/follows", test_follows);
  add ("/group-card/lock", test_lock);
  add ("/group-card/pipe-alone", test_pipe_alone);
  add ("/group-card/problem", test_problem);
  add ("/group-card/crash-row", test_crash_row);
  add ("/group-card/accessible", test_accessible);
  return g_test_run ();
}
