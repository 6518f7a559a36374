/* bobbin-page-sampler-private.h - shared by the two sides of the page sampler
 *
 * The thread owns readers and scratch, and the maps it reads into. A map that is
 * whole is swapped, under the mutex, with the one that waits to be taken; the
 * main thread swaps that one with its own. So nothing is copied, and nobody
 * holds the mutex for longer than a swap.
 */
#pragma once

#include "bobbin-page-sampler.h"

G_BEGIN_DECLS

/* One arena. The fields up to fresh are set once, or the thread's. */
typedef struct {
  BobbinPageTarget  target;
  gboolean          detailed;
  BobbinPageReader *reader; /* NULL: not yet looked at, or not page by page */
  gboolean          over;   /* not to be read again */
  BobbinPageMap     work;
  BobbinPageMap     fresh;     /* under the mutex: whole, and not yet taken */
  gboolean          has_fresh; /* the same */
  gboolean          gone;      /* the same: over, and not yet said */
} PageSlot;

typedef struct {
  int               pid; /* 0: none */
  BobbinRegionPlan  plan;
  gint64            due_ns;
  guint             serial; /* changes with each watch, so that what was read for another one is dropped */
} PageWatch;

struct _BobbinPageSampler {
  GThread              *thread;
  const BobbinPageBook *book;
  gsize                 page_bytes;
  gint64                gate_ns;

  /* The thread's. */
  BobbinPageScratch *scratch;
  BobbinPageMap      scratch_map; /* for targets without detail */
  guint              next;        /* of this round */
  gint64             round_due_ns;
  gint64             paid_ns;     /* until when the thread has to rest, were it to rest after each job */

  GMutex                  mutex; /* guards what follows, and what slots say */
  GCond                   wake;
  gboolean                stopping;
  GPtrArray              *slots; /* PageSlot */
  guint                   n_detail_pages;
  BobbinPageSamplerStatus status;
  GArray                 *kin_tasks; /* BobbinKinTask; NULL: not asked for */
  BobbinKinship           kinship;
  gboolean                has_kinship;
  PageWatch               watch;
  BobbinRegions           regions;
  gboolean                has_regions;
};

/* The thread: works until it is told to stop. @data is the sampler. */
gpointer bobbin_page_sampler_run (gpointer data);

/* A plan without its program, whose stacks are its own; and its end. */
BobbinRegionPlan bobbin_region_plan_copy  (const BobbinRegionPlan *plan);
void             bobbin_region_plan_clear (BobbinRegionPlan *plan);

G_END_DECLS
