/* bobbin-fake-run.h - a run with made-up data, for tests and for looking at pictures
 *
 * The data come from a fixed generator, so two of them are equal.
 */
#pragma once

#include "bobbin-run.h"
#include "bobbin-summary.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_FAKE_PLAIN,   /* 4 processes and 4 threads for 8 s, process 3 crashes at 5 s; still running */
  BOBBIN_FAKE_OVER,    /* the same, stopped at 8 s */
  BOBBIN_FAKE_EARLY,   /* the same after 0.4 s: no memory read yet */
  BOBBIN_FAKE_ONE,     /* a single process */
  BOBBIN_FAKE_THREADS_CRASH, /* thread 2 of 4 takes the others along */
  BOBBIN_FAKE_MIXED,   /* 3 processes with 3 threads each, beside 4 threads that sleep a lot */
  BOBBIN_FAKE_64,      /* 32 processes and 32 threads on 16 cores */
  BOBBIN_FAKE_512,     /* 256 processes and 256 threads */
  BOBBIN_FAKE_GROUPS,  /* 6 groups with names of their own */
  BOBBIN_FAKE_BUSY,    /* 8 workers on 2 cores: mostly waiting */
  BOBBIN_FAKE_EXACT,   /* as PLAIN, but slices of some ms that the workers wrote down */
  BOBBIN_FAKE_REASONS, /* 8 workers on 2 cores, slice by slice: all reasons of blocking, late births, an exit, a crash */
  BOBBIN_FAKE_MANY,    /* 512 workers on 64 cores, in slices of 3 ms */
  BOBBIN_FAKE_ONE_CORE, /* 2 workers that take turns on 1 core, slice by slice; over after 2 s */
  BOBBIN_N_FAKES
} BobbinFake;

const char *bobbin_fake_name (BobbinFake fake); /* "plain", … */

BobbinRun *bobbin_fake_run_new (BobbinFake fake) G_GNUC_WARN_UNUSED_RESULT;

/* @n processes in the first group and @n threads in the second, either may be
 * 0, followed for @duration_ns at 20 Hz on @n_cores. */
BobbinRun *bobbin_fake_run_sized (guint n_processes, guint n_threads, guint n_cores, gint64 duration_ns) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
