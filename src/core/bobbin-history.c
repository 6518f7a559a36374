/* bobbin-history.c - rings of intervals in columns
 *
 * A lane's columns grow together, by doubling, up to its share of the bound;
 * only then the ring turns, so that while it grows the oldest interval lies at
 * place 0. Lengths are whole microseconds, rounded up: the begin of the next
 * interval is then cut by less than 1 µs, and no gap appears between two that
 * touch.
 */
#include "config.h"

#include "bobbin-history.h"

#include <math.h>

#define INTERVAL_BYTES   16u
#define MIN_CAPACITY     64u
#define SHARE_UNITS      255

typedef struct {
  gint64  *begin_ns;
  guint32 *length_us;
  guint16 *core;
  guint8  *run_255;
  guint8  *wait_255;
  guint    capacity;
  guint    first; /* place of the oldest */
  guint    length;
  guint64  dropped;
} Lane;

struct _BobbinHistory {
  Lane *lanes;
  guint n_lanes;
  guint max_capacity; /* of a lane */
};

BobbinHistory *
bobbin_history_new (guint n_lanes, gsize max_bytes)
{
  BobbinHistory *history = g_new0 (BobbinHistory, 1);
  gsize per_lane = max_bytes / MAX (n_lanes, 1) / INTERVAL_BYTES;

  history->lanes = g_new0 (Lane, n_lanes);
  history->n_lanes = n_lanes;
  history->max_capacity = (guint) CLAMP (per_lane, 1, G_MAXINT);
  return history;
}

void
bobbin_history_free (BobbinHistory *history)
{
  if (history == NULL)
    return;
  for (guint i = 0; i < history->n_lanes; i++)
    {
      g_free (history->lanes[i].begin_ns);
      g_free (history->lanes[i].length_us);
      g_free (history->lanes[i].core);
      g_free (history->lanes[i].run_255);
      g_free (history->lanes[i].wait_255);
    }
  g_free (history->lanes);
  g_free (history);
}

guint
bobbin_history_get_n_lanes (const BobbinHistory *history)
{
  return history->n_lanes;
}

static guint
get_place (const Lane *lane, guint i)
{
  guint place = lane->first + i;

  return place >= lane->capacity ? place - lane->capacity : place;
}

static gint64
get_begin_ns (const Lane *lane, guint i)
{
  return lane->begin_ns[get_place (lane, i)];
}

static gint64
get_end_ns (const Lane *lane, guint i)
{
  guint place = get_place (lane, i);

  return lane->begin_ns[place] + lane->length_us[place] * BOBBIN_NS_PER_US;
}

static void
grow (Lane *lane, guint max_capacity)
{
  guint capacity = lane->capacity < max_capacity / 2 ? lane->capacity * 2 : max_capacity;

  capacity = MIN (MAX (capacity, MIN_CAPACITY), max_capacity);
  lane->begin_ns = g_renew (gint64, lane->begin_ns, capacity);
  lane->length_us = g_renew (guint32, lane->length_us, capacity);
  lane->core = g_renew (guint16, lane->core, capacity);
  lane->run_255 = g_renew (guint8, lane->run_255, capacity);
  lane->wait_255 = g_renew (guint8, lane->wait_255, capacity);
  lane->capacity = capacity;
}

/* The place for one more; the oldest makes room when the ring is full. */
static guint
make_room (BobbinHistory *history, Lane *lane)
{
  if (lane->length == lane->capacity && lane->capacity < history->max_capacity)
    grow (lane, history->max_capacity);
  if (lane->length < lane->capacity)
    return get_place (lane, lane->length++);

  guint place = lane->first;
  lane->first = get_place (lane, 1);
  lane->dropped++;
  return place;
}

static guint
to_255ths (double share, guint most)
{
  if (!(share > 0.0)) /* not a number as well */
    return 0;
  return MIN ((guint) lround (MIN (share, 1.0) * SHARE_UNITS), most);
}

void
bobbin_history_append (BobbinHistory *history, guint lane_number, const BobbinInterval *interval)
{
  g_return_if_fail (lane_number < history->n_lanes);

  Lane *lane = &history->lanes[lane_number];
  gint64 begin_ns = interval->span.begin_ns;
  gint64 end_ns = interval->span.end_ns;
  guint run = to_255ths (interval->run_share, SHARE_UNITS);
  guint wait = to_255ths (interval->wait_share, SHARE_UNITS - run);

  if (lane->length > 0)
    begin_ns = MAX (begin_ns, get_end_ns (lane, lane->length - 1));

  /* More than 71 minutes take more than one interval. */
  while (begin_ns < end_ns)
    {
      guint64 length_us = ((guint64) end_ns - (guint64) begin_ns + BOBBIN_NS_PER_US - 1) / BOBBIN_NS_PER_US;
      guint place = make_room (history, lane);

      lane->begin_ns[place] = begin_ns;
      lane->length_us[place] = (guint32) MIN (length_us, G_MAXUINT32);
      lane->core[place] = (guint16) MIN (interval->core, BOBBIN_NO_CORE);
      lane->run_255[place] = (guint8) run;
      lane->wait_255[place] = (guint8) wait;
      begin_ns += lane->length_us[place] * BOBBIN_NS_PER_US;
    }
}

guint
bobbin_history_get_length (const BobbinHistory *history, guint lane)
{
  g_return_val_if_fail (lane < history->n_lanes, 0);
  return history->lanes[lane].length;
}

BobbinInterval
bobbin_history_get (const BobbinHistory *history, guint lane_number, guint i)
{
  BobbinInterval interval = { .core = BOBBIN_NO_CORE };

  g_return_val_if_fail (lane_number < history->n_lanes, interval);
  g_return_val_if_fail (i < history->lanes[lane_number].length, interval);

  const Lane *lane = &history->lanes[lane_number];
  guint place = get_place (lane, i);
  interval.span.begin_ns = get_begin_ns (lane, i);
  interval.span.end_ns = get_end_ns (lane, i);
  interval.run_share = (double) lane->run_255[place] / SHARE_UNITS;
  interval.wait_share = (double) lane->wait_255[place] / SHARE_UNITS;
  interval.core = lane->core[place];
  return interval;
}

guint64
bobbin_history_get_dropped (const BobbinHistory *history, guint lane)
{
  g_return_val_if_fail (lane < history->n_lanes, 0);
  return history->lanes[lane].dropped;
}

guint
bobbin_history_find (const BobbinHistory *history, guint lane_number, gint64 time_ns)
{
  g_return_val_if_fail (lane_number < history->n_lanes, 0);

  const Lane *lane = &history->lanes[lane_number];
  guint low = 0;
  guint high = lane->length;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_end_ns (lane, middle) > time_ns)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

BobbinTimeSpan
bobbin_history_get_extent (const BobbinHistory *history)
{
  BobbinTimeSpan extent = { 0, 0 };
  gboolean any = FALSE;

  for (guint i = 0; i < history->n_lanes; i++)
    {
      const Lane *lane = &history->lanes[i];
      BobbinTimeSpan span;

      if (lane->length == 0)
        continue;
      span.begin_ns = get_begin_ns (lane, 0);
      span.end_ns = get_end_ns (lane, lane->length - 1);
      extent = any ? bobbin_time_span_union (extent, span) : span;
      any = TRUE;
    }
  return extent;
}

BobbinShares
bobbin_history_get_shares (const BobbinHistory *history, guint lane_number, BobbinTimeSpan span)
{
  BobbinShares shares = { 0 };

  g_return_val_if_fail (lane_number < history->n_lanes, shares);

  const Lane *lane = &history->lanes[lane_number];
  gint64 known_ns = 0;
  for (guint i = bobbin_history_find (history, lane_number, span.begin_ns);
       i < lane->length && get_begin_ns (lane, i) < span.end_ns; i++)
    {
      BobbinTimeSpan whole = { get_begin_ns (lane, i), get_end_ns (lane, i) };
      gint64 length_ns = bobbin_time_span_length_ns (bobbin_time_span_clamp (whole, span));
      guint place = get_place (lane, i);

      known_ns += length_ns;
      shares.running_ns += length_ns * lane->run_255[place] / SHARE_UNITS;
      shares.waiting_ns += length_ns * lane->wait_255[place] / SHARE_UNITS;
    }
  shares.blocked_ns = known_ns - shares.running_ns - shares.waiting_ns;
  shares.unknown_ns = bobbin_time_span_length_ns (span) - known_ns;
  return shares;
}
