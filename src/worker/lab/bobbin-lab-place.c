/* bobbin-lab-place.c - cores, memory, processes */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-lab-tools.h"

#define PAGE_BYTES 4096 /* or more */
#define TRIAL_STEPS 2000000
#define N_TRIALS    3

/* The kernel takes a mask of any length: sched_setaffinity(2). */
typedef struct {
  uint64_t bits[BOBBIN_MAX_CORES / 64];
} CoreMask;

static void
add_core (CoreMask *mask, uint32_t core)
{
  mask->bits[core / 64] |= UINT64_C (1) << (core % 64);
}

static void
keep_to (const CoreMask *mask)
{
  /* A core that was taken away meanwhile: then where the system puts it. */
  if (syscall (SYS_sched_setaffinity, 0, sizeof *mask, mask) < 0)
    errno = 0;
}

void
lab_pin (const Lab *lab, unsigned i)
{
  CoreMask mask = { 0 };

  add_core (&mask, lab->order->cores[i % lab->order->n_cores]);
  keep_to (&mask);
}

void
lab_unpin (const Lab *lab)
{
  CoreMask mask = { 0 };

  for (uint32_t i = 0; i < lab->order->n_cores; i++)
    add_core (&mask, lab->order->cores[i]);
  keep_to (&mask);
}

unsigned
lab_n_cores (const Lab *lab)
{
  return lab->order->n_cores;
}

unsigned
lab_n_apart (const Lab *lab)
{
  return lab->order->n_apart;
}

void
lab_need_cores (Lab *lab, unsigned n)
{
  if (lab->order->n_cores < n)
    lab_lacks (lab, BOBBIN_LACK_CORES, 0);
}

static void *
map (Lab *lab, size_t bytes, int flags)
{
  void *memory = mmap (NULL, bytes, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);

  if (memory == MAP_FAILED)
    lab_lacks (lab, BOBBIN_LACK_MEMORY, errno);
  return memory;
}

void *
lab_shared_new (Lab *lab, size_t bytes)
{
  return map (lab, bytes, MAP_SHARED);
}

void
lab_populate (void *memory, size_t bytes)
{
  volatile char *pages = memory;

#ifdef MADV_POPULATE_WRITE
  if (madvise (memory, bytes, MADV_POPULATE_WRITE) == 0)
    return;
#endif
  for (size_t i = 0; i < bytes; i += PAGE_BYTES)
    pages[i] = pages[i];
}

void *
lab_private_new (Lab *lab, size_t bytes)
{
  char *memory = map (lab, bytes, MAP_PRIVATE);

  madvise (memory, bytes, MADV_NOHUGEPAGE);
  lab_populate (memory, bytes);
  memset (memory, 1, bytes);
  return memory;
}

void
lab_memory_free (void *memory, size_t bytes)
{
  munmap (memory, bytes);
}

pid_t
lab_fork (Lab *lab)
{
  pid_t parent = getpid (), pid = fork ();

  if (pid < 0)
    lab_lacks (lab, errno == ENOMEM ? BOBBIN_LACK_MEMORY : BOBBIN_LACK_PROCESSES, errno);
  if (pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      if (getppid () != parent)
        _exit (1);
    }
  return pid;
}

int
lab_wait (Lab *lab, pid_t pid)
{
  int status = 0;

  while (waitpid (pid, &status, 0) < 0)
    if (errno != EINTR)
      lab_fail (lab, errno);
  return status;
}

uint64_t
lab_compute (uint64_t state, uint64_t n)
{
  for (uint64_t i = 0; i < n; i++)
    {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      __asm__ volatile ("" : "+r" (state)); /* keeps the loop a loop */
    }
  return state;
}

/* By the processor's time: others that want the core as well do not count. */
uint64_t
lab_compute_steps (int64_t ns)
{
  int64_t best_ns = INT64_MAX;

  for (unsigned i = 0; i < N_TRIALS; i++)
    {
      int64_t begin_ns = lab_cpu_ns (), took_ns;

      lab_compute (1, TRIAL_STEPS);
      took_ns = lab_cpu_ns () - begin_ns;
      if (took_ns < best_ns)
        best_ns = took_ns;
    }
  return (uint64_t) (TRIAL_STEPS * (double) ns / (double) (best_ns > 0 ? best_ns : 1)) + 1;
}
