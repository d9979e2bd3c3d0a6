#include "config.h"

#include "lt-file-crs.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FIRST_GAUSS_KRUGER 4491 /* of CGCS2000 in EPSG's dataset */
#define FIRST_OF_3_DEGREES 4513
#define LAST_GAUSS_KRUGER 4554

void
lt_file_crs_clear (LtFileCrs *self)
{
  g_clear_pointer (&self->definition, g_free);
}

void
lt_file_crs_copy (const LtFileCrs *self, LtFileCrs *copy)
{
  *copy = *self;
  copy->definition = g_strdup (self->definition);
}

void
lt_file_crs_set (LtFileCrs *self, const LtCrs *crs)
{
  g_autofree char *name = lt_crs_get_name (crs);

  *self = (LtFileCrs){ .crs = *crs };
  g_strlcpy (self->name, name, sizeof self->name);
}

gboolean
lt_file_crs_parse (const char *text, LtFileCrs *crs)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char *code = lower + strlen ("epsg:");
  LtCrs known;

  if (lt_crs_from_name (g_strstrip (lower), &known))
    {
      lt_file_crs_set (crs, &known);
      return TRUE;
    }
  if (!g_str_has_prefix (lower, "epsg:") || strlen (code) < 4 || strlen (code) > 6
      || strspn (code, "0123456789") != strlen (code))
    return FALSE;

  *crs = (LtFileCrs){ .other = TRUE };
  g_snprintf (crs->name, sizeof crs->name, "EPSG:%s", code);
  crs->definition = g_strdup (crs->name);

  return TRUE;
}

/* 3° first: a meridian of both is called by that. */
static void
set_gauss_kruger (LtFileCrs *self, double central_meridian, double false_easting)
{
  LtCrs crs;

  for (int epsg = LAST_GAUSS_KRUGER; epsg >= FIRST_GAUSS_KRUGER; epsg--)
    if (lt_crs_from_epsg (epsg, &crs) && crs.central_meridian == central_meridian
        && crs.false_easting == false_easting)
      {
        lt_file_crs_set (self, &crs);
        return;
      }
  *self = (LtFileCrs){ .crs = { .kind = LT_CRS_KIND_GAUSS_KRUGER,
                                .central_meridian = central_meridian,
                                .false_easting = false_easting } };
  g_snprintf (self->name, sizeof self->name, "CGCS2000 %g°", central_meridian);
}

gboolean
lt_file_crs_from_source (const LtSourceCrs *source, LtFileCrs *crs)
{
  *crs = (LtFileCrs){ 0 };
  if (!source->known)
    return FALSE;
  if (source->gauss_kruger)
    set_gauss_kruger (crs, source->central_meridian, source->false_easting);
  else if (source->degrees)
    lt_file_crs_set (crs, &lt_crs_wgs84);
  else
    {
      crs->other = TRUE;
      crs->definition = g_strdup (source->definition);
    }
  if (g_str_has_prefix (source->name, "EPSG:") || crs->other)
    g_strlcpy (crs->name, source->name, sizeof crs->name);

  return TRUE;
}

static void
swap_axes (double *xy, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      double x = xy[2 * i];

      xy[2 * i] = xy[2 * i + 1];
      xy[2 * i + 1] = x;
    }
}

gboolean
lt_file_crs_to_degrees (
    const LtFileCrs *self, const LtShapeFuncs *shape, LtTransform *transform, double *xy, guint n)
{
  if (self->swapped)
    swap_axes (xy, n);
  if (self->other)
    return transform != NULL && shape->run_transform (transform, xy, n);

  for (guint i = 0; i < 2 * n; i++)
    if (!isfinite (xy[i]))
      return TRUE; /* the checks of positions name it */
  lt_crs_to_wgs84 (&self->crs, xy, n);

  return TRUE;
}

/* --- telling --- */

char *
lt_file_crs_describe (const LtFileCrs *self)
{
  g_autofree char *text = g_strdup (self->name);

  if (!self->other)
    {
      g_free (text);
      switch (self->crs.kind)
        {
        case LT_CRS_KIND_GCJ02:
          text = g_strdup (_ ("GCJ-02 (Amap, Tencent)"));
          break;
        case LT_CRS_KIND_BD09:
          text = g_strdup (_ ("BD-09 (Baidu)"));
          break;
        case LT_CRS_KIND_GAUSS_KRUGER:
          text = g_strdup_printf (_ ("CGCS2000 Gauss-Krüger around %g°E (%s)"), self->crs.central_meridian,
                                  self->name);
          break;
        case LT_CRS_KIND_DEGREES:
        default:
          text = g_strdup_printf (_ ("longitude and latitude, WGS-84 or CGCS2000 (%s)"), self->name);
          break;
        }
    }

  return self->swapped ? g_strdup_printf (_ ("%s, axes exchanged"), text) : g_steal_pointer (&text);
}

/* --- finding out --- */

/* A zone is no wider than this: beyond it the formulas give some place or other. */
gboolean
lt_file_crs_reaches (const LtFileCrs *self, double x, double y)
{
  double easting = self->swapped ? y : x;
  double northing = self->swapped ? x : y;

  return self->other || self->crs.kind != LT_CRS_KIND_GAUSS_KRUGER
         || (fabs (easting - self->crs.false_easting) < 450000.0 && northing > 0.0 && northing < 6.3e6);
}

double
lt_file_crs_rate (const LtFileCrs *self,
                  const LtShapeFuncs *shape,
                  LtTransform *transform,
                  const double *xy,
                  guint n,
                  LtBox box)
{
  g_autofree double *copy = g_memdup2 (xy, 2 * sizeof (double) * n);
  guint inside = 0;

  if (n == 0 || !lt_file_crs_to_degrees (self, shape, transform, copy, n))
    return 0.0;
  for (guint i = 0; i < n; i++)
    {
      double x = copy[2 * i];
      double y = copy[2 * i + 1];

      if (!isfinite (x) || !isfinite (y) || fabs (x) > 180.0 || fabs (y) > 90.0
          || !lt_file_crs_reaches (self, xy[2 * i], xy[2 * i + 1]))
        continue;
      if (lt_box_is_empty (&box) || lt_box_contains (&box, x, y))
        inside++;
    }

  return (double) inside / n;
}

typedef struct
{
  const double *xy;
  guint n;
  LtBox box;
  GArray *found; /* Rated */
} Search;

typedef struct
{
  LtFileCrs crs;
  double rating;
  guint order;
} Rated;

static void
consider (Search *self, const LtFileCrs *crs)
{
  gboolean shifted = crs->crs.kind == LT_CRS_KIND_GCJ02 || crs->crs.kind == LT_CRS_KIND_BD09;
  Rated rated = { *crs, 0.0, self->found->len };

  for (guint swapped = 0; swapped < 2; swapped++)
    {
      rated.crs.swapped = swapped;
      rated.rating = lt_file_crs_rate (&rated.crs, NULL, NULL, self->xy, self->n, self->box);
      rated.order = self->found->len;
      if (rated.rating < 0.5)
        continue;
      /* Half a kilometre says nothing: a shifted system is offered, never chosen. */
      rated.rating *= shifted ? 0.5 : 1.0;
      g_array_append_val (self->found, rated);
    }
}

static int
compare_rated (gconstpointer a, gconstpointer b)
{
  const Rated *first = a;
  const Rated *second = b;

  if (first->rating != second->rating)
    return first->rating > second->rating ? -1 : 1;

  return (int) first->order - (int) second->order;
}

static double
least_size (const double *xy, guint n)
{
  double least = INFINITY;

  for (guint i = 0; i < 2 * n; i++)
    if (isfinite (xy[i]) && fabs (xy[i]) > 0.0)
      least = MIN (least, fabs (xy[i]));

  return least;
}

static void
consider_epsg (Search *self, int first, int last)
{
  for (int epsg = first; epsg <= last; epsg++)
    {
      LtFileCrs crs;
      LtCrs known;

      if (!lt_crs_from_epsg (epsg, &known))
        continue;
      lt_file_crs_set (&crs, &known);
      consider (self, &crs);
    }
}

GArray *
lt_file_crs_find_candidates (const double *xy, guint n, LtBox box)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Rated));
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (LtFileCrs));
  Search search = { xy, n, box, found };
  LtFileCrs crs;

  g_array_set_clear_func (candidates, (GDestroyNotify) lt_file_crs_clear);
  if (n == 0)
    return candidates;
  if (least_size (xy, n) <= 180.0)
    {
      static const char *const names[] = { "EPSG:4326", "gcj02", "bd09" };

      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        if (lt_file_crs_parse (names[i], &crs))
          consider (&search, &crs);
    }
  else
    {
      /* 3° before 6°: what cadastre is kept in. */
      consider_epsg (&search, FIRST_OF_3_DEGREES, LAST_GAUSS_KRUGER);
      consider_epsg (&search, FIRST_GAUSS_KRUGER, FIRST_OF_3_DEGREES - 1);
    }

  g_array_sort (found, compare_rated);
  for (guint i = 0; i < found->len; i++)
    {
      LtFileCrs *next = &g_array_index (found, Rated, i).crs;
      gboolean known = FALSE;

      /* The same meridian of 6° and 3° is one system. */
      for (guint j = 0; j < candidates->len && !known; j++)
        {
          LtFileCrs *other = &g_array_index (candidates, LtFileCrs, j);

          known = other->crs.kind == next->crs.kind
                  && other->crs.central_meridian == next->crs.central_meridian
                  && other->crs.false_easting == next->crs.false_easting && other->swapped == next->swapped;
        }
      if (!known)
        g_array_append_val (candidates, *next);
    }

  return candidates;
}
