#include "config.h"

#include <string.h>

#include "lt-paths.h"
#include "lt-test-server.h"
#include "lt-test-view.h"

#define SETTLE_MS 10000
#define OPEN_MS 60000
#define REST_MS 250

typedef struct
{
  LtKind kind;
  guint next;
  guint n;
} Rows;

static LtGeometry *
make_square (double longitude, double latitude, double half)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);

  lt_geometry_builder_add_point (builder, longitude - half, latitude - half);
  lt_geometry_builder_add_point (builder, longitude + half, latitude - half);
  lt_geometry_builder_add_point (builder, longitude + half, latitude + half);
  lt_geometry_builder_add_point (builder, longitude - half, latitude + half);
  lt_geometry_builder_end_ring (builder, TRUE);
  return lt_geometry_builder_end (builder);
}

static void
set_text (LtRecord *record, const char *field, const char *text)
{
  int index = lt_fields_find (lt_record_get_kind (record), field);

  g_assert_cmpint (index, >=, 0);
  lt_record_set_text (record, (guint) index, text);
}

static const char *
get_key (LtKind kind)
{
  guint n;
  const LtField *fields = lt_fields_get (kind, &n);

  for (guint i = 0; i < n; i++)
    if (fields[i].flags & LT_FIELD_REQUIRED)
      return fields[i].name;
  for (guint i = 0; i < n; i++)
    if (fields[i].flags & LT_FIELD_KEY)
      return fields[i].name;
  g_assert_not_reached ();
}

/* All stages, one after the other, and a plan that every other one is late with. */
static void
set_dates (LtRecord *record, guint i)
{
  static const char *const fields[]
      = { "signed_on", "started_on", "completed_on", "production_on", "above_scale_on", "capacity_on" };

  for (guint stage = 0; stage < i % 7; stage++)
    set_text (record, fields[stage], "2020-01-31");
  if (i % 2 == 0 && i % 7 < 6)
    {
      g_autofree char *planned = g_strdup_printf ("planned_%s", fields[i % 7]);

      set_text (record, planned, "2021-01-31");
    }
}

/* The first row stands at the known place, the others on a grid over the city. */
static gboolean
read_row (LtRecord *record, gpointer data, GError **error)
{
  Rows *rows = data;
  guint i = rows->next++;
  double longitude = i == 0 ? LT_TEST_LON : 119.5 + 0.9 * (i % 317) / 317;
  double latitude = i == 0 ? LT_TEST_LAT : 30.4 + 0.6 * (i / 317 % 307) / 307;
  g_autofree char *name = g_strdup_printf ("测试 %u", i);

  if (i >= rows->n)
    return FALSE;
  set_text (record, get_key (rows->kind), name);
  set_text (record, "district", "330521");
  if (rows->kind == LT_KIND_PARCEL)
    {
      lt_record_take_geometry (record, i == 0 ? make_square (LT_TEST_LON + 0.05, LT_TEST_LAT, 0.01)
                                              : make_square (longitude, latitude, 0.0008));
      return TRUE;
    }
  if (rows->kind == LT_KIND_PROJECT)
    set_dates (record, i);
  set_text (record, "chains", "7");
  lt_record_take_geometry (record, lt_geometry_new_point (longitude, latitude));
  return TRUE;
}

static gint64
put (LtTestView *self, LtKind kind, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  Rows rows = { kind, 0, n };
  LtFilter filter = { .kind = kind, .text = "测试 0" };

  lt_workspace_put (self->workspace, kind, "test", read_row, NULL, &rows, NULL, &error);
  g_assert_no_error (error);
  ids = lt_workspace_find (self->workspace, &filter, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, >=, 1);
  return g_array_index (ids, gint64, 0);
}

static gboolean
is_quiet (gpointer data)
{
  LtTestView *self = data;

  return lt_session_get_snapshot (self->session) && gtk_widget_get_mapped (GTK_WIDGET (self->view))
         && gtk_widget_get_width (GTK_WIDGET (self->view)) > 1 && !lt_map_view_is_loading (self->view);
}

void
lt_test_view_settle (LtTestView *self)
{
  gint64 end = g_get_monotonic_time () + self->settle_ms * G_GINT64_CONSTANT (1000);

  do
    {
      LtCamera before;
      LtCamera after;

      g_assert_true (lt_test_wait (is_quiet, self, self->settle_ms));
      lt_session_get_camera (self->session, &before);
      lt_test_pass (REST_MS);
      lt_session_get_camera (self->session, &after);
      if (memcmp (&before, &after, sizeof before) == 0 && is_quiet (self))
        return;
    }
  while (g_get_monotonic_time () < end);
  g_assert_not_reached ();
}

/* Shows the window over the workspace and waits for the picture. */
static void
show (LtTestView *self, int width, int height, const char *base, const char *location)
{
  self->session = lt_session_new ();
  lt_session_set_base_map (self->session, base, location);
  self->window = GTK_WINDOW (gtk_window_new ());
  self->view = LT_MAP_VIEW (lt_map_view_new ());
  lt_map_view_set_session (self->view, self->session);
  lt_session_set_workspace (self->session, self->workspace);
  gtk_window_set_decorated (self->window, FALSE);
  gtk_window_set_default_size (self->window, width, height);
  gtk_window_set_child (self->window, GTK_WIDGET (self->view));
  gtk_window_present (self->window);
  lt_test_view_settle (self);
}

LtTestView *
lt_test_view_new (int width, int height, const char *base, const char *location, guint extra)
{
  LtTestView *self = g_new0 (LtTestView, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->settle_ms = SETTLE_MS;
  self->directory = g_dir_make_tmp ("lt-view-XXXXXX", NULL);
  path = g_build_filename (self->directory, "test.gpkg", NULL);
  self->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  self->enterprise = put (self, LT_KIND_ENTERPRISE, 1 + extra);
  self->parcel = put (self, LT_KIND_PARCEL, 1 + extra);
  show (self, width, height, base, location);
  return self;
}

LtTestView *
lt_test_view_open (int width, int height, const char *base, const char *path)
{
  LtTestView *self = g_new0 (LtTestView, 1);
  g_autoptr (GError) error = NULL;

  self->settle_ms = OPEN_MS;
  self->workspace = lt_workspace_open (path, &error);
  g_assert_no_error (error);
  show (self, width, height, base, NULL);
  return self;
}

static gboolean
has_projects (gpointer data)
{
  LtTestView *self = data;

  return lt_session_get_snapshot (self->session)->projects.n > 0;
}

gint64
lt_test_view_add_projects (LtTestView *self, guint n)
{
  gint64 first = put (self, LT_KIND_PROJECT, n);

  g_assert_true (lt_test_wait (has_projects, self, SETTLE_MS));
  lt_test_view_settle (self);
  return first;
}

void
lt_test_view_free (LtTestView *self)
{
  g_object_add_weak_pointer (G_OBJECT (self->view), (gpointer *) &self->view);
  gtk_window_destroy (self->window);
  lt_session_set_workspace (self->session, NULL);
  lt_test_pass (200);
  g_assert_null (self->view);
  g_assert_finalize_object (self->session);
  lt_workspace_close (self->workspace);
  g_object_unref (self->workspace);
  if (self->directory)
    lt_test_remove (self->directory);
  g_free (self->directory);
  g_free (self);
}

/* There is nothing to take while a frame is due. */
static GskRenderNode *
get_node (LtTestView *self, int *width, int *height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->view));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  *width = gdk_paintable_get_intrinsic_width (paintable);
  *height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  return gtk_snapshot_free_to_node (snapshot);
}

GdkPixbuf *
lt_test_view_grab (LtTestView *self)
{
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width;
  int height;

  for (guint i = 0; i < 100 && !node; i++)
    {
      node = get_node (self, &width, &height);
      if (!node)
        lt_test_pass (20);
    }
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  return gdk_pixbuf_get_from_texture (texture);
}

guint32
lt_test_pixel (GdkPixbuf *picture, double x, double y)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (picture);

  g_assert_cmpint ((int) x, <, gdk_pixbuf_get_width (picture));
  g_assert_cmpint ((int) y, <, gdk_pixbuf_get_height (picture));
  pixel += (gsize) gdk_pixbuf_get_rowstride (picture) * (gsize) y
           + (gsize) gdk_pixbuf_get_n_channels (picture) * (gsize) x;
  return (guint32) pixel[0] << 16 | (guint32) pixel[1] << 8 | pixel[2];
}

void
lt_test_view_locate (LtTestView *self, double longitude, double latitude, double *x, double *y)
{
  LtCamera camera;

  lt_session_get_camera (self->session, &camera);
  lt_camera_to_screen (&camera, longitude, latitude, x, y);
}
