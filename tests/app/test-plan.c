#include "config.h"

#include "app-test.h"
#include "bobbin-error.h"
#include "bobbin-plan.h"

static guint n_changed;
static guint n_structure_changed;

static void
count_cb (BobbinPlan *plan, guint *counter)
{
  (*counter)++;
}

static BobbinPlan *
make_plan (void)
{
  g_autoptr (BobbinMachine) machine = app_test_make_machine (4);
  BobbinPlan *plan = bobbin_plan_new (machine);

  n_changed = 0;
  n_structure_changed = 0;
  g_signal_connect (plan, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect (plan, "structure-changed", G_CALLBACK (count_cb), &n_structure_changed);
  return plan;
}

static void
set_count (BobbinPlan *plan, guint group, guint count)
{
  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (bobbin_plan_get_group (plan, group));

  spec->count = count;
  bobbin_plan_set_group (plan, group, spec);
}

static void
load (BobbinPlan *plan, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinScenario) scenario = bobbin_scenario_load (id, &error);

  g_assert_no_error (error);
  bobbin_plan_load_scenario (plan, scenario);
}

static void
test_default (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();

  g_assert_cmpuint (bobbin_plan_get_n_groups (plan), ==, 2);
  g_assert_cmpuint (bobbin_plan_get_n_workers (plan), ==, 8);
  g_assert_null (bobbin_plan_get_scenario_id (plan));
  g_assert_false (bobbin_plan_is_edited (plan));
  g_assert_null (bobbin_plan_find_problem (plan));
}

static void
test_set (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();

  set_count (plan, 0, 4);
  g_assert_cmpuint (n_changed, ==, 0);
  set_count (plan, 0, 7);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (n_structure_changed, ==, 0);
  g_assert_cmpuint (bobbin_plan_get_n_workers (plan), ==, 11);
  g_assert_true (bobbin_plan_is_edited (plan));
}

static void
test_names (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();

  g_assert_true (bobbin_plan_add_group (plan, BOBBIN_KIND_THREADS));
  g_assert_true (bobbin_plan_duplicate_group (plan, 0));
  g_assert_cmpstr (bobbin_plan_get_group (plan, 1)->name, ==, "processes-2");
  g_assert_cmpstr (bobbin_plan_get_group (plan, 3)->name, ==, "threads-2");
  g_assert_cmpuint (n_structure_changed, ==, 2);
  bobbin_plan_remove_group (plan, 0);
  g_assert_true (bobbin_plan_add_group (plan, BOBBIN_KIND_PROCESSES));
  g_assert_cmpstr (bobbin_plan_get_group (plan, 3)->name, ==, "processes");
  g_assert_null (bobbin_plan_find_problem (plan));

  while (bobbin_plan_get_n_groups (plan) < BOBBIN_MAX_GROUPS)
    g_assert_true (bobbin_plan_add_group (plan, BOBBIN_KIND_THREADS));
  g_assert_false (bobbin_plan_add_group (plan, BOBBIN_KIND_THREADS));
  g_assert_false (bobbin_plan_duplicate_group (plan, 0));
}

static void
test_scenario (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();

  load (plan, "crash");
  g_assert_cmpstr (bobbin_plan_get_scenario_id (plan), ==, "crash");
  g_assert_nonnull (bobbin_plan_get_title (plan));
  g_assert_cmpuint (bobbin_plan_get_n_crashes (plan), ==, 2);
  set_count (plan, 0, 5);
  g_assert_null (bobbin_plan_get_scenario_id (plan));
  g_assert_null (bobbin_plan_get_title (plan));
  g_assert_cmpuint (bobbin_plan_get_n_crashes (plan), ==, 2);
}

/* Orders follow their groups, and go with workers that go. */
/* A scenario's writes stay with their workers for as long as there are any. */
static void
test_writes (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (BobbinPlan) plan = bobbin_plan_new (machine);
  g_autoptr (GError) error = NULL;

  load (plan, "cow");
  g_autoptr (BobbinRequest) request = bobbin_plan_make_request (plan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_writes (request), ==, 8);
  g_assert_true (bobbin_plan_matches_request (plan, request));

  g_assert_true (bobbin_plan_duplicate_group (plan, 0));
  g_autoptr (BobbinRequest) longer = bobbin_plan_make_request (plan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_writes (longer), ==, 8);
  g_assert_cmpuint (bobbin_request_get_write (longer, 7)->group, ==, 2);
  g_assert_false (bobbin_plan_matches_request (plan, request));

  bobbin_plan_remove_group (plan, 0);
  g_autoptr (BobbinRequest) shorter = bobbin_plan_make_request (plan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_writes (shorter), ==, 4);
  g_assert_cmpuint (bobbin_request_get_write (shorter, 3)->group, ==, 1);

  g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_copy (bobbin_plan_get_group (plan, 1));
  spec->count = 2;
  bobbin_plan_set_group (plan, 1, spec);
  g_autoptr (BobbinRequest) fewer = bobbin_plan_make_request (plan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_writes (fewer), ==, 2);
  spec->heap_bytes = 0;
  bobbin_plan_set_group (plan, 1, spec);
  g_autoptr (BobbinRequest) none = bobbin_plan_make_request (plan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_writes (none), ==, 0);
}

static void
test_crashes (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();

  load (plan, "crash");
  g_assert_cmpuint (bobbin_plan_get_crash (plan, 1)->group, ==, 1);
  bobbin_plan_duplicate_group (plan, 0);
  g_assert_cmpuint (bobbin_plan_get_crash (plan, 0)->group, ==, 0);
  g_assert_cmpuint (bobbin_plan_get_crash (plan, 1)->group, ==, 2);
  bobbin_plan_remove_group (plan, 1);
  g_assert_cmpuint (bobbin_plan_get_crash (plan, 1)->group, ==, 1);

  n_structure_changed = 0;
  set_count (plan, 0, 2);
  g_assert_cmpuint (bobbin_plan_get_n_crashes (plan), ==, 1);
  g_assert_cmpuint (n_structure_changed, ==, 1);
  g_assert_null (bobbin_plan_find_problem (plan));
  bobbin_plan_remove_crash (plan, 0);
  g_assert_cmpuint (bobbin_plan_get_n_crashes (plan), ==, 0);
}

static void
test_undo (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();
  g_autoptr (BobbinPlan) before = NULL;

  set_count (plan, 1, 9);
  before = bobbin_plan_copy (plan);
  load (plan, "memory");
  g_assert_cmpuint (bobbin_plan_get_group (plan, 1)->count, !=, 9);
  bobbin_plan_assign (plan, before);
  g_assert_cmpuint (bobbin_plan_get_group (plan, 1)->count, ==, 9);
  g_assert_null (bobbin_plan_get_scenario_id (plan));
  g_assert_true (bobbin_plan_is_edited (plan));
}

static void
test_problems (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  set_count (plan, 1, 100000);
  problem = bobbin_plan_find_group_problem (plan, 1);
  g_assert_nonnull (problem);
  g_assert_null (bobbin_plan_find_group_problem (plan, 0));
  g_assert_null (bobbin_plan_make_request (plan, &error));
  g_assert_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE);
}

static void
test_matches (void)
{
  g_autoptr (BobbinPlan) plan = make_plan ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinRequest) request = NULL;

  load (plan, "crash");
  request = bobbin_plan_make_request (plan, &error);
  g_assert_no_error (error);
  g_assert_true (bobbin_plan_matches_request (plan, request));
  bobbin_plan_remove_crash (plan, 0);
  g_assert_false (bobbin_plan_matches_request (plan, request));
  load (plan, "crash");
  g_assert_true (bobbin_plan_matches_request (plan, request));
  set_count (plan, 0, 3);
  g_assert_false (bobbin_plan_matches_request (plan, request));
}

int
main (int argc, char *argv[])
{
  bobbin_base_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/default", test_default);
  g_test_add_func ("/plan/set", test_set);
  g_test_add_func ("/plan/names", test_names);
  g_test_add_func ("/plan/scenario", test_scenario);
  g_test_add_func ("/plan/crashes", test_crashes);
  g_test_add_func ("/plan/writes", test_writes);
  g_test_add_func ("/plan/undo", test_undo);
  g_test_add_func ("/plan/problems", test_problems);
  g_test_add_func ("/plan/matches", test_matches);
  return g_test_run ();
}
