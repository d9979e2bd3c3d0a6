#include "lt-test-geo.h"

#include <math.h>
#include <string.h>

static LtGeometry *
from_hex (const char *hex)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (; *hex != '\0'; hex++)
    {
      guint8 byte;

      if (*hex == ' ')
        continue;
      byte = (guint8) (g_ascii_xdigit_value (hex[0]) * 16 + g_ascii_xdigit_value (hex[1]));
      g_byte_array_append (bytes, &byte, 1);
      hex++;
    }
  return lt_geometry_from_wkb (bytes->data, bytes->len);
}

/* Decodes from a block of just that size, so that a sanitizer sees one byte too far. */
static void
decode_anything (const guint8 *data, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (data, length);
  LtGeometry *gpkg = lt_geometry_from_gpkg (exact, length);
  LtGeometry *wkb = lt_geometry_from_wkb (exact, length);

  g_clear_pointer (&gpkg, lt_geometry_unref);
  g_clear_pointer (&wkb, lt_geometry_unref);
}

#define ONE "000000000000F03F"
#define TWO "0000000000000040"
#define THREE "0000000000000840"
#define NAN_LE "000000000000F87F"
#define ONE_BE "3FF0000000000000"
#define TWO_BE "4000000000000000"

static void
test_points (void)
{
  static const char *const forms[] = {
    "01 01000000 " ONE TWO,                                                 /* XY */
    "00 00000001 " ONE_BE TWO_BE,                                           /* big endian */
    "01 E9030000 " ONE TWO THREE,                                           /* ISO Z */
    "01 D1070000 " ONE TWO THREE,                                           /* ISO M */
    "01 B90B0000 " ONE TWO THREE THREE,                                     /* ISO ZM */
    "01 01000080 " ONE TWO THREE,                                           /* EWKB Z */
    "01 01000040 " ONE TWO THREE,                                           /* EWKB M */
    "01 010000C0 " ONE TWO THREE THREE,                                     /* EWKB ZM */
    "01 010000A0 E6100000" ONE TWO THREE,                                   /* EWKB Z with SRID */
    "01 04000000 01000000 01 01000000" ONE TWO,                             /* multi of one */
    "01 04000000 01000000 00 00000001" ONE_BE TWO_BE,                       /* each part its own order */
    "01 07000000 01000000 01 01000000" ONE TWO,                             /* collection */
    "01 04000000 02000000 01 01000000" ONE TWO "01 01000000" NAN_LE NAN_LE, /* an empty member */
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (LtGeometry) geometry = from_hex (forms[i]);

      g_assert_nonnull (geometry);
      g_assert_cmpint (geometry->kind, ==, LT_GEOMETRY_POINT);
      g_assert_cmpuint (geometry->n_points, ==, 1);
      g_assert_cmpfloat (geometry->xy[0], ==, 1);
      g_assert_cmpfloat (geometry->xy[1], ==, 2);
    }
}

static void
test_refused (void)
{
  static const char *const forms[] = {
    "",
    "01",
    "02 01000000 " ONE TWO,          /* no such byte order */
    "01 00000000",                   /* type 0 */
    "01 08000000 00000000",          /* a circular string */
    "01 A10F0000 " ONE TWO,          /* 4001 */
    "01 01000000 " ONE,              /* half a point */
    "01 01000000 " NAN_LE NAN_LE,    /* empty */
    "01 01000000 " ONE NAN_LE,       /* half a number */
    "01 02000000 FFFFFFFF " ONE TWO, /* counts more than there is */
    "01 03000000 FFFFFFFF",
    "01 03000000 01000000 FFFFFFFF",
    "01 04000000 FFFFFFFF",
    "01 02000000 00000000",                                                    /* empty line */
    "01 03000000 00000000",                                                    /* empty polygon */
    "01 07000000 00000000",                                                    /* empty collection */
    "01 04000000 01000000 01 02000000 01000000" ONE TWO,                       /* a line among points */
    "01 07000000 02000000 01 01000000" ONE TWO "01 02000000 01000000" ONE TWO, /* mixed */
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_null (from_hex (forms[i]));
}

static void
test_deep_nesting (void)
{
  static const guint8 level[9] = { 1, 7, 0, 0, 0, 1, 0, 0, 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (int i = 0; i < 100000; i++)
    g_byte_array_append (bytes, level, sizeof level);
  g_assert_null (lt_geometry_from_wkb (bytes->data, bytes->len));
}

static void
test_gpkg_header (void)
{
  g_autoptr (LtGeometry) point = lt_geometry_new_point (1, 2);
  g_autoptr (GBytes) bytes = lt_geometry_to_gpkg (point, 4326, FALSE);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  g_autoptr (LtGeometry) back = lt_geometry_from_gpkg (data, g_bytes_get_size (bytes));
  guint8 changed[29];
  guint8 wide[61] = { 0 };

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 8 + 21);
  g_assert_cmpmem (data, 8, "GP\0\1\xE6\x10\0\0", 8);
  lt_test_assert_same (back, point);
  for (guint i = 0; i < 3; i++)
    {
      memcpy (changed, data, sizeof changed);
      changed[i]++;
      g_assert_null (lt_geometry_from_gpkg (changed, sizeof changed));
    }
  memcpy (changed, data, sizeof changed);
  changed[3] |= 0x20; /* an extended geometry */
  g_assert_null (lt_geometry_from_gpkg (changed, sizeof changed));
  changed[3] = 5 << 1 | 1; /* no such envelope */
  g_assert_null (lt_geometry_from_gpkg (changed, sizeof changed));
  memcpy (wide, data, 8);
  memcpy (wide + 40, data + 8, 21);
  wide[3] = 3; /* an envelope, of which others' points have one */
  g_clear_pointer (&back, lt_geometry_unref);
  back = lt_geometry_from_gpkg (wide, sizeof wide);
  lt_test_assert_same (back, point);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (LtGeometry) geometry = lt_test_random_geometry (random);
      g_autoptr (GBytes) bytes = lt_geometry_to_gpkg (geometry, 4326, g_rand_boolean (random));
      g_autoptr (LtGeometry) back
          = lt_geometry_from_gpkg (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      lt_test_assert_same (back, geometry);
    }
}

static void
test_every_truncation (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (LtGeometry) geometry = lt_test_random_geometry (random);
      g_autoptr (GBytes) bytes = lt_geometry_to_gpkg (geometry, 4326, i % 2);
      const guint8 *data = g_bytes_get_data (bytes, NULL);

      for (gsize length = 0; length < g_bytes_get_size (bytes); length++)
        {
          g_assert_null (lt_geometry_from_gpkg (data, length));
          decode_anything (data, length);
          if (length > 40)
            decode_anything (data + 40, length - 40);
        }
    }
}

static void
test_random_damage (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  int n = g_test_slow () ? 1000 : 100;

  for (int i = 0; i < n; i++)
    {
      g_autoptr (LtGeometry) geometry = lt_test_random_geometry (random);
      g_autoptr (GBytes) bytes = lt_geometry_to_gpkg (geometry, 4326, i % 2);
      gsize length = g_bytes_get_size (bytes);

      for (int j = 0; j < 300; j++)
        {
          g_autofree guint8 *damaged = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
          int n_flips = g_rand_int_range (random, 1, 6);

          for (int k = 0; k < n_flips; k++)
            {
              /* Half of the damage goes where types and counts are. */
              gsize end = g_rand_boolean (random) ? MIN (length, 70) : length;

              damaged[g_rand_int_range (random, 0, (gint32) end)] = (guint8) g_rand_int (random);
            }
          decode_anything (damaged, length);
          if (length > 40)
            decode_anything (damaged + 40, length - 40);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wkb/points", test_points);
  g_test_add_func ("/wkb/refused", test_refused);
  g_test_add_func ("/wkb/deep-nesting", test_deep_nesting);
  g_test_add_func ("/wkb/gpkg-header", test_gpkg_header);
  g_test_add_func ("/wkb/round-trip", test_round_trip);
  g_test_add_func ("/wkb/every-truncation", test_every_truncation);
  g_test_add_func ("/wkb/random-damage", test_random_damage);
  return g_test_run ();
}
