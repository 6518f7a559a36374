#include "config.h"

#include "bobbin-chart.h"

#include <adwaita.h>
#include <math.h>

#define REFRESH_INTERVAL_NS  (BOBBIN_NS_PER_S / 2)
#define DESCRIBE_INTERVAL_NS BOBBIN_NS_PER_S

typedef struct {
  BobbinRunner *runner;
  guint64       n_draws;
  gint64        drawn_ns;     /* bobbin_clock_ns() */
  gint64        described_ns; /* bobbin_clock_ns(); 0: not since the run is another */
  gboolean      has_pointer;
  gboolean      by_keyboard;  /* the keyboard was the last to point at something */
  double        pointer_x, pointer_y;
  char         *readout;
  char         *resting_readout;
} BobbinChartPrivate;

enum {
  PROP_0,
  PROP_RUNNER,
  PROP_READOUT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BobbinChart, bobbin_chart, GTK_TYPE_WIDGET)

static BobbinChartPrivate *
get_private (BobbinChart *chart)
{
  return bobbin_chart_get_instance_private (chart);
}

BobbinThemeId
bobbin_chart_choose_theme (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? BOBBIN_THEME_DARK_CONTRAST : BOBBIN_THEME_LIGHT_CONTRAST;
  return dark ? BOBBIN_THEME_DARK : BOBBIN_THEME_LIGHT;
}

BobbinStyle
bobbin_chart_make_style (GtkWidget *widget)
{
  PangoContext *pango = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (pango);
  double text_px = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  BobbinStyle style;

  if (!pango_font_description_get_size_is_absolute (font))
    text_px *= pango_cairo_context_get_resolution (pango) / 72.0;
  style = bobbin_style_for_widget (bobbin_chart_choose_theme (), pango, text_px);
  style.device_scale = gtk_widget_get_scale_factor (widget);
  return style;
}

BobbinStyle
bobbin_chart_get_style (BobbinChart *chart)
{
  return bobbin_chart_make_style (GTK_WIDGET (chart));
}

static void
update_readout (BobbinChart *chart)
{
  BobbinChartPrivate *priv = get_private (chart);
  g_autofree char *readout = NULL;

  if (priv->has_pointer && !priv->by_keyboard)
    readout = BOBBIN_CHART_GET_CLASS (chart)->describe_at (chart, priv->pointer_x, priv->pointer_y);
  if (readout == NULL)
    readout = g_strdup (priv->resting_readout);
  if (g_strcmp0 (readout, priv->readout) == 0)
    return;

  g_free (priv->readout);
  priv->readout = g_steal_pointer (&readout);
  g_object_notify_by_pspec (G_OBJECT (chart), properties[PROP_READOUT]);
}

static void
update_description (BobbinChart *chart, gboolean at_once)
{
  BobbinChartPrivate *priv = get_private (chart);
  gint64 now_ns = bobbin_clock_ns ();
  g_autofree char *description = NULL;

  if (!at_once && now_ns - priv->described_ns < DESCRIBE_INTERVAL_NS)
    return;

  if (priv->by_keyboard && priv->resting_readout != NULL)
    description = g_strdup (priv->resting_readout);
  else
    description = BOBBIN_CHART_GET_CLASS (chart)->describe (chart);
  if (description == NULL)
    return;
  priv->described_ns = now_ns;
  gtk_accessible_update_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

gboolean
bobbin_chart_is_due (BobbinChart *chart)
{
  return bobbin_clock_ns () - get_private (chart)->drawn_ns >= REFRESH_INTERVAL_NS;
}

static void
bobbin_chart_real_refresh (BobbinChart *chart, gboolean at_once)
{
  if (at_once || bobbin_chart_is_due (chart))
    gtk_widget_queue_draw (GTK_WIDGET (chart));
}

static void
refresh (BobbinChart *chart, gboolean at_once)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (chart)))
    return;

  BOBBIN_CHART_GET_CLASS (chart)->refresh (chart, at_once);
  update_readout (chart);
  update_description (chart, at_once);
}

static void
sampled_cb (BobbinChart *chart)
{
  refresh (chart, FALSE);
}

static void
updated_cb (BobbinChart *chart)
{
  refresh (chart, TRUE);
}

/* Another run, or another moment of it: what was laid out points into the old one. */
static void
run_changed_cb (BobbinChart *chart)
{
  BOBBIN_CHART_GET_CLASS (chart)->drop_layout (chart);
  get_private (chart)->described_ns = 0;
  gtk_widget_queue_resize (GTK_WIDGET (chart));
}

void
bobbin_chart_drop_layout (BobbinChart *chart)
{
  run_changed_cb (chart);
  gtk_widget_queue_draw (GTK_WIDGET (chart));
}

/* A frozen picture that is already drawn stays as it is. */
static void
frozen_changed_cb (BobbinChart *chart)
{
  BOBBIN_CHART_GET_CLASS (chart)->drop_layout (chart);
  if (!bobbin_runner_is_frozen (get_private (chart)->runner))
    refresh (chart, TRUE);
}

static gboolean
bobbin_chart_real_snapshot (BobbinChart       *chart,
                            GtkSnapshot       *snapshot,
                            const BobbinStyle *style,
                            double             width,
                            double             height)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                          (float) height));

  BOBBIN_CHART_GET_CLASS (chart)->draw (chart, cr, style, width, height);
  cairo_destroy (cr);
  return TRUE;
}

static void
bobbin_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BobbinChart *chart = BOBBIN_CHART (widget);
  BobbinChartPrivate *priv = get_private (chart);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  BobbinStyle style;

  if (width <= 0 || height <= 0)
    return;

  style = bobbin_chart_get_style (chart);
  if (!BOBBIN_CHART_GET_CLASS (chart)->snapshot (chart, snapshot, &style, width, height))
    return;
  priv->n_draws++;
  priv->drawn_ns = bobbin_clock_ns ();
  if (priv->described_ns == 0)
    update_description (chart, TRUE);
}

static void
bobbin_chart_real_pointed (BobbinChart *chart)
{
}

/* GTK repeats itself when what is drawn under a resting pointer changes. */
static gboolean
is_elsewhere (BobbinChartPrivate *priv, double x, double y)
{
  return !priv->has_pointer || fabs (x - priv->pointer_x) > 0.1 || fabs (y - priv->pointer_y) > 0.1;
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, BobbinChart *chart)
{
  BobbinChartPrivate *priv = get_private (chart);

  if (!is_elsewhere (priv, x, y))
    return;
  priv->has_pointer = TRUE;
  priv->by_keyboard = FALSE;
  priv->pointer_x = x;
  priv->pointer_y = y;
  update_readout (chart);
  BOBBIN_CHART_GET_CLASS (chart)->pointed (chart);
}

static void
leave_cb (GtkEventControllerMotion *controller, BobbinChart *chart)
{
  get_private (chart)->has_pointer = FALSE;
  update_readout (chart);
  BOBBIN_CHART_GET_CLASS (chart)->pointed (chart);
}

static void
follow (BobbinChart *chart, BobbinRunner *runner)
{
  g_signal_connect_object (runner, "session-changed", G_CALLBACK (run_changed_cb), chart,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "sampled", G_CALLBACK (sampled_cb), chart, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "updated", G_CALLBACK (updated_cb), chart, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "notify::frozen", G_CALLBACK (frozen_changed_cb), chart,
                           G_CONNECT_SWAPPED);
}

static void
bobbin_chart_constructed (GObject *object)
{
  BobbinChart *chart = BOBBIN_CHART (object);
  BobbinRunner *runner = get_private (chart)->runner;
  AdwStyleManager *manager = adw_style_manager_get_default ();

  G_OBJECT_CLASS (bobbin_chart_parent_class)->constructed (object);

  if (runner != NULL)
    follow (chart, runner);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), chart,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           chart, G_CONNECT_SWAPPED);
}

static void
bobbin_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BobbinChartPrivate *priv = get_private (BOBBIN_CHART (object));

  switch (id)
    {
    case PROP_RUNNER:
      g_value_set_object (value, priv->runner);
      break;
    case PROP_READOUT:
      g_value_set_string (value, priv->readout);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RUNNER:
      get_private (BOBBIN_CHART (object))->runner = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bobbin_chart_dispose (GObject *object)
{
  BobbinChart *chart = BOBBIN_CHART (object);

  BOBBIN_CHART_GET_CLASS (chart)->drop_layout (chart);
  g_clear_object (&get_private (chart)->runner);
  G_OBJECT_CLASS (bobbin_chart_parent_class)->dispose (object);
}

static void
bobbin_chart_finalize (GObject *object)
{
  BobbinChartPrivate *priv = get_private (BOBBIN_CHART (object));

  g_free (priv->readout);
  g_free (priv->resting_readout);
  G_OBJECT_CLASS (bobbin_chart_parent_class)->finalize (object);
}

static void
bobbin_chart_class_init (BobbinChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bobbin_chart_constructed;
  object_class->get_property = bobbin_chart_get_property;
  object_class->set_property = bobbin_chart_set_property;
  object_class->dispose = bobbin_chart_dispose;
  object_class->finalize = bobbin_chart_finalize;
  widget_class->snapshot = bobbin_chart_snapshot;
  klass->refresh = bobbin_chart_real_refresh;
  klass->snapshot = bobbin_chart_real_snapshot;
  klass->pointed = bobbin_chart_real_pointed;

  properties[PROP_RUNNER] = g_param_spec_object ("runner", NULL, NULL, BOBBIN_TYPE_RUNNER,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                   | G_PARAM_STATIC_STRINGS);
  properties[PROP_READOUT] = g_param_spec_string ("readout", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bobbin_chart_init (BobbinChart *chart)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_set_focusable (GTK_WIDGET (chart), TRUE);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), chart);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), chart);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), chart);
  gtk_widget_add_controller (GTK_WIDGET (chart), motion);
}

BobbinRunner *
bobbin_chart_get_runner (BobbinChart *chart)
{
  return get_private (chart)->runner;
}

const BobbinRun *
bobbin_chart_get_run (BobbinChart *chart)
{
  return bobbin_runner_get_run (get_private (chart)->runner);
}

gboolean
bobbin_chart_get_pointer (BobbinChart *chart, double *out_x, double *out_y)
{
  BobbinChartPrivate *priv = get_private (chart);

  *out_x = priv->pointer_x;
  *out_y = priv->pointer_y;
  return priv->has_pointer && !priv->by_keyboard;
}

guint64
bobbin_chart_get_n_draws (BobbinChart *chart)
{
  return get_private (chart)->n_draws;
}

const char *
bobbin_chart_get_readout (BobbinChart *chart)
{
  return get_private (chart)->readout;
}

void
bobbin_chart_set_resting_readout (BobbinChart *chart, const char *text)
{
  BobbinChartPrivate *priv = get_private (chart);

  g_free (priv->resting_readout);
  priv->resting_readout = g_strdup (text);
  update_readout (chart);
}

void
bobbin_chart_read_out (BobbinChart *chart, const char *text)
{
  get_private (chart)->by_keyboard = TRUE;
  bobbin_chart_set_resting_readout (chart, text);
  update_description (chart, TRUE);
}
