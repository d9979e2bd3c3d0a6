#include "config.h"

#include "lt-csv.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _LtCsv
{
  char *name;
  GPtrArray *rows; /* GPtrArray of char *; the first is the header */
};

void
lt_csv_free (LtCsv *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->name);
  g_free (self);
}

/* Reads one cell; *at ends on the separator. FALSE when a quote stays open. */
static gboolean
parse_cell (const char **at, GString *cell)
{
  const char *p = *at;

  g_string_truncate (cell, 0);
  if (*p != '"')
    {
      gsize length = strcspn (p, ",\r\n");

      g_string_append_len (cell, p, (gssize) length);
      *at = p + length;
      return TRUE;
    }
  for (p++; *p != '\0'; p++)
    {
      if (*p == '"' && *++p != '"')
        {
          *at = p;
          return TRUE;
        }
      g_string_append_c (cell, *p);
    }
  return FALSE;
}

static gboolean
is_blank (GPtrArray *row)
{
  return row->len == 1 && ((char *) g_ptr_array_index (row, 0))[0] == '\0';
}

/* One line of cells; *at ends after the line end. NULL when it is not well formed. */
static GPtrArray *
parse_row (const char **at)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) cell = g_string_new (NULL);

  while (TRUE)
    {
      if (!parse_cell (at, cell))
        return NULL;
      g_ptr_array_add (row, g_strdup (g_strstrip (cell->str)));
      if (**at != ',')
        break;
      (*at)++;
    }
  if (**at == '\r')
    (*at)++;
  if (**at == '\n')
    (*at)++;
  else if (**at != '\0')
    return NULL;
  return g_steal_pointer (&row);
}

static gboolean
parse (LtCsv *self, const char *text, GError **error)
{
  const char *at = text;

  if (g_str_has_prefix (at, "\xEF\xBB\xBF"))
    at += 3;
  while (*at != '\0')
    {
      g_autoptr (GPtrArray) row = parse_row (&at);
      GPtrArray *header = self->rows->len > 0 ? g_ptr_array_index (self->rows, 0) : row;

      if (row == NULL || (!is_blank (row) && row->len != header->len))
        {
          g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                       _ ("“%s” has a broken row %u: check its quotes and the number of its cells."),
                       self->name, self->rows->len);
          return FALSE;
        }
      if (!is_blank (row))
        g_ptr_array_add (self->rows, g_steal_pointer (&row));
    }
  return TRUE;
}

static gboolean
check_columns (LtCsv *self, const char *const *columns, GError **error)
{
  if (self->rows->len == 0)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                   _ ("“%s” is empty: its first line must name the columns."), self->name);
      return FALSE;
    }
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++)
    {
      if (lt_csv_find (self, columns[i]) >= 0)
        continue;
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” has no column “%s”: add it to the first line."),
                   self->name, columns[i]);
      return FALSE;
    }
  return TRUE;
}

LtCsv *
lt_csv_load (const char *path, const char *const *columns, GError **error)
{
  g_autoptr (LtCsv) self = g_new0 (LtCsv, 1);
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  self->name = g_path_get_basename (path);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      g_autofree char *folder = g_path_get_dirname (path);

      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("“%s” is missing or can't be read: put it back into “%s”."), self->name, folder);
      return NULL;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” is not UTF-8 text: save it as CSV UTF-8."),
                   self->name);
      return NULL;
    }
  return parse (self, text, error) && check_columns (self, columns, error) ? g_steal_pointer (&self) : NULL;
}

guint
lt_csv_get_n_rows (LtCsv *self)
{
  return self->rows->len - 1;
}

guint
lt_csv_get_n_columns (LtCsv *self)
{
  GPtrArray *header = g_ptr_array_index (self->rows, 0);

  return header->len;
}

const char *
lt_csv_get_column (LtCsv *self, guint column)
{
  GPtrArray *header = g_ptr_array_index (self->rows, 0);

  return g_ptr_array_index (header, column);
}

int
lt_csv_find (LtCsv *self, const char *column)
{
  for (guint i = 0; i < lt_csv_get_n_columns (self); i++)
    {
      if (g_str_equal (lt_csv_get_column (self, i), column))
        return (int) i;
    }
  return -1;
}

const char *
lt_csv_get (LtCsv *self, guint row, guint column)
{
  GPtrArray *cells;
  const char *text;

  g_return_val_if_fail (row < lt_csv_get_n_rows (self), NULL);

  cells = g_ptr_array_index (self->rows, row + 1);
  text = column < cells->len ? g_ptr_array_index (cells, column) : NULL;
  return text != NULL && text[0] != '\0' ? text : NULL;
}

const char *
lt_csv_peek (LtCsv *self, guint row, const char *column)
{
  int index = lt_csv_find (self, column);

  return index >= 0 ? lt_csv_get (self, row, (guint) index) : NULL;
}

gboolean
lt_csv_fail (LtCsv *self, guint row, const char *column, GError **error)
{
  const char *text = lt_csv_peek (self, row, column);

  if (text == NULL)
    g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s”, row %u has no “%s”: fill it in."), self->name,
                 row + 1, column);
  else
    g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s”, row %u: “%s” is no valid “%s”: correct it."),
                 self->name, row + 1, text, column);
  return FALSE;
}

gboolean
lt_csv_get_number (LtCsv *self, guint row, const char *column, double *value, GError **error)
{
  const char *text = lt_csv_peek (self, row, column);
  char *end = NULL;

  *value = NAN;
  if (text == NULL)
    return TRUE;
  *value = g_ascii_strtod (text, &end);
  return (*end == '\0' && isfinite (*value)) || lt_csv_fail (self, row, column, error);
}
