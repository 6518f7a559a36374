/* bobbin-memory-pane-actions.c - what can be done to memory while a run goes on */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-memory-menu.h"
#include "bobbin-memory-pane-private.h"

#define ACTION(name) (BOBBIN_MEMORY_ACTIONS "." name)

#define KEY_SHARE 0.1 /* of the pages, for one key */

static const char *const page_names[BOBBIN_N_MEMORY_PAGES] = { "pages", "regions", "shared" };

static BobbinSession *
get_session (BobbinMemoryPane *pane)
{
  return bobbin_runner_get_session (pane->runner);
}

static gboolean
is_running (BobbinMemoryPane *pane)
{
  return get_session (pane) != NULL && bobbin_session_get_state (get_session (pane)) == BOBBIN_SESSION_RUNNING;
}

static const BobbinRunGroup *
get_target_group (BobbinMemoryPane *pane)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);
  int target = bobbin_memory_pane_get_target (pane);

  return target < 0 ? NULL : bobbin_run_get_group (run, bobbin_run_get_worker (run, (guint) target)->group);
}

static void
change_view_cb (GSimpleAction *action, GVariant *value, gpointer pane)
{
  const char *name = g_variant_get_string (value, NULL);

  for (guint i = 0; i < BOBBIN_N_MEMORY_PAGES; i++)
    if (g_str_equal (name, page_names[i]))
      bobbin_memory_pane_set_page (pane, i);
}

static void
next_view_cb (GSimpleAction *action, GVariant *parameter, gpointer pane)
{
  bobbin_memory_pane_set_page (pane, (bobbin_memory_pane_get_page (pane) + 1) % BOBBIN_N_MEMORY_PAGES);
}

static void
write_cb (GSimpleAction *action, GVariant *parameter, gpointer pane)
{
  int target = bobbin_memory_pane_get_target (pane);

  if (target >= 0)
    bobbin_session_write (get_session (pane), (guint) target, g_variant_get_double (parameter));
}

static void
write_all_cb (GSimpleAction *action, GVariant *parameter, gpointer pane)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);

  for (guint i = 0; run != NULL && i < run->groups->len; i++)
    bobbin_session_write_all (get_session (pane), i, g_variant_get_double (parameter));
}

static void
change_share_cb (GSimpleAction *action, GVariant *value, gpointer pane)
{
  const BobbinRunGroup *group = get_target_group (pane);

  if (group == NULL || !is_running (pane))
    return;
  BOBBIN_MEMORY_PANE (pane)->shares[group->id] = g_variant_get_double (value);
  bobbin_session_set_write (get_session (pane), group->id, g_variant_get_double (value), group->spec->write_period_ns);
  g_simple_action_set_state (action, value);
}

static void
fork_cb (GSimpleAction *action, GVariant *parameter, gpointer pane)
{
  const BobbinRunGroup *group = get_target_group (pane);
  g_autoptr (GError) error = NULL;

  if (group != NULL && !bobbin_session_fork (get_session (pane), group->id, &error))
    bobbin_memory_pane_refuse (pane, error->message);
}

static void
end_cb (GSimpleAction *action, GVariant *parameter, gpointer pane)
{
  int target = bobbin_memory_pane_get_target (pane);

  if (target >= 0)
    bobbin_session_end (get_session (pane), (guint) target);
}

static GSimpleAction *
look_up (BobbinMemoryPane *pane, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (pane->actions), name));
}

static gboolean
is_alive (BobbinMemoryPane *pane, int worker)
{
  return worker >= 0
         && bobbin_run_get_worker (bobbin_memory_pane_get_live_run (pane), (guint) worker)->end == BOBBIN_END_RUNNING;
}

void
bobbin_memory_pane_note_shares (BobbinMemoryPane *pane)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);

  for (guint i = 0; run != NULL && i < run->groups->len; i++)
    pane->shares[i] = bobbin_run_get_group (run, i)->spec->write_share;
}

static void
update_share (BobbinMemoryPane *pane, const BobbinRunGroup *group)
{
  GSimpleAction *action = look_up (pane, "share");
  gboolean writes = group != NULL && group->spec->work == BOBBIN_WORK_MEMORY;

  g_simple_action_set_state (action, g_variant_new_double (writes ? pane->shares[group->id] : -1.0));
  g_simple_action_set_enabled (action, is_running (pane) && writes);
}

void
bobbin_memory_pane_update_actions (BobbinMemoryPane *pane)
{
  gboolean running = is_running (pane);
  int target = bobbin_memory_pane_get_target (pane);
  const BobbinRunGroup *group = get_target_group (pane);
  gboolean alive = running && is_alive (pane, target);

  g_simple_action_set_state (look_up (pane, "view"), g_variant_new_string (page_names[pane->page]));
  g_simple_action_set_enabled (look_up (pane, "write"), alive);
  g_simple_action_set_enabled (look_up (pane, "end"), alive);
  g_simple_action_set_enabled (look_up (pane, "write-all"),
                               running && bobbin_run_get_n_alive (bobbin_memory_pane_get_live_run (pane)) > 0);
  g_simple_action_set_enabled (look_up (pane, "fork"),
                               running && group != NULL
                                 && bobbin_session_can_fork (get_session (pane), group->id, NULL));
  update_share (pane, group);
}

void
bobbin_memory_pane_add_actions (BobbinMemoryPane *pane)
{
  static const GActionEntry entries[] = {
    { "view", NULL, "s", "'pages'", change_view_cb },
    { "next-view", next_view_cb },
    { "write", write_cb, "d" },
    { "write-all", write_all_cb, "d" },
    { "share", NULL, "d", "-1.0", change_share_cb },
    { "fork", fork_cb },
    { "end", end_cb },
  };

  pane->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (pane->actions), entries, G_N_ELEMENTS (entries), pane);
  gtk_widget_insert_action_group (GTK_WIDGET (pane), BOBBIN_MEMORY_ACTIONS, G_ACTION_GROUP (pane->actions));
}

void
bobbin_memory_pane_add_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, 0, ACTION ("next-view"), NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, ACTION ("write"), "d", KEY_SHARE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_SHIFT_MASK, ACTION ("write-all"), "d", KEY_SHARE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, ACTION ("fork"), NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, ACTION ("end"), NULL);
}
