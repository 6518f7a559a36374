/* bobbin-smaps.c - the text of /proc/PID/smaps as mappings */
#include "bobbin-regions.h"

#include <string.h>

#include "bobbin-proc-files.h"

/* A key of smaps, and what it is added to. Of several kernels: "Private_Hugetlb"
 * since 4.4, "ShmemPmdMapped" since 4.8. */
static const struct {
  const char *key;
  gsize       offset;
} keys[] = {
  { "Rss", G_STRUCT_OFFSET (BobbinMapping, resident_bytes) },
  { "Pss", G_STRUCT_OFFSET (BobbinMapping, pss_bytes) },
  { "Shared_Clean", G_STRUCT_OFFSET (BobbinMapping, shared_bytes) },
  { "Shared_Dirty", G_STRUCT_OFFSET (BobbinMapping, shared_bytes) },
  { "Shared_Hugetlb", G_STRUCT_OFFSET (BobbinMapping, shared_bytes) },
  { "Private_Clean", G_STRUCT_OFFSET (BobbinMapping, own_bytes) },
  { "Private_Dirty", G_STRUCT_OFFSET (BobbinMapping, own_bytes) },
  { "Private_Hugetlb", G_STRUCT_OFFSET (BobbinMapping, own_bytes) },
  { "Swap", G_STRUCT_OFFSET (BobbinMapping, swap_bytes) },
  { "AnonHugePages", G_STRUCT_OFFSET (BobbinMapping, huge_bytes) },
  { "ShmemPmdMapped", G_STRUCT_OFFSET (BobbinMapping, huge_bytes) },
};

static void
clear_mapping (gpointer data)
{
  g_free (((BobbinMapping *) data)->name);
}

static const char *
skip_field (const char *text, const char *end)
{
  while (text < end && *text != ' ')
    text++;
  while (text < end && *text == ' ')
    text++;
  return text;
}

/* "7f0c…-7f0c… rw-p 00000000 00:00 0    NAME" up to @end. */
static gboolean
take_header (const char *text, const char *end, BobbinMapping *out)
{
  guint64 address, behind;

  if (!bobbin_take_address_range (&text, &address, &behind) || end - text < 5 || text[4] != ' ')
    return FALSE;
  *out = (BobbinMapping) { .address = address, .end = behind };
  memcpy (out->permissions, text, 4);
  for (guint i = 0; i < 4; i++) /* permissions, offset, device, inode */
    text = skip_field (text, end);
  out->name = g_strndup (text, (gsize) (end - text));
  return TRUE;
}

/* "Rss:      852 kB". Whether it is the line of a known key. */
static gboolean
take_value (const char *text, BobbinMapping *mapping, gboolean *has_rss)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gsize length = strlen (keys[i].key);
      guint64 kib;

      if (strncmp (text, keys[i].key, length) != 0 || text[length] != ':')
        continue;
      text += length + 1;
      text += strspn (text, " \t");
      if (!bobbin_take_number (&text, &kib) || kib > G_MAXUINT64 / 1024 / 4 || !g_str_has_prefix (text, " kB\n"))
        return FALSE;
      *(guint64 *) G_STRUCT_MEMBER_P (mapping, keys[i].offset) += kib * 1024;
      *has_rss |= i == 0;
      return TRUE;
    }
  return FALSE;
}

GArray *
bobbin_parse_smaps (const char *text)
{
  GArray *mappings = g_array_new (FALSE, FALSE, sizeof (BobbinMapping));
  gboolean whole = TRUE; /* the last mapping has its numbers */

  g_array_set_clear_func (mappings, clear_mapping);
  for (const char *line = text, *end; *line != '\0'; line = end + 1)
    {
      BobbinMapping mapping;

      end = strchr (line, '\n');
      if (end == NULL)
        break;
      if (take_header (line, end, &mapping))
        {
          if (!whole)
            g_array_set_size (mappings, mappings->len - 1);
          g_array_append_val (mappings, mapping);
          whole = FALSE;
        }
      else if (mappings->len > 0)
        {
          take_value (line, &g_array_index (mappings, BobbinMapping, mappings->len - 1), &whole);
        }
    }
  if (!whole)
    g_array_set_size (mappings, mappings->len - 1);
  return mappings;
}

char *
bobbin_read_smaps (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps", pid);
  char *text = NULL;
  gsize length;

  /* Of a zombie the file is there and empty. */
  if (!g_file_get_contents (path, &text, &length, NULL) || length == 0)
    g_clear_pointer (&text, g_free);
  return text;
}
