/* bobbin-lab-scene.h - tasks that wait for their cue
 *
 * For experiments that do something to one task and look at the others.
 */
#pragma once

#include <semaphore.h>

#include "bobbin-lab-tools.h"

/* In memory that all who take part share. */
typedef struct {
  Lab  *lab;
  sem_t ready, go, leave;
  pid_t other; /* the task that was ready; below 0: an errno, it could not be started */
} LabScene;

/* Runs @show with a new scene, and takes it down. */
void lab_scene_play (Lab *lab, void (*show) (Lab *lab, LabScene *scene));

/* For a cue: one of the scene's semaphores. */
void lab_scene_wait (sem_t *cue);
/* Says who one is, and that one is ready. */
void lab_scene_say_ready  (LabScene *scene);
/* Says so for one that could not be started. */
void lab_scene_say_failed (LabScene *scene, int error);
/* For whoever says one of these; a failure ends the experiment as not available. */
void lab_scene_wait_ready (LabScene *scene);

/* A child with a second thread, each with a part of its own, once the second one
 * has said that it is ready. When @main_part returns, the process ends. */
pid_t lab_scene_start_pair (LabScene *scene, void (*main_part) (LabScene *scene), void *(*other_part) (void *scene));
