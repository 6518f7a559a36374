/* bobbin-experiment.c - the list of all experiments */
#include "config.h"

#include "bobbin-experiment.h"

#include <gio/gio.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "bobbin-lab-resources.h"

#define SOURCES "/io/github/bobbin_app/Bobbin/lab/"

/* Those that lead a row come first, in the order of the rows; then, as one would
 * tell them, the others. */
static const BobbinExperiment *const experiments[] = {
  &bobbin_experiment_cow,
  &bobbin_experiment_bill,
  &bobbin_experiment_creation,
  &bobbin_experiment_race,
  &bobbin_experiment_latency,
  &bobbin_experiment_speedup,
  &bobbin_experiment_crash,
  &bobbin_experiment_visibility,
  &bobbin_experiment_sharing,
  &bobbin_experiment_stacks,
  &bobbin_experiment_switch,
  &bobbin_experiment_bandwidth,
  &bobbin_experiment_one_core,
  &bobbin_experiment_contention,
  &bobbin_experiment_oversubscription,
  &bobbin_experiment_big_lock,
  &bobbin_experiment_false_sharing,
  &bobbin_experiment_deadlock,
  &bobbin_experiment_fork_in_threads,
  &bobbin_experiment_pools,
  &bobbin_experiment_limits,
  &bobbin_experiment_lifecycle,
  &bobbin_experiment_lock_holder,
};

const BobbinExperiment *const *
bobbin_experiments_get (guint *out_n)
{
  *out_n = G_N_ELEMENTS (experiments);
  return experiments;
}

const BobbinExperiment *
bobbin_experiment_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (experiments); i++)
    if (g_strcmp0 (experiments[i]->id, id) == 0)
      return experiments[i];
  return NULL;
}

const BobbinExperiment *
bobbin_experiment_for_row (const char *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (experiments); i++)
    if (experiments[i]->leads && strcmp (experiments[i]->row, row) == 0)
      return experiments[i];
  return NULL;
}

char *
bobbin_experiment_source (const BobbinExperiment *experiment)
{
  g_autofree char *path = g_strconcat (SOURCES "bobbin-lab-", experiment->id, ".c", NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (bobbin_lab_sources_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size = 0;
  const char *text = bytes == NULL ? "" : g_bytes_get_data (bytes, &size);

  g_return_val_if_fail (bytes != NULL, g_strdup (""));
  return g_strndup (text, size);
}

const BobbinMetric *
bobbin_experiment_find_metric (const BobbinExperiment *experiment, const char *id)
{
  for (const BobbinMetric *metric = experiment->metrics; metric->id != NULL; metric++)
    if (strcmp (metric->id, id) == 0)
      return metric;
  return NULL;
}

const char *
bobbin_pinning_to_string (BobbinPinning pinning)
{
  switch (pinning)
    {
    case BOBBIN_PINNED_SAME:
    case BOBBIN_PINNED_BOTH:
      return "same";
    case BOBBIN_PINNED_APART:
      return "apart";
    case BOBBIN_PINNED_FREE:
    default:
      return "free";
    }
}
