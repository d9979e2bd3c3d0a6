#pragma once

#include "lt-store.h"

G_BEGIN_DECLS

/* A column that names a row of another table: "project_chains"."project_id" → "projects". */
typedef struct
{
  char *table;
  char *column;
  char *object; /* the table it points to */
} LtLink;

/* Every foreign key of the file, as its schema says now: what hangs on a row when it is deleted, and whose
 * history a row belongs to. Returns: (transfer full) (element-type LtLink). */
GPtrArray *lt_links_read (LtStore *store, GError **error);

G_END_DECLS
