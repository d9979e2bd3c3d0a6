#pragma once

#include "lt-compare.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Writes yearly figures and occupancy: rows that belong to an enterprise, named by its credit code or else
 * its name, and to a year or a parcel. As lt_writer_put, whose part it is for these kinds. A row of an
 * enterprise or parcel that is not there is not written, and `put` hears LT_PUT_NO_ENTERPRISE or
 * LT_PUT_NO_PARCEL before the reader is asked for the next one. */
gboolean lt_table_writer_put (LtStore *store,
                              LtKind kind,
                              const char *title,
                              LtRecordReader reader,
                              LtPutFunc put,
                              gpointer data,
                              GCancellable *cancellable,
                              GError **error);

/* lt_workspace_compare for these kinds. Of figures only rows of the years that the records have can be gone.
 */
gboolean lt_table_writer_compare (LtStore *store,
                                  LtKind kind,
                                  LtRecordReader reader,
                                  LtCompareFunc compare,
                                  LtGoneFunc gone,
                                  gpointer data,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
