/* bobbin-worker-memory.c - work memory: a share of the private pages, written at a steady pace */
#include "bobbin-worker-turns.h"

/* A round writes the first pages of the worker's order once; the next one writes
 * the same again. */
typedef struct {
  uint32_t word; /* of orders and news, when the round was laid out */
  uint64_t n_pages;
  uint64_t n_written;
  int64_t  begin_ns;
  int64_t  period_ns;
} Round;

static void
lay_out_round (Round *round, WorkerLoop *loop)
{
  const BobbinLedgerShare *share = &loop->task->tree->ledger.control->shares[loop->task->group];

  *round = (Round) {
    .word = loop->word,
    .n_pages = bobbin_wire_share_of (loop->pages.n_pages,
                                     atomic_load_explicit (&share->write_ppm, memory_order_relaxed)),
    .begin_ns = worker_clock_ns (),
    .period_ns = (int64_t) atomic_load_explicit (&share->write_period_ns, memory_order_relaxed),
  };
  worker_pages_keep_off (&loop->pages, round->n_pages);
}

static void
begin_next_round (Round *round)
{
  int64_t now_ns = worker_clock_ns ();

  round->n_written = 0;
  round->begin_ns += round->period_ns;
  /* One that took too long is not made up for. */
  if (round->begin_ns + round->period_ns < now_ns)
    round->begin_ns = now_ns;
}

static int64_t
get_due_ns (const Round *round)
{
  return round->begin_ns + (int64_t) ((double) round->period_ns * (double) round->n_written / (double) round->n_pages);
}

void
worker_turns_memory (WorkerLoop *loop)
{
  Round round;

  lay_out_round (&round, loop);
  while (worker_loop_goes_on (loop))
    {
      if (loop->word != round.word)
        lay_out_round (&round, loop);
      if (round.n_pages == 0)
        {
          worker_loop_wait_until (loop, INT64_MAX);
          continue;
        }
      if (get_due_ns (&round) > worker_clock_ns ())
        {
          worker_loop_wait_until (loop, get_due_ns (&round));
          continue;
        }

      worker_pages_write (&loop->pages, round.n_written, loop->n_units);
      worker_loop_count (loop);
      if (++round.n_written == round.n_pages)
        begin_next_round (&round);
    }
}
