#include "config.h"

#include "bobbin-timeline-header.h"

#include <glib/gi18n-lib.h>

#define GAP_PX 6

/* From left to right; those that go first have the highest level. */
typedef enum {
  PART_FOLLOW,
  PART_LANES,
  PART_ZOOM,
  PART_FILTER,
  PART_MENU,
  N_PARTS
} Part;

static const guint levels[N_PARTS] = {
  [PART_FOLLOW] = 0, [PART_LANES] = 1, [PART_ZOOM] = 2, [PART_FILTER] = 2, [PART_MENU] = 0,
};

#define ALL_LEVELS 2u

struct _BobbinTimelineHeader {
  GtkWidget           parent_instance;
  BobbinTimelineView *timeline; /* weak */
  GtkWidget          *parts[N_PARTS];
  guint               level; /* parts of a higher one are in the menu */
};

G_DEFINE_FINAL_TYPE (BobbinTimelineHeader, bobbin_timeline_header, GTK_TYPE_WIDGET)

static int
measure_part (BobbinTimelineHeader *header, Part part, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (header->parts[part], orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_width (BobbinTimelineHeader *header, guint level)
{
  int width = 0;

  for (guint i = 0; i < N_PARTS; i++)
    if (levels[i] <= level && gtk_widget_get_visible (header->parts[i]))
      width += measure_part (header, i, GTK_ORIENTATION_HORIZONTAL) + (width > 0 ? GAP_PX : 0);
  return width;
}

static void
bobbin_timeline_header_measure (GtkWidget     *widget,
                                GtkOrientation orientation,
                                int            for_size,
                                int           *minimum,
                                int           *natural,
                                int           *minimum_baseline,
                                int           *natural_baseline)
{
  BobbinTimelineHeader *header = BOBBIN_TIMELINE_HEADER (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_width (header, 0);
      *natural = get_width (header, ALL_LEVELS);
      return;
    }
  *minimum = 0;
  for (guint i = 0; i < N_PARTS; i++)
    *minimum = MAX (*minimum, measure_part (header, i, orientation));
  *natural = *minimum;
}

static void
bobbin_timeline_header_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BobbinTimelineHeader *header = BOBBIN_TIMELINE_HEADER (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x;

  header->level = ALL_LEVELS;
  while (header->level > 0 && get_width (header, header->level) > width)
    header->level--;
  x = width - get_width (header, header->level);
  for (guint i = 0; i < N_PARTS; i++)
    {
      GtkWidget *part = header->parts[i];
      gboolean shown = levels[i] <= header->level && gtk_widget_get_visible (part);
      int part_width;

      gtk_widget_set_child_visible (part, shown);
      if (!shown)
        continue;
      part_width = measure_part (header, i, GTK_ORIENTATION_HORIZONTAL);
      gtk_widget_size_allocate (part, &(GtkAllocation) { mirrored ? width - x - part_width : x, 0, part_width, height },
                                -1);
      x += part_width + GAP_PX;
    }
}

/* What one looks at keeps the keyboard. */
static void
set_up_button (GtkWidget *button, const char *action, const char *tooltip, const char *label)
{
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
build_follow (void)
{
  GtkWidget *button = gtk_button_new_with_label (_("Follow Now"));

  set_up_button (button, "timeline.follow-now", _("Back to What Happens Now (F)"), _("Follow Now"));
  gtk_widget_add_css_class (button, "follow");
  return button;
}

static GtkWidget *
build_lanes (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *workers = gtk_toggle_button_new_with_label (_("By Worker"));
  GtkWidget *cores = gtk_toggle_button_new_with_label (_("By Core"));

  set_up_button (workers, "timeline.lanes::workers", _("A Lane for Each Process or Thread (C)"), _("By Worker"));
  set_up_button (cores, "timeline.lanes::cores", _("A Lane for Each Core (C)"), _("By Core"));
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), workers);
  gtk_box_append (GTK_BOX (box), cores);
  return box;
}

static void
append_zoom (GtkWidget *box, const char *icon, const char *action, const char *tooltip, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  set_up_button (button, action, tooltip, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
build_zoom (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  append_zoom (box, "zoom-out-symbolic", "timeline.zoom-out", _("Zoom Out (S)"), _("Zoom out"));
  append_zoom (box, "zoom-in-symbolic", "timeline.zoom-in", _("Zoom In (W)"), _("Zoom in"));
  append_zoom (box, "zoom-fit-best-symbolic", "timeline.fit", _("Show All of the Run (0)"), _("Show all of the run"));
  return box;
}

static GtkWidget *
build_filter (void)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "edit-find-symbolic");
  set_up_button (button, "timeline.filter", _("Filter Lanes (/)"), _("Filter lanes"));
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

/* What has no button now is in the menu. */
static GMenuModel *
build_menu_model (guint level)
{
  GMenu *menu = g_menu_new ();
  GMenu *section;

  if (level < levels[PART_LANES])
    {
      section = g_menu_new ();
      g_menu_append (section, _("By _Worker"), "timeline.lanes::workers");
      g_menu_append (section, _("By _Core"), "timeline.lanes::cores");
      append_section (menu, section);
    }
  if (level < levels[PART_ZOOM])
    {
      section = g_menu_new ();
      g_menu_append (section, _("Zoom _In"), "timeline.zoom-in");
      g_menu_append (section, _("Zoom _Out"), "timeline.zoom-out");
      g_menu_append (section, _("Show All of the _Run"), "timeline.fit");
      append_section (menu, section);
    }
  section = g_menu_new ();
  if (level < levels[PART_FILTER])
    g_menu_append (section, _("_Filter Lanes"), "timeline.filter");
  g_menu_append (section, _("Show _All Lanes"), "timeline.show-all");
  g_menu_append (section, _("Show _Migrations"), "timeline.moves");
  append_section (menu, section);
  section = g_menu_new ();
  g_menu_append (section, _("Range between _Markers"), "timeline.range-of-markers");
  g_menu_append (section, _("Clear Mar_kers"), "timeline.clear-markers");
  append_section (menu, section);
  return G_MENU_MODEL (menu);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer header)
{
  g_autoptr (GMenuModel) model = build_menu_model (BOBBIN_TIMELINE_HEADER (header)->level);

  gtk_menu_button_set_menu_model (button, model);
}

static GtkWidget *
build_menu (BobbinTimelineHeader *header)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Timeline Menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline menu"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup_cb, header, NULL);
  return button;
}

static void
update_follow (BobbinTimelineHeader *header)
{
  const BobbinRun *run = bobbin_chart_get_run (BOBBIN_CHART (header->timeline));
  gboolean goes_on = run != NULL && !bobbin_run_is_over (run)
                     && bobbin_runner_is_active (bobbin_chart_get_runner (BOBBIN_CHART (header->timeline)));

  gtk_widget_set_visible (header->parts[PART_FOLLOW], goes_on && !bobbin_timeline_view_is_live (header->timeline));
}

static void
bobbin_timeline_header_dispose (GObject *object)
{
  BobbinTimelineHeader *header = BOBBIN_TIMELINE_HEADER (object);

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&header->parts[i], gtk_widget_unparent);
  g_clear_weak_pointer (&header->timeline);
  G_OBJECT_CLASS (bobbin_timeline_header_parent_class)->dispose (object);
}

static void
bobbin_timeline_header_class_init (BobbinTimelineHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_timeline_header_dispose;
  widget_class->measure = bobbin_timeline_header_measure;
  widget_class->size_allocate = bobbin_timeline_header_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "timelineheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bobbin_timeline_header_init (BobbinTimelineHeader *header)
{
  header->parts[PART_FOLLOW] = build_follow ();
  header->parts[PART_LANES] = build_lanes ();
  header->parts[PART_ZOOM] = build_zoom ();
  header->parts[PART_FILTER] = build_filter ();
  header->parts[PART_MENU] = build_menu (header);
  for (guint i = 0; i < N_PARTS; i++)
    {
      gtk_widget_set_valign (header->parts[i], GTK_ALIGN_CENTER);
      gtk_widget_set_parent (header->parts[i], GTK_WIDGET (header));
    }
  gtk_widget_set_visible (header->parts[PART_FOLLOW], FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline controls"), -1);
}

GtkWidget *
bobbin_timeline_header_new (BobbinTimelineView *timeline)
{
  BobbinTimelineHeader *header = g_object_new (BOBBIN_TYPE_TIMELINE_HEADER, NULL);
  BobbinRunner *runner = bobbin_chart_get_runner (BOBBIN_CHART (timeline));

  g_set_weak_pointer (&header->timeline, timeline);
  g_signal_connect_object (timeline, "notify::follows", G_CALLBACK (update_follow), header, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "notify::active", G_CALLBACK (update_follow), header, G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "updated", G_CALLBACK (update_follow), header, G_CONNECT_SWAPPED);
  return GTK_WIDGET (header);
}

gboolean
bobbin_timeline_header_offers_follow (BobbinTimelineHeader *header)
{
  return gtk_widget_get_visible (header->parts[PART_FOLLOW]);
}
