#include "config.h"

#include "bobbin-group-card.h"

#include <glib/gi18n-lib.h>

#include "bobbin-core-chooser.h"
#include "bobbin-stepper.h"
#include "bobbin-time-span.h"
#include "bobbin-units.h"

#define MAX_WRITE_PERIOD_NS (60 * BOBBIN_NS_PER_S)

struct _BobbinGroupCard {
  GtkWidget   parent_instance;
  BobbinPlan *plan;
  guint       index;
  gboolean    showing; /* widgets are being set, not used */
  GtkWidget  *box;
  GtkWidget  *badge;
  GtkWidget  *count;
  GtkWidget  *work;
  GtkWidget  *lock;
  GtkWidget  *threads_each;
  GtkWidget  *made_with;
  GtkWidget  *heap;
  GtkWidget  *cores;
  GtkWidget  *duty;
  GtkWidget  *write;
  GtkWidget  *write_period;
  GtkWidget  *problem_row;
  GtkWidget  *problem;
};

G_DEFINE_FINAL_TYPE (BobbinGroupCard, bobbin_group_card, GTK_TYPE_WIDGET)

static const BobbinGroupSpec *
get_spec (BobbinGroupCard *card)
{
  return bobbin_plan_get_group (card->plan, card->index);
}

static const char *
get_maker (const BobbinGroupSpec *spec)
{
  if (spec->kind == BOBBIN_KIND_THREADS)
    return "pthread_create";
  return spec->threads_each > 1 ? "fork, pthread_create" : "fork";
}

static void
show_row (GtkWidget *control, gboolean visible)
{
  gtk_widget_set_visible (gtk_widget_get_parent (control), visible);
}

static void
show_problem (BobbinGroupCard *card)
{
  g_autofree char *problem = bobbin_plan_find_group_problem (card->plan, card->index);

  gtk_label_set_label (GTK_LABEL (card->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (card->problem_row, problem != NULL);
}

static void
show_spec (BobbinGroupCard *card)
{
  const BobbinGroupSpec *spec = get_spec (card);
  gint64 write_ppm = (gint64) (spec->write_share * BOBBIN_STEPPER_PPM + 0.5);

  card->showing = TRUE;
  bobbin_stepper_set_value (BOBBIN_STEPPER (card->count), spec->count);
  bobbin_stepper_set_value (BOBBIN_STEPPER (card->threads_each), spec->threads_each);
  bobbin_stepper_set_value (BOBBIN_STEPPER (card->heap), (gint64) spec->heap_bytes);
  bobbin_stepper_set_value (BOBBIN_STEPPER (card->duty),
                            (gint64) (spec->duty * BOBBIN_STEPPER_PPM + 0.5));
  bobbin_stepper_set_value (BOBBIN_STEPPER (card->write), write_ppm);
  bobbin_stepper_set_value (BOBBIN_STEPPER (card->write_period), spec->write_period_ns);
  bobbin_core_chooser_set_cores (BOBBIN_CORE_CHOOSER (card->cores), &spec->cores);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (card->work), spec->work);
  gtk_widget_set_tooltip_text (card->work, bobbin_work_describe (spec->work));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (card->lock), spec->lock);
  gtk_widget_set_tooltip_text (card->lock, bobbin_lock_describe (spec->lock));
  gtk_label_set_label (GTK_LABEL (card->made_with), get_maker (spec));

  show_row (card->threads_each, spec->kind == BOBBIN_KIND_PROCESSES);
  show_row (card->lock, spec->work == BOBBIN_WORK_LOCK);
  show_row (card->duty, spec->work == BOBBIN_WORK_SLEEP);
  show_row (card->write, spec->work == BOBBIN_WORK_MEMORY);
  show_row (card->write_period, spec->work == BOBBIN_WORK_MEMORY);
  card->showing = FALSE;
  show_problem (card);
}

/* Whatever was touched, the whole of the card is what the user now wants. */
static void
edit_cb (BobbinGroupCard *card)
{
  g_autoptr (BobbinGroupSpec) spec = NULL;
  guint work, lock;

  if (card->showing)
    return;

  spec = bobbin_group_spec_copy (get_spec (card));
  spec->count = (guint) bobbin_stepper_get_value (BOBBIN_STEPPER (card->count));
  spec->threads_each = (guint) bobbin_stepper_get_value (BOBBIN_STEPPER (card->threads_each));
  spec->heap_bytes = (guint64) bobbin_stepper_get_value (BOBBIN_STEPPER (card->heap));
  spec->duty = (double) bobbin_stepper_get_value (BOBBIN_STEPPER (card->duty)) / BOBBIN_STEPPER_PPM;
  spec->write_share = (double) bobbin_stepper_get_value (BOBBIN_STEPPER (card->write))
                      / BOBBIN_STEPPER_PPM;
  spec->write_period_ns = bobbin_stepper_get_value (BOBBIN_STEPPER (card->write_period));
  spec->cores = bobbin_core_chooser_get_cores (BOBBIN_CORE_CHOOSER (card->cores));
  work = gtk_drop_down_get_selected (GTK_DROP_DOWN (card->work));
  if (work < BOBBIN_N_WORKS)
    spec->work = work;
  lock = gtk_drop_down_get_selected (GTK_DROP_DOWN (card->lock));
  if (lock < BOBBIN_N_LOCKS)
    spec->lock = lock;
  bobbin_plan_set_group (card->plan, card->index, spec);
}

static GtkWidget *
add_row (BobbinGroupCard *card, const char *title, GtkWidget *control)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (row, "setting");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0F);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), control);
  gtk_box_append (GTK_BOX (card->box), row);
  return control;
}

static GtkWidget *
add_stepper (BobbinGroupCard  *card,
             const char       *title,
             BobbinStepperUnit unit,
             gint64            minimum,
             gint64            maximum)
{
  GtkWidget *stepper = bobbin_stepper_new (unit, title);

  bobbin_stepper_set_bounds (BOBBIN_STEPPER (stepper), minimum, maximum);
  g_signal_connect_swapped (stepper, "changed", G_CALLBACK (edit_cb), card);
  return add_row (card, title, stepper);
}

/* @labels ends in NULL. */
static GtkWidget *
add_choice (BobbinGroupCard *card, const char *title, const char *const *labels)
{
  GtkWidget *choice = gtk_drop_down_new_from_strings (labels);

  gtk_widget_add_css_class (choice, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (edit_cb), card);
  return add_row (card, title, choice);
}

static GtkWidget *
add_work (BobbinGroupCard *card)
{
  const char *labels[BOBBIN_N_WORKS + 1] = { NULL };

  for (guint i = 0; i < BOBBIN_N_WORKS; i++)
    labels[i] = bobbin_work_label (i);
  return add_choice (card, _("Work"), labels);
}

static GtkWidget *
add_lock (BobbinGroupCard *card)
{
  const char *labels[BOBBIN_N_LOCKS + 1] = { NULL };

  for (guint i = 0; i < BOBBIN_N_LOCKS; i++)
    labels[i] = bobbin_lock_label (i);
  return add_choice (card, _("Lock"), labels);
}

static GtkWidget *
add_made_with (BobbinGroupCard *card)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "value");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return add_row (card, _("Made with"), label);
}

static GMenuModel *
build_menu (BobbinGroupCard *card)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) run_section = g_menu_new ();
  g_autoptr (GMenu) plan_section = g_menu_new ();
  g_autoptr (GMenuItem) crash = g_menu_item_new (_("_Crash One Worker"), NULL);
  g_autoptr (GMenuItem) duplicate = g_menu_item_new (_("_Duplicate"), NULL);
  g_autoptr (GMenuItem) remove = g_menu_item_new (_("_Remove"), NULL);

  g_menu_item_set_action_and_target (crash, "win.crash-group", "s", get_spec (card)->name);
  g_menu_item_set_action_and_target (duplicate, "win.duplicate-group", "u", card->index);
  g_menu_item_set_action_and_target (remove, "win.remove-group", "u", card->index);
  g_menu_append_item (run_section, crash);
  g_menu_append_item (plan_section, duplicate);
  g_menu_append_item (plan_section, remove);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (run_section));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (plan_section));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
add_header (BobbinGroupCard *card)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *menu_button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) menu = build_menu (card);
  const BobbinGroupSpec *spec = get_spec (card);

  card->badge = gtk_label_new (bobbin_group_spec_get_heading (spec));
  gtk_label_set_ellipsize (GTK_LABEL (card->badge), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (card->badge, "badge");
  gtk_widget_add_css_class (card->badge,
                            spec->kind == BOBBIN_KIND_PROCESSES ? "process" : "thread");
  gtk_widget_set_halign (card->badge, GTK_ALIGN_START);
  gtk_widget_set_valign (card->badge, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (card->badge, TRUE);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu_button), "view-more-horizontal-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (menu_button), FALSE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), menu);
  gtk_widget_set_tooltip_text (menu_button, _("Group Menu"));
  gtk_widget_set_valign (menu_button, GTK_ALIGN_CENTER);

  gtk_widget_add_css_class (row, "group-header");
  gtk_box_append (GTK_BOX (row), card->badge);
  gtk_box_append (GTK_BOX (row), menu_button);
  gtk_box_append (GTK_BOX (card->box), row);
}

static void
remove_crash_cb (GtkButton *button, BobbinGroupCard *card)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "crash"));

  bobbin_plan_remove_crash (card->plan, i);
}

/* A crash that a scenario ordered must not lie in wait unseen. */
static void
add_crash (BobbinGroupCard *card, guint i)
{
  const BobbinCrashOrder *order = bobbin_plan_get_crash (card->plan, i);
  g_autofree char *time = bobbin_format_duration_short (order->time_ns);
  /* TRANSLATORS: a worker's number and a time, in a row titled "Crash": "no. 3 at 2 s" */
  g_autofree char *text = g_strdup_printf (_("no. %u at %s"), order->index, time);
  GtkWidget *value = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (label, "value");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Do not crash this worker"));
  g_object_set_data (G_OBJECT (button), "crash", GUINT_TO_POINTER (i));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_crash_cb), card);
  gtk_box_append (GTK_BOX (value), label);
  gtk_box_append (GTK_BOX (value), button);
  gtk_widget_add_css_class (value, "with-button");
  add_row (card, _("Crash"), value);
}

static void
add_crashes (BobbinGroupCard *card)
{
  for (guint i = 0; i < bobbin_plan_get_n_crashes (card->plan); i++)
    {
      if (bobbin_plan_get_crash (card->plan, i)->group == card->index)
        add_crash (card, i);
    }
}

static void
add_problem (BobbinGroupCard *card)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");

  card->problem_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (card->problem_row, "problem");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (card->problem_row), icon);

  card->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (card->problem), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (card->problem), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (card->problem), 0.0F);
  gtk_widget_set_hexpand (card->problem, TRUE);
  gtk_box_append (GTK_BOX (card->problem_row), card->problem);
  gtk_box_append (GTK_BOX (card->box), card->problem_row);
}

static void
add_rows (BobbinGroupCard *card)
{
  const BobbinMachine *machine = bobbin_plan_get_machine (card->plan);

  card->count = add_stepper (card, _("Count"), BOBBIN_STEPPER_COUNT, 1, BOBBIN_MAX_WORKERS);
  card->threads_each = add_stepper (card, _("Threads each"), BOBBIN_STEPPER_COUNT, 1,
                                    BOBBIN_MAX_WORKERS);
  card->work = add_work (card);
  card->lock = add_lock (card);
  card->duty = add_stepper (card, _("Busy"), BOBBIN_STEPPER_PERCENT, 0, BOBBIN_STEPPER_PPM);
  card->write = add_stepper (card, _("Writes"), BOBBIN_STEPPER_PERCENT, 0, BOBBIN_STEPPER_PPM);
  card->write_period = add_stepper (card, _("Each"), BOBBIN_STEPPER_DURATION, BOBBIN_NS_PER_MS,
                                    MAX_WRITE_PERIOD_NS);
  card->made_with = add_made_with (card);
  card->heap = add_stepper (card, _("Heap"), BOBBIN_STEPPER_BYTES, machine->page_bytes,
                            (gint64) machine->memory_bytes);
  card->cores = add_row (card, _("Cores"), bobbin_core_chooser_new (machine));
  g_signal_connect_swapped (card->cores, "changed", G_CALLBACK (edit_cb), card);
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (card->duty),
                               _("Share of the time in which each worker computes"));
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (card->write),
                               _("Share of its heap that each worker writes again and again"));
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (card->write_period),
                               _("Time in which that share is written once"));
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (card->heap),
                               _("Memory of the group, made before its workers start"));
}

static void
bobbin_group_card_dispose (GObject *object)
{
  BobbinGroupCard *card = BOBBIN_GROUP_CARD (object);

  g_clear_pointer (&card->box, gtk_widget_unparent);
  g_clear_object (&card->plan);
  G_OBJECT_CLASS (bobbin_group_card_parent_class)->dispose (object);
}

static void
bobbin_group_card_class_init (BobbinGroupCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_group_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "groupcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_group_card_init (BobbinGroupCard *card)
{
  card->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (card->box, GTK_WIDGET (card));
}

static void
plan_changed_cb (BobbinGroupCard *card)
{
  if (card->index < bobbin_plan_get_n_groups (card->plan))
    show_spec (card);
}

GtkWidget *
bobbin_group_card_new (BobbinPlan *plan, guint index)
{
  BobbinGroupCard *card = g_object_new (BOBBIN_TYPE_GROUP_CARD, NULL);

  card->plan = g_object_ref (plan);
  card->index = index;
  add_header (card);
  add_rows (card);
  add_crashes (card);
  add_problem (card);
  show_spec (card);
  g_signal_connect_object (plan, "changed", G_CALLBACK (plan_changed_cb), card, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bobbin_group_spec_get_heading (get_spec (card)), -1);
  return GTK_WIDGET (card);
}

guint
bobbin_group_card_get_index (BobbinGroupCard *card)
{
  return card->index;
}

GtkWidget *
bobbin_group_card_get_control (BobbinGroupCard *card, const char *key)
{
  const struct {
    const char *key;
    GtkWidget  *control;
  } controls[] = {
    { "count", card->count }, { "work", card->work }, { "threads_each", card->threads_each },
    { "heap", card->heap },   { "cores", card->cores }, { "duty", card->duty },
    { "write", card->write }, { "write_period", card->write_period },
    { "lock", card->lock },
  };

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      if (g_str_equal (controls[i].key, key))
        return controls[i].control;
    }
  return NULL;
}

const char *
bobbin_group_card_get_problem (BobbinGroupCard *card)
{
  if (!gtk_widget_get_visible (card->problem_row))
    return NULL;
  return gtk_label_get_label (GTK_LABEL (card->problem));
}
