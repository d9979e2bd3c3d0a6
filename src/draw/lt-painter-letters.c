#include <math.h>
#include <stdlib.h>

#include "lt-painter-private.h"
#include "lt-text.h"

/* How much wider and higher than its letter a parcel has to be. */
#define ROOM 1.7
/* Radius of the plate that keeps a hatch off the letter, in heights of the font. */
#define PLATE 0.72

typedef struct
{
  const LtPainter *painter;
  const LtClasses *classes;
  double size;
  PangoLayout *texts[LT_CLASSES_MAX];
  GArray *crossings; /* double */
} Letters;

static void
add_crossings (Letters *self, const float *xy, guint n, double y)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      double x0 = (double) xy[2 * i], y0 = (double) xy[2 * i + 1];
      double x1 = (double) xy[2 * i + 2], y1 = (double) xy[2 * i + 3];

      if ((y0 > y) != (y1 > y))
        {
          double x = x0 + (x1 - x0) * (y - y0) / (y1 - y0);

          g_array_append_val (self->crossings, x);
        }
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The middle of the parcel's widest stretch at height `y`; returns the stretch's width. */
static double
find_stretch (Letters *self, guint item, double y, double *middle)
{
  const LtShapes *shapes = &self->painter->snapshot->parcels;
  guint32 start = shapes->first_ring[item] > 0 ? shapes->ring_ends[shapes->first_ring[item] - 1] : 0;
  double widest = 0;

  g_array_set_size (self->crossings, 0);
  for (guint32 ring = shapes->first_ring[item]; ring < shapes->first_ring[item + 1]; ring++)
    {
      add_crossings (self, shapes->xy + 2 * (gsize) start, shapes->ring_ends[ring] - start, y);
      start = shapes->ring_ends[ring];
    }
  g_array_sort (self->crossings, compare);
  for (guint i = 0; i + 1 < self->crossings->len; i += 2)
    {
      double from = g_array_index (self->crossings, double, i),
             to = g_array_index (self->crossings, double, i + 1);

      if (to - from > widest)
        {
          widest = to - from;
          *middle = (from + to) / 2;
        }
    }
  return widest;
}

static void
paint_letter (Letters *self, const LtClass *class, PangoLayout *text, double x, double y)
{
  cairo_t *cr = self->painter->cr;
  double width, height;

  lt_text_measure (text, &width, &height);
  if (class->hatch != LT_HATCH_NONE)
    {
      lt_colour_set (cr, class->colour);
      cairo_new_path (cr);
      cairo_arc (cr, x, y, self->size * PLATE, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  lt_text_paint (text, cr, x - width / 2, y - height / 2, lt_colour_get_ink (class->colour | 0xff));
}

static void
visit (Letters *self, const float *box, guint item)
{
  const LtProjection *projection = &self->painter->projection;
  guint number = self->classes->class_of[item];
  double least = self->size * ROOM / projection->scale, y = ((double) box[1] + (double) box[3]) / 2, x = 0;

  if ((double) (box[2] - box[0]) < least || (double) (box[3] - box[1]) < least
      || number >= self->classes->n_classes || self->texts[number] == NULL
      || find_stretch (self, item, y, &x) < least)
    return;
  paint_letter (self, &self->classes->classes[number], self->texts[number],
                x * projection->scale + projection->x, y * projection->scale + projection->y);
}

static void
visit_run (guint first, guint n, gpointer data)
{
  Letters *self = data;
  const LtRtree *tree = self->painter->snapshot->parcels.tree;
  const float *boxes = lt_rtree_get_boxes (tree);
  const guint *items = lt_rtree_get_items (tree);

  for (guint i = first; i < first + n; i++)
    visit (self, boxes + 4 * (gsize) i, items[i]);
}

void
lt_painter_paint_letters (const LtPainter *self)
{
  Letters letters = { .painter = self, .classes = self->view->classes, .size = self->palette.font_body };
  gboolean any = FALSE;
  LtBox view;

  if (!lt_classes_fits (letters.classes, self->snapshot))
    return;
  for (guint i = 0; i < letters.classes->n_classes; i++)
    {
      const LtClass *class = &letters.classes->classes[i];

      if (class->hidden || class->letter[0] == '\0')
        continue;
      letters.texts[i] = lt_text_new (class->letter, letters.size, LT_TEXT_BOLD, 0);
      any = TRUE;
    }
  if (!any)
    return;
  letters.crossings = g_array_new (FALSE, FALSE, sizeof (double));
  lt_projection_get_view (&self->projection, self->camera, 0, &view);
  lt_rtree_query_runs (self->snapshot->parcels.tree, (float) view.west, (float) view.south, (float) view.east,
                       (float) view.north, visit_run, &letters);
  g_array_unref (letters.crossings);
  for (guint i = 0; i < LT_CLASSES_MAX; i++)
    g_clear_object (&letters.texts[i]);
}
