#pragma once

#include "lt-compare.h"
#include "lt-reading.h"

G_BEGIN_DECLS

/* As LtCompareFunc, with the number of the row. */
typedef gboolean (*LtFateFunc) (
    LtRecord *record, LtRecord *present, LtPutResult result, guint row, gpointer data);

/* Reads an open file from front to end once, into the workspace or against it, with everything that is
 * checked about its rows together. */
typedef struct
{
  LtWorkspace *workspace;
  LtReading *reading;
  const LtImportOptions *options;
  const GByteArray *left_out; /* (nullable): 1 for each row, by its number, that is not written */
  LtFateFunc fate;            /* (nullable): told of each row that passed, instead of writing it */
  LtGoneFunc gone;            /* (nullable) */
  gpointer data;
  LtProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
} LtImportRun;

/* Returns: (transfer full): the report, without `seconds`. */
LtImportReport *lt_import_run (const LtImportRun *run, GError **error);

G_END_DECLS
