/* Whose memory it is, in runs: what the page tables say against what was written */
#include "bobbin-error.h"
#include "bobbin-gtop.h"
#include "bobbin-pages-probe.h"
#include "bobbin-regions.h"
#include "session-fixture.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define DEADLINE_S 20
#define HEAP_PAGES 4096u /* 16 MiB, of 4 KiB pages */

static gboolean
set_up (SessionFixture *f, const char *group)
{
  g_autofree char *because = NULL;

  if (bobbin_pages_probe (&because) != BOBBIN_PAGES_EXACT)
    {
      g_test_skip (because);
      return FALSE;
    }
  session_set_up (f, (const char *[]) { group, NULL }, 0);
  g_assert_true (bobbin_session_start (f->session, NULL));
  g_assert_true (session_wait_for (f, BOBBIN_SESSION_RUNNING, DEADLINE_S));
  return TRUE;
}

static void
tear_down (SessionFixture *f)
{
  bobbin_session_stop (f->session);
  g_assert_true (session_wait_for (f, BOBBIN_SESSION_OVER, DEADLINE_S));
  session_tear_down (f);
}

static const BobbinRunProcess *
get_process (SessionFixture *f, guint i)
{
  return bobbin_run_get_process (bobbin_session_get_run (f->session), i);
}

/* Until every process that lives, and the parent, has been looked at anew. */
static void
wait_for_maps (SessionFixture *f)
{
  const BobbinRun *run = bobbin_session_get_run (f->session);
  guint64 goal = run->own_cost.page_rounds + 2;
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (run->own_cost.page_rounds < goal && g_get_monotonic_time () < deadline_us)
    session_run_for_ms (20);
  g_assert_cmpuint (run->own_cost.page_rounds, >=, goal);
}

/* An order takes effect when the worker comes to it. */
static void
wait_for_own (SessionFixture *f, guint process, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (get_process (f, process)->pages.counts[BOBBIN_PAGE_OWN] < n && g_get_monotonic_time () < deadline_us)
    session_run_for_ms (20);
  wait_for_maps (f);
  g_assert_cmpuint (get_process (f, process)->pages.counts[BOBBIN_PAGE_OWN], ==, n);
}

/* A process has for itself what its worker wrote, these pages and no others. */
static void
assert_own_is_written (SessionFixture *f, guint process)
{
  const BobbinPageMap *map = &get_process (f, process)->pages;
  guint worker = get_process (f, process)->first_worker;

  g_assert_true (map->valid);
  for (guint i = 0; i < HEAP_PAGES; i++)
    {
      g_assert_cmpuint (map->writers[i], ==, map->states[i] == BOBBIN_PAGE_OWN ? worker + 1 : BOBBIN_NO_WRITER);
      g_assert_true (map->states[i] == BOBBIN_PAGE_OWN || map->states[i] == BOBBIN_PAGE_SHARED);
    }
}

/* Within 2 %, or where that is less, four pages: a worker that sleeps may still
 * have come to a new page of its stack meanwhile. */
static void
assert_near (guint64 bytes, double known_bytes)
{
  g_assert_cmpfloat (ABS ((double) bytes - known_bytes), <=, MAX (known_bytes * 0.02, 4.0 * 4096.0));
}

/* Against the kernel's own sums of the whole process, taken at another time. */
static void
assert_memory_agrees (SessionFixture *f, guint process)
{
  g_autofree char *text = bobbin_read_smaps (get_process (f, process)->pid);
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text);
  const BobbinMemory *memory = &get_process (f, process)->memory;
  double rss = 0, pss = 0, own = 0;

  for (guint i = 0; i < mappings->len; i++)
    {
      const BobbinMapping *mapping = &g_array_index (mappings, BobbinMapping, i);

      rss += (double) mapping->resident_bytes;
      pss += (double) mapping->pss_bytes;
      own += (double) mapping->own_bytes;
    }
  g_assert_true (memory->valid);
  assert_near (memory->rss_bytes, rss);
  assert_near (memory->pss_bytes, pss);
  assert_near (memory->uss_bytes, own);
}

static void
test_splits (void)
{
  static const double shares[] = { 0.0, 0.1, 0.25, 0.5 };
  SessionFixture f;

  if (!set_up (&f, "kind=processes,count=4,work=sleep,heap=16MiB"))
    return;
  const BobbinRun *run = bobbin_session_get_run (f.session);
  const BobbinPageMap *parent = &bobbin_run_get_group (run, 0)->parent_pages;
  wait_for_maps (&f);
  g_assert_cmpint (run->pages_source, ==, BOBBIN_PAGES_EXACT);
  g_assert_true (parent->valid);
  g_assert_cmpuint (parent->counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES);
  for (guint i = 0; i < 4; i++)
    {
      const BobbinPageMap *map = &get_process (&f, i)->pages;

      g_assert_true (map->valid);
      g_assert_cmpuint (map->address, ==, bobbin_run_get_group (run, 0)->arena.address);
      g_assert_cmpuint (map->counts[BOBBIN_PAGE_OWN] + map->counts[BOBBIN_PAGE_LEFT], ==, 0);
      g_assert_cmpuint (map->counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES);
    }

  for (guint i = 0; i < 4; i++)
    {
      guint n = (guint) (shares[i] * HEAP_PAGES + 0.5);

      if (n > 0)
        bobbin_session_write (f.session, i, shares[i]);
      wait_for_own (&f, i, n);
      for (guint k = 0; k < 4; k++)
        assert_own_is_written (&f, k);
      for (guint k = i + 1; k < 4; k++)
        g_assert_cmpuint (get_process (&f, k)->pages.counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES);
    }
  session_run_for_ms (1100); /* until smaps_rollup has been read of all */
  for (guint i = 0; i < 4; i++)
    assert_memory_agrees (&f, i);
  tear_down (&f);
}

/* When all children have split away, the parent has what is left over. */
static void
test_left_over (void)
{
  SessionFixture f;

  if (!set_up (&f, "kind=processes,count=2,work=sleep,heap=16MiB"))
    return;
  const BobbinPageMap *parent = &bobbin_run_get_group (bobbin_session_get_run (f.session), 0)->parent_pages;
  bobbin_session_write (f.session, 0, 1.0);
  wait_for_own (&f, 0, HEAP_PAGES);
  g_assert_cmpuint (parent->counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES);
  bobbin_session_write (f.session, 1, 1.0);
  wait_for_own (&f, 1, HEAP_PAGES);
  g_assert_cmpuint (parent->counts[BOBBIN_PAGE_LEFT], ==, HEAP_PAGES);
  g_assert_cmpuint (parent->counts[BOBBIN_PAGE_OWN], ==, 0);
  tear_down (&f);
}

/* One crashes: its map is no longer of now, and stays as it was; so do all at the end. */
static void
test_ends (void)
{
  SessionFixture f;

  if (!set_up (&f, "kind=processes,count=2,work=sleep,heap=16MiB"))
    return;
  const BobbinRegions *regions = &bobbin_session_get_run (f.session)->regions;
  bobbin_session_watch_regions (f.session, 1);
  bobbin_session_write (f.session, 1, 0.25);
  wait_for_own (&f, 1, HEAP_PAGES / 4);
  while (!regions->valid)
    session_run_for_ms (20);
  bobbin_session_crash (f.session, 1);
  session_wait_for_ends (&f, 1);
  g_assert_false (get_process (&f, 1)->pages.valid);
  wait_for_maps (&f);
  g_assert_false (regions->valid);
  g_assert_cmpuint (regions->process, ==, 1);
  g_assert_cmpuint (regions->bands->len, >, 0);
  g_assert_false (get_process (&f, 1)->pages.valid);
  g_assert_cmpuint (get_process (&f, 1)->pages.counts[BOBBIN_PAGE_OWN], ==, HEAP_PAGES / 4);
  g_assert_true (get_process (&f, 0)->pages.valid);

  bobbin_session_stop (f.session);
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_OVER, DEADLINE_S));
  g_assert_false (get_process (&f, 0)->pages.valid);
  g_assert_cmpuint (get_process (&f, 0)->pages.counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES);
  g_assert_false (bobbin_run_get_group (bobbin_session_get_run (f.session), 0)->parent_pages.valid);
  session_tear_down (&f);
}

static void
wait_for_kinship (SessionFixture *f, guint n_tasks)
{
  const BobbinKinship *kinship = &bobbin_session_get_run (f->session)->kinship;
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (kinship->n_tasks != n_tasks && g_get_monotonic_time () < deadline_us)
    session_run_for_ms (20);
  g_assert_cmpuint (kinship->n_tasks, ==, n_tasks);
  g_assert_cmpuint (kinship->tasks[n_tasks - 1], ==, BOBBIN_KIN_PARENT);
  g_assert_true (kinship->valid || kinship->because != NULL);
}

static const BobbinRegion *
find_stack (const BobbinRegions *regions, guint worker)
{
  for (guint i = 0; i < regions->bands->len; i++)
    {
      const BobbinRegion *band = &g_array_index (regions->bands, BobbinRegion, i);

      if (band->kind == BOBBIN_REGION_STACK && band->worker == worker)
        return band;
    }
  return NULL;
}

/* Threads: one arena for all, that is nobody's copy; a stack for each. */
static void
test_threads (void)
{
  SessionFixture f;

  if (!set_up (&f, "kind=threads,count=3,work=memory,heap=4MiB,write=50%/100ms"))
    return;
  const BobbinRun *run = bobbin_session_get_run (f.session);
  bobbin_session_watch_regions (f.session, 0);
  wait_for_maps (&f);

  const BobbinPageMap *map = &get_process (&f, 0)->pages;
  g_assert_cmpuint (map->counts[BOBBIN_PAGE_OWN], ==, 1024);
  g_assert_cmpuint (map->counts[BOBBIN_PAGE_LEFT] + map->counts[BOBBIN_PAGE_SHARED], ==, 0);
  g_assert_cmpuint (bobbin_run_get_group (run, 0)->parent_pages.n_pages, ==, 0);

  wait_for_kinship (&f, 4);
  if (run->kinship.valid)
    for (BobbinKin kin = 0; kin <= BOBBIN_KIN_SIGHAND; kin++)
      {
        g_assert_cmpint (bobbin_kinship_get (&run->kinship, kin, 0, 2), ==, BOBBIN_KINSHIP_SAME);
        g_assert_cmpint (bobbin_kinship_get (&run->kinship, kin, 1, 3), ==, BOBBIN_KINSHIP_APART);
      }

  while (!run->regions.valid)
    session_run_for_ms (20);
  for (guint worker = 0; worker < 3; worker++)
    {
      const BobbinRegion *stack = find_stack (&run->regions, worker);
      g_autofree char *label = NULL;

      g_assert_nonnull (stack);
      label = bobbin_run_region_label (run, stack);
      g_assert_nonnull (strstr (label, "Thread"));
      g_assert_cmpuint (stack->own_bytes, >, 0);
      g_assert_cmpuint (stack->own_bytes, <, stack->size_bytes);
    }
  bobbin_session_watch_regions (f.session, -1);
  g_assert_null (run->regions.bands);
  tear_down (&f);
}

/* A process that is forked while the run goes on is looked at like the others. */
static void
test_forked_late (void)
{
  SessionFixture f;

  if (!set_up (&f, "kind=processes,count=2,work=sleep,heap=16MiB"))
    return;
  const BobbinRun *run = bobbin_session_get_run (f.session);
  wait_for_kinship (&f, 3);
  bobbin_session_write (f.session, 0, 0.5);
  wait_for_own (&f, 0, HEAP_PAGES / 2);
  g_assert_true (bobbin_session_fork (f.session, 0, NULL));
  wait_for_kinship (&f, 4);
  wait_for_maps (&f);
  g_assert_cmpuint (run->processes->len, ==, 3);
  g_assert_true (get_process (&f, 2)->pages.valid);
  g_assert_cmpuint (get_process (&f, 2)->pages.counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES);
  if (run->kinship.valid)
    g_assert_cmpint (bobbin_kinship_get (&run->kinship, BOBBIN_KIN_VM, 1, 2), ==, BOBBIN_KINSHIP_APART);
  bobbin_session_write (f.session, bobbin_run_group_worker (run, 0, 2), 0.25);
  wait_for_own (&f, 2, HEAP_PAGES / 4);
  assert_own_is_written (&f, 2);
  tear_down (&f);
}

/* As a sandbox does it. */
static void
refuse_kcmp (void)
{
  struct sock_filter lines[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_kcmp, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { G_N_ELEMENTS (lines), lines };

  g_assert_cmpint (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), ==, 0);
  g_assert_cmpint (prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), ==, 0);
}

/* Where tasks may not be compared, and pages are only told in sums, the run says
 * so, and what is known is right. */
static void
test_refused (void)
{
  SessionFixture f;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  refuse_kcmp ();
  g_setenv ("BOBBIN_PAGES", "sums", TRUE);
  session_set_up (&f, (const char *[]) { "kind=processes,count=2,work=sleep,heap=16MiB", NULL }, 0);
  g_assert_true (bobbin_session_start (f.session, NULL));
  g_assert_true (session_wait_for (&f, BOBBIN_SESSION_RUNNING, DEADLINE_S));

  const BobbinRun *run = bobbin_session_get_run (f.session);
  bobbin_session_write (f.session, 1, 0.5);
  wait_for_own (&f, 1, HEAP_PAGES / 2);
  g_assert_cmpint (run->pages_source, ==, BOBBIN_PAGES_SUMS);
  g_assert_nonnull (strstr (run->pages_because, "BOBBIN_PAGES=sums"));
  g_assert_null (get_process (&f, 1)->pages.states);
  g_assert_cmpuint (get_process (&f, 1)->pages.counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES / 2);
  g_assert_cmpuint (get_process (&f, 0)->pages.counts[BOBBIN_PAGE_SHARED], ==, HEAP_PAGES);

  wait_for_kinship (&f, 3);
  g_assert_false (run->kinship.valid);
  g_assert_nonnull (run->kinship.because);
  g_assert_cmpint (bobbin_kinship_get (&run->kinship, BOBBIN_KIN_VM, 0, 0), ==, BOBBIN_KINSHIP_UNKNOWN);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  bobbin_base_init ();
  bobbin_gtop_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-pages/splits", test_splits);
  g_test_add_func ("/session-pages/left-over", test_left_over);
  g_test_add_func ("/session-pages/ends", test_ends);
  g_test_add_func ("/session-pages/threads", test_threads);
  g_test_add_func ("/session-pages/forked-late", test_forked_late);
  g_test_add_func ("/session-pages/refused", test_refused);
  return g_test_run ();
}
