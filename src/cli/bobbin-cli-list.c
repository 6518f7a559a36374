#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "bobbin-cli.h"
#include "bobbin-error.h"
#include "bobbin-experiment.h"
#include "bobbin-figure.h"
#include "bobbin-json.h"
#include "bobbin-scenario.h"

/* One thing that can be named on the command line, and what it is. */
typedef struct {
  char *id;
  char *title;
  char *text;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->id);
  g_free (item->title);
  g_free (item->text);
  g_free (item);
}

static void
add (GPtrArray *items, const char *id, const char *title, const char *text)
{
  Item *item = g_new (Item, 1);

  *item = (Item) { g_strdup (id), g_strdup (title), g_strdup (text) };
  g_ptr_array_add (items, item);
}

static void
list_scenarios (GPtrArray *items)
{
  g_autoptr (GPtrArray) scenarios = bobbin_scenarios_builtin ();

  for (guint i = 0; i < scenarios->len; i++)
    {
      const BobbinScenario *scenario = g_ptr_array_index (scenarios, i);

      add (items, scenario->id, scenario->title, scenario->description);
    }
}

static void
list_experiments (GPtrArray *items)
{
  guint n;
  const BobbinExperiment *const *experiments = bobbin_experiments_get (&n);

  for (guint i = 0; i < n; i++)
    add (items, experiments[i]->id, _(experiments[i]->title), _(experiments[i]->claim));
}

static void
list_works (GPtrArray *items)
{
  for (guint i = 0; i < BOBBIN_N_WORKS; i++)
    add (items, bobbin_work_to_string (i), bobbin_work_label (i), bobbin_work_describe (i));
}

static void
list_figures (GPtrArray *items)
{
  for (guint i = 0; i < BOBBIN_N_FIGURES; i++)
    add (items, bobbin_figure_to_string (i), bobbin_figure_label (i), bobbin_figure_summary (i));
}

static const struct {
  const char *name;
  void (*list) (GPtrArray *items);
} kinds[] = {
  { "scenarios", list_scenarios },
  { "experiments", list_experiments },
  { "works", list_works },
  { "figures", list_figures },
};

static char *
items_to_text (const GPtrArray *items)
{
  GString *out = g_string_new (NULL);
  BobbinCliTable *table = bobbin_cli_table_new ("lll");

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = g_ptr_array_index (items, i);

      bobbin_cli_table_add (table, item->id);
      bobbin_cli_table_add (table, item->title);
      bobbin_cli_table_add (table, item->text);
    }
  bobbin_cli_table_finish (table, 0, out);
  return g_string_free (out, FALSE);
}

static char *
items_to_json (const char *kind, const GPtrArray *items)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  bobbin_json_add_string (builder, "bobbin", BOBBIN_VERSION);
  json_builder_set_member_name (builder, kind);
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = g_ptr_array_index (items, i);

      json_builder_begin_object (builder);
      bobbin_json_add_string (builder, "id", item->id);
      bobbin_json_add_string (builder, "title", item->title);
      bobbin_json_add_string (builder, "text", item->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return bobbin_json_to_text (root);
}

int
bobbin_cli_list (int argc, char **argv)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one JSON object"), NULL },
    { NULL }
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GError) error = NULL;

  if (!bobbin_cli_parse (argc, argv, entries, "scenarios|experiments|works|figures",
                         _("Lists what can be named on the command line."), &rest, &error))
    return bobbin_cli_fail ("list", error);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && g_strv_length (rest) == 1; i++)
    if (strcmp (rest[0], kinds[i].name) == 0)
      {
        g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
        g_autofree char *text = NULL;

        kinds[i].list (items);
        text = as_json ? items_to_json (kinds[i].name, items) : items_to_text (items);
        return bobbin_cli_print (text) ? 0 : 1;
      }

  g_set_error_literal (&error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                       _("Say what to list: scenarios, experiments, works or figures."));
  return bobbin_cli_fail ("list", error);
}
