#include "config.h"

#include "lt-report-window.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

/* --- an issue as a list model's item --- */

#define LT_TYPE_ISSUE_ITEM (lt_issue_item_get_type ())
G_DECLARE_FINAL_TYPE (LtIssueItem, lt_issue_item, LT, ISSUE_ITEM, GObject)

struct _LtIssueItem
{
  GObject parent_instance;

  const LtIssue *issue;
};

G_DEFINE_FINAL_TYPE (LtIssueItem, lt_issue_item, G_TYPE_OBJECT)

static void
lt_issue_item_class_init (LtIssueItemClass *class)
{
}

static void
lt_issue_item_init (LtIssueItem *self)
{
}

/* --- the window --- */

struct _LtReportWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkLabel *summary_label;
  GtkLabel *cut_label;
  GtkColumnView *column_view;

  LtImportReport *report;
  GtkNativeDialog *chooser;
  char *file;
};

G_DEFINE_FINAL_TYPE (LtReportWindow, lt_report_window, ADW_TYPE_WINDOW)

static void
csv_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtReportWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  g_autofree char *text = g_markup_escape_text (saved ? _ ("The list is saved.") : error->message, -1);

  if (self->toasts)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
save_answered (LtReportWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file
      = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
  if (file)
    {
      char *csv = lt_report_to_csv (self->report);
      g_autoptr (GBytes) bytes = g_bytes_new_take (csv, strlen (csv));

      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, csv_saved,
                                           g_object_ref (self));
    }
}

static void
save_clicked (LtReportWindow *self)
{
  /* Translators: name of a file; %s is the name of the imported one. */
  g_autofree char *name = g_strdup_printf (_ ("%s issues.csv"), self->file);
  GtkFileChooserNative *chooser;

  if (self->chooser)
    return;
  chooser = gtk_file_chooser_native_new (_ ("Save the List"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                         NULL, NULL);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_answered), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_native_dialog_show (self->chooser);
}

static void
undo_clicked (LtReportWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.undo", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- columns --- */

static char *
row_text (const LtIssue *issue)
{
  /* Translators: in place of a row's number, when an issue is about the whole file. */
  return issue->row ? lt_unit_format (issue->row, 0) : g_strdup (_ ("file"));
}

static char *
field_text (const LtIssue *issue)
{
  return g_strdup (issue->field ? issue->field : "");
}

static char *
value_text (const LtIssue *issue)
{
  return g_strdup (issue->value ? issue->value : "");
}

static char *
message_text (const LtIssue *issue)
{
  return g_strdup (issue->message);
}

typedef char *(*TextFunc) (const LtIssue *issue);

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gboolean number = data == (gpointer) row_text;
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", number ? 1.0 : 0.0, "ellipsize",
                                   number ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END, NULL);

  if (number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  LtIssueItem *issue = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = ((TextFunc) data) (issue->issue);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

static void
add_column (LtReportWindow *self, const char *title, TextFunc text, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), (gpointer) text);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), (gpointer) text);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->column_view, column);
}

static void
fill (LtReportWindow *self)
{
  GListStore *store = g_list_store_new (LT_TYPE_ISSUE_ITEM);

  for (guint i = 0; i < self->report->issues->len; i++)
    {
      g_autoptr (LtIssueItem) item = g_object_new (LT_TYPE_ISSUE_ITEM, NULL);

      item->issue = g_ptr_array_index (self->report->issues, i);
      g_list_store_append (store, item);
    }
  gtk_column_view_set_model (self->column_view,
                             GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (store))));
}

static void
describe (LtReportWindow *self)
{
  g_autofree char *summary = lt_report_describe (self->file, self->report);

  gtk_label_set_text (self->summary_label, summary);
  if (self->report->n_issues > self->report->issues->len)
    {
      g_autofree char *all = lt_unit_format (self->report->n_issues, 0);
      g_autofree char *text
          = g_strdup_printf (_ ("The first %u of %s issues."), self->report->issues->len, all);

      gtk_label_set_text (self->cut_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->cut_label), TRUE);
    }
}

static void
lt_report_window_dispose (GObject *object)
{
  LtReportWindow *self = LT_REPORT_WINDOW (object);

  if (self->chooser)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  if (self->column_view)
    gtk_column_view_set_model (self->column_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LT_TYPE_REPORT_WINDOW);
  self->toasts = NULL;
  self->column_view = NULL;

  G_OBJECT_CLASS (lt_report_window_parent_class)->dispose (object);
}

static void
lt_report_window_finalize (GObject *object)
{
  LtReportWindow *self = LT_REPORT_WINDOW (object);

  g_clear_pointer (&self->report, lt_import_report_free);
  g_free (self->file);

  G_OBJECT_CLASS (lt_report_window_parent_class)->finalize (object);
}

static void
lt_report_window_class_init (LtReportWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = lt_report_window_dispose;
  object_class->finalize = lt_report_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LtReportWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LtReportWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, LtReportWindow, cut_label);
  gtk_widget_class_bind_template_child (widget_class, LtReportWindow, column_view);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lt_report_window_init (LtReportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_column (self, _ ("Row"), row_text, 72);
  add_column (self, _ ("Field"), field_text, 128);
  add_column (self, _ ("Value"), value_text, 144);
  add_column (self, _ ("What is wrong"), message_text, 0);
}

LtReportWindow *
lt_report_window_new (GtkWindow *parent, const char *file, LtImportReport *report)
{
  LtReportWindow *self = g_object_new (LT_TYPE_REPORT_WINDOW, "transient-for", parent, NULL);

  self->report = report;
  self->file = g_strdup (file);
  describe (self);
  fill (self);
  return self;
}
