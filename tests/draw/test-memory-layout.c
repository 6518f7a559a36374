/* test-memory-layout.c - bars, sums and what is said about them */
#include <string.h>

#include "bobbin-error.h"
#include "bobbin-fake-run.h"
#include "bobbin-memory-private.h"
#include "bobbin-units.h"
#include "draw-test.h"

static PangoContext *pango;

static BobbinMemoryLayout *
lay_out (const BobbinRun *run, double width, double height)
{
  BobbinStyle style = bobbin_style_for_widget (BOBBIN_THEME_LIGHT, pango, 14.0);

  return bobbin_memory_layout_new (run, width, height, &style);
}

static const BobbinMemoryCard *
get_card (const BobbinMemoryLayout *layout, guint i)
{
  return &g_array_index (layout->cards, BobbinMemoryCard, i);
}

static const BobbinMemoryCell *
get_cell (const BobbinMemoryCard *card, guint i)
{
  return &g_array_index (card->cells, BobbinMemoryCell, i);
}

static void
assert_within (BobbinRect inner, BobbinRect outer)
{
  g_assert_cmpfloat (inner.x, >=, outer.x - 0.5);
  g_assert_cmpfloat (inner.y, >=, outer.y - 0.5);
  g_assert_cmpfloat (inner.x + inner.width, <=, outer.x + outer.width + 0.5);
  g_assert_cmpfloat (inner.y + inner.height, <=, outer.y + outer.height + 0.5);
}

static void
assert_apart (BobbinRect a, BobbinRect b)
{
  g_assert_true (a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5 || a.y + a.height <= b.y + 0.5
                 || b.y + b.height <= a.y + 0.5);
}

/* Bars end inside their row, and all on one scale. */
static void
check_bars (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card)
{
  for (guint i = 0; i < card->cells->len; i++)
    {
      const BobbinMemoryCell *cell = get_cell (card, i);
      const BobbinMemory *memory = &bobbin_run_get_process (layout->run, cell->process)->memory;

      for (guint reading = 0; reading < BOBBIN_N_READINGS; reading++)
        {
          BobbinRect row = bobbin_memory_cell_bar_row (layout, card, cell, reading);

          assert_within (row, cell->rect);
          g_assert_cmpfloat ((double) bobbin_memory_get_reading (memory, reading) * layout->px_per_byte, <=,
                             row.width + 0.5);
        }
    }
}

static void
check_card (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card)
{
  const BobbinRunGroup *group = bobbin_run_get_group (layout->run, card->group);

  assert_within (card->rect, (BobbinRect) { 0.0, 0.0, layout->width, layout->height });
  g_assert_cmpuint (card->cells->len + card->n_hidden, ==, group->n_processes);
  if (card->sums_rect.height > 0.0)
    assert_within (card->sums_rect, card->rect);
  for (guint i = 0; i < card->cells->len; i++)
    {
      assert_within (get_cell (card, i)->rect, card->rect);
      assert_apart (get_cell (card, i)->rect, card->sums_rect);
      for (guint k = 0; k < i; k++)
        assert_apart (get_cell (card, i)->rect, get_cell (card, k)->rect);
    }
  check_bars (layout, card);
}

static void
check_layout (const BobbinMemoryLayout *layout)
{
  g_assert_cmpuint (layout->cards->len + layout->n_hidden_groups, ==, layout->run->groups->len);
  for (guint i = 0; i < layout->cards->len; i++)
    {
      check_card (layout, get_card (layout, i));
      for (guint k = 0; k < i; k++)
        assert_apart (get_card (layout, i)->rect, get_card (layout, k)->rect);
    }
}

static void
test_any_size (void)
{
  static const guint counts[] = { 1, 2, 16, 64, 500 };
  static const double widths[] = { 200.0, 420.0, 800.0, 1600.0, 3800.0 };
  static const double heights[] = { 90.0, 220.0, 400.0, 900.0, 2000.0 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_sized (counts[c], counts[c], 4, BOBBIN_NS_PER_S);

      for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
        for (guint h = 0; h < G_N_ELEMENTS (heights); h++)
          {
            g_autoptr (BobbinMemoryLayout) layout = lay_out (run, widths[w], heights[h]);

            check_layout (layout);
          }
    }
}

static void
test_any_groups (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new ((BobbinFake) fake);
      g_autoptr (BobbinMemoryLayout) small = lay_out (run, 300.0, 200.0);
      g_autoptr (BobbinMemoryLayout) large = lay_out (run, 1400.0, 900.0);

      check_layout (small);
      check_layout (large);
    }
}

static void
test_room_for_all (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinMemoryLayout) roomy = lay_out (run, 1200.0, 700.0);
  g_autoptr (BobbinMemoryLayout) tight = lay_out (run, 400.0, 160.0);

  g_assert_true (bobbin_memory_layout_shows_all (roomy));
  g_assert_false (bobbin_memory_layout_shows_all (tight));
  g_assert_cmpuint (get_card (roomy, 0)->cells->len, ==, 4);
  g_assert_cmpuint (get_card (roomy, 1)->cells->len, ==, 1);
}

/* The texts of a number in every place where it is told. */
static char *
find_text_at (const BobbinMemoryLayout *layout, const char *part)
{
  for (double y = 0.5; y < layout->height; y += 2.0)
    for (double x = 0.5; x < layout->width; x += 5.0)
      {
        g_autofree char *text = bobbin_memory_layout_describe_at (layout, x, y);

        if (text != NULL && strstr (text, part) != NULL)
          return g_steal_pointer (&text);
      }
  return NULL;
}

static void
test_every_number_is_told (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinMemoryLayout) layout = lay_out (run, 1000.0, 700.0);
  g_autofree char *whole = bobbin_memory_layout_describe (layout);

  for (guint i = 0; i < run->processes->len; i++)
    for (guint reading = 0; reading < BOBBIN_N_READINGS; reading++)
      {
        const BobbinMemory *memory = &bobbin_run_get_process (run, i)->memory;
        g_autofree char *label = bobbin_run_process_label (run, i);
        g_autofree char *number = bobbin_format_bytes (bobbin_memory_get_reading (memory, reading));
        g_autofree char *told = g_strdup_printf ("%s: %s %s", label, bobbin_memory_reading_name (reading), number);
        g_autofree char *at = find_text_at (layout, told);

        g_assert_nonnull (at);
        g_assert_nonnull (strstr (whole, number));
      }
}

static void
test_sums (void)
{
  g_autoptr (BobbinRun) run = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinMemoryLayout) layout = lay_out (run, 1000.0, 700.0);
  BobbinMemory sums = bobbin_run_group_memory (run, 0);
  g_autofree char *rss = bobbin_format_bytes (sums.rss_bytes);
  g_autofree char *pss = bobbin_format_bytes (sums.pss_bytes);
  g_autofree char *whole = bobbin_memory_layout_describe (layout);
  g_autofree char *rss_told = g_strdup_printf ("sum of RSS %s, in which shared pages are counted again", rss);
  g_autofree char *pss_told = g_strdup_printf ("sum of PSS %s, what the group really takes", pss);
  g_autofree char *rss_at = find_text_at (layout, rss_told);
  g_autofree char *pss_at = find_text_at (layout, pss_told);

  g_assert_nonnull (rss_at);
  g_assert_nonnull (pss_at);
  g_assert_nonnull (strstr (whole, rss));
  g_assert_nonnull (strstr (whole, pss));
  g_assert_nonnull (strstr (whole, "3 address spaces")); /* one of four has crashed */
  g_assert_nonnull (strstr (whole, "1 address space:"));
}

static void
test_states (void)
{
  g_autoptr (BobbinRun) early = bobbin_fake_run_new (BOBBIN_FAKE_EARLY);
  g_autoptr (BobbinRun) crashed = bobbin_fake_run_new (BOBBIN_FAKE_PLAIN);
  g_autoptr (BobbinRun) over = bobbin_fake_run_new (BOBBIN_FAKE_OVER);
  g_autoptr (BobbinMemoryLayout) unread = lay_out (early, 1000.0, 700.0);
  g_autofree char *text = bobbin_memory_layout_describe (unread);

  g_assert_nonnull (strstr (text, "not yet read"));
  g_assert_null (bobbin_memory_ended_word (early, 0));
  g_assert_cmpstr (bobbin_memory_ended_word (crashed, 2), ==, "crashed");
  g_assert_null (bobbin_memory_ended_word (crashed, 0));
  /* Stopped with the run is no way to have ended before it. */
  g_assert_null (bobbin_memory_ended_word (over, 0));
  g_assert_cmpstr (bobbin_memory_ended_word (over, 2), ==, "crashed");
}

static void
test_none (void)
{
  g_autoptr (BobbinMemoryLayout) layout = lay_out (NULL, 800.0, 400.0);
  g_autofree char *text = bobbin_memory_layout_describe (layout);
  g_autofree char *at = bobbin_memory_layout_describe_at (layout, 400.0, 200.0);

  g_assert_nonnull (text);
  g_assert_null (at);
}

static void
draw_layout (cairo_t *cr, gpointer data)
{
  bobbin_memory_layout_draw (data, cr);
}

static void
test_draw (void)
{
  for (guint fake = 0; fake < BOBBIN_N_FAKES; fake++)
    {
      g_autoptr (BobbinRun) run = bobbin_fake_run_new ((BobbinFake) fake);
      g_autoptr (BobbinMemoryLayout) layout = lay_out (run, 700.0, 500.0);
      cairo_surface_t *a = draw_test_image (720, 520, draw_layout, layout);
      cairo_surface_t *b = draw_test_image (720, 520, draw_layout, layout);

      g_assert_cmpfloat (draw_test_difference (a, b, 0), <=, 0.0);
      g_assert_true (draw_test_has_ink (a, 0, 0, 700, 500, 0xffffff));
      g_assert_false (draw_test_has_ink (a, 701, 0, 19, 520, 0xffffff));
      g_assert_false (draw_test_has_ink (a, 0, 501, 720, 19, 0xffffff));
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  pango = bobbin_text_context_new (FALSE);
  g_test_add_func ("/memory-layout/any-size", test_any_size);
  g_test_add_func ("/memory-layout/any-groups", test_any_groups);
  g_test_add_func ("/memory-layout/room-for-all", test_room_for_all);
  g_test_add_func ("/memory-layout/every-number-is-told", test_every_number_is_told);
  g_test_add_func ("/memory-layout/sums", test_sums);
  g_test_add_func ("/memory-layout/states", test_states);
  g_test_add_func ("/memory-layout/none", test_none);
  g_test_add_func ("/memory-layout/draw", test_draw);
  status = g_test_run ();
  g_object_unref (pango);
  return status;
}
