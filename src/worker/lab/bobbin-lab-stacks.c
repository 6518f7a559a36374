/* bobbin-lab-stacks.c - what a stack takes, and what stands below it
 *
 * How much address space a stack has, and how many of its pages were touched:
 * while it is idle, and after calls that needed so much of it. Then a thread calls
 * itself until its stack is full: a handler on a stack of its own notes where the
 * access was, and the process dies of it.
 */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-proc.h"

#define N_ROUNDS      20
#define FRAME_BYTES   512 /* less than a guard page: no call jumps over it */
#define NEEDED_BYTES  ((size_t) 256 << 10)
#define FULL_BYTES    ((size_t) 256 << 10) /* of the stack that is to be full */
#define HANDLER_BYTES (64 << 10)

/* In memory that is shared with the lab. */
typedef struct {
  double    reserved, idle, used; /* used: 0 where the stack has no room for it */
  uintptr_t lowest, fault; /* of the stack that is full; 0: not known */
  size_t    guard_bytes;
  bool      guard_mapped;  /* /proc/self/maps has a mapping without any access there */
} Stack;

static Stack *full; /* for the handler */

/* Uses @depth frames; not the last call of its function, so none is left out. */
static __attribute__ ((noinline)) unsigned
dive (unsigned depth)
{
  volatile char frame[FRAME_BYTES];

  frame[0] = (char) depth;
  return depth == 0 ? 0 : dive (depth - 1) + (unsigned) frame[0];
}

/* --- what a stack takes ------------------------------------------------------ */

/* The calling thread's; without its guard. */
static size_t
find_thread_stack (uintptr_t *out_low)
{
  pthread_attr_t attributes;
  void *low = NULL;
  size_t bytes = 0;

  pthread_getattr_np (pthread_self (), &attributes);
  pthread_attr_getstack (&attributes, &low, &bytes);
  pthread_attr_destroy (&attributes);
  *out_low = (uintptr_t) low;
  return bytes;
}

typedef struct {
  Lab   *lab;
  Stack *stack;
} Visit;

static void *
visit_thread_stack (void *data)
{
  Visit *visit = data;
  uintptr_t low;
  size_t bytes = find_thread_stack (&low);

  visit->stack->reserved = (double) bytes;
  visit->stack->idle = lab_count_touched (visit->lab, low, bytes);
  if (bytes < 2 * NEEDED_BYTES)
    return NULL;
  dive (NEEDED_BYTES / FRAME_BYTES);
  visit->stack->used = lab_count_touched (visit->lab, low, bytes);
  return NULL;
}

static void
measure_thread (Lab *lab, void *data)
{
  Visit visit = { lab, data };
  pthread_t thread;
  int error = pthread_create (&thread, NULL, visit_thread_stack, &visit);

  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
  pthread_join (thread, NULL);
}

/* The first stack of a process: the kernel makes its mapping longer when needed. */
static void
measure_process (Lab *lab, void *data)
{
  Stack *stack = data;
  LabMapping mapping = lab_find_mapping ((uintptr_t) &stack);
  struct rlimit limit;

  stack->reserved = (double) (mapping.end - mapping.begin);
  stack->idle = lab_count_touched (lab, mapping.begin, mapping.end - mapping.begin);
  if (getrlimit (RLIMIT_STACK, &limit) != 0 || limit.rlim_cur < 2 * NEEDED_BYTES)
    return;
  dive (NEEDED_BYTES / FRAME_BYTES);
  mapping = lab_find_mapping ((uintptr_t) &stack);
  stack->used = lab_count_touched (lab, mapping.begin, mapping.end - mapping.begin);
}

static void
measure (Lab *lab, LabKind kind)
{
  Stack *stack = lab_shared_new (lab, sizeof *stack);

  lab_run_apart (lab, kind == LAB_PROCESSES ? measure_process : measure_thread, stack);
  lab_report (lab, lab_name (kind, "process_reserved", "thread_reserved"), 0.0, stack->reserved);
  lab_report (lab, lab_name (kind, "process_idle", "thread_idle"), 0.0, stack->idle);
  if (stack->used > 0.0)
    lab_report (lab, lab_name (kind, "process_used", "thread_used"), 0.0, stack->used);
  lab_memory_free (stack, sizeof *stack);
}

/* --- what stands below it ----------------------------------------------------- */

static void
note_fault (int number, siginfo_t *info, void *context)
{
  full->fault = (uintptr_t) info->si_addr;
  signal (SIGSEGV, SIG_DFL); /* the access is tried again when this returns */
}

static void *
fill_stack (void *data)
{
  static char handler_stack[HANDLER_BYTES];
  struct sigaction action = { .sa_sigaction = note_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };
  LabMapping below;

  find_thread_stack (&full->lowest);
  below = lab_find_mapping (full->lowest - 1);
  full->guard_mapped = below.end == full->lowest && !below.readable;
  sigaltstack (&(stack_t) { .ss_sp = handler_stack, .ss_size = sizeof handler_stack }, NULL);
  sigaction (SIGSEGV, &action, NULL);
  dive (UINT_MAX);
  return NULL;
}

static void
overflow (Lab *lab)
{
  pthread_attr_t attributes;
  pthread_t thread;
  pid_t pid;
  int status;

  full = lab_shared_new (lab, sizeof *full);
  pthread_attr_init (&attributes);
  pthread_attr_setstacksize (&attributes, FULL_BYTES);
  pthread_attr_getguardsize (&attributes, &full->guard_bytes);
  lab_flush (lab);
  pid = lab_fork (lab);
  if (pid == 0)
    {
      if (pthread_create (&thread, &attributes, fill_stack, NULL) == 0)
        pthread_join (thread, NULL);
      _exit (0); /* had the thread ended alone, the process would come here */
    }
  status = lab_wait (lab, pid);
  lab_report (lab, "overflow_died", 0.0, WIFSIGNALED (status) && WTERMSIG (status) == SIGSEGV);
  lab_report (lab, "guard_size", 0.0, (double) full->guard_bytes);
  lab_report (lab, "guard_mapped", 0.0, full->guard_mapped);
  if (full->fault != 0)
    lab_report (lab, "overflow_depth", 0.0, (double) full->lowest - (double) full->fault);
  pthread_attr_destroy (&attributes);
  lab_memory_free (full, sizeof *full);
}

void
lab_stacks (Lab *lab)
{
  for (lab->round = 0; lab->round < N_ROUNDS && (lab->round < 5 || lab_has_time (lab)); lab->round++)
    {
      measure (lab, LAB_PROCESSES);
      measure (lab, LAB_THREADS);
      overflow (lab);
    }
}
