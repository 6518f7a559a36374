/* bobbin-switch-record.c */
#include "bobbin-switch-record.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Unprivileged programs may lock perf_event_mlock_kb for each core, 516 KiB
 * unless it was changed: this ring and its first page. It holds 16,384 records,
 * so 20 looks a second are enough for 327,000 a second on one core. */
#define RING_BYTES     ((gsize) 512 * 1024)
#define MIN_RING_BYTES ((gsize) 16 * 1024)
#define ALL_RING_BYTES ((gsize) 32 * 1024 * 1024) /* of machines with very many cores */

typedef struct {
  int                          fd;
  struct perf_event_mmap_page *page; /* the records begin one page behind it */
} Ring;

struct _BobbinSwitchRecord {
  GArray *rings; /* Ring */
  gsize   page_bytes;
  gsize   ring_bytes;
  guint64 lost;
};

static int
open_event (int pid, guint core, gsize ring_bytes)
{
  struct perf_event_attr attributes = {
    .type = PERF_TYPE_SOFTWARE,
    .size = sizeof attributes,
    .config = PERF_COUNT_SW_DUMMY,
    .sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU,
    .inherit = 1,
    .exclude_kernel = 1,
    .exclude_hv = 1,
    .task = 1, /* for the exits */
    .watermark = 1,
    .wakeup_watermark = (guint32) (ring_bytes / 2),
    .sample_id_all = 1,
    .use_clockid = 1,
    .context_switch = 1,
    .clockid = CLOCK_MONOTONIC,
  };

  return (int) syscall (SYS_perf_event_open, &attributes, pid, (int) core, -1, PERF_FLAG_FD_CLOEXEC);
}

static void
close_rings (BobbinSwitchRecord *record)
{
  for (guint i = 0; i < record->rings->len; i++)
    {
      const Ring *ring = &g_array_index (record->rings, Ring, i);

      munmap (ring->page, record->page_bytes + record->ring_bytes);
      close (ring->fd);
    }
  g_array_set_size (record->rings, 0);
}

/* A ring for each core. 0 or the errno, and then none is left open. */
static int
open_rings (BobbinSwitchRecord *record, int pid, guint n_cores)
{
  for (guint core = 0; core < n_cores; core++)
    {
      Ring ring = { .fd = open_event (pid, core, record->ring_bytes) };
      int error = ring.fd < 0 ? errno : 0;

      if (error == ENODEV)
        continue; /* a core that is switched off */
      if (error == 0)
        {
          ring.page = mmap (NULL, record->page_bytes + record->ring_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, ring.fd, 0);
          error = ring.page == MAP_FAILED ? errno : 0;
        }
      if (error != 0)
        {
          if (ring.fd >= 0)
            close (ring.fd);
          close_rings (record);
          return error;
        }
      g_array_append_val (record->rings, ring);
    }
  return record->rings->len > 0 ? 0 : ENODEV;
}

static gsize
choose_ring_bytes (guint n_cores)
{
  gsize bytes = RING_BYTES;

  while (bytes > MIN_RING_BYTES && bytes * n_cores > ALL_RING_BYTES)
    bytes /= 2;
  return bytes;
}

BobbinSwitchRecord *
bobbin_switch_record_open (int pid, guint n_cores, int *out_errno)
{
  g_autoptr (BobbinSwitchRecord) record = g_new0 (BobbinSwitchRecord, 1);

  record->rings = g_array_new (FALSE, FALSE, sizeof (Ring));
  record->page_bytes = (gsize) sysconf (_SC_PAGESIZE);
  for (record->ring_bytes = MAX (choose_ring_bytes (n_cores), record->page_bytes);
       record->ring_bytes >= MAX (MIN_RING_BYTES, record->page_bytes);
       record->ring_bytes /= 2)
    {
      *out_errno = open_rings (record, pid, n_cores);
      if (*out_errno == 0)
        return g_steal_pointer (&record);
      if (*out_errno != EPERM && *out_errno != ENOMEM)
        break; /* only locked memory is a matter of size: perf_event_open(2) */
    }
  return NULL;
}

void
bobbin_switch_record_free (BobbinSwitchRecord *record)
{
  if (record == NULL)
    return;
  close_rings (record);
  g_array_unref (record->rings);
  g_free (record);
}

gboolean
bobbin_switch_record_is_wanted (void)
{
  return g_strcmp0 (g_getenv ("BOBBIN_TIMELINE"), "self") != 0;
}

int
bobbin_switch_record_probe (guint n_cores)
{
  int error = 0;

  bobbin_switch_record_free (bobbin_switch_record_open (0, n_cores, &error));
  return error;
}

guint
bobbin_switch_record_get_n_files (const BobbinSwitchRecord *record)
{
  return record->rings->len;
}

int
bobbin_switch_record_get_file (const BobbinSwitchRecord *record, guint i)
{
  g_return_val_if_fail (i < record->rings->len, -1);
  return g_array_index (record->rings, Ring, i).fd;
}

void
bobbin_switch_record_drain (BobbinSwitchRecord *record, GArray *out)
{
  for (guint i = 0; i < record->rings->len; i++)
    {
      struct perf_event_mmap_page *page = g_array_index (record->rings, Ring, i).page;
      guint64 head = __atomic_load_n (&page->data_head, __ATOMIC_ACQUIRE);

      /* What lies behind nonsense is lost too, however many records it is. */
      if (!bobbin_switch_record_parse ((const guint8 *) page + record->page_bytes, record->ring_bytes,
                                       page->data_tail, head, out, &record->lost))
        record->lost++;
      __atomic_store_n (&page->data_tail, head, __ATOMIC_RELEASE);
    }
}

guint64
bobbin_switch_record_get_lost (const BobbinSwitchRecord *record)
{
  return record->lost;
}
