#include "config.h"

#include "lt-csv-source.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-encoding.h"
#include "lt-error.h"
#include "lt-formula-guard.h"
#include "lt-titles.h"

#define CHUNK (256 * 1024)
#define MAX_RECORD (16 * 1024 * 1024)
#define MAX_PLAIN_RECORD 4096 /* so that a file without line feeds is not looked through for each record */

struct _LtSource
{
  char *path;
  char *name;
  char *encoding;
  LtEncodingHow encoding_how;
  LtDecoder *decoder; /* NULL: the bytes are UTF-8 */

  GInputStream *stream;
  char *buffer;
  gsize size;
  gsize begin;
  gsize end;
  gboolean at_end;
  guint line; /* of the next record, from 1 */

  char separator;
  guint preface;    /* records before the first row, the titles with them */
  GPtrArray *above; /* NULL-terminated lines above the titles */
  char **cells;     /* into the buffer or `text`, NULL for an empty one */
  guint n_cells;
  guint n_blank; /* records before this one that were passed over */
  guint max_cells;
  GString *text; /* decoded cells of the record */
  guint n_columns;
  LtSourceColumn *columns;
  const char **values;
  const char *layers[2];
};

static void
source_close (LtSource *self)
{
  g_clear_object (&self->stream);
  g_clear_pointer (&self->decoder, lt_decoder_free);
  for (guint i = 0; i < self->n_columns; i++)
    g_free ((char *) self->columns[i].name);
  g_ptr_array_unref (self->above);
  g_free (self->columns);
  g_free (self->values);
  g_free (self->cells);
  g_string_free (self->text, TRUE);
  g_free (self->buffer);
  g_free (self->encoding);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

/* --- bytes --- */

/* Text whose bytes can't be cut like ASCII is converted on the way in. */
static gboolean
open_stream (LtSource *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GCharsetConverter) converter = NULL;

  g_clear_object (&self->stream);
  if (stream == NULL)
    return FALSE;

  self->begin = self->end = 0;
  self->at_end = FALSE;
  self->line = 1;
  if (self->decoder != NULL || strcmp (self->encoding, "UTF-8") == 0)
    {
      self->stream = G_INPUT_STREAM (g_steal_pointer (&stream));
      return TRUE;
    }
  converter = g_charset_converter_new ("UTF-8", self->encoding, error);
  if (converter == NULL)
    return FALSE;
  g_charset_converter_set_use_fallback (converter, TRUE);
  self->stream = g_converter_input_stream_new (G_INPUT_STREAM (stream), G_CONVERTER (converter));

  return TRUE;
}

static gboolean
fill_buffer (LtSource *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gsize n;

  if (self->begin > 0)
    {
      memmove (self->buffer, self->buffer + self->begin, self->end - self->begin);
      self->end -= self->begin;
      self->begin = 0;
    }
  if (self->size - self->end < CHUNK)
    {
      self->size = MAX (self->size * 2, 2 * CHUNK);
      self->buffer = g_realloc (self->buffer, self->size + 1);
    }
  if (!g_input_stream_read_all (self->stream, self->buffer + self->end, CHUNK, &n, NULL, &problem))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("“%s” can't be read: %s."), self->name, problem->message);
      return FALSE;
    }
  self->end += n;
  self->at_end = n < CHUNK;

  return TRUE;
}

/* --- records --- */

/* Finds the end of the record that begins at `begin`: *length without its line end, *skip with it. Returns
 * -1 when more bytes are needed, -2 when a quotation is still open. */
static int
find_record (LtSource *self, gsize *length, gsize *skip)
{
  const char *start = self->buffer + self->begin;
  gsize n = self->end - self->begin;
  gboolean quoted = FALSE;
  gboolean fresh = TRUE; /* at the first byte of a cell */

  for (gsize i = 0; i < n; i++)
    {
      char c = start[i];

      if (quoted)
        {
          if (c == '"' && i + 1 < n && start[i + 1] == '"')
            i++;
          else if (c == '"' && i + 1 == n && !self->at_end)
            return -1;
          else if (c == '"')
            quoted = FALSE;
          continue;
        }
      if (c == '\n' || c == '\r')
        {
          *length = i;
          *skip = i + 1;
          if (c == '\r' && i + 1 == n && !self->at_end)
            return -1;
          if (c == '\r' && i + 1 < n && start[i + 1] == '\n')
            *skip = i + 2;
          return 0;
        }
      quoted = fresh && c == '"';
      fresh = c == self->separator;
    }
  *length = *skip = n;
  if (quoted)
    return self->at_end ? -2 : -1;

  return self->at_end ? 0 : -1;
}

/* Most records have no quotation: those are found by looking for their end alone. FALSE: look closer. */
static gboolean
find_plain_record (LtSource *self, gsize *length, gsize *skip)
{
  const char *start = self->buffer + self->begin;
  const char *end = memchr (start, '\n', MIN (self->end - self->begin, MAX_PLAIN_RECORD));
  const char *carriage;

  if (end == NULL || memchr (start, '"', (gsize) (end - start)) != NULL)
    return FALSE;
  carriage = memchr (start, '\r', (gsize) (end - start));
  if (carriage != NULL && carriage + 1 != end)
    return FALSE;
  *length = (gsize) ((carriage != NULL ? carriage : end) - start);
  *skip = (gsize) (end + 1 - start);

  return TRUE;
}

/* 1: the record lies at buffer + begin; 0: the end; -1: error. */
static int
next_record (LtSource *self, gsize *length, gsize *skip, GError **error)
{
  for (;;)
    {
      int found = -1;

      if (self->begin < self->end && find_plain_record (self, length, skip))
        return 1;
      if (self->begin < self->end || self->at_end)
        found = find_record (self, length, skip);
      if (found == 0)
        return self->begin < self->end ? 1 : 0;
      if (found != -2 && self->end - self->begin > MAX_RECORD
          && memchr (self->buffer + self->begin, '"', self->end - self->begin) == NULL)
        {
          g_set_error (
              error, LT_ERROR, LT_ERROR_FORMAT,
              _ ("“%s” has a line %u of more than 16 MB: look whether line ends are missing, and save it as "
                 "CSV again."),
              self->name, self->line);
          return -1;
        }
      if (found == -2 || self->end - self->begin > MAX_RECORD)
        {
          g_set_error (
              error, LT_ERROR, LT_ERROR_FORMAT,
              _ ("“%s” opens a quotation mark in line %u that is never closed: correct that line and "
                 "import the file again."),
              self->name, self->line);
          return -1;
        }
      if (!fill_buffer (self, error))
        return -1;
    }
}

static guint
count_lines (const char *bytes, gsize length)
{
  guint n = 0;

  for (const char *p = bytes; (p = memchr (p, '\n', (gsize) (bytes + length - p))) != NULL; p++)
    n++;

  return n;
}

/* Takes the quotes off in place. Returns the end of the cell; *next is what follows it. */
static char *
unquote (char *cell, char *end, char separator, char **next)
{
  char *to = cell;
  char *p = cell + 1;

  for (; p < end; p++)
    {
      if (*p == '"' && (p + 1 >= end || p[1] != '"'))
        break;
      if (*p == '"')
        p++;
      *to++ = *p;
    }
  for (p = MIN (p + 1, end); p < end && *p != separator; p++)
    *to++ = *p;
  *next = p;

  return to;
}

static char *
decode (LtSource *self, const char *cell, gsize length)
{
  gsize at = self->text->len;

  lt_decoder_append (self->decoder, cell, length, self->text);
  g_string_append_c (self->text, '\0');

  return self->text->str + at;
}

static void
add_cell (LtSource *self, char *cell)
{
  if (self->n_cells == self->max_cells)
    {
      self->max_cells = MAX (2 * self->max_cells, 64);
      self->cells = g_renew (char *, self->cells, self->max_cells);
    }
  self->cells[self->n_cells++] = cell;
}

/* Cuts a record into cells, in place. */
static void
cut_record (LtSource *self, gsize length)
{
  char *p = self->buffer + self->begin;
  char *end = p + length;
  char *next;

  /* Room for all that decoding can make of it, so that no cell moves. */
  if (self->text->allocated_len < 4 * length + 64)
    g_string_set_size (self->text, 4 * length + 64);
  g_string_truncate (self->text, 0);
  self->n_cells = 0;
  for (;; p = next + 1)
    {
      char *cell = p;
      char *cell_end;

      if (p < end && *p == '"')
        cell_end = unquote (p, end, self->separator, &next);
      else
        {
          next = p < end ? memchr (p, self->separator, (gsize) (end - p)) : NULL;
          next = next != NULL ? next : end;
          cell_end = next;
        }
      *cell_end = '\0';
      if (cell_end == cell)
        cell = NULL;
      else if (self->decoder != NULL && !lt_encoding_is_plain (cell, (gsize) (cell_end - cell)))
        cell = decode (self, cell, (gsize) (cell_end - cell));
      add_cell (self, cell);
      if (next >= end)
        break;
    }
}

static gboolean
is_blank (LtSource *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i] != NULL && self->cells[i][strspn (self->cells[i], " \t")] != '\0')
      return FALSE;

  return TRUE;
}

/* The next record that is not blank, cut. 1, 0 at the end, -1 on failure; *whole FALSE when the file ends
 * within it. */
static int
read_record (LtSource *self, gboolean *whole, GError **error)
{
  for (self->n_blank = 0;; self->n_blank++)
    {
      gsize length, skip;
      int found = next_record (self, &length, &skip, error);

      if (found != 1)
        return found;
      if (self->line == 1 && length >= 3 && memcmp (self->buffer + self->begin, "\xef\xbb\xbf", 3) == 0)
        {
          self->begin += 3;
          length -= 3;
          skip -= 3;
        }
      self->line += count_lines (self->buffer + self->begin, skip);
      cut_record (self, length);
      if (whole != NULL)
        *whole = skip > length;
      self->begin += skip;
      if (!is_blank (self))
        return 1;
    }
}

/* --- titles --- */

static const char separators[] = ",\t;|";

/* The separator that the first line has most of, outside of quotations. */
static char
find_separator (const char *text, gsize length)
{
  guint counts[G_N_ELEMENTS (separators) - 1] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (gsize i = 0; i < length && (quoted || text[i] != '\n'); i++)
    {
      const char *at = strchr (separators, text[i]);

      quoted ^= text[i] == '"';
      if (!quoted && at != NULL && *at != '\0')
        counts[at - separators]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;

  return separators[best];
}

static void
learn_titles (LtSource *self)
{
  LtTitles *titles = lt_titles_new ();
  guint n = self->n_cells;

  /* Titles that are missing at the end are no columns. */
  while (n > 1
         && (self->cells[n - 1] == NULL || self->cells[n - 1][strspn (self->cells[n - 1], " ")] == '\0'))
    n--;
  self->n_columns = n;
  self->columns = g_new0 (LtSourceColumn, n + 1);
  self->values = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->columns[i].name = lt_titles_take (titles, self->cells[i]);
  lt_titles_free (titles);
}

/* Which of the first records holds the titles: the first of those that most cells of are known in. *best: how
 * many. */
static gboolean
find_titles (LtSource *self, const LtSourceOpening *opening, guint *best, GError **error)
{
  *best = 0;
  self->preface = 1;
  for (guint i = 1; i <= LT_SOURCE_MAX_PREFACE; i++)
    {
      int found = read_record (self, NULL, error);
      guint rating;

      if (found < 0)
        return FALSE;
      if (found == 0)
        break;
      rating = opening->rate_titles ((const char *const *) self->cells, self->n_cells, opening->data);
      if (rating > *best && (i == 1 || rating > 1))
        {
          *best = rating;
          self->preface = i;
        }
    }

  return TRUE;
}

static gboolean
skip_preface (LtSource *self, GError **error)
{
  if (!open_stream (self, error))
    return FALSE;
  g_ptr_array_set_size (self->above, 0);
  for (guint i = 1; i <= self->preface; i++)
    {
      if (read_record (self, NULL, error) < 0)
        return FALSE;
      if (i < self->preface)
        g_ptr_array_add (self->above, lt_titles_join ((const char *const *) self->cells, self->n_cells));
    }
  g_ptr_array_add (self->above, NULL);

  return TRUE;
}

/* A heading above the titles has other separators than they, or none. */
static gboolean
find_separated_titles (LtSource *self, const LtSourceOpening *opening, GError **error)
{
  char separator = find_separator (self->buffer, self->end);
  guint preface, best, rating;

  self->separator = separator;
  if (!find_titles (self, opening, &best, error))
    return FALSE;
  preface = self->preface;
  for (guint i = 0; best < 2 && separators[i] != '\0'; i++)
    {
      self->separator = separators[i];
      if (!open_stream (self, error))
        return FALSE;
      if (!find_titles (self, opening, &rating, NULL) || rating < 2)
        continue;
      best = rating;
      separator = self->separator;
      preface = self->preface;
    }
  self->separator = separator;
  self->preface = preface;

  return TRUE;
}

static gboolean
read_titles (LtSource *self, const LtSourceOpening *opening, GError **error)
{
  if (!open_stream (self, error) || !fill_buffer (self, error))
    return FALSE;
  if (!find_separated_titles (self, opening, error) || !skip_preface (self, error))
    return FALSE;

  learn_titles (self);
  if (self->n_columns <= LT_SOURCE_MAX_COLUMNS)
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
               _ ("“%s” has %u columns, more than the %d that a table may have: keep those that are needed."),
               self->name, self->n_columns, LT_SOURCE_MAX_COLUMNS);
  return FALSE;
}

static LtSource *
source_open (const LtSourceOpening *opening, GError **error)
{
  LtSource *self = g_new0 (LtSource, 1);

  self->path = g_strdup (opening->path);
  self->name = g_path_get_basename (opening->path);
  self->encoding = g_strdup (opening->encoding);
  self->encoding_how = opening->encoding_how;
  self->text = g_string_new (NULL);
  self->above = g_ptr_array_new_with_free_func (g_free);
  self->layers[0] = self->name;
  /* Text that was looked through needs no decoder; what a person says about it may be wrong. */
  if (strcmp (self->encoding, "GB18030") == 0
      || (strcmp (self->encoding, "UTF-8") == 0 && self->encoding_how == LT_ENCODING_GIVEN))
    self->decoder = lt_decoder_new (self->encoding);
  if (read_titles (self, opening, error))
    return self;

  source_close (self);
  return NULL;
}

/* --- the rest --- */

static const char *const *
source_get_layers (LtSource *self, const char **open)
{
  *open = self->name;

  return self->layers;
}

static const LtSourceColumn *
source_get_columns (LtSource *self, guint *n)
{
  *n = self->n_columns;

  return self->columns;
}

static const char *const *
source_get_preface (LtSource *self)
{
  return (const char *const *) self->above->pdata;
}

static gint64
source_get_n_rows (LtSource *self)
{
  return -1;
}

static void
source_get_crs (LtSource *self, LtSourceCrs *crs)
{
  *crs = (LtSourceCrs){ 0 };
}

static const char *
source_get_encoding (LtSource *self, LtEncodingHow *how)
{
  *how = self->encoding_how;

  return self->encoding;
}

static const char *
find_problem (LtSource *self, gboolean whole)
{
  if (!whole && self->n_cells < self->n_columns)
    return _ ("The file breaks off in this row: save it again and import that.");
  for (guint i = self->n_columns; i < self->n_cells; i++)
    if (self->cells[i] != NULL)
      return _ ("This row has more cells than there are titles: look for a separator that should be in "
                "quotation marks.");

  return NULL;
}

/* In place. */
static const char *
read_cell (char *cell)
{
  const char *first;
  size_t length;

  if (!lt_formula_guard_find_kept (cell, &first, &length))
    return lt_formula_guard_strip (cell);
  cell[first - cell + (gssize) length] = '\0';

  return length > 0 ? first : NULL;
}

static gboolean
source_next (LtSource *self, LtSourceRow *row, GError **error)
{
  gboolean whole;

  if (read_record (self, &whole, error) != 1)
    return FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    self->values[i] = i < self->n_cells && self->cells[i] != NULL ? read_cell (self->cells[i]) : NULL;
  *row = (LtSourceRow){ .values = self->values,
                        .problem = find_problem (self, whole),
                        .n_blank = self->n_blank };

  return TRUE;
}

static const LtSourceFuncs funcs = {
  .open = source_open,
  .close = source_close,
  .get_layers = source_get_layers,
  .get_columns = source_get_columns,
  .get_preface = source_get_preface,
  .get_n_rows = source_get_n_rows,
  .get_crs = source_get_crs,
  .get_encoding = source_get_encoding,
  .next = source_next,
  .rewind = skip_preface,
};

const LtSourceFuncs *
lt_csv_source_get_funcs (void)
{
  return &funcs;
}
