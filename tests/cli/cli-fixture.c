#include "cli-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static GSubprocess *
start (const char *arguments, GSubprocessFlags flags)
{
  g_autofree char *line = g_strdup_printf ("bobbin-cli %s", arguments);
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_assert_true (g_shell_parse_argv (line, NULL, &words, &error));
  g_free (words[0]);
  words[0] = g_strdup (g_getenv ("BOBBIN_CLI"));
  process = g_subprocess_newv ((const char *const *) words, flags, &error);
  g_assert_no_error (error);
  return process;
}

CliResult *
cli_run (const char *arguments)
{
  g_autoptr (GSubprocess) process = start (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  CliResult *result = g_new0 (CliResult, 1);
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &result->out, &result->err, &error);
  g_assert_no_error (error);
  result->exit_code = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return result;
}

void
cli_result_free (CliResult *result)
{
  g_free (result->out);
  g_free (result->err);
  g_free (result);
}

GSubprocess *
cli_start (const char *arguments)
{
  return start (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
}

JsonNode *
cli_result_json (const CliResult *result)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (result->out, &error);

  g_assert_no_error (error);
  g_assert_nonnull (root);
  return root;
}

static int
parent_of (int pid, char *out_state)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  const char *end;
  int parent = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  end = strrchr (text, ')');
  if (end == NULL || sscanf (end + 1, " %c %d", out_state, &parent) != 2)
    return 0;
  return parent;
}

typedef struct {
  int pid, parent;
} Process;

/* One pass over /proc, because they come and go while it is read. */
static GArray *
list_processes (void)
{
  GArray *processes = g_array_new (FALSE, FALSE, sizeof (Process));
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (proc)) != NULL)
    {
      char state = 0;
      Process process = { .pid = atoi (name) };

      process.parent = process.pid > 0 ? parent_of (process.pid, &state) : 0;
      if (process.parent > 0 && state != 'Z')
        g_array_append_val (processes, process);
    }
  return processes;
}

GArray *
cli_descendants (int pid)
{
  g_autoptr (GArray) processes = list_processes ();
  GArray *found = g_array_new (FALSE, FALSE, sizeof (int));

  g_array_append_val (found, pid);
  for (guint i = 0; i < found->len; i++)
    for (guint k = 0; k < processes->len; k++)
      if (g_array_index (processes, Process, k).parent == g_array_index (found, int, i))
        g_array_append_val (found, g_array_index (processes, Process, k).pid);
  g_array_remove_index (found, 0);
  return found;
}

gboolean
cli_any_alive (const GArray *pids)
{
  for (guint i = 0; i < pids->len; i++)
    {
      char state = 0;

      if (parent_of (g_array_index (pids, int, i), &state) != 0 && state != 'Z' && state != 'X')
        return TRUE;
    }
  return FALSE;
}
