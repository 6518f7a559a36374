/* bobbin-lab-pair.h - two workers that stay, and are told when to play
 *
 * To make two workers anew for each reading would measure what making them
 * leaves behind: cold caches, page tables that fill. So they are made once, two
 * processes, or two threads of a process that is theirs alone, and sleep between
 * their turns.
 */
#pragma once

#include "bobbin-lab-tools.h"

typedef struct _LabPair LabPair;

/* Makes a pair of each kind. Each member runs @work whenever its pair is told to;
 * @shared is memory that all have (lab_shared_new()'s). All pairs are made before
 * the first one plays. */
void lab_pairs_new  (Lab *lab, LabPair *out_pairs[2], LabPlace place, void (*work) (LabMember *member), void *shared);
/* Has both run @work once, and waits for both. */
void lab_pair_play  (LabPair *pair);
/* Ends all four. */
void lab_pairs_free (LabPair *pairs[2]);
