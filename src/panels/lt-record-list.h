#pragma once

#include "lt-record-item.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* A GListModel of LtRecordItem over the rows of one kind that pass a filter. It knows the ids of all
 * of them (8 bytes each) and fetches the rows themselves a page at a time, as they are asked for; it
 * keeps no more than a few thousand. Main thread only; no GTK.
 *
 * Properties, notified: "loading" (boolean): a search for ids is under way; "n-items" (uint).
 * Signal "found": a search has ended, also when it changed nothing. */
#define LT_TYPE_RECORD_LIST (lt_record_list_get_type ())
G_DECLARE_FINAL_TYPE (LtRecordList, lt_record_list, LT, RECORD_LIST, GObject)

#define LT_RECORD_LIST_PAGE 100

LtRecordList *lt_record_list_new (LtKind kind);

/* Empties the list. `workspace` (nullable) is borrowed with a reference. */
void lt_record_list_set_workspace (LtRecordList *self, LtWorkspace *workspace);

/* Looks the rows up anew (filter copied; its kind is ignored). The rows shown stay until the answer
 * is there; it then changes the model in one "items-changed", and rows that stay are fetched again.
 * A query that comes while another runs replaces it. */
void lt_record_list_query (LtRecordList *self, const LtFilter *filter);

/* Shows rows that were found otherwise: gint64, in their order. Takes `ids`. */
void lt_record_list_take_ids (LtRecordList *self, GArray *ids);

gboolean lt_record_list_is_loading (LtRecordList *self);
/* One sentence when the last query failed, else NULL. */
const char *lt_record_list_get_error (LtRecordList *self);

/* All ids in order. (transfer none); *n their count. */
const gint64 *lt_record_list_get_ids (LtRecordList *self, guint *n);
/* Where a row is, or G_MAXUINT. */
guint lt_record_list_find (LtRecordList *self, gint64 id);

G_END_DECLS
