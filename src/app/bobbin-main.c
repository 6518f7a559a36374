#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "bobbin-application.h"
#include "bobbin-error.h"
#include "bobbin-gtop.h"

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("BOBBIN_LOCALE_DIR");
  g_autoptr (BobbinApplication) application = NULL;

  bobbin_base_init ();
  bobbin_gtop_init ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : BOBBIN_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = bobbin_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
