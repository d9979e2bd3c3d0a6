#include "config.h"

#include "lt-record-list.h"

/* Items kept before those far from the last one asked for are let go. */
#define CACHE_MAX 4000
#define CACHE_NEAR 1000
/* Pages asked for at once; of those waiting the newest come first, the oldest are dropped. */
#define RUNNING_MAX 2
#define WAITING_MAX 8

struct _LtRecordList
{
  GObject parent_instance;

  LtKind kind;
  guint last; /* position last asked for */
  guint running;
  gboolean loading;

  /* owned */
  LtWorkspace *workspace;
  GArray *ids;       /* gint64 */
  GHashTable *items; /* gint64 * → LtRecordItem */
  GHashTable *pages; /* pages waiting or running */
  GQueue waiting;    /* page numbers, newest first */
  GCancellable *searching;
  GCancellable *fetching;
  char *error;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_ITEMS,
  N_PROPS
};

enum
{
  FOUND,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LtRecordList,
                               lt_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef struct
{
  LtRecordList *list;
  guint page;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->list);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

static void start_fetches (LtRecordList *self);

static void
set_loading (LtRecordList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

/* --- pages --- */

static gboolean
is_far (gpointer key, gpointer value, gpointer data)
{
  GHashTable *near = data;

  return !g_hash_table_contains (near, key);
}

static void
trim (LtRecordList *self)
{
  guint from, to;
  g_autoptr (GHashTable) near = NULL;

  if (g_hash_table_size (self->items) <= CACHE_MAX)
    return;

  near = g_hash_table_new (g_int64_hash, g_int64_equal);
  from = self->last > CACHE_NEAR ? self->last - CACHE_NEAR : 0;
  to = MIN (self->last + CACHE_NEAR, self->ids->len);
  for (guint i = from; i < to; i++)
    g_hash_table_add (near, &g_array_index (self->ids, gint64, i));
  g_hash_table_foreach_remove (self->items, is_far, near);
}

static void
fill (LtRecordList *self, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      LtRecord *record = g_ptr_array_index (records, i);
      gint64 id = lt_record_get_id (record);
      LtRecordItem *item = g_hash_table_lookup (self->items, &id);

      if (item)
        lt_record_item_set_record (item, record);
    }
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Fetch) fetch = data;
  LtRecordList *self = fetch->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lt_workspace_fetch_finish (LT_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->running--;
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (fetch->page));
  if (records)
    fill (self, records);
  else
    g_debug ("rows of %s could not be read: %s", lt_kind_get_name (self->kind), error->message);
  start_fetches (self);
}

static void
start_fetch (LtRecordList *self, guint page)
{
  guint from = page * LT_RECORD_LIST_PAGE;
  Fetch *fetch;

  if (from >= self->ids->len)
    {
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (page));
      return;
    }

  fetch = g_new0 (Fetch, 1);
  fetch->list = g_object_ref (self);
  fetch->page = page;
  self->running++;
  lt_workspace_fetch_async (self->workspace, self->kind, &g_array_index (self->ids, gint64, from),
                            MIN (LT_RECORD_LIST_PAGE, self->ids->len - from), self->fetching, on_fetched,
                            fetch);
}

static void
start_fetches (LtRecordList *self)
{
  while (self->running < RUNNING_MAX && !g_queue_is_empty (&self->waiting))
    start_fetch (self, GPOINTER_TO_UINT (g_queue_pop_head (&self->waiting)));
}

/* Rows of a page that is dropped stay placeholders for now: forget them, so that asking again
 * fetches them. */
static void
drop_oldest (LtRecordList *self)
{
  guint page = GPOINTER_TO_UINT (g_queue_pop_tail (&self->waiting));
  guint from = page * LT_RECORD_LIST_PAGE;

  g_hash_table_remove (self->pages, GUINT_TO_POINTER (page));
  for (guint i = from; i < MIN (from + LT_RECORD_LIST_PAGE, self->ids->len); i++)
    g_hash_table_remove (self->items, &g_array_index (self->ids, gint64, i));
}

static void
want_page (LtRecordList *self, guint page)
{
  if (!g_hash_table_add (self->pages, GUINT_TO_POINTER (page)))
    return;
  g_queue_push_head (&self->waiting, GUINT_TO_POINTER (page));
  if (self->waiting.length > WAITING_MAX)
    drop_oldest (self);
  start_fetches (self);
}

static void
cancel_fetches (LtRecordList *self)
{
  g_cancellable_cancel (self->fetching);
  g_set_object (&self->fetching, NULL);
  self->fetching = g_cancellable_new ();
  g_queue_clear (&self->waiting);
  g_hash_table_remove_all (self->pages);
  self->running = 0;
}

/* --- the model --- */

static GType
get_item_type (GListModel *model)
{
  return LT_TYPE_RECORD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LT_RECORD_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LtRecordList *self = LT_RECORD_LIST (model);
  LtRecordItem *item;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;

  self->last = position;
  id = g_array_index (self->ids, gint64, position);
  item = g_hash_table_lookup (self->items, &id);
  if (item == NULL)
    {
      trim (self);
      item = lt_record_item_new (id);
      g_hash_table_insert (self->items, g_memdup2 (&id, sizeof id), item);
    }
  if (lt_record_item_get_record (item) == NULL)
    want_page (self, position / LT_RECORD_LIST_PAGE);
  return g_object_ref (item);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- searching --- */

/* Rows are shown as they are until their new state comes. */
static void
refresh_items (LtRecordList *self)
{
  guint from = self->last > CACHE_NEAR / 4 ? self->last - CACHE_NEAR / 4 : 0;
  guint to = MIN (self->last + CACHE_NEAR / 4, self->ids->len);
  g_autoptr (GHashTable) near = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = from; i < to; i++)
    g_hash_table_add (near, &g_array_index (self->ids, gint64, i));
  g_hash_table_foreach_remove (self->items, is_far, near);
  for (guint i = from; i < to; i++)
    if (g_hash_table_contains (self->items, &g_array_index (self->ids, gint64, i)))
      want_page (self, i / LT_RECORD_LIST_PAGE);
}

static void
take_ids (LtRecordList *self, GArray *ids)
{
  g_autoptr (GArray) old = self->ids;
  const gint64 *a = (const gint64 *) old->data, *b = (const gint64 *) ids->data;
  guint shorter = MIN (old->len, ids->len), head = 0, tail = 0;

  while (head < shorter && a[head] == b[head])
    head++;
  while (tail < shorter - head && a[old->len - 1 - tail] == b[ids->len - 1 - tail])
    tail++;

  cancel_fetches (self);
  self->ids = ids;
  refresh_items (self);
  if (head + tail < MAX (old->len, ids->len))
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, ids->len - head - tail);
  if (old->len != ids->len)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtRecordList) self = data;
  g_autoptr (GError) error = NULL;
  GArray *ids = lt_workspace_find_finish (LT_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->searching);
  g_clear_pointer (&self->error, g_free);
  if (error)
    self->error = g_strdup (error->message);
  take_ids (self, ids ? ids : g_array_new (FALSE, FALSE, sizeof (gint64)));
  set_loading (self, FALSE);
  g_signal_emit (self, signals[FOUND], 0);
}

static void
cancel_search (LtRecordList *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

void
lt_record_list_take_ids (LtRecordList *self, GArray *ids)
{
  g_return_if_fail (LT_IS_RECORD_LIST (self));
  g_return_if_fail (ids != NULL);

  cancel_search (self);
  take_ids (self, ids);
  set_loading (self, FALSE);
  g_signal_emit (self, signals[FOUND], 0);
}

void
lt_record_list_query (LtRecordList *self, const LtFilter *filter)
{
  LtFilter own;

  g_return_if_fail (LT_IS_RECORD_LIST (self));
  g_return_if_fail (filter != NULL);

  if (self->workspace == NULL)
    return;

  own = *filter;
  own.kind = self->kind;
  cancel_search (self);
  self->searching = g_cancellable_new ();
  set_loading (self, TRUE);
  lt_workspace_find_async (self->workspace, &own, self->searching, on_found, g_object_ref (self));
}

void
lt_record_list_set_workspace (LtRecordList *self, LtWorkspace *workspace)
{
  g_return_if_fail (LT_IS_RECORD_LIST (self));
  g_return_if_fail (workspace == NULL || LT_IS_WORKSPACE (workspace));

  if (!g_set_object (&self->workspace, workspace))
    return;
  cancel_search (self);
  set_loading (self, FALSE);
  self->last = 0;
  g_hash_table_remove_all (self->items);
  take_ids (self, g_array_new (FALSE, FALSE, sizeof (gint64)));
}

gboolean
lt_record_list_is_loading (LtRecordList *self)
{
  g_return_val_if_fail (LT_IS_RECORD_LIST (self), FALSE);

  return self->loading;
}

const char *
lt_record_list_get_error (LtRecordList *self)
{
  g_return_val_if_fail (LT_IS_RECORD_LIST (self), NULL);

  return self->error;
}

const gint64 *
lt_record_list_get_ids (LtRecordList *self, guint *n)
{
  g_return_val_if_fail (LT_IS_RECORD_LIST (self), NULL);

  *n = self->ids->len;
  return (const gint64 *) self->ids->data;
}

guint
lt_record_list_find (LtRecordList *self, gint64 id)
{
  g_return_val_if_fail (LT_IS_RECORD_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

/* --- the object --- */

static void
lt_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtRecordList *self = LT_RECORD_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_record_list_dispose (GObject *object)
{
  LtRecordList *self = LT_RECORD_LIST (object);

  cancel_search (self);
  g_cancellable_cancel (self->fetching);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (lt_record_list_parent_class)->dispose (object);
}

static void
lt_record_list_finalize (GObject *object)
{
  LtRecordList *self = LT_RECORD_LIST (object);

  g_array_unref (self->ids);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->pages);
  g_queue_clear (&self->waiting);
  g_clear_object (&self->fetching);
  g_free (self->error);

  G_OBJECT_CLASS (lt_record_list_parent_class)->finalize (object);
}

static void
lt_record_list_class_init (LtRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lt_record_list_get_property;
  object_class->dispose = lt_record_list_dispose;
  object_class->finalize = lt_record_list_finalize;

  props[PROP_LOADING]
      = g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_N_ITEMS]
      = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[FOUND]
      = g_signal_new ("found", LT_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lt_record_list_init (LtRecordList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->pages = g_hash_table_new (NULL, NULL);
  self->fetching = g_cancellable_new ();
  g_queue_init (&self->waiting);
}

LtRecordList *
lt_record_list_new (LtKind kind)
{
  LtRecordList *self = g_object_new (LT_TYPE_RECORD_LIST, NULL);

  self->kind = kind;
  return self;
}
