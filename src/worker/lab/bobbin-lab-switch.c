/* bobbin-lab-switch.c - what it costs to go from one worker to another
 *
 * Two workers on one core pass a byte back and forth over pipes, so each turn is
 * two switches. At each turn a worker touches its working set, x pages of its
 * own. What a turn costs without a switch is measured as well, by one who writes
 * to itself and reads it again, and taken off. What is left is the switch, with
 * what it costs to find caches and translations filled by the other one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-lab-list.h"
#include "bobbin-lab-pair.h"
#include "bobbin-lab-talk.h"

#define LINE_BYTES   64
#define MOST_PAGES   512
#define GAME_NS      1500000 /* each of the two parts lasts so long at least */
#define LEAST_BURSTS 3      /* and has so many bursts at least; at most: */
#define MOST_BURSTS  400
#define BURST        4       /* turns there and back between two looks at the clock */
#define N_ROUNDS     150

typedef struct {
  LabTalk talk;
  int     own[2];  /* a pipe to oneself */
  size_t  n_pages;
  double  turn_ns; /* what came of it: of one turn of either, with its switch */
  double  own_ns;  /* of one without */
} Game;

static Game *game; /* in shared memory */
static LabPair *pairs[2];
static size_t page_bytes;

/* One line in each page, another in each so that they do not compete for the
 * same place in the cache. */
static void
touch (volatile char *pages, size_t n_pages)
{
  for (size_t i = 0; i < n_pages; i++)
    pages[i * page_bytes + i * LINE_BYTES % page_bytes]++;
}

static void
pass (int write_fd)
{
  if (write (write_fd, "", 1) != 1)
    _exit (1);
}

static bool
take (int read_fd)
{
  char byte;

  return read (read_fd, &byte, 1) == 1;
}

static double
burst_alone (volatile char *pages)
{
  int64_t before_ns = lab_now_ns ();

  for (unsigned i = 0; i < BURST; i++)
    {
      touch (pages, game->n_pages);
      pass (game->own[1]);
      take (game->own[0]);
    }
  return (double) (lab_now_ns () - before_ns) / BURST;
}

static double
burst_together (volatile char *pages)
{
  int64_t before_ns = lab_now_ns ();

  for (unsigned i = 0; i < BURST; i++)
    {
      touch (pages, game->n_pages);
      pass (game->talk.write_fd[0]);
      take (game->talk.read_fd[0]);
    }
  return (double) (lab_now_ns () - before_ns) / (2 * BURST);
}

/* The median: a burst during which somebody else had the core does not count. */
static double
play_part (volatile char *pages, double (*burst) (volatile char *pages))
{
  double bursts[MOST_BURSTS];
  int64_t begin_ns;
  unsigned n = 0;

  burst (pages); /* fetches all that is needed */
  begin_ns = lab_now_ns ();
  do
    bursts[n++] = burst (pages);
  while (n < LEAST_BURSTS || (n < MOST_BURSTS && lab_now_ns () - begin_ns < GAME_NS));
  return lab_median (bursts, n);
}

/* The one who asks measures; the other one answers until a turn over its mark. */
static void
play (LabMember *member)
{
  static _Thread_local char *pages;

  if (pages == NULL)
    pages = lab_private_new (member->lab, MOST_PAGES * page_bytes);
  if (member->index == 0)
    {
      game->turn_ns = play_part (pages, burst_together);
      atomic_store (&game->talk.ball, 1); /* the game is over */
      pass (game->talk.write_fd[0]);
      game->own_ns = play_part (pages, burst_alone);
    }
  else
    {
      while (take (game->talk.read_fd[1]) && atomic_load (&game->talk.ball) == 0)
        {
          touch (pages, game->n_pages);
          pass (game->talk.write_fd[1]);
        }
    }
}

static void
measure (Lab *lab, LabKind kind, double x)
{
  game->n_pages = (size_t) x;
  atomic_store (&game->talk.ball, 0);
  lab_pair_play (pairs[kind]);
  lab_report (lab, lab_name (kind, "process_turn", "thread_turn"), x, game->turn_ns);
  lab_report (lab, lab_name (kind, "process_alone", "thread_alone"), x, game->own_ns);
  lab_report (lab, lab_name (kind, "process_switch", "thread_switch"), x, game->turn_ns - game->own_ns);
}

/* With tags for address spaces (PCID) a switch to another one leaves the
 * translations of the former in place. Only x86 says so here. */
static void
report_tags (Lab *lab)
{
  static char line[8192];
  FILE *info = fopen ("/proc/cpuinfo", "re");

  while (info != NULL && fgets (line, sizeof line, info) != NULL)
    if (strncmp (line, "flags", 5) == 0)
      {
        lab_report (lab, "address_space_tags", 0.0, strstr (line, " pcid ") != NULL);
        break;
      }
  if (info != NULL)
    fclose (info);
}

void
lab_switch (Lab *lab)
{
  static const LabSide sides[] = {
    { measure, LAB_PROCESSES, 0 }, { measure, LAB_THREADS, 0 },
    { measure, LAB_PROCESSES, 64 }, { measure, LAB_THREADS, 64 },
    { measure, LAB_PROCESSES, MOST_PAGES }, { measure, LAB_THREADS, MOST_PAGES },
  };
  int error;

  report_tags (lab);
  page_bytes = (size_t) sysconf (_SC_PAGESIZE);
  game = lab_shared_new (lab, sizeof *game);
  error = lab_talk_open (&game->talk, LAB_TALK_PIPE);
  if (error != 0 || pipe2 (game->own, O_CLOEXEC) < 0)
    lab_lacks (lab, BOBBIN_LACK_CALL, error != 0 ? error : errno);
  lab_pairs_new (lab, pairs, LAB_SAME, play, NULL);
  lab_alternate (lab, sides, sizeof sides / sizeof sides[0], N_ROUNDS);
  lab_pairs_free (pairs);
}
