#include "bobbin-page-turns.h"

#include <string.h>

/* Per process the map as it was, and per page when it turned, in steps of a
 * millisecond from 1 on; 0: it has not. */

#define NS_PER_STEP G_GINT64_CONSTANT (1000000)

typedef struct {
  BobbinPageMap seen;
  guint32      *turned;
  guint32       newest;
} Turns;

struct _BobbinPageTurns {
  const BobbinRun *run; /* told apart by its place only */
  GArray          *processes; /* Turns */
  gint64           begin_ns;
  guint32          oldest_step; /* what turned at it or later is marked */
};

static void
turns_clear (gpointer data)
{
  Turns *turns = data;

  bobbin_page_map_clear (&turns->seen);
  g_free (turns->turned);
}

BobbinPageTurns *
bobbin_page_turns_new (void)
{
  BobbinPageTurns *turns = g_new0 (BobbinPageTurns, 1);

  turns->processes = g_array_new (FALSE, TRUE, sizeof (Turns));
  g_array_set_clear_func (turns->processes, turns_clear);
  return turns;
}

void
bobbin_page_turns_free (BobbinPageTurns *turns)
{
  if (turns == NULL)
    return;
  g_array_unref (turns->processes);
  g_free (turns);
}

static gboolean
is_comparable (const BobbinPageMap *a, const BobbinPageMap *b)
{
  return a->n_pages == b->n_pages && a->address == b->address && a->states != NULL && b->states != NULL
         && a->writers != NULL && b->writers != NULL;
}

/* A thread that writes a page again changes nothing; another one does. */
static void
compare (Turns *turns, const BobbinPageMap *map, guint32 step)
{
  if (!map->valid || (turns->seen.valid && turns->seen.time_ns == map->time_ns))
    return;
  if (!is_comparable (&turns->seen, map))
    {
      g_free (turns->turned);
      turns->turned = g_new0 (guint32, map->n_pages);
      turns->newest = 0;
      bobbin_page_map_copy (&turns->seen, map);
      return;
    }
  for (guint i = 0; i < map->n_pages; i++)
    if (map->states[i] != turns->seen.states[i] || map->writers[i] != turns->seen.writers[i])
      turns->turned[i] = turns->newest = step;
  memcpy (turns->seen.states, map->states, map->n_pages * sizeof *map->states);
  memcpy (turns->seen.writers, map->writers, map->n_pages * sizeof *map->writers);
  turns->seen.time_ns = map->time_ns;
}

void
bobbin_page_turns_look (BobbinPageTurns *turns, const BobbinRun *run, gint64 now_ns)
{
  guint32 kept = BOBBIN_PAGE_TURN_NS / NS_PER_STEP, step;

  if (turns->run != run || turns->processes->len != run->processes->len)
    {
      g_array_set_size (turns->processes, 0);
      g_array_set_size (turns->processes, run->processes->len);
      turns->run = run;
      turns->begin_ns = now_ns;
    }
  step = (guint32) ((now_ns - turns->begin_ns) / NS_PER_STEP) + 1;
  turns->oldest_step = step > kept ? step - kept : 1;
  for (guint i = 0; i < run->processes->len; i++)
    compare (&g_array_index (turns->processes, Turns, i), &bobbin_run_get_process (run, i)->pages, step);
}

gboolean
bobbin_page_turns_any (const BobbinPageTurns *turns)
{
  for (guint i = 0; i < turns->processes->len; i++)
    if (g_array_index (turns->processes, Turns, i).newest >= MAX (turns->oldest_step, 1))
      return TRUE;
  return FALSE;
}

gboolean
bobbin_page_turns_get (const BobbinPageTurns *turns, guint process, guint first, guint n)
{
  const Turns *t;

  if (process >= turns->processes->len)
    return FALSE;
  t = &g_array_index (turns->processes, Turns, process);
  if (t->newest < MAX (turns->oldest_step, 1))
    return FALSE;
  for (guint i = first; i < MIN (first + n, t->seen.n_pages); i++)
    if (t->turned[i] >= turns->oldest_step)
      return TRUE;
  return FALSE;
}
