#include <glib.h>

#include "fuzz.h"
#include "lt-geometry.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (LtGeometry) geometry = lt_geometry_from_wkb (data, size);
  g_autoptr (LtGeometry) blob = lt_geometry_from_gpkg (data, size);
  g_autofree char *wkt = NULL;

  if (geometry == NULL)
    return 0;
  wkt = lt_geometry_to_wkt (geometry);
  lt_geometry_is_plainly_valid (geometry);
  g_assert_cmpfloat (lt_geometry_overlap_m2 (geometry, geometry), >=, 0.0);

  return 0;
}
