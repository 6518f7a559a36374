/* bobbin-fake-pages.h - made-up maps of pages, address spaces and kinships
 *
 * From a fixed generator, so two of them are equal. What a map says of one
 * process fits what it says of the others: a page is shared only while at least
 * two have it.
 */
#pragma once

#include "bobbin-fake-run.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_FAKE_PAGES_BEFORE,   /* 4 processes and 4 threads, 128 pages, nobody has written */
  BOBBIN_FAKE_PAGES_DURING,   /* they have written 2, 15, 40 and 70 % of them */
  BOBBIN_FAKE_PAGES_AFTER,    /* all has been written; what is left is the parent's */
  BOBBIN_FAKE_PAGES_2,        /* 2 processes, 512 pages, no threads */
  BOBBIN_FAKE_PAGES_16,       /* 16 processes and 8 threads, 1024 pages */
  BOBBIN_FAKE_PAGES_64,       /* 64 processes and 64 threads, 512 pages */
  BOBBIN_FAKE_PAGES_LARGE,    /* 4 processes and 4 threads, 65,536 pages */
  BOBBIN_FAKE_PAGES_16_LARGE, /* 16 processes, 65,536 pages */
  BOBBIN_FAKE_PAGES_THREADS,  /* 6 threads alone, 512 pages */
  BOBBIN_FAKE_PAGES_LEFT,     /* 3 processes, of which one crashed: pages that others left, some swapped out */
  BOBBIN_FAKE_PAGES_SUMS,     /* 4 processes and 4 threads: only sums are known, and why */
  BOBBIN_FAKE_PAGES_NONE,     /* not even these */
  BOBBIN_FAKE_PAGES_EARLY,    /* nothing has been read yet */
  BOBBIN_FAKE_PAGES_ONE,      /* one process, 128 pages */
  BOBBIN_N_FAKE_PAGES
} BobbinFakePages;

const char *bobbin_fake_pages_name (BobbinFakePages fake);

BobbinRun *bobbin_fake_pages_run_new (BobbinFakePages fake) G_GNUC_WARN_UNUSED_RESULT;

/* @n_processes and @n_threads, either may be 0, with arenas of @n_pages of which
 * process k of n has written the share most × k / n. */
BobbinRun *bobbin_fake_pages_run_sized (guint n_processes, guint n_threads, guint n_pages, double most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
