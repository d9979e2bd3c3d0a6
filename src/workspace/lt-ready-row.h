#pragma once

#include "lt-box.h"
#include "lt-catalogue.h"
#include "lt-insert-log.h"
#include "lt-record.h"
#include "lt-row-finder.h"

G_BEGIN_DECLS

#define LT_READY_ROW_MAX_CHAINS 32

/* A row to be written with all that can be made of it before the table is asked: whoever reads ahead makes
 * it, so that the thread that writes need not. */
typedef struct
{
  LtRecord *record;
  gint64 id;      /* of the row that it means, 0: of whichever has its keys */
  LtRowKeys keys; /* as the record has them */
  const char
      *district; /* the one around a row that names none, should it be new; (nullable), the catalogue's */
  GBytes *blob;  /* its geometry as the column holds it; (nullable) */
  gboolean has_box;
  LtBox box;           /* around that */
  LtInsertLog *values; /* should it be new: what lt_inserter_encode made of it */
  gsize id_at;         /* where its id is in them */
  guint n_chains;
  guint chains[LT_READY_ROW_MAX_CHAINS];
} LtReadyRow;

/* A row of that kind without values; lt_ready_row_clear lets go of what it holds, and of nothing else. */
void lt_ready_row_init (LtReadyRow *self, LtKind kind);
void lt_ready_row_clear (LtReadyRow *self);

/* Checks and completes what the record holds and makes the rest of it. FALSE with an error as lt_row_check
 * has it. */
gboolean lt_ready_row_make (LtReadyRow *self, LtCatalogue *catalogue, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LtReadyRow, lt_ready_row_clear)

G_END_DECLS
