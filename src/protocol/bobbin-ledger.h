/* bobbin-ledger.h - the memory that workers write and Bobbin reads
 *
 * A memfd, sealed against growing and shrinking so that nobody can make the
 * other side fault, laid out in whole pages:
 *
 *   page 0 …         control: the gate, the end, an order and a number of pages
 *                    for each worker, a share for each group. Written by the root of the worker tree (the end by Bobbin
 *                    too); the workers map it read-only, so a worker that runs
 *                    wild cannot give orders.
 *   then per worker  its lane: a slot (what it says of itself now) and a ring
 *                    of slices (what it did before). Pages are only really
 *                    there once they are written.
 *
 * A lane has one writer, its worker, and the slot's parts lie on cache lines
 * of their own. The ring turns and never waits for its reader: a slice that is
 * overwritten before it was read is lost, and the reader counts it. The reader
 * maps lanes read-only and treats them as hostile: a worker that crashed may
 * have written anything anywhere in its own pages. Every number is a claim
 * that is checked against the order of time, the machine's cores and what the
 * kernel counted.
 */
#pragma once

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bobbin-wire.h"

#define BOBBIN_LEDGER_MAGIC     0x4745444cu /* "LDEG" */
#define BOBBIN_LEDGER_VERSION   5u
#define BOBBIN_RING_SLICES      2048u /* a power of two: at 20 looks a second, 40,000 slices a second */
#define BOBBIN_CACHE_LINE_BYTES 64u

typedef enum {
  BOBBIN_GATE_CLOSED = 0,
  BOBBIN_GATE_OPEN = 1,
} BobbinGate;

typedef enum {
  BOBBIN_ORDER_NONE = 0,
  BOBBIN_ORDER_CRASH = 1, /* dereference a null pointer */
  BOBBIN_ORDER_STOP = 2,
  BOBBIN_ORDER_END = 3,   /* leave, while others go on */
} BobbinOrder;

/* An order's word: BobbinOrder in the lowest byte; the rest counts news, which
 * are any changes of what else control says to that worker. */
#define BOBBIN_ORDER_MASK 0xffu
#define BOBBIN_ORDER_NEWS 0x100u

typedef enum {
  BOBBIN_SLOT_UNBORN = 0,
  BOBBIN_SLOT_READY = 1,    /* at the gate */
  BOBBIN_SLOT_WORKING = 2,
  BOBBIN_SLOT_SLEEPING = 3,
  BOBBIN_SLOT_CRASHING = 4, /* about to follow an order to crash */
  BOBBIN_SLOT_FINISHED = 5, /* the end fields below are valid */
} BobbinSlotState;

/* What work memory of a group writes now; see BobbinWireGroup. */
typedef struct {
  _Atomic uint64_t write_period_ns;
  _Atomic uint32_t write_ppm;
  uint32_t         reserved;
} BobbinLedgerShare;

typedef struct {
  uint32_t         magic;
  uint32_t         version;
  uint32_t         n_workers;
  _Atomic uint32_t gate; /* futex: BobbinGate */
  _Atomic int64_t  gate_ns;    /* CLOCK_MONOTONIC when the gate opened */
  _Atomic int64_t  stop_at_ns; /* CLOCK_MONOTONIC when all stop by themselves; 0: not known */
  uint8_t          pad[32];
  _Atomic uint32_t orders[BOBBIN_MAX_WORKERS]; /* futexes; see above */
  _Atomic uint64_t pages_asked[BOBBIN_MAX_WORKERS]; /* private pages to be written once, of all orders so far */
  BobbinLedgerShare shares[BOBBIN_MAX_GROUPS];
} BobbinLedgerControl;

/* What a stretch of a worker's time was. */
typedef enum {
  BOBBIN_SLICE_RUNNING = 0,
  BOBBIN_SLICE_READY = 1, /* wants a core and has none: it was preempted */
  BOBBIN_SLICE_SLEEP = 2, /* blocked: told itself to wait */
  BOBBIN_SLICE_LOCK = 3,  /* blocked: another holds the lock */
  BOBBIN_SLICE_PIPE = 4,  /* blocked: a pipe is empty or full */
  BOBBIN_SLICE_DISK = 5,  /* blocked: a file is being written through */
  BOBBIN_N_SLICE_STATES
} BobbinSliceState;

/* One stretch. A stretch longer than 4.29 s is several, one behind the other. */
typedef struct {
  int64_t  begin_ns; /* CLOCK_MONOTONIC */
  uint32_t length_ns;
  uint16_t core;
  uint8_t  state; /* BobbinSliceState */
  uint8_t  reserved;
} BobbinSlice;

static_assert (sizeof (BobbinSlice) == 16, "ledger layout");

typedef struct {
  /* Written all the time. */
  _Atomic uint32_t state; /* BobbinSlotState */
  _Atomic int32_t  tid;
  _Atomic int64_t  born_ns;      /* CLOCK_MONOTONIC */
  _Atomic int64_t  heartbeat_ns; /* CLOCK_MONOTONIC: it was on its core then */
  _Atomic uint64_t work_units;
  _Atomic int64_t  open_ns;      /* CLOCK_MONOTONIC: begin of the slice that is not yet in the ring */
  _Atomic uint32_t open_state;   /* BobbinSliceState of it */
  _Atomic uint32_t open_core;
  _Atomic uint64_t n_slices;     /* ever written to the ring */
  _Atomic int64_t  late_ns;      /* so long after its last sign of life it leaves its core, on average */
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
static_assert (offsetof (BobbinLedgerControl, pages_asked) % sizeof (uint64_t) == 0, "ledger layout");
static_assert (sizeof (BobbinLedgerShare) == 16, "ledger layout");
static_assert (offsetof (BobbinLedgerSlot, ended_ns) == BOBBIN_CACHE_LINE_BYTES, "ledger layout");
static_assert (sizeof (BobbinLedgerSlot) == 2 * BOBBIN_CACHE_LINE_BYTES, "ledger layout");

typedef struct {
  BobbinLedgerSlot slot;
  BobbinSlice      ring[BOBBIN_RING_SLICES]; /* slice i is at i % BOBBIN_RING_SLICES */
} BobbinLedgerLane;

static_assert (offsetof (BobbinLedgerLane, ring) % BOBBIN_CACHE_LINE_BYTES == 0, "ledger layout");

/* One mapping of the ledger. Control and lanes are mapped apart, because their
 * protections differ; a side that is not mapped is NULL. */
typedef struct {
  BobbinLedgerControl *control;
  uint8_t             *lanes;
  size_t               lane_bytes; /* bobbin_ledger_lane_bytes(), and the control's, so that a worker needs not ask again */
  size_t               control_bytes;
  uint32_t             n_workers;
} BobbinLedger;

size_t bobbin_ledger_control_bytes (void);
size_t bobbin_ledger_lane_bytes    (void);
size_t bobbin_ledger_bytes         (uint32_t n_workers);

/* A new sealed memfd for @n_workers, magic and version written, gate closed.
 * The descriptor (close-on-exec), or a negative errno. */
int bobbin_ledger_create (uint32_t n_workers);

typedef enum {
  BOBBIN_LEDGER_LAUNCHER, /* control writable, for the end; lanes read-only */
  BOBBIN_LEDGER_WORKER, /* control read-only, lanes writable */
  BOBBIN_LEDGER_ROOT,   /* both writable */
} BobbinLedgerRole;

/* Maps @fd. 0; -EINVAL when its size, magic, version or number of workers is
 * not what @n_workers needs; or another negative errno. */
int  bobbin_ledger_map   (BobbinLedger *ledger, int fd, uint32_t n_workers, BobbinLedgerRole role);
void bobbin_ledger_unmap (BobbinLedger *ledger);

/* Makes the control pages read-only from here on, in this process and in what
 * it forks. 0 or a negative errno. */
int bobbin_ledger_give_up_control (BobbinLedger *ledger);

/* Makes all lanes read-only but @n from @first on, in this process. 0 or a
 * negative errno. */
int bobbin_ledger_keep_lanes (BobbinLedger *ledger, uint32_t first, uint32_t n);

/* The slot of a worker; NULL for a number that the ledger does not have. */
BobbinLedgerSlot *bobbin_ledger_slot (const BobbinLedger *ledger, uint32_t worker);
BobbinLedgerLane *bobbin_ledger_lane (const BobbinLedger *ledger, uint32_t worker);

/* The worker's side: appends one slice, whatever the reader does. */
static inline void
bobbin_ledger_write (BobbinLedgerLane *lane, const BobbinSlice *slice)
{
  uint64_t n = atomic_load_explicit (&lane->slot.n_slices, memory_order_relaxed);

  lane->ring[n % BOBBIN_RING_SLICES] = *slice;
  atomic_store_explicit (&lane->slot.n_slices, n + 1, memory_order_release);
}

/* The reader's side: copies up to @max slices from number *@next on into
 * @out, and moves *@next behind them. Slices that were overwritten meanwhile
 * are left out and added to *@lost. What is copied is a claim, not yet checked.
 * The number copied. */
uint32_t bobbin_ledger_read (const BobbinLedgerLane *lane, uint64_t *next, BobbinSlice *out, uint32_t max,
                             uint64_t *lost);

/* Waits until *@word is no longer @value, or until @deadline_ns on
 * CLOCK_MONOTONIC (0: for ever); may return early. Works on a read-only
 * mapping and across processes. */
void bobbin_futex_wait (_Atomic uint32_t *word, uint32_t value, int64_t deadline_ns);
void bobbin_futex_wake (_Atomic uint32_t *word);
/* Wakes one of those that wait; nobody knows which. */
void bobbin_futex_wake_one (_Atomic uint32_t *word);
