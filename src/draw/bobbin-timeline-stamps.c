#include "config.h"

#include "bobbin-timeline-stamps.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bobbin-color.h"
#include "bobbin-timeline-pixels.h"

#define NUMBER_SHARE 0.32 /* of a lane's pitch */
#define PERIOD_EMS   11.0 /* from one stamp to the next in a long stretch */
#define CAPS         0.72 /* height of figures to font size */

/* What a column could be stamped with; columns with the same key are a stretch. */
typedef guint32 Key;
#define KEY_NONE 0u
#define KEY_WORD 0x10000u /* and the state */
#define KEY_NUMBER 0x20000u /* and the number */

typedef struct {
  guint8 *coverage; /* NULL until it is asked for */
  int     width_px, height_px, stride, baseline_px;
  int     needs_px; /* of the stretch, with air on both sides */
} Stamp;

struct _BobbinTimelineStamps {
  const BobbinTimelineLayout *layout;
  GHashTable                 *stamps; /* Key → Stamp */
  double                      scale;
  BobbinFont                  number, word;
  int                         number_needs_px; /* height */
  int                         word_needs_px;
  int                         period_px;
};

static void
stamp_free (gpointer data)
{
  Stamp *stamp = data;

  g_free (stamp->coverage);
  g_free (stamp);
}

static double
number_padding (double size_px)
{
  return MAX (round (size_px * 0.2), 2.0);
}

BobbinTimelineStamps *
bobbin_timeline_stamps_new (const BobbinTimelineLayout *layout)
{
  BobbinTimelineStamps *stamps = g_new0 (BobbinTimelineStamps, 1);
  const BobbinStyle *style = &layout->style;

  stamps->layout = layout;
  stamps->scale = style->device_scale;
  stamps->stamps = g_hash_table_new_full (NULL, NULL, NULL, stamp_free);
  stamps->number = (BobbinFont) { .size_px = CLAMP (layout->lane_px * NUMBER_SHARE, style->fine_px, style->text_px),
                                  .bold = TRUE };
  stamps->word = (BobbinFont) { .size_px = style->fine_px };
  stamps->number_needs_px = (int) ceil (
    (ceil (stamps->number.size_px * CAPS) + 1.5 * number_padding (stamps->number.size_px)
     + bobbin_timeline_edge_px (style)) * stamps->scale);
  stamps->word_needs_px = (int) ceil ((style->fine_px * 1.1 + 3.0 * bobbin_timeline_edge_px (style)) * stamps->scale);
  stamps->period_px = (int) ceil (stamps->number.size_px * PERIOD_EMS * stamps->scale);
  return stamps;
}

void
bobbin_timeline_stamps_free (BobbinTimelineStamps *stamps)
{
  if (stamps == NULL)
    return;
  g_hash_table_unref (stamps->stamps);
  g_free (stamps);
}

/* Translated; as short as can be, because it stands on a slice. */
static const char *
get_word (guint state)
{
  switch ((BobbinState) state)
    {
    case BOBBIN_STATE_SLEEP:
      return C_("short", "asleep");
    case BOBBIN_STATE_LOCK:
      return C_("short", "lock");
    case BOBBIN_STATE_PIPE:
      return C_("short", "pipe");
    case BOBBIN_STATE_DISK:
      return C_("short", "disk");
    default:
      return NULL;
    }
}

static void
get_text (const BobbinTimelineStamps *stamps, Key key, char out_text[32])
{
  if (key & KEY_NUMBER)
    bobbin_timeline_get_number (stamps->layout, key & 0xffffu, out_text);
  else
    g_strlcpy (out_text, get_word (key & 0xffffu), 32);
}

static Stamp *
get_stamp (BobbinTimelineStamps *stamps, Key key)
{
  Stamp *stamp = g_hash_table_lookup (stamps->stamps, GUINT_TO_POINTER (key));
  char text[32];

  if (stamp != NULL)
    return stamp;
  BobbinFont font = key & KEY_NUMBER ? stamps->number : stamps->word;
  double width_px;

  get_text (stamps, key, text);
  width_px = bobbin_text_width (&stamps->layout->style, font, text);
  stamp = g_new0 (Stamp, 1);
  stamp->width_px = (int) ceil (width_px * stamps->scale);
  stamp->needs_px = (int) ceil ((width_px + font.size_px * 0.4) * stamps->scale);
  g_hash_table_insert (stamps->stamps, GUINT_TO_POINTER (key), stamp);
  return stamp;
}

static Key
get_key (const BobbinTimelineStamps *stamps, guint32 look, guint32 other, int height_px)
{
  if (other != BOBBIN_NO_CORE && height_px >= stamps->number_needs_px)
    return KEY_NUMBER | other;
  if (bobbin_look_run_255 (look) + bobbin_look_wait_255 (look) == 0 && bobbin_look_n (look) > 0
      && height_px >= stamps->word_needs_px && get_word (bobbin_look_why (look)) != NULL)
    return KEY_WORD | bobbin_look_why (look);
  return KEY_NONE;
}

/* A part of a lane, and one stretch that lies at least partly in it. */
typedef struct {
  const guint32 *looks, *others;
  gint64         seen_px, end_px; /* of these */
  guint          least_run_255;   /* solid enough for a number to stand on */
  Key            key;
  gint64         stretch_px, stretch_end_px;
  int            solid_px;        /* the longest part of it that is solid enough */
} Stretch;

/* Whether all pixels from @x_px on are solid enough. */
static gboolean
is_solid (const Stretch *stretch, gint64 x_px, int n_px)
{
  if (stretch->key & KEY_WORD)
    return TRUE;
  for (gint64 x = MAX (x_px, stretch->seen_px); x < MIN (x_px + n_px, stretch->end_px); x++)
    if (bobbin_look_run_255 (stretch->looks[x - stretch->seen_px]) < stretch->least_run_255)
      return FALSE;
  return TRUE;
}

/* Where a stamp stands that should be at @x_px: there, or as near to it as it
 * is solid enough, but not @reach_px away. FALSE: nowhere. */
static gboolean
find_place (const Stretch *stretch, gint64 x_px, int needs_px, int reach_px, gint64 *out_x_px)
{
  for (int by = 0; by < reach_px; by++)
    for (int sign = -1; sign <= 1; sign += 2)
      {
        gint64 at_px = x_px + sign * by;

        if (at_px >= stretch->stretch_px && at_px + needs_px <= stretch->stretch_end_px
            && is_solid (stretch, at_px, needs_px))
          {
            *out_x_px = at_px;
            return TRUE;
          }
      }
  return FALSE;
}

static void
add_stamp (const Stretch *stretch, const Stamp *stamp, gint64 x_px, int reach_px, GArray *out)
{
  gint64 at_px;

  if (!find_place (stretch, x_px, stamp->needs_px, reach_px, &at_px))
    return;
  BobbinTimelineStamp placed = {
    .x_px = at_px + (stamp->needs_px - stamp->width_px) / 2,
    .is_word = (stretch->key & KEY_WORD) != 0,
    .value = stretch->key & 0xffffu,
  };
  g_array_append_val (out, placed);
}

static gint64
next_place (gint64 from_px, int period_px)
{
  gint64 places = from_px / period_px;

  return (places * period_px < from_px ? places + 1 : places) * period_px;
}

/* Stamps of one stretch; how far of it is settled for good, should it go on. */
static gint64
place_stretch (BobbinTimelineStamps *stamps, const Stretch *stretch, GArray *out)
{
  const Stamp *stamp = get_stamp (stamps, stretch->key);
  int needs_px = stamp->needs_px;
  int period_px = MAX (stamps->period_px, 3 * needs_px);
  int reach_px = (period_px - needs_px) / 2;
  gint64 begin_px = stretch->stretch_px, end_px = stretch->stretch_end_px;
  gint64 settled_px = begin_px;

  if (end_px - begin_px < needs_px || (stretch->solid_px < needs_px && stretch->stretch_px >= stretch->seen_px))
    return begin_px;
  if (end_px - begin_px < period_px)
    {
      add_stamp (stretch, stamp, (begin_px + end_px - needs_px) / 2, period_px, out);
      return begin_px;
    }
  for (gint64 place = next_place (MAX (begin_px, stretch->seen_px - period_px), period_px);
       place < end_px + needs_px / 2; place += period_px)
    {
      gint64 left_px = CLAMP (place - needs_px / 2, begin_px, end_px - needs_px);

      add_stamp (stretch, stamp, left_px, reach_px, out);
      if (place + period_px / 2 <= end_px)
        settled_px = place + period_px / 2;
    }
  return settled_px;
}

/* Fills in what the stretch is that begins at cell @first, and says where it ends. */
static guint
find_stretch (const BobbinTimelineStamps *stamps, Stretch *stretch, guint first, guint n, int height_px)
{
  const guint32 *looks = stretch->looks, *others = stretch->others;
  guint end = first, least_run_255 = stretch->least_run_255;
  int solid_px = 0, longest_px = 0;

  stretch->key = get_key (stamps, looks[first], others[first], height_px);
  if (stretch->key & KEY_NUMBER)
    for (; end < n && others[end] == others[first]; end++)
      {
        solid_px = bobbin_look_run_255 (looks[end]) >= least_run_255 ? solid_px + 1 : 0;
        longest_px = MAX (longest_px, solid_px);
      }
  else
    {
      while (end < n && get_key (stamps, looks[end], others[end], height_px) == stretch->key)
        end++;
      longest_px = (int) (end - first);
    }
  stretch->solid_px = longest_px;
  return end;
}

void
bobbin_timeline_stamps_place (BobbinTimelineStamps *stamps, const guint32 *looks, const guint32 *others, guint n,
                              gint64 begin_px, int height_px, gint64 stretch_px, GArray *out, BobbinTimelineResume *resume)
{
  Stretch stretch = {
    .looks = looks,
    .others = others,
    .seen_px = begin_px,
    .end_px = begin_px + n,
    .least_run_255 = (guint) stamps->number_needs_px * 255u / (guint) MAX (height_px, 1),
  };

  *resume = (BobbinTimelineResume) { begin_px + n, begin_px + n };
  if (!bobbin_pixels_has_plain (looks, n, stretch.least_run_255))
    return; /* nothing to stand on: pixels of many slices each */
  for (guint i = 0; i < n;)
    {
      guint end = find_stretch (stamps, &stretch, i, n, height_px);

      stretch.stretch_px = i == 0 ? stretch_px : begin_px + i;
      stretch.stretch_end_px = begin_px + end;
      if (stretch.key != KEY_NONE)
        {
          gint64 settled_px = place_stretch (stamps, &stretch, out);

          if (end == n)
            *resume = (BobbinTimelineResume) { MAX (settled_px, begin_px), stretch.stretch_px };
        }
      i = end;
    }
}

/* Greyscale, at the pixels of the device. */
static void
make_coverage (BobbinTimelineStamps *stamps, Key key, Stamp *stamp)
{
  BobbinFont font = key & KEY_NUMBER ? stamps->number : stamps->word;
  cairo_surface_t *surface;
  cairo_t *cr;
  char text[32];

  stamp->baseline_px = (int) ceil (font.size_px * stamps->scale);
  stamp->height_px = stamp->baseline_px + (int) ceil (font.size_px * 0.35 * stamps->scale);
  stamp->stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, stamp->width_px);
  stamp->coverage = g_malloc0 ((gsize) stamp->stride * (gsize) stamp->height_px);
  surface = cairo_image_surface_create_for_data (stamp->coverage, CAIRO_FORMAT_A8, stamp->width_px, stamp->height_px,
                                                 stamp->stride);
  cr = cairo_create (surface);
  cairo_scale (cr, stamps->scale, stamps->scale);
  get_text (stamps, key, text);
  bobbin_text_draw (cr, &stamps->layout->style, font, (BobbinColor) { 1.0, 1.0, 1.0, 1.0 }, 0.0,
                    stamp->baseline_px / stamps->scale, text);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static Key
key_of (const BobbinTimelineStamp *stamp)
{
  return (stamp->is_word ? KEY_WORD : KEY_NUMBER) | stamp->value;
}

/* Of the baseline above the foot: all numbers of a lane stand on one line near
 * it, so that they read as a row; words stand in the middle. */
static double
get_rise (const BobbinTimelineStamps *stamps, gboolean is_word, double height)
{
  if (is_word)
    return height - bobbin_text_baseline (height / 2.0, stamps->word.size_px);
  return number_padding (stamps->number.size_px);
}

BobbinStampMask
bobbin_timeline_stamps_get_mask (BobbinTimelineStamps *stamps, const BobbinTimelineStamp *stamp, int height_px)
{
  Stamp *known = get_stamp (stamps, key_of (stamp));
  double rise_px = get_rise (stamps, stamp->is_word, height_px / stamps->scale) * stamps->scale;

  if (known->coverage == NULL)
    make_coverage (stamps, key_of (stamp), known);
  return (BobbinStampMask) {
    .coverage = known->coverage,
    .width_px = known->width_px,
    .height_px = known->height_px,
    .stride = known->stride,
    .above_foot_px = (int) round (rise_px) - (known->height_px - known->baseline_px),
  };
}

BobbinColor
bobbin_timeline_stamps_get_ink (const BobbinTimelineStamps *stamps, const BobbinTimelineStamp *stamp)
{
  const BobbinTimelineLayout *layout = stamps->layout;

  return stamp->is_word ? layout->style.theme->faint_text
                        : layout->hues[bobbin_timeline_get_hue (layout, stamp->value)].ink;
}

void
bobbin_timeline_stamps_draw (BobbinTimelineStamps *stamps, cairo_t *cr, const BobbinTimelineStamp *stamp,
                             gint64 begin_px, double x, double foot_y, double height)
{
  char text[32];

  get_text (stamps, key_of (stamp), text);
  bobbin_text_draw (cr, &stamps->layout->style, stamp->is_word ? stamps->word : stamps->number,
                    bobbin_timeline_stamps_get_ink (stamps, stamp), x + (double) (stamp->x_px - begin_px) / stamps->scale,
                    foot_y - get_rise (stamps, stamp->is_word, height), text);
}
