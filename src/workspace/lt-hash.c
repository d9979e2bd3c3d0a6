#include "config.h"

#include "lt-hash.h"

#include <string.h>

/* Eight bytes a step, multiplied and spread (after MurmurHash2 of Austin Appleby). */
guint64
lt_hash_bytes (gconstpointer data, gsize length)
{
  const guint64 factor = G_GUINT64_CONSTANT (0xc6a4a7935bd1e995);
  const guint8 *bytes = data;
  guint64 hash = length * factor;

  for (gsize i = 0; i < length; i += 8)
    {
      guint64 word = 0;

      memcpy (&word, bytes + i, MIN (length - i, 8));
      word = GUINT64_FROM_LE (word) * factor;
      word ^= word >> 47;
      hash = (hash ^ word * factor) * factor;
    }
  hash ^= hash >> 47;
  hash *= factor;
  return hash ^ hash >> 47;
}
