/* bobbin-lab-lifecycle.c - how processes and threads end, and who goes on
 *
 * Five scenes: a zombie, an orphan, a main thread that ends before another one, a
 * thread that ends its process, and a thread that is stopped. In each the tasks
 * wait, something is done to one of them, and their state letters are watched.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-proc.h"
#include "bobbin-lab-scene.h"
#include "bobbin-lab-watch.h"

#define N_ROUNDS  3
#define A_WHILE   INT64_C (15000000) /* ns: wide enough in the picture */
#define ORPHAN_S  5                  /* it ends by itself then, should nobody end it */

/* --- a zombie: ended, but nobody has asked yet how --------------------------- */

static void
show_zombie (Lab *lab, LabScene *scene)
{
  pid_t pid = lab_fork (lab);

  if (pid == 0)
    {
      lab_scene_wait (&scene->go);
      _exit (0);
    }

  LabTask child = { "zombie_state", NULL, pid, pid };
  LabWatch watch = lab_watch_begin (lab, &child, 1);

  lab_watch_for (&watch, A_WHILE);
  lab_report (lab, "child_memory", 0.0, lab_read_status (lab, pid, "VmRSS"));
  sem_post (&scene->go);
  lab_report (lab, "zombie_kept", 0.0, lab_watch_until (&watch, &child, 'Z'));
  lab_watch_for (&watch, A_WHILE);
  lab_report (lab, "zombie_memory", 0.0, lab_read_status (lab, pid, "VmRSS"));
  lab_report (lab, "zombie_waited_at", 0.0, lab_watch_now (&watch));
  lab_wait (lab, pid);
  lab_report (lab, "zombie_gone", 0.0, lab_watch_until (&watch, &child, 0));
  lab_watch_end (&watch);
}

/* --- an orphan: its parent ends first ----------------------------------------- */

static void
be_orphan (LabScene *scene)
{
  struct timespec end;

  clock_gettime (CLOCK_REALTIME, &end);
  end.tv_sec += ORPHAN_S;
  lab_scene_say_ready (scene);
  sem_timedwait (&scene->leave, &end);
  _exit (0);
}

static void
show_orphan (Lab *lab, LabScene *scene)
{
  pid_t parent = lab_fork (lab);

  if (parent == 0)
    {
      pid_t child = fork (); /* not lab_fork(): it is to live on without its parent */

      if (child == 0)
        be_orphan (scene);
      if (child < 0)
        lab_scene_say_failed (scene, errno);
      lab_scene_wait (&scene->go);
      _exit (0);
    }
  lab_scene_wait_ready (scene);

  LabTask tasks[] = {
    { "orphan_parent_state", NULL, parent, parent },
    { "orphan_state", "orphan_parent", scene->other, scene->other },
  };
  LabWatch watch = lab_watch_begin (lab, tasks, 2);

  lab_watch_for (&watch, A_WHILE);
  sem_post (&scene->go);
  lab_wait (lab, parent);
  lab_watch_until (&watch, &tasks[0], 0);
  lab_watch_for (&watch, A_WHILE);
  lab_report (lab, "orphan_lives", 0.0, tasks[1].state != 0 && tasks[1].state != 'Z');
  lab_report (lab, "orphan_adopted", 0.0, tasks[1].parent != 0 && tasks[1].parent != parent);
  lab_watch_end (&watch);
  sem_post (&scene->leave);
}

/* --- the main thread ends, and another one goes on ------------------------------ */

static void
end_main_thread (LabScene *scene)
{
  lab_scene_wait (&scene->go);
  pthread_exit (NULL);
}

static void *
stay_until_told (void *data)
{
  LabScene *scene = data;

  lab_scene_say_ready (scene);
  lab_scene_wait (&scene->leave);
  return NULL;
}

static void
show_main_exit (Lab *lab, LabScene *scene)
{
  pid_t pid = lab_scene_start_pair (scene, end_main_thread, stay_until_told);
  LabTask tasks[] = {
    { "main_exit_main_state", NULL, pid, pid },
    { "main_exit_other_state", NULL, pid, scene->other },
  };
  LabWatch watch = lab_watch_begin (lab, tasks, 2);

  lab_watch_for (&watch, A_WHILE);
  sem_post (&scene->go);
  lab_watch_until (&watch, &tasks[0], 'Z');
  lab_watch_for (&watch, A_WHILE);
  lab_report (lab, "main_exit_spares", 0.0, tasks[0].state == 'Z' && tasks[1].state != 0 && tasks[1].state != 'Z');
  lab_watch_end (&watch);
  sem_post (&scene->leave);
  lab_wait (lab, pid);
}

/* --- one thread ends the process -------------------------------------------------- */

static void
stay (LabScene *scene)
{
  while (pause () < 0)
    continue;
}

static void *
end_process (void *data)
{
  LabScene *scene = data;

  lab_scene_say_ready (scene);
  lab_scene_wait (&scene->go);
  _exit (0); /* where exit() ends as well */
}

static void
show_exit (Lab *lab, LabScene *scene)
{
  pid_t pid = lab_scene_start_pair (scene, stay, end_process);
  LabTask tasks[] = {
    { "exit_main_state", NULL, pid, pid },
    { "exit_other_state", NULL, pid, scene->other },
  };
  LabWatch watch = lab_watch_begin (lab, tasks, 2);

  lab_watch_for (&watch, A_WHILE);
  lab_report (lab, "exit_at", 0.0, lab_watch_now (&watch));
  sem_post (&scene->go);
  lab_report (lab, "exit_ends_all", 0.0, lab_watch_until (&watch, &tasks[0], 'Z'));
  lab_watch_for (&watch, A_WHILE / 3);
  lab_watch_end (&watch);
  lab_wait (lab, pid);
}

/* --- one thread is stopped ---------------------------------------------------------- */

static void
show_stop (Lab *lab, LabScene *scene)
{
  pid_t pid = lab_scene_start_pair (scene, stay, stay_until_told);
  LabTask tasks[] = {
    { "stop_main_state", NULL, pid, pid },
    { "stop_other_state", NULL, pid, scene->other },
  };
  LabWatch watch = lab_watch_begin (lab, tasks, 2);

  lab_watch_for (&watch, A_WHILE);
  lab_report (lab, "stop_at", 0.0, lab_watch_now (&watch));
  syscall (SYS_tgkill, pid, scene->other, SIGSTOP); /* to one thread */
  lab_report (lab, "stop_stops_all", 0.0,
              lab_watch_until (&watch, &tasks[0], 'T') && lab_watch_until (&watch, &tasks[1], 'T'));
  lab_watch_for (&watch, A_WHILE);
  lab_report (lab, "continue_at", 0.0, lab_watch_now (&watch));
  kill (pid, SIGCONT);
  lab_watch_until (&watch, &tasks[0], 'S');
  lab_watch_for (&watch, A_WHILE / 3);
  lab_watch_end (&watch);
  kill (pid, SIGKILL);
  lab_wait (lab, pid);
}

void
lab_lifecycle (Lab *lab)
{
  for (lab->round = 0; lab->round < N_ROUNDS && (lab->round == 0 || lab_has_time (lab)); lab->round++)
    {
      lab_scene_play (lab, show_zombie);
      lab_scene_play (lab, show_orphan);
      lab_scene_play (lab, show_main_exit);
      lab_scene_play (lab, show_exit);
      lab_scene_play (lab, show_stop);
    }
}
