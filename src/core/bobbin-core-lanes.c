#include "config.h"

#include "bobbin-core-lanes.h"

typedef struct {
  BobbinTimeSpan span;
  guint          worker;
} Run;

typedef struct {
  GArray *pending; /* Run; not in order */
  Run     last;    /* that went into the history, as it was told */
  gint64  end_ns;  /* of the lane */
} CoreLane;

struct _BobbinCoreLanes {
  BobbinHistory *history;
  CoreLane      *cores;
  guint          n_cores;
  gint64         overlap_ns;
};

BobbinCoreLanes *
bobbin_core_lanes_new (BobbinHistory *history)
{
  BobbinCoreLanes *lanes = g_new0 (BobbinCoreLanes, 1);

  lanes->history = history;
  lanes->n_cores = bobbin_history_get_n_lanes (history);
  lanes->cores = g_new0 (CoreLane, lanes->n_cores);
  for (guint i = 0; i < lanes->n_cores; i++)
    lanes->cores[i].pending = g_array_new (FALSE, FALSE, sizeof (Run));
  return lanes;
}

void
bobbin_core_lanes_free (BobbinCoreLanes *lanes)
{
  if (lanes == NULL)
    return;
  for (guint i = 0; i < lanes->n_cores; i++)
    g_array_unref (lanes->cores[i].pending);
  g_free (lanes->cores);
  g_free (lanes);
}

void
bobbin_core_lanes_add (BobbinCoreLanes *lanes, guint core, guint worker, BobbinTimeSpan span)
{
  Run run = { { MAX (span.begin_ns, 0), span.end_ns }, worker };

  if (core < lanes->n_cores && !bobbin_time_span_is_empty (run.span))
    g_array_append_val (lanes->cores[core].pending, run);
}

static int
compare_begins (gconstpointer a, gconstpointer b)
{
  const Run *left = a, *right = b;

  return (left->span.begin_ns > right->span.begin_ns) - (left->span.begin_ns < right->span.begin_ns);
}

static void
append (BobbinCoreLanes *lanes, guint core, gint64 end_ns, BobbinState state, guint worker)
{
  CoreLane *lane = &lanes->cores[core];
  BobbinInterval interval = { .span = { lane->end_ns, end_ns }, .state = state, .other = worker };

  if (end_ns <= lane->end_ns)
    return;
  bobbin_history_append (lanes->history, core, &interval);
  lane->end_ns = end_ns;
}

/* Nobody had it up to @end_ns, but for a pause of the kernel's. */
static void
append_idle (BobbinCoreLanes *lanes, guint core, gint64 end_ns)
{
  if (end_ns - lanes->cores[core].end_ns >= BOBBIN_CORE_PAUSE_NS)
    append (lanes, core, end_ns, BOBBIN_STATE_BLOCKED, BOBBIN_NO_CORE);
}

static void
take (BobbinCoreLanes *lanes, guint core, const Run *run)
{
  CoreLane *lane = &lanes->cores[core];

  if (run->worker != lane->last.worker)
    lanes->overlap_ns = MAX (lanes->overlap_ns,
                             MIN (run->span.end_ns, lane->last.span.end_ns)
                               - MAX (run->span.begin_ns, lane->last.span.begin_ns));
  append_idle (lanes, core, run->span.begin_ns);
  append (lanes, core, run->span.end_ns, BOBBIN_STATE_RUNNING, run->worker);
  if (run->span.end_ns > lane->last.span.end_ns)
    lane->last = *run;
}

static void
advance_core (BobbinCoreLanes *lanes, guint core, gint64 horizon_ns)
{
  GArray *pending = lanes->cores[core].pending;
  guint n = 0;

  g_array_sort (pending, compare_begins);
  while (n < pending->len && g_array_index (pending, Run, n).span.begin_ns < horizon_ns)
    take (lanes, core, &g_array_index (pending, Run, n++));
  g_array_remove_range (pending, 0, n);
}

void
bobbin_core_lanes_advance (BobbinCoreLanes *lanes, gint64 horizon_ns)
{
  for (guint i = 0; i < lanes->n_cores; i++)
    {
      advance_core (lanes, i, horizon_ns);
      append_idle (lanes, i, horizon_ns);
    }
}

void
bobbin_core_lanes_finish (BobbinCoreLanes *lanes, gint64 end_ns)
{
  for (guint i = 0; i < lanes->n_cores; i++)
    {
      advance_core (lanes, i, G_MAXINT64);
      append_idle (lanes, i, end_ns);
    }
}

gint64
bobbin_core_lanes_get_overlap_ns (const BobbinCoreLanes *lanes)
{
  return lanes->overlap_ns;
}
