#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* Files in. GDAL and its hundred libraries take 70 ms and 20 MB to load, so all that needs it lives
 * in a module (lt-exchange-module) that the first call here loads; callers notice nothing. */

typedef struct
{
  guint row;     /* 1 for the first row of data; 0 when about the file */
  char *field;   /* column as the file calls it; NULL when about the row */
  char *value;   /* as found, shortened */
  char *message; /* one sentence: what is wrong and what to do */
} LtIssue;

typedef struct
{
  guint read;
  guint added;
  guint changed;
  guint unchanged;
  guint rejected; /* rows not written; each has an issue */
  double seconds;
  GPtrArray *issues; /* LtIssue; at most 1000, the rest only counted */
  guint n_issues;
} LtImportReport;

void lt_import_report_free (LtImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtImportReport, lt_import_report_free)

/* Progress from 0 to 1 (-1 unknown) and rows read so far; called from the working thread, at most
 * ten times a second. */
typedef void (*LtProgressFunc) (double share, guint rows, gpointer data);

/* Reads `source` (CSV in UTF-8, GeoJSON, GeoPackage; WGS-84) and writes its rows as one undoable
 * change. Rows that can't be read are rejected and reported; an unreadable file is an error and
 * changes nothing. Waits; call it off the main thread. Returns: (transfer full). */
LtImportReport *lt_exchange_import (LtWorkspace *workspace,
                                    LtKind kind,
                                    const char *source,
                                    LtProgressFunc progress,
                                    gpointer data,
                                    GCancellable *cancellable,
                                    GError **error);

void lt_exchange_import_async (LtWorkspace *workspace,
                               LtKind kind,
                               const char *source,
                               LtProgressFunc progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
LtImportReport *lt_exchange_import_finish (GAsyncResult *result, GError **error);

G_END_DECLS
