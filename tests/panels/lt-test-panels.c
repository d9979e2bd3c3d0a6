#include "lt-test-panels.h"

#include <glib/gstdio.h>

#include "lt-paths.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)

typedef struct
{
  LtKind kind;
  guint next;
  guint end;
} Rows;

static gboolean
note_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
lt_test_spin (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, note_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
lt_test_wait (LtTestCondition condition, gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (!condition (data) && g_get_monotonic_time () < end)
    lt_test_spin (10);
  return condition (data);
}

static void
set_text (LtRecord *record, const char *field, const char *text)
{
  int index = lt_fields_find (lt_record_get_kind (record), field);

  if (index >= 0)
    lt_record_set_text (record, (guint) index, text);
}

static LtGeometry *
new_geometry (LtKind kind, double x, double y)
{
  LtGeometryBuilder *builder;

  if (kind != LT_KIND_PARCEL)
    return lt_geometry_new_point (x, y);
  builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  lt_geometry_builder_add_point (builder, x, y);
  lt_geometry_builder_add_point (builder, x + 1e-5, y);
  lt_geometry_builder_add_point (builder, x + 1e-5, y + 1e-5);
  lt_geometry_builder_end_ring (builder, TRUE);
  return lt_geometry_builder_end (builder);
}

static gboolean
read_row (LtRecord *record, gpointer data, GError **error)
{
  Rows *rows = data;
  guint i = rows->next++;
  int area = lt_fields_find (rows->kind, "area_m2");
  g_autofree char *name = g_strdup_printf ("Row %05u", i);

  if (i >= rows->end)
    return FALSE;
  set_text (record, "name", name);
  set_text (record, "number", name);
  set_text (record, "district", i % 2 ? "330522" : "330502");
  set_text (record, "chains", i % 2 ? "1" : "2");
  if (area >= 0 && i % 10 != 0)
    lt_record_set_number (record, (guint) area, 1000);
  lt_record_take_geometry (record, new_geometry (rows->kind, 120.0 + i * 1e-5, 30.8));
  return TRUE;
}

void
lt_test_place_fill (LtTestPlace *self, LtKind kind, guint first, guint n)
{
  Rows rows = { kind, first, first + n };
  g_autoptr (GError) error = NULL;

  lt_workspace_put (self->workspace, kind, "Test rows", read_row, NULL, &rows, NULL, &error);
  g_assert_no_error (error);
}

void
lt_test_place_set_up (LtTestPlace *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->directory = g_dir_make_tmp ("liantu-panels.XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->directory, "city.gpkg", NULL);
  self->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

void
lt_test_place_tear_down (LtTestPlace *self)
{
  g_autoptr (GDir) directory = g_dir_open (self->directory, 0, NULL);
  const char *name;

  lt_workspace_close (self->workspace);
  g_assert_finalize_object (g_steal_pointer (&self->workspace));
  while ((name = g_dir_read_name (directory)))
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_clear_pointer (&self->directory, g_free);
}
