#include "config.h"

#include "bobbin-core-chooser.h"

#include <glib/gi18n-lib.h>

#define MAX_LISTED_CORES 8 /* "0 1 2 3 4 5 6 7" still fits its row */
#define TOGGLES_PER_LINE 8

struct _BobbinCoreChooser {
  GtkWidget     parent_instance;
  GtkWidget    *button;
  GtkWidget    *all;    /* GtkCheckButton */
  GtkWidget    *entry;  /* NULL: toggles are used */
  GPtrArray    *toggles; /* of GtkToggleButton, empty where there is an entry */
  BobbinCoreSet allowed;
  BobbinCoreSet cores; /* empty: all */
  gboolean      showing; /* widgets are being set, not clicked */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinCoreChooser, bobbin_core_chooser, GTK_TYPE_WIDGET)

static char *
list_cores (const BobbinCoreSet *set)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
    {
      if (bobbin_core_set_contains (set, core))
        g_string_append_printf (list, "%s%u", list->len > 0 ? " " : "", core);
    }
  return g_strdup (list->str);
}

char *
bobbin_core_chooser_format (const BobbinCoreSet *cores, const BobbinCoreSet *allowed)
{
  gboolean all = bobbin_core_set_count (cores) == 0;
  const BobbinCoreSet *set = all ? allowed : cores;
  guint n = bobbin_core_set_count (set);

  if (n <= MAX_LISTED_CORES)
    return list_cores (set);
  if (all)
    return g_strdup_printf (ngettext ("all %u", "all %u", n), n);
  return bobbin_core_set_to_string (set);
}

static guint
get_core_of_toggle (gpointer toggle)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "core"));
}

static void
show_cores (BobbinCoreChooser *chooser)
{
  g_autofree char *text = bobbin_core_chooser_format (&chooser->cores, &chooser->allowed);
  gboolean all = bobbin_core_set_count (&chooser->cores) == 0;

  chooser->showing = TRUE;
  gtk_menu_button_set_label (GTK_MENU_BUTTON (chooser->button), text);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (chooser->all), all);
  for (guint i = 0; i < chooser->toggles->len; i++)
    {
      GtkToggleButton *toggle = g_ptr_array_index (chooser->toggles, i);

      gtk_toggle_button_set_active (toggle, all
                                              || bobbin_core_set_contains (
                                                   &chooser->cores, get_core_of_toggle (toggle)));
    }
  if (chooser->entry != NULL)
    {
      g_autofree char *list = bobbin_core_set_to_string (all ? &chooser->allowed : &chooser->cores);

      gtk_editable_set_text (GTK_EDITABLE (chooser->entry), list);
      gtk_widget_remove_css_class (chooser->entry, "error");
    }
  chooser->showing = FALSE;
}

static void
choose (BobbinCoreChooser *chooser, BobbinCoreSet cores)
{
  if (bobbin_core_set_equal (&cores, &chooser->allowed))
    cores = (BobbinCoreSet) { 0 };
  if (bobbin_core_set_equal (&cores, &chooser->cores))
    {
      show_cores (chooser);
      return;
    }
  chooser->cores = cores;
  show_cores (chooser);
  g_signal_emit (chooser, signals[SIGNAL_CHANGED], 0);
}

static guint
get_first_core (const BobbinCoreSet *set)
{
  for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
    {
      if (bobbin_core_set_contains (set, core))
        return core;
    }
  return 0;
}

/* Taking "all" away leaves the first core: none at all cannot be meant. */
static void
all_toggled_cb (GtkCheckButton *all, BobbinCoreChooser *chooser)
{
  BobbinCoreSet cores = { 0 };

  if (chooser->showing)
    return;
  if (!gtk_check_button_get_active (all))
    bobbin_core_set_add (&cores, get_first_core (&chooser->allowed));
  choose (chooser, cores);
}

static void
core_toggled_cb (GtkToggleButton *clicked, BobbinCoreChooser *chooser)
{
  BobbinCoreSet cores = { 0 };

  if (chooser->showing)
    return;
  for (guint i = 0; i < chooser->toggles->len; i++)
    {
      GtkToggleButton *toggle = g_ptr_array_index (chooser->toggles, i);

      if (gtk_toggle_button_get_active (toggle))
        bobbin_core_set_add (&cores, get_core_of_toggle (toggle));
    }
  if (bobbin_core_set_count (&cores) == 0)
    bobbin_core_set_add (&cores, get_core_of_toggle (clicked));
  choose (chooser, cores);
}

static void
entry_changed_cb (GtkEditable *entry, BobbinCoreChooser *chooser)
{
  BobbinCoreSet cores;

  if (chooser->showing)
    return;
  if (bobbin_core_set_parse (gtk_editable_get_text (entry), &cores))
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
}

static void
entry_activated_cb (GtkEntry *entry, BobbinCoreChooser *chooser)
{
  BobbinCoreSet cores;

  if (!bobbin_core_set_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), &cores))
    {
      gtk_widget_error_bell (GTK_WIDGET (entry));
      return;
    }
  choose (chooser, cores);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (chooser->button));
}

static void
add_toggles (BobbinCoreChooser *chooser, GtkBox *box)
{
  GtkWidget *grid = gtk_grid_new ();
  int n = 0;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (guint core = 0; core < BOBBIN_MAX_CORES; core++)
    {
      g_autofree char *number = g_strdup_printf ("%u", core);
      g_autofree char *label = g_strdup_printf (_("Core %u"), core);
      GtkWidget *toggle;

      if (!bobbin_core_set_contains (&chooser->allowed, core))
        continue;

      toggle = gtk_toggle_button_new_with_label (number);
      gtk_widget_add_css_class (toggle, "core");
      gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_object_set_data (G_OBJECT (toggle), "core", GUINT_TO_POINTER (core));
      g_signal_connect (toggle, "toggled", G_CALLBACK (core_toggled_cb), chooser);
      g_ptr_array_add (chooser->toggles, toggle);
      gtk_grid_attach (GTK_GRID (grid), toggle, n % TOGGLES_PER_LINE, n / TOGGLES_PER_LINE, 1, 1);
      n++;
    }
  gtk_box_append (box, grid);
}

static void
add_entry (BobbinCoreChooser *chooser, GtkBox *box)
{
  chooser->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (chooser->entry), "0-3,8");
  gtk_editable_set_width_chars (GTK_EDITABLE (chooser->entry), 20);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Cores, as numbers and ranges"), -1);
  g_signal_connect (chooser->entry, "changed", G_CALLBACK (entry_changed_cb), chooser);
  g_signal_connect (chooser->entry, "activate", G_CALLBACK (entry_activated_cb), chooser);
  gtk_box_append (box, chooser->entry);
}

static GtkWidget *
build_popover (BobbinCoreChooser *chooser)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  chooser->all = gtk_check_button_new_with_label (_("All cores"));
  g_signal_connect (chooser->all, "toggled", G_CALLBACK (all_toggled_cb), chooser);
  gtk_box_append (GTK_BOX (box), chooser->all);

  if (bobbin_core_set_count (&chooser->allowed) <= BOBBIN_CORE_CHOOSER_MAX_TOGGLES)
    add_toggles (chooser, GTK_BOX (box));
  else
    add_entry (chooser, GTK_BOX (box));

  gtk_widget_add_css_class (popover, "cores");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
bobbin_core_chooser_dispose (GObject *object)
{
  BobbinCoreChooser *chooser = BOBBIN_CORE_CHOOSER (object);

  g_clear_pointer (&chooser->toggles, g_ptr_array_unref);
  g_clear_pointer (&chooser->button, gtk_widget_unparent);
  G_OBJECT_CLASS (bobbin_core_chooser_parent_class)->dispose (object);
}

static void
bobbin_core_chooser_class_init (BobbinCoreChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_core_chooser_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BOBBIN_TYPE_CORE_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "corechooser");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_core_chooser_init (BobbinCoreChooser *chooser)
{
  chooser->toggles = g_ptr_array_new ();
  chooser->button = gtk_menu_button_new ();
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (chooser->button), FALSE);
  gtk_widget_set_tooltip_text (chooser->button, _("Choose cores"));
  gtk_widget_set_parent (chooser->button, GTK_WIDGET (chooser));
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Cores"), -1);
}

GtkWidget *
bobbin_core_chooser_new (const BobbinMachine *machine)
{
  BobbinCoreChooser *chooser = g_object_new (BOBBIN_TYPE_CORE_CHOOSER, NULL);

  chooser->allowed = machine->cores;
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (chooser->button), build_popover (chooser));
  show_cores (chooser);
  return GTK_WIDGET (chooser);
}

void
bobbin_core_chooser_set_cores (BobbinCoreChooser *chooser, const BobbinCoreSet *cores)
{
  if (bobbin_core_set_equal (cores, &chooser->cores))
    return;

  chooser->cores = *cores;
  show_cores (chooser);
}

BobbinCoreSet
bobbin_core_chooser_get_cores (BobbinCoreChooser *chooser)
{
  return chooser->cores;
}
