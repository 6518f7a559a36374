/* What a user types behind --group. */
#include "fuzz.h"

#include "bobbin-group-spec.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (GError) error = NULL;
  BobbinGroupSpec *spec = bobbin_group_spec_parse (text, &error);

  g_assert_true ((spec == NULL) == (error != NULL));
  if (spec != NULL)
    bobbin_group_spec_free (spec);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
