#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-map-view-private.h"
#include "lt-parcel-search.h"
#include "lt-unit.h"
#include "lt-viewport.h"

/* Measuring, and selecting parcels by rectangle and lasso. */

#define SLOP_PX 5.0

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

/* --- the bar that tells --- */

static char *
describe_length (double metres)
{
  g_autofree char *number = lt_unit_format (metres >= 1000 ? metres / 1000 : metres, metres >= 1000 ? 2 : 0);

  return g_strdup_printf (metres >= 1000 ? _ ("%s km") : _ ("%s m"), number);
}

static char *
describe_area (double m2)
{
  g_autofree char *square = lt_unit_format (m2, 0);
  g_autofree char *mu = lt_unit_format_area (m2);
  g_autofree char *hectares = lt_unit_format (m2 / LT_M2_PER_HA, 2);

  return g_strdup_printf (_ ("%s m² · %s · %s ha"), square, mu, hectares);
}

static char *
describe_measure (LtMapView *self)
{
  double area = lt_map_tool_get_area (self->tool);
  g_autofree char *length = describe_length (lt_map_tool_get_length (self->tool));
  g_autofree char *enclosed = area > 0 ? describe_area (area) : NULL;

  return enclosed ? g_strdup_printf (_ ("Length %s, closed area %s"), length, enclosed)
                  : g_strdup_printf (_ ("Length %s"), length);
}

static char *
describe_selection (LtMapView *self, guint n)
{
  LtParcelSelection *selection = lt_session_get_parcel_selection (self->session);
  g_autofree char *number = lt_unit_format (n, 0);
  g_autofree char *area = lt_unit_format_area (lt_parcel_selection_get_area (selection));

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s parcel selected · %s", "%s parcels selected · %s", n), number, area);
}

static void
update_bar (LtMapView *self)
{
  guint n = self->session ? lt_parcel_selection_get_ids (lt_session_get_parcel_selection (self->session))->len
                          : 0;
  g_autofree char *text = NULL;
  const char *hint = "";

  switch (lt_map_tool_get_mode (self->tool))
    {
    case LT_MAP_TOOL_MEASURE:
      text = describe_measure (self);
      hint = _ ("Click or Enter adds a point, Backspace takes the last away, Escape ends");
      break;
    case LT_MAP_TOOL_RECTANGLE:
    case LT_MAP_TOOL_LASSO:
      text = g_strdup (_ ("Select parcels"));
      hint = lt_map_tool_get_mode (self->tool) == LT_MAP_TOOL_LASSO ? _ ("Drag round them; Escape ends")
                                                                    : _ ("Drag across them; Escape ends");
      break;
    case LT_MAP_TOOL_NONE:
      text = n > 0 ? describe_selection (self, n) : NULL;
      hint = _ ("Parcels whose middle lies inside; area of their outlines");
      break;
    }
  gtk_widget_set_visible (self->tool_bar, text != NULL);
  gtk_label_set_label (self->tool_text, text ? text : "");
  gtk_label_set_label (self->tool_hint, hint);
}

/* --- modes --- */

static void
set_mode (LtMapView *self, LtMapToolMode mode)
{
  lt_map_tool_set_mode (self->tool, mode);
  lt_map_view_pointer_forget (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), mode == LT_MAP_TOOL_NONE ? "grab" : "crosshair");
  update_bar (self);
}

void
lt_map_view_set_tool (LtMapView *self, const char *name)
{
  static const char *const names[] = { "", "measure", "rectangle", "lasso" };
  LtMapToolMode mode = LT_MAP_TOOL_NONE;

  g_return_if_fail (LT_IS_MAP_VIEW (self) && name != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      mode = (LtMapToolMode) i;
  set_mode (self, mode == lt_map_tool_get_mode (self->tool) ? LT_MAP_TOOL_NONE : mode);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

gboolean
lt_map_view_tool_is_active (LtMapView *self)
{
  return lt_map_tool_get_mode (self->tool) != LT_MAP_TOOL_NONE;
}

gboolean
lt_map_view_tool_click (LtMapView *self, double x, double y)
{
  double longitude, latitude;

  if (lt_map_tool_get_mode (self->tool) != LT_MAP_TOOL_MEASURE)
    return lt_map_view_tool_is_active (self);
  get_location (self, x, y, &longitude, &latitude);
  lt_map_tool_add (self->tool, longitude, latitude);
  update_bar (self);
  return TRUE;
}

gboolean
lt_map_view_tool_hover (LtMapView *self, double longitude, double latitude)
{
  if (!lt_map_view_tool_is_active (self))
    return FALSE;
  lt_map_tool_set_pointer (self->tool, longitude, latitude);
  return TRUE;
}

gboolean
lt_map_view_tool_key (LtMapView *self, guint key)
{
  if (!lt_map_view_tool_is_active (self))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Escape:
      set_mode (self, LT_MAP_TOOL_NONE);
      return TRUE;
    case GDK_KEY_BackSpace:
      lt_map_tool_remove_last (self->tool);
      update_bar (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return lt_map_view_tool_click (self, gtk_widget_get_width (GTK_WIDGET (self->map)) / 2.0,
                                     gtk_widget_get_height (GTK_WIDGET (self->map)) / 2.0);
    default:
      return FALSE;
    }
}

static void
on_close (LtMapView *self)
{
  if (lt_map_view_tool_is_active (self))
    set_mode (self, LT_MAP_TOOL_NONE);
  else if (self->session)
    lt_parcel_selection_set (lt_session_get_parcel_selection (self->session), NULL, 0);
}

/* --- selecting --- */

typedef struct
{
  LtSnapshot *snapshot;
  LtClasses *classes; /* (nullable) */
  GArray *ring;
  GArray *ids; /* found, or to be marked */
  double area;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  lt_snapshot_unref (job->snapshot);
  g_clear_pointer (&job->classes, lt_classes_unref);
  g_clear_pointer (&job->ring, g_array_unref);
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job);
}

static void
start (LtMapView *self, Job *job, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->tool_cancellable);
  g_clear_object (&self->tool_cancellable);
  self->tool_cancellable = g_cancellable_new ();
  task = g_task_new (self, self->tool_cancellable, callback, NULL);
  g_task_set_task_data (task, job, job_free);
  lt_worker_run (task, func);
}

static void
search_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GArray) found = lt_parcel_search (
      job->snapshot, job->classes, (const double *) (void *) job->ring->data, job->ring->len / 2, &job->area);

  job->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), found->len);
  for (guint i = 0; i < found->len; i++)
    g_array_append_val (job->ids, job->snapshot->parcels.ids[g_array_index (found, guint, i)]);
  g_task_return_boolean (task, TRUE);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), NULL) && self->session)
    lt_parcel_selection_set (lt_session_get_parcel_selection (self->session), g_steal_pointer (&job->ids),
                             job->area);
}

static void
search (LtMapView *self)
{
  LtSnapshot *snapshot = get_snapshot (self);
  g_autoptr (GArray) ring = lt_map_tool_get_ring (self->tool);
  LtView view;
  Job *job;

  set_mode (self, LT_MAP_TOOL_NONE);
  if (!snapshot || ring->len < 6)
    return;
  lt_map_view_get_view (self, &view);
  job = g_new0 (Job, 1);
  job->snapshot = lt_snapshot_ref (snapshot);
  job->classes = view.classes ? lt_classes_ref (view.classes) : NULL;
  job->ring = g_steal_pointer (&ring);
  start (self, job, search_in_worker, on_searched);
}

static gboolean
has_id (GArray *ids, gint64 id)
{
  guint from = 0, to = ids->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      gint64 there = g_array_index (ids, gint64, middle);

      if (there == id)
        return TRUE;
      if (there < id)
        from = middle + 1;
      else
        to = middle;
    }
  return FALSE;
}

/* The selection as classes: what is in it is of class 1, all else is not shown. */
static void
mark_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  static const LtClass classes[2] = { { .colour = 0 } };
  static const LtClassesText text = { NULL };
  Job *job = data;
  const LtShapes *parcels = &job->snapshot->parcels;
  guint8 *class_of = g_malloc (MAX (parcels->n, 1));

  for (guint i = 0; i < parcels->n; i++)
    class_of[i] = has_id (job->ids, parcels->ids[i]) ? 1 : LT_CLASS_NOT_SHOWN;
  g_task_return_pointer (task, lt_classes_new (job->snapshot, class_of, classes, 2, &text),
                         (GDestroyNotify) lt_classes_unref);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer data)
{
  LtMapView *self = LT_MAP_VIEW (source);
  LtClasses *classes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!classes)
    return;
  g_clear_pointer (&self->marks.selected, lt_classes_unref);
  self->marks.selected = classes;
  lt_map_view_update_selection (self);
}

static void
on_selection_changed (LtMapView *self)
{
  GArray *ids = lt_parcel_selection_get_ids (lt_session_get_parcel_selection (self->session));
  LtSnapshot *snapshot = get_snapshot (self);
  Job *job;

  update_bar (self);
  if (ids->len == 0 || !snapshot)
    {
      g_cancellable_cancel (self->tool_cancellable);
      g_clear_pointer (&self->marks.selected, lt_classes_unref);
      lt_map_view_update_selection (self);
      return;
    }
  job = g_new0 (Job, 1);
  job->snapshot = lt_snapshot_ref (snapshot);
  job->ids = g_array_ref (ids);
  start (self, job, mark_in_worker, on_marked);
}

/* A new snapshot has other places for the same rows. */
static void
on_snapshot (LtMapView *self)
{
  if (lt_parcel_selection_get_ids (lt_session_get_parcel_selection (self->session))->len > 0)
    on_selection_changed (self);
}

/* --- dragging --- */

static LtMapToolMode
get_drag_mode (LtMapView *self, GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  LtMapToolMode mode = lt_map_tool_get_mode (self->tool);

  if (mode != LT_MAP_TOOL_NONE)
    return mode;
  if (state & GDK_SHIFT_MASK)
    return state & GDK_CONTROL_MASK ? LT_MAP_TOOL_LASSO : LT_MAP_TOOL_RECTANGLE;
  return LT_MAP_TOOL_NONE;
}

static void
on_drag_begin (LtMapView *self, double x, double y, GtkGestureDrag *gesture)
{
  LtMapToolMode mode = get_drag_mode (self, gesture);
  double longitude, latitude;

  if (mode != LT_MAP_TOOL_RECTANGLE && mode != LT_MAP_TOOL_LASSO)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (mode != lt_map_tool_get_mode (self->tool))
    set_mode (self, mode);
  lt_map_tool_clear (self->tool);
  self->tool_x = x;
  self->tool_y = y;
  get_location (self, x, y, &longitude, &latitude);
  lt_map_tool_add (self->tool, longitude, latitude);
}

static void
on_drag_update (LtMapView *self, double dx, double dy)
{
  LtMapToolMode mode = lt_map_tool_get_mode (self->tool);
  double longitude, latitude;

  if (mode != LT_MAP_TOOL_RECTANGLE && mode != LT_MAP_TOOL_LASSO)
    return;
  get_location (self, self->tool_x + dx, self->tool_y + dy, &longitude, &latitude);
  lt_map_tool_add (self->tool, longitude, latitude);
}

static void
on_drag_end (LtMapView *self, double dx, double dy)
{
  LtMapToolMode mode = lt_map_tool_get_mode (self->tool);

  if (mode != LT_MAP_TOOL_RECTANGLE && mode != LT_MAP_TOOL_LASSO)
    return;
  if (mode == LT_MAP_TOOL_RECTANGLE && hypot (dx, dy) <= SLOP_PX)
    lt_map_tool_clear (self->tool);
  else
    search (self);
}

/* --- putting it in place --- */

void
lt_map_view_tool_connect (LtMapView *self)
{
  g_signal_connect_object (lt_session_get_parcel_selection (self->session), "changed",
                           G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::snapshot", G_CALLBACK (on_snapshot), self,
                           G_CONNECT_SWAPPED);
  update_bar (self);
}

/* After the other gestures of the map, so that it is asked before them. */
void
lt_map_view_tool_init (LtMapView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->tool = lt_map_tool_new (shumate_map_get_viewport (self->map));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->tool));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (self->tool_close, "clicked", G_CALLBACK (on_close), self, G_CONNECT_SWAPPED);
  update_bar (self);
}

void
lt_map_view_tool_dispose (LtMapView *self)
{
  g_cancellable_cancel (self->tool_cancellable);
  g_clear_object (&self->tool_cancellable);
  g_clear_pointer (&self->marks.selected, lt_classes_unref);
}
