/* core-fixtures.h - made-up machines and runs for the tests of core */
#pragma once

#include "bobbin-run.h"

G_BEGIN_DECLS

/* Four cores, 0-3, of six; 1 GiB free of 2; room for 3000 tasks. */
BobbinMachine *make_machine (void) G_GNUC_WARN_UNUSED_RESULT;

/* Groups from texts as --group takes them, up to NULL. */
GPtrArray *make_groups (const char *first, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* A run of @groups (transfer full) on the made-up machine. */
BobbinRun *make_run (GPtrArray *groups) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @error is a wrong usage, said in one sentence with @sentence in it:
 * that is, the whole of it or its telling part. Clears it. */
void assert_refused (GError **error, const char *sentence);

/* A folder that stands for / of a machine that is made up; a file in it; and gone
 * again, with all that is in it (@root transfer full). */
char *make_root   (void) G_GNUC_WARN_UNUSED_RESULT;
void  put_below   (const char *root, const char *path, const char *text);
void  remove_root (char *root);

G_END_DECLS
