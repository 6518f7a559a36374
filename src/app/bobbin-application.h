/* bobbin-application.h - the application: command line, menus, shortcuts
 *
 *   bobbin [--scenario NAME|FILE] [--start]
 *
 * Main thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BOBBIN_TYPE_APPLICATION (bobbin_application_get_type ())
G_DECLARE_FINAL_TYPE (BobbinApplication, bobbin_application, BOBBIN, APPLICATION, AdwApplication)

/* G_APPLICATION_NON_UNIQUE in @flags keeps it off the session bus, for tests. */
BobbinApplication *bobbin_application_new (GApplicationFlags flags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
