/* bobbin-ledger.h - the memory that workers write and Bobbin reads
 *
 * A memfd, sealed against growing and shrinking so that nobody can make the
 * other side fault, laid out in whole pages:
 *
 *   page 0 …         control: the gate, and one order for each worker. Written
 *                    by the root of the worker tree only; the workers map it
 *                    read-only, so a worker that runs wild cannot give orders.
 *   then per worker  one page, its slot: what it says of itself.
 *
 * A slot has one writer, its worker, and lies on cache lines of its own. The
 * reader treats it as hostile: a worker that crashed may have written anything
 * anywhere in its own pages. So the reader maps it read-only, takes every
 * number as a claim, and checks it against what the kernel counted.
 */
#pragma once

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bobbin-wire.h"

#define BOBBIN_LEDGER_MAGIC     0x4745444cu /* "LDEG" */
#define BOBBIN_LEDGER_VERSION   1u
#define BOBBIN_LEDGER_PAGE      4096u /* of the layout; the mapping is rounded to the machine's */
#define BOBBIN_CACHE_LINE_BYTES 64u

typedef enum {
  BOBBIN_GATE_CLOSED = 0,
  BOBBIN_GATE_OPEN = 1,
} BobbinGate;

typedef enum {
  BOBBIN_ORDER_NONE = 0,
  BOBBIN_ORDER_CRASH = 1, /* dereference a null pointer */
  BOBBIN_ORDER_STOP = 2,
} BobbinOrder;

typedef enum {
  BOBBIN_SLOT_UNBORN = 0,
  BOBBIN_SLOT_READY = 1,    /* at the gate */
  BOBBIN_SLOT_WORKING = 2,
  BOBBIN_SLOT_SLEEPING = 3,
  BOBBIN_SLOT_CRASHING = 4, /* about to follow an order to crash */
  BOBBIN_SLOT_FINISHED = 5, /* the end fields below are valid */
} BobbinSlotState;

typedef struct {
  uint32_t         magic;
  uint32_t         version;
  uint32_t         n_workers;
  _Atomic uint32_t gate; /* futex: BobbinGate */
  _Atomic int64_t  gate_ns; /* CLOCK_MONOTONIC when the gate opened */
  uint8_t          pad[40];
  _Atomic uint32_t orders[BOBBIN_MAX_WORKERS]; /* futexes: BobbinOrder */
} BobbinLedgerControl;

typedef struct {
  /* Written all the time. */
  _Atomic uint32_t state; /* BobbinSlotState */
  _Atomic int32_t  tid;
  _Atomic int64_t  born_ns;      /* CLOCK_MONOTONIC */
  _Atomic int64_t  heartbeat_ns; /* CLOCK_MONOTONIC, at least once in 10 ms of work */
  _Atomic uint64_t work_units;
  _Atomic uint64_t blocked_ns;   /* time it chose to be asleep */
  uint8_t          pad[24];
  /* Written once, before FINISHED: the kernel's own count for this task. */
  _Atomic int64_t  ended_ns;
  _Atomic uint64_t cpu_ns; /* CLOCK_THREAD_CPUTIME_ID */
  _Atomic uint64_t voluntary_switches;   /* RUSAGE_THREAD, ru_nvcsw */
  _Atomic uint64_t involuntary_switches; /* RUSAGE_THREAD, ru_nivcsw */
  _Atomic uint64_t waiting_ns; /* schedstat, second number */
  _Atomic uint64_t timeslices; /* schedstat, third number */
  uint8_t          end_pad[16];
} BobbinLedgerSlot;

static_assert (offsetof (BobbinLedgerControl, orders) == BOBBIN_CACHE_LINE_BYTES, "ledger layout");
static_assert (offsetof (BobbinLedgerSlot, ended_ns) == BOBBIN_CACHE_LINE_BYTES, "ledger layout");
static_assert (sizeof (BobbinLedgerSlot) == 2 * BOBBIN_CACHE_LINE_BYTES, "ledger layout");
static_assert (sizeof (BobbinLedgerSlot) <= BOBBIN_LEDGER_PAGE, "a slot fits its page");

/* One mapping of the ledger. Control and slots are mapped apart, because their
 * protections differ; a side that is not mapped is NULL. */
typedef struct {
  BobbinLedgerControl *control;
  uint8_t             *slots;
  uint32_t             n_workers;
} BobbinLedger;

size_t bobbin_ledger_control_bytes (void);
size_t bobbin_ledger_slot_bytes    (void);
size_t bobbin_ledger_bytes         (uint32_t n_workers);

/* A new sealed memfd for @n_workers, magic and version written, gate closed.
 * The descriptor (close-on-exec), or a negative errno. */
int bobbin_ledger_create (uint32_t n_workers);

typedef enum {
  BOBBIN_LEDGER_READER, /* control and slots read-only */
  BOBBIN_LEDGER_WORKER, /* control read-only, slots writable */
  BOBBIN_LEDGER_ROOT,   /* both writable */
} BobbinLedgerRole;

/* Maps @fd. 0; -EINVAL when its size, magic, version or number of workers is
 * not what @n_workers needs; or another negative errno. */
int  bobbin_ledger_map   (BobbinLedger *ledger, int fd, uint32_t n_workers, BobbinLedgerRole role);
void bobbin_ledger_unmap (BobbinLedger *ledger);

/* Makes the control pages read-only from here on, in this process and in what
 * it forks. 0 or a negative errno. */
int bobbin_ledger_give_up_control (BobbinLedger *ledger);

/* Makes all slots read-only but @n from @first on, in this process. 0 or a
 * negative errno. */
int bobbin_ledger_keep_slots (BobbinLedger *ledger, uint32_t first, uint32_t n);

/* The slot of a worker; NULL for a number that the ledger does not have. */
BobbinLedgerSlot *bobbin_ledger_slot (const BobbinLedger *ledger, uint32_t worker);

/* Waits until *@word is no longer @value, or until @deadline_ns on
 * CLOCK_MONOTONIC (0: for ever); may return early. Works on a read-only
 * mapping and across processes. */
void bobbin_futex_wait (_Atomic uint32_t *word, uint32_t value, int64_t deadline_ns);
void bobbin_futex_wake (_Atomic uint32_t *word);
