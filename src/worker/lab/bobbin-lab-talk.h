/* bobbin-lab-talk.h - what two workers need to pass each other a byte
 *
 * Set up here, so that an experiment shows the calls that send and receive and
 * nothing else. Side 0 asks, side 1 answers. Made before the two are, in memory
 * that both have, so it serves processes and threads alike.
 */
#pragma once

#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>

#include "bobbin-lab-tools.h"

typedef enum {
  LAB_TALK_PIPE,   /* two of them, one for each direction */
  LAB_TALK_SOCKET, /* a pair of AF_UNIX, SOCK_STREAM */
  LAB_TALK_QUEUE,  /* two POSIX message queues with room for one byte each */
  LAB_TALK_MEMORY, /* the ball below, with or without the mutex and the condition */
} LabTalkKind;

typedef struct {
  LabTalkKind kind;
  int read_fd[2], write_fd[2]; /* of either side */

  /* In memory there is one ball: its lowest bit says whose it is, the others are
   * the byte. On a cache line of its own. */
  alignas (128) _Atomic uint32_t ball;
  alignas (128) pthread_mutex_t mutex;
  pthread_cond_t passed;
} LabTalk;

/* Fills in @talk, which is in memory of lab_shared_new(). 0, or the errno with
 * which this machine refuses such a channel. */
int  lab_talk_open  (LabTalk *talk, LabTalkKind kind);
void lab_talk_close (LabTalk *talk);

/* The ball with @byte when it is @side's turn. */
static inline uint32_t
lab_ball_for (unsigned side, uint8_t byte)
{
  return (uint32_t) byte << 1 | side;
}

/* The median of @n values, at least one; changes their order. */
double lab_median (double *values, unsigned n);
