#include "config.h"

#include "lt-geometry.h"

#include <math.h>
#include <string.h>

/* Well-known binary (OGC 06-103r4 §8, ISO Z/M codes and PostGIS's EWKB flags) and the GeoPackage
 * geometry blob around it (OGC 12-128r18 §2.1.3). The bytes come from files that others wrote: every
 * read is checked against the end, every count against the bytes that are left for it. */

#define WKB_POINT 1
#define WKB_LINE 2
#define WKB_POLYGON 3
#define WKB_MULTI_POINT 4
#define WKB_MULTI_POLYGON 6
#define WKB_COLLECTION 7

#define EWKB_Z 0x80000000u
#define EWKB_M 0x40000000u
#define EWKB_SRID 0x20000000u

#define MAX_DEPTH 16

typedef struct
{
  const guint8 *at;
  gsize left;
  gboolean swap;
  LtGeometryBuilder *builder;
  LtGeometryKind kind;
} Reader;

static gboolean
read_u32 (Reader *self, guint32 *value)
{
  if (self->left < 4)
    return FALSE;
  memcpy (value, self->at, 4);
  if (self->swap)
    *value = GUINT32_SWAP_LE_BE (*value);
  self->at += 4;
  self->left -= 4;
  return TRUE;
}

static double
get_double (const guint8 *at, gboolean swap)
{
  guint64 bits;
  double value;

  memcpy (&bits, at, 8);
  if (swap)
    bits = GUINT64_SWAP_LE_BE (bits);
  memcpy (&value, &bits, 8);
  return value;
}

static gboolean
read_order (Reader *self)
{
  if (self->left < 1 || self->at[0] > 1)
    return FALSE;
  self->swap = (self->at[0] == 1) != (G_BYTE_ORDER == G_LITTLE_ENDIAN);
  self->at++;
  self->left--;
  return TRUE;
}

/* Splits a type code into the simple type (1 to 7) and the count of ordinates of a point. */
static gboolean
read_type (Reader *self, guint *type, guint *n_ordinates)
{
  guint32 code, srid, dimension;

  if (!read_u32 (self, &code))
    return FALSE;
  if ((code & EWKB_SRID) && !read_u32 (self, &srid))
    return FALSE;
  *n_ordinates = 2 + ((code & EWKB_Z) != 0) + ((code & EWKB_M) != 0);
  code &= ~(EWKB_Z | EWKB_M | EWKB_SRID);
  dimension = code / 1000;
  *type = code % 1000;
  if (dimension > 3 || *type < WKB_POINT || *type > WKB_COLLECTION)
    return FALSE;
  if (dimension > 0)
    *n_ordinates = dimension == 3 ? 4 : 3;
  return TRUE;
}

static gboolean
read_points (Reader *self, guint n, guint n_ordinates)
{
  gsize stride = 8 * (gsize) n_ordinates;

  if (self->left / stride < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      lt_geometry_builder_add_point (self->builder, get_double (self->at, self->swap),
                                     get_double (self->at + 8, self->swap));
      self->at += stride;
    }
  self->left -= n * stride;
  return TRUE;
}

static gboolean
read_ring (Reader *self, guint n_ordinates, gboolean starts_part)
{
  guint32 n;

  if (!read_u32 (self, &n) || !read_points (self, n, n_ordinates))
    return FALSE;
  lt_geometry_builder_end_ring (self->builder, starts_part);
  return TRUE;
}

static gboolean
read_polygon (Reader *self, guint n_ordinates)
{
  guint32 n_rings;

  if (!read_u32 (self, &n_rings) || self->left / 4 < n_rings)
    return FALSE;
  for (guint i = 0; i < n_rings; i++)
    {
      if (!read_ring (self, n_ordinates, i == 0))
        return FALSE;
    }
  return TRUE;
}

/* "POINT EMPTY" has no other form in WKB than two NaN. */
static gboolean
read_point (Reader *self, guint n_ordinates)
{
  gsize size = 8 * (gsize) n_ordinates;

  if (self->left < size)
    return FALSE;
  if (isnan (get_double (self->at, self->swap)) && isnan (get_double (self->at + 8, self->swap)))
    {
      self->at += size;
      self->left -= size;
      return TRUE;
    }
  if (!read_points (self, 1, n_ordinates))
    return FALSE;
  lt_geometry_builder_end_ring (self->builder, TRUE);
  return TRUE;
}

static gboolean
read_simple (Reader *self, guint type, guint n_ordinates)
{
  LtGeometryKind kind = (LtGeometryKind) (type - WKB_POINT);

  if (self->builder == NULL)
    {
      self->builder = lt_geometry_builder_new (kind);
      self->kind = kind;
    }
  if (self->kind != kind)
    return FALSE;
  if (type == WKB_POINT)
    return read_point (self, n_ordinates);
  if (type == WKB_LINE)
    return read_ring (self, n_ordinates, TRUE);
  return read_polygon (self, n_ordinates);
}

/* `within`: the type of the collection that holds it, 0 for none. */
static gboolean
read_geometry (Reader *self, guint within, guint depth)
{
  guint type, n_ordinates;
  guint32 n;

  if (depth > MAX_DEPTH || !read_order (self) || !read_type (self, &type, &n_ordinates))
    return FALSE;
  if (within >= WKB_MULTI_POINT && within <= WKB_MULTI_POLYGON && type != within - 3)
    return FALSE;
  if (type <= WKB_POLYGON)
    return read_simple (self, type, n_ordinates);
  /* The shortest member, an empty line, takes nine bytes. */
  if (!read_u32 (self, &n) || self->left / 9 < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!read_geometry (self, type, depth + 1))
        return FALSE;
    }
  return TRUE;
}

LtGeometry *
lt_geometry_from_wkb (const guint8 *data, gsize length)
{
  Reader reader = { .at = data, .left = length };

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (!read_geometry (&reader, 0, 0))
    {
      g_clear_pointer (&reader.builder, lt_geometry_builder_free);
      return NULL;
    }
  return reader.builder != NULL ? lt_geometry_builder_end (reader.builder) : NULL;
}

LtGeometry *
lt_geometry_from_gpkg (const guint8 *data, gsize length)
{
  static const guint8 envelope_sizes[] = { 0, 32, 48, 48, 64 };
  guint envelope;
  gsize skip;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length < 8 || data[0] != 'G' || data[1] != 'P' || data[2] != 0)
    return NULL;
  envelope = (data[3] >> 1) & 7;
  if (envelope >= G_N_ELEMENTS (envelope_sizes) || (data[3] & 0x20) != 0)
    return NULL;
  skip = 8 + (gsize) envelope_sizes[envelope];
  return length > skip ? lt_geometry_from_wkb (data + skip, length - skip) : NULL;
}

static void
put_u32 (GByteArray *out, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &little, 4);
}

static void
put_double (GByteArray *out, double value)
{
  guint64 bits;

  memcpy (&bits, &value, 8);
  bits = GUINT64_TO_LE (bits);
  g_byte_array_append (out, (const guint8 *) &bits, 8);
}

static void
put_type (GByteArray *out, guint type)
{
  const guint8 little_endian = 1;

  g_byte_array_append (out, &little_endian, 1);
  put_u32 (out, type);
}

static void
put_ring (GByteArray *out, const LtGeometry *geometry, guint ring, gboolean with_count)
{
  guint start = ring > 0 ? geometry->ring_ends[ring - 1] : 0;

  if (with_count)
    put_u32 (out, geometry->ring_ends[ring] - start);
  for (guint i = start; i < geometry->ring_ends[ring]; i++)
    {
      put_double (out, geometry->xy[2 * (gsize) i]);
      put_double (out, geometry->xy[2 * (gsize) i + 1]);
    }
}

/* Writes the part that begins with `ring`. Returns: the ring after it. */
static guint
put_part (GByteArray *out, const LtGeometry *geometry, guint ring)
{
  guint end = ring + 1;

  while (end < geometry->n_rings && !geometry->starts_part[end])
    end++;
  put_type (out, WKB_POINT + geometry->kind);
  if (geometry->kind == LT_GEOMETRY_POLYGON)
    put_u32 (out, end - ring);
  for (; ring < end; ring++)
    put_ring (out, geometry, ring, geometry->kind != LT_GEOMETRY_POINT);
  return end;
}

/* A point is its own envelope. */
static void
put_gpkg_header (GByteArray *out, const LtGeometry *geometry, gint32 srs_id)
{
  gboolean point = geometry->kind == LT_GEOMETRY_POINT && geometry->n_points == 1;
  const guint8 header[] = { 'G', 'P', 0, point ? 0x01 : 0x03 };

  g_byte_array_append (out, header, sizeof header);
  put_u32 (out, (guint32) srs_id);
  if (point)
    return;
  put_double (out, geometry->box.west);
  put_double (out, geometry->box.east);
  put_double (out, geometry->box.south);
  put_double (out, geometry->box.north);
}

GBytes *
lt_geometry_to_gpkg (const LtGeometry *self, gint32 srs_id, gboolean multi)
{
  GByteArray *out;
  guint n_parts = 0, ring = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->n_rings; i++)
    n_parts += self->starts_part[i];
  out = g_byte_array_sized_new (64 + self->n_rings * 13 + self->n_points * 16);
  put_gpkg_header (out, self, srs_id);
  if (multi || n_parts > 1)
    {
      put_type (out, WKB_MULTI_POINT + self->kind);
      put_u32 (out, n_parts);
    }
  while (ring < self->n_rings)
    ring = put_part (out, self, ring);
  return g_byte_array_free_to_bytes (out);
}
