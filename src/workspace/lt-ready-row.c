#include "config.h"

#include "lt-ready-row.h"

#include "lt-gpkg-blob.h"
#include "lt-row-check.h"
#include "lt-rows.h"

void
lt_ready_row_init (LtReadyRow *self, LtKind kind)
{
  *self = (LtReadyRow){ .record = lt_record_new (kind), .values = lt_insert_log_new_loose () };
}

void
lt_ready_row_clear (LtReadyRow *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->blob, g_bytes_unref);
  g_clear_pointer (&self->values, lt_insert_log_free);
}

static void
make_blob (LtReadyRow *self)
{
  gsize length = 0;
  gconstpointer data;

  g_clear_pointer (&self->blob, g_bytes_unref);
  self->blob
      = lt_rows_encode_geometry (lt_record_get_kind (self->record), lt_record_get_geometry (self->record));
  data = self->blob != NULL ? g_bytes_get_data (self->blob, &length) : NULL;
  self->has_box = data != NULL && lt_gpkg_blob_box (data, length, &self->box);
}

gboolean
lt_ready_row_make (LtReadyRow *self, LtCatalogue *catalogue, GError **error)
{
  if (!lt_row_check (catalogue, self->record, error))
    return FALSE;
  self->id = lt_record_get_id (self->record);
  lt_row_keys_read (&self->keys, self->record);
  self->district = lt_row_check_find_district (catalogue, self->record);
  make_blob (self);
  self->n_chains = lt_record_get_chains (self->record, self->chains, LT_READY_ROW_MAX_CHAINS);
  return TRUE;
}
