/* bobbin-text-column.h - a column of a GtkColumnView that shows a property
 *
 * The row objects' string property is shown in a label and kept up to date by
 * its notify signal. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  BOBBIN_COLUMN_TEXT    = 0,
  BOBBIN_COLUMN_NUMBER  = 1 << 0, /* right-aligned, figures of one width, never wrapped */
  BOBBIN_COLUMN_WRAPS   = 1 << 1,
  BOBBIN_COLUMN_STRONG  = 1 << 2,
  BOBBIN_COLUMN_EXPANDS = 1 << 3,
  BOBBIN_COLUMN_DETAIL_INSTEAD = 1 << 4, /* small print only where there is nothing else */
  BOBBIN_COLUMN_DETAIL_BESIDE  = 1 << 5, /* small print only where there is something else */
} BobbinColumnFlags;

/* @property, @detail_property (nullable: small print under it) and
 * @tooltip_property (nullable) name string properties of the model's objects. */
typedef struct {
  const char       *title; /* translated */
  const char       *property;
  const char       *detail_property;
  const char       *tooltip_property;
  BobbinColumnFlags flags;
} BobbinTextColumn;

/* (transfer full) */
GtkColumnViewColumn *bobbin_text_column_new (const BobbinTextColumn *column) G_GNUC_WARN_UNUSED_RESULT;

/* In a compact column there is no small print beside something else. */
void bobbin_text_column_set_compact (GtkColumnViewColumn *column, gboolean compact);

/* Puts the titles of number columns over their numbers. GTK 4.8 aligns all to
 * the left and has no setting for it. Call it once, when all columns are there. */
void bobbin_text_column_align_titles (GtkColumnView *view);

G_END_DECLS
