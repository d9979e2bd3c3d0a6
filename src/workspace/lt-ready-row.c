#include "config.h"

#include "lt-ready-row.h"

#include "lt-row-check.h"
#include "lt-rows.h"

void
lt_ready_row_init (LtReadyRow *self, LtKind kind)
{
  *self = (LtReadyRow){ .record = lt_record_new (kind) };
}

void
lt_ready_row_clear (LtReadyRow *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->blob, g_bytes_unref);
}

gboolean
lt_ready_row_make (LtReadyRow *self, LtCatalogue *catalogue, GError **error)
{
  if (!lt_row_check (catalogue, self->record, error))
    return FALSE;
  self->district = lt_row_check_find_district (catalogue, self->record);
  g_clear_pointer (&self->blob, g_bytes_unref);
  self->blob
      = lt_rows_encode_geometry (lt_record_get_kind (self->record), lt_record_get_geometry (self->record));
  self->n_chains = lt_record_get_chains (self->record, self->chains, LT_READY_ROW_MAX_CHAINS);
  return TRUE;
}
