#include "config.h"

#include "bobbin-card.h"

#include <glib/gi18n-lib.h>

struct _BobbinCard {
  GtkWidget  parent_instance;
  GtkWidget *header;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *controls;
  GtkWidget *maximise;
  GtkWidget *content;
  GtkShortcut *copy;
};

enum {
  SIGNAL_MAXIMISE_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BobbinCard, bobbin_card, GTK_TYPE_WIDGET)

static void
maximise_cb (BobbinCard *card)
{
  g_signal_emit (card, signals[SIGNAL_MAXIMISE_TOGGLED], 0);
}

static void
bobbin_card_dispose (GObject *object)
{
  BobbinCard *card = BOBBIN_CARD (object);

  g_clear_pointer (&card->header, gtk_widget_unparent);
  g_clear_pointer (&card->content, gtk_widget_unparent);
  G_OBJECT_CLASS (bobbin_card_parent_class)->dispose (object);
}

static void
bobbin_card_class_init (BobbinCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bobbin_card_dispose;

  signals[SIGNAL_MAXIMISE_TOGGLED] = g_signal_new ("maximise-toggled", BOBBIN_TYPE_CARD,
                                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "boardcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
build_header (BobbinCard *card)
{
  /* In a box of their own: only they stand on one baseline. */
  GtkWidget *titles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  card->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (card->title, "card-title");
  gtk_label_set_xalign (GTK_LABEL (card->title), 0.0F);

  card->subtitle = gtk_label_new (NULL);
  gtk_widget_add_css_class (card->subtitle, "card-subtitle");
  gtk_label_set_ellipsize (GTK_LABEL (card->subtitle), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (card->subtitle), 0.0F);
  /* Whatever the controls leave to it, and no more. */
  gtk_label_set_max_width_chars (GTK_LABEL (card->subtitle), 1);
  gtk_widget_set_hexpand (card->subtitle, TRUE);
  gtk_widget_set_valign (card->title, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (card->subtitle, GTK_ALIGN_BASELINE);

  card->controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  card->maximise = gtk_button_new ();
  gtk_widget_add_css_class (card->maximise, "flat");
  gtk_widget_set_valign (card->maximise, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (card->maximise, "clicked", G_CALLBACK (maximise_cb), card);

  card->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (card->header, "card-header");
  gtk_box_append (GTK_BOX (titles), card->title);
  gtk_box_append (GTK_BOX (titles), card->subtitle);
  gtk_widget_set_valign (titles, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_box_append (GTK_BOX (card->header), titles);
  gtk_box_append (GTK_BOX (card->header), card->controls);
  gtk_box_append (GTK_BOX (card->header), card->maximise);
  gtk_widget_set_parent (card->header, GTK_WIDGET (card));
}

static void
bobbin_card_init (BobbinCard *card)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (card));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_overflow (GTK_WIDGET (card), GTK_OVERFLOW_HIDDEN);
  build_header (card);
  bobbin_card_set_alone (card, FALSE);
}

static void
add_copy_shortcut (BobbinCard *card)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  card->copy = gtk_shortcut_new (NULL, gtk_named_action_new ("win.copy-figure"));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), card->copy);
  gtk_widget_add_controller (GTK_WIDGET (card), controller);
}

GtkWidget *
bobbin_card_new (const char *title, const char *subtitle, const char *figure, GtkWidget *content)
{
  BobbinCard *card = g_object_new (BOBBIN_TYPE_CARD, NULL);

  gtk_label_set_label (GTK_LABEL (card->title), title);
  gtk_label_set_label (GTK_LABEL (card->subtitle), subtitle);
  card->content = content;
  gtk_widget_set_vexpand (content, TRUE);
  gtk_widget_set_parent (content, GTK_WIDGET (card));
  add_copy_shortcut (card);
  bobbin_card_set_figure (card, figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  return GTK_WIDGET (card);
}

void
bobbin_card_set_figure (BobbinCard *card, const char *figure)
{
  gtk_shortcut_set_trigger (card->copy, figure != NULL ? gtk_shortcut_trigger_parse_string ("<Control>c")
                                                       : g_object_ref (gtk_never_trigger_get ()));
  if (figure != NULL)
    gtk_shortcut_set_arguments (card->copy, g_variant_new_string (figure));
}

void
bobbin_card_set_subtitle (BobbinCard *card, const char *subtitle)
{
  gtk_label_set_label (GTK_LABEL (card->subtitle), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
}

void
bobbin_card_add_control (BobbinCard *card, GtkWidget *control)
{
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (card->controls), control);
}

void
bobbin_card_set_alone (BobbinCard *card, gboolean alone)
{
  gtk_button_set_icon_name (GTK_BUTTON (card->maximise),
                            alone ? "view-restore-symbolic" : "view-fullscreen-symbolic");
  gtk_widget_set_tooltip_text (card->maximise, alone ? _("Back to All (Escape)") : _("Show Alone"));
}

void
bobbin_card_set_can_maximise (BobbinCard *card, gboolean can_maximise)
{
  gtk_widget_set_visible (card->maximise, can_maximise);
}

/* The title takes its place, so that what is at the right stays there. */
void
bobbin_card_set_shows_subtitle (BobbinCard *card, gboolean shows_subtitle)
{
  gtk_widget_set_visible (card->subtitle, shows_subtitle);
  gtk_widget_set_hexpand (card->title, !shows_subtitle);
}

const char *
bobbin_card_get_title (BobbinCard *card)
{
  return gtk_label_get_label (GTK_LABEL (card->title));
}
