#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* New rows as SQLite's session extension would store them in a changeset ("Changeset Format" in
 * sqlite3session.c), written while they are bound rather than read back from their tables. A section a
 * table: 'T', count of columns, a byte a column that tells the primary key's, the name with its zero; then
 * a row each: operation, direct or not, and its values, each a byte for the type, then eight bytes big
 * endian for a number, or length and bytes. */
typedef struct _LtInsertLog LtInsertLog;

typedef enum
{
  LT_LOG_INTEGER = 1,
  LT_LOG_REAL = 2,
  LT_LOG_TEXT = 3,
  LT_LOG_BLOB = 4,
  LT_LOG_NULL = 5,
} LtLogType;

/* One value of a row in the log; `data` belongs to the log until it is added to. */
typedef struct
{
  LtLogType type;
  gint64 integer;
  double real;
  const void *data; /* text (without an end) or blob */
  gsize length;
} LtLogValue;

/* A section for a table whose first column is its INTEGER PRIMARY KEY, or any other by index. */
LtInsertLog *lt_insert_log_new (const char *table, guint n_columns, guint key);
/* Rows without a section, to be appended to one. */
LtInsertLog *lt_insert_log_new_loose (void);
void lt_insert_log_free (LtInsertLog *self);

/* A new row; then its values, one a column. */
void lt_insert_log_begin_row (LtInsertLog *self);
void lt_insert_log_add_integer (LtInsertLog *self, gint64 value);
void lt_insert_log_add_real (LtInsertLog *self, double value);
void lt_insert_log_add_text (LtInsertLog *self, const char *text); /* (nullable) */
void lt_insert_log_add_blob (LtInsertLog *self, gconstpointer data, gsize length);
void lt_insert_log_add_null (LtInsertLog *self);
void lt_insert_log_add_value (LtInsertLog *self, sqlite3_value *value); /* (nullable) */
/* The rows of a loose log. */
void lt_insert_log_append (LtInsertLog *self, const LtInsertLog *rows);
/* Another integer in the place of the one that was added when the log ended there. */
void lt_insert_log_set_integer (LtInsertLog *self, gsize at, gint64 value);

/* What tells a row from another, from where it begins in the log to the log's end. */
#define LT_INSERT_LOG_HASH 4
void lt_insert_log_hash (const LtInsertLog *self, gsize begin, guint8 hash[LT_INSERT_LOG_HASH]);

/* Where the next row will begin. */
gsize lt_insert_log_get_end (const LtInsertLog *self);
guint lt_insert_log_get_n_rows (const LtInsertLog *self);

/* Reading a section's bytes, each moves `*at` on: skips its head; skips a row's head, FALSE where another
 * section begins; takes the row's next value. */
void lt_insert_log_enter_section (const guint8 **at);
gboolean lt_insert_log_enter_row (const guint8 **at);
void lt_insert_log_read (const guint8 **at, LtLogValue *value);

/* The section; empty when it has no row. */
gconstpointer lt_insert_log_get_data (const LtInsertLog *self, gsize *length);
/* Forgets the rows. */
void lt_insert_log_clear (LtInsertLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtInsertLog, lt_insert_log_free)

G_END_DECLS
