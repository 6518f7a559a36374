/* bobbin-lab-proc.c - what the kernel tells an experiment about processes */
#include "bobbin-lab-proc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-worker-probe.h"

#define TEXT_BYTES 8192
#define PATH_BYTES 64

/* Documentation/admin-guide/mm/pagemap.rst of the kernel. */
#define PAGE_PRESENT   (UINT64_C (1) << 63)
#define PAGE_SHARED    (UINT64_C (1) << 61)
#define PAGE_EXCLUSIVE (UINT64_C (1) << 56)
#define PAGES_AT_ONCE  512

/* The whole file behind a newline, so that each line begins with one; 0 or an errno. */
static int
read_text (const char *path, char text[TEXT_BYTES])
{
  int fd = open (path, O_RDONLY | O_CLOEXEC), error = 0;
  size_t length = 1;
  ssize_t got = 1;

  if (fd < 0)
    return errno;
  text[0] = '\n';
  while (length < TEXT_BYTES - 1 && (got = read (fd, text + length, TEXT_BYTES - 1 - length)) > 0)
    length += (size_t) got;
  if (got < 0)
    error = errno;
  close (fd);
  text[length] = '\0';
  return error;
}

/* "\nPss:" → the KiB behind it as bytes; 0 where there is no such line. */
static double
find_bytes (const char *text, const char *line)
{
  const char *found = strstr (text, line);

  return found == NULL ? 0.0 : 1024.0 * strtod (found + strlen (line), NULL);
}

LabMemory
lab_read_memory (Lab *lab, pid_t pid)
{
  char path[PATH_BYTES], text[TEXT_BYTES];
  int error;

  snprintf (path, sizeof path, "/proc/%d/smaps_rollup", (int) pid);
  error = read_text (path, text);
  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_CALL, error);
  return (LabMemory) {
    .rss = find_bytes (text, "\nRss:"),
    .pss = find_bytes (text, "\nPss:"),
    .uss = find_bytes (text, "\nPrivate_Clean:") + find_bytes (text, "\nPrivate_Dirty:"),
  };
}

/* A mapping's line of smaps: "Pss:  12 kB". */
static void
add_line (LabMemory *memory, const char *line)
{
  char key[32];
  double kib;

  if (sscanf (line, "%31[^:]: %lf kB", key, &kib) != 2)
    return;
  if (strcmp (key, "Rss") == 0)
    memory->rss += 1024.0 * kib;
  else if (strcmp (key, "Pss") == 0)
    memory->pss += 1024.0 * kib;
  else if (strcmp (key, "Private_Clean") == 0 || strcmp (key, "Private_Dirty") == 0)
    memory->uss += 1024.0 * kib;
}

LabMemory
lab_read_block_memory (Lab *lab, pid_t pid, const void *block, size_t bytes)
{
  uintptr_t first = (uintptr_t) block;
  char path[PATH_BYTES], line[512];
  LabMemory memory = { 0 };
  bool inside = false;
  FILE *smaps;

  snprintf (path, sizeof path, "/proc/%d/smaps", (int) pid);
  smaps = fopen (path, "re");
  if (smaps == NULL)
    lab_lacks (lab, BOBBIN_LACK_CALL, errno);
  while (fgets (line, sizeof line, smaps) != NULL)
    {
      unsigned long begin, end;

      if (sscanf (line, "%lx-%lx ", &begin, &end) == 2)
        inside = begin < first + bytes && end > first;
      else if (inside)
        add_line (&memory, line);
    }
  fclose (smaps);
  return memory;
}

double
lab_read_status (Lab *lab, pid_t pid, const char *key)
{
  char path[PATH_BYTES], line[PATH_BYTES], text[TEXT_BYTES];
  int error;

  snprintf (path, sizeof path, "/proc/%d/status", (int) pid);
  error = read_text (path, text);
  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_CALL, error);
  snprintf (line, sizeof line, "\n%s:", key);
  return find_bytes (text, line);
}

double
lab_read_kernel_stacks (Lab *lab)
{
  char text[TEXT_BYTES];
  int error = read_text ("/proc/meminfo", text);

  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_CALL, error);
  return find_bytes (text, "\nKernelStack:");
}

char
lab_read_state (pid_t pid, pid_t tid, pid_t *out_parent)
{
  char path[PATH_BYTES], text[TEXT_BYTES], state;
  const char *name_end;
  int parent;

  snprintf (path, sizeof path, "/proc/%d/task/%d/stat", (int) pid, (int) tid);
  if (read_text (path, text) != 0)
    return 0;
  /* The name before it may hold anything, even brackets. */
  name_end = strrchr (text, ')');
  if (name_end == NULL || sscanf (name_end + 1, " %c %d", &state, &parent) != 2)
    return 0;
  if (out_parent != NULL)
    *out_parent = parent;
  return state;
}

double
lab_read_own (Lab *lab, pid_t pid, const void *block, size_t bytes)
{
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE), first = (uintptr_t) block / page_bytes;
  size_t n_pages = bytes / page_bytes, n_own = 0;
  uint64_t entries[PAGES_AT_ONCE];
  char path[PATH_BYTES];
  int fd;

  snprintf (path, sizeof path, "/proc/%d/pagemap", (int) pid);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    lab_lacks (lab, BOBBIN_LACK_PAGES, errno);
  for (size_t done = 0; done < n_pages; done += PAGES_AT_ONCE)
    {
      size_t n = n_pages - done < PAGES_AT_ONCE ? n_pages - done : PAGES_AT_ONCE;

      if (pread (fd, entries, n * sizeof entries[0], (off_t) ((first + done) * sizeof entries[0]))
          != (ssize_t) (n * sizeof entries[0]))
        lab_lacks (lab, BOBBIN_LACK_PAGES, errno);
      for (size_t i = 0; i < n; i++)
        n_own += (entries[i] & (PAGE_PRESENT | PAGE_SHARED | PAGE_EXCLUSIVE)) == (PAGE_PRESENT | PAGE_EXCLUSIVE);
    }
  close (fd);
  return (double) (n_own * page_bytes);
}

bool
lab_pages_tell (void)
{
  return worker_probe_pages (false) == BOBBIN_PROBE_EXACT;
}

double
lab_count_touched (Lab *lab, uintptr_t low, size_t bytes)
{
  size_t page_bytes = (size_t) sysconf (_SC_PAGESIZE), n_pages = bytes / page_bytes, n_touched = 0;
  unsigned char there[PAGES_AT_ONCE];

  for (size_t done = 0; done < n_pages; done += PAGES_AT_ONCE)
    {
      size_t n = n_pages - done < PAGES_AT_ONCE ? n_pages - done : PAGES_AT_ONCE;

      if (mincore ((void *) (low + done * page_bytes), n * page_bytes, there) != 0)
        lab_lacks (lab, BOBBIN_LACK_CALL, errno);
      for (size_t i = 0; i < n; i++)
        n_touched += there[i] & 1;
    }
  return (double) (n_touched * page_bytes);
}

LabMapping
lab_find_mapping (uintptr_t address)
{
  FILE *maps = fopen ("/proc/self/maps", "re");
  char line[512], access[5];
  LabMapping found = { 0 };
  unsigned long begin, end;

  while (maps != NULL && found.end == 0 && fgets (line, sizeof line, maps) != NULL)
    if (sscanf (line, "%lx-%lx %4s", &begin, &end, access) == 3 && begin <= address && address < end)
      found = (LabMapping) { begin, end, access[0] == 'r' };
  if (maps != NULL)
    fclose (maps);
  return found;
}

void
lab_run_apart (Lab *lab, void (*part) (Lab *lab, void *data), void *data)
{
  pid_t pid;
  int status;

  lab_flush (lab);
  pid = lab_fork (lab);
  if (pid == 0)
    {
      part (lab, data);
      _exit (0);
    }
  status = lab_wait (lab, pid);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 2)
    _exit (2); /* it has said itself why it gives up */
  if (status != 0)
    lab_fail (lab, ECHILD);
}
