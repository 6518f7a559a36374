/* bobbin-summary-row.c - one row of the summary table */
#include "config.h"

#include "bobbin-summary-private.h"

enum {
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  PROP_CLAIM,
  PROP_PROCESS_TEXT,
  PROP_THREAD_TEXT,
  PROP_RATIO_TEXT,
  PROP_VERDICT_TEXT,
  PROP_BASIS,
  N_TEXTS,
  PROP_MEASURED = N_TEXTS,
  N_PROPS
};

struct _BobbinSummaryRow {
  GObject  parent_instance;
  char    *texts[N_TEXTS]; /* by property */
  gboolean measured;
};

G_DEFINE_FINAL_TYPE (BobbinSummaryRow, bobbin_summary_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
bobbin_summary_row_finalize (GObject *object)
{
  BobbinSummaryRow *self = BOBBIN_SUMMARY_ROW (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_clear_pointer (&self->texts[i], g_free);

  G_OBJECT_CLASS (bobbin_summary_row_parent_class)->finalize (object);
}

static void
bobbin_summary_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinSummaryRow *self = BOBBIN_SUMMARY_ROW (object);

  if (id > PROP_0 && id < N_TEXTS)
    g_value_set_string (value, self->texts[id]);
  else if (id == PROP_MEASURED)
    g_value_set_boolean (value, self->measured);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bobbin_summary_row_class_init (BobbinSummaryRowClass *klass)
{
  static const char *const names[N_TEXTS] = {
    NULL, "id", "title", "claim", "process-text", "thread-text", "ratio-text", "verdict-text", "basis",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bobbin_summary_row_finalize;
  object_class->get_property = bobbin_summary_row_get_property;

  for (guint i = PROP_ID; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, "", flags);
  properties[PROP_MEASURED] = g_param_spec_boolean ("measured", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bobbin_summary_row_init (BobbinSummaryRow *self)
{
  for (guint i = PROP_ID; i < N_TEXTS; i++)
    self->texts[i] = g_strdup ("");
}

static void
set_text (BobbinSummaryRow *self, guint id, const char *text)
{
  if (text == NULL)
    text = "";
  if (g_str_equal (self->texts[id], text))
    return;
  g_free (self->texts[id]);
  self->texts[id] = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

BobbinSummaryRow *
bobbin_summary_row_new (const char *id, const char *title, const char *claim)
{
  BobbinSummaryRow *self = g_object_new (BOBBIN_TYPE_SUMMARY_ROW, NULL);

  set_text (self, PROP_ID, id);
  set_text (self, PROP_TITLE, title);
  set_text (self, PROP_CLAIM, claim);
  return self;
}

void
bobbin_summary_row_set (BobbinSummaryRow *self, const BobbinSummaryReading *reading)
{
  g_return_if_fail (BOBBIN_IS_SUMMARY_ROW (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, PROP_PROCESS_TEXT, reading->process_text);
  set_text (self, PROP_THREAD_TEXT, reading->thread_text);
  set_text (self, PROP_RATIO_TEXT, reading->ratio_text);
  set_text (self, PROP_VERDICT_TEXT, reading->verdict_text);
  set_text (self, PROP_BASIS, reading->basis);
  if (self->measured != reading->measured)
    {
      self->measured = reading->measured;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEASURED]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static const char *
get_text (BobbinSummaryRow *self, guint id)
{
  g_return_val_if_fail (BOBBIN_IS_SUMMARY_ROW (self), "");
  return self->texts[id];
}

const char *
bobbin_summary_row_get_id (BobbinSummaryRow *self)
{
  return get_text (self, PROP_ID);
}

const char *
bobbin_summary_row_get_title (BobbinSummaryRow *self)
{
  return get_text (self, PROP_TITLE);
}

const char *
bobbin_summary_row_get_claim (BobbinSummaryRow *self)
{
  return get_text (self, PROP_CLAIM);
}

const char *
bobbin_summary_row_get_process_text (BobbinSummaryRow *self)
{
  return get_text (self, PROP_PROCESS_TEXT);
}

const char *
bobbin_summary_row_get_thread_text (BobbinSummaryRow *self)
{
  return get_text (self, PROP_THREAD_TEXT);
}

const char *
bobbin_summary_row_get_ratio_text (BobbinSummaryRow *self)
{
  return get_text (self, PROP_RATIO_TEXT);
}

const char *
bobbin_summary_row_get_verdict_text (BobbinSummaryRow *self)
{
  return get_text (self, PROP_VERDICT_TEXT);
}

const char *
bobbin_summary_row_get_basis (BobbinSummaryRow *self)
{
  return get_text (self, PROP_BASIS);
}

gboolean
bobbin_summary_row_is_measured (BobbinSummaryRow *self)
{
  g_return_val_if_fail (BOBBIN_IS_SUMMARY_ROW (self), FALSE);
  return self->measured;
}
