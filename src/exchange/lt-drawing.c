#include "config.h"

#include "lt-drawing.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Ends of a line that are no farther apart were meant to meet. */
#define MAX_GAP_M 0.1
#define MAX_GAP_DEGREES 1e-6

typedef enum
{
  SKIPPED_TEXT,
  SKIPPED_POINT,
  SKIPPED_LINE,
  SKIPPED_CURVE,
  SKIPPED_BLOCK,
  SKIPPED_OTHER,
  N_SKIPPED,
} Skipped;

typedef struct
{
  double x;
  double y;
  char *words;
} Label;

struct _LtDrawing
{
  GArray *labels; /* Label */
  int text;       /* fields, -1: the layer has none */
  int classes;
  guint skipped[N_SKIPPED];
};

static void
clear_label (gpointer data)
{
  g_free (((Label *) data)->words);
}

static OGRwkbGeometryType
get_type (OGRGeometryH geometry)
{
  return geometry != NULL ? wkbFlatten (OGR_G_GetGeometryType (geometry)) : wkbUnknown;
}

static gboolean
is_text (const LtDrawing *self, OGRFeatureH feature)
{
  return self->text >= 0 && OGR_F_IsFieldSetAndNotNull (feature, self->text)
         && get_type (OGR_F_GetGeometryRef (feature)) == wkbPoint;
}

/* The words of a drawing stand as points of their own; the outline around them is whose name they are. */
LtDrawing *
lt_drawing_new (OGRLayerH layer)
{
  LtDrawing *self = g_new0 (LtDrawing, 1);
  OGRFeatureH feature;

  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  g_array_set_clear_func (self->labels, clear_label);
  self->text = OGR_FD_GetFieldIndex (OGR_L_GetLayerDefn (layer), "Text");
  self->classes = OGR_FD_GetFieldIndex (OGR_L_GetLayerDefn (layer), "SubClasses");

  OGR_L_ResetReading (layer);
  while (self->text >= 0 && (feature = OGR_L_GetNextFeature (layer)) != NULL)
    {
      OGRGeometryH point = OGR_F_GetGeometryRef (feature);

      if (is_text (self, feature))
        {
          Label label = { OGR_G_GetX (point, 0), OGR_G_GetY (point, 0),
                          g_utf8_make_valid (OGR_F_GetFieldAsString (feature, self->text), -1) };

          g_array_append_val (self->labels, label);
        }
      OGR_F_Destroy (feature);
    }
  OGR_L_ResetReading (layer);

  return self;
}

void
lt_drawing_free (LtDrawing *self)
{
  g_array_unref (self->labels);
  g_free (self);
}

void
lt_drawing_rewind (LtDrawing *self)
{
  memset (self->skipped, 0, sizeof self->skipped);
}

/* --- lines --- */

static gboolean
has_class (const LtDrawing *self, OGRFeatureH feature, const char *name)
{
  return self->classes >= 0 && OGR_F_IsFieldSetAndNotNull (feature, self->classes)
         && strstr (OGR_F_GetFieldAsString (feature, self->classes), name) != NULL;
}

static gboolean
is_curve (const LtDrawing *self, OGRFeatureH feature)
{
  return has_class (self, feature, "AcDbArc") || has_class (self, feature, "AcDbCircle")
         || has_class (self, feature, "AcDbEllipse") || has_class (self, feature, "AcDbSpline");
}

static gboolean
is_annotation (const LtDrawing *self, OGRFeatureH feature)
{
  return has_class (self, feature, "Dimension") || has_class (self, feature, "Leader");
}

static gboolean
are_degrees (OGRGeometryH line)
{
  OGREnvelope box;

  OGR_G_GetEnvelope (line, &box);

  return box.MinX >= -180.0 && box.MaxX <= 180.0 && box.MinY >= -180.0 && box.MaxY <= 180.0;
}

static LtDrawn
tell_line (const LtDrawing *self, OGRFeatureH feature, OGRGeometryH line)
{
  int n = OGR_G_GetPointCount (line);
  double gap;

  if (n < 3)
    return LT_DRAWN_OTHER;
  gap = hypot (OGR_G_GetX (line, 0) - OGR_G_GetX (line, n - 1),
               OGR_G_GetY (line, 0) - OGR_G_GetY (line, n - 1));
  if (gap == 0.0)
    return n >= 4 ? LT_DRAWN_OUTLINE : LT_DRAWN_OTHER;
  if (is_annotation (self, feature))
    return LT_DRAWN_OTHER;
  if (n >= 4 && gap <= (are_degrees (line) ? MAX_GAP_DEGREES : MAX_GAP_M))
    return LT_DRAWN_JOINED;

  return is_curve (self, feature) ? LT_DRAWN_OTHER : LT_DRAWN_OPEN;
}

/* Takes the line. */
static OGRGeometryH
make_area (OGRGeometryH line, LtDrawn drawn)
{
  double x = OGR_G_GetX (line, 0);
  double y = OGR_G_GetY (line, 0);

  OGR_G_FlattenTo2D (line);
  if (drawn == LT_DRAWN_JOINED)
    OGR_G_SetPoint_2D (line, OGR_G_GetPointCount (line) - 1, x, y);
  else if (drawn == LT_DRAWN_OPEN)
    OGR_G_AddPoint_2D (line, x, y);

  return OGR_G_ForceToPolygon (line);
}

/* --- what is no outline --- */

static Skipped
tell_skipped (const LtDrawing *self, OGRFeatureH feature)
{
  if (is_text (self, feature))
    return SKIPPED_TEXT;
  if (is_annotation (self, feature))
    return SKIPPED_OTHER;

  switch (get_type (OGR_F_GetGeometryRef (feature)))
    {
    case wkbPoint:
    case wkbMultiPoint:
      return has_class (self, feature, "AcDbBlockReference") ? SKIPPED_BLOCK : SKIPPED_POINT;
    case wkbLineString:
    case wkbMultiLineString:
      return is_curve (self, feature) ? SKIPPED_CURVE : SKIPPED_LINE;
    case wkbGeometryCollection:
      return SKIPPED_BLOCK;
    default:
      return SKIPPED_OTHER;
    }
}

LtDrawn
lt_drawing_take (LtDrawing *self, OGRFeatureH feature)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);
  OGRwkbGeometryType type = get_type (geometry);
  LtDrawn drawn = LT_DRAWN_OTHER;

  if (type == wkbPolygon || type == wkbMultiPolygon)
    return LT_DRAWN_OUTLINE;
  if (type == wkbLineString)
    drawn = tell_line (self, feature, geometry);
  if (drawn == LT_DRAWN_OTHER)
    self->skipped[tell_skipped (self, feature)]++;
  else
    OGR_F_SetGeometryDirectly (feature, make_area (OGR_F_StealGeometry (feature), drawn));

  return drawn;
}

char *
lt_drawing_describe_skipped (const LtDrawing *self)
{
  static const char *const names[N_SKIPPED] = {
    N_ ("texts"), N_ ("points"), N_ ("single lines"), N_ ("open curves"), N_ ("blocks"), N_ ("others"),
  };
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < N_SKIPPED; i++)
    if (self->skipped[i] > 0)
      g_string_append_printf (list, "%s%s %u", list->len > 0 ? ", " : "", _ (names[i]), self->skipped[i]);
  if (list->len == 0)
    return NULL;

  return g_strdup_printf (
      _ ("The drawing holds what is no outline and was not read as a row (%s): text within an outline is "
         "its name; if parcels are drawn as single lines or blocks, join or explode them into closed "
         "polylines."),
      list->str);
}

/* --- words --- */

void
lt_drawing_append_words (const LtDrawing *self, OGRGeometryH outline, GString *to)
{
  OGRGeometryH point = OGR_G_CreateGeometry (wkbPoint);
  OGREnvelope box;
  gsize start = to->len;

  OGR_G_GetEnvelope (outline, &box);
  for (guint i = 0; i < self->labels->len; i++)
    {
      const Label *label = &g_array_index (self->labels, Label, i);

      if (label->x < box.MinX || label->x > box.MaxX || label->y < box.MinY || label->y > box.MaxY)
        continue;
      OGR_G_SetPoint_2D (point, 0, label->x, label->y);
      if (OGR_G_Contains (outline, point))
        g_string_append_printf (to, "%s%s", to->len > start ? " " : "", label->words);
    }
  OGR_G_DestroyGeometry (point);
}
