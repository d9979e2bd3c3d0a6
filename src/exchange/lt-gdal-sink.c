#include "config.h"

#include <cpl_string.h>
#include <glib/gi18n-lib.h>
#include <gmodule.h>
#include <math.h>
#include <stdio.h>

#include "lt-error.h"
#include "lt-gdal.h"
#include "lt-sink.h"

/* Rows that GDAL writes in one transaction of a GeoPackage. */
#define ROWS_AT_ONCE 50000
/* A Shapefile's numbers are written out in so many places. */
#define DBF_WIDTH 24
#define DBF_DECIMALS 12
#define DBF_INTEGER_WIDTH 18

struct _LtSink
{
  GDALDatasetH dataset;
  OGRLayerH layer;
  LtSinkFormat format;
  guint n_columns;
  LtSinkType *types;
  GQuark domain;
  guint n_open; /* rows in the transaction */
};

static gboolean
fail (GQuark domain, const LtGdalScope *scope, GError **error)
{
  g_set_error (error, domain, LT_ERROR_IO, _ ("The file could not be written (%s); is the disk full?"),
               scope->message[0] != '\0' ? scope->message : "GDAL");
  return FALSE;
}

static OGRwkbGeometryType
get_type (LtSinkShapeKind kind, LtSinkFormat format)
{
  if (kind == LT_SINK_NO_SHAPE)
    return wkbNone;
  if (kind == LT_SINK_POINT)
    return wkbPoint;
  if (format == LT_SINK_SHP)
    return kind == LT_SINK_LINE ? wkbLineString : wkbPolygon;
  return kind == LT_SINK_LINE ? wkbMultiLineString : wkbMultiPolygon;
}

static gboolean
add_column (LtSink *self, const LtSinkColumn *column)
{
  static const OGRFieldType types[] = { OFTString, OFTInteger64, OFTReal, OFTDate };
  OGRFieldDefnH field = OGR_Fld_Create (column->name, types[column->type]);
  gboolean shp = self->format == LT_SINK_SHP;
  gboolean done;

  if (shp && column->type == LT_SINK_NUMBER)
    {
      OGR_Fld_SetWidth (field, DBF_WIDTH);
      OGR_Fld_SetPrecision (field, DBF_DECIMALS);
    }
  else if (shp && column->type == LT_SINK_INTEGER)
    OGR_Fld_SetWidth (field, DBF_INTEGER_WIDTH);
  else if (column->type == LT_SINK_TEXT && column->width > 0)
    OGR_Fld_SetWidth (field, (int) column->width);
  done = OGR_L_CreateField (self->layer, field, FALSE) == OGRERR_NONE;
  OGR_Fld_Destroy (field);
  return done;
}

static OGRSpatialReferenceH
make_reference (int epsg)
{
  OGRSpatialReferenceH reference;

  if (epsg == 0)
    return NULL;
  reference = OSRNewSpatialReference (NULL);
  if (OSRImportFromEPSG (reference, epsg) != OGRERR_NONE)
    {
      OSRRelease (reference);
      return NULL;
    }
  OSRSetAxisMappingStrategy (reference, OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

static gboolean
create (LtSink *self, const LtSinkPlan *plan)
{
  GDALDriverH driver = GDALGetDriverByName (plan->format == LT_SINK_GPKG ? "GPKG" : "ESRI Shapefile");
  OGRSpatialReferenceH reference = make_reference (plan->epsg);
  char **options = NULL;

  if (plan->format == LT_SINK_SHP)
    options = CSLSetNameValue (options, "ENCODING", plan->encoding != NULL ? plan->encoding : "UTF-8");
  else
    options = CSLSetNameValue (options, "GEOMETRY_NAME", "geom");
  self->dataset = driver != NULL ? GDALCreate (driver, plan->path, 0, 0, 0, GDT_Unknown, NULL) : NULL;
  if (self->dataset != NULL)
    self->layer = GDALDatasetCreateLayer (self->dataset, plan->layer, reference,
                                          get_type (plan->shape, plan->format), options);
  CSLDestroy (options);
  if (reference != NULL)
    OSRRelease (reference);
  for (guint i = 0; self->layer != NULL && i < plan->n_columns; i++)
    {
      self->types[i] = plan->columns[i].type;
      if (!add_column (self, &plan->columns[i]))
        return FALSE;
    }
  return self->layer != NULL;
}

static void
sink_free (LtSink *self)
{
  g_clear_pointer (&self->dataset, lt_gdal_close);
  g_free (self->types);
  g_free (self);
}

static LtSink *
sink_open (const LtSinkPlan *plan, GError **error)
{
  LtSink *self = g_new0 (LtSink, 1);
  LtGdalScope scope;
  gboolean done;

  lt_gdal_init ();
  self->format = plan->format;
  self->domain = plan->domain;
  self->n_columns = plan->n_columns;
  self->types = g_new0 (LtSinkType, plan->n_columns + 1);

  lt_gdal_scope_begin (&scope);
  done = create (self, plan);
  lt_gdal_scope_end (&scope);
  if (done && !scope.failed)
    return self;

  fail (plan->domain, &scope, error);
  lt_gdal_scope_begin (&scope);
  sink_free (self);
  lt_gdal_scope_end (&scope);
  return NULL;
}

static OGRGeometryH
make_part (LtSinkShapeKind kind, const double *xy, guint n)
{
  static const OGRwkbGeometryType types[] = { wkbPoint, wkbLineString, wkbLinearRing };
  OGRGeometryH part = OGR_G_CreateGeometry (types[kind]);

  if (kind != LT_SINK_POINT)
    OGR_G_SetPointCount (part, (int) n);
  for (guint i = 0; i < n; i++)
    OGR_G_SetPoint_2D (part, (int) i, xy[2 * i], xy[2 * i + 1]);
  return part;
}

static OGRGeometryH
make_geometry (const LtSinkShape *shape, LtSinkFormat format)
{
  OGRGeometryH whole = NULL;
  OGRGeometryH polygon = NULL;

  if (shape->kind == LT_SINK_POINT)
    return make_part (shape->kind, shape->xy, 1);
  whole = OGR_G_CreateGeometry (shape->kind == LT_SINK_POLYGON ? wkbMultiPolygon : wkbMultiLineString);
  for (guint i = 0; i < shape->n_rings; i++)
    {
      guint from = i > 0 ? shape->ring_ends[i - 1] : 0;
      OGRGeometryH part = make_part (shape->kind, shape->xy + 2 * from, shape->ring_ends[i] - from);

      if (shape->kind != LT_SINK_POLYGON)
        {
          OGR_G_AddGeometryDirectly (whole, part);
          continue;
        }
      if (i == 0 || shape->starts_part[i])
        {
          polygon = OGR_G_CreateGeometry (wkbPolygon);
          OGR_G_AddGeometryDirectly (whole, polygon);
        }
      OGR_G_AddGeometryDirectly (polygon, part);
    }
  return whole;
}

static void
set_cell (LtSink *self, OGRFeatureH feature, int column, const LtSinkCell *cell)
{
  int year, month, day;

  if (cell->text == NULL && !isfinite (cell->number))
    return;
  if (self->types[column] == LT_SINK_INTEGER)
    OGR_F_SetFieldInteger64 (feature, column, (GIntBig) cell->number);
  else if (self->types[column] == LT_SINK_NUMBER)
    OGR_F_SetFieldDouble (feature, column, cell->number);
  else if (self->types[column] == LT_SINK_TEXT)
    OGR_F_SetFieldString (feature, column, cell->text);
  else if (sscanf (cell->text, "%d-%d-%d", &year, &month, &day) == 3)
    OGR_F_SetFieldDateTime (feature, column, year, month, day, 0, 0, 0, 0);
}

static gboolean
put_in_scope (LtSink *self, const LtSinkCell *cells, const LtSinkShape *shape)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (self->layer));
  gboolean done;

  for (guint i = 0; i < self->n_columns; i++)
    set_cell (self, feature, (int) i, &cells[i]);
  if (shape != NULL)
    OGR_F_SetGeometryDirectly (feature, make_geometry (shape, self->format));
  if (self->format == LT_SINK_GPKG && self->n_open++ == 0)
    GDALDatasetStartTransaction (self->dataset, FALSE);
  done = OGR_L_CreateFeature (self->layer, feature) == OGRERR_NONE;
  OGR_F_Destroy (feature);
  if (done && self->n_open == ROWS_AT_ONCE)
    {
      self->n_open = 0;
      done = GDALDatasetCommitTransaction (self->dataset) == OGRERR_NONE;
    }
  return done;
}

static gboolean
sink_put (LtSink *self, const LtSinkCell *cells, const LtSinkShape *shape, GError **error)
{
  LtGdalScope scope;
  gboolean done;

  lt_gdal_scope_begin (&scope);
  done = put_in_scope (self, cells, shape);
  lt_gdal_scope_end (&scope);
  return (done && !scope.failed) || fail (self->domain, &scope, error);
}

static gboolean
sink_close (LtSink *self, GError **error)
{
  GQuark domain = self->domain;
  LtGdalScope scope;

  lt_gdal_scope_begin (&scope);
  if (self->n_open > 0)
    GDALDatasetCommitTransaction (self->dataset);
  sink_free (self);
  lt_gdal_scope_end (&scope);
  return !scope.failed || fail (domain, &scope, error);
}

static const LtSinkFuncs funcs = {
  .open = sink_open,
  .put = sink_put,
  .close = sink_close,
};

G_MODULE_EXPORT const LtSinkFuncs *lt_exchange_module_get_sink_funcs (void);

const LtSinkFuncs *
lt_exchange_module_get_sink_funcs (void)
{
  return &funcs;
}
