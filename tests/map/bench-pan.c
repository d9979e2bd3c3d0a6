#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "lt-language.h"
#include "lt-test-server.h"
#include "lt-test-view.h"

/* Pans the map to and fro for some seconds and prints what the frames cost as one JSON object.
 * Usage: bench-pan [SECONDS [ROWS [PROJECTS]]] */

#define GOAL_MS 33.4
#define STEP_PX 9.0

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

/* A slow circle with a slight zoom: every frame uncovers new tiles. */
static gboolean
step (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;
  ShumateViewport *viewport = shumate_map_get_viewport (bench->map);
  gboolean back = bench->steps++ / 120 % 2;
  LtCamera camera;

  lt_session_get_camera (bench->view->session, &camera);
  camera.longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  camera.latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  lt_camera_from_screen (&camera, camera.width / 2 + (back ? -STEP_PX : STEP_PX),
                         camera.height / 2 + (back ? -STEP_PX : STEP_PX) / 3, &camera.longitude,
                         &camera.latitude);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), camera.latitude, camera.longitude);
  return G_SOURCE_CONTINUE;
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
print_result (const GArray *costs)
{
  g_print ("{\"frames\": %u", costs->len);
  if (costs->len > 0)
    {
      print_cost (costs, "wall", G_STRUCT_OFFSET (Cost, wall));
      print_cost (costs, "main", G_STRUCT_OFFSET (Cost, main));
      print_cost (costs, "process", G_STRUCT_OFFSET (Cost, process));
    }
  g_print ("}\n");
}

int
main (int argc, char *argv[])
{
  guint seconds = argc > 1 ? (guint) atoi (argv[1]) : 5;
  guint rows = argc > 2 ? (guint) atoi (argv[2]) : 0;
  guint projects = argc > 3 ? (guint) atoi (argv[3]) : 0;
  Bench bench = { 0 };
  GdkFrameClock *clock;
  guint tick;

  lt_language_init ("zh_CN", "");
  gtk_init ();
  bench.view = lt_test_view_new (1100, 800, "offline", NULL, rows);
  if (projects > 0)
    lt_test_view_add_projects (bench.view, projects);
  bench.map = SHUMATE_MAP (find_map (GTK_WIDGET (bench.view->view)));
  bench.costs = g_array_new (FALSE, FALSE, sizeof (Cost));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.view->view));
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (bench.map), step, &bench, NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &bench);
  lt_test_pass (seconds * 1000);
  g_signal_handlers_disconnect_by_data (clock, &bench);
  gtk_widget_remove_tick_callback (GTK_WIDGET (bench.map), tick);
  print_result (bench.costs);
  g_array_unref (bench.costs);
  lt_test_view_free (bench.view);
  return 0;
}
