#pragma once

#include "lt-record.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Finds the row that is there already and that a record means: by its first key with a value, else by a
 * later key among rows whose earlier keys are empty. */
typedef struct _LtRowFinder LtRowFinder;

LtRowFinder *lt_row_finder_new (LtStore *store, LtKind kind);
void lt_row_finder_free (LtRowFinder *self);

/* From now on the keys of the table are in memory, sixteen bytes or so each, read when the first record is
 * looked for by them: what is none of them is known without a look into the table. */
void lt_row_finder_keep_keys (LtRowFinder *self);
/* Told of a record that was written. */
void lt_row_finder_note (LtRowFinder *self, LtRecord *record);
/* Told of a record that will be looked for some records later. */
void lt_row_finder_expect (LtRowFinder *self, LtRecord *record);

/* FALSE only where lt_row_finder_find would not have to look into the table, and find nothing. */
gboolean lt_row_finder_must_look (LtRowFinder *self, LtRecord *record);
/* *fid 0: there is none. */
gboolean lt_row_finder_find (LtRowFinder *self, LtRecord *record, gint64 *fid, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRowFinder, lt_row_finder_free)

G_END_DECLS
