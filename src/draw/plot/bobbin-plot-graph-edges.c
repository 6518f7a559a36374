/* bobbin-plot-graph-edges.c - the ways of arrows, and where their words go */
#include "bobbin-plot-graph-private.h"

#include <math.h>

#define APART_PX 2.0 /* in text sizes, between arrows of one pair of nodes */

static BobbinPlotGraph *
get_graph (const BobbinPlotLayout *layout)
{
  return layout->own;
}

static double
middle_x (BobbinRect rect)
{
  return rect.x + rect.width / 2.0;
}

static double
middle_y (BobbinRect rect)
{
  return rect.y + rect.height / 2.0;
}

/* Whether a point lies in the node, @by_px around it too. */
static gboolean
node_contains (const BobbinPlotLayout *layout, guint node, double x, double y, double by_px)
{
  BobbinRect rect = get_graph (layout)->nodes[node];

  if (bobbin_plot_get_node (layout->plot, node)->round)
    return hypot ((x - middle_x (rect)) / (rect.width / 2.0 + by_px), (y - middle_y (rect)) / (rect.height / 2.0 + by_px)) < 1.0;
  return x > rect.x - by_px && x < rect.x + rect.width + by_px && y > rect.y - by_px && y < rect.y + rect.height + by_px;
}

static void
curve_at (const double at[6], double t, double *x, double *y)
{
  double a = (1.0 - t) * (1.0 - t), b = 2.0 * t * (1.0 - t), c = t * t;

  *x = a * at[0] + b * at[2] + c * at[4];
  *y = a * at[1] + b * at[3] + c * at[5];
}

/* The way between two nodes, its middle @bulge_px to the side; begins and ends
 * at their edges. */
static void
make_path (const BobbinPlotLayout *layout, const BobbinPlotEdge *edge, double bulge_px, BobbinPlotPath *path)
{
  BobbinRect from = get_graph (layout)->nodes[edge->from], to = get_graph (layout)->nodes[edge->to];
  double dx = middle_x (to) - middle_x (from), dy = middle_y (to) - middle_y (from), length = MAX (hypot (dx, dy), 1.0);
  double control_x = (middle_x (from) + middle_x (to)) / 2.0 - dy / length * bulge_px * 2.0;
  double control_y = (middle_y (from) + middle_y (to)) / 2.0 + dx / length * bulge_px * 2.0;
  double at[6] = { middle_x (from), middle_y (from), control_x, control_y, middle_x (to), middle_y (to) };
  double begin = 0.0, end = 1.0, gap = layout->style.line_px * 1.5, x, y;

  for (; begin < 0.5; begin += 0.005)
    {
      curve_at (at, begin, &x, &y);
      if (!node_contains (layout, edge->from, x, y, gap))
        break;
    }
  for (; end > 0.5; end -= 0.005)
    {
      curve_at (at, end, &x, &y);
      if (!node_contains (layout, edge->to, x, y, gap))
        break;
    }
  for (guint i = 0; i < BOBBIN_PLOT_PATH_POINTS; i++)
    curve_at (at, begin + (end - begin) * i / (BOBBIN_PLOT_PATH_POINTS - 1), &path->x[i], &path->y[i]);
  path->is_drawn = end > begin;
}

/* From a node to itself: a loop above its right corner. */
static void
make_loop (const BobbinPlotLayout *layout, const BobbinPlotEdge *edge, BobbinPlotPath *path)
{
  BobbinRect rect = get_graph (layout)->nodes[edge->from];
  double radius = layout->style.text_px * 0.8, x = rect.x + rect.width - radius, y = MAX (rect.y - radius * 0.6, radius);

  for (guint i = 0; i < BOBBIN_PLOT_PATH_POINTS; i++)
    {
      double angle = G_PI * 0.8 + 1.4 * G_PI * i / (BOBBIN_PLOT_PATH_POINTS - 1);

      path->x[i] = x + radius * cos (angle);
      path->y[i] = y + radius * sin (angle);
    }
  path->is_drawn = TRUE;
}

static guint
count_in_way (const BobbinPlotLayout *layout, const BobbinPlotEdge *edge, const BobbinPlotPath *path)
{
  guint n = 0;

  for (guint node = 0; node < layout->plot->nodes->len; node++)
    for (guint i = 1; node != edge->from && node != edge->to && i + 1 < BOBBIN_PLOT_PATH_POINTS; i++)
      n += node_contains (layout, node, path->x[i], path->y[i], layout->style.line_px * 2.0);
  for (guint i = 0; i < BOBBIN_PLOT_PATH_POINTS; i++)
    n += path->x[i] < 0.0 || path->x[i] > layout->width || path->y[i] < layout->room.y
         || path->y[i] > layout->room.y + layout->room.height;
  return n;
}

void
bobbin_plot_graph_route (BobbinPlotLayout *layout)
{
  static const double more[] = { 0.0, 1.5, -1.5, 3.0, -3.0, 5.0, -5.0, 8.0, -8.0 };
  const BobbinPlot *plot = layout->plot;
  double step = layout->style.text_px * APART_PX;

  for (guint i = 0; i < plot->edges->len; i++)
    {
      const BobbinPlotEdge *edge = bobbin_plot_get_edge (plot, i);
      BobbinPlotPath *path = &get_graph (layout)->paths[i];
      guint n = 0, rank = 0, least = G_MAXUINT;

      if (edge->from >= plot->nodes->len || edge->to >= plot->nodes->len)
        continue;
      if (edge->from == edge->to)
        {
          make_loop (layout, edge, path);
          continue;
        }
      for (guint j = 0; j < plot->edges->len; j++)
        {
          const BobbinPlotEdge *other = bobbin_plot_get_edge (plot, j);

          if (MIN (other->from, other->to) != MIN (edge->from, edge->to) || MAX (other->from, other->to) != MAX (edge->from, edge->to))
            continue;
          rank += j < i;
          n++;
        }
      for (guint m = 0; m < G_N_ELEMENTS (more) && least > 0; m++)
        {
          /* One side as seen from the node with the lower number, so that there and back differ. */
          double side = edge->from < edge->to ? 1.0 : -1.0, bulge = ((rank - (n - 1) / 2.0) * step + more[m] * step) * side;
          BobbinPlotPath tried;
          guint in_way;

          make_path (layout, edge, bulge, &tried);
          in_way = count_in_way (layout, edge, &tried);
          if (in_way < least)
            {
              least = in_way;
              *path = tried;
            }
        }
    }
}

/* ---- Words ---- */

static BobbinRect
grown (BobbinRect rect, double by_px)
{
  return (BobbinRect) { rect.x - by_px, rect.y - by_px, rect.width + 2.0 * by_px, rect.height + 2.0 * by_px };
}

/* How bad it is to have words in @rect: a node or other words forbid it, other
 * arrows and the tip of its own are merely ugly. */
static double
cost_of (const BobbinPlotLayout *layout, guint edge, BobbinRect rect)
{
  const BobbinPlotGraph *graph = get_graph (layout);
  double cost = 0.0;
  guint n_hidden = 0;

  if (rect.x < 0.0 || rect.x + rect.width > layout->width || rect.y < layout->room.y
      || rect.y + rect.height > layout->room.y + layout->room.height || !bobbin_plot_is_free (layout, grown (rect, 2.0)))
    return (double) INFINITY;
  for (guint i = 0; i < layout->plot->nodes->len; i++)
    if (bobbin_plot_rects_meet (grown (graph->nodes[i], 2.0), rect))
      return (double) INFINITY;
  for (guint e = 0; e < layout->plot->edges->len; e++)
    for (guint i = 0; graph->paths[e].is_drawn && i < BOBBIN_PLOT_PATH_POINTS; i++)
      if (bobbin_rect_contains (rect, graph->paths[e].x[i], graph->paths[e].y[i]))
        {
          n_hidden += e == edge;
          if (e != edge)
            cost += 4.0;
          else if (i < 3 || i + 5 > BOBBIN_PLOT_PATH_POINTS)
            cost += 6.0;
        }
  /* An arrow that its own words cover is none. */
  return cost + (n_hidden * 2 > BOBBIN_PLOT_PATH_POINTS ? 20.0 : 0.0);
}

static gboolean
place_word (BobbinPlotLayout *layout, guint e, double size_px)
{
  static const double shares[] = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75, 0.15, 0.85 };
  static const double sides[] = { 0.0, 1.0, -1.0, 1.6, -1.6 };
  const BobbinPlotPath *path = &get_graph (layout)->paths[e];
  const char *label = bobbin_plot_get_edge (layout->plot, e)->label;
  BobbinFont font = { .size_px = size_px, .align = BOBBIN_ALIGN_CENTER, .max_px = layout->width * 0.34, .max_lines = 2 };
  double width = bobbin_text_width (&layout->style, font, label), height = bobbin_text_height (&layout->style, font, label);
  double best_cost = (double) INFINITY, best_x = 0.0, best_y = 0.0;

  for (guint s = 0; s < G_N_ELEMENTS (shares); s++)
    for (guint k = 0; k < G_N_ELEMENTS (sides); k++)
      {
        guint i = (guint) lround (shares[s] * (BOBBIN_PLOT_PATH_POINTS - 1));
        double dx = path->x[i + 1] - path->x[i - 1], dy = path->y[i + 1] - path->y[i - 1], length = MAX (hypot (dx, dy), 1e-6);
        /* Beside the arrow: as far as the box of the words reaches that way. */
        double reach = fabs (dy / length) * width / 2.0 + fabs (dx / length) * height / 2.0 + size_px * 0.35;
        double x = path->x[i] - dy / length * sides[k] * reach, y = path->y[i] + dx / length * sides[k] * reach;
        BobbinRect rect = { x - width / 2.0, y - height / 2.0, width, height };
        double cost = cost_of (layout, e, rect) + s * 0.35 + k * 0.6;

        if (cost < best_cost)
          {
            best_cost = cost;
            best_x = x;
            best_y = y;
          }
      }
  if (isinf (best_cost))
    return FALSE;
  bobbin_plot_add_text_at (layout, font, layout->style.theme->text, best_x, best_y, label);
  g_array_index (layout->texts, BobbinPlotText, layout->texts->len - 1).on_data = TRUE;
  return TRUE;
}

void
bobbin_plot_graph_place_words (BobbinPlotLayout *layout)
{
  for (guint e = 0; e < layout->plot->edges->len; e++)
    {
      const char *label = bobbin_plot_get_edge (layout->plot, e)->label;

      if (label != NULL && *label != '\0' && get_graph (layout)->paths[e].is_drawn
          && !place_word (layout, e, layout->style.small_px))
        place_word (layout, e, layout->style.fine_px);
    }
}
