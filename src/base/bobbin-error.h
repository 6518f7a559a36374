/* bobbin-error.h - the one error domain for failures that a user sees
 *
 * Lower layers use G_IO_ERROR or errno; whatever reaches a person is turned
 * into this domain where the sentence can still name the option, the file or
 * the limit that was meant. The message is translated, one clear sentence,
 * ready for a toast or for the terminal.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BOBBIN_ERROR (bobbin_error_quark ())

typedef enum {
  BOBBIN_ERROR_USAGE,   /* can be seen wrong from the request and this machine's limits; exit 2 */
  BOBBIN_ERROR_FAILED,  /* a file that cannot be read or written, a refused start; exit 1 */
  BOBBIN_ERROR_PARTIAL, /* something was done, not all of it; exit 3 */
} BobbinError;

GQuark bobbin_error_quark (void);

/* The exit code of a program that ends with @error (nullable: 0). */
int bobbin_error_to_exit_code (const GError *error);

/* Main-thread check for everything that is not written for two threads. */
#define BOBBIN_ASSERT_MAIN_THREAD() g_assert (bobbin_is_main_thread ())

/* Whether the caller runs on the thread that first called this function or
 * bobbin_base_init(); programs call that first in main(). */
gboolean bobbin_is_main_thread (void);
void     bobbin_base_init      (void);

G_END_DECLS
