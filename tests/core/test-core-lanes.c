/* test-core-lanes.c - which worker had each core, whatever the order it is told in */
#include <glib.h>

#include "bobbin-core-lanes.h"

#define MS BOBBIN_NS_PER_MS
#define US BOBBIN_NS_PER_US

typedef struct {
  BobbinHistory   *history;
  BobbinCoreLanes *lanes;
} Fixture;

static void
set_up (Fixture *f)
{
  f->history = bobbin_history_new (2, 1 << 20);
  f->lanes = bobbin_core_lanes_new (f->history);
}

static void
tear_down (Fixture *f)
{
  bobbin_core_lanes_free (f->lanes);
  bobbin_history_free (f->history);
}

static void
add (Fixture *f, guint core, guint worker, gint64 begin_ns, gint64 end_ns)
{
  bobbin_core_lanes_add (f->lanes, core, worker, (BobbinTimeSpan) { begin_ns, end_ns });
}

/* Times are kept in units of 16 ns. */
static void
assert_slice (Fixture *f, guint core, guint64 i, gint64 begin_ns, gint64 end_ns, guint other)
{
  g_assert_cmpuint (i, <, bobbin_history_get_length (f->history, core));
  BobbinInterval slice = bobbin_history_get (f->history, core, i);

  g_assert_cmpint (ABS (slice.span.begin_ns - begin_ns), <=, 16);
  g_assert_cmpint (ABS (slice.span.end_ns - end_ns), <=, 16);
  g_assert_cmpuint (slice.other, ==, other);
  g_assert_cmpint (slice.state, ==, other == BOBBIN_NO_CORE ? BOBBIN_STATE_BLOCKED : BOBBIN_STATE_RUNNING);
}

static void
test_any_order (void)
{
  Fixture f;

  set_up (&f);
  add (&f, 0, 3, 6 * MS, 9 * MS);
  add (&f, 0, 3, 0, 3 * MS);
  add (&f, 1, 3, 9 * MS, 12 * MS);
  add (&f, 0, 1, 9 * MS, 12 * MS);
  add (&f, 0, 1, 3 * MS, 6 * MS);
  bobbin_core_lanes_advance (f.lanes, 7 * MS);
  g_assert_cmpuint (bobbin_history_get_length (f.history, 0), ==, 3);
  g_assert_cmpuint (bobbin_history_get_length (f.history, 1), ==, 1);
  add (&f, 0, 2, 12 * MS, 15 * MS);
  bobbin_core_lanes_advance (f.lanes, 15 * MS);

  g_assert_cmpuint (bobbin_history_get_length (f.history, 0), ==, 5);
  assert_slice (&f, 0, 0, 0, 3 * MS, 3);
  assert_slice (&f, 0, 1, 3 * MS, 6 * MS, 1);
  assert_slice (&f, 0, 2, 6 * MS, 9 * MS, 3);
  assert_slice (&f, 0, 3, 9 * MS, 12 * MS, 1);
  assert_slice (&f, 0, 4, 12 * MS, 15 * MS, 2);
  assert_slice (&f, 1, 0, 0, 9 * MS, BOBBIN_NO_CORE);
  assert_slice (&f, 1, 1, 9 * MS, 12 * MS, 3);
  assert_slice (&f, 1, 2, 12 * MS, 15 * MS, BOBBIN_NO_CORE);
  g_assert_cmpint (bobbin_core_lanes_get_overlap_ns (f.lanes), ==, 0);
  tear_down (&f);
}

/* A worker's time comes in parts; a core that it keeps is one slice. */
static void
test_parts_become_one (void)
{
  Fixture f;

  set_up (&f);
  for (gint64 t = 0; t < 100 * MS; t += 20 * MS)
    {
      add (&f, 0, 1, t, t + 20 * MS);
      bobbin_core_lanes_advance (f.lanes, t + 15 * MS);
    }
  g_assert_cmpuint (bobbin_history_get_length (f.history, 0), ==, 1);
  assert_slice (&f, 0, 0, 0, 100 * MS, 1);
  tear_down (&f);
}

/* The kernel's switching goes to the one that comes on; longer pauses are nobody's. */
static void
test_pauses (void)
{
  Fixture f;

  set_up (&f);
  add (&f, 0, 1, 10 * US, 3 * MS);
  add (&f, 0, 2, 3 * MS + 40 * US, 6 * MS);
  add (&f, 0, 2, 6 * MS + 30 * US, 9 * MS);
  add (&f, 0, 1, 9 * MS + 60 * US, 12 * MS);
  bobbin_core_lanes_finish (f.lanes, 20 * MS);

  g_assert_cmpuint (bobbin_history_get_length (f.history, 0), ==, 5);
  assert_slice (&f, 0, 0, 0, 3 * MS, 1);
  assert_slice (&f, 0, 1, 3 * MS, 9 * MS, 2);
  assert_slice (&f, 0, 2, 9 * MS, 9 * MS + 60 * US, BOBBIN_NO_CORE);
  assert_slice (&f, 0, 3, 9 * MS + 60 * US, 12 * MS, 1);
  assert_slice (&f, 0, 4, 12 * MS, 20 * MS, BOBBIN_NO_CORE);
  g_assert_cmpuint (bobbin_history_get_length (f.history, 1), ==, 1);
  assert_slice (&f, 1, 0, 0, 20 * MS, BOBBIN_NO_CORE);
  tear_down (&f);
}

/* Two that both say to have had it: the first keeps it, and it is measured. */
static void
test_overlap (void)
{
  Fixture f;

  set_up (&f);
  add (&f, 0, 1, 0, 3 * MS);
  add (&f, 0, 2, 3 * MS - 7 * US, 6 * MS);
  add (&f, 0, 3, 4 * MS, 4 * MS + 3 * US); /* within another's time */
  add (&f, 0, 3, 6 * MS, 7 * MS);
  add (&f, 1, 1, 3 * MS, 5 * MS); /* on another core it is none */
  bobbin_core_lanes_finish (f.lanes, 7 * MS);

  g_assert_cmpint (bobbin_core_lanes_get_overlap_ns (f.lanes), ==, 7 * US);
  g_assert_cmpuint (bobbin_history_get_length (f.history, 0), ==, 3);
  assert_slice (&f, 0, 0, 0, 3 * MS, 1);
  assert_slice (&f, 0, 1, 3 * MS, 6 * MS, 2);
  assert_slice (&f, 0, 2, 6 * MS, 7 * MS, 3);
  tear_down (&f);
}

/* One whose record stood still is not waited for; what it tells later fills
 * what was not yet told, and no more. */
static void
test_too_late (void)
{
  Fixture f;

  set_up (&f);
  add (&f, 0, 1, 0, 3 * MS);
  bobbin_core_lanes_advance (f.lanes, 10 * MS);
  add (&f, 0, 2, 5 * MS, 14 * MS);
  bobbin_core_lanes_finish (f.lanes, 14 * MS);

  g_assert_cmpuint (bobbin_history_get_length (f.history, 0), ==, 3);
  assert_slice (&f, 0, 1, 3 * MS, 10 * MS, BOBBIN_NO_CORE);
  assert_slice (&f, 0, 2, 10 * MS, 14 * MS, 2);
  tear_down (&f);
}

static void
test_nonsense (void)
{
  Fixture f;

  set_up (&f);
  add (&f, 7, 1, 0, 3 * MS); /* no such core */
  add (&f, 0, 1, 3 * MS, 3 * MS);
  add (&f, 0, 1, -5 * MS, -MS);
  add (&f, 0, 2, -5 * MS, MS);
  bobbin_core_lanes_finish (f.lanes, 0);
  g_assert_cmpuint (bobbin_history_get_length (f.history, 0), ==, 1);
  assert_slice (&f, 0, 0, 0, MS, 2);
  g_assert_cmpuint (bobbin_history_get_length (f.history, 1), ==, 0);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core-lanes/any-order", test_any_order);
  g_test_add_func ("/core-lanes/parts-become-one", test_parts_become_one);
  g_test_add_func ("/core-lanes/pauses", test_pauses);
  g_test_add_func ("/core-lanes/overlap", test_overlap);
  g_test_add_func ("/core-lanes/too-late", test_too_late);
  g_test_add_func ("/core-lanes/nonsense", test_nonsense);
  return g_test_run ();
}
