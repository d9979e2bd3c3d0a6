#include "config.h"

#include "lt-backups-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "lt-backups.h"
#include "lt-parts.h"

typedef struct
{
  GtkWindow *window;
  LtWorkspace *workspace;
  GtkStack *stack;
  GtkListBox *list;
  char *wanted; /* backup to restore, once it is confirmed */
} Backups;

static void
backups_free (gpointer data)
{
  Backups *self = data;

  g_object_unref (self->workspace);
  g_free (self->wanted);
  g_free (self);
}

/* --- restoring --- */

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  g_autoptr (GError) error = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (window);
  gboolean good = lt_workspace_restore_finish (LT_WORKSPACE (source), result, &error);

  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.say", "s",
                                good ? _ ("The backup is in place; what was there before is a backup now.")
                                     : error->message);
  if (good)
    gtk_window_destroy (window);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Backups *self = data;

  if (g_str_equal (response, "restore"))
    lt_workspace_restore_async (self->workspace, self->wanted, NULL, on_restored,
                                g_object_ref (self->window));
}

static void
on_restore (Backups *self, GtkButton *button)
{
  GtkWidget *dialog
      = adw_message_dialog_new (self->window, _ ("Restore This Backup?"),
                                _ ("The workspace becomes as it was then. What is there now is kept as a "
                                   "backup first."));

  g_free (self->wanted);
  self->wanted = g_strdup (g_object_get_data (G_OBJECT (button), "path"));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore",
                                    _ ("_Restore"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- rows --- */

static void
add_backup (Backups *self, const LtBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore…"));
  g_autofree char *time = g_date_time_format (backup->at, "%Y-%m-%d %H:%M");
  g_autofree char *size = g_format_size (backup->bytes);
  g_autofree char *text = g_strdup_printf ("%s · %s", lt_backup_reason_get_title (backup->reason), size);
  g_autofree char *label = g_strdup_printf (_ ("Restore the backup of %s"), time);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !lt_workspace_is_read_only (self->workspace));
  lt_parts_call_button (GTK_BUTTON (button), label);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (backup->path), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_restore), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->list, row);
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  g_autoptr (GPtrArray) backups = lt_backups_list_finish (result, NULL);
  Backups *self = g_object_get_data (G_OBJECT (window), "backups");

  for (guint i = 0; backups && i < backups->len; i++)
    add_backup (self, backups->pdata[i]);
  gtk_stack_set_visible_child_name (self->stack, backups && backups->len > 0 ? "list" : "empty");
}

/* --- the window --- */

static GtkWidget *
new_list (Backups *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Backups"),
                                  -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  return scrolled;
}

static GtkWidget *
new_stack (Backups *self)
{
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "document-save-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("No Backups Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _ ("One is made each day and before each import. Seven are kept."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "waiting");
  gtk_stack_add_named (self->stack, new_list (self), "list");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  return GTK_WIDGET (self->stack);
}

void
lt_backups_window_present (GtkWindow *parent, LtWorkspace *workspace)
{
  Backups *self = g_new0 (Backups, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->workspace = g_object_ref (workspace);
  self->window = GTK_WINDOW (adw_window_new ());
  g_object_set_data_full (G_OBJECT (self->window), "backups", self, backups_free);
  gtk_window_set_title (self->window, _ ("Backups"));
  gtk_window_set_modal (self->window, TRUE);
  gtk_window_set_transient_for (self->window, parent);
  gtk_window_set_default_size (self->window, 480, 480);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), new_stack (self));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self->window), keys);
  lt_backups_list_async (lt_workspace_get_path (workspace), NULL, on_list, g_object_ref (self->window));
  gtk_window_present (self->window);
}
