#include "config.h"

#include "bobbin-verdict-mark.h"

#include <adwaita.h>
#include <math.h>

#include "bobbin-chart.h"
#include "bobbin-text-size.h"
#include "bobbin-verdict-badge.h"

#define SIZE_EMS 1.15

struct _BobbinVerdictMark {
  GtkWidget parent_instance;
  int       verdict; /* -1: none */
};

G_DEFINE_FINAL_TYPE (BobbinVerdictMark, bobbin_verdict_mark, GTK_TYPE_WIDGET)

static void
bobbin_verdict_mark_measure (GtkWidget     *widget,
                             GtkOrientation orientation,
                             int            for_size,
                             int           *minimum,
                             int           *natural,
                             int           *minimum_baseline,
                             int           *natural_baseline)
{
  *minimum = *natural = (int) ceil (SIZE_EMS * bobbin_text_size_em (widget));
}

static void
bobbin_verdict_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BobbinVerdictMark *mark = BOBBIN_VERDICT_MARK (widget);
  BobbinStyle style = bobbin_chart_make_style (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  bobbin_verdict_sign_draw (cr, &style, (BobbinVerdict) mark->verdict, width / 2.0, height / 2.0,
                            MIN (width, height) - 1.0);
  cairo_destroy (cr);
}

static void
bobbin_verdict_mark_class_init (BobbinVerdictMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = bobbin_verdict_mark_measure;
  widget_class->snapshot = bobbin_verdict_mark_snapshot;
  gtk_widget_class_set_css_name (widget_class, "verdictmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bobbin_verdict_mark_init (BobbinVerdictMark *mark)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  mark->verdict = -1;
  gtk_widget_set_visible (GTK_WIDGET (mark), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (mark), GTK_ALIGN_CENTER);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), mark, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), mark,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
bobbin_verdict_mark_new (void)
{
  return g_object_new (BOBBIN_TYPE_VERDICT_MARK, NULL);
}

void
bobbin_verdict_mark_set_verdict (BobbinVerdictMark *mark, int verdict)
{
  g_return_if_fail (BOBBIN_IS_VERDICT_MARK (mark));
  g_return_if_fail (verdict >= -1 && verdict < BOBBIN_N_VERDICTS);

  if (mark->verdict == verdict)
    return;
  mark->verdict = verdict;
  gtk_widget_set_visible (GTK_WIDGET (mark), verdict >= 0);
  if (verdict >= 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    bobbin_verdict_label ((BobbinVerdict) verdict), -1);
  gtk_widget_queue_draw (GTK_WIDGET (mark));
}

int
bobbin_verdict_mark_get_verdict (BobbinVerdictMark *mark)
{
  return mark->verdict;
}
