/* bobbin-session-kernel.c - the kernel's record of switches becomes the lanes
 *
 * The rings are read core by core, but a worker moves between cores. So its
 * switches wait in a list of its own, until every ring has been read up to
 * after them, and are then taken in order of time: on a core, off it because
 * another took it (READY), off it because it waits for something. For what it
 * waits the kernel does not say; the worker itself wrote that down before it
 * called, and after it how long it had waited for a core in the end.
 */
#include "config.h"

#include "bobbin-session-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "bobbin-switch-record.h"
#include "bobbin-units.h"

/* So far a begin or an end, as the worker worked it out, may lie from the switch
 * that it is. */
#define SAME_SWITCH_NS (100 * BOBBIN_NS_PER_US)

/* A switch lies in its ring so long after its time at the latest, unless the
 * hypervisor took the core just then; then it is told a little late. */
#define RING_DELAY_NS (5 * BOBBIN_NS_PER_MS)

/* The root tells of a process that it forked so long afterwards at the latest. */
#define NEWS_DELAY_NS (300 * BOBBIN_NS_PER_MS)

typedef struct {
  GArray     *changes; /* BobbinSwitch; not yet told */
  GArray     *offs;    /* BobbinSlice; when it says to have been off its core, and why */
  guint       next_off;
  BobbinState state;   /* since told_ns; NONE: it is gone */
  guint       core;
  gint64      told_ns; /* since the gate */
  guint64     n_lost;  /* changes that the rings had no room for */
} Lane;

struct _BobbinSessionKernel {
  BobbinSwitchRecord *record;
  GHashTable         *workers; /* task's number → worker's number */
  Lane               *lanes;
  guint               n_lanes;
  GArray             *changes; /* BobbinSwitch; of tasks that are not yet known to be workers, too */
  GPtrArray          *sources; /* GSource, for rings that fill up */
};

static void
read_rings (BobbinSessionKernel *kernel)
{
  bobbin_switch_record_drain (kernel->record, kernel->changes);
}

static gboolean
ring_fills_cb (int fd, GIOCondition condition, gpointer data)
{
  read_rings (data);
  /* It hangs up when all tasks have gone. */
  return condition & G_IO_HUP ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

BobbinSessionKernel *
bobbin_session_kernel_new (BobbinSession *self, int root_pid)
{
  guint n_tasks = self->run->workers->len + self->run->processes->len;
  guint n_cores = self->run->machine->n_configured;
  int error;

  if (!bobbin_switch_record_is_wanted () || n_tasks * n_cores > BOBBIN_SWITCH_MAX_EVENTS)
    return NULL;
  BobbinSwitchRecord *record = bobbin_switch_record_open (root_pid, n_cores, &error);
  if (record == NULL)
    return NULL;

  BobbinSessionKernel *kernel = g_new0 (BobbinSessionKernel, 1);
  kernel->record = record;
  kernel->workers = g_hash_table_new (NULL, NULL);
  kernel->changes = g_array_new (FALSE, FALSE, sizeof (BobbinSwitch));
  kernel->n_lanes = self->run->workers->len + BOBBIN_MAX_SPARES;
  kernel->lanes = g_new0 (Lane, kernel->n_lanes);
  for (guint i = 0; i < kernel->n_lanes; i++)
    kernel->lanes[i] = (Lane) {
      .changes = g_array_new (FALSE, FALSE, sizeof (BobbinSwitch)),
      .offs = g_array_new (FALSE, FALSE, sizeof (BobbinSlice)),
      .state = BOBBIN_STATE_READY,
      .core = BOBBIN_NO_CORE,
    };
  kernel->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  for (guint i = 0; i < bobbin_switch_record_get_n_files (record); i++)
    {
      GSource *source = g_unix_fd_source_new (bobbin_switch_record_get_file (record, i), G_IO_IN | G_IO_HUP);

      g_source_set_callback (source, G_SOURCE_FUNC (ring_fills_cb), kernel, NULL);
      g_source_attach (source, g_main_context_get_thread_default ());
      g_ptr_array_add (kernel->sources, source);
    }
  return kernel;
}

void
bobbin_session_kernel_free (BobbinSessionKernel *kernel)
{
  if (kernel == NULL)
    return;
  for (guint i = 0; i < kernel->sources->len; i++)
    g_source_destroy (g_ptr_array_index (kernel->sources, i));
  g_ptr_array_unref (kernel->sources);
  for (guint i = 0; i < kernel->n_lanes; i++)
    {
      g_array_unref (kernel->lanes[i].changes);
      g_array_unref (kernel->lanes[i].offs);
    }
  g_free (kernel->lanes);
  g_array_unref (kernel->changes);
  g_hash_table_unref (kernel->workers);
  bobbin_switch_record_free (kernel->record);
  g_free (kernel);
}

void
bobbin_session_kernel_add_task (BobbinSessionKernel *kernel, int tid, guint worker)
{
  g_hash_table_insert (kernel->workers, GINT_TO_POINTER (tid), GUINT_TO_POINTER (worker));
}

void
bobbin_session_kernel_begin_lane (BobbinSessionKernel *kernel, guint worker, int tid, gint64 born_ns)
{
  g_return_if_fail (worker < kernel->n_lanes);
  kernel->lanes[worker].told_ns = born_ns;
  bobbin_session_kernel_add_task (kernel, tid, worker);
}

/* To each worker what is its own. All others wait a while: of one that was just
 * forked the rings may tell before the root does. */
static void
hand_out_changes (BobbinSessionKernel *kernel)
{
  gint64 keep_from_ns = bobbin_clock_ns () - NEWS_DELAY_NS;
  guint n_kept = 0;

  read_rings (kernel);
  for (guint i = 0; i < kernel->changes->len; i++)
    {
      const BobbinSwitch *change = &g_array_index (kernel->changes, BobbinSwitch, i);
      gpointer worker;

      if (g_hash_table_lookup_extended (kernel->workers, GINT_TO_POINTER (change->tid), NULL, &worker))
        g_array_append_vals (kernel->lanes[GPOINTER_TO_UINT (worker)].changes, change, 1);
      else if (change->time_ns > keep_from_ns)
        g_array_index (kernel->changes, BobbinSwitch, n_kept++) = *change;
    }
  g_array_set_size (kernel->changes, n_kept);
}

static const BobbinSlice *
get_off (const Lane *lane, guint i)
{
  return i < lane->offs->len ? &g_array_index (lane->offs, BobbinSlice, i) : NULL;
}

static gint64
end_of (const BobbinSlice *slice)
{
  return slice->begin_ns + (gint64) slice->length_ns;
}

/* What the worker itself lost are reasons: the lane is whole, but not all of its why. */
static void
count_lost (BobbinSession *self, const Lane *lane, guint worker)
{
  bobbin_run_get_worker (self->run, worker)->lost_slices
    = lane->n_lost + bobbin_ledger_reader_get_lost (self->reader, worker);
}

/* What the worker says of when it had no core. Read after the rings: it wrote
 * down why it would block before each switch that is in them. */
static void
take_offs (BobbinSession *self, Lane *lane, guint worker)
{
  guint n_past = MAX (lane->next_off, 1) - 1; /* a wait for a core belongs to the block before it */

  g_array_remove_range (lane->offs, 0, n_past);
  lane->next_off -= n_past;
  bobbin_session_take_own_slices (self, worker, G_MAXINT64);
  count_lost (self, lane, worker);
  for (guint i = 0; i < self->slices->len; i++)
    {
      const BobbinSlice *slice = &g_array_index (self->slices, BobbinSlice, i);

      if (slice->state != BOBBIN_SLICE_RUNNING)
        g_array_append_vals (lane->offs, slice, 1);
    }
}

/* Why it was blocked in a call of which @i is a part; READY: it was not in one. */
static BobbinSliceState
get_reason (const Lane *lane, guint i)
{
  const BobbinSlice *off = get_off (lane, i);
  const BobbinSlice *before = i > 0 ? get_off (lane, i - 1) : NULL;

  if (off->state == BOBBIN_SLICE_READY && before != NULL && end_of (before) == off->begin_ns)
    return (BobbinSliceState) before->state;
  return (BobbinSliceState) off->state;
}

/* A call may leave the core several times, while the worker knows of it as a
 * whole: so whatever part of it lies there, or else near, says why. */
static BobbinState
find_reason (Lane *lane, gint64 clock_ns)
{
  BobbinState reason = BOBBIN_STATE_BLOCKED;
  const BobbinSlice *off;

  while ((off = get_off (lane, lane->next_off)) != NULL && end_of (off) + SAME_SWITCH_NS < clock_ns)
    lane->next_off++;
  for (guint i = lane->next_off; (off = get_off (lane, i)) != NULL && off->begin_ns - SAME_SWITCH_NS <= clock_ns; i++)
    {
      if (get_reason (lane, i) == BOBBIN_SLICE_READY)
        continue;
      reason = (BobbinState) get_reason (lane, i);
      if (clock_ns < end_of (off))
        break;
    }
  return reason;
}

/* For how long it had waited for a core when it got one at @clock_ns, after it
 * was blocked. */
static gint64
find_wait_ns (const Lane *lane, gint64 clock_ns)
{
  const BobbinSlice *blocked, *wait;

  for (guint i = lane->next_off;
       (blocked = get_off (lane, i)) != NULL && (wait = get_off (lane, i + 1)) != NULL && wait->begin_ns < clock_ns;
       i++)
    if (wait->state == BOBBIN_SLICE_READY && blocked->state != BOBBIN_SLICE_READY && end_of (blocked) == wait->begin_ns
        && ABS (end_of (wait) - clock_ns) <= SAME_SWITCH_NS)
      return wait->length_ns;
  return 0;
}

/* What it does since its lane's end goes on up to @end_ns. */
static void
tell_until (BobbinSession *self, Lane *lane, guint worker, gint64 end_ns)
{
  BobbinInterval interval = { .span = { lane->told_ns, end_ns }, .state = lane->state, .other = lane->core };

  if (end_ns <= lane->told_ns || lane->state == BOBBIN_STATE_NONE)
    return;
  bobbin_session_add_interval (self, worker, &interval);
  lane->told_ns = end_ns;
}

static BobbinState
state_after (Lane *lane, const BobbinSwitch *change, gboolean at_gate)
{
  switch ((BobbinSwitchKind) change->kind)
    {
    case BOBBIN_SWITCH_IN:
      return BOBBIN_STATE_RUNNING;
    case BOBBIN_SWITCH_EXIT:
      return BOBBIN_STATE_NONE;
    case BOBBIN_SWITCH_BLOCKED:
      /* From when the gate is open it is ready, however long the news takes. */
      return at_gate ? BOBBIN_STATE_READY : find_reason (lane, change->time_ns);
    case BOBBIN_SWITCH_PREEMPTED:
    default:
      return BOBBIN_STATE_READY;
    }
}

static void
take_change (BobbinSession *self, Lane *lane, guint worker, const BobbinSwitch *change)
{
  gint64 time_ns = change->time_ns - self->gate_ns;
  gboolean was_on = lane->state == BOBBIN_STATE_RUNNING;
  gboolean at_gate = change->time_ns < bobbin_ledger_reader_get_begin_ns (self->reader, worker);

  if (lane->state == BOBBIN_STATE_NONE)
    return;
  /* It comes on and is on, or goes off and is off: what lay between was lost,
   * and how it spent the time is not known. */
  if (time_ns > lane->told_ns && was_on == (change->kind == BOBBIN_SWITCH_IN))
    {
      lane->n_lost++;
      count_lost (self, lane, worker);
      lane->told_ns = time_ns;
    }
  if (change->kind == BOBBIN_SWITCH_IN && bobbin_state_is_blocked (lane->state))
    {
      tell_until (self, lane, worker, time_ns - find_wait_ns (lane, change->time_ns));
      lane->state = BOBBIN_STATE_READY;
    }
  tell_until (self, lane, worker, time_ns);
  lane->state = state_after (lane, change, at_gate);
  lane->core = change->core;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const BobbinSwitch *left = a, *right = b;

  return (left->time_ns > right->time_ns) - (left->time_ns < right->time_ns);
}

/* Everything up to @until_ns on CLOCK_MONOTONIC. */
static void
tell_lane (BobbinSession *self, guint worker, gint64 until_ns)
{
  Lane *lane = &self->kernel->lanes[worker];
  guint n = 0;

  take_offs (self, lane, worker);
  g_array_sort (lane->changes, compare_times);
  while (n < lane->changes->len && g_array_index (lane->changes, BobbinSwitch, n).time_ns < until_ns)
    take_change (self, lane, worker, &g_array_index (lane->changes, BobbinSwitch, n++));
  g_array_remove_range (lane->changes, 0, n);
  tell_until (self, lane, worker, until_ns - self->gate_ns);
}

void
bobbin_session_kernel_ingest (BobbinSession *self)
{
  gint64 until_ns = bobbin_clock_ns () - RING_DELAY_NS; /* before the rings are read */

  hand_out_changes (self->kernel);
  for (guint i = 0; i < self->run->workers->len; i++)
    if (bobbin_run_get_worker (self->run, i)->end == BOBBIN_END_RUNNING)
      tell_lane (self, i, until_ns);
  bobbin_core_lanes_advance (self->core_lanes, until_ns - self->gate_ns);
}

void
bobbin_session_kernel_ingest_last (BobbinSession *self, guint worker, gint64 until_ns)
{
  hand_out_changes (self->kernel);
  tell_lane (self, worker, until_ns);
}

gint64
bobbin_session_kernel_get_told_ns (const BobbinSessionKernel *kernel, guint worker)
{
  g_return_val_if_fail (worker < kernel->n_lanes, 0);
  return kernel->lanes[worker].told_ns;
}

void
bobbin_session_kernel_close (BobbinSession *self)
{
  guint64 lost = self->kernel != NULL ? bobbin_switch_record_get_lost (self->kernel->record) : 0;

  if (lost > 0)
    {
      g_autofree char *count = bobbin_format_count (lost);

      g_ptr_array_add (self->run->warnings,
                       g_strdup_printf (ngettext ("%s switch of a core came too fast to be written down; lanes have a gap there.",
                                                  "%s switches of a core came too fast to be written down; lanes have gaps there.",
                                                  (gulong) lost), count));
    }
  g_clear_pointer (&self->kernel, bobbin_session_kernel_free);
}
