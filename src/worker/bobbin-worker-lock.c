/* bobbin-worker-lock.c - see Drepper, "Futexes are tricky" (2011), mutex 3;
 * here with the holder's number in the word, and with waiters that may leave.
 */
#include "bobbin-worker-lock.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#define LOCK_FREE       0u
#define LOCK_WAITED_FOR 0x80000000u

/* Looks at the word between two looks at the clock. */
#define SPIN_LOOKS 32

static size_t
get_lock_bytes (void)
{
  return (size_t) sysconf (_SC_PAGESIZE);
}

WorkerLock *
worker_lock_make (void)
{
  void *page = mmap (NULL, get_lock_bytes (), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  return page != MAP_FAILED ? page : NULL;
}

void
worker_lock_hand_down (WorkerLock *lock, bool handed_down)
{
  madvise (lock, get_lock_bytes (), handed_down ? MADV_DOFORK : MADV_DONTFORK);
}

static bool
try_to_take (WorkerLock *lock, uint32_t word)
{
  uint32_t free_word = LOCK_FREE;

  return atomic_compare_exchange_strong_explicit (&lock->word, &free_word, word,
                                                  memory_order_acquire, memory_order_relaxed);
}

/* Makes sure that whoever gives the lock back wakes one; the word to wait on,
 * LOCK_FREE where there is nothing to wait for. */
static uint32_t
ask_to_be_woken (WorkerLock *lock)
{
  uint32_t word = atomic_load_explicit (&lock->word, memory_order_relaxed);

  while (word != LOCK_FREE && (word & LOCK_WAITED_FOR) == 0)
    if (atomic_compare_exchange_weak_explicit (&lock->word, &word, word | LOCK_WAITED_FOR,
                                               memory_order_relaxed, memory_order_relaxed))
      word |= LOCK_WAITED_FOR;
  return word;
}

static bool
wait_asleep (WorkerLock *lock, uint32_t own_word, WorkerLoop *loop)
{
  bool taken;

  worker_record_block (loop->record, BOBBIN_SLICE_LOCK);
  /* There may be others that wait, so it is taken as waited for. */
  while (!(taken = try_to_take (lock, own_word | LOCK_WAITED_FOR))
         && worker_loop_order_now (loop) == BOBBIN_ORDER_NONE)
    {
      uint32_t word = ask_to_be_woken (lock);

      if (word != LOCK_FREE)
        bobbin_futex_wait (&lock->word, word, worker_loop_deadline (loop, WORKER_LOOK_UP_NS));
    }
  worker_record_unblock (loop->record, BOBBIN_SLICE_LOCK);
  if (!taken)
    bobbin_futex_wake_one (&lock->word); /* the call may have been meant for another */
  return taken;
}

static inline void
relax_core (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile ("yield");
#endif
}

static bool
wait_awake (WorkerLock *lock, uint32_t own_word, WorkerLoop *loop)
{
  while (!try_to_take (lock, own_word))
    {
      if (worker_loop_order (loop) != BOBBIN_ORDER_NONE)
        return false;
      for (int i = 0; i < SPIN_LOOKS && atomic_load_explicit (&lock->word, memory_order_relaxed) != LOCK_FREE; i++)
        relax_core ();
      worker_record_stamp (loop->record);
    }
  return true;
}

bool
worker_lock_take (WorkerLock *lock, BobbinLock how, WorkerLoop *loop)
{
  uint32_t own_word = loop->task->number + 1;

  if (lock == NULL || try_to_take (lock, own_word))
    return true;
  return how == BOBBIN_LOCK_SPIN ? wait_awake (lock, own_word, loop) : wait_asleep (lock, own_word, loop);
}

void
worker_lock_give_back (WorkerLock *lock)
{
  if (lock == NULL)
    return;
  if (atomic_exchange_explicit (&lock->word, LOCK_FREE, memory_order_release) & LOCK_WAITED_FOR)
    bobbin_futex_wake_one (&lock->word);
}

void
worker_lock_forget_holders (WorkerLock *lock, uint32_t first, uint32_t n)
{
  uint32_t word = atomic_load_explicit (&lock->word, memory_order_relaxed);

  while (((word & ~LOCK_WAITED_FOR) - 1) - first < n)
    if (atomic_compare_exchange_weak_explicit (&lock->word, &word, LOCK_FREE,
                                               memory_order_release, memory_order_relaxed))
      break;
  /* One of them may also have been the one that was woken. */
  bobbin_futex_wake (&lock->word);
}
