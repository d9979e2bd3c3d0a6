#pragma once

#include "lt-classes.h"
#include "lt-kind.h"
#include "lt-snapshot.h"

G_BEGIN_DECLS

typedef enum
{
  LT_LAYER_DISTRICTS = 1 << 0,
  LT_LAYER_PARCELS = 1 << 1,
  LT_LAYER_ENTERPRISES = 1 << 2,
  LT_LAYER_PROJECTS = 1 << 3,
  LT_LAYER_ALL = 0xF,
} LtLayers;

typedef enum
{
  LT_THEME_LIGHT,
  LT_THEME_DARK,
  LT_THEME_WALL, /* projector: large text, heavy lines, 7:1 */
} LtTheme;

/* What is shown and how: everything a painter needs besides camera and snapshot. Plain value. */
typedef struct
{
  guint chain;  /* 0: the city as a whole */
  int district; /* index in the catalogue, -1 none: gets the accent */
  LtLayers layers;
  LtTheme theme;
  gboolean high_contrast;
  double text_scale;  /* how much larger the desktop sets text; 0 as 1 */
  LtClasses *classes; /* (nullable), borrowed: how parcels are coloured, else all alike */
  GArray *projects;   /* (nullable), borrowed: row ids (gint64, ascending) of the only projects shown */
} LtView;

/* Colours are 0xRRGGBBAA. The one place that knows the palette of SCREENS.md. */
typedef struct
{
  guint32 land;
  guint32 land_city; /* inside the city */
  guint32 water;
  guint32 water_line;
  guint32 border; /* counties around */
  guint32 district_line;
  guint32 text;
  guint32 text_quiet;
  guint32 halo;
  guint32 accent; /* chain's colour or the city's neutral one */
  guint32 parcel_fill;
  guint32 parcel_line;
  double line;      /* px of a district's edge */
  double font_body; /* px */
  double font_label;
  double font_title;
} LtPalette;

void lt_view_get_palette (const LtView *self, const LtSnapshot *snapshot, LtPalette *palette);

/* A chain's colour (0xRRGGBBAA) as the theme shows it: lighter on dark, so that edges carry. */
guint32 lt_view_adapt_colour (const LtView *self, guint32 colour);

G_END_DECLS
