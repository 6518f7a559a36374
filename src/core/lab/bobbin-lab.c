/* bobbin-lab.c - the queue of experiments, and what came of those that were run */
#include "config.h"

#include "bobbin-lab.h"

#include <glib/gi18n-lib.h>

#include "bobbin-error.h"
#include "bobbin-lab-run.h"
#include "bobbin-time-span.h"

struct _BobbinLab {
  GObject        parent_instance;
  BobbinMachine *machine;
  GHashTable    *outcomes; /* id → BobbinOutcome */
  GPtrArray     *queue;    /* const BobbinExperiment; the first is the one that runs */
  BobbinLabRun  *run;      /* NULL while idle */
  gint64         run_since_ns;
  gint64         planned_ns, done_ns; /* of all that was queued since it was idle */
  char          *failure;
  GSource       *advance; /* idle source; NULL: the first has not come to its end */
  guint64        seed;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_MEASURED,
  SIGNAL_FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinLab, bobbin_lab, G_TYPE_OBJECT)

static void start_next (BobbinLab *lab);

static void
clear_advance (BobbinLab *lab)
{
  if (lab->advance != NULL)
    g_source_destroy (lab->advance);
  g_clear_pointer (&lab->advance, g_source_unref);
}

static void
empty_queue (BobbinLab *lab)
{
  clear_advance (lab);
  g_clear_pointer (&lab->run, bobbin_lab_run_free);
  g_ptr_array_set_size (lab->queue, 0);
  lab->planned_ns = lab->done_ns = 0;
}

static void
bobbin_lab_dispose (GObject *object)
{
  BobbinLab *lab = BOBBIN_LAB (object);

  empty_queue (lab);
  g_hash_table_remove_all (lab->outcomes);
  G_OBJECT_CLASS (bobbin_lab_parent_class)->dispose (object);
}

static void
bobbin_lab_finalize (GObject *object)
{
  BobbinLab *lab = BOBBIN_LAB (object);

  g_ptr_array_unref (lab->queue);
  g_hash_table_unref (lab->outcomes);
  g_clear_pointer (&lab->machine, bobbin_machine_free);
  g_free (lab->failure);
  G_OBJECT_CLASS (bobbin_lab_parent_class)->finalize (object);
}

static void
bobbin_lab_class_init (BobbinLabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bobbin_lab_dispose;
  object_class->finalize = bobbin_lab_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MEASURED] = g_signal_new ("measured", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
}

static void
bobbin_lab_init (BobbinLab *lab)
{
  lab->queue = g_ptr_array_new ();
  lab->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) bobbin_outcome_unref);
}

BobbinLab *
bobbin_lab_new (const BobbinMachine *machine)
{
  BobbinLab *lab = g_object_new (BOBBIN_TYPE_LAB, NULL);

  lab->machine = bobbin_machine_copy (machine);
  return lab;
}

void
bobbin_lab_put_outcome (BobbinLab *lab, BobbinOutcome *outcome)
{
  const char *id = outcome->experiment->id;

  /* Whoever is told may let go of the lab. */
  g_object_ref (lab);
  g_hash_table_replace (lab->outcomes, (gpointer) id, outcome);
  g_signal_emit (lab, signals[SIGNAL_MEASURED], 0, id);
  g_signal_emit (lab, signals[SIGNAL_CHANGED], 0);
  g_object_unref (lab);
}

/* The first of the queue is over: on to the next, or done. */
static void
advance (BobbinLab *lab)
{
  const BobbinExperiment *over = g_ptr_array_index (lab->queue, 0);

  g_clear_pointer (&lab->run, bobbin_lab_run_free);
  lab->done_ns += over->budget_ns;
  g_ptr_array_remove_index (lab->queue, 0);
  start_next (lab);
}

static gboolean
advance_cb (gpointer data)
{
  g_autoptr (BobbinLab) lab = g_object_ref (data); /* whoever is told may let go of it */

  clear_advance (lab);
  advance (lab);
  return G_SOURCE_REMOVE;
}

/* Later, because the run that is over may be what calls. */
static void
advance_soon (BobbinLab *lab)
{
  clear_advance (lab);
  lab->advance = g_idle_source_new ();
  g_source_set_callback (lab->advance, advance_cb, lab, NULL);
  g_source_attach (lab->advance, g_main_context_get_thread_default ());
}

/* Called by the run, which therefore is freed later. */
static void
run_over_cb (BobbinOutcome *outcome, const char *failure, gpointer data)
{
  BobbinLab *lab = data;

  advance_soon (lab);
  if (failure != NULL)
    {
      const BobbinExperiment *current = bobbin_lab_get_current (lab);

      g_free (lab->failure);
      /* TRANSLATORS: an experiment's name, and why it could not be run. */
      lab->failure = g_strdup_printf (_("%s: %s"), _(current->title), failure);
    }
  if (outcome != NULL)
    bobbin_lab_put_outcome (lab, outcome);
}

static char *
why_unavailable (const BobbinExperiment *experiment, const BobbinMachine *machine)
{
  if (machine->n_cores < experiment->least_cores)
    return g_strdup_printf (_("It needs %u cores, and this machine lends %u."), experiment->least_cores, machine->n_cores);
  return NULL;
}

static void
start_first (BobbinLab *lab)
{
  const BobbinExperiment *experiment = g_ptr_array_index (lab->queue, 0);
  g_autofree char *lack = why_unavailable (experiment, lab->machine);
  g_autoptr (GError) error = NULL;

  lab->run_since_ns = bobbin_clock_ns ();
  if (lack != NULL)
    {
      advance_soon (lab);
      bobbin_lab_put_outcome (lab, bobbin_outcome_new_unavailable (experiment, lab->machine, lack));
      return;
    }
  lab->run = bobbin_lab_run_start (experiment, lab->machine, ++lab->seed, run_over_cb, lab, &error);
  if (lab->run == NULL)
    run_over_cb (NULL, error->message, lab);
}

static void
start_next (BobbinLab *lab)
{
  if (lab->queue->len == 0)
    {
      empty_queue (lab);
      g_signal_emit (lab, signals[SIGNAL_CHANGED], 0);
      g_signal_emit (lab, signals[SIGNAL_FINISHED], 0);
      return;
    }
  start_first (lab);
  g_signal_emit (lab, signals[SIGNAL_CHANGED], 0);
}

static void
queue (BobbinLab *lab, const BobbinExperiment *experiment)
{
  if (bobbin_lab_is_queued (lab, experiment))
    return;
  g_ptr_array_add (lab->queue, (gpointer) experiment);
  lab->planned_ns += experiment->budget_ns;
}

gboolean
bobbin_lab_measure (BobbinLab *lab, const char *const *ids, GError **error)
{
  g_return_val_if_fail (BOBBIN_IS_LAB (lab), FALSE);

  g_autoptr (BobbinLab) kept = g_object_ref (lab); /* whoever is told may let go of it */
  gboolean was_idle = !bobbin_lab_is_running (lab);
  guint n;
  const BobbinExperiment *const *all = bobbin_experiments_get (&n);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (bobbin_experiment_find (ids[i]) == NULL)
      {
        g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                     _("There is no experiment “%s”; “bobbin-cli list experiments” names them."), ids[i]);
        return FALSE;
      }
  for (guint i = 0; ids == NULL && i < n; i++)
    queue (lab, all[i]);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    queue (lab, bobbin_experiment_find (ids[i]));
  if (was_idle && lab->queue->len > 0)
    {
      g_clear_pointer (&lab->failure, g_free);
      start_next (lab);
    }
  else
    g_signal_emit (lab, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

void
bobbin_lab_stop (BobbinLab *lab)
{
  g_return_if_fail (BOBBIN_IS_LAB (lab));

  if (!bobbin_lab_is_running (lab))
    return;

  g_autoptr (BobbinLab) kept = g_object_ref (lab); /* as above */
  empty_queue (lab);
  g_signal_emit (lab, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (lab, signals[SIGNAL_FINISHED], 0);
}

gboolean
bobbin_lab_is_running (BobbinLab *lab)
{
  return lab->queue->len > 0;
}

const BobbinExperiment *
bobbin_lab_get_current (BobbinLab *lab)
{
  return lab->queue->len > 0 ? g_ptr_array_index (lab->queue, 0) : NULL;
}

gboolean
bobbin_lab_is_queued (BobbinLab *lab, const BobbinExperiment *experiment)
{
  return g_ptr_array_find (lab->queue, experiment, NULL);
}

double
bobbin_lab_get_progress (BobbinLab *lab)
{
  gint64 now_ns = lab->done_ns;

  if (lab->planned_ns <= 0)
    return 0.0;
  if (lab->queue->len > 0)
    now_ns += MIN (bobbin_clock_ns () - lab->run_since_ns, bobbin_lab_get_current (lab)->budget_ns);
  return CLAMP ((double) now_ns / (double) lab->planned_ns, 0.0, 1.0);
}

const BobbinOutcome *
bobbin_lab_get_outcome (BobbinLab *lab, const BobbinExperiment *experiment)
{
  return g_hash_table_lookup (lab->outcomes, experiment->id);
}

const char *
bobbin_lab_get_failure (BobbinLab *lab)
{
  return lab->failure;
}
