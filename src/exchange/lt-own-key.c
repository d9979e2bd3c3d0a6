#include "config.h"

#include "lt-own-key.h"

#include <glib/gi18n-lib.h>

#include "lt-compare.h"
#include "lt-key-set.h"

typedef struct
{
  guint64 hash; /* of the first of the kind's keys that has a value */
  gint64 id;
} Holder;

struct _LtOwnKey
{
  guint field;
  GHashTable *ids; /* text of the field → gint64 */
  GArray *holders; /* Holder, in the order of their hashes */
};

/* 0: no key has a value. */
static guint64
hash_first_key (LtRecord *record)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      const char *text = (fields[i].flags & LT_FIELD_KEY) != 0 ? lt_record_get_text (record, i) : NULL;

      /* The same text in another field is another key. */
      if (text != NULL)
        return lt_key_set_hash (text) + i;
    }

  return 0;
}

static int
compare_holders (gconstpointer a, gconstpointer b)
{
  guint64 first = ((const Holder *) a)->hash;
  guint64 second = ((const Holder *) b)->hash;

  return first < second ? -1 : first > second;
}

static gboolean
learn (LtRecord *record, gpointer data)
{
  LtOwnKey *self = data;
  const char *text = lt_record_get_text (record, self->field);
  Holder holder = { hash_first_key (record), lt_record_get_id (record) };
  gint64 *present = text != NULL ? g_hash_table_lookup (self->ids, text) : NULL;

  if (present != NULL)
    *present = LT_OWN_KEY_SEVERAL;
  else if (text != NULL)
    g_hash_table_insert (self->ids, g_strdup (text), g_memdup2 (&holder.id, sizeof holder.id));
  g_array_append_val (self->holders, holder);

  return TRUE;
}

static int
find_field (LtKind kind, const char *key, GError **error)
{
  const LtField *fields = lt_fields_get (kind, NULL);
  int field = lt_fields_find (kind, key);

  if (field < 0)
    field = lt_fields_match (kind, key);
  if (field >= 0 && kind < LT_N_KINDS
      && (fields[field].type == LT_FIELD_TEXT || fields[field].type == LT_FIELD_CODE))
    return field;

  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("“%s” is no field that tells rows apart: say a field of text, like %s."), key,
               fields[0].name);
  return -1;
}

LtOwnKey *
lt_own_key_new (
    LtWorkspace *workspace, LtKind kind, const char *field, GCancellable *cancellable, GError **error)
{
  int index = find_field (kind, field, error);
  g_autoptr (LtOwnKey) self = NULL;

  if (index < 0)
    return NULL;
  self = g_new0 (LtOwnKey, 1);
  self->field = (guint) index;
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->holders = g_array_new (FALSE, FALSE, sizeof (Holder));
  if (!lt_workspace_visit (workspace, kind, NULL, learn, self, cancellable, error))
    return NULL;
  g_array_sort (self->holders, compare_holders);

  return g_steal_pointer (&self);
}

void
lt_own_key_free (LtOwnKey *self)
{
  g_hash_table_unref (self->ids);
  g_array_unref (self->holders);
  g_free (self);
}

guint
lt_own_key_get_field (const LtOwnKey *self)
{
  return self->field;
}

gint64
lt_own_key_find (const LtOwnKey *self, const char *text)
{
  const gint64 *id = g_hash_table_lookup (self->ids, text);

  return id != NULL ? *id : 0;
}

gboolean
lt_own_key_is_taken (const LtOwnKey *self, LtRecord *record, gint64 id)
{
  const Holder wanted = { .hash = hash_first_key (record) };
  guint at;

  if (wanted.hash == 0 || !g_array_binary_search (self->holders, &wanted, compare_holders, &at))
    return FALSE;
  while (at > 0 && g_array_index (self->holders, Holder, at - 1).hash == wanted.hash)
    at--;
  for (; at < self->holders->len && g_array_index (self->holders, Holder, at).hash == wanted.hash; at++)
    if (g_array_index (self->holders, Holder, at).id != id)
      return TRUE;

  return FALSE;
}
