#include "config.h"

#include "lt-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-axis-title.h"
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

static const char *const reasons[] = { N_ ("Reason for rejection"), "Reason for rejection", "退回原因" };

const char *
lt_columns_get_reason_title (void)
{
  return _ (reasons[0]);
}

static LtColumnRole
get_other_role (const char *name)
{
  LtAxis axis = lt_axis_title_read (name);

  if (axis != LT_AXIS_NONE)
    return axis == LT_AXIS_EAST ? LT_COLUMN_LONGITUDE : LT_COLUMN_LATITUDE;
  if (lt_axis_title_is_outline (name))
    return LT_COLUMN_WKT;
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strcmp (name, reasons[i]) == 0)
      return LT_COLUMN_IGNORED;

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

guint
lt_columns_rate (const char *const *cells, guint n, gconstpointer kind)
{
  guint rating = 0;

  for (guint i = 0; i < n; i++)
    if (cells[i] != NULL && strlen (cells[i]) < 256
        && (lt_value_match_title (*(const LtKind *) kind, cells[i]) >= 0
            || get_other_role (cells[i]) != LT_COLUMN_EXTRA))
      rating++;

  return rating;
}

static gboolean
set_field (LtKind kind, const char *file, LtColumn *column, guint field, GError **error)
{
  const LtField *fields = lt_fields_get (kind, NULL);

  column->role = LT_COLUMN_FIELD;
  column->field = field;
  column->factor = lt_value_get_factor (column->name, &fields[field]);
  column->unit = lt_value_get_unit (column->name, &fields[field]);
  if (column->factor > 0.0)
    return TRUE;

  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
               _ ("“%s”: the unit of the column “%s” is not known; give it in %s."), file, column->name,
               lt_field_get_unit (&fields[field]));
  return FALSE;
}

/* Columns that the map gave a role keep it. */
static gboolean
match_column (LtKind kind, const char *file, LtColumn *columns, guint n, guint i, GError **error)
{
  int field = lt_value_match_title (kind, columns[i].name);
  LtColumnRole role = field >= 0 ? LT_COLUMN_FIELD : get_other_role (columns[i].name);

  if (columns[i].role != LT_COLUMN_EXTRA || role == LT_COLUMN_EXTRA || is_taken (columns, n, role, field))
    return TRUE;
  if (role == LT_COLUMN_FIELD)
    return set_field (kind, file, &columns[i], (guint) field, error);

  columns[i].role = role;

  return TRUE;
}

static gboolean
begins (const char *whole, const char *start, gsize length)
{
  return g_ascii_strncasecmp (whole, start, length) == 0;
}

static gboolean
field_begins (const LtField *field, const char *start)
{
  gsize length = strlen (start);
  const char *at = field->synonyms;

  if (begins (field->name, start, length) || begins (field->title_zh, start, length))
    return TRUE;
  for (; at != NULL; at = strchr (at, '|'))
    {
      at += *at == '|';
      if (begins (at, start, length))
        return TRUE;
    }

  return FALSE;
}

/* The one field that has a title which begins so. Not one with a unit: that is what was cut off. */
static int
find_by_start (LtKind kind, const char *start)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);
  int found = -1;

  for (guint i = 0; i < n; i++)
    if (field_begins (&fields[i], start))
      {
        if (found >= 0)
          return -1;
        found = (int) i;
      }

  return found >= 0 && fields[found].unit == NULL ? found : -1;
}

/* Names of a DBF end after ten bytes, which is three characters of UTF-8. */
static void
match_cut (LtKind kind, const LtSourceColumn *source, LtColumn *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      int field = source[i].is_cut && columns[i].role == LT_COLUMN_EXTRA
                      ? find_by_start (kind, columns[i].name)
                      : -1;

      if (field >= 0 && !is_taken (columns, n, LT_COLUMN_FIELD, field))
        set_field (kind, "", &columns[i], (guint) field, NULL);
    }
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

/* --- what the person says --- */

static char *
list_fields (LtKind kind)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s, ", fields[i].name);
  g_string_append (list, kind < LT_N_KINDS ? "lon, lat, wkt" : "");

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static int
find_column (const LtSourceColumn *source, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (source[i].name, name) == 0)
      return (int) i;
  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (source[i].name, name) == 0)
      return (int) i;

  return -1;
}

static gboolean
apply_map (LtKind kind,
           const char *file,
           const LtSourceColumn *source,
           guint n,
           const char *rule,
           LtColumn *columns,
           GError **error)
{
  const char *equal = strchr (rule, '=');
  g_autofree char *name
      = equal != NULL ? g_strstrip (g_strndup (rule, (gsize) (equal - rule))) : g_strdup (rule);
  int field = lt_fields_find (kind, name);
  LtColumnRole role = LT_COLUMN_FIELD;
  g_autofree char *list = NULL;
  int column;

  if (field < 0 && get_other_role (name) != LT_COLUMN_EXTRA)
    role = get_other_role (name);
  else if (field < 0)
    field = lt_fields_match (kind, name);
  if (equal == NULL || (role == LT_COLUMN_FIELD && field < 0))
    {
      list = list_fields (kind);
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("“%s”: “%s” of --map is no field=column; the fields are %s."), file, rule, list);
      return FALSE;
    }
  column = find_column (source, n, equal + 1);
  if (column < 0)
    {
      list = list_columns (source, n);
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s” has no column “%s” (its columns are: %s)."),
                   file, equal + 1, list);
      return FALSE;
    }

  columns[column].role = role;
  return role != LT_COLUMN_FIELD || set_field (kind, file, &columns[column], (guint) field, error);
}

/* --- what must be there --- */

/* The catalogue knows the codes of its districts. */
static gboolean
is_told_by_name (LtKind kind, const LtField *field, const LtColumn *columns, guint n)
{
  return kind == LT_KIND_DISTRICT && field->type == LT_FIELD_CODE
         && is_taken (columns, n, LT_COLUMN_FIELD, lt_fields_find (kind, "name"));
}

static gboolean
check_required (LtKind kind,
                const char *file,
                const LtColumn *columns,
                const LtSourceColumn *source,
                guint n,
                const char *given,
                gboolean page,
                GError **error)
{
  guint n_fields;
  const LtField *fields = lt_fields_get (kind, &n_fields);
  g_autofree char *list = NULL;

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & LT_FIELD_REQUIRED) != 0 && g_strcmp0 (fields[i].name, given) != 0
        && !is_told_by_name (kind, &fields[i], columns, n)
        && !is_taken (columns, n, LT_COLUMN_FIELD, (int) i))
      {
        if (page)
          {
            g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("No column is “%s” yet: choose which one is."),
                         lt_field_get_title (&fields[i]));
            return FALSE;
          }
        list = list_columns (source, n);
        g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                     _ ("“%s” has no column for “%s” (its columns are: %s): name the right one “%s”, or say "
                        "--map %s=COLUMN."),
                     file, lt_field_get_title (&fields[i]), list, fields[i].name, fields[i].name);
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_position (const char *file, const LtColumn *columns, guint n, gboolean page, GError **error)
{
  gboolean longitude = is_taken (columns, n, LT_COLUMN_LONGITUDE, 0);
  gboolean latitude = is_taken (columns, n, LT_COLUMN_LATITUDE, 0);

  if (longitude == latitude)
    return TRUE;
  if (page)
    {
      g_set_error_literal (
          error, LT_ERROR, LT_ERROR_FORMAT,
          longitude ? _ ("A column is the longitude, but none the latitude: choose which one is.")
                    : _ ("A column is the latitude, but none the longitude: choose which one is."));
      return FALSE;
    }

  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
               longitude ? _ ("“%s” has a column for longitude but none for latitude: add one named “lat”.")
                         : _ ("“%s” has a column for latitude but none for longitude: add one named “lon”."),
               file);
  return FALSE;
}

/* A lone x or y is any number, where 经度 without 纬度 is a mistake. */
static void
drop_lone_letter (LtColumn *columns, guint n)
{
  static const char *const letters[] = { "x", "y", NULL };
  gboolean longitude = is_taken (columns, n, LT_COLUMN_LONGITUDE, 0);
  gboolean latitude = is_taken (columns, n, LT_COLUMN_LATITUDE, 0);

  for (guint i = 0; i < n && longitude != latitude; i++)
    if ((columns[i].role == LT_COLUMN_LONGITUDE || columns[i].role == LT_COLUMN_LATITUDE)
        && is_one_of (columns[i].name, letters))
      columns[i].role = LT_COLUMN_EXTRA;
}

static LtColumn *
begin_columns (const LtSourceColumn *source, guint n)
{
  LtColumn *columns = g_new0 (LtColumn, n + 1);

  for (guint i = 0; i < n; i++)
    columns[i] = (LtColumn){ .name = source[i].name, .factor = 1.0, .is_number = source[i].is_number };

  return columns;
}

LtColumn *
lt_columns_guess (LtKind kind, const LtSourceColumn *source, guint n)
{
  LtColumn *columns = begin_columns (source, n);

  for (guint i = 0; i < n; i++)
    if (!match_column (kind, "", columns, n, i, NULL))
      columns[i].role = LT_COLUMN_EXTRA;
  match_cut (kind, source, columns, n);

  return columns;
}

LtColumn *
lt_columns_match (LtKind kind,
                  const char *file,
                  const LtSourceColumn *source,
                  guint n,
                  const char *const *map,
                  const char *given,
                  gboolean page,
                  GError **error)
{
  g_autofree LtColumn *columns = begin_columns (source, n);

  if (n == 0)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” is empty: there is nothing to import."), file);
      return NULL;
    }
  for (guint i = 0; map != NULL && map[i] != NULL; i++)
    if (!apply_map (kind, file, source, n, map[i], columns, error))
      return NULL;
  for (guint i = 0; i < n; i++)
    if (!match_column (kind, file, columns, n, i, error))
      return NULL;
  match_cut (kind, source, columns, n);

  if (map == NULL)
    drop_lone_letter (columns, n);
  if (!check_required (kind, file, columns, source, n, given, page, error)
      || !check_position (file, columns, n, page, error))
    return NULL;

  return g_steal_pointer (&columns);
}
