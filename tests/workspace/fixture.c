#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "lt-functions.h"
#include "lt-paths.h"

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("lt-workspace-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = fixture_name (self, "city.gpkg");
  self->workspace = lt_workspace_create (self->path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* A thread that has just answered may still hold its task, and so the workspace, for a moment. */
void
assert_let_go (LtWorkspace *workspace)
{
  gpointer weak = workspace;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (workspace), &weak);
  g_object_unref (workspace);
  while (g_atomic_pointer_get (&weak) != NULL && g_get_monotonic_time () < end)
    g_usleep (1000);
  g_assert_null (g_atomic_pointer_get (&weak));
}

void
fixture_close (Fixture *self)
{
  if (self->workspace == NULL)
    return;
  lt_workspace_close (self->workspace);
  assert_let_go (g_steal_pointer (&self->workspace));
}

void
fixture_open (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->workspace = lt_workspace_open (self->path, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  fixture_close (self);
  remove_all (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

char *
fixture_name (Fixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

/* --- rows --- */

static void
set_text (LtRecord *record, const char *field, const char *text)
{
  int index = lt_fields_find (lt_record_get_kind (record), field);

  g_assert_cmpint (index, >=, 0);
  lt_record_set_text (record, (guint) index, text);
}

static void
set_number (LtRecord *record, const char *field, double value)
{
  int index = lt_fields_find (lt_record_get_kind (record), field);

  g_assert_cmpint (index, >=, 0);
  lt_record_set_number (record, (guint) index, value);
}

static LtGeometry *
make_square (double x, double y, double size)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);

  lt_geometry_builder_add_point (builder, x, y);
  lt_geometry_builder_add_point (builder, x + size, y);
  lt_geometry_builder_add_point (builder, x + size, y + size);
  lt_geometry_builder_add_point (builder, x, y + size);
  lt_geometry_builder_end_ring (builder, TRUE);
  return lt_geometry_builder_end (builder);
}

static gboolean
give_row (LtRecord *record, gpointer data, GError **error)
{
  Rows *self = data;
  guint i = self->next;
  g_autofree char *number = g_strdup_printf ("N-%06u", i);
  g_autofree char *name = g_strdup_printf ("第%u号", i);
  double x = 119.98 + (i % 100) * 0.0002, y = 30.54 + (i / 100) * 0.0002;

  if (self->cancel_at > 0 && i == self->cancel_at)
    g_cancellable_cancel (self->cancellable);
  if (self->fail_at > 0 && i == self->fail_at)
    {
      g_set_error_literal (error, LT_ERROR, LT_ERROR_VALUE, "the reader failed.");
      return FALSE;
    }
  if (i >= self->end)
    return FALSE;
  self->next++;
  set_text (record, "name", name);
  if (self->kind == LT_KIND_PARCEL)
    {
      set_text (record, "number", number);
      set_number (record, "area_m2", 1000 + i + self->salt);
    }
  else if (self->kind == LT_KIND_ENTERPRISE)
    set_text (record, "chains", i % 2 == 0 ? "6;1" : "2");
  if (!self->without_geometry)
    lt_record_take_geometry (record, self->kind == LT_KIND_PARCEL ? make_square (x, y, 0.0001)
                                                                  : lt_geometry_new_point (x, y));
  return TRUE;
}

static void
count_row (LtPutResult result, gpointer data)
{
  Rows *self = data;

  if (result == LT_PUT_ADDED)
    self->added++;
  else if (result == LT_PUT_CHANGED)
    self->changed++;
  else
    self->unchanged++;
}

gboolean
rows_put (Rows *self, LtWorkspace *workspace, const char *title, GError **error)
{
  return lt_workspace_put (workspace, self->kind, title, give_row, count_row, self, self->cancellable, error);
}

typedef struct
{
  LtRecord *from;
  gboolean given;
  LtPutResult result;
} OneRow;

static gboolean
give_one (LtRecord *record, gpointer data, GError **error)
{
  OneRow *row = data;
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);
  LtGeometry *geometry = lt_record_get_geometry (row->from);

  if (row->given)
    return FALSE;
  row->given = TRUE;
  for (guint i = 0; i < n; i++)
    {
      double number;

      if (fields[i].type != LT_FIELD_INTEGER && fields[i].type != LT_FIELD_NUMBER)
        lt_record_set_text (record, i, lt_record_get_text (row->from, i));
      else if (lt_record_get_number (row->from, i, &number))
        lt_record_set_number (record, i, number);
    }
  lt_record_set_extra (record, lt_record_get_extra (row->from));
  if (geometry != NULL)
    lt_record_take_geometry (record, lt_geometry_ref (geometry));
  return TRUE;
}

static void
note_one (LtPutResult result, gpointer data)
{
  ((OneRow *) data)->result = result;
}

static void
set_pair (LtRecord *record, const char *pair, double *x, double *y)
{
  const char *value = strchr (pair, '=') + 1;
  g_autofree char *name = g_strndup (pair, (gsize) (value - pair - 1));
  int index = lt_fields_find (lt_record_get_kind (record), name);
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  if (g_str_equal (name, "x"))
    *x = g_ascii_strtod (value, NULL);
  else if (g_str_equal (name, "y"))
    *y = g_ascii_strtod (value, NULL);
  else if (g_str_equal (name, "extra"))
    lt_record_set_extra (record, value);
  else if (fields[index].type == LT_FIELD_INTEGER || fields[index].type == LT_FIELD_NUMBER)
    set_number (record, name, g_ascii_strtod (value, NULL));
  else
    set_text (record, name, value);
}

gboolean
put_row (LtWorkspace *workspace, LtKind kind, LtPutResult *result, GError **error, ...)
{
  g_autoptr (LtRecord) record = lt_record_new (kind);
  OneRow row = { record, FALSE, LT_PUT_UNCHANGED };
  double x = NAN, y = NAN;
  const char *pair;
  gboolean ok;
  va_list pairs;

  va_start (pairs, error);
  while ((pair = va_arg (pairs, const char *)) != NULL)
    set_pair (record, pair, &x, &y);
  va_end (pairs);
  if (isfinite (x) && isfinite (y))
    lt_record_take_geometry (record, lt_geometry_new_point (x, y));
  ok = lt_workspace_put (workspace, kind, "one row", give_one, note_one, &row, NULL, error);
  if (result != NULL)
    *result = row.result;
  return ok;
}

void
check_sentence (const char *message, const char *name)
{
  g_assert_nonnull (message);
  g_assert_true (g_str_has_suffix (message, "."));
  g_assert_null (strchr (message, '\n'));
  if (name != NULL && strstr (message, name) == NULL)
    g_error ("“%s” does not name “%s”", message, name);
}

/* --- looking at the file past the workspace --- */

static sqlite3 *
open_db (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_true (lt_functions_register (db));
  return db;
}

static void
append_value (GString *text, sqlite3_stmt *statement, int column)
{
  const guint8 *blob;

  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    {
      const char *value = (const char *) sqlite3_column_text (statement, column);

      g_string_append_printf (text, "%d:%s|", sqlite3_column_type (statement, column),
                              value != NULL ? value : "");
      return;
    }
  blob = sqlite3_column_blob (statement, column);
  for (int i = 0; i < sqlite3_column_bytes (statement, column); i++)
    g_string_append_printf (text, "%02x", blob[i]);
  g_string_append_c (text, '|');
}

char *
dump_table (const char *path, const char *table)
{
  sqlite3 *db = open_db (path);
  sqlite3_stmt *statement = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1", table);
  GString *text = g_string_new (NULL);

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        append_value (text, statement, i);
      g_string_append_c (text, '\n');
    }
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

char *
query_text (const char *path, const char *sql)
{
  sqlite3 *db = open_db (path);
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return text;
}

void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = open_db (path);
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static gboolean
wake (gpointer data)
{
  g_main_context_wakeup (NULL);
  return G_SOURCE_CONTINUE;
}

void
wait_for (const int *flag)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  guint source = g_timeout_add (50, wake, NULL);

  while (*flag == 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  g_assert_cmpint (*flag, !=, 0);
}

void
make_older (const char *path)
{
  run_sql (path,
           "DROP TABLE lt_journal_inserted; DROP TABLE lt_journal_objects; DROP TABLE lt_journal_moves;"
           "ALTER TABLE lt_journal DROP COLUMN parent;"
           "DROP TABLE enterprise_years; DROP TABLE parcel_years; DROP TABLE occupancy; DROP TABLE actuals;"
           "DELETE FROM gpkg_data_columns WHERE table_name IN "
           "('enterprise_years', 'parcel_years', 'occupancy', 'actuals');"
           "DELETE FROM gpkg_contents WHERE table_name IN "
           "('enterprise_years', 'parcel_years', 'occupancy', 'actuals');"
           "DELETE FROM lt_schema WHERE version > 1");
}
