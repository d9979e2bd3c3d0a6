#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "lt-edit.h"

/* How long a person waits for a change to be on the disk, in a workspace of so many parcels and as many
 * enterprises, while its window reads it anew after each: bench-edit ROWS EDITS. Prints one JSON object, ms.
 */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtSnapshot) snapshot = lt_workspace_load_snapshot_finish (LT_WORKSPACE (source), result, NULL);

  *(gboolean *) data = FALSE;
}

static LtRecord *
fetch (LtWorkspace *workspace, LtKind kind, gint64 id)
{
  g_autoptr (GPtrArray) rows = lt_workspace_fetch (workspace, kind, &id, 1, NULL);

  g_assert_cmpuint (rows->len, ==, 1);
  return g_object_ref (g_ptr_array_index (rows, 0));
}

static LtEdit *
make_edit (LtWorkspace *workspace, guint i, guint n, gint64 project)
{
  LtKind kind = i % 3 == 0 ? LT_KIND_PROJECT : i % 3 == 1 ? LT_KIND_PARCEL : LT_KIND_ENTERPRISE;
  g_autoptr (LtRecord) base = NULL;
  g_autoptr (LtRecord) record = NULL;
  g_autofree char *text = g_strdup_printf ("第 %u 次", i);
  LtEdit *edit = lt_edit_new (text);

  if (kind != LT_KIND_PROJECT || project != 0)
    base = fetch (workspace, kind, kind == LT_KIND_PROJECT ? project : 1 + (gint64) i * 7919 % n);
  record = base != NULL ? lt_record_copy (base) : lt_record_new (kind);
  lt_record_set_text (record, (guint) lt_fields_find (kind, "name"), text);
  if (kind == LT_KIND_PROJECT)
    lt_record_take_geometry (record, lt_geometry_new_point (119.9 + i * 1e-5, 30.5));
  lt_edit_put (edit, record, base);
  return edit;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static void
measure (LtWorkspace *workspace, guint n, guint edits)
{
  g_autofree double *ms = g_new (double, edits);
  gboolean loading = FALSE;
  gint64 project = 0;

  for (guint i = 0; i < edits; i++)
    {
      LtEdit *edit = make_edit (workspace, i, n, i % 2 == 0 ? project : 0);
      gint64 begin = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ids = lt_workspace_edit (workspace, edit, &error);

      ms[i] = (double) (g_get_monotonic_time () - begin) / 1000.0;
      g_assert_no_error (error);
      if (i % 3 == 0)
        project = g_array_index (ids, gint64, 0);
      if (!loading)
        {
          loading = TRUE;
          lt_workspace_load_snapshot_async (workspace, NULL, on_loaded, &loading);
        }
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }
  while (loading)
    g_main_context_iteration (NULL, TRUE);
  qsort (ms, edits, sizeof *ms, compare);
  printf ("{\"median\": %.2f, \"p95\": %.2f, \"max\": %.2f}\n", ms[edits / 2], ms[edits * 95 / 100],
          ms[edits - 1]);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  guint edits = argc > 2 ? (guint) atoi (argv[2]) : 300;
  Rows parcels = { .kind = LT_KIND_PARCEL, .end = n };
  Rows enterprises = { .kind = LT_KIND_ENTERPRISE, .end = n };
  Fixture fixture = { 0 };

  setlocale (LC_ALL, "C.UTF-8");
  fixture_set_up (&fixture, NULL);
  g_assert_true (rows_put (&parcels, fixture.workspace, "parcels", NULL));
  g_assert_true (rows_put (&enterprises, fixture.workspace, "enterprises", NULL));
  measure (fixture.workspace, n, edits);
  fixture_tear_down (&fixture, NULL);
  return EXIT_SUCCESS;
}
