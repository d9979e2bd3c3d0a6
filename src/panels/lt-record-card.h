#pragma once

#include <gtk/gtk.h>

#include "lt-catalogue.h"
#include "lt-record.h"

G_BEGIN_DECLS

/* Every field of one record as the data dictionary has them, with what is not recorded said so, and
 * the columns its source had besides. Template ui/lt-record-card.ui. Signal "closed". */
#define LT_TYPE_RECORD_CARD (lt_record_card_get_type ())
G_DECLARE_FINAL_TYPE (LtRecordCard, lt_record_card, LT, RECORD_CARD, GtkWidget)

GtkWidget *lt_record_card_new (void);
void lt_record_card_set_record (LtRecordCard *self, LtRecord *record, LtCatalogue *catalogue);

G_END_DECLS
