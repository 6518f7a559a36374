/* test-pages-layout.c - where cards and cells of the page diagram lie, and what pages they stand for */
#include "bobbin-error.h"
#include "bobbin-fake-pages.h"
#include "bobbin-fake-run.h"
#include "bobbin-pages-private.h"

#include <math.h>
#include <string.h>

static PangoContext *pango;

static const double widths[] = { 200.0, 480.0, 760.0, 1600.0, 3800.0 };
static const double heights[] = { 90.0, 220.0, 420.0, 900.0, 2100.0 };

static BobbinPagesLayout *
lay_out (const BobbinRun *run, double width, double height, double scale)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  style.device_scale = scale;
  return bobbin_pages_layout_new (run, NULL, width, height, &style);
}

static const BobbinPagesBox *
get_box (const BobbinPagesLayout *layout, guint i)
{
  return &g_array_index (layout->boxes, BobbinPagesBox, i);
}

static const BobbinPagesCard *
get_card (const BobbinPagesBox *box, guint i)
{
  return &g_array_index (box->cards, BobbinPagesCard, i);
}

static void
assert_within (BobbinRect inner, BobbinRect outer)
{
  g_assert_cmpfloat (inner.x, >=, outer.x - 0.01);
  g_assert_cmpfloat (inner.y, >=, outer.y - 0.01);
  g_assert_cmpfloat (inner.x + inner.width, <=, outer.x + outer.width + 0.01);
  g_assert_cmpfloat (inner.y + inner.height, <=, outer.y + outer.height + 0.01);
}

static void
assert_apart (BobbinRect a, BobbinRect b)
{
  g_assert_true (a.x + a.width <= b.x + 0.01 || b.x + b.width <= a.x + 0.01 || a.y + a.height <= b.y + 0.01
                 || b.y + b.height <= a.y + 0.01);
}

static gboolean
is_whole (double px)
{
  return fabs (px - round (px)) < 1e-6;
}

/* Cells have room for all pages, fill their rows, and lie on whole device pixels. */
static void
check_grid (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  const BobbinPagesGrid *grid = &box->grid;
  double scale = layout->style.device_scale;

  g_assert_cmpuint (grid->n_pages, ==, bobbin_pages_n_pages (layout->run, box->group));
  g_assert_cmpuint (grid->n_cells * grid->pages_per_cell, >=, grid->n_pages);
  g_assert_cmpuint ((grid->n_cells - 1) * grid->pages_per_cell, <, grid->n_pages);
  g_assert_cmpuint (grid->n_cells, <=, BOBBIN_PAGES_MAX_CELLS);
  g_assert_cmpuint (grid->n_columns * grid->n_rows, >=, grid->n_cells);
  g_assert_cmpuint (grid->n_columns * (grid->n_rows - 1), <, grid->n_cells);
  g_assert_cmpuint (grid->cell_dpx, >, 0);
  g_assert_cmpuint (grid->cell_dpx, <=, grid->pitch_dpx);
  for (guint i = 0; i < box->cards->len; i++)
    {
      const BobbinPagesCard *card = get_card (box, i);

      g_assert_true (is_whole (card->grid.x * scale) && is_whole (card->grid.y * scale));
      assert_within (card->grid, card->rect);
      assert_within (bobbin_pages_cell_rect (layout, box, card, 0), card->grid);
      assert_within (bobbin_pages_cell_rect (layout, box, card, grid->n_cells - 1), card->grid);
    }
}

static void
check_box (const BobbinPagesLayout *layout, const BobbinPagesBox *box)
{
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, box->group);
  guint n_processes = 0;

  assert_within (box->rect, (BobbinRect) { 0.0, 0.0, layout->width, layout->height });
  for (guint i = 0; i < box->cards->len; i++)
    {
      n_processes += get_card (box, i)->process != BOBBIN_PAGES_PARENT;
      assert_within (get_card (box, i)->rect, box->rect);
      if (box->foot_rect.height > 0.0)
        assert_apart (get_card (box, i)->rect, box->foot_rect);
      for (guint k = 0; k < i; k++)
        assert_apart (get_card (box, i)->rect, get_card (box, k)->rect);
    }
  g_assert_cmpuint (n_processes + box->n_hidden, ==, group->n_processes);
  if (box->n_hidden > 0 && box->cards->len > 0)
    assert_apart (box->more_rect, get_card (box, box->cards->len - 1)->rect);
  if (box->foot_rect.height > 0.0)
    assert_within (box->foot_rect, box->rect);
  for (guint i = 0; box->stacks_rect.height > 0.0 && i < box->n_stacks; i++)
    assert_within (bobbin_pages_stack_rect (layout, box, i), box->stacks_rect);
  if (box->grid.n_pages > 0)
    check_grid (layout, box);
}

static void
check_layout (const BobbinPagesLayout *layout)
{
  g_assert_cmpuint (layout->boxes->len + layout->n_hidden_groups, ==, layout->run->groups->len);
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      check_box (layout, get_box (layout, i));
      for (guint k = 0; k < i; k++)
        assert_apart (get_box (layout, i)->rect, get_box (layout, k)->rect);
    }
}

static void
test_any_size (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PAGES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new ((BobbinFakePages) fake);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
          for (guint scale = 1; scale <= 2; scale++)
            {
              g_autoptr (BobbinPagesLayout) layout = lay_out (run, widths[w], heights[h], scale);

              check_layout (layout);
            }
    }
}

/* Odd numbers of everything. */
static void
test_extremes (void)
{
  static const struct {
    guint n_processes, n_threads, n_pages;
  } cases[] = { { 1, 0, 1 }, { 0, 1, 1 }, { 7, 3, 17 }, { 3, 100, 4097 }, { 500, 1, 130 }, { 2, 2, 262144 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_sized (cases[i].n_processes, cases[i].n_threads,
                                                               cases[i].n_pages, 0.5);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        {
          g_autoptr (BobbinPagesLayout) layout = lay_out (run, widths[w], heights[w], 1.0);

          check_layout (layout);
        }
    }
}

/* Runs that know nothing of pages, six groups among them. */
static void
test_any_run (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new ((BobbinFake) fake);
      g_autoptr (BobbinPagesLayout) small = lay_out (run, 300.0, 200.0, 1.0);
      g_autoptr (BobbinPagesLayout) large = lay_out (run, 1400.0, 900.0, 1.0);

      check_layout (small);
      check_layout (large);
    }
}

/* Every page is hit once, by the cell that is drawn for it. */
static void
check_hits (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesCard *card)
{
  guint next = 0;

  for (guint cell = 0; cell < box->grid.n_cells; cell++)
    {
      BobbinRect rect = bobbin_pages_cell_rect (layout, box, card, cell);
      BobbinPagesHit hit;

      g_assert_true (bobbin_pages_layout_hit (layout, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, &hit));
      g_assert_cmpuint (hit.group, ==, box->group);
      g_assert_cmpuint (hit.process, ==, card->process);
      g_assert_cmpuint (hit.first_page, ==, next);
      g_assert_cmpuint (hit.n_pages, >, 0);
      g_assert_cmpfloat (hit.rect.x, <=, rect.x + 1e-9);
      g_assert_cmpfloat (hit.rect.x, >=, rect.x - 1e-9);
      next += hit.n_pages;
    }
  g_assert_cmpuint (next, ==, box->grid.n_pages);
}

static void
test_hits (void)
{
  static const BobbinFakePages fakes[] = { BOBBIN_FAKE_PAGES_DURING, BOBBIN_FAKE_PAGES_16, BOBBIN_FAKE_PAGES_LARGE };

  for (guint i = 0; i < G_N_ELEMENTS (fakes); i++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (fakes[i]);
      g_autoptr (BobbinPagesLayout) layout = lay_out (run, 1100.0, 700.0, 2.0);

      for (guint b = 0; b < layout->boxes->len; b++)
        for (guint c = 0; c < get_box (layout, b)->cards->len; c++)
          check_hits (layout, get_box (layout, b), get_card (get_box (layout, b), c));
    }
}

/* The same page at the same place in all processes of a group. */
static void
test_same_places (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_16);
  g_autoptr (BobbinPagesLayout) layout = lay_out (run, 1300.0, 800.0, 1.0);
  const BobbinPagesBox *box = get_box (layout, 0);
  const BobbinPagesCard *first = get_card (box, 0);

  for (guint i = 1; i < box->cards->len; i++)
    for (guint cell = 0; cell < box->grid.n_cells; cell += 37)
      {
        BobbinRect a = bobbin_pages_cell_rect (layout, box, first, cell);
        BobbinRect b = bobbin_pages_cell_rect (layout, box, get_card (box, i), cell);

        g_assert_cmpfloat (a.x - first->rect.x, <=, b.x - get_card (box, i)->rect.x + 1e-9);
        g_assert_cmpfloat (a.x - first->rect.x, >=, b.x - get_card (box, i)->rect.x - 1e-9);
        g_assert_cmpfloat (a.y - first->rect.y, <=, b.y - get_card (box, i)->rect.y + 1e-9);
        g_assert_cmpfloat (a.y - first->rect.y, >=, b.y - get_card (box, i)->rect.y - 1e-9);
      }
}

/* One cell, one page, up to the limit; beyond, a power of two. */
static void
test_pages_per_cell (void)
{
  static const guint counts[] = { 128, 512, 4096, 4097, 65536 };
  static const guint expected[] = { 1, 1, 1, 2, 16 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_pages_run_sized (2, 2, counts[i], 0.3);
      g_autoptr (BobbinPagesLayout) layout = lay_out (run, 1900.0, 1000.0, 1.0);

      g_assert_cmpuint (bobbin_pages_layout_get_pages_per_cell (layout, 0), ==, expected[i]);
      g_assert_cmpuint (bobbin_pages_layout_get_pages_per_cell (layout, 1), ==, expected[i]);
    }
}

/* In a cell of many pages each state has its share, in whole pixels, and what is there is seen. */
static void
check_segments (const BobbinPagesLayout *layout, const BobbinPagesBox *box, const BobbinPagesCard *card)
{
  const BobbinPageMap *map = bobbin_pages_get_map (layout->run, box->group, card->process);

  for (guint cell = 0; cell < box->grid.n_cells; cell++)
    {
      BobbinPageSegment segments[BOBBIN_MAX_SEGMENTS];
      guint n = bobbin_pages_cell_segments (layout->run, box, map, cell, segments);
      guint bottom = box->grid.cell_dpx, n_own = 0, first = cell * box->grid.pages_per_cell;
      gboolean has_own = FALSE;

      g_assert_cmpuint (n, >, 0);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (segments[i].bottom, ==, bottom);
          g_assert_cmpuint (segments[i].top, <, segments[i].bottom);
          bottom = segments[i].top;
          has_own |= segments[i].look == BOBBIN_LOOK_OWN;
        }
      g_assert_cmpuint (bottom, ==, 0);
      for (guint page = first; page < MIN (first + box->grid.pages_per_cell, map->n_pages); page++)
        n_own += map->states[page] == BOBBIN_PAGE_OWN;
      if (!box->by_writer)
        g_assert_true (has_own == (n_own > 0));
    }
}

static void
test_shares (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_LARGE);
  g_autoptr (BobbinPagesLayout) layout = lay_out (run, 1900.0, 1000.0, 1.0);

  for (guint b = 0; b < layout->boxes->len; b++)
    for (guint c = 0; c < get_box (layout, b)->cards->len; c++)
      check_segments (layout, get_box (layout, b), get_card (get_box (layout, b), c));
}

static void
test_room (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_new (BOBBIN_FAKE_PAGES_DURING);
  g_autoptr (BobbinPagesLayout) roomy = lay_out (run, 1400.0, 800.0, 1.0);
  g_autoptr (BobbinPagesLayout) tight = lay_out (run, 400.0, 140.0, 1.0);

  g_assert_true (bobbin_pages_layout_shows_all (roomy));
  g_assert_true (bobbin_pages_layout_shows_sums (roomy));
  g_assert_false (bobbin_pages_layout_shows_all (tight));
  g_assert_cmpuint (get_card (get_box (roomy, 0), 4)->process, ==, BOBBIN_PAGES_PARENT);
  /* At its natural height nothing is hidden. */
  for (guint fake = 0; fake < BOBBIN_N_FAKE_PAGES; fake++)
    {
      g_autoptr (BobbinRun) any = bobbin_fake_pages_run_new ((BobbinFakePages) fake);
      g_autoptr (BobbinPagesLayout) layout
        = lay_out (any, 900.0, bobbin_pages_layout_natural_height (any, &roomy->style), 1.0);

      g_assert_true (bobbin_pages_layout_shows_sums (layout));
      for (guint i = 0; i < layout->boxes->len; i++)
        g_assert_cmpuint (get_box (layout, i)->n_hidden, ==, 0);
    }
}

static void
test_turns (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_sized (2, 0, 64, 0.0);
  g_autoptr (BobbinPageTurns) turns = bobbin_page_turns_new ();
  BobbinPageMap *map = &bobbin_run_get_process (run, 1)->pages;
  gint64 now_ns = 5000;

  bobbin_page_turns_look (turns, run, now_ns);
  g_assert_false (bobbin_page_turns_any (turns));
  map->states[9] = BOBBIN_PAGE_OWN;
  map->time_ns++;
  now_ns += BOBBIN_NS_PER_S;
  bobbin_page_turns_look (turns, run, now_ns);
  g_assert_true (bobbin_page_turns_any (turns));
  g_assert_true (bobbin_page_turns_get (turns, 1, 9, 1));
  g_assert_true (bobbin_page_turns_get (turns, 1, 0, 16));
  g_assert_false (bobbin_page_turns_get (turns, 1, 10, 54));
  g_assert_false (bobbin_page_turns_get (turns, 0, 0, 64));
  /* Without a new reading it stays for its time, and then goes. */
  bobbin_page_turns_look (turns, run, now_ns + BOBBIN_PAGE_TURN_NS / 2);
  g_assert_true (bobbin_page_turns_get (turns, 1, 9, 1));
  bobbin_page_turns_look (turns, run, now_ns + BOBBIN_PAGE_TURN_NS * 2);
  g_assert_false (bobbin_page_turns_any (turns));
  g_assert_false (bobbin_page_turns_get (turns, 1, 9, 1));
  /* An arena of another size is another one. */
  bobbin_page_map_resize (map, 128);
  map->time_ns++;
  bobbin_page_turns_look (turns, run, now_ns + 3 * BOBBIN_PAGE_TURN_NS);
  g_assert_false (bobbin_page_turns_any (turns));
  g_assert_false (bobbin_page_turns_get (turns, 7, 0, 1));
}

/* Processes that are forked while a run goes on lie behind those of all groups, and are
 * drawn with their own group all the same. */
static void
test_late (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_pages_run_sized (4, 4, 128, 0.5);
  guint threads_process = bobbin_run_group_process (run, 1, 0);
  guint first_late, second_late;

  bobbin_run_add_process (run, 0)->pid = 901;
  first_late = run->processes->len - 1;
  bobbin_run_add_process (run, 0)->pid = 902;
  second_late = run->processes->len - 1;
  for (guint i = first_late; i <= second_late; i++)
    {
      bobbin_run_get_process (run, i)->pid = 901 + (int) (i - first_late);
      bobbin_run_get_process (run, i)->alive = TRUE;
      bobbin_run_get_process (run, i)->gtop_rss_bytes = 1 << 20;
    }

  g_autoptr (BobbinPagesLayout) layout = lay_out (run, 1600.0, 900.0, 1.0);
  const BobbinPagesBox *box = get_box (layout, 0);
  g_autofree char *text = bobbin_pages_layout_describe (layout);
  guint64 monitor_bytes = 0;

  g_assert_cmpuint (box->cards->len, >=, 6);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpuint (get_card (box, i)->process, ==, bobbin_run_group_process (run, 0, i));
      g_assert_cmpuint (get_card (box, i)->process, !=, threads_process);
      monitor_bytes += bobbin_run_get_process (run, get_card (box, i)->process)->gtop_rss_bytes;
    }
  g_assert_cmpuint (get_card (box, 4)->process, ==, first_late);
  g_assert_cmpuint (get_card (box, 5)->process, ==, second_late);
  g_assert_cmpuint (box->monitor_bytes, ==, monitor_bytes);
  g_assert_nonnull (strstr (text, "Process 6"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/pages-layout/forked-later", test_late);
  g_test_add_func ("/pages-layout/any-size", test_any_size);
  g_test_add_func ("/pages-layout/extremes", test_extremes);
  g_test_add_func ("/pages-layout/any-run", test_any_run);
  g_test_add_func ("/pages-layout/hits", test_hits);
  g_test_add_func ("/pages-layout/same-places", test_same_places);
  g_test_add_func ("/pages-layout/pages-per-cell", test_pages_per_cell);
  g_test_add_func ("/pages-layout/shares", test_shares);
  g_test_add_func ("/pages-layout/room", test_room);
  g_test_add_func ("/pages-layout/turns", test_turns);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
