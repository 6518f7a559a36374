#include "bobbin-proc-files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* A handful of instructions instead of strtoull(), because a sweep does this
 * for every task. */
gboolean
bobbin_take_number (const char **text, guint64 *out)
{
  const char *p = *text;
  guint64 value = 0;

  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    {
      guint digit = (guint) (*p - '0');

      if (value > (G_MAXUINT64 - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }
  *text = p;
  *out = value;
  return TRUE;
}

static gboolean
take_blank (const char **text)
{
  if (**text != ' ')
    return FALSE;
  (*text)++;
  return TRUE;
}

gboolean
bobbin_parse_schedstat (const char *text, BobbinSchedstat *out)
{
  BobbinSchedstat read;

  if (!bobbin_take_number (&text, &read.run_ns) || !take_blank (&text)
      || !bobbin_take_number (&text, &read.wait_ns) || !take_blank (&text)
      || !bobbin_take_number (&text, &read.timeslices) || *text != '\n')
    return FALSE;
  *out = read;
  return TRUE;
}

/* Moves over @n fields that are each followed by a blank. */
static gboolean
skip_fields (const char **text, guint n)
{
  for (; n > 0; n--)
    {
      const char *blank = strchr (*text, ' ');

      if (blank == NULL)
        return FALSE;
      *text = blank + 1;
    }
  return TRUE;
}

gboolean
bobbin_parse_task_stat (const char *text, BobbinTaskStat *out)
{
  BobbinTaskStat read;
  guint64 core;

  /* The name may hold anything, even ") R 1": the last parenthesis ends it. */
  text = strrchr (text, ')');
  if (text == NULL || text[1] != ' ' || !g_ascii_isalpha (text[2]) || text[3] != ' ')
    return FALSE;
  read.state = text[2];
  text += 4; /* field 4 */

  if (!skip_fields (&text, 10) || !bobbin_take_number (&text, &read.user_ticks)
      || !take_blank (&text) || !bobbin_take_number (&text, &read.system_ticks)
      || !take_blank (&text)) /* field 16 */
    return FALSE;
  if (!skip_fields (&text, 23) || !bobbin_take_number (&text, &core) || core > G_MAXUINT16)
    return FALSE;

  read.core = (guint) core;
  *out = read;
  return TRUE;
}

/* The number behind "Key:" at the start of a line. */
static gboolean
find_number (const char *text, const char *key, guint64 *out)
{
  gsize length = strlen (key);

  for (const char *line = text; line != NULL && *line != '\0';)
    {
      if (strncmp (line, key, length) == 0 && line[length] == ':')
        {
          const char *value = line + length + 1;

          value += strspn (value, " \t");
          return bobbin_take_number (&value, out);
        }
      line = strchr (line, '\n');
      if (line != NULL)
        line++;
    }
  return FALSE;
}

static gboolean
find_kib (const char *text, const char *key, guint64 *out_bytes)
{
  guint64 kib;

  if (!find_number (text, key, &kib) || kib > G_MAXUINT64 / 1024)
    return FALSE;
  *out_bytes = kib * 1024;
  return TRUE;
}

gboolean
bobbin_parse_task_status (const char *text, BobbinTaskStatus *out)
{
  BobbinTaskStatus read = { 0 };

  /* A task that is about to go has no memory any more, hence no VmPTE. */
  find_kib (text, "VmPTE", &read.page_tables_bytes);
  if (!find_number (text, "voluntary_ctxt_switches", &read.voluntary_switches)
      || !find_number (text, "nonvoluntary_ctxt_switches", &read.involuntary_switches))
    return FALSE;
  *out = read;
  return TRUE;
}

gboolean
bobbin_parse_smaps_rollup (const char *text, BobbinSmapsRollup *out)
{
  BobbinSmapsRollup read;
  guint64 clean, dirty, huge = 0;

  if (!find_kib (text, "Rss", &read.rss_bytes) || !find_kib (text, "Pss", &read.pss_bytes)
      || !find_kib (text, "Private_Clean", &clean) || !find_kib (text, "Private_Dirty", &dirty))
    return FALSE;
  find_kib (text, "Private_Hugetlb", &huge);
  read.uss_bytes = clean + dirty + huge;
  *out = read;
  return TRUE;
}

static gboolean
take_address (const char **text, char behind, guint64 *out)
{
  const char *p = *text;
  guint64 value = 0;

  for (; g_ascii_isxdigit (*p); p++)
    {
      if (value > G_MAXUINT64 >> 4)
        return FALSE;
      value = value << 4 | (guint64) g_ascii_xdigit_value (*p);
    }
  if (p == *text || *p != behind)
    return FALSE;
  *text = p + 1;
  *out = value;
  return TRUE;
}

gboolean
bobbin_take_address_range (const char **text, guint64 *out_address, guint64 *out_end)
{
  const char *p = *text;
  guint64 address, end;

  if (!take_address (&p, '-', &address) || !take_address (&p, ' ', &end) || end < address)
    return FALSE;
  *text = p;
  *out_address = address;
  *out_end = end;
  return TRUE;
}

gboolean
bobbin_maps_cover (const char *text, guint64 address, guint64 end)
{
  /* Lines come by address, so one pass is enough. */
  for (const char *line = text; line != NULL && *line != '\0' && address < end;)
    {
      guint64 from, to;
      const char *p = line;

      if (bobbin_take_address_range (&p, &from, &to) && from <= address && address < to)
        address = to;
      line = strchr (line, '\n');
      if (line != NULL)
        line++;
    }
  return address >= end;
}

gboolean
bobbin_proc_file_open (BobbinProcFile *file, int pid, int tid, const char *name)
{
  char path[96];

  if (tid > 0)
    g_snprintf (path, sizeof path, "/proc/%d/task/%d/%s", pid, tid, name);
  else
    g_snprintf (path, sizeof path, "/proc/%d/%s", pid, name);
  file->fd = open (path, O_RDONLY | O_CLOEXEC);
  return file->fd >= 0;
}

void
bobbin_proc_file_close (BobbinProcFile *file)
{
  if (file->fd >= 0)
    close (file->fd);
  file->fd = -1;
}

gsize
bobbin_proc_file_read (const BobbinProcFile *file, char *buffer, gsize size)
{
  gssize length;

  if (file->fd < 0)
    return 0;
  do
    length = pread (file->fd, buffer, size - 1, 0);
  while (length < 0 && errno == EINTR);

  /* ESRCH: the task has ended. */
  if (length <= 0)
    return 0;
  buffer[length] = '\0';
  return (gsize) length;
}
