#include "bobbin-error.h"

G_DEFINE_QUARK (bobbin-error-quark, bobbin_error)

static GThread *main_thread;

int
bobbin_error_to_exit_code (const GError *error)
{
  if (error == NULL)
    return 0;
  if (error->domain != BOBBIN_ERROR)
    return 1;

  switch ((BobbinError) error->code)
    {
    case BOBBIN_ERROR_USAGE:
      return 2;
    case BOBBIN_ERROR_PARTIAL:
      return 3;
    case BOBBIN_ERROR_FAILED:
    default:
      return 1;
    }
}

void
bobbin_base_init (void)
{
  g_atomic_pointer_compare_and_exchange (&main_thread, NULL, g_thread_self ());
}

gboolean
bobbin_is_main_thread (void)
{
  bobbin_base_init ();
  return g_atomic_pointer_get (&main_thread) == g_thread_self ();
}
