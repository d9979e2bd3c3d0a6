#include <glib.h>
#include <string.h>

#include "lt-exchange.h"
#include "lt-paths.h"
#include "test-data.h"

typedef struct
{
  char *folder;
  LtWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = test_data_make_folder ();
  path = g_build_filename (self->folder, "city.gpkg", NULL);
  self->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  lt_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  test_data_remove_folder (self->folder);
}

/* Workbooks as openpyxl writes them. Returns NULL with an error. */
static LtImportReport *
import (Fixture *self, LtKind kind, const char *name, GError **error)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "workbooks", name, NULL);

  return lt_exchange_import (self->workspace, kind, path, NULL, NULL, NULL, NULL, error);
}

/* Wrong dates are worse than none. */
static void
test_1904 (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (import (self, LT_KIND_PROJECT, "dates-1904.xlsx", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "1904"));
  g_assert_nonnull (strstr (error->message, "开工日期"));
}

/* A file that is whole but can't be read is not called damaged. */
static void
test_gap (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report = import (self, LT_KIND_ENTERPRISE, "gap.xlsx", &error);

  if (report != NULL)
    {
      g_test_skip ("this GDAL reads it");
      return;
    }
  g_assert_error (error, LT_ERROR, LT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "row 70000"));
  g_assert_null (strstr (error->message, "damaged"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/workbooks/1904", test_1904);
  ADD ("/workbooks/gap", test_gap);

  return g_test_run ();
}
