/* bobbin-quantity.h - what a measured number is a number of
 *
 * Experiments, their figures and their JSON name the unit of every number by
 * one of these; text for people goes through bobbin-units.h. Pure, any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BOBBIN_QUANTITY_NS,          /* "ns": a time in nanoseconds */
  BOBBIN_QUANTITY_BYTES,       /* "bytes" */
  BOBBIN_QUANTITY_BYTES_PER_S, /* "bytes_per_s" */
  BOBBIN_QUANTITY_PER_S,       /* "per_s": so many in a second */
  BOBBIN_QUANTITY_COUNT,       /* "count": whole things */
  BOBBIN_QUANTITY_RATIO,       /* "ratio": 2 is twice */
  BOBBIN_QUANTITY_SHARE,       /* "share": 0 … 1 */
  BOBBIN_N_QUANTITIES
} BobbinQuantity;

/* The word of the JSON contract. */
const char *bobbin_quantity_to_string (BobbinQuantity quantity);

/* "12.3 µs", "4.00 MiB", "2.10 GiB/s", "81 000/s", "12 408", "1.04 ×", "54 %". */
char *bobbin_quantity_format (BobbinQuantity quantity, double value) G_GNUC_WARN_UNUSED_RESULT;

/* The same without needless digits, for the ticks of an axis: "10 µs", "64 MiB", "4". */
char *bobbin_quantity_format_short (BobbinQuantity quantity, double value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
