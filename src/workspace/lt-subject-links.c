#include "config.h"

#include "lt-subject-loader.h"

static gboolean
read_chains (LtStore *store, LtSubjects *subjects, GError **error)
{
  sqlite3_stmt *statement = lt_store_prepare_once (
      store,
      subjects->kind == LT_SUBJECT_ENTERPRISE
          ? "SELECT enterprise_id, chain FROM enterprise_chains ORDER BY enterprise_id"
          : "SELECT o.parcel_id, c.chain FROM occupancy o JOIN enterprise_chains c ON c.enterprise_id = "
            "o.enterprise_id ORDER BY o.parcel_id",
      error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      int index = lt_subjects_find (subjects, sqlite3_column_int64 (statement, 0));

      if (index >= 0)
        lt_subjects_add_chain (subjects, (guint) index, sqlite3_column_int64 (statement, 1));
    }
  sqlite3_finalize (statement);
  return step == 0;
}

/* Of those on a parcel the one with most of its area stands for it, the first entered among equals. */
static gboolean
read_parcels (LtStore *store, LtSubjects *subjects, GError **error)
{
  sqlite3_stmt *statement = lt_store_prepare_once (store,
                                                   "SELECT parcel_id, enterprise_id FROM occupancy "
                                                   "ORDER BY parcel_id, coalesce (area_m2, 0) DESC, id",
                                                   error);
  gint64 last = G_MININT64;
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 parcel = sqlite3_column_int64 (statement, 0);
      int index = parcel != last ? lt_subjects_find (subjects, sqlite3_column_int64 (statement, 1)) : -1;

      if (index < 0)
        continue;
      lt_subjects_add_parcel (subjects, parcel, (guint) index);
      last = parcel;
    }
  sqlite3_finalize (statement);
  return step == 0;
}

gboolean
lt_subject_links_read (LtStore *store, LtSubjects *subjects, GError **error)
{
  return read_chains (store, subjects, error)
         && (subjects->kind == LT_SUBJECT_PARCEL || read_parcels (store, subjects, error));
}
