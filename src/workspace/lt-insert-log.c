#include "config.h"

#include "lt-insert-log.h"

#include <string.h>

#include "lt-hash.h"

struct _LtInsertLog
{
  guint8 *data;
  gsize length;
  gsize size;
  gsize head; /* length of the section's head */
  guint n_rows;
};

static guint8 *
grow (LtInsertLog *self, gsize more)
{
  if (self->size - self->length < more)
    {
      self->size = MAX (2 * self->size, self->length + more);
      self->data = g_realloc (self->data, self->size);
    }
  self->length += more;
  return self->data + self->length - more;
}

/* SQLite's variable-length integer: seven bits a byte, the highest first. A length needs five at most. */
static void
add_varint (LtInsertLog *self, guint32 value)
{
  guint8 bytes[5];
  guint n = 0;

  do
    {
      bytes[n] = (guint8) ((value & 0x7F) | (n > 0 ? 0x80 : 0));
      value >>= 7;
      n++;
    }
  while (value > 0);
  while (n > 0)
    *grow (self, 1) = bytes[--n];
}

LtInsertLog *
lt_insert_log_new (const char *table, guint n_columns, guint key)
{
  LtInsertLog *self = g_new0 (LtInsertLog, 1);
  gsize length = strlen (table) + 1;

  *grow (self, 1) = 'T';
  add_varint (self, n_columns);
  for (guint i = 0; i < n_columns; i++)
    *grow (self, 1) = i == key;
  memcpy (grow (self, length), table, length);
  self->head = self->length;
  return self;
}

LtInsertLog *
lt_insert_log_new_loose (void)
{
  return g_new0 (LtInsertLog, 1);
}

void
lt_insert_log_free (LtInsertLog *self)
{
  if (self == NULL)
    return;
  g_free (self->data);
  g_free (self);
}

void
lt_insert_log_begin_row (LtInsertLog *self)
{
  guint8 *at = grow (self, 2);

  at[0] = SQLITE_INSERT;
  at[1] = FALSE;
  self->n_rows++;
}

static void
put_eight (guint8 *at, LtLogType type, gconstpointer value)
{
  guint64 bits;

  memcpy (&bits, value, sizeof bits);
  bits = GUINT64_TO_BE (bits);
  at[0] = (guint8) type;
  memcpy (at + 1, &bits, sizeof bits);
}

void
lt_insert_log_add_integer (LtInsertLog *self, gint64 value)
{
  put_eight (grow (self, 9), LT_LOG_INTEGER, &value);
}

void
lt_insert_log_add_real (LtInsertLog *self, double value)
{
  /* SQLite keeps a whole number of a REAL column as an integer, which has no -0. */
  value += 0.0;
  put_eight (grow (self, 9), LT_LOG_REAL, &value);
}

static void
add_bytes (LtInsertLog *self, LtLogType type, gconstpointer data, gsize length)
{
  *grow (self, 1) = (guint8) type;
  add_varint (self, (guint32) length);
  if (length > 0)
    memcpy (grow (self, length), data, length);
}

void
lt_insert_log_add_text (LtInsertLog *self, const char *text)
{
  if (text != NULL)
    add_bytes (self, LT_LOG_TEXT, text, strlen (text));
  else
    lt_insert_log_add_null (self);
}

void
lt_insert_log_add_blob (LtInsertLog *self, gconstpointer data, gsize length)
{
  add_bytes (self, LT_LOG_BLOB, data, length);
}

void
lt_insert_log_add_null (LtInsertLog *self)
{
  *grow (self, 1) = LT_LOG_NULL;
}

void
lt_insert_log_add_value (LtInsertLog *self, sqlite3_value *value)
{
  switch (value != NULL ? sqlite3_value_type (value) : SQLITE_NULL)
    {
    case SQLITE_INTEGER:
      lt_insert_log_add_integer (self, sqlite3_value_int64 (value));
      break;
    case SQLITE_FLOAT:
      lt_insert_log_add_real (self, sqlite3_value_double (value));
      break;
    case SQLITE_TEXT:
      add_bytes (self, LT_LOG_TEXT, sqlite3_value_text (value), (gsize) sqlite3_value_bytes (value));
      break;
    case SQLITE_BLOB:
      add_bytes (self, LT_LOG_BLOB, sqlite3_value_blob (value), (gsize) sqlite3_value_bytes (value));
      break;
    default:
      lt_insert_log_add_null (self);
    }
}

void
lt_insert_log_append (LtInsertLog *self, const LtInsertLog *rows)
{
  memcpy (grow (self, rows->length), rows->data, rows->length);
  self->n_rows += rows->n_rows;
}

void
lt_insert_log_set_integer (LtInsertLog *self, gsize at, gint64 value)
{
  put_eight (self->data + at, LT_LOG_INTEGER, &value);
}

void
lt_insert_log_hash (const LtInsertLog *self, gsize begin, guint8 hash[LT_INSERT_LOG_HASH])
{
  guint32 half = GUINT32_TO_LE ((guint32) lt_hash_bytes (self->data + begin, self->length - begin));

  memcpy (hash, &half, sizeof half);
}

gsize
lt_insert_log_get_end (const LtInsertLog *self)
{
  return self->length;
}

guint
lt_insert_log_get_n_rows (const LtInsertLog *self)
{
  return self->n_rows;
}

static gsize
read_varint (const guint8 **at)
{
  gsize value = 0;

  do
    value = value << 7 | (**at & 0x7F);
  while ((*(*at)++ & 0x80) != 0);
  return value;
}

void
lt_insert_log_enter_section (const guint8 **at)
{
  g_assert (**at == 'T');
  ++*at;
  *at += read_varint (at);
  *at += strlen ((const char *) *at) + 1;
}

gboolean
lt_insert_log_enter_row (const guint8 **at)
{
  if (**at != SQLITE_INSERT)
    return FALSE;
  *at += 2;
  return TRUE;
}

void
lt_insert_log_read (const guint8 **at, LtLogValue *value)
{
  guint64 bits;

  value->type = *(*at)++;
  if (value->type == LT_LOG_INTEGER || value->type == LT_LOG_REAL)
    {
      memcpy (&bits, *at, sizeof bits);
      bits = GUINT64_FROM_BE (bits);
      memcpy (&value->integer, &bits, sizeof bits);
      memcpy (&value->real, &bits, sizeof bits);
      *at += sizeof bits;
    }
  else if (value->type != LT_LOG_NULL)
    {
      value->length = read_varint (at);
      value->data = *at;
      *at += value->length;
    }
}

gconstpointer
lt_insert_log_get_data (const LtInsertLog *self, gsize *length)
{
  *length = self->n_rows > 0 ? self->length : 0;
  return self->data;
}

void
lt_insert_log_clear (LtInsertLog *self)
{
  self->length = self->head;
  self->n_rows = 0;
}
