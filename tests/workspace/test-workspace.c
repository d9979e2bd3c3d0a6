#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "fixture.h"
#include "lt-paths.h"
#include "lt-schema.h"

static void
test_info (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtInfo) info = lt_workspace_get_info (self->workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (info->chains, ==, 8);
  g_assert_cmpuint (info->segments, >, 8);
  g_assert_cmpuint (info->counts[LT_KIND_DISTRICT], ==, 7);
  g_assert_cmpuint (info->counts[LT_KIND_ENTERPRISE], ==, 27);
  g_assert_cmpuint (info->counts[LT_KIND_PARCEL], ==, 0);
  g_assert_cmpint (info->schema_version, ==, LT_SCHEMA_VERSION);
  g_assert_cmpfloat_with_epsilon (info->extent.west, 119.232404, 0.0001);
  g_assert_cmpfloat_with_epsilon (info->extent.north, 31.182404, 0.0001);
}

static void
test_catalogue (Fixture *self, gconstpointer data)
{
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (self->workspace);
  LtChain *chain = lt_catalogue_get_chain (catalogue, 3);
  const char *const *districts = lt_chain_get_districts (chain);

  g_assert_cmpuint (lt_catalogue_get_n_chains (catalogue), ==, 8);
  g_assert_cmpfloat (lt_catalogue_get_sum_yi (catalogue), ==, 5300);
  g_assert_cmpfloat (lt_catalogue_get_plan_yi (catalogue), ==, 6000);
  g_assert_cmpstr (lt_catalogue_get_value (catalogue, "city"), ==, "湖州市");
  g_assert_cmpstr (lt_chain_get_name (chain), ==, "智能物流装备");
  g_assert_cmpuint (g_strv_length ((char **) districts), ==, 6);
  g_assert_cmpstr (districts[0], ==, "330502");
  g_assert_cmpstr (districts[5], ==, "zone-changhe");
  g_assert_cmpuint (g_strv_length ((char **) lt_catalogue_get_measures (catalogue, "task")), ==, 8);
  g_assert_cmpuint (g_strv_length ((char **) lt_catalogue_get_measures (catalogue, "mechanism")), ==, 6);
  for (guint i = 0; i < lt_catalogue_get_n_districts (catalogue); i++)
    g_assert_nonnull (lt_district_get_geometry (lt_catalogue_get_district_at (catalogue, i)));
}

static void
test_create_refuses (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) folder_error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *nowhere = fixture_name (self, "no/such/city.gpkg");
  gsize n_before, n_after;

  fixture_close (self);
  g_assert_true (g_file_get_contents (self->path, &before, &n_before, NULL));
  g_assert_null (lt_workspace_create (self->path, lt_paths_get_catalogue (), &error));
  assert_sentence (error, LT_ERROR_EXISTS, "city.gpkg");
  g_assert_true (g_file_get_contents (self->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_assert_null (lt_workspace_create (nowhere, lt_paths_get_catalogue (), &folder_error));
  assert_sentence (folder_error, LT_ERROR_IO, "no/such");
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_REGULAR);
    }
  return n;
}

static void
copy_catalogue (const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (lt_paths_get_catalogue (), 0, NULL);
  const char *name;

  g_mkdir (to, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *from_path = g_build_filename (lt_paths_get_catalogue (), name, NULL);
      g_autofree char *to_path = g_build_filename (to, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (from_path, &text, &length, NULL));
      g_assert_true (g_file_set_contents (to_path, text, (gssize) length, NULL));
    }
}

static void
check_catalogue_error (Fixture *self, const char *file, const char *contents, LtError code, const char *names)
{
  g_autofree char *folder = fixture_name (self, "catalogue");
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *target = fixture_name (self, "other.gpkg");
  g_autoptr (GError) error = NULL;
  guint before;

  copy_catalogue (folder);
  g_unlink (path);
  if (contents != NULL)
    g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  before = count_files (self->folder);
  g_assert_null (lt_workspace_create (target, folder, &error));
  assert_sentence (error, code, file);
  check_sentence (error->message, names);
  g_assert_cmpuint (count_files (self->folder), ==, before);
}

static void
test_catalogue_errors (Fixture *self, gconstpointer data)
{
  static const char *const files[] = { "catalogue.csv",       "chains.csv",   "segments.csv",
                                       "chain-districts.csv", "measures.csv", "districts.geojson" };

  fixture_close (self);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    check_catalogue_error (self, files[i], NULL, LT_ERROR_NOT_FOUND, "missing");
  check_catalogue_error (self, "chains.csv", "", LT_ERROR_FORMAT, NULL);
  check_catalogue_error (self, "chains.csv", "number,name\n1,x\n", LT_ERROR_FORMAT, "name_en");
  check_catalogue_error (self, "chains.csv", "number,name,\"na\nme", LT_ERROR_FORMAT, NULL);
  check_catalogue_error (self, "chains.csv", "\xff\xfe", LT_ERROR_FORMAT, "UTF-8");
  check_catalogue_error (self, "chains.csv",
                         "number,name,name_en,colour,icon,target_yi,target_year,actual_yi,actual_year\n"
                         "1,a,a,#000000,i,many,2026,,\n",
                         LT_ERROR_VALUE, "target_yi");
  check_catalogue_error (self, "chains.csv",
                         "number,name,name_en,colour,icon,target_yi,target_year,actual_yi,actual_year\n"
                         "1,a,a,blue,i,1,2026,,\n",
                         LT_ERROR_VALUE, "colour");
  check_catalogue_error (self, "chains.csv",
                         "number,name,name_en,colour,icon,target_yi,target_year,actual_yi,actual_year\n"
                         "99,a,a,#000000,i,1,2026,,\n",
                         LT_ERROR_VALUE, "99");
  check_catalogue_error (self, "segments.csv", "chain,position,name,name_en\n77,1,a,b\n", LT_ERROR_VALUE,
                         "77");
  check_catalogue_error (self, "chain-districts.csv", "chain,position,district\n1,1,999999\n", LT_ERROR_VALUE,
                         "999999");
  check_catalogue_error (self, "measures.csv", "kind,position,name,name_en\nwish,1,a,b\n", LT_ERROR_VALUE,
                         "wish");
  check_catalogue_error (self, "districts.geojson", "{", LT_ERROR_FORMAT, NULL);
  check_catalogue_error (self, "districts.geojson", "{}", LT_ERROR_FORMAT, "features");
  check_catalogue_error (self, "districts.geojson",
                         "{\"features\":[{\"properties\":{\"name\":\"x\"},\"geometry\":null}]}",
                         LT_ERROR_VALUE, "code");
  check_catalogue_error (self, "enterprises.csv", "name,chains,district\nA,1,330502\nB,1,nowhere\n",
                         LT_ERROR_VALUE, "nowhere");
  check_catalogue_error (self, "enterprises.csv", "name,chains\nA,77\n", LT_ERROR_VALUE, "77");
  check_catalogue_error (self, "enterprises.csv", "name,chains,distrikt\nA,1,330502\n", LT_ERROR_FORMAT,
                         "distrikt");
}

/* Another city may have no starting set. */
static void
test_no_starting_set (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = fixture_name (self, "catalogue");
  g_autofree char *path = g_build_filename (folder, "enterprises.csv", NULL);
  g_autofree char *target = fixture_name (self, "other.gpkg");
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = NULL;
  g_autoptr (LtInfo) info = NULL;

  copy_catalogue (folder);
  g_unlink (path);
  workspace = lt_workspace_create (target, folder, &error);
  g_assert_no_error (error);
  info = lt_workspace_get_info (workspace, NULL);
  g_assert_cmpuint (info->counts[LT_KIND_ENTERPRISE], ==, 0);
}

/* SQLite would take such a name for an address. */
static void
test_odd_names (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "file:x.gpkg", "x?mode=ro.gpkg", ":memory:", "a%20#b.gpkg" };
  g_autofree char *before = g_get_current_dir ();

  g_assert_cmpint (g_chdir (self->folder), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LtWorkspace) workspace = lt_workspace_create (names[i], lt_paths_get_catalogue (), &error);
      Rows rows = { .kind = LT_KIND_PARCEL, .end = 1 };

      g_assert_no_error (error);
      g_assert_false (lt_workspace_is_read_only (workspace));
      g_assert_true (rows_put (&rows, workspace, "add", &error));
      g_assert_no_error (error);
      g_assert_true (g_file_test (names[i], G_FILE_TEST_IS_REGULAR));
    }
  g_assert_cmpint (g_chdir (before), ==, 0);
}

static void
test_one_file_when_closed (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_ENTERPRISE, .end = 50 };

  g_assert_true (rows_put (&rows, self->workspace, "add", NULL));
  fixture_close (self);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_closed_fails (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) put_error = NULL;
  Rows rows = { .kind = LT_KIND_ENTERPRISE, .end = 1 };

  lt_workspace_close (self->workspace);
  lt_workspace_close (self->workspace);
  g_assert_null (lt_workspace_get_info (self->workspace, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_IO);
  g_assert_false (rows_put (&rows, self->workspace, "add", &put_error));
  g_assert_error (put_error, LT_ERROR, LT_ERROR_IO);
}

static GArray *
find (Fixture *self, const LtFilter *filter)
{
  g_autoptr (GError) error = NULL;
  GArray *ids = lt_workspace_find (self->workspace, filter, &error);

  g_assert_no_error (error);
  return ids;
}

static char *
find_names (Fixture *self, const LtFilter *filter, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = find (self, filter);
  g_autoptr (GPtrArray) rows
      = lt_workspace_fetch (self->workspace, filter->kind, (gint64 *) (void *) ids->data, ids->len, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, ids->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *value = lt_record_peek (g_ptr_array_index (rows, i), field);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", value != NULL ? value : "-");
    }
  return g_string_free (text, FALSE);
}

static void
add_projects (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  put_row (self->workspace, LT_KIND_PROJECT, NULL, &error, "number=3", "name=中试基地", "chains=2;5",
           "district=吴兴区", "investment_wan=500", NULL);
  g_assert_no_error (error);
  put_row (self->workspace, LT_KIND_PROJECT, NULL, &error, "number=1", "name=安全项目", "chains=5",
           "district=德清县", "investment_wan=3000", "signed_on=2026-01-31", NULL);
  g_assert_no_error (error);
  put_row (self->workspace, LT_KIND_PROJECT, NULL, &error, "number=2", "name=Ａ１电池 Beta",
           "district=长合区", NULL);
  g_assert_no_error (error);
}

static void
test_find (Fixture *self, gconstpointer data)
{
  LtFilter filter = { .kind = LT_KIND_PROJECT };
  g_autofree char *by_name = NULL;
  g_autofree char *by_investment = NULL;
  g_autofree char *by_investment_down = NULL;
  g_autofree char *by_chain = NULL;
  g_autofree char *of_chain = NULL;
  g_autofree char *of_district = NULL;
  g_autofree char *words = NULL;
  g_autofree char *nothing = NULL;

  add_projects (self);
  by_name = find_names (self, &filter, "number");
  g_assert_cmpstr (by_name, ==, "2 1 3");
  filter.sort = "investment_wan";
  by_investment = find_names (self, &filter, "number");
  g_assert_cmpstr (by_investment, ==, "3 1 2");
  filter.descending = TRUE;
  by_investment_down = find_names (self, &filter, "number");
  g_assert_cmpstr (by_investment_down, ==, "1 3 2");
  filter.sort = "chains";
  filter.descending = FALSE;
  by_chain = find_names (self, &filter, "number");
  g_assert_cmpstr (by_chain, ==, "3 1 2");
  filter = (LtFilter){ .kind = LT_KIND_PROJECT, .chain = 5 };
  of_chain = find_names (self, &filter, "chains");
  g_assert_cmpstr (of_chain, ==, "5 2;5");
  filter = (LtFilter){ .kind = LT_KIND_PROJECT, .district = "zone-changhe" };
  of_district = find_names (self, &filter, "number");
  g_assert_cmpstr (of_district, ==, "2");
  filter = (LtFilter){ .kind = LT_KIND_PROJECT, .text = "beta a1 电池" };
  words = find_names (self, &filter, "number");
  g_assert_cmpstr (words, ==, "2");
  filter.text = "beta 中试";
  nothing = find_names (self, &filter, "number");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_find_odd_filters (Fixture *self, gconstpointer data)
{
  LtFilter filters[] = {
    { .kind = LT_KIND_ENTERPRISE, .text = "'; DROP TABLE enterprises; --" },
    { .kind = LT_KIND_ENTERPRISE, .text = "%" },
    { .kind = LT_KIND_ENTERPRISE, .chain = 33 },
    { .kind = LT_KIND_ENTERPRISE, .district = "\"" },
    { .kind = LT_KIND_PARCEL, .chain = 1 },
  };
  LtFilter spaces = { .kind = LT_KIND_ENTERPRISE, .text = "   ", .sort = "no_such_field" };
  g_autoptr (GArray) all = find (self, &spaces);
  LtFilter districts = { .kind = LT_KIND_DISTRICT, .chain = 7 };
  g_autofree char *names = find_names (self, &districts, "name");

  g_assert_cmpuint (all->len, ==, 27);
  g_assert_cmpstr (names, ==, "德清县");
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GArray) ids = find (self, &filters[i]);

      g_assert_cmpuint (ids->len, ==, 0);
    }
}

static void
test_fetch (Fixture *self, gconstpointer data)
{
  gint64 ids[] = { 3, 99999, 1, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lt_workspace_fetch (self->workspace, LT_KIND_ENTERPRISE, ids, 4, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (lt_record_get_id (g_ptr_array_index (rows, 0)), ==, 3);
  g_assert_cmpint (lt_record_get_id (g_ptr_array_index (rows, 1)), ==, 1);
  g_assert_null (lt_record_get_geometry (g_ptr_array_index (rows, 0)));
}

typedef struct
{
  int done;
  GAsyncResult *result;
} Waiter;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiter *waiter = data;

  waiter->result = g_object_ref (result);
  waiter->done = 1;
}

static void
test_search (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) few = NULL;
  Waiter waiter = { 0 }, second = { 0 };

  lt_workspace_search_async (self->workspace, "长兴", 10, NULL, on_done, &waiter);
  wait_for (&waiter.done);
  hits = lt_workspace_search_finish (self->workspace, waiter.result, &error);
  g_object_unref (waiter.result);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, >=, 2);
  g_assert_cmpint (lt_record_get_kind (g_ptr_array_index (hits, 0)), ==, LT_KIND_DISTRICT);
  g_assert_cmpstr (lt_record_peek (g_ptr_array_index (hits, 0), "name"), ==, "长兴县");
  g_assert_null (lt_record_get_geometry (g_ptr_array_index (hits, 0)));
  lt_workspace_search_async (self->workspace, "公司", 5, NULL, on_done, &second);
  wait_for (&second.done);
  few = lt_workspace_search_finish (self->workspace, second.result, &error);
  g_object_unref (second.result);
  g_assert_cmpuint (few->len, ==, 5);
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (LtSnapshot) snapshot = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiter waiter = { 0 }, second = { 0 };

  lt_workspace_load_snapshot_async (self->workspace, NULL, on_done, &waiter);
  wait_for (&waiter.done);
  snapshot = lt_workspace_load_snapshot_finish (self->workspace, waiter.result, &error);
  g_object_unref (waiter.result);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->counts[LT_KIND_ENTERPRISE], ==, 27);
  g_cancellable_cancel (cancellable);
  lt_workspace_load_snapshot_async (self->workspace, cancellable, on_done, &second);
  wait_for (&second.done);
  g_assert_null (lt_workspace_load_snapshot_finish (self->workspace, second.result, &cancelled));
  g_object_unref (second.result);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_open_async (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) missing = NULL;
  g_autofree char *path = fixture_name (self, "new.gpkg");
  LtWorkspace *workspace;
  Waiter waiter = { 0 }, second = { 0 };

  lt_workspace_open_async (path, NULL, FALSE, NULL, on_done, &second);
  wait_for (&second.done);
  g_assert_null (lt_workspace_open_finish (second.result, &missing));
  g_object_unref (second.result);
  assert_sentence (missing, LT_ERROR_NOT_FOUND, "new.gpkg");
  lt_workspace_open_async (path, lt_paths_get_catalogue (), TRUE, NULL, on_done, &waiter);
  wait_for (&waiter.done);
  workspace = lt_workspace_open_finish (waiter.result, &error);
  g_object_unref (waiter.result);
  g_assert_no_error (error);
  g_assert_cmpstr (lt_workspace_get_path (workspace), ==, path);
  assert_let_go (workspace);
}

static void
test_let_go_while_busy (Fixture *self, gconstpointer data)
{
  Waiter waiter = { 0 };

  lt_workspace_load_snapshot_async (self->workspace, NULL, on_done, &waiter);
  g_clear_object (&self->workspace);
  wait_for (&waiter.done);
  g_object_unref (waiter.result);
}

static void
test_save_copy (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) exists = NULL;
  g_autoptr (GError) itself = NULL;
  g_autofree char *path = fixture_name (self, "copy.gpkg");
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  LtWorkspace *copy;
  Waiter waiter = { 0 };

  g_assert_true (lt_workspace_save_copy (self->workspace, path, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (lt_workspace_save_copy (self->workspace, path, FALSE, &exists));
  assert_sentence (exists, LT_ERROR_EXISTS, "copy.gpkg");
  g_assert_false (lt_workspace_save_copy (self->workspace, self->path, TRUE, &itself));
  assert_sentence (itself, LT_ERROR_EXISTS, "city.gpkg");
  lt_workspace_save_copy_async (self->workspace, path, TRUE, NULL, on_done, &waiter);
  wait_for (&waiter.done);
  g_assert_true (lt_workspace_save_copy_finish (self->workspace, waiter.result, &error));
  g_object_unref (waiter.result);
  fixture_close (self);
  g_assert_cmpuint (count_files (self->folder), ==, 2);
  here = dump_table (self->path, "enterprises");
  there = dump_table (path, "enterprises");
  g_assert_cmpstr (here, ==, there);
  copy = lt_workspace_open (path, &error);
  g_assert_no_error (error);
  assert_let_go (copy);
}

/* The number in the program and the files that ship. */
static void
test_migrations (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (lt_paths_get_data (), "migrations", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".sql");
  g_assert_cmpint (n, ==, LT_SCHEMA_VERSION);
}

static void
test_columns_agree (Fixture *self, gconstpointer data)
{
  fixture_close (self);
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      guint n;
      const LtField *fields = lt_fields_get (kind, &n);

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *sql
              = g_strdup_printf ("SELECT title FROM gpkg_data_columns d JOIN pragma_table_info ('%s') c "
                                 "ON c.name = d.column_name WHERE d.table_name = '%s' AND c.name = '%s'",
                                 lt_kind_get_name (kind), lt_kind_get_name (kind), fields[i].name);
          g_autofree char *title = query_text (self->path, sql);

          if (fields[i].type != LT_FIELD_CHAINS)
            g_assert_cmpstr (title, ==, fields[i].title_zh);
        }
    }
}

/* A column of ours that somebody removed reads as missing, and comes back when the file is opened. */
static void
test_missing_column (Fixture *self, gconstpointer data)
{
  g_autofree char *title = NULL;
  LtFilter filter = { .kind = LT_KIND_ENTERPRISE, .text = "吉利" };
  g_autoptr (GArray) ids = NULL;

  fixture_close (self);
  run_sql (self->path,
           "ALTER TABLE enterprises DROP COLUMN note; CREATE VIEW odd AS SELECT * FROM no_such_table;"
           "CREATE TABLE \"their table\" (a, b)");
  fixture_open (self);
  ids = find (self, &filter);
  g_assert_cmpuint (ids->len, ==, 1);
  title = query_text (self->path, "SELECT name FROM pragma_table_info ('enterprises') WHERE name = 'note'");
  g_assert_cmpstr (title, ==, "note");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                                      \
  g_test_add ("/workspace/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("info", test_info);
  ADD ("catalogue", test_catalogue);
  ADD ("create-refuses", test_create_refuses);
  ADD ("catalogue-errors", test_catalogue_errors);
  ADD ("no-starting-set", test_no_starting_set);
  ADD ("odd-names", test_odd_names);
  ADD ("one-file-when-closed", test_one_file_when_closed);
  ADD ("closed-fails", test_closed_fails);
  ADD ("find", test_find);
  ADD ("find-odd-filters", test_find_odd_filters);
  ADD ("fetch", test_fetch);
  ADD ("search", test_search);
  ADD ("async", test_async);
  ADD ("open-async", test_open_async);
  ADD ("let-go-while-busy", test_let_go_while_busy);
  ADD ("save-copy", test_save_copy);
  ADD ("migrations", test_migrations);
  ADD ("columns-agree", test_columns_agree);
  ADD ("missing-column", test_missing_column);
  return g_test_run ();
}
