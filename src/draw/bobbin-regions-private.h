/* bobbin-regions-private.h - what layout, drawing and sentences of the region view share
 *
 * A row is a band with its words at the left, the band itself, and up to four
 * numbers at the right. Rows are in the order in which they are seen.
 */
#pragma once

#include "bobbin-legend.h"
#include "bobbin-regions-layout.h"

G_BEGIN_DECLS

enum {
  BOBBIN_REGION_NUMBER_SIZE,
  BOBBIN_REGION_NUMBER_RESIDENT,
  BOBBIN_REGION_NUMBER_SHARED,
  BOBBIN_REGION_NUMBER_OWN,
  BOBBIN_N_REGION_NUMBERS
};

typedef struct {
  guint      band;     /* index into run->regions.bands */
  BobbinRect rect;     /* the whole row */
  BobbinRect bar;
  gboolean   has_hole; /* nothing is mapped between it and the row below */
} BobbinRegionsRow;

struct _BobbinRegionsLayout {
  const BobbinRun *run; /* nullable */
  BobbinStyle      style;
  double           width, height;

  BobbinLegend *legend; /* NULL: no room, or nothing to explain */
  BobbinRect    legend_rect;
  BobbinRect    head_rect;  /* height 0: none */
  BobbinRect    more_rect;  /* where the hidden ones are counted; height 0: none are */
  GArray       *rows;       /* BobbinRegionsRow */
  guint         n_hidden;
  double        label_px, number_px;
  guint         n_numbers;  /* the last so many of them are shown */
};

const BobbinRegion *bobbin_regions_get_band (const BobbinRegionsLayout *layout, guint band);
BobbinKind          bobbin_regions_get_kind (const BobbinRegionsLayout *layout);
guint64             bobbin_regions_get_number (const BobbinRegion *region, guint number);
const char         *bobbin_regions_number_name (guint number); /* translated */
double              bobbin_regions_number_right (const BobbinRegionsLayout *layout, guint number);
double              bobbin_regions_label_gap_px (const BobbinStyle *style);

/* "Address space: Process 2" */
char *bobbin_regions_title (const BobbinRegionsLayout *layout);

G_END_DECLS
