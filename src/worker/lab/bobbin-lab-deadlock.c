/* bobbin-lab-deadlock.c - each holds what the other needs
 *
 * Two workers need the same two mutexes. One takes A and then B, the other B and
 * then A. Forced: each waits until both hold their first one. Unforced: they just
 * do it many times, and sooner or later it happens, or it does not. It is a deadlock
 * when both have their first one in hand and wait for their second; who has waited
 * for a while looks whether that is so, and then gives up, so that it can be counted.
 * Without that they would wait for ever. Two cures: all take A first; who does not
 * get the second at once gives back the first.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "bobbin-lab-list.h"

#define LIMIT_NS   10000000 /* who has waited so long looks whether it can ever end */
#define N_TIMES    2000     /* unforced and cured, for each worker */
#define WORK_STEPS 50
#define N_ROUNDS   40

typedef enum {
  FORCED,   /* opposite orders, each waits for the other to hold its first */
  UNFORCED, /* opposite orders */
  ORDERED,  /* the same order for both */
  TRYING,   /* opposite orders, but nobody waits with a lock in hand */
} Way;

typedef struct {
  Way              way;
  pthread_mutex_t  mutexes[2]; /* A and B */
  _Atomic unsigned n_holding;  /* workers that hold their first */
  _Atomic unsigned n_stuck;    /* that hold their first and wait for their second */
  _Atomic bool     is_deadlock;
} Table;

/* false: there is a deadlock. On a busy machine the other one may only be late. */
static bool
lock (Table *table, pthread_mutex_t *mutex)
{
  while (!atomic_load (&table->is_deadlock))
    {
      struct timespec until;

      clock_gettime (CLOCK_REALTIME, &until);
      until.tv_nsec += LIMIT_NS;
      until.tv_sec += until.tv_nsec / 1000000000;
      until.tv_nsec %= 1000000000;
      if (pthread_mutex_timedlock (mutex, &until) == 0)
        return true;
      if (atomic_load (&table->n_stuck) == 2)
        atomic_store (&table->is_deadlock, true);
    }
  return false;
}

static bool
lock_second (Table *table, pthread_mutex_t *mutex)
{
  bool has_it;

  atomic_fetch_add (&table->n_stuck, 1);
  has_it = lock (table, mutex);
  atomic_fetch_sub (&table->n_stuck, 1);
  return has_it;
}

static void
take_both (Table *table, unsigned index)
{
  unsigned order = table->way == ORDERED ? 0 : index;
  pthread_mutex_t *first = &table->mutexes[order], *second = &table->mutexes[1 - order];
  bool has_both = false;

  while (!has_both && !atomic_load (&table->is_deadlock))
    {
      if (!lock (table, first))
        return;
      atomic_fetch_add (&table->n_holding, 1);
      while (table->way == FORCED && atomic_load (&table->n_holding) < 2)
        lab_sleep_ns (20000);
      if (table->way == TRYING)
        has_both = pthread_mutex_trylock (second) == 0;
      else
        has_both = lock_second (table, second);
      if (has_both)
        {
          lab_compute (1, WORK_STEPS);
          pthread_mutex_unlock (second);
        }
      pthread_mutex_unlock (first);
    }
}

static void
work (LabMember *member)
{
  Table *table = member->shared;
  unsigned n = table->way == FORCED ? 1 : N_TIMES;

  for (unsigned i = 0; i < n && !atomic_load (&table->is_deadlock); i++)
    take_both (table, member->index);
}

static void
run (Lab *lab, LabKind kind, double way)
{
  static const char *const metrics[4][2] = {
    { "forced_process", "forced_thread" },
    { "unforced_process", "unforced_thread" },
    { "ordered_process", "ordered_thread" },
    { "trying_process", "trying_thread" },
  };
  Table *table = lab_shared_new (lab, sizeof *table);
  pthread_mutexattr_t attributes;

  table->way = (Way) way;
  pthread_mutexattr_init (&attributes);
  pthread_mutexattr_setpshared (&attributes, PTHREAD_PROCESS_SHARED);
  for (unsigned i = 0; i < 2; i++)
    pthread_mutex_init (&table->mutexes[i], &attributes);
  lab_team_run (lab, kind, 2, LAB_APART, work, table);
  lab_report (lab, metrics[table->way][kind], 0, atomic_load (&table->is_deadlock));
  lab_memory_free (table, sizeof *table);
}

void
lab_deadlock (Lab *lab)
{
  LabSide sides[8];

  for (unsigned way = FORCED; way <= TRYING; way++)
    {
      sides[2 * way] = (LabSide) { run, LAB_PROCESSES, way };
      sides[2 * way + 1] = (LabSide) { run, LAB_THREADS, way };
    }
  lab_alternate (lab, sides, 8, N_ROUNDS);
}
