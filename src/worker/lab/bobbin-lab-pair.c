/* bobbin-lab-pair.c */
#include "bobbin-lab-pair.h"

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
  LabPair  *pair;
  LabMember member;
} Seat;

/* In shared memory. */
struct _LabPair {
  Lab     *lab;
  LabPlace place;
  void   (*work) (LabMember *member);
  Seat     seats[2];
  pid_t    pids[2]; /* of threads there is one process */
  unsigned n_pids;
  _Atomic uint32_t n_plays; /* futex: a further one begins */
  _Atomic uint32_t n_done;  /* futex: who is through with it */
};

static void *
sit (void *data)
{
  Seat *seat = data;
  LabPair *pair = seat->pair;

  if (pair->place == LAB_FREE)
    lab_unpin (pair->lab);
  else
    lab_pin (pair->lab, pair->place == LAB_SAME ? 0 : seat->member.index);
  for (uint32_t play = 0;; play++)
    {
      while (atomic_load (&pair->n_plays) == play)
        syscall (SYS_futex, &pair->n_plays, FUTEX_WAIT, play, NULL, NULL, 0);
      pair->work (&seat->member);
      if (atomic_fetch_add (&pair->n_done, 1) + 1 == 2)
        syscall (SYS_futex, &pair->n_done, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
  return NULL;
}

/* In the process of the two threads, whose first thread only waits. */
static _Noreturn void
seat_threads (LabPair *pair)
{
  pthread_t thread;

  for (unsigned i = 0; i < 2; i++)
    {
      int error = pthread_create (&thread, NULL, sit, &pair->seats[i]);

      if (error != 0)
        lab_lacks (pair->lab, BOBBIN_LACK_PROCESSES, error);
    }
  for (;;)
    pause ();
}

static LabPair *
pair_new (Lab *lab, LabKind kind, LabPlace place, void (*work) (LabMember *), void *shared)
{
  LabPair *pair = lab_shared_new (lab, sizeof *pair);

  pair->lab = lab;
  pair->place = place;
  pair->work = work;
  pair->n_pids = kind == LAB_PROCESSES ? 2 : 1;
  for (unsigned i = 0; i < 2; i++)
    pair->seats[i] = (Seat) { pair, { lab, kind, i, 2, shared } };
  for (unsigned i = 0; i < pair->n_pids; i++)
    {
      pid_t pid = lab_fork (lab);

      if (pid == 0 && kind == LAB_PROCESSES)
        sit (&pair->seats[i]);
      if (pid == 0)
        seat_threads (pair);
      pair->pids[i] = pid;
    }
  return pair;
}

void
lab_pairs_new (Lab *lab, LabPair *out_pairs[2], LabPlace place, void (*work) (LabMember *), void *shared)
{
  for (LabKind kind = LAB_PROCESSES; kind <= LAB_THREADS; kind++)
    out_pairs[kind] = pair_new (lab, kind, place, work, shared);
}

void
lab_pair_play (LabPair *pair)
{
  uint32_t done;

  atomic_store (&pair->n_done, 0);
  atomic_fetch_add (&pair->n_plays, 1);
  syscall (SYS_futex, &pair->n_plays, FUTEX_WAKE, 2, NULL, NULL, 0);
  while ((done = atomic_load (&pair->n_done)) < 2)
    syscall (SYS_futex, &pair->n_done, FUTEX_WAIT, done, NULL, NULL, 0);
}

static void
pair_free (LabPair *pair)
{
  for (unsigned i = 0; i < pair->n_pids; i++)
    {
      kill (pair->pids[i], SIGKILL);
      lab_wait (pair->lab, pair->pids[i]);
    }
  lab_memory_free (pair, sizeof *pair);
}

void
lab_pairs_free (LabPair *pairs[2])
{
  for (LabKind kind = LAB_PROCESSES; kind <= LAB_THREADS; kind++)
    pair_free (pairs[kind]);
}
