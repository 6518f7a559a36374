#include "config.h"

#include "app-test.h"

typedef struct {
  BobbinBoard *board;
  GtkWindow   *window;
  guint        n_paged;
} Fixture;

static void
paged_cb (Fixture *fixture)
{
  fixture->n_paged++;
}

static void
set_up_at (Fixture *fixture, int width, int height)
{
  const char *titles[BOBBIN_N_PAGES] = { "Timeline", "Memory", "Summary" };

  app_test_get_application ();
  fixture->board = g_object_new (BOBBIN_TYPE_BOARD, NULL);
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    {
      GtkWidget *content = gtk_drawing_area_new ();
      GtkWidget *card = bobbin_card_new (titles[i], "…", "table", content);

      gtk_widget_set_size_request (content, 100, 80);
      bobbin_board_set_card (fixture->board, i, BOBBIN_CARD (card));
    }
  g_signal_connect_swapped (fixture->board, "notify::paged", G_CALLBACK (paged_cb), fixture);
  fixture->window = app_test_show (GTK_WIDGET (fixture->board), width, height);
}

static void
tear_down (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->board), (gpointer *) &fixture->board);
  app_test_destroy (fixture->window);
  g_assert_null (fixture->board);
}

/* The cards lie among the board's children in the order of the pages. */
static GtkWidget *
get_card (Fixture *fixture, BobbinPage page)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->board));
  guint i = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (BOBBIN_IS_CARD (child) && i++ == page)
        return child;
    }
  g_assert_not_reached ();
}

static gboolean
is_shown (Fixture *fixture, BobbinPage page)
{
  return gtk_widget_get_mapped (get_card (fixture, page));
}

static void
assert_only (Fixture *fixture, BobbinPage page)
{
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    g_assert_cmpint (is_shown (fixture, i), ==, i == page);
}

static void
test_together (void)
{
  Fixture fixture = { 0 };
  graphene_rect_t timeline, memory, summary;

  set_up_at (&fixture, 1300, 900);
  g_assert_false (bobbin_board_is_paged (fixture.board));
  for (guint i = 0; i < BOBBIN_N_PAGES; i++)
    g_assert_true (is_shown (&fixture, i));

#define BOUNDS(page, rect) \
  g_assert_true (gtk_widget_compute_bounds (get_card (&fixture, page), \
                                            GTK_WIDGET (fixture.board), rect))
  BOUNDS (BOBBIN_PAGE_TIMELINE, &timeline);
  BOUNDS (BOBBIN_PAGE_MEMORY, &memory);
  BOUNDS (BOBBIN_PAGE_SUMMARY, &summary);
#undef BOUNDS
  g_assert_cmpfloat_with_epsilon (timeline.size.width, 1300.0, 1.0);
  g_assert_cmpfloat (memory.origin.y, >, timeline.origin.y + timeline.size.height);
  g_assert_cmpfloat (summary.origin.x, >, memory.origin.x + memory.size.width);
  g_assert_cmpfloat_with_epsilon (summary.origin.x + summary.size.width, 1300.0, 1.0);
  g_assert_cmpfloat_with_epsilon (memory.origin.y + memory.size.height, 900.0, 1.0);
  tear_down (&fixture);
}

static void
test_narrow (void)
{
  Fixture fixture = { 0 };

  set_up_at (&fixture, 500, 900);
  g_assert_true (bobbin_board_is_paged (fixture.board));
  g_assert_cmpuint (fixture.n_paged, ==, 1);
  assert_only (&fixture, BOBBIN_PAGE_TIMELINE);
  bobbin_board_set_page (fixture.board, BOBBIN_PAGE_SUMMARY);
  app_test_settle (100);
  assert_only (&fixture, BOBBIN_PAGE_SUMMARY);
  tear_down (&fixture);
}

static void
test_low (void)
{
  Fixture fixture = { 0 };

  set_up_at (&fixture, 1300, 300);
  g_assert_true (bobbin_board_is_paged (fixture.board));
  assert_only (&fixture, BOBBIN_PAGE_TIMELINE);
  tear_down (&fixture);
}

/* Through the widths: one change only, and none to and fro. */
static void
test_resize (void)
{
  Fixture fixture = { 0 };
  guint n_before;

  set_up_at (&fixture, 1300, 900);
  for (int width = 1300; width >= 500; width -= 40)
    {
      gtk_window_set_default_size (fixture.window, width, 900);
      app_test_settle (30);
    }
  g_assert_true (bobbin_board_is_paged (fixture.board));
  g_assert_cmpuint (fixture.n_paged, ==, 1);
  n_before = fixture.n_paged;
  app_test_settle (200);
  g_assert_cmpuint (fixture.n_paged, ==, n_before);
  gtk_window_set_default_size (fixture.window, 1300, 900);
  app_test_settle (200);
  g_assert_false (bobbin_board_is_paged (fixture.board));
  g_assert_cmpuint (fixture.n_paged, ==, 2);
  tear_down (&fixture);
}

/* A large window takes as long to be shown as the machine is busy. */
static void
wait_for_class (GtkWidget *card, const char *css_class, gboolean wanted)
{
  for (guint tries = 0; tries < 100 && gtk_widget_has_css_class (card, css_class) != wanted; tries++)
    app_test_settle (100);
  g_assert_cmpint (gtk_widget_has_css_class (card, css_class), ==, wanted);
}

/* Text grows with the room, in one step, and comes back. */
static void
test_text_size (void)
{
  Fixture fixture = { 0 };
  GtkWidget *card;

  set_up_at (&fixture, 1300, 900);
  card = get_card (&fixture, BOBBIN_PAGE_MEMORY);
  g_assert_false (gtk_widget_has_css_class (card, "large"));
  g_assert_false (gtk_widget_has_css_class (card, "largest"));
  gtk_window_set_default_size (fixture.window, 3600, 2100);
  wait_for_class (card, "largest", TRUE);
  g_assert_false (gtk_widget_has_css_class (card, "large"));
  g_assert_false (bobbin_board_is_paged (fixture.board));
  gtk_window_set_default_size (fixture.window, 1300, 900);
  wait_for_class (card, "largest", FALSE);
  g_assert_false (bobbin_board_is_paged (fixture.board));
  tear_down (&fixture);
}

static void
test_alone (void)
{
  Fixture fixture = { 0 };

  set_up_at (&fixture, 1300, 900);
  g_signal_emit_by_name (get_card (&fixture, BOBBIN_PAGE_MEMORY), "maximise-toggled");
  app_test_settle (100);
  g_assert_true (bobbin_board_get_alone (fixture.board));
  g_assert_cmpuint (bobbin_board_get_page (fixture.board), ==, BOBBIN_PAGE_MEMORY);
  assert_only (&fixture, BOBBIN_PAGE_MEMORY);
  g_signal_emit_by_name (get_card (&fixture, BOBBIN_PAGE_MEMORY), "maximise-toggled");
  app_test_settle (100);
  g_assert_true (is_shown (&fixture, BOBBIN_PAGE_TIMELINE));
  tear_down (&fixture);
}

static void
test_accessible (void)
{
  Fixture fixture = { 0 };

  set_up_at (&fixture, 1300, 900);
  gtk_test_accessible_assert_role (fixture.board, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_role (get_card (&fixture, BOBBIN_PAGE_MEMORY),
                                   GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (get_card (&fixture, BOBBIN_PAGE_MEMORY),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Memory");
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/board/together", test_together);
  g_test_add_func ("/board/narrow", test_narrow);
  g_test_add_func ("/board/low", test_low);
  g_test_add_func ("/board/resize", test_resize);
  g_test_add_func ("/board/text-size", test_text_size);
  g_test_add_func ("/board/alone", test_alone);
  g_test_add_func ("/board/accessible", test_accessible);
  return g_test_run ();
}
