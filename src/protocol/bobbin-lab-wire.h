/* bobbin-lab-wire.h - what the lab and "bobbin-worker --lab" say to each other
 *
 * One AF_UNIX SOCK_SEQPACKET pair, one packet a message, as in bobbin-wire.h:
 *
 *   lab    → worker   ORDER, once
 *   worker → lab      READINGS …, then DONE, LACKS or FAILED
 *
 * The end of the socket ends the worker with all that it started. A metric goes
 * by its name, which is a stable word of the command line's JSON.
 */
#pragma once

#include "bobbin-wire.h"

#define BOBBIN_LAB_ARGUMENT "--lab"
/* "bobbin-worker --exit" leaves at once: the smallest program that can be started. */
#define BOBBIN_LAB_EXIT_ARGUMENT "--exit"

#define BOBBIN_LAB_NAME_BYTES   40u /* of an experiment or a metric, with its final 0 */
#define BOBBIN_LAB_MAX_CORES    64u
#define BOBBIN_LAB_MAX_READINGS 250u /* in one packet */
#define BOBBIN_LAB_MAX_DEADLINE_NS UINT64_C (3600000000000) /* an hour */

typedef enum {
  BOBBIN_LAB_ORDER = 128,
  BOBBIN_LAB_READINGS,
  BOBBIN_LAB_DONE,
  BOBBIN_LAB_LACKS,  /* this machine has not what it takes */
  BOBBIN_LAB_FAILED, /* a step went wrong that should not */
} BobbinLabType;

/* What this machine lacks. */
typedef enum {
  BOBBIN_LACK_CORES = 1, /* cores of its own for each worker */
  BOBBIN_LACK_MEMORY,
  BOBBIN_LACK_CALL,      /* a system call is refused or unknown; error says how */
  BOBBIN_LACK_PROCESSES, /* no further process or thread may be started */
  BOBBIN_LACK_PAGES,     /* the page tables do not tell whose a page is */
} BobbinLack;

typedef struct {
  BobbinWireHead head;
  char     experiment[BOBBIN_LAB_NAME_BYTES];
  uint64_t seed;
  uint64_t budget_ns;    /* after which no further round is begun */
  uint64_t deadline_ns;  /* after which the worker gives up: some seconds more; at most an hour */
  uint64_t memory_bytes; /* at most, over all that it starts */
  uint32_t max_workers;
  uint32_t n_cores;      /* at least 1 */
  uint32_t n_apart;      /* the first so many are on physical cores of their own; at least 1 */
  uint32_t reserved;
  uint32_t cores[BOBBIN_LAB_MAX_CORES];
} BobbinLabOrder;

typedef struct {
  double   x;
  double   value;
  uint32_t round;
  uint32_t warm_up; /* 0 or 1 */
} BobbinLabReading;

typedef struct {
  BobbinWireHead   head;
  char             metric[BOBBIN_LAB_NAME_BYTES];
  uint32_t         n_readings;
  uint32_t         reserved;
  BobbinLabReading readings[BOBBIN_LAB_MAX_READINGS]; /* only n_readings of them are sent */
} BobbinLabReadings;

/* DONE needs nothing but the head. */
typedef struct {
  BobbinWireHead head;
  uint32_t       lack;  /* LACKS: BobbinLack */
  int32_t        error; /* errno or 0 */
} BobbinLabEnd;

static_assert (sizeof (BobbinLabOrder) == 8 + BOBBIN_LAB_NAME_BYTES + 48 + 4 * BOBBIN_LAB_MAX_CORES, "wire format");
static_assert (sizeof (BobbinLabReading) == 24, "wire format");
static_assert (offsetof (BobbinLabReadings, readings) == 56, "wire format");
static_assert (sizeof (BobbinLabReadings) <= BOBBIN_MAX_PACKET, "readings fit one packet");
static_assert (sizeof (BobbinLabEnd) == 16, "wire format");

size_t bobbin_lab_readings_size (uint32_t n_readings);

/* Fills in magic and version. */
void bobbin_lab_init_head (BobbinWireHead *head, BobbinLabType type);

/* Whether @packet of @size bytes is a whole, sane message of that type: names that
 * end, counts within the bounds above, known lacks. Numbers of readings may be
 * anything; core numbers are below BOBBIN_MAX_CORES. */
bool bobbin_lab_check_order    (const void *packet, size_t size);
bool bobbin_lab_check_readings (const void *packet, size_t size);
bool bobbin_lab_check_end      (const void *packet, size_t size);
