#pragma once

#include "lt-base-map.h"
#include "lt-map-legend.h"
#include "lt-map-marks.h"
#include "lt-map-tool.h"
#include "lt-map-view.h"
#include "lt-painted-source.h"
#include "lt-pin-top.h"
#include "lt-raster-source.h"
#include "lt-sheet-layer.h"
#include "lt-tile-layer.h"

G_BEGIN_DECLS

#define LT_MAP_VIEW_MAX_RASTERS 2

struct _LtMapView
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *overlay;
  ShumateMap *map;
  LtMapLegend *legend;
  GtkWidget *controls;
  GtkWidget *zoom_in_button;
  GtkWidget *zoom_out_button;
  ShumateScale *scale;
  GtkLabel *credits;
  GtkWidget *card;
  GtkLabel *card_title;
  GtkLabel *card_text;
  GtkWidget *tool_bar;
  GtkLabel *tool_text;
  GtkLabel *tool_hint;
  GtkWidget *tool_close;

  /* owned by the map widget */
  LtTileLayer *base_layer;
  LtTileLayer *raster_layers[LT_MAP_VIEW_MAX_RASTERS];
  LtTileLayer *overlay_layer;
  LtSheetLayer *hover_layer;
  LtPinLayer *pin_layer;
  LtSheetLayer *labels_layer;
  LtSheetLayer *selection_layer;
  LtMapTool *tool;
  LtPinTop *pin_top;

  /* owned */
  LtSession *session;
  LtPaintedSource *base_source;
  LtPaintedSource *overlay_source;
  LtBackOff *back_off;            /* of the tile server shown, NULL when there is none */
  LtBaseMap *base_map;            /* once loaded */
  GCancellable *cancellable;      /* dies with the widget */
  GCancellable *base_cancellable; /* the base map being opened */
  GCancellable *card_cancellable;
  GCancellable *tool_cancellable; /* parcels being searched or marked */
  char *pointer_text;
  char *base_text;
  char *base_choice; /* id and location now in force */
  char *base_name;   /* of the base map shown */
  char *base_credit; /* markup */

  LtMarks marks;
  gboolean base_pending; /* the offline one is being loaded */
  gboolean base_offline; /* what the tiles were last painted for */
  guint base_look;       /* what the base tiles were painted for */
  LtBox pending_box;     /* where to go once the size is known */
  double pending_zoom;
  LtBox first_box; /* what the first view shows, until someone moves; empty: nothing */
  double first_zoom;
  LtCamera first_camera;
  gboolean placed; /* the camera was set once */
  guint camera_tick;
  guint stretch_id; /* until the zoom level rests */
  guint pointer_tick;
  gboolean pointer_inside;
  gboolean pressed;
  double pointer_x;
  double pointer_y;
  double press_x;
  double press_y;
  double tool_x; /* where a tool's drag began */
  double tool_y;
  guint click_timeout;
  int click_district;
  LtKind hover_kind;
  gint64 hover_id;

  GtkWidget *menu; /* at the pointer; built when first asked for */
  int pin_moved;   /* the pin pressed on, index in the pins' snapshot; -1 */
  int pin_cluster; /* the cluster pressed on; -1 */
  int pin_focus;   /* what ] and [ have come to, index in the level's pins; -1 */
  guint pin_level; /* zoom whose pins were last looked at */
  double moved_x;  /* where the tip of the moved pin is */
  double moved_y;
  gboolean pin_moving;
  gboolean pin_cancelled;
};

/* lt-map-view-base.c */
void lt_map_view_base_init (LtMapView *self);
void lt_map_view_base_dispose (LtMapView *self);
void lt_map_view_base_update (LtMapView *self);
/* TRUE when the offline base map is what is shown, so that its names belong on the map. */
gboolean lt_map_view_base_is_offline (LtMapView *self);

/* lt-map-view-pointer.c */
void lt_map_view_pointer_init (LtMapView *self);
void lt_map_view_pointer_dispose (LtMapView *self);
void lt_map_view_pointer_forget (LtMapView *self);
/* `text` (nullable): a second line. The card stands at the pointer. */
void lt_map_view_show_card (LtMapView *self, const char *title, const char *text);
/* The card of several pins shown as one, or of one. */
void lt_map_view_show_cluster (LtMapView *self, guint n);
/* CGCS2000 metres, "" too far from the central meridian. Returns: (transfer full). */
char *lt_map_view_format_metres (double longitude, double latitude);

/* lt-map-view-pins.c */
void lt_map_view_pins_init (LtMapView *self);
void lt_map_view_pins_dispose (LtMapView *self);
void lt_map_view_pins_update (LtMapView *self, LtSnapshot *snapshot, const LtView *view);
void lt_map_view_pins_update_chosen (LtMapView *self);
/* TRUE on a pin, with its *id and *n 1, or on a cluster of *n. */
gboolean lt_map_view_pins_hover (LtMapView *self, double x, double y, gint64 *id, guint *n);
/* TRUE when the key was for the pins. */
gboolean lt_map_view_pins_key (LtMapView *self, guint key, GdkModifierType state);
/* Puts a pin under way back, else folds fanned pins up; FALSE: there was nothing to do. */
gboolean lt_map_view_pins_cancel (LtMapView *self);
gboolean lt_map_view_pins_fold (LtMapView *self);

/* lt-map-view-tool.c */
void lt_map_view_tool_init (LtMapView *self);
void lt_map_view_tool_connect (LtMapView *self);
void lt_map_view_tool_dispose (LtMapView *self);
gboolean lt_map_view_tool_is_active (LtMapView *self);
/* TRUE when it was for the tool. */
gboolean lt_map_view_tool_click (LtMapView *self, double x, double y);
gboolean lt_map_view_tool_hover (LtMapView *self, double longitude, double latitude);
gboolean lt_map_view_tool_key (LtMapView *self, guint key);

/* lt-map-view-camera.c */
void lt_map_view_camera_init (LtMapView *self);
void lt_map_view_camera_dispose (LtMapView *self);
void lt_map_view_camera_show_layers (LtMapView *self);
void lt_map_view_camera_restore (LtMapView *self);
void lt_map_view_camera_place (LtMapView *self);
void lt_map_view_camera_travel (LtMapView *self, const LtBox *box, double max_zoom);
void lt_map_view_camera_queue_report (LtMapView *self);
void lt_map_view_camera_pan (LtMapView *self, double dx, double dy);
void lt_map_view_camera_zoom (LtMapView *self, double levels);
void lt_map_view_camera_go_home (LtMapView *self);

/* lt-map-view.c */
void lt_map_view_update_paints (LtMapView *self);
void lt_map_view_update_hover (LtMapView *self);
void lt_map_view_update_selection (LtMapView *self);
void lt_map_view_set_base_text (LtMapView *self, const char *text);
void lt_map_view_set_pointer_text (LtMapView *self, char *text);
void lt_map_view_say (LtMapView *self, const char *sentence);
void lt_map_view_get_view (LtMapView *self, LtView *view);

G_END_DECLS
