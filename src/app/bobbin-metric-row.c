#include "config.h"

#include "bobbin-metric-row.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

enum {
  PROP_0,
  PROP_LABEL,
  PROP_X,
  PROP_MEDIAN,
  PROP_QUARTILES,
  PROP_LEAST,
  PROP_COUNT,
  N_PROPS
};

struct _BobbinMetricRow {
  GObject parent_instance;
  char   *texts[N_PROPS]; /* by property */
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BobbinMetricRow, bobbin_metric_row, G_TYPE_OBJECT)

static void
bobbin_metric_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id > PROP_0 && id < N_PROPS)
    g_value_set_string (value, BOBBIN_METRIC_ROW (object)->texts[id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bobbin_metric_row_finalize (GObject *object)
{
  BobbinMetricRow *row = BOBBIN_METRIC_ROW (object);

  for (guint i = 0; i < N_PROPS; i++)
    g_free (row->texts[i]);
  G_OBJECT_CLASS (bobbin_metric_row_parent_class)->finalize (object);
}

static void
bobbin_metric_row_class_init (BobbinMetricRowClass *klass)
{
  static const char *const names[N_PROPS] = { NULL, "label", "x", "median", "quartiles", "least", "count" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bobbin_metric_row_get_property;
  object_class->finalize = bobbin_metric_row_finalize;
  for (guint i = PROP_LABEL; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bobbin_metric_row_init (BobbinMetricRow *row)
{
}

static char *
format_x (const BobbinMetric *metric, double x)
{
  if (metric->x_label == NULL)
    return g_strdup ("");

  g_autofree char *value = bobbin_quantity_format_short (metric->x_quantity, x);
  /* TRANSLATORS: what varies, and its value: "Memory of the parent: 64 MiB". */
  return g_strdup_printf (_("%s: %s"), _(metric->x_label), value);
}

BobbinMetricRow *
bobbin_metric_row_new (const BobbinMetric *metric, const BobbinReadings *readings, double x)
{
  BobbinMetricRow *row = g_object_new (BOBBIN_TYPE_METRIC_ROW, NULL);
  BobbinQuartiles quartiles = bobbin_readings_quartiles (readings, metric->id, x);
  g_autofree char *p25 = bobbin_quantity_format (metric->quantity, quartiles.p25);
  g_autofree char *p75 = bobbin_quantity_format (metric->quantity, quartiles.p75);

  row->texts[PROP_LABEL] = g_strdup (_(metric->label));
  row->texts[PROP_X] = format_x (metric, x);
  row->texts[PROP_MEDIAN] = bobbin_quantity_format (metric->quantity, quartiles.median);
  row->texts[PROP_QUARTILES] = g_strdup_printf (_("%s – %s"), p25, p75);
  row->texts[PROP_LEAST] = bobbin_quantity_format (metric->quantity, quartiles.min);
  row->texts[PROP_COUNT] = bobbin_format_count (quartiles.n);
  return row;
}
