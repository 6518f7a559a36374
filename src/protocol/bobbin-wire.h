/* bobbin-wire.h - what the launcher and bobbin-worker say to each other
 *
 * One AF_UNIX SOCK_SEQPACKET pair; one packet is one message, so nothing is
 * split or glued. Every message starts with BobbinWireHead; fields have fixed
 * widths and no padding, checked below. Both ends run on one machine and come
 * from one build, so byte order is the machine's; a differing version ends the
 * talk. The receiver trusts nothing: bobbin_wire_check_*() goes over a packet
 * before any field of it is used.
 *
 *   launcher → worker   PLAN, then START, orders (CRASH, END, WRITE, SET_WRITE,
 *                       FORK) …, STOP or KILL
 *   worker → launcher   ARENA …, BORN … READY, STARTED, then FORKED and BORN or
 *                       REFUSED for each FORK, ENDED …, DONE; FAILED at any time
 *
 * A worker is known by its number: 0 … n_workers-1 over all groups in the
 * order of the plan, within a group process by process. A process is numbered
 * in the same way. Those that are forked later go on counting, in the order in
 * which they are forked, whatever their group. KILL ends the tree at once and in order, every process
 * reaped; the end of the socket, when there is nobody left to care, ends it
 * with one signal to all.
 */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BOBBIN_WIRE_MAGIC   0x4e424f42u /* "BOBN" */
#define BOBBIN_WIRE_VERSION 4u

/* The file descriptors that bobbin-worker is born with. */
#define BOBBIN_WIRE_SOCKET_FD 3
#define BOBBIN_WIRE_LEDGER_FD 4
#define BOBBIN_WIRE_BOOK_FD   5 /* bobbin-page-book.h */

#define BOBBIN_MAX_GROUPS  16u
#define BOBBIN_MAX_WORKERS 2048u /* over all groups, spares included */
#define BOBBIN_MAX_SPARES  16u   /* processes that can be forked while a run goes on */
#define BOBBIN_MAX_CORES   1024u
#define BOBBIN_MAX_PACKET  8192u

typedef enum {
  BOBBIN_WORK_COMPUTE = 0, /* arithmetic, never blocks */
  BOBBIN_WORK_MEMORY = 1,  /* writes a share of its arena's private pages again and again at a rate */
  BOBBIN_WORK_SLEEP = 2,   /* computes for a share of each period, sleeps for the rest */
  BOBBIN_WORK_LOCK = 3,    /* takes turns with its group at one lock */
  BOBBIN_WORK_PIPE = 4,    /* odd workers write blocks into one pipe, even ones read them */
  BOBBIN_WORK_DISK = 5,    /* writes blocks of a file through to the disk */
  BOBBIN_WORK_MIXED = 6,   /* all of it by turns, in an order that the seed gives */
  BOBBIN_N_WORKS
} BobbinWork;

/* How a worker of work lock waits for its turn. */
typedef enum {
  BOBBIN_LOCK_MUTEX = 0, /* asleep */
  BOBBIN_LOCK_SPIN = 1,  /* asking again and again */
  BOBBIN_LOCK_NONE = 2,  /* not at all: there is no lock */
  BOBBIN_N_LOCKS
} BobbinLock;

typedef enum {
  BOBBIN_KIND_PROCESSES = 0,
  BOBBIN_KIND_THREADS = 1,
  BOBBIN_N_KINDS
} BobbinKind;

typedef enum {
  BOBBIN_WIRE_PLAN = 1,
  BOBBIN_WIRE_START,
  BOBBIN_WIRE_CRASH,
  BOBBIN_WIRE_STOP,
  BOBBIN_WIRE_KILL,
  BOBBIN_WIRE_END,       /* one worker leaves by itself */
  BOBBIN_WIRE_WRITE,     /* pages are written once */
  BOBBIN_WIRE_SET_WRITE, /* another share and period for a group's work memory */
  BOBBIN_WIRE_FORK,      /* one more process of a group */
  BOBBIN_WIRE_BORN = 64,
  BOBBIN_WIRE_READY,
  BOBBIN_WIRE_STARTED,
  BOBBIN_WIRE_ENDED,
  BOBBIN_WIRE_DONE,
  BOBBIN_WIRE_FAILED,
  BOBBIN_WIRE_ARENA,
  BOBBIN_WIRE_FORKED,
  BOBBIN_WIRE_REFUSED, /* one more process could not be had; the run goes on */
} BobbinWireType;

/* What the worker was doing when it had to give up. */
typedef enum {
  BOBBIN_STAGE_PLAN = 1, /* the plan or the ledger could not be used */
  BOBBIN_STAGE_HEAP,     /* mmap of a group's heap */
  BOBBIN_STAGE_FORK,
  BOBBIN_STAGE_THREAD,   /* pthread_create */
  BOBBIN_STAGE_CORES,    /* sched_setaffinity */
  BOBBIN_STAGE_NICE,
  BOBBIN_STAGE_LOCK,     /* the memory that a group's lock lies in */
  BOBBIN_STAGE_PIPE,     /* a group's pipe, or the waiting for it */
  BOBBIN_STAGE_DISK,     /* a worker's file on a disk */
} BobbinStage;

typedef struct {
  uint32_t magic;
  uint16_t version;
  uint16_t type; /* BobbinWireType */
} BobbinWireHead;

/* One group: @n_processes processes with @threads_each workers in each.
 * KIND_PROCESSES with threads_each 1: the process itself is the worker.
 * Otherwise each process grows threads_each pthreads, and its main thread
 * only waits for them. */
typedef struct {
  uint32_t kind; /* BobbinKind */
  uint32_t work; /* BobbinWork */
  uint32_t n_processes;
  uint32_t threads_each;
  uint64_t heap_bytes;      /* the arena's private part; like the next two a multiple of the page size */
  uint64_t mapped_bytes;    /* the part of it that is mapped shared */
  uint64_t untouched_bytes; /* the part of it that nobody touches */
  uint64_t stack_bytes;     /* of each pthread; 0: the system's default */
  uint64_t write_period_ns; /* work memory: time in which the share is written once */
  uint32_t write_ppm;       /* work memory: share of the private part that is written, in millionths */
  uint32_t duty_ppm;        /* work sleep: share of the time that computes, in millionths */
  int32_t  nice;
  uint32_t lock;            /* BobbinLock; work lock */
  uint64_t cores[BOBBIN_MAX_CORES / 64]; /* bit mask; all zero: inherit */
} BobbinWireGroup;

typedef struct {
  BobbinWireHead  head;
  uint32_t        n_groups;
  uint32_t        n_workers;
  uint64_t        seed;
  uint64_t        duration_ns; /* all stop so long after the gate; 0: when they are told to */
  uint32_t        n_spares;    /* lanes and numbers for processes that are forked later */
  uint32_t        reserved;
  BobbinWireGroup groups[BOBBIN_MAX_GROUPS]; /* only n_groups of them are sent */
} BobbinWirePlan;

/* For worker: all of @group. */
#define BOBBIN_WIRE_ALL UINT32_MAX

/* START, STOP, KILL, READY, DONE need nothing but the head. */
typedef struct {
  BobbinWireHead head;
  uint32_t       worker;    /* CRASH, END; WRITE: or BOBBIN_WIRE_ALL */
  uint32_t       group;     /* WRITE to all, SET_WRITE, FORK, FORKED, REFUSED */
  uint32_t       share_ppm; /* WRITE, SET_WRITE: of the private pages, in millionths */
  uint32_t       process;   /* ENDED, FORKED */
  int32_t        pid;       /* ENDED, FORKED */
  int32_t        status;    /* ENDED: as waitpid() gives it */
  uint32_t       stage;     /* FAILED, REFUSED: BobbinStage */
  int32_t        error;     /* FAILED, REFUSED: errno */
  uint32_t       stopped;   /* ENDED: 1 when it ended because it was told to with all others */
  uint32_t       reserved;
  uint64_t       period_ns; /* SET_WRITE */
  int64_t        time_ns;   /* STARTED, ENDED, FORKED: CLOCK_MONOTONIC */
  uint64_t       cpu_ns;    /* ENDED: user + system, from wait4(); whole microseconds */
  uint64_t       voluntary_switches;   /* ENDED: ru_nvcsw of the whole process */
  uint64_t       involuntary_switches; /* ENDED: ru_nivcsw of the whole process */
} BobbinWireEvent;

/* ARENA: where the arena of a group lies, in all of its processes and in the root. */
typedef struct {
  BobbinWireHead head;
  uint32_t       group;
  uint32_t       reserved;
  uint64_t       address; /* a multiple of the page size */
} BobbinWireArena;

/* BORN: several at once, because a thousand packets would fill the socket. */
typedef struct {
  uint32_t worker;
  uint32_t process;
  int32_t  pid;
  int32_t  tid;
  int64_t  born_ns; /* CLOCK_MONOTONIC */
  uint64_t stack_address; /* somewhere in its stack */
} BobbinWireBirth;

#define BOBBIN_WIRE_MAX_BIRTHS 250u

typedef struct {
  BobbinWireHead  head;
  uint32_t        n_births;
  uint32_t        reserved;
  BobbinWireBirth births[BOBBIN_WIRE_MAX_BIRTHS]; /* only n_births of them are sent */
} BobbinWireBorn;

static_assert (sizeof (BobbinWireHead) == 8, "wire format");
static_assert (sizeof (BobbinWireGroup) == 72 + BOBBIN_MAX_CORES / 8, "wire format");
static_assert (offsetof (BobbinWirePlan, groups) == 40, "wire format");
static_assert (sizeof (BobbinWireEvent) == 88, "wire format");
static_assert (sizeof (BobbinWireBirth) == 32, "wire format");
static_assert (sizeof (BobbinWireArena) == 24, "wire format");
static_assert (offsetof (BobbinWireBorn, births) == 16, "wire format");
static_assert (sizeof (BobbinWirePlan) <= BOBBIN_MAX_PACKET, "a plan fits one packet");
static_assert (sizeof (BobbinWireBorn) <= BOBBIN_MAX_PACKET, "births fit one packet");

/* The bytes of a plan with @n_groups groups, of a report of @n_births births. */
size_t bobbin_wire_plan_size (uint32_t n_groups);
size_t bobbin_wire_born_size (uint32_t n_births);

/* How many of @n_pages a share of @ppm millionths is: rounded, and at least one
 * unless the share is none. */
static inline uint64_t
bobbin_wire_share_of (uint64_t n_pages, uint32_t ppm)
{
  uint64_t share = (n_pages / 1000000) * ppm + ((n_pages % 1000000) * ppm + 500000) / 1000000;

  return share == 0 && ppm > 0 && n_pages > 0 ? 1 : share;
}

/* Fills in magic and version. */
void bobbin_wire_init_head (BobbinWireHead *head, BobbinWireType type);

/* Whether @packet of @size bytes is a whole, sane plan: counts within the
 * bounds above, known kinds, works and locks, shares at most one, parts of an
 * arena that can be added up, and the sum of workers equal to n_workers. */
bool bobbin_wire_check_plan (const void *packet, size_t size);

/* Whether @packet of @size bytes is a whole event of a known type whose share is
 * at most one and whose period is one, a whole report of births, or of an arena. Numbers of workers,
 * processes and groups are the caller's to check against its plan. */
bool bobbin_wire_check_event (const void *packet, size_t size);
bool bobbin_wire_check_born  (const void *packet, size_t size);
bool bobbin_wire_check_arena (const void *packet, size_t size);

/* Sends one packet whole; restarts after signals. 0 or a negative errno
 * (-EPIPE when the other end is gone; never raises SIGPIPE). */
int bobbin_wire_send (int fd, const void *packet, size_t size);

/* Receives one packet into @buffer. Its size, 0 at the end of the socket, or a
 * negative errno (-EAGAIN on a non-blocking socket, -EMSGSIZE if cut). */
long bobbin_wire_receive (int fd, void *buffer, size_t size);
