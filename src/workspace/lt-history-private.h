#pragma once

#include "lt-history.h"
#include "lt-store.h"

G_BEGIN_DECLS

/* The functions of lt-history.h on a connection, which need not be of this version's schema. */
GPtrArray *lt_history_read_steps (LtStore *store, gint64 before, guint limit, GError **error);
GPtrArray *lt_history_read_moves (LtStore *store, guint limit, GError **error);
GPtrArray *lt_history_read_object (LtStore *store, const char *object, gint64 id, GError **error);

/* The object whose history is read. */
typedef struct
{
  LtStore *store;
  const char *table;
  gint64 id;
  GPtrArray *links; /* of the file */
  GHashTable *rows; /* "table id" of rows of other tables that hang on it, or did once */
} LtHistoryObject;

/* Adds the rows that a changeset shows to hang on the object: for every changeset, before any is decoded.
 * Those of an empty one, which refers to its rows, are there today or went with a later one. */
gboolean lt_history_find_rows (LtHistoryObject *self, const void *changeset, int length, GError **error);
/* Adds what a changeset changed on the object to `changes`. */
gboolean lt_history_decode (
    LtHistoryObject *self, const void *changeset, int length, GPtrArray *changes, GError **error);
/* What a changeset, itself empty, inserted of the object and of the rows that hang on it, as a changeset. A
 * row that another program has changed since is not in it: that goes to `changes`. Returns: (transfer full)
 * (nullable): NULL with *error. */
GByteArray *lt_history_make_inserted (LtHistoryObject *self, gint64 id, GPtrArray *changes, GError **error);
/* An LtStepChange is freed with this. */
void lt_step_change_free (gpointer data);

G_END_DECLS
