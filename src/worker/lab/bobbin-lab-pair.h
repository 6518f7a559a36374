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

/* Each member runs @work whenever the pair is told to; @shared is memory that all
 * have (lab_shared_new()'s). Make pairs of processes and of threads alike before
 * the first one plays. */
LabPair *lab_pair_new  (Lab *lab, LabKind kind, LabPlace place, void (*work) (LabMember *member), void *shared);
/* Has both run @work once, and waits for both. */
void     lab_pair_play (LabPair *pair);
/* Ends both. */
void     lab_pair_free (LabPair *pair);
