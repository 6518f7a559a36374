#include "bobbin-fake-pages.h"

#include <math.h>
#include <signal.h>
#include <string.h>

#include "bobbin-fake-schedule.h"
#include "bobbin-fake-spaces.h"
#include "bobbin-time-span.h"

#define KIB            ((guint64) 1024)
#define FIRST_ADDRESS  G_GUINT64_CONSTANT (0x7f3a5c000000)
#define OTHER_RESIDENT (1480 * KIB) /* program, libraries, stacks */

const char *
bobbin_fake_pages_name (BobbinFakePages fake)
{
  static const char *const names[BOBBIN_N_FAKE_PAGES] = {
    "before", "during", "after", "2", "16", "64", "large", "16-large", "threads", "left", "sums", "none", "early", "one",
  };

  return names[fake];
}

/* The last sixteenth is mapped shared, the one before it is not touched. */
static guint
private_end (guint n_pages)
{
  return n_pages - n_pages / 8;
}

static void
fill_parts (BobbinPageMap *map, guint n_pages)
{
  bobbin_page_map_resize (map, n_pages);
  map->valid = TRUE;
  map->address = FIRST_ADDRESS;
  memset (map->states, BOBBIN_PAGE_SHARED, private_end (n_pages));
  memset (map->states + private_end (n_pages), BOBBIN_PAGE_MAPPED, n_pages / 16);
}

/* Written here and there, and in stretches: half of it in runs of 4 pages. */
static void
write_pages (BobbinPageMap *map, guint worker, double share, guint seed)
{
  guint n = private_end (map->n_pages);
  BobbinFakeChance chance = { seed * 7919 + 13 };
  guint wanted = (guint) lround (MIN (share, 1.0) * n), written = 0;

  for (guint tries = 0; written < wanted && tries < 8 * n; tries++)
    {
      guint page = (guint) (bobbin_fake_chance (&chance) * n) % n, run = bobbin_fake_chance (&chance) < 0.5 ? 4 : 1;

      for (guint i = page; i < MIN (page + run, n) && written < wanted; i++)
        {
          written += map->states[i] != BOBBIN_PAGE_OWN || map->writers[i] != worker + 1;
          map->states[i] = BOBBIN_PAGE_OWN;
          map->writers[i] = (guint16) (worker + 1);
        }
    }
  for (guint i = 0; written < wanted && i < n; i++)
    if (map->states[i] != BOBBIN_PAGE_OWN || map->writers[i] != worker + 1)
      {
        map->states[i] = BOBBIN_PAGE_OWN;
        map->writers[i] = (guint16) (worker + 1);
        written++;
      }
}

/* A page that one has alone is not shared. */
static void
settle (BobbinRun *run, BobbinRunGroup *group)
{
  guint n_pages = bobbin_run_get_process (run, group->first_process)->pages.n_pages;

  for (guint page = 0; page < n_pages; page++)
    {
      BobbinPageMap *only = NULL;
      guint n = 0;

      for (guint i = 0; i <= group->n_processes; i++)
        {
          gboolean is_parent = i == group->n_processes;
          BobbinRunProcess *process = is_parent ? NULL : bobbin_run_get_process (run, group->first_process + i);
          BobbinPageMap *map = process != NULL ? &process->pages : &group->parent_pages;

          if (map->states != NULL && map->states[page] == BOBBIN_PAGE_SHARED && (process == NULL || process->alive))
            {
              only = map;
              n++;
            }
        }
      if (n == 1)
        only->states[page] = BOBBIN_PAGE_LEFT;
    }
}

static void
count_memory (BobbinRun *run)
{
  for (guint i = 0; i < run->processes->len; i++)
    {
      BobbinRunProcess *process = bobbin_run_get_process (run, i);
      BobbinRunGroup *group = bobbin_run_get_group (run, process->group);
      const guint *counts = process->pages.counts;
      guint64 page = run->machine->page_bytes, own, shared;

      bobbin_page_map_count (&process->pages);
      own = (counts[BOBBIN_PAGE_OWN] + counts[BOBBIN_PAGE_LEFT]) * page + 132 * KIB;
      shared = (counts[BOBBIN_PAGE_SHARED] + counts[BOBBIN_PAGE_MAPPED]) * page + OTHER_RESIDENT;
      process->memory = (BobbinMemory) { .valid = TRUE, .time_ns = run->now_ns, .rss_bytes = own + shared,
                                         .pss_bytes = own + shared / (group->n_processes + 1), .uss_bytes = own,
                                         .page_tables_bytes = 44 * KIB };
      process->gtop_rss_bytes = own + shared;
    }
  for (guint i = 0; i < run->groups->len; i++)
    if (bobbin_run_get_group (run, i)->parent_pages.states != NULL)
      bobbin_page_map_count (&bobbin_run_get_group (run, i)->parent_pages);
}

static void
fill_group (BobbinRun *run, BobbinRunGroup *group, guint n_pages, double most)
{
  gboolean threads = group->spec->kind == BOBBIN_KIND_THREADS;

  fill_parts (&group->parent_pages, n_pages);
  for (guint i = 0; i < group->n_processes; i++)
    {
      BobbinRunProcess *process = bobbin_run_get_process (run, group->first_process + i);

      fill_parts (&process->pages, n_pages);
      process->pages.time_ns = run->now_ns;
      for (guint w = 0; w < process->n_workers; w++)
        write_pages (&process->pages, process->first_worker + w,
                     threads ? MIN (most, 1.0) * 1.3 / group->n_workers : most * (i + 1) / group->n_processes,
                     process->first_worker + w + 1);
    }
  settle (run, group);
  if (threads)
    bobbin_fake_regions_fill (run, group->first_process);
}

BobbinRun *
bobbin_fake_pages_run_sized (guint n_processes, guint n_threads, guint n_pages, double most)
{
  BobbinRun *run = bobbin_fake_run_sized (n_processes, n_threads, 4, 2 * BOBBIN_NS_PER_S);

  run->pages_source = BOBBIN_PAGES_EXACT;
  for (guint i = 0; i < run->groups->len; i++)
    fill_group (run, bobbin_run_get_group (run, i), n_pages, most);
  count_memory (run);
  return run;
}

static BobbinRun *
make_left (void)
{
  BobbinRun *run = bobbin_fake_pages_run_sized (3, 0, 256, 0.5);
  BobbinRunGroup *group = bobbin_run_get_group (run, 0);
  BobbinRunProcess *crashed = bobbin_run_get_process (run, 1);
  BobbinRunWorker *worker = bobbin_run_get_worker (run, 1);

  crashed->alive = FALSE;
  crashed->pages.valid = FALSE;
  worker->end = BOBBIN_END_CRASHED;
  worker->culprit = TRUE;
  worker->signal = SIGSEGV;
  worker->ended_ns = BOBBIN_NS_PER_S;
  write_pages (&group->parent_pages, 0, 0.6, 99);
  for (guint i = 20; i < 32; i++)
    bobbin_run_get_process (run, 0)->pages.states[i] = BOBBIN_PAGE_SWAPPED;
  settle (run, group);
  count_memory (run);
  return run;
}

/* The counts stay, the pages are not told apart. */
static BobbinRun *
make_unknown (BobbinPagesSource source)
{
  BobbinRun *run = bobbin_fake_pages_run_sized (4, 4, 256, 0.8);

  run->pages_source = source;
  run->pages_because = g_strdup (source == BOBBIN_PAGES_SUMS
                                   ? "Pages are not told apart: huge pages are set to always here, and a page that was "
                                     "split looks as before. The bars are the sums that the kernel gives in smaps."
                                   : "Pages are not told apart: the kernel does not let this program read pagemap.");
  for (guint i = 0; i < run->processes->len; i++)
    {
      BobbinPageMap *map = &bobbin_run_get_process (run, i)->pages;

      g_clear_pointer (&map->states, g_free);
      g_clear_pointer (&map->writers, g_free);
      if (source == BOBBIN_PAGES_NONE)
        bobbin_page_map_clear (map);
    }
  for (guint i = 0; i < run->groups->len; i++)
    bobbin_page_map_clear (&bobbin_run_get_group (run, i)->parent_pages);
  return run;
}

BobbinRun *
bobbin_fake_pages_run_new (BobbinFakePages fake)
{
  BobbinRun *run;

  switch (fake)
    {
    case BOBBIN_FAKE_PAGES_BEFORE:
      return bobbin_fake_pages_run_sized (4, 4, 128, 0.0);
    case BOBBIN_FAKE_PAGES_AFTER:
      return bobbin_fake_pages_run_sized (4, 4, 128, 4.0);
    case BOBBIN_FAKE_PAGES_2:
      return bobbin_fake_pages_run_sized (2, 0, 512, 0.6);
    case BOBBIN_FAKE_PAGES_16:
      return bobbin_fake_pages_run_sized (16, 8, 1024, 0.9);
    case BOBBIN_FAKE_PAGES_64:
      return bobbin_fake_pages_run_sized (64, 64, 512, 0.9);
    case BOBBIN_FAKE_PAGES_LARGE:
      return bobbin_fake_pages_run_sized (4, 4, 65536, 0.6);
    case BOBBIN_FAKE_PAGES_16_LARGE:
      return bobbin_fake_pages_run_sized (16, 0, 65536, 0.6);
    case BOBBIN_FAKE_PAGES_THREADS:
      return bobbin_fake_pages_run_sized (0, 6, 512, 0.7);
    case BOBBIN_FAKE_PAGES_LEFT:
      return make_left ();
    case BOBBIN_FAKE_PAGES_SUMS:
      return make_unknown (BOBBIN_PAGES_SUMS);
    case BOBBIN_FAKE_PAGES_NONE:
      return make_unknown (BOBBIN_PAGES_NONE);
    case BOBBIN_FAKE_PAGES_EARLY:
      run = bobbin_fake_run_sized (4, 4, 4, BOBBIN_NS_PER_S / 2);
      for (guint i = 0; i < run->processes->len; i++)
        bobbin_run_get_process (run, i)->memory = (BobbinMemory) { 0 };
      return run;
    case BOBBIN_FAKE_PAGES_ONE:
      return bobbin_fake_pages_run_sized (1, 0, 128, 0.3);
    case BOBBIN_FAKE_PAGES_DURING:
    case BOBBIN_N_FAKE_PAGES:
    default:
      return bobbin_fake_pages_run_sized (4, 4, 128, 0.7);
    }
}
