#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "lt-language.h"
#include "lt-test-server.h"
#include "lt-test-view.h"

/* Pans the map to and fro for some seconds, then jumps to some places and rests there, and prints what the
 * frames cost and how long the tiles took as one JSON object.
 * Usage: bench-pan [SECONDS [ROWS [PROJECTS]]]
 *        bench-pan SECONDS WORKSPACE.gpkg      with its parcels coloured by the first rules */

#define GOAL_MS 33.4
#define STEP_PX 9.0
#define JUMPS 11
#define JUMP_MS 10000
#define QUIET_MS 200
#define CLASSES_MS 60000

/* What one frame cost, milliseconds. */
typedef struct
{
  double wall;    /* since the frame before it */
  double main;    /* processor time of the main thread */
  double process; /* of all threads, the software renderer's among them */
} Cost;

typedef struct
{
  LtTestView *view;
  ShumateMap *map;
  GArray *costs; /* Cost */
  GArray *rests; /* double: milliseconds from a jump to the last tile */
  Cost last;     /* the clocks at the end of the last frame */
  guint steps;
} Bench;

static GtkWidget *
find_map (GtkWidget *widget)
{
  if (SHUMATE_IS_MAP (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_map (child);

      if (found)
        return found;
    }
  return NULL;
}

static double
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  Cost now = { read_clock (CLOCK_MONOTONIC), read_clock (CLOCK_THREAD_CPUTIME_ID),
               read_clock (CLOCK_PROCESS_CPUTIME_ID) };
  Cost cost = { now.wall - bench->last.wall, now.main - bench->last.main, now.process - bench->last.process };

  if (bench->last.wall > 0)
    g_array_append_val (bench->costs, cost);
  bench->last = now;
}

static void
move_by (Bench *bench, double x, double y)
{
  ShumateViewport *viewport = shumate_map_get_viewport (bench->map);
  LtCamera camera;

  lt_session_get_camera (bench->view->session, &camera);
  camera.longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  camera.latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  lt_camera_from_screen (&camera, camera.width / 2 + x, camera.height / 2 + y, &camera.longitude,
                         &camera.latitude);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), camera.latitude, camera.longitude);
}

/* A slow circle with a slight zoom: every frame uncovers new tiles. */
static gboolean
step (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;
  gboolean back = bench->steps++ / 120 % 2;

  move_by (bench, back ? -STEP_PX : STEP_PX, (back ? -STEP_PX : STEP_PX) / 3);
  return G_SOURCE_CONTINUE;
}

static gboolean
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Half a view on, where nothing is painted yet: milliseconds to the moment from which nothing was loading. */
static double
rest (Bench *bench, gboolean back)
{
  gint64 start = g_get_monotonic_time (), last = start, now = start;
  gboolean over = FALSE;
  guint timer = g_timeout_add (JUMP_MS, set_flag, &over);

  move_by (bench, back ? -550 : 550, 256);
  while (!over && now - last < QUIET_MS * 1000)
    {
      g_main_context_iteration (NULL, lt_map_view_is_loading (bench->view->view));
      now = g_get_monotonic_time ();
      if (lt_map_view_is_loading (bench->view->view))
        last = now;
    }
  if (!over)
    g_source_remove (timer);
  return (double) (last - start) / 1e3;
}

static gboolean
has_classes (gpointer data)
{
  Bench *bench = data;

  return lt_land_use_get_classes (lt_session_get_land_use (bench->view->session)) != NULL;
}

/* Two zooms nearer, so that the city is larger than the way. The first jump makes threads and memory warm and
 * does not count. */
static void
measure_rests (Bench *bench)
{
  ShumateViewport *viewport = shumate_map_get_viewport (bench->map);

  bench->rests = g_array_new (FALSE, FALSE, sizeof (double));
  shumate_viewport_set_zoom_level (viewport, shumate_viewport_get_zoom_level (viewport) + 2);
  move_by (bench, 0, -256 * JUMPS / 2.0);
  for (guint i = 0; i < JUMPS; i++)
    {
      double ms = rest (bench, i % 2 == 1);

      if (i > 0)
        g_array_append_val (bench->rests, ms);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* `offset`: of one of the costs in Cost. */
static void
print_cost (const GArray *costs, const char *name, gsize offset)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (double));
  double sum = 0;
  guint over = 0;

  for (guint i = 0; i < costs->len; i++)
    {
      double ms = *(const double *) (gconstpointer) ((const char *) &g_array_index (costs, Cost, i) + offset);

      g_array_append_val (sorted, ms);
      sum += ms;
      over += ms > GOAL_MS;
    }
  g_array_sort (sorted, compare);
  g_print (", \"%s_mean_ms\": %.1f, \"%s_median_ms\": %.1f, \"%s_p99_ms\": %.1f, \"%s_max_ms\": %.1f, "
           "\"%s_over_33\": %u",
           name, sum / costs->len, name, g_array_index (sorted, double, costs->len / 2), name,
           g_array_index (sorted, double, costs->len * 99 / 100), name,
           g_array_index (sorted, double, costs->len - 1), name, over);
}

static void
print_result (const GArray *costs, GArray *rests)
{
  g_array_sort (rests, compare);
  g_print ("{\"frames\": %u", costs->len);
  if (costs->len > 0)
    {
      print_cost (costs, "wall", G_STRUCT_OFFSET (Cost, wall));
      print_cost (costs, "main", G_STRUCT_OFFSET (Cost, main));
      print_cost (costs, "process", G_STRUCT_OFFSET (Cost, process));
    }
  g_print (", \"rest_median_ms\": %.1f, \"rest_max_ms\": %.1f}\n",
           g_array_index (rests, double, rests->len / 2), g_array_index (rests, double, rests->len - 1));
}

int
main (int argc, char *argv[])
{
  guint seconds = argc > 1 ? (guint) atoi (argv[1]) : 5;
  const char *path = argc > 2 && g_str_has_suffix (argv[2], ".gpkg") ? argv[2] : NULL;
  guint rows = argc > 2 && path == NULL ? (guint) atoi (argv[2]) : 0;
  guint projects = argc > 3 ? (guint) atoi (argv[3]) : 0;
  Bench bench = { 0 };
  GdkFrameClock *clock;
  guint tick;

  lt_language_init ("zh_CN", "");
  gtk_init ();
  bench.view = path != NULL ? lt_test_view_open (1100, 800, "offline", path)
                            : lt_test_view_new (1100, 800, "offline", NULL, rows);
  if (projects > 0)
    lt_test_view_add_projects (bench.view, projects);
  if (path != NULL)
    {
      lt_land_use_set_active (lt_session_get_land_use (bench.view->session), TRUE);
      g_assert_true (lt_test_wait (has_classes, &bench, CLASSES_MS));
      lt_test_view_settle (bench.view);
    }
  bench.map = SHUMATE_MAP (find_map (GTK_WIDGET (bench.view->view)));
  bench.costs = g_array_new (FALSE, FALSE, sizeof (Cost));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.view->view));
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (bench.map), step, &bench, NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &bench);
  lt_test_pass (seconds * 1000);
  g_signal_handlers_disconnect_by_data (clock, &bench);
  gtk_widget_remove_tick_callback (GTK_WIDGET (bench.map), tick);
  measure_rests (&bench);
  print_result (bench.costs, bench.rests);
  g_array_unref (bench.rests);
  g_array_unref (bench.costs);
  lt_test_view_free (bench.view);
  return 0;
}
