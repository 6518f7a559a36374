/* A scenario file from anywhere. */
#include "fuzz.h"

#include "bobbin-scenario.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (GError) error = NULL;
  BobbinScenario *scenario = bobbin_scenario_parse (text, (gssize) size, "fuzz", &error);

  g_assert_true ((scenario == NULL) == (error != NULL));
  if (scenario != NULL)
    bobbin_scenario_free (scenario);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
