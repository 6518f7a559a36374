/* bobbin-kinship-private.h - what layout, drawing and sentences of the matrix share
 *
 * Tasks of one group lie side by side; between groups there is a gap. The same
 * positions hold on both axes.
 */
#pragma once

#include "bobbin-kinship-layout.h"
#include "bobbin-legend.h"

G_BEGIN_DECLS

#define BOBBIN_KINSHIP_N_MARKS 4u /* of a pair: the first kins */

/* Tasks of one group, side by side. */
typedef struct {
  guint  group; /* or G_MAXUINT: the parent */
  guint  first, end; /* tasks */
  double at_px, size_px; /* from the matrix' corner, on both axes */
} BobbinKinshipBlock;

struct _BobbinKinshipLayout {
  const BobbinRun *run; /* nullable */
  BobbinStyle      style;
  double           width, height;

  BobbinLegend *legend; /* NULL: no room, or nothing to explain */
  BobbinRect    legend_rect;
  BobbinRect    note_rect;  /* of the sentence below it; height 0: none */
  guint         n_note_lines;
  GArray       *blocks;     /* BobbinKinshipBlock */
  double        cell_px;    /* with its gap; 0: no matrix */
  double        gap_px;     /* between cells */
  BobbinRect    matrix;     /* all cells */
  double        side_px, top_px; /* of the axes, left of it and above */
  double        band_px;    /* of both, of the groups' boxes */
  double        overhang_px; /* of the last group's box along the top, for its name */
};

gboolean   bobbin_kinship_is_known (const BobbinRun *run); /* nullable */
BobbinRect bobbin_kinship_cell_rect (const BobbinKinshipLayout *layout, guint row, guint column);
double     bobbin_kinship_task_px (const BobbinKinshipLayout *layout, guint task); /* from the matrix' corner */

/* How many of the first kins a pair has in common, and how many are not known. */
guint bobbin_kinship_count (const BobbinKinship *kinship, guint a, guint b, guint *out_n_unknown);

/* Translated: "Thread 2", "Parent"; "Threads"; "address space". */
char       *bobbin_kinship_task_label (const BobbinRun *run, guint task);
char       *bobbin_kinship_group_label (const BobbinRun *run, guint group);
double      bobbin_kinship_group_px (const BobbinStyle *style, const char *label); /* of a box with room for @label in fine print */
const char *bobbin_kinship_kin_label (BobbinKin kin);
/* What the whole matrix says, in a sentence or two. */
char       *bobbin_kinship_note (const BobbinRun *run);

/* One pair in @rect; @answers of the first kins. @same: a task and itself. */
void bobbin_kinship_draw_pair (cairo_t *cr, const BobbinStyle *style, BobbinKind kind, BobbinRect rect,
                               const BobbinKinshipAnswer *answers, gboolean same);
/* One mark alone, as in the legend. */
void bobbin_kinship_draw_mark (cairo_t *cr, const BobbinStyle *style, BobbinKind kind, BobbinKin kin, BobbinRect rect);

G_END_DECLS
