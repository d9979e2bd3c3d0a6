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

gsize
lt_geometry_skip_gpkg (const guint8 *data, gsize length)
{
  static const guint8 envelope_sizes[] = { 0, 32, 48, 48, 64 };
  guint envelope;
  gsize skip;

  g_return_val_if_fail (data != NULL || length == 0, 0);

  if (length < 8 || data[0] != 'G' || data[1] != 'P' || data[2] != 0)
    return 0;
  envelope = (data[3] >> 1) & 7;
  if (envelope >= G_N_ELEMENTS (envelope_sizes) || (data[3] & 0x20) != 0)
    return 0;
  skip = 8 + (gsize) envelope_sizes[envelope];
  return length > skip ? skip : 0;
}

LtGeometry *
lt_geometry_from_gpkg (const guint8 *data, gsize length)
{
  gsize skip = lt_geometry_skip_gpkg (data, length);

  return skip > 0 ? lt_geometry_from_wkb (data + skip, length - skip) : NULL;
}

/* --- encoding --- */

#define GPKG_HEADER 8
#define GPKG_ENVELOPE 32
#define WKB_HEADER 5 /* byte order and type */

static guint8 *
put_u32 (guint8 *at, guint32 value)
{
  guint32 little = GUINT32_TO_LE (value);

  memcpy (at, &little, sizeof little);
  return at + sizeof little;
}

static guint8 *
put_doubles (guint8 *at, const double *values, gsize n)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  memcpy (at, values, n * sizeof *values);
#else
  for (gsize i = 0; i < n; i++)
    {
      guint64 bits;

      memcpy (&bits, &values[i], sizeof bits);
      bits = GUINT64_TO_LE (bits);
      memcpy (at + i * sizeof bits, &bits, sizeof bits);
    }
#endif
  return at + n * sizeof *values;
}

static guint8 *
put_type (guint8 *at, guint type)
{
  *at = 1; /* little endian */
  return put_u32 (at + 1, type);
}

static guint8 *
put_ring (guint8 *at, const LtGeometry *geometry, guint ring)
{
  guint start = ring > 0 ? geometry->ring_ends[ring - 1] : 0;
  guint n = geometry->ring_ends[ring] - start;

  if (geometry->kind != LT_GEOMETRY_POINT)
    at = put_u32 (at, n);
  return put_doubles (at, geometry->xy + 2 * (gsize) start, 2 * (gsize) n);
}

/* Writes the part that begins with *ring, which becomes the one after it. */
static guint8 *
put_part (guint8 *at, const LtGeometry *geometry, guint *ring)
{
  guint end = *ring + 1;

  while (end < geometry->n_rings && !geometry->starts_part[end])
    end++;
  at = put_type (at, WKB_POINT + geometry->kind);
  if (geometry->kind == LT_GEOMETRY_POLYGON)
    at = put_u32 (at, end - *ring);
  for (; *ring < end; ++*ring)
    at = put_ring (at, geometry, *ring);
  return at;
}

static guint8 *
put_gpkg_header (guint8 *at, const LtGeometry *geometry, gint32 srs_id, gboolean envelope)
{
  const guint8 header[] = { 'G', 'P', 0, envelope ? 0x03 : 0x01 };
  const LtBox *box = &geometry->box;

  memcpy (at, header, sizeof header);
  at = put_u32 (at + sizeof header, (guint32) srs_id);
  return envelope ? put_doubles (at, (double[]){ box->west, box->east, box->south, box->north }, 4) : at;
}

GBytes *
lt_geometry_to_gpkg (const LtGeometry *self, gint32 srs_id, gboolean multi)
{
  gboolean envelope; /* a point is its own */
  guint n_parts = 0, ring = 0;
  guint8 *blob, *at;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->n_rings; i++)
    n_parts += self->starts_part[i];
  multi = multi || n_parts > 1;
  envelope = self->kind != LT_GEOMETRY_POINT || self->n_points != 1;
  /* Room for the header of each part and of the whole, and their counts and those of rings. */
  blob = g_malloc (GPKG_HEADER + GPKG_ENVELOPE + (WKB_HEADER + 8) * (1 + (gsize) self->n_rings)
                   + 16 * (gsize) self->n_points);
  at = put_gpkg_header (blob, self, srs_id, envelope);
  if (multi)
    at = put_u32 (put_type (at, WKB_MULTI_POINT + self->kind), n_parts);
  while (ring < self->n_rings)
    at = put_part (at, self, &ring);
  return g_bytes_new_take (blob, (gsize) (at - blob));
}
