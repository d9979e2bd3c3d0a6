#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-exchange.h"
#include "lt-report-window.h"

#define PROGRESS_INTERVAL_MS 100
#define SHARE_STEPS 10000
#define UNDO_SECONDS 12

/* One import under way. `share` and `rows` are written by the working thread. */
typedef struct
{
  LtWindow *window;
  char *file;
  guint source;
  int share;
  guint rows;
} ImportJob;

typedef struct
{
  GFile *file;
  LtKind kind;
} Waiting;

static void start_next (LtWindow *self);

static void
import_job_free (ImportJob *job)
{
  g_clear_handle_id (&job->source, g_source_remove);
  g_object_unref (job->window);
  g_free (job->file);
  g_free (job);
}

/* --- what came of it --- */

static void
show_report (LtWindow *self, const char *file, LtImportReport *report)
{
  gtk_window_present (GTK_WINDOW (lt_report_window_new (GTK_WINDOW (self), file, report)));
}

static void
details_clicked (LtWindow *self, AdwToast *toast)
{
  LtImportReport *report = g_object_steal_data (G_OBJECT (toast), "report");

  if (report)
    show_report (self, g_object_get_data (G_OBJECT (toast), "file"), report);
}

static void
offer_report (LtWindow *self, const char *file, LtImportReport *report)
{
  g_autofree char *text = lt_report_describe (file, report);
  gboolean has_issues = report->issues && report->issues->len;
  gboolean has_changes = report->added || report->changed;
  const char *button = has_issues ? _ ("Details") : has_changes ? _ ("Undo") : NULL;
  /* What was rejected can be read nowhere else: that offer stays until it is answered. */
  AdwToast *toast = lt_window_toast_offer (self, text, button, has_issues ? 0 : UNDO_SECONDS);

  if (!has_issues)
    {
      lt_import_report_free (report);
      if (has_changes)
        adw_toast_set_action_name (toast, "win.undo");
      return;
    }
  g_object_set_data_full (G_OBJECT (toast), "report", report, (GDestroyNotify) lt_import_report_free);
  g_object_set_data_full (G_OBJECT (toast), "file", g_strdup (file), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (details_clicked), self, G_CONNECT_SWAPPED);
}

static void
imported (GObject *source, GAsyncResult *result, gpointer data)
{
  ImportJob *job = data;
  g_autoptr (LtWindow) self = g_object_ref (job->window);
  g_autoptr (GError) error = NULL;
  LtImportReport *report = lt_exchange_import_finish (result, &error);

  g_clear_object (&self->import_cancellable);
  if (g_cancellable_is_cancelled (self->cancellable))
    g_clear_pointer (&report, lt_import_report_free);
  else
    {
      lt_task_bar_stop (self->task_bar);
      if (report)
        offer_report (self, job->file, report);
      else
        lt_window_show_error (self, error);
      start_next (self);
    }
  import_job_free (job);
}

/* --- the work --- */

static void
note_progress (double share, guint rows, gpointer data)
{
  ImportJob *job = data;

  g_atomic_int_set (&job->share, share < 0 ? -1 : (int) (share * SHARE_STEPS));
  g_atomic_int_set (&job->rows, rows);
}

static gboolean
show_progress (gpointer data)
{
  ImportJob *job = data;
  int share = g_atomic_int_get (&job->share);

  if (!g_cancellable_is_cancelled (job->window->cancellable))
    lt_task_bar_update (job->window->task_bar, share < 0 ? -1 : share / (double) SHARE_STEPS,
                        (guint) g_atomic_int_get (&job->rows));
  return G_SOURCE_CONTINUE;
}

static void
start_import (LtWindow *self, LtKind kind, const char *path)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  ImportJob *job = g_new0 (ImportJob, 1);

  job->window = g_object_ref (self);
  job->file = g_path_get_basename (path);
  job->share = -1;
  job->source = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress, job);
  self->import_cancellable = g_cancellable_new ();
  lt_task_bar_start (self->task_bar, job->file);
  lt_exchange_import_async (workspace, kind, path, note_progress, job, self->import_cancellable, imported,
                            job);
}

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_object_unref (waiting->file);
  g_free (waiting);
}

static void
start_next (LtWindow *self)
{
  Waiting *waiting;
  g_autofree char *path = NULL;

  if (self->import_cancellable || self->export_cancellable || !lt_session_get_workspace (self->session))
    return;
  waiting = g_queue_pop_head (&self->imports);
  if (!waiting)
    return;

  path = g_file_get_path (waiting->file);
  if (path)
    start_import (self, waiting->kind, path);
  else
    lt_window_toast (self, _ ("Liantu needs a file on this computer; copy it here first."));
  waiting_free (waiting);
  if (!path)
    start_next (self);
}

void
lt_window_import_files (LtWindow *self, LtKind kind, GSList *files)
{
  for (GSList *l = files; l; l = l->next)
    {
      Waiting *waiting = g_new (Waiting, 1);

      *waiting = (Waiting){ g_object_ref (l->data), kind };
      g_queue_push_tail (&self->imports, waiting);
    }
  start_next (self);
}

void
lt_window_cancel_import (LtWindow *self)
{
  lt_window_cancel_export (self);
  g_queue_clear_full (&self->imports, waiting_free);
  g_cancellable_cancel (self->import_cancellable);
}

/* --- asking --- */

static void
source_chosen (LtWindow *self, const char *path, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSList) files = g_slist_prepend (NULL, file);

  lt_window_import_files (self, GPOINTER_TO_UINT (data), files);
}

static const char *
import_title (LtKind kind)
{
  switch (kind)
    {
    case LT_KIND_DISTRICT:
      return _ ("Import Districts");
    case LT_KIND_PARCEL:
      return _ ("Import Parcels");
    case LT_KIND_PROJECT:
      return _ ("Import Projects");
    case LT_KIND_ENTERPRISE:
    default:
      return _ ("Import Enterprises");
    }
}

void
lt_window_ask_import (LtWindow *self, LtKind kind)
{
  static const char *const filters[]
      = { N_ ("Tables and maps (CSV, GeoJSON, GeoPackage)"), "*.csv;*.CSV;*.txt;*.geojson;*.json;*.gpkg",
          N_ ("All files"), "*", NULL };

  lt_window_choose_file (self, import_title (kind), GTK_FILE_CHOOSER_ACTION_OPEN, filters, NULL,
                         source_chosen, GUINT_TO_POINTER (kind));
}

/* --- files dropped on the window --- */

static gpointer
copy_file (gconstpointer file, gpointer data)
{
  return g_object_ref ((gpointer) file);
}

static void
free_files (gpointer files)
{
  g_slist_free_full (files, g_object_unref);
}

static void
kind_chosen (LtWindow *self, GtkListBoxRow *row)
{
  GtkWindow *dialog = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row)));
  GSList *files = g_object_get_data (G_OBJECT (dialog), "files");
  const char *word = g_object_get_data (G_OBJECT (row), "word");
  LtKind kind;

  if (lt_kind_from_name (word, &kind))
    lt_window_import_files (self, kind, files);
  else
    {
      g_autofree char *path = g_file_get_path (files->data);

      if (path)
        lt_window_open (self, path, FALSE);
    }
  gtk_window_destroy (dialog);
}

static void
add_choice (GtkListBox *list, const char *word, const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "activatable", TRUE, NULL);

  g_object_set_data (G_OBJECT (row), "word", (gpointer) word);
  gtk_list_box_append (list, row);
}

static GtkWidget *
build_choices (LtWindow *self, gboolean workspace)
{
  static const LtKind kinds[] = { LT_KIND_ENTERPRISE, LT_KIND_PARCEL, LT_KIND_PROJECT, LT_KIND_DISTRICT };
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);

  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_choice (GTK_LIST_BOX (list), lt_kind_get_name (kinds[i]), lt_kind_get_title (kinds[i]));
  if (workspace)
    add_choice (GTK_LIST_BOX (list), "workspace", _ ("Open it as a workspace"));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (kind_chosen), self, G_CONNECT_SWAPPED);
  return list;
}

static void
ask_kind (LtWindow *self, GSList *files)
{
  g_autofree char *name = g_file_get_basename (files->data);
  g_autofree char *body = files->next
                              ? g_strdup_printf (ngettext ("%u file", "%u files", g_slist_length (files)),
                                                 g_slist_length (files))
                              : g_strdup (name);
  AdwMessageDialog *dialog
      = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _ ("What Is in It?"), body));
  gboolean workspace = !files->next && g_str_has_suffix (name, ".gpkg");

  adw_message_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_message_dialog_set_extra_child (dialog, build_choices (self, workspace));
  g_object_set_data_full (G_OBJECT (dialog), "files", g_slist_copy_deep (files, copy_file, NULL), free_files);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
dropped (LtWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  if (!files)
    return FALSE;
  if (workspace && !lt_workspace_is_read_only (workspace))
    ask_kind (self, files);
  else
    {
      g_autofree char *path = g_file_get_path (files->data);

      if (path)
        lt_window_open (self, path, FALSE);
    }
  return TRUE;
}

void
lt_window_init_drop (LtWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (self->task_bar, "cancelled", G_CALLBACK (lt_window_cancel_import), self,
                           G_CONNECT_SWAPPED);
}
