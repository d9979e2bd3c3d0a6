#pragma once

#include "lt-columns.h"
#include "lt-exchange.h"
#include "lt-source.h"

G_BEGIN_DECLS

/* Turns a source's rows into records that pass every check; what does not pass goes into the report.
 * One thread at a time (it is read on the workspace's owner thread). */
typedef struct _LtRowReader LtRowReader;

/* Borrows everything until it is freed; takes `columns`. `n_rows`: how many to expect, -1 unknown. */
LtRowReader *lt_row_reader_new (LtKind kind,
                                LtCatalogue *catalogue,
                                const LtSourceFuncs *funcs,
                                LtSource *source,
                                LtColumn *columns,
                                guint n_columns,
                                LtImportReport *report);
void lt_row_reader_free (LtRowReader *self);

/* Called now and then, at most ten times a second, and checked for cancelling. */
void lt_row_reader_set_progress (
    LtRowReader *self, gint64 n_rows, LtProgressFunc progress, gpointer data, GCancellable *cancellable);

/* Fills the record with the next good row. FALSE at the end or, with *error set, on failure. */
gboolean lt_row_reader_next (LtRowReader *self, LtRecord *record, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRowReader, lt_row_reader_free)

G_END_DECLS
