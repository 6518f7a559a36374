/* bobbin-memory-private.h - what layout, drawing and sentences of the memory chart share
 *
 * Each group is a card: a head, the sums, and the processes. The processes are
 * boxes with three bars each while all of them fit so; when they do not, they
 * are lines of a table with the same bars in small; what still does not fit is
 * counted. Bars of processes have one scale in all groups, and bars of sums
 * another one.
 */
#pragma once

#include "bobbin-legend.h"
#include "bobbin-memory-layout.h"

G_BEGIN_DECLS

typedef enum {
  BOBBIN_READING_RSS,
  BOBBIN_READING_PSS,
  BOBBIN_READING_USS,
  BOBBIN_N_READINGS
} BobbinReading;

typedef struct {
  guint      process; /* index into the run */
  BobbinRect rect;
} BobbinMemoryCell;

typedef struct {
  guint        group;     /* index into the run */
  BobbinRect   rect;
  double       head_px;
  gboolean     as_lines;  /* lines of a table instead of boxes */
  guint        n_columns;
  BobbinRect   lines_head; /* the table's column heads; height 0: none */
  GArray      *cells;     /* BobbinMemoryCell */
  guint        n_hidden;  /* processes without a cell */
  BobbinRect   more_rect; /* where that is said */
  BobbinRect   sums_rect; /* height 0: no room */
  double       note_px;   /* height of the sentence at the foot of sums_rect */
  BobbinMemory sums;
} BobbinMemoryCard;

struct _BobbinMemoryLayout {
  const BobbinRun *run; /* nullable */
  BobbinStyle      style;
  double           width, height;

  BobbinLegend *legend; /* NULL: no room or nothing to explain */
  BobbinRect    legend_rect;
  GArray       *cards;  /* BobbinMemoryCard */
  guint         n_hidden_groups;

  double label_px;  /* widest process label in lines */
  double number_px; /* widest number */
  double name_px;   /* "RSS", "PSS", "USS" */
  double sum_name_px;
  double sum_title_px;    /* size in which the titles of all sums are seen whole */
  double px_per_byte;     /* bars of processes */
  double sum_px_per_byte; /* bars of sums */
};

/* Fills in cards, with all that lies in them, for @area of the layout. */
void bobbin_memory_place_cards (BobbinMemoryLayout *layout, BobbinRect area);

/* Where the parts of a cell or of the sums lie; shared so that hits are what is drawn. */
BobbinRect bobbin_memory_cell_bar_row (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card,
                                       const BobbinMemoryCell *cell, BobbinReading reading);
BobbinRect bobbin_memory_sum_row      (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card,
                                       BobbinReading reading);

/* Whether a line of the table has room for three numbers; else it has PSS alone. */
gboolean   bobbin_memory_line_shows_all (const BobbinMemoryLayout *layout, const BobbinMemoryCard *card);

guint64     bobbin_memory_get_reading  (const BobbinMemory *memory, BobbinReading reading);
const char *bobbin_memory_reading_name (BobbinReading reading); /* "RSS": not translated */

/* NULL while the process is as it should be; "crashed", "ended" when it went before the run's end. */
const char *bobbin_memory_ended_word (const BobbinRun *run, guint process);
/* "4 address spaces" */
char       *bobbin_memory_spaces_text (const BobbinRun *run, guint group);
/* What the sums mean, one or two sentences. */
const char *bobbin_memory_sums_note   (const BobbinRun *run, guint group);
/* "4 processes together", "4 threads together" */
char       *bobbin_memory_sums_title  (const BobbinRun *run, guint group);

/* Sentences about one process, about one sum of a group, and about all its sums;
 * @spaces as above. */
char       *bobbin_memory_describe_process (const BobbinRun *run, guint process);
char       *bobbin_memory_describe_sum     (const char *label, const BobbinMemory *sums, BobbinReading reading);
char       *bobbin_memory_describe_sums    (const char *label, const char *spaces, const BobbinMemory *sums);

/* Heights of the parts, in pixels. */
double bobbin_memory_title_px (const BobbinStyle *style); /* of a box */
double bobbin_memory_row_px   (const BobbinStyle *style); /* of one bar in a box, of a sum */
double bobbin_memory_line_px  (const BobbinStyle *style); /* of a line of the table */
double bobbin_memory_dots_px  (const BobbinStyle *style);
double bobbin_memory_pad_px   (const BobbinStyle *style);

G_END_DECLS
