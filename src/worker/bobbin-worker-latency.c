/* bobbin-worker-latency.c - to be let onto a core soon, without privilege
 *
 * Who is to end hundreds of busy workers must not wait its turn behind all of
 * them. Since Linux 6.12 a task may ask for a shorter slice than the default
 * of about 3 ms (sched_setattr(2), sched_runtime of SCHED_OTHER): it gets no
 * more time, but gets it sooner. It is for work that is done within the slice;
 * what takes longer waits its turn again for each further one, and so is worse
 * off. Older kernels take no notice.
 */
#include "bobbin-worker.h"

#include <sched.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SHORT_SLICE_NS 200000 /* the kernel's lower bound is half of it */
#define RESET_ON_FORK     0x01   /* SCHED_FLAG_RESET_ON_FORK */

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

void
worker_ask_for_short_slices (void)
{
  SchedAttributes attributes = {
    .size = sizeof attributes,
    .sched_policy = SCHED_OTHER,
    .sched_flags = RESET_ON_FORK,
    .sched_nice = getpriority (PRIO_PROCESS, 0),
    .sched_runtime = SHORT_SLICE_NS,
  };

  syscall (SYS_sched_setattr, 0, &attributes, 0);
}
