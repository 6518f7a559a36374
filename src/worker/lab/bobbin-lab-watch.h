/* bobbin-lab-watch.h - the state letters of tasks, as they change
 *
 * Reads /proc/PID/task/TID/stat of each task again and again. A letter is reported
 * under the task's metric whenever it is another one than before, and once more at
 * the end: x is the time since the watch began, 0 stands for "there is none". That
 * is for a picture, so only the first round is reported.
 */
#pragma once

#include "bobbin-lab-tools.h"

typedef struct {
  const char *metric;
  const char *parent_metric; /* nullable: reports the parent's PID in the same way */
  pid_t pid, tid;
  char  state;               /* read last */
  pid_t parent;
} LabTask;

typedef struct {
  Lab     *lab;
  LabTask *tasks;
  unsigned n;
  int64_t  begin_ns;
} LabWatch;

/* Begins at once; the first letters are reported. */
LabWatch lab_watch_begin (Lab *lab, LabTask *tasks, unsigned n);
/* Watches for so long. */
void     lab_watch_for   (LabWatch *watch, int64_t ns);
/* Watches until the task is in @state; 0: until it is gone. FALSE where it has not
 * come to that in two seconds. */
bool     lab_watch_until (LabWatch *watch, const LabTask *task, char state);
/* The time since it began. */
double   lab_watch_now   (const LabWatch *watch);
void     lab_watch_end   (LabWatch *watch);
