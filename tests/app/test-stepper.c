#include "config.h"

#include "app-test.h"
#include "bobbin-stepper.h"
#include "bobbin-time-span.h"

static guint n_changed;

static void
changed_cb (BobbinStepper *stepper)
{
  n_changed++;
}

static BobbinStepper *
make_stepper (BobbinStepperUnit unit, gint64 minimum, gint64 maximum)
{
  BobbinStepper *stepper = BOBBIN_STEPPER (g_object_ref_sink (bobbin_stepper_new (unit, "Count")));

  n_changed = 0;
  bobbin_stepper_set_bounds (stepper, minimum, maximum);
  g_signal_connect (stepper, "changed", G_CALLBACK (changed_cb), NULL);
  return stepper;
}

static void
test_steps (void)
{
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_COUNT, 4, 1), ==, 5);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_COUNT, 4, -10), ==, -6);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_BYTES, 4096, 1), ==, 8192);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_BYTES, 5000, 1), ==, 8192);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_BYTES, 5000, -1), ==, 4096);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_BYTES, 4096, -1), ==, 2048);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_PERCENT, 500000, 1), ==, 550000);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_PERCENT, 520000, -1), ==, 500000);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_PERCENT, 500000, -1), ==, 450000);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_DURATION, 100, 1), ==, 200);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_DURATION, 200, 1), ==, 500);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_DURATION, 700, 1), ==, 1000);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_DURATION, 1000, -1), ==, 500);
  g_assert_cmpint (bobbin_stepper_unit_step (BOBBIN_STEPPER_DURATION, 200, -1), ==, 100);
}

static void
test_bounds (void)
{
  g_autoptr (BobbinStepper) stepper = make_stepper (BOBBIN_STEPPER_COUNT, 1, 5);

  bobbin_stepper_set_value (stepper, 4);
  g_assert_cmpuint (n_changed, ==, 0);
  bobbin_stepper_step (stepper, 1);
  bobbin_stepper_step (stepper, 1);
  g_assert_cmpint (bobbin_stepper_get_value (stepper), ==, 5);
  g_assert_cmpuint (n_changed, ==, 1);
  bobbin_stepper_step (stepper, -10);
  g_assert_cmpint (bobbin_stepper_get_value (stepper), ==, 1);
}

/* Typed is taken as it is, so that the plan's check can say what is allowed. */
static void
test_typed (void)
{
  g_autoptr (BobbinStepper) count = make_stepper (BOBBIN_STEPPER_COUNT, 1, 5);
  g_autoptr (BobbinStepper) heap = make_stepper (BOBBIN_STEPPER_BYTES, 4096, 1 << 30);
  g_autoptr (BobbinStepper) duty = make_stepper (BOBBIN_STEPPER_PERCENT, 0, BOBBIN_STEPPER_PPM);
  g_autoptr (BobbinStepper) period = make_stepper (BOBBIN_STEPPER_DURATION, 1, G_MAXINT64);

  bobbin_stepper_type (count, "64");
  g_assert_cmpint (bobbin_stepper_get_value (count), ==, 64);
  g_assert_cmpuint (n_changed, ==, 1);
  bobbin_stepper_type (count, "-3");
  bobbin_stepper_type (count, "many");
  bobbin_stepper_type (count, "");
  g_assert_cmpint (bobbin_stepper_get_value (count), ==, 64);
  g_assert_cmpuint (n_changed, ==, 1);

  bobbin_stepper_type (heap, "4 MiB");
  g_assert_cmpint (bobbin_stepper_get_value (heap), ==, 4 << 20);
  bobbin_stepper_type (duty, "25 %");
  g_assert_cmpint (bobbin_stepper_get_value (duty), ==, 250000);
  bobbin_stepper_type (duty, "30");
  g_assert_cmpint (bobbin_stepper_get_value (duty), ==, 300000);
  bobbin_stepper_type (period, "2 s");
  g_assert_cmpint (bobbin_stepper_get_value (period), ==, 2 * BOBBIN_NS_PER_S);
}

/* Whatever is shown can be typed again. */
static void
test_round_trip (void)
{
  const struct {
    BobbinStepperUnit unit;
    gint64            value;
  } cases[] = {
    { BOBBIN_STEPPER_COUNT, 2048 },         { BOBBIN_STEPPER_BYTES, 4096 },
    { BOBBIN_STEPPER_BYTES, 1 << 20 },      { BOBBIN_STEPPER_BYTES, 3 << 20 },
    { BOBBIN_STEPPER_PERCENT, 50000 },      { BOBBIN_STEPPER_PERCENT, 1000000 },
    { BOBBIN_STEPPER_DURATION, 20000000 },  { BOBBIN_STEPPER_DURATION, 4000000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BobbinStepper) stepper = make_stepper (cases[i].unit, 0, G_MAXINT64);
      GtkWidget *text = gtk_widget_get_next_sibling (
        gtk_widget_get_first_child (GTK_WIDGET (stepper)));
      g_autofree char *shown = NULL;

      bobbin_stepper_set_value (stepper, cases[i].value);
      shown = g_strdup (gtk_editable_get_text (GTK_EDITABLE (text)));
      bobbin_stepper_set_value (stepper, 1);
      bobbin_stepper_type (stepper, shown);
      g_assert_cmpint (bobbin_stepper_get_value (stepper), ==, cases[i].value);
    }
}

static void
test_accessible (void)
{
  g_autoptr (BobbinStepper) stepper = make_stepper (BOBBIN_STEPPER_COUNT, 1, 9);

  bobbin_stepper_set_value (stepper, 4);
  gtk_test_accessible_assert_role (stepper, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);
  gtk_test_accessible_assert_property (stepper, GTK_ACCESSIBLE_PROPERTY_LABEL, "Count");
  gtk_test_accessible_assert_property (stepper, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 4.0);
  gtk_test_accessible_assert_property (stepper, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 9.0);
  gtk_test_accessible_assert_property (stepper, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "4");
}

/* Leaving the text takes what was typed, and leaves alone what was not. */
static void
test_focus (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_with_label ("Other");
  g_autoptr (BobbinStepper) stepper = make_stepper (BOBBIN_STEPPER_COUNT, 1, 99);
  GtkWindow *window;
  GtkWidget *text;

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (stepper));
  gtk_box_append (GTK_BOX (box), button);
  window = app_test_show (box, 200, 200);
  bobbin_stepper_set_value (stepper, 4);
  text = gtk_widget_get_next_sibling (gtk_widget_get_first_child (GTK_WIDGET (stepper)));

  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (stepper)));
  g_assert_true (gtk_window_get_focus (window) == text);
  gtk_widget_grab_focus (button);
  app_test_settle (20);
  g_assert_cmpuint (n_changed, ==, 0);

  gtk_widget_grab_focus (text);
  gtk_editable_set_text (GTK_EDITABLE (text), "12");
  gtk_widget_grab_focus (button);
  app_test_settle (20);
  g_assert_cmpint (bobbin_stepper_get_value (stepper), ==, 12);
  gtk_editable_set_text (GTK_EDITABLE (text), "13");
  g_signal_emit_by_name (text, "activate");
  g_assert_cmpint (bobbin_stepper_get_value (stepper), ==, 13);
  g_assert_cmpuint (n_changed, ==, 2);
  app_test_destroy (window);
}

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/stepper/steps", test_steps);
  g_test_add_func ("/stepper/bounds", test_bounds);
  g_test_add_func ("/stepper/typed", test_typed);
  g_test_add_func ("/stepper/round-trip", test_round_trip);
  g_test_add_func ("/stepper/accessible", test_accessible);
  g_test_add_func ("/stepper/focus", test_focus);
  return g_test_run ();
}
