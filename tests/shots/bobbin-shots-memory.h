/* bobbin-shots-memory.h - states in which memory is looked at */
#pragma once

#include "bobbin-shots-scenes.h"

void shot_scene_pages_before   (BobbinWindow *window); /* no page is split yet */
void shot_scene_pages_during   (BobbinWindow *window); /* some are, and some are just now */
void shot_scene_pages_after    (BobbinWindow *window);
void shot_scene_showcase       (BobbinWindow *window); /* the default scene at its best */
void shot_scene_pages_2        (BobbinWindow *window);
void shot_scene_pages_16       (BobbinWindow *window);
void shot_scene_pages_65536    (BobbinWindow *window);
void shot_scene_pages_left     (BobbinWindow *window); /* pages that others left */
void shot_scene_pages_cursor   (BobbinWindow *window); /* the keyboard points at a page */
void shot_scene_pages_alone    (BobbinWindow *window);
void shot_scene_pages_ended    (BobbinWindow *window); /* one has ended, and one more was forked */
void shot_scene_regions        (BobbinWindow *window);
void shot_scene_regions_alone  (BobbinWindow *window);
void shot_scene_shared         (BobbinWindow *window);
void shot_scene_shared_alone   (BobbinWindow *window);
void shot_scene_shared_16      (BobbinWindow *window);
