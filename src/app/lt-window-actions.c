#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-about.h"

static void
set_enabled (LtWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* --- undo and redo --- */

typedef struct
{
  char *undo;
  char *redo;
} Titles;

static void
titles_free (Titles *titles)
{
  g_free (titles->undo);
  g_free (titles->redo);
  g_free (titles);
}

/* Asking for the titles waits for the workspace's own thread. */
static void
read_titles (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Titles *titles = g_new0 (Titles, 1);

  titles->undo = lt_workspace_get_undo_title (LT_WORKSPACE (data));
  titles->redo = lt_workspace_get_redo_title (LT_WORKSPACE (data));
  g_task_return_pointer (task, titles, (GDestroyNotify) titles_free);
}

static void
describe_step (LtWindow *self, const char *action, GtkWidget *button, const char *verb, const char *title)
{
  g_autofree char *text = title ? g_strdup_printf (_ ("%s: %s"), verb, title) : g_strdup (verb);

  set_enabled (self, action, title != NULL);
  gtk_widget_set_tooltip_text (button, text);
}

static void
titles_read (GObject *source, GAsyncResult *result, gpointer data)
{
  LtWindow *self = LT_WINDOW (source);
  LtWorkspace *workspace = g_task_get_task_data (G_TASK (result));
  Titles *titles = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!titles)
    return;
  if (workspace == lt_session_get_workspace (self->session))
    {
      gboolean writable = !lt_workspace_is_read_only (workspace);

      describe_step (self, "undo", self->undo_button, _ ("Undo"), writable ? titles->undo : NULL);
      describe_step (self, "redo", self->redo_button, _ ("Redo"), writable ? titles->redo : NULL);
    }
  titles_free (titles);
}

void
lt_window_update_actions (LtWindow *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  gboolean writable = workspace && !lt_workspace_is_read_only (workspace);
  g_autoptr (GTask) task = NULL;

  set_enabled (self, "import", writable);
  set_enabled (self, "import-menu", writable);
  set_enabled (self, "paste", writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), writable);
  set_enabled (self, "save-copy", workspace != NULL);
  set_enabled (self, "export-picture", workspace != NULL);
  set_enabled (self, "export", workspace != NULL);
  describe_step (self, "undo", self->undo_button, _ ("Undo"), NULL);
  describe_step (self, "redo", self->redo_button, _ ("Redo"), NULL);
  if (!workspace)
    return;

  task = g_task_new (self, self->cancellable, titles_read, NULL);
  g_task_set_task_data (task, g_object_ref (workspace), g_object_unref);
  g_task_run_in_thread (task, read_titles);
}

static void
undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!lt_workspace_undo_finish (LT_WORKSPACE (source), result, &error))
    lt_window_show_error (self, error);
}

static void
step_journal (LtWindow *self, gboolean redo)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  set_enabled (self, "undo", FALSE);
  set_enabled (self, "redo", FALSE);
  lt_workspace_undo_async (workspace, redo, self->cancellable, undone, g_object_ref (self));
}

static void
undo_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_journal (data, FALSE);
}

static void
redo_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_journal (data, TRUE);
}

/* --- moving about --- */

static void
search_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  if (!gtk_widget_grab_focus (GTK_WIDGET (self->search)))
    gtk_widget_child_focus (GTK_WIDGET (self->search), GTK_DIR_TAB_FORWARD);
}

static void
chain_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  lt_session_set_chain (self->session, g_variant_get_uint32 (parameter));
}

static void
panel_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  lt_session_set_panel (self->session, g_variant_get_string (parameter, NULL));
  lt_window_reveal_right (self);
}

static void
step_back_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  if (adw_flap_get_folded (self->left_flap) && adw_flap_get_reveal_flap (self->left_flap))
    adw_flap_set_reveal_flap (self->left_flap, FALSE);
  else if (adw_flap_get_folded (self->right_flap) && adw_flap_get_reveal_flap (self->right_flap))
    adw_flap_set_reveal_flap (self->right_flap, FALSE);
  else
    lt_session_step_back (self->session);
}

static void
zoom_in_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_map_view_zoom_in (LT_WINDOW (data)->map_view);
}

static void
zoom_out_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_map_view_zoom_out (LT_WINDOW (data)->map_view);
}

static void
map_tool_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_map_view_set_tool (LT_WINDOW (data)->map_view, g_variant_get_string (parameter, NULL));
}

/* Only where there is room beside the map is showing or hiding a panel a wish to remember. */
static void
left_panel_changed (GSimpleAction *action, GVariant *state, gpointer data)
{
  LtWindow *self = data;

  if (!adw_flap_get_folded (self->left_flap))
    self->left_wanted = g_variant_get_boolean (state);
  adw_flap_set_reveal_flap (self->left_flap, g_variant_get_boolean (state));
}

static void
right_panel_changed (GSimpleAction *action, GVariant *state, gpointer data)
{
  LtWindow *self = data;

  if (!adw_flap_get_folded (self->right_flap))
    self->right_wanted = g_variant_get_boolean (state);
  adw_flap_set_reveal_flap (self->right_flap, g_variant_get_boolean (state));
}

/* --- files, pictures, base map --- */

static void
open_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_ask_open (data);
}

static void
new_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_ask_new (data);
}

static void
save_copy_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_ask_save_copy (data);
}

static void
export_picture_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_ask_export_picture (data);
}

static void
export_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_ask_export (data);
}

static void
import_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtKind kind;

  if (lt_kind_from_table_name (g_variant_get_string (parameter, NULL), &kind))
    lt_window_ask_import (data, kind);
}

static void
paste_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_paste (data);
}

static void
import_menu_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_menu_button_popup (LT_WINDOW (data)->import_button);
}

static void
base_map_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_window_choose_base_map (data, g_variant_get_string (parameter, NULL));
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lt_about_present (GTK_WINDOW (data));
}

/* Built when first asked for: it costs as much as the rest of the window's start. */
static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtWindow *self = data;

  if (!self->shortcuts)
    {
      g_autoptr (GtkBuilder) builder
          = gtk_builder_new_from_resource ("/io/github/liantu/Liantu/lt-shortcuts.ui");

      self->shortcuts = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
      gtk_window_set_transient_for (GTK_WINDOW (self->shortcuts), GTK_WINDOW (self));
      gtk_window_set_hide_on_close (GTK_WINDOW (self->shortcuts), TRUE);
    }
  gtk_window_present (GTK_WINDOW (self->shortcuts));
}

static const GActionEntry entries[] = {
  { "search", search_activated },
  { "chain", chain_activated, "u" },
  { "panel", panel_activated, "s", "'overview'" },
  { "step-back", step_back_activated },
  { "zoom-in", zoom_in_activated },
  { "zoom-out", zoom_out_activated },
  { "map-tool", map_tool_activated, "s" },
  { "left-panel", NULL, NULL, "true", left_panel_changed },
  { "right-panel", NULL, NULL, "true", right_panel_changed },
  { "undo", undo_activated },
  { "redo", redo_activated },
  { "open", open_activated },
  { "new", new_activated },
  { "save-copy", save_copy_activated },
  { "export-picture", export_picture_activated },
  { "export", export_activated },
  { "import", import_activated, "s" },
  { "import-menu", import_menu_activated },
  { "paste", paste_activated },
  { "base-map", base_map_activated, "s", "'auto'" },
  { "about", about_activated },
  { "show-help-overlay", shortcuts_activated },
};

void
lt_window_init_actions (LtWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* These wait until the focused entry or popover has had its turn: there they mean something else. */
void
lt_window_class_init_keys (GtkWidgetClass *class)
{
  gtk_widget_class_add_binding_action (class, GDK_KEY_Escape, 0, "win.step-back", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_n, 0, "win.add-project-here", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}
