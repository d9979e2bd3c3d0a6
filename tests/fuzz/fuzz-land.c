#include <glib.h>

#include "fuzz.h"
#include "lt-geometry.h"
#include "lt-land-txt.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  LtSource *source = lt_land_txt_parse ("fuzz.txt", g_utf8_make_valid (raw, -1), &error);
  const LtSourceFuncs *funcs = lt_land_txt_get_funcs ();
  LtSourceCrs crs;
  LtSourceRow row;

  if (source == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  funcs->get_crs (source, &crs);
  while (funcs->next (source, &row, NULL))
    {
      g_autoptr (LtGeometry) geometry
          = row.wkb != NULL ? lt_geometry_from_wkb (row.wkb, row.wkb_length) : NULL;

      g_assert_true (row.wkb == NULL || geometry != NULL);
    }
  funcs->close (source);

  return 0;
}
