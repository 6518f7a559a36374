/* bobbin-kinship.h - what tasks have in common, as the kernel says
 *
 * kcmp(2) says of two tasks whether they have one address space, one table of
 * open files, one working directory, one table of signal handlers; and of two
 * descriptors whether they are one open file. Being the same goes both ways
 * and from one to the next, so that every task needs one class per thing: two
 * tasks share it when their classes are equal.
 *
 * IO and SYSVSEM are left out: of two tasks that have neither the kernel says
 * that they have the same.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BOBBIN_KIN_VM,      /* address space */
  BOBBIN_KIN_FILES,   /* table of open files: what one opens, the other can use */
  BOBBIN_KIN_FS,      /* working directory, root, umask */
  BOBBIN_KIN_SIGHAND, /* table of signal handlers */
  BOBBIN_KIN_INPUT,   /* descriptor 0 is the same open file, with one position for both */
  BOBBIN_N_KINS
} BobbinKin;

#define BOBBIN_KIN_PARENT  G_MAXUINT /* in tasks: the process from which all are forked */
#define BOBBIN_KIN_MAX_TASKS 64      /* workers that are looked at; more are left out evenly */

#define BOBBIN_KIN_UNKNOWN 0u

typedef struct {
  gboolean valid;     /* FALSE: not yet looked, or refused */
  char    *because;   /* (nullable) translated: why nothing is known */
  gint64   time_ns;   /* since the gate; negative before it */
  guint    n_workers; /* of so many workers those in tasks were chosen */
  guint    n_tasks;
  guint   *tasks;     /* number in run->workers, ascending; the last is BOBBIN_KIN_PARENT */
  guint8  *classes;   /* of task i for kin k: classes[k * n_tasks + i]; from 1, or BOBBIN_KIN_UNKNOWN: it had ended,
                         or the kernel did not say */
} BobbinKinship;

typedef enum {
  BOBBIN_KINSHIP_UNKNOWN,
  BOBBIN_KINSHIP_APART,
  BOBBIN_KINSHIP_SAME,
} BobbinKinshipAnswer;

/* Of the tasks with the indices @a and @b in tasks. */
BobbinKinshipAnswer bobbin_kinship_get (const BobbinKinship *kinship, BobbinKin kin, guint a, guint b);

/* A task to be looked at. */
typedef struct {
  guint worker; /* or BOBBIN_KIN_PARENT */
  int   pid, tid;
} BobbinKinTask;

/* Asks the kernel, with about n log n calls per thing: some milliseconds for
 * all. Any thread. @n_tasks at most BOBBIN_KIN_MAX_TASKS + 1. Sets all but time_ns and
 * n_workers; @kinship is cleared first. */
void bobbin_kinship_look (BobbinKinship *kinship, const BobbinKinTask *tasks, guint n_tasks);

/* Whether kcmp(2) can be asked here at all: 0, or an errno. */
int bobbin_kinship_probe (void);

void bobbin_kinship_clear (BobbinKinship *kinship); /* frees what it holds, and makes it not valid */

const char *bobbin_kin_to_string (BobbinKin kin); /* "vm", "files", "fs", "sighand", "input" */

G_END_DECLS
