/* bobbin-worker-latency.c - to be let onto a core soon, without privilege
 *
 * Who is to end hundreds of busy workers must not wait its turn behind all of
 * them. Since Linux 6.12 a task may ask for a shorter slice than the default
 * of about 3 ms (sched_setattr(2), sched_runtime of SCHED_OTHER): it gets no
 * more time, but gets it sooner. It is for work that is done within the slice;
 * what takes longer waits its turn again for each further one, and so is worse
 * off. Older kernels take no notice. Policy and nice value stay as they are.
 */
#include "bobbin-worker.h"

#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SHORT_SLICE_NS 200000 /* the kernel's lower bound is half of it */
#define KEEP_POLICY    0x08   /* SCHED_FLAG_KEEP_POLICY */

/* As sched_setattr(2) has it; glibc has no wrapper before 2.41. */
typedef struct {
  uint32_t size;
  uint32_t sched_policy;
  uint64_t sched_flags;
  int32_t  sched_nice;
  uint32_t sched_priority;
  uint64_t sched_runtime;
  uint64_t sched_deadline;
  uint64_t sched_period;
} SchedAttributes;

static void
ask_for_slices_of (uint64_t slice_ns)
{
  SchedAttributes attributes = {
    .size = sizeof attributes,
    .sched_flags = KEEP_POLICY,
    .sched_nice = getpriority (PRIO_PROCESS, 0),
    .sched_runtime = slice_ns,
  };

  syscall (SYS_sched_setattr, 0, &attributes, 0);
}

void
worker_ask_for_short_slices (void)
{
  ask_for_slices_of (SHORT_SLICE_NS);
}

void
worker_ask_for_usual_slices (void)
{
  ask_for_slices_of (0);
}
