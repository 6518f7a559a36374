/* test-verdict.c - every branch of the one rule, and what conditions make of it */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "bobbin-verdict.h"

static BobbinEstimate
between (double low, double high)
{
  return (BobbinEstimate) { TRUE, (low + high) / 2.0, low, high };
}

static void
test_ratio (void)
{
  static const struct {
    double        low, high;
    BobbinVerdict above, below; /* by what is claimed */
  } cases[] = {
    { 1.06, 1.09, BOBBIN_VERDICT_CONFIRMED, BOBBIN_VERDICT_OPPOSITE },
    { 40.0, 50.0, BOBBIN_VERDICT_CONFIRMED, BOBBIN_VERDICT_OPPOSITE },
    { 0.50, 0.94, BOBBIN_VERDICT_OPPOSITE, BOBBIN_VERDICT_CONFIRMED },
    { 0.01, 0.02, BOBBIN_VERDICT_OPPOSITE, BOBBIN_VERDICT_CONFIRMED },
    { 0.96, 1.04, BOBBIN_VERDICT_NO_DIFFERENCE, BOBBIN_VERDICT_NO_DIFFERENCE },
    { 1.01, 1.04, BOBBIN_VERDICT_NO_DIFFERENCE, BOBBIN_VERDICT_NO_DIFFERENCE }, /* a difference, but a small one */
    { 0.96, 0.99, BOBBIN_VERDICT_NO_DIFFERENCE, BOBBIN_VERDICT_NO_DIFFERENCE },
    { 0.95, 1.05, BOBBIN_VERDICT_NO_DIFFERENCE, BOBBIN_VERDICT_NO_DIFFERENCE }, /* the very edge */
    { 1.04, 1.20, BOBBIN_VERDICT_NOISY, BOBBIN_VERDICT_NOISY }, /* above 1, but perhaps by less than 5 % */
    { 0.80, 0.96, BOBBIN_VERDICT_NOISY, BOBBIN_VERDICT_NOISY },
    { 0.50, 2.00, BOBBIN_VERDICT_NOISY, BOBBIN_VERDICT_NOISY },
    { 0.94, 1.04, BOBBIN_VERDICT_NOISY, BOBBIN_VERDICT_NOISY },
    { 0.96, 1.06, BOBBIN_VERDICT_NOISY, BOBBIN_VERDICT_NOISY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinEstimate ratio = between (cases[i].low, cases[i].high);

      g_assert_cmpint (bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE), ==, cases[i].above);
      g_assert_cmpint (bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_BELOW), ==, cases[i].below);
    }
}

static void
test_not_valid (void)
{
  BobbinEstimate ratio = { FALSE, NAN, NAN, NAN };

  g_assert_cmpint (bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE), ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_BELOW), ==, BOBBIN_VERDICT_NOISY);
}

/* From pairs to the verdict: what is claimed to be slower takes half the time. */
static void
test_opposite_by_construction (void)
{
  double claimed_slower[20], claimed_faster[20];
  BobbinEstimate ratio;

  for (guint i = 0; i < 20; i++)
    {
      claimed_faster[i] = 1000.0 + 13.0 * i;
      claimed_slower[i] = claimed_faster[i] * (0.5 + 0.001 * (i * 7 % 20));
    }
  ratio = bobbin_paired_ratio (claimed_slower, claimed_faster, 20);
  g_assert_cmpint (bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE), ==, BOBBIN_VERDICT_OPPOSITE);
  ratio = bobbin_paired_ratio (claimed_faster, claimed_slower, 20);
  g_assert_cmpint (bobbin_verdict_of_ratio (ratio, BOBBIN_CLAIM_ABOVE), ==, BOBBIN_VERDICT_CONFIRMED);
}

/* The words of the JSON contract, which are shorter to read in a table. */
static BobbinVerdict
parse (const char *word)
{
  for (guint i = 0; i < BOBBIN_N_VERDICTS; i++)
    if (strcmp (bobbin_verdict_to_string (i), word) == 0)
      return i;
  g_assert_not_reached ();
}

static void
test_combine (void)
{
  static const struct { const char *verdicts, *combined; } cases[] = {
    { "confirmed", "confirmed" },
    { "qualified", "qualified" },
    { "no-difference", "no-difference" },
    { "opposite", "opposite" },
    { "noisy", "noisy" },
    { "unavailable", "unavailable" },
    { "confirmed confirmed confirmed", "confirmed" },
    { "opposite opposite", "opposite" },
    { "no-difference no-difference", "no-difference" },
    { "confirmed opposite", "qualified" },
    { "confirmed no-difference", "qualified" },
    { "opposite no-difference", "qualified" },
    { "confirmed confirmed opposite", "qualified" },
    { "confirmed qualified", "qualified" },
    { "confirmed noisy", "noisy" },
    { "noisy opposite", "noisy" },
    { "noisy noisy", "noisy" },
    { "noisy confirmed opposite", "qualified" },
    { "confirmed noisy no-difference", "qualified" },
    { "unavailable confirmed", "confirmed" },
    { "opposite unavailable unavailable", "opposite" },
    { "unavailable noisy", "noisy" },
    { "unavailable confirmed opposite noisy", "qualified" },
    { "unavailable unavailable", "unavailable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) words = g_strsplit (cases[i].verdicts, " ", 0);
      BobbinVerdict verdicts[8];
      guint n = g_strv_length (words);

      for (guint k = 0; k < n; k++)
        verdicts[k] = parse (words[k]);
      g_assert_cmpstr (bobbin_verdict_to_string (bobbin_verdict_combine (verdicts, n)), ==, cases[i].combined);
      /* The order says nothing. */
      for (guint k = 0; k < n; k++)
        verdicts[n - 1 - k] = parse (words[k]);
      g_assert_cmpstr (bobbin_verdict_to_string (bobbin_verdict_combine (verdicts, n)), ==, cases[i].combined);
    }
  g_assert_cmpint (bobbin_verdict_combine (NULL, 0), ==, BOBBIN_VERDICT_UNAVAILABLE);
}

static void
test_facts_and_words (void)
{
  g_assert_cmpint (bobbin_verdict_of_fact (TRUE), ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (bobbin_verdict_of_fact (FALSE), ==, BOBBIN_VERDICT_OPPOSITE);
  for (guint i = 0; i < BOBBIN_N_VERDICTS; i++)
    for (guint k = 0; k < i; k++)
      {
        g_assert_cmpstr (bobbin_verdict_to_string (i), !=, bobbin_verdict_to_string (k));
        g_assert_cmpstr (bobbin_verdict_label (i), !=, bobbin_verdict_label (k));
      }
}

static void
test_runs (void)
{
  g_assert_cmpint (bobbin_verdict_of_runs (20, 20), ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (bobbin_verdict_of_runs (0, 20), ==, BOBBIN_VERDICT_OPPOSITE);
  g_assert_cmpint (bobbin_verdict_of_runs (19, 20), ==, BOBBIN_VERDICT_QUALIFIED);
  g_assert_cmpint (bobbin_verdict_of_runs (BOBBIN_VERDICT_LEAST_RUNS, BOBBIN_VERDICT_LEAST_RUNS), ==, BOBBIN_VERDICT_CONFIRMED);
  g_assert_cmpint (bobbin_verdict_of_runs (BOBBIN_VERDICT_LEAST_RUNS - 1, BOBBIN_VERDICT_LEAST_RUNS - 1), ==, BOBBIN_VERDICT_NOISY);
  g_assert_cmpint (bobbin_verdict_of_runs (0, 0), ==, BOBBIN_VERDICT_NOISY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/ratio", test_ratio);
  g_test_add_func ("/verdict/ratio/not-valid", test_not_valid);
  g_test_add_func ("/verdict/ratio/opposite-by-construction", test_opposite_by_construction);
  g_test_add_func ("/verdict/combine", test_combine);
  g_test_add_func ("/verdict/runs", test_runs);
  g_test_add_func ("/verdict/facts-and-words", test_facts_and_words);
  return g_test_run ();
}
