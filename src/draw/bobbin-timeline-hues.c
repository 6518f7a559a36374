/* bobbin-timeline-hues.c - how time on a core is painted
 *
 * A worker's lane shows cores, in the cores' hues. A core's lane shows workers,
 * in the two hues of processes and threads; four shades of each keep
 * neighbours apart, and the number says which one it is.
 */
#include "config.h"

#include "bobbin-timeline-private.h"

#include "bobbin-color.h"

#define N_SHADES 4u
#define TEXT_CONTRAST 7.0

/* The palest shade still differs from the card. */
#define PALEST 0.78

static BobbinColor
mix_fill (const BobbinTheme *theme, BobbinKind kind, double towards_card)
{
  return bobbin_color_mix (bobbin_kind_fill (theme, kind), theme->card, towards_card);
}

/* How pale a shade must be for text on it. */
static double
find_strongest (const BobbinTheme *theme, BobbinKind kind)
{
  double towards_card = 0.4;

  while (towards_card < PALEST
         && bobbin_color_contrast (theme->text, mix_fill (theme, kind, towards_card)) < TEXT_CONTRAST)
    towards_card += 0.01;
  return towards_card;
}

/* Evenly apart, in an order that keeps neighbours far from each other. */
static BobbinTimelineHue
make_shade (const BobbinTheme *theme, BobbinKind kind, guint shade)
{
  static const double places[N_SHADES] = { 0.0, 1.0, 0.33, 0.67 };
  double strongest = find_strongest (theme, kind);

  return (BobbinTimelineHue) {
    .fill = mix_fill (theme, kind, strongest + places[shade] * (PALEST - strongest)),
    .edge = bobbin_kind_color (theme, kind),
    .ink = theme->text,
  };
}

void
bobbin_timeline_choose_hues (BobbinTimelineLayout *layout)
{
  const BobbinTheme *theme = layout->style.theme;

  G_STATIC_ASSERT (BOBBIN_N_CORE_COLORS <= BOBBIN_MAX_HUES && BOBBIN_N_KINDS * N_SHADES <= BOBBIN_MAX_HUES);
  if (layout->viewport.lanes == BOBBIN_LANES_WORKERS)
    {
      layout->n_hues = BOBBIN_N_CORE_COLORS;
      for (guint i = 0; i < layout->n_hues; i++)
        layout->hues[i] = (BobbinTimelineHue) { theme->core[i], theme->core_edge[i], theme->core_text[i] };
      return;
    }
  layout->n_hues = BOBBIN_N_KINDS * N_SHADES;
  for (guint i = 0; i < layout->n_hues; i++)
    layout->hues[i] = make_shade (theme, (BobbinKind) (i / N_SHADES), i % N_SHADES);
}

static BobbinKind
get_worker_kind (const BobbinRun *run, guint worker)
{
  return bobbin_run_get_group (run, bobbin_run_get_worker (run, worker)->group)->spec->kind;
}

/* Workers that follow one another differ, and so do those 4, 16 or 64 apart,
 * which a scheduler likes to put on the same core; in large groups but for a few. */
static guint
get_shade (guint index)
{
  guint sum = 0;

  for (guint rest = index - 1; rest > 0; rest /= N_SHADES)
    sum += rest % N_SHADES;
  return sum % N_SHADES;
}

guint
bobbin_timeline_get_hue (const BobbinTimelineLayout *layout, guint other)
{
  if (other == BOBBIN_NO_CORE)
    return 0;
  if (layout->viewport.lanes == BOBBIN_LANES_WORKERS)
    return other % BOBBIN_N_CORE_COLORS;
  if (other >= layout->run->workers->len)
    return 0;
  return get_worker_kind (layout->run, other) * N_SHADES
         + get_shade (bobbin_run_get_worker (layout->run, other)->index);
}

void
bobbin_timeline_get_number (const BobbinTimelineLayout *layout, guint other, char out_text[BOBBIN_NUMBER_BYTES])
{
  if (layout->viewport.lanes == BOBBIN_LANES_WORKERS || other >= layout->run->workers->len)
    g_snprintf (out_text, BOBBIN_NUMBER_BYTES, "%u", other);
  else
    bobbin_timeline_write_number (layout->run, other, out_text);
}
