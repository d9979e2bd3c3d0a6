#pragma once

#include "lt-workspace.h"

G_BEGIN_DECLS

/* What lt_workspace_put would do, told without writing, and the rows as they are. */

/* Told of each record that `reader` gives, on the thread that reads: what its fate would be and, unless it
 * would be added, the row that is there (transfer none). FALSE stops. */
typedef gboolean (*LtCompareFunc) (LtRecord *record, LtRecord *present, LtPutResult result, gpointer data);
/* Told of a row that no record meant. FALSE stops. */
typedef gboolean (*LtGoneFunc) (LtRecord *present, gpointer data);

/* Compares every record with the workspace; `gone` (nullable) then hears of the rows that are left; of
 * figures only of those of the years that the records have. Waits. */
gboolean lt_workspace_compare (LtWorkspace *self,
                               LtKind kind,
                               LtRecordReader reader,
                               LtCompareFunc compare,
                               LtGoneFunc gone,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);

/* Whether the field of the record says something else than the row that is there; a value that the record
 * lacks says nothing. */
gboolean lt_compare_field_differs (LtRecord *record, LtRecord *present, guint field);
gboolean lt_compare_geometry_differs (LtRecord *record, LtRecord *present);

/* Gives every row of a feature table, with geometry and without chains, whose box meets `box` (nullable:
 * all); FALSE from `visit` stops. Runs on the thread for long loads and waits. */
typedef gboolean (*LtVisitFunc) (LtRecord *record, gpointer data);
gboolean lt_workspace_visit (LtWorkspace *self,
                             LtKind kind,
                             const LtBox *box,
                             LtVisitFunc visit,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
