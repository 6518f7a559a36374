/* bobbin-memory-pane-watch.c - whose regions are read, and only while they are seen */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bobbin-memory-pane-private.h"

/* The process of whom one has pointed at, or the first one. */
static guint
get_process (BobbinMemoryPane *pane, const BobbinRun *run)
{
  if (pane->picked >= 0 && (guint) pane->picked < run->workers->len)
    return bobbin_run_get_worker (run, (guint) pane->picked)->process;
  return 0;
}

/* Stacks of threads are drawn beside their pages. */
static int
find_threads (const BobbinRun *run)
{
  for (guint i = 0; i < run->groups->len; i++)
    {
      const BobbinRunGroup *group = bobbin_run_get_group (run, i);

      if (group->spec->kind == BOBBIN_KIND_THREADS && bobbin_run_get_process (run, group->first_process)->alive)
        return (int) group->first_process;
    }
  return -1;
}

static int
choose (BobbinMemoryPane *pane, const BobbinRun *run)
{
  if (bobbin_runner_is_frozen (pane->runner))
    return -1;
  if (gtk_widget_get_mapped (pane->charts[BOBBIN_MEMORY_REGIONS]))
    return (int) get_process (pane, run);
  if (gtk_widget_get_mapped (pane->charts[BOBBIN_MEMORY_PAGES]))
    return find_threads (run);
  return -1;
}

/* When a run is over, what was read last stays to be looked at. */
void
bobbin_memory_pane_update_watch (BobbinMemoryPane *pane)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);

  if (run != NULL && run->processes->len > 0 && bobbin_runner_is_active (pane->runner))
    bobbin_session_watch_regions (bobbin_runner_get_session (pane->runner), choose (pane, run));
}

static char *
get_label (const BobbinRun *run, guint process)
{
  g_autofree char *group = bobbin_run_group_label (run, bobbin_run_get_process (run, process)->group);
  g_autofree char *name = bobbin_run_process_label (run, process);

  /* TRANSLATORS: a group and one of its processes: "Web servers: Process 2". */
  return run->groups->len > 1 ? g_strdup_printf (_("%s: %s"), group, name) : g_strdup (name);
}

void
bobbin_memory_pane_update_chooser (BobbinMemoryPane *pane, gboolean is_other_run)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);
  guint n = run != NULL ? run->processes->len : 0;

  pane->is_listing = TRUE;
  if (is_other_run || pane->n_listed != n)
    {
      g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

      for (guint i = 0; i < n; i++)
        gtk_string_list_take (names, get_label (run, i));
      gtk_drop_down_set_model (GTK_DROP_DOWN (pane->chooser), G_LIST_MODEL (names));
      pane->n_listed = n;
    }
  if (n > 0)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (pane->chooser), get_process (pane, run));
  gtk_widget_set_sensitive (pane->chooser, n > 0 && bobbin_runner_is_active (pane->runner));
  pane->is_listing = FALSE;
}

static void
chosen_cb (BobbinMemoryPane *pane)
{
  const BobbinRun *run = bobbin_memory_pane_get_live_run (pane);
  guint process = gtk_drop_down_get_selected (GTK_DROP_DOWN (pane->chooser));

  if (pane->is_listing || run == NULL || process >= run->processes->len || process == get_process (pane, run))
    return;
  bobbin_memory_pane_pick (pane, bobbin_run_get_process (run, process)->first_worker);
}

void
bobbin_memory_pane_build_chooser (BobbinMemoryPane *pane)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Address space of"));

  pane->chooser = gtk_drop_down_new (NULL, NULL);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), pane->chooser);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Process whose address space is shown"), -1);
  pane->chooser_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (pane->chooser_row, "chooser");
  gtk_box_append (GTK_BOX (pane->chooser_row), label);
  gtk_box_append (GTK_BOX (pane->chooser_row), pane->chooser);
  g_signal_connect_swapped (pane->chooser, "notify::selected", G_CALLBACK (chosen_cb), pane);
}
