/* cli-fixture.h - runs $BOBBIN_CLI for tests */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

typedef struct {
  char *out; /* all of standard output */
  char *err;
  int   exit_code; /* -1: ended by a signal */
} CliResult;

/* Runs bobbin-cli with the arguments of a shell-like line, and waits. */
CliResult *cli_run (const char *arguments);
void       cli_result_free (CliResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliResult, cli_result_free)

/* Starts it without waiting; its output goes nowhere. */
GSubprocess *cli_start (const char *arguments);

/* The JSON object on its standard output; fails the test if there is none. */
JsonNode *cli_result_json (const CliResult *result);

/* pids of all living descendants of @pid (gint), from /proc. */
GArray *cli_descendants (int pid);

/* Whether any of @pids is still there and no zombie. */
gboolean cli_any_alive (const GArray *pids);
