#pragma once

#include "lt-kind.h"
#include "lt-source.h"

G_BEGIN_DECLS

/* What a person once said about the columns of a file, remembered for files of the same shape: the same
 * kind and the same titles in the same order. Kept in mappings.ini in the person's configuration. */

/* "field=column", NULL-terminated. Returns: (transfer full) (nullable): NULL when nothing is known. */
GStrv lt_mapping_store_find (LtKind kind, const LtSourceColumn *columns, guint n);
/* Remembers; what can't be written is not remembered, which hurts nobody. */
void lt_mapping_store_keep (LtKind kind, const LtSourceColumn *columns, guint n, const char *const *map);

G_END_DECLS
