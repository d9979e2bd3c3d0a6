#include "lt-list-digest.h"
#include "lt-record-list.h"
#include "lt-test-panels.h"

#define N 5000

typedef struct
{
  LtTestPlace place;
  LtRecordList *list;
  guint found;
  guint changes;
  guint position, removed, added;
} Fixture;

static void
note_found (Fixture *fixture)
{
  fixture->found++;
}

static void
note_changed (Fixture *fixture, guint position, guint removed, guint added)
{
  fixture->changes++;
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  lt_test_place_set_up (&fixture->place);
  lt_test_place_fill (&fixture->place, LT_KIND_PARCEL, 0, N);
  fixture->list = lt_record_list_new (LT_KIND_PARCEL);
  g_signal_connect_swapped (fixture->list, "found", G_CALLBACK (note_found), fixture);
  g_signal_connect_swapped (fixture->list, "items-changed", G_CALLBACK (note_changed), fixture);
  lt_record_list_set_workspace (fixture->list, fixture->place.workspace);
}

static gboolean
is_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lt_record_list_set_workspace (fixture->list, NULL);
  g_assert_true (lt_test_wait (is_alone, fixture->list));
  g_assert_finalize_object (fixture->list);
  g_assert_true (lt_test_wait (is_alone, fixture->place.workspace));
  lt_test_place_tear_down (&fixture->place);
}

static gboolean
is_idle (gpointer data)
{
  return !lt_record_list_is_loading (data);
}

static void
query (Fixture *fixture, const LtFilter *filter)
{
  lt_record_list_query (fixture->list, filter);
  g_assert_true (lt_record_list_is_loading (fixture->list));
  g_assert_true (lt_test_wait (is_idle, fixture->list));
  g_assert_null (lt_record_list_get_error (fixture->list));
}

static LtRecordItem *
get (Fixture *fixture, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (fixture->list), position);
}

static gboolean
is_filled (gpointer data)
{
  return lt_record_item_get_record (data) != NULL;
}

static void
assert_row (Fixture *fixture, guint position, const char *number)
{
  g_autoptr (LtRecordItem) item = get (fixture, position);

  g_assert_nonnull (item);
  g_assert_true (lt_test_wait (is_filled, item));
  g_assert_cmpstr (lt_record_peek (lt_record_item_get_record (item), "number"), ==, number);
  g_assert_cmpint (lt_record_get_id (lt_record_item_get_record (item)), ==, lt_record_item_get_id (item));
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  const gint64 *ids;
  guint n;

  query (fixture, &(LtFilter){ 0 });
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpuint (fixture->added, ==, N);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N);
  g_assert_null (get (fixture, N));
  assert_row (fixture, 0, "Row 00000");
  assert_row (fixture, 99, "Row 00099");
  assert_row (fixture, 100, "Row 00100");
  assert_row (fixture, N - 1, "Row 04999");

  query (fixture, &(LtFilter){ .sort = "number", .descending = TRUE });
  assert_row (fixture, 0, "Row 04999");
  ids = lt_record_list_get_ids (fixture->list, &n);
  g_assert_cmpuint (n, ==, N);
  g_assert_cmpuint (lt_record_list_find (fixture->list, ids[1234]), ==, 1234);
  g_assert_cmpuint (lt_record_list_find (fixture->list, -1), ==, G_MAXUINT);
}

static void
test_placeholders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LtRecordItem) first = NULL, again = NULL, other = NULL;

  query (fixture, &(LtFilter){ 0 });
  first = get (fixture, 0);
  g_assert_null (lt_record_item_get_record (first));
  again = get (fixture, 0);
  g_assert_true (first == again);
  g_assert_true (lt_test_wait (is_filled, first));
  other = get (fixture, 50);
  g_assert_true (lt_test_wait (is_filled, other));
  g_assert_cmpuint (fixture->changes, ==, 1);
}

/* Far more pages than may wait at once: the last ones asked for come, and nothing is left undone
 * when asked again. */
static void
test_scrolling (Fixture *fixture, gconstpointer data)
{
  query (fixture, &(LtFilter){ 0 });
  for (guint i = 0; i < N; i += 7)
    g_object_unref (get (fixture, i));
  assert_row (fixture, N - 3, "Row 04997");
  assert_row (fixture, 0, "Row 00000");
  assert_row (fixture, 2500, "Row 02500");
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  query (fixture, &(LtFilter){ .district = "330522" });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N / 2);
  assert_row (fixture, 0, "Row 00001");
  query (fixture, &(LtFilter){ .text = "04999" });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);
  query (fixture, &(LtFilter){ .text = "no such thing" });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
}

/* Rows that come at the end leave those before them alone. */
static void
test_growth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LtRecordItem) before = NULL, after = NULL;

  query (fixture, &(LtFilter){ 0 });
  before = get (fixture, 10);
  g_assert_true (lt_test_wait (is_filled, before));
  lt_test_place_fill (&fixture->place, LT_KIND_PARCEL, N, 3);
  query (fixture, &(LtFilter){ 0 });
  g_assert_cmpuint (fixture->changes, ==, 2);
  g_assert_cmpuint (fixture->position, ==, N);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (fixture->added, ==, 3);
  after = get (fixture, 10);
  g_assert_true (before == after);
  g_assert_nonnull (lt_record_item_get_record (after));
  assert_row (fixture, N + 2, "Row 05002");
}

static void
test_last_query_wins (Fixture *fixture, gconstpointer data)
{
  lt_record_list_query (fixture->list, &(LtFilter){ 0 });
  lt_record_list_query (fixture->list, &(LtFilter){ .district = "330522" });
  query (fixture, &(LtFilter){ .text = "00042" });
  lt_test_spin (50);
  g_assert_cmpuint (fixture->found, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);
}

typedef struct
{
  LtListDigest *digest;
  GError *error;
  gboolean done;
} Digested;

static void
note_digest (GObject *source, GAsyncResult *result, gpointer data)
{
  Digested *digested = data;

  digested->digest = lt_list_digest_finish (result, &digested->error);
  digested->done = TRUE;
}

static gboolean
is_digested (gpointer data)
{
  return ((Digested *) data)->done;
}

static void
test_digest (Fixture *fixture, gconstpointer data)
{
  Digested digested = { 0 };
  const gint64 *ids;
  guint n;

  query (fixture, &(LtFilter){ 0 });
  ids = lt_record_list_get_ids (fixture->list, &n);
  lt_list_digest_async (fixture->place.workspace, LT_KIND_PARCEL, "area_m2", ids, n, NULL, note_digest,
                        &digested);
  g_assert_true (lt_test_wait (is_digested, &digested));
  g_assert_no_error (digested.error);
  g_assert_cmpuint (digested.digest->n, ==, N);
  g_assert_cmpuint (digested.digest->missing, ==, N / 10);
  g_assert_cmpfloat (digested.digest->sum, ==, 1000.0 * (N - N / 10));
  g_assert_cmpuint (digested.digest->n_sources, ==, 0);
  g_assert_null (digested.digest->sources);
  lt_list_digest_free (digested.digest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/record-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("order", test_order);
  ADD ("placeholders", test_placeholders);
  ADD ("scrolling", test_scrolling);
  ADD ("filter", test_filter);
  ADD ("growth", test_growth);
  ADD ("last-query-wins", test_last_query_wins);
  ADD ("digest", test_digest);

  return g_test_run ();
}
