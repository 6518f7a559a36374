/* bobbin-lab-visibility.c - one variable, written by another one: who sees it?
 *
 * A variable is 100. Another thread sets it to 200; then a child made by fork()
 * does; then a child sets one in a shared mapping. Both sides say at which address
 * they have the variable and what they see there when the other one has ended.
 */
#include <pthread.h>
#include <unistd.h>

#include "bobbin-lab-list.h"

#define N_ROUNDS 20
#define BEFORE   100
#define AFTER    200

/* volatile: each access is one to memory, not to a copy in a register. */
static volatile int variable;

/* In shared memory, for what the other side says. */
typedef struct {
  volatile int *variable;
  double        address, value;
} Other;

static void *
write_and_look (void *data)
{
  Other *other = data;

  *other->variable = AFTER;
  other->address = (double) (uintptr_t) other->variable;
  other->value = *other->variable;
  return NULL;
}

static void
let_thread_write (Lab *lab, Other *other)
{
  pthread_t thread;
  int error = pthread_create (&thread, NULL, write_and_look, other);

  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
  pthread_join (thread, NULL);
}

static void
let_child_write (Lab *lab, Other *other)
{
  pid_t pid = lab_fork (lab);

  if (pid == 0)
    {
      write_and_look (other);
      _exit (0);
    }
  lab_wait (lab, pid);
}

static void
try_thread (Lab *lab, Other *other)
{
  *other = (Other) { .variable = &variable };
  variable = BEFORE;
  let_thread_write (lab, other);
  lab_report (lab, "thread_address_here", 0.0, (double) (uintptr_t) &variable);
  lab_report (lab, "thread_address_there", 0.0, other->address);
  lab_report (lab, "thread_value_here", 0.0, variable);
  lab_report (lab, "thread_value_there", 0.0, other->value);
}

static void
try_fork (Lab *lab, Other *other)
{
  *other = (Other) { .variable = &variable };
  variable = BEFORE;
  let_child_write (lab, other);
  lab_report (lab, "fork_address_here", 0.0, (double) (uintptr_t) &variable);
  lab_report (lab, "fork_address_there", 0.0, other->address);
  lab_report (lab, "fork_value_here", 0.0, variable);
  lab_report (lab, "fork_value_there", 0.0, other->value);
}

static void
try_mapping (Lab *lab, Other *other, volatile int *mapped)
{
  *other = (Other) { .variable = mapped };
  *mapped = BEFORE;
  let_child_write (lab, other);
  lab_report (lab, "mapping_address_here", 0.0, (double) (uintptr_t) mapped);
  lab_report (lab, "mapping_address_there", 0.0, other->address);
  lab_report (lab, "mapping_value_here", 0.0, *mapped);
  lab_report (lab, "mapping_value_there", 0.0, other->value);
}

void
lab_visibility (Lab *lab)
{
  Other *other = lab_shared_new (lab, sizeof *other);
  volatile int *mapped = lab_shared_new (lab, sizeof *mapped);

  for (lab->round = 0; lab->round < N_ROUNDS && (lab->round == 0 || lab_has_time (lab)); lab->round++)
    {
      try_thread (lab, other);
      try_fork (lab, other);
      try_mapping (lab, other, mapped);
    }
}
