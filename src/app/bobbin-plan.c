#include "config.h"

#include "bobbin-plan.h"

#include <glib/gi18n-lib.h>

#include "bobbin-error.h"

struct _BobbinPlan {
  GObject        parent_instance;
  BobbinMachine *machine;
  GPtrArray     *groups;  /* BobbinGroupSpec */
  GArray        *crashes; /* BobbinCrashOrder */
  GArray        *writes;  /* BobbinWriteOrder, of a scenario */
  gint64         duration_ns;
  gint64         interval_ns;
  char          *scenario_id; /* NULL: none, or edited since */
  char          *title;
  gboolean       edited;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_STRUCTURE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinPlan, bobbin_plan, G_TYPE_OBJECT)

static GPtrArray *
copy_groups (const GPtrArray *groups)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);

  for (guint i = 0; i < groups->len; i++)
    g_ptr_array_add (copy, bobbin_group_spec_copy (g_ptr_array_index (groups, i)));
  return copy;
}

static GArray *
copy_orders (const GArray *orders, guint order_bytes)
{
  GArray *copy = g_array_new (FALSE, FALSE, order_bytes);

  if (orders != NULL && orders->len > 0)
    g_array_append_vals (copy, orders->data, orders->len);
  return copy;
}

static void
emit_changed (BobbinPlan *plan, gboolean structure)
{
  if (structure)
    g_signal_emit (plan, signals[SIGNAL_STRUCTURE_CHANGED], 0);
  g_signal_emit (plan, signals[SIGNAL_CHANGED], 0);
}

/* What was loaded is no longer what stands here. */
static void
note_edit (BobbinPlan *plan)
{
  g_clear_pointer (&plan->scenario_id, g_free);
  g_clear_pointer (&plan->title, g_free);
  plan->edited = TRUE;
}

static void
bobbin_plan_finalize (GObject *object)
{
  BobbinPlan *plan = BOBBIN_PLAN (object);

  bobbin_machine_free (plan->machine);
  g_ptr_array_unref (plan->groups);
  g_array_unref (plan->crashes);
  g_array_unref (plan->writes);
  g_free (plan->scenario_id);
  g_free (plan->title);
  G_OBJECT_CLASS (bobbin_plan_parent_class)->finalize (object);
}

static void
bobbin_plan_class_init (BobbinPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bobbin_plan_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BOBBIN_TYPE_PLAN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STRUCTURE_CHANGED] = g_signal_new ("structure-changed", BOBBIN_TYPE_PLAN,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 0);
}

static void
bobbin_plan_init (BobbinPlan *plan)
{
  plan->crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));
  plan->writes = g_array_new (FALSE, FALSE, sizeof (BobbinWriteOrder));
  plan->interval_ns = BOBBIN_DEFAULT_INTERVAL_NS;
}

BobbinPlan *
bobbin_plan_new (const BobbinMachine *machine)
{
  BobbinPlan *plan = g_object_new (BOBBIN_TYPE_PLAN, NULL);

  plan->machine = bobbin_machine_copy (machine);
  plan->groups = bobbin_default_groups ();
  return plan;
}

const BobbinMachine *
bobbin_plan_get_machine (BobbinPlan *plan)
{
  return plan->machine;
}

guint
bobbin_plan_get_n_groups (BobbinPlan *plan)
{
  return plan->groups->len;
}

const BobbinGroupSpec *
bobbin_plan_get_group (BobbinPlan *plan, guint i)
{
  g_return_val_if_fail (i < plan->groups->len, NULL);

  return g_ptr_array_index (plan->groups, i);
}

guint
bobbin_plan_get_n_workers (BobbinPlan *plan)
{
  guint n = 0;

  for (guint i = 0; i < plan->groups->len; i++)
    n += bobbin_group_spec_n_workers (g_ptr_array_index (plan->groups, i));
  return n;
}

/* Orders for workers that the group no longer has could never be followed.
 * Whether any went. */
static gboolean
drop_crashes_beyond (BobbinPlan *plan, guint group, guint n_workers)
{
  gboolean dropped = FALSE;

  for (guint i = plan->crashes->len; i > 0; i--)
    {
      BobbinCrashOrder *order = &g_array_index (plan->crashes, BobbinCrashOrder, i - 1);

      if (order->group == group && order->index > n_workers)
        {
          g_array_remove_index (plan->crashes, i - 1);
          dropped = TRUE;
        }
    }
  return dropped;
}

/* The same, silently, because no card shows these. */
static void
drop_writes_beyond (BobbinPlan *plan, guint group, guint n_workers)
{
  for (guint i = plan->writes->len; i > 0; i--)
    {
      BobbinWriteOrder *order = &g_array_index (plan->writes, BobbinWriteOrder, i - 1);

      if (order->group == group && order->index > n_workers)
        g_array_remove_index (plan->writes, i - 1);
    }
}

/* The groups behind @group have moved on or back by one place. */
static void
move_orders (BobbinPlan *plan, guint group, gint by)
{
  for (guint i = 0; i < plan->crashes->len; i++)
    {
      BobbinCrashOrder *order = &g_array_index (plan->crashes, BobbinCrashOrder, i);

      if (order->group > group)
        order->group += by;
    }
  for (guint i = 0; i < plan->writes->len; i++)
    {
      BobbinWriteOrder *order = &g_array_index (plan->writes, BobbinWriteOrder, i);

      if (order->group > group)
        order->group += by;
    }
}

void
bobbin_plan_set_group (BobbinPlan *plan, guint i, const BobbinGroupSpec *spec)
{
  gboolean structure;

  g_return_if_fail (i < plan->groups->len);

  if (bobbin_group_spec_equal (g_ptr_array_index (plan->groups, i), spec))
    return;

  bobbin_group_spec_free (g_ptr_array_index (plan->groups, i));
  g_ptr_array_index (plan->groups, i) = bobbin_group_spec_copy (spec);
  structure = drop_crashes_beyond (plan, i, bobbin_group_spec_n_workers (spec));
  drop_writes_beyond (plan, i, spec->heap_bytes > 0 ? bobbin_group_spec_n_workers (spec) : 0);
  note_edit (plan);
  emit_changed (plan, structure);
}

static gboolean
has_group_named (BobbinPlan *plan, const char *name)
{
  for (guint i = 0; i < plan->groups->len; i++)
    {
      const BobbinGroupSpec *spec = g_ptr_array_index (plan->groups, i);

      if (g_str_equal (spec->name, name))
        return TRUE;
    }
  return FALSE;
}

/* "threads", "threads-2", …: the first that is free. */
static char *
find_free_name (BobbinPlan *plan, BobbinKind kind)
{
  const char *stem = bobbin_kind_to_string (kind);

  if (!has_group_named (plan, stem))
    return g_strdup (stem);

  for (guint n = 2;; n++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u", stem, n);

      if (!has_group_named (plan, name))
        return g_steal_pointer (&name);
    }
}

gboolean
bobbin_plan_add_group (BobbinPlan *plan, BobbinKind kind)
{
  g_autofree char *name = NULL;

  if (plan->groups->len >= BOBBIN_MAX_GROUPS)
    return FALSE;

  name = find_free_name (plan, kind);
  g_ptr_array_add (plan->groups, bobbin_group_spec_new (name, kind, 2));
  note_edit (plan);
  emit_changed (plan, TRUE);
  return TRUE;
}

gboolean
bobbin_plan_duplicate_group (BobbinPlan *plan, guint i)
{
  BobbinGroupSpec *copy;

  g_return_val_if_fail (i < plan->groups->len, FALSE);

  if (plan->groups->len >= BOBBIN_MAX_GROUPS)
    return FALSE;

  copy = bobbin_group_spec_copy (g_ptr_array_index (plan->groups, i));
  g_free (copy->name);
  copy->name = find_free_name (plan, copy->kind);
  g_ptr_array_insert (plan->groups, (int) i + 1, copy);
  move_orders (plan, i, 1);
  note_edit (plan);
  emit_changed (plan, TRUE);
  return TRUE;
}

void
bobbin_plan_remove_group (BobbinPlan *plan, guint i)
{
  g_return_if_fail (i < plan->groups->len);

  drop_crashes_beyond (plan, i, 0);
  drop_writes_beyond (plan, i, 0);
  g_ptr_array_remove_index (plan->groups, i);
  move_orders (plan, i, -1);
  note_edit (plan);
  emit_changed (plan, TRUE);
}

guint
bobbin_plan_get_n_crashes (BobbinPlan *plan)
{
  return plan->crashes->len;
}

const BobbinCrashOrder *
bobbin_plan_get_crash (BobbinPlan *plan, guint i)
{
  g_return_val_if_fail (i < plan->crashes->len, NULL);

  return &g_array_index (plan->crashes, BobbinCrashOrder, i);
}

void
bobbin_plan_remove_crash (BobbinPlan *plan, guint i)
{
  g_return_if_fail (i < plan->crashes->len);

  g_array_remove_index (plan->crashes, i);
  note_edit (plan);
  emit_changed (plan, TRUE);
}

/* Takes copies of everything. */
static void
take_over (BobbinPlan      *plan,
           const GPtrArray *groups,
           const GArray    *crashes,
           const GArray    *writes,
           gint64           duration_ns,
           const char      *scenario_id,
           const char      *title)
{
  GPtrArray *own_groups = copy_groups (groups);
  GArray *own_crashes = copy_orders (crashes, sizeof (BobbinCrashOrder));
  GArray *own_writes = copy_orders (writes, sizeof (BobbinWriteOrder));

  g_ptr_array_unref (plan->groups);
  plan->groups = own_groups;
  g_array_unref (plan->crashes);
  plan->crashes = own_crashes;
  g_array_unref (plan->writes);
  plan->writes = own_writes;
  plan->duration_ns = duration_ns;
  g_free (plan->scenario_id);
  plan->scenario_id = g_strdup (scenario_id);
  g_free (plan->title);
  plan->title = g_strdup (title);
}

void
bobbin_plan_load_scenario (BobbinPlan *plan, const BobbinScenario *scenario)
{
  take_over (plan, scenario->groups, scenario->crashes, scenario->writes, scenario->duration_ns,
             scenario->id, scenario->title);
  plan->edited = FALSE;
  emit_changed (plan, TRUE);
}

const char *
bobbin_plan_get_scenario_id (BobbinPlan *plan)
{
  return plan->scenario_id;
}

const char *
bobbin_plan_get_title (BobbinPlan *plan)
{
  return plan->title;
}

gboolean
bobbin_plan_is_edited (BobbinPlan *plan)
{
  return plan->edited;
}

BobbinPlan *
bobbin_plan_copy (BobbinPlan *plan)
{
  BobbinPlan *copy = bobbin_plan_new (plan->machine);

  bobbin_plan_assign (copy, plan);
  return copy;
}

void
bobbin_plan_assign (BobbinPlan *plan, BobbinPlan *other)
{
  take_over (plan, other->groups, other->crashes, other->writes, other->duration_ns,
             other->scenario_id, other->title);
  plan->edited = other->edited;
  emit_changed (plan, TRUE);
}

void
bobbin_plan_set_interval_ns (BobbinPlan *plan, gint64 interval_ns)
{
  plan->interval_ns = interval_ns;
}

BobbinRequest *
bobbin_plan_make_request (BobbinPlan *plan, GError **error)
{
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;

  options.title = plan->title;
  options.duration_ns = plan->duration_ns;
  options.interval_ns = plan->interval_ns;
  options.writes = plan->writes;
  return bobbin_request_new (plan->groups, plan->crashes, &options, plan->machine, error);
}

char *
bobbin_plan_find_group_problem (BobbinPlan *plan, guint i)
{
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  g_autoptr (BobbinRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (i < plan->groups->len, NULL);

  g_ptr_array_add (alone, g_ptr_array_index (plan->groups, i));
  request = bobbin_request_new (alone, NULL, &options, plan->machine, &error);
  return request == NULL ? g_strdup (error->message) : NULL;
}

char *
bobbin_plan_find_problem (BobbinPlan *plan)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinRequest) request = bobbin_plan_make_request (plan, &error);

  return request == NULL ? g_strdup (error->message) : NULL;
}

static gboolean
crashes_match (const GArray *crashes, const BobbinRequest *request)
{
  if (crashes->len != bobbin_request_get_n_crashes (request))
    return FALSE;

  for (guint i = 0; i < crashes->len; i++)
    {
      const BobbinCrashOrder *ours = &g_array_index (crashes, BobbinCrashOrder, i);
      const BobbinCrashOrder *theirs = bobbin_request_get_crash (request, i);

      if (ours->group != theirs->group || ours->index != theirs->index
          || ours->time_ns != theirs->time_ns)
        return FALSE;
    }
  return TRUE;
}

static gboolean
writes_match (const GArray *writes, const BobbinRequest *request)
{
  if (writes->len != bobbin_request_get_n_writes (request))
    return FALSE;

  for (guint i = 0; i < writes->len; i++)
    {
      const BobbinWriteOrder *ours = &g_array_index (writes, BobbinWriteOrder, i);
      const BobbinWriteOrder *theirs = bobbin_request_get_write (request, i);

      if (ours->group != theirs->group || ours->index != theirs->index || ours->time_ns != theirs->time_ns
          || ABS (ours->share - theirs->share) > 1e-9)
        return FALSE;
    }
  return TRUE;
}

gboolean
bobbin_plan_matches_request (BobbinPlan *plan, const BobbinRequest *request)
{
  if (plan->groups->len != bobbin_request_get_n_groups (request)
      || plan->duration_ns != bobbin_request_get_duration_ns (request))
    return FALSE;

  for (guint i = 0; i < plan->groups->len; i++)
    {
      if (!bobbin_group_spec_equal (g_ptr_array_index (plan->groups, i),
                                    bobbin_request_get_group (request, i)))
        return FALSE;
    }
  return crashes_match (plan->crashes, request) && writes_match (plan->writes, request);
}

const char *
bobbin_group_spec_get_heading (const BobbinGroupSpec *spec)
{
  if (g_str_equal (spec->name, bobbin_kind_to_string (spec->kind)))
    return spec->kind == BOBBIN_KIND_PROCESSES ? _("Processes") : _("Threads");
  return spec->name;
}
