#include "config.h"

#include "lt-tile-image.h"

#include <string.h>

/* Some writers pad a JPEG after its end. */
#define MAX_PADDING 512

static gboolean
holds (const guint8 *data, gsize size, const char *mark, gsize length)
{
  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, mark, length) == 0)
      return TRUE;

  return FALSE;
}

gboolean
lt_tile_image_is_whole (GBytes *image)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);
  gsize tail = MIN (size, MAX_PADDING);

  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return holds (data + size - tail, tail, "IEND\xae\x42\x60\x82", 8);
  if (size >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return holds (data + size - tail, tail, "\xff\xd9", 2);

  return TRUE;
}
