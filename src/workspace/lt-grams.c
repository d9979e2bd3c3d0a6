#include "config.h"

#include "lt-grams.h"

#include <string.h>

#define MIN_SIZE 4096
#define MIN_LIST 8

typedef struct
{
  guint64 gram;
  gint64 last;
  guint8 *list; /* NULL: an empty place */
  guint32 length;
  guint32 size;
  guint32 n;
} List;

/* Open addressing. */
struct _LtGramLists
{
  List *lists;
  gsize size; /* a power of two */
  gsize n;
  gsize bytes;
};

/* --- cutting --- */

/* 0 at the end and where the text is no UTF-8. */
static gunichar
take_character (const char **at)
{
  const guint8 *p = (const guint8 *) *at;
  gunichar c;

  if (p[0] < 0x80)
    {
      *at += p[0] != 0;
      return p[0];
    }
  if ((p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
    {
      *at += 3;
      return (gunichar) (p[0] & 0x0F) << 12 | (gunichar) (p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
  c = g_utf8_get_char_validated (*at, -1);
  if ((gint32) c < 0)
    return 0;
  *at = g_utf8_next_char (*at);
  return c;
}

void
lt_grams_cut (const char *text, gboolean whole, GArray *grams)
{
  guint n = grams->len;
  gunichar first;

  /* No more than bytes. */
  g_array_set_size (grams, n + (guint) strlen (text));
  first = take_character (&text);
  while (first != 0)
    {
      gunichar second = take_character (&text);

      if (first > ' ' && (second != 0 || whole))
        g_array_index (grams, guint64, n++) = LT_GRAM (first, second);
      first = second;
    }
  g_array_set_size (grams, n);
}

/* --- lists --- */

LtGramLists *
lt_gram_lists_new (void)
{
  LtGramLists *self = g_new0 (LtGramLists, 1);

  self->size = MIN_SIZE;
  self->lists = g_new0 (List, self->size);
  return self;
}

void
lt_gram_lists_free (LtGramLists *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->size; i++)
    g_free (self->lists[i].list);
  g_free (self->lists);
  g_free (self);
}

static gsize
place_of (const LtGramLists *self, guint64 gram)
{
  return (gram * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> 32 & (self->size - 1);
}

static List *
find_place (const LtGramLists *self, guint64 gram)
{
  gsize at = place_of (self, gram);

  while (self->lists[at].list != NULL && self->lists[at].gram != gram)
    at = (at + 1) & (self->size - 1);
  return &self->lists[at];
}

static void
grow (LtGramLists *self)
{
  g_autofree List *old = g_steal_pointer (&self->lists);
  gsize old_size = self->size;

  self->size *= 2;
  self->lists = g_new0 (List, self->size);
  for (gsize i = 0; i < old_size; i++)
    {
      if (old[i].list != NULL)
        *find_place (self, old[i].gram) = old[i];
    }
}

static void
append (List *list, guint64 difference)
{
  if (list->size - list->length < 10)
    {
      list->size = 2 * list->size + 10;
      list->list = g_realloc (list->list, list->size);
    }
  while (difference >= 0x80)
    {
      list->list[list->length++] = (guint8) (difference | 0x80);
      difference >>= 7;
    }
  list->list[list->length++] = (guint8) difference;
}

static void
add (LtGramLists *self, guint64 gram, gint64 row)
{
  List *list = find_place (self, gram);
  guint32 length;

  if (list->list == NULL)
    {
      *list = (List){ .gram = gram, .list = g_malloc (MIN_LIST), .size = MIN_LIST };
      self->n++;
    }
  else if (list->last == row)
    return;
  length = list->length;
  append (list, (guint64) row - (guint64) list->last);
  self->bytes += list->length - length;
  list->last = row;
  list->n++;
}

/* Where they are is far apart in memory, so all are brought near before any is waited for. */
void
lt_gram_lists_add (LtGramLists *self, const GArray *grams, gint64 row)
{
  while (self->n + grams->len > self->size / 2)
    grow (self);
  for (guint i = 0; i < grams->len; i++)
    __builtin_prefetch (&self->lists[place_of (self, g_array_index (grams, guint64, i))], 1);
  for (guint i = 0; i < grams->len; i++)
    {
      const List *list = find_place (self, g_array_index (grams, guint64, i));

      if (list->list != NULL)
        __builtin_prefetch (list->list + list->length, 1);
    }
  for (guint i = 0; i < grams->len; i++)
    add (self, g_array_index (grams, guint64, i), row);
}

gsize
lt_gram_lists_get_size (LtGramLists *self)
{
  return self->bytes;
}

static int
compare_lists (gconstpointer a, gconstpointer b)
{
  const List *first = *(const List *const *) a;
  const List *second = *(const List *const *) b;

  return first->gram < second->gram ? -1 : first->gram > second->gram;
}

gboolean
lt_gram_lists_visit (LtGramLists *self, LtGramFunc func, gpointer data)
{
  g_autofree List **order = g_new (List *, self->n + 1);
  gsize n = 0;

  for (gsize i = 0; i < self->size; i++)
    {
      if (self->lists[i].list != NULL)
        order[n++] = &self->lists[i];
    }
  qsort (order, n, sizeof *order, compare_lists);
  for (gsize i = 0; i < n; i++)
    {
      if (!func (order[i]->gram, order[i]->n, order[i]->list, order[i]->length, data))
        return FALSE;
    }
  return TRUE;
}

void
lt_gram_list_decode (const guint8 *list, gsize length, GArray *rows)
{
  guint64 row = 0, difference = 0;
  guint shift = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (shift < 64)
        difference |= (guint64) (list[i] & 0x7F) << shift;
      shift += 7;
      if ((list[i] & 0x80) != 0)
        continue;
      row += difference;
      g_array_append_val (rows, row);
      difference = shift = 0;
    }
}
