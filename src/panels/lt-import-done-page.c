#include "config.h"

#include "lt-import-done-page.h"

#include <glib/gi18n-lib.h>

#include "lt-import-summary.h"

struct _LtImportDonePage
{
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkLabel *saved_label;
  GtkNativeDialog *chooser;
  LtImportReport *report;
  char *file;
};

G_DEFINE_FINAL_TYPE (LtImportDonePage, lt_import_done_page, ADW_TYPE_BIN)

static void
saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtImportDonePage) self = data;
  g_autoptr (GError) error = NULL;

  gtk_label_set_text (self->saved_label,
                      g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)
                          ? _ ("The summary is saved.")
                          : error->message);
}

static void
answered (LtImportDonePage *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  char *csv;
  g_autoptr (GBytes) bytes = NULL;

  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
  if (file == NULL)
    return;
  csv = lt_import_summary_to_csv (self->file, self->report);
  bytes = g_bytes_new_take (csv, strlen (csv));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved,
                                       g_object_ref (self));
}

static void
save_clicked (LtImportDonePage *self)
{
  /* Translators: name of a file; %s is the name of the imported one. */
  g_autofree char *name = g_strdup_printf (_ ("%s import.csv"), self->file);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->chooser != NULL)
    return;
  self->chooser = GTK_NATIVE_DIALOG (
      gtk_file_chooser_native_new (_ ("Save the Summary"), window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_native_dialog_show (self->chooser);
}

static void
lt_import_done_page_dispose (GObject *object)
{
  LtImportDonePage *self = LT_IMPORT_DONE_PAGE (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (lt_import_done_page_parent_class)->dispose (object);
}

static void
lt_import_done_page_finalize (GObject *object)
{
  LtImportDonePage *self = LT_IMPORT_DONE_PAGE (object);

  g_clear_pointer (&self->report, lt_import_report_free);
  g_free (self->file);

  G_OBJECT_CLASS (lt_import_done_page_parent_class)->finalize (object);
}

static void
lt_import_done_page_class_init (LtImportDonePageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lt_import_done_page_dispose;
  G_OBJECT_CLASS (class)->finalize = lt_import_done_page_finalize;
}

static void
lt_import_done_page_init (LtImportDonePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Save the Summary…"));

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", G_CALLBACK (save_clicked), self, G_CONNECT_SWAPPED);
  self->saved_label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->saved_label));
  self->status = g_object_new (ADW_TYPE_STATUS_PAGE, "icon-name", "object-select-symbolic", "title",
                               _ ("Imported"), "child", box, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->status));
}

LtImportDonePage *
lt_import_done_page_new (void)
{
  return g_object_new (LT_TYPE_IMPORT_DONE_PAGE, NULL);
}

void
lt_import_done_page_take (LtImportDonePage *self, const char *file, LtImportReport *report)
{
  g_autofree char *text = lt_import_summary_describe (file, report);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  g_clear_pointer (&self->report, lt_import_report_free);
  self->report = report;
  g_free (self->file);
  self->file = g_strdup (file);
  adw_status_page_set_description (self->status, markup);
}
