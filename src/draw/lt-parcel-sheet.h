#pragma once

#include "lt-judge.h"
#include "lt-judging.h"
#include "lt-record.h"

G_BEGIN_DECLS

/* The one-page card of a parcel (一地一档): outline, areas, users, every indicator against its standard with
 * the reason, what is missing, and where it all comes from. A4 upright. */
typedef struct _LtParcelSheet LtParcelSheet;

/* `subject`: the parcel's row in the judgement. `occupants` (element-type LtOccupant). All are kept with a
 * reference. Returns: (transfer full). */
LtParcelSheet *lt_parcel_sheet_new (
    LtRecord *record, LtCatalogue *catalogue, LtJudgement *judgement, guint subject, GPtrArray *occupants);
void lt_parcel_sheet_free (LtParcelSheet *self);

/* Into .pdf, .svg or .png (150 dpi), by the name's end; an older file is overwritten. LT_ERROR_VALUE for
 * another end, LT_ERROR_IO when it can't be written. Any thread. */
gboolean lt_parcel_sheet_write (const LtParcelSheet *self, const char *path, GError **error);
/* Writes on a worker thread; takes `self`. */
void lt_parcel_sheet_write_async (LtParcelSheet *self,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
gboolean lt_parcel_sheet_write_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtParcelSheet, lt_parcel_sheet_free)

G_END_DECLS
