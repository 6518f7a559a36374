#include "config.h"

#include "bobbin-memory-header.h"

#include <glib/gi18n-lib.h>

#include "bobbin-memory-menu.h"

#define GAP_PX 6

struct _BobbinMemoryHeader {
  GtkWidget         parent_instance;
  BobbinMemoryPane *pane; /* weak */
  GtkWidget        *views;
  GtkWidget        *menu;
  gboolean          folded;
};

G_DEFINE_FINAL_TYPE (BobbinMemoryHeader, bobbin_memory_header, GTK_TYPE_WIDGET)

static int
get_natural (GtkWidget *widget, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
bobbin_memory_header_measure (GtkWidget     *widget,
                              GtkOrientation orientation,
                              int            for_size,
                              int           *minimum,
                              int           *natural,
                              int           *minimum_baseline,
                              int           *natural_baseline)
{
  BobbinMemoryHeader *header = BOBBIN_MEMORY_HEADER (widget);
  int views = get_natural (header->views, orientation);
  int menu = get_natural (header->menu, orientation);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? menu : MAX (views, menu);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? views + GAP_PX + menu : *minimum;
}

static void
bobbin_memory_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinMemoryHeader *header = BOBBIN_MEMORY_HEADER (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int views = get_natural (header->views, GTK_ORIENTATION_HORIZONTAL);
  int menu = get_natural (header->menu, GTK_ORIENTATION_HORIZONTAL);
  int x = width - menu - GAP_PX - views;

  header->folded = x < 0;
  gtk_widget_set_child_visible (header->views, !header->folded);
  if (!header->folded)
    gtk_widget_size_allocate (header->views, &(GtkAllocation) { mirrored ? menu + GAP_PX : x, 0, views, height }, -1);
  gtk_widget_size_allocate (header->menu, &(GtkAllocation) { mirrored ? 0 : width - menu, 0, menu, height }, -1);
}

static void
append_view (GtkWidget *box, const char *label, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
build_views (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  append_view (box, _("Pages"), BOBBIN_MEMORY_ACTIONS ".view::pages", _("Whose Each Page Is (V)"));
  append_view (box, _("Regions"), BOBBIN_MEMORY_ACTIONS ".view::regions", _("The Address Space of One Process (V)"));
  append_view (box, _("Shared"), BOBBIN_MEMORY_ACTIONS ".view::shared", _("Who Shares What with Whom (V)"));
  return box;
}

/* What it is about may be another by the time that it is opened again. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  BobbinMemoryHeader *header = data;
  g_autoptr (GMenu) menu = NULL;

  if (header->pane == NULL)
    return;
  menu = bobbin_memory_menu_new (header->pane, header->folded, TRUE);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GtkWidget *
build_menu (BobbinMemoryHeader *header)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Memory Menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Memory menu"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup_cb, header, NULL);
  return button;
}

static void
bobbin_memory_header_dispose (GObject *object)
{
  BobbinMemoryHeader *header = BOBBIN_MEMORY_HEADER (object);

  g_clear_pointer (&header->views, gtk_widget_unparent);
  g_clear_pointer (&header->menu, gtk_widget_unparent);
  g_clear_weak_pointer (&header->pane);
  G_OBJECT_CLASS (bobbin_memory_header_parent_class)->dispose (object);
}

static void
bobbin_memory_header_class_init (BobbinMemoryHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_memory_header_dispose;
  widget_class->measure = bobbin_memory_header_measure;
  widget_class->size_allocate = bobbin_memory_header_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "memoryheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_memory_header_init (BobbinMemoryHeader *header)
{
  header->views = build_views ();
  header->menu = build_menu (header);
  gtk_widget_set_valign (header->views, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (header->menu, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (header->views, GTK_WIDGET (header));
  gtk_widget_set_parent (header->menu, GTK_WIDGET (header));
  gtk_accessible_update_property (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Memory controls"), -1);
}

GtkWidget *
bobbin_memory_header_new (BobbinMemoryPane *pane)
{
  BobbinMemoryHeader *header = g_object_new (BOBBIN_TYPE_MEMORY_HEADER, NULL);

  g_set_weak_pointer (&header->pane, pane);
  return GTK_WIDGET (header);
}

gboolean
bobbin_memory_header_is_folded (BobbinMemoryHeader *header)
{
  return header->folded;
}

GtkMenuButton *
bobbin_memory_header_get_menu (BobbinMemoryHeader *header)
{
  return GTK_MENU_BUTTON (header->menu);
}
