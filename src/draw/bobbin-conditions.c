#include "config.h"

#include "bobbin-conditions.h"

#include <glib/gi18n-lib.h>

GDateTime *
bobbin_conditions_time (const BobbinRun *run)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  GDateTime *time = NULL;
  gint64 seconds;

  if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT64, &seconds, NULL))
    time = g_date_time_new_from_unix_utc (seconds);
  if (time == NULL && run != NULL && run->start_realtime_us > 0)
    time = g_date_time_new_from_unix_local (run->start_realtime_us / G_USEC_PER_SEC);
  return time != NULL ? time : g_date_time_new_now_local ();
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

char *
bobbin_conditions_text (const BobbinRun *run)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (run != NULL)
    {
      const BobbinMachine *machine = run->machine;
      g_autoptr (GDateTime) time = bobbin_conditions_time (run);
      g_autofree char *cores = g_strdup_printf (ngettext ("%u core", "%u cores", machine->n_cores), machine->n_cores);
      g_autofree char *kernel = g_strdup_printf ("Linux %s", machine->kernel);
      g_autofree char *sandbox = describe_sandbox (machine->sandbox);
      g_autofree char *date = g_date_time_format (time, "%Y-%m-%d %H:%M");
      g_autofree char *rate = describe_rate (bobbin_request_get_interval_ns (run->request));

      if (*machine->cpu != '\0')
        g_strv_builder_add (builder, machine->cpu);
      g_strv_builder_add (builder, cores);
      if (*machine->kernel != '\0')
        g_strv_builder_add (builder, kernel);
      if (sandbox != NULL)
        g_strv_builder_add (builder, sandbox);
      if (run->timeline_source == BOBBIN_TIMELINE_SELF)
        g_strv_builder_add (builder, _("lanes written down by the workers"));
      else if (run->timeline_source == BOBBIN_TIMELINE_KERNEL)
        g_strv_builder_add (builder, _("lanes from the kernel's record of switches"));
      g_strv_builder_add (builder, rate);
      g_strv_builder_add (builder, date);
    }
  g_strv_builder_add (builder, "Bobbin " BOBBIN_VERSION);
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}
