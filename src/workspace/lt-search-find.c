#include "config.h"

#include "lt-functions.h"
#include "lt-grams.h"
#include "lt-search-index-private.h"

#define FEW_ROWS 200 /* quicker checked than lessened */
#define MOST_TO_READ 400000
#define MAX_CHARACTER 0x1FFFFF

/* Grams from `first` to `last`, and how many rows they have together. */
typedef struct
{
  guint64 first;
  guint64 last;
  gint64 n;
} Span;

typedef struct
{
  gint64 segment;
  gint64 id;
} Found;

/* --- what to look for --- */

static gboolean
measure (LtStore *store, LtKind kind, Span *span, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lt_store_prepare (
      store, "SELECT coalesce (sum (n), 0) FROM lt_search_grams WHERE key BETWEEN ? AND ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, lt_search_key (kind, span->first, 0));
  sqlite3_bind_int64 (statement, 2, lt_search_key (kind, span->last + 1, 0) - 1);
  if (lt_store_step (store, statement, error) != 1)
    return FALSE;
  span->n = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* The grams of each word; one character by itself begins many. */
static GArray *
list_spans (const char *text)
{
  g_auto (GStrv) words = lt_functions_split (text);
  g_autoptr (GArray) grams = g_array_new (FALSE, FALSE, sizeof (guint64));
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (Span));

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_array_set_size (grams, 0);
      lt_grams_cut (words[i], FALSE, grams);
      for (guint j = 0; j < grams->len; j++)
        {
          guint64 gram = g_array_index (grams, guint64, j);
          Span span = { gram, gram, 0 };

          g_array_append_val (spans, span);
        }
      if (grams->len == 0)
        {
          gunichar character = g_utf8_get_char_validated (words[i], -1);
          Span span = { LT_GRAM (character, 0), LT_GRAM (character, MAX_CHARACTER), 0 };

          if (character <= MAX_CHARACTER)
            g_array_append_val (spans, span);
        }
    }
  return spans;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *first = a, *second = b;

  return first->n < second->n ? -1 : first->n > second->n;
}

/* --- looking --- */

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *first = a, *second = b;

  if (first->segment != second->segment)
    return first->segment < second->segment ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

/* The rows of a span, in order of segment and id. */
static GArray *
read_span (LtStore *store, LtKind kind, const Span *span, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT key, rows FROM lt_search_grams WHERE key BETWEEN ? AND ?", error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step = -1;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, lt_search_key (kind, span->first, 0));
  sqlite3_bind_int64 (statement, 2, lt_search_key (kind, span->last + 1, 0) - 1);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 segment = sqlite3_column_int64 (statement, 0) & ((1 << LT_SEARCH_SEGMENT_BITS) - 1);

      g_array_set_size (ids, 0);
      lt_gram_list_decode (sqlite3_column_blob (statement, 1), (gsize) sqlite3_column_bytes (statement, 1),
                           ids);
      for (guint i = 0; i < ids->len; i++)
        {
          Found row = { segment, g_array_index (ids, gint64, i) };

          g_array_append_val (found, row);
        }
    }
  if (step < 0)
    return NULL;
  if (span->first != span->last)
    g_array_sort (found, compare_found);
  return g_steal_pointer (&found);
}

/* Keeps of `found` what is in `other` too. */
static void
intersect (GArray *found, GArray *other)
{
  guint n = 0, at = 0;

  for (guint i = 0; i < found->len; i++)
    {
      Found row = g_array_index (found, Found, i);

      while (at < other->len && compare_found (&g_array_index (other, Found, at), &row) < 0)
        at++;
      if (at < other->len && compare_found (&g_array_index (other, Found, at), &row) == 0)
        g_array_index (found, Found, n++) = row;
    }
  g_array_set_size (found, n);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
add_dirty (LtStore *store, LtKind kind, GArray *ids, guint most, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = lt_store_prepare (store, "SELECT id FROM lt_search_dirty WHERE kind = ? LIMIT ?", error);
  int step = -1;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) kind);
  sqlite3_bind_int64 (statement, 2, (gint64) most + 1);
  while ((step = lt_store_step (store, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  return step == 0;
}

/* Each id once. */
static GArray *
gather (LtStore *store, LtKind kind, GArray *found, guint most, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    g_array_append_val (ids, g_array_index (found, Found, i).id);
  if (!add_dirty (store, kind, ids, most, error))
    return NULL;
  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (n == 0 || g_array_index (ids, gint64, n - 1) != id)
        g_array_index (ids, gint64, n++) = id;
    }
  g_array_set_size (ids, n);
  return n <= most ? g_steal_pointer (&ids) : NULL;
}

/* The rows of the rarest grams, lessened by the others until they are few. */
static GArray *
find_rows (LtStore *store, LtKind kind, GArray *spans, guint most, GError **error)
{
  g_autoptr (GArray) found = read_span (store, kind, &g_array_index (spans, Span, 0), error);

  for (guint i = 1; found != NULL && i < spans->len && found->len > FEW_ROWS; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      g_autoptr (GArray) other = NULL;

      /* Reading a long list costs more than checking some rows. */
      if (span->n > 50 * (gint64) found->len)
        break;
      other = read_span (store, kind, span, error);
      if (other == NULL)
        return NULL;
      intersect (found, other);
    }
  return found != NULL ? gather (store, kind, found, most, error) : NULL;
}

GArray *
lt_search_index_find (LtStore *store, LtKind kind, const char *text, guint most, GError **error)
{
  g_autoptr (GArray) spans = list_spans (text);
  gboolean complete;

  if (spans->len == 0 || !lt_search_index_covers (store, kind, &complete, error) || !complete)
    return NULL;
  for (guint i = 0; i < spans->len; i++)
    {
      if (!measure (store, kind, &g_array_index (spans, Span, i), error))
        return NULL;
    }
  g_array_sort (spans, compare_spans);
  if (g_array_index (spans, Span, 0).n > MOST_TO_READ)
    return NULL;
  return find_rows (store, kind, spans, most, error);
}
