#pragma once

#include "lt-kind.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* The version this program writes: the number of migrations in data/migrations. */
#define LT_SCHEMA_VERSION 5

/* Says which schema version a file has. LT_ERROR_NOT_WORKSPACE for any other file. */
gboolean lt_schema_identify (LtStore *store, int *version, GError **error);

/* Brings a file of version `from` (0: an empty one) to LT_SCHEMA_VERSION within the transaction that
 * the caller holds: the numbered SQL files, then the feature tables from the data dictionary. */
gboolean lt_schema_migrate (LtStore *store, int from, GError **error);

/* Adds what the data dictionary has and the feature tables lack, with the caller's transaction. */
gboolean lt_schema_complete (LtStore *store, GError **error);

/* TRUE when lt_schema_complete has something to do. */
gboolean lt_schema_is_complete (LtStore *store, gboolean *complete, GError **error);

/* Reads through the file's structure; large files only where Liantu's own small tables are. */
gboolean lt_schema_check (LtStore *store, GError **error);

G_END_DECLS
