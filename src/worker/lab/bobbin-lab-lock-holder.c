/* bobbin-lab-lock-holder.c - who holds a lock is killed: what of those who wait?
 *
 * Three workers share a mutex in shared memory. One takes it and is killed; the
 * other two wait for it. A normal mutex does not notice that its owner is gone.
 * A robust one goes to the next who waits, with the word EOWNERDEAD: what it
 * guards may be half done. Of threads nobody is left to wait, for SIGKILL is
 * for the whole process.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define N_WORKERS   3
#define HOLDER      0
#define HOLD_NS     4000000  /* so that the others come to wait meanwhile */
#define PATIENCE_NS 25000000 /* of who waits for the lock, when its owner is dead */
#define LOOK_NS     200000
#define N_ROUNDS    20

typedef struct {
  pthread_mutex_t mutex;
  _Atomic bool    owner_dead; /* the parent has seen it */
  _Atomic bool    had_lock[N_WORKERS];
  _Atomic int64_t begin_ns[N_WORKERS]; /* to hold or to wait; 0: not yet */
  _Atomic int64_t end_ns[N_WORKERS];   /* killed, or through with waiting; 0: never */
} Room;

typedef struct {
  Room    *room;
  unsigned index;
} Guest;

static _Noreturn void
hold (Room *room)
{
  pthread_mutex_lock (&room->mutex);
  atomic_store (&room->begin_ns[HOLDER], lab_now_ns ());
  for (unsigned i = 0; i < N_WORKERS; i++)
    while (atomic_load (&room->begin_ns[i]) == 0)
      lab_sleep_ns (LOOK_NS);
  lab_sleep_ns (HOLD_NS);
  atomic_store (&room->end_ns[HOLDER], lab_now_ns ());
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

static int
try_for (pthread_mutex_t *mutex, int64_t ns)
{
  struct timespec until;

  clock_gettime (CLOCK_REALTIME, &until);
  ns += until.tv_nsec;
  until.tv_sec += ns / 1000000000;
  until.tv_nsec = ns % 1000000000;
  return pthread_mutex_timedlock (mutex, &until);
}

static void
wait_for_lock (Room *room, unsigned index)
{
  bool is_last;
  int error;

  while (atomic_load (&room->begin_ns[HOLDER]) == 0)
    lab_sleep_ns (LOOK_NS);
  atomic_store (&room->begin_ns[index], lab_now_ns ());
  do
    {
      is_last = atomic_load (&room->owner_dead);
      error = try_for (&room->mutex, PATIENCE_NS);
    }
  while (error == ETIMEDOUT && !is_last);
  atomic_store (&room->end_ns[index], lab_now_ns ());
  if (error == EOWNERDEAD)
    pthread_mutex_consistent (&room->mutex); /* here one would mend what it guards */
  if (error == 0 || error == EOWNERDEAD)
    {
      atomic_store (&room->had_lock[index], true);
      pthread_mutex_unlock (&room->mutex);
    }
}

static void *
stay (void *data)
{
  Guest *guest = data;

  if (guest->index == HOLDER)
    hold (guest->room);
  wait_for_lock (guest->room, guest->index);
  return NULL;
}

/* Returns when the holder is dead and the others have got the lock or given up. */
static void
play_processes (Lab *lab, Room *room, Guest *guests)
{
  pid_t pids[N_WORKERS];

  for (unsigned i = 0; i < N_WORKERS; i++)
    {
      pids[i] = lab_fork (lab);
      if (pids[i] == 0)
        {
          stay (&guests[i]);
          _exit (0);
        }
    }
  for (unsigned i = 0; i < N_WORKERS; i++)
    {
      lab_wait (lab, pids[i]);
      atomic_store (&room->owner_dead, true); /* the first one waited for is the holder */
    }
}

static void
play_threads (Lab *lab, Room *room, Guest *guests)
{
  pid_t pid = lab_fork (lab);
  pthread_t thread;

  for (unsigned i = 0; i < N_WORKERS && pid == 0; i++)
    if (pthread_create (&thread, NULL, stay, &guests[i]) != 0)
      lab_lacks (lab, BOBBIN_LACK_PROCESSES, 0);
  while (pid == 0)
    pause ();
  lab_wait (lab, pid);
  atomic_store (&room->owner_dead, true);
}

static void
report (Lab *lab, const char *name, Room *room, int64_t start_ns)
{
  int64_t over_ns = lab_now_ns ();
  unsigned n_had_lock = 0;
  char metric[BOBBIN_LAB_NAME_BYTES];

  for (unsigned i = 0; i < N_WORKERS; i++)
    {
      int64_t end_ns = atomic_load (&room->end_ns[i]);

      snprintf (metric, sizeof metric, "%s_begin", name);
      lab_report (lab, metric, i, (double) (atomic_load (&room->begin_ns[i]) - start_ns));
      snprintf (metric, sizeof metric, "%s_end", name);
      lab_report (lab, metric, i, (double) ((end_ns != 0 ? end_ns : over_ns) - start_ns));
      n_had_lock += atomic_load (&room->had_lock[i]);
    }
  snprintf (metric, sizeof metric, "%s_carry_on", name);
  lab_report (lab, metric, 0.0, n_had_lock);
}

static void
run (Lab *lab, LabKind kind, double robust)
{
  Room *room = lab_shared_new (lab, sizeof *room);
  int64_t start_ns = lab_now_ns ();
  pthread_mutexattr_t attributes;
  Guest guests[N_WORKERS];

  pthread_mutexattr_init (&attributes);
  pthread_mutexattr_setpshared (&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust (&attributes, robust > 0.0 ? PTHREAD_MUTEX_ROBUST : PTHREAD_MUTEX_STALLED);
  pthread_mutex_init (&room->mutex, &attributes);
  for (unsigned i = 0; i < N_WORKERS; i++)
    guests[i] = (Guest) { room, i };

  if (kind == LAB_PROCESSES)
    play_processes (lab, room, guests);
  else
    play_threads (lab, room, guests);
  report (lab, kind == LAB_THREADS ? "thread" : robust > 0.0 ? "robust" : "normal", room, start_ns);
  lab_memory_free (room, sizeof *room);
}

void
lab_lock_holder (Lab *lab)
{
  static const LabSide sides[] = {
    { run, LAB_PROCESSES, 0.0 }, { run, LAB_PROCESSES, 1.0 }, { run, LAB_THREADS, 0.0 },
  };

  lab_alternate (lab, sides, 3, N_ROUNDS);
}
