/* bobbin-pages-private.h - what layout, drawing and sentences of the page diagram share
 *
 *   box    a group: head, cards, stacks of its threads, foot with the sums
 *   card   a process: head, grid, numbers
 *   cell   one or more pages; the look of a page is a number, below
 *
 * A look is a square of whole device pixels: a ground and some marks that are
 * rectangles. Grids are painted with it pixel row by pixel row on screens,
 * and as strokes over runs of cells in vector formats; both are the same picture.
 */
#pragma once

#include "bobbin-legend.h"
#include "bobbin-pages-layout.h"

G_BEGIN_DECLS

/* Looks, in the order in which a cell of several states is filled from below.
 * From BOBBIN_LOOK_WRITERS on: written last by that worker of its group. */
enum {
  BOBBIN_LOOK_OWN,
  BOBBIN_LOOK_LEFT,
  BOBBIN_LOOK_SWAPPED,
  BOBBIN_LOOK_MAPPED,
  BOBBIN_LOOK_SHARED,    /* in a group of threads: not yet written by any of them */
  BOBBIN_LOOK_UNTOUCHED,
  BOBBIN_LOOK_WRITERS,
};
#define BOBBIN_MAX_WRITER_LOOKS 64u
#define BOBBIN_MAX_LOOKS        (BOBBIN_LOOK_WRITERS + BOBBIN_MAX_WRITER_LOOKS)

#define BOBBIN_MAX_MARKS    24u
#define BOBBIN_MAX_SEGMENTS 12u

typedef struct {
  guint8 x0, y0, x1, y1;
} BobbinPageMark;

typedef struct {
  BobbinColor    ground, ink;
  guint          n_marks;
  BobbinPageMark marks[BOBBIN_MAX_MARKS]; /* of ink */
  guint          number;     /* written in; 0: none */
  BobbinColor    number_ink;
} BobbinPageLook;

/* A stripe across a cell, in device pixels from its top. */
typedef struct {
  guint8 look, top, bottom;
} BobbinPageSegment;

typedef struct {
  guint  n_pages;        /* of the arena; 0: not known page by page */
  guint  pages_per_cell;
  guint  n_cells;
  guint  n_columns, n_rows;
  guint  pitch_dpx, cell_dpx; /* device pixels from cell to cell, and of a cell without the gap */
} BobbinPagesGrid;

typedef struct {
  guint      process; /* index into the run, or BOBBIN_PAGES_PARENT */
  BobbinRect rect;
  BobbinRect grid;    /* of the cells, or of the bar by counts */
} BobbinPagesCard;

/* What a card shows instead of its pages. */
typedef enum {
  BOBBIN_PAGES_CARD_CELLS,
  BOBBIN_PAGES_CARD_BAR,  /* by counts */
  BOBBIN_PAGES_CARD_NEVER, /* not yet read */
  BOBBIN_PAGES_CARD_GONE,  /* the process has ended before the run did: it has no pages any more */
  BOBBIN_PAGES_CARD_NONE,  /* the kernel does not say */
} BobbinPagesCardKind;

/* What is shown at all; less of it where there is less room. */
typedef struct {
  gboolean parent;    /* a card of its own */
  guint    n_numbers; /* rows below a grid: 0, own, own and shared, those and RSS, PSS, USS */
  guint    stacks;    /* of threads: 0: none, 1: number and size, 2: name and size below each other */
  guint    foot;      /* 0: none, 1: the sums, 2: and what they mean */
} BobbinPagesDetail;

typedef struct {
  guint           group;
  gboolean        by_writer;
  BobbinRect      rect;
  BobbinPagesGrid grid;
  GArray         *cards;   /* BobbinPagesCard */
  guint           n_card_columns;
  guint           n_hidden; /* processes without a card */
  BobbinRect      more_rect;
  BobbinRect      stacks_rect; /* height 0: none */
  guint           n_stack_columns, n_stacks; /* seen */
  double          stack_px;    /* height of one */
  BobbinRect      foot_rect;   /* height 0: none */
  guint           n_foot_columns;
  double          note_px;     /* of the sentence at the end of foot_rect */
  BobbinMemory    sums;
  guint64         monitor_bytes; /* what a system monitor's numbers add up to; 0: not known */
} BobbinPagesBox;

struct _BobbinPagesLayout {
  const BobbinRun       *run;   /* nullable */
  const BobbinPageTurns *turns; /* nullable */
  BobbinStyle            style;
  double                 width, height;

  BobbinLegend      *legend; /* NULL: no room or nothing to explain */
  BobbinRect         legend_rect;
  BobbinRect         because_rect; /* of run->pages_because; height 0: none */
  GArray            *boxes; /* BobbinPagesBox */
  guint              n_hidden_groups;
  BobbinPagesDetail  detail;
  gboolean           is_richest; /* detail lacks nothing */
  double             threads_weight; /* of the width, where a process alone has 1 */
  double             name_px;    /* the widest name of a card */
  double             number_px;  /* the widest row of numbers below a grid */
  double             own_px;     /* the row of own bytes */
  double             foot_px_per_byte;
};

/* ---- bobbin-pages-arrange.c ---- */

/* Fills in boxes, with all that lies in them, for @area. */
void bobbin_pages_place_boxes (BobbinPagesLayout *layout, BobbinRect area);

/* ---- bobbin-pages-place.c ---- */

/* What of a box is left for cards, and how high foot and stacks are. */
BobbinRect bobbin_pages_cards_area (const BobbinPagesLayout *layout, BobbinPagesBox *box, double *out_foot_px,
                                    double *out_stacks_px);
/* What lies in a box of which the rect is known. */
void       bobbin_pages_place_box  (const BobbinPagesLayout *layout, BobbinPagesBox *box);

/* ---- bobbin-pages-fit.c ---- */

/* How the cards of a box would lie. */
typedef struct {
  guint           n_shown; /* processes */
  guint           n_columns;
  double          width, height; /* of a card */
  BobbinPagesGrid grid;
} BobbinPagesFit;

/* Cards of @n_shown processes in @area with cells as large as possible, each for
 * @coarser times as many pages as it has to be. FALSE: they do not fit. */
gboolean bobbin_pages_fit (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint n_shown, guint coarser,
                           BobbinRect area, BobbinPagesFit *out_fit);
/* With the finest cells at which all cards fit. */
gboolean bobbin_pages_fit_coarsely (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint n_shown,
                                    BobbinRect area, BobbinPagesFit *out_fit);

double   bobbin_pages_card_pad_px   (const BobbinStyle *style);
double   bobbin_pages_card_frame_px (const BobbinPagesLayout *layout, const BobbinPagesBox *box); /* all but the grid */
gboolean bobbin_pages_shows_parent  (const BobbinPagesLayout *layout, const BobbinPagesBox *box);

/* ---- bobbin-pages-parts.c ---- */

double bobbin_pages_pad_px     (const BobbinStyle *style);
double bobbin_pages_head_px    (const BobbinStyle *style); /* of a box */
double bobbin_pages_name_px    (const BobbinStyle *style); /* of a card */
double bobbin_pages_row_px     (const BobbinStyle *style, guint row); /* of numbers below a grid */
double bobbin_pages_numbers_px (const BobbinStyle *style, guint n);
double bobbin_pages_foot_row_px (const BobbinStyle *style);
double bobbin_pages_stack_tab_px (const BobbinStyle *style, gboolean is_named); /* in its thread's shade */

/* The parts of a card or box; shared so that hits are what is drawn. */
BobbinRect bobbin_pages_number_row (const BobbinPagesLayout *layout, const BobbinPagesCard *card, guint row);
BobbinRect bobbin_pages_foot_cell  (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint i);
BobbinRect bobbin_pages_stack_rect (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint i);
BobbinRect bobbin_pages_cell_rect  (const BobbinPagesLayout *layout, const BobbinPagesBox *box,
                                    const BobbinPagesCard *card, guint cell);

const BobbinPageMap *bobbin_pages_get_map (const BobbinRun *run, guint group, guint process);
BobbinPagesCardKind  bobbin_pages_get_kind (const BobbinRun *run, guint group, guint process);
guint                bobbin_pages_n_pages (const BobbinRun *run, guint group); /* of the arena; 0: not page by page */
guint64              bobbin_pages_own_bytes    (const BobbinRun *run, const BobbinPageMap *map);
guint64              bobbin_pages_shared_bytes (const BobbinRun *run, const BobbinPageMap *map);
BobbinKind           bobbin_pages_box_kind (const BobbinPagesLayout *layout, const BobbinPagesBox *box);
/* Resident bytes of a worker's stack, where run->regions tells; else FALSE. */
gboolean             bobbin_pages_get_stack (const BobbinRun *run, guint worker, guint64 *out_bytes);

#define BOBBIN_PAGES_N_FOOT 4u /* a system monitor's, and RSS, PSS, USS */
const char *bobbin_pages_foot_name  (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint i);
guint64     bobbin_pages_foot_bytes (const BobbinPagesBox *box, guint i);
char       *bobbin_pages_foot_note  (const BobbinPagesLayout *layout, const BobbinPagesBox *box);
char       *bobbin_pages_scale_text (const BobbinPagesBox *box); /* "1 cell = 16 pages" */

/* ---- bobbin-pages-looks.c ---- */

/* One look, at @cell_dpx. */
BobbinPageLook bobbin_page_look_make (const BobbinStyle *style, BobbinKind kind, gboolean by_writer, guint look,
                                      guint cell_dpx);
/* All looks that pages of a box can have; returns how many there are. */
guint bobbin_pages_make_looks (const BobbinPagesLayout *layout, const BobbinPagesBox *box, guint cell_dpx,
                               BobbinPageLook *out_looks);
/* An area tiled with cells that touch each other. */
void  bobbin_page_look_fill (cairo_t *cr, const BobbinStyle *style, const BobbinPageLook *look, BobbinRect rect,
                             guint cell_dpx);
/* One at a place of its own, in user pixels. */
void  bobbin_page_look_draw (cairo_t *cr, const BobbinStyle *style, const BobbinPageLook *look, double x, double y,
                             guint cell_dpx);

/* ---- bobbin-pages-cells.c ---- */

/* Which looks the pages of @cell have, as stripes from the bottom to the top; at
 * most BOBBIN_MAX_SEGMENTS. */
guint bobbin_pages_cell_segments (const BobbinRun *run, const BobbinPagesBox *box, const BobbinPageMap *map,
                                  guint cell, BobbinPageSegment *out_segments);

/* ---- bobbin-pages-grid.c ---- */

/* The same picture in two ways: for screens, and for files of vectors, where
 * pages that turned are not marked. */
void bobbin_pages_draw_grid_pixels  (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box,
                                     const BobbinPagesCard *card, const BobbinPageLook *looks, guint n_looks);
void bobbin_pages_draw_grid_strokes (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box,
                                     const BobbinPagesCard *card, const BobbinPageLook *looks);

/* ---- bobbin-pages-card.c ---- */

void bobbin_pages_draw_card (const BobbinPagesLayout *layout, cairo_t *cr, const BobbinPagesBox *box,
                             const BobbinPagesCard *card, const BobbinPageLook *looks, guint n_looks);
void bobbin_pages_draw_text (const BobbinPagesLayout *layout, cairo_t *cr, BobbinFont font, BobbinColor color, double x,
                             double center_y, const char *text);

/* ---- bobbin-pages-legend.c ---- */

/* @with_parent: the parents' pages are shown too. */
BobbinLegend *bobbin_pages_legend_new (const BobbinRun *run, gboolean with_parent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
