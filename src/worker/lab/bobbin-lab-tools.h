/* bobbin-lab-tools.h - what experiments are made of
 *
 * An experiment is one function in one file, lab-NAME in bobbin-lab-NAME.c, which
 * people read in the program: it says what is measured and nothing else. It runs
 * in a process of its own below a supervisor (bobbin-lab-root.c) that ends
 * everything when the lab is stopped or the time is up, so an experiment may crash,
 * hang or leave orphans. Whatever goes wrong ends it: nothing returns an error.
 *
 * Times are CLOCK_MONOTONIC nanoseconds.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "bobbin-lab-wire.h"

typedef struct {
  const BobbinLabOrder *order;
  int64_t           until_ns; /* no further round after it */
  uint32_t          round;    /* of the readings that are reported now */
  bool              warm_up;
  int               socket_fd;
  BobbinLabReadings pending;  /* of one metric, not yet sent */
} Lab;

typedef enum {
  LAB_PROCESSES,
  LAB_THREADS,
} LabKind;

/* --- reporting ------------------------------------------------------------- */

/* One reading of @metric, which the experiment's description in the program
 * names, in the round that runs. @x is 0 where the metric has none. */
void lab_report (Lab *lab, const char *metric, double x, double value);
/* Sends what is pending; done at the end anyway. */
void lab_flush (Lab *lab);

/* Ends the experiment: this machine has not what it takes; something went wrong. */
_Noreturn void lab_lacks (Lab *lab, BobbinLack lack, int error);
_Noreturn void lab_fail  (Lab *lab, int error);

/* --- rounds ---------------------------------------------------------------- */

/* One way of doing it, such as "fork with 64 MiB". */
typedef struct {
  void     (*run) (Lab *lab, LabKind kind, double x);
  LabKind  kind;
  double   x;
} LabSide;

/* Runs all @sides in rounds, forwards and backwards by turns (ABBA, so that a
 * machine that slows down meanwhile slows down both alike), the first tenth and at
 * least three of them as warm-up, until @n_rounds more are done or the time is up.
 * On a machine so busy that the warm-up takes a quarter of the time it ends there, and
 * one round is counted whatever the time is.
 * Each side reports at most one reading of a metric and x in a round. */
void lab_alternate (Lab *lab, const LabSide *sides, unsigned n_sides, unsigned n_rounds);

bool    lab_has_time (const Lab *lab);
int64_t lab_now_ns   (void);
/* What the calling thread has had of the processor. */
int64_t lab_cpu_ns   (void);
void    lab_sleep_ns (int64_t ns);

/* --- cores ------------------------------------------------------------------ */

/* Keeps the calling thread to the @i-th of the experiment's cores, counted round
 * and round; the first ones are physical cores of their own. lab_unpin() lets it
 * have all of them. */
void     lab_pin   (const Lab *lab, unsigned i);
void     lab_unpin (const Lab *lab);
unsigned lab_n_cores (const Lab *lab);
/* How many of them are physical cores of their own. */
unsigned lab_n_apart (const Lab *lab);
/* Fewer than @n of these: ends the experiment as not available. */
void     lab_need_cores (Lab *lab, unsigned n);

/* --- memory, processes, threads --------------------------------------------- */

/* Memory that processes forked later share; zeroed. Never NULL. */
void *lab_shared_new (Lab *lab, size_t bytes);
/* Memory of one's own, every page of it written, in small pages (no huge ones). */
void *lab_private_new (Lab *lab, size_t bytes);
void  lab_memory_free (void *memory, size_t bytes);
/* Fills the page tables of the calling process for it, in one call where the system
 * has one: a page fault for each page can cost a hundred times as much. What is
 * in it stays; nobody else may write to it meanwhile. */
void  lab_populate    (void *memory, size_t bytes);

/* fork(). The child dies with the thread that called; it leaves with _exit(). */
pid_t lab_fork (Lab *lab);
/* waitpid(). The status. */
int   lab_wait (Lab *lab, pid_t pid);

typedef struct {
  Lab     *lab;
  LabKind  kind;
  unsigned index, n;
  void    *shared; /* lab_shared_new()'s, or whatever the team was given */
} LabMember;

typedef enum {
  LAB_FREE,  /* all cores for all */
  LAB_SAME,  /* one core for all */
  LAB_APART, /* the i-th member on the i-th core, round and round */
} LabPlace;

/* Makes @n members, lets them go at once, waits for all. The time from the gate
 * to the end of the last one's @work, without what making and ending them costs. */
int64_t lab_team_run (Lab *lab, LabKind kind, unsigned n, LabPlace place, void (*work) (LabMember *member), void *shared);

typedef struct {
  int64_t work_ns;  /* as above */
  int64_t whole_ns; /* with making and ending them: all that a program would have to wait */
} LabTimes;

LabTimes lab_team_time (Lab *lab, LabKind kind, unsigned n, LabPlace place, void (*work) (LabMember *member), void *shared);

/* In shared memory, zeroed: until when a team does something over and over. */
typedef struct {
  _Atomic uint32_t n_here;
  _Atomic int64_t  until_ns;
} LabWindow;

/* For the members of a team with a core each: spins until all of them run, so that
 * none is alone at first. The same for all: @ns from then on. */
int64_t lab_window_open (LabWindow *window, const LabMember *member, int64_t ns);
/* For members that share cores, who had better not spin: until when, the same for
 * all, @ns from the moment at which the first of them came. */
int64_t lab_window_join (LabWindow *window, int64_t ns);

/* "fork_cycle" for processes, "pthread_cycle" for threads. */
static inline const char *
lab_name (LabKind kind, const char *of_processes, const char *of_threads)
{
  return kind == LAB_PROCESSES ? of_processes : of_threads;
}

/* --- work -------------------------------------------------------------------- */

/* Arithmetic that no compiler leaves out: @n steps of xorshift from @state. */
uint64_t lab_compute (uint64_t state, uint64_t n);
/* So many steps as take @ns on a core that does nothing else. At least 1. */
uint64_t lab_compute_steps (int64_t ns);
