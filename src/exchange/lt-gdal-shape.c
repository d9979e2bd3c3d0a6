#include "config.h"

#include "lt-gdal.h"

#include <string.h>

struct _LtTransform
{
  OGRCoordinateTransformationH handle;
  double *x;
  double *y;
  guint size;
};

static guint8 *
export_wkb (OGRGeometryH geometry, gsize *length)
{
  int size = OGR_G_WkbSize (geometry);
  guint8 *wkb = g_malloc ((gsize) MAX (size, 1));

  *length = (gsize) size;
  if (OGR_G_ExportToIsoWkb (geometry, wkbNDR, wkb) != OGRERR_NONE)
    g_clear_pointer (&wkb, g_free);

  return wkb;
}

static guint8 *
read_wkt (const char *wkt, gsize *length)
{
  LtGdalScope scope;
  OGRGeometryH geometry = NULL;
  guint8 *wkb = NULL;
  char *rest = (char *) wkt;

  lt_gdal_init ();
  lt_gdal_scope_begin (&scope);
  if (OGR_G_CreateFromWkt (&rest, NULL, &geometry) == OGRERR_NONE && !OGR_G_IsEmpty (geometry)
      && rest[strspn (rest, " \t\r\n")] == '\0')
    geometry = lt_gdal_flatten (geometry);
  else
    g_clear_pointer (&geometry, OGR_G_DestroyGeometry);
  if (geometry != NULL)
    wkb = export_wkb (geometry, length);
  g_clear_pointer (&geometry, OGR_G_DestroyGeometry);
  lt_gdal_scope_end (&scope);

  return wkb;
}

/* The polygon made valid; NULL when no polygon remains. */
static OGRGeometryH
repair (OGRGeometryH geometry)
{
  const char *options[] = { "METHOD=STRUCTURE", NULL };
  OGRGeometryH repaired = OGR_G_MakeValidEx (geometry, (char **) options);
  OGRwkbGeometryType type;

  if (repaired == NULL)
    return NULL;

  type = wkbFlatten (OGR_G_GetGeometryType (repaired));
  if ((type != wkbPolygon && type != wkbMultiPolygon) || OGR_G_IsEmpty (repaired)
      || !(OGR_G_Area (repaired) > 0.0))
    g_clear_pointer (&repaired, OGR_G_DestroyGeometry);

  return repaired;
}

static gboolean
check_outline (const guint8 *wkb, gsize length, guint8 **repaired, gsize *repaired_length)
{
  LtGdalScope scope;
  OGRGeometryH geometry = NULL;
  OGRGeometryH better = NULL;
  gboolean valid = FALSE;

  lt_gdal_init ();
  *repaired = NULL;
  lt_gdal_scope_begin (&scope);
  if (OGR_G_CreateFromWkb (wkb, NULL, &geometry, (int) length) == OGRERR_NONE)
    {
      valid = OGR_G_IsValid (geometry);
      if (!valid && (better = repair (geometry)) != NULL)
        *repaired = export_wkb (better, repaired_length);
    }
  g_clear_pointer (&geometry, OGR_G_DestroyGeometry);
  g_clear_pointer (&better, OGR_G_DestroyGeometry);
  lt_gdal_scope_end (&scope);

  return valid;
}

static LtTransform *
new_transform (const char *definition)
{
  LtGdalScope scope;
  LtTransform *self = g_new0 (LtTransform, 1);
  OGRSpatialReferenceH from;
  OGRSpatialReferenceH to;

  lt_gdal_init ();
  lt_gdal_scope_begin (&scope);
  from = OSRNewSpatialReference (NULL);
  to = OSRNewSpatialReference (NULL);
  if (OSRSetFromUserInput (from, definition) == OGRERR_NONE && OSRImportFromEPSG (to, 4326) == OGRERR_NONE
      && (OSRIsProjected (from) || OSRIsGeographic (from)))
    {
      OSRSetAxisMappingStrategy (from, OAMS_TRADITIONAL_GIS_ORDER);
      OSRSetAxisMappingStrategy (to, OAMS_TRADITIONAL_GIS_ORDER);
      self->handle = OCTNewCoordinateTransformation (from, to);
    }
  OSRDestroySpatialReference (from);
  OSRDestroySpatialReference (to);
  lt_gdal_scope_end (&scope);
  if (self->handle == NULL)
    g_clear_pointer (&self, g_free);

  return self;
}

static void
free_transform (LtTransform *self)
{
  OCTDestroyCoordinateTransformation (self->handle);
  g_free (self->x);
  g_free (self->y);
  g_free (self);
}

static gboolean
run_transform (LtTransform *self, double *xy, guint n)
{
  LtGdalScope scope;
  gboolean done;

  if (n > self->size)
    {
      self->size = MAX (n, 2 * self->size);
      self->x = g_renew (double, self->x, self->size);
      self->y = g_renew (double, self->y, self->size);
    }
  for (guint i = 0; i < n; i++)
    {
      self->x[i] = xy[2 * i];
      self->y[i] = xy[2 * i + 1];
    }
  lt_gdal_scope_begin (&scope);
  done = OCTTransform (self->handle, (int) n, self->x, self->y, NULL);
  lt_gdal_scope_end (&scope);
  for (guint i = 0; i < n; i++)
    {
      xy[2 * i] = self->x[i];
      xy[2 * i + 1] = self->y[i];
    }

  return done;
}

const LtShapeFuncs lt_gdal_shape_funcs = {
  .read_wkt = read_wkt,
  .check_outline = check_outline,
  .new_transform = new_transform,
  .free_transform = free_transform,
  .run_transform = run_transform,
};
