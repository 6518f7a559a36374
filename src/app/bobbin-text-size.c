#include "config.h"

#include "bobbin-text-size.h"

/* In sizes of the text. */
#define ENOUGH_WIDTH_EMS        75
#define ENOUGH_HEIGHT_EMS       45
#define ENOUGH_WIDTH_EMS_ALONE  60
#define ENOUGH_HEIGHT_EMS_ALONE 36

static const struct {
  double      from;
  const char *css_class; /* style.css says how large */
} text_sizes[] = {
  { 0.0, NULL },
  { 1.75, "large" },
  { 2.25, "larger" },
  { 2.75, "largest" },
};

double
bobbin_text_size_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);

  return (double) pango_font_description_get_size (pango_context_get_font_description (context))
         / PANGO_SCALE;
}

guint
bobbin_text_size_choose (GtkWidget *widget, int width, int height, gboolean alone)
{
  double em = bobbin_text_size_em (widget);
  double across = width / em / (alone ? ENOUGH_WIDTH_EMS_ALONE : ENOUGH_WIDTH_EMS);
  double down = height / em / (alone ? ENOUGH_HEIGHT_EMS_ALONE : ENOUGH_HEIGHT_EMS);
  guint size = 0;

  for (guint i = 0; i < G_N_ELEMENTS (text_sizes); i++)
    {
      if (MIN (across, down) >= text_sizes[i].from)
        size = i;
    }
  return size;
}

void
bobbin_text_size_apply (GtkWidget *widget, guint size)
{
  g_return_if_fail (size < G_N_ELEMENTS (text_sizes));

  for (guint i = 1; i < G_N_ELEMENTS (text_sizes); i++)
    {
      if (i == size)
        gtk_widget_add_css_class (widget, text_sizes[i].css_class);
      else
        gtk_widget_remove_css_class (widget, text_sizes[i].css_class);
    }
}
