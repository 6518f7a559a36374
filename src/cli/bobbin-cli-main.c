/* bobbin-cli - Bobbin without a window */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "bobbin-cli.h"
#include "bobbin-error.h"
#include "bobbin-gtop.h"

typedef struct {
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "run", bobbin_cli_run, N_("start groups, watch them, print the summary") },
  { "measure", bobbin_cli_measure, N_("run the experiments behind the table") },
  { "list", bobbin_cli_list, N_("scenarios | experiments | works | figures") },
  { "doctor", bobbin_cli_doctor, N_("what this machine allows, and what follows") },
};

gboolean
bobbin_cli_parse (int argc, char **argv, const GOptionEntry *entries,
                  const char *parameters, const char *summary,
                  char ***out_rest, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_auto (GStrv) arguments = g_new0 (char *, argc + 1);
  g_autoptr (GError) local_error = NULL;

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &arguments, &local_error))
    {
      g_set_error_literal (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE, local_error->message);
      return FALSE;
    }

  guint n_left = g_strv_length (arguments);
  if (out_rest != NULL)
    {
      *out_rest = n_left > 1 ? g_strdupv (arguments + 1) : g_new0 (char *, 1);
    }
  else if (n_left > 1)
    {
      g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_USAGE,
                   _("“%s” is not an option; options start with “--”, and --help lists them."),
                   arguments[1]);
      return FALSE;
    }
  return TRUE;
}

int
bobbin_cli_fail (const char *command, const GError *error)
{
  fprintf (stderr, "bobbin-cli %s: %s\n", command, error->message);
  return bobbin_error_to_exit_code (error);
}

gboolean
bobbin_cli_print (const char *text)
{
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;

  fprintf (stderr, _("bobbin-cli: the result could not be written to standard output: %s.\n"),
           g_strerror (errno));
  return FALSE;
}

static char *
usage_text (void)
{
  GString *out = g_string_new (_("Usage: bobbin-cli COMMAND [OPTION…]\n\n"));
  BobbinCliTable *table = bobbin_cli_table_new ("ll");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      bobbin_cli_table_add (table, commands[i].name);
      bobbin_cli_table_add (table, _(commands[i].summary));
    }
  bobbin_cli_table_finish (table, 2, out);
  g_string_append (out, _("\n“bobbin-cli COMMAND --help” lists a command's options; --version tells the version.\n"));
  return g_string_free (out, FALSE);
}

int
main (int argc, char **argv)
{
  const char *locale_dir = g_getenv ("BOBBIN_LOCALE_DIR");

  bobbin_base_init ();
  bobbin_gtop_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : BOBBIN_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* A reader that has gone is told by the write, not by a signal that would
   * leave workers to be cleaned up by others. */
  signal (SIGPIPE, SIG_IGN);

  g_autofree char *usage = usage_text ();
  if (argc < 2)
    {
      fputs (usage, stderr);
      return 2;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    return bobbin_cli_print (usage) ? 0 : 1;
  if (strcmp (argv[1], "--version") == 0)
    return bobbin_cli_print ("bobbin-cli " BOBBIN_VERSION "\n") ? 0 : 1;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      {
        g_autofree char *program = g_strconcat ("bobbin-cli ", commands[i].name, NULL);

        g_set_prgname (program);
        return commands[i].run (argc - 1, argv + 1);
      }

  fprintf (stderr, _("bobbin-cli: there is no command “%s”; the commands are run, measure, list and doctor.\n"), argv[1]);
  return 2;
}
