/* bobbin-board.h - timeline above, memory and summary below
 *
 * Where there is room all three cards are shown together; where it is narrow or
 * low one at a time, with a switcher above. Any card can be opened alone. Where
 * there is a lot of room the cards' text grows, so that it can be read from
 * further away. All this is decided while sizes are given out and depends on
 * nothing that the decision changes, so it cannot swing to and fro. Main thread.
 */
#pragma once

#include "bobbin-card.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_PAGE_TIMELINE,
  BOBBIN_PAGE_MEMORY,
  BOBBIN_PAGE_SUMMARY,
  BOBBIN_N_PAGES
} BobbinPage;

#define BOBBIN_TYPE_BOARD (bobbin_board_get_type ())
G_DECLARE_FINAL_TYPE (BobbinBoard, bobbin_board, BOBBIN, BOARD, GtkWidget)

/* Properties (notify): "page" (uint), "alone" (boolean, the page is opened alone),
 * "paged" (boolean, read-only: there is room for one page only; notifies after
 * the sizes are given out). */
void bobbin_board_set_card (BobbinBoard *board, BobbinPage page, BobbinCard *card);

void       bobbin_board_set_page (BobbinBoard *board, BobbinPage page);
BobbinPage bobbin_board_get_page (BobbinBoard *board);
void       bobbin_board_set_alone (BobbinBoard *board, gboolean alone);
gboolean   bobbin_board_get_alone (BobbinBoard *board);
gboolean   bobbin_board_is_paged  (BobbinBoard *board);

G_END_DECLS
