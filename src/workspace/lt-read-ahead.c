#include "config.h"

#include "lt-read-ahead.h"

#define N_BATCHES 3
#define ROWS_A_BATCH 256

typedef struct
{
  LtReadyRow rows[ROWS_A_BATCH];
  guint n;
  gboolean last;
  GError *error;
} Batch;

struct _LtReadAhead
{
  GThread *thread;
  LtCatalogue *catalogue;
  const LtInserter *inserter; /* (nullable) */
  LtRecordReader reader;
  gpointer data;
  GAsyncQueue *empty;
  GAsyncQueue *full;
  int stop; /* atomic */
  Batch batches[N_BATCHES];
  /* of the taker */
  Batch *batch; /* (nullable) */
  guint next;
  gboolean ended;
};

static void
fill (LtReadAhead *self, Batch *batch)
{
  batch->n = 0;
  while (batch->n < ROWS_A_BATCH && !batch->last)
    {
      LtReadyRow *row = &batch->rows[batch->n];

      lt_record_clear (row->record);
      if (!g_atomic_int_get (&self->stop) && self->reader (row->record, self->data, &batch->error)
          && lt_ready_row_make (row, self->catalogue, &batch->error))
        {
          if (self->inserter != NULL)
            lt_inserter_encode (self->inserter, row);
          batch->n++;
        }
      else
        batch->last = TRUE;
    }
}

static gpointer
run (gpointer data)
{
  LtReadAhead *self = data;
  gboolean last = FALSE;

  while (!last)
    {
      Batch *batch = g_async_queue_pop (self->empty);

      fill (self, batch);
      last = batch->last;
      g_async_queue_push (self->full, batch);
    }
  return NULL;
}

LtReadAhead *
lt_read_ahead_new (
    LtKind kind, LtCatalogue *catalogue, const LtInserter *inserter, LtRecordReader reader, gpointer data)
{
  LtReadAhead *self = g_new0 (LtReadAhead, 1);

  self->catalogue = catalogue;
  self->inserter = inserter;
  self->reader = reader;
  self->data = data;
  self->empty = g_async_queue_new ();
  self->full = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    {
      for (guint j = 0; j < ROWS_A_BATCH; j++)
        lt_ready_row_init (&self->batches[i].rows[j], kind);
      g_async_queue_push (self->empty, &self->batches[i]);
    }
  self->thread = g_thread_new ("lt-read-ahead", run, self);
  return self;
}

void
lt_read_ahead_free (LtReadAhead *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->stop, 1);
  if (self->batch != NULL)
    g_async_queue_push (self->empty, self->batch);
  else if (!self->ended)
    g_async_queue_push (self->empty, g_async_queue_pop (self->full));
  g_thread_join (self->thread);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      g_clear_error (&self->batches[i].error);
      for (guint j = 0; j < ROWS_A_BATCH; j++)
        lt_ready_row_clear (&self->batches[i].rows[j]);
    }
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->full);
  g_free (self);
}

LtReadyRow *
lt_read_ahead_next (LtReadAhead *self, GError **error)
{
  while (!self->ended)
    {
      if (self->batch == NULL)
        {
          self->batch = g_async_queue_pop (self->full);
          self->next = 0;
        }
      if (self->next < self->batch->n)
        return &self->batch->rows[self->next++];
      self->ended = self->batch->last;
      if (self->batch->error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->batch->error));
      g_async_queue_push (self->empty, g_steal_pointer (&self->batch));
    }
  return NULL;
}

LtReadyRow *
lt_read_ahead_peek (LtReadAhead *self, guint ahead)
{
  guint at = self->next + ahead;

  return self->batch != NULL && at < self->batch->n ? &self->batch->rows[at] : NULL;
}
