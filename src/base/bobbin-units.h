/* bobbin-units.h - numbers to text and text to numbers
 *
 * Everything that a person reads goes through here, so that the window, the
 * figures and the terminal write the same number the same way: three
 * significant digits, a space before the unit, in the user's locale. Files
 * that programs read (JSON, CSV) do not use these. All functions are pure and
 * usable from any thread; returned strings belong to the caller.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "0 B", "16.0 KiB", "4.00 MiB": powers of 1024. */
char *bobbin_format_bytes (guint64 bytes) G_GNUC_WARN_UNUSED_RESULT;

/* "850 ns", "12.3 µs", "4.00 ms", "3.00 s", "2 min 05 s"; negative with a minus. */
char *bobbin_format_duration (gint64 duration_ns) G_GNUC_WARN_UNUSED_RESULT;

/* As above without needless zeroes, for axis ticks and options: "100 ms", "2 s". */
char *bobbin_format_duration_short (gint64 duration_ns) G_GNUC_WARN_UNUSED_RESULT;

/* "54 %"; one decimal under 10 %: "0.4 %"; @share is 0 … 1 and may exceed 1. */
char *bobbin_format_percent (double share) G_GNUC_WARN_UNUSED_RESULT;

/* "41 ×", "1.04 ×". */
char *bobbin_format_ratio (double ratio) G_GNUC_WARN_UNUSED_RESULT;

/* "12 408": grouped in threes as the locale has it. */
char *bobbin_format_count (guint64 count) G_GNUC_WARN_UNUSED_RESULT;

/* "4MiB", "512 KiB", "1GiB", "4096" (bytes). FALSE for anything else, for a
 * sign, for a value that does not fit; *out_bytes is then untouched. */
gboolean bobbin_parse_bytes (const char *text, guint64 *out_bytes);

/* "3s", "250ms", "10us", "700ns", "1.5s". A unit is needed. FALSE for anything
 * else, for negative times and for more than 292 years. */
gboolean bobbin_parse_duration (const char *text, gint64 *out_ns);

/* A whole number without a unit, sign or blanks, at most @max. */
gboolean bobbin_parse_count (const char *text, guint64 max, guint64 *out_count);

/* "25%" → 0.25. 0 % … 100 %, a fraction is allowed. */
gboolean bobbin_parse_percent (const char *text, double *out_share);

G_END_DECLS
