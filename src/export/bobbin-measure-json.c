#include "config.h"

#include "bobbin-measure-json.h"

#include <glib/gi18n-lib.h>

#include "bobbin-json.h"
#include "bobbin-run-json.h"

static void
add_double (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_conditions (JsonBuilder *builder, const BobbinOutcome *outcome)
{
  json_builder_set_member_name (builder, "conditions");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "cores");
  json_builder_begin_array (builder);
  for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
    if (bobbin_core_set_contains (&outcome->cores, core))
      json_builder_add_int_value (builder, core);
  json_builder_end_array (builder);
  bobbin_json_add_string (builder, "pinned", bobbin_pinning_to_string (outcome->experiment->pinning));
  json_builder_end_object (builder);
}

/* One for each x at which @metric was read. */
static void
add_metric (JsonBuilder *builder, const BobbinOutcome *outcome, const BobbinMetric *metric)
{
  g_autoptr (GArray) xs = bobbin_readings_get_xs (outcome->readings, metric->id);

  for (guint i = 0; i < xs->len; i++)
    {
      double x = g_array_index (xs, double, i);
      BobbinQuartiles quartiles = bobbin_readings_quartiles (outcome->readings, metric->id, x);

      json_builder_begin_object (builder);
      bobbin_json_add_string (builder, "id", metric->id);
      bobbin_json_add_string (builder, "label", _(metric->label));
      bobbin_json_add_string (builder, "unit", bobbin_quantity_to_string (metric->quantity));
      if (metric->x_label != NULL)
        {
          add_double (builder, "x", x);
          bobbin_json_add_string (builder, "x_label", _(metric->x_label));
          bobbin_json_add_string (builder, "x_unit", bobbin_quantity_to_string (metric->x_quantity));
        }
      bobbin_json_add_int (builder, "n", quartiles.n);
      add_double (builder, "median", quartiles.median);
      add_double (builder, "p25", quartiles.p25);
      add_double (builder, "p75", quartiles.p75);
      add_double (builder, "min", quartiles.min);
      json_builder_end_object (builder);
    }
}

/* Null where the claim is not one of a ratio, or where it could not be measured. */
static void
add_ratio (JsonBuilder *builder, const BobbinOutcome *outcome)
{
  if (!outcome->ratio.valid || outcome->ratio_of[0] == NULL)
    {
      bobbin_json_add_null (builder, "ratio");
      return;
    }
  json_builder_set_member_name (builder, "ratio");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "of");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, outcome->ratio_of[0]);
  json_builder_add_string_value (builder, outcome->ratio_of[1]);
  json_builder_end_array (builder);
  add_double (builder, "median", outcome->ratio.median);
  add_double (builder, "low", outcome->ratio.low);
  add_double (builder, "high", outcome->ratio.high);
  json_builder_end_object (builder);
}

static void
add_outcome (JsonBuilder *builder, const BobbinOutcome *outcome)
{
  const BobbinExperiment *experiment = outcome->experiment;

  json_builder_begin_object (builder);
  bobbin_json_add_string (builder, "id", experiment->id);
  bobbin_json_add_string (builder, "row", experiment->row);
  bobbin_json_add_string (builder, "claim", _(experiment->claim));
  bobbin_json_add_string (builder, "verdict", bobbin_verdict_to_string (outcome->verdict));
  bobbin_json_add_string (builder, "because", outcome->because);
  bobbin_json_add_string (builder, "processes", outcome->process_text);
  bobbin_json_add_string (builder, "threads", outcome->thread_text);
  bobbin_json_add_int (builder, "took_ns", outcome->took_ns);
  add_conditions (builder, outcome);
  json_builder_set_member_name (builder, "metrics");
  json_builder_begin_array (builder);
  for (const BobbinMetric *metric = experiment->metrics; metric->id != NULL; metric++)
    add_metric (builder, outcome, metric);
  json_builder_end_array (builder);
  add_ratio (builder, outcome);
  json_builder_end_object (builder);
}

JsonNode *
bobbin_measure_to_json (const BobbinMachine *machine, const GPtrArray *outcomes, const GPtrArray *figures)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bobbin_json_add_string (builder, "bobbin", BOBBIN_VERSION);
  json_builder_set_member_name (builder, "machine");
  json_builder_add_value (builder, bobbin_machine_to_json (machine));
  json_builder_set_member_name (builder, "experiments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outcomes->len; i++)
    add_outcome (builder, g_ptr_array_index (outcomes, i));
  json_builder_end_array (builder);
  bobbin_json_add_strings (builder, "figures", figures);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
