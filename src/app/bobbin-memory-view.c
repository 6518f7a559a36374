#include "config.h"

#include "bobbin-memory-view.h"

#include <glib/gi18n-lib.h>

/* Where more is to be seen than there is room for, so many times the height
 * is tried next. */
#define GROWTH    1.25
#define MAX_GROWN 48.0 /* text sizes per process */

struct _BobbinMemoryView {
  BobbinMemoryChart  parent_instance;
  BobbinPagesLayout *layout; /* as drawn last */
  BobbinPageTurns   *turns;  /* NULL: nothing was looked at yet */
};

G_DEFINE_FINAL_TYPE (BobbinMemoryView, bobbin_memory_view, BOBBIN_TYPE_MEMORY_CHART)

static void
bobbin_memory_view_lay_out (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                            const BobbinStyle *style)
{
  BobbinMemoryView *view = BOBBIN_MEMORY_VIEW (chart);

  if (run != NULL && view->turns == NULL)
    view->turns = bobbin_page_turns_new ();
  if (run != NULL)
    bobbin_page_turns_look (view->turns, run, bobbin_clock_ns ());
  view->layout = bobbin_pages_layout_new (run, view->turns, width, height, style);
}

static void
bobbin_memory_view_drop (BobbinMemoryChart *chart)
{
  g_clear_pointer (&BOBBIN_MEMORY_VIEW (chart)->layout, bobbin_pages_layout_free);
}

/* A run may lie where another one lay. */
static void
bobbin_memory_view_drop_layout (BobbinChart *chart)
{
  BOBBIN_CHART_CLASS (bobbin_memory_view_parent_class)->drop_layout (chart);
  g_clear_pointer (&BOBBIN_MEMORY_VIEW (chart)->turns, bobbin_page_turns_free);
}

static void
bobbin_memory_view_paint (BobbinMemoryChart *chart, cairo_t *cr)
{
  bobbin_pages_layout_draw (BOBBIN_MEMORY_VIEW (chart)->layout, cr);
}

/* Where there are cells it is they that one points at; the cards of the others. */
static gboolean
bobbin_memory_view_hit (BobbinMemoryChart *chart, double x, double y, BobbinMemoryCell *out_cell)
{
  const BobbinPagesLayout *layout = BOBBIN_MEMORY_VIEW (chart)->layout;
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (chart));
  gboolean is_parent;
  BobbinPagesHit hit;

  if (run == NULL || !bobbin_pages_layout_hit (layout, x, y, &hit))
    return FALSE;
  if (hit.n_pages == 0 && bobbin_pages_layout_get_pages_per_cell (layout, hit.group) > 0)
    return FALSE;
  is_parent = hit.process == BOBBIN_PAGES_PARENT;
  *out_cell = (BobbinMemoryCell) {
    .rect = hit.rect,
    .part = is_parent ? run->processes->len + hit.group : hit.process,
    .process = is_parent ? -1 : (int) hit.process,
  };
  return TRUE;
}

static char *
bobbin_memory_view_tell (BobbinMemoryChart *chart)
{
  return bobbin_pages_layout_describe (BOBBIN_MEMORY_VIEW (chart)->layout);
}

static char *
bobbin_memory_view_tell_at (BobbinMemoryChart *chart, double x, double y)
{
  return bobbin_pages_layout_describe_at (BOBBIN_MEMORY_VIEW (chart)->layout, x, y);
}

static gboolean
shows_enough (const BobbinRun *run, double width, double height, const BobbinStyle *style)
{
  g_autoptr (BobbinPagesLayout) layout = bobbin_pages_layout_new (run, NULL, width, height, style);

  return bobbin_pages_layout_get_n_hidden (layout) == 0 && bobbin_pages_layout_shows_sums (layout);
}

/* As little as shows every process and the sums. */
static double
bobbin_memory_view_choose_height (BobbinMemoryChart *chart, const BobbinRun *run, double width, double height,
                                  const BobbinStyle *style)
{
  double most_px = run == NULL ? height : style->text_px * MAX_GROWN * MAX (run->processes->len, 1);

  height = MAX (height, bobbin_pages_layout_minimum_height (style));
  for (double tried_px = height; tried_px <= most_px; tried_px *= GROWTH)
    if (shows_enough (run, width, tried_px, style))
      return tried_px;
  return height;
}

static guint64
add_map (guint64 version, const BobbinPageMap *map)
{
  version = bobbin_memory_version_add (version, (guint64) map->time_ns);
  return bobbin_memory_version_add (version, map->valid);
}

static guint64
bobbin_memory_view_get_version (BobbinMemoryChart *chart, const BobbinRun *run)
{
  guint64 version = 0;

  if (run == NULL)
    return 0;
  version = bobbin_memory_version_add (version, run->pages_source);
  for (guint i = 0; i < run->groups->len; i++)
    version = add_map (version, &bobbin_run_get_group (run, i)->parent_pages);
  for (guint i = 0; i < run->processes->len; i++)
    {
      const BobbinRunProcess *process = bobbin_run_get_process (run, i);

      version = add_map (version, &process->pages);
      version = bobbin_memory_version_add (version, (guint64) process->memory.time_ns);
    }
  return version;
}

static guint
bobbin_memory_view_get_lasting_ms (BobbinMemoryChart *chart)
{
  const BobbinPageTurns *turns = BOBBIN_MEMORY_VIEW (chart)->turns;

  return turns != NULL && bobbin_page_turns_any (turns) ? BOBBIN_PAGE_TURN_NS / BOBBIN_NS_PER_MS + 1 : 0;
}

static void
bobbin_memory_view_class_init (BobbinMemoryViewClass *klass)
{
  BobbinMemoryChartClass *chart_class = BOBBIN_MEMORY_CHART_CLASS (klass);

  BOBBIN_CHART_CLASS (klass)->drop_layout = bobbin_memory_view_drop_layout;
  chart_class->lay_out = bobbin_memory_view_lay_out;
  chart_class->drop = bobbin_memory_view_drop;
  chart_class->paint = bobbin_memory_view_paint;
  chart_class->hit = bobbin_memory_view_hit;
  chart_class->tell = bobbin_memory_view_tell;
  chart_class->tell_at = bobbin_memory_view_tell_at;
  chart_class->choose_height = bobbin_memory_view_choose_height;
  chart_class->get_version = bobbin_memory_view_get_version;
  chart_class->get_lasting_ms = bobbin_memory_view_get_lasting_ms;

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "memoryview");
}

static void
bobbin_memory_view_init (BobbinMemoryView *view)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Memory"), -1);
}

GtkWidget *
bobbin_memory_view_new (BobbinRunner *runner)
{
  return g_object_new (BOBBIN_TYPE_MEMORY_VIEW, "runner", runner, NULL);
}

const BobbinPagesLayout *
bobbin_memory_view_get_layout (BobbinMemoryView *view)
{
  return view->layout;
}
