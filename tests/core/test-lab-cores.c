/* test-lab-cores.c - on which cores experiments run, of machines that are made up */
#include <glib.h>
#include <string.h>

#include "bobbin-lab-cores.h"
#include "core-fixtures.h"

typedef struct {
  char          *root;
  BobbinMachine *machine;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = make_root ();
  fixture->machine = make_machine ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_root (fixture->root);
  bobbin_machine_free (fixture->machine);
}

static void
put (Fixture *fixture, guint core, const char *name, const char *text)
{
  g_autofree char *path = g_strdup_printf ("/sys/devices/system/cpu/cpu%u/%s", core, name);

  put_below (fixture->root, path, text);
}

static void
put_siblings (Fixture *fixture, guint core, const char *siblings)
{
  g_autofree char *line = g_strconcat (siblings, "\n", NULL);

  put (fixture, core, "topology/thread_siblings_list", line);
}

/* @chosen: "0,2|1,3": those on physical cores of their own, then the others. */
static void
assert_chosen (Fixture *fixture, const char *allowed, const char *chosen)
{
  BobbinLabOrder order = { .n_cores = 77, .n_apart = 77 };
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (bobbin_core_set_parse (allowed, &fixture->machine->cores));
  fixture->machine->n_cores = bobbin_core_set_count (&fixture->machine->cores);
  bobbin_lab_choose_cores (fixture->machine, fixture->root, &order);
  for (guint i = 0; i < order.n_cores; i++)
    g_string_append_printf (text, "%s%u", i == 0 ? "" : i == order.n_apart ? "|" : ",", order.cores[i]);
  g_assert_cmpstr (text->str, ==, chosen);
  g_assert_cmpuint (order.n_apart, >=, 1);
  g_assert_cmpuint (order.n_apart, <=, order.n_cores);
}

/* Nothing is told: each counts as a physical core. */
static void
test_nothing_told (Fixture *fixture, gconstpointer data)
{
  assert_chosen (fixture, "0-3", "0,1,2,3");
  assert_chosen (fixture, "2", "2");
  assert_chosen (fixture, "1,5,9", "1,5,9");
}

/* Siblings side by side, as AMD numbers them. */
static void
test_siblings_side_by_side (Fixture *fixture, gconstpointer data)
{
  put_siblings (fixture, 0, "0-1");
  put_siblings (fixture, 1, "0-1");
  put_siblings (fixture, 2, "2-3");
  put_siblings (fixture, 3, "2-3");
  assert_chosen (fixture, "0-3", "0,2|1,3");
  /* The first of a pair is not allowed: the second stands for it. */
  assert_chosen (fixture, "1-3", "1,2|3");
  assert_chosen (fixture, "1,3", "1,3");
  assert_chosen (fixture, "0-1", "0|1");
  assert_chosen (fixture, "3", "3");
}

/* And apart, as Intel does. */
static void
test_siblings_apart (Fixture *fixture, gconstpointer data)
{
  for (guint core = 0; core < 8; core++)
    {
      g_autofree char *list = g_strdup_printf ("%u,%u", core % 4, core % 4 + 4);

      put_siblings (fixture, core, list);
    }
  assert_chosen (fixture, "0-7", "0,1,2,3|4,5,6,7");
  assert_chosen (fixture, "4-7", "4,5,6,7");
  assert_chosen (fixture, "1,5,6", "1,6|5");
}

/* Two large cores with siblings and four small ones without. */
static void
test_hybrid (Fixture *fixture, gconstpointer data)
{
  static const char *const frequencies[] = { "2400000", "2400000", "2400000", "2400000", "4800000", "4800000", "4800000", "4800000" };

  for (guint core = 0; core < 8; core++)
    put (fixture, core, "cpufreq/cpuinfo_max_freq", frequencies[core]);
  put_siblings (fixture, 4, "4-5");
  put_siblings (fixture, 5, "4-5");
  put_siblings (fixture, 6, "6-7");
  put_siblings (fixture, 7, "6-7");
  assert_chosen (fixture, "0-7", "4,6,0,1,2,3|5,7");
  assert_chosen (fixture, "0-3,7", "7,0,1,2,3");
}

/* What the scheduler itself goes by has the last word. */
static void
test_capacity (Fixture *fixture, gconstpointer data)
{
  static const char *const capacities[] = { "446\n", "446\n", "1024\n", "871\n" };

  for (guint core = 0; core < 4; core++)
    {
      put (fixture, core, "cpu_capacity", capacities[core]);
      put (fixture, core, "cpufreq/cpuinfo_max_freq", "2000000\n");
    }
  assert_chosen (fixture, "0-3", "2,3,0,1");
}

/* Holes in the numbers, siblings that are no longer there, files with nonsense. */
static void
test_holes (Fixture *fixture, gconstpointer data)
{
  put_siblings (fixture, 2, "2,700");
  put_siblings (fixture, 700, "2,700");
  put_siblings (fixture, 3, "");
  put_siblings (fixture, 9, "all of them");
  put_siblings (fixture, 12, "0-99999");
  put (fixture, 9, "cpu_capacity", "fast\n");
  assert_chosen (fixture, "2-3,9,12,700,1023", "2,3,9,12,1023|700");
}

/* More than an order has room for: those on physical cores of their own come first. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  BobbinLabOrder order;

  for (guint core = 0; core < 256; core++)
    {
      g_autofree char *list = g_strdup_printf ("%u-%u", core & ~1u, core | 1u);

      put_siblings (fixture, core, list);
    }
  g_assert_true (bobbin_core_set_parse ("0-255", &fixture->machine->cores));
  bobbin_lab_choose_cores (fixture->machine, fixture->root, &order);
  g_assert_cmpuint (order.n_cores, ==, BOBBIN_LAB_MAX_CORES);
  g_assert_cmpuint (order.n_apart, ==, BOBBIN_LAB_MAX_CORES);
  for (guint i = 0; i < order.n_cores; i++)
    g_assert_cmpuint (order.cores[i], ==, 2 * i);

  g_assert_true (bobbin_core_set_parse ("0-99", &fixture->machine->cores));
  bobbin_lab_choose_cores (fixture->machine, fixture->root, &order);
  g_assert_cmpuint (order.n_cores, ==, BOBBIN_LAB_MAX_CORES);
  g_assert_cmpuint (order.n_apart, ==, 50);
  g_assert_cmpuint (order.cores[50], ==, 1);
}

/* This machine: what is chosen is allowed, and none of it twice. */
static void
test_this_machine (void)
{
  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  BobbinCoreSet chosen = { 0 };
  BobbinLabOrder order;

  bobbin_lab_choose_cores (machine, "", &order);
  for (guint i = 0; i < order.n_cores; i++)
    {
      g_assert_true (bobbin_core_set_contains (&machine->cores, order.cores[i]));
      bobbin_core_set_add (&chosen, order.cores[i]);
    }
  g_assert_cmpuint (order.n_cores, ==, MIN (machine->n_cores, BOBBIN_LAB_MAX_CORES));
  g_assert_cmpuint (bobbin_core_set_count (&chosen), ==, order.n_cores);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lab-cores/nothing-told", Fixture, NULL, set_up, test_nothing_told, tear_down);
  g_test_add ("/lab-cores/siblings/side-by-side", Fixture, NULL, set_up, test_siblings_side_by_side, tear_down);
  g_test_add ("/lab-cores/siblings/apart", Fixture, NULL, set_up, test_siblings_apart, tear_down);
  g_test_add ("/lab-cores/hybrid", Fixture, NULL, set_up, test_hybrid, tear_down);
  g_test_add ("/lab-cores/capacity", Fixture, NULL, set_up, test_capacity, tear_down);
  g_test_add ("/lab-cores/holes", Fixture, NULL, set_up, test_holes, tear_down);
  g_test_add ("/lab-cores/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add_func ("/lab-cores/this-machine", test_this_machine);
  return g_test_run ();
}
