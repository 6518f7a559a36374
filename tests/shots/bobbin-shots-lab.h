/* bobbin-shots-lab.h - the table and the experiments' pages in their states
 *
 * What is shown was measured: all experiments once for each process that takes
 * pictures, within the time that the lab plans.
 */
#pragma once

#include "bobbin-shots-scenes.h"

void shot_scene_showcase_measured (BobbinWindow *window); /* data/screenshots: measured, then a run is watched */
void shot_scene_crashed_measured  (BobbinWindow *window);
void shot_scene_lab_empty        (BobbinWindow *window);
void shot_scene_lab_filling      (BobbinWindow *window);
void shot_scene_lab_complete     (BobbinWindow *window);
void shot_scene_lab_empty_alone    (BobbinWindow *window);
void shot_scene_lab_filling_alone  (BobbinWindow *window);
void shot_scene_lab_complete_alone (BobbinWindow *window);
void shot_scene_lab_invitation   (BobbinWindow *window);
void shot_scene_lab_measuring    (BobbinWindow *window);
void shot_scene_lab_unavailable  (BobbinWindow *window);
void shot_scene_lab_page         (BobbinWindow *window);
void shot_scene_lab_page_below   (BobbinWindow *window);
void shot_scene_lab_page_source  (BobbinWindow *window);
void shot_scene_lab_cursor       (BobbinWindow *window);
void shot_scene_lab_list         (BobbinWindow *window);

/* Every experiment's figure as it is exported, into @folder. */
void shot_take_lab_figures (const char *folder, char **names);
