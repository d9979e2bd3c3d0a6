#include "config.h"

#include "lt-district.h"

#include "lt-language.h"

struct _LtDistrict
{
  GObject parent_instance;

  gint64 id;
  char *code;
  char *name;
  char *name_en;
  gboolean zone;
  gboolean approximate;
  double area_km2;
  LtGeometry *geometry;
};

G_DEFINE_FINAL_TYPE (LtDistrict, lt_district, G_TYPE_OBJECT)

static void
lt_district_finalize (GObject *object)
{
  LtDistrict *self = LT_DISTRICT (object);

  g_free (self->code);
  g_free (self->name);
  g_free (self->name_en);
  g_clear_pointer (&self->geometry, lt_geometry_unref);
  G_OBJECT_CLASS (lt_district_parent_class)->finalize (object);
}

static void
lt_district_class_init (LtDistrictClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_district_finalize;
}

static void
lt_district_init (LtDistrict *self)
{
}

LtDistrict *
lt_district_new (gint64 id,
                 const char *code,
                 const char *name,
                 const char *name_en,
                 gboolean zone,
                 gboolean approximate,
                 double area_km2,
                 LtGeometry *geometry)
{
  LtDistrict *self;

  g_return_val_if_fail (code != NULL && name != NULL, NULL);

  self = g_object_new (LT_TYPE_DISTRICT, NULL);
  self->id = id;
  self->code = g_strdup (code);
  self->name = g_strdup (name);
  self->name_en = g_strdup (name_en);
  self->zone = zone;
  self->approximate = approximate;
  self->area_km2 = area_km2;
  self->geometry = geometry != NULL ? lt_geometry_ref (geometry) : NULL;
  return self;
}

gint64
lt_district_get_id (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), 0);

  return self->id;
}

const char *
lt_district_get_code (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), NULL);

  return self->code;
}

const char *
lt_district_get_name (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), NULL);

  return self->name;
}

const char *
lt_district_get_name_en (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), NULL);

  return self->name_en;
}

const char *
lt_district_get_label (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), NULL);

  return lt_language_pick (self->name, self->name_en);
}

gboolean
lt_district_is_zone (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), FALSE);

  return self->zone;
}

gboolean
lt_district_is_approximate (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), FALSE);

  return self->approximate;
}

double
lt_district_get_area_km2 (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), 0);

  return self->area_km2;
}

LtGeometry *
lt_district_get_geometry (LtDistrict *self)
{
  g_return_val_if_fail (LT_IS_DISTRICT (self), NULL);

  return self->geometry;
}
