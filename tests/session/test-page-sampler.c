/* The thread that looks at pages, regions and kinship: what it hands over, and
 * what it costs */
#include <unistd.h>

#include "bobbin-page-sampler.h"
#include "bobbin-pages-probe.h"
#include "bobbin-time-span.h"
#include "page-child.h"

#define N_CHILDREN 4
#define DEADLINE_S 20

typedef struct {
  PageArena          arena;
  PageChild          children[N_CHILDREN];
  BobbinPageSampler *sampler;
  BobbinPageMap      maps[N_CHILDREN];
} Fixture;

static BobbinPageTarget
target_of (const Fixture *f, guint child)
{
  return (BobbinPageTarget) {
    .pid = f->children[child].pid,
    .place = { .address = (guint64) (guintptr) f->arena.pages, .n_private = f->arena.n_private,
               .n_mapped = f->arena.n_mapped, .n_untouched = f->arena.n_untouched },
    .process = child,
    .first_worker = child,
    .n_workers = 1,
    .forked = TRUE,
  };
}

static void
set_up (Fixture *f, BobbinPagesSource source, guint n_private)
{
  page_arena_map (&f->arena, n_private, 8, 8);
  for (guint i = 0; i < N_CHILDREN; i++)
    page_child_fork (&f->children[i], &f->arena);
  f->sampler = bobbin_page_sampler_start (source, NULL, f->arena.page_bytes, bobbin_clock_ns ());
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      BobbinPageTarget target = target_of (f, i);

      g_assert_cmpuint (bobbin_page_sampler_add (f->sampler, &target), ==, i);
    }
}

static void
tear_down (Fixture *f)
{
  bobbin_page_sampler_free (f->sampler);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      page_child_end (&f->children[i]);
      page_child_reap (&f->children[i]);
      bobbin_page_map_clear (&f->maps[i]);
    }
  page_arena_unmap (&f->arena);
}

static guint64
get_rounds (Fixture *f)
{
  BobbinPageSamplerStatus status;

  bobbin_page_sampler_get_status (f->sampler, &status);
  g_free (status.because);
  return status.rounds;
}

/* Whatever is read from now on is taken. */
static void
wait_for_rounds (Fixture *f, guint n)
{
  guint64 goal = get_rounds (f) + n;
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (get_rounds (f) < goal && g_get_monotonic_time () < deadline_us)
    g_usleep (1000);
  g_assert_cmpuint (get_rounds (f), >=, goal);
  for (guint i = 0; i < N_CHILDREN; i++)
    bobbin_page_sampler_take_map (f->sampler, i, &f->maps[i]);
}

/* @data: BobbinPagesSource. Both ways tell the same counts. */
static void
test_counts (gconstpointer data)
{
  BobbinPagesSource source = (BobbinPagesSource) GPOINTER_TO_UINT (data);
  Fixture f = { 0 };

  if (source == BOBBIN_PAGES_EXACT && bobbin_pages_probe (NULL) != BOBBIN_PAGES_EXACT)
    {
      g_test_skip ("pages are not told one by one here");
      return;
    }
  set_up (&f, source, 1024);
  wait_for_rounds (&f, 2);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      g_assert_true (f.maps[i].valid);
      g_assert_cmpuint (f.maps[i].n_pages, ==, 1040);
      g_assert_cmpuint (f.maps[i].counts[BOBBIN_PAGE_SHARED], ==, 1024);
      g_assert_cmpuint (f.maps[i].counts[BOBBIN_PAGE_MAPPED], ==, 8);
      g_assert_cmpuint (f.maps[i].counts[BOBBIN_PAGE_UNTOUCHED], ==, 8);
      g_assert_cmpint (f.maps[i].states != NULL, ==, source == BOBBIN_PAGES_EXACT);
    }

  gint64 before_ns = f.maps[1].time_ns;
  page_child_write (&f.children[1], 10, 100);
  wait_for_rounds (&f, 2);
  /* There is no book here, so nobody has written what is one's own. */
  g_assert_cmpuint (f.maps[1].counts[BOBBIN_PAGE_OWN] + f.maps[1].counts[BOBBIN_PAGE_LEFT], ==, 100);
  g_assert_cmpuint (f.maps[1].counts[BOBBIN_PAGE_SHARED], ==, 924);
  g_assert_cmpuint (f.maps[0].counts[BOBBIN_PAGE_SHARED], ==, 1024);
  g_assert_cmpint (f.maps[1].time_ns, >, before_ns);
  tear_down (&f);
}

/* One ends while it is being read, as a zombie and for good; the others' maps
 * go on, and its own stays as it was last seen. */
static void
test_ended (void)
{
  Fixture f = { 0 };

  set_up (&f, BOBBIN_PAGES_UNKNOWN, 1024);
  page_child_write (&f.children[2], 0, 5);
  wait_for_rounds (&f, 2);
  g_assert_true (f.maps[2].valid);
  guint shared = f.maps[2].counts[BOBBIN_PAGE_SHARED];
  page_child_end (&f.children[2]);
  wait_for_rounds (&f, 2);
  g_assert_false (f.maps[2].valid);
  g_assert_cmpuint (f.maps[2].n_pages, ==, 1040);
  g_assert_cmpuint (f.maps[2].counts[BOBBIN_PAGE_SHARED], ==, shared);
  g_assert_true (f.maps[3].valid);

  /* One more joins. */
  BobbinPageTarget late = target_of (&f, 3);
  BobbinPageMap map = { 0 };
  g_assert_cmpuint (bobbin_page_sampler_add (f.sampler, &late), ==, N_CHILDREN);
  wait_for_rounds (&f, 2);
  g_assert_true (bobbin_page_sampler_take_map (f.sampler, N_CHILDREN, &map));
  g_assert_true (map.valid);
  bobbin_page_map_clear (&map);
  tear_down (&f);
}

static void
test_none (void)
{
  Fixture f = { 0 };
  BobbinKinship kinship = { 0 };
  BobbinKinTask tasks[] = { { 0, getpid (), getpid () } };
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  set_up (&f, BOBBIN_PAGES_NONE, 16);
  bobbin_page_sampler_ask_kinship (f.sampler, tasks, 1);
  while (!bobbin_page_sampler_take_kinship (f.sampler, &kinship) && g_get_monotonic_time () < deadline_us)
    g_usleep (1000);
  g_assert_cmpuint (kinship.n_tasks, ==, 1);
  g_assert_cmpuint (get_rounds (&f), ==, 0);
  g_assert_false (bobbin_page_sampler_take_map (f.sampler, 0, &f.maps[0]));
  g_assert_null (f.maps[0].states);
  bobbin_kinship_clear (&kinship);
  tear_down (&f);
}

static gboolean
wait_for_regions (Fixture *f, BobbinRegions *regions)
{
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < deadline_us)
    {
      if (bobbin_page_sampler_take_regions (f->sampler, regions))
        return TRUE;
      g_usleep (1000);
    }
  return FALSE;
}

static void
test_regions (void)
{
  Fixture f = { 0 };
  BobbinRegions regions = { 0 };
  guint n_arena = 0, n_programs = 0;

  set_up (&f, BOBBIN_PAGES_UNKNOWN, 64);
  bobbin_page_sampler_watch (f.sampler, f.children[0].pid,
                             &(BobbinRegionPlan) {
                               .arena_address = (guint64) (guintptr) f.arena.pages,
                               .arena_private_bytes = 64 * f.arena.page_bytes,
                             });
  g_assert_true (wait_for_regions (&f, &regions));
  g_assert_true (regions.valid);
  for (guint i = 0; i < regions.bands->len; i++)
    {
      n_programs += g_array_index (regions.bands, BobbinRegion, i).kind == BOBBIN_REGION_PROGRAM;
      n_arena += g_array_index (regions.bands, BobbinRegion, i).kind == BOBBIN_REGION_ARENA_PRIVATE;
    }
  g_assert_cmpuint (n_programs, >=, 1);
  g_assert_cmpuint (n_arena, ==, 1);

  /* What has ended stays as it was last seen; nobody's is nobody's. */
  guint n_bands = regions.bands->len;
  page_child_end (&f.children[0]);
  while (regions.valid)
    g_assert_true (wait_for_regions (&f, &regions));
  g_assert_cmpuint (regions.bands->len, ==, n_bands);
  bobbin_page_sampler_watch (f.sampler, 0, &(BobbinRegionPlan) { 0 });
  g_assert_false (bobbin_page_sampler_take_regions (f.sampler, &regions));
  bobbin_regions_clear (&regions);
  tear_down (&f);
}

/* Far more pages than can be read four times a second: it is done less often,
 * and takes no more of a core. */
static void
test_cost (void)
{
  Fixture f = { 0 };
  BobbinPageSamplerStatus status;
  gint64 begin_ns, lasted_ns;

  set_up (&f, BOBBIN_PAGES_UNKNOWN, 16384);
  begin_ns = bobbin_clock_ns ();
  for (guint i = N_CHILDREN; i < 64; i++)
    {
      BobbinPageTarget target = target_of (&f, i % N_CHILDREN);

      bobbin_page_sampler_add (f.sampler, &target);
    }
  g_usleep (3 * G_USEC_PER_SEC);
  bobbin_page_sampler_stop (f.sampler);
  lasted_ns = bobbin_clock_ns () - begin_ns;
  bobbin_page_sampler_get_status (f.sampler, &status);
  g_free (status.because);
  g_test_message ("%.2f %% of a core, %u rounds", 100.0 * (double) status.cpu_ns / (double) lasted_ns,
                  (guint) status.rounds);
  g_assert_cmpint (status.cpu_ns, <, lasted_ns / 10);
  g_assert_cmpint (status.cpu_ns, >, 0);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/page-sampler/counts/exact", GUINT_TO_POINTER (BOBBIN_PAGES_EXACT), test_counts);
  g_test_add_data_func ("/page-sampler/counts/sums", GUINT_TO_POINTER (BOBBIN_PAGES_SUMS), test_counts);
  g_test_add_func ("/page-sampler/ended", test_ended);
  g_test_add_func ("/page-sampler/none", test_none);
  g_test_add_func ("/page-sampler/regions", test_regions);
  g_test_add_func ("/page-sampler/cost", test_cost);
  return g_test_run ();
}
