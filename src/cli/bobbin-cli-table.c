#include "bobbin-cli.h"

#include <string.h>

struct _BobbinCliTable {
  char      *sides;
  GPtrArray *cells;
};

BobbinCliTable *
bobbin_cli_table_new (const char *sides)
{
  BobbinCliTable *table = g_new0 (BobbinCliTable, 1);

  table->sides = g_strdup (sides);
  table->cells = g_ptr_array_new_with_free_func (g_free);
  return table;
}

void
bobbin_cli_table_add (BobbinCliTable *table, const char *cell)
{
  g_ptr_array_add (table->cells, g_strdup (cell));
}

void
bobbin_cli_table_take (BobbinCliTable *table, char *cell)
{
  g_ptr_array_add (table->cells, cell);
}

/* Columns that a terminal gives to @text; wide characters take two. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
append_blanks (GString *out, guint n)
{
  for (; n > 0; n--)
    g_string_append_c (out, ' ');
}

void
bobbin_cli_table_finish (BobbinCliTable *table, guint indent, GString *out)
{
  guint n_columns = (guint) strlen (table->sides);
  g_autofree guint *widths = g_new0 (guint, n_columns);

  for (guint i = 0; i < table->cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], text_width (g_ptr_array_index (table->cells, i)));

  for (guint i = 0; i < table->cells->len; i++)
    {
      guint column = i % n_columns;
      const char *cell = g_ptr_array_index (table->cells, i);
      guint gap = widths[column] - text_width (cell);

      append_blanks (out, column == 0 ? indent : 2);
      if (table->sides[column] == 'r')
        append_blanks (out, gap);
      g_string_append (out, cell);
      if (column + 1 == n_columns)
        g_string_append_c (out, '\n');
      else if (table->sides[column] == 'l')
        append_blanks (out, gap);
    }

  g_ptr_array_unref (table->cells);
  g_free (table->sides);
  g_free (table);
}
