/* bobbin-summary-private.h - the writable side of a summary row */
#pragma once

#include "bobbin-summary.h"

G_BEGIN_DECLS

/* What was measured of a row; a NULL text is the same as "". */
typedef struct {
  gboolean    measured;
  const char *process_text;
  const char *thread_text;
  const char *ratio_text;
  const char *interval_text;
  const char *verdict_text;
  const char *age_text;
  const char *basis;
  const BobbinOutcome *outcome; /* NULL: not from the lab */
} BobbinSummaryReading;

/* A row of which nothing is measured. Texts are copied. */
BobbinSummaryRow *bobbin_summary_row_new (const char *id, const char *title, const char *claim) G_GNUC_WARN_UNUSED_RESULT;

/* Takes over a reading; properties that are another notify, each once. */
void bobbin_summary_row_set (BobbinSummaryRow *row, const BobbinSummaryReading *reading);
void bobbin_summary_row_set_age   (BobbinSummaryRow *row, const char *age_text);
void bobbin_summary_row_set_state (BobbinSummaryRow *row, BobbinSummaryState state);

G_END_DECLS
