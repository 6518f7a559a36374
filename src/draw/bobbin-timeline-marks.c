#include "config.h"

#include "bobbin-timeline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"

/* Births and ends: a sign on the lane and a word beside it. */

static gboolean
in_view (const BobbinTimelineLayout *layout, gint64 time_ns)
{
  return time_ns >= layout->viewport.span.begin_ns && time_ns <= layout->viewport.span.end_ns;
}

static void
draw_word (const BobbinTimelineLayout *layout, cairo_t *cr, BobbinEnd end, double x, double mark_px, double center_y,
           BobbinFont font, BobbinColor color, const char *word)
{
  const BobbinStyle *style = &layout->style;
  double width = bobbin_text_width (style, font, word);
  BobbinMarkPlace place = bobbin_timeline_place_word (layout, end, x, width, mark_px);

  /* Rather a little smaller than cut, or than over the lane's own past. */
  if ((place.on_data || width > place.max_px) && font.size_px > style->fine_px)
    {
      font.size_px = style->fine_px;
      width = bobbin_text_width (style, font, word);
      place = bobbin_timeline_place_word (layout, end, x, width, mark_px);
    }
  if (place.max_px < font.size_px)
    return;
  width = MIN (width, place.max_px);
  font.max_px = ceil (width) + 1.0;
  font.align = place.align;
  if (place.on_data)
    {
      double height = round (font.size_px * 1.15);
      BobbinRect plate = { place.x - width - font.size_px * 0.3, round (center_y - height / 2.0),
                           width + font.size_px * 0.6, height };

      bobbin_path_rounded (cr, plate, 2.0);
      bobbin_color_set (cr, style->theme->card);
      cairo_fill (cr);
    }
  bobbin_text_draw (cr, style, font, color, place.x, bobbin_text_baseline (center_y, font.size_px), word);
}

/* A bar as high as the lane's track: here it begins, or ends. */
static void
draw_bar (const BobbinTimelineLayout *layout, cairo_t *cr, double x, double y, double height)
{
  double top, track_px;

  bobbin_timeline_lane_track (y, height, &top, &track_px);
  bobbin_draw_vline (cr, layout->style.theme->mark, x, top, top + track_px, layout->style.line_px);
}

static void
draw_birth (const BobbinTimelineLayout *layout, cairo_t *cr, gint64 born_ns, double y, double height)
{
  const BobbinStyle *style = &layout->style;
  double x = bobbin_timeline_x (layout, born_ns);
  BobbinFont font = { .size_px = MIN (layout->word_px, style->fine_px), .align = BOBBIN_ALIGN_END };
  double gap = style->spacing_px * 0.6;

  draw_bar (layout, cr, x, y, height);
  if (font.size_px > 0.0
      && x - gap - bobbin_text_width (style, font, _("born")) >= layout->plot_rect.x)
    bobbin_text_draw (cr, style, font, style->theme->faint_text, x - gap,
                      bobbin_text_baseline (y + height / 2.0, font.size_px), _("born"));
}

/* The whole sentence where it is seen whole on free ground, else the signal
 * alone: what the lane did before is worth more than more words. */
static char *
choose_crash_word (const BobbinTimelineLayout *layout, guint worker, double x, double mark_px)
{
  BobbinFont font = { .size_px = layout->style.fine_px, .bold = TRUE };
  char *word = bobbin_run_worker_end_text (layout->run, worker);
  double width = bobbin_text_width (&layout->style, font, word);
  BobbinMarkPlace place = bobbin_timeline_place_word (layout, BOBBIN_END_CRASHED, x, width, mark_px);

  if (!place.on_data && width <= place.max_px)
    return word;
  g_free (word);
  return bobbin_signal_name (bobbin_run_get_worker (layout->run, worker)->signal);
}

static void
draw_crash (const BobbinTimelineLayout *layout, cairo_t *cr, guint worker, double x, double y, double height)
{
  const BobbinStyle *style = &layout->style;
  double size = MIN (height * 0.5, style->text_px * 0.85);
  double mark_px = size * 0.5 + style->spacing_px;
  g_autofree char *word = choose_crash_word (layout, worker, x, mark_px);
  double line_px = MAX (style->line_px * 1.4, size * 0.17);

  /* On a ground of its own, so that the cross stands out from any core's hue. */
  bobbin_draw_cross (cr, style->theme->card, x, y + height / 2.0, size, line_px * 2.2);
  bobbin_draw_cross (cr, style->theme->alarm, x, y + height / 2.0, size, line_px);
  if (layout->word_px > 0.0)
    draw_word (layout, cr, BOBBIN_END_CRASHED, x, mark_px, y + height / 2.0,
               (BobbinFont) { .size_px = layout->word_px, .bold = TRUE }, style->theme->alarm, word);
}

static void
draw_end (const BobbinTimelineLayout *layout, cairo_t *cr, guint worker, double x, double y, double height)
{
  const BobbinStyle *style = &layout->style;
  const BobbinRunWorker *w = bobbin_run_get_worker (layout->run, worker);
  g_autofree char *word = bobbin_run_worker_end_text (layout->run, worker);
  BobbinFont font = { .size_px = layout->word_px };

  draw_bar (layout, cr, x, y, height);
  if (layout->word_px <= 0.0)
    return;
  if (w->end == BOBBIN_END_STOPPED
      && bobbin_timeline_place_word (layout, w->end, x, bobbin_text_width (style, font, word), style->spacing_px).on_data)
    return; /* the axis says it for all */
  draw_word (layout, cr, w->end, x, style->spacing_px, y + height / 2.0, font, style->theme->faint_text, word);
}

void
bobbin_timeline_draw_marks (const BobbinTimelineLayout *layout, cairo_t *cr, guint worker, double y,
                            double height)
{
  const BobbinRunWorker *w;
  double x;

  if (layout->viewport.lanes == BOBBIN_LANES_CORES)
    return; /* cores are neither born nor do they end */
  w = bobbin_run_get_worker (layout->run, worker);
  if (w->pid != 0 && in_view (layout, w->born_ns))
    draw_birth (layout, cr, w->born_ns, y, height);
  if (w->end == BOBBIN_END_RUNNING || !in_view (layout, w->ended_ns))
    return;
  x = bobbin_timeline_x (layout, w->ended_ns);
  if (w->end == BOBBIN_END_CRASHED)
    draw_crash (layout, cr, worker, x, y, height);
  else
    draw_end (layout, cr, worker, x, y, height);
}
