/* The kernel's page tables of real processes: who has which page */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-kinship.h"
#include "bobbin-page-target.h"
#include "bobbin-pages-probe.h"
#include "bobbin-proc-files.h"
#include "bobbin-regions.h"
#include "page-child.h"

#define N_CHILDREN 4
#define N_PAGES    4096u /* 16 MiB, of 4 KiB pages */

typedef struct {
  PageArena          arena;
  PageChild          children[N_CHILDREN];
  BobbinPageReader  *readers[N_CHILDREN + 1]; /* the last one is of this process, the parent */
  BobbinPageMap      maps[N_CHILDREN + 1];
  BobbinPageScratch *scratch;
} Fixture;

static gboolean
skip_unless_exact (void)
{
  g_autofree char *because = NULL;

  if (bobbin_pages_probe (&because) == BOBBIN_PAGES_EXACT)
    return FALSE;
  g_test_skip (because);
  return TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  guint n_pages;

  page_arena_map (&f->arena, N_PAGES, 16, 32);
  n_pages = N_PAGES + 16 + 32;
  f->scratch = bobbin_page_scratch_new ();
  for (guint i = 0; i < N_CHILDREN; i++)
    page_child_fork (&f->children[i], &f->arena);
  for (guint i = 0; i <= N_CHILDREN; i++)
    f->readers[i] = bobbin_page_reader_new (i < N_CHILDREN ? f->children[i].pid : getpid (),
                                            (guint64) (guintptr) f->arena.pages, n_pages, f->arena.page_bytes);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N_CHILDREN; i++)
    if (f->children[i].pid > 0)
      {
        page_child_end (&f->children[i]);
        page_child_reap (&f->children[i]);
      }
  for (guint i = 0; i <= N_CHILDREN; i++)
    {
      bobbin_page_reader_free (f->readers[i]);
      bobbin_page_map_clear (&f->maps[i]);
    }
  bobbin_page_scratch_free (f->scratch);
  page_arena_unmap (&f->arena);
}

static const BobbinPageMap *
look (Fixture *f, guint i)
{
  g_assert_true (bobbin_page_reader_read (f->readers[i], f->scratch, &f->maps[i]));
  return &f->maps[i];
}

static BobbinArenaPlace
place_of (const Fixture *f)
{
  return (BobbinArenaPlace) {
    .address = (guint64) (guintptr) f->arena.pages,
    .n_private = f->arena.n_private,
    .n_mapped = f->arena.n_mapped,
    .n_untouched = f->arena.n_untouched,
  };
}

/* Each child has as many pages of its own as it wrote, these and no others; the
 * kernel's sums of the same memory say the same. */
static void
test_splits (Fixture *f, gconstpointer data)
{
  static const guint percent[N_CHILDREN] = { 0, 10, 25, 100 };

  if (skip_unless_exact ())
    return;
  for (guint i = 0; i <= N_CHILDREN; i++)
    {
      const BobbinPageMap *map = look (f, i);

      g_assert_cmpuint (map->counts[BOBBIN_PAGE_OWN], ==, 0);
      g_assert_cmpuint (map->counts[BOBBIN_PAGE_SHARED], ==, N_PAGES);
      g_assert_cmpuint (map->counts[BOBBIN_PAGE_MAPPED], ==, 16);
      g_assert_cmpuint (map->counts[BOBBIN_PAGE_UNTOUCHED], ==, 32);
    }

  for (guint i = 0; i < N_CHILDREN; i++)
    {
      guint n = N_PAGES * percent[i] / 100;
      BobbinArenaPlace place = place_of (f);
      BobbinPageMap sums = { 0 };
      g_autofree char *text = NULL;
      const BobbinPageMap *map;

      page_child_write (&f->children[i], i, n - MIN (n, i));
      n -= MIN (n, i);
      map = look (f, i);
      g_assert_cmpuint (map->counts[BOBBIN_PAGE_OWN], ==, n);
      g_assert_cmpuint (map->counts[BOBBIN_PAGE_SHARED], ==, N_PAGES - n);
      for (guint page = 0; page < N_PAGES; page++)
        g_assert_cmpuint (map->states[page], ==, page >= i && page < i + n ? BOBBIN_PAGE_OWN : BOBBIN_PAGE_SHARED);
      for (guint other = i + 1; other <= N_CHILDREN; other++)
        g_assert_cmpuint (look (f, other)->counts[BOBBIN_PAGE_SHARED], ==, N_PAGES);

      text = bobbin_read_smaps (f->children[i].pid);
      g_assert_true (bobbin_page_map_from_smaps (&sums, text, &place, f->arena.page_bytes));
      for (guint state = 0; state < BOBBIN_N_PAGE_STATES; state++)
        g_assert_cmpuint (sums.counts[state], ==, map->counts[state]);
      g_assert_null (sums.states);
      g_assert_false (bobbin_smaps_has_huge_pages (text, &place, f->arena.page_bytes));
    }
}

/* The last child, who has noted that it wrote the first 60 pages. */
static BobbinPageMap *
look_at_last (Fixture *f)
{
  BobbinPageMap *map = &f->maps[N_CHILDREN - 1];

  look (f, N_CHILDREN - 1);
  for (guint i = 0; i < 60; i++)
    map->writers[i] = N_CHILDREN;
  bobbin_page_map_apply_writers (map, N_CHILDREN - 1, 1, TRUE);
  return map;
}

/* The page that the last sharer has alone is not one that it wrote. */
static void
test_left_over (Fixture *f, gconstpointer data)
{
  BobbinPageMap *map = &f->maps[N_CHILDREN];

  if (skip_unless_exact ())
    return;
  for (guint i = 0; i < N_CHILDREN - 1; i++)
    page_child_write (&f->children[i], 0, 100);
  look (f, N_CHILDREN);
  bobbin_page_map_apply_writers (map, 0, 0, TRUE);
  g_assert_cmpuint (map->counts[BOBBIN_PAGE_LEFT], ==, 0); /* the last child has them, too */

  page_child_write (&f->children[N_CHILDREN - 1], 0, 60);
  look (f, N_CHILDREN);
  bobbin_page_map_apply_writers (map, 0, 0, TRUE);
  g_assert_cmpuint (map->counts[BOBBIN_PAGE_LEFT], ==, 60);
  g_assert_cmpuint (map->counts[BOBBIN_PAGE_OWN], ==, 0);

  /* Of the next 40 the child becomes the last when the parent writes them, too;
   * of the first 60 the book says that it wrote them. */
  BobbinPageMap *last = look_at_last (f);
  g_assert_cmpuint (last->counts[BOBBIN_PAGE_OWN], ==, 60);
  g_assert_cmpuint (last->counts[BOBBIN_PAGE_LEFT], ==, 0);
  for (guint i = 60; i < 100; i++)
    f->arena.pages[i * f->arena.page_bytes]++;
  last = look_at_last (f);
  g_assert_cmpuint (last->counts[BOBBIN_PAGE_OWN], ==, 60);
  g_assert_cmpuint (last->counts[BOBBIN_PAGE_LEFT], ==, 40);
  g_assert_cmpuint (last->counts[BOBBIN_PAGE_SHARED], ==, N_PAGES - 100);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (last->states[i], ==, i < 60 ? BOBBIN_PAGE_OWN : BOBBIN_PAGE_LEFT);
}

/* Nothing of a process that has ended is told anew, and what was told stays. */
static void
test_ended (Fixture *f, gconstpointer data)
{
  BobbinPageMap *map = &f->maps[0];

  page_child_write (&f->children[0], 0, 8);
  look (f, 0);
  g_autofree guint8 *states = g_memdup2 (map->states, map->n_pages);

  for (guint round = 0; round < 2; round++) /* a zombie; then one that has been reaped */
    {
      if (round == 0)
        page_child_end (&f->children[0]);
      else
        page_child_reap (&f->children[0]);
      g_assert_false (bobbin_page_reader_read (f->readers[0], f->scratch, map));
      g_assert_false (map->valid);
      g_assert_cmpmem (map->states, map->n_pages, states, N_PAGES + 16 + 32);
    }
}

static gpointer
kill_soon (gpointer data)
{
  g_usleep (500);
  kill (*(int *) data, SIGKILL);
  return NULL;
}

/* However a reading and the end of the process meet: all of it is told, or
 * nothing, and no page that is only half gone. */
static void
test_ends_while_read (Fixture *f, gconstpointer data)
{
  guint n_pages = N_PAGES + 16 + 32;

  for (guint round = 0; round < 20; round++)
    {
      PageChild child = { 0 };
      BobbinPageMap map = { 0 };

      page_child_fork (&child, &f->arena);
      g_autoptr (BobbinPageReader) reader
        = bobbin_page_reader_new (child.pid, (guint64) (guintptr) f->arena.pages, n_pages, f->arena.page_bytes);
      g_assert_true (bobbin_page_reader_read (reader, f->scratch, &map));
      GThread *killer = g_thread_new ("killer", kill_soon, &child.pid);
      do
        {
          g_assert_cmpuint (map.counts[BOBBIN_PAGE_SHARED] + map.counts[BOBBIN_PAGE_OWN], ==, N_PAGES);
          g_assert_cmpuint (map.counts[BOBBIN_PAGE_MAPPED], ==, 16);
          g_assert_cmpuint (map.counts[BOBBIN_PAGE_UNTOUCHED], ==, 32);
        }
      while (bobbin_page_reader_read (reader, f->scratch, &map));
      g_assert_false (map.valid);
      g_assert_cmpuint (map.counts[BOBBIN_PAGE_UNTOUCHED], ==, 32);
      g_thread_join (killer);
      page_child_reap (&child);
      bobbin_page_map_clear (&map);
    }
}

static void
test_never_there (Fixture *f, gconstpointer data)
{
  g_autoptr (BobbinPageReader) reader = bobbin_page_reader_new (G_MAXINT, 0x1000, 8, f->arena.page_bytes);
  BobbinPageMap map = { 0 };

  g_assert_cmpint (bobbin_page_reader_get_error (reader), !=, 0);
  g_assert_false (bobbin_page_reader_read (reader, f->scratch, &map));
  g_assert_false (map.valid);
  g_assert_null (map.states);
}

/* The page tables of memory that was unmapped are as empty as those of memory
 * that was never touched: the difference is told all the same. */
static void
test_unmapped (Fixture *f, gconstpointer data)
{
  for (guint child = 0; child < 2; child++)
    {
      BobbinPageMap *map = &f->maps[child];
      guint shared;

      look (f, child);
      shared = map->counts[BOBBIN_PAGE_SHARED] + map->counts[BOBBIN_PAGE_OWN];
      /* All of it; or some pages in the middle. */
      page_child_unmap (&f->children[child], child * 100, child == 0 ? N_PAGES + 16 + 32 : 5);
      for (guint round = 0; round < 2; round++)
        {
          g_assert_false (bobbin_page_reader_read (f->readers[child], f->scratch, map));
          g_assert_false (map->valid);
          g_assert_cmpuint (map->counts[BOBBIN_PAGE_SHARED] + map->counts[BOBBIN_PAGE_OWN], ==, shared);
        }
    }
}

/* All entries that there can be. */
static void
test_entries (void)
{
  static const struct {
    guint64         entry;
    BobbinPageState state;
  } known[] = {
    { 0, BOBBIN_PAGE_UNTOUCHED },
    { BOBBIN_PAGEMAP_PRESENT, BOBBIN_PAGE_SHARED },
    { BOBBIN_PAGEMAP_PRESENT | BOBBIN_PAGEMAP_EXCLUSIVE, BOBBIN_PAGE_OWN },
    { BOBBIN_PAGEMAP_PRESENT | BOBBIN_PAGEMAP_FILE, BOBBIN_PAGE_MAPPED },
    { BOBBIN_PAGEMAP_PRESENT | BOBBIN_PAGEMAP_FILE | BOBBIN_PAGEMAP_EXCLUSIVE, BOBBIN_PAGE_MAPPED },
    { BOBBIN_PAGEMAP_SWAPPED, BOBBIN_PAGE_SWAPPED },
    { BOBBIN_PAGEMAP_SWAPPED | BOBBIN_PAGEMAP_EXCLUSIVE, BOBBIN_PAGE_SWAPPED },
    { BOBBIN_PAGEMAP_SWAPPED | BOBBIN_PAGEMAP_FILE, BOBBIN_PAGE_SWAPPED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      /* Soft-dirty, write-protected and the place in memory say nothing here. */
      guint64 entries[2] = { known[i].entry, known[i].entry | (G_GUINT64_CONSTANT (1) << 55)
                                             | (G_GUINT64_CONSTANT (1) << 57) | 0x7fffff };
      guint8 states[2];

      bobbin_page_states_from_entries (entries, 2, states);
      g_assert_cmpuint (states[0], ==, known[i].state);
      g_assert_cmpuint (states[1], ==, known[i].state);
    }
}

static void
test_writers (void)
{
  static const guint8 states[] = { BOBBIN_PAGE_OWN, BOBBIN_PAGE_OWN, BOBBIN_PAGE_OWN, BOBBIN_PAGE_SHARED, BOBBIN_PAGE_OWN };
  static const guint16 writers[] = { 0, 4, 5, 5, 7 }; /* workers 3, 4, 4, 6 */
  BobbinPageMap map = { 0 };

  bobbin_page_map_resize (&map, G_N_ELEMENTS (states));
  memcpy (map.states, states, sizeof states);
  memcpy (map.writers, writers, sizeof writers);
  bobbin_page_map_apply_writers (&map, 3, 2, FALSE);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_OWN], ==, 4);
  g_assert_cmpuint (map.writers[4], ==, BOBBIN_NO_WRITER); /* not of this process */
  bobbin_page_map_apply_writers (&map, 3, 2, TRUE);
  g_assert_cmpuint (map.states[0], ==, BOBBIN_PAGE_LEFT);
  g_assert_cmpuint (map.states[1], ==, BOBBIN_PAGE_OWN);
  g_assert_cmpuint (map.writers[3], ==, 5); /* noted, and not yet split */
  g_assert_cmpuint (map.states[4], ==, BOBBIN_PAGE_LEFT);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_OWN], ==, 2);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_LEFT], ==, 2);
  bobbin_page_map_clear (&map);
}

/* Whether this process gets a huge page when it asks for one; what the kernel
 * says of it is read here by other means than the self-test's. */
static gboolean
can_have_a_huge_page (void)
{
  const gsize huge_bytes = 2 * 1024 * 1024;
  guint8 *pages = mmap (NULL, 2 * huge_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_autoptr (GArray) mappings = NULL;
  g_autofree char *text = NULL;
  gboolean can = FALSE;

  g_assert_true (pages != MAP_FAILED);
  if (madvise (pages, 2 * huge_bytes, MADV_HUGEPAGE) == 0)
    pages[(huge_bytes - (guintptr) pages % huge_bytes) % huge_bytes] = 1;
  text = bobbin_read_smaps (getpid ());
  mappings = bobbin_parse_smaps (text);
  for (guint i = 0; i < mappings->len; i++)
    {
      const BobbinMapping *mapping = &g_array_index (mappings, BobbinMapping, i);

      can |= mapping->huge_bytes > 0 && mapping->end > (guintptr) pages
             && mapping->address < (guintptr) pages + 2 * huge_bytes;
    }
  munmap (pages, 2 * huge_bytes);
  return can;
}

/* Where the kernel gives huge pages, the self-test does not say that all is
 * well. They may run out between two looks, so it is asked more than once. */
static void
test_probe_notices_huge_pages (void)
{
  BobbinProbeAnswer answer = BOBBIN_PROBE_FAILED;

  for (guint i = 0; i < 10 && answer != BOBBIN_PROBE_HUGE; i++)
    {
      if (!can_have_a_huge_page ())
        {
          g_test_skip ("the kernel gives no huge pages, or has none left");
          return;
        }
      answer = bobbin_pages_probe_ask (TRUE);
    }
  g_assert_cmpint (answer, ==, BOBBIN_PROBE_HUGE);
  g_autofree char *because = bobbin_pages_probe_because (answer);
  g_assert_nonnull (strstr (because, "huge"));
}

static void
test_probe_without_worker (void)
{
  g_autofree char *worker = g_strdup (g_getenv ("BOBBIN_WORKER"));

  g_setenv ("BOBBIN_WORKER", "/nonexistent", TRUE);
  g_assert_cmpint (bobbin_pages_probe_ask (FALSE), ==, BOBBIN_PROBE_FAILED);
  g_setenv ("BOBBIN_WORKER", "/bin/true", TRUE); /* says 0 to everything, as the self-test does */
  g_assert_cmpint (bobbin_pages_probe_ask (FALSE), ==, BOBBIN_PROBE_EXACT);
  g_setenv ("BOBBIN_WORKER", "/bin/false", TRUE);
  g_assert_cmpint (bobbin_pages_probe_ask (FALSE), ==, BOBBIN_PROBE_FAILED);
  if (worker != NULL)
    g_setenv ("BOBBIN_WORKER", worker, TRUE);
  else
    g_unsetenv ("BOBBIN_WORKER");
}

static gpointer
run_thread (gpointer data)
{
  int *pipes = data;
  int tid = gettid ();
  char byte;

  g_assert_cmpint (write (pipes[1], &tid, sizeof tid), ==, sizeof tid);
  g_assert_cmpint (read (pipes[2], &byte, 1), ==, 0);
  return NULL;
}

/* This process, a thread of it, two children, and one that is a zombie. */
static void
test_kinship (Fixture *f, gconstpointer data)
{
  int up[2], down[2], tid;
  BobbinKinship kinship = { 0 };
  int error = bobbin_kinship_probe ();

  if (error != 0)
    {
      g_test_skip (g_strerror (error));
      return;
    }
  g_assert_true (pipe (up) == 0 && pipe (down) == 0);
  GThread *thread = g_thread_new ("kin", run_thread, (int[]) { up[0], up[1], down[0] });
  g_assert_cmpint (read (up[0], &tid, sizeof tid), ==, sizeof tid);
  page_child_end (&f->children[2]);

  BobbinKinTask tasks[] = {
    { 0, f->children[0].pid, f->children[0].pid },
    { 1, f->children[1].pid, f->children[1].pid },
    { 2, f->children[2].pid, f->children[2].pid },
    { 3, getpid (), tid },
    { BOBBIN_KIN_PARENT, getpid (), getpid () },
  };
  bobbin_kinship_look (&kinship, tasks, G_N_ELEMENTS (tasks));
  g_assert_true (kinship.valid);
  g_assert_null (kinship.because);
  for (BobbinKin kin = 0; kin < BOBBIN_N_KINS; kin++)
    {
      BobbinKinshipAnswer children = kin == BOBBIN_KIN_INPUT ? BOBBIN_KINSHIP_SAME : BOBBIN_KINSHIP_APART;

      g_test_message ("%s", bobbin_kin_to_string (kin));
      g_assert_cmpint (bobbin_kinship_get (&kinship, kin, 3, 4), ==, BOBBIN_KINSHIP_SAME);
      g_assert_cmpint (bobbin_kinship_get (&kinship, kin, 0, 1), ==, children);
      g_assert_cmpint (bobbin_kinship_get (&kinship, kin, 1, 0), ==, children);
      g_assert_cmpint (bobbin_kinship_get (&kinship, kin, 0, 3), ==, children);
      g_assert_cmpint (bobbin_kinship_get (&kinship, kin, 0, 0), ==, BOBBIN_KINSHIP_SAME);
      g_assert_cmpint (bobbin_kinship_get (&kinship, kin, 2, 4), ==, BOBBIN_KINSHIP_UNKNOWN);
      g_assert_cmpint (bobbin_kinship_get (&kinship, kin, 2, 2), ==, BOBBIN_KINSHIP_UNKNOWN);
    }

  close (down[1]);
  g_thread_join (thread);
  close (down[0]);
  close (up[0]);
  close (up[1]);
  bobbin_kinship_clear (&kinship);
}

static guint64
sum_bands (const GArray *bands, gsize offset)
{
  guint64 sum = 0;

  for (guint i = 0; i < bands->len; i++)
    sum += *(const guint64 *) G_STRUCT_MEMBER_P (&g_array_index (bands, BobbinRegion, i), offset);
  return sum;
}

static void
assert_near (guint64 a, guint64 b)
{
  g_assert_cmpuint (a, >=, b - b / 50);
  g_assert_cmpuint (a, <=, b + b / 50);
}

/* The bands of a whole process, against what the kernel sums up itself. */
static void
test_regions (Fixture *f, gconstpointer data)
{
  BobbinArenaPlace place = place_of (f);
  BobbinRegionPlan plan = {
    .program = g_file_read_link ("/proc/self/exe", NULL),
    .arena_address = place.address,
    .arena_private_bytes = place.n_private * f->arena.page_bytes,
    .arena_mapped_bytes = place.n_mapped * f->arena.page_bytes,
    .arena_untouched_bytes = place.n_untouched * f->arena.page_bytes,
  };
  guint n_of_kind[BOBBIN_N_REGION_KINDS] = { 0 };
  BobbinProcFile file = BOBBIN_PROC_FILE_INIT;
  char rollup_text[4096];
  BobbinSmapsRollup rollup;

  page_child_write (&f->children[0], 0, 1000);
  g_autofree char *text = bobbin_read_smaps (f->children[0].pid);
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text);
  g_autoptr (GArray) bands = bobbin_regions_build (mappings, &plan);
  for (guint i = 0; i < bands->len; i++)
    {
      const BobbinRegion *band = &g_array_index (bands, BobbinRegion, i);

      n_of_kind[band->kind]++;
      if (band->kind == BOBBIN_REGION_ARENA_PRIVATE)
        {
          g_assert_cmpuint (band->own_bytes, ==, 1000 * f->arena.page_bytes);
          g_assert_cmpuint (band->shared_bytes, ==, (N_PAGES - 1000) * f->arena.page_bytes);
        }
      if (i > 0)
        g_assert_cmphex (band->address, >=, g_array_index (bands, BobbinRegion, i - 1).end);
    }
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_PROGRAM], ==, 1);
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_HEAP], <=, 1); /* another malloc() may do without */
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_STACK], ==, 1);
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_LIBRARY], >=, 1);
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_ARENA_PRIVATE], ==, 1);
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_ARENA_MAPPED], ==, 1);
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_ARENA_UNTOUCHED], ==, 1);
  g_assert_cmpuint (n_of_kind[BOBBIN_REGION_KERNEL], >=, 1);

  g_assert_true (bobbin_proc_file_open (&file, f->children[0].pid, 0, "smaps_rollup"));
  g_assert_cmpuint (bobbin_proc_file_read (&file, rollup_text, sizeof rollup_text), >, 0);
  bobbin_proc_file_close (&file);
  g_assert_true (bobbin_parse_smaps_rollup (rollup_text, &rollup));
  assert_near (sum_bands (bands, G_STRUCT_OFFSET (BobbinRegion, resident_bytes)), rollup.rss_bytes);
  assert_near (sum_bands (bands, G_STRUCT_OFFSET (BobbinRegion, own_bytes)), rollup.uss_bytes);

  page_child_end (&f->children[0]);
  g_assert_null (bobbin_read_smaps (f->children[0].pid));
  g_free ((char *) plan.program);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/entries", test_entries);
  g_test_add_func ("/pages/writers", test_writers);
  g_test_add_func ("/pages/probe/huge-pages", test_probe_notices_huge_pages);
  g_test_add_func ("/pages/probe/without-worker", test_probe_without_worker);
  g_test_add ("/pages/splits", Fixture, NULL, set_up, test_splits, tear_down);
  g_test_add ("/pages/left-over", Fixture, NULL, set_up, test_left_over, tear_down);
  g_test_add ("/pages/ended", Fixture, NULL, set_up, test_ended, tear_down);
  g_test_add ("/pages/ends-while-read", Fixture, NULL, set_up, test_ends_while_read, tear_down);
  g_test_add ("/pages/never-there", Fixture, NULL, set_up, test_never_there, tear_down);
  g_test_add ("/pages/unmapped", Fixture, NULL, set_up, test_unmapped, tear_down);
  g_test_add ("/pages/kinship", Fixture, NULL, set_up, test_kinship, tear_down);
  g_test_add ("/pages/regions", Fixture, NULL, set_up, test_regions, tear_down);
  return g_test_run ();
}
