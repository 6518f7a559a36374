/* bobbin-stepper.h - a number with − and + beside it
 *
 * Narrow enough for a side panel: "− 4 +", "− 4 MiB +". The number can be typed
 * as well; Up, Down, Page Up and Page Down step it. What is typed is taken as
 * it is, even beyond the bounds, so that whoever checks the plan can say what
 * is allowed; the buttons stay within them. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  BOBBIN_STEPPER_COUNT,    /* steps of 1 and 10 */
  BOBBIN_STEPPER_BYTES,    /* doubles and halves */
  BOBBIN_STEPPER_PERCENT,  /* the value is in millionths; steps of 5 % and 25 % */
  BOBBIN_STEPPER_DURATION, /* ns; 1, 2, 5, 10 … */
} BobbinStepperUnit;

#define BOBBIN_STEPPER_PPM 1000000

#define BOBBIN_TYPE_STEPPER (bobbin_stepper_get_type ())
G_DECLARE_FINAL_TYPE (BobbinStepper, bobbin_stepper, BOBBIN, STEPPER, GtkWidget)

/* Signal "changed": the user has set another value. @label (translated) names
 * it for a screen reader. */
GtkWidget *bobbin_stepper_new (BobbinStepperUnit unit, const char *label);

void   bobbin_stepper_set_bounds (BobbinStepper *stepper, gint64 minimum, gint64 maximum);
void   bobbin_stepper_set_value  (BobbinStepper *stepper, gint64 value); /* without "changed" */
gint64 bobbin_stepper_get_value  (BobbinStepper *stepper);

/* As a user would: by @n small steps, by typing @text. */
void bobbin_stepper_step (BobbinStepper *stepper, int n);
void bobbin_stepper_type (BobbinStepper *stepper, const char *text);

/* The value that lies @n steps from @value, not bounded. Pure. */
gint64 bobbin_stepper_unit_step (BobbinStepperUnit unit, gint64 value, int n);

G_END_DECLS
