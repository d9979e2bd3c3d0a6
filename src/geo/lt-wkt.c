#include "config.h"

#include "lt-geometry.h"

static void
append_points (GString *text, const LtGeometry *self, guint start, guint end)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, '(');
  for (guint i = start; i < end; i++)
    {
      g_string_append (text, i > start ? ", " : "");
      g_string_append (text, g_ascii_formatd (number, sizeof number, "%.15g", self->xy[2 * i]));
      g_string_append_c (text, ' ');
      g_string_append (text, g_ascii_formatd (number, sizeof number, "%.15g", self->xy[2 * i + 1]));
    }
  g_string_append_c (text, ')');
}

char *
lt_geometry_to_wkt (const LtGeometry *self)
{
  static const char *const names[] = { "POINT", "LINESTRING", "POLYGON" };
  GString *text = g_string_new (NULL);
  gboolean polygon;
  guint parts = 0;
  guint start = 0;

  g_return_val_if_fail (self != NULL, NULL);

  polygon = self->kind == LT_GEOMETRY_POLYGON;
  for (guint i = 0; i < self->n_rings; i++)
    parts += polygon ? self->starts_part[i] : 1;
  g_string_append_printf (text, "%s%s ", parts > 1 ? "MULTI" : "", names[self->kind]);
  if (parts > 1)
    g_string_append_c (text, '(');
  for (guint i = 0; i < self->n_rings; i++)
    {
      if (i > 0)
        g_string_append (text, polygon && self->starts_part[i] ? "), " : ", ");
      if (polygon && self->starts_part[i])
        g_string_append_c (text, '(');
      append_points (text, self, start, self->ring_ends[i]);
      start = self->ring_ends[i];
    }
  if (polygon)
    g_string_append_c (text, ')');
  if (parts > 1)
    g_string_append_c (text, ')');

  return g_string_free (text, FALSE);
}
