#pragma once

#include <gtk/gtk.h>

#include "lt-catalogue.h"
#include "lt-record.h"

G_BEGIN_DECLS

/* One thing that the search found. Exactly one of place, chain, district, record is set. */
typedef struct
{
  gboolean is_place;
  const char *name; /* (nullable): the place's, on the base map */
  double longitude;
  double latitude;
  LtChain *chain;
  LtDistrict *district;
  LtRecord *record;
} LtHit;

/* A row of the search's popover. */
#define LT_TYPE_HIT_ROW (lt_hit_row_get_type ())
G_DECLARE_FINAL_TYPE (LtHitRow, lt_hit_row, LT, HIT_ROW, GtkListBoxRow)

/* References what the hit holds. */
GtkWidget *lt_hit_row_new (const LtHit *hit, LtCatalogue *catalogue);
const LtHit *lt_hit_row_get_hit (LtHitRow *self);

G_END_DECLS
