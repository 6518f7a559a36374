/* bobbin-scenario.h - ready-made runs, built in or from a file
 *
 * A scenario is a key file:
 *
 *   [Scenario]             all of it optional
 *   Title=Crash one worker one line; without it the file's name
 *   Description=…          one line; both may have translations, Title[de]=…
 *   Duration=6s            without it: until stopped
 *   Crash=processes/3@2s;  a list
 *   Write=processes/1=25%@2s;  another
 *
 *   [Group processes]      one per group, keys as in --group
 *   kind=processes
 *   count=4
 *
 * Files are treated as hostile: at most 64 KiB of UTF-8, plain files only;
 * unknown sections and keys, and those that are there twice, are errors.
 */
#pragma once

#include "bobbin-request.h"

G_BEGIN_DECLS

typedef struct {
  char      *id;          /* "crash"; for a file its path */
  char      *title;       /* translated */
  char      *description; /* translated, one sentence */
  GPtrArray *groups;      /* BobbinGroupSpec* */
  GArray    *crashes;     /* BobbinCrashOrder */
  GArray    *writes;      /* BobbinWriteOrder */
  gint64     duration_ns; /* 0: until stopped */
} BobbinScenario;

/* All built-in ones in the order they are shown. (transfer full), of BobbinScenario*. */
GPtrArray *bobbin_scenarios_builtin (void) G_GNUC_WARN_UNUSED_RESULT;

/* By id, or else from the file of that name. BOBBIN_ERROR_USAGE where neither
 * is there or the file does not hold a scenario, BOBBIN_ERROR_FAILED where a
 * file cannot be read. */
BobbinScenario *bobbin_scenario_load (const char *id_or_path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* From text of @length bytes (-1: up to its '\0'); @name is used in errors. */
BobbinScenario *bobbin_scenario_parse (const char *text, gssize length, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void            bobbin_scenario_free  (BobbinScenario *scenario);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinScenario, bobbin_scenario_free)

G_END_DECLS
