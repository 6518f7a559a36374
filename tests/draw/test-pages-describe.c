/* test-pages-describe.c - what is said about pages, and at which place */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-pages.h"
#include "bobbin-pages-private.h"
#include "bobbin-units.h"

static PangoContext *pango;

static BobbinPagesLayout *
lay_out (const BobbinRun *run)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  return bobbin_pages_layout_new (run, NULL, 1300.0, 800.0, &style);
}

static void
assert_says (const char *text, const char *part)
{
  g_assert_nonnull (text);
  if (strstr (text, part) == NULL)
    g_error ("“%s” does not say “%s”", text, part);
}

/* What is told at the cell of a page. */
static char *
tell_page (const BobbinPagesLayout *layout, guint process, guint page)
{
  for (guint b = 0; b < layout->boxes->len; b++)
    {
      const BobbinPagesBox *box = &g_array_index (layout->boxes, BobbinPagesBox, b);

      for (guint c = 0; c < box->cards->len; c++)
        {
          const BobbinPagesCard *card = &g_array_index (box->cards, BobbinPagesCard, c);
          BobbinRect rect;

          if (card->process != process)
            continue;
          rect = bobbin_pages_cell_rect (layout, box, card, page / box->grid.pages_per_cell);
          return bobbin_pages_layout_describe_at (layout, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        }
    }
  g_assert_not_reached ();
}

/* Three processes of four pages, page 2 of which all have together. */
static BobbinRun *
make_small (void)
{
  BobbinRun *run = bobbin_fake_pages_run_sized (3, 0, 64, 0.0);
  BobbinRunGroup *group = bobbin_run_get_group (run, 0);

  for (guint i = 0; i < 3; i++)
    {
      BobbinPageMap *map = &bobbin_run_get_process (run, i)->pages;

      map->states[1] = i == 0 ? BOBBIN_PAGE_OWN : BOBBIN_PAGE_SHARED;
      map->writers[1] = i == 0 ? 1 : BOBBIN_NO_WRITER;
      map->states[3] = i == 1 ? BOBBIN_PAGE_LEFT : BOBBIN_PAGE_OWN;
      map->writers[3] = i == 1 ? BOBBIN_NO_WRITER : (guint16) (i + 1);
      map->states[4] = BOBBIN_PAGE_SWAPPED;
      bobbin_page_map_count (map);
    }
  group->parent_pages.states[1] = BOBBIN_PAGE_OWN;
  group->parent_pages.states[3] = BOBBIN_PAGE_OWN;
  return run;
}

static void
test_states (void)
{
  g_autoptr (BobbinRun) run = make_small ();
  g_autoptr (BobbinPagesLayout) layout = lay_out (run);
  g_autofree char *own = tell_page (layout, 0, 1);
  g_autofree char *shared = tell_page (layout, 1, 1);
  g_autofree char *with_parent = tell_page (layout, 1, 2);
  g_autofree char *left = tell_page (layout, 1, 3);
  g_autofree char *swapped = tell_page (layout, 1, 4);
  g_autofree char *mapped = tell_page (layout, 2, 58);
  g_autofree char *untouched = tell_page (layout, 2, 63);
  g_autofree char *parents = tell_page (layout, BOBBIN_PAGES_PARENT, 2);

  assert_says (own, "Process 1, page 2 of 64, at 0x7f3a5c001000");
  assert_says (own, "Its own copy: it wrote here");
  assert_says (own, "Written last by Process 1");
  assert_says (shared, "One copy, shared with Process 3 until one of them writes");
  assert_says (with_parent, "One copy, shared with Process 1, Process 3 and the parent until one of them writes");
  g_assert_null (strstr (with_parent, "Written"));
  assert_says (left, "nobody else has this copy any more");
  assert_says (swapped, "Swapped out");
  assert_says (mapped, "Shared mapping");
  assert_says (untouched, "Untouched");
  assert_says (parents, "Parent, page 3 of 64");
  assert_says (parents, "shared with Process 1, Process 2, Process 3 until");
}

/* Those that have ended share nothing any more; many are counted. */
static void
test_sharers (void)
{
  g_autoptr (BobbinRun) left = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_LEFT);
  g_autoptr (BobbinRun) many = bobbin_fake_pages_run_sized (12, 0, 64, 0.0);
  g_autoptr (BobbinPagesLayout) few_layout = lay_out (left);
  g_autoptr (BobbinPagesLayout) many_layout = lay_out (many);
  g_autofree char *counted = tell_page (many_layout, 3, 0);
  g_autofree char *gone = tell_page (few_layout, 1, 0);

  assert_says (counted, "shared with 11 other processes and the parent");
  assert_says (gone, "Process 2 has ended, its pages were given back");
  for (guint page = 0; page < 256; page++)
    {
      g_autofree char *text = tell_page (few_layout, 0, page);

      g_assert_null (strstr (text, "Process 2"));
    }
}

static void
test_threads (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_THREADS);
  g_autoptr (BobbinPagesLayout) layout = lay_out (run);
  const BobbinPagesBox *box = &g_array_index (layout->boxes, BobbinPagesBox, 0);
  const BobbinPageMap *map = &bobbin_run_get_process (run, 0)->pages;
  g_autofree char *whole = bobbin_pages_layout_describe (layout);
  guint counts[6] = { 0 };

  for (guint page = 0; page < map->n_pages; page++)
    if (map->writers[page] != BOBBIN_NO_WRITER)
      {
        g_autofree char *told = tell_page (layout, 0, page);
        g_autofree char *writer = g_strdup_printf ("Written last by Thread %u", map->writers[page]);

        assert_says (told, writer);
        counts[map->writers[page] - 1]++;
      }
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *told = g_strdup_printf ("Thread %u %u", i + 1, counts[i]);

      assert_says (whole, told);
    }
  for (guint i = 0; i < box->n_stacks; i++)
    {
      BobbinRect rect = bobbin_pages_stack_rect (layout, box, i);
      g_autofree char *told = bobbin_pages_layout_describe_at (layout, rect.x + 1.0, rect.y + 1.0);

      assert_says (told, "has a stack of its own");
    }
}

/* In a cell of many pages, how many of each. */
static void
test_many_pages (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_LARGE);
  g_autoptr (BobbinPagesLayout) layout = lay_out (run);
  guint per_cell = bobbin_pages_layout_get_pages_per_cell (layout, 0);
  const BobbinPageMap *map = &bobbin_run_get_process (run, 1)->pages;

  for (guint first = 0; first < map->n_pages / 2; first += per_cell * 61)
    {
      g_autofree char *told = tell_page (layout, 1, first);
      g_autofree char *place = g_strdup_printf ("Process 2, pages %u to %u of 65536", first + 1, first + per_cell);
      guint n_own = 0;

      for (guint i = first; i < first + per_cell; i++)
        n_own += map->states[i] == BOBBIN_PAGE_OWN;
      g_autofree char *own = g_strdup_printf ("%u own", n_own);
      assert_says (told, place);
      if (n_own > 0)
        assert_says (told, own);
    }
}

static void
test_whole (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_DURING);
  g_autoptr (BobbinPagesLayout) layout = lay_out (run);
  g_autofree char *whole = bobbin_pages_layout_describe (layout);
  const BobbinPagesBox *box = &g_array_index (layout->boxes, BobbinPagesBox, 0);

  assert_says (whole, "Processes, 4 address spaces: an arena of 128 pages.");
  assert_says (whole, "Threads, 1 address space: an arena of 128 pages.");
  for (guint i = 0; i < 4; i++)
    {
      const guint *counts = bobbin_run_get_process (run, i)->pages.counts;
      g_autofree char *told = g_strdup_printf ("Process %u, pages: %u own, %u shared, %u in a shared mapping, "
                                               "%u untouched", i + 1, counts[BOBBIN_PAGE_OWN], counts[BOBBIN_PAGE_SHARED],
                                               counts[BOBBIN_PAGE_MAPPED], counts[BOBBIN_PAGE_UNTOUCHED]);

      assert_says (whole, told);
    }
  assert_says (whole, "shared pages are counted again for every process");
  for (guint i = 0; i < BOBBIN_PAGES_N_FOOT; i++)
    {
      BobbinRect cell = bobbin_pages_foot_cell (layout, box, i);
      g_autofree char *told = bobbin_pages_layout_describe_at (layout, cell.x + 1.0, cell.y + 1.0);
      g_autofree char *number = bobbin_format_bytes (bobbin_pages_foot_bytes (box, i));

      assert_says (told, number);
    }
}

static void
test_unknown (void)
{
  g_autoptr (BobbinRun) sums = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_SUMS);
  g_autoptr (BobbinRun) none = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_NONE);
  g_autoptr (BobbinRun) early = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_EARLY);
  g_autoptr (BobbinPagesLayout) sums_layout = lay_out (sums);
  g_autoptr (BobbinPagesLayout) none_layout = lay_out (none);
  g_autoptr (BobbinPagesLayout) early_layout = lay_out (early);
  g_autoptr (BobbinPagesLayout) empty = lay_out (NULL);
  g_autofree char *sums_text = bobbin_pages_layout_describe (sums_layout);
  g_autofree char *none_text = bobbin_pages_layout_describe (none_layout);
  g_autofree char *early_text = bobbin_pages_layout_describe (early_layout);
  g_autofree char *empty_text = bobbin_pages_layout_describe (empty);
  g_autofree char *nothing = bobbin_pages_layout_describe_at (empty, 10.0, 10.0);
  g_autofree char *because = bobbin_pages_layout_describe_at (sums_layout, sums_layout->because_rect.x + 1.0,
                                                              sums_layout->because_rect.y + 1.0);

  assert_says (sums_text, sums->pages_because);
  assert_says (sums_text, "Process 1, pages: ");
  assert_says (none_text, none->pages_because);
  assert_says (none_text, "the kernel does not tell of its pages");
  assert_says (early_text, "pages not yet read");
  assert_says (empty_text, "No memory yet");
  g_assert_null (nothing);
  g_assert_cmpstr (because, ==, sums->pages_because);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/pages-describe/states", test_states);
  g_test_add_func ("/pages-describe/sharers", test_sharers);
  g_test_add_func ("/pages-describe/threads", test_threads);
  g_test_add_func ("/pages-describe/many-pages", test_many_pages);
  g_test_add_func ("/pages-describe/whole", test_whole);
  g_test_add_func ("/pages-describe/unknown", test_unknown);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
