#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-paths.h"
#include "lt-picture.h"

#define PICTURE_WIDTH 1920
#define PICTURE_SCALE 2.0

typedef struct
{
  LtPicture picture;
  LtSnapshot *snapshot;
  char *path;
  char *mbtiles;
  gboolean with_base;
} PictureJob;

static void
picture_job_free (PictureJob *job)
{
  lt_snapshot_unref (job->snapshot);
  g_clear_pointer (&job->picture.view.classes, lt_classes_unref);
  g_clear_pointer (&job->picture.view.projects, g_array_unref);
  g_free (job->path);
  g_free (job->mbtiles);
  g_free (job);
}

static gboolean
write_picture (PictureJob *job, GError **error)
{
  g_autoptr (LtBaseMap) base = NULL;
  g_autoptr (LtMbtiles) mbtiles = NULL;

  if (job->mbtiles)
    {
      mbtiles = lt_mbtiles_open (job->mbtiles, error);
      if (!mbtiles)
        return FALSE;
    }
  else if (job->with_base)
    {
      g_autofree char *directory = g_build_filename (lt_paths_get_data (), "basemap", NULL);

      base = lt_base_map_load (directory, error);
      if (!base)
        return FALSE;
    }
  job->picture.base = base;
  job->picture.mbtiles = mbtiles;
  return lt_picture_write (&job->picture, job->snapshot, job->path, error);
}

static void
run_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_picture (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
open_folder (AdwToast *toast, const char *folder)
{
  gtk_show_uri (NULL, folder, GDK_CURRENT_TIME);
}

static void
free_folder (gpointer folder, GClosure *closure)
{
  g_free (folder);
}

static void
picture_written (GObject *source, GAsyncResult *result, gpointer data)
{
  LtWindow *self = LT_WINDOW (source);
  PictureJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *folder = g_path_get_dirname (job->path);
      g_autofree char *name = g_path_get_basename (job->path);
      g_autofree char *text = g_strdup_printf (_ ("The picture is saved as “%s”."), name);
      AdwToast *toast = lt_window_toast_offer (self, text, _ ("Open Folder"), 12);

      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (open_folder),
                             g_filename_to_uri (folder, NULL, NULL), free_folder, 0);
    }
  else
    lt_window_show_error (self, error);
}

/* The map's shape, its longer side as long as a full-HD slide. */
static void
set_size (LtPicture *picture, const LtCamera *camera)
{
  double shape = camera->width > 0 && camera->height > 0 ? camera->height / camera->width : 9.0 / 16.0;

  shape = CLAMP (shape, 0.4, 1.6);
  picture->width = shape <= 1 ? PICTURE_WIDTH : (int) (PICTURE_WIDTH / shape);
  picture->height = shape <= 1 ? (int) (PICTURE_WIDTH * shape) : PICTURE_WIDTH;
  picture->scale = PICTURE_SCALE;
}

static PictureJob *
picture_job_new (LtWindow *self, const char *path)
{
  const char *base = lt_session_get_base_map (self->session);
  PictureJob *job = g_new0 (PictureJob, 1);
  LtCamera camera;

  lt_session_get_camera (self->session, &camera);
  lt_session_get_view (self->session, &job->picture.view);
  if (job->picture.view.classes)
    lt_classes_ref (job->picture.view.classes);
  if (job->picture.view.projects)
    g_array_ref (job->picture.view.projects);
  job->picture.view.theme = LT_THEME_LIGHT;
  job->picture.box = lt_camera_get_box (&camera);
  set_size (&job->picture, &camera);
  job->snapshot = lt_snapshot_ref (lt_session_get_snapshot (self->session));
  job->path = g_strdup (path);
  job->with_base = !g_str_equal (base, "none");
  if (g_str_equal (base, "mbtiles"))
    job->mbtiles = g_strdup (lt_session_get_base_map_location (self->session));
  return job;
}

static void
picture_chosen (LtWindow *self, const char *path, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  if (!lt_session_get_snapshot (self->session))
    return;
  task = g_task_new (self, self->cancellable, picture_written, NULL);
  g_task_set_task_data (task, picture_job_new (self, path), (GDestroyNotify) picture_job_free);
  g_task_run_in_thread (task, run_picture);
}

void
lt_window_ask_export_picture (LtWindow *self)
{
  static const char *const filters[] = { N_ ("Pictures (PNG, SVG, PDF)"), "*.png;*.svg;*.pdf", NULL };
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);
  LtChain *chain
      = catalogue ? lt_catalogue_get_chain (catalogue, lt_session_get_chain (self->session)) : NULL;
  const char *title = chain       ? lt_chain_get_label (chain)
                      : catalogue ? lt_catalogue_get_city_label (catalogue)
                                  : "";
  g_autofree char *name = g_strdup_printf ("%s.png", title);

  g_strdelimit (name, "/", '-');
  lt_window_choose_file (self, _ ("Export a Picture of the Map"), GTK_FILE_CHOOSER_ACTION_SAVE, filters, name,
                         picture_chosen, NULL);
}
