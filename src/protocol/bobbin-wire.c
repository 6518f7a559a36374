#include "bobbin-wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#define PPM 1000000u

/* Of each part of an arena: the sum of three is far from the end of any address space. */
#define MAX_PART_BYTES (UINT64_C (1) << 60)

/* So that a time after another one is still a time. */
#define MAX_PERIOD_NS (UINT64_C (1) << 60)

size_t
bobbin_wire_plan_size (uint32_t n_groups)
{
  return offsetof (BobbinWirePlan, groups) + n_groups * sizeof (BobbinWireGroup);
}

size_t
bobbin_wire_born_size (uint32_t n_births)
{
  return offsetof (BobbinWireBorn, births) + n_births * sizeof (BobbinWireBirth);
}

void
bobbin_wire_init_head (BobbinWireHead *head, BobbinWireType type)
{
  head->magic = BOBBIN_WIRE_MAGIC;
  head->version = BOBBIN_WIRE_VERSION;
  head->type = (uint16_t) type;
}

static bool
check_head (const BobbinWireHead *head, size_t size)
{
  return size >= sizeof *head
         && head->magic == BOBBIN_WIRE_MAGIC
         && head->version == BOBBIN_WIRE_VERSION;
}

static bool
check_group (const BobbinWireGroup *group)
{
  if (group->kind >= BOBBIN_N_KINDS || group->work >= BOBBIN_N_WORKS || group->lock >= BOBBIN_N_LOCKS)
    return false;
  if (group->n_processes < 1 || group->n_processes > BOBBIN_MAX_WORKERS)
    return false;
  if (group->threads_each < 1 || group->threads_each > BOBBIN_MAX_WORKERS)
    return false;
  if (group->kind == BOBBIN_KIND_THREADS && group->n_processes != 1)
    return false;
  if (group->write_ppm > PPM || group->duty_ppm > PPM)
    return false;
  if (group->heap_bytes > MAX_PART_BYTES || group->mapped_bytes > MAX_PART_BYTES
      || group->untouched_bytes > MAX_PART_BYTES || group->write_period_ns > MAX_PERIOD_NS)
    return false;
  return group->nice >= -20 && group->nice <= 19;
}

bool
bobbin_wire_check_plan (const void *packet, size_t size)
{
  const BobbinWirePlan *plan = packet;
  uint64_t n_workers = 0;

  if (size < bobbin_wire_plan_size (0) || !check_head (&plan->head, size))
    return false;
  if (plan->head.type != BOBBIN_WIRE_PLAN
      || plan->n_groups < 1 || plan->n_groups > BOBBIN_MAX_GROUPS
      || size != bobbin_wire_plan_size (plan->n_groups))
    return false;

  for (uint32_t i = 0; i < plan->n_groups; i++)
    {
      const BobbinWireGroup *group = &plan->groups[i];

      if (!check_group (group))
        return false;
      n_workers += (uint64_t) group->n_processes * group->threads_each;
    }
  return n_workers == plan->n_workers && plan->n_spares <= BOBBIN_MAX_SPARES
         && n_workers + plan->n_spares <= BOBBIN_MAX_WORKERS;
}

bool
bobbin_wire_check_event (const void *packet, size_t size)
{
  const BobbinWireEvent *event = packet;

  if (size != sizeof *event || !check_head (&event->head, size) || event->share_ppm > PPM
      || event->period_ns > MAX_PERIOD_NS)
    return false;

  switch (event->head.type)
    {
    case BOBBIN_WIRE_START:
    case BOBBIN_WIRE_CRASH:
    case BOBBIN_WIRE_STOP:
    case BOBBIN_WIRE_KILL:
    case BOBBIN_WIRE_END:
    case BOBBIN_WIRE_WRITE:
    case BOBBIN_WIRE_SET_WRITE:
    case BOBBIN_WIRE_FORK:
    case BOBBIN_WIRE_READY:
    case BOBBIN_WIRE_STARTED:
    case BOBBIN_WIRE_ENDED:
    case BOBBIN_WIRE_DONE:
    case BOBBIN_WIRE_FAILED:
    case BOBBIN_WIRE_FORKED:
    case BOBBIN_WIRE_REFUSED:
      return true;
    default:
      return false;
    }
}

bool
bobbin_wire_check_born (const void *packet, size_t size)
{
  const BobbinWireBorn *born = packet;

  return size >= bobbin_wire_born_size (0)
         && check_head (&born->head, size)
         && born->head.type == BOBBIN_WIRE_BORN
         && born->n_births >= 1 && born->n_births <= BOBBIN_WIRE_MAX_BIRTHS
         && size == bobbin_wire_born_size (born->n_births);
}

bool
bobbin_wire_check_arena (const void *packet, size_t size)
{
  const BobbinWireArena *arena = packet;

  return size == sizeof *arena && check_head (&arena->head, size) && arena->head.type == BOBBIN_WIRE_ARENA;
}

int
bobbin_wire_send (int fd, const void *packet, size_t size)
{
  ssize_t sent;

  do
    sent = send (fd, packet, size, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);

  if (sent < 0)
    return -errno;
  return (size_t) sent == size ? 0 : -EMSGSIZE;
}

long
bobbin_wire_receive (int fd, void *buffer, size_t size)
{
  struct iovec part = { buffer, size };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
  ssize_t received;

  do
    received = recvmsg (fd, &message, 0);
  while (received < 0 && errno == EINTR);

  if (received < 0)
    return -errno;
  return (message.msg_flags & MSG_TRUNC) ? -EMSGSIZE : received;
}
