#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "lt-paths.h"
#include "lt-workspace.h"

typedef struct
{
  char *folder;
  char *path;
  LtWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("lt-workspace-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "city.gpkg", NULL);
  self->workspace = lt_workspace_create (self->path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->workspace);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
test_info (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtInfo) info = lt_workspace_get_info (self->workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (info->chains, ==, 8);
  g_assert_cmpuint (info->counts[LT_KIND_DISTRICT], ==, 7);
  g_assert_cmpuint (info->counts[LT_KIND_ENTERPRISE], ==, 27);
  g_assert_cmpuint (info->counts[LT_KIND_PARCEL], ==, 0);
  g_assert_cmpint (info->schema_version, ==, 1);
  g_assert_cmpfloat_with_epsilon (info->extent.west, 119.232404, 0.001);
}

static void
test_snapshot (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtSnapshot) snapshot = lt_workspace_load_snapshot (self->workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->n_outlines, ==, 7);
  g_assert_cmpuint (snapshot->counts[LT_KIND_ENTERPRISE], ==, 27);
  g_assert_cmpuint (snapshot->n_unplaced, >, 0);
}

static void
test_find (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LtFilter filter = { .kind = LT_KIND_ENTERPRISE, .chain = 1 };
  g_autoptr (GArray) ids = lt_workspace_find (self->workspace, &filter, &error);
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, >, 0);
  rows = lt_workspace_fetch (self->workspace, LT_KIND_ENTERPRISE, (gint64 *) (void *) ids->data, ids->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, ids->len);
  for (guint i = 0; i < rows->len; i++)
    g_test_message ("%s", lt_record_peek (g_ptr_array_index (rows, i), "name"));
}

static gboolean
give_parcel (LtRecord *record, gpointer data, GError **error)
{
  guint *left = data;
  g_autofree char *number = g_strdup_printf ("P-%05u", *left);
  LtGeometryBuilder *builder;

  if (*left == 0)
    return FALSE;
  builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  lt_geometry_builder_add_point (builder, 120.0 + *left * 1e-4, 30.8);
  lt_geometry_builder_add_point (builder, 120.00005 + *left * 1e-4, 30.8);
  lt_geometry_builder_add_point (builder, 120.00005 + *left * 1e-4, 30.80005);
  lt_geometry_builder_end_ring (builder, TRUE);
  lt_record_take_geometry (record, lt_geometry_builder_end (builder));
  lt_record_set_text (record, 0, number);
  (*left)--;
  return TRUE;
}

static void
test_put (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtSnapshot) snapshot = NULL;
  guint left = 100;

  g_assert_true (
      lt_workspace_put (self->workspace, LT_KIND_PARCEL, "t", give_parcel, NULL, &left, NULL, &error));
  g_assert_no_error (error);
  snapshot = lt_workspace_load_snapshot (self->workspace, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->parcels.n, ==, 100);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/workspace/info", Fixture, NULL, set_up, test_info, tear_down);
  g_test_add ("/workspace/snapshot", Fixture, NULL, set_up, test_snapshot, tear_down);
  g_test_add ("/workspace/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/workspace/put", Fixture, NULL, set_up, test_put, tear_down);
  return g_test_run ();
}
