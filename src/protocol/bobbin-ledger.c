#include "bobbin-ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define NS_PER_S 1000000000

static size_t
round_up (size_t bytes)
{
  size_t page = (size_t) sysconf (_SC_PAGESIZE);

  return (bytes + page - 1) / page * page;
}

size_t
bobbin_ledger_control_bytes (void)
{
  return round_up (sizeof (BobbinLedgerControl));
}

size_t
bobbin_ledger_lane_bytes (void)
{
  return round_up (sizeof (BobbinLedgerLane));
}

size_t
bobbin_ledger_bytes (uint32_t n_workers)
{
  return bobbin_ledger_control_bytes () + n_workers * bobbin_ledger_lane_bytes ();
}

int
bobbin_ledger_create (uint32_t n_workers)
{
  int fd = memfd_create ("bobbin-ledger", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd < 0)
    return -errno;

  BobbinLedgerControl start = {
    .magic = BOBBIN_LEDGER_MAGIC,
    .version = BOBBIN_LEDGER_VERSION,
    .n_workers = n_workers,
  };
  if (ftruncate (fd, (off_t) bobbin_ledger_bytes (n_workers)) < 0
      || pwrite (fd, &start, offsetof (BobbinLedgerControl, gate), 0) < 0
      || fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0)
    {
      int error = errno;

      close (fd);
      return -error;
    }
  return fd;
}

int
bobbin_ledger_map (BobbinLedger *ledger, int fd, uint32_t n_workers, BobbinLedgerRole role)
{
  struct stat status;
  size_t control_bytes = bobbin_ledger_control_bytes ();
  int control_protection = role == BOBBIN_LEDGER_WORKER ? PROT_READ : PROT_READ | PROT_WRITE;
  int lanes_protection = role == BOBBIN_LEDGER_LAUNCHER ? PROT_READ : PROT_READ | PROT_WRITE;
  void *control, *lanes;

  memset (ledger, 0, sizeof *ledger);
  if (fstat (fd, &status) < 0)
    return -errno;
  if (n_workers < 1 || n_workers > BOBBIN_MAX_WORKERS
      || status.st_size != (off_t) bobbin_ledger_bytes (n_workers))
    return -EINVAL;

  control = mmap (NULL, control_bytes, control_protection, MAP_SHARED, fd, 0);
  if (control == MAP_FAILED)
    return -errno;
  lanes = mmap (NULL, n_workers * bobbin_ledger_lane_bytes (), lanes_protection, MAP_SHARED,
                fd, (off_t) control_bytes);
  if (lanes == MAP_FAILED)
    {
      int error = errno;

      munmap (control, control_bytes);
      return -error;
    }

  ledger->control = control;
  ledger->lanes = lanes;
  ledger->lane_bytes = bobbin_ledger_lane_bytes ();
  ledger->control_bytes = control_bytes;
  ledger->n_workers = n_workers;
  if (ledger->control->magic != BOBBIN_LEDGER_MAGIC
      || ledger->control->version != BOBBIN_LEDGER_VERSION
      || ledger->control->n_workers != n_workers)
    {
      bobbin_ledger_unmap (ledger);
      return -EINVAL;
    }
  return 0;
}

void
bobbin_ledger_unmap (BobbinLedger *ledger)
{
  if (ledger->control != NULL)
    munmap (ledger->control, ledger->control_bytes);
  if (ledger->lanes != NULL)
    munmap (ledger->lanes, ledger->n_workers * ledger->lane_bytes);
  memset (ledger, 0, sizeof *ledger);
}

int
bobbin_ledger_give_up_control (BobbinLedger *ledger)
{
  if (mprotect (ledger->control, ledger->control_bytes, PROT_READ) < 0)
    return -errno;
  return 0;
}

int
bobbin_ledger_keep_lanes (BobbinLedger *ledger, uint32_t first, uint32_t n)
{
  size_t lane = ledger->lane_bytes;

  if (first > ledger->n_workers || n > ledger->n_workers - first)
    return -EINVAL;
  if (first > 0 && mprotect (ledger->lanes, first * lane, PROT_READ) < 0)
    return -errno;
  if (first + n < ledger->n_workers
      && mprotect (ledger->lanes + (first + n) * lane, (ledger->n_workers - first - n) * lane,
                   PROT_READ) < 0)
    return -errno;
  return 0;
}

BobbinLedgerLane *
bobbin_ledger_lane (const BobbinLedger *ledger, uint32_t worker)
{
  if (ledger->lanes == NULL || worker >= ledger->n_workers)
    return NULL;
  return (BobbinLedgerLane *) (void *) (ledger->lanes + worker * ledger->lane_bytes);
}

BobbinLedgerSlot *
bobbin_ledger_slot (const BobbinLedger *ledger, uint32_t worker)
{
  BobbinLedgerLane *lane = bobbin_ledger_lane (ledger, worker);

  return lane != NULL ? &lane->slot : NULL;
}

/* Slices before this number may be overwritten at any moment, the one that is
 * being written now included. */
static uint64_t
oldest_safe (uint64_t n_slices)
{
  return n_slices >= BOBBIN_RING_SLICES ? n_slices - BOBBIN_RING_SLICES + 1 : 0;
}

uint32_t
bobbin_ledger_read (const BobbinLedgerLane *lane, uint64_t *next, BobbinSlice *out, uint32_t max,
                    uint64_t *lost)
{
  uint64_t n_slices = atomic_load_explicit (&lane->slot.n_slices, memory_order_acquire);
  uint64_t first = *next, n, safe, n_overwritten;

  if (n_slices < first)
    return 0; /* a count that goes back: the lane was scribbled on */
  if (first < oldest_safe (n_slices))
    {
      *lost += oldest_safe (n_slices) - first;
      first = oldest_safe (n_slices);
    }
  n = n_slices - first < max ? n_slices - first : max;

  uint32_t place = (uint32_t) (first % BOBBIN_RING_SLICES);
  uint32_t n_to_end = BOBBIN_RING_SLICES - place;
  uint32_t n_head = n < n_to_end ? (uint32_t) n : n_to_end;
  memcpy (out, &lane->ring[place], n_head * sizeof *out);
  memcpy (out + n_head, &lane->ring[0], (n - n_head) * sizeof *out);
  *next = first + n;

  /* Whatever the worker has run over while it was being copied is not whole. */
  atomic_thread_fence (memory_order_acquire);
  safe = oldest_safe (atomic_load_explicit (&lane->slot.n_slices, memory_order_relaxed));
  n_overwritten = safe > first ? safe - first : 0;
  if (n_overwritten > n)
    n_overwritten = n;
  if (n_overwritten > 0)
    {
      memmove (out, out + n_overwritten, (n - n_overwritten) * sizeof *out);
      *lost += n_overwritten;
    }
  return (uint32_t) (n - n_overwritten);
}

void
bobbin_futex_wait (_Atomic uint32_t *word, uint32_t value, int64_t deadline_ns)
{
  struct timespec deadline = { deadline_ns / NS_PER_S, deadline_ns % NS_PER_S };

  /* FUTEX_WAIT_BITSET takes an absolute time on CLOCK_MONOTONIC: futex(2). */
  syscall (SYS_futex, word, FUTEX_WAIT_BITSET, value,
           deadline_ns > 0 ? &deadline : NULL, NULL, FUTEX_BITSET_MATCH_ANY);
}

void
bobbin_futex_wake (_Atomic uint32_t *word)
{
  syscall (SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void
bobbin_futex_wake_one (_Atomic uint32_t *word)
{
  syscall (SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}
