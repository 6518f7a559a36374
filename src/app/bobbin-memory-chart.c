#include "config.h"

#include "bobbin-memory-chart.h"

#include <math.h>

#include "bobbin-memory-chart-private.h"

#define REFRESH_INTERVAL_NS (BOBBIN_NS_PER_S / 4)

/* In text sizes. */
#define MINIMUM_WIDTH  18.0
#define MINIMUM_HEIGHT 11.0
#define NATURAL_WIDTH  40.0
#define NATURAL_HEIGHT 22.0

enum {
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum {
  SIGNAL_PICKED,
  SIGNAL_MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (BobbinMemoryChart, bobbin_memory_chart, BOBBIN_TYPE_CHART,
                                  G_ADD_PRIVATE (BobbinMemoryChart)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

BobbinMemoryChartPrivate *
bobbin_memory_chart_get_private (BobbinMemoryChart *chart)
{
  return bobbin_memory_chart_get_instance_private (chart);
}

guint64
bobbin_memory_version_add (guint64 version, guint64 value)
{
  return (version ^ value) * G_GUINT64_CONSTANT (0x100000001b3);
}

double
bobbin_memory_chart_get_scroll_px (BobbinMemoryChart *chart)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);

  return priv->vadjustment != NULL ? round (gtk_adjustment_get_value (priv->vadjustment)) : 0.0;
}

static gboolean
is_same_style (const BobbinStyle *a, const BobbinStyle *b)
{
  return a->theme == b->theme && fabs (a->text_px - b->text_px) < 0.01
         && fabs (a->device_scale - b->device_scale) < 0.01;
}

static void
forget_picture (BobbinMemoryChart *chart)
{
  g_clear_pointer (&bobbin_memory_chart_get_private (chart)->picture, gsk_render_node_unref);
}

static void
forget_layout (BobbinMemoryChart *chart)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);

  if (priv->is_laid_out)
    BOBBIN_MEMORY_CHART_GET_CLASS (chart)->drop (chart);
  priv->is_laid_out = FALSE;
}

/* A frozen picture stays, while its layout has to go with the run that it was of. */
gboolean
bobbin_memory_chart_ensure_layout (BobbinMemoryChart *chart)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  BobbinStyle style;

  if (priv->is_laid_out)
    return TRUE;
  if (priv->width_px <= 0.0)
    return FALSE;
  style = bobbin_chart_get_style (BOBBIN_CHART (chart));
  BOBBIN_MEMORY_CHART_GET_CLASS (chart)->lay_out (chart, bobbin_chart_get_run (BOBBIN_CHART (chart)), priv->width_px,
                                                  priv->height_px, &style);
  priv->is_laid_out = TRUE;
  return TRUE;
}

static gboolean
outlast_cb (gpointer data)
{
  BobbinMemoryChart *chart = data;

  bobbin_memory_chart_get_private (chart)->lasting = 0;
  forget_layout (chart);
  forget_picture (chart);
  gtk_widget_queue_draw (GTK_WIDGET (chart));
  return G_SOURCE_REMOVE;
}

static void
draw_anew (BobbinMemoryChart *chart, const BobbinStyle *style, double width, double height)
{
  BobbinMemoryChartClass *klass = BOBBIN_MEMORY_CHART_GET_CLASS (chart);
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (chart));
  guint lasting_ms;

  forget_layout (chart);
  bobbin_memory_chart_ensure_layout (chart);
  priv->scroll_px = bobbin_memory_chart_get_scroll_px (chart);
  cairo_translate (cr, 0.0, -priv->scroll_px);
  klass->paint (chart, cr);
  cairo_destroy (cr);
  forget_picture (chart);
  priv->picture = gtk_snapshot_free_to_node (snapshot);
  priv->style = *style;
  priv->version = klass->get_version (chart, run);
  lasting_ms = klass->get_lasting_ms (chart);
  if (lasting_ms > 0 && priv->lasting == 0)
    priv->lasting = g_timeout_add (lasting_ms, outlast_cb, chart);
}

static void
append_outline (GtkSnapshot *snapshot, BobbinMemoryChart *chart, BobbinRect rect, const BobbinColor *color, float line_px)
{
  double scroll_px = bobbin_memory_chart_get_scroll_px (chart);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) floor (rect.x) - line_px,
                                               (float) floor (rect.y - scroll_px) - line_px,
                                               (float) ceil (rect.width) + 2.0F * line_px,
                                               (float) ceil (rect.height) + 2.0F * line_px);
  GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue, (float) color->alpha };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, 0.0F);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { line_px, line_px, line_px, line_px },
                              (GdkRGBA[4]) { rgba, rgba, rgba, rgba });
}

/* Dark within light, or the other way, so that it is seen on cells of any shade. */
static void
append_pointed (GtkSnapshot *snapshot, BobbinMemoryChart *chart, BobbinRect rect)
{
  const BobbinTheme *theme = bobbin_memory_chart_get_private (chart)->style.theme;
  BobbinRect around = { rect.x - 2.0, rect.y - 2.0, rect.width + 4.0, rect.height + 4.0 };

  append_outline (snapshot, chart, around, &theme->card, 1.0F);
  append_outline (snapshot, chart, rect, &theme->text, 2.0F);
}

static void
append_pointers (GtkSnapshot *snapshot, BobbinMemoryChart *chart)
{
  BobbinMemoryCell cell;
  double x, y;

  if (bobbin_memory_chart_get_cursor (chart, &cell))
    append_pointed (snapshot, chart, cell.rect);
  if (bobbin_chart_get_pointer (BOBBIN_CHART (chart), &x, &y)
      && bobbin_memory_chart_hit (chart, x, y + bobbin_memory_chart_get_scroll_px (chart), &cell))
    append_pointed (snapshot, chart, cell.rect);
}

static gboolean
bobbin_memory_chart_snapshot (BobbinChart *base, GtkSnapshot *snapshot, const BobbinStyle *style, double width,
                              double height)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (base);
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  gboolean anew = priv->picture == NULL || !is_same_style (&priv->style, style)
                  || fabs (priv->scroll_px - bobbin_memory_chart_get_scroll_px (chart)) > 0.1;

  if (anew)
    draw_anew (chart, style, width, height);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (priv->picture != NULL)
    gtk_snapshot_append_node (snapshot, priv->picture);
  append_pointers (snapshot, chart);
  gtk_snapshot_pop (snapshot);
  return anew;
}

static void
bobbin_memory_chart_pointed (BobbinChart *chart)
{
  gtk_widget_queue_draw (GTK_WIDGET (chart));
}

static char *
bobbin_memory_chart_describe (BobbinChart *base)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (base);

  return bobbin_memory_chart_ensure_layout (chart) ? BOBBIN_MEMORY_CHART_GET_CLASS (chart)->tell (chart) : NULL;
}

static char *
bobbin_memory_chart_describe_at (BobbinChart *base, double x, double y)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (base);

  if (!bobbin_memory_chart_ensure_layout (chart))
    return NULL;
  return BOBBIN_MEMORY_CHART_GET_CLASS (chart)->tell_at (chart, x, y + bobbin_memory_chart_get_scroll_px (chart));
}

static void
bobbin_memory_chart_drop_layout (BobbinChart *base)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (base);
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);

  forget_layout (chart);
  if (bobbin_chart_get_runner (base) == NULL || bobbin_runner_is_frozen (bobbin_chart_get_runner (base)))
    return;
  forget_picture (chart);
  priv->has_cursor = FALSE;
  bobbin_chart_set_resting_readout (base, NULL);
}

/* Drawn as often as it is read, and no oftener. */
static void
bobbin_memory_chart_refresh (BobbinChart *base, gboolean at_once)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (base);
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  gint64 now_ns = bobbin_clock_ns ();

  if (!at_once && now_ns - priv->looked_ns < REFRESH_INTERVAL_NS)
    return;
  priv->looked_ns = now_ns;
  if (!at_once
      && priv->version == BOBBIN_MEMORY_CHART_GET_CLASS (chart)->get_version (chart, bobbin_chart_get_run (base)))
    return;
  forget_layout (chart);
  forget_picture (chart);
  gtk_widget_queue_allocate (GTK_WIDGET (chart));
  gtk_widget_queue_draw (GTK_WIDGET (chart));
  bobbin_memory_chart_update_cursor (chart);
}

/* It may be of another time than now. */
static void
bobbin_memory_chart_map (GtkWidget *widget)
{
  forget_layout (BOBBIN_MEMORY_CHART (widget));
  forget_picture (BOBBIN_MEMORY_CHART (widget));
  GTK_WIDGET_CLASS (bobbin_memory_chart_parent_class)->map (widget);
}

static void
bobbin_memory_chart_measure (GtkWidget     *widget,
                             GtkOrientation orientation,
                             int            for_size,
                             int           *minimum,
                             int           *natural,
                             int           *minimum_baseline,
                             int           *natural_baseline)
{
  double text_px = bobbin_chart_get_style (BOBBIN_CHART (widget)).text_px;
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = (int) (text_px * (across ? MINIMUM_WIDTH : MINIMUM_HEIGHT));
  *natural = (int) (text_px * (across ? NATURAL_WIDTH : NATURAL_HEIGHT));
}

static void
bobbin_memory_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (widget);
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);
  BobbinStyle style = bobbin_chart_get_style (BOBBIN_CHART (chart));
  double needed_px = ceil (BOBBIN_MEMORY_CHART_GET_CLASS (chart)->choose_height (
    chart, bobbin_chart_get_run (BOBBIN_CHART (chart)), width, height, &style));

  needed_px = MAX (needed_px, height);
  if (fabs (priv->width_px - width) > 0.5 || fabs (priv->height_px - needed_px) > 0.5
      || fabs (priv->seen_px - height) > 0.5)
    {
      forget_layout (chart);
      forget_picture (chart);
    }
  priv->width_px = width;
  priv->height_px = needed_px;
  priv->seen_px = height;
  if (priv->hadjustment != NULL)
    gtk_adjustment_configure (priv->hadjustment, 0.0, 0.0, width, 1.0, width, width);
  if (priv->vadjustment != NULL)
    gtk_adjustment_configure (priv->vadjustment, CLAMP (gtk_adjustment_get_value (priv->vadjustment), 0.0,
                                                        needed_px - height),
                              0.0, needed_px, style.text_px * 2.0, height * 0.9, height);
}

static void
set_adjustment (BobbinMemoryChart *chart, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, chart);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), chart, G_CONNECT_SWAPPED);
}

static void
bobbin_memory_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (BOBBIN_MEMORY_CHART (object));

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, priv->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, priv->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_memory_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (object);
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (chart, &priv->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (chart, &priv->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      /* It is as high as it is given. */
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_memory_chart_dispose (GObject *object)
{
  BobbinMemoryChart *chart = BOBBIN_MEMORY_CHART (object);
  BobbinMemoryChartPrivate *priv = bobbin_memory_chart_get_private (chart);

  g_clear_handle_id (&priv->lasting, g_source_remove);
  forget_layout (chart);
  forget_picture (chart);
  set_adjustment (chart, &priv->hadjustment, NULL);
  set_adjustment (chart, &priv->vadjustment, NULL);
  G_OBJECT_CLASS (bobbin_memory_chart_parent_class)->dispose (object);
}

static guint
bobbin_memory_chart_real_get_lasting_ms (BobbinMemoryChart *chart)
{
  return 0;
}

static void
bobbin_memory_chart_class_init (BobbinMemoryChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BobbinChartClass *chart_class = BOBBIN_CHART_CLASS (klass);

  object_class->get_property = bobbin_memory_chart_get_property;
  object_class->set_property = bobbin_memory_chart_set_property;
  object_class->dispose = bobbin_memory_chart_dispose;
  widget_class->map = bobbin_memory_chart_map;
  widget_class->measure = bobbin_memory_chart_measure;
  widget_class->size_allocate = bobbin_memory_chart_size_allocate;
  chart_class->snapshot = bobbin_memory_chart_snapshot;
  chart_class->pointed = bobbin_memory_chart_pointed;
  chart_class->describe = bobbin_memory_chart_describe;
  chart_class->describe_at = bobbin_memory_chart_describe_at;
  chart_class->drop_layout = bobbin_memory_chart_drop_layout;
  chart_class->refresh = bobbin_memory_chart_refresh;
  klass->get_lasting_ms = bobbin_memory_chart_real_get_lasting_ms;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[SIGNAL_PICKED] = g_signal_new ("picked", BOBBIN_TYPE_MEMORY_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_MENU] = g_signal_new ("menu", BOBBIN_TYPE_MEMORY_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  bobbin_memory_chart_add_bindings (widget_class);
}

static void
bobbin_memory_chart_init (BobbinMemoryChart *chart)
{
  bobbin_memory_chart_add_click (chart);
}

void
bobbin_memory_chart_pick (BobbinMemoryChart *chart, int process)
{
  if (process >= 0)
    g_signal_emit (chart, signals[SIGNAL_PICKED], 0, (guint) process);
}

void
bobbin_memory_chart_ask_menu (BobbinMemoryChart *chart, double x, double y)
{
  g_signal_emit (chart, signals[SIGNAL_MENU], 0, x, y);
}
