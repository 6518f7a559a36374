/* bobbin-plot-strips.c - lanes over time, as the timeline has them
 *
 * At work: solid, in the hue of the core or of the lane's role. Ready: hatched.
 * Blocked: a thin line. A state: a box with its word. What goes first when
 * there is too little room: the outcomes at the right, words beside marks and
 * in segments, headings, the names of all but each nth lane.
 */
#include "config.h"

#include "bobbin-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"
#include "bobbin-pattern.h"

#define NAMES_MOST    0.28
#define OUTCOMES_MOST 0.26
#define LANE_MOST     5.5 /* heights in text sizes */
#define TRACK         0.72 /* of the lane's height */
#define LEAST_HATCHED 10.0 /* pixels of height */
#define HIT_MARK      0x80000000u
#define MOST_TOLD     12u /* segments of a lane that are told one by one */

typedef struct {
  double     *lane_y; /* the middle of each lane's track */
  double      lane_px, track_px;
  double      heading_px; /* 0: no room */
  double      lead_px;    /* above the first lane of a group, whose name is higher than the lane */
  guint       named_every;
  double      outcomes_x;
  BobbinFont  name_font, outcome_font, word_font;
} Strips;

static void
strips_free (gpointer data)
{
  Strips *strips = data;

  g_free (strips->lane_y);
  g_free (strips);
}

static const BobbinPlotLane *
get_lane (const BobbinPlot *plot, guint i)
{
  return g_ptr_array_index (plot->lanes, i);
}

static const BobbinPlotSegment *
get_segment (const BobbinPlotLane *lane, guint i)
{
  return &g_array_index (lane->segments, BobbinPlotSegment, i);
}

static const BobbinPlotMark *
get_mark (const BobbinPlotLane *lane, guint i)
{
  return &g_array_index (lane->marks, BobbinPlotMark, i);
}

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

static BobbinPlotRange
get_range (const BobbinPlot *plot)
{
  BobbinPlotRange range = bobbin_plot_range_new ();

  for (guint i = 0; i < plot->lanes->len; i++)
    {
      const BobbinPlotLane *lane = get_lane (plot, i);

      for (guint s = 0; s < lane->segments->len; s++)
        {
          bobbin_plot_range_add (&range, &plot->x, get_segment (lane, s)->begin);
          bobbin_plot_range_add (&range, &plot->x, get_segment (lane, s)->end);
        }
      for (guint m = 0; m < lane->marks->len; m++)
        bobbin_plot_range_add (&range, &plot->x, get_mark (lane, m)->x);
    }
  return range;
}

/* Names at the left, outcomes at the right; the plot is between. */
static void
choose_columns (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  Strips *strips = layout->own;
  double gap = style->text_px * 0.6, sign = bobbin_plot_marker_px (style) * 1.7, names = 0.0, outcomes = 0.0;

  strips->name_font = (BobbinFont) { .size_px = bobbin_plot_axis_px (style), .bold = TRUE };
  strips->outcome_font = (BobbinFont) { .size_px = style->small_px };
  for (guint i = 0; i < plot->lanes->len; i++)
    {
      names = MAX (names, bobbin_text_width (style, strips->name_font, get_lane (plot, i)->label));
      outcomes = MAX (outcomes, bobbin_text_width (style, strips->outcome_font, get_lane (plot, i)->outcome));
    }
  names = ceil (MIN (names + sign, layout->width * NAMES_MOST)) + 1.0;
  outcomes = layout->width < style->text_px * 26.0 ? 0.0 : ceil (MIN (outcomes, layout->width * OUTCOMES_MOST)) + 1.0;
  strips->name_font.max_px = MAX (names - sign, 1.0);
  strips->outcome_font.max_px = outcomes;
  layout->rect.x = names + gap;
  layout->rect.width = MAX (layout->width - layout->rect.x - (outcomes > 1.0 ? outcomes + gap : gap), 1.0);
  strips->outcomes_x = outcomes > 1.0 ? layout->rect.x + layout->rect.width + gap : 0.0;
}

static void
place_lanes (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinStyle *style = &layout->style;
  Strips *strips = layout->own;
  double height = layout->rect.height, y = layout->rect.y, name_line;
  guint n_headings = 0;

  for (guint i = 0; i < plot->lanes->len; i++)
    n_headings += is_text (get_lane (plot, i)->heading);
  strips->heading_px = ceil (bobbin_plot_axis_px (style) * 1.6);
  if (n_headings * strips->heading_px > height * 0.45)
    strips->heading_px = 0.0;
  /* At the top, below each heading, and at the foot names reach over low lanes. */
  strips->lead_px = strips->name_font.size_px * 0.62 - (height - n_headings * strips->heading_px) / plot->lanes->len / 2.0;
  strips->lead_px = MAX (MIN (strips->lead_px, style->fine_px * 0.62), 0.0);
  height -= strips->lead_px * (n_headings + 2);
  strips->lane_px = MIN ((height - n_headings * strips->heading_px) / plot->lanes->len, style->text_px * LANE_MOST);
  strips->track_px = strips->lane_px >= 5.0 ? round (MIN (strips->lane_px * TRACK, style->text_px * 2.6)) : strips->lane_px;
  /* Smaller names before fewer. */
  if (strips->lane_px < strips->name_font.size_px * 1.1)
    strips->name_font.size_px = MIN (strips->name_font.size_px, strips->lane_px >= style->small_px * 1.1 ? style->small_px : style->fine_px);
  name_line = bobbin_text_line_px (strips->name_font.size_px);
  if (strips->lane_px < style->small_px * 1.1)
    strips->outcome_font.size_px = style->fine_px;
  strips->named_every = (guint) MAX (ceil (strips->name_font.size_px * 1.05 / strips->lane_px), 1.0);
  strips->name_font.max_lines = strips->lane_px >= 2.0 * name_line ? 2 : 1;
  strips->outcome_font.max_lines = (int) CLAMP (floor (strips->lane_px / bobbin_text_line_px (strips->outcome_font.size_px)), 1.0, 3.0);
  strips->word_font = (BobbinFont) { .size_px = strips->track_px >= style->small_px * 1.35 ? style->small_px : style->fine_px };
  y += strips->lead_px;
  for (guint i = 0; i < plot->lanes->len; i++)
    {
      if (strips->heading_px > 0.0 && is_text (get_lane (plot, i)->heading))
        y += strips->heading_px + strips->lead_px;
      strips->lane_y[i] = y + strips->lane_px / 2.0;
      y += strips->lane_px;
    }
  layout->rect.height = y + strips->lead_px - layout->rect.y;
}

static BobbinRect
segment_rect (const BobbinPlotLayout *layout, guint lane, const BobbinPlotSegment *segment)
{
  const Strips *strips = layout->own;
  double x0 = bobbin_plot_scale_px (&layout->x, segment->begin), x1 = bobbin_plot_scale_px (&layout->x, segment->end);

  return (BobbinRect) { x0, strips->lane_y[lane] - strips->track_px / 2.0, MAX (x1 - x0, 0.5), strips->track_px };
}

/* Segment @s with those behind it that only go on with the same, as one; @s
 * becomes the last of them. */
static BobbinPlotSegment
take_run (const BobbinPlotLayout *layout, const BobbinPlotLane *lane, guint *s)
{
  BobbinPlotSegment run = *get_segment (lane, *s);

  for (; *s + 1 < lane->segments->len; (*s)++)
    {
      const BobbinPlotSegment *next = get_segment (lane, *s + 1);

      if (next->form != run.form || next->core != run.core || g_strcmp0 (next->label, run.label) != 0
          || fabs (bobbin_plot_scale_px (&layout->x, next->begin) - bobbin_plot_scale_px (&layout->x, run.end)) > 1.0)
        break;
      run.end = MAX (run.end, next->end);
    }
  return run;
}

/* Solid segments that carry words are darker: words need the contrast. */
static BobbinColor
solid_color (const BobbinPlotLayout *layout, const BobbinPlotLane *lane, const BobbinPlotSegment *segment)
{
  const BobbinTheme *theme = layout->style.theme;

  if (segment->core >= 0)
    return theme->core[segment->core % BOBBIN_N_CORE_COLORS];
  for (guint s = 0; s < lane->segments->len; s++)
    if (get_segment (lane, s)->form == BOBBIN_SEGMENT_SOLID && is_text (get_segment (lane, s)->label))
      return bobbin_role_color (theme, lane->role);
  return bobbin_role_fill (theme, lane->role);
}

static BobbinColor
word_color (const BobbinPlotLayout *layout, const BobbinPlotLane *lane, const BobbinPlotSegment *segment)
{
  const BobbinTheme *theme = layout->style.theme;

  if (segment->form != BOBBIN_SEGMENT_SOLID)
    return theme->text;
  return segment->core >= 0 ? theme->core_text[segment->core % BOBBIN_N_CORE_COLORS] : bobbin_role_ink (theme, lane->role);
}

static void
place_segment_word (BobbinPlotLayout *layout, guint i, const BobbinPlotSegment *segment)
{
  const Strips *strips = layout->own;
  BobbinFont font = strips->word_font;
  BobbinRect rect = segment_rect (layout, i, segment);
  gboolean beside = segment->form == BOBBIN_SEGMENT_LINE || segment->form == BOBBIN_SEGMENT_HATCHED;

  font.bold = segment->form == BOBBIN_SEGMENT_SOLID;
  if (!is_text (segment->label) || strips->track_px < font.size_px * 1.15
      || bobbin_text_width (&layout->style, font, segment->label) + font.size_px * 0.7 > rect.width)
    return;
  font.align = BOBBIN_ALIGN_CENTER;
  bobbin_plot_add_text_at (layout, font, word_color (layout, get_lane (layout->plot, i), segment), rect.x + rect.width / 2.0,
                           strips->lane_y[i], segment->label);
  g_array_index (layout->texts, BobbinPlotText, layout->texts->len - 1).on_data = beside;
}

static double
mark_px (const Strips *strips)
{
  return MIN (strips->track_px * 0.62, strips->word_font.size_px * 1.1);
}

/* Right of its mark, else left of it, where no other words are. */
static void
place_mark_word (BobbinPlotLayout *layout, guint i, const BobbinPlotMark *mark)
{
  const Strips *strips = layout->own;
  BobbinFont font = strips->word_font;
  double x = bobbin_plot_scale_px (&layout->x, mark->x), gap = mark_px (strips) * 0.6 + font.size_px * 0.35, width;

  font.bold = mark->form == BOBBIN_MARK_CROSS;
  if (!is_text (mark->label) || strips->track_px < font.size_px * 1.1)
    return;
  width = bobbin_text_width (&layout->style, font, mark->label);
  for (int side = 0; side < 2; side++)
    {
      double at = side == 0 ? x + gap : x - gap - width;
      BobbinRect rect = { at - 1.0, strips->lane_y[i] - font.size_px * 0.5, width + 2.0, font.size_px };

      if (at < layout->rect.x || at + width > (strips->outcomes_x > 0.0 ? strips->outcomes_x - font.size_px * 0.4 : layout->width)
          || !bobbin_plot_is_free (layout, rect))
        continue;
      bobbin_plot_add_text_at (layout, font, mark->form == BOBBIN_MARK_CROSS ? layout->style.theme->alarm : layout->style.theme->text,
                               at, strips->lane_y[i], mark->label);
      g_array_index (layout->texts, BobbinPlotText, layout->texts->len - 1).on_data = TRUE;
      return;
    }
}

static void
place_lane (BobbinPlotLayout *layout, guint i)
{
  const BobbinPlotLane *lane = get_lane (layout->plot, i);
  const BobbinStyle *style = &layout->style;
  const Strips *strips = layout->own;
  double top = strips->lane_y[i] - strips->lane_px / 2.0, half = MAX (mark_px (strips) * 0.6, 2.0);

  if (strips->heading_px > 0.0 && is_text (lane->heading))
    {
      BobbinFont font = { .size_px = bobbin_plot_axis_px (style), .max_px = layout->width };

      bobbin_plot_add_text_at (layout, font, style->theme->text, 0.0, top - strips->lead_px - strips->heading_px * 0.42, lane->heading);
    }
  if (i % strips->named_every == 0)
    {
      bobbin_plot_add_text_at (layout, strips->name_font, bobbin_role_color (style->theme, lane->role),
                               bobbin_plot_marker_px (style) * 1.7, strips->lane_y[i], lane->label);
      if (strips->outcomes_x > 0.0)
        bobbin_plot_add_text_at (layout, strips->outcome_font, style->theme->text, strips->outcomes_x, strips->lane_y[i], lane->outcome);
    }
  bobbin_plot_add_hit (layout, (BobbinRect) { 0.0, top, layout->width, strips->lane_px }, i, G_MAXUINT);
  for (guint s = 0; s < lane->segments->len; s++)
    bobbin_plot_add_hit (layout, segment_rect (layout, i, get_segment (lane, s)), i, s);
  for (guint s = 0; s < lane->segments->len; s++)
    {
      BobbinPlotSegment run = take_run (layout, lane, &s);

      place_segment_word (layout, i, &run);
    }
  for (guint m = 0; m < lane->marks->len; m++)
    {
      double x = bobbin_plot_scale_px (&layout->x, get_mark (lane, m)->x);

      bobbin_plot_add_hit (layout, (BobbinRect) { x - half, strips->lane_y[i] - half, 2.0 * half, 2.0 * half }, i, m | HIT_MARK);
      place_mark_word (layout, i, get_mark (lane, m));
    }
}

static void
lay_out (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  Strips *strips = g_new0 (Strips, 1);
  double axis_px = bobbin_plot_x_axis_height (layout, &plot->x);
  BobbinPlotRange range = get_range (plot);

  strips->lane_y = g_new0 (double, plot->lanes->len + 1);
  layout->own = strips;
  layout->free_own = strips_free;
  layout->rect = (BobbinRect) { 0.0, layout->room.y, 0.0, MAX (layout->room.height - axis_px, 1.0) };
  choose_columns (layout);
  place_lanes (layout);
  layout->x = bobbin_plot_scale_new (&plot->x, range, layout->rect.x, layout->rect.x + layout->rect.width);
  if (!plot->x.log && !isnan (range.most) && range.most > range.least)
    {
      layout->x.low = plot->x.from_zero ? MIN (range.least, 0.0) : range.least;
      layout->x.high = range.most; /* lanes end where what they show ends */
    }
  bobbin_plot_add_x_axis (layout, &plot->x, 0.0, layout->width);
  for (guint i = 0; i < plot->lanes->len; i++)
    place_lane (layout, i);
}

/* ---- Drawing ---- */

static void
draw_segment (const BobbinPlotLayout *layout, cairo_t *cr, guint i, const BobbinPlotSegment *segment)
{
  const BobbinPlotLane *lane = get_lane (layout->plot, i);
  const BobbinStyle *style = &layout->style;
  const BobbinTheme *theme = style->theme;
  const Strips *strips = layout->own;
  BobbinRect rect = segment_rect (layout, i, segment);
  double edge = rect.width > 4.0 && rect.height > 6.0 ? MAX (round (style->line_px * 0.5), 1.0) : 0.0;
  double radius = lane->role == BOBBIN_ROLE_THREAD && rect.width > 8.0 ? MIN (style->spacing_px * 0.5, rect.height / 3.0) : 0.0;

  switch (segment->form)
    {
    case BOBBIN_SEGMENT_SOLID:
      bobbin_draw_box (cr, rect, segment->core >= 0 ? 0.0 : radius, solid_color (layout, lane, segment),
                       segment->core >= 0 ? theme->core_edge[segment->core % BOBBIN_N_CORE_COLORS] : bobbin_role_color (theme, lane->role),
                       edge);
      break;
    case BOBBIN_SEGMENT_HATCHED:
      bobbin_path_rect (cr, rect);
      bobbin_color_set (cr, theme->waiting_fill);
      cairo_fill (cr);
      bobbin_path_rect (cr, rect);
      /* Too low for a hatch to be seen as one: a flat tone, as in the timeline. */
      if (rect.height < LEAST_HATCHED)
        {
          bobbin_color_set (cr, bobbin_color_mix (theme->waiting_fill, theme->waiting, 0.3));
          cairo_fill (cr);
          break;
        }
      bobbin_pattern_fill (cr, style, BOBBIN_PATTERN_HATCH, theme->waiting, MAX (style->text_px * 0.5, 5.0));
      break;
    case BOBBIN_SEGMENT_PLAIN:
      bobbin_draw_box (cr, rect, radius, bobbin_role_tint (theme, lane->role), bobbin_role_color (theme, lane->role), MAX (edge, 1.0));
      break;
    case BOBBIN_SEGMENT_LINE:
    default:
      bobbin_draw_hline (cr, theme->mark, rect.x, rect.x + rect.width, strips->lane_y[i], MAX (round (style->line_px), 1.0));
      break;
    }
}

static void
draw_mark (const BobbinPlotLayout *layout, cairo_t *cr, guint i, const BobbinPlotMark *mark)
{
  const BobbinPlotLane *lane = get_lane (layout->plot, i);
  const Strips *strips = layout->own;
  const BobbinTheme *theme = layout->style.theme;
  double x = bobbin_plot_scale_px (&layout->x, mark->x), y = strips->lane_y[i], size = mark_px (strips);

  switch (mark->form)
    {
    case BOBBIN_MARK_CROSS:
      bobbin_draw_cross (cr, theme->card, x, y, size, MAX (layout->style.line_px * 3.2, 4.0));
      bobbin_draw_cross (cr, theme->alarm, x, y, size, MAX (layout->style.line_px * 1.6, 2.0));
      break;
    case BOBBIN_MARK_BEAT:
      bobbin_draw_vline (cr, bobbin_role_color (theme, lane->role), x, y - strips->track_px * 0.42, y + strips->track_px * 0.42,
                         MAX (round (layout->style.line_px), 1.0));
      break;
    case BOBBIN_MARK_DOT:
    default:
      bobbin_plot_draw_marker (cr, &layout->style, lane->role, FALSE, x, y, size * 0.8);
      break;
    }
}

static void
draw (const BobbinPlotLayout *layout, cairo_t *cr)
{
  const BobbinPlot *plot = layout->plot;
  const Strips *strips = layout->own;
  double sign = MIN (bobbin_plot_marker_px (&layout->style), strips->lane_px);

  bobbin_plot_draw_axes (layout, cr);
  for (guint i = 0; i < plot->lanes->len; i++)
    {
      const BobbinPlotLane *lane = get_lane (plot, i);

      if (i % strips->named_every == 0 && lane->role != BOBBIN_ROLE_NEUTRAL)
        bobbin_plot_draw_marker (cr, &layout->style, lane->role, FALSE, sign * 0.7, strips->lane_y[i], sign);
      for (guint s = 0; s < lane->segments->len; s++)
        {
          BobbinPlotSegment run = take_run (layout, lane, &s);

          draw_segment (layout, cr, i, &run);
        }
      for (guint m = 0; m < lane->marks->len; m++)
        draw_mark (layout, cr, i, get_mark (lane, m));
    }
}

/* ---- Words ---- */

static const char *
form_word (BobbinSegmentForm form)
{
  switch (form)
    {
    case BOBBIN_SEGMENT_SOLID:
      return _("at work");
    case BOBBIN_SEGMENT_HATCHED:
      return _("waiting");
    case BOBBIN_SEGMENT_LINE:
      return _("blocked or idle");
    case BOBBIN_SEGMENT_PLAIN:
    default:
      return "";
    }
}

static char *
segment_words (const BobbinPlotSegment *segment)
{
  if (segment->form == BOBBIN_SEGMENT_SOLID && segment->core >= 0)
    return g_strdup_printf (_("on core %d"), segment->core);
  if (!is_text (segment->label))
    return g_strdup (form_word (segment->form));
  if (segment->form == BOBBIN_SEGMENT_PLAIN)
    return g_strdup (segment->label);
  /* TRANSLATORS: a state and what it is: "waiting (lock)". */
  return g_strdup_printf (_("%s (%s)"), form_word (segment->form), segment->label);
}

static char *
tell_segment (const BobbinPlotLayout *layout, const BobbinPlotSegment *segment)
{
  g_autofree char *words = segment_words (segment);
  g_autofree char *begin = bobbin_quantity_format (layout->plot->x.quantity, segment->begin);
  g_autofree char *end = bobbin_quantity_format (layout->plot->x.quantity, segment->end);
  g_autofree char *length = bobbin_quantity_format (layout->plot->x.quantity, segment->end - segment->begin);

  /* TRANSLATORS: a state of a lane, from when to when, and for how long. */
  return g_strdup_printf (_("%s from %s to %s, %s"), words, begin, end, length);
}

static char *
tell_mark (const BobbinPlotLayout *layout, const BobbinPlotMark *mark)
{
  g_autofree char *x = bobbin_quantity_format (layout->plot->x.quantity, mark->x);
  const char *word = is_text (mark->label) ? mark->label : mark->form == BOBBIN_MARK_CROSS ? _("crash") : _("mark");

  /* TRANSLATORS: something that happened, and when. */
  return g_strdup_printf (_("%s at %s"), word, x);
}

static void
append_sums (const BobbinPlotLayout *layout, const BobbinPlotLane *lane, GPtrArray *parts)
{
  for (int form = BOBBIN_SEGMENT_SOLID; form <= BOBBIN_SEGMENT_LINE; form++)
    {
      double sum = 0.0;
      guint n = 0;

      for (guint s = 0; s < lane->segments->len; s++)
        if ((int) get_segment (lane, s)->form == form)
          {
            sum += get_segment (lane, s)->end - get_segment (lane, s)->begin;
            n++;
          }
      if (n > 0)
        {
          g_autofree char *length = bobbin_quantity_format (layout->plot->x.quantity, sum);

          /* TRANSLATORS: a state, how long in all and in how many stretches. */
          g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s %s in %u stretch", "%s %s in %u stretches", n),
                                                   form_word ((BobbinSegmentForm) form), length, n));
        }
    }
}

static char *
tell_lane (const BobbinPlotLayout *layout, guint i)
{
  const BobbinPlotLane *lane = get_lane (layout->plot, i);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  guint n_beats = 0;

  if (lane->segments->len > MOST_TOLD)
    append_sums (layout, lane, parts);
  else
    for (guint s = 0; s < lane->segments->len; s++)
      g_ptr_array_add (parts, tell_segment (layout, get_segment (lane, s)));
  for (guint m = 0; m < lane->marks->len; m++)
    if (get_mark (lane, m)->form == BOBBIN_MARK_BEAT && !is_text (get_mark (lane, m)->label))
      n_beats++;
    else
      g_ptr_array_add (parts, tell_mark (layout, get_mark (lane, m)));
  if (n_beats > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u beat", "%u beats", n_beats), n_beats));
  if (is_text (lane->outcome))
    g_ptr_array_add (parts, g_strdup (lane->outcome));
  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (_("; "), (char **) parts->pdata);
  return g_strdup_printf (_("%s: %s."), lane->label, *list != '\0' ? list : _("no readings"));
}

static void
describe (const BobbinPlotLayout *layout, GString *text)
{
  for (guint i = 0; i < layout->plot->lanes->len; i++)
    {
      const BobbinPlotLane *lane = get_lane (layout->plot, i);

      if (is_text (lane->heading))
        /* TRANSLATORS: what stands above a group of lanes, as a sentence. */
        bobbin_plot_append_take (text, g_strdup_printf (_("%s."), lane->heading));
      bobbin_plot_append_take (text, tell_lane (layout, i));
    }
}

static char *
tell (const BobbinPlotLayout *layout, const BobbinPlotHit *hit)
{
  const BobbinPlotLane *lane = get_lane (layout->plot, hit->a);
  g_autofree char *what = NULL;

  if (hit->b == G_MAXUINT)
    return tell_lane (layout, hit->a);
  what = hit->b & HIT_MARK ? tell_mark (layout, get_mark (lane, hit->b & ~HIT_MARK)) : tell_segment (layout, get_segment (lane, hit->b));
  /* TRANSLATORS: a lane and what is pointed at in it. */
  return g_strdup_printf (_("%s: %s"), lane->label, what);
}

const BobbinPlotKindClass bobbin_plot_strips = { lay_out, draw, describe, tell };
