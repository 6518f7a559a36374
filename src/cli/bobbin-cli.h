/* bobbin-cli.h - the parts of bobbin-cli
 *
 * One file per subcommand. A subcommand parses its arguments, does its work
 * and returns the exit code: 0 done, 1 failed, 2 wrong usage, 3 done in part.
 * Results go to stdout, everything else to stderr.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int bobbin_cli_run     (int argc, char **argv);
int bobbin_cli_measure (int argc, char **argv);
int bobbin_cli_list   (int argc, char **argv);
int bobbin_cli_doctor (int argc, char **argv);

/* Parses the options of a subcommand; a wrong one becomes BOBBIN_ERROR_USAGE.
 * Arguments that are left over are wrong too, unless @out_rest takes them. */
gboolean bobbin_cli_parse (int argc, char **argv, const GOptionEntry *entries,
                           const char *parameters, const char *summary,
                           char ***out_rest, GError **error);

/* Says @error on stderr and gives its exit code. */
int bobbin_cli_fail (const char *command, const GError *error);

/* Writes @text to stdout, whole. FALSE after saying why on stderr. */
gboolean bobbin_cli_print (const char *text);

/* A table for the terminal: cells are added row by row, columns are as wide as
 * their widest cell. Columns given in @right (a string of 'r' and 'l', one per
 * column) are set to that side. */
typedef struct _BobbinCliTable BobbinCliTable;

BobbinCliTable *bobbin_cli_table_new     (const char *sides);
void            bobbin_cli_table_add     (BobbinCliTable *table, const char *cell);
void            bobbin_cli_table_take    (BobbinCliTable *table, char *cell); /* (transfer full) */
/* Appends the rows to @out, each after @indent blanks; frees the table. */
void            bobbin_cli_table_finish  (BobbinCliTable *table, guint indent, GString *out);

G_END_DECLS
