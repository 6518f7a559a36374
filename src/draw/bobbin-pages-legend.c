#include "config.h"

#include "bobbin-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Only what is there: a sign that is nowhere in the picture explains nothing. */

#define WHAT_BY_WRITER 0x100u
#define WHAT_THREADS   0x200u

static void
paint_cb (cairo_t *cr, const BobbinStyle *style, BobbinRect rect, guint what)
{
  guint cell_dpx = (guint) round (rect.height * style->device_scale);
  BobbinPageLook look = bobbin_page_look_make (style, what & WHAT_THREADS ? BOBBIN_KIND_THREADS : BOBBIN_KIND_PROCESSES,
                                               (what & WHAT_BY_WRITER) != 0, what & 0xff, cell_dpx);

  bobbin_page_look_draw (cr, style, &look, rect.x, rect.y, cell_dpx);
}

static void
add (BobbinLegend *legend, guint what, gboolean joined, const char *label)
{
  bobbin_legend_add (legend, &(BobbinLegendEntry) { .kind = BOBBIN_SWATCH_PAINTED, .paint = paint_cb, .what = what,
                                                    .joined = joined, .label = (char *) label });
}

typedef struct {
  gboolean processes, threads; /* groups of them whose pages are known */
  guint    n_threads;          /* most in a group */
  guint64  counts[BOBBIN_N_PAGE_STATES];
} Seen;

static Seen
look_around (const BobbinRun *run, gboolean with_parent)
{
  Seen seen = { 0 };

  for (guint i = 0; i < run->processes->len; i++)
    {
      const BobbinRunProcess *process = bobbin_run_get_process (run, i);
      const BobbinRunGroup *group = bobbin_run_get_group (run, process->group);
      BobbinPagesCardKind kind = bobbin_pages_get_kind (run, process->group, i);

      if (kind != BOBBIN_PAGES_CARD_CELLS && kind != BOBBIN_PAGES_CARD_BAR)
        continue;
      if (group->spec->kind == BOBBIN_KIND_THREADS && kind == BOBBIN_PAGES_CARD_CELLS)
        {
          seen.threads = TRUE;
          seen.n_threads = MAX (seen.n_threads, group->n_workers);
          seen.counts[BOBBIN_PAGE_MAPPED] += process->pages.counts[BOBBIN_PAGE_MAPPED];
          seen.counts[BOBBIN_PAGE_UNTOUCHED] += process->pages.counts[BOBBIN_PAGE_UNTOUCHED];
          continue;
        }
      seen.processes = TRUE;
      for (guint state = 0; state < BOBBIN_N_PAGE_STATES; state++)
        seen.counts[state] += process->pages.counts[state];
    }
  for (guint i = 0; i < run->groups->len; i++)
    {
      const BobbinRunGroup *group = bobbin_run_get_group (run, i);

      if (with_parent && group->spec->kind == BOBBIN_KIND_PROCESSES && group->parent_pages.valid)
        seen.counts[BOBBIN_PAGE_LEFT] += group->parent_pages.counts[BOBBIN_PAGE_LEFT];
    }
  return seen;
}

BobbinLegend *
bobbin_pages_legend_new (const BobbinRun *run, gboolean with_parent)
{
  BobbinLegend *legend = bobbin_legend_new ();
  Seen seen = look_around (run, with_parent);

  if (seen.processes)
    {
      add (legend, BOBBIN_LOOK_SHARED, FALSE, _("One copy, shared"));
      add (legend, BOBBIN_LOOK_OWN, FALSE, _("Own copy (copy-on-write)"));
    }
  if (seen.counts[BOBBIN_PAGE_LEFT] > 0)
    add (legend, BOBBIN_LOOK_LEFT, FALSE, _("Own, because the others left"));
  if (seen.threads)
    {
      guint n = MIN (seen.n_threads, 4);

      for (guint i = 0; i < n; i++)
        add (legend, WHAT_BY_WRITER | WHAT_THREADS | (BOBBIN_LOOK_WRITERS + i), i > 0,
             i + 1 == n ? _("Last writer") : NULL);
      add (legend, WHAT_BY_WRITER | WHAT_THREADS | BOBBIN_LOOK_SHARED, FALSE, _("Not yet written"));
    }
  if (seen.counts[BOBBIN_PAGE_MAPPED] > 0)
    add (legend, BOBBIN_LOOK_MAPPED, FALSE, _("Shared mapping"));
  if (seen.counts[BOBBIN_PAGE_UNTOUCHED] > 0)
    add (legend, BOBBIN_LOOK_UNTOUCHED, FALSE, _("Untouched"));
  if (seen.counts[BOBBIN_PAGE_SWAPPED] > 0)
    add (legend, BOBBIN_LOOK_SWAPPED, FALSE, _("Swapped out"));
  return legend;
}
