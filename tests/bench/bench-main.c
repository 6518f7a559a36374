/* bobbin-bench - the program's own benchmarks */
#include "config.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "bobbin-error.h"
#include "bobbin-gtop.h"
#include "bobbin-json.h"
#include "bobbin-sampler.h"

static const struct {
  const char *name;
  void (*run) (GArray *results);
} benchmarks[] = {
  { "sweep", bench_sweep },
  { "spawn", bench_spawn },
  { "record", bench_record },
  { "ledger", bench_ledger },
  { "frame", bench_frame },
  { "cow", bench_cow },
};

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

double
bench_median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2.0;
}

void
bench_add (GArray *results, const char *id, double value, const char *unit, double limit,
           const char *peer_label, double peer)
{
  BenchResult result = { id, value, unit, limit, peer_label, peer };

  g_array_append_val (results, result);
}

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
print_json (const GArray *results)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "benchmarks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < results->len; i++)
    {
      const BenchResult *result = &g_array_index (results, BenchResult, i);

      json_builder_begin_object (builder);
      add_string (builder, "id", result->id);
      add_number (builder, "value", result->value);
      add_string (builder, "unit", result->unit);
      add_number (builder, "limit", result->limit);
      add_number (builder, "peer", result->peer);
      add_string (builder, "peer_is", result->peer_label);
      add_number (builder, "ratio_to_limit", result->value / result->limit);
      add_number (builder, "ratio_to_peer", result->value / result->peer);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = bobbin_json_to_text (root);
  fputs (text, stdout);
}

static void
print_text (const GArray *results)
{
  for (guint i = 0; i < results->len; i++)
    {
      const BenchResult *result = &g_array_index (results, BenchResult, i);

      printf ("%-22s %10.3g %-3s  %5.2f of its limit; %5.2f × %s (%.3g %s)\n",
              result->id, result->value, result->unit, result->value / result->limit,
              result->value / result->peer, result->peer_label, result->peer, result->unit);
    }
}

int
main (int argc, char **argv)
{
  gboolean as_json = FALSE;
  g_autoptr (GArray) results = g_array_new (FALSE, FALSE, sizeof (BenchResult));
  const char *only = NULL;

  bobbin_base_init ();
  bobbin_gtop_init ();
  bobbin_sampler_allow_files ();
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--json") == 0)
        as_json = TRUE;
      else
        only = argv[i];
    }

  for (guint i = 0; i < G_N_ELEMENTS (benchmarks); i++)
    if (only == NULL || strcmp (only, benchmarks[i].name) == 0)
      benchmarks[i].run (results);
  if (results->len == 0)
    {
      fprintf (stderr, "bobbin-bench: there is no benchmark “%s”.\n", only);
      return 2;
    }

  if (as_json)
    print_json (results);
  else
    print_text (results);
  return 0;
}
