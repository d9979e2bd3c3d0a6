#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-export-window.h"
#include "lt-unit.h"

#define PROGRESS_INTERVAL_MS 100
#define SHARE_STEPS 10000
#define OFFER_SECONDS 12

/* One export under way. `share` and `rows` are written by the working thread. */
typedef struct
{
  LtWindow *window;
  char *path;
  LtExportFormat format;
  LtExportOptions options;
  char *district;
  char *text;
  guint source;
  int share;
  guint rows;
} ExportJob;

static void
export_job_free (ExportJob *job)
{
  g_clear_handle_id (&job->source, g_source_remove);
  g_clear_object (&job->window);
  g_free (job->path);
  g_free (job->district);
  g_free (job->text);
  g_free (job);
}

/* --- what came of it --- */

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
tell (LtWindow *self, const char *path, const LtExportReport *report)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *rows = lt_unit_format (report->written, 0);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%s row is saved as “%s”.", "%s rows are saved as “%s”.", report->written), rows, name);
  AdwToast *toast;

  if (report->cut + report->outlines > 0)
    {
      g_autofree char *whole = g_steal_pointer (&text);

      text = g_strdup_printf (_ ("%s The format could not hold %u values and %u outlines: they are shortened "
                                 "or left out."),
                              whole, report->cut, report->outlines);
    }
  toast = lt_window_toast_offer (self, text, _ ("Open Folder"), OFFER_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (open_folder),
                         g_filename_to_uri (folder, NULL, NULL), free_folder, 0);
}

static void
exported (GObject *source, GAsyncResult *result, gpointer data)
{
  ExportJob *job = data;
  g_autoptr (LtWindow) self = g_object_ref (job->window);
  g_autoptr (GError) error = NULL;
  LtExportReport report;
  gboolean done = lt_export_finish (result, &report, &error);

  g_clear_object (&self->export_cancellable);
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      lt_task_bar_stop (self->task_bar);
      if (done)
        tell (self, job->path, &report);
      else
        lt_window_show_error (self, error);
    }
  export_job_free (job);
}

/* --- the work --- */

static void
note_progress (double share, guint rows, gpointer data)
{
  ExportJob *job = data;

  g_atomic_int_set (&job->share, (int) (share * SHARE_STEPS));
  g_atomic_int_set (&job->rows, rows);
}

static gboolean
show_progress (gpointer data)
{
  ExportJob *job = data;

  if (!g_cancellable_is_cancelled (job->window->cancellable))
    lt_task_bar_update (job->window->task_bar, g_atomic_int_get (&job->share) / (double) SHARE_STEPS,
                        (guint) g_atomic_int_get (&job->rows));
  return G_SOURCE_CONTINUE;
}

/* The chooser has asked before it gives the name of a file that is there. */
static void
file_chosen (LtWindow *self, const char *path, gpointer data)
{
  ExportJob *job = g_object_steal_data (G_OBJECT (self), "export");
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  const char *ending = lt_export_format_get_name (job->format);
  g_autofree char *name = NULL;

  if (!workspace || self->export_cancellable)
    {
      lt_window_toast (self, _ ("Another task is under way; wait until it is done, or cancel it."));
      export_job_free (job);
      return;
    }
  job->window = g_object_ref (self);
  job->path = g_str_has_suffix (path, ending) ? g_strdup (path) : g_strconcat (path, ".", ending, NULL);
  job->options.overwrite = g_str_equal (job->path, path);
  job->source = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress, job);
  name = g_path_get_basename (job->path);
  self->export_cancellable = g_cancellable_new ();
  lt_task_bar_start (self->task_bar, name);
  lt_export_async (workspace, job->path, job->format, &job->options, note_progress, job,
                   self->export_cancellable, exported, job);
}

void
lt_window_cancel_export (LtWindow *self)
{
  g_cancellable_cancel (self->export_cancellable);
}

void
lt_window_init_export (LtWindow *self)
{
  g_signal_connect_object (self->task_bar, "cancelled", G_CALLBACK (lt_window_cancel_export), self,
                           G_CONNECT_SWAPPED);
}

/* --- asking --- */

static void
set_filter (LtWindow *self, ExportJob *job)
{
  LtFilter *filter = &job->options.filter;

  job->district = g_strdup (lt_session_get_district (self->session));
  job->text = g_strdup (lt_session_get_filter_text (self->session));
  filter->chain = lt_session_get_chain (self->session);
  filter->district = job->district;
  filter->text = job->text;
}

static void
chosen (LtWindow *self, LtExportWindow *asked)
{
  ExportJob *job = g_new0 (ExportJob, 1);
  gboolean all;
  g_autofree char *name = NULL;
  g_autofree char *pattern = NULL;
  const char *filters[3] = { NULL };

  job->format = lt_export_window_get_options (asked, &job->options, &all);
  if (!all)
    set_filter (self, job);
  gtk_window_destroy (GTK_WINDOW (asked));

  name = g_strdup_printf ("%s.%s", lt_kind_get_title (job->options.filter.kind),
                          lt_export_format_get_name (job->format));
  pattern = g_strdup_printf ("*.%s", lt_export_format_get_name (job->format));
  filters[0] = lt_export_format_get_title (job->format);
  filters[1] = pattern;
  /* Kept there until a file is chosen, or the next question. */
  g_object_set_data_full (G_OBJECT (self), "export", job, (GDestroyNotify) export_job_free);
  lt_window_choose_file (self, _ ("Export Data"), GTK_FILE_CHOOSER_ACTION_SAVE, filters, name, file_chosen,
                         NULL);
}

static LtKind
get_panel_kind (LtWindow *self)
{
  const char *panel = lt_session_get_panel (self->session);

  if (g_str_equal (panel, "land-use"))
    return LT_KIND_PARCEL;
  return g_str_equal (panel, "projects") ? LT_KIND_PROJECT : LT_KIND_ENTERPRISE;
}

void
lt_window_ask_export (LtWindow *self)
{
  LtExportWindow *asked = lt_export_window_new (GTK_WINDOW (self), get_panel_kind (self));

  g_signal_connect_object (asked, "chosen", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (asked));
}
