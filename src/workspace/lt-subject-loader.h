#pragma once

#include "lt-judging.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* lt_judging.h on a connection. */
LtSubjects *lt_subject_loader_read (LtStore *store, const LtSubjectsFilter *filter, GError **error);
GPtrArray *
lt_subject_loader_read_occupants (LtStore *store, LtSubject kind, gint64 id, int year, GError **error);

/* Fills in the chains, and for enterprises the parcels that they have most of. Needs the rows. */
gboolean lt_subject_links_read (LtStore *store, LtSubjects *subjects, GError **error);

/* Fills in what enterprises are on which parcels. Needs the rows, their areas and the year. */
gboolean lt_subject_shares_read (LtStore *store, LtSubjects *subjects, GError **error);

/* Area an enterprise occupies on a parcel, in a query whose `o` is the occupancy: the only one there
 * has all of it when no area is recorded. */
#define LT_OCCUPIED_AREA_SQL                                                                                 \
  "coalesce (o.area_m2, CASE WHEN (SELECT count (*) FROM occupancy x WHERE x.parcel_id = o.parcel_id) = 1 "  \
  "THEN (SELECT p.area_m2 FROM parcels p WHERE p.fid = o.parcel_id) END)"

G_END_DECLS
