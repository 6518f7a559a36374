#include "config.h"

#include "bobbin-glide.h"
#include "bobbin-time-span.h"

#define FRAME_NS    (BOBBIN_NS_PER_S / 60)
#define INTERVAL_NS (50 * BOBBIN_NS_PER_MS)
#define START_NS    (1000 * BOBBIN_NS_PER_S)

/* Samples every 50 ms, frames every 16.7 ms: the edge never goes back, never
 * beyond what is known, and never further than a few steps at once. */
static void
test_moves (void)
{
  BobbinGlide glide = { 0 };
  gint64 last_ns = 0;

  for (guint frame = 0; frame < 600; frame++)
    {
      gint64 elapsed_ns = frame * FRAME_NS;
      gint64 known_ns = elapsed_ns / INTERVAL_NS * INTERVAL_NS;

      bobbin_glide_move (&glide, START_NS + elapsed_ns, known_ns, INTERVAL_NS);
      g_assert_cmpint (glide.edge_ns, <=, MAX (known_ns, 0));
      g_assert_cmpint (glide.edge_ns, >=, last_ns);
      if (frame > 60)
        {
          g_assert_cmpint (glide.edge_ns - last_ns, <, 2 * FRAME_NS);
          g_assert_cmpint (known_ns - glide.edge_ns, <=, 2 * INTERVAL_NS);
        }
      last_ns = glide.edge_ns;
    }
}

/* After a gap, such as a hidden window, it is at once where it belongs. */
static void
test_jumps (void)
{
  BobbinGlide glide = { 0 };

  bobbin_glide_move (&glide, START_NS, BOBBIN_NS_PER_S, INTERVAL_NS);
  g_assert_cmpint (glide.edge_ns, ==, BOBBIN_NS_PER_S - INTERVAL_NS);
  bobbin_glide_move (&glide, START_NS + FRAME_NS, 9 * BOBBIN_NS_PER_S, INTERVAL_NS);
  g_assert_cmpint (glide.edge_ns, ==, 9 * BOBBIN_NS_PER_S - INTERVAL_NS);
}

static void
test_never_negative (void)
{
  BobbinGlide glide = { 0 };

  bobbin_glide_move (&glide, START_NS, 0, INTERVAL_NS);
  g_assert_cmpint (glide.edge_ns, ==, 0);
}

/* A picture that costs 10 ms of CPU may come every 10 ms / share. */
static void
test_budget (void)
{
  const gint64 cost_ns = 10 * BOBBIN_NS_PER_MS;
  BobbinGlide glide = { 0 };
  guint n_drawn = 0;
  gint64 cpu_ns = 0;

  for (guint frame = 0; frame < 600; frame++)
    {
      if (!bobbin_glide_may_draw (&glide, START_NS + frame * FRAME_NS, cpu_ns))
        continue;
      n_drawn++;
      cpu_ns += cost_ns;
    }
  g_assert_cmpfloat (n_drawn * (double) cost_ns, <=,
                     BOBBIN_GLIDE_DRAWING_SHARE * 10.0 * BOBBIN_NS_PER_S + cost_ns);
  g_assert_cmpuint (n_drawn, >, 50);
}

/* One that costs nothing to speak of comes with every frame. */
static void
test_free (void)
{
  BobbinGlide glide = { 0 };

  for (guint frame = 0; frame < 60; frame++)
    g_assert_true (bobbin_glide_may_draw (&glide, START_NS + frame * FRAME_NS,
                                          frame * BOBBIN_NS_PER_MS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/glide/moves", test_moves);
  g_test_add_func ("/glide/jumps", test_jumps);
  g_test_add_func ("/glide/never-negative", test_never_negative);
  g_test_add_func ("/glide/budget", test_budget);
  g_test_add_func ("/glide/free", test_free);
  return g_test_run ();
}
