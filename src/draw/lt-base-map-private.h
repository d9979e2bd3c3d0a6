#pragma once

#include "lt-base-map.h"
#include "lt-geometry.h"

G_BEGIN_DECLS

/* What basemap.geojson calls a feature's "layer". */
typedef enum
{
  LT_BASE_CITY,     /* the ground of the city itself */
  LT_BASE_BORDER,   /* between counties */
  LT_BASE_PROVINCE, /* between provinces */
  LT_BASE_WATER,
  LT_BASE_RIVER,
  LT_BASE_PLACE, /* a label's anchor */
} LtBaseLayer;

typedef enum
{
  LT_PLACE_CITY,
  LT_PLACE_TOWN,
  LT_PLACE_COUNTY, /* a name in the middle of its county, without a dot */
  LT_PLACE_LAKE,
} LtPlaceKind;

typedef struct
{
  char *name;
  char *name_en; /* (nullable) */
  LtPlaceKind kind;
  double longitude;
  double latitude;
} LtPlace;

struct _LtBaseMap
{
  gatomicrefcount ref_count;
  char *credit;
  GPtrArray *layers[LT_BASE_PLACE]; /* LtGeometry, unit world Mercator × circumference */
  GArray *places;                   /* LtPlace, the most important first */
};

G_END_DECLS
