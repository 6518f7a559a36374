/* bobbin-card.h - a titled box on the board
 *
 * Title and a quieter subtitle, further controls of the content, a button that
 * opens the card alone, and the content. Ctrl+C anywhere in it copies its
 * figure. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BOBBIN_TYPE_CARD (bobbin_card_get_type ())
G_DECLARE_FINAL_TYPE (BobbinCard, bobbin_card, BOBBIN, CARD, GtkWidget)

/* @title and @subtitle are translated; @figure is the word of the contract for
 * win.copy-figure. Takes @content. */
GtkWidget *bobbin_card_new (const char *title, const char *subtitle, const char *figure,
                            GtkWidget *content);

/* Another one, or NULL: what is seen has none. */
void bobbin_card_set_figure (BobbinCard *card, const char *figure);

void bobbin_card_set_subtitle (BobbinCard *card, const char *subtitle);

/* Puts a control beside the button. */
void bobbin_card_add_control (BobbinCard *card, GtkWidget *control);

/* Whether the card stands alone: the button then leads back. */
void bobbin_card_set_alone (BobbinCard *card, gboolean alone);

/* Where cards are pages anyway, there is no button. */
void bobbin_card_set_can_maximise (BobbinCard *card, gboolean can_maximise);

/* With too little width for more than the title there is no subtitle. */
void bobbin_card_set_shows_subtitle (BobbinCard *card, gboolean shows_subtitle);

const char *bobbin_card_get_title (BobbinCard *card);

/* Signal "maximise-toggled": the button was pressed. */

G_END_DECLS
