#include "config.h"

#include "lt-rejects.h"

#include <string.h>

#include "lt-formula-guard.h"
#include "lt-out-file.h"

struct _LtRejects
{
  const LtColumn *columns;
  guint n;
  gboolean with_geometry; /* a column for the layer's own geometries */
  LtOutFile *file;
  gboolean begun; /* there was a row */
  GError *error;  /* the first */
};

LtRejects *
lt_rejects_new (const char *path, const LtColumn *columns, guint n, gboolean with_geometry, GError **error)
{
  LtOutFile *file = lt_out_file_new (path, TRUE, error);
  LtRejects *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (LtRejects, 1);
  self->columns = columns;
  self->n = n;
  self->with_geometry = with_geometry;
  self->file = file;

  return self;
}

void
lt_rejects_free (LtRejects *self)
{
  lt_out_file_free (self->file);
  g_clear_error (&self->error);
  g_free (self);
}

/* Numbers go as they are. */
static gboolean
needs_guard (const char *text)
{
  char *end;

  if (!lt_formula_guard_is_needed (text))
    return FALSE;
  g_ascii_strtod (text, &end);

  return *end != '\0' || end == text;
}

static void
append_cell (GString *text, const char *cell, gboolean first)
{
  if (!first)
    g_string_append_c (text, ',');
  if (cell == NULL)
    return;
  if (strpbrk (cell, ",\"\r\n") == NULL && !needs_guard (cell))
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  if (needs_guard (cell))
    g_string_append_c (text, '\'');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
begin (LtRejects *self)
{
  GString *text = lt_out_file_get_buffer (self->file);

  self->begun = TRUE;
  g_string_append (text, "\xef\xbb\xbf");
  for (guint i = 0; i < self->n; i++)
    append_cell (text, self->columns[i].role != LT_COLUMN_IGNORED ? self->columns[i].name : NULL, i == 0);
  if (self->with_geometry)
    append_cell (text, "wkt", FALSE);
  append_cell (text, lt_columns_get_reason_title (), FALSE);
  g_string_append (text, "\r\n");
}

void
lt_rejects_add (LtRejects *self, const char *const *values, const LtGeometry *geometry, const char *reason)
{
  GString *text;

  if (self->error != NULL)
    return;
  if (!self->begun)
    begin (self);

  text = lt_out_file_get_buffer (self->file);
  for (guint i = 0; i < self->n; i++)
    append_cell (text, self->columns[i].role != LT_COLUMN_IGNORED ? values[i] : NULL, i == 0);
  if (self->with_geometry)
    {
      g_autofree char *wkt = geometry != NULL ? lt_geometry_to_wkt (geometry) : NULL;

      append_cell (text, wkt, FALSE);
    }
  append_cell (text, reason, FALSE);
  g_string_append (text, "\r\n");
  lt_out_file_check (self->file, &self->error);
}

static gboolean
tell_error (LtRejects *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

gboolean
lt_rejects_sync (LtRejects *self, GError **error)
{
  if (self->error == NULL && self->begun)
    lt_out_file_sync (self->file, &self->error);

  return tell_error (self, error);
}

gboolean
lt_rejects_commit (LtRejects *self, gboolean *written, GError **error)
{
  *written = self->error == NULL && self->begun && lt_out_file_commit (self->file, &self->error);

  return tell_error (self, error);
}
