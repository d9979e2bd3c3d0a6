#include "config.h"

#include "lt-gpkg-blob.h"

#include <math.h>
#include <string.h>

#define WKB_POINT 1
#define WKB_POLYGON 3
#define WKB_MULTI_POLYGON 6
#define FLAG_LITTLE_ENDIAN 0x01
#define FLAG_EMPTY 0x10

/* Bytes of the envelope by its code, three bits of the flags. */
static const guint8 envelope_sizes[8] = { 0, 32, 48, 48, 64, 0, 0, 0 };

static gboolean
find_wkb (const guint8 *data, gsize length, gsize *offset)
{
  guint envelope;

  if (data == NULL || length < 8 || data[0] != 'G' || data[1] != 'P')
    return FALSE;
  envelope = (data[3] >> 1) & 7;
  if (envelope > 4)
    return FALSE;
  *offset = 8 + envelope_sizes[envelope];
  return length >= *offset + 5;
}

static double
read_double (const guint8 *at, gboolean little)
{
  guint64 bits;
  double value;

  memcpy (&bits, at, sizeof bits);
  bits = little ? GUINT64_FROM_LE (bits) : GUINT64_FROM_BE (bits);
  memcpy (&value, &bits, sizeof value);
  return value;
}

static guint32
read_uint32 (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return GUINT32_FROM_LE (value);
}

static gboolean
box_is_good (const LtBox *box)
{
  return isfinite (box->west) && isfinite (box->east) && isfinite (box->south) && isfinite (box->north)
         && !lt_box_is_empty (box);
}

gboolean
lt_gpkg_blob_box (const guint8 *data, gsize length, LtBox *box)
{
  g_autoptr (LtGeometry) geometry = NULL;
  gsize offset;
  double x, y;

  if (!find_wkb (data, length, &offset) || (data[3] & FLAG_EMPTY) != 0)
    return FALSE;
  if (offset > 8)
    {
      gboolean little = (data[3] & FLAG_LITTLE_ENDIAN) != 0;

      *box = (LtBox){ read_double (data + 8, little), read_double (data + 24, little),
                      read_double (data + 16, little), read_double (data + 32, little) };
      return box_is_good (box);
    }
  if (lt_gpkg_blob_point (data, length, &x, &y))
    {
      *box = (LtBox){ x, y, x, y };
      return TRUE;
    }
  geometry = lt_geometry_from_gpkg (data, length);
  if (geometry == NULL || geometry->n_points == 0)
    return FALSE;
  *box = geometry->box;
  return box_is_good (box);
}

gboolean
lt_gpkg_blob_point (const guint8 *data, gsize length, double *x, double *y)
{
  gsize offset;

  if (!find_wkb (data, length, &offset) || length < offset + 21 || data[offset] != 1
      || read_uint32 (data + offset + 1) != WKB_POINT)
    return FALSE;
  *x = read_double (data + offset + 5, TRUE);
  *y = read_double (data + offset + 13, TRUE);
  return isfinite (*x) && isfinite (*y);
}

typedef struct
{
  const guint8 *data;
  gsize length;
  gsize at;
  LtRingFunc func;
  gpointer func_data;
} Rings;

static gboolean
take_uint32 (Rings *self, guint32 *value)
{
  if (self->length - self->at < 4)
    return FALSE;
  *value = read_uint32 (self->data + self->at);
  self->at += 4;
  return TRUE;
}

static gboolean
take_ring (Rings *self)
{
  double stack[256];
  g_autofree double *heap = NULL;
  double *xy = stack;
  guint32 n;

  if (!take_uint32 (self, &n) || n > (self->length - self->at) / 16)
    return FALSE;
  if (n > G_N_ELEMENTS (stack) / 2)
    xy = heap = g_new (double, 2 * (gsize) n);
  for (gsize i = 0; i < 2 * (gsize) n; i++)
    xy[i] = read_double (self->data + self->at + 8 * i, TRUE);
  self->at += 16 * (gsize) n;
  for (gsize i = 0; i < 2 * (gsize) n; i++)
    {
      if (!isfinite (xy[i]))
        return FALSE;
    }
  if (n > 0)
    self->func (xy, n, self->func_data);
  return TRUE;
}

static gboolean
take_polygon (Rings *self, guint32 wanted)
{
  guint32 type, n;

  if (self->length - self->at < 5 || self->data[self->at] != 1)
    return FALSE;
  self->at++;
  if (!take_uint32 (self, &type) || type != wanted || !take_uint32 (self, &n))
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      if (!(wanted == WKB_POLYGON ? take_ring (self) : take_polygon (self, WKB_POLYGON)))
        return FALSE;
    }
  return TRUE;
}

gboolean
lt_gpkg_blob_rings (const guint8 *data, gsize length, LtRingFunc func, gpointer data_for_func)
{
  Rings rings = { data, length, 0, func, data_for_func };

  if (!find_wkb (data, length, &rings.at))
    return FALSE;
  if (read_uint32 (data + rings.at + 1) == WKB_MULTI_POLYGON)
    return take_polygon (&rings, WKB_MULTI_POLYGON);
  return take_polygon (&rings, WKB_POLYGON);
}
