#include "config.h"

#include "bobbin-summary-cells.h"

#include <glib/gi18n-lib.h>

#include "bobbin-summary.h"
#include "bobbin-verdict-mark.h"

/* What a column's factory needs to know; lives as long as it. */
typedef struct {
  BobbinSummaryCell cell;
  BobbinSummaryRoom room;
  gboolean          compact;
  GPtrArray        *items; /* GtkListItem, all that are bound */
} Recipe;

static void
recipe_free (gpointer data)
{
  Recipe *recipe = data;

  g_ptr_array_unref (recipe->items);
  g_free (recipe);
}

static GtkWidget *
add_label (GtkWidget *box, float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
show_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

static void
set_detail (GtkWidget *label, gboolean detail)
{
  gtk_widget_remove_css_class (label, detail ? "strong" : "detail");
  gtk_widget_add_css_class (label, detail ? "detail" : "strong");
}

/* A square for processes, a disc for threads: as in the drawings. */
static void
add_value (GtkWidget *cell, const char *kind)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, kind);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), chip);
  gtk_box_append (GTK_BOX (cell), line);
  gtk_widget_set_hexpand (add_label (line, 0.0F), TRUE);
}

/* The row's title as well: there is no room for a column of it. */
static void
build_values (GtkWidget *cell)
{
  gtk_widget_add_css_class (add_label (cell, 0.0F), "strong");
  add_value (cell, "process");
  add_value (cell, "thread");
  gtk_widget_add_css_class (add_label (cell, 0.0F), "detail");
}

static void
update_values (GtkWidget *cell, BobbinSummaryRow *row, const Recipe *recipe)
{
  GtkWidget *title = gtk_widget_get_first_child (cell);
  GtkWidget *process = gtk_widget_get_next_sibling (title);
  GtkWidget *thread = gtk_widget_get_next_sibling (process);
  const char *texts[] = { bobbin_summary_row_get_process_text (row), bobbin_summary_row_get_thread_text (row) };
  GtkWidget *lines[] = { process, thread };
  gboolean any = *texts[0] != '\0' || *texts[1] != '\0';

  gtk_label_set_label (GTK_LABEL (title), bobbin_summary_row_get_title (row));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (lines[i])), texts[i]);
      gtk_widget_set_visible (lines[i], *texts[i] != '\0');
    }
  show_text (gtk_widget_get_last_child (cell), any ? "" : bobbin_summary_row_get_verdict_text (row));
}

static void
build_verdict (GtkWidget *cell)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (top), bobbin_verdict_mark_new ());
  gtk_widget_add_css_class (add_label (top, 0.0F), "numeric");
  gtk_box_append (GTK_BOX (cell), top);
  gtk_widget_add_css_class (add_label (cell, 0.0F), "detail");
}

/* In its own column word and age; else the ratio, and the word below it. What
 * was measured by the run has no verdict, and what was not measured says so
 * where its values would stand. */
static void
update_verdict (GtkWidget *cell, BobbinSummaryRow *row, const Recipe *recipe)
{
  GtkWidget *top = gtk_widget_get_first_child (cell);
  GtkWidget *mark = gtk_widget_get_first_child (top);
  GtkWidget *label = gtk_widget_get_last_child (top);
  const BobbinOutcome *outcome = bobbin_summary_row_get_outcome (row);
  const char *verdict = bobbin_summary_row_is_measured (row) ? bobbin_summary_row_get_verdict_text (row) : "";
  const char *ratio = bobbin_summary_row_get_ratio_text (row);
  gboolean wide = recipe->room == BOBBIN_SUMMARY_WIDE;
  const char *below = wide ? (recipe->compact ? "" : bobbin_summary_row_get_age_text (row)) : verdict;

  bobbin_verdict_mark_set_verdict (BOBBIN_VERDICT_MARK (mark), outcome != NULL ? (int) outcome->verdict : -1);
  show_text (label, wide ? verdict : ratio);
  /* A number broken in two would be read as two. */
  gtk_label_set_wrap (GTK_LABEL (label), wide);
  set_detail (label, wide && outcome == NULL);
  gtk_widget_set_visible (top, outcome != NULL || *gtk_label_get_label (GTK_LABEL (label)) != '\0');
  show_text (gtk_widget_get_last_child (cell), below);
}

static void
build_button (GtkWidget *cell)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (cell, "with-button");
  gtk_box_append (GTK_BOX (cell), button);
  gtk_box_append (GTK_BOX (cell), gtk_image_new_from_icon_name ("content-loading-symbolic"));
}

/* Whatever turns or blinks takes time of the core on which is measured, so
 * being measured is a sign that stands still. */
static void
update_button (GtkWidget *cell, BobbinSummaryRow *row, const Recipe *recipe)
{
  GtkWidget *button = gtk_widget_get_first_child (cell);
  GtkWidget *busy = gtk_widget_get_last_child (cell);
  const BobbinExperiment *experiment = bobbin_summary_row_get_experiment (row);
  BobbinSummaryState state = bobbin_summary_row_get_state (row);
  gboolean again = bobbin_summary_row_get_outcome (row) != NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (button, experiment != NULL && state == BOBBIN_SUMMARY_IDLE);
  gtk_widget_set_visible (busy, state != BOBBIN_SUMMARY_IDLE);
  gtk_widget_set_opacity (busy, state == BOBBIN_SUMMARY_MEASURING ? 1.0 : 0.55);
  gtk_widget_set_tooltip_text (busy, bobbin_summary_state_label (state));
  if (experiment == NULL)
    return;
  label = g_strdup_printf (again ? _("Measure “%s” Again") : _("Measure “%s”"), bobbin_summary_row_get_title (row));
  gtk_button_set_icon_name (GTK_BUTTON (button), again ? "view-refresh-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  /* In this order: an action without its target would be warned of. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", experiment->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.measure");
}

static void
update (GtkListItem *item, const Recipe *recipe)
{
  static void (*const updates[]) (GtkWidget *cell, BobbinSummaryRow *row, const Recipe *recipe) = {
    [BOBBIN_SUMMARY_CELL_VALUES] = update_values,
    [BOBBIN_SUMMARY_CELL_VERDICT] = update_verdict,
    [BOBBIN_SUMMARY_CELL_BUTTON] = update_button,
  };
  GtkWidget *cell = gtk_list_item_get_child (item);
  BobbinSummaryRow *row = gtk_list_item_get_item (item);

  updates[recipe->cell] (cell, row, recipe);
  if (recipe->cell != BOBBIN_SUMMARY_CELL_BUTTON)
    gtk_widget_set_tooltip_text (cell, bobbin_summary_row_get_basis (row));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Recipe *recipe)
{
  static void (*const builds[]) (GtkWidget *cell) = {
    [BOBBIN_SUMMARY_CELL_VALUES] = build_values,
    [BOBBIN_SUMMARY_CELL_VERDICT] = build_verdict,
    [BOBBIN_SUMMARY_CELL_BUTTON] = build_button,
  };
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (cell, "cell-content");
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  builds[recipe->cell] (cell);
  gtk_list_item_set_child (item, cell);
}

static void
row_changed_cb (BobbinSummaryRow *row, GParamSpec *pspec, GtkListItem *item)
{
  update (item, g_object_get_data (G_OBJECT (item), "recipe"));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Recipe *recipe)
{
  g_object_set_data (G_OBJECT (item), "recipe", recipe);
  g_ptr_array_add (recipe->items, item);
  g_signal_connect (gtk_list_item_get_item (item), "notify", G_CALLBACK (row_changed_cb), item);
  update (item, recipe);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Recipe *recipe)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_changed_cb, item);
  g_ptr_array_remove_fast (recipe->items, item);
}

GtkColumnViewColumn *
bobbin_summary_column_new (BobbinSummaryCell cell)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Recipe *recipe = g_new0 (Recipe, 1);

  recipe->cell = cell;
  recipe->items = g_ptr_array_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), recipe);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), recipe);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), recipe);
  g_object_set_data_full (G_OBJECT (factory), "summary-recipe", recipe, recipe_free);
  return gtk_column_view_column_new ("", factory);
}

void
bobbin_summary_column_set_room (GtkColumnViewColumn *column, BobbinSummaryRoom room, gboolean compact)
{
  Recipe *recipe = g_object_get_data (G_OBJECT (gtk_column_view_column_get_factory (column)), "summary-recipe");

  if (recipe->room == room && recipe->compact == compact)
    return;
  recipe->room = room;
  recipe->compact = compact;
  for (guint i = 0; i < recipe->items->len; i++)
    update (g_ptr_array_index (recipe->items, i), recipe);
}
