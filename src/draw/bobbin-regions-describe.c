#include "config.h"

#include "bobbin-regions-private.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

gboolean
bobbin_regions_layout_hit (const BobbinRegionsLayout *layout, double x, double y, guint *out_band, BobbinRect *out_rect)
{
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const BobbinRegionsRow *row = &g_array_index (layout->rows, BobbinRegionsRow, i);

      if (!bobbin_rect_contains (row->rect, x, y))
        continue;
      if (out_band != NULL)
        *out_band = row->band;
      if (out_rect != NULL)
        *out_rect = row->bar;
      return TRUE;
    }
  return FALSE;
}

/* What it is there for. */
static const char *
explain (BobbinRegionKind kind)
{
  switch (kind)
    {
    case BOBBIN_REGION_PROGRAM:
      return _("The program's own file: its code is shared by all who run it, its data are not");
    case BOBBIN_REGION_LIBRARY:
      return _("A library: one copy of its code serves every process that uses it");
    case BOBBIN_REGION_HEAP:
      return _("What malloc() gives out");
    case BOBBIN_REGION_STACK:
      return _("Local variables and return addresses of one thread; every thread has its own");
    case BOBBIN_REGION_ARENA_PRIVATE:
      return _("The part of the arena that is split page by page when it is written");
    case BOBBIN_REGION_ARENA_MAPPED:
      return _("The part of the arena that all have together, whoever writes");
    case BOBBIN_REGION_ARENA_UNTOUCHED:
      return _("The part of the arena that nobody touches: it has addresses, but no memory");
    case BOBBIN_REGION_SHARED:
      return _("Memory that is shared on purpose: what one writes, all see");
    case BOBBIN_REGION_KERNEL:
      return _("Code and data that the kernel lends to every process");
    case BOBBIN_REGION_FILE:
      return _("A file that is mapped into memory");
    case BOBBIN_REGION_ANONYMOUS:
    case BOBBIN_N_REGION_KINDS:
    default:
      return _("Memory of no file");
    }
}

static char *
tell_numbers (const BobbinRun *run, const BobbinRegion *region)
{
  g_autofree char *label = bobbin_run_region_label (run, region);
  g_autofree char *size = bobbin_format_bytes (region->size_bytes);
  g_autofree char *resident = bobbin_format_bytes (region->resident_bytes);
  g_autofree char *shared = bobbin_format_bytes (region->shared_bytes);
  g_autofree char *own = bobbin_format_bytes (region->own_bytes);

  /* TRANSLATORS: a part of an address space, and four amounts of memory. */
  return g_strdup_printf (_("%s: %s mapped, %s of it in memory, %s shared and %s its own"), label, size, resident,
                          shared, own);
}

char *
bobbin_regions_layout_describe_at (const BobbinRegionsLayout *layout, double x, double y)
{
  const BobbinRegion *region;
  guint band;

  if (!bobbin_regions_layout_hit (layout, x, y, &band, NULL))
    return NULL;
  region = bobbin_regions_get_band (layout, band);
  g_autofree char *numbers = tell_numbers (layout->run, region);
  g_autofree char *address = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", region->address);
  g_autofree char *end = g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", region->end);
  /* TRANSLATORS: two addresses, permissions as "rw-p", a number. */
  g_autofree char *place = g_strdup_printf (ngettext ("%s to %s, %s, %u mapping", "%s to %s, %s, %u mappings",
                                                      region->n_mappings),
                                            address, end, region->permissions, region->n_mappings);
  return g_strdup_printf ("%s\n%s\n%s", numbers, place, explain (region->kind));
}

char *
bobbin_regions_layout_describe (const BobbinRegionsLayout *layout)
{
  g_autofree char *title = NULL;
  GString *text;

  if (layout->run == NULL || layout->run->regions.bands == NULL)
    return g_strdup (_("No address space yet: no worker is selected."));
  title = bobbin_regions_title (layout);
  text = g_string_new (NULL);
  g_string_append_printf (text,
                          ngettext ("%s, %u region from the highest address down:",
                                    "%s, %u regions from the highest address down:",
                                          layout->run->regions.bands->len), title, layout->run->regions.bands->len);
  for (guint i = layout->run->regions.bands->len; i > 0; i--)
    {
      g_autofree char *numbers = tell_numbers (layout->run, bobbin_regions_get_band (layout, i - 1));

      g_string_append_printf (text, "\n%s", numbers);
    }
  return g_string_free (text, FALSE);
}
