#include "bobbin-gtop.h"

#include <glibtop.h>
#include <glibtop/cpu.h>
#include <glibtop/procmem.h>
#include <glibtop/procstate.h>
#include <glibtop/proctime.h>

#define NS_PER_S G_GUINT64_CONSTANT (1000000000)

void
bobbin_gtop_init (void)
{
  glibtop_init ();
}

/* The letter of /proc/PID/stat for libgtop's bit. */
static char
state_letter (guint state)
{
  switch (state)
    {
    case GLIBTOP_PROCESS_RUNNING:
      return 'R';
    case GLIBTOP_PROCESS_INTERRUPTIBLE:
      return 'S';
    case GLIBTOP_PROCESS_UNINTERRUPTIBLE:
    case GLIBTOP_PROCESS_SWAPPING:
      return 'D';
    case GLIBTOP_PROCESS_ZOMBIE:
      return 'Z';
    case GLIBTOP_PROCESS_STOPPED:
      return 'T';
    case GLIBTOP_PROCESS_DEAD:
    default:
      return 'X';
    }
}

static gboolean
has (guint64 flags, guint field)
{
  return (flags & (G_GUINT64_CONSTANT (1) << field)) != 0;
}

gboolean
bobbin_gtop_read_time_and_state (int pid, BobbinGtopProcess *out)
{
  glibtop_proc_time time;
  glibtop_proc_state state;

  glibtop_get_proc_state (&state, pid);
  glibtop_get_proc_time (&time, pid);
  if (!has (state.flags, GLIBTOP_PROC_STATE_STATE)
      || !has (time.flags, GLIBTOP_PROC_TIME_RTIME)
      || time.frequency == 0)
    return FALSE;

  out->cpu_ns = time.rtime * (NS_PER_S / time.frequency);
  out->state = state_letter (state.state);
  out->core = has (state.flags, GLIBTOP_PROC_STATE_LAST_PROCESSOR)
                ? (guint) state.last_processor : G_MAXUINT16;
  return TRUE;
}

gboolean
bobbin_gtop_read_process (int pid, BobbinGtopProcess *out)
{
  BobbinGtopProcess read = { 0 };
  glibtop_proc_mem memory;

  if (!bobbin_gtop_read_time_and_state (pid, &read))
    return FALSE;
  glibtop_get_proc_mem (&memory, pid);
  if (!has (memory.flags, GLIBTOP_PROC_MEM_RESIDENT))
    return FALSE;

  read.rss_bytes = memory.resident;
  read.vsize_bytes = memory.vsize;
  *out = read;
  return TRUE;
}

gboolean
bobbin_gtop_read_machine (BobbinGtopMachine *out)
{
  glibtop_cpu cpu;

  glibtop_get_cpu (&cpu);
  if (!has (cpu.flags, GLIBTOP_CPU_TOTAL) || !has (cpu.flags, GLIBTOP_CPU_IDLE))
    return FALSE;

  guint64 idle = cpu.idle + (has (cpu.flags, GLIBTOP_CPU_IOWAIT) ? cpu.iowait : 0);
  out->total_ticks = cpu.total;
  out->busy_ticks = cpu.total - MIN (idle, cpu.total);
  return TRUE;
}
