#include "config.h"

#include "lt-key-set.h"

#include <string.h>

#include "lt-hash.h"

#define MIN_SIZE 4096

/* Open addressing; 0 is an empty place. */
struct _LtKeySet
{
  guint64 *hashes;
  gsize size; /* a power of two */
  gsize n;
};

guint64
lt_key_set_hash (const char *text)
{
  guint64 hash = lt_hash_bytes (text, strlen (text));

  return hash != 0 ? hash : 1;
}

static gsize
find_place (const LtKeySet *self, guint64 hash)
{
  gsize at = hash & (self->size - 1);

  while (self->hashes[at] != 0 && self->hashes[at] != hash)
    at = (at + 1) & (self->size - 1);
  return at;
}

LtKeySet *
lt_key_set_new (void)
{
  LtKeySet *self = g_new0 (LtKeySet, 1);

  self->size = MIN_SIZE;
  self->hashes = g_new0 (guint64, self->size);
  return self;
}

void
lt_key_set_free (LtKeySet *self)
{
  if (self == NULL)
    return;
  g_free (self->hashes);
  g_free (self);
}

static void
grow (LtKeySet *self)
{
  g_autofree guint64 *old = g_steal_pointer (&self->hashes);
  gsize old_size = self->size;

  self->size *= 2;
  self->hashes = g_new0 (guint64, self->size);
  for (gsize i = 0; i < old_size; i++)
    {
      if (old[i] != 0)
        self->hashes[find_place (self, old[i])] = old[i];
    }
}

gboolean
lt_key_set_add (LtKeySet *self, guint64 hash)
{
  gsize at = find_place (self, hash);

  if (self->hashes[at] == hash)
    return FALSE;
  self->hashes[at] = hash;
  if (++self->n > self->size / 2)
    grow (self);
  return TRUE;
}

gboolean
lt_key_set_may_have (const LtKeySet *self, guint64 hash)
{
  return self->hashes[find_place (self, hash)] != 0;
}

void
lt_key_set_prefetch (const LtKeySet *self, guint64 hash)
{
  __builtin_prefetch (&self->hashes[hash & (self->size - 1)], 1);
}
