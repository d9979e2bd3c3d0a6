#pragma once

#include "lt-catalogue.h"
#include "lt-record.h"

G_BEGIN_DECLS

/* What people read of a record: one place, so that rows, cards and search say it alike. Every
 * function gives NULL for what is absent; "not recorded" is up to the caller. */

/* The text of a field by name, NULL also when the kind has no such field. (transfer none). */
const char *lt_record_text_peek (LtRecord *record, const char *name);
gboolean lt_record_text_number (LtRecord *record, const char *name, double *value);
/* What it is called: its name, else its number. (transfer none). */
const char *lt_record_text_title (LtRecord *record);
/* The district's name in the person's language. (transfer none). */
const char *lt_record_text_district (LtRecord *record, LtCatalogue *catalogue);
/* A field as people write it: thousands separated, 亩 and 亿元, names for codes. (transfer full). */
char *lt_record_text_value (LtRecord *record, guint field, LtCatalogue *catalogue);
/* The furthest stage of a project whose date is there and not after `today` (ISO 8601): "Started".
 * (transfer none). */
const char *lt_record_text_stage (LtRecord *record, const char *today);

G_END_DECLS
