#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* One parcel (or enterprise) with everything its verdict was made of: outline, areas, users, each indicator
 * as a bullet with its reason to unfold, what is missing, and figures to try. Template ui/lt-parcel-card.ui.
 * Signals: "closed"; "message" (const char *): one sentence for people. */
#define LT_TYPE_PARCEL_CARD (lt_parcel_card_get_type ())
G_DECLARE_FINAL_TYPE (LtParcelCard, lt_parcel_card, LT, PARCEL_CARD, GtkWidget)

GtkWidget *lt_parcel_card_new (void);
/* (nullable). */
void lt_parcel_card_set_session (LtParcelCard *self, LtSession *session);
/* Shows a record as the session's land use judges it now; NULL empties it. */
void lt_parcel_card_set_record (LtParcelCard *self, LtRecord *record);

G_END_DECLS
