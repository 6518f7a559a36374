#include "config.h"

#include "bobbin-status-line.h"

#include <glib/gi18n-lib.h>

#include "bobbin-units.h"

#define REFRESH_INTERVAL_NS BOBBIN_NS_PER_S

struct _BobbinStatusLine {
  GtkWidget     parent_instance;
  BobbinRunner *runner;
  GtkWidget    *left;
  GtkWidget    *warnings;      /* GtkMenuButton */
  GtkWidget    *warnings_text; /* in its popover */
  GtkWidget    *machine;
  GtkWidget    *own;
  char         *readout;
  gint64        refreshed_ns; /* bobbin_clock_ns() */
};

G_DEFINE_FINAL_TYPE (BobbinStatusLine, bobbin_status_line, GTK_TYPE_WIDGET)

static char *
describe_machine (const BobbinMachine *machine)
{
  g_autofree char *memory = bobbin_format_bytes (machine->memory_bytes);

  if (*machine->cpu == '\0')
    return g_strdup_printf (ngettext ("%u core, %s of memory", "%u cores, %s of memory",
                                      machine->n_cores),
                            machine->n_cores, memory);
  /* TRANSLATORS: name of the processor, number of cores, size of memory */
  return g_strdup_printf (ngettext ("%s, %u core, %s of memory", "%s, %u cores, %s of memory",
                                    machine->n_cores),
                          machine->cpu, machine->n_cores, memory);
}

static void
show_left (BobbinStatusLine *line)
{
  g_autofree char *machine = NULL;

  if (line->readout == NULL)
    machine = describe_machine (bobbin_plan_get_machine (bobbin_runner_get_plan (line->runner)));
  gtk_label_set_label (GTK_LABEL (line->left), line->readout != NULL ? line->readout : machine);
}

static void
show_costs (BobbinStatusLine *line, const BobbinRun *run)
{
  g_autofree char *machine = bobbin_format_percent (run->machine_cpu_share);
  g_autofree char *own = bobbin_format_percent (run->own_cost.cpu_share);
  /* TRANSLATORS: a share of all cores together */
  g_autofree char *machine_text = g_strdup_printf (_("Machine %s busy"), machine);
  /* TRANSLATORS: what this program takes of one core */
  g_autofree char *own_text = g_strdup_printf (_("Bobbin itself %s of a core"), own);

  gtk_label_set_label (GTK_LABEL (line->machine), machine_text);
  gtk_label_set_label (GTK_LABEL (line->own), own_text);
}

static char *
list_warnings (const BobbinRun *run)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint64 late = run->own_cost.late_sweeps;

  for (guint i = 0; i < run->warnings->len; i++)
    g_string_append_printf (list, "%s\n", (const char *) g_ptr_array_index (run->warnings, i));
  if (late > 0)
    {
      g_autofree char *n_late = bobbin_format_count (late);
      g_autofree char *n_all = bobbin_format_count (run->own_cost.sweeps);

      /* TRANSLATORS: how many, of how many */
      g_string_append_printf (list,
                              ngettext ("%s of %s looks at the workers began late, because the machine was busy.",
                                        "%s of %s looks at the workers began late, because the machine was busy.",
                                        (gulong) late),
                              n_late, n_all);
      g_string_append_c (list, '\n');
    }
  if (list->len > 0)
    g_string_truncate (list, list->len - 1);
  return g_strdup (list->str);
}

static void
show_warnings (BobbinStatusLine *line, const BobbinRun *run)
{
  g_autofree char *list = run != NULL ? list_warnings (run) : g_strdup ("");

  gtk_widget_set_visible (line->warnings, *list != '\0');
  gtk_label_set_label (GTK_LABEL (line->warnings_text), list);
}

static void
refresh (BobbinStatusLine *line)
{
  const BobbinRun *run = bobbin_runner_get_run (line->runner);
  gboolean active = run != NULL && bobbin_runner_is_active (line->runner);

  line->refreshed_ns = bobbin_clock_ns ();
  show_warnings (line, run);
  if (active)
    show_costs (line, run);
  /* Figures of now; after the run nothing measures them any more. */
  gtk_widget_set_visible (line->machine, active);
  gtk_widget_set_visible (line->own, active);
}

static void
sampled_cb (BobbinStatusLine *line)
{
  if (bobbin_clock_ns () - line->refreshed_ns >= REFRESH_INTERVAL_NS)
    refresh (line);
}

static void
session_changed_cb (BobbinStatusLine *line)
{
  gtk_label_set_label (GTK_LABEL (line->machine), "");
  gtk_label_set_label (GTK_LABEL (line->own), "");
  refresh (line);
}

static GtkWidget *
build_warnings (BobbinStatusLine *line)
{
  GtkWidget *popover = gtk_popover_new ();

  line->warnings_text = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (line->warnings_text), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (line->warnings_text), 50);
  gtk_label_set_xalign (GTK_LABEL (line->warnings_text), 0.0F);
  gtk_popover_set_child (GTK_POPOVER (popover), line->warnings_text);
  gtk_widget_add_css_class (popover, "warnings");

  line->warnings = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (line->warnings), "dialog-warning-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (line->warnings), popover);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (line->warnings), GTK_ARROW_UP);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (line->warnings), FALSE);
  gtk_widget_set_tooltip_text (line->warnings, _("Warnings About This Run"));
  gtk_widget_set_visible (line->warnings, FALSE);
  return line->warnings;
}

static void
bobbin_status_line_dispose (GObject *object)
{
  BobbinStatusLine *line = BOBBIN_STATUS_LINE (object);

  g_clear_pointer (&line->left, gtk_widget_unparent);
  g_clear_pointer (&line->warnings, gtk_widget_unparent);
  g_clear_pointer (&line->machine, gtk_widget_unparent);
  g_clear_pointer (&line->own, gtk_widget_unparent);
  g_clear_object (&line->runner);
  g_clear_pointer (&line->readout, g_free);
  G_OBJECT_CLASS (bobbin_status_line_parent_class)->dispose (object);
}

static void
bobbin_status_line_class_init (BobbinStatusLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_status_line_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statusline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_status_line_init (BobbinStatusLine *line)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (line));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  line->left = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (line->left), 0.0F);
  gtk_label_set_ellipsize (GTK_LABEL (line->left), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (line->left, TRUE);
  gtk_widget_set_parent (line->left, GTK_WIDGET (line));
  gtk_widget_set_parent (build_warnings (line), GTK_WIDGET (line));

  /* What it costs to look is said in whole, whatever else is cut short. */
  line->machine = gtk_label_new (NULL);
  line->own = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (line->machine), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (line->machine, "numeric");
  gtk_widget_add_css_class (line->own, "numeric");
  gtk_widget_set_parent (line->machine, GTK_WIDGET (line));
  gtk_widget_set_parent (line->own, GTK_WIDGET (line));
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Status"), -1);
}

void
bobbin_status_line_set_runner (BobbinStatusLine *line, BobbinRunner *runner)
{
  g_return_if_fail (line->runner == NULL);

  line->runner = g_object_ref (runner);
  g_signal_connect_object (runner, "sampled", G_CALLBACK (sampled_cb), line, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "updated", G_CALLBACK (refresh), line, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "session-changed", G_CALLBACK (session_changed_cb), line,
                           G_CONNECT_SWAPPED);
  show_left (line);
  refresh (line);
}

void
bobbin_status_line_set_readout (BobbinStatusLine *line, const char *readout)
{
  if (g_strcmp0 (readout, line->readout) == 0)
    return;

  g_free (line->readout);
  line->readout = g_strdup (readout);
  show_left (line);
}

const char *
bobbin_status_line_get_left (BobbinStatusLine *line)
{
  return gtk_label_get_label (GTK_LABEL (line->left));
}

const char *
bobbin_status_line_get_own_cost (BobbinStatusLine *line)
{
  return gtk_widget_get_visible (line->own) ? gtk_label_get_label (GTK_LABEL (line->own)) : "";
}
