/* bobbin-lab-wire: what the lab and its worker let in from each other, and what not */
#include "bobbin-lab-wire.h"

#include <glib.h>
#include <string.h>

#include "check-exact.h"

static BobbinLabOrder
make_order (void)
{
  BobbinLabOrder order = {
    .experiment = "creation",
    .seed = 1,
    .budget_ns = 1000,
    .deadline_ns = 2000,
    .memory_bytes = 1 << 20,
    .max_workers = 64,
    .n_cores = 2,
    .n_apart = 1,
    .cores = { 3, 1 },
  };

  bobbin_lab_init_head (&order.head, BOBBIN_LAB_ORDER);
  return order;
}

static BobbinLabReadings
make_readings (guint n)
{
  BobbinLabReadings readings = { .metric = "fork_cycle", .n_readings = n };

  bobbin_lab_init_head (&readings.head, BOBBIN_LAB_READINGS);
  for (guint i = 0; i < MIN (n, BOBBIN_LAB_MAX_READINGS); i++)
    readings.readings[i] = (BobbinLabReading) { 0, 100 + i, i, 0 };
  return readings;
}

static BobbinLabEnd
make_end (BobbinLabType type, guint lack)
{
  BobbinLabEnd end = { .lack = lack, .error = 12 };

  bobbin_lab_init_head (&end.head, type);
  return end;
}

static gboolean
order_is_let_in (const BobbinLabOrder *order)
{
  return check_exact (bobbin_lab_check_order, order, sizeof *order);
}

static gboolean
readings_are_let_in (const BobbinLabReadings *readings)
{
  return check_exact (bobbin_lab_check_readings, readings, bobbin_lab_readings_size (MIN (readings->n_readings, BOBBIN_LAB_MAX_READINGS)));
}

/* --- head and size ------------------------------------------------------------ */

static void
test_sizes (void)
{
  BobbinLabOrder order = make_order ();
  BobbinLabReadings readings = make_readings (3);
  BobbinLabEnd end = make_end (BOBBIN_LAB_DONE, 0);
  guint8 long_packet[BOBBIN_MAX_PACKET] = { 0 };

  memcpy (long_packet, &order, sizeof order);
  for (size_t size = 0; size <= sizeof order + 64; size++)
    g_assert_cmpint (check_exact (bobbin_lab_check_order, long_packet, size), ==, size == sizeof order);
  memset (long_packet, 0, sizeof long_packet);
  memcpy (long_packet, &readings, sizeof readings);
  for (size_t size = 0; size <= sizeof long_packet; size++)
    g_assert_cmpint (check_exact (bobbin_lab_check_readings, long_packet, size), ==, size == bobbin_lab_readings_size (3));
  memset (long_packet, 0, sizeof long_packet);
  memcpy (long_packet, &end, sizeof end);
  for (size_t size = 0; size <= 64; size++)
    g_assert_cmpint (check_exact (bobbin_lab_check_end, long_packet, size), ==, size == sizeof end);
}

/* Each packet, with the head of every other. */
static void
test_heads (void)
{
  BobbinLabOrder order = make_order ();
  BobbinLabReadings readings = make_readings (3);
  BobbinLabEnd end = make_end (BOBBIN_LAB_DONE, BOBBIN_LACK_CORES);

  for (guint type = 0; type <= G_MAXUINT16; type++)
    {
      bobbin_lab_init_head (&order.head, type);
      bobbin_lab_init_head (&readings.head, type);
      bobbin_lab_init_head (&end.head, type);
      g_assert_cmpint (order_is_let_in (&order), ==, type == BOBBIN_LAB_ORDER);
      g_assert_cmpint (readings_are_let_in (&readings), ==, type == BOBBIN_LAB_READINGS);
      g_assert_cmpint (bobbin_lab_check_end (&end, sizeof end), ==, type >= BOBBIN_LAB_DONE && type <= BOBBIN_LAB_FAILED);
    }

  order = make_order ();
  order.head.version++;
  g_assert_false (order_is_let_in (&order));
  order = make_order ();
  order.head.magic ^= 1;
  g_assert_false (order_is_let_in (&order));
  end = make_end (BOBBIN_LAB_LACKS, BOBBIN_LACK_CORES);
  end.head.magic = GUINT32_SWAP_LE_BE (end.head.magic);
  g_assert_false (bobbin_lab_check_end (&end, sizeof end));
}

/* The two protocols share a socket's form and must not be taken for each other. */
static void
test_types_apart (void)
{
  for (guint type = BOBBIN_LAB_ORDER; type <= BOBBIN_LAB_FAILED; type++)
    g_assert_cmpuint (type, >, BOBBIN_WIRE_REFUSED);
}

/* --- fields ------------------------------------------------------------------- */

static void
test_order_fields (void)
{
  BobbinLabOrder order = make_order ();

  g_assert_true (order_is_let_in (&order));
  memset (order.experiment, 'a', sizeof order.experiment); /* has no end */
  g_assert_false (order_is_let_in (&order));
  order.experiment[sizeof order.experiment - 1] = '\0';
  g_assert_true (order_is_let_in (&order));
  order.experiment[0] = '\0';
  g_assert_false (order_is_let_in (&order));

  order = make_order ();
  order.budget_ns = order.deadline_ns;
  g_assert_true (order_is_let_in (&order));
  order.budget_ns = order.deadline_ns + 1;
  g_assert_false (order_is_let_in (&order));
  /* What is added to a clock may not turn it back. */
  order.budget_ns = order.deadline_ns = BOBBIN_LAB_MAX_DEADLINE_NS;
  g_assert_true (order_is_let_in (&order));
  order.deadline_ns = BOBBIN_LAB_MAX_DEADLINE_NS + 1;
  g_assert_false (order_is_let_in (&order));
  order.budget_ns = order.deadline_ns = G_MAXUINT64;
  g_assert_false (order_is_let_in (&order));
  order.budget_ns = 0;
  g_assert_false (order_is_let_in (&order));

  order = make_order ();
  order.max_workers = 0;
  g_assert_false (order_is_let_in (&order));
  order.max_workers = BOBBIN_MAX_WORKERS;
  g_assert_true (order_is_let_in (&order));
  order.max_workers = BOBBIN_MAX_WORKERS + 1;
  g_assert_false (order_is_let_in (&order));
}

static void
test_order_cores (void)
{
  BobbinLabOrder order = make_order ();

  order.n_cores = 0;
  g_assert_false (order_is_let_in (&order));
  order.n_cores = BOBBIN_LAB_MAX_CORES;
  g_assert_true (order_is_let_in (&order));
  order.n_cores = BOBBIN_LAB_MAX_CORES + 1;
  g_assert_false (order_is_let_in (&order));
  order.n_cores = G_MAXUINT32;
  g_assert_false (order_is_let_in (&order));

  order = make_order ();
  order.n_apart = 0;
  g_assert_false (order_is_let_in (&order));
  order.n_apart = 2;
  g_assert_true (order_is_let_in (&order));
  order.n_apart = 3;
  g_assert_false (order_is_let_in (&order));

  order = make_order ();
  order.cores[1] = BOBBIN_MAX_CORES - 1;
  g_assert_true (order_is_let_in (&order));
  order.cores[1] = BOBBIN_MAX_CORES;
  g_assert_false (order_is_let_in (&order));
  order.n_cores = 1; /* what is not counted may be anything */
  g_assert_true (order_is_let_in (&order));
}

static void
test_readings_fields (void)
{
  BobbinLabReadings readings = make_readings (BOBBIN_LAB_MAX_READINGS);

  g_assert_true (readings_are_let_in (&readings));
  readings.n_readings = BOBBIN_LAB_MAX_READINGS + 1;
  g_assert_false (readings_are_let_in (&readings));
  g_assert_false (check_exact (bobbin_lab_check_readings, &readings, sizeof readings));
  readings.n_readings = 0;
  g_assert_false (check_exact (bobbin_lab_check_readings, &readings, bobbin_lab_readings_size (0)));
  /* Its size, reckoned in 32 bits, would wrap to the smallest. */
  readings.n_readings = (guint32) ((G_GUINT64_CONSTANT (1) << 32) / sizeof (BobbinLabReading)) + 1;
  g_assert_false (readings_are_let_in (&readings));

  readings = make_readings (2);
  readings.metric[0] = '\0';
  g_assert_false (readings_are_let_in (&readings));
  memset (readings.metric, 'm', sizeof readings.metric);
  g_assert_false (readings_are_let_in (&readings));
}

static void
test_end_fields (void)
{
  for (guint lack = 0; lack < 64; lack++)
    {
      BobbinLabEnd end = make_end (BOBBIN_LAB_LACKS, lack);

      g_assert_cmpint (bobbin_lab_check_end (&end, sizeof end), ==, lack >= BOBBIN_LACK_CORES && lack <= BOBBIN_LACK_PAGES);
      end = make_end (BOBBIN_LAB_DONE, lack);
      g_assert_true (bobbin_lab_check_end (&end, sizeof end));
    }
}

/* --- anything at all ---------------------------------------------------------- */

static gboolean
ends (const char *name)
{
  return name[0] != '\0' && memchr (name, '\0', BOBBIN_LAB_NAME_BYTES) != NULL;
}

/* What was let in keeps what it promises to whoever reads it. */
static gboolean
use (const void *packet, size_t size)
{
  g_autofree guint64 *aligned = g_malloc0 (MAX (size, sizeof (guint64)));

  memcpy (aligned, packet, size);
  if (bobbin_lab_check_order (aligned, size))
    {
      const BobbinLabOrder *order = (const void *) aligned;

      g_assert_true (ends (order->experiment));
      g_assert_cmpuint (order->n_apart, >=, 1);
      g_assert_cmpuint (order->n_apart, <=, order->n_cores);
      for (guint i = 0; i < order->n_cores; i++)
        g_assert_cmpuint (order->cores[i], <, BOBBIN_MAX_CORES);
      return TRUE;
    }
  if (bobbin_lab_check_readings (aligned, size))
    {
      const BobbinLabReadings *readings = (const void *) aligned;

      g_assert_true (ends (readings->metric));
      g_assert_cmpuint (bobbin_lab_readings_size (readings->n_readings), ==, size);
      return TRUE;
    }
  return bobbin_lab_check_end (aligned, size);
}

static void
test_random_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20240611);

  for (guint round = 0; round < 20000; round++)
    {
      size_t size = (size_t) g_rand_int_range (random, 0, 500);
      g_autofree guint8 *packet = g_malloc (MAX (size, 1));

      for (size_t i = 0; i < size; i++)
        packet[i] = (guint8) g_rand_int_range (random, 0, 256);
      if (size >= sizeof (BobbinWireHead) && g_rand_boolean (random))
        {
          BobbinWireHead head;

          bobbin_lab_init_head (&head, BOBBIN_LAB_ORDER + g_rand_int_range (random, 0, 5));
          memcpy (packet, &head, sizeof head);
        }
      use (packet, size);
    }
}

static void
flip (const void *good, size_t size, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_let_in = 0, n_rounds = 20000;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autofree guint8 *packet = g_memdup2 (good, size);
      gint n_flips = g_rand_int_range (random, 1, 5);

      for (gint i = 0; i < n_flips; i++)
        packet[g_rand_int_range (random, 0, (gint32) size)] ^= (guint8) (1u << g_rand_int_range (random, 0, 8));
      n_let_in += use (packet, size) ? 1 : 0;
    }
  /* Readings and seeds may be anything; the head, names and counts may not. */
  g_assert_cmpuint (n_let_in, >, 500);
  g_assert_cmpuint (n_rounds - n_let_in, >, 500);
}

static void
test_flipped_bits (void)
{
  BobbinLabOrder order = make_order ();
  BobbinLabReadings readings = make_readings (10);

  flip (&order, sizeof order, 1);
  flip (&readings, bobbin_lab_readings_size (10), 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab-wire/sizes", test_sizes);
  g_test_add_func ("/lab-wire/heads", test_heads);
  g_test_add_func ("/lab-wire/types-apart", test_types_apart);
  g_test_add_func ("/lab-wire/order/fields", test_order_fields);
  g_test_add_func ("/lab-wire/order/cores", test_order_cores);
  g_test_add_func ("/lab-wire/readings", test_readings_fields);
  g_test_add_func ("/lab-wire/end", test_end_fields);
  g_test_add_func ("/lab-wire/random-bytes", test_random_bytes);
  g_test_add_func ("/lab-wire/flipped-bits", test_flipped_bits);
  return g_test_run ();
}
