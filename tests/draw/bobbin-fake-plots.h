/* bobbin-fake-plots.h - made-up plots and outcomes of experiments
 *
 * Of each kind the ordinary one, and what strains it: nothing, one reading, 64
 * rows, nine decades. Always the same ones.
 */
#pragma once

#include "bobbin-lab.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_FAKE_PLOT_CREATION,   /* CURVES over a logarithmic x with 0 */
  BOBBIN_FAKE_PLOT_SPEEDUP,    /* CURVES that coincide, with references */
  BOBBIN_FAKE_PLOT_LATENCY,    /* DOTS, logarithmic */
  BOBBIN_FAKE_PLOT_BANDWIDTH,  /* DOTS from 0, with single readings */
  BOBBIN_FAKE_PLOT_SWITCH,     /* DISTRIBUTION without a difference */
  BOBBIN_FAKE_PLOT_CYCLE,      /* DISTRIBUTION far apart, some readings far off */
  BOBBIN_FAKE_PLOT_CRASH,      /* STRIPS with beats and crosses */
  BOBBIN_FAKE_PLOT_ONE_CORE,   /* STRIPS in the hues of cores */
  BOBBIN_FAKE_PLOT_LIFECYCLE,  /* STRIPS with states in words */
  BOBBIN_FAKE_PLOT_SHARING,    /* MATRIX */
  BOBBIN_FAKE_PLOT_VISIBILITY, /* GRAPH of addresses and pages */
  BOBBIN_FAKE_PLOT_DEADLOCK,   /* GRAPH with a circle */
  BOBBIN_FAKE_PLOT_PING_PONG,  /* GRAPH there and back */
  BOBBIN_FAKE_PLOT_EMPTY_CURVES,
  BOBBIN_FAKE_PLOT_EMPTY_DOTS,
  BOBBIN_FAKE_PLOT_EMPTY_DISTRIBUTION,
  BOBBIN_FAKE_PLOT_EMPTY_STRIPS,
  BOBBIN_FAKE_PLOT_EMPTY_MATRIX,
  BOBBIN_FAKE_PLOT_EMPTY_GRAPH,
  BOBBIN_FAKE_PLOT_ONE_POINT,
  BOBBIN_FAKE_PLOT_ONE_READING,
  BOBBIN_FAKE_PLOT_64_DOTS,
  BOBBIN_FAKE_PLOT_64_LANES,
  BOBBIN_FAKE_PLOT_64_NODES,
  BOBBIN_FAKE_PLOT_64_ROWS,
  BOBBIN_FAKE_PLOT_12_CURVES,
  BOBBIN_FAKE_PLOT_9_DECADES,
  BOBBIN_N_FAKE_PLOTS
} BobbinFakePlot;

const char *bobbin_fake_plot_name (BobbinFakePlot fake); /* "creation" */
BobbinPlot *bobbin_fake_plot_new  (BobbinFakePlot fake) G_GNUC_WARN_UNUSED_RESULT;

/* The verdict that fits the plot. */
BobbinVerdict bobbin_fake_plot_verdict (BobbinFakePlot fake);

/* An outcome with that plot. Unavailable ones have none. */
BobbinOutcome *bobbin_fake_outcome_new (BobbinFakePlot fake, BobbinVerdict verdict) G_GNUC_WARN_UNUSED_RESULT;

/* Puts an outcome into @lab for every experiment that leads a row, each with another verdict. */
void bobbin_fake_lab_fill (BobbinLab *lab, const BobbinMachine *machine);

G_END_DECLS
