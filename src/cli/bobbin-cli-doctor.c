#include "config.h"

#include <glib/gi18n.h>

#include "bobbin-cli.h"
#include "bobbin-doctor.h"
#include "bobbin-json.h"
#include "bobbin-run-json.h"

static char *
findings_to_text (const BobbinMachine *machine, const GPtrArray *findings)
{
  GString *out = g_string_new (NULL);
  BobbinCliTable *table = bobbin_cli_table_new ("llll");

  g_string_append_printf (out, _("%s, Linux %s\n\n"),
                          *machine->cpu != '\0' ? machine->cpu : _("Unknown processor"), machine->kernel);
  for (guint i = 0; i < findings->len; i++)
    {
      const BobbinFinding *finding = g_ptr_array_index (findings, i);

      bobbin_cli_table_add (table, finding->good ? _("good") : _("note"));
      bobbin_cli_table_add (table, finding->id);
      bobbin_cli_table_add (table, finding->found);
      bobbin_cli_table_add (table, finding->follows);
    }
  bobbin_cli_table_finish (table, 2, out);
  return g_string_free (out, FALSE);
}

static char *
findings_to_json (const BobbinMachine *machine, const GPtrArray *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  bobbin_json_add_string (builder, "bobbin", BOBBIN_VERSION);
  json_builder_set_member_name (builder, "machine");
  json_builder_add_value (builder, bobbin_machine_to_json (machine));
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const BobbinFinding *finding = g_ptr_array_index (findings, i);

      json_builder_begin_object (builder);
      bobbin_json_add_string (builder, "id", finding->id);
      json_builder_set_member_name (builder, "good");
      json_builder_add_boolean_value (builder, finding->good);
      bobbin_json_add_string (builder, "found", finding->found);
      bobbin_json_add_string (builder, "follows", finding->follows);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return bobbin_json_to_text (root);
}

int
bobbin_cli_doctor (int argc, char **argv)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one JSON object"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;

  if (!bobbin_cli_parse (argc, argv, entries, NULL,
                         _("Tries what Bobbin needs and says what follows. Exit code 1 when nothing can be run."),
                         NULL, &error))
    return bobbin_cli_fail ("doctor", error);

  g_autoptr (BobbinMachine) machine = bobbin_machine_read ();
  g_autoptr (GPtrArray) findings = bobbin_doctor_examine (machine);
  g_autofree char *text = as_json ? findings_to_json (machine, findings)
                                  : findings_to_text (machine, findings);
  if (!bobbin_cli_print (text))
    return 1;
  return bobbin_doctor_can_run (findings) ? 0 : 1;
}
