#include "config.h"

#include "lt-import-map.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "lt-base-map.h"
#include "lt-painter.h"
#include "lt-paths.h"
#include "lt-tint.h"

#define PADDING 36
#define MAX_ZOOM 17.0
#define POINT_RADIUS 4.0
#define MIN_SIZE 96
#define MIN_LABELLED 360

struct _LtImportMap
{
  GtkWidget parent_instance;

  LtSession *session;
  LtBaseMap *base;
  GPtrArray *outlines;
  GPtrArray *old;
  char *caption;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (LtImportMap, lt_import_map, GTK_TYPE_WIDGET)

enum
{
  PROP_CAPTION = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* --- the offline map, read once --- */

static void
load_base (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *directory = g_build_filename (lt_paths_get_data (), "basemap", NULL);
  GError *error = NULL;
  LtBaseMap *base = lt_base_map_load (directory, &error);

  if (base != NULL)
    g_task_return_pointer (task, base, (GDestroyNotify) lt_base_map_unref);
  else
    g_task_return_error (task, error);
}

static void
base_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  LtImportMap *self = LT_IMPORT_MAP (source);

  self->base = g_task_propagate_pointer (G_TASK (result), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- drawing --- */

static void
add_boxes (LtBox *box, GPtrArray *outlines)
{
  for (guint i = 0; outlines != NULL && i < outlines->len; i++)
    lt_box_add_box (box, &((LtGeometry *) g_ptr_array_index (outlines, i))->box);
}

static LtBox
get_box (LtImportMap *self, LtCatalogue *catalogue)
{
  LtBox city = lt_catalogue_get_box (catalogue);
  LtBox box = LT_BOX_EMPTY;
  double middle_x, middle_y;

  add_boxes (&box, self->outlines);
  add_boxes (&box, self->old);
  if (lt_box_is_empty (&box))
    return city;
  middle_x = (box.west + box.east) / 2;
  middle_y = (box.south + box.north) / 2;
  if (!lt_box_contains (&city, middle_x, middle_y))
    lt_box_add_box (&box, &city);
  return box;
}

static void
trace (cairo_t *cr, const LtCamera *camera, const LtGeometry *geometry)
{
  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      guint from = ring > 0 ? geometry->ring_ends[ring - 1] : 0;

      for (guint i = from; i < geometry->ring_ends[ring]; i++)
        {
          double x, y;

          lt_camera_to_screen (camera, geometry->xy[2 * i], geometry->xy[2 * i + 1], &x, &y);
          if (geometry->kind == LT_GEOMETRY_POINT)
            {
              cairo_new_sub_path (cr);
              cairo_arc (cr, x, y, POINT_RADIUS, 0, 2 * G_PI);
            }
          else if (i == from)
            cairo_move_to (cr, x, y);
          else
            cairo_line_to (cr, x, y);
        }
    }
}

static void
draw_outlines (cairo_t *cr, const LtCamera *camera, GPtrArray *outlines, const GdkRGBA *colour, gboolean old)
{
  static const double dashes[] = { 4, 3 };

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_dash (cr, dashes, old ? G_N_ELEMENTS (dashes) : 0, 0);
  for (guint i = 0; outlines != NULL && i < outlines->len; i++)
    {
      const LtGeometry *geometry = g_ptr_array_index (outlines, i);

      cairo_new_path (cr);
      trace (cr, camera, geometry);
      gdk_cairo_set_source_rgba (cr, colour);
      if (geometry->kind == LT_GEOMETRY_POINT && !old)
        cairo_fill_preserve (cr);
      else if (geometry->kind == LT_GEOMETRY_POLYGON && !old)
        {
          cairo_push_group (cr);
          cairo_fill_preserve (cr);
          cairo_pop_group_to_source (cr);
          cairo_paint_with_alpha (cr, 0.3);
        }
      gdk_cairo_set_source_rgba (cr, colour);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

static void
draw (LtImportMap *self, cairo_t *cr, int width, int height)
{
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);
  LtCamera camera = { .width = width, .height = height, .scale = 1 };
  GdkRGBA accent, quiet;
  LtPalette palette;
  LtView view;
  LtBox box;

  lt_session_get_view (self->session, &view);
  view.chain = 0;
  view.district = -1;
  view.layers = LT_LAYER_DISTRICTS;
  view.classes = NULL;
  lt_view_get_palette (&view, snapshot, &palette);
  box = get_box (self, snapshot->catalogue);
  lt_camera_fit (&camera, &box, MIN (PADDING, MIN (width, height) / 8), MAX_ZOOM);

  lt_tint_to_rgba (palette.land >> 8, &quiet);
  gdk_cairo_set_source_rgba (cr, &quiet);
  cairo_paint (cr);
  if (self->base != NULL)
    lt_base_map_paint (self->base, cr, &camera, &palette);
  lt_painter_paint_layers (cr, &camera, snapshot, &view);
  /* In a small picture names would cover what it is about. */
  if (width >= MIN_LABELLED)
    lt_painter_paint_labels (cr, &camera, snapshot, &view, self->base);
  lt_tint_for_style (0xD55E00, &accent);
  lt_tint_to_rgba (palette.text_quiet >> 8, &quiet);
  draw_outlines (cr, &camera, self->old, &quiet, TRUE);
  draw_outlines (cr, &camera, self->outlines, &accent, FALSE);
}

static void
draw_caption (LtImportMap *self, GtkSnapshot *snapshot, int width, int height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->caption);
  GdkRGBA text, plate;
  int text_width, text_height;

  pango_layout_set_width (layout, MAX (width - 24, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &text);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "window_bg_color",
                                       &plate))
    plate = (GdkRGBA){ 1, 1, 1, 1 };
  plate.alpha = 0.9F;
  gtk_snapshot_append_color (snapshot, &plate,
                             &GRAPHENE_RECT_INIT (6, (float) (height - text_height - 12),
                                                  (float) text_width + 12, (float) text_height + 6));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (12, (float) (height - text_height - 9)));
  gtk_snapshot_append_layout (snapshot, layout, &text);
  gtk_snapshot_restore (snapshot);
}

static void
lt_import_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtImportMap *self = LT_IMPORT_MAP (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr;

  if (width < 1 || height < 1 || self->session == NULL || lt_session_get_snapshot (self->session) == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw (self, cr, width, height);
  cairo_destroy (cr);
  if (self->caption != NULL && self->caption[0] != '\0')
    draw_caption (self, snapshot, width, height);
}

static void
lt_import_map_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = MIN_SIZE;
}

/* --- the object --- */

static void
lt_import_map_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, LT_IMPORT_MAP (object)->caption);
}

static void
lt_import_map_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  lt_import_map_set_caption (LT_IMPORT_MAP (object), g_value_get_string (value));
}

static void
lt_import_map_dispose (GObject *object)
{
  LtImportMap *self = LT_IMPORT_MAP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->base, lt_base_map_unref);
  g_clear_pointer (&self->outlines, g_ptr_array_unref);
  g_clear_pointer (&self->old, g_ptr_array_unref);

  G_OBJECT_CLASS (lt_import_map_parent_class)->dispose (object);
}

static void
lt_import_map_finalize (GObject *object)
{
  LtImportMap *self = LT_IMPORT_MAP (object);

  g_clear_object (&self->cancellable);
  g_free (self->caption);

  G_OBJECT_CLASS (lt_import_map_parent_class)->finalize (object);
}

static void
lt_import_map_class_init (LtImportMapClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = lt_import_map_get_property;
  object_class->set_property = lt_import_map_set_property;
  object_class->dispose = lt_import_map_dispose;
  object_class->finalize = lt_import_map_finalize;
  widget_class->snapshot = lt_import_map_snapshot;
  widget_class->measure = lt_import_map_measure;
  properties[PROP_CAPTION]
      = g_param_spec_string ("caption", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lt_import_map_init (LtImportMap *self)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  task = g_task_new (self, self->cancellable, base_loaded, NULL);
  g_task_run_in_thread (task, load_base);
}

LtImportMap *
lt_import_map_new (void)
{
  return g_object_new (LT_TYPE_IMPORT_MAP, NULL);
}

void
lt_import_map_set_session (LtImportMap *self, LtSession *session)
{
  if (g_set_object (&self->session, session))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_import_map_set_outlines (LtImportMap *self, GPtrArray *outlines, GPtrArray *old)
{
  g_clear_pointer (&self->outlines, g_ptr_array_unref);
  g_clear_pointer (&self->old, g_ptr_array_unref);
  self->outlines = outlines != NULL ? g_ptr_array_ref (outlines) : NULL;
  self->old = old != NULL ? g_ptr_array_ref (old) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_import_map_set_caption (LtImportMap *self, const char *caption)
{
  if (g_strcmp0 (self->caption, caption) == 0)
    return;
  g_free (self->caption);
  self->caption = g_strdup (caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  caption != NULL ? caption : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}
