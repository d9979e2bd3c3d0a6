#include "config.h"

#include "lt-search-feed.h"

#include "lt-functions.h"
#include "lt-insert-log.h"

#define MAX_WAITING 4
#define MAX_BYTES (96 * 1024 * 1024)

struct _LtSearchFeed
{
  guint8 *roles;
  guint n_columns;
  GThread *thread; /* NULL: finished */
  GMutex mutex;
  GCond changed;
  /* under the mutex */
  GQueue waiting; /* GByteArray */
  gboolean ended;
  /* the thread's until it has ended */
  LtGramLists *lists;
  GArray *grams;
  GString *folded;
  gint64 last_id;
};

static void
take_text (LtSearchFeed *self, gint64 id, const LtLogValue *value)
{
  g_array_set_size (self->grams, 0);
  lt_functions_fold_to (value->data, value->length, self->folded);
  lt_grams_cut (self->folded->str, TRUE, self->grams);
  lt_gram_lists_add (self->lists, self->grams, id);
}

/* The id comes before the texts, as the tables are made. */
static void
take_row (LtSearchFeed *self, const guint8 **at)
{
  gint64 id = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      LtLogValue value;

      lt_insert_log_read (at, &value);
      if (self->roles[i] == LT_FEED_ID)
        id = value.integer;
      else if (self->roles[i] == LT_FEED_TEXT && value.type == LT_LOG_TEXT)
        take_text (self, id, &value);
    }
  self->last_id = id;
}

static void
take_changeset (LtSearchFeed *self, GByteArray *changeset)
{
  const guint8 *at = changeset->data, *end = changeset->data + changeset->len;

  if (changeset->len == 0 || lt_gram_lists_get_size (self->lists) > MAX_BYTES)
    return;
  lt_insert_log_enter_section (&at);
  while (at < end && lt_insert_log_enter_row (&at))
    take_row (self, &at);
}

static GByteArray *
wait_for_changeset (LtSearchFeed *self)
{
  GByteArray *changeset;

  g_mutex_lock (&self->mutex);
  while ((changeset = g_queue_pop_head (&self->waiting)) == NULL && !self->ended)
    g_cond_wait (&self->changed, &self->mutex);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  return changeset;
}

static gpointer
run (gpointer data)
{
  LtSearchFeed *self = data;
  GByteArray *changeset;

  while ((changeset = wait_for_changeset (self)) != NULL)
    {
      take_changeset (self, changeset);
      g_byte_array_unref (changeset);
    }
  return NULL;
}

LtSearchFeed *
lt_search_feed_new (const guint8 *roles, guint n_columns)
{
  LtSearchFeed *self = g_new0 (LtSearchFeed, 1);

  self->roles = g_memdup2 (roles, n_columns);
  self->n_columns = n_columns;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  self->lists = lt_gram_lists_new ();
  self->grams = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->folded = g_string_new (NULL);
  self->thread = g_thread_new ("lt-search-feed", run, self);
  return self;
}

static void
end (LtSearchFeed *self)
{
  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

void
lt_search_feed_free (LtSearchFeed *self)
{
  if (self == NULL)
    return;
  end (self);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  lt_gram_lists_free (self->lists);
  g_array_unref (self->grams);
  g_string_free (self->folded, TRUE);
  g_free (self->roles);
  g_free (self);
}

void
lt_search_feed_push (LtSearchFeed *self, GByteArray *changeset)
{
  g_mutex_lock (&self->mutex);
  while (g_queue_get_length (&self->waiting) >= MAX_WAITING)
    g_cond_wait (&self->changed, &self->mutex);
  g_queue_push_tail (&self->waiting, g_byte_array_ref (changeset));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

LtGramLists *
lt_search_feed_finish (LtSearchFeed *self, gint64 *last_id)
{
  end (self);
  *last_id = self->last_id;
  return self->lists;
}
