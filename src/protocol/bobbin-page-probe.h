/* bobbin-page-probe.h - what a self-test of the page tables says
 *
 * "bobbin-worker --probe-pages" maps some pages, forks, has the child write one
 * of them, and looks at the page tables of both. Its exit code is the answer.
 * With "--probe-pages=huge" it asks the kernel for huge pages instead of asking
 * for none.
 */
#pragma once

#define BOBBIN_PROBE_ARGUMENT      "--probe-pages"
#define BOBBIN_PROBE_HUGE_ARGUMENT "--probe-pages=huge"

typedef enum {
  BOBBIN_PROBE_EXACT = 0,    /* a page that was split is seen on both sides, and no other */
  BOBBIN_PROBE_FAILED = 20,  /* no memory or no process for the test */
  BOBBIN_PROBE_REFUSED = 21, /* the page tables may not be read */
  BOBBIN_PROBE_HUGE = 22,    /* the kernel gave huge pages */
  BOBBIN_PROBE_BLIND = 23,   /* splitting a page is not seen: this kernel does not tell */
} BobbinProbeAnswer;
