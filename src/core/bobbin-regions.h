/* bobbin-regions.h - the whole address space of one process, as labelled bands
 *
 * The kernel tells each mapping and what of it is resident, shared and the
 * process's own: Documentation/filesystems/proc.rst, /proc/PID/smaps. Mappings
 * of one thing (a library's code and its data, a stack and its guard page) are
 * put together into one band. The order is that of the addresses.
 *
 * The parser takes a buffer and believes nothing: what is not whole is left
 * out. Pure, any thread, unless said otherwise.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BOBBIN_REGION_PROGRAM,         /* bobbin-worker's own file: code, constants, data */
  BOBBIN_REGION_LIBRARY,         /* one band for each library */
  BOBBIN_REGION_HEAP,            /* what malloc() grows at the break */
  BOBBIN_REGION_STACK,           /* of one worker, with its guard page; or of the main thread */
  BOBBIN_REGION_ARENA_PRIVATE,   /* the three parts of the group's arena */
  BOBBIN_REGION_ARENA_MAPPED,
  BOBBIN_REGION_ARENA_UNTOUCHED,
  BOBBIN_REGION_SHARED,          /* other memory that is mapped shared, as the ledger */
  BOBBIN_REGION_ANONYMOUS,       /* other memory of no file */
  BOBBIN_REGION_FILE,            /* other files */
  BOBBIN_REGION_KERNEL,          /* [vdso], [vvar] and the like */
  BOBBIN_N_REGION_KINDS
} BobbinRegionKind;

#define BOBBIN_NO_WORKER G_MAXUINT

typedef struct {
  BobbinRegionKind kind;
  guint64 address;        /* of its first byte */
  guint64 end;            /* behind its last byte */
  guint64 size_bytes;     /* what is mapped: end − address without holes */
  guint64 resident_bytes; /* shared + own */
  guint64 shared_bytes;   /* resident, and others have the same page */
  guint64 own_bytes;      /* resident, and nobody else has it */
  guint64 swap_bytes;
  char    permissions[5]; /* "rwxs" or "rwxp", '-' for what none of its mappings allows */
  guint   n_mappings;
  guint   worker;         /* STACK: number in run->workers; else, and where no worker is known, BOBBIN_NO_WORKER */
  char   *name;           /* (nullable) PROGRAM, LIBRARY, FILE: the file's name without folders; SHARED, KERNEL: the kernel's word */
} BobbinRegion;

typedef struct {
  gboolean valid;    /* FALSE: never read, or the process has ended; all else is as last read */
  guint    process;  /* index into run->processes */
  gint64   time_ns;  /* since the gate */
  GArray  *bands;    /* BobbinRegion, by address; NULL: never read */
} BobbinRegions;

/* One mapping as smaps tells it. */
typedef struct {
  guint64 address, end;
  char    permissions[5];
  guint64 resident_bytes;
  guint64 pss_bytes;
  guint64 shared_bytes; /* Shared_Clean + Shared_Dirty (+ Shared_Hugetlb) */
  guint64 own_bytes;    /* Private_Clean + Private_Dirty (+ Private_Hugetlb) */
  guint64 swap_bytes;
  guint64 huge_bytes;   /* AnonHugePages + ShmemPmdMapped: mapped by huge pages */
  char   *name;         /* (not nullable): path, "[heap]", … or "" */
} BobbinMapping;

/* The mappings in @text, which ends in '\0'. Keys that a kernel does not have
 * count 0; a mapping without "Rss" is left out, as the last one of a text that
 * was cut. (transfer full), elements are BobbinMapping. */
GArray *bobbin_parse_smaps (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* What the names of bands come from. */
typedef struct {
  guint64 address; /* any within the stack */
  guint   worker;
} BobbinRegionStack;

typedef struct {
  const char *program;       /* (nullable) path of the program's file, as smaps writes it */
  guint64     arena_address; /* 0: none */
  guint64     arena_private_bytes, arena_mapped_bytes, arena_untouched_bytes; /* one after the other */
  const BobbinRegionStack *stacks;
  guint       n_stacks;
} BobbinRegionPlan;

/* (transfer full), elements are BobbinRegion. */
GArray *bobbin_regions_build (const GArray *mappings, const BobbinRegionPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

/* The text of /proc/@pid/smaps, which costs about 1 ms per 64 MiB that is
 * resident; NULL when the process has ended or may not be read. */
char *bobbin_read_smaps (int pid) G_GNUC_WARN_UNUSED_RESULT;

void bobbin_regions_clear (BobbinRegions *regions); /* frees what it holds, and makes it not valid */

const char *bobbin_region_kind_to_string (BobbinRegionKind kind); /* "program", "library", …, "arena-private", … */

G_END_DECLS
