#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-datum.h"
#include "lt-map-view-private.h"
#include "lt-mercator.h"
#include "lt-painter.h"
#include "lt-unit.h"
#include "lt-viewport.h"

#define PICK_PX 8.0
#define CLICK_SLOP_PX 5.0
#define DOUBLE_CLICK_MS 250
#define CARD_GAP_PX 16
#define PARCEL_MAX_ZOOM 18.0
#define KEY_STEP 0.2
#define MERIDIAN 120.0
#define FALSE_EASTING 40500000.0

static LtSnapshot *
get_snapshot (LtMapView *self)
{
  return self->session ? lt_session_get_snapshot (self->session) : NULL;
}

static void
get_location (LtMapView *self, double x, double y, double *longitude, double *latitude)
{
  LtCamera camera;

  lt_viewport_get_camera (shumate_map_get_viewport (self->map), GTK_WIDGET (self->map), &camera);
  lt_camera_from_screen (&camera, x, y, longitude, latitude);
}

/* Mercator metres, not ground metres: that is what snapshots are in. */
static double
get_pick_radius (LtMapView *self)
{
  double zoom = shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map));

  return PICK_PX * LT_EARTH_CIRCUMFERENCE_M / (LT_TILE_SIZE * exp2 (zoom));
}

/* A zone lies inside a county: it is meant where the chain counts it among its key districts, or no
 * chain is chosen. */
static int
pick_district (LtMapView *self, LtSnapshot *snapshot, const LtView *view, double longitude, double latitude)
{
  int district = lt_snapshot_pick_district (snapshot, longitude, latitude, TRUE);
  LtChain *chain = lt_catalogue_get_chain (snapshot->catalogue, view->chain);
  LtDistrict *found;

  if (district < 0 || !chain)
    return district;
  found = lt_catalogue_get_district_at (snapshot->catalogue, (guint) district);
  if (lt_district_is_zone (found) && !lt_chain_has_district (chain, lt_district_get_code (found)))
    return lt_snapshot_pick_district (snapshot, longitude, latitude, FALSE);
  return district;
}

/* --- coordinates --- */

static char *
group (double value)
{
  gint64 whole = llround (value);

  return g_strdup_printf ("%d %03d %03d", (int) (whole / 1000000), (int) (whole / 1000 % 1000),
                          (int) (whole % 1000));
}

char *
lt_map_view_format_metres (double longitude, double latitude)
{
  g_autofree char *east = NULL;
  g_autofree char *north = NULL;
  double easting;
  double northing;

  /* Zone 40 reaches one and a half degrees either way, and is used a little beyond. */
  if (fabs (longitude - MERIDIAN) > 3 || latitude < 0)
    return g_strdup ("");
  lt_datum_to_gauss_kruger (longitude, latitude, MERIDIAN, FALSE_EASTING, &easting, &northing);
  east = group (easting);
  north = group (northing);
  return g_strdup_printf ("CGCS2000 %s, %s", east, north);
}

/* Anything that is shown: where dots are not, they lie in no parcel's way. */
static gboolean
pick (LtMapView *self, double longitude, double latitude, LtKind *kind, gint64 *id)
{
  LtSnapshot *snapshot = get_snapshot (self);
  LtView view;
  int parcel;

  lt_map_view_get_view (self, &view);
  if (!lt_snapshot_pick (snapshot, longitude, latitude, get_pick_radius (self), view.chain, kind, id))
    return FALSE;
  if (*kind == LT_KIND_ENTERPRISE && view.layers & LT_LAYER_ENTERPRISES)
    return TRUE;
  parcel = lt_snapshot_pick_parcel (snapshot, longitude, latitude);
  if (parcel < 0 || !lt_classes_shows (view.classes, snapshot, (guint) parcel))
    return FALSE;
  *kind = LT_KIND_PARCEL;
  *id = snapshot->parcels.ids[parcel];
  return TRUE;
}

static char *
format_location (double longitude, double latitude)
{
  g_autofree char *degrees = lt_unit_format_degrees (longitude, latitude);
  g_autofree char *metres = lt_map_view_format_metres (longitude, latitude);

  return *metres ? g_strdup_printf ("%s · %s", degrees, metres) : g_steal_pointer (&degrees);
}

/* --- the card --- */

static guint
count_enterprises (const LtSnapshot *snapshot, guint district, guint chain)
{
  const LtPoints *points = &snapshot->enterprises;
  guint32 mask = chain ? 1u << (chain - 1) : G_MAXUINT32;
  guint count = 0;

  for (guint i = 0; i < points->n; i++)
    if (points->districts[i] == district && (chain == 0 || points->chains[i] & mask))
      count++;
  for (guint i = 0; i < snapshot->n_unplaced; i++)
    if (snapshot->unplaced[i].district == district)
      count += chain ? snapshot->unplaced[i].by_chain[chain] : snapshot->unplaced[i].total;
  return count;
}

void
lt_map_view_show_card (LtMapView *self, const char *title, const char *text)
{
  gtk_label_set_label (self->card_title, title);
  gtk_label_set_label (self->card_text, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card_text), text && *text);
  gtk_widget_set_visible (self->card, TRUE);
  gtk_widget_queue_allocate (self->overlay);
}

void
lt_map_view_show_cluster (LtMapView *self, guint n)
{
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u project", "%u projects", n), n);

  lt_map_view_show_card (self, title, n > 1 ? _ ("Click to come nearer") : NULL);
}

static void
hide_card (LtMapView *self)
{
  g_cancellable_cancel (self->card_cancellable);
  g_clear_object (&self->card_cancellable);
  gtk_widget_set_visible (self->card, FALSE);
}

static void
show_district_card (LtMapView *self, const LtSnapshot *snapshot, guint index, guint chain)
{
  LtDistrict *district = lt_catalogue_get_district_at (snapshot->catalogue, index);
  guint count = count_enterprises (snapshot, index, chain);
  g_autofree char *area = lt_unit_format (lt_district_get_area_km2 (district), 0);
  g_autofree char *enterprises
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u enterprise", "%u enterprises", count), count);
  g_autofree char *text = isnan (lt_district_get_area_km2 (district))
                              ? g_strdup (enterprises)
                              : g_strdup_printf ("%s km² · %s", area, enterprises);

  lt_map_view_show_card (self, lt_district_get_label (district), text);
}

static const char *
peek_first (LtRecord *record, const char *const *names)
{
  for (; *names; names++)
    if (lt_fields_find (lt_record_get_kind (record), *names) >= 0)
      {
        const char *text = lt_record_peek (record, *names);

        if (text && *text)
          return text;
      }
  return NULL;
}

/* What the map's colour says of a parcel: "容积率 0.62, 不达标"; NULL when it says nothing.
 * Returns: (transfer full) (nullable). */
static char *
describe_class (LtMapView *self, gint64 parcel)
{
  LtLandUse *land_use = lt_session_get_land_use (self->session);
  LtClasses *classes = lt_land_use_get_classes (land_use);
  LtLandResult *result = lt_land_use_get_result (land_use);
  int subject = classes && result ? lt_subjects_find_parcel (result->judgement->subjects, parcel) : -1;
  g_autofree char *number = NULL;
  double value;

  if (subject < 0 || result->class_of[subject] >= result->n_classes)
    return NULL;
  value = lt_land_result_get_value (result, (guint) subject);
  number = isnan (value) ? NULL : lt_unit_format (value, 2);
  return g_strdup_printf ("%s%s%s%s%s · %s", classes->text.title ? classes->text.title : "",
                          number ? " " : "", number ? number : "", number && classes->text.unit ? " " : "",
                          number && classes->text.unit ? classes->text.unit : "",
                          result->looks[result->class_of[subject]].title);
}

/* Who uses it, then what it is worth here. */
static char *
describe_parcel (LtMapView *self, LtRecord *record, const char *rest)
{
  static const char *const users[] = { "user", NULL };
  const char *user = peek_first (record, users);
  g_autofree char *class = describe_class (self, lt_record_get_id (record));

  return g_strdup_printf ("%s\n%s", user ? user : _ ("User not recorded"), class ? class : rest ? rest : "");
}

static char *
describe_record (LtMapView *self, LtRecord *record)
{
  static const char *const places[] = { "district", NULL };
  LtSnapshot *snapshot = get_snapshot (self);
  const char *code = peek_first (record, places);
  LtDistrict *district = code && snapshot ? lt_catalogue_get_district (snapshot->catalogue, code) : NULL;
  int area = lt_fields_find (lt_record_get_kind (record), "area_m2");
  g_autofree char *size = NULL;
  double value;

  if (area >= 0 && lt_record_get_number (record, (guint) area, &value))
    size = lt_unit_format_area (value);
  if (district && size)
    return g_strdup_printf ("%s · %s", lt_district_get_label (district), size);
  return g_strdup (district ? lt_district_get_label (district) : size);
}

static void
lift (LtMapView *self, LtRecord *record)
{
  LtGeometry *geometry = lt_record_get_geometry (record);

  g_clear_pointer (&self->marks.hover_shape, lt_geometry_unref);
  self->marks.hover_shape = geometry ? lt_geometry_ref (geometry) : NULL;
  lt_map_view_update_hover (self);
}

static void
on_card_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  static const char *const names[] = { "name", "number", "code", NULL };
  g_autoptr (LtMapView) self = LT_MAP_VIEW (data);
  g_autoptr (GPtrArray) records = lt_workspace_fetch_finish (LT_WORKSPACE (source), result, NULL);
  g_autofree char *text = NULL;
  const char *title;

  if (!records || records->len == 0 || lt_record_get_id (records->pdata[0]) != self->hover_id)
    return;
  title = peek_first (records->pdata[0], names);
  text = describe_record (self, records->pdata[0]);
  if (self->hover_kind == LT_KIND_PARCEL)
    {
      g_autofree char *rest = g_steal_pointer (&text);

      text = describe_parcel (self, records->pdata[0], rest);
    }
  lt_map_view_show_card (self, title ? title : lt_kind_get_title (self->hover_kind), text);
  lift (self, records->pdata[0]);
}

static void
fetch_card (LtMapView *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  hide_card (self);
  if (!workspace)
    return;
  self->card_cancellable = g_cancellable_new ();
  lt_workspace_fetch_async (workspace, self->hover_kind, &self->hover_id, 1, self->card_cancellable,
                            on_card_fetched, g_object_ref (self));
}

static gboolean
place_card (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *rectangle, LtMapView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_height (GTK_WIDGET (overlay));
  GtkRequisition size;

  if (child != self->card)
    return FALSE;
  gtk_widget_get_preferred_size (child, NULL, &size);
  rectangle->x = (int) self->pointer_x + CARD_GAP_PX;
  rectangle->y = (int) self->pointer_y + CARD_GAP_PX;
  if (rectangle->x + size.width > width)
    rectangle->x = MAX (0, (int) self->pointer_x - CARD_GAP_PX - size.width);
  if (rectangle->y + size.height > height)
    rectangle->y = MAX (0, (int) self->pointer_y - CARD_GAP_PX - size.height);
  rectangle->width = size.width;
  rectangle->height = size.height;
  return TRUE;
}

/* --- hover --- */

static void
set_hover (LtMapView *self, int district, LtKind kind, gint64 id)
{
  LtView view;

  if (self->marks.hover_district == district && self->hover_kind == kind && self->hover_id == id)
    {
      if (gtk_widget_get_visible (self->card))
        gtk_widget_queue_allocate (self->overlay);
      return;
    }
  g_clear_pointer (&self->marks.hover_shape, lt_geometry_unref);
  self->marks.hover_district = district;
  self->hover_kind = kind;
  self->hover_id = id;
  lt_map_view_get_view (self, &view);
  if (id != 0)
    fetch_card (self);
  else if (district >= 0)
    {
      hide_card (self);
      show_district_card (self, get_snapshot (self), (guint) district, view.chain);
    }
  else
    hide_card (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), id != 0 || district >= 0 ? "pointer" : "grab");
  lt_map_view_update_hover (self);
}

void
lt_map_view_pointer_forget (LtMapView *self)
{
  hide_card (self);
  set_hover (self, -1, LT_KIND_DISTRICT, 0);
}

/* The pins are above everything else. TRUE when the pointer is on one. */
static gboolean
hover_pin (LtMapView *self)
{
  gint64 id;
  guint n;

  if (!lt_map_view_pins_hover (self, self->pointer_x, self->pointer_y, &id, &n))
    return FALSE;
  set_hover (self, -1, LT_KIND_PROJECT, id);
  if (id == 0)
    {
      lt_map_view_show_cluster (self, n);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), "pointer");
    }
  return TRUE;
}

static void
hover_at (LtMapView *self, double longitude, double latitude)
{
  LtSnapshot *snapshot = get_snapshot (self);
  LtKind kind = LT_KIND_DISTRICT;
  gint64 id = 0;
  LtView view;

  if (!snapshot || hover_pin (self))
    return;
  lt_map_view_get_view (self, &view);
  if (pick (self, longitude, latitude, &kind, &id))
    set_hover (self, -1, kind, id);
  else
    set_hover (self, pick_district (self, snapshot, &view, longitude, latitude), LT_KIND_DISTRICT, 0);
}

static gboolean
on_pointer_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (widget);
  double longitude;
  double latitude;

  self->pointer_tick = 0;
  if (!self->pointer_inside)
    return G_SOURCE_REMOVE;
  get_location (self, self->pointer_x, self->pointer_y, &longitude, &latitude);
  lt_map_view_set_pointer_text (self, format_location (longitude, latitude));
  if (!lt_map_view_tool_hover (self, longitude, latitude) && !self->pressed && !self->pin_moving)
    hover_at (self, longitude, latitude);
  return G_SOURCE_REMOVE;
}

static void
on_motion (LtMapView *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  self->pointer_inside = TRUE;
  if (self->pointer_tick == 0)
    self->pointer_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_pointer_tick, NULL, NULL);
}

static void
on_leave (LtMapView *self)
{
  self->pointer_inside = FALSE;
  lt_map_view_set_pointer_text (self, g_strdup (""));
  lt_map_view_pointer_forget (self);
}

/* --- clicks --- */

typedef struct
{
  double x;
  double y;
  int district;
} BadgeSearch;

static void
match_badge (guint district, double x, double y, double width, double height, guint count, gpointer data)
{
  BadgeSearch *search = data;

  if (search->x >= x && search->x <= x + width && search->y >= y && search->y <= y + height)
    search->district = (int) district;
}

static int
pick_badge (LtMapView *self, LtSnapshot *snapshot, const LtView *view, double x, double y)
{
  BadgeSearch search = { x, y, -1 };
  LtCamera camera;

  lt_viewport_get_camera (shumate_map_get_viewport (self->map), GTK_WIDGET (self->map), &camera);
  lt_painter_layout_badges (&camera, snapshot, view,
                            lt_map_view_base_is_offline (self) ? self->base_map : NULL, match_badge, &search);
  return search.district;
}

static void
choose_district (LtMapView *self, int district)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);

  if (catalogue && district >= 0 && (guint) district < lt_catalogue_get_n_districts (catalogue))
    lt_session_set_district (
        self->session, lt_district_get_code (lt_catalogue_get_district_at (catalogue, (guint) district)));
}

static gboolean
on_single_click (gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (data);

  self->click_timeout = 0;
  choose_district (self, self->click_district);
  return G_SOURCE_REMOVE;
}

/* A district waits whether a second click follows, which zooms instead. */
static void
click_at (LtMapView *self, double x, double y)
{
  LtSnapshot *snapshot = get_snapshot (self);
  double longitude;
  double latitude;
  LtKind kind;
  gint64 id;
  LtView view;

  if (!snapshot)
    return;
  lt_map_view_get_view (self, &view);
  get_location (self, x, y, &longitude, &latitude);
  if (lt_map_view_pins_fold (self))
    return;
  if (pick (self, longitude, latitude, &kind, &id))
    {
      lt_session_select (self->session, kind, id, FALSE);
      return;
    }
  self->click_district = pick_badge (self, snapshot, &view, x, y);
  if (self->click_district >= 0)
    lt_session_set_panel (self->session, "enterprises");
  else
    self->click_district = pick_district (self, snapshot, &view, longitude, latitude);
  if (self->click_district >= 0 && self->click_timeout == 0)
    self->click_timeout = g_timeout_add (DOUBLE_CLICK_MS, on_single_click, self);
}

/* On a parcel a double click shows it whole; elsewhere the map zooms in by itself. */
static int
pick_parcel (LtMapView *self, double x, double y)
{
  LtSnapshot *snapshot = get_snapshot (self);
  double longitude, latitude;
  LtKind kind;
  gint64 id;

  get_location (self, x, y, &longitude, &latitude);
  return snapshot && pick (self, longitude, latitude, &kind, &id) && kind == LT_KIND_PARCEL
             ? lt_snapshot_pick_parcel (snapshot, longitude, latitude)
             : -1;
}

static void
zoom_to_parcel (LtMapView *self, double x, double y)
{
  LtSnapshot *snapshot = get_snapshot (self);
  int parcel = pick_parcel (self, x, y);
  LtBox box;

  if (parcel < 0)
    return;
  lt_snapshot_get_parcel_box (snapshot, (guint) parcel, &box);
  lt_session_travel (self->session, &box, PARCEL_MAX_ZOOM);
}

static void
on_pressed (LtMapView *self, int n_press, double x, double y)
{
  shumate_map_set_zoom_on_double_click (self->map,
                                        !lt_map_view_tool_is_active (self) && pick_parcel (self, x, y) < 0);
  self->pressed = TRUE;
  self->press_x = x;
  self->press_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  if (n_press > 1)
    g_clear_handle_id (&self->click_timeout, g_source_remove);
}

static void
on_released (LtMapView *self, int n_press, double x, double y)
{
  self->pressed = FALSE;
  if (hypot (x - self->press_x, y - self->press_y) > CLICK_SLOP_PX || lt_map_view_tool_click (self, x, y))
    return;
  if (n_press == 1)
    click_at (self, x, y);
  else if (n_press == 2)
    zoom_to_parcel (self, x, y);
}

static void
on_click_ended (LtMapView *self)
{
  self->pressed = FALSE;
}

static void
on_drag_update (LtMapView *self, double dx, double dy)
{
  if (hypot (dx, dy) > CLICK_SLOP_PX)
    lt_map_view_pointer_forget (self);
}

/* --- keys --- */

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, LtMapView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->map)) * KEY_STEP;
  double height = gtk_widget_get_height (GTK_WIDGET (self->map)) * KEY_STEP;

  if (lt_map_view_tool_key (self, key) || lt_map_view_pins_key (self, key, state))
    return GDK_EVENT_STOP;
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      lt_map_view_camera_pan (self, -width, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      lt_map_view_camera_pan (self, width, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      lt_map_view_camera_pan (self, 0, -height);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      lt_map_view_camera_pan (self, 0, height);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      lt_map_view_zoom_in (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_underscore:
    case GDK_KEY_KP_Subtract:
      lt_map_view_zoom_out (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      lt_map_view_camera_go_home (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
add_controllers (LtMapView *self)
{
  GtkWidget *map = GTK_WIDGET (self->map);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "end", G_CALLBACK (on_click_ended), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (drag));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (map, keys);
}

void
lt_map_view_pointer_init (LtMapView *self)
{
  self->marks.hover_district = -1;
  add_controllers (self);
  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (place_card), self, 0);
}

void
lt_map_view_pointer_dispose (LtMapView *self)
{
  if (self->pointer_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->pointer_tick);
  self->pointer_tick = 0;
  g_clear_handle_id (&self->click_timeout, g_source_remove);
  g_cancellable_cancel (self->card_cancellable);
  g_clear_object (&self->card_cancellable);
  g_clear_pointer (&self->marks.hover_shape, lt_geometry_unref);
}
