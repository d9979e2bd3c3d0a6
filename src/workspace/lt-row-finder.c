#include "config.h"

#include "lt-row-finder.h"

#include "lt-key-set.h"

/* A way to find a row: by a field, among all rows or those whose keys before it are empty. */
typedef struct
{
  guint field;
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
add_way (LtRowFinder *self, guint field, gboolean others_empty)
{
  Way way = { .field = field, .others_empty = others_empty };

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
  for (guint i = 0; i < self->n_fields; i++)
    {
      if ((self->fields[i].flags & LT_FIELD_KEY) == 0)
        continue;
      add_way (self, i, FALSE);
      if (self->ways->len > 1)
        add_way (self, i, TRUE);
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
        lt_key_set_add (set, text);
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
lt_row_finder_note (LtRowFinder *self, LtRecord *record)
{
  gboolean earlier = FALSE;
  guint field = 0;

  for (guint i = 0; i < self->ways->len; i++)
    {
      Way *way = &g_array_index (self->ways, Way, i);
      const char *value = lt_record_get_text (record, way->field);

      if (i > 0 && way->field != field)
        earlier = earlier || lt_record_has (record, field);
      field = way->field;
      if (way->keys != NULL && value != NULL && !(way->others_empty && earlier))
        lt_key_set_add (way->keys, value);
    }
}

void
lt_row_finder_expect (LtRowFinder *self, LtRecord *record)
{
  for (guint i = 0; i < self->ways->len; i++)
    {
      const Way *way = &g_array_index (self->ways, Way, i);
      const char *value = way->keys != NULL ? lt_record_get_text (record, way->field) : NULL;

      if (value != NULL)
        lt_key_set_prefetch (way->keys, value);
    }
}

/* --- looking --- */

/* The ways that a record can be looked for, in order. Calls of it: *i 0 first. */
static Way *
next_way (LtRowFinder *self, LtRecord *record, guint *i, gboolean *others_empty)
{
  while (*i < self->ways->len)
    {
      Way *way = &g_array_index (self->ways, Way, (*i)++);
      const char *value = lt_record_get_text (record, way->field);

      if (value == NULL || way->others_empty != *others_empty)
        continue;
      *others_empty = TRUE;
      /* The same field comes once more for those whose others are empty. */
      while (*i < self->ways->len && g_array_index (self->ways, Way, *i).field == way->field)
        ++*i;
      if (way->keys == NULL || lt_key_set_may_have (way->keys, value))
        return way;
    }
  return NULL;
}

gboolean
lt_row_finder_must_look (LtRowFinder *self, LtRecord *record)
{
  gboolean others_empty = FALSE;
  guint i = 0;

  return next_way (self, record, &i, &others_empty) != NULL;
}

static gboolean
find_by (LtRowFinder *self, Way *way, const char *value, gint64 *fid, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int step;

  if (self->keeps_keys && way->keys == NULL)
    {
      way->keys = read_keys (self, way, error);
      if (way->keys == NULL || !lt_key_set_may_have (way->keys, value))
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
lt_row_finder_find (LtRowFinder *self, LtRecord *record, gint64 *fid, GError **error)
{
  gboolean others_empty = FALSE;
  guint i = 0;
  Way *way;

  *fid = 0;
  while (*fid == 0 && (way = next_way (self, record, &i, &others_empty)) != NULL)
    {
      if (!find_by (self, way, lt_record_get_text (record, way->field), fid, error))
        return FALSE;
    }
  return TRUE;
}
