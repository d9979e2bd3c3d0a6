#include "config.h"

#include "lt-drafts.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lt-error.h"

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
read_drafts (LtDrafts *drafts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  lt_drafts_read_async (drafts, NULL, on_read, &result);
  while (result == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (result);
  return lt_drafts_read_finish (drafts, result, error);
}

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "liantu", "drafts", NULL);
}

static guint
count_files (void)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_survives (void)
{
  g_autoptr (LtDrafts) drafts = lt_drafts_new ("/some/city.gpkg");
  g_autoptr (LtDrafts) later = lt_drafts_new ("/some/../some/city.gpkg");
  g_autoptr (LtDrafts) other = lt_drafts_new ("/some/other.gpkg");
  g_auto (GStrv) keys = NULL;

  lt_drafts_set (drafts, "project:12", "{\"name\": \"电池\\n厂\", \"note\": \"a = b; c\\\\\"}");
  lt_drafts_set (drafts, "project:new [1]=", " text ");
  lt_drafts_flush (drafts);
  g_assert_true (read_drafts (later, NULL));
  g_assert_cmpstr (lt_drafts_get (later, "project:12"), ==,
                   "{\"name\": \"电池\\n厂\", \"note\": \"a = b; c\\\\\"}");
  g_assert_cmpstr (lt_drafts_get (later, "project:new [1]="), ==, " text ");
  keys = lt_drafts_get_keys (later);
  g_assert_cmpuint (g_strv_length (keys), ==, 2);
  g_assert_true (read_drafts (other, NULL));
  g_assert_null (lt_drafts_get (other, "project:12"));
  lt_drafts_set (later, "project:12", NULL);
  lt_drafts_set (later, "project:new [1]=", NULL);
  lt_drafts_flush (later);
  g_assert_cmpuint (count_files (), ==, 0);
}

/* Nobody flushes when the power fails. */
static void
test_within_a_second (void)
{
  g_autoptr (LtDrafts) drafts = lt_drafts_new ("/some/city.gpkg");
  gint64 start = g_get_monotonic_time ();

  while (count_files () == 0 && g_get_monotonic_time () < start + 10 * G_USEC_PER_SEC)
    {
      lt_drafts_set (drafts, "project:new", g_get_monotonic_time () % 2 ? "a" : "b");
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  lt_drafts_set (drafts, "project:new", NULL);
}

/* What is typed before the old ones are read is not overwritten by them. */
static void
test_read_late (void)
{
  g_autoptr (LtDrafts) drafts = lt_drafts_new ("/some/city.gpkg");
  g_autoptr (LtDrafts) later = lt_drafts_new ("/some/city.gpkg");

  lt_drafts_set (drafts, "a", "old");
  lt_drafts_set (drafts, "b", "old");
  lt_drafts_flush (drafts);
  lt_drafts_set (later, "a", "new");
  g_assert_true (read_drafts (later, NULL));
  g_assert_cmpstr (lt_drafts_get (later, "a"), ==, "new");
  g_assert_cmpstr (lt_drafts_get (later, "b"), ==, "old");
  lt_drafts_set (later, "a", NULL);
  lt_drafts_set (later, "b", NULL);
}

static void
test_damaged (void)
{
  g_autoptr (LtDrafts) drafts = lt_drafts_new ("/some/damaged.gpkg");
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) dir = NULL;
  const char *name;

  lt_drafts_set (drafts, "a", "text");
  lt_drafts_flush (drafts);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, "\xff\xfe junk", -1, NULL));
    }
  g_assert_false (read_drafts (drafts, &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_IO);
  lt_drafts_set (drafts, "a", NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("lt-drafts-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (state, "liantu", NULL);
  g_autofree char *drafts = g_build_filename (own, "drafts", NULL);
  int status;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drafts/survives", test_survives);
  g_test_add_func ("/drafts/within-a-second", test_within_a_second);
  g_test_add_func ("/drafts/read-late", test_read_late);
  g_test_add_func ("/drafts/damaged", test_damaged);
  status = g_test_run ();
  g_rmdir (drafts);
  g_rmdir (own);
  g_rmdir (state);
  return status;
}
