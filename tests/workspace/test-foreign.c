#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "fixture.h"

/* What GDAL, and so QGIS, makes of the file; skipped where its tools are not installed. */

static gboolean
have (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  return path != NULL;
}

/* Returns: (transfer full): all it said; NULL when it could not run. */
static char *
run (const char *const *argv, int *status)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, status, NULL))
    return NULL;
  return g_strconcat (out, err, NULL);
}

static void
add_rows (Fixture *self)
{
  Rows parcels = { .kind = LT_KIND_PARCEL, .end = 120 };
  Rows enterprises = { .kind = LT_KIND_ENTERPRISE, .end = 60 };
  g_autoptr (GError) error = NULL;

  rows_put (&parcels, self->workspace, "parcels", &error);
  g_assert_no_error (error);
  rows_put (&enterprises, self->workspace, "enterprises", &error);
  g_assert_no_error (error);
  put_row (self->workspace, LT_KIND_PROJECT, NULL, &error, "name=P", "chains=3", "x=120.1", "y=30.9",
           "signed_on=2025-12-31", NULL);
  g_assert_no_error (error);
}

static void
check_valid (Fixture *self)
{
  const char *probe[] = { "/usr/bin/python3", "-c", "import osgeo_utils.samples.validate_gpkg", NULL };
  const char *validate[]
      = { "/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", self->path, NULL };
  g_autofree char *said = NULL;
  g_autofree char *result = NULL;
  int status = 1;

  said = run (probe, &status);
  if (said == NULL || status != 0)
    {
      g_test_skip ("python3-gdal is not installed");
      return;
    }
  result = run (validate, &status);
  g_test_message ("%s", result);
  g_assert_cmpint (status, ==, 0);
  g_assert_null (strstr (result, "rror"));
}

static void
test_validator (Fixture *self, gconstpointer data)
{
  add_rows (self);
  g_assert_true (lt_workspace_undo (self->workspace, NULL));
  g_assert_true (lt_workspace_redo (self->workspace, NULL));
  fixture_close (self);
  check_valid (self);
}

static void
test_ogrinfo (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "ogrinfo", "-al", "-so", self->path, NULL };
  g_autofree char *said = NULL;
  int status;

  if (!have ("ogrinfo"))
    {
      g_test_skip ("ogrinfo is not installed");
      return;
    }
  add_rows (self);
  fixture_close (self);
  said = run (argv, &status);
  g_assert_cmpint (status, ==, 0);
  g_assert_null (strstr (said, "Warning"));
  g_assert_null (strstr (said, "ERROR"));
  g_assert_nonnull (strstr (said, "Layer name: parcels"));
  g_assert_nonnull (strstr (said, "Feature Count: 120"));
  g_assert_nonnull (strstr (said, "Layer name: enterprise_chains"));
}

static void
append_enterprise (Fixture *self)
{
  static const char text[]
      = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
        "{\"name\":\"外来企业\",\"district\":\"330521\"},\"geometry\":"
        "{\"type\":\"Point\",\"coordinates\":[120.0,30.5]}}]}";
  g_autofree char *source = fixture_name (self, "new.geojson");
  const char *argv[] = { "ogr2ogr", "-append", self->path, source, "-nln", "enterprises", NULL };
  g_autofree char *said = NULL;
  int status;

  g_assert_true (g_file_set_contents (source, text, -1, NULL));
  said = run (argv, &status);
  g_test_message ("%s", said);
  g_assert_cmpint (status, ==, 0);
}

static void
on_changed (LtWorkspace *workspace, guint generation, gpointer data)
{
  *(int *) data = (int) generation;
}

/* A feature that ogr2ogr adds while the workspace is open is noticed and shows. */
static void
test_append (Fixture *self, gconstpointer data)
{
  LtFilter filter = { .kind = LT_KIND_ENTERPRISE, .text = "外来" };
  g_autoptr (LtSnapshot) snapshot = NULL;
  g_autoptr (GArray) ids = NULL;
  int changed = 0;

  if (!have ("ogr2ogr"))
    {
      g_test_skip ("ogr2ogr is not installed");
      return;
    }
  g_signal_connect (self->workspace, "changed", G_CALLBACK (on_changed), &changed);
  append_enterprise (self);
  wait_for (&changed);
  ids = lt_workspace_find (self->workspace, &filter, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  snapshot = lt_workspace_load_snapshot (self->workspace, NULL);
  g_assert_cmpuint (snapshot->enterprises.n, ==, 1);
  g_assert_cmpuint (snapshot->generation, ==, (guint) changed);
  /* Undo and redo go on beside what GDAL added to the schema. */
  add_rows (self);
  for (guint i = 0; i < 3; i++)
    g_assert_true (lt_workspace_undo (self->workspace, NULL));
  for (guint i = 0; i < 3; i++)
    g_assert_true (lt_workspace_redo (self->workspace, NULL));
  fixture_close (self);
  check_valid (self);
}

/* What is written to the tables by hand is seen within two seconds, the catalogue's too. */
static void
test_changed (Fixture *self, gconstpointer data)
{
  g_autoptr (LtCatalogue) catalogue = NULL;
  int changed = 0;
  gint64 start = g_get_monotonic_time ();

  g_signal_connect (self->workspace, "changed", G_CALLBACK (on_changed), &changed);
  run_sql (self->path, "UPDATE chains SET target_yi = 1200 WHERE number = 1");
  wait_for (&changed);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  catalogue = lt_workspace_get_catalogue (self->workspace);
  g_assert_cmpfloat (lt_catalogue_get_sum_yi (catalogue), ==, 5500);
}

/* Triggers and views of a stranger's file do nothing to us. */
static void
test_hostile_schema (Fixture *self, gconstpointer data)
{
  Rows rows = { .kind = LT_KIND_PARCEL, .end = 3 };
  g_autoptr (GError) error = NULL;
  g_autofree char *target = fixture_name (self, "loot");
  g_autofree char *sql
      = g_strdup_printf ("CREATE TABLE note (t); CREATE TRIGGER evil AFTER INSERT ON parcels BEGIN "
                         "INSERT INTO note VALUES (load_extension ('%s')); END",
                         target);
  g_autoptr (LtInfo) info = NULL;

  fixture_close (self);
  run_sql (self->path, sql);
  fixture_open (self);
  g_assert_false (rows_put (&rows, self->workspace, "parcels", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_IO);
  info = lt_workspace_get_info (self->workspace, NULL);
  g_assert_cmpuint (info->counts[LT_KIND_PARCEL], ==, 0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/foreign/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("validator", test_validator);
  ADD ("ogrinfo", test_ogrinfo);
  ADD ("append", test_append);
  ADD ("changed", test_changed);
  ADD ("hostile-schema", test_hostile_schema);
  return g_test_run ();
}
