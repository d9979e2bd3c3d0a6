#include <math.h>

#include "lt-label.h"
#include "lt-painter.h"
#include "lt-test-snapshot.h"

static LtBaseMap *
load_base (void)
{
  g_autofree char *directory = g_build_filename (g_getenv ("LIANTU_DATA_DIR"), "basemap", NULL);
  g_autoptr (GError) error = NULL;
  LtBaseMap *base = lt_base_map_load (directory, &error);

  g_assert_no_error (error);

  return base;
}

static LtSnapshot *
create_snapshot (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();

  lt_test_snapshot_add_unplaced (snapshot, 0, 1, 12);
  lt_test_snapshot_add_unplaced (snapshot, 1, 2, 3);
  lt_test_snapshot_add_unplaced (snapshot, 3, 1, 4);

  return snapshot;
}

static void
make_random (GRand *random, LtCamera *camera, LtView *view)
{
  *camera = (LtCamera){ .longitude = g_rand_double_range (random, 118.8, 120.4),
                        .latitude = g_rand_double_range (random, 29.9, 30.5),
                        .zoom = g_rand_double_range (random, 7, 14),
                        .width = g_rand_int_range (random, 100, 1900),
                        .height = g_rand_int_range (random, 100, 1100),
                        .scale = 1 };
  *view = (LtView){ .chain = (guint) g_rand_int_range (random, 0, 3),
                    .district = g_rand_int_range (random, -1, 4),
                    .layers = LT_LAYER_ALL,
                    .theme = (LtTheme) g_rand_int_range (random, 0, 3) };
}

static gboolean
overlaps (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static void
assert_inside_picture (const cairo_rectangle_t *area, const LtCamera *camera)
{
  g_assert_cmpfloat (area->x, >=, 0);
  g_assert_cmpfloat (area->y, >=, 0);
  g_assert_cmpfloat (area->x + area->width, <=, camera->width);
  g_assert_cmpfloat (area->y + area->height, <=, camera->height);
}

static const LtPart *
find_part (const LtLabel *label, LtPartKind kind)
{
  for (guint i = 0; label != NULL && i < label->n_parts; i++)
    {
      if (label->parts[i].kind == kind)
        return &label->parts[i];
    }

  return NULL;
}

/* Its border, point by point, against the outline in degrees. One that has more to say than its district has
 * room for only stands over its middle. */
static void
assert_at_district (const cairo_rectangle_t *area,
                    const LtCamera *camera,
                    const LtSnapshot *snapshot,
                    guint district,
                    gboolean stands_out)
{
  LtGeometry *outline
      = lt_district_get_geometry (lt_catalogue_get_district_at (snapshot->catalogue, district));

  for (guint i = 0; i <= 20 && !stands_out; i++)
    {
      const double xs[] = { area->x + area->width * i / 20, area->x + area->width * i / 20, area->x,
                            area->x + area->width };
      const double ys[] = { area->y, area->y + area->height, area->y + area->height * i / 20,
                            area->y + area->height * i / 20 };

      for (guint j = 0; j < 4; j++)
        {
          double longitude, latitude;

          lt_camera_from_screen (camera, xs[j], ys[j], &longitude, &latitude);
          g_assert_true (lt_geometry_contains (outline, longitude, latitude));
        }
    }
  if (stands_out)
    {
      double x1, y1, x2, y2;

      lt_camera_to_screen (camera, outline->box.west, outline->box.north, &x1, &y1);
      lt_camera_to_screen (camera, outline->box.east, outline->box.south, &x2, &y2);
      g_assert_cmpfloat (fabs (area->x + area->width / 2 - (x1 + x2) / 2), <=, 25 + (x2 - x1) / 2);
      g_assert_cmpfloat (fabs (area->y + area->height / 2 - (y1 + y2) / 2), <=, 25 + (y2 - y1) / 2);
    }
}

static void
assert_sound (GArray *labels, const LtCamera *camera, const LtSnapshot *snapshot)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const LtLabel *label = &g_array_index (labels, LtLabel, i);

      assert_inside_picture (&label->area, camera);
      if (label->district >= 0)
        assert_at_district (&label->area, camera, snapshot, (guint) label->district,
                            find_part (label, LT_PART_NOTE) || find_part (label, LT_PART_BADGE));
      for (guint j = 0; j < i; j++)
        g_assert_false (overlaps (&label->area, &g_array_index (labels, LtLabel, j).area));
      for (guint j = 0; j < label->n_parts; j++)
        {
          const cairo_rectangle_t *part = &label->parts[j].area;

          g_assert_cmpfloat (part->x, >=, label->area.x - 0.01);
          g_assert_cmpfloat (part->y, >=, label->area.y - 0.01);
          g_assert_cmpfloat (part->x + part->width, <=, label->area.x + label->area.width + 0.01);
          g_assert_cmpfloat (part->y + part->height, <=, label->area.y + label->area.height + 0.01);
        }
    }
}

static void
test_never_collide (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (LtBaseMap) base = load_base ();
  LtSnapshot *snapshot = create_snapshot ();

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GArray) labels = NULL;
      LtCamera camera;
      LtView view;

      make_random (random, &camera, &view);
      labels = lt_label_layout (&camera, snapshot, &view, base, NULL, 0);
      assert_sound (labels, &camera, snapshot);
    }
  lt_test_snapshot_free (snapshot);
}

static void
test_reserved (void)
{
  const cairo_rectangle_t reserved[] = { { 0, 0, 400, 400 }, { 700, 300, 300, 300 } };
  g_autoptr (LtBaseMap) base = load_base ();
  LtSnapshot *snapshot = create_snapshot ();
  const LtView view = { .district = -1, .layers = LT_LAYER_ALL };
  LtCamera camera = { .width = 1000, .height = 600, .scale = 1 };
  g_autoptr (GArray) labels = NULL;

  lt_camera_fit (&camera, &(LtBox){ 119, 30, 120.2, 30.4 }, 0, 18);
  labels = lt_label_layout (&camera, snapshot, &view, base, reserved, G_N_ELEMENTS (reserved));
  g_assert_cmpuint (labels->len, >, 0);
  for (guint i = 0; i < labels->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (reserved); j++)
      g_assert_false (overlaps (&g_array_index (labels, LtLabel, i).area, &reserved[j]));
  lt_test_snapshot_free (snapshot);
}

static const LtLabel *
find_district (GArray *labels, int district)
{
  for (guint i = 0; i < labels->len; i++)
    {
      if (g_array_index (labels, LtLabel, i).district == district)
        return &g_array_index (labels, LtLabel, i);
    }

  return NULL;
}

static void
test_what_is_said (void)
{
  LtSnapshot *snapshot = create_snapshot ();
  LtView view = { .district = -1, .layers = LT_LAYER_ALL };
  LtCamera camera = { .width = 1600, .height = 700, .scale = 1 };
  g_autoptr (GArray) city = NULL;
  g_autoptr (GArray) chain = NULL;

  lt_camera_fit (&camera, &(LtBox){ 119, 30, 120.2, 30.4 }, 0, 18);

  city = lt_label_layout (&camera, snapshot, &view, NULL, NULL, 0);
  g_assert_cmpuint (city->len, ==, 4);
  g_assert_cmpstr (pango_layout_get_text (find_part (find_district (city, 0), LT_PART_NAME)->text), ==,
                   "Aleph");
  g_assert_cmpstr (pango_layout_get_text (find_part (find_district (city, 0), LT_PART_BADGE)->text), ==,
                   "12 not located");
  g_assert_cmpstr (pango_layout_get_text (find_part (find_district (city, 3), LT_PART_NOTE)->text), ==,
                   "indicative extent");
  g_assert_nonnull (find_part (find_district (city, 0), LT_PART_CHIPS));
  g_assert_null (find_part (find_district (city, 2), LT_PART_CHIPS));
  g_assert_null (find_part (find_district (city, 2), LT_PART_BADGE));
  g_assert_null (find_part (find_district (city, 0), LT_PART_NOTE));

  /* In a chain's view only its own are counted, and its districts come first. */
  view.chain = 1;
  chain = lt_label_layout (&camera, snapshot, &view, NULL, NULL, 0);
  g_assert_cmpint (find_district (chain, 0)->kind, ==, LT_LABEL_KEY);
  g_assert_cmpint (find_district (chain, 3)->kind, ==, LT_LABEL_KEY);
  g_assert_cmpint (find_district (chain, 1)->kind, ==, LT_LABEL_DISTRICT);
  g_assert_null (find_part (find_district (chain, 1), LT_PART_BADGE));
  g_assert_cmpuint (find_district (chain, 3)->count, ==, 4);
  g_assert_null (find_part (find_district (chain, 0), LT_PART_CHIPS));

  lt_test_snapshot_free (snapshot);
}

/* However small a zone is on the map, as long as it is seen as more than a dot its label says that its extent
 * is indicative and who in it has no position. */
static void
test_needed_is_said (void)
{
  LtSnapshot *snapshot = create_snapshot ();
  const LtView view = { .district = -1, .layers = LT_LAYER_ALL };
  LtBox box = lt_district_get_geometry (lt_catalogue_get_district_at (snapshot->catalogue, 3))->box;

  for (double width = 600; width > 60; width *= 0.9)
    {
      LtCamera camera = { .width = 1000, .height = 600, .scale = 1 };
      g_autoptr (GArray) labels = NULL;
      double left, right, y;

      lt_camera_fit (&camera, &box, 0, 18);
      lt_camera_to_screen (&camera, box.west, box.north, &left, &y);
      lt_camera_to_screen (&camera, box.east, box.north, &right, &y);
      camera.zoom += log2 (width / (right - left));
      labels = lt_label_layout (&camera, snapshot, &view, NULL, NULL, 0);
      g_assert_nonnull (find_part (find_district (labels, 3), LT_PART_NOTE));
      g_assert_nonnull (find_part (find_district (labels, 3), LT_PART_BADGE));
      assert_sound (labels, &camera, snapshot);
    }
  lt_test_snapshot_free (snapshot);
}

static void
test_stays_in_view (void)
{
  LtSnapshot *snapshot = create_snapshot ();
  const LtView view = { .chain = 1, .district = -1, .layers = LT_LAYER_ALL };

  /* As A leaves the picture to the left its name stays, for as long as there is room. */
  for (guint i = 0; i < 8; i++)
    {
      LtCamera camera = {
        .longitude = 119.2 + 0.05 * i, .latitude = 30.2, .zoom = 11, .width = 800, .height = 500, .scale = 1
      };
      g_autoptr (GArray) labels = lt_label_layout (&camera, snapshot, &view, NULL, NULL, 0);

      g_assert_nonnull (find_district (labels, 0));
      assert_sound (labels, &camera, snapshot);
    }
  lt_test_snapshot_free (snapshot);
}

/* What fits does not jump while the map is panned by whole pixels. */
static void
test_does_not_jitter (void)
{
  LtSnapshot *snapshot = create_snapshot ();
  const LtView view = { .chain = 1, .district = -1, .layers = LT_LAYER_ALL };
  LtCamera camera
      = { .longitude = 119.6, .latitude = 30.2, .zoom = 9, .width = 1000, .height = 600, .scale = 1 };
  double first_x = NAN, first_y = NAN;

  for (guint i = 0; i < 12; i++)
    {
      LtCamera panned = camera;
      g_autoptr (GArray) labels = NULL;
      double x, y;

      lt_camera_from_screen (&camera, 500 + 7.0 * i, 300 + 3.0 * i, &panned.longitude, &panned.latitude);
      labels = lt_label_layout (&panned, snapshot, &view, NULL, NULL, 0);
      x = find_district (labels, 0)->area.x + 7.0 * i;
      y = find_district (labels, 0)->area.y + 3.0 * i;
      if (i == 0)
        {
          first_x = x;
          first_y = y;
        }
      g_assert_cmpfloat_with_epsilon (x, first_x, 0.6);
      g_assert_cmpfloat_with_epsilon (y, first_y, 0.6);
    }
  lt_test_snapshot_free (snapshot);
}

static void
test_layers (void)
{
  LtSnapshot *snapshot = create_snapshot ();
  LtView view = { .district = -1, .layers = LT_LAYER_ENTERPRISES };
  LtCamera camera
      = { .longitude = 119.6, .latitude = 30.2, .zoom = 10, .width = 1400, .height = 700, .scale = 1 };
  g_autoptr (GArray) badges = lt_label_layout (&camera, snapshot, &view, NULL, NULL, 0);
  g_autoptr (GArray) none = NULL;

  g_assert_cmpuint (badges->len, ==, 3);
  for (guint i = 0; i < badges->len; i++)
    g_assert_cmpint (g_array_index (badges, LtLabel, i).parts[0].kind, ==, LT_PART_BADGE);

  view.layers = LT_LAYER_PARCELS;
  none = lt_label_layout (&camera, snapshot, &view, NULL, NULL, 0);
  g_assert_cmpuint (none->len, ==, 0);
  lt_test_snapshot_free (snapshot);
}

typedef struct
{
  GArray *labels;
  guint n;
} Badges;

static void
check_badge (guint district, double x, double y, double width, double height, guint count, gpointer data)
{
  Badges *badges = data;
  const LtPart *part = find_part (find_district (badges->labels, (int) district), LT_PART_BADGE);

  g_assert_nonnull (part);
  g_assert_cmpfloat (part->area.x, ==, x);
  g_assert_cmpfloat (part->area.y, ==, y);
  g_assert_cmpfloat (part->area.width, ==, width);
  g_assert_cmpfloat (part->area.height, ==, height);
  g_assert_cmpuint (count, ==, district == 0 ? 12 : district == 1 ? 3 : 4);
  badges->n++;
}

static void
test_badges (void)
{
  g_autoptr (LtBaseMap) base = load_base ();
  LtSnapshot *snapshot = create_snapshot ();
  const LtView view = { .district = -1, .layers = LT_LAYER_ALL };
  LtCamera camera
      = { .longitude = 119.6, .latitude = 30.2, .zoom = 10, .width = 1400, .height = 700, .scale = 1 };
  g_autoptr (GArray) labels = lt_label_layout (&camera, snapshot, &view, base, NULL, 0);
  Badges badges = { .labels = labels };

  lt_painter_layout_badges (&camera, snapshot, &view, base, check_badge, &badges);
  g_assert_cmpuint (badges.n, ==, 3);
  lt_test_snapshot_free (snapshot);
}

/* A district's name over the parcels that someone looks at closely only hides them. */
static void
test_none_over_parcels (void)
{
  LtSnapshot *snapshot = lt_test_snapshot_new_squares ();
  const LtView view = { .district = -1, .layers = LT_LAYER_ALL };

  for (guint zoom = 14; zoom <= 17; zoom++)
    {
      const LtCamera camera
          = { .longitude = 119.2, .latitude = 30.2, .zoom = zoom, .width = 800, .height = 500, .scale = 1 };
      GArray *labels = lt_label_layout (&camera, snapshot, &view, NULL, NULL, 0);

      g_assert_cmpuint (labels->len, ==, zoom < 15 ? 1 : 0);
      g_array_unref (labels);
    }
  lt_snapshot_unref (snapshot);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draw/labels/never-collide", test_never_collide);
  g_test_add_func ("/draw/labels/reserved", test_reserved);
  g_test_add_func ("/draw/labels/what-is-said", test_what_is_said);
  g_test_add_func ("/draw/labels/needed-is-said", test_needed_is_said);
  g_test_add_func ("/draw/labels/stays-in-view", test_stays_in_view);
  g_test_add_func ("/draw/labels/does-not-jitter", test_does_not_jitter);
  g_test_add_func ("/draw/labels/layers", test_layers);
  g_test_add_func ("/draw/labels/badges", test_badges);
  g_test_add_func ("/draw/labels/none-over-parcels", test_none_over_parcels);

  return g_test_run ();
}
