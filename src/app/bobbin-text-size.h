/* bobbin-text-size.h - how large the text is where there is a lot of room
 *
 * A large window is one that is looked at from afar: by how many times there is
 * the room in which one size is enough, text gets one of a few sizes, which
 * style.css knows as classes. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The size of @widget's own text, in pixels. */
double bobbin_text_size_em (GtkWidget *widget);

/* Which size goes with so much room, by the text of @widget, which itself must
 * stay as it is. @alone: for one card rather than several side by side. */
guint bobbin_text_size_choose (GtkWidget *widget, int width, int height, gboolean alone);

/* Gives @widget and what is in it the text of that size. */
void bobbin_text_size_apply (GtkWidget *widget, guint size);

G_END_DECLS
