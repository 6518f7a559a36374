/* test-summary.c - the seven rows, from nothing and from a made-up run */
#include <glib.h>
#include <string.h>

#include "bobbin-summary.h"
#include "bobbin-time-span.h"
#include "core-fixtures.h"

static BobbinSummaryRow *
find (GListStore *summary, const char *id)
{
  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    if (strcmp (bobbin_summary_row_get_id (bobbin_summary_get (summary, i)), id) == 0)
      return bobbin_summary_get (summary, i);
  g_assert_not_reached ();
}

static void
assert_row (BobbinSummaryRow *row, const char *processes, const char *threads, const char *ratio)
{
  gboolean measured = *processes != '\0' || *threads != '\0';

  g_assert_cmpstr (bobbin_summary_row_get_process_text (row), ==, processes);
  g_assert_cmpstr (bobbin_summary_row_get_thread_text (row), ==, threads);
  g_assert_cmpstr (bobbin_summary_row_get_ratio_text (row), ==, ratio);
  g_assert_true (bobbin_summary_row_is_measured (row) == measured);
  g_assert_cmpstr (bobbin_summary_row_get_verdict_text (row), ==, measured ? "From this run" : "Not yet measured");
  g_assert_true ((*bobbin_summary_row_get_basis (row) != '\0') == measured);
}

static void
test_rows (void)
{
  static const char *const ids[] = { "memory", "resources", "creation", "isolation", "communication", "concurrency", "failure" };
  static const char *const titles[] = {
    "Memory", "Resource allocation", "Creation overhead", "Isolation", "Communication",
    "Concurrency and parallelism", "Failure impact",
  };
  g_autoptr (GListStore) summary = bobbin_summary_new ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (summary)), ==, BOBBIN_N_SUMMARY_ROWS);
  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    {
      BobbinSummaryRow *row = bobbin_summary_get (summary, i);

      g_assert_cmpstr (bobbin_summary_row_get_id (row), ==, ids[i]);
      g_assert_cmpstr (bobbin_summary_row_get_title (row), ==, titles[i]);
      g_assert_true (g_str_has_suffix (bobbin_summary_row_get_claim (row), "."));
      assert_row (row, "", "", "");
    }
}

static void
set_memory (BobbinRun *run, guint process_number, guint64 uss_kib)
{
  BobbinRunProcess *process = bobbin_run_get_process (run, process_number);

  process->pid = 100 + (int) process_number;
  process->memory = (BobbinMemory) { .valid = TRUE, .uss_bytes = uss_kib * 1024 };
}

static void
set_cpu (BobbinRun *run, guint group_number, gint64 cpu_ns)
{
  const BobbinRunGroup *group = bobbin_run_get_group (run, group_number);

  for (guint i = 0; i < group->n_workers; i++)
    bobbin_run_get_worker (run, group->first_worker + i)->cpu_ns = cpu_ns;
}

static void
test_measured (void)
{
  g_autoptr (BobbinRun) run = make_run (make_groups ("kind=processes", "kind=threads,cores=0", NULL));
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinSummaryRow *memory = find (summary, "memory");
  BobbinSummaryRow *concurrency = find (summary, "concurrency");

  /* Nothing is known yet. */
  bobbin_summary_update (summary, run);
  assert_row (memory, "", "", "");
  assert_row (concurrency, "", "", "");

  for (guint i = 0; i < 4; i++)
    set_memory (run, i, 812);
  bobbin_summary_update (summary, run);
  assert_row (memory, "own 812 KiB each", "", "");

  /* 1 MiB of it is the heap, which no thread has for itself. */
  set_memory (run, 4, 1024 + 80);
  run->now_ns = 2 * BOBBIN_NS_PER_S;
  set_cpu (run, 0, BOBBIN_NS_PER_S);
  set_cpu (run, 1, BOBBIN_NS_PER_S / 4);
  bobbin_summary_update (summary, run);
  assert_row (memory, "own 812 KiB each", "own 20.0 KiB each", "40.6 ×");
  assert_row (concurrency, "2.00 of 4 cores busy", "0.50 of 1 core busy", "4.00 ×");
  g_assert_nonnull (strstr (bobbin_summary_row_get_basis (memory), "processes ÷ threads"));
  g_assert_nonnull (strstr (bobbin_summary_row_get_basis (concurrency), "processes ÷ threads"));

  for (guint i = 0; i < BOBBIN_N_SUMMARY_ROWS; i++)
    if (bobbin_summary_get (summary, i) != memory && bobbin_summary_get (summary, i) != concurrency)
      assert_row (bobbin_summary_get (summary, i), "", "", "");

  bobbin_summary_update (summary, NULL);
  assert_row (memory, "", "", "");
  assert_row (concurrency, "", "", "");
}

/* The first few sweeps say more of chance than of the groups. */
static void
test_too_early (void)
{
  g_autoptr (BobbinRun) run = make_run (bobbin_default_groups ());
  g_autoptr (GListStore) summary = bobbin_summary_new ();

  set_cpu (run, 0, BOBBIN_NS_PER_MS);
  run->now_ns = 10 * BOBBIN_NS_PER_MS;
  bobbin_summary_update (summary, run);
  assert_row (find (summary, "concurrency"), "", "", "");
}

/* Groups that did nothing have no ratio, and a division by zero has no text. */
static void
test_zero (void)
{
  g_autoptr (BobbinRun) run = make_run (bobbin_default_groups ());
  g_autoptr (GListStore) summary = bobbin_summary_new ();

  for (guint i = 0; i < 5; i++)
    set_memory (run, i, 0);
  run->now_ns = BOBBIN_NS_PER_S;
  bobbin_summary_update (summary, run);
  assert_row (find (summary, "memory"), "own 0 B each", "own 0 B each", "");
  assert_row (find (summary, "concurrency"), "0.00 of 4 cores busy", "0.00 of 4 cores busy", "");
}

static void
test_which_groups (void)
{
  g_autoptr (BobbinRun) mixed = make_run (make_groups ("name=m,kind=processes,count=2,threads_each=2", "kind=threads", NULL));
  g_autoptr (BobbinRun) both = make_run (make_groups ("name=m,kind=processes,count=2,threads_each=2",
                                                      "name=p,kind=processes,count=2", NULL));
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinSummaryRow *memory = find (summary, "memory");

  /* For want of plain processes the mixed ones stand in. */
  set_memory (mixed, 0, 300);
  set_memory (mixed, 1, 100);
  bobbin_summary_update (summary, mixed);
  assert_row (memory, "own 200 KiB each", "", "");

  for (guint i = 0; i < 2; i++)
    {
      set_memory (both, i, 300);
      set_memory (both, 2 + i, 50);
    }
  bobbin_summary_update (summary, both);
  assert_row (memory, "own 50.0 KiB each", "", "");
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
test_notifications (void)
{
  g_autoptr (BobbinRun) run = make_run (bobbin_default_groups ());
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  BobbinSummaryRow *memory = find (summary, "memory");
  guint n_all = 0, n_ratio = 0, n_others = 0;

  g_signal_connect (memory, "notify", G_CALLBACK (count_cb), &n_all);
  g_signal_connect (memory, "notify::ratio-text", G_CALLBACK (count_cb), &n_ratio);
  g_signal_connect (find (summary, "isolation"), "notify", G_CALLBACK (count_cb), &n_others);

  for (guint i = 0; i < 5; i++)
    set_memory (run, i, 2048);
  bobbin_summary_update (summary, run);
  g_assert_cmpuint (n_all, ==, 6); /* two values, ratio, verdict, basis, measured */
  g_assert_cmpuint (n_ratio, ==, 1);

  bobbin_summary_update (summary, run);
  g_assert_cmpuint (n_all, ==, 6);

  set_memory (run, 4, 3072);
  bobbin_summary_update (summary, run);
  g_assert_cmpuint (n_all, ==, 8); /* the threads' value and the ratio */
  g_assert_cmpuint (n_ratio, ==, 2);
  g_assert_cmpuint (n_others, ==, 0);
}

static void
test_properties (void)
{
  g_autoptr (GListStore) summary = bobbin_summary_new ();
  g_autofree char *title = NULL;
  g_autofree char *verdict = NULL;
  gboolean measured = TRUE;

  g_object_get (bobbin_summary_get (summary, 6), "title", &title, "verdict-text", &verdict, "measured", &measured, NULL);
  g_assert_cmpstr (title, ==, "Failure impact");
  g_assert_cmpstr (verdict, ==, "Not yet measured");
  g_assert_false (measured);
}

static void
test_finalized (void)
{
  GListStore *summary = bobbin_summary_new ();
  BobbinSummaryRow *row = bobbin_summary_get (summary, 0);

  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  g_assert_finalize_object (summary);
  g_assert_null (row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summary/rows", test_rows);
  g_test_add_func ("/summary/measured", test_measured);
  g_test_add_func ("/summary/too-early", test_too_early);
  g_test_add_func ("/summary/zero", test_zero);
  g_test_add_func ("/summary/which-groups", test_which_groups);
  g_test_add_func ("/summary/notifications", test_notifications);
  g_test_add_func ("/summary/properties", test_properties);
  g_test_add_func ("/summary/finalized", test_finalized);
  return g_test_run ();
}
