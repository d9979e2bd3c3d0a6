#pragma once

#include "lt-catalogue.h"
#include "lt-record.h"

G_BEGIN_DECLS

#define LT_READY_ROW_MAX_CHAINS 32

/* A row to be written with all that can be made of it before the table is asked: whoever reads ahead makes
 * it, so that the thread that writes need not. */
typedef struct
{
  LtRecord *record;
  const char
      *district; /* the one around a row that names none, should it be new; (nullable), the catalogue's */
  GBytes *blob;  /* its geometry as the column holds it; (nullable) */
  guint chains[LT_READY_ROW_MAX_CHAINS];
  guint n_chains;
} LtReadyRow;

void lt_ready_row_init (LtReadyRow *self, LtKind kind);
void lt_ready_row_clear (LtReadyRow *self);

/* Checks and completes what the record holds and makes the rest of it. FALSE with an error as lt_row_check
 * has it. */
gboolean lt_ready_row_make (LtReadyRow *self, LtCatalogue *catalogue, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LtReadyRow, lt_ready_row_clear)

G_END_DECLS
