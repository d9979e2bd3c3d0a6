#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lt-import-summary.h"
#include "lt-import-window.h"

#define UNDO_SECONDS 12

/* A file that waits for the assistant. */
typedef struct
{
  char *path;
  int kind;           /* -1: to be guessed */
  gboolean temporary; /* ours, removed afterwards */
} Waiting;

static void start_next (LtWindow *self);

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->path);
  g_free (waiting);
}

void
lt_window_clear_imports (LtWindow *self)
{
  g_queue_clear_full (&self->imports, waiting_free);
}

/* --- the assistant --- */

static void
imported (LtWindow *self, LtImportReport *report, LtImportWindow *assistant)
{
  g_autofree char *text
      = lt_import_summary_describe (g_object_get_data (G_OBJECT (assistant), "name"), report);
  AdwToast *toast;

  if (report->added + report->changed == 0)
    return;
  toast = lt_window_toast_offer (self, text, _ ("Undo"), UNDO_SECONDS);
  adw_toast_set_action_name (toast, "win.undo");
}

static void
assistant_closed (LtWindow *self)
{
  self->importing = FALSE;
  if (!g_cancellable_is_cancelled (self->cancellable))
    start_next (self);
}

static void
start (LtWindow *self, const Waiting *waiting)
{
  LtImportWindow *assistant = lt_import_window_new (GTK_WINDOW (self), self->session, waiting->path,
                                                    waiting->kind, waiting->temporary);

  self->importing = TRUE;
  g_object_set_data_full (G_OBJECT (assistant), "name", g_path_get_basename (waiting->path), g_free);
  g_signal_connect_object (assistant, "imported", G_CALLBACK (imported), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (assistant, "destroy", G_CALLBACK (assistant_closed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
start_next (LtWindow *self)
{
  Waiting *waiting;

  if (self->importing || !lt_session_get_workspace (self->session))
    return;
  waiting = g_queue_pop_head (&self->imports);
  if (!waiting)
    return;
  start (self, waiting);
  waiting_free (waiting);
}

static void
add_path (LtWindow *self, const char *path, int kind, gboolean temporary)
{
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting){ g_strdup (path), kind, temporary };
  g_queue_push_tail (&self->imports, waiting);
  start_next (self);
}

void
lt_window_import (LtWindow *self, const char *path, int kind)
{
  add_path (self, path, kind, FALSE);
}

static gboolean
has_ending (const char *path, gsize stem, const char *const *endings)
{
  for (guint i = 0; endings[i]; i++)
    if (g_ascii_strcasecmp (path + stem, endings[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A Shapefile and a MapInfo table are several files: people drop them all, and mean one. */
static gboolean
is_part (const char *path, GSList *files)
{
  static const char *const parts[] = { ".dbf", ".shx",     ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj",
                                       ".xml", ".shp.xml", ".dat", ".map", ".id",  ".ind", NULL };
  static const char *const wholes[] = { ".shp", ".tab", NULL };

  for (GSList *l = files; l; l = l->next)
    {
      g_autofree char *other = g_file_get_path (l->data);
      const char *dot = other ? strrchr (other, '.') : NULL;
      gsize stem = dot ? (gsize) (dot - other) : 0;

      if (dot && has_ending (other, stem, wholes) && strncmp (path, other, stem) == 0
          && has_ending (path, stem, parts))
        return TRUE;
    }
  return FALSE;
}

static void
add_files (LtWindow *self, GSList *files)
{
  for (GSList *l = files; l; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path && is_part (path, files))
        continue;
      if (path)
        lt_window_import (self, path, -1);
      else
        lt_window_toast (self, _ ("Liantu needs a file on this computer; copy it here first."));
    }
}

/* --- asking --- */

static void
source_chosen (LtWindow *self, const char *path, gpointer data)
{
  lt_window_import (self, path, GPOINTER_TO_INT (data));
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
      return _ ("Import Enterprises");
    default:
      return _ ("Import");
    }
}

void
lt_window_ask_import (LtWindow *self, LtKind kind)
{
  static const char *const filters[] = { N_ ("Tables and maps"),
                                         "*.xlsx;*.xls;*.ods;*.csv;*.tsv;*.txt;*.shp;*.zip;*.gpkg;*.geojson;*"
                                         ".geojsonl;*.json;*.kml;*.kmz;*.dxf;*.gdb;"
                                         "*.fgb;*.tab;*.mif;*.XLSX;*.XLS;*.CSV;*.TXT;*.SHP;*.ZIP;*.KML;*.DXF",
                                         N_ ("All files"), "*", NULL };

  lt_window_choose_file (self, import_title (kind), GTK_FILE_CHOOSER_ACTION_OPEN, filters, NULL,
                         source_chosen, GINT_TO_POINTER ((int) kind));
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
open_first (LtWindow *self, GSList *files)
{
  g_autofree char *path = g_file_get_path (files->data);

  if (path)
    lt_window_open (self, path, FALSE);
}

static void
answered (LtWindow *self, const char *response, AdwMessageDialog *dialog)
{
  GSList *files = g_object_get_data (G_OBJECT (dialog), "files");

  if (g_str_equal (response, "open"))
    open_first (self, files);
  else if (g_str_equal (response, "import"))
    add_files (self, files);
}

/* A GeoPackage may be another workspace, or rows for this one. */
static void
ask_which (LtWindow *self, GSList *files)
{
  g_autofree char *name = g_file_get_basename (files->data);
  AdwMessageDialog *dialog
      = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), _ ("Open or Import?"), name));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "open", _ ("_Open as a Workspace"),
                                    "import", _ ("_Import Its Rows"), NULL);
  adw_message_dialog_set_default_response (dialog, "import");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "files", g_slist_copy_deep (files, copy_file, NULL), free_files);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
is_writable (LtWindow *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  return workspace && !lt_workspace_is_read_only (workspace);
}

/* What letting go would do. */
static GdkDragAction
drag_entered (LtWindow *self)
{
  gtk_label_set_text (self->drop_label,
                      is_writable (self) ? _ ("Drop to import the rows") : _ ("Drop to open the file"));
  gtk_widget_set_visible (self->drop_hint, TRUE);
  return GDK_ACTION_COPY;
}

static void
drag_left (LtWindow *self)
{
  gtk_widget_set_visible (self->drop_hint, FALSE);
}

static gboolean
dropped (LtWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);
  g_autofree char *name = files ? g_file_get_basename (files->data) : NULL;

  drag_left (self);
  if (!files)
    return FALSE;
  if (!is_writable (self))
    open_first (self, files);
  else if (!files->next && g_str_has_suffix (name, ".gpkg"))
    ask_which (self, files);
  else
    add_files (self, files);
  return TRUE;
}

void
lt_window_init_drop (LtWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "enter", G_CALLBACK (drag_entered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (drag_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- a table pasted from a spreadsheet --- */

static void
table_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    add_path (self, g_file_peek_path (G_FILE (source)), -1, TRUE);
  else
    lt_window_show_error (self, error);
}

static void
write_table (LtWindow *self, const char *text)
{
  /* Translators: stands for a file's name, for rows pasted from the clipboard; no / in it. */
  g_autofree char *name = g_strdup_printf ("%s-%08x.tsv", _ ("Pasted table"), g_random_int ());
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, self->cancellable,
                                       table_written, g_object_ref (self));
}

static void
text_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtWindow) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (text && strpbrk (text, "\t\n"))
    write_table (self, text);
  else
    lt_window_toast (self,
                     _ ("The clipboard holds no table: copy rows with their titles from a spreadsheet."));
}

void
lt_window_paste (LtWindow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (is_writable (self))
    gdk_clipboard_read_text_async (clipboard, self->cancellable, text_read, g_object_ref (self));
}
