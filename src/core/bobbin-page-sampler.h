/* bobbin-page-sampler.h - pages, regions and kinship, on a thread of their own
 *
 * Reading 65,536 pages takes some milliseconds, which no sweep can wait for. The
 * thread goes round its targets four times a second, and less often where that
 * would take more than BOBBIN_PAGE_MAX_SHARE of a core: every job that it does
 * is paid for with so much rest that the share holds, up to one
 * interval's worth ahead.
 *
 * Functions are for the main thread. Nothing wakes it: it takes what is there
 * when it comes by.
 */
#pragma once

#include "bobbin-kinship.h"
#include "bobbin-page-target.h"
#include "bobbin-regions.h"

G_BEGIN_DECLS

#define BOBBIN_PAGE_MAX_SHARE 0.08

/* So many pages may have their states kept; of targets beyond only the counts are told. */
#define BOBBIN_PAGE_MAX_DETAIL (16u * 1024 * 1024)

typedef struct _BobbinPageSampler BobbinPageSampler;

/* @wanted: how the pages are read; BOBBIN_PAGES_UNKNOWN: as well as the self-test
 * allows, which the thread asks for. @book: (nullable) outlives the sampler.
 * @gate_ns: on CLOCK_MONOTONIC, from when on all times are told. */
BobbinPageSampler *bobbin_page_sampler_start (BobbinPagesSource     wanted,
                                              const BobbinPageBook *book,
                                              gsize                 page_bytes,
                                              gint64                gate_ns) G_GNUC_WARN_UNUSED_RESULT;

/* Waits for the thread to end. What it saw can still be taken. */
void bobbin_page_sampler_stop (BobbinPageSampler *sampler);
void bobbin_page_sampler_free (BobbinPageSampler *sampler);

/* Adds an arena to the round. Its number, from 0 on. */
guint bobbin_page_sampler_add (BobbinPageSampler *sampler, const BobbinPageTarget *target);

/* Has what @tasks share looked at once, soon. */
void bobbin_page_sampler_ask_kinship (BobbinPageSampler *sampler, const BobbinKinTask *tasks, guint n_tasks);

/* Has the regions of @pid read twice a second; 0: of none. @plan is copied, but for program, which
 * is asked of the kernel. */
void bobbin_page_sampler_watch (BobbinPageSampler *sampler, int pid, const BobbinRegionPlan *plan);

/* TRUE when there is something newer than at the last call, which is then
 * swapped into @map. A target that has gone leaves @map as it is, but not valid. */
gboolean bobbin_page_sampler_take_map (BobbinPageSampler *sampler, guint target, BobbinPageMap *map);

/* The same; what is the caller's to know (process, n_workers) is left to it. */
gboolean bobbin_page_sampler_take_regions (BobbinPageSampler *sampler, BobbinRegions *regions);
gboolean bobbin_page_sampler_take_kinship (BobbinPageSampler *sampler, BobbinKinship *kinship);

typedef struct {
  BobbinPagesSource source;
  char             *because; /* (nullable) translated; why not EXACT */
  guint64           rounds;  /* over all targets */
  gint64            cpu_ns;  /* of the thread */
} BobbinPageSamplerStatus;

/* @status is overwritten: because is the caller's to free. */
void bobbin_page_sampler_get_status (BobbinPageSampler *sampler, BobbinPageSamplerStatus *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPageSampler, bobbin_page_sampler_free)

G_END_DECLS
