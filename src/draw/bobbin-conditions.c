#include "config.h"

#include "bobbin-conditions.h"

#include <glib/gi18n-lib.h>

/* SOURCE_DATE_EPOCH where that is set, else @realtime_us, or now where that is 0. */
static GDateTime *
pick_time (gint64 realtime_us)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  GDateTime *time = NULL;
  gint64 seconds;

  if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT64, &seconds, NULL))
    time = g_date_time_new_from_unix_utc (seconds);
  if (time == NULL && realtime_us > 0)
    time = g_date_time_new_from_unix_local (realtime_us / G_USEC_PER_SEC);
  return time != NULL ? time : g_date_time_new_now_local ();
}

GDateTime *
bobbin_conditions_time (const BobbinRun *run)
{
  return pick_time (run == NULL ? 0 : run->start_realtime_us);
}

static char *
describe_sandbox (BobbinSandbox sandbox)
{
  switch (sandbox)
    {
    case BOBBIN_SANDBOX_FLATPAK:
      return g_strdup (_("in Flatpak"));
    case BOBBIN_SANDBOX_CONTAINER:
      return g_strdup (_("in a container"));
    case BOBBIN_SANDBOX_NONE:
    default:
      return NULL;
    }
}

static char *
describe_rate (gint64 interval_ns)
{
  double hz = 1e9 / (double) interval_ns;

  /* TRANSLATORS: a rate, as "sampled at 20 Hz". */
  return g_strdup_printf (_("sampled at %.3g Hz"), hz);
}

static void
add_kernel (GStrvBuilder *builder, const BobbinMachine *machine)
{
  g_autofree char *kernel = g_strdup_printf ("Linux %s", machine->kernel);
  g_autofree char *sandbox = describe_sandbox (machine->sandbox);

  if (*machine->kernel != '\0')
    g_strv_builder_add (builder, kernel);
  if (sandbox != NULL)
    g_strv_builder_add (builder, sandbox);
}

static void
add_date (GStrvBuilder *builder, GDateTime *time)
{
  g_autofree char *date = g_date_time_format (time, "%Y-%m-%d %H:%M");

  g_strv_builder_add (builder, date);
}

/* With the program's version behind all others. */
static char *
join (GStrvBuilder *builder)
{
  g_auto (GStrv) parts = NULL;

  g_strv_builder_add (builder, "Bobbin " BOBBIN_VERSION);
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}

char *
bobbin_conditions_text (const BobbinRun *run)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (run != NULL)
    {
      const BobbinMachine *machine = run->machine;
      g_autoptr (GDateTime) time = bobbin_conditions_time (run);
      g_autofree char *cores = g_strdup_printf (ngettext ("%u core", "%u cores", machine->n_cores), machine->n_cores);
      g_autofree char *rate = describe_rate (bobbin_request_get_interval_ns (run->request));

      if (*machine->cpu != '\0')
        g_strv_builder_add (builder, machine->cpu);
      g_strv_builder_add (builder, cores);
      add_kernel (builder, machine);
      if (run->timeline_source == BOBBIN_TIMELINE_SELF)
        g_strv_builder_add (builder, _("lanes written down by the workers"));
      else if (run->timeline_source == BOBBIN_TIMELINE_KERNEL)
        g_strv_builder_add (builder, _("lanes from the kernel's record of switches"));
      g_strv_builder_add (builder, rate);
      add_date (builder, time);
    }
  return join (builder);
}

static const char *
describe_pinning (BobbinPinning pinning)
{
  switch (pinning)
    {
    case BOBBIN_PINNED_SAME:
      return _("workers on one core");
    case BOBBIN_PINNED_APART:
      return _("each worker on a core of its own");
    case BOBBIN_PINNED_BOTH:
      return _("workers on one core, and each on a core of its own");
    case BOBBIN_PINNED_FREE:
    default:
      return _("workers on any of them");
    }
}

/* "cores 0,2 of 4, each worker on a core of its own" */
static char *
describe_cores (const BobbinOutcome *outcome)
{
  guint n = bobbin_core_set_count (&outcome->cores), n_all = outcome->machine->n_cores;
  g_autofree char *cores = NULL;

  if (n == 0)
    return g_strdup_printf (ngettext ("%u core", "%u cores", n_all), n_all);
  cores = bobbin_core_set_to_string (&outcome->cores);
  /* TRANSLATORS: which cores of how many an experiment had, and how its workers were bound to them. */
  return g_strdup_printf (ngettext ("core %s of %u, %s", "cores %s of %u, %s", n), cores, n_all,
                          describe_pinning (outcome->experiment->pinning));
}

static void
add_outcome (GStrvBuilder *builder, const BobbinOutcome *outcome, const char *cores)
{
  g_autoptr (GDateTime) time = pick_time (outcome->realtime_us);

  if (*outcome->machine->cpu != '\0')
    g_strv_builder_add (builder, outcome->machine->cpu);
  g_strv_builder_add (builder, cores);
  add_kernel (builder, outcome->machine);
  add_date (builder, time);
}

char *
bobbin_conditions_of_outcome (const BobbinOutcome *outcome)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *cores = outcome == NULL ? NULL : describe_cores (outcome);

  if (outcome != NULL)
    add_outcome (builder, outcome, cores);
  return join (builder);
}

char *
bobbin_conditions_of_summary (GListModel *summary)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const BobbinOutcome *newest = NULL;
  g_autofree char *cores = NULL;

  for (guint i = 0; summary != NULL && i < g_list_model_get_n_items (summary); i++)
    {
      g_autoptr (BobbinSummaryRow) row = g_list_model_get_item (summary, i);
      const BobbinOutcome *outcome = bobbin_summary_row_get_outcome (row);

      if (outcome != NULL && (newest == NULL || outcome->realtime_us > newest->realtime_us))
        newest = outcome;
    }
  if (newest == NULL)
    return NULL;
  cores = g_strdup_printf (ngettext ("%u core", "%u cores", newest->machine->n_cores), newest->machine->n_cores);
  add_outcome (builder, newest, cores);
  return join (builder);
}
