/* bench.h - the parts of bobbin-bench
 *
 * Every benchmark measures its limit and its peers in the same run, because
 * the machine is shared and noisy: only ratios mean anything. Medians of
 * several rounds.
 */
#pragma once

#include <glib.h>

typedef struct {
  const char *id;
  double      value;
  const char *unit;
  double      limit; /* the most that is allowed, in the same unit */
  const char *peer_label;
  double      peer;  /* what it is compared with */
} BenchResult;

/* Each appends its results (BenchResult). */
void bench_sweep  (GArray *results);
void bench_spawn  (GArray *results);
void bench_record (GArray *results);
void bench_ledger (GArray *results);
void bench_frame  (GArray *results);
void bench_cow    (GArray *results);

double bench_median (double *values, guint n);
void   bench_add    (GArray *results, const char *id, double value, const char *unit, double limit,
                     const char *peer_label, double peer);
