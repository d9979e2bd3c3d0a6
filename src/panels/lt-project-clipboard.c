#include "config.h"

#include "lt-project-clipboard.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "lt-project-edits.h"
#include "lt-project-list.h"
#include "lt-project-table.h"

#define ERRORS_SHOWN 8

typedef struct
{
  GtkWidget *widget;
  LtSession *session;
  LtProjectPaste *paste;
} Pasting;

static void
pasting_free (Pasting *self)
{
  g_object_unref (self->widget);
  g_object_unref (self->session);
  g_clear_pointer (&self->paste, lt_project_paste_free);
  g_free (self);
}

static void
say (GtkWidget *widget, const char *text)
{
  gtk_widget_activate_action (widget, "win.say", "s", text);
}

void
lt_project_clipboard_copy (GtkWidget *widget, GPtrArray *records)
{
  LtSession *session = lt_project_list_get_session (LT_PROJECT_LIST (widget));
  g_autofree char *text = NULL;
  g_autofree char *told = NULL;

  if (records->len == 0)
    return;
  text = lt_project_table_write (records, lt_session_get_catalogue (session));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  told = g_strdup_printf (ngettext ("%u row copied", "%u rows copied", records->len), records->len);
  say (widget, told);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (lt_project_edit_finish (result, &error) == 0)
    say (widget, error->message);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Pasting *self = data;

  if (g_str_equal (response, "paste") && lt_session_get_workspace (self->session))
    {
      guint n = self->paste->records->len;
      g_autofree char *title = g_strdup_printf (ngettext ("Paste %u project", "Paste %u projects", n), n);

      lt_project_put_async (self->session, title, self->paste->records, self->paste->bases, NULL, on_pasted,
                            g_object_ref (self->widget));
    }
  pasting_free (self);
}

static char *
describe (const LtProjectPaste *paste)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%u new · %u changed · %u unchanged · %u left out"), paste->added,
                          paste->changed, paste->unchanged, paste->errors->len);
  for (guint i = 0; i < MIN (paste->errors->len, ERRORS_SHOWN); i++)
    g_string_append_printf (text, "\n%s", (const char *) paste->errors->pdata[i]);
  if (paste->errors->len > ERRORS_SHOWN)
    g_string_append (text, "\n…");
  return g_string_free (text, FALSE);
}

static void
ask (Pasting *self)
{
  g_autofree char *body = describe (self->paste);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (self->widget)),
                                              _ ("Paste These Projects?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "paste",
                                    _ ("_Paste"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "paste", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "paste",
                                           self->paste->records->len > 0);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "paste");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_table (GObject *source, GAsyncResult *result, gpointer data)
{
  Pasting *self = data;
  g_autoptr (GError) error = NULL;

  self->paste = lt_project_table_read_finish (result, &error);
  if (self->paste && gtk_widget_get_root (self->widget))
    {
      ask (self);
      return;
    }
  if (error)
    say (self->widget, error->message);
  pasting_free (self);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer data)
{
  Pasting *self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);

  if (text && *text && workspace && catalogue)
    {
      lt_project_table_read_async (workspace, catalogue, text, NULL, on_table, self);
      return;
    }
  say (self->widget, _ ("There is nothing to paste: copy rows in a spreadsheet first, with their header."));
  pasting_free (self);
}

void
lt_project_clipboard_paste (GtkWidget *widget, LtSession *session)
{
  Pasting *self;
  LtWorkspace *workspace = lt_session_get_workspace (session);

  if (!workspace || lt_workspace_is_read_only (workspace))
    return;
  self = g_new0 (Pasting, 1);
  self->widget = g_object_ref (widget);
  self->session = g_object_ref (session);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_text, self);
}
