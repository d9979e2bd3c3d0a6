#include "config.h"

#include "lt-row-finder.h"

#include "lt-key-set.h"

/* A way to find a row: by a field, among all rows or those whose keys before it are empty. */
typedef struct
{
  guint field;
  guint key; /* which of the keys that field is */
  gboolean others_empty;
  char *condition;
  char *sql;
  LtKeySet *keys; /* NULL: not read */
} Way;

struct _LtRowFinder
{
  LtStore *store;
  LtKind kind;
  const LtField *fields;
  guint n_fields;
  GArray *ways;
  gboolean keeps_keys;
};

void
lt_row_keys_read (LtRowKeys *keys, LtRecord *record)
{
  guint n_fields, n = 0;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n_fields);

  for (guint i = 0; i < n_fields && n < LT_ROW_KEYS_MAX; i++)
    {
      const char *text;

      if ((fields[i].flags & LT_FIELD_KEY) == 0)
        continue;
      text = lt_record_get_text (record, i);
      keys->hashes[n++] = text != NULL ? lt_key_set_hash (text) : 0;
    }
}

static void
clear_way (gpointer data)
{
  Way *way = data;

  g_free (way->condition);
  g_free (way->sql);
  g_clear_pointer (&way->keys, lt_key_set_free);
}

static char *
make_condition (LtRowFinder *self, guint field)
{
  GString *sql = g_string_new (NULL);

  for (guint i = 0; i < field; i++)
    {
      if ((self->fields[i].flags & LT_FIELD_KEY) != 0)
        g_string_append_printf (sql, " AND (\"%s\" IS NULL OR \"%s\" = '')", self->fields[i].name,
                                self->fields[i].name);
    }
  return g_string_free (sql, FALSE);
}

static void
add_way (LtRowFinder *self, guint field, guint key, gboolean others_empty)
{
  Way way = { .field = field, .key = key, .others_empty = others_empty };

  way.condition = others_empty ? make_condition (self, field) : g_strdup ("");
  way.sql = g_strdup_printf ("SELECT fid FROM \"%s\" WHERE \"%s\" = ?%s ORDER BY fid LIMIT 1",
                             lt_kind_get_name (self->kind), self->fields[field].name, way.condition);
  g_array_append_val (self->ways, way);
}

LtRowFinder *
lt_row_finder_new (LtStore *store, LtKind kind)
{
  LtRowFinder *self = g_new0 (LtRowFinder, 1);

  self->store = store;
  self->kind = kind;
  self->fields = lt_fields_get (kind, &self->n_fields);
  self->ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_array_set_clear_func (self->ways, clear_way);
  for (guint i = 0, key = 0; i < self->n_fields; i++)
    {
      if ((self->fields[i].flags & LT_FIELD_KEY) == 0)
        continue;
      add_way (self, i, key, FALSE);
      if (key++ > 0)
        add_way (self, i, key - 1, TRUE);
    }
  return self;
}

void
lt_row_finder_free (LtRowFinder *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->ways);
  g_free (self);
}

/* --- keys in memory --- */

static LtKeySet *
read_keys (LtRowFinder *self, const Way *way, GError **error)
{
  const char *name = self->fields[way->field].name;
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE \"%s\" NOT NULL%s", name,
                                          lt_kind_get_name (self->kind), name, way->condition);
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (self->store, sql, error);
  g_autoptr (LtKeySet) set = lt_key_set_new ();
  int step = -1;

  while (statement != NULL && (step = lt_store_step (self->store, statement, error)) == 1)
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);

      if (text != NULL)
        lt_key_set_add (set, lt_key_set_hash (text));
    }
  return step == 0 ? g_steal_pointer (&set) : NULL;
}

void
lt_row_finder_keep_keys (LtRowFinder *self)
{
  self->keeps_keys = TRUE;
}

/* A row that has an earlier key of the record's own has it in the table too. */
void
lt_row_finder_note (LtRowFinder *self, const LtRowKeys *keys)
{
  gboolean earlier = FALSE;

  for (guint i = 0; i < self->ways->len; i++)
    {
      Way *way = &g_array_index (self->ways, Way, i);
      guint64 hash = keys->hashes[way->key];

      earlier = earlier || (way->key > 0 && keys->hashes[way->key - 1] != 0);
      if (way->keys != NULL && hash != 0 && !(way->others_empty && earlier))
        lt_key_set_add (way->keys, hash);
    }
}

void
lt_row_finder_expect (LtRowFinder *self, const LtRowKeys *keys)
{
  for (guint i = 0; i < self->ways->len; i++)
    {
      const Way *way = &g_array_index (self->ways, Way, i);

      if (way->keys != NULL && keys->hashes[way->key] != 0)
        lt_key_set_prefetch (way->keys, keys->hashes[way->key]);
    }
}

/* --- looking --- */

/* The ways that a record can be looked for, in order. Calls of it: *i 0 first. */
static Way *
next_way (LtRowFinder *self, const LtRowKeys *keys, guint *i, gboolean *others_empty)
{
  while (*i < self->ways->len)
    {
      Way *way = &g_array_index (self->ways, Way, (*i)++);
      guint64 hash = keys->hashes[way->key];

      if (hash == 0 || way->others_empty != *others_empty)
        continue;
      *others_empty = TRUE;
      /* The same field comes once more for those whose others are empty. */
      while (*i < self->ways->len && g_array_index (self->ways, Way, *i).field == way->field)
        ++*i;
      if (way->keys == NULL || lt_key_set_may_have (way->keys, hash))
        return way;
    }
  return NULL;
}

gboolean
lt_row_finder_must_look (LtRowFinder *self, const LtRowKeys *keys)
{
  gboolean others_empty = FALSE;
  guint i = 0;

  return next_way (self, keys, &i, &others_empty) != NULL;
}

static gboolean
find_by (LtRowFinder *self, Way *way, const char *value, gint64 *fid, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step;

  if (self->keeps_keys && way->keys == NULL)
    {
      way->keys = read_keys (self, way, error);
      if (way->keys == NULL || !lt_key_set_may_have (way->keys, lt_key_set_hash (value)))
        return way->keys != NULL;
    }
  statement = lt_store_prepare (self->store, way->sql, error);
  if (statement == NULL)
    return FALSE;
  lt_statement_bind_text (statement, 1, value);
  step = lt_store_step (self->store, statement, error);
  if (step == 1)
    *fid = sqlite3_column_int64 (statement, 0);
  return step >= 0;
}

gboolean
lt_row_finder_find (LtRowFinder *self, LtRecord *record, const LtRowKeys *keys, gint64 *fid, GError **error)
{
  gboolean others_empty = FALSE;
  guint i = 0;
  Way *way;

  *fid = 0;
  while (*fid == 0 && (way = next_way (self, keys, &i, &others_empty)) != NULL)
    {
      if (!find_by (self, way, lt_record_get_text (record, way->field), fid, error))
        return FALSE;
    }
  return TRUE;
}
