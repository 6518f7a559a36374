/* bobbin-lab-latency.c - how long a byte takes to another worker and back
 *
 * Two processes, or two threads of one process, play ping-pong over one and the
 * same channel, both on one core or each on a core of its own. Only what they are
 * differs: the calls, the channel and the cores are the same for both.
 */
#include <linux/futex.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-pair.h"
#include "bobbin-lab-talk.h"

#define STOP         2       /* the last byte of a game; all others are 1 */
#define GAME_NS      2000000 /* a game lasts so long at least */
#define LEAST_BURSTS 3       /* and has so many bursts at least; at most: */
#define MOST_BURSTS  400
#define N_ROUNDS     100
#define N_WARM_UP    3
#define N_CHANNELS   6

typedef struct {
  const char *name;
  LabTalkKind kind;
  void     (*send)    (LabTalk *talk, unsigned side, uint8_t byte);
  uint8_t  (*receive) (LabTalk *talk, unsigned side);
  unsigned burst;      /* round trips between two looks at the clock */
  bool     needs_cores; /* who spins on a core keeps the other one off it */
} Channel;

typedef struct {
  const Channel *channel;
  LabTalk        talks[N_CHANNELS]; /* made once, for all pairs */
  LabTalk       *talk;
  double         trip_ns; /* what came of it */
} Game;

static Game *game; /* in shared memory */

/* --- pipes and sockets: the kernel keeps the byte, and wakes who waits for it --- */

static void
fd_send (LabTalk *talk, unsigned side, uint8_t byte)
{
  if (write (talk->write_fd[side], &byte, 1) != 1)
    _exit (1);
}

static uint8_t
fd_receive (LabTalk *talk, unsigned side)
{
  uint8_t byte;

  if (read (talk->read_fd[side], &byte, 1) != 1)
    _exit (1);
  return byte;
}

static void
queue_send (LabTalk *talk, unsigned side, uint8_t byte)
{
  if (mq_send (talk->write_fd[side], (const char *) &byte, 1, 0) != 0)
    _exit (1);
}

static uint8_t
queue_receive (LabTalk *talk, unsigned side)
{
  uint8_t byte;

  if (mq_receive (talk->read_fd[side], (char *) &byte, 1, NULL) != 1)
    _exit (1);
  return byte;
}

/* --- shared memory: there is one ball, whose lowest bit says whose turn it is --- */

static void
spin_send (LabTalk *talk, unsigned side, uint8_t byte)
{
  atomic_store_explicit (&talk->ball, lab_ball_for (1 - side, byte), memory_order_release);
}

static uint8_t
spin_receive (LabTalk *talk, unsigned side)
{
  uint32_t ball;

  while (((ball = atomic_load_explicit (&talk->ball, memory_order_acquire)) & 1) != side)
    continue;
  return (uint8_t) (ball >> 1);
}

static void
futex_send (LabTalk *talk, unsigned side, uint8_t byte)
{
  atomic_store (&talk->ball, lab_ball_for (1 - side, byte));
  syscall (SYS_futex, &talk->ball, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static uint8_t
futex_receive (LabTalk *talk, unsigned side)
{
  uint32_t ball;

  while (((ball = atomic_load (&talk->ball)) & 1) != side)
    syscall (SYS_futex, &talk->ball, FUTEX_WAIT, ball, NULL, NULL, 0);
  return (uint8_t) (ball >> 1);
}

static void
condition_send (LabTalk *talk, unsigned side, uint8_t byte)
{
  pthread_mutex_lock (&talk->mutex);
  atomic_store_explicit (&talk->ball, lab_ball_for (1 - side, byte), memory_order_relaxed);
  pthread_cond_signal (&talk->passed);
  pthread_mutex_unlock (&talk->mutex);
}

static uint8_t
condition_receive (LabTalk *talk, unsigned side)
{
  uint32_t ball;

  pthread_mutex_lock (&talk->mutex);
  while (((ball = atomic_load_explicit (&talk->ball, memory_order_relaxed)) & 1) != side)
    pthread_cond_wait (&talk->passed, &talk->mutex);
  pthread_mutex_unlock (&talk->mutex);
  return (uint8_t) (ball >> 1);
}

static const Channel channels[N_CHANNELS] = {
  { "pipe", LAB_TALK_PIPE, fd_send, fd_receive, 4, false },
  { "socket", LAB_TALK_SOCKET, fd_send, fd_receive, 4, false },
  { "queue", LAB_TALK_QUEUE, queue_send, queue_receive, 4, false },
  { "condition", LAB_TALK_MEMORY, condition_send, condition_receive, 4, false },
  { "futex", LAB_TALK_MEMORY, futex_send, futex_receive, 4, false },
  { "spin", LAB_TALK_MEMORY, spin_send, spin_receive, 512, true },
};

/* --- the game ------------------------------------------------------------------- */

static double
play_burst (const Channel *channel)
{
  int64_t before_ns = lab_now_ns ();

  for (unsigned trip = 0; trip < channel->burst; trip++)
    {
      channel->send (game->talk, 0, 1);
      channel->receive (game->talk, 0);
    }
  return (double) (lab_now_ns () - before_ns) / channel->burst;
}

/* The median of many short bursts: one during which somebody else had the core
 * does not count. */
static void
play (LabMember *member)
{
  const Channel *channel = game->channel;
  double bursts[MOST_BURSTS];
  int64_t begin_ns;
  unsigned n = 0;
  uint8_t byte;

  if (member->index == 1)
    {
      do
        {
          byte = channel->receive (game->talk, 1);
          channel->send (game->talk, 1, byte);
        }
      while (byte != STOP);
      return;
    }
  play_burst (channel); /* touches all that is needed */
  begin_ns = lab_now_ns ();
  do
    bursts[n++] = play_burst (channel);
  while (n < LEAST_BURSTS || (n < MOST_BURSTS && lab_now_ns () - begin_ns < GAME_NS));
  channel->send (game->talk, 0, STOP);
  channel->receive (game->talk, 0); /* leaves nothing behind for the next game */
  game->trip_ns = lab_median (bursts, n);
}

static void
measure (Lab *lab, LabPair *pair, LabKind kind, LabPlace place)
{
  char metric[BOBBIN_LAB_NAME_BYTES];

  lab_pair_play (pair);
  snprintf (metric, sizeof metric, "%s_%s_%s", game->channel->name, lab_name (kind, "process", "thread"),
            place == LAB_SAME ? "same" : "apart");
  lab_report (lab, metric, 0.0, game->trip_ns);
}

static void
run_round (Lab *lab, LabPair *pairs[LAB_APART + 1][2], const bool *there)
{
  LabKind first = lab->round % 2 == 0 ? LAB_PROCESSES : LAB_THREADS, second = LAB_THREADS - first;

  for (unsigned i = 0; i < N_CHANNELS; i++)
    for (LabPlace place = LAB_SAME; place <= LAB_APART && lab_has_time (lab); place++)
      {
        if (!there[i] || (place == LAB_APART ? lab_n_cores (lab) < 2 : channels[i].needs_cores))
          continue;
        game->channel = &channels[i];
        game->talk = &game->talks[i];
        measure (lab, pairs[place][first], first, place);
        measure (lab, pairs[place][second], second, place);
      }
}

void
lab_latency (Lab *lab)
{
  LabPair *pairs[LAB_APART + 1][2]; /* by place and kind */
  bool there[N_CHANNELS];

  game = lab_shared_new (lab, sizeof *game);
  for (unsigned i = 0; i < N_CHANNELS; i++) /* one that is refused here is left out */
    there[i] = lab_talk_open (&game->talks[i], channels[i].kind) == 0;
  for (LabPlace place = LAB_SAME; place <= LAB_APART; place++)
    lab_pairs_new (lab, pairs[place], place, play, NULL);
  for (lab->round = 0; lab->round < N_WARM_UP + N_ROUNDS && lab_has_time (lab); lab->round++)
    {
      lab->warm_up = lab->round < N_WARM_UP;
      run_round (lab, pairs, there);
    }
  for (LabPlace place = LAB_SAME; place <= LAB_APART; place++)
    lab_pairs_free (pairs[place]);
}
