#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-map-view-private.h"
#include "lt-painter.h"

G_DEFINE_FINAL_TYPE (LtMapView, lt_map_view, GTK_TYPE_WIDGET)

enum
{
  PROP_SESSION = 1,
  PROP_POINTER_TEXT,
  PROP_BASE_TEXT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint message_signal;

/* --- what is painted --- */

typedef struct
{
  LtSnapshot *snapshot;
  LtView view;
  LtBaseMap *base_map;
  LtPalette palette;
} Scene;

static Scene *
scene_new (LtSnapshot *snapshot, const LtView *view, LtBaseMap *base_map)
{
  Scene *scene = g_new0 (Scene, 1);

  scene->snapshot = snapshot ? lt_snapshot_ref (snapshot) : NULL;
  scene->view = *view;
  if (view->classes)
    lt_classes_ref (view->classes);
  if (view->projects)
    g_array_ref (view->projects);
  scene->base_map = base_map ? lt_base_map_ref (base_map) : NULL;
  lt_view_get_palette (view, snapshot, &scene->palette);
  return scene;
}

static void
scene_free (gpointer data)
{
  Scene *scene = data;

  g_clear_pointer (&scene->snapshot, lt_snapshot_unref);
  g_clear_pointer (&scene->view.classes, lt_classes_unref);
  g_clear_pointer (&scene->view.projects, g_array_unref);
  g_clear_pointer (&scene->base_map, lt_base_map_unref);
  g_free (scene);
}

static void
paint_base (cairo_t *cr, const LtCamera *camera, gconstpointer data)
{
  const Scene *scene = data;

  lt_base_map_paint (scene->base_map, cr, camera, &scene->palette);
}

static void
paint_layers (cairo_t *cr, const LtCamera *camera, gconstpointer data)
{
  const Scene *scene = data;

  if (scene->base_map)
    lt_base_map_paint (scene->base_map, cr, camera, &scene->palette);
  if (scene->snapshot)
    lt_painter_paint_layers (cr, camera, scene->snapshot, &scene->view);
}

static void
paint_labels (cairo_t *cr, const LtCamera *camera, gconstpointer data)
{
  const Scene *scene = data;

  lt_painter_paint_labels (cr, camera, scene->snapshot, &scene->view, scene->base_map);
}

void
lt_map_view_get_view (LtMapView *self, LtView *view)
{
  if (self->session)
    lt_session_get_view (self->session, view);
  else
    *view = (LtView){ .district = -1, .layers = LT_LAYER_ALL };
}

static gboolean
has_base (LtMapView *self)
{
  return self->base_map && !(self->session && g_str_equal (lt_session_get_base_map (self->session), "none"));
}

/* The offline base map where it is all there is: painted into the overlay's own tiles, because every
 * layer that covers the view costs as much to draw as all the rest. */
static LtBaseMap *
get_offline_base (LtMapView *self)
{
  return has_base (self) && lt_map_view_base_is_offline (self) ? self->base_map : NULL;
}

/* Under another base map it fills the holes. It is painted again only when it would look different. */
static void
update_base_paint (LtMapView *self, const LtView *view)
{
  g_autoptr (LtPaint) paint = NULL;
  gboolean under = has_base (self) && !get_offline_base (self);
  guint look = under ? 1 + 2 * (guint) view->theme + (view->high_contrast ? 1 : 0) : 0;

  if (look == self->base_look)
    return;
  self->base_look = look;
  if (look != 0)
    paint = lt_paint_new (paint_base, scene_new (NULL, view, self->base_map), scene_free);
  lt_painted_source_set_paint (self->base_source, paint);
}

static void
update_tones (LtMapView *self, const LtView *view)
{
  LtTileTone tone = view->theme == LT_THEME_DARK ? LT_TILE_TONE_DARK : LT_TILE_TONE_QUIET;

  for (guint i = 0; i < LT_MAP_VIEW_MAX_RASTERS; i++)
    if (self->raster_layers[i])
      lt_tile_layer_set_tone (self->raster_layers[i], tone);
}

static void
update_labels (LtMapView *self)
{
  LtSnapshot *snapshot = self->session ? lt_session_get_snapshot (self->session) : NULL;
  g_autoptr (LtPaint) labels = NULL;
  LtView view;

  lt_map_view_get_view (self, &view);
  if (snapshot)
    labels = lt_paint_new (paint_labels, scene_new (snapshot, &view, get_offline_base (self)), scene_free);
  lt_sheet_layer_set_paint (self->labels_layer, labels);
}

static void
update_description (LtMapView *self, LtSnapshot *snapshot, const LtView *view)
{
  LtChain *chain = snapshot ? lt_catalogue_get_chain (snapshot->catalogue, view->chain) : NULL;
  g_autofree char *text = NULL;

  if (!snapshot)
    return;
  if (chain)
    text = g_strdup_printf (_ ("Map of %s: the key districts of %s"),
                            lt_catalogue_get_city_label (snapshot->catalogue), lt_chain_get_label (chain));
  else
    text = g_strdup_printf (_ ("Map of %s: its districts, parcels, enterprises and projects"),
                            lt_catalogue_get_city_label (snapshot->catalogue));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

void
lt_map_view_update_paints (LtMapView *self)
{
  LtSnapshot *snapshot = self->session ? lt_session_get_snapshot (self->session) : NULL;
  g_autoptr (LtPaint) layers = NULL;
  LtPalette palette;
  LtView view;

  lt_map_view_get_view (self, &view);
  if (!self->base_pending && (snapshot || get_offline_base (self)))
    layers = lt_paint_new (paint_layers, scene_new (snapshot, &view, get_offline_base (self)), scene_free);
  update_base_paint (self, &view);
  update_tones (self, &view);
  lt_painted_source_set_paint (self->overlay_source, layers);
  update_labels (self);
  lt_map_view_pins_update (self, snapshot, &view);
  lt_map_legend_update (self->legend, snapshot, &view);
  lt_view_get_palette (&view, snapshot, &palette);
  lt_map_tool_set_palette (self->tool, &palette);
  update_description (self, snapshot, &view);
  lt_map_view_update_hover (self);
  lt_map_view_update_selection (self);
}

static int
find_record_district (LtSnapshot *snapshot, LtRecord *record)
{
  const char *code = lt_fields_find (lt_record_get_kind (record), "district") >= 0
                         ? lt_record_peek (record, "district")
                         : NULL;

  for (guint i = 0; code && i < lt_catalogue_get_n_districts (snapshot->catalogue); i++)
    if (g_str_equal (lt_district_get_code (lt_catalogue_get_district_at (snapshot->catalogue, i)), code))
      return (int) i;
  return -1;
}

void
lt_map_view_update_hover (LtMapView *self)
{
  LtSnapshot *snapshot = self->session ? lt_session_get_snapshot (self->session) : NULL;
  g_autoptr (LtPaint) paint = NULL;

  lt_map_view_get_view (self, &self->marks.view);
  paint = lt_marks_get_hover_paint (&self->marks, snapshot);
  lt_sheet_layer_set_paint (self->hover_layer, paint);
}

void
lt_map_view_update_selection (LtMapView *self)
{
  LtSnapshot *snapshot = self->session ? lt_session_get_snapshot (self->session) : NULL;
  LtRecord *record = self->session ? lt_session_get_selected_record (self->session) : NULL;
  LtMarks marks = self->marks;
  g_autoptr (LtPaint) paint = NULL;

  lt_map_view_pins_update_chosen (self);
  lt_map_view_get_view (self, &marks.view);
  marks.selection = record ? lt_record_get_geometry (record) : NULL;
  marks.selection_unplaced = record && !marks.selection;
  if (record && lt_record_get_kind (record) == LT_KIND_PROJECT)
    marks.selection = NULL; /* its pin stands out by itself */
  marks.selection_district = record && snapshot ? find_record_district (snapshot, record) : -1;
  paint = lt_marks_get_selection_paint (&marks, snapshot);
  lt_sheet_layer_set_paint (self->selection_layer, paint);
}

/* --- properties --- */

void
lt_map_view_set_base_text (LtMapView *self, const char *text)
{
  if (g_strcmp0 (self->base_text, text) == 0)
    return;
  g_free (self->base_text);
  self->base_text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BASE_TEXT]);
}

void
lt_map_view_set_pointer_text (LtMapView *self, char *text)
{
  g_autofree char *taken = text;

  if (g_strcmp0 (self->pointer_text, taken) == 0)
    return;
  g_free (self->pointer_text);
  self->pointer_text = g_steal_pointer (&taken);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POINTER_TEXT]);
}

void
lt_map_view_say (LtMapView *self, const char *sentence)
{
  g_signal_emit (self, message_signal, 0, sentence);
}

const char *
lt_map_view_get_pointer_text (LtMapView *self)
{
  g_return_val_if_fail (LT_IS_MAP_VIEW (self), NULL);

  return self->pointer_text;
}

const char *
lt_map_view_get_base_text (LtMapView *self)
{
  g_return_val_if_fail (LT_IS_MAP_VIEW (self), NULL);

  return self->base_text;
}

void
lt_map_view_zoom_in (LtMapView *self)
{
  g_return_if_fail (LT_IS_MAP_VIEW (self));

  lt_map_view_camera_zoom (self, 1);
}

void
lt_map_view_zoom_out (LtMapView *self)
{
  g_return_if_fail (LT_IS_MAP_VIEW (self));

  lt_map_view_camera_zoom (self, -1);
}

gboolean
lt_map_view_is_loading (LtMapView *self)
{
  g_return_val_if_fail (LT_IS_MAP_VIEW (self), FALSE);

  return self->base_pending || self->stretch_id || lt_tile_layer_is_loading (self->base_layer)
         || lt_tile_layer_is_loading (self->overlay_layer) || lt_sheet_layer_is_loading (self->labels_layer)
         || lt_sheet_layer_is_loading (self->selection_layer) || lt_pin_layer_is_loading (self->pin_layer);
}

/* --- the session --- */

static void
on_snapshot (LtMapView *self)
{
  lt_map_view_pointer_forget (self);
  lt_map_view_camera_place (self);
}

static void
on_class_toggled (LtMapView *self, guint number, gboolean hidden)
{
  if (self->session)
    lt_land_use_set_class_hidden (lt_session_get_land_use (self->session), number, hidden);
}

static void
disconnect (LtMapView *self)
{
  if (self->session)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (lt_session_get_parcel_selection (self->session), self);
    }
  g_clear_object (&self->session);
}

static void
on_travel (LtSession *session, const LtBox *box, double max_zoom, LtMapView *self)
{
  lt_map_view_camera_travel (self, box, max_zoom);
}

static void
connect_session (LtMapView *self)
{
  LtSession *session = self->session;

  g_signal_connect_object (session, "view-changed", G_CALLBACK (lt_map_view_update_paints), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::snapshot", G_CALLBACK (on_snapshot), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "selection-changed", G_CALLBACK (lt_map_view_update_selection), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::selected-record", G_CALLBACK (lt_map_view_update_selection),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::base-map", G_CALLBACK (lt_map_view_base_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::base-map-location", G_CALLBACK (lt_map_view_base_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "travel", G_CALLBACK (on_travel), self, 0);
}

void
lt_map_view_set_session (LtMapView *self, LtSession *session)
{
  g_return_if_fail (LT_IS_MAP_VIEW (self));
  g_return_if_fail (!session || LT_IS_SESSION (session));

  if (self->session == session)
    return;
  disconnect (self);
  if (session)
    {
      self->session = g_object_ref (session);
      connect_session (self);
      lt_map_view_tool_connect (self);
      lt_map_view_camera_restore (self);
      lt_map_view_camera_place (self);
    }
  lt_map_view_base_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SESSION]);
}

/* --- the widget --- */

static void
add_layers (LtMapView *self)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  self->base_source = lt_painted_source_new ("base");
  self->overlay_source = lt_painted_source_new ("overlay");
  self->base_layer = lt_tile_layer_new (LT_TILE_SOURCE (self->base_source), viewport);
  self->overlay_layer = lt_tile_layer_new (LT_TILE_SOURCE (self->overlay_source), viewport);
  self->hover_layer = lt_sheet_layer_new (viewport);
  self->pin_layer = lt_pin_layer_new (viewport);
  self->labels_layer = lt_sheet_layer_new (viewport);
  self->selection_layer = lt_sheet_layer_new (viewport);
  self->pin_top = lt_pin_top_new (viewport, self->pin_layer);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->base_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->overlay_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->hover_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->labels_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->pin_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->selection_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->pin_top));
  shumate_scale_set_viewport (self->scale, viewport);
}

static void
on_scale_factor (LtMapView *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  lt_painted_source_set_scale (self->base_source, scale);
  lt_painted_source_set_scale (self->overlay_source, scale);
}

static void
lt_map_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LtMapView *self = LT_MAP_VIEW (widget);

  gtk_widget_allocate (self->overlay, width, height, baseline, NULL);
  lt_map_view_camera_queue_report (self);
}

static void
lt_map_view_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  gtk_widget_measure (LT_MAP_VIEW (widget)->overlay, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* Where there is no base map, the land's colour shows. */
static void
draw_land (LtMapView *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  LtPalette palette;
  LtView view;
  GdkRGBA colour;

  lt_map_view_get_view (self, &view);
  lt_view_get_palette (&view, NULL, &palette);
  colour.red = (float) (palette.land >> 24) / 255.0f;
  colour.green = (float) (palette.land >> 16 & 0xFF) / 255.0f;
  colour.blue = (float) (palette.land >> 8 & 0xFF) / 255.0f;
  colour.alpha = 1;
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                  (float) gtk_widget_get_height (widget)));
}

static void
lt_map_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtMapView *self = LT_MAP_VIEW (widget);

  if (!get_offline_base (self) || !lt_tile_layer_is_complete (self->overlay_layer))
    draw_land (self, snapshot);
  GTK_WIDGET_CLASS (lt_map_view_parent_class)->snapshot (widget, snapshot);
}

static gboolean
lt_map_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LT_MAP_VIEW (widget)->map));
}

static void
lt_map_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtMapView *self = LT_MAP_VIEW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_POINTER_TEXT:
      g_value_set_string (value, self->pointer_text);
      break;
    case PROP_BASE_TEXT:
      g_value_set_string (value, self->base_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_map_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SESSION:
      lt_map_view_set_session (LT_MAP_VIEW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_map_view_dispose (GObject *object)
{
  LtMapView *self = LT_MAP_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  lt_map_view_camera_dispose (self);
  lt_map_view_pointer_dispose (self);
  lt_map_view_tool_dispose (self);
  lt_map_view_pins_dispose (self);
  lt_map_view_base_dispose (self);
  disconnect (self);
  self->base_layer = NULL;
  self->overlay_layer = NULL;
  self->hover_layer = NULL;
  self->labels_layer = NULL;
  self->selection_layer = NULL;
  self->pin_layer = NULL;
  self->pin_top = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), LT_TYPE_MAP_VIEW);
  G_OBJECT_CLASS (lt_map_view_parent_class)->dispose (object);
}

static void
lt_map_view_finalize (GObject *object)
{
  LtMapView *self = LT_MAP_VIEW (object);

  g_clear_object (&self->base_source);
  g_clear_object (&self->overlay_source);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->base_map, lt_base_map_unref);
  g_free (self->pointer_text);
  g_free (self->base_text);
  g_free (self->base_choice);
  g_free (self->base_name);
  g_free (self->base_credit);
  G_OBJECT_CLASS (lt_map_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LtMapView, overlay);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, map);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, legend);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, controls);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, zoom_in_button);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, zoom_out_button);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, scale);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, credits);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, card);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, card_title);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, card_text);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, tool_close);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, tool_hint);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, tool_text);
  gtk_widget_class_bind_template_child (widget_class, LtMapView, tool_bar);
  gtk_widget_class_bind_template_callback (widget_class, lt_map_view_zoom_in);
  gtk_widget_class_bind_template_callback (widget_class, lt_map_view_zoom_out);
}

static void
lt_map_view_class_init (LtMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (SHUMATE_TYPE_SCALE);
  g_type_ensure (LT_TYPE_MAP_LEGEND);
  object_class->get_property = lt_map_view_get_property;
  object_class->set_property = lt_map_view_set_property;
  object_class->dispose = lt_map_view_dispose;
  object_class->finalize = lt_map_view_finalize;
  widget_class->size_allocate = lt_map_view_size_allocate;
  widget_class->measure = lt_map_view_measure;
  widget_class->snapshot = lt_map_view_snapshot;
  widget_class->grab_focus = lt_map_view_grab_focus;

  props[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, LT_TYPE_SESSION,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_POINTER_TEXT] = g_param_spec_string ("pointer-text", NULL, NULL, "", readable);
  props[PROP_BASE_TEXT] = g_param_spec_string ("base-text", NULL, NULL, "", readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
  message_signal = g_signal_new ("message", LT_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "ltmapview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
add_style (GtkWidget *widget)
{
  static gboolean added;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (added)
    return;
  added = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/github/liantu/Liantu/lt-map-view.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (widget), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION - 1);
}

static void
lt_map_view_init (LtMapView *self)
{
  self->pointer_text = g_strdup ("");
  self->base_text = g_strdup ("");
  self->cancellable = g_cancellable_new ();
  add_style (GTK_WIDGET (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  add_layers (self);
  g_signal_connect_object (self->legend, "class-toggled", G_CALLBACK (on_class_toggled), self,
                           G_CONNECT_SWAPPED);
  lt_map_view_pins_init (self);
  on_scale_factor (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_scale_factor), NULL);
  lt_map_view_pointer_init (self);
  lt_map_view_tool_init (self);
  lt_map_view_camera_init (self);
  lt_map_view_base_init (self);
  lt_map_view_update_paints (self);
}

GtkWidget *
lt_map_view_new (void)
{
  return g_object_new (LT_TYPE_MAP_VIEW, NULL);
}
