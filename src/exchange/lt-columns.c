#include "config.h"

#include "lt-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-error.h"
#include "lt-value.h"

#define MAX_COLUMNS_NAMED 12

static gboolean
is_one_of (const char *name, const char *const *names)
{
  g_autofree char *clean = lt_value_clean (name, FALSE);
  g_autofree char *lower = clean != NULL ? g_ascii_strdown (clean, -1) : NULL;

  return lower != NULL && g_strv_contains (names, lower);
}

static LtColumnRole
get_position_role (const char *name)
{
  static const char *const longitudes[]
      = { "lon", "lng", "long", "longitude", "x", "经度", "easting", "东坐标", NULL };
  static const char *const latitudes[] = { "lat", "latitude", "y", "纬度", "northing", "北坐标", NULL };
  static const char *const wkts[] = { "wkt", "geom", "geometry", "the_geom", "wkt_geom", NULL };

  if (is_one_of (name, longitudes))
    return LT_COLUMN_LONGITUDE;
  if (is_one_of (name, latitudes))
    return LT_COLUMN_LATITUDE;
  if (is_one_of (name, wkts))
    return LT_COLUMN_WKT;

  return LT_COLUMN_EXTRA;
}

static gboolean
is_taken (const LtColumn *columns, guint n, LtColumnRole role, int field)
{
  for (guint i = 0; i < n; i++)
    if (columns[i].role == role && (role != LT_COLUMN_FIELD || columns[i].field == (guint) field))
      return TRUE;

  return FALSE;
}

static gboolean
match_column (
    LtKind kind, const char *file, const LtSourceColumn *source, LtColumn *columns, guint i, GError **error)
{
  guint n_fields;
  const LtField *fields = lt_fields_get (kind, &n_fields);
  int field = lt_fields_match (kind, source->name);
  LtColumnRole role = field >= 0 ? LT_COLUMN_FIELD : get_position_role (source->name);

  columns[i] = (LtColumn){ .name = source->name, .factor = 1.0, .is_number = source->is_number };
  if (role == LT_COLUMN_EXTRA || is_taken (columns, i, role, field))
    return TRUE;

  columns[i].role = role;
  if (role != LT_COLUMN_FIELD)
    return TRUE;

  columns[i].field = (guint) field;
  columns[i].factor = lt_value_get_factor (source->name, &fields[field]);
  if (columns[i].factor > 0.0)
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
               _ ("“%s”: the unit of the column “%s” is not known; give it in %s."), file, source->name,
               fields[field].unit);
  return FALSE;
}

static char *
list_columns (const LtSourceColumn *source, guint n)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MAX_COLUMNS_NAMED); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", source[i].name);
  if (n > MAX_COLUMNS_NAMED)
    g_string_append (list, ", …");

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
check_required (LtKind kind,
                const char *file,
                const LtColumn *columns,
                const LtSourceColumn *source,
                guint n,
                GError **error)
{
  guint n_fields;
  const LtField *fields = lt_fields_get (kind, &n_fields);
  g_autofree char *list = NULL;

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & LT_FIELD_REQUIRED) != 0 && !is_taken (columns, n, LT_COLUMN_FIELD, (int) i))
      {
        list = list_columns (source, n);
        g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                     _ ("“%s” has no column for “%s” (its columns are: %s): name the right one “%s”."), file,
                     _ (fields[i].title), list, fields[i].name);
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_position (const char *file, const LtColumn *columns, guint n, GError **error)
{
  gboolean longitude = is_taken (columns, n, LT_COLUMN_LONGITUDE, 0);
  gboolean latitude = is_taken (columns, n, LT_COLUMN_LATITUDE, 0);

  if (longitude == latitude)
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
               longitude ? _ ("“%s” has a column for longitude but none for latitude: add one named “lat”.")
                         : _ ("“%s” has a column for latitude but none for longitude: add one named “lon”."),
               file);
  return FALSE;
}

LtColumn *
lt_columns_match (LtKind kind, const char *file, const LtSourceColumn *source, guint n, GError **error)
{
  g_autofree LtColumn *columns = g_new0 (LtColumn, n + 1);

  if (n == 0)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” is empty: there is nothing to import."), file);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    if (!match_column (kind, file, &source[i], columns, i, error))
      return NULL;

  if (!check_required (kind, file, columns, source, n, error) || !check_position (file, columns, n, error))
    return NULL;

  return g_steal_pointer (&columns);
}
