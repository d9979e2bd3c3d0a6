#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "lt-language.h"
#include "lt-test-server.h"
#include "lt-test-view.h"

/* Pans the map to and fro for some seconds and prints what the frames cost as one JSON object.
 * Usage: bench-pan [SECONDS [ROWS]] */

#define GOAL_MS 33.4
#define STEP_PX 9.0

typedef struct
{
  LtTestView *view;
  ShumateMap *map;
  GArray *ms; /* double: time between one frame and the next */
  double cpu; /* seconds the main thread worked */
  gint64 last;
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
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  gint64 now = g_get_monotonic_time ();
  double ms = (double) (now - bench->last) / 1000;

  if (bench->last)
    g_array_append_val (bench->ms, ms);
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

static void
print_result (GArray *ms, double cpu)
{
  guint over = 0;
  double longest = 0;

  for (guint i = 0; i < ms->len; i++)
    {
      over += g_array_index (ms, double, i) > GOAL_MS;
      longest = MAX (longest, g_array_index (ms, double, i));
    }
  g_array_sort (ms, compare);
  g_print ("{\"frames\": %u, \"median_ms\": %.1f, \"p99_ms\": %.1f, \"max_ms\": %.1f, \"over_33\": %u, "
           "\"main_cpu_ms\": %.1f}\n",
           ms->len, ms->len ? g_array_index (ms, double, ms->len / 2) : 0,
           ms->len ? g_array_index (ms, double, ms->len * 99 / 100) : 0, longest, over,
           ms->len ? cpu * 1000 / ms->len : 0);
}

int
main (int argc, char *argv[])
{
  guint seconds = argc > 1 ? (guint) atoi (argv[1]) : 5;
  guint rows = argc > 2 ? (guint) atoi (argv[2]) : 0;
  Bench bench = { 0 };
  GdkFrameClock *clock;
  guint tick;

  lt_language_init ("zh_CN", "");
  gtk_init ();
  bench.view = lt_test_view_new (1100, 800, "offline", NULL, rows);
  bench.map = SHUMATE_MAP (find_map (GTK_WIDGET (bench.view->view)));
  bench.ms = g_array_new (FALSE, FALSE, sizeof (double));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.view->view));
  tick = gtk_widget_add_tick_callback (GTK_WIDGET (bench.map), step, &bench, NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &bench);
  bench.cpu = get_cpu_time ();
  lt_test_pass (seconds * 1000);
  bench.cpu = get_cpu_time () - bench.cpu;
  g_signal_handlers_disconnect_by_data (clock, &bench);
  gtk_widget_remove_tick_callback (GTK_WIDGET (bench.map), tick);
  print_result (bench.ms, bench.cpu);
  g_array_unref (bench.ms);
  lt_test_view_free (bench.view);
  return 0;
}
