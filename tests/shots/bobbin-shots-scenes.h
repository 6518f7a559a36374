/* bobbin-shots-scenes.h - the states that the window is put into */
#pragma once

#include "bobbin-window.h"

/* Brings a window that is on the screen into a state. */
typedef void (*ShotScene) (BobbinWindow *window);

/* Lets the main loop turn for so long. */
void shot_settle (guint ms);

void shot_scene_empty          (BobbinWindow *window);
void shot_scene_running        (BobbinWindow *window);
void shot_scene_crashed        (BobbinWindow *window);
void shot_scene_frozen         (BobbinWindow *window);
void shot_scene_over           (BobbinWindow *window);
void shot_scene_memory         (BobbinWindow *window);
void shot_scene_mixed          (BobbinWindow *window);
void shot_scene_selected       (BobbinWindow *window);
void shot_scene_edited         (BobbinWindow *window);
void shot_scene_refused        (BobbinWindow *window);
void shot_scene_table_twin     (BobbinWindow *window);
void shot_scene_64_workers     (BobbinWindow *window);
void shot_scene_512_workers    (BobbinWindow *window);
void shot_scene_cores          (BobbinWindow *window);
void shot_scene_cores_zoomed   (BobbinWindow *window);
void shot_scene_states         (BobbinWindow *window);
void shot_scene_states_cores   (BobbinWindow *window);
void shot_scene_1_s            (BobbinWindow *window);
void shot_scene_100_ms         (BobbinWindow *window);
void shot_scene_5_ms           (BobbinWindow *window);
void shot_scene_100_us         (BobbinWindow *window);
void shot_scene_range          (BobbinWindow *window);
void shot_scene_markers        (BobbinWindow *window);
void shot_scene_moves          (BobbinWindow *window);
void shot_scene_lanes          (BobbinWindow *window);
void shot_scene_crash_zoomed   (BobbinWindow *window);
void shot_scene_alone_timeline (BobbinWindow *window);
void shot_scene_alone_memory   (BobbinWindow *window);
void shot_scene_alone_summary  (BobbinWindow *window);
void shot_scene_page_memory    (BobbinWindow *window);
void shot_scene_page_summary   (BobbinWindow *window);
void shot_scene_sidebar        (BobbinWindow *window);
