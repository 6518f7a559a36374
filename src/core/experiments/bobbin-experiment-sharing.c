/* bobbin-experiment-sharing.c */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-experiments.h"
#include "bobbin-judge.h"
#include "bobbin-time-span.h"

typedef enum {
  WAY_KERNEL, /* asked of the kernel */
  WAY_TRIED,  /* changed on one side, seen on the other */
} Way;

/* In the order of the rows: first what the kernel says of whole tables. */
static const struct {
  const char *label;
  const char *of_fork, *of_thread;
  Way         way;
} things[] = {
  { N_("Address space"), "fork_vm", "thread_vm", WAY_KERNEL },
  { N_("Table of open files"), "fork_files", "thread_files", WAY_KERNEL },
  { N_("Directory and umask"), "fork_fs", "thread_fs", WAY_KERNEL },
  { N_("Table of signal handlers"), "fork_handlers", "thread_handlers", WAY_KERNEL },
  { N_("chdir()"), "fork_directory", "thread_directory", WAY_TRIED },
  { N_("umask()"), "fork_umask", "thread_umask", WAY_TRIED },
  { N_("A file opened later"), "fork_descriptor", "thread_descriptor", WAY_TRIED },
  { N_("Position in a file opened before"), "fork_offset", "thread_offset", WAY_TRIED },
  { N_("sigaction()"), "fork_sigaction", "thread_sigaction", WAY_TRIED },
  { N_("setenv()"), "fork_environment", "thread_environment", WAY_TRIED },
  { N_("Nice value"), "fork_nice", "thread_nice", WAY_TRIED },
  { N_("errno"), "fork_errno", "thread_errno", WAY_TRIED },
  { N_("Allowed cores"), "fork_affinity", "thread_affinity", WAY_TRIED },
  { N_("Blocked signals"), "fork_mask", "thread_mask", WAY_TRIED },
  { N_("Stack"), "fork_stack", "thread_stack", WAY_TRIED },
};

#define PAIR(word, of_fork, of_thread) \
  { "fork_" word, of_fork, BOBBIN_QUANTITY_COUNT }, { "thread_" word, of_thread, BOBBIN_QUANTITY_COUNT }

static const BobbinMetric metrics[] = {
  PAIR ("vm", N_("Address space shared with a child: 1 for yes"), N_("Address space shared with a thread: 1 for yes")),
  PAIR ("files", N_("Table of open files shared with a child"), N_("Table of open files shared with a thread")),
  PAIR ("fs", N_("Directory and umask shared with a child"), N_("Directory and umask shared with a thread")),
  PAIR ("handlers", N_("Table of signal handlers shared with a child"), N_("Table of signal handlers shared with a thread")),
  PAIR ("directory", N_("chdir() of a child seen"), N_("chdir() of a thread seen")),
  PAIR ("umask", N_("umask() of a child seen"), N_("umask() of a thread seen")),
  PAIR ("descriptor", N_("File opened by a child seen"), N_("File opened by a thread seen")),
  PAIR ("offset", N_("lseek() of a child seen"), N_("lseek() of a thread seen")),
  PAIR ("sigaction", N_("sigaction() of a child seen"), N_("sigaction() of a thread seen")),
  PAIR ("environment", N_("setenv() of a child seen"), N_("setenv() of a thread seen")),
  PAIR ("nice", N_("Nice value of a child taken over"), N_("Nice value of a thread taken over")),
  PAIR ("errno", N_("errno of a child seen"), N_("errno of a thread seen")),
  PAIR ("affinity", N_("Allowed cores of a child taken over"), N_("Allowed cores of a thread taken over")),
  PAIR ("mask", N_("Blocked signals of a child taken over"), N_("Blocked signals of a thread taken over")),
  PAIR ("stack", N_("Stack shared with a child"), N_("Stack shared with a thread")),
  { NULL }
};

typedef enum {
  SHARED_UNKNOWN, /* not read, or not in all rounds alike */
  SHARED_YES,
  SHARED_NO,
} Shared;

static Shared
get_shared (const BobbinReadings *readings, const char *metric)
{
  BobbinQuartiles quartiles = bobbin_readings_quartiles (readings, metric, 0.0);

  if (quartiles.n == 0)
    return SHARED_UNKNOWN;
  if (quartiles.min > 0.5)
    return SHARED_YES;
  return quartiles.max < 0.5 ? SHARED_NO : SHARED_UNKNOWN;
}

static void
add_cell (BobbinPlot *plot, Shared shared)
{
  if (shared == SHARED_UNKNOWN)
    bobbin_plot_add_cell (plot, BOBBIN_CELL_TEXT, "–");
  else if (shared == SHARED_YES)
    bobbin_plot_add_cell (plot, BOBBIN_CELL_YES, _("shared"));
  else
    bobbin_plot_add_cell (plot, BOBBIN_CELL_NO, _("apart"));
}

static const char *
describe_way (Way way, gboolean known)
{
  if (way == WAY_KERNEL)
    return known ? _("asked: kcmp()") : _("kcmp() does not tell here");
  return known ? _("changed, then looked") : _("not to be told here");
}

static void
judge (const BobbinReadings *readings, BobbinOutcome *outcome)
{
  BobbinPlot *plot = bobbin_outcome_add_plot (outcome, BOBBIN_PLOT_MATRIX);
  BobbinVerdict verdicts[2 * G_N_ELEMENTS (things)];
  guint n_verdicts = 0, n = 0, n_thread = 0, n_fork = 0;

  bobbin_plot_add_column (plot, BOBBIN_ROLE_PROCESS, _("Parent and child"));
  bobbin_plot_add_column (plot, BOBBIN_ROLE_THREAD, _("Two threads"));
  bobbin_plot_add_column (plot, BOBBIN_ROLE_NEUTRAL, _("How it was found"));
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      Shared of_fork = get_shared (readings, things[i].of_fork);
      Shared of_thread = get_shared (readings, things[i].of_thread);
      gboolean known;

      bobbin_plot_add_category (plot, _(things[i].label));
      add_cell (plot, of_fork);
      add_cell (plot, of_thread);
      known = of_fork != SHARED_UNKNOWN && of_thread != SHARED_UNKNOWN;
      bobbin_plot_add_cell (plot, BOBBIN_CELL_TEXT, describe_way (things[i].way, known));
      if (!known)
        continue;
      n++;
      n_fork += of_fork == SHARED_YES;
      n_thread += of_thread == SHARED_YES;
      verdicts[n_verdicts++] = bobbin_verdict_of_fact (of_fork == SHARED_NO);
      verdicts[n_verdicts++] = bobbin_verdict_of_fact (of_thread == SHARED_YES);
    }
  bobbin_plot_set_note (plot, _("Only a change that is seen counts, for a child starts with copies of all. The stacks of threads lie apart, but in memory that all of them can reach."));
  if (n == 0)
    return;
  bobbin_outcome_set (outcome, bobbin_verdict_combine (verdicts, n_verdicts),
                      g_strdup_printf (_("Of %u things that could be shared, two threads share %u and a parent with its child %u."),
                                       n, n_thread, n_fork));
  bobbin_outcome_set_texts (outcome, g_strdup_printf (_("share %u of %u"), n_fork, n),
                            g_strdup_printf (_("share %u of %u"), n_thread, n));
}

const BobbinExperiment bobbin_experiment_sharing = {
  .id = "sharing",
  .row = "resources",
  .title = N_("What is shared, asked and tried"),
  .claim = N_("Threads share the resources of their process; a process has its own."),
  .method = N_("A thread, or a child made by fork, changes its directory, files, handlers, nice value and more; then the first one looks whether its own have changed. Where it is allowed, the kernel is asked as well, with kcmp."),
  .misleading = N_("A child starts with copies, so equal values prove nothing: only a change that is seen does. The kernel also calls two things the same that neither side has, so what kcmp says of semaphores and of I/O is left out."),
  .pinning = BOBBIN_PINNED_FREE,
  .least_cores = 1,
  .budget_ns = 300 * BOBBIN_NS_PER_MS,
  .metrics = metrics,
  .judge = judge,
};
