/* switch-oracle.h - the kernel's switch records, read without any of Bobbin's code
 *
 * Attached to the test's own process before a session starts, so that the
 * worker tree inherits it: what the product says is compared with this.
 */
#pragma once

#include <glib.h>

typedef struct _SwitchOracle SwitchOracle;

typedef struct {
  gint64 begin_ns, end_ns; /* CLOCK_MONOTONIC */
  guint  core;
} OracleStay;

/* NULL where the kernel refuses; then *out_why (static) says so. */
SwitchOracle *switch_oracle_open (const char **out_why);
void          switch_oracle_free (SwitchOracle *oracle);

/* Reads the rings; to be called often enough that they do not fill up. */
void    switch_oracle_drain    (SwitchOracle *oracle);
guint64 switch_oracle_get_lost (SwitchOracle *oracle);

/* The stays of @tid on cores, in order, cut to the time between the two. */
GArray *switch_oracle_get_stays (SwitchOracle *oracle, int tid, gint64 begin_ns, gint64 end_ns);
