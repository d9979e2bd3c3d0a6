#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-backups-window.h"
#include "lt-history.h"
#include "lt-history-window.h"
#include "lt-place-window.h"
#include "lt-project-edits.h"

/* Projects, as the map, the list and the form ask for them: added, moved, copied, deleted, each with its
 * way back. */

#define UNDO_SECONDS 8

static gboolean
is_writable (LtWindow *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  return workspace && !lt_workspace_is_read_only (workspace);
}

/* --- taking back --- */

typedef struct
{
  LtWindow *window;
  gint64 step;
} Undo;

static void
undo_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!lt_workspace_undo_finish (LT_WORKSPACE (source), result, &error))
    lt_window_show_error (self, error);
}

static void
on_steps (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GPtrArray) steps = lt_workspace_get_steps_finish (LT_WORKSPACE (source), result, NULL);
  gint64 *wanted = g_object_get_data (G_OBJECT (self), "undo-step");
  const LtStep *step = steps && steps->len > 0 ? steps->pdata[0] : NULL;

  if (step && wanted && step->id == *wanted && step->current)
    lt_workspace_undo_async (LT_WORKSPACE (source), FALSE, self->cancellable, on_undone, g_object_ref (self));
  else
    lt_window_toast (self, _ ("Something else was changed since: go back with Undo, or in the history."));
}

/* Only the step that the toast tells of: something else may have been changed since. */
static void
on_undo_clicked (AdwToast *toast, gpointer data)
{
  const Undo *undo = data;
  LtWorkspace *workspace = lt_session_get_workspace (undo->window->session);

  if (!workspace)
    return;
  g_object_set_data_full (G_OBJECT (undo->window), "undo-step", g_memdup2 (&undo->step, sizeof undo->step),
                          g_free);
  lt_workspace_get_steps_async (workspace, 0, 1, undo->window->cancellable, on_steps,
                                g_object_ref (undo->window));
}

static void
offer_undo (LtWindow *self, const char *text, gint64 step)
{
  Undo *undo = g_new (Undo, 1);
  AdwToast *toast = lt_window_toast_offer (self, text, _ ("Undo"), UNDO_SECONDS);

  undo->window = self;
  undo->step = step;
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo_clicked), undo, undo_free, 0);
}

/* --- adding --- */

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 id = lt_project_edit_finish (result, &error);

  if (id == 0)
    {
      lt_window_show_error (self, error);
      return;
    }
  lt_window_reveal_right (self);
  lt_session_select (self->session, LT_KIND_PROJECT, id, FALSE);
  lt_panel_stack_name_project (self->panels);
}

static void
add_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;
  double longitude, latitude;

  if (!is_writable (self))
    return;
  g_variant_get (parameter, "(dd)", &longitude, &latitude);
  lt_project_add_async (self->session, longitude, latitude, self->cancellable, on_added, g_object_ref (self));
}

static void
on_place (double longitude, double latitude, gpointer data)
{
  LtWindow *self = data;
  LtBox box = { longitude, latitude, longitude, latitude };

  if (!is_writable (self))
    return;
  lt_session_travel (self->session, &box, 14);
  lt_project_add_async (self->session, longitude, latitude, self->cancellable, on_added, g_object_ref (self));
}

static void
add_at_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  if (is_writable (self))
    lt_place_window_present (GTK_WINDOW (self), self->session, on_place);
}

static void
add_here_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  lt_map_view_add_at_pointer (self->map_view);
}

static void
on_duplicated (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 id = lt_project_edit_finish (result, &error);

  if (id == 0)
    lt_window_show_error (self, error);
  else
    lt_session_select (self->session, LT_KIND_PROJECT, id, FALSE);
}

static void
duplicate_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;
  gsize n;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n, sizeof (gint64));

  if (is_writable (self) && n > 0)
    lt_project_duplicate_async (self->session, ids, (guint) n, self->cancellable, on_duplicated,
                                g_object_ref (self));
}

/* --- moving and deleting --- */

static void
on_moved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (lt_project_edit_finish (result, &error) == 0)
    {
      lt_window_show_error (self, error);
      lt_map_view_reset_pins (self->map_view);
      return;
    }
  offer_undo (self, _ ("The project was moved"), lt_project_edit_get_step (result));
}

static void
move_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;
  double longitude, latitude;
  gint64 id;

  if (!is_writable (self))
    return;
  g_variant_get (parameter, "(xdd)", &id, &longitude, &latitude);
  lt_project_move_async (self->session, id, longitude, latitude, self->cancellable, on_moved,
                         g_object_ref (self));
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (lt_project_edit_finish (result, &error) == 0)
    {
      lt_window_show_error (self, error);
      return;
    }
  text = g_strdup_printf (
      ngettext ("%u project deleted", "%u projects deleted", lt_project_edit_get_n (result)),
      lt_project_edit_get_n (result));
  offer_undo (self, text, lt_project_edit_get_step (result));
}

static void
delete_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;
  gsize n;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n, sizeof (gint64));

  if (!is_writable (self) || n == 0)
    return;
  lt_project_delete_async (self->session, ids, (guint) n, self->cancellable, on_deleted, g_object_ref (self));
  lt_session_clear_selection (self->session);
}

/* --- the rest --- */

static void
copy_coordinates_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;
  double longitude, latitude;
  g_autofree char *text = NULL;

  g_variant_get (parameter, "(dd)", &longitude, &latitude);
  text = g_strdup_printf ("%.6f, %.6f", latitude, longitude);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  lt_window_toast (self, _ ("Coordinates copied: latitude, longitude"));
}

static void
say_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_toast (data, g_variant_get_string (parameter, NULL));
}

static void
history_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  if (lt_session_get_workspace (self->session))
    lt_history_window_present (GTK_WINDOW (self), lt_session_get_workspace (self->session),
                               lt_session_get_catalogue (self->session), 0);
}

static void
history_of_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  if (lt_session_get_workspace (self->session))
    lt_history_window_present (GTK_WINDOW (self), lt_session_get_workspace (self->session),
                               lt_session_get_catalogue (self->session), g_variant_get_int64 (parameter));
}

static void
backups_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  if (lt_session_get_workspace (self->session))
    lt_backups_window_present (GTK_WINDOW (self), lt_session_get_workspace (self->session));
}

static const GActionEntry entries[] = {
  { "add-project", add_activated, "(dd)" },
  { "add-project-at", add_at_activated },
  { "add-project-here", add_here_activated },
  { "move-project", move_activated, "(xdd)" },
  { "delete-projects", delete_activated, "ax" },
  { "duplicate-projects", duplicate_activated, "ax" },
  { "copy-coordinates", copy_coordinates_activated, "(dd)" },
  { "say", say_activated, "s" },
  { "history", history_activated },
  { "backups", backups_activated },
  { "history-of", history_of_activated, "x" },
};

/* What writes needs a workspace that can be written. */
static void
update_enabled (LtWindow *self)
{
  static const char *const writing[] = { "add-project",  "add-project-at",  "add-project-here",
                                         "move-project", "delete-projects", "duplicate-projects" };
  gboolean open = lt_session_get_workspace (self->session) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), writing[i])), is_writable (self));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "history")),
                               open);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "backups")),
                               open);
}

void
lt_window_init_projects (LtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->session, "notify::workspace", G_CALLBACK (update_enabled), self,
                           G_CONNECT_SWAPPED);
  update_enabled (self);
}
