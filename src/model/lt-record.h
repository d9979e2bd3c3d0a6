#pragma once

#include <glib-object.h>

#include "lt-field.h"
#include "lt-geometry.h"

G_BEGIN_DECLS

/* One row of any kind: its values by field index, its geometry. Filled by one thread, then only
 * read (list models hand the same object to the main thread). A value that is not there is NULL /
 * absent: "未录入", never zero. */
#define LT_TYPE_RECORD (lt_record_get_type ())
G_DECLARE_FINAL_TYPE (LtRecord, lt_record, LT, RECORD, GObject)

LtRecord *lt_record_new (LtKind kind);
/* The same values, geometry and row id. Returns: (transfer full). */
LtRecord *lt_record_copy (LtRecord *self);
/* Empties it to be filled again, so that a reader of a million rows needs one object. */
void lt_record_clear (LtRecord *self);
LtKind lt_record_get_kind (LtRecord *self);
/* Row id in the workspace; 0 when it has none yet. */
gint64 lt_record_get_id (LtRecord *self);
void lt_record_set_id (LtRecord *self, gint64 id);

/* Text of a field (TEXT, CODE, DATE, CHAINS, DISTRICT), or NULL when absent. (transfer none). */
const char *lt_record_get_text (LtRecord *self, guint field);
/* Copies; NULL or "" makes it absent. */
void lt_record_set_text (LtRecord *self, guint field, const char *text);
/* Number of a field (INTEGER, NUMBER); FALSE when absent. */
gboolean lt_record_get_number (LtRecord *self, guint field, double *value);
void lt_record_set_number (LtRecord *self, guint field, double value);
/* Whether both are one number as far as files can say it: to the fifteen digits of spreadsheets or the twelve
 * decimals of DBF tables. */
gboolean lt_record_is_same_number (double a, double b);
gboolean lt_record_has (LtRecord *self, guint field);

/* (transfer none) (nullable): degrees, WGS-84. */
LtGeometry *lt_record_get_geometry (LtRecord *self);
/* Takes ownership; NULL for a row without a position. */
void lt_record_take_geometry (LtRecord *self, LtGeometry *geometry);

/* Columns of the source that match no field, as a JSON object; NULL when there are none. */
const char *lt_record_get_extra (LtRecord *self);
void lt_record_set_extra (LtRecord *self, const char *json);

/* By name, for panels and tests: the field must exist in the kind. */
const char *lt_record_peek (LtRecord *self, const char *name);
/* The chain numbers of a CHAINS field, primary first. Returns: count written, at most `max`. */
guint lt_record_get_chains (LtRecord *self, guint *numbers, guint max);

G_END_DECLS
