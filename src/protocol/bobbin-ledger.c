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
bobbin_ledger_slot_bytes (void)
{
  return round_up (BOBBIN_LEDGER_PAGE);
}

size_t
bobbin_ledger_bytes (uint32_t n_workers)
{
  return bobbin_ledger_control_bytes () + n_workers * bobbin_ledger_slot_bytes ();
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
  int control_protection = role == BOBBIN_LEDGER_ROOT ? PROT_READ | PROT_WRITE : PROT_READ;
  int slots_protection = role == BOBBIN_LEDGER_READER ? PROT_READ : PROT_READ | PROT_WRITE;
  void *control, *slots;

  memset (ledger, 0, sizeof *ledger);
  if (fstat (fd, &status) < 0)
    return -errno;
  if (n_workers < 1 || n_workers > BOBBIN_MAX_WORKERS
      || status.st_size != (off_t) bobbin_ledger_bytes (n_workers))
    return -EINVAL;

  control = mmap (NULL, control_bytes, control_protection, MAP_SHARED, fd, 0);
  if (control == MAP_FAILED)
    return -errno;
  slots = mmap (NULL, n_workers * bobbin_ledger_slot_bytes (), slots_protection, MAP_SHARED,
                fd, (off_t) control_bytes);
  if (slots == MAP_FAILED)
    {
      int error = errno;

      munmap (control, control_bytes);
      return -error;
    }

  ledger->control = control;
  ledger->slots = slots;
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
    munmap (ledger->control, bobbin_ledger_control_bytes ());
  if (ledger->slots != NULL)
    munmap (ledger->slots, ledger->n_workers * bobbin_ledger_slot_bytes ());
  memset (ledger, 0, sizeof *ledger);
}

int
bobbin_ledger_give_up_control (BobbinLedger *ledger)
{
  if (mprotect (ledger->control, bobbin_ledger_control_bytes (), PROT_READ) < 0)
    return -errno;
  return 0;
}

int
bobbin_ledger_keep_slots (BobbinLedger *ledger, uint32_t first, uint32_t n)
{
  size_t slot = bobbin_ledger_slot_bytes ();

  if (first > ledger->n_workers || n > ledger->n_workers - first)
    return -EINVAL;
  if (first > 0 && mprotect (ledger->slots, first * slot, PROT_READ) < 0)
    return -errno;
  if (first + n < ledger->n_workers
      && mprotect (ledger->slots + (first + n) * slot, (ledger->n_workers - first - n) * slot,
                   PROT_READ) < 0)
    return -errno;
  return 0;
}

BobbinLedgerSlot *
bobbin_ledger_slot (const BobbinLedger *ledger, uint32_t worker)
{
  if (ledger->slots == NULL || worker >= ledger->n_workers)
    return NULL;
  return (BobbinLedgerSlot *) (void *) (ledger->slots + worker * bobbin_ledger_slot_bytes ());
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
