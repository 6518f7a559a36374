/* bobbin-verdict.h - the one rule by which a claim is judged
 *
 * A claim says on which side of 1 a ratio lies. With the 95 % interval of the
 * paired ratio:
 *
 *   confirmed      wholly on the claimed side of 1, by more than 5 %
 *   opposite       wholly on the other side, by more than 5 %
 *   no-difference  wholly within 5 % of 1
 *   noisy          anything else: the interval is wider than what it would tell
 *
 * A claim that was tried under several conditions is qualified where these
 * disagree. Pure, any thread.
 */
#pragma once

#include "bobbin-statistics.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_VERDICT_CONFIRMED,
  BOBBIN_VERDICT_QUALIFIED,
  BOBBIN_VERDICT_NO_DIFFERENCE,
  BOBBIN_VERDICT_OPPOSITE,
  BOBBIN_VERDICT_NOISY,
  BOBBIN_VERDICT_UNAVAILABLE,
  BOBBIN_N_VERDICTS
} BobbinVerdict;

#define BOBBIN_VERDICT_MARGIN 0.05

typedef enum {
  BOBBIN_CLAIM_ABOVE, /* the ratio is above 1 */
  BOBBIN_CLAIM_BELOW,
} BobbinClaimSide;

/* An interval that is not valid is noisy. */
BobbinVerdict bobbin_verdict_of_ratio (BobbinEstimate ratio, BobbinClaimSide side);

/* Of one claim under several conditions: what they agree on; qualified where
 * some confirm it and others do not, or some are opposite and others show no
 * difference. One that is noisy leaves the others to decide only where they
 * disagree already; else all is noisy. Unavailable ones do not count. */
BobbinVerdict bobbin_verdict_combine (const BobbinVerdict *verdicts, guint n);

/* For what is not a ratio: a thing that was seen, or was not. */
BobbinVerdict bobbin_verdict_of_fact (gboolean as_claimed);

/* The same, seen as claimed in @n of @runs: in all, in none, or qualified. Noisy
 * under BOBBIN_VERDICT_LEAST_RUNS. */
#define BOBBIN_VERDICT_LEAST_RUNS 5u
BobbinVerdict bobbin_verdict_of_runs (guint n, guint runs);

/* The words of the JSON contract: "confirmed", "qualified", "no-difference", … */
const char *bobbin_verdict_to_string (BobbinVerdict verdict);
/* Translated, for people: "Confirmed", "Under a condition", … */
const char *bobbin_verdict_label     (BobbinVerdict verdict);

G_END_DECLS
