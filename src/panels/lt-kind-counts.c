#include "config.h"

#include "lt-kind-counts.h"

struct _LtKindCounts
{
  GObject parent_instance;

  guint n[LT_N_KINDS];
  gboolean known[LT_N_KINDS];
  guint source;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  GCancellable *cancellable;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtKindCounts, lt_kind_counts, G_TYPE_OBJECT)

typedef struct
{
  LtKindCounts *counts;
  LtKind kind;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->counts);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  LtKindCounts *self = request->counts;
  g_autoptr (GArray) ids = lt_workspace_find_finish (LT_WORKSPACE (source), result, NULL);

  if (ids == NULL)
    return;
  self->n[request->kind] = ids->len;
  self->known[request->kind] = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
request (LtKindCounts *self, LtKind kind)
{
  LtFilter filter = { .kind = kind,
                      .chain = lt_session_get_chain (self->session),
                      .district = lt_session_get_district (self->session) };
  Request *data = g_new0 (Request, 1);

  data->counts = g_object_ref (self);
  data->kind = kind;
  lt_workspace_find_async (lt_session_get_workspace (self->session), &filter, self->cancellable, on_found,
                           data);
}

static int
find_district (LtSnapshot *snapshot, const char *code)
{
  for (guint i = 0; i < lt_catalogue_get_n_districts (snapshot->catalogue); i++)
    if (g_str_equal (lt_district_get_code (lt_catalogue_get_district_at (snapshot->catalogue, i)), code))
      return (int) i;
  return -1;
}

static guint
count_in_district (LtSnapshot *snapshot, guint district, guint chain)
{
  const LtPoints *points = &snapshot->enterprises;
  guint n = 0;

  for (guint i = 0; i < points->n; i++)
    if (points->districts[i] == district && (chain == 0 || points->chains[i] >> (chain - 1) & 1))
      n++;
  for (guint i = 0; i < snapshot->n_unplaced; i++)
    if (snapshot->unplaced[i].district == district)
      n += chain == 0 ? snapshot->unplaced[i].total : snapshot->unplaced[i].by_chain[chain];
  return n;
}

/* Enterprises are all in the snapshot, with or without a position. */
static void
take_enterprises (LtKindCounts *self, LtSnapshot *snapshot)
{
  guint chain = lt_session_get_chain (self->session);
  const char *code = lt_session_get_district (self->session);
  int district = code ? find_district (snapshot, code) : -1;

  if (chain >= G_N_ELEMENTS (snapshot->enterprises_by_chain))
    {
      request (self, LT_KIND_ENTERPRISE);
      return;
    }
  self->n[LT_KIND_ENTERPRISE] = !code           ? snapshot->enterprises_by_chain[chain]
                                : district >= 0 ? count_in_district (snapshot, (guint) district, chain)
                                                : 0;
  self->known[LT_KIND_ENTERPRISE] = TRUE;
}

/* For the city as a whole the snapshot knows. */
static void
take_totals (LtKindCounts *self, LtSnapshot *snapshot)
{
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    {
      self->n[kind] = snapshot->counts[kind];
      self->known[kind] = TRUE;
    }
}

static gboolean
update (gpointer data)
{
  LtKindCounts *self = data;
  LtSnapshot *snapshot = self->session ? lt_session_get_snapshot (self->session) : NULL;

  self->source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (guint kind = 0; kind < LT_N_KINDS; kind++)
    self->known[kind] = FALSE;

  if (snapshot && lt_session_get_chain (self->session) == 0
      && lt_session_get_district (self->session) == NULL)
    take_totals (self, snapshot);
  else if (snapshot && lt_session_get_workspace (self->session))
    {
      take_enterprises (self, snapshot);
      for (guint kind = LT_KIND_ENTERPRISE + 1; kind < LT_N_KINDS; kind++)
        request (self, (LtKind) kind);
    }
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
queue_update (LtKindCounts *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, update, self, NULL);
}

static void
lt_kind_counts_dispose (GObject *object)
{
  LtKindCounts *self = LT_KIND_COUNTS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lt_kind_counts_parent_class)->dispose (object);
}

static void
lt_kind_counts_class_init (LtKindCountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_kind_counts_dispose;

  signals[CHANGED]
      = g_signal_new ("changed", LT_TYPE_KIND_COUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lt_kind_counts_init (LtKindCounts *self)
{
  static const char *const notified[] = { "notify::snapshot", "notify::chain", "notify::district" };

  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  for (guint i = 0; i < G_N_ELEMENTS (notified); i++)
    g_signal_group_connect_object (self->signals, notified[i], G_CALLBACK (queue_update), self,
                                   G_CONNECT_SWAPPED);
}

LtKindCounts *
lt_kind_counts_new (void)
{
  return g_object_new (LT_TYPE_KIND_COUNTS, NULL);
}

void
lt_kind_counts_set_session (LtKindCounts *self, LtSession *session)
{
  g_return_if_fail (LT_IS_KIND_COUNTS (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  queue_update (self);
}

gboolean
lt_kind_counts_get (LtKindCounts *self, LtKind kind, guint *n)
{
  g_return_val_if_fail (LT_IS_KIND_COUNTS (self), FALSE);

  *n = self->n[kind];
  return self->known[kind];
}
