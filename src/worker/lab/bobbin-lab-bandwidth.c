/* bobbin-lab-bandwidth.c - how much data goes from one worker to another in a second
 *
 * Through a pipe it is copied twice, into the kernel and out of it. Into shared
 * memory it is copied once. Who only tells the other where it is copies nothing:
 * that takes the same time however much it is, so it is no rate.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-pair.h"
#include "bobbin-lab-talk.h"

#define KIB            ((size_t) 1 << 10)
#define MIB            ((size_t) 1 << 20)
#define PIECE_BYTES    (64 * KIB) /* of one write() */
#define PIPE_BYTES     (1 * MIB)  /* that the pipe holds, where this is allowed */
#define BLOCK_BYTES    (1 * MIB)  /* of one memcpy() */
#define LEAST_BYTES    (8 * MIB)  /* of a large area */
#define MOST_BYTES     (64 * MIB)
#define MOST_TRANSFERS 5
#define N_ROUNDS       80

typedef struct {
  void (*send)    (size_t bytes);
  void (*receive) (size_t bytes); /* NULL: there is nothing to do */
  size_t   bytes; /* of one transfer */
  unsigned n;     /* transfers whose median is one reading */
} Way;

typedef struct {
  LabTalk    talk;
  const Way *way;
  char      *source;     /* a block that was touched before */
  char      *area;       /* shared memory */
  size_t     area_bytes; /* of which so much is used, again and again */
  size_t     at;
  double     took_ns;    /* by one transfer */
} Game;

static Game *game; /* in shared memory */
static LabPair *on_one_core[2], *on_two_cores[2];
static size_t large_bytes; /* 0: there is too little memory for a large area */

/* --- the three ways --------------------------------------------------------------- */

static void
write_all (int fd, const char *data, size_t bytes)
{
  while (bytes > 0)
    {
      ssize_t n = write (fd, data, bytes);

      if (n <= 0)
        _exit (1);
      data += n;
      bytes -= (size_t) n;
    }
}

static void
read_all (int fd, char *data, size_t piece, size_t bytes)
{
  while (bytes > 0)
    {
      ssize_t n = read (fd, data, bytes < piece ? bytes : piece);

      if (n <= 0)
        _exit (1);
      bytes -= (size_t) n;
    }
}

static void
send_pipe (size_t bytes)
{
  for (size_t sent = 0; sent < bytes; sent += PIECE_BYTES)
    write_all (game->talk.write_fd[0], game->source, PIECE_BYTES);
}

static void
receive_pipe (size_t bytes)
{
  static char received[PIECE_BYTES];

  read_all (game->talk.read_fd[1], received, sizeof received, bytes);
}

/* A large area does not fit the cache, a small one does. */
static void
send_copy (size_t bytes)
{
  for (size_t sent = 0; sent < bytes; sent += BLOCK_BYTES)
    {
      game->at = (game->at + BLOCK_BYTES) % game->area_bytes;
      memcpy (game->area + game->at, game->source, BLOCK_BYTES);
    }
}

static void
send_place (size_t bytes)
{
  write_all (game->talk.write_fd[0], (const char *) &game->at, sizeof game->at);
}

static void
receive_place (size_t bytes)
{
  size_t at;

  read_all (game->talk.read_fd[1], (char *) &at, sizeof at, sizeof at);
}

static const Way through_pipe = { send_pipe, receive_pipe, 4 * MIB, 3 };
static const Way by_copy = { send_copy, NULL, 8 * MIB, 5 };
static const Way by_place = { send_place, receive_place, MOST_BYTES, MOST_TRANSFERS };

/* --- measuring -------------------------------------------------------------------- */

/* The sender takes the time until the receiver has answered that it has all; what
 * is copied into the memory of both is there without that. */
static double
transfer (const Way *way, unsigned side)
{
  int64_t before_ns = lab_now_ns ();
  char answer;

  if (side == 0)
    way->send (way->bytes);
  else if (way->receive != NULL)
    way->receive (way->bytes);

  if (side == 0 && way->receive != NULL)
    read_all (game->talk.read_fd[0], &answer, 1, 1);
  else if (side == 1 && way->receive != NULL)
    write_all (game->talk.write_fd[1], "", 1);
  return (double) (lab_now_ns () - before_ns);
}

static void
play (LabMember *member)
{
  static _Thread_local bool prepared;
  double took_ns[MOST_TRANSFERS];

  if (member->index == 0 && !prepared && game->area_bytes > 0)
    {
      lab_populate (game->area, large_bytes > 0 ? large_bytes : BLOCK_BYTES);
      prepared = true;
    }
  for (unsigned i = 0; i < game->way->n; i++)
    took_ns[i] = transfer (game->way, member->index);
  if (member->index == 0)
    game->took_ns = lab_median (took_ns, game->way->n);
}

static double
take_time (LabPair *pair, const Way *way, size_t area_bytes)
{
  game->way = way;
  game->area_bytes = area_bytes;
  lab_pair_play (pair);
  return game->took_ns;
}

static double
find_rate (LabPair *pair, const Way *way, size_t area_bytes)
{
  return 1e9 * (double) way->bytes / take_time (pair, way, area_bytes);
}

static void
measure (Lab *lab, LabKind kind, double x)
{
  LabPair *same = on_one_core[kind], *apart = on_two_cores[kind];

  lab_report (lab, lab_name (kind, "process_pipe_same", "thread_pipe_same"), x, find_rate (same, &through_pipe, 0));
  if (lab_n_cores (lab) > 1)
    lab_report (lab, lab_name (kind, "process_pipe_apart", "thread_pipe_apart"), x, find_rate (apart, &through_pipe, 0));
  lab_report (lab, lab_name (kind, "process_copy", "thread_copy"), BLOCK_BYTES, find_rate (apart, &by_copy, BLOCK_BYTES));
  if (large_bytes > 0)
    lab_report (lab, lab_name (kind, "process_copy", "thread_copy"), (double) large_bytes,
                find_rate (apart, &by_copy, large_bytes));
  lab_report (lab, lab_name (kind, "process_place", "thread_place"), x, take_time (same, &by_place, 0));
}

static void
prepare (Lab *lab)
{
  size_t most = (size_t) lab->order->memory_bytes / 2;
  int error;

  large_bytes = most >= MOST_BYTES ? MOST_BYTES : most >= LEAST_BYTES ? LEAST_BYTES : 0;
  game = lab_shared_new (lab, sizeof *game);
  game->area = lab_shared_new (lab, large_bytes > 0 ? large_bytes : BLOCK_BYTES);
  game->source = lab_private_new (lab, BLOCK_BYTES);
  error = lab_talk_open (&game->talk, LAB_TALK_PIPE);
  if (error != 0)
    lab_lacks (lab, BOBBIN_LACK_CALL, error);
  /* Refused to those who have many pipes already: then it stays at its 64 KiB. */
  if (fcntl (game->talk.write_fd[0], F_SETPIPE_SZ, (int) PIPE_BYTES) < 0)
    errno = 0;
}

void
lab_bandwidth (Lab *lab)
{
  static const LabSide sides[] = { { measure, LAB_PROCESSES, 0.0 }, { measure, LAB_THREADS, 0.0 } };

  prepare (lab);
  lab_pairs_new (lab, on_one_core, LAB_SAME, play, NULL);
  lab_pairs_new (lab, on_two_cores, LAB_APART, play, NULL);
  lab_alternate (lab, sides, 2, N_ROUNDS);
  lab_pairs_free (on_one_core);
  lab_pairs_free (on_two_cores);
}
