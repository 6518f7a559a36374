#include "config.h"

#include "bobbin-text-column.h"

/* What a factory needs to know; lives as long as it. */
typedef struct {
  char             *property;
  char             *detail_property;
  char             *tooltip_property;
  BobbinColumnFlags flags;
  gboolean          compact;
  GPtrArray        *items; /* GtkListItem, all that are bound */
} Recipe;

static void
recipe_free (gpointer data)
{
  Recipe *recipe = data;

  g_free (recipe->property);
  g_free (recipe->detail_property);
  g_free (recipe->tooltip_property);
  g_ptr_array_unref (recipe->items);
  g_free (recipe);
}

static GtkWidget *
add_label (GtkWidget *cell, const Recipe *recipe, gboolean detail)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean number = (recipe->flags & BOBBIN_COLUMN_NUMBER) != 0;

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1.0F : 0.0F);
  if (number)
    gtk_widget_add_css_class (label, "numeric");
  if (recipe->flags & BOBBIN_COLUMN_STRONG && !detail)
    gtk_widget_add_css_class (label, "strong");
  if (detail)
    gtk_widget_add_css_class (label, "detail");

  if (recipe->flags & BOBBIN_COLUMN_WRAPS && !(number && !detail))
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  gtk_box_append (GTK_BOX (cell), label);
  return label;
}

static gboolean
has_text (GtkWidget *label)
{
  return *gtk_label_get_label (GTK_LABEL (label)) != '\0';
}

/* An empty line would only push its neighbour off the middle. */
static void
show_labels (GtkWidget *cell, const Recipe *recipe)
{
  GtkWidget *label = gtk_widget_get_first_child (cell);
  GtkWidget *detail = gtk_widget_get_next_sibling (label);
  gboolean beside, wanted;

  if (detail == NULL)
    return;
  beside = has_text (label);
  wanted = beside ? !recipe->compact && !(recipe->flags & BOBBIN_COLUMN_DETAIL_INSTEAD)
                  : !(recipe->flags & BOBBIN_COLUMN_DETAIL_BESIDE);
  gtk_widget_set_visible (label, beside);
  gtk_widget_set_visible (detail, wanted && has_text (detail));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Recipe *recipe)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (cell, "cell-content");
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  add_label (cell, recipe, FALSE);
  if (recipe->detail_property != NULL)
    add_label (cell, recipe, TRUE);
  gtk_list_item_set_child (item, cell);
}

static void
label_changed_cb (GtkWidget *label, GParamSpec *pspec, const Recipe *recipe)
{
  show_labels (gtk_widget_get_parent (label), recipe);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Recipe *recipe)
{
  GObject *row = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);
  GtkWidget *label = gtk_widget_get_first_child (cell);
  GPtrArray *bindings = g_ptr_array_new_with_free_func (g_object_unref);

#define KEEP(binding) g_ptr_array_add (bindings, g_object_ref (binding))
  KEEP (g_object_bind_property (row, recipe->property, label, "label", G_BINDING_SYNC_CREATE));
  if (recipe->detail_property != NULL)
    {
      GtkWidget *detail = gtk_widget_get_next_sibling (label);

      KEEP (g_object_bind_property (row, recipe->detail_property, detail, "label",
                                    G_BINDING_SYNC_CREATE));
      g_signal_connect (label, "notify::label", G_CALLBACK (label_changed_cb), (gpointer) recipe);
      g_signal_connect (detail, "notify::label", G_CALLBACK (label_changed_cb), (gpointer) recipe);
    }
  if (recipe->tooltip_property != NULL)
    KEEP (g_object_bind_property (row, recipe->tooltip_property, cell, "tooltip-text",
                                  G_BINDING_SYNC_CREATE));
#undef KEEP
  g_object_set_data_full (G_OBJECT (item), "bindings", bindings,
                          (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (recipe->items, item);
  show_labels (cell, recipe);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Recipe *recipe)
{
  GPtrArray *bindings = g_object_get_data (G_OBJECT (item), "bindings");

  g_ptr_array_remove_fast (recipe->items, item);
  for (guint i = 0; bindings != NULL && i < bindings->len; i++)
    g_binding_unbind (g_ptr_array_index (bindings, i));
  g_object_set_data (G_OBJECT (item), "bindings", NULL);
  for (GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
       label != NULL; label = gtk_widget_get_next_sibling (label))
    g_signal_handlers_disconnect_by_func (label, label_changed_cb, (gpointer) recipe);
}

GtkColumnViewColumn *
bobbin_text_column_new (const BobbinTextColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *view_column;
  Recipe *recipe = g_new0 (Recipe, 1);

  recipe->property = g_strdup (column->property);
  recipe->detail_property = g_strdup (column->detail_property);
  recipe->tooltip_property = g_strdup (column->tooltip_property);
  recipe->flags = column->flags;
  recipe->items = g_ptr_array_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), recipe);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), recipe);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), recipe);
  g_object_set_data_full (G_OBJECT (factory), "recipe", recipe, recipe_free);

  view_column = gtk_column_view_column_new (column->title, factory);
  gtk_column_view_column_set_expand (view_column, (column->flags & BOBBIN_COLUMN_EXPANDS) != 0);
  return view_column;
}

void
bobbin_text_column_set_compact (GtkColumnViewColumn *column, gboolean compact)
{
  Recipe *recipe = g_object_get_data (G_OBJECT (gtk_column_view_column_get_factory (column)),
                                      "recipe");

  if (recipe->compact == compact)
    return;

  recipe->compact = compact;
  for (guint i = 0; i < recipe->items->len; i++)
    show_labels (gtk_list_item_get_child (g_ptr_array_index (recipe->items, i)), recipe);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

void
bobbin_text_column_align_titles (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < g_list_model_get_n_items (columns) && title != NULL;
       i++, title = gtk_widget_get_next_sibling (title))
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const Recipe *recipe = g_object_get_data (
        G_OBJECT (gtk_column_view_column_get_factory (column)), "recipe");
      GtkWidget *label = find_label (title);

      if (label == NULL || recipe == NULL || !(recipe->flags & BOBBIN_COLUMN_NUMBER))
        continue;
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_halign (label, GTK_ALIGN_END);
    }
}
