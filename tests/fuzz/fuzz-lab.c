/* Packets of the lab: what passes the check must be safe to use, and readings
 * safe to reckon with and to judge. */
#include "fuzz.h"

#include <math.h>
#include <string.h>

#include "bobbin-experiment.h"

static void
use_order (const BobbinLabOrder *order)
{
  g_assert_cmpuint (strlen (order->experiment), <, BOBBIN_LAB_NAME_BYTES);
  g_assert_cmpuint (order->n_apart, >=, 1);
  g_assert_cmpuint (order->n_apart, <=, order->n_cores);
  g_assert_cmpuint (order->n_cores, <=, BOBBIN_LAB_MAX_CORES);
  for (guint i = 0; i < order->n_cores; i++)
    g_assert_cmpuint (order->cores[i], <, BOBBIN_MAX_CORES);
  g_assert_cmpuint (order->deadline_ns, <=, BOBBIN_LAB_MAX_DEADLINE_NS);
}

static void
reckon (const BobbinReadings *readings, const char *metric)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (readings, metric);

  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);
      BobbinQuartiles quartiles = bobbin_readings_quartiles (readings, metric, x);
      BobbinEstimate ratio = bobbin_readings_ratio (readings, metric, metric, x);
      g_autofree char *text = bobbin_quantity_format (BOBBIN_QUANTITY_NS, quartiles.median);

      g_assert_cmpuint (strlen (text), >, 0);
      g_assert_cmpuint (quartiles.n, >=, 1);
      g_assert_true (!ratio.valid || (isfinite (ratio.low) && isfinite (ratio.high)));
    }
}

/* As readings of a metric that the experiment knows, and of all others none. */
static void
judge (const BobbinLabReadings *packet)
{
  guint n_experiments, n_metrics = 0;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n_experiments);
  const BobbinExperiment *experiment = all[packet->reserved % n_experiments];
  BobbinMachine machine = { .n_cores = 2, .cpu = (char *) "", .kernel = (char *) "" };
  BobbinReadings *readings = bobbin_readings_new ();
  BobbinCoreSet cores = { 0 };

  while (experiment->metrics[n_metrics].id != NULL)
    n_metrics++;
  for (guint i = 0; i < packet->n_readings; i++)
    bobbin_readings_add (readings, experiment->metrics[(i + packet->metric[0]) % n_metrics].id, &packet->readings[i], 1);

  g_autoptr (BobbinOutcome) outcome = bobbin_outcome_new (experiment, &machine, &cores, readings, 0);
  g_assert_nonnull (outcome->because);
  g_assert_nonnull (outcome->process_text);
  g_assert_nonnull (outcome->thread_text);
}

static void
use_readings (const BobbinLabReadings *packet)
{
  g_autoptr (BobbinReadings) readings = bobbin_readings_new ();

  g_assert_cmpuint (packet->n_readings, <=, BOBBIN_LAB_MAX_READINGS);
  if (bobbin_readings_add (readings, packet->metric, packet->readings, packet->n_readings))
    reckon (readings, packet->metric);
  judge (packet);
}

static void
use_end (const BobbinLabEnd *end)
{
  g_assert_cmpuint (end->head.type, >=, BOBBIN_LAB_DONE);
  g_assert_true (end->head.type != BOBBIN_LAB_LACKS || (end->lack >= BOBBIN_LACK_CORES && end->lack <= BOBBIN_LACK_PAGES));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint64 packet[BOBBIN_MAX_PACKET / sizeof (guint64)];

  if (size > sizeof packet)
    return 0;
  if (size > 0)
    memcpy (packet, data, size); /* as it is received: aligned */
  if (bobbin_lab_check_order (packet, size))
    use_order ((const BobbinLabOrder *) packet);
  if (bobbin_lab_check_readings (packet, size))
    use_readings ((const BobbinLabReadings *) packet);
  if (bobbin_lab_check_end (packet, size))
    use_end ((const BobbinLabEnd *) packet);
  return 0;
}
