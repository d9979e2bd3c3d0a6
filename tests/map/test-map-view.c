#include "config.h"

#include <math.h>

#include "lt-test-server.h"
#include "lt-test-view.h"

#define WIDTH 900
#define HEIGHT 640
#define WAIT_MS 5000

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found)
        return found;
    }
  return NULL;
}

/* A label in sight that begins so. */
static GtkWidget *
find_label (GtkWidget *widget, const char *start)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), start))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, start);

      if (found)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_map (LtTestView *view)
{
  return find_widget (GTK_WIDGET (view->view), SHUMATE_TYPE_MAP);
}

/* GTK has no way to send events: the gestures are told what they would have seen. */
static void
emit_on_gestures (LtTestView *view, GType type, const char *signal, int n_press, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (get_map (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!G_TYPE_CHECK_INSTANCE_TYPE (controller, type)
          || (GTK_IS_GESTURE_SINGLE (controller)
              && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY))
        continue;
      if (n_press > 0)
        g_signal_emit_by_name (controller, signal, n_press, x, y);
      else
        g_signal_emit_by_name (controller, signal, x, y);
    }
}

static void
click (LtTestView *view, double x, double y)
{
  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "pressed", 1, x, y);
  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "released", 1, x, y);
}

static void
point (LtTestView *view, double x, double y)
{
  emit_on_gestures (view, GTK_TYPE_EVENT_CONTROLLER_MOTION, "motion", 0, x, y);
  lt_test_pass (120);
}

static gboolean
press_key (LtTestView *view, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (get_map (view));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  return handled;
}

static LtCamera
get_camera (LtTestView *view)
{
  LtCamera camera;

  lt_session_get_camera (view->session, &camera);
  return camera;
}

static void
travel_to (LtTestView *view, double longitude, double latitude, double half)
{
  LtBox box = { longitude - half, latitude - half, longitude + half, latitude + half };

  lt_session_travel (view->session, &box, 16);
  lt_test_view_settle (view);
}

/* How far apart two colours are, 0 to 255 by the channel that differs most. */
static int
get_difference (guint32 a, guint32 b)
{
  int red = ABS ((int) (a >> 16 & 0xFF) - (int) (b >> 16 & 0xFF));
  int green = ABS ((int) (a >> 8 & 0xFF) - (int) (b >> 8 & 0xFF));
  int blue = ABS ((int) (a & 0xFF) - (int) (b & 0xFF));

  return MAX (red, MAX (green, blue));
}

static guint
count_differences (GdkPixbuf *a, GdkPixbuf *b)
{
  guint count = 0;

  for (int y = 0; y < HEIGHT; y += 2)
    for (int x = 0; x < WIDTH; x += 2)
      count += get_difference (lt_test_pixel (a, x, y), lt_test_pixel (b, x, y)) > 8;
  return count;
}

static void
test_first_view (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  LtCamera camera = get_camera (view);
  g_autoptr (GdkPixbuf) picture = lt_test_view_grab (view);
  double x;
  double y;

  /* The whole city is in view. */
  g_assert_cmpfloat (fabs (camera.longitude - 119.85), <, 0.2);
  g_assert_cmpfloat (fabs (camera.latitude - 30.7), <, 0.2);
  for (int corner = 0; corner < 4; corner++)
    {
      lt_test_view_locate (view, corner & 1 ? 120.45 : 119.3, corner & 2 ? 31.1 : 30.4, &x, &y);
      g_assert_true (x > 0 && x < WIDTH && y > 0 && y < HEIGHT);
    }
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, WIDTH);
  g_assert_cmpstr (lt_map_view_get_base_text (view->view), ==, "Offline base map");
  lt_test_view_free (view);
}

/* What is shown after going from chain to chain is what would be shown had one begun there. */
static void
test_no_stale_tiles (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  g_autoptr (GdkPixbuf) first = NULL;
  g_autoptr (GdkPixbuf) other = NULL;
  g_autoptr (GdkPixbuf) again = NULL;
  LtCamera camera;

  lt_session_set_chain (view->session, 7);
  lt_test_view_settle (view);
  camera = get_camera (view);
  first = lt_test_view_grab (view);
  for (guint chain = 1; chain <= 8; chain++)
    {
      lt_session_set_chain (view->session, chain);
      lt_test_pass (40);
    }
  lt_test_view_settle (view);
  other = lt_test_view_grab (view);
  g_assert_cmpuint (count_differences (first, other), >, 1000);
  lt_session_set_chain (view->session, 7);
  lt_test_view_settle (view);
  g_assert_cmpfloat (fabs (get_camera (view).zoom - camera.zoom), <, 1e-6);
  again = lt_test_view_grab (view);
  g_assert_cmpuint (count_differences (first, again), <, 40);
  lt_test_view_free (view);
}

static gboolean
has_district (gpointer data)
{
  return g_strcmp0 (lt_session_get_district (((LtTestView *) data)->session), "330523") == 0;
}

static void
test_click_district (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  double x;
  double y;

  /* The middle of Anji. */
  lt_test_view_locate (view, 119.60, 30.55, &x, &y);
  click (view, x, y);
  g_assert_null (lt_session_get_district (view->session));
  g_assert_true (lt_test_wait (has_district, view, WAIT_MS));
  lt_test_view_settle (view);
  lt_session_set_district (view->session, NULL);
  lt_test_view_settle (view);

  /* Two clicks zoom and choose nothing. */
  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "pressed", 1, x, y);
  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "released", 1, x, y);
  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "pressed", 2, x, y);
  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "released", 2, x, y);
  lt_test_view_settle (view);
  g_assert_null (lt_session_get_district (view->session));
  lt_test_view_free (view);
}

static void
test_click_outside (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);

  click (view, 4, 4);
  lt_test_pass (400);
  g_assert_null (lt_session_get_district (view->session));
  g_assert_false (lt_session_get_selection (view->session, NULL, NULL));
  lt_test_view_free (view);
}

/* A drag is no click. */
static void
test_drag (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);

  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "pressed", 1, WIDTH / 2, HEIGHT / 2);
  emit_on_gestures (view, GTK_TYPE_GESTURE_CLICK, "released", 1, WIDTH / 2 + 40, HEIGHT / 2);
  lt_test_pass (400);
  g_assert_null (lt_session_get_district (view->session));
  lt_test_view_free (view);
}

static void
check_selected (LtTestView *view, LtKind kind, gint64 id)
{
  LtKind selected_kind;
  gint64 selected;

  g_assert_true (lt_session_get_selection (view->session, &selected_kind, &selected));
  g_assert_cmpint (selected_kind, ==, kind);
  g_assert_cmpint (selected, ==, id);
}

static void
test_click_rows (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  g_autoptr (GdkPixbuf) before = NULL;
  g_autoptr (GdkPixbuf) after = NULL;
  double x;
  double y;

  travel_to (view, LT_TEST_LON, LT_TEST_LAT, 0.1);
  before = lt_test_view_grab (view);
  lt_test_view_locate (view, LT_TEST_LON, LT_TEST_LAT, &x, &y);
  click (view, x + 5, y);
  check_selected (view, LT_KIND_ENTERPRISE, view->enterprise);
  lt_test_view_settle (view);
  after = lt_test_view_grab (view);
  /* The ring has a white casing on the outside. */
  g_assert_cmphex (lt_test_pixel (after, x - 11.5, y), ==, 0xffffff);
  g_assert_cmpuint (count_differences (before, after), >, 100);

  lt_test_view_locate (view, LT_TEST_LON + 0.05, LT_TEST_LAT, &x, &y);
  click (view, x, y);
  check_selected (view, LT_KIND_PARCEL, view->parcel);
  lt_session_clear_selection (view->session);
  lt_test_view_settle (view);
  lt_test_view_free (view);
}

static void
test_hover (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  double x;
  double y;

  lt_test_view_locate (view, 120.0, 31.0, &x, &y);
  point (view, x, y);
  g_assert_nonnull (g_strstr_len (lt_map_view_get_pointer_text (view->view), -1, "31.0000°N 120.0000°E"));
  /* On the central meridian the easting is the false easting. */
  g_assert_nonnull (g_strstr_len (lt_map_view_get_pointer_text (view->view), -1, "CGCS2000 40 500 "));
  emit_on_gestures (view, GTK_TYPE_EVENT_CONTROLLER_MOTION, "leave", 0, 0, 0);
  g_assert_cmpstr (lt_map_view_get_pointer_text (view->view), ==, "");
  lt_test_view_free (view);
}

static void
test_keys (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  LtCamera home = get_camera (view);

  g_assert_true (press_key (view, GDK_KEY_plus));
  lt_test_view_settle (view);
  g_assert_cmpfloat (get_camera (view).zoom, >, home.zoom + 0.5);
  g_assert_true (press_key (view, GDK_KEY_minus));
  lt_test_view_settle (view);
  g_assert_cmpfloat (fabs (get_camera (view).zoom - home.zoom), <, 0.5);
  g_assert_true (press_key (view, GDK_KEY_Right));
  lt_test_view_settle (view);
  g_assert_cmpfloat (get_camera (view).longitude, >, home.longitude + 0.05);
  g_assert_true (press_key (view, GDK_KEY_Up));
  lt_test_view_settle (view);
  g_assert_cmpfloat (get_camera (view).latitude, >, home.latitude + 0.05);
  g_assert_true (press_key (view, GDK_KEY_Home));
  lt_test_view_settle (view);
  g_assert_cmpfloat (fabs (get_camera (view).longitude - home.longitude), <, 1e-6);
  g_assert_cmpfloat (fabs (get_camera (view).zoom - home.zoom), <, 1e-6);
  g_assert_false (press_key (view, GDK_KEY_Escape));
  lt_test_view_free (view);
}

static void
test_travel (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  double x;
  double y;

  travel_to (view, LT_TEST_LON, LT_TEST_LAT, 0.05);
  lt_test_view_locate (view, LT_TEST_LON, LT_TEST_LAT, &x, &y);
  g_assert_cmpfloat (fabs (x - WIDTH / 2.0), <, 1);
  g_assert_cmpfloat (fabs (y - HEIGHT / 2.0), <, 2);
  /* A second journey begun on the way ends where it should. */
  lt_session_set_chain (view->session, 1);
  lt_test_pass (100);
  travel_to (view, 119.6, 30.6, 0.05);
  lt_test_view_locate (view, 119.6, 30.6, &x, &y);
  g_assert_cmpfloat (fabs (x - WIDTH / 2.0), <, 1);
  lt_test_view_free (view);
}

static void
test_restore (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  g_autoptr (LtSession) session = lt_session_new ();
  LtCamera wanted = { 119.9, 30.8, 12.25, 0, 0, 0 };
  GtkWidget *other = lt_map_view_new ();

  lt_session_set_camera (session, &wanted);
  lt_session_set_base_map (session, "offline", NULL);
  lt_map_view_set_session (LT_MAP_VIEW (other), session);
  gtk_window_set_child (view->window, other);
  lt_test_pass (300);
  lt_session_get_camera (session, &wanted);
  g_assert_cmpfloat (fabs (wanted.longitude - 119.9), <, 1e-6);
  g_assert_cmpfloat (fabs (wanted.latitude - 30.8), <, 1e-6);
  g_assert_cmpfloat (fabs (wanted.zoom - 12.25), <, 1e-6);
  g_assert_cmpfloat (wanted.width, ==, WIDTH);
  view->view = LT_MAP_VIEW (other);
  lt_test_view_free (view);
}

/* --- base maps --- */

static void
keep_message (LtMapView *view, const char *message, char **kept)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

static gboolean
shows_server (gpointer data)
{
  LtTestView *view = data;
  g_autoptr (GdkPixbuf) picture = lt_test_view_grab (view);

  return get_difference (lt_test_pixel (picture, 6, 6), 0x5571a9) <= 6;
}

static gboolean
shows_offline (gpointer data)
{
  return !shows_server (data);
}

static gboolean
is_waiting (gpointer data)
{
  return g_str_has_prefix (lt_map_view_get_base_text (((LtTestView *) data)->view), "Offline base map · ");
}

/* OpenStreetMap comes up by itself when it can be reached, and makes way when it cannot. */
static void
test_automatic (void)
{
  g_autoptr (LtTestServer) server = lt_test_server_new ();
  LtTestView *view;

  server->cache_control = "no-store";
  g_setenv ("LIANTU_OSM_URL", server->url, TRUE);
  view = lt_test_view_new (WIDTH, HEIGHT, "auto", NULL, 0);
  g_assert_true (lt_test_wait (shows_server, view, WAIT_MS));
  g_assert_cmpstr (lt_map_view_get_base_text (view->view), ==, "OpenStreetMap");
  g_assert_cmpuint (server->most_open, <=, 2);
  g_assert_true (g_str_has_prefix (server->agent, "Liantu/"));

  server->mode = LT_TEST_STATUS;
  server->status = 503;
  travel_to (view, 118, 27, 0.5);
  g_assert_true (lt_test_wait (is_waiting, view, WAIT_MS));
  g_assert_true (lt_test_wait (shows_offline, view, WAIT_MS));
  server->mode = LT_TEST_TILE;
  g_assert_true (lt_test_wait (shows_server, view, 2 * WAIT_MS));
  g_assert_cmpstr (lt_map_view_get_base_text (view->view), ==, "OpenStreetMap");
  lt_test_view_free (view);
  g_unsetenv ("LIANTU_OSM_URL");
}

static gboolean
is_told (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_unusable_base_maps (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "offline", NULL, 0);
  g_autofree char *message = NULL;
  g_autofree char *path = g_build_filename (view->directory, "broken.mbtiles", NULL);

  g_signal_connect (view->view, "message", G_CALLBACK (keep_message), &message);
  lt_session_set_base_map (view->session, "tianditu", NULL);
  g_assert_nonnull (message);
  g_clear_pointer (&message, g_free);
  lt_session_set_base_map (view->session, "custom", "ftp://nowhere");
  g_assert_nonnull (message);
  g_clear_pointer (&message, g_free);
  g_assert_true (g_file_set_contents (path, "not a database", -1, NULL));
  lt_session_set_base_map (view->session, "mbtiles", path);
  g_assert_true (lt_test_wait (is_told, &message, WAIT_MS));
  g_assert_cmpstr (lt_map_view_get_base_text (view->view), ==, "Offline base map");
  lt_test_view_settle (view);
  lt_session_set_base_map (view->session, "none", NULL);
  lt_test_view_settle (view);
  g_assert_cmpstr (lt_map_view_get_base_text (view->view), ==, "No base map");
  lt_test_view_free (view);
}

/* Two clicks a known way apart, and what Backspace and Escape do. */
static void
test_measure (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "none", NULL, 0);
  GtkLabel *text = GTK_LABEL (find_label (GTK_WIDGET (view->view), "Length"));
  double x, y;

  g_assert_null (text);
  lt_map_view_set_tool (view->view, "measure");
  text = GTK_LABEL (find_label (GTK_WIDGET (view->view), "Length"));
  g_assert_nonnull (text);
  lt_test_view_locate (view, LT_TEST_LON, LT_TEST_LAT, &x, &y);
  click (view, x, y);
  lt_test_view_locate (view, LT_TEST_LON + 0.05, LT_TEST_LAT, &x, &y);
  click (view, x, y);
  /* 0.05° of the parallel of 30.62° are 4,793 m. */
  g_assert_cmpstr (gtk_label_get_label (text), ==, "Length 4.79 km");
  lt_test_view_locate (view, LT_TEST_LON + 0.05, LT_TEST_LAT + 0.02, &x, &y);
  click (view, x, y);
  g_assert_nonnull (strstr (gtk_label_get_label (text), "closed area"));
  g_assert_nonnull (strstr (gtk_label_get_label (text), " ha"));
  g_assert_false (lt_session_get_selection (view->session, NULL, NULL));
  g_assert_true (press_key (view, GDK_KEY_BackSpace));
  g_assert_cmpstr (gtk_label_get_label (text), ==, "Length 4.79 km");
  g_assert_true (press_key (view, GDK_KEY_Escape));
  g_assert_false (press_key (view, GDK_KEY_Escape));
  g_assert_null (find_label (GTK_WIDGET (view->view), "Length"));
  lt_test_view_free (view);
}

static void
drag_across (LtTestView *view, double x0, double y0, double x1, double y1)
{
  emit_on_gestures (view, GTK_TYPE_GESTURE_DRAG, "drag-begin", 0, x0, y0);
  emit_on_gestures (view, GTK_TYPE_GESTURE_DRAG, "drag-update", 0, x1 - x0, y1 - y0);
  emit_on_gestures (view, GTK_TYPE_GESTURE_DRAG, "drag-end", 0, x1 - x0, y1 - y0);
}

/* A rectangle takes the parcel whose middle it holds, says its area, and is put away by a step back. */
static void
test_rectangle (void)
{
  LtTestView *view = lt_test_view_new (WIDTH, HEIGHT, "none", NULL, 0);
  LtParcelSelection *selection = lt_session_get_parcel_selection (view->session);
  double x, y;

  lt_test_view_locate (view, LT_TEST_LON + 0.05, LT_TEST_LAT, &x, &y);
  lt_map_view_set_tool (view->view, "rectangle");
  drag_across (view, x - 60, y - 60, x - 30, y - 30);
  lt_test_view_settle (view);
  g_assert_cmpuint (lt_parcel_selection_get_ids (selection)->len, ==, 0);
  lt_map_view_set_tool (view->view, "rectangle");
  drag_across (view, x - 30, y - 30, x + 30, y + 30);
  for (guint i = 0; i < 100 && lt_parcel_selection_get_ids (selection)->len == 0; i++)
    lt_test_pass (50);
  g_assert_cmpuint (lt_parcel_selection_get_ids (selection)->len, ==, 1);
  g_assert_cmpint (g_array_index (lt_parcel_selection_get_ids (selection), gint64, 0), ==, view->parcel);
  g_assert_cmpfloat (lt_parcel_selection_get_area (selection), >, 1000);
  g_assert_nonnull (find_label (GTK_WIDGET (view->view), "1 parcel selected"));
  lt_test_view_settle (view);
  g_assert_true (lt_session_step_back (view->session));
  g_assert_cmpuint (lt_parcel_selection_get_ids (selection)->len, ==, 0);
  g_assert_null (find_label (GTK_WIDGET (view->view), "1 parcel selected"));
  lt_test_view_free (view);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/map-view/first-view", test_first_view);
  g_test_add_func ("/map/map-view/no-stale-tiles", test_no_stale_tiles);
  g_test_add_func ("/map/map-view/click-district", test_click_district);
  g_test_add_func ("/map/map-view/click-outside", test_click_outside);
  g_test_add_func ("/map/map-view/drag", test_drag);
  g_test_add_func ("/map/map-view/click-rows", test_click_rows);
  g_test_add_func ("/map/map-view/hover", test_hover);
  g_test_add_func ("/map/map-view/keys", test_keys);
  g_test_add_func ("/map/map-view/measure", test_measure);
  g_test_add_func ("/map/map-view/rectangle", test_rectangle);
  g_test_add_func ("/map/map-view/travel", test_travel);
  g_test_add_func ("/map/map-view/restore", test_restore);
  g_test_add_func ("/map/map-view/automatic", test_automatic);
  g_test_add_func ("/map/map-view/unusable-base-maps", test_unusable_base_maps);
  return g_test_run ();
}
