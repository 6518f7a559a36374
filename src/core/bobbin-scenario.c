/* bobbin-scenario.c - built-in scenarios, and those in files */
#include "config.h"

#include "bobbin-scenario-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bobbin-error.h"
#include "bobbin-group-spec-private.h"
#include "bobbin-scenario-resources.h"

/* In the order they are shown. The settings are files under scenarios/; titles
 * and descriptions are here, where they can be collected for translation. */
static const struct {
  const char *id;
  const char *title;
  const char *description;
} builtin[] = {
  { "default", N_("Processes and threads"),
    N_("Four processes and four threads compute without a pause and share the cores.") },
  { "crash", N_("Crash one worker"),
    N_("After two seconds one process and one thread crash: the other processes carry on, the other threads do not.") },
  { "one-core", N_("Concurrent, not parallel"),
    N_("All workers are kept on one core, so that they take turns.") },
  { "memory", N_("Write the same memory"),
    N_("Everyone writes half of the same 4 MiB: processes get copies of what they write, threads do not.") },
  { "cow", N_("Copy on write"),
    N_("Nobody writes at first; then one worker after the other does, and of each page that a process writes it gets a copy of its own.") },
  { "sleep", N_("Mostly asleep"),
    N_("Workers that compute for a tenth of the time leave the cores idle however many there are.") },
  { "lock", N_("Take turns at a lock"),
    N_("Who waits for a mutex sleeps and leaves its core to others; who waits at a spin lock keeps asking and keeps its core.") },
  { "pipe", N_("Pass blocks through a pipe"),
    N_("Every half second another side is the slower one: first writers wait for room, then readers wait for blocks.") },
  { "states", N_("Every state there is"),
    N_("All share one core: they run, wait for the core, sleep, and wait for a lock, a pipe and the disk.") },
  { "mixed", N_("Threads within processes"),
    N_("Two processes of two threads each beside one process of four threads.") },
  { "many", N_("Many workers"),
    N_("Many more workers than cores: most of them wait for their turn.") },
};

void
bobbin_scenario_free (BobbinScenario *scenario)
{
  if (scenario == NULL)
    return;
  g_free (scenario->id);
  g_free (scenario->title);
  g_free (scenario->description);
  g_clear_pointer (&scenario->groups, g_ptr_array_unref);
  g_clear_pointer (&scenario->crashes, g_array_unref);
  g_clear_pointer (&scenario->writes, g_array_unref);
  g_free (scenario);
}

static void
replace_text (char **text, const char *by)
{
  g_free (*text);
  *text = g_strdup (by);
}

/* What is built in is known to be right: a test goes over all of it. */
static BobbinScenario *
load_builtin (guint i)
{
  g_autofree char *path = g_strdup_printf ("/io/github/bobbin_app/Bobbin/scenarios/%s.scenario", builtin[i].id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (bobbin_scenario_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  BobbinScenario *scenario;
  gsize length;
  const char *text;

  g_assert_no_error (error);
  text = g_bytes_get_data (bytes, &length);
  scenario = bobbin_scenario_parse (text, (gssize) length, builtin[i].id, &error);
  g_assert_no_error (error);
  replace_text (&scenario->title, _(builtin[i].title));
  replace_text (&scenario->description, _(builtin[i].description));
  return scenario;
}

GPtrArray *
bobbin_scenarios_builtin (void)
{
  GPtrArray *scenarios = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_scenario_free);

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    g_ptr_array_add (scenarios, load_builtin (i));
  return scenarios;
}

static char *
list_ids (void)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", builtin[i].id);
  return g_string_free (ids, FALSE);
}

static gboolean
refuse_file (int reason, const char *path, GError **error)
{
  g_autofree char *shown = bobbin_excerpt (path);

  if (reason == ENOENT || reason == ENOTDIR)
    {
      g_autofree char *ids = list_ids ();

      return bobbin_refuse (error, _("There is neither a scenario nor a file \"%s\"; the scenarios are %s."), shown, ids);
    }
  g_set_error (error, BOBBIN_ERROR, BOBBIN_ERROR_FAILED, _("The scenario file \"%s\" cannot be read: %s."),
               shown, g_strerror (reason));
  return FALSE;
}

static gboolean
read_bounded (int fd, const char *path, GString *text, GError **error)
{
  char buffer[4096];
  gssize length;

  while (text->len <= BOBBIN_MAX_SCENARIO_BYTES)
    {
      length = read (fd, buffer, sizeof buffer);
      if (length == 0)
        return TRUE;
      if (length < 0 && errno != EINTR)
        return refuse_file (errno, path, error);
      if (length > 0)
        g_string_append_len (text, buffer, length);
    }
  return TRUE; /* one byte too many is enough for the parser to see */
}

/* A pipe or a device could go on for ever, or keep us waiting. */
static gboolean
read_file (const char *path, GString *text, GError **error)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat info;
  gboolean done;

  if (fd < 0)
    return refuse_file (errno, path, error);

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      done = read_bounded (fd, path, text, error);
    }
  else
    {
      g_autofree char *shown = bobbin_excerpt (path);

      done = bobbin_refuse (error, _("The scenario \"%s\" is not a plain file; give a file or the name of a scenario."), shown);
    }
  close (fd);
  return done;
}

BobbinScenario *
bobbin_scenario_load (const char *id_or_path, GError **error)
{
  g_return_val_if_fail (id_or_path != NULL, NULL);

  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (strcmp (builtin[i].id, id_or_path) == 0)
      return load_builtin (i);

  if (!read_file (id_or_path, text, error))
    return NULL;
  return bobbin_scenario_parse (text->str, (gssize) text->len, id_or_path, error);
}
