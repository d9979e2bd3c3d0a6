#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-map-view-private.h"
#include "lt-unit.h"
#include "lt-viewport.h"

/* Pins on the map: choosing, fanning out, moving, adding, by pointer and by keys. */

#define SLOP_PX 5.0
#define CLICK_ZOOM_STEPS 0.3
#define NUDGE_PX 4.0
#define NUDGE_FAR_PX 40.0

static GVariant *
pack_id (gint64 id)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &id, 1, sizeof id);
}

static gboolean
is_writable (LtMapView *self)
{
  LtWorkspace *workspace = self->session ? lt_session_get_workspace (self->session) : NULL;

  return workspace && !lt_workspace_is_read_only (workspace);
}

static void
get_location (LtMapView *self, double x, double y, double *longitude, double *latitude)
{
  LtCamera camera;

  lt_viewport_get_camera (shumate_map_get_viewport (self->map), GTK_WIDGET (self->map), &camera);
  lt_camera_from_screen (&camera, x, y, longitude, latitude);
}

static gint64
get_id (LtMapView *self, int point)
{
  LtSnapshot *snapshot = lt_pin_layer_get_snapshot (self->pin_layer);

  return snapshot && point >= 0 && (guint) point < snapshot->projects.n ? snapshot->projects.ids[point] : 0;
}

static int
find_point (LtMapView *self, gint64 id)
{
  LtSnapshot *snapshot = lt_pin_layer_get_snapshot (self->pin_layer);

  for (guint i = 0; snapshot && i < snapshot->projects.n; i++)
    if (snapshot->projects.ids[i] == id)
      return (int) i;
  return -1;
}

static const LtPin *
get_pin (LtMapView *self, int index)
{
  guint n;
  const LtPin *pins = lt_pin_clusters_get_pins (lt_pin_layer_get_clusters (self->pin_layer),
                                                lt_pin_layer_get_level (self->pin_layer), &n);

  return index >= 0 && (guint) index < n ? &pins[index] : NULL;
}

/* --- fanning out --- */

gboolean
lt_map_view_pins_fold (LtMapView *self)
{
  if (!lt_pin_top_is_fanned (self->pin_top))
    return FALSE;
  lt_pin_top_fan_out (self->pin_top, NULL, NULL);
  return TRUE;
}

static void
fan_out (LtMapView *self, int index)
{
  const LtPin *pin = get_pin (self, index);
  g_autoptr (GArray) points = lt_pin_clusters_get_points (
      lt_pin_layer_get_clusters (self->pin_layer), lt_pin_layer_get_level (self->pin_layer), (guint) index);
  g_autofree char *text = NULL;

  lt_map_view_pointer_forget (self);
  lt_pin_top_fan_out (self->pin_top, pin, points);
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u project fanned out: ] and [ go from one to the next",
                   "%u projects fanned out: ] and [ go from one to the next", points->len),
      points->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->map), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

/* Goes near enough for it to come apart; where it never does, or not soon, its pins are fanned out. */
static void
open_cluster (LtMapView *self, int index)
{
  const LtPin *pin = get_pin (self, index);
  guint split = lt_pin_clusters_get_split (lt_pin_layer_get_clusters (self->pin_layer),
                                           lt_pin_layer_get_level (self->pin_layer), (guint) index);
  LtSnapshot *snapshot = lt_pin_layer_get_snapshot (self->pin_layer);
  LtCamera camera;

  if (split == 0)
    {
      fan_out (self, index);
      return;
    }
  lt_viewport_get_camera (shumate_map_get_viewport (self->map), GTK_WIDGET (self->map), &camera);
  lt_snapshot_unproject (snapshot, pin->x, pin->y, &camera.longitude, &camera.latitude);
  camera.zoom = split + CLICK_ZOOM_STEPS;
  lt_map_view_pins_fold (self);
  lt_viewport_travel (self->map, &camera, 400);
}

static void
choose (LtMapView *self, int point)
{
  gint64 id = get_id (self, point);

  if (id != 0)
    lt_session_select (self->session, LT_KIND_PROJECT, id, FALSE);
}

/* --- what lies at a place --- */

/* *point a single pin's or -1, *cluster a cluster's index or -1. */
static gboolean
pick (LtMapView *self, double x, double y, int *point, int *cluster)
{
  const LtPin *pin;
  int index;

  *cluster = -1;
  *point = lt_pin_top_pick (self->pin_top, x, y);
  if (*point >= 0)
    return TRUE;
  index = lt_pin_layer_pick (self->pin_layer, x, y);
  if (index < 0)
    return FALSE;
  pin = get_pin (self, index);
  if (pin->n > 1)
    *cluster = index;
  else
    *point = (int) pin->point;
  return TRUE;
}

gboolean
lt_map_view_pins_hover (LtMapView *self, double x, double y, gint64 *id, guint *n)
{
  int point, cluster;

  *id = 0;
  *n = 0;
  if (!pick (self, x, y, &point, &cluster))
    return FALSE;
  *id = get_id (self, point);
  *n = cluster >= 0 ? get_pin (self, cluster)->n : 1;
  return TRUE;
}

/* --- moving --- */

static void
tell_place (LtMapView *self, double x, double y)
{
  double longitude, latitude;
  g_autofree char *degrees = NULL;
  g_autofree char *metres = NULL;

  get_location (self, x, y, &longitude, &latitude);
  degrees = lt_unit_format_degrees (longitude, latitude);
  metres = lt_map_view_format_metres (longitude, latitude);
  self->pointer_x = x;
  self->pointer_y = y;
  lt_map_view_show_card (self, degrees, metres);
}

static void
end_move (LtMapView *self)
{
  self->pin_moved = -1;
  self->pin_moving = FALSE;
  lt_pin_top_set_moved (self->pin_top, -1, 0, 0);
  lt_map_view_pointer_forget (self);
}

gboolean
lt_map_view_pins_cancel (LtMapView *self)
{
  if (!self->pin_moving)
    return lt_map_view_pins_fold (self);
  end_move (self);
  self->pin_cancelled = TRUE;
  return TRUE;
}

static void
on_drag_begin (LtMapView *self, double x, double y, GtkGestureDrag *gesture)
{
  int point, cluster;

  self->pin_cancelled = FALSE;
  self->pin_moving = FALSE;
  self->pin_moved = -1;
  self->pin_cluster = -1;
  if (lt_map_view_tool_is_active (self) || !pick (self, x, y, &point, &cluster))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  self->pin_moved = point;
  self->pin_cluster = cluster;
  self->press_x = x;
  self->press_y = y;
}

static void
on_drag_update (LtMapView *self, double dx, double dy)
{
  double tip_x, tip_y;
  LtSnapshot *snapshot = lt_pin_layer_get_snapshot (self->pin_layer);
  LtPin pin = { .n = 1 };

  if (self->pin_moved < 0 || self->pin_cancelled || !snapshot || !is_writable (self)
      || (!self->pin_moving && hypot (dx, dy) <= SLOP_PX))
    return;
  pin.x = (double) snapshot->projects.xy[2 * self->pin_moved];
  pin.y = (double) snapshot->projects.xy[2 * self->pin_moved + 1];
  if (!self->pin_moving)
    {
      self->pin_moving = TRUE;
      choose (self, self->pin_moved);
    }
  lt_pin_layer_locate (self->pin_layer, &pin, &tip_x, &tip_y);
  self->moved_x = tip_x + dx;
  self->moved_y = tip_y + dy;
  lt_pin_top_set_moved (self->pin_top, self->pin_moved, self->moved_x, self->moved_y);
  tell_place (self, self->moved_x, self->moved_y);
}

static void
on_drag_end (LtMapView *self)
{
  gint64 id = get_id (self, self->pin_moved);
  double longitude, latitude;

  if (self->pin_cancelled)
    return;
  if (self->pin_moving)
    {
      get_location (self, self->moved_x, self->moved_y, &longitude, &latitude);
      lt_map_view_pins_fold (self);
      self->pin_moving = FALSE;
      lt_map_view_pointer_forget (self);
      if (id != 0)
        gtk_widget_activate_action (GTK_WIDGET (self), "win.move-project", "(xdd)", id, longitude, latitude);
    }
  else if (self->pin_moved >= 0)
    choose (self, self->pin_moved);
  else if (self->pin_cluster >= 0)
    open_cluster (self, self->pin_cluster);
  self->pin_moved = self->pin_cluster = -1;
}

/* Nudges the chosen pin by some pixels. */
static gboolean
nudge (LtMapView *self, double dx, double dy)
{
  LtSnapshot *snapshot = lt_pin_layer_get_snapshot (self->pin_layer);
  int point = lt_pin_top_get_chosen (self->pin_top);
  LtPin pin = { .n = 1 };
  double x, y, longitude, latitude;

  if (!snapshot || point < 0 || (guint) point >= snapshot->projects.n || !is_writable (self))
    return FALSE;
  pin.x = (double) snapshot->projects.xy[2 * point];
  pin.y = (double) snapshot->projects.xy[2 * point + 1];
  lt_pin_layer_locate (self->pin_layer, &pin, &x, &y);
  get_location (self, x + dx, y + dy, &longitude, &latitude);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.move-project", "(xdd)", get_id (self, point), longitude,
                              latitude);
  return TRUE;
}

/* --- the menu --- */

static void
add_target_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_menu (LtMapView *self, int point, int cluster, double longitude, double latitude)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) pin = g_menu_new ();
  g_autoptr (GMenu) place = g_menu_new ();
  gint64 id = get_id (self, point);

  if (id != 0)
    {
      add_target_item (pin, _ ("_Open"), "map.open", g_variant_new_int64 (id));
      add_target_item (pin, _ ("Du_plicate"), "win.duplicate-projects", pack_id (id));
      add_target_item (pin, _ ("_History…"), "win.history-of", g_variant_new_int64 (id));
      add_target_item (pin, _ ("_Delete"), "win.delete-projects", pack_id (id));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (pin));
    }
  else if (cluster >= 0)
    {
      add_target_item (pin, _ ("_Fan Out"), "map.fan-out", g_variant_new_int32 (cluster));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (pin));
    }
  add_target_item (place, _ ("_Add a Project Here"), "win.add-project",
                   g_variant_new ("(dd)", longitude, latitude));
  add_target_item (place, _ ("_Copy the Coordinates"), "win.copy-coordinates",
                   g_variant_new ("(dd)", longitude, latitude));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  return G_MENU_MODEL (menu);
}

static void
show_menu (LtMapView *self, double x, double y)
{
  g_autoptr (GMenuModel) menu = NULL;
  double longitude, latitude;
  int point, cluster;

  if (!self->session || !lt_session_get_workspace (self->session))
    return;
  lt_map_view_pointer_forget (self);
  get_location (self, x, y, &longitude, &latitude);
  pick (self, x, y, &point, &cluster);
  menu = new_menu (self, point, cluster, longitude, latitude);
  if (!self->menu)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_widget_set_parent (self->menu, self->overlay);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("What can be done here"), -1);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_secondary (LtMapView *self, int n_press, double x, double y)
{
  show_menu (self, x, y);
}

static void
on_long_press (LtMapView *self, double x, double y)
{
  show_menu (self, x, y);
}

static void
open_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LtMapView *self = data;

  lt_session_select (self->session, LT_KIND_PROJECT, g_variant_get_int64 (parameter), FALSE);
}

static void
fan_out_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fan_out (data, g_variant_get_int32 (parameter));
}

static const GActionEntry entries[] = {
  { "open", open_activated, "x" },
  { "fan-out", fan_out_activated, "i" },
};

/* --- keys --- */

static void
get_pointer (LtMapView *self, double *x, double *y)
{
  *x = self->pointer_inside ? self->pointer_x : gtk_widget_get_width (GTK_WIDGET (self->map)) / 2.0;
  *y = self->pointer_inside ? self->pointer_y : gtk_widget_get_height (GTK_WIDGET (self->map)) / 2.0;
}

/* The pins and clusters in view from left to right: the next after the focused one. */
static int
find_next (LtMapView *self, int step)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->map));
  double height = gtk_widget_get_height (GTK_WIDGET (self->map));
  double from = step > 0 ? -G_MAXDOUBLE : G_MAXDOUBLE, best = 0;
  int found = -1, wrapped = -1;
  double wrapped_at = 0, at_x, at_y;

  if (get_pin (self, self->pin_focus))
    lt_pin_layer_locate (self->pin_layer, get_pin (self, self->pin_focus), &from, &at_y);
  for (int i = 0; get_pin (self, i); i++)
    {
      lt_pin_layer_locate (self->pin_layer, get_pin (self, i), &at_x, &at_y);
      if (i == self->pin_focus || at_x < 0 || at_y < 0 || at_x > width || at_y > height)
        continue;
      if ((at_x - from) * step > 0 && (found < 0 || (at_x - best) * step < 0))
        {
          found = i;
          best = at_x;
        }
      if (wrapped < 0 || (at_x - wrapped_at) * step < 0)
        {
          wrapped = i;
          wrapped_at = at_x;
        }
    }
  return found >= 0 ? found : wrapped;
}

static void
step_focus (LtMapView *self, int step)
{
  double x, y;

  if (!lt_pin_layer_get_clusters (self->pin_layer))
    return;
  if (lt_pin_top_is_fanned (self->pin_top))
    {
      choose (self, lt_pin_top_step (self->pin_top, lt_pin_top_get_chosen (self->pin_top), step));
      return;
    }
  self->pin_focus = find_next (self, step);
  if (self->pin_focus < 0)
    return;
  lt_map_view_pointer_forget (self);
  if (get_pin (self, self->pin_focus)->n == 1)
    {
      choose (self, (int) get_pin (self, self->pin_focus)->point);
      return;
    }
  lt_pin_layer_locate (self->pin_layer, get_pin (self, self->pin_focus), &x, &y);
  self->pointer_x = x;
  self->pointer_y = y;
  lt_map_view_show_cluster (self, get_pin (self, self->pin_focus)->n);
}

static void
open_focus (LtMapView *self)
{
  const LtPin *pin = lt_pin_layer_get_clusters (self->pin_layer) ? get_pin (self, self->pin_focus) : NULL;

  if (pin && pin->n > 1)
    open_cluster (self, self->pin_focus);
  else if (pin)
    choose (self, (int) pin->point);
}

gboolean
lt_map_view_pins_key (LtMapView *self, guint key, GdkModifierType state)
{
  double step = state & GDK_SHIFT_MASK ? NUDGE_FAR_PX : NUDGE_PX;
  double x, y, longitude, latitude;

  if (state & GDK_ALT_MASK)
    switch (key)
      {
      case GDK_KEY_Left:
        return nudge (self, -step, 0);
      case GDK_KEY_Right:
        return nudge (self, step, 0);
      case GDK_KEY_Up:
        return nudge (self, 0, -step);
      case GDK_KEY_Down:
        return nudge (self, 0, step);
      default:
        return FALSE;
      }
  if (state & GDK_CONTROL_MASK)
    return FALSE;
  get_pointer (self, &x, &y);
  switch (key)
    {
    case GDK_KEY_n:
    case GDK_KEY_N:
      get_location (self, x, y, &longitude, &latitude);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.add-project", "(dd)", longitude, latitude);
      return TRUE;
    case GDK_KEY_Menu:
      show_menu (self, x, y);
      return TRUE;
    case GDK_KEY_F10:
      if (state & GDK_SHIFT_MASK)
        show_menu (self, x, y);
      return (state & GDK_SHIFT_MASK) != 0;
    case GDK_KEY_bracketright:
      step_focus (self, 1);
      return TRUE;
    case GDK_KEY_bracketleft:
      step_focus (self, -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      open_focus (self);
      return TRUE;
    case GDK_KEY_f:
      if (lt_pin_layer_get_clusters (self->pin_layer) && get_pin (self, self->pin_focus)
          && get_pin (self, self->pin_focus)->n > 1)
        fan_out (self, self->pin_focus);
      return TRUE;
    case GDK_KEY_Delete:
      {
        gint64 id = get_id (self, lt_pin_top_get_chosen (self->pin_top));

        if (id != 0)
          gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.delete-projects", pack_id (id));
        return id != 0;
      }
    case GDK_KEY_Escape:
      return lt_map_view_pins_cancel (self);
    default:
      return FALSE;
    }
}

/* --- the layer --- */

void
lt_map_view_pins_update_chosen (LtMapView *self)
{
  LtKind kind;
  gint64 id;
  gboolean project
      = self->session && lt_session_get_selection (self->session, &kind, &id) && kind == LT_KIND_PROJECT;

  lt_pin_top_set_chosen (self->pin_top, project ? find_point (self, id) : -1);
}

static void
on_gathered (LtMapView *self)
{
  end_move (self);
  lt_map_view_pins_fold (self);
  self->pin_focus = -1;
  lt_map_view_pins_update_chosen (self);
}

void
lt_map_view_pins_update (LtMapView *self, LtSnapshot *snapshot, const LtView *view)
{
  lt_pin_layer_set_scene (self->pin_layer, snapshot, view);
}

gboolean
lt_map_view_add_at_pointer (LtMapView *self)
{
  double longitude, latitude;

  g_return_val_if_fail (LT_IS_MAP_VIEW (self), FALSE);

  if (!self->pointer_inside)
    return FALSE;
  get_location (self, self->pointer_x, self->pointer_y, &longitude, &latitude);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-project", "(dd)", longitude, latitude);
  return TRUE;
}

void
lt_map_view_reset_pins (LtMapView *self)
{
  g_return_if_fail (LT_IS_MAP_VIEW (self));

  end_move (self);
}

/* What was focused or fanned out at another zoom is not what is shown now. */
static void
on_zoom (LtMapView *self)
{
  guint level = lt_pin_layer_get_level (self->pin_layer);

  if (level == self->pin_level)
    return;
  self->pin_level = level;
  self->pin_focus = -1;
  lt_map_view_pins_fold (self);
  lt_map_view_pointer_forget (self);
}

void
lt_map_view_pins_init (LtMapView *self)
{
  GtkWidget *map = GTK_WIDGET (self->map);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->pin_moved = self->pin_cluster = self->pin_focus = -1;
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (on_secondary), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (secondary));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_press), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (press));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map", G_ACTION_GROUP (actions));
  g_signal_connect_object (self->pin_layer, "gathered", G_CALLBACK (on_gathered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shumate_map_get_viewport (self->map), "notify::zoom-level", G_CALLBACK (on_zoom),
                           self, G_CONNECT_SWAPPED);
}

void
lt_map_view_pins_dispose (LtMapView *self)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "map", NULL);
}
