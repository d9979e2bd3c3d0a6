#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-field.h"
#include "lt-gpkg-blob.h"
#include "lt-history-private.h"
#include "lt-language.h"
#include "lt-links.h"
#include "lt-rows.h"

/* One change of a changeset, with the columns of its table as they are called today: columns are only ever
 * added at the end. */
typedef struct
{
  LtStore *store;
  sqlite3_changeset_iter *iterator;
  GPtrArray *columns; /* names */
  char *table;
  int key; /* column of the integer key, or -1 */
  int operation;
  int n; /* columns that the change has */
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->table, g_free);
  sqlite3changeset_finalize (self->iterator);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

void
lt_step_change_free (gpointer data)
{
  LtStepChange *change = data;

  g_free (change->field);
  g_free (change->title);
  g_free (change->unit);
  g_free (change->from);
  g_free (change->to);
  g_free (change);
}

static gboolean
turn_to_table (Reader *self, const char *table, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step = -1;

  if (g_strcmp0 (table, self->table) == 0)
    return TRUE;
  g_free (self->table);
  self->table = g_strdup (table);
  self->key = -1;
  g_ptr_array_set_size (self->columns, 0);
  statement = lt_store_prepare (self->store, "SELECT name, pk FROM pragma_table_info (?)", error);
  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, self->table);
  while ((step = lt_store_step (self->store, statement, error)) == 1)
    {
      if (sqlite3_column_int (statement, 1) == 1)
        self->key = (int) self->columns->len;
      g_ptr_array_add (self->columns, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  return step == 0;
}

static gboolean
start (Reader *self, LtStore *store, const void *changeset, int length, GError **error)
{
  int code = sqlite3changeset_start (&self->iterator, length, (void *) changeset);

  self->store = store;
  self->columns = g_ptr_array_new_with_free_func (g_free);
  return code == SQLITE_OK || lt_store_fail (store, code, error);
}

/* 1: a change; 0: the end; -1: error. */
static int
next (Reader *self, GError **error)
{
  int code = sqlite3changeset_next (self->iterator);
  const char *table;
  int indirect;

  if (code == SQLITE_DONE)
    return 0;
  if (code == SQLITE_ROW)
    code = sqlite3changeset_op (self->iterator, &table, &self->n, &self->operation, &indirect);
  if (code != SQLITE_OK)
    {
      lt_store_fail (self->store, code, error);
      return -1;
    }
  if (!turn_to_table (self, table, error))
    return -1;
  self->n = MIN (self->n, (int) self->columns->len);
  return 1;
}

/* NULL where the change does not have the value. */
static sqlite3_value *
get_old (Reader *self, int column)
{
  sqlite3_value *value = NULL;

  if (self->operation != SQLITE_INSERT)
    sqlite3changeset_old (self->iterator, column, &value);
  return value;
}

static sqlite3_value *
get_new (Reader *self, int column)
{
  sqlite3_value *value = NULL;

  if (self->operation != SQLITE_DELETE)
    sqlite3changeset_new (self->iterator, column, &value);
  return value;
}

static gint64
get_key (Reader *self)
{
  sqlite3_value *value = NULL;

  if (self->key >= 0 && self->key < self->n)
    value = self->operation == SQLITE_INSERT ? get_new (self, self->key) : get_old (self, self->key);
  return value != NULL ? sqlite3_value_int64 (value) : 0;
}

static char *
make_row_name (Reader *self)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, self->table, get_key (self));
}

/* TRUE for a column that says which object the row hangs on. */
static gboolean
is_link (Reader *self, LtHistoryObject *object, int column)
{
  for (guint i = 0; i < object->links->len; i++)
    {
      const LtLink *link = g_ptr_array_index (object->links, i);

      if (g_str_equal (link->table, self->table) && g_str_equal (link->object, object->table)
          && g_ascii_strcasecmp (g_ptr_array_index (self->columns, column), link->column) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
names_object (Reader *self, LtHistoryObject *object)
{
  for (int column = 0; column < self->n; column++)
    {
      sqlite3_value *old = get_old (self, column), *new = get_new (self, column);

      if (((old != NULL && sqlite3_value_int64 (old) == object->id)
           || (new != NULL &&sqlite3_value_int64 (new) == object->id))
          && is_link (self, object, column))
        return TRUE;
    }
  return FALSE;
}

gboolean
lt_history_find_rows (LtHistoryObject *self, const void *changeset, int length, GError **error)
{
  g_auto (Reader) reader = { 0 };
  int found = -1;

  if (!start (&reader, self->store, changeset, length, error))
    return FALSE;
  while ((found = next (&reader, error)) == 1)
    {
      if (!g_str_equal (reader.table, self->table) && names_object (&reader, self))
        g_hash_table_add (self->rows, make_row_name (&reader));
    }
  return found == 0;
}

/* --- values --- */

static char *
describe_geometry (const guint8 *data, gsize length)
{
  g_autoptr (LtGeometry) geometry = NULL;
  double x, y;

  if (lt_gpkg_blob_point (data, length, &x, &y))
    return g_strdup_printf ("%.6f, %.6f", x, y);
  geometry = lt_geometry_from_gpkg (data, length);
  if (geometry == NULL)
    return g_strdup (_ ("unreadable"));
  lt_geometry_label_point (geometry, 1e-5, &x, &y);
  return g_strdup_printf (
      ngettext ("%u point around %.6f, %.6f", "%u points around %.6f, %.6f", geometry->n_points),
      geometry->n_points, x, y);
}

/* NULL for a missing value, and for one that the change does not have. */
static char *
describe_value (sqlite3_value *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double real;

  switch (value != NULL ? sqlite3_value_type (value) : SQLITE_NULL)
    {
    case SQLITE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (value));
    case SQLITE_FLOAT:
      real = sqlite3_value_double (value);
      return g_strdup (g_ascii_formatd (number, sizeof number,
                                        real == floor (real) && fabs (real) < 1e15 ? "%.0f" : "%.12g", real));
    case SQLITE_TEXT:
      return g_utf8_make_valid ((const char *) sqlite3_value_text (value), sqlite3_value_bytes (value));
    case SQLITE_BLOB:
      return describe_geometry (sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value));
    default:
      return NULL;
    }
}

static LtChangeKind
get_kind (Reader *self)
{
  if (self->operation == SQLITE_INSERT)
    return LT_CHANGE_ADDED;
  return self->operation == SQLITE_DELETE ? LT_CHANGE_DELETED : LT_CHANGE_CHANGED;
}

/* Nothing where the column is the same before and after. */
static LtStepChange *
make_change (Reader *self, int column)
{
  LtStepChange *change;
  char *from = describe_value (get_old (self, column));
  char *to = describe_value (get_new (self, column));
  gboolean same = self->operation == SQLITE_UPDATE && get_new (self, column) == NULL;

  if (same || (from == NULL && to == NULL))
    {
      g_free (from);
      g_free (to);
      return NULL;
    }
  change = g_new0 (LtStepChange, 1);
  change->kind = get_kind (self);
  change->from = from;
  change->to = to;
  return change;
}

/* Title and unit as the GeoPackage has them, for tables that are not in the data dictionary. */
static gboolean
look_up_title (Reader *self, const char *column, LtStepChange *change, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  change->title = g_strdup (column);
  if (!lt_language_is_chinese ())
    return TRUE;
  statement = lt_store_prepare (
      self->store,
      "SELECT title, description FROM gpkg_data_columns WHERE table_name = ? AND column_name = ?", error);
  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, self->table);
  lt_statement_bind_text (statement, 2, column);
  if (lt_store_step (self->store, statement, error) < 0)
    return FALSE;
  if (lt_statement_get_text (statement, 0) == NULL)
    return TRUE;
  g_free (change->title);
  change->title = g_strdup (lt_statement_get_text (statement, 0));
  change->unit = g_strdup (lt_statement_get_text (statement, 1));
  return TRUE;
}

static gboolean
name_field (Reader *self, const char *column, LtStepChange *change, GError **error)
{
  LtKind kind;
  int field;

  change->field = g_strdup (column);
  if (g_str_equal (column, "geom") || g_str_equal (column, "extra_json"))
    {
      change->title = g_strdup (g_str_equal (column, "geom") ? _ ("Position") : _ ("Other columns"));
      return TRUE;
    }
  field = lt_kind_from_name (self->table, &kind) ? lt_fields_find (kind, column) : -1;
  if (field < 0)
    return look_up_title (self, column, change, error);
  change->title = g_strdup (lt_field_get_title (&lt_fields_get (kind, NULL)[field]));
  change->unit = g_strdup (lt_field_get_unit (&lt_fields_get (kind, NULL)[field]));
  return TRUE;
}

/* What is told otherwise: the row's key, whose it is, its year. */
static gboolean
goes_without_saying (Reader *self, LtHistoryObject *object, int column)
{
  return column == self->key
         || (!g_str_equal (self->table, object->table)
             && (is_link (self, object, column)
                 || g_str_equal (g_ptr_array_index (self->columns, column), "year")));
}

static gboolean
add_changes (Reader *self, LtHistoryObject *object, GPtrArray *changes, GError **error)
{
  for (int column = 0; column < self->n; column++)
    {
      LtStepChange *change = !goes_without_saying (self, object, column) ? make_change (self, column) : NULL;

      if (change == NULL)
        continue;
      g_ptr_array_add (changes, change);
      if (!name_field (self, g_ptr_array_index (self->columns, column), change, error))
        return FALSE;
    }
  return TRUE;
}

/* --- what hangs on it --- */

static int
find_column (Reader *self, const char *name)
{
  for (int i = 0; i < self->n; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->columns, i), name))
        return i;
    }
  return -1;
}

/* The year of a row, which an update may not tell. */
static char *
find_year (Reader *self)
{
  int column = find_column (self, "year");
  sqlite3_value *value = column >= 0 ? get_new (self, column) : NULL;
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (column >= 0 && value == NULL)
    value = get_old (self, column);
  if (value != NULL || column < 0)
    return describe_value (value);
  sql = g_strdup_printf ("SELECT year FROM \"%s\" WHERE rowid = ?", self->table);
  statement = lt_store_prepare (self->store, sql, NULL);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, get_key (self));
  return lt_store_step (self->store, statement, NULL) == 1 ? g_strdup (lt_statement_get_text (statement, 0))
                                                           : NULL;
}

static gboolean
add_hanging_changes (Reader *self, LtHistoryObject *object, GPtrArray *changes, GError **error)
{
  g_autofree char *year = find_year (self);
  guint first = changes->len;

  if (!add_changes (self, object, changes, error))
    return FALSE;
  for (guint i = first; i < changes->len; i++)
    {
      LtStepChange *change = g_ptr_array_index (changes, i);
      char *field = g_strdup_printf ("%s.%s", self->table, change->field);
      char *title = year != NULL ? g_strdup_printf ("%s %s", year, change->title) : g_strdup (change->title);

      g_free (change->field);
      g_free (change->title);
      change->field = field;
      change->title = title;
    }
  return TRUE;
}

/* --- chains, which are one value to people --- */

typedef struct
{
  gint64 position;
  gint64 chain;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;

  return x->position < y->position ? -1 : x->position > y->position;
}

static void
add_place (GArray *places, sqlite3_value *chain, sqlite3_value *position)
{
  if (chain != NULL && position != NULL)
    {
      Place place = { sqlite3_value_int64 (position), sqlite3_value_int64 (chain) };

      g_array_append_val (places, place);
    }
}

static char *
describe_places (GArray *places)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? ";" : "",
                            g_array_index (places, Place, i).chain);
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static void
add_chains_change (LtKind kind, GArray *from, GArray *to, GPtrArray *changes)
{
  LtStepChange *change;
  int field = lt_rows_find_chains_field (kind);

  if ((from->len == 0 && to->len == 0) || field < 0)
    return;
  change = g_new0 (LtStepChange, 1);
  change->kind = from->len == 0 ? LT_CHANGE_ADDED : to->len == 0 ? LT_CHANGE_DELETED : LT_CHANGE_CHANGED;
  change->field = g_strdup ("chains");
  change->title = g_strdup (lt_field_get_title (&lt_fields_get (kind, NULL)[field]));
  change->from = describe_places (from);
  change->to = describe_places (to);
  g_ptr_array_add (changes, change);
}

static gboolean
is_chains (Reader *self, LtHistoryObject *object, LtKind *kind)
{
  const char *table, *column;

  return lt_kind_from_name (object->table, kind) && lt_rows_get_link (*kind, &table, &column)
         && g_str_equal (table, self->table);
}

/* --- all of it --- */

typedef struct
{
  GArray *from; /* Place */
  GArray *to;
} Chains;

static gboolean
take_change (Reader *self, LtHistoryObject *object, Chains *chains, GPtrArray *changes, GError **error)
{
  g_autofree char *row = NULL;
  LtKind kind;
  int chain, position;

  if (g_str_equal (self->table, object->table))
    return get_key (self) != object->id || add_changes (self, object, changes, error);
  row = make_row_name (self);
  if (!g_hash_table_contains (object->rows, row))
    return TRUE;
  if (!is_chains (self, object, &kind))
    return add_hanging_changes (self, object, changes, error);
  chain = find_column (self, "chain");
  position = find_column (self, "position");
  add_place (chains->from, get_old (self, chain), get_old (self, position));
  add_place (chains->to, get_new (self, chain), get_new (self, position));
  return TRUE;
}

gboolean
lt_history_decode (
    LtHistoryObject *self, const void *changeset, int length, GPtrArray *changes, GError **error)
{
  g_auto (Reader) reader = { 0 };
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (Place));
  Chains chains = { from, to };
  LtKind kind;
  int found = -1;

  if (!start (&reader, self->store, changeset, length, error))
    return FALSE;
  while ((found = next (&reader, error)) == 1)
    {
      if (!take_change (&reader, self, &chains, changes, error))
        return FALSE;
    }
  if (lt_kind_from_name (self->table, &kind))
    add_chains_change (kind, from, to, changes);
  return found == 0;
}
