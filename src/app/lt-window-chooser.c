#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  LtPathFunc func;
  gpointer data;
} Question;

static void
add_filter (GtkFileChooser *chooser, const char *title, const char *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_auto (GStrv) parts = g_strsplit (patterns, ";", -1);

  gtk_file_filter_set_name (filter, _ (title));
  for (guint i = 0; parts[i]; i++)
    gtk_file_filter_add_pattern (filter, parts[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
answered (LtWindow *self, int response, GtkNativeDialog *dialog)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "question");
  Question asked = *question;
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
  if (path)
    asked.func (self, path, asked.data);
  else if (file)
    lt_window_toast (self, _ ("Liantu needs a file on this computer; copy it here first."));
}

void
lt_window_choose_file (LtWindow *self,
                       const char *title,
                       GtkFileChooserAction action,
                       const char *const *filters,
                       const char *name,
                       LtPathFunc func,
                       gpointer data)
{
  GtkFileChooserNative *chooser;
  Question *question;

  if (self->chooser)
    return;

  chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  question = g_new (Question, 1);
  *question = (Question){ func, data };
  g_object_set_data_full (G_OBJECT (chooser), "question", question, g_free);
  for (guint i = 0; filters[i]; i += 2)
    add_filter (GTK_FILE_CHOOSER (chooser), filters[i], filters[i + 1]);
  if (name)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
