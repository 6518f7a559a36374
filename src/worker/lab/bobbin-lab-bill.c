/* bobbin-lab-bill.c - what one more idle process or thread takes
 *
 * A host starts so many workers, which then do nothing. What they take is read in
 * five ways: processes have an account each, of which this is the mean; threads
 * have none, so it is what the account of their process rose by, divided by their
 * number. The host is a process of its own, a new one each time: nothing is left
 * over from the round before. The first worker is not on the bill: it also touches
 * code of the library that all later ones find touched.
 */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-proc.h"

#define MOST_WORKERS 32
#define N_ROUNDS     16
#define LEAST_ROUNDS 6 /* also where the time is up: memory is the same, however busy the machine */

typedef struct {
  double address_space, rss, pss, uss, page_tables;
} Account;

/* In memory that host and workers share. */
typedef struct {
  LabKind  kind;
  unsigned n;
  sem_t    ready;
  Account  each;
  double   kernel_stack_each;
} Bill;

static Account
read_account (Lab *lab, pid_t pid)
{
  LabMemory memory = lab_read_memory (lab, pid);

  return (Account) {
    .address_space = lab_read_status (lab, pid, "VmSize"),
    .rss = memory.rss,
    .pss = memory.pss,
    .uss = memory.uss,
    .page_tables = lab_read_status (lab, pid, "VmPTE"),
  };
}

/* Adds (@to - @from) ÷ @n. */
static void
add_share (Account *sum, Account from, Account to, unsigned n)
{
  sum->address_space += (to.address_space - from.address_space) / n;
  sum->rss += (to.rss - from.rss) / n;
  sum->pss += (to.pss - from.pss) / n;
  sum->uss += (to.uss - from.uss) / n;
  sum->page_tables += (to.page_tables - from.page_tables) / n;
}

static void *
be_idle (void *data)
{
  Bill *bill = data;

  sem_post (&bill->ready);
  while (pause () < 0)
    continue; /* until it is ended */
  return NULL;
}

static pid_t
start_worker (Lab *lab, Bill *bill)
{
  pthread_t thread;
  pid_t pid = 0;
  int error;

  if (bill->kind == LAB_PROCESSES)
    {
      pid = lab_fork (lab);
      if (pid == 0)
        be_idle (bill);
    }
  else
    {
      error = pthread_create (&thread, NULL, be_idle, bill);
      if (error != 0)
        lab_lacks (lab, BOBBIN_LACK_PROCESSES, error);
    }
  return pid;
}

static void
end_worker (Lab *lab, pid_t pid)
{
  kill (pid, SIGKILL);
  lab_wait (lab, pid);
}

/* In the host, with whose end all of its workers end. */
static void
run_host (Lab *lab, void *data)
{
  Bill *bill = data;
  pid_t first = start_worker (lab, bill), pids[MOST_WORKERS];
  Account before;
  double stacks_before;

  sem_wait (&bill->ready);
  before = read_account (lab, getpid ());
  stacks_before = lab_read_kernel_stacks (lab);
  for (unsigned i = 0; i < bill->n; i++)
    pids[i] = start_worker (lab, bill);
  for (unsigned i = 0; i < bill->n; i++)
    sem_wait (&bill->ready);

  bill->kernel_stack_each = (lab_read_kernel_stacks (lab) - stacks_before) / bill->n;
  if (bill->kind == LAB_THREADS)
    add_share (&bill->each, before, read_account (lab, getpid ()), bill->n);
  for (unsigned i = 0; bill->kind == LAB_PROCESSES && i < bill->n; i++)
    add_share (&bill->each, (Account) { 0 }, read_account (lab, pids[i]), bill->n);

  for (unsigned i = 0; bill->kind == LAB_PROCESSES && i <= bill->n; i++)
    end_worker (lab, i < bill->n ? pids[i] : first);
}

static void
measure (Lab *lab, LabKind kind)
{
  Bill *bill = lab_shared_new (lab, sizeof *bill);

  bill->kind = kind;
  bill->n = lab->order->max_workers <= MOST_WORKERS ? lab->order->max_workers - 1 : MOST_WORKERS;
  sem_init (&bill->ready, 1, 0);
  lab_run_apart (lab, run_host, bill);

  lab_report (lab, "workers", 0.0, bill->n);
  lab_report (lab, lab_name (kind, "process_address_space", "thread_address_space"), 0.0, bill->each.address_space);
  lab_report (lab, lab_name (kind, "process_rss", "thread_rss"), 0.0, bill->each.rss);
  lab_report (lab, lab_name (kind, "process_pss", "thread_pss"), 0.0, bill->each.pss);
  lab_report (lab, lab_name (kind, "process_uss", "thread_uss"), 0.0, bill->each.uss);
  lab_report (lab, lab_name (kind, "process_page_tables", "thread_page_tables"), 0.0, bill->each.page_tables);
  lab_report (lab, lab_name (kind, "process_kernel_stack", "thread_kernel_stack"), 0.0, bill->kernel_stack_each);
  lab_memory_free (bill, sizeof *bill);
}

void
lab_bill (Lab *lab)
{
  if (lab->order->max_workers < 2)
    lab_lacks (lab, BOBBIN_LACK_PROCESSES, 0);
  lab_pin (lab, 0);
  for (lab->round = 0; lab->round < N_ROUNDS && (lab->round < LEAST_ROUNDS || lab_has_time (lab)); lab->round++)
    {
      lab->warm_up = lab->round == 0;
      measure (lab, lab->round % 2 == 0 ? LAB_PROCESSES : LAB_THREADS);
      measure (lab, lab->round % 2 == 0 ? LAB_THREADS : LAB_PROCESSES);
    }
}
