/* bobbin-experiment-latency.c
 *
 * Each channel at each place is a condition of its own: processes are compared
 * with threads over the same one, and never a pipe with a variable.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

static const BobbinMetric metrics[] = {
  { "pipe_process_same", N_("Pipe, two processes on one core"), BOBBIN_QUANTITY_NS },
  { "pipe_thread_same", N_("Pipe, two threads on one core"), BOBBIN_QUANTITY_NS },
  { "pipe_process_apart", N_("Pipe, two processes on two cores"), BOBBIN_QUANTITY_NS },
  { "pipe_thread_apart", N_("Pipe, two threads on two cores"), BOBBIN_QUANTITY_NS },
  { "socket_process_same", N_("Socket, two processes on one core"), BOBBIN_QUANTITY_NS },
  { "socket_thread_same", N_("Socket, two threads on one core"), BOBBIN_QUANTITY_NS },
  { "socket_process_apart", N_("Socket, two processes on two cores"), BOBBIN_QUANTITY_NS },
  { "socket_thread_apart", N_("Socket, two threads on two cores"), BOBBIN_QUANTITY_NS },
  { "queue_process_same", N_("Message queue, two processes on one core"), BOBBIN_QUANTITY_NS },
  { "queue_thread_same", N_("Message queue, two threads on one core"), BOBBIN_QUANTITY_NS },
  { "queue_process_apart", N_("Message queue, two processes on two cores"), BOBBIN_QUANTITY_NS },
  { "queue_thread_apart", N_("Message queue, two threads on two cores"), BOBBIN_QUANTITY_NS },
  { "condition_process_same", N_("Mutex and condition, two processes on one core"), BOBBIN_QUANTITY_NS },
  { "condition_thread_same", N_("Mutex and condition, two threads on one core"), BOBBIN_QUANTITY_NS },
  { "condition_process_apart", N_("Mutex and condition, two processes on two cores"), BOBBIN_QUANTITY_NS },
  { "condition_thread_apart", N_("Mutex and condition, two threads on two cores"), BOBBIN_QUANTITY_NS },
  { "futex_process_same", N_("Futex, two processes on one core"), BOBBIN_QUANTITY_NS },
  { "futex_thread_same", N_("Futex, two threads on one core"), BOBBIN_QUANTITY_NS },
  { "futex_process_apart", N_("Futex, two processes on two cores"), BOBBIN_QUANTITY_NS },
  { "futex_thread_apart", N_("Futex, two threads on two cores"), BOBBIN_QUANTITY_NS },
  { "spin_process_apart", N_("Spinning, two processes on two cores"), BOBBIN_QUANTITY_NS },
  { "spin_thread_apart", N_("Spinning, two threads on two cores"), BOBBIN_QUANTITY_NS },
  { NULL }
};

typedef struct {
  const char *name;  /* of its row in the figure */
  const char *short_name;
  const char *ids[4]; /* processes and threads on one core, then on two; NULL: not measured */
} Channel;

static const Channel channels[] = {
  { N_("Pipe"), N_("pipe"), { "pipe_process_same", "pipe_thread_same", "pipe_process_apart", "pipe_thread_apart" } },
  { N_("Socket"), N_("socket"), { "socket_process_same", "socket_thread_same", "socket_process_apart", "socket_thread_apart" } },
  { N_("Message queue"), N_("message queue"), { "queue_process_same", "queue_thread_same", "queue_process_apart", "queue_thread_apart" } },
  { N_("Mutex and condition"), N_("mutex and condition"), { "condition_process_same", "condition_thread_same", "condition_process_apart", "condition_thread_apart" } },
  { N_("Futex in shared memory"), N_("futex"), { "futex_process_same", "futex_thread_same", "futex_process_apart", "futex_thread_apart" } },
  { N_("Spinning in shared memory"), N_("spinning"), { NULL, NULL, "spin_process_apart", "spin_thread_apart" } },
};

/* What the ratios of all channels come to at one place, but for the noisy ones. */
typedef struct {
  guint  n;
  double least, most;
} Range;

typedef struct {
  BobbinVerdict verdict;
  guint         n;         /* channels at a place whose ratio is known */
  Range         ratios[2]; /* on one core, on two */
  double        quickest, slowest; /* of the medians, processes and threads alike */
  const Channel *quickest_channel, *slowest_channel;
} Findings;

static void
note_ratio (Range *range, double ratio)
{
  range->least = range->n == 0 ? ratio : MIN (range->least, ratio);
  range->most = range->n == 0 ? ratio : MAX (range->most, ratio);
  range->n++;
}

static void
note_time (Findings *findings, const Channel *channel, double time)
{
  if (findings->quickest_channel == NULL || time < findings->quickest)
    {
      findings->quickest = time;
      findings->quickest_channel = channel;
    }
  if (findings->slowest_channel == NULL || time > findings->slowest)
    {
      findings->slowest = time;
      findings->slowest_channel = channel;
    }
}

static Findings
find (const BobbinReadings *readings)
{
  BobbinVerdict verdicts[2 * G_N_ELEMENTS (channels)];
  Findings findings = { BOBBIN_VERDICT_NOISY };

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    for (guint place = 0; place < 2; place++)
      {
        const char *process = channels[i].ids[2 * place], *thread = channels[i].ids[2 * place + 1];
        BobbinEstimate ratio;

        if (process == NULL)
          continue;
        ratio = bobbin_readings_ratio (readings, process, thread, 0.0);
        if (!ratio.valid)
          continue;
        verdicts[findings.n] = bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE);
        if (verdicts[findings.n++] != BOBBIN_VERDICT_NOISY)
          note_ratio (&findings.ratios[place], ratio.median);
        note_time (&findings, &channels[i], bobbin_readings_median (readings, process, 0.0));
        note_time (&findings, &channels[i], bobbin_readings_median (readings, thread, 0.0));
      }
  if (findings.n > 0)
    findings.verdict = bobbin_verdict_combine (verdicts, findings.n);
  return findings;
}

static char *
format_range (const Range *range)
{
  g_autofree char *least = bobbin_format_ratio (range->least);
  g_autofree char *most = bobbin_format_ratio (range->most);

  if (strcmp (least, most) == 0)
    return g_steal_pointer (&least);
  /* TRANSLATORS: two ratios: "0.98 × to 1.04 ×". */
  return g_strdup_printf (_("%s to %s"), least, most);
}

/* In all of them: the ranges of the ratios ("0.98 × to 1.04 ×"), then the quickest
 * and the slowest time, each with the name of its channel. */
static char *
make_answer (const Findings *findings)
{
  g_autofree char *same = format_range (&findings->ratios[0]);
  g_autofree char *apart = format_range (&findings->ratios[1]);
  g_autofree char *quickest = bobbin_quantity_format (BOBBIN_QUANTITY_NS, findings->quickest);
  g_autofree char *slowest = bobbin_quantity_format (BOBBIN_QUANTITY_NS, findings->slowest);
  const char *quickest_name = _(findings->quickest_channel->short_name);
  const char *slowest_name = _(findings->slowest_channel->short_name);

  if (findings->ratios[0].n > 0 && findings->ratios[1].n > 0)
    return g_strdup_printf (_("Over the same channel processes take %s the time of threads on one core and %s on two; the channels themselves lie between %s (%s) and %s (%s)."),
                            same, apart, quickest, quickest_name, slowest, slowest_name);
  if (findings->ratios[0].n > 0)
    return g_strdup_printf (_("Over the same channel processes take %s the time of threads on one core; the channels themselves lie between %s (%s) and %s (%s)."),
                            same, quickest, quickest_name, slowest, slowest_name);
  if (findings->ratios[1].n > 0)
    return g_strdup_printf (_("Over the same channel processes take %s the time of threads on two cores; the channels themselves lie between %s (%s) and %s (%s)."),
                            apart, quickest, quickest_name, slowest, slowest_name);
  return g_strdup_printf (_("Over the same channel the times of processes and of threads scatter too widely to tell them apart; the channels themselves lie between %s (%s) and %s (%s)."),
                          quickest, quickest_name, slowest, slowest_name);
}

static void
draw (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  static const char *const labels[] = {
    N_("Two processes, one core"), N_("Two threads, one core"),
    N_("Two processes, two cores"), N_("Two threads, two cores"),
  };
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_DOTS);
  BobbinPlotSeries *series[4];

  bobbin_plot_set_y (plot, _("Time of a round trip"), BOBBIN_QUANTITY_NS, TRUE);
  for (guint s = 0; s < 4; s++)
    {
      series[s] = bobbin_plot_add_series (plot, s % 2 == 0 ? BOBBIN_ROLE_PROCESS : BOBBIN_ROLE_THREAD, _(labels[s]));
      series[s]->hollow = s < 2;
    }
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      guint row = bobbin_plot_add_category (plot, _(channels[i].name));

      for (guint s = 0; s < 4; s++)
        if (channels[i].ids[s] != NULL)
          bobbin_judge_add_dot (series[s], row, readings, channels[i].ids[s], 0.0, FALSE);
    }
  bobbin_plot_set_note (plot, _("Compare the marks of one row: the same channel, once between processes and once between threads. On one core nobody spins, for the one who spins would keep the other from answering."));
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  Findings findings = find (readings);
  g_autofree char *process_text = bobbin_judge_text (readings, outcome->experiment, "pipe_process_same", 0.0);
  g_autofree char *thread_text = bobbin_judge_text (readings, outcome->experiment, "pipe_thread_same", 0.0);

  draw (readings, outcome);
  bobbin_outcome_set_ratio (outcome, "pipe_process_same", "pipe_thread_same",
                            bobbin_readings_ratio (readings, "pipe_process_same", "pipe_thread_same", 0.0));
  if (findings.n == 0)
    return;
  bobbin_outcome_set (outcome, findings.verdict, make_answer (&findings));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("pipe %s"), process_text), g_strdup_printf (_("pipe %s"), thread_text));
}

const BobbinExperiment bobbin_experiment_latency = {
  .id = "latency",
  .row = "communication",
  .leads = TRUE,
  .title = N_("Time of a message"),
  .claim = N_("A message reaches another thread sooner than another process."),
  .method = N_("Two processes, and two threads of one process, by turns send one byte there and back over the same channel: a pipe, a socket, a message queue, a mutex with a condition, a futex, or a variable on which both spin. Both are on one core, then on two. Each reading is the median of short bursts during 2 ms."),
  .misleading = N_("To compare a pipe between processes with a variable between threads would measure the channel and credit the threads. Without pinning, the system may put both on one core in one run and not in the next. In a virtual machine waking another core takes many times as long."),
  .pinning = BOBBIN_PINNED_BOTH,
  .least_cores = 1,
  .budget_ns = 5 * BOBBIN_NS_PER_S,
  .metrics = metrics,
  .judge = judge,
};
