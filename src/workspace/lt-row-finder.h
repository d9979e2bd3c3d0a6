#pragma once

#include "lt-record.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* Finds the row that is there already and that a record means: by its first key with a value, else by a
 * later key among rows whose earlier keys are empty. */
typedef struct _LtRowFinder LtRowFinder;

#define LT_ROW_KEYS_MAX 4

/* Hashes (lt_key_set_hash) of the keys of a record, in the order of its fields; 0: no value. */
typedef struct
{
  guint64 hashes[LT_ROW_KEYS_MAX];
} LtRowKeys;

/* Any thread. */
void lt_row_keys_read (LtRowKeys *keys, LtRecord *record);

LtRowFinder *lt_row_finder_new (LtStore *store, LtKind kind);
void lt_row_finder_free (LtRowFinder *self);

/* From now on the keys of the table are in memory, sixteen bytes or so each, read when the first record is
 * looked for by them: what is none of them is known without a look into the table. */
void lt_row_finder_keep_keys (LtRowFinder *self);
/* Told of a record that was written. */
void lt_row_finder_note (LtRowFinder *self, const LtRowKeys *keys);
/* Told of a record that will be looked for some records later. */
void lt_row_finder_expect (LtRowFinder *self, const LtRowKeys *keys);

/* FALSE only where lt_row_finder_find would not have to look into the table, and find nothing. */
gboolean lt_row_finder_must_look (LtRowFinder *self, const LtRowKeys *keys);
/* *fid 0: there is none. */
gboolean
lt_row_finder_find (LtRowFinder *self, LtRecord *record, const LtRowKeys *keys, gint64 *fid, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtRowFinder, lt_row_finder_free)

G_END_DECLS
