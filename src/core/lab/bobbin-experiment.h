/* bobbin-experiment.h - what an experiment is, and what came of it
 *
 * An experiment is constant data and one function: which claim it tests, what it
 * measures, and how its readings become an outcome. What runs is the file of the
 * same name in bobbin-worker, which can be read in the program. One file for each
 * in src/core/experiments/. Main thread.
 */
#pragma once

#include "bobbin-machine.h"
#include "bobbin-plot.h"
#include "bobbin-readings.h"
#include "bobbin-verdict.h"

G_BEGIN_DECLS

typedef struct _BobbinOutcome BobbinOutcome;

typedef struct {
  const char    *id;    /* "fork_cycle": a stable word */
  const char    *label; /* translatable */
  BobbinQuantity quantity;
  const char    *x_label; /* translatable: "memory of the parent"; NULL: it has no x */
  BobbinQuantity x_quantity;
  gboolean       is_trace; /* single moments or codes for the figure, of which a median says nothing */
} BobbinMetric;

typedef enum {
  BOBBIN_PINNED_SAME,  /* all on one core */
  BOBBIN_PINNED_APART, /* each on a core of its own */
  BOBBIN_PINNED_BOTH,  /* the one and the other, as the metrics say; the ratio is of one core's first */
  BOBBIN_PINNED_FREE,
} BobbinPinning;

typedef struct {
  const char         *id;         /* "creation" */
  const char         *row;        /* of the summary: "creation" */
  gboolean            leads;      /* it is the one that answers its row */
  const char         *title;      /* translatable: "Cost of creation" */
  const char         *claim;      /* translatable, one sentence */
  const char         *method;     /* translatable: what is done, two or three sentences */
  const char         *misleading; /* translatable: what would make it misleading */
  BobbinPinning       pinning;
  guint               least_cores; /* unavailable with fewer */
  guint               most_cores;  /* of more of them it gets so many; 0: it gets all */
  gint64              budget_ns;   /* how long it may take as planned */
  const BobbinMetric *metrics;     /* ends with an id of NULL */
  /* Reads @readings and fills in verdict, texts, ratio and plot of @outcome. Every
   * metric may lack readings, if the time was up: then the verdict is noisy. */
  void (*judge) (const BobbinReadings *readings, BobbinOutcome *outcome);
} BobbinExperiment;

struct _BobbinOutcome {
  int                     ref_count;
  const BobbinExperiment *experiment;
  const BobbinMachine    *machine;      /* owned */
  BobbinReadings         *readings;     /* owned */
  BobbinCoreSet           cores;        /* on which it ran */
  gint64                  realtime_us;  /* when it was measured */
  gint64                  took_ns;
  /* Filled in by the judge. */
  BobbinVerdict           verdict;
  char                   *because;      /* the answer, one sentence made from the numbers */
  char                   *process_text; /* short, for the table: "185 µs"; never NULL */
  char                   *thread_text;
  BobbinEstimate          ratio;        /* processes ÷ threads where ratio_of does not say otherwise */
  const char             *ratio_of[2];  /* metric ids; NULL where there is no ratio */
  BobbinPlot             *plot;         /* NULL while unavailable */
};

/* All of them, in the order in which they are told: those that lead, by row, then
 * the others. */
const BobbinExperiment *const *bobbin_experiments_get (guint *out_n);
/* NULL where there is none of that id. */
const BobbinExperiment *bobbin_experiment_find (const char *id);
/* The one that leads @row. */
const BobbinExperiment *bobbin_experiment_for_row (const char *row);

/* The C file that bobbin-worker runs for it, whole. (transfer full) */
char *bobbin_experiment_source (const BobbinExperiment *experiment) G_GNUC_WARN_UNUSED_RESULT;

/* NULL where @experiment has no such metric. */
const BobbinMetric *bobbin_experiment_find_metric (const BobbinExperiment *experiment, const char *id);

/* "same", "apart", "free", as the JSON contract has them; BOTH is "same". */
const char *bobbin_pinning_to_string (BobbinPinning pinning);

/* Takes over @readings and judges them. @cores: on which it ran. */
BobbinOutcome *bobbin_outcome_new (const BobbinExperiment *experiment, const BobbinMachine *machine,
                                   const BobbinCoreSet *cores, BobbinReadings *readings, gint64 took_ns) G_GNUC_WARN_UNUSED_RESULT;
/* Of one that could not be made: @because says what this machine lacks. */
BobbinOutcome *bobbin_outcome_new_unavailable (const BobbinExperiment *experiment, const BobbinMachine *machine,
                                               const char *because) G_GNUC_WARN_UNUSED_RESULT;
BobbinOutcome *bobbin_outcome_ref   (BobbinOutcome *outcome);
void           bobbin_outcome_unref (BobbinOutcome *outcome);

/* For judges. @because and the texts are taken over. */
void bobbin_outcome_set       (BobbinOutcome *outcome, BobbinVerdict verdict, char *because);
void bobbin_outcome_set_texts (BobbinOutcome *outcome, char *process_text, char *thread_text);
void bobbin_outcome_set_ratio (BobbinOutcome *outcome, const char *over, const char *under, BobbinEstimate ratio);
/* A new plot that belongs to @outcome. */
BobbinPlot *bobbin_outcome_add_plot (BobbinOutcome *outcome, BobbinPlotKind kind);

/* "7.40 × [7.10 – 7.90]", "1.00 × [0.97 – 1.03]"; the interval alone. "" where not valid. */
char *bobbin_estimate_to_text          (BobbinEstimate ratio) G_GNUC_WARN_UNUSED_RESULT;
char *bobbin_estimate_to_interval_text (BobbinEstimate ratio) G_GNUC_WARN_UNUSED_RESULT;

/* Translated, one sentence: the ratio with its interval and what it is of, which need not
 * be the quotient of the two medians. "" where there is none, or it is too noisy. */
char *bobbin_outcome_ratio_text (const BobbinOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinOutcome, bobbin_outcome_unref)

G_END_DECLS
