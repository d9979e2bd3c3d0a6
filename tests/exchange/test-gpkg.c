#include "test-gpkg.h"

#include <gdal.h>
#include <glib.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

static GDALDatasetH
open_or_create (const char *path)
{
  GDALDatasetH dataset = NULL;

  GDALAllRegister ();
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    dataset = GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL);
  else
    dataset = GDALCreate (GDALGetDriverByName ("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
  g_assert_nonnull (dataset);

  return dataset;
}

static OGRLayerH
make_layer (GDALDatasetH dataset, const char *name, int epsg, OGRwkbGeometryType type)
{
  OGRLayerH layer = GDALDatasetGetLayerByName (dataset, name);
  OGRSpatialReferenceH crs = NULL;
  OGRFieldDefnH field;

  if (layer != NULL)
    return layer;

  if (epsg != 0)
    {
      crs = OSRNewSpatialReference (NULL);
      g_assert_cmpint (OSRImportFromEPSG (crs, epsg), ==, OGRERR_NONE);
      OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
    }
  layer = GDALDatasetCreateLayer (dataset, name, crs, type, NULL);
  g_assert_nonnull (layer);
  if (crs != NULL)
    OSRRelease (crs);
  field = OGR_Fld_Create ("name", OFTString);
  OGR_L_CreateField (layer, field, TRUE);
  OGR_Fld_Destroy (field);

  return layer;
}

static void
add_row (OGRLayerH layer, const char *name, OGRGeometryH geometry)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));

  OGR_F_SetFieldString (feature, 0, name);
  if (geometry != NULL)
    OGR_F_SetGeometryDirectly (feature, geometry);
  g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
  OGR_F_Destroy (feature);
}

void
test_gpkg_add_point (const char *path, const char *layer, int epsg, const char *name, double x, double y)
{
  GDALDatasetH dataset = open_or_create (path);
  OGRGeometryH point = OGR_G_CreateGeometry (wkbPoint);

  OGR_G_SetPoint_2D (point, 0, x, y);
  add_row (make_layer (dataset, layer, epsg, wkbPoint), name, point);
  (void) GDALClose (dataset);
}

void
test_gpkg_add_table (const char *path, const char *layer, const char *name)
{
  GDALDatasetH dataset = open_or_create (path);

  add_row (make_layer (dataset, layer, 0, wkbNone), name, NULL);
  (void) GDALClose (dataset);
}
