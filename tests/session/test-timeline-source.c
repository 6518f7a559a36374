/* test-timeline-source.c - both sources of the timeline against the kernel's switch records */
#include "bobbin-session-private.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <math.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "bobbin-error.h"
#include "bobbin-gtop.h"
#include "bobbin-switch-record.h"
#include "session-fixture.h"
#include "switch-oracle.h"

#define DURATION_NS (5 * BOBBIN_NS_PER_S)
#define PERIOD_NS   (100 * BOBBIN_NS_PER_US) /* every one off the core that is longer is told of */

typedef struct {
  SessionFixture base;
  SwitchOracle  *oracle; /* NULL: refused */
} Fixture;

static void
run (Fixture *f)
{
  gint64 deadline_us = g_get_monotonic_time () + 2 * DURATION_NS / BOBBIN_NS_PER_US;

  g_assert_true (bobbin_session_start (f->base.session, NULL));
  while (bobbin_session_get_state (f->base.session) != BOBBIN_SESSION_OVER && g_get_monotonic_time () < deadline_us)
    {
      session_run_for_ms (10);
      if (f->oracle != NULL)
        switch_oracle_drain (f->oracle);
    }
  g_assert_cmpint (bobbin_session_get_state (f->base.session), ==, BOBBIN_SESSION_OVER);
}

static gboolean
is_within (const char *what, gint64 value, gint64 bound)
{
  if (value > bound)
    g_test_message ("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, what, value, bound);
  return value <= bound;
}

/* Whether a worker's time is whole, and no core two workers'. */
static gboolean
has_whole_sums (Fixture *f)
{
  const BobbinRun *r = bobbin_session_get_run (f->base.session);
  gboolean is_whole = TRUE;

  for (guint i = 0; i < r->workers->len; i++)
    {
      const BobbinRunWorker *worker = bobbin_run_get_worker (r, i);
      gint64 sum_ns = worker->running_ns + worker->waiting_ns + worker->blocked_ns;
      BobbinShares shares = bobbin_history_get_shares (r->history, i, (BobbinTimeSpan) { 0, worker->ended_ns });
      gint64 on_cores_ns = 0;

      for (guint core = 0; core < r->machine->n_configured; core++)
        on_cores_ns += *bobbin_run_core_running_ns (r, i, core);
      g_assert_cmpint (on_cores_ns, ==, worker->running_ns);
      is_whole = is_within ("off the lifetime, ns", ABS (sum_ns - worker->ended_ns), worker->ended_ns / 1000)
                 && is_within ("unknown, ns", shares.unknown_ns, worker->ended_ns / 1000)
                 && is_within ("lost slices", (gint64) worker->lost_slices, 0) && is_whole;
    }
  g_test_message ("two workers on one core: at most %" G_GINT64_FORMAT " ns", r->core_overlap_ns);
  return is_within ("overlap, ns", r->core_overlap_ns, 50 * BOBBIN_NS_PER_US)
         && is_within ("warnings", r->warnings->len, 0) && is_whole;
}

/* Whoever is blocked said why, but for what the kernel does by itself. */
static void
check_reasons (Fixture *f)
{
  const BobbinRun *r = bobbin_session_get_run (f->base.session);
  BobbinHistorySum sum = { 0 };
  gint64 known_ns = 0;

  for (guint i = 0; i < r->workers->len; i++)
    bobbin_history_add_sum (r->history, i, (BobbinTimeSpan) { 0, r->now_ns }, &sum);
  for (guint state = BOBBIN_STATE_SLEEP; state < BOBBIN_STATE_BLOCKED; state++)
    known_ns += sum.state_ns[state];
  g_test_message ("blocked for %.3f s, %.6f s of them nobody knows why", (double) known_ns / 1e9,
                  (double) sum.state_ns[BOBBIN_STATE_BLOCKED] / 1e9);
  g_assert_cmpint (sum.state_ns[BOBBIN_STATE_BLOCKED] * 50, <=, known_ns);
}

static guint64
count_moves (const GArray *stays)
{
  guint64 n = 0;

  for (guint i = 1; i < stays->len; i++)
    n += g_array_index (stays, OracleStay, i).core != g_array_index (stays, OracleStay, i - 1).core;
  return n;
}

static guint
count_missing_periods (Fixture *f, guint worker, const GArray *stays)
{
  const BobbinRun *r = bobbin_session_get_run (f->base.session);
  guint n = 0;

  for (guint i = 1; i < stays->len; i++)
    {
      BobbinTimeSpan off = { g_array_index (stays, OracleStay, i - 1).end_ns - f->base.session->gate_ns,
                             g_array_index (stays, OracleStay, i).begin_ns - f->base.session->gate_ns };
      BobbinShares shares = bobbin_history_get_shares (r->history, worker, off);

      n += bobbin_time_span_length_ns (off) >= PERIOD_NS && shares.running_ns * 2 > bobbin_time_span_length_ns (off);
    }
  return n;
}

static gint64
get_on_ns (const GArray *stays)
{
  gint64 on_ns = 0;

  for (guint i = 0; i < stays->len; i++)
    on_ns += g_array_index (stays, OracleStay, i).end_ns - g_array_index (stays, OracleStay, i).begin_ns;
  return on_ns;
}

static GArray *
get_stays (Fixture *f, const BobbinRunWorker *worker)
{
  gint64 gate_ns = f->base.session->gate_ns;

  return switch_oracle_get_stays (f->oracle, worker->tid, gate_ns, gate_ns + worker->ended_ns);
}

static gboolean
worker_agrees (Fixture *f, const BobbinRunWorker *worker, double bound)
{
  g_autoptr (GArray) stays = get_stays (f, worker);
  guint n_missing = count_missing_periods (f, worker->id, stays);
  double off = (double) worker->running_ns / (double) get_on_ns (stays) - 1.0;
  double off_booked = (double) worker->running_ns / (double) worker->cpu_ns - 1.0;

  g_test_message ("worker %u: %u stays, %+.3f %% of the switch records, %+.3f %% of schedstat; "
                  "migrations %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT "; %u periods missing",
                  worker->id, stays->len, 100 * off, 100 * off_booked, worker->migrations, count_moves (stays), n_missing);
  return fabs (off) <= bound && fabs (off_booked) <= 0.03 && worker->migrations == count_moves (stays) && n_missing == 0;
}

/* The workers want two cores all the time. Where others take a part of them,
 * they are switched many times as often, and a switch, of which either record
 * counts another part as the worker's, is no longer nothing. */
static gboolean
had_cores_alone (Fixture *f)
{
  const BobbinRun *r = bobbin_session_get_run (f->base.session);
  gint64 on_ns = 0;

  for (guint i = 0; i < r->workers->len; i++)
    {
      g_autoptr (GArray) stays = get_stays (f, bobbin_run_get_worker (r, i));

      on_ns += get_on_ns (stays);
    }
  return on_ns * 20 >= 19 * DURATION_NS * MIN (r->machine->n_cores, 2);
}

/* @bound: by how much of it the running time may be off. */
static gboolean
agrees_with_oracle (Fixture *f, double bound)
{
  const BobbinRun *r = bobbin_session_get_run (f->base.session);
  gboolean agrees = TRUE;

  switch_oracle_drain (f->oracle);
  g_assert_cmpuint (switch_oracle_get_lost (f->oracle), ==, 0);
  if (!had_cores_alone (f))
    {
      g_test_message ("others use these cores, so the bound is wider");
      bound *= 5;
    }
  for (guint i = 0; i < r->workers->len; i++)
    agrees &= worker_agrees (f, bobbin_run_get_worker (r, i), bound);
  return agrees;
}

static const char *const computing[] = { "name=p,kind=processes,count=3", "name=t,kind=threads,count=3", NULL };
static const char *const sleeping[] = { "name=p,kind=processes,count=3,work=sleep,duty=40%",
                                        "name=t,kind=threads,count=3,work=sleep,duty=60%", NULL };
/* Where most of the time is spent in the kernel, what counts as the worker's is a matter of taste. */
static const char *const all_kinds[] = { "name=m,kind=processes,count=2,work=memory,heap=1MiB,write=50%/200ms",
                                         "name=l,kind=threads,count=3,work=lock", "name=q,kind=processes,count=2,work=pipe",
                                         "name=d,kind=threads,count=2,work=disk", "name=x,kind=processes,count=2,work=mixed", NULL };

typedef struct {
  const char *const *groups;
  gboolean           own_record;
  gboolean           blocks;
  double             bound; /* 0: only the sums are looked at */
} Case;

/* The groups on two cores, or on the one that there is. */
static char **
keep_to_two_cores (const char *const *groups)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  BobbinCoreSet allowed, chosen = { 0 };

  bobbin_core_set_read_allowed (&allowed);
  for (guint core = 0; core < BOBBIN_MAX_CORES && bobbin_core_set_count (&chosen) < 2; core++)
    if (bobbin_core_set_contains (&allowed, core))
      bobbin_core_set_add (&chosen, core);
  for (; *groups != NULL; groups++)
    {
      g_autofree char *cores = bobbin_core_set_to_string (&chosen);
      g_autofree char *group = g_strdup_printf ("%s,cores=%s", *groups, cores);

      g_strv_builder_add (builder, group);
    }
  return g_strv_builder_end (builder);
}

/* FALSE when its sums are not whole, or the oracle says otherwise. */
static gboolean
try_source (const Case *c)
{
  g_auto (GStrv) groups = keep_to_two_cores (c->groups);
  const char *why = "";
  Fixture f = { .oracle = switch_oracle_open (&why) };
  gboolean agrees;

  g_setenv ("BOBBIN_TIMELINE", c->own_record ? "self" : "", TRUE);
  session_set_up (&f.base, (const char *const *) groups, DURATION_NS);
  run (&f);
  g_assert_cmpint (bobbin_session_get_run (f.base.session)->timeline_source, ==,
                   c->own_record || f.oracle == NULL ? BOBBIN_TIMELINE_SELF : BOBBIN_TIMELINE_KERNEL);
  agrees = has_whole_sums (&f);
  if (c->blocks)
    check_reasons (&f);
  if (f.oracle == NULL)
    g_test_skip_printf ("The kernel's switch records cannot be read here: %s", why);
  else if (c->bound > 0.0)
    agrees = agrees_with_oracle (&f, c->bound) && agrees;
  session_tear_down (&f.base);
  g_clear_pointer (&f.oracle, switch_oracle_free);
  return agrees;
}

/* Several tries, because a hypervisor may take a core away for 20 ms just when
 * a worker leaves it; to the worker that is a long wait for the core. */
static void
test_source (gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    if (try_source (data))
      return;
  g_test_fail_printf ("The lanes are not what the kernel recorded.");
}

/* As a sandbox does it. */
static void
refuse_perf_event_open (void)
{
  struct sock_filter lines[] = {
    BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr)),
    BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 0, 1),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
    BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { G_N_ELEMENTS (lines), lines };

  g_assert_cmpint (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), ==, 0);
  g_assert_cmpint (prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), ==, 0);
}

/* Where the kernel's record is refused the run is as whole, and nobody is told. */
static void
test_refused (void)
{
  static const char *const groups[] = { "name=p,kind=processes,count=3", "name=t,kind=threads,count=3,work=mixed", NULL };
  Fixture f = { 0 };
  gboolean is_whole = FALSE;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  refuse_perf_event_open ();
  g_setenv ("BOBBIN_TIMELINE", "", TRUE);
  g_assert_cmpint (bobbin_switch_record_probe (g_get_num_processors ()), ==, ENOSYS);
  for (guint i = 0; i < 3 && !is_whole; i++)
    {
      session_set_up (&f.base, groups, BOBBIN_NS_PER_S);
      run (&f);
      g_assert_cmpint (bobbin_session_get_run (f.base.session)->timeline_source, ==, BOBBIN_TIMELINE_SELF);
      is_whole = has_whole_sums (&f);
      session_tear_down (&f.base);
    }
  g_assert_true (is_whole);
}

int
main (int argc, char **argv)
{
  static const Case own[] = {
    { computing, TRUE, FALSE, 0.01 }, { sleeping, TRUE, TRUE, 0.01 }, { all_kinds, TRUE, TRUE, 0.0 },
  };
  static const Case kernel[] = {
    { computing, FALSE, FALSE, 0.001 }, { sleeping, FALSE, TRUE, 0.001 }, { all_kinds, FALSE, TRUE, 0.0 },
  };

  bobbin_base_init ();
  bobbin_gtop_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/timeline-source/self/computing", &own[0], test_source);
  g_test_add_data_func ("/timeline-source/self/sleeping", &own[1], test_source);
  g_test_add_data_func ("/timeline-source/self/all-kinds", &own[2], test_source);
  g_test_add_data_func ("/timeline-source/kernel/computing", &kernel[0], test_source);
  g_test_add_data_func ("/timeline-source/kernel/sleeping", &kernel[1], test_source);
  g_test_add_data_func ("/timeline-source/kernel/all-kinds", &kernel[2], test_source);
  g_test_add_func ("/timeline-source/refused", test_refused);
  return g_test_run ();
}
