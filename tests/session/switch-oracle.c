#include "switch-oracle.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MAX_CORES 256
#define PAGES     64

typedef struct {
  gint64   time_ns;
  int      tid;
  guint    core;
  gboolean on;
} Change;

struct _SwitchOracle {
  int     fds[MAX_CORES];
  guint8 *rings[MAX_CORES];
  guint   n_rings;
  gsize   page_bytes;
  GArray *changes; /* Change */
  guint64 lost;
};

SwitchOracle *
switch_oracle_open (const char **out_why)
{
  SwitchOracle *oracle = g_new0 (SwitchOracle, 1);
  struct perf_event_attr attributes;

  memset (&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_SOFTWARE;
  attributes.config = PERF_COUNT_SW_DUMMY;
  attributes.context_switch = 1;
  attributes.task = 1;
  attributes.exclude_kernel = 1;
  attributes.inherit = 1;
  attributes.use_clockid = 1;
  attributes.clockid = CLOCK_MONOTONIC;
  attributes.sample_id_all = 1;
  attributes.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
  oracle->page_bytes = (gsize) sysconf (_SC_PAGESIZE);
  oracle->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  for (int core = 0; core < (int) MIN (sysconf (_SC_NPROCESSORS_CONF), MAX_CORES); core++)
    {
      int fd = (int) syscall (SYS_perf_event_open, &attributes, 0, core, -1, PERF_FLAG_FD_CLOEXEC);
      void *ring;

      if (fd < 0 && errno == ENODEV)
        continue;
      ring = fd >= 0 ? mmap (NULL, (1 + PAGES) * oracle->page_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
      if (ring == MAP_FAILED)
        {
          *out_why = g_strerror (errno);
          if (fd >= 0)
            close (fd);
          switch_oracle_free (oracle);
          return NULL;
        }
      oracle->fds[oracle->n_rings] = fd;
      oracle->rings[oracle->n_rings++] = ring;
    }
  return oracle;
}

void
switch_oracle_free (SwitchOracle *oracle)
{
  for (guint i = 0; i < oracle->n_rings; i++)
    {
      munmap (oracle->rings[i], (1 + PAGES) * oracle->page_bytes);
      close (oracle->fds[i]);
    }
  g_array_unref (oracle->changes);
  g_free (oracle);
}

static guint64
get_word (const guint8 *data, gsize size, guint64 at)
{
  guint64 word;

  memcpy (&word, data + at % size, sizeof word); /* records are of whole words */
  return word;
}

/* perf_event_open(2): PERF_RECORD_SWITCH is a head and { pid, tid }, time, { core }. */
static void
take_record (SwitchOracle *oracle, const guint8 *data, gsize size, guint64 at)
{
  guint64 head = get_word (data, size, at);
  guint32 type = (guint32) head;
  guint16 misc = (guint16) (head >> 32);
  Change change = { 0 };

  if (type == PERF_RECORD_LOST)
    oracle->lost += get_word (data, size, at + 16);
  if (type == PERF_RECORD_SWITCH)
    {
      change.tid = (int) (get_word (data, size, at + 8) >> 32);
      change.time_ns = (gint64) get_word (data, size, at + 16);
      change.core = (guint32) get_word (data, size, at + 24);
      change.on = !(misc & PERF_RECORD_MISC_SWITCH_OUT);
    }
  else if (type == PERF_RECORD_EXIT)
    {
      change.tid = (int) (guint32) get_word (data, size, at + 16);
      change.time_ns = (gint64) get_word (data, size, at + 24);
    }
  if (change.tid > 0)
    g_array_append_val (oracle->changes, change);
}

void
switch_oracle_drain (SwitchOracle *oracle)
{
  for (guint i = 0; i < oracle->n_rings; i++)
    {
      struct perf_event_mmap_page *page = (void *) oracle->rings[i];
      const guint8 *data = oracle->rings[i] + oracle->page_bytes;
      gsize size = PAGES * oracle->page_bytes;
      guint64 head = __atomic_load_n (&page->data_head, __ATOMIC_ACQUIRE);
      guint64 at = page->data_tail;

      for (; at < head; at += get_word (data, size, at) >> 48)
        take_record (oracle, data, size, at);
      __atomic_store_n (&page->data_tail, at, __ATOMIC_RELEASE);
    }
}

guint64
switch_oracle_get_lost (SwitchOracle *oracle)
{
  return oracle->lost;
}

static int
by_time (gconstpointer a, gconstpointer b)
{
  const Change *left = a, *right = b;

  return (left->time_ns > right->time_ns) - (left->time_ns < right->time_ns);
}

static void
add_stay (GArray *stays, gint64 begin_ns, gint64 end_ns, guint core)
{
  OracleStay stay = { begin_ns, end_ns, core };

  if (begin_ns < end_ns)
    g_array_append_val (stays, stay);
}

GArray *
switch_oracle_get_stays (SwitchOracle *oracle, int tid, gint64 begin_ns, gint64 end_ns)
{
  GArray *stays = g_array_new (FALSE, FALSE, sizeof (OracleStay));
  const Change *on = NULL;

  g_array_sort (oracle->changes, by_time);
  for (guint i = 0; i < oracle->changes->len; i++)
    {
      const Change *change = &g_array_index (oracle->changes, Change, i);

      if (change->tid != tid)
        continue;
      if (on != NULL && !change->on)
        add_stay (stays, MAX (on->time_ns, begin_ns), MIN (change->time_ns, end_ns), on->core);
      on = change->on ? change : NULL;
    }
  if (on != NULL)
    add_stay (stays, MAX (on->time_ns, begin_ns), end_ns, on->core);
  return stays;
}
