/* bobbin-atomic-file.h - a file is there whole or not at all
 *
 * Written beside its destination and moved into place, so a reader never sees
 * half of it and a failure leaves the old one. A symbolic link is followed and
 * what it points to is replaced or made; a replaced file's permissions are
 * kept, and one that may not be written is not replaced either. What is no
 * regular file (a device, a pipe) is written into, never replaced. Main thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FALSE with BOBBIN_ERROR_FAILED, which names the file and why. */
gboolean bobbin_atomic_file_write (const char *path, GBytes *contents, GError **error);

/* Whether that could work now, as far as it can be seen without writing to the
 * file itself. Leaves nothing behind. BOBBIN_ERROR_FAILED. */
gboolean bobbin_atomic_file_check (const char *path, GError **error);

G_END_DECLS
