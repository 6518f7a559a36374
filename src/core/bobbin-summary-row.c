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
  PROP_INTERVAL_TEXT,
  PROP_VERDICT_TEXT,
  PROP_AGE_TEXT,
  PROP_BASIS,
  N_TEXTS,
  PROP_MEASURED = N_TEXTS,
  PROP_VERDICT,
  PROP_STATE,
  N_PROPS
};

struct _BobbinSummaryRow {
  GObject                 parent_instance;
  char                   *texts[N_TEXTS]; /* by property */
  gboolean                measured;
  int                     verdict; /* -1: none */
  BobbinSummaryState      state;
  const BobbinExperiment *experiment;
  BobbinOutcome          *outcome; /* NULL: not measured by the lab */
};

G_DEFINE_FINAL_TYPE (BobbinSummaryRow, bobbin_summary_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
bobbin_summary_row_finalize (GObject *object)
{
  BobbinSummaryRow *self = BOBBIN_SUMMARY_ROW (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_clear_pointer (&self->texts[i], g_free);
  g_clear_pointer (&self->outcome, bobbin_outcome_unref);

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
  else if (id == PROP_VERDICT)
    g_value_set_int (value, self->verdict);
  else if (id == PROP_STATE)
    g_value_set_uint (value, self->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bobbin_summary_row_class_init (BobbinSummaryRowClass *klass)
{
  static const char *const names[N_TEXTS] = {
    NULL, "id", "title", "claim", "process-text", "thread-text", "ratio-text", "interval-text", "verdict-text",
    "age-text", "basis",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = bobbin_summary_row_finalize;
  object_class->get_property = bobbin_summary_row_get_property;

  for (guint i = PROP_ID; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, "", flags);
  properties[PROP_MEASURED] = g_param_spec_boolean ("measured", NULL, NULL, FALSE, flags);
  properties[PROP_VERDICT] = g_param_spec_int ("verdict", NULL, NULL, -1, BOBBIN_N_VERDICTS - 1, -1, flags);
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, BOBBIN_SUMMARY_IDLE, BOBBIN_SUMMARY_MEASURING,
                                              BOBBIN_SUMMARY_IDLE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bobbin_summary_row_init (BobbinSummaryRow *self)
{
  self->verdict = -1;
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
  self->experiment = bobbin_experiment_for_row (id);
  return self;
}

static void
set_outcome (BobbinSummaryRow *self, const BobbinOutcome *outcome)
{
  BobbinOutcome *old = self->outcome;
  int verdict = outcome != NULL ? (int) outcome->verdict : -1;

  self->outcome = outcome != NULL ? bobbin_outcome_ref ((BobbinOutcome *) outcome) : NULL;
  bobbin_outcome_unref (old);
  if (self->verdict == verdict)
    return;
  self->verdict = verdict;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
}

void
bobbin_summary_row_set (BobbinSummaryRow *self, const BobbinSummaryReading *reading)
{
  g_return_if_fail (BOBBIN_IS_SUMMARY_ROW (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, PROP_PROCESS_TEXT, reading->process_text);
  set_text (self, PROP_THREAD_TEXT, reading->thread_text);
  set_text (self, PROP_RATIO_TEXT, reading->ratio_text);
  set_text (self, PROP_INTERVAL_TEXT, reading->interval_text);
  set_text (self, PROP_VERDICT_TEXT, reading->verdict_text);
  set_text (self, PROP_AGE_TEXT, reading->age_text);
  set_text (self, PROP_BASIS, reading->basis);
  if (self->measured != reading->measured)
    {
      self->measured = reading->measured;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEASURED]);
    }
  set_outcome (self, reading->outcome);
  g_object_thaw_notify (G_OBJECT (self));
}

void
bobbin_summary_row_set_age (BobbinSummaryRow *self, const char *age_text)
{
  g_return_if_fail (BOBBIN_IS_SUMMARY_ROW (self));

  set_text (self, PROP_AGE_TEXT, age_text);
}

void
bobbin_summary_row_set_state (BobbinSummaryRow *self, BobbinSummaryState state)
{
  g_return_if_fail (BOBBIN_IS_SUMMARY_ROW (self));

  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
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
bobbin_summary_row_get_interval_text (BobbinSummaryRow *self)
{
  return get_text (self, PROP_INTERVAL_TEXT);
}

const char *
bobbin_summary_row_get_verdict_text (BobbinSummaryRow *self)
{
  return get_text (self, PROP_VERDICT_TEXT);
}

const char *
bobbin_summary_row_get_age_text (BobbinSummaryRow *self)
{
  return get_text (self, PROP_AGE_TEXT);
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

BobbinSummaryState
bobbin_summary_row_get_state (BobbinSummaryRow *self)
{
  g_return_val_if_fail (BOBBIN_IS_SUMMARY_ROW (self), BOBBIN_SUMMARY_IDLE);
  return self->state;
}

const BobbinExperiment *
bobbin_summary_row_get_experiment (BobbinSummaryRow *self)
{
  g_return_val_if_fail (BOBBIN_IS_SUMMARY_ROW (self), NULL);
  return self->experiment;
}

const BobbinOutcome *
bobbin_summary_row_get_outcome (BobbinSummaryRow *self)
{
  g_return_val_if_fail (BOBBIN_IS_SUMMARY_ROW (self), NULL);
  return self->outcome;
}
