#include "config.h"

#include "bobbin-worker-row.h"


#include "bobbin-units.h"

enum {
  PROP_0,
  PROP_GROUP,
  PROP_NAME,
  PROP_PID,
  PROP_TID,
  PROP_STATE,
  PROP_CORE,
  PROP_CPU,
  PROP_RUNNING,
  PROP_WAITING,
  PROP_BLOCKED,
  PROP_SWITCHES,
  N_PROPS
};

struct _BobbinWorkerRow {
  GObject parent_instance;
  guint   worker;
  char   *texts[N_PROPS];
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (BobbinWorkerRow, bobbin_worker_row, G_TYPE_OBJECT)

static void
bobbin_worker_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinWorkerRow *row = BOBBIN_WORKER_ROW (object);

  if (id > PROP_0 && id < N_PROPS)
    g_value_set_string (value, row->texts[id]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bobbin_worker_row_finalize (GObject *object)
{
  BobbinWorkerRow *row = BOBBIN_WORKER_ROW (object);

  for (guint i = 0; i < N_PROPS; i++)
    g_free (row->texts[i]);
  G_OBJECT_CLASS (bobbin_worker_row_parent_class)->finalize (object);
}

static void
bobbin_worker_row_class_init (BobbinWorkerRowClass *klass)
{
  static const char *const names[N_PROPS] = {
    NULL,   "group", "name",    "pid",     "tid",     "state",
    "core", "cpu",   "running", "waiting", "blocked", "switches",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bobbin_worker_row_get_property;
  object_class->finalize = bobbin_worker_row_finalize;

  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, "",
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bobbin_worker_row_init (BobbinWorkerRow *row)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    row->texts[i] = g_strdup ("");
}

/* Takes @text. */
static void
set_text (BobbinWorkerRow *row, guint property, char *text)
{
  if (g_str_equal (row->texts[property], text))
    {
      g_free (text);
      return;
    }
  g_free (row->texts[property]);
  row->texts[property] = text;
  g_object_notify_by_pspec (G_OBJECT (row), properties[property]);
}

static char *
describe_state (const BobbinRun *run, const BobbinRunWorker *worker)
{
  if (worker->end != BOBBIN_END_RUNNING)
    return bobbin_run_worker_end_text (run, worker->id);
  return g_strdup (bobbin_run_worker_state_text (run, worker->id));
}

static char *
format_switches (const BobbinRunWorker *worker)
{
  guint64 all = worker->voluntary_switches + worker->involuntary_switches;

  return worker->switches_valid ? bobbin_format_count (all) : g_strdup ("");
}

static char *
format_number (int number)
{
  return number > 0 ? g_strdup_printf ("%d", number) : g_strdup ("");
}

void
bobbin_worker_row_update (BobbinWorkerRow *row, const BobbinRun *run)
{
  const BobbinRunWorker *worker = bobbin_run_get_worker (run, row->worker);
  gboolean living = worker->end == BOBBIN_END_RUNNING;
  gboolean placed = living && worker->core != BOBBIN_NO_CORE;

  set_text (row, PROP_GROUP, bobbin_run_group_label (run, worker->group));
  set_text (row, PROP_NAME, bobbin_run_worker_label (run, worker->id));
  set_text (row, PROP_PID, format_number (worker->pid));
  set_text (row, PROP_TID, format_number (worker->tid));
  set_text (row, PROP_STATE, describe_state (run, worker));
  set_text (row, PROP_CORE, placed ? g_strdup_printf ("%u", worker->core) : g_strdup (""));
  set_text (row, PROP_CPU, living ? bobbin_format_percent (worker->cpu_share) : g_strdup (""));
  set_text (row, PROP_RUNNING, bobbin_format_duration (worker->running_ns));
  set_text (row, PROP_WAITING, bobbin_format_duration (worker->waiting_ns));
  set_text (row, PROP_BLOCKED, bobbin_format_duration (worker->blocked_ns));
  set_text (row, PROP_SWITCHES, format_switches (worker));
}

BobbinWorkerRow *
bobbin_worker_row_new (const BobbinRun *run, guint worker)
{
  BobbinWorkerRow *row = g_object_new (BOBBIN_TYPE_WORKER_ROW, NULL);

  row->worker = worker;
  bobbin_worker_row_update (row, run);
  return row;
}

guint
bobbin_worker_row_get_worker (BobbinWorkerRow *row)
{
  return row->worker;
}
