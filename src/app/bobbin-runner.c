#include "config.h"

#include "bobbin-runner.h"

#include "bobbin-run-moment.h"

struct _BobbinRunner {
  GObject        parent_instance;
  BobbinPlan    *plan;
  BobbinSession *session; /* NULL: nothing was ever started */
  BobbinRun     *frozen_run; /* bobbin_run_moment_new() */
  gboolean       active;
  gboolean       frozen;
  gboolean       outdated;
};

enum {
  PROP_0,
  PROP_ACTIVE,
  PROP_FROZEN,
  PROP_OUTDATED,
  N_PROPS
};

enum {
  SIGNAL_SESSION_CHANGED,
  SIGNAL_SAMPLED,
  SIGNAL_UPDATED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinRunner, bobbin_runner, G_TYPE_OBJECT)

static gboolean
state_is_active (BobbinSessionState state)
{
  return state == BOBBIN_SESSION_STARTING || state == BOBBIN_SESSION_RUNNING
         || state == BOBBIN_SESSION_STOPPING;
}

static void
set_flag (BobbinRunner *runner, gboolean *flag, gboolean value, guint property)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (runner), properties[property]);
}

static void
change_frozen (BobbinRunner *runner, gboolean frozen)
{
  if (runner->frozen == frozen)
    return;

  g_clear_pointer (&runner->frozen_run, bobbin_run_moment_free);
  if (frozen)
    runner->frozen_run = bobbin_run_moment_new (bobbin_session_get_run (runner->session));
  set_flag (runner, &runner->frozen, frozen, PROP_FROZEN);
}

static void
update_outdated (BobbinRunner *runner)
{
  gboolean outdated = FALSE;

  if (runner->active)
    {
      const BobbinRun *run = bobbin_session_get_run (runner->session);

      outdated = !bobbin_plan_matches_request (runner->plan, run->request);
    }
  set_flag (runner, &runner->outdated, outdated, PROP_OUTDATED);
}

static void
update_flags (BobbinRunner *runner)
{
  gboolean active = runner->session != NULL
                    && state_is_active (bobbin_session_get_state (runner->session));

  if (!active)
    change_frozen (runner, FALSE);
  set_flag (runner, &runner->active, active, PROP_ACTIVE);
  update_outdated (runner);
}

static void
state_changed_cb (BobbinSession *session, BobbinRunner *runner)
{
  update_flags (runner);
  if (!runner->frozen)
    g_signal_emit (runner, signals[SIGNAL_UPDATED], 0);
  if (bobbin_session_get_state (session) == BOBBIN_SESSION_FAILED)
    g_signal_emit (runner, signals[SIGNAL_FAILED], 0, bobbin_session_get_error (session)->message);
}

static void
sampled_cb (BobbinSession *session, BobbinRunner *runner)
{
  if (!runner->frozen)
    g_signal_emit (runner, signals[SIGNAL_SAMPLED], 0);
}

static void
worker_changed_cb (BobbinSession *session, guint worker, BobbinRunner *runner)
{
  if (!runner->frozen)
    g_signal_emit (runner, signals[SIGNAL_UPDATED], 0);
}

/* Takes @session (nullable). Whoever still shows the old one is told before it
 * goes, and going ends its workers. */
static void
replace_session (BobbinRunner *runner, BobbinSession *session)
{
  g_autoptr (BobbinSession) old = runner->session;

  change_frozen (runner, FALSE);
  if (old != NULL)
    g_signal_handlers_disconnect_by_data (old, runner);

  runner->session = session;
  if (session != NULL)
    {
      g_signal_connect (session, "state-changed", G_CALLBACK (state_changed_cb), runner);
      g_signal_connect (session, "sampled", G_CALLBACK (sampled_cb), runner);
      g_signal_connect (session, "worker-born", G_CALLBACK (worker_changed_cb), runner);
      g_signal_connect (session, "worker-ended", G_CALLBACK (worker_changed_cb), runner);
    }
  g_signal_emit (runner, signals[SIGNAL_SESSION_CHANGED], 0);
}

static void
bobbin_runner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinRunner *runner = BOBBIN_RUNNER (object);

  switch (id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, runner->active);
      break;
    case PROP_FROZEN:
      g_value_set_boolean (value, runner->frozen);
      break;
    case PROP_OUTDATED:
      g_value_set_boolean (value, runner->outdated);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_runner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FROZEN:
      bobbin_runner_set_frozen (BOBBIN_RUNNER (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_runner_dispose (GObject *object)
{
  BobbinRunner *runner = BOBBIN_RUNNER (object);

  if (runner->session != NULL)
    g_signal_handlers_disconnect_by_data (runner->session, runner);
  g_clear_pointer (&runner->frozen_run, bobbin_run_moment_free);
  g_clear_object (&runner->session);
  g_clear_object (&runner->plan);
  G_OBJECT_CLASS (bobbin_runner_parent_class)->dispose (object);
}

static void
bobbin_runner_class_init (BobbinRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = bobbin_runner_get_property;
  object_class->set_property = bobbin_runner_set_property;
  object_class->dispose = bobbin_runner_dispose;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, readable);
  properties[PROP_FROZEN] = g_param_spec_boolean ("frozen", NULL, NULL, FALSE,
                                                  readable | G_PARAM_WRITABLE);
  properties[PROP_OUTDATED] = g_param_spec_boolean ("outdated", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_SESSION_CHANGED] = g_signal_new ("session-changed", BOBBIN_TYPE_RUNNER,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                  G_TYPE_NONE, 0);
  signals[SIGNAL_SAMPLED] = g_signal_new ("sampled", BOBBIN_TYPE_RUNNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", BOBBIN_TYPE_RUNNER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", BOBBIN_TYPE_RUNNER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bobbin_runner_init (BobbinRunner *runner)
{
}

BobbinRunner *
bobbin_runner_new (BobbinPlan *plan)
{
  BobbinRunner *runner = g_object_new (BOBBIN_TYPE_RUNNER, NULL);

  runner->plan = g_object_ref (plan);
  g_signal_connect_object (plan, "changed", G_CALLBACK (update_outdated), runner,
                           G_CONNECT_SWAPPED);
  return runner;
}

BobbinPlan *
bobbin_runner_get_plan (BobbinRunner *runner)
{
  return runner->plan;
}

BobbinSession *
bobbin_runner_get_session (BobbinRunner *runner)
{
  return runner->session;
}

const BobbinRun *
bobbin_runner_get_run (BobbinRunner *runner)
{
  if (runner->frozen)
    return runner->frozen_run;
  return runner->session != NULL ? bobbin_session_get_run (runner->session) : NULL;
}

gboolean
bobbin_runner_start (BobbinRunner *runner)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinRequest) request = bobbin_plan_make_request (runner->plan, &error);

  if (request == NULL)
    {
      g_signal_emit (runner, signals[SIGNAL_FAILED], 0, error->message);
      return FALSE;
    }

  replace_session (runner, bobbin_session_new (request, bobbin_plan_get_machine (runner->plan)));
  if (!bobbin_session_start (runner->session, &error))
    {
      update_flags (runner);
      g_signal_emit (runner, signals[SIGNAL_FAILED], 0, error->message);
      return FALSE;
    }
  update_flags (runner);
  return TRUE;
}

void
bobbin_runner_stop (BobbinRunner *runner)
{
  if (runner->session != NULL)
    bobbin_session_stop (runner->session);
}

gboolean
bobbin_runner_is_active (BobbinRunner *runner)
{
  return runner->active;
}

gboolean
bobbin_runner_is_frozen (BobbinRunner *runner)
{
  return runner->frozen;
}

void
bobbin_runner_set_frozen (BobbinRunner *runner, gboolean frozen)
{
  change_frozen (runner, frozen && runner->active);
}

gboolean
bobbin_runner_is_outdated (BobbinRunner *runner)
{
  return runner->outdated;
}

void
bobbin_runner_crash (BobbinRunner *runner, guint worker)
{
  const BobbinRun *run = runner->session != NULL ? bobbin_session_get_run (runner->session) : NULL;

  if (run != NULL && worker < run->workers->len)
    bobbin_session_crash (runner->session, worker);
}

int
bobbin_runner_choose_victim (BobbinRunner *runner, guint group, int preferred)
{
  g_autoptr (GArray) living = g_array_new (FALSE, FALSE, sizeof (int));
  const BobbinRunGroup *members;
  const BobbinRun *run;

  if (!runner->active)
    return -1;
  run = bobbin_session_get_run (runner->session);
  if (group >= run->groups->len)
    return -1;

  members = bobbin_run_get_group (run, group);
  for (guint i = 0; i < members->n_workers; i++)
    {
      int worker = (int) bobbin_run_group_worker (run, group, i);

      if (bobbin_run_get_worker (run, (guint) worker)->end != BOBBIN_END_RUNNING)
        continue;
      if (worker == preferred)
        return worker;
      g_array_append_val (living, worker);
    }
  return living->len > 0 ? g_array_index (living, int, living->len / 2) : -1;
}

void
bobbin_runner_shut_down (BobbinRunner *runner)
{
  replace_session (runner, NULL);
  update_flags (runner);
}
