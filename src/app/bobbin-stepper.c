#include "config.h"

#include "bobbin-stepper.h"

#include <glib/gi18n-lib.h>

#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define PERCENT_STEP_PPM 50000
#define PAGE             2 /* argument of a key that steps by a page */

struct _BobbinStepper {
  GtkWidget         parent_instance;
  GtkWidget        *down;
  GtkWidget        *text;
  GtkWidget        *up;
  BobbinStepperUnit unit;
  gint64            value;
  gint64            minimum;
  gint64            maximum;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinStepper, bobbin_stepper, GTK_TYPE_WIDGET)

/* "4 MiB" rather than "4.00 MiB": a control shows what was set, not what was measured. */
static char *
format_bytes (gint64 bytes)
{
  static const char *const units[] = { "KiB", "MiB", "GiB" };

  for (guint i = G_N_ELEMENTS (units); i > 0; i--)
    {
      gint64 factor = G_GINT64_CONSTANT (1) << (10 * i);

      if (bytes >= factor && bytes % factor == 0)
        return g_strdup_printf ("%" G_GINT64_FORMAT " %s", bytes / factor, units[i - 1]);
    }
  return bobbin_format_bytes ((guint64) bytes);
}

static char *
format_value (const BobbinStepper *stepper, gint64 value)
{
  switch (stepper->unit)
    {
    case BOBBIN_STEPPER_BYTES:
      return format_bytes (value);
    case BOBBIN_STEPPER_PERCENT:
      return bobbin_format_percent ((double) value / BOBBIN_STEPPER_PPM);
    case BOBBIN_STEPPER_DURATION:
      return bobbin_format_duration_short (value);
    case BOBBIN_STEPPER_COUNT:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

/* A bare number of percent is what a person types. */
static gboolean
parse_percent (const char *text, gint64 *out_value)
{
  g_autofree char *with_sign = g_strdup_printf ("%s%%", text);
  double share;

  if (!bobbin_parse_percent (text, &share) && !bobbin_parse_percent (with_sign, &share))
    return FALSE;
  *out_value = (gint64) (share * BOBBIN_STEPPER_PPM + 0.5);
  return TRUE;
}

/* Blanks go, so that what is shown can be read back. */
static gboolean
parse_value (const BobbinStepper *stepper, const char *text, gint64 *out_value)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t", -1);
  g_autofree char *packed = g_strjoinv ("", words);
  guint64 number;

  switch (stepper->unit)
    {
    case BOBBIN_STEPPER_BYTES:
      if (!bobbin_parse_bytes (packed, &number) || number > G_MAXINT64)
        return FALSE;
      *out_value = (gint64) number;
      return TRUE;
    case BOBBIN_STEPPER_PERCENT:
      return parse_percent (packed, out_value);
    case BOBBIN_STEPPER_DURATION:
      return bobbin_parse_duration (packed, out_value);
    case BOBBIN_STEPPER_COUNT:
    default:
      if (!bobbin_parse_count (packed, G_MAXINT32, &number))
        return FALSE;
      *out_value = (gint64) number;
      return TRUE;
    }
}

static gint64
next_power_of_two (gint64 value, gboolean up)
{
  gint64 power = 1;

  while (power < value && power < G_MAXINT64 / 4)
    power *= 2;
  if (up)
    return power > value ? power : power * 2;
  return MAX (power / 2, 1);
}

/* The next of 1, 2, 5, 10, 20 … */
static gint64
next_round (gint64 value, gboolean up)
{
  gint64 decade = 1;

  while (decade <= value / 10)
    decade *= 10;

  if (up)
    {
      if (value < 2 * decade)
        return 2 * decade;
      return value < 5 * decade ? 5 * decade : 10 * decade;
    }
  if (value > 5 * decade)
    return 5 * decade;
  if (value > 2 * decade)
    return 2 * decade;
  return value > decade ? decade : MAX (decade / 2, 1);
}

gint64
bobbin_stepper_unit_step (BobbinStepperUnit unit, gint64 value, int n)
{
  gboolean up = n > 0;

  for (int i = 0; i < ABS (n); i++)
    {
      switch (unit)
        {
        case BOBBIN_STEPPER_BYTES:
          value = next_power_of_two (value, up);
          break;
        case BOBBIN_STEPPER_DURATION:
          value = next_round (value, up);
          break;
        case BOBBIN_STEPPER_PERCENT:
          value = up ? (value / PERCENT_STEP_PPM + 1) * PERCENT_STEP_PPM
                     : ((value - 1) / PERCENT_STEP_PPM) * PERCENT_STEP_PPM;
          break;
        case BOBBIN_STEPPER_COUNT:
        default:
          value += up ? 1 : -1;
        }
    }
  return value;
}

/* All usual numbers in the same room, so that nothing moves while one steps. */
static int
get_width_chars (BobbinStepper *stepper, const char *text)
{
  int usual = stepper->unit == BOBBIN_STEPPER_COUNT ? 3 : 7;

  return MAX (usual, (int) g_utf8_strlen (text, -1));
}

static void
show_value (BobbinStepper *stepper)
{
  g_autofree char *text = format_value (stepper, stepper->value);

  gtk_editable_set_width_chars (GTK_EDITABLE (stepper->text), get_width_chars (stepper, text));
  gtk_editable_set_text (GTK_EDITABLE (stepper->text), text);
  gtk_widget_set_sensitive (stepper->down, stepper->value > stepper->minimum);
  gtk_widget_set_sensitive (stepper->up, stepper->value < stepper->maximum);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stepper),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, (double) stepper->minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) stepper->maximum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) stepper->value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
change_value (BobbinStepper *stepper, gint64 value)
{
  gboolean differs = value != stepper->value;

  stepper->value = value;
  show_value (stepper);
  if (differs)
    g_signal_emit (stepper, signals[SIGNAL_CHANGED], 0);
}

void
bobbin_stepper_step (BobbinStepper *stepper, int n)
{
  gint64 value = bobbin_stepper_unit_step (stepper->unit, stepper->value, n);

  change_value (stepper, CLAMP (value, stepper->minimum, stepper->maximum));
}

void
bobbin_stepper_type (BobbinStepper *stepper, const char *text)
{
  gint64 value;

  if (parse_value (stepper, text, &value))
    {
      change_value (stepper, value);
      return;
    }
  gtk_widget_error_bell (GTK_WIDGET (stepper));
  show_value (stepper);
}

/* Text that was not touched is not read back: it may have been rounded. */
static void
commit_text (BobbinStepper *stepper)
{
  g_autofree char *shown = format_value (stepper, stepper->value);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (stepper->text));

  if (!g_str_equal (text, shown))
    bobbin_stepper_type (stepper, text);
}

static void
focus_left_cb (GtkEventControllerFocus *controller, BobbinStepper *stepper)
{
  commit_text (stepper);
  gtk_editable_select_region (GTK_EDITABLE (stepper->text), 0, 0);
}

static void
step_down_cb (GtkButton *button, BobbinStepper *stepper)
{
  bobbin_stepper_step (stepper, -1);
}

static void
step_up_cb (GtkButton *button, BobbinStepper *stepper)
{
  bobbin_stepper_step (stepper, 1);
}

/* Where one step is a factor or 5 % already, a page is fewer of them. */
static int
get_page_steps (BobbinStepper *stepper)
{
  return stepper->unit == BOBBIN_STEPPER_COUNT ? 10 : 5;
}

static gboolean
step_by_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  BobbinStepper *stepper = BOBBIN_STEPPER (widget);
  int n = g_variant_get_int32 (arguments);

  commit_text (stepper);
  if (ABS (n) == PAGE)
    n = n / PAGE * get_page_steps (stepper);
  bobbin_stepper_step (stepper, n);
  return TRUE;
}

static void
bobbin_stepper_dispose (GObject *object)
{
  BobbinStepper *stepper = BOBBIN_STEPPER (object);

  g_clear_pointer (&stepper->down, gtk_widget_unparent);
  g_clear_pointer (&stepper->text, gtk_widget_unparent);
  g_clear_pointer (&stepper->up, gtk_widget_unparent);
  G_OBJECT_CLASS (bobbin_stepper_parent_class)->dispose (object);
}

static gboolean
bobbin_stepper_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (BOBBIN_STEPPER (widget)->text);
}

static void
bobbin_stepper_class_init (BobbinStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_stepper_dispose;
  widget_class->grab_focus = bobbin_stepper_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BOBBIN_TYPE_STEPPER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "stepper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, step_by_key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, step_by_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, step_by_key_cb, "i", PAGE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, step_by_key_cb, "i", -PAGE);
}

static GtkWidget *
add_button (BobbinStepper *stepper, const char *icon, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  /* The keyboard steps with Up and Down; two more stops for Tab would only slow it. */
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_parent (button, GTK_WIDGET (stepper));
  g_signal_connect (button, "clicked", callback, stepper);
  return button;
}

static void
bobbin_stepper_init (BobbinStepper *stepper)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  stepper->maximum = G_MAXINT32;
  stepper->down = add_button (stepper, "list-remove-symbolic", G_CALLBACK (step_down_cb));
  stepper->text = gtk_text_new ();
  gtk_editable_set_alignment (GTK_EDITABLE (stepper->text), 0.5F);
  gtk_widget_set_parent (stepper->text, GTK_WIDGET (stepper));
  stepper->up = add_button (stepper, "list-add-symbolic", G_CALLBACK (step_up_cb));

  g_signal_connect_swapped (stepper->text, "activate", G_CALLBACK (commit_text), stepper);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), stepper);
  gtk_widget_add_controller (stepper->text, focus);
}

GtkWidget *
bobbin_stepper_new (BobbinStepperUnit unit, const char *label)
{
  BobbinStepper *stepper = g_object_new (BOBBIN_TYPE_STEPPER, NULL);

  stepper->unit = unit;
  gtk_editable_set_max_width_chars (GTK_EDITABLE (stepper->text), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stepper), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stepper->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stepper->down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Less"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (stepper->up), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More"), -1);
  show_value (stepper);
  return GTK_WIDGET (stepper);
}

void
bobbin_stepper_set_bounds (BobbinStepper *stepper, gint64 minimum, gint64 maximum)
{
  stepper->minimum = minimum;
  stepper->maximum = maximum;
  show_value (stepper);
}

void
bobbin_stepper_set_value (BobbinStepper *stepper, gint64 value)
{
  if (stepper->value == value)
    return;

  stepper->value = value;
  show_value (stepper);
}

gint64
bobbin_stepper_get_value (BobbinStepper *stepper)
{
  return stepper->value;
}
