/* bobbin-lab-scene.c - tasks that wait for their cue */
#include "bobbin-lab-scene.h"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

void
lab_scene_play (Lab *lab, void (*show) (Lab *lab, LabScene *scene))
{
  LabScene *scene = lab_shared_new (lab, sizeof *scene);

  scene->lab = lab;
  sem_init (&scene->ready, 1, 0);
  sem_init (&scene->go, 1, 0);
  sem_init (&scene->leave, 1, 0);
  show (lab, scene);
  lab_memory_free (scene, sizeof *scene);
}

void
lab_scene_wait (sem_t *cue)
{
  while (sem_wait (cue) != 0)
    continue;
}

void
lab_scene_say_ready (LabScene *scene)
{
  scene->other = (pid_t) syscall (SYS_gettid);
  sem_post (&scene->ready);
}

void
lab_scene_say_failed (LabScene *scene, int error)
{
  scene->other = -error;
  sem_post (&scene->ready);
}

void
lab_scene_wait_ready (LabScene *scene)
{
  lab_scene_wait (&scene->ready);
  if (scene->other <= 0)
    lab_lacks (scene->lab, BOBBIN_LACK_PROCESSES, -scene->other);
}

pid_t
lab_scene_start_pair (LabScene *scene, void (*main_part) (LabScene *scene), void *(*other_part) (void *scene))
{
  pthread_t thread;
  pid_t pid = lab_fork (scene->lab);

  if (pid == 0)
    {
      int error = pthread_create (&thread, NULL, other_part, scene);

      if (error != 0)
        lab_scene_say_failed (scene, error);
      else
        main_part (scene);
      _exit (0);
    }
  lab_scene_wait_ready (scene);
  return pid;
}
