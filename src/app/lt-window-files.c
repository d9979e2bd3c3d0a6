#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-paths.h"

/* --- closing --- */

static void
close_workspace (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  lt_workspace_close (LT_WORKSPACE (source));
  g_task_return_boolean (task, TRUE);
}

static void
workspace_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GApplication) application = data;

  g_application_release (application);
}

/* The application stays until the file is whole, though its last window is gone. */
void
lt_window_close_workspace (LtWorkspace *workspace)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;

  g_application_hold (application);
  task = g_task_new (workspace, NULL, workspace_closed, g_object_ref (application));
  g_task_run_in_thread (task, close_workspace);
}

/* --- opening --- */

static void
show_nothing (LtWindow *self, const char *reason)
{
  adw_status_page_set_description (self->nothing_page, reason);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
take_workspace (LtWindow *self, LtWorkspace *workspace)
{
  LtWorkspace *current = lt_session_get_workspace (self->session);
  g_autoptr (LtWorkspace) old = current ? g_object_ref (current) : NULL;

  lt_window_save_view (self);
  lt_session_set_workspace (self->session, workspace);
  lt_window_restore_view (self, lt_workspace_get_path (workspace));
  gtk_stack_set_visible_child_name (self->stack, "map");
  if (old)
    lt_window_close_workspace (old);
}

static gboolean
finish_opening (LtWindow *self, LtWorkspace *workspace, const GError *error)
{
  g_clear_pointer (&self->opening, g_free);
  if (workspace && !g_cancellable_is_cancelled (self->cancellable))
    take_workspace (self, workspace);
  else if (workspace)
    lt_window_close_workspace (workspace);
  else
    lt_window_show_error (self, error);
  return workspace != NULL;
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open_finish (result, &error);

  /* Another opening took this one's place. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!finish_opening (self, workspace, error) && !lt_session_get_workspace (self->session))
    show_nothing (self, error->message);
}

static GCancellable *
begin_opening (LtWindow *self, const char *path)
{
  g_cancellable_cancel (self->open_cancellable);
  g_clear_object (&self->open_cancellable);
  self->open_cancellable = g_cancellable_new ();
  g_free (self->opening);
  self->opening = g_strdup (path);
  return self->open_cancellable;
}

void
lt_window_open (LtWindow *self, const char *path, gboolean create)
{
  g_return_if_fail (LT_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  lt_workspace_open_async (path, lt_paths_get_catalogue (), create, begin_opening (self, path), opened,
                           g_object_ref (self));
}

/* --- choosing files --- */

static const char *const workspace_filters[] = { N_ ("Workspaces (GeoPackage)"), "*.gpkg", NULL };

static void
open_chosen (LtWindow *self, const char *path, gpointer data)
{
  lt_window_open (self, path, FALSE);
}

void
lt_window_ask_open (LtWindow *self)
{
  lt_window_choose_file (self, _ ("Open a Workspace"), GTK_FILE_CHOOSER_ACTION_OPEN, workspace_filters, NULL,
                         open_chosen, NULL);
}

/* Not lt_workspace_open_async: that would open a file that is there already. */
static void
create_workspace (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LtWorkspace *workspace = lt_workspace_create (data, lt_paths_get_catalogue (), &error);

  if (workspace)
    g_task_return_pointer (task, workspace, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
created (GObject *source, GAsyncResult *result, gpointer data)
{
  LtWindow *self = LT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtWorkspace) workspace = g_task_propagate_pointer (G_TASK (result), &error);

  finish_opening (self, workspace, error);
}

static void
new_chosen (LtWindow *self, const char *path, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, created, NULL);

  begin_opening (self, path);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, create_workspace);
}

void
lt_window_ask_new (LtWindow *self)
{
  lt_window_choose_file (self, _ ("Make a New Workspace"), GTK_FILE_CHOOSER_ACTION_SAVE, workspace_filters,
                         "huzhou.gpkg", new_chosen, NULL);
}

static void
copy_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (lt_workspace_save_copy_finish (LT_WORKSPACE (source), result, &error))
    lt_window_toast (self, _ ("The copy is saved."));
  else
    lt_window_show_error (self, error);
}

static void
copy_chosen (LtWindow *self, const char *path, gpointer data)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  if (!workspace)
    return;
  if (g_str_equal (path, lt_workspace_get_path (workspace)))
    lt_window_toast (self, _ ("This is the workspace that is open; choose another name for the copy."));
  else
    lt_workspace_save_copy_async (workspace, path, TRUE, self->cancellable, copy_saved, g_object_ref (self));
}

void
lt_window_ask_save_copy (LtWindow *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  g_autofree char *base = g_path_get_basename (lt_workspace_get_path (workspace));
  g_autofree char *stem
      = g_str_has_suffix (base, ".gpkg") ? g_strndup (base, strlen (base) - 5) : g_strdup (base);
  /* Translators: name of a file that is a copy; %s is the name of the original. */
  g_autofree char *name = g_strdup_printf (_ ("%s copy.gpkg"), stem);

  lt_window_choose_file (self, _ ("Save a Copy"), GTK_FILE_CHOOSER_ACTION_SAVE, workspace_filters, name,
                         copy_chosen, NULL);
}
