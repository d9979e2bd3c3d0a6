#include <glib.h>

#include "fuzz.h"
#include "lt-kml-data.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) names = NULL;
  gsize length;
  g_autofree char *text = lt_kml_data_rewrite ((const char *) data, size, &length, &names);

  if (text == NULL)
    return 0;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *column = g_strdup_printf ("liantu_data_%u", i);

      g_assert_cmpstr (lt_kml_data_get_name (names, column), ==, g_ptr_array_index (names, i));
    }
  g_assert_null (lt_kml_data_get_name (names, "liantu_data_"));

  return 0;
}
