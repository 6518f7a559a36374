/* bobbin-lab-watch.c - the state letters of tasks, as they change */
#include "bobbin-lab-watch.h"

#include "bobbin-lab-proc.h"

#define LOOK_NS     500000
#define PATIENCE_NS INT64_C (2000000000)

static void
report (LabWatch *watch, const LabTask *task)
{
  double now = lab_watch_now (watch);

  if (watch->lab->round > 0)
    return;
  lab_report (watch->lab, task->metric, now, task->state);
  if (task->parent_metric != NULL && task->parent != 0)
    lab_report (watch->lab, task->parent_metric, now, task->parent);
}

static void
look (LabWatch *watch, bool report_all)
{
  for (unsigned i = 0; i < watch->n; i++)
    {
      LabTask *task = &watch->tasks[i];
      pid_t parent = 0;
      char state = lab_read_state (task->pid, task->tid, &parent);
      bool changed = state != task->state || parent != task->parent;

      task->state = state;
      task->parent = parent;
      if (changed || report_all)
        report (watch, task);
    }
}

LabWatch
lab_watch_begin (Lab *lab, LabTask *tasks, unsigned n)
{
  LabWatch watch = { lab, tasks, n, lab_now_ns () };

  look (&watch, true);
  return watch;
}

void
lab_watch_for (LabWatch *watch, int64_t ns)
{
  int64_t until_ns = lab_now_ns () + ns;

  do
    {
      lab_sleep_ns (LOOK_NS);
      look (watch, false);
    }
  while (lab_now_ns () < until_ns);
}

bool
lab_watch_until (LabWatch *watch, const LabTask *task, char state)
{
  int64_t until_ns = lab_now_ns () + PATIENCE_NS;

  look (watch, false);
  while (task->state != state && lab_now_ns () < until_ns)
    {
      lab_sleep_ns (LOOK_NS);
      look (watch, false);
    }
  return task->state == state;
}

double
lab_watch_now (const LabWatch *watch)
{
  return (double) (lab_now_ns () - watch->begin_ns);
}

void
lab_watch_end (LabWatch *watch)
{
  look (watch, true);
}
