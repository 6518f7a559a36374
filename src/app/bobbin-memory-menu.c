#include "config.h"

#include "bobbin-memory-menu.h"

#include <glib/gi18n-lib.h>

#include "bobbin-figure.h"

#define ACTION(name) (BOBBIN_MEMORY_ACTIONS "." name)

static const double write_shares[] = { 0.1, 0.25, 0.5, 1.0 };
static const double work_shares[] = { 0.0, 0.1, 0.25, 0.5, 0.75, 1.0 };

static void
append_shares (GMenu *menu, const char *label, const char *action, const double *shares, guint n)
{
  g_autoptr (GMenu) submenu = g_menu_new ();

  for (guint i = 0; i < n; i++)
    {
      /* TRANSLATORS: a share of the pages. */
      g_autofree char *text = g_strdup_printf (_("%.0f %%"), shares[i] * 100.0);
      g_autoptr (GMenuItem) item = g_menu_item_new (text, NULL);

      g_menu_item_set_action_and_target (item, action, "d", shares[i]);
      g_menu_append_item (submenu, item);
    }
  g_menu_append_submenu (menu, label, G_MENU_MODEL (submenu));
}

/* With a thread its whole process goes. */
static char *
get_end_label (const BobbinRun *run, guint worker)
{
  const BobbinRunWorker *w = bobbin_run_get_worker (run, worker);
  g_autofree char *name = bobbin_run_worker_label (run, worker);

  if (bobbin_run_get_process (run, w->process)->n_workers == 1
      && bobbin_run_get_group (run, w->group)->spec->kind == BOBBIN_KIND_PROCESSES)
    return g_strdup (_("_End This Process"));
  return g_strdup_printf (_("_End %s"), name);
}

void
bobbin_memory_menu_append (GMenu *menu, const BobbinRun *run, guint worker)
{
  g_autoptr (GMenu) writes = g_menu_new ();
  g_autoptr (GMenu) family = g_menu_new ();
  g_autofree char *name = bobbin_run_worker_label (run, worker);
  g_autofree char *end = get_end_label (run, worker);

  append_shares (writes, _("_Write Pages Now"), ACTION ("write"), write_shares, G_N_ELEMENTS (write_shares));
  append_shares (writes, _("How Much Is _Written"), ACTION ("share"), work_shares, G_N_ELEMENTS (work_shares));
  g_menu_append_section (menu, name, G_MENU_MODEL (writes));
  g_menu_append (family, end, ACTION ("end"));
  g_menu_append (family, _("_Fork One More Child"), ACTION ("fork"));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (family));
}

static void
append_views (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _("_Pages"), ACTION ("view::pages"));
  g_menu_append (section, _("_Regions"), ACTION ("view::regions"));
  g_menu_append (section, _("_Shared"), ACTION ("view::shared"));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_figure (GMenu *menu, const char *figure)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) copy = g_menu_item_new (_("C_opy Figure"), NULL);
  g_autoptr (GMenuItem) export = g_menu_item_new (_("E_xport Figure…"), NULL);

  g_menu_item_set_action_and_target (copy, "win.copy-figure", "s", figure);
  g_menu_item_set_action_and_target (export, "win.export", "s", figure);
  g_menu_append_item (section, copy);
  g_menu_append_item (section, export);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

GMenu *
bobbin_memory_menu_new (BobbinMemoryPane *pane, gboolean views, gboolean figures)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();
  BobbinChart *chart = BOBBIN_CHART (bobbin_memory_pane_get_chart (pane, BOBBIN_MEMORY_PAGES));
  BobbinSession *session = bobbin_runner_get_session (bobbin_chart_get_runner (chart));
  int target = bobbin_memory_pane_get_target (pane);
  const char *figure = bobbin_memory_menu_get_figure (bobbin_memory_pane_get_page (pane));

  if (views)
    append_views (menu);
  if (target >= 0)
    bobbin_memory_menu_append (menu, bobbin_session_get_run (session), (guint) target);
  append_shares (all, _("Write Pages of _All Workers Now"), ACTION ("write-all"), write_shares,
                 G_N_ELEMENTS (write_shares));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  if (figures && figure != NULL)
    append_figure (menu, figure);
  return menu;
}

const char *
bobbin_memory_menu_get_figure (BobbinMemoryPage page)
{
  static const char *const names[BOBBIN_N_MEMORY_PAGES] = { "sharing", "regions", "kinship" };
  BobbinFigureId id;

  g_return_val_if_fail (page < BOBBIN_N_MEMORY_PAGES, NULL);
  return bobbin_figure_parse (names[page], &id) ? names[page] : NULL;
}
