#include "lt-rtree.h"

#include <math.h>

typedef struct
{
  GArray *found;
  guint limit;
} Found;

static gboolean
collect (guint item, gpointer data)
{
  Found *found = data;

  g_array_append_val (found->found, item);
  return found->found->len < found->limit;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first > second) - (first < second);
}

static GArray *
query (const LtRtree *tree, const float *box, guint limit)
{
  Found found = { g_array_new (FALSE, FALSE, sizeof (guint)), limit };

  lt_rtree_query (tree, box[0], box[1], box[2], box[3], collect, &found);
  return found.found;
}

static GArray *
query_by_force (const float *boxes, guint n, const float *box)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      const float *b = boxes + 4 * i;

      if (b[0] <= box[2] && box[0] <= b[2] && b[1] <= box[3] && box[1] <= b[3])
        g_array_append_val (found, i);
    }
  return found;
}

static void
random_box (GRand *random, double size, float *box)
{
  double x = g_rand_double (random), y = g_rand_double (random);

  box[0] = (float) x;
  box[1] = (float) y;
  box[2] = (float) (x + g_rand_double_range (random, 0, size));
  box[3] = (float) (y + g_rand_double_range (random, 0, size));
}

static void
compare_with_force (guint n, GRand *random)
{
  g_autofree float *boxes = g_new (float, 4 * n + 1);
  g_autoptr (LtRtree) tree = NULL;

  for (guint i = 0; i < n; i++)
    random_box (random, i % 7 == 0 ? 0.2 : 0.005, boxes + 4 * i);
  tree = lt_rtree_new (boxes, n);
  for (int i = 0; i < 50; i++)
    {
      float box[4];
      g_autoptr (GArray) found = NULL;
      g_autoptr (GArray) expected = NULL;

      random_box (random, i % 2 ? 0.02 : 0.6, box);
      found = query (tree, box, G_MAXUINT);
      expected = query_by_force (boxes, n, box);
      g_array_sort (found, compare_items);
      g_assert_cmpmem (found->data, found->len * sizeof (guint), expected->data,
                       expected->len * sizeof (guint));
    }
}

static void
test_against_force (void)
{
  static const guint sizes[] = { 0, 1, 2, 15, 16, 17, 255, 256, 257, 4095, 4097, 20000 };
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    compare_with_force (sizes[i], random);
}

static void
test_stop (void)
{
  g_autofree float *boxes = g_new0 (float, 4 * 1000);
  g_autoptr (LtRtree) tree = lt_rtree_new (boxes, 1000);
  const float all[4] = { -1, -1, 1, 1 };
  g_autoptr (GArray) found = query (tree, all, 5);

  g_assert_cmpuint (found->len, ==, 5);
}

/* A box that is not a number is never found and hides no neighbour. */
static void
test_not_a_number (void)
{
  float boxes[40 * 4];
  const float all[4] = { 0, 0, 100, 100 };
  g_autoptr (LtRtree) tree = NULL;
  g_autoptr (GArray) found = NULL;

  for (guint i = 0; i < 40; i++)
    {
      boxes[4 * i] = boxes[4 * i + 2] = i % 4 == 1 ? NAN : (float) i;
      boxes[4 * i + 1] = boxes[4 * i + 3] = (float) i;
    }
  tree = lt_rtree_new (boxes, 40);
  found = query (tree, all, G_MAXUINT);
  g_assert_cmpuint (found->len, ==, 30);
}

/* A grid of points in the tree's order: the curve steps from each cell to a neighbour. */
static void
test_order_is_local (void)
{
  const guint side = 64;
  g_autofree float *boxes = g_new (float, 4 * side * side);
  const float all[4] = { 0, 0, 64, 64 };
  g_autoptr (LtRtree) tree = NULL;
  g_autoptr (GArray) found = NULL;

  for (guint i = 0; i < side * side; i++)
    {
      boxes[4 * i] = boxes[4 * i + 2] = (float) (i % side);
      boxes[4 * i + 1] = boxes[4 * i + 3] = (float) (i / side);
    }
  tree = lt_rtree_new (boxes, side * side);
  found = query (tree, all, G_MAXUINT);
  g_assert_cmpuint (found->len, ==, side * side);
  for (guint i = 1; i < found->len; i++)
    {
      int a = (int) g_array_index (found, guint, i - 1), b = (int) g_array_index (found, guint, i);

      g_assert_cmpint (ABS (a % 64 - b % 64) + ABS (a / 64 - b / 64), ==, 1);
    }
}

/* Numbered anew, items come in order, and each is the box it was. */
static void
test_renumber (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint n = 1000;
  const float all[] = { -1, -1, 2, 2 };
  g_autofree float *boxes = g_new (float, 4 * n);
  g_autofree guint *before = NULL;
  g_autoptr (LtRtree) tree = NULL;
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) second = NULL;

  for (guint i = 0; i < n; i++)
    random_box (random, 0.01, boxes + 4 * i);
  tree = lt_rtree_new (boxes, n);
  first = query (tree, all, n);
  before = lt_rtree_renumber (tree);
  second = query (tree, all, n);
  g_assert_cmpuint (first->len, ==, n);
  g_assert_cmpmem (first->data, n * sizeof (guint), before, n * sizeof (guint));
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (second, guint, i), ==, i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rtree/against-force", test_against_force);
  g_test_add_func ("/rtree/stop", test_stop);
  g_test_add_func ("/rtree/not-a-number", test_not_a_number);
  g_test_add_func ("/rtree/order-is-local", test_order_is_local);
  g_test_add_func ("/rtree/renumber", test_renumber);
  return g_test_run ();
}
