/* bobbin-plot-graph.c - boxes and discs with arrows between them */
#include "config.h"

#include "bobbin-plot-graph-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bobbin-color.h"

#define NODE_MOST 0.36 /* of the width that a node may take */

static void
graph_free (gpointer data)
{
  BobbinPlotGraph *graph = data;

  g_free (graph->nodes);
  g_free (graph->paths);
  g_free (graph);
}

const BobbinPlotNode *
bobbin_plot_get_node (const BobbinPlot *plot, guint i)
{
  return &g_array_index (plot->nodes, BobbinPlotNode, i);
}

const BobbinPlotEdge *
bobbin_plot_get_edge (const BobbinPlot *plot, guint i)
{
  return &g_array_index (plot->edges, BobbinPlotEdge, i);
}

static double
words_width (const BobbinPlotLayout *layout, const BobbinPlotNode *node)
{
  const BobbinPlotGraph *graph = layout->own;

  return MAX (bobbin_text_width (&layout->style, graph->label_font, node->label),
              bobbin_text_width (&layout->style, graph->detail_font, node->detail));
}

static double
words_height (const BobbinPlotLayout *layout, const BobbinPlotNode *node)
{
  const BobbinPlotGraph *graph = layout->own;

  return bobbin_text_height (&layout->style, graph->label_font, node->label)
         + bobbin_text_height (&layout->style, graph->detail_font, node->detail);
}

/* Every node as large as its words; boxes all alike where @alike. */
static void
size_nodes (BobbinPlotLayout *layout, gboolean alike)
{
  const BobbinPlot *plot = layout->plot;
  BobbinPlotGraph *graph = layout->own;
  double pad = graph->label_font.size_px * 0.7, most_width = 0.0, most_height = 0.0;

  for (guint i = 0; i < plot->nodes->len; i++)
    {
      const BobbinPlotNode *node = bobbin_plot_get_node (plot, i);
      BobbinRect *rect = &graph->nodes[i];

      rect->width = words_width (layout, node) + 2.0 * pad;
      rect->height = words_height (layout, node) + 1.4 * pad;
      if (node->round)
        rect->width = rect->height = MAX (words_width (layout, node) + 1.4 * pad, rect->height * 1.15);
      else
        {
          most_width = MAX (most_width, rect->width);
          most_height = MAX (most_height, rect->height);
        }
    }
  for (guint i = 0; alike && i < plot->nodes->len; i++)
    if (!bobbin_plot_get_node (plot, i)->round)
      {
        graph->nodes[i].width = most_width;
        graph->nodes[i].height = most_height;
      }
}

/* By the unit square, inset so that all of them are seen whole. */
static void
place_nodes (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  BobbinPlotGraph *graph = layout->own;
  double half_width = 0.0, half_height = 0.0;

  for (guint i = 0; i < plot->nodes->len; i++)
    {
      half_width = MAX (half_width, graph->nodes[i].width / 2.0 + 2.0);
      half_height = MAX (half_height, graph->nodes[i].height / 2.0 + 2.0);
    }
  half_width = MIN (half_width, layout->width / 2.0);
  half_height = MIN (half_height, layout->room.height / 2.0);
  for (guint i = 0; i < plot->nodes->len; i++)
    {
      const BobbinPlotNode *node = bobbin_plot_get_node (plot, i);
      BobbinRect *rect = &graph->nodes[i];

      rect->x = half_width + CLAMP (node->x, 0.0, 1.0) * (layout->width - 2.0 * half_width) - rect->width / 2.0;
      rect->y = layout->room.y + half_height + CLAMP (node->y, 0.0, 1.0) * (layout->room.height - 2.0 * half_height) - rect->height / 2.0;
    }
}

static gboolean
are_apart (const BobbinPlotLayout *layout)
{
  const BobbinPlotGraph *graph = layout->own;
  double gap = graph->label_font.size_px * 0.9;

  for (guint i = 0; i < layout->plot->nodes->len; i++)
    {
      BobbinRect a = graph->nodes[i];

      if (a.width > layout->width || a.height > layout->room.height)
        return FALSE;
      for (guint j = 0; j < i; j++)
        if (bobbin_plot_rects_meet ((BobbinRect) { a.x - gap, a.y - gap, a.width + 2.0 * gap, a.height + 2.0 * gap }, graph->nodes[j]))
          return FALSE;
    }
  return TRUE;
}

static void
set_fonts (BobbinPlotLayout *layout, double size_px, double most_px, int lines)
{
  BobbinPlotGraph *graph = layout->own;

  graph->label_font = (BobbinFont) { .size_px = size_px, .bold = TRUE, .align = BOBBIN_ALIGN_CENTER, .max_px = most_px, .max_lines = lines };
  graph->detail_font = graph->label_font;
  graph->detail_font.bold = FALSE;
  graph->detail_font.size_px = CLAMP (size_px * 0.82, MIN (layout->style.fine_px, size_px), size_px);
}

/* What is left for each node where even the smallest words meet: they are cut. */
static void
crowd_nodes (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  BobbinPlotGraph *graph = layout->own;
  double dx = layout->width, dy = layout->room.height;

  for (guint i = 0; i < plot->nodes->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const BobbinPlotNode *a = bobbin_plot_get_node (plot, i), *b = bobbin_plot_get_node (plot, j);
        double x = fabs (a->x - b->x) * layout->width, y = fabs (a->y - b->y) * layout->room.height;

        if (x > y)
          dx = MIN (dx, x);
        else if (y > 0.0)
          dy = MIN (dy, y);
      }
  set_fonts (layout, layout->style.fine_px, MAX (dx * 0.6, 1.0), 1);
  for (guint i = 0; i < plot->nodes->len; i++)
    {
      graph->nodes[i].width = MAX (dx * 0.8, 2.0);
      graph->nodes[i].height = CLAMP (dy * 0.7, 2.0, layout->style.fine_px * 3.0);
      if (bobbin_plot_get_node (plot, i)->round)
        graph->nodes[i].width = graph->nodes[i].height = MIN (graph->nodes[i].width, graph->nodes[i].height * 1.5);
    }
  place_nodes (layout);
}

static void
choose_nodes (BobbinPlotLayout *layout)
{
  const BobbinStyle *style = &layout->style;
  const double sizes[] = { style->text_px * 1.4, style->text_px * 1.2, style->text_px, style->small_px, style->fine_px };
  const double shares[] = { NODE_MOST, 0.24, 0.17 };

  for (guint s = style->theme->id == BOBBIN_THEME_PROJECTOR ? 2 : 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint w = 0; w < G_N_ELEMENTS (shares); w++)
      for (int alike = 1; alike >= 0; alike--)
        {
          set_fonts (layout, sizes[s], layout->width * shares[w], 3);
          size_nodes (layout, alike);
          place_nodes (layout);
          if (are_apart (layout))
            return;
        }
  crowd_nodes (layout);
}

static void
place_words (BobbinPlotLayout *layout, guint i)
{
  const BobbinPlotNode *node = bobbin_plot_get_node (layout->plot, i);
  const BobbinPlotGraph *graph = layout->own;
  BobbinRect rect = graph->nodes[i];
  double label_px = bobbin_text_height (&layout->style, graph->label_font, node->label), height = words_height (layout, node);
  double x = rect.x + rect.width / 2.0, top = rect.y + (rect.height - height) / 2.0;

  if (height > rect.height + 1.0)
    {
      height = label_px;
      top = rect.y + (rect.height - height) / 2.0;
    }
  if (label_px > rect.height + 1.0)
    return;
  bobbin_plot_add_text_at (layout, graph->label_font, bobbin_role_color (layout->style.theme, node->role), x, top + label_px / 2.0, node->label);
  if (height > label_px)
    bobbin_plot_add_text_at (layout, graph->detail_font, layout->style.theme->text, x, top + (label_px + height) / 2.0, node->detail);
}

static void
lay_out (BobbinPlotLayout *layout)
{
  const BobbinPlot *plot = layout->plot;
  BobbinPlotGraph *graph = g_new0 (BobbinPlotGraph, 1);

  graph->nodes = g_new0 (BobbinRect, plot->nodes->len + 1);
  graph->paths = g_new0 (BobbinPlotPath, plot->edges->len + 1);
  layout->own = graph;
  layout->free_own = graph_free;
  layout->rect = layout->room;
  choose_nodes (layout);
  graph->arrow_px = MAX (graph->label_font.size_px * 0.55, layout->style.line_px * 3.5);
  bobbin_plot_graph_route (layout);
  for (guint i = 0; i < plot->nodes->len; i++)
    {
      place_words (layout, i);
      bobbin_plot_add_hit (layout, graph->nodes[i], i, 0);
    }
  bobbin_plot_graph_place_words (layout);
}

/* ---- Drawing ---- */

static void
path_node (cairo_t *cr, const BobbinStyle *style, const BobbinPlotNode *node, BobbinRect rect)
{
  if (node->round)
    bobbin_path_rounded (cr, rect, MIN (rect.width, rect.height) / 2.0);
  else
    bobbin_path_rounded (cr, rect, bobbin_role_radius (style, node->role));
}

static void
draw_node (const BobbinPlotLayout *layout, cairo_t *cr, guint i)
{
  const BobbinPlotNode *node = bobbin_plot_get_node (layout->plot, i);
  const BobbinStyle *style = &layout->style;
  const BobbinTheme *theme = style->theme;
  BobbinRect rect = ((const BobbinPlotGraph *) layout->own)->nodes[i];
  double line_px = MAX (style->line_px, 1.5);

  path_node (cr, style, node, rect);
  bobbin_color_set (cr, bobbin_role_tint (theme, node->role));
  cairo_fill (cr);
  cairo_set_line_width (cr, line_px);
  path_node (cr, style, node, rect);
  bobbin_color_set (cr, node->alarm ? theme->alarm : bobbin_role_color (theme, node->role));
  cairo_stroke (cr);
  if (!node->alarm)
    return;
  /* Twice outlined: seen without its hue too. */
  rect = bobbin_rect_inset (rect, line_px * 2.2);
  path_node (cr, style, node, rect);
  cairo_stroke (cr);
}

static void
draw_edge (const BobbinPlotLayout *layout, cairo_t *cr, guint i)
{
  const BobbinPlot *plot = layout->plot;
  const BobbinPlotEdge *edge = bobbin_plot_get_edge (plot, i);
  const BobbinPlotGraph *graph = layout->own;
  const BobbinPlotPath *path = &graph->paths[i];
  double line_px = MAX (layout->style.line_px, 1.2), size = graph->arrow_px;
  const double dashes[] = { line_px * 3.5, line_px * 2.5 };
  guint last = BOBBIN_PLOT_PATH_POINTS - 1;
  double angle;

  if (!path->is_drawn)
    return;
  bobbin_color_set (cr, bobbin_plot_get_node (plot, edge->from)->alarm && bobbin_plot_get_node (plot, edge->to)->alarm
                          ? layout->style.theme->alarm : layout->style.theme->mark);
  cairo_set_line_width (cr, line_px);
  if (edge->dashed)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.0);
  angle = atan2 (path->y[last] - path->y[last - 2], path->x[last] - path->x[last - 2]);
  for (guint p = 0; p <= last && hypot (path->x[p] - path->x[last], path->y[p] - path->y[last]) > size * 0.8; p++)
    cairo_line_to (cr, path->x[p], path->y[p]);
  cairo_line_to (cr, path->x[last] - size * 0.8 * cos (angle), path->y[last] - size * 0.8 * sin (angle));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.0);
  cairo_move_to (cr, path->x[last], path->y[last]);
  cairo_line_to (cr, path->x[last] - size * cos (angle - 0.42), path->y[last] - size * sin (angle - 0.42));
  cairo_line_to (cr, path->x[last] - size * cos (angle + 0.42), path->y[last] - size * sin (angle + 0.42));
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw (const BobbinPlotLayout *layout, cairo_t *cr)
{
  for (guint i = 0; i < layout->plot->edges->len; i++)
    draw_edge (layout, cr, i);
  for (guint i = 0; i < layout->plot->nodes->len; i++)
    draw_node (layout, cr, i);
}

/* ---- Words ---- */

static char *
tell_node (const BobbinPlot *plot, guint i)
{
  const BobbinPlotNode *node = bobbin_plot_get_node (plot, i);

  if (node->detail == NULL || *node->detail == '\0')
    return g_strdup (node->label);
  /* TRANSLATORS: a node of a graph and what stands below its name. */
  return g_strdup_printf (_("%s, %s"), node->label, node->detail);
}

static char *
tell_edge (const BobbinPlot *plot, const BobbinPlotEdge *edge)
{
  const char *from = bobbin_plot_get_node (plot, edge->from)->label, *to = bobbin_plot_get_node (plot, edge->to)->label;

  if (edge->label != NULL && *edge->label != '\0')
    /* TRANSLATORS: an arrow of a graph: from where, what it means, to where. */
    return g_strdup_printf (_("%s → %s (%s)"), from, to, edge->label);
  return g_strdup_printf (_("%s → %s"), from, to);
}

static gboolean
is_whole (const BobbinPlot *plot, const BobbinPlotEdge *edge)
{
  return edge->from < plot->nodes->len && edge->to < plot->nodes->len;
}

static void
describe (const BobbinPlotLayout *layout, GString *text)
{
  const BobbinPlot *plot = layout->plot;

  for (guint i = 0; i < plot->nodes->len; i++)
    {
      g_autofree char *node = tell_node (plot, i);

      bobbin_plot_append_take (text, bobbin_plot_get_node (plot, i)->alarm
                                       /* TRANSLATORS: a node that is outlined as something that is wrong. */
                                       ? g_strdup_printf (_("%s (outlined as wrong)."), node) : g_strdup_printf (_("%s."), node));
    }
  for (guint i = 0; i < plot->edges->len; i++)
    if (is_whole (plot, bobbin_plot_get_edge (plot, i)))
      {
        g_autofree char *edge = tell_edge (plot, bobbin_plot_get_edge (plot, i));

        bobbin_plot_append_take (text, g_strdup_printf (_("%s."), edge));
      }
}

/* A node and every arrow at it. */
static char *
tell (const BobbinPlotLayout *layout, const BobbinPlotHit *hit)
{
  const BobbinPlot *plot = layout->plot;
  GString *text = g_string_new (NULL);
  g_autofree char *node = tell_node (plot, hit->a);

  g_string_append (text, node);
  for (guint i = 0; i < plot->edges->len; i++)
    {
      const BobbinPlotEdge *edge = bobbin_plot_get_edge (plot, i);

      if (is_whole (plot, edge) && (edge->from == hit->a || edge->to == hit->a))
        {
          g_autofree char *words = tell_edge (plot, edge);

          g_string_append_printf (text, "\n%s", words);
        }
    }
  return g_string_free (text, FALSE);
}

const BobbinPlotKindClass bobbin_plot_graph = { lay_out, draw, describe, tell };
