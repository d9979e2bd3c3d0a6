#include <glib/gstdio.h>
#include <math.h>

#include "lt-paths.h"
#include "lt-session.h"

#define PATIENCE_MS 20000

/* Made-up parcels of 20,000 m² (30 mu), of industry 39 (at least 0.7 floor area): number, district, floor. */
static const struct
{
  const char *number;
  const char *district;
  const char *code;
  double floor;
  double area;
} rows[] = {
  { "T-1", "330522", "39", 15000, 20000 }, { "T-2", "330522", "39", 8000, 20000 },
  { "T-3", "330521", "39", 13000, 20000 }, { "T-4", "330521", "39", (double) NAN, 20000 },
  { "T-5", "330521", "26", 13000, 10000 }, { "T-6", NULL, NULL, 9000, 20000 },
};

typedef struct
{
  char *directory;
  LtWorkspace *workspace;
  LtSession *session;
  LtLandUse *land;
  guint next;
  guint forgotten;
} Fixture;

static void
set_number (LtRecord *record, const char *name, double value)
{
  if (!isnan (value))
    lt_record_set_number (record, (guint) lt_fields_find (LT_KIND_PARCEL, name), value);
}

static void
set_text (LtRecord *record, const char *name, const char *text)
{
  lt_record_set_text (record, (guint) lt_fields_find (LT_KIND_PARCEL, name), text);
}

static LtGeometry *
make_square (guint index)
{
  double x = 119.9 + index * 0.01, y = 30.9;
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);

  lt_geometry_builder_add_point (builder, x, y);
  lt_geometry_builder_add_point (builder, x + 0.001, y);
  lt_geometry_builder_add_point (builder, x + 0.001, y + 0.001);
  lt_geometry_builder_add_point (builder, x, y + 0.001);
  lt_geometry_builder_end_ring (builder, TRUE);
  return lt_geometry_builder_end (builder);
}

static gboolean
read_row (LtRecord *record, gpointer data, GError **error)
{
  Fixture *self = data;

  if (self->next == G_N_ELEMENTS (rows))
    return FALSE;
  set_text (record, "number", rows[self->next].number);
  set_text (record, "district", rows[self->next].district);
  set_text (record, "industry_code", rows[self->next].code);
  set_number (record, "industry_edition", rows[self->next].code != NULL ? 2002 : (double) NAN);
  set_number (record, "area_m2", rows[self->next].area);
  set_number (record, "floor_area_m2", rows[self->next].floor);
  set_number (record, "base_area_m2", 8000);
  set_number (record, "office_area_m2", 500);
  set_number (record, "green_area_m2", 500);
  /* The last one has no outline. */
  if (self->next + 1 < G_N_ELEMENTS (rows))
    lt_record_take_geometry (record, make_square (self->next));
  self->next++;
  return TRUE;
}

static gboolean
give_up (gpointer data)
{
  g_error ("waited %d ms in vain", PATIENCE_MS);
  return G_SOURCE_REMOVE;
}

/* Until nothing is under way and there is a result. */
static LtLandResult *
settle (Fixture *self)
{
  guint source = g_timeout_add (PATIENCE_MS, give_up, NULL);

  while (lt_land_use_is_busy (self->land) || lt_land_use_get_result (self->land) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  return lt_land_use_get_result (self->land);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->directory = g_dir_make_tmp ("liantu-land-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->directory, "a.gpkg", NULL);
  self->workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  g_assert_true (
      lt_workspace_put (self->workspace, LT_KIND_PARCEL, "parcels", read_row, NULL, self, NULL, &error));
  g_assert_no_error (error);
  self->session = lt_session_new ();
  self->land = lt_session_get_land_use (self->session);
  lt_session_set_workspace (self->session, self->workspace);
  lt_session_set_panel (self->session, "land-use");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_strdup (lt_workspace_get_path (self->workspace));

  lt_session_set_workspace (self->session, NULL);
  g_object_unref (self->session);
  lt_workspace_close (self->workspace);
  g_object_unref (self->workspace);
  g_unlink (path);
  g_rmdir (self->directory);
  g_free (self->directory);
}

/* "T-1 T-2": the rows of the list in their order. */
static void
assert_rows (Fixture *self, const char *expected)
{
  LtLandResult *result = settle (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < result->n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", rows[result->order[i]].number);
  g_assert_cmpstr (text->str, ==, expected);
}

/* What the map shows is what the list shows, but for those without an outline. */
static void
assert_map_alike (Fixture *self)
{
  LtLandResult *result = settle (self);
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);
  guint on_map = 0;

  for (guint i = 0; i < snapshot->parcels.n; i++)
    {
      guint class = result->classes->class_of[i];
      gboolean listed = FALSE;

      for (guint j = 0; j < result->n; j++)
        listed = listed || result->judgement->subjects->ids[result->order[j]] == snapshot->parcels.ids[i];
      g_assert_cmpint (listed, ==, class != LT_CLASS_NOT_SHOWN && !result->classes->classes[class].hidden);
      on_map += listed ? 1 : 0;
    }
  g_assert_cmpuint (on_map + result->without_outline, ==, result->n);
}

static void
test_verdicts (Fixture *self, gconstpointer data)
{
  LtLandResult *result = settle (self);
  LtView view;

  g_assert_cmpuint (result->verdicts[LT_VERDICT_PASS].count, ==, 2);
  g_assert_cmpuint (result->verdicts[LT_VERDICT_FAIL].count, ==, 2);
  g_assert_cmpuint (result->verdicts[LT_VERDICT_MISSING].count, ==, 2);
  g_assert_cmpuint (result->missing[LT_INPUT_FLOOR_AREA_M2], ==, 1);
  g_assert_cmpfloat_with_epsilon (result->verdicts[LT_VERDICT_FAIL].area_m2, 40000, 1e-6);
  /* T-2 misses 0.3 of 0.7, T-3 0.05; what has no value comes last. */
  assert_rows (self, "T-2 T-3 T-1 T-5 T-4 T-6");
  assert_map_alike (self);
  g_assert_cmpuint (result->without_outline, ==, 1);
  lt_session_get_view (self->session, &view);
  g_assert_true (view.classes == result->classes);
  g_assert_cmpuint (view.layers & LT_LAYER_ENTERPRISES, ==, 0);
  g_assert_cmpuint (view.layers & LT_LAYER_PARCELS, !=, 0);
  lt_session_set_panel (self->session, "overview");
  lt_session_get_view (self->session, &view);
  g_assert_null (view.classes);
  g_assert_cmpuint (view.layers & LT_LAYER_ENTERPRISES, !=, 0);
}

static void
test_filters (Fixture *self, gconstpointer data)
{
  LtLandChoice choice;

  settle (self);
  choice = *lt_land_use_get_choice (self->land);
  choice.only = LT_VERDICT_FAIL;
  lt_land_use_set_choice (self->land, &choice);
  assert_rows (self, "T-2 T-3");
  assert_map_alike (self);
  lt_session_set_district (self->session, "330521");
  assert_rows (self, "T-3");
  assert_map_alike (self);
  lt_land_use_clear_filters (self->land);
  assert_rows (self, "T-3 T-5 T-4");
  lt_session_set_filter_text (self->session, "T-5");
  assert_rows (self, "T-5");
  lt_session_set_filter_text (self->session, "");
  choice = *lt_land_use_get_choice (self->land);
  g_strlcpy (choice.industry, "26", sizeof choice.industry);
  lt_land_use_set_choice (self->land, &choice);
  assert_rows (self, "T-5");
  *choice.industry = '\0';
  choice.at_least_mu = 20;
  lt_land_use_set_choice (self->land, &choice);
  lt_session_set_district (self->session, NULL);
  assert_rows (self, "T-2 T-3 T-1 T-4 T-6");
  lt_session_set_chain (self->session, 1);
  assert_rows (self, "");
  assert_map_alike (self);
}

static void
test_breaks (Fixture *self, gconstpointer data)
{
  LtLandResult *result;
  LtLandChoice choice;

  settle (self);
  lt_land_use_show (self->land, LT_LAND_INDICATOR, LT_INDICATOR_FAR);
  result = settle (self);
  g_assert_cmpint (result->mode, ==, LT_BREAKS_RULE);
  g_assert_cmpuint (result->n_breaks, ==, 5);
  g_assert_cmpfloat (result->breaks[0], ==, 0.5);
  g_assert_cmpfloat (result->breaks[4], ==, 1.0);
  g_assert_cmpstr (result->looks[1].title, ==, "< 0.5");
  g_assert_cmpstr (result->looks[2].title, ==, "0.5 – 0.6");
  g_assert_cmpstr (result->looks[6].title, ==, "≥ 1");
  g_assert_cmpuint (result->sums[0].count, ==, 1);
  g_assert_cmpuint (result->sums[6].count, ==, 1);
  lt_land_use_set_class_hidden (self->land, 6, TRUE);
  settle (self);
  assert_map_alike (self);
  g_assert_cmpuint (lt_land_use_get_result (self->land)->n, ==, 5);
  lt_land_use_move_break (self->land, 4, 0.72);
  result = settle (self);
  g_assert_cmpuint (result->sums[6].count, ==, 1);
  g_assert_cmpfloat_with_epsilon (result->breaks[4], 0.8, 1e-9);
  choice = *lt_land_use_get_choice (self->land);
  choice.own_breaks = FALSE;
  choice.mode = LT_BREAKS_EQUAL;
  lt_land_use_set_choice (self->land, &choice);
  result = settle (self);
  g_assert_cmpuint (result->n_breaks, ==, LT_LAND_CLASSES - 1);
  assert_map_alike (self);
}

/* Of the file nothing changes; only what is said of it. */
static void
test_what_if (Fixture *self, gconstpointer data)
{
  g_autoptr (LtRecord) record = NULL;
  LtLandResult *result = settle (self);
  LtLandChoice choice;

  lt_land_use_set_what_if_value (self->land, result->judgement->subjects->ids[1], LT_INPUT_FLOOR_AREA_M2,
                                 14000);
  result = settle (self);
  g_assert_cmpuint (result->changed, ==, 1);
  g_assert_cmpuint (result->changes[LT_VERDICT_FAIL][LT_VERDICT_PASS], ==, 1);
  g_assert_cmpint (lt_land_result_get_verdict_before (result, 1), ==, LT_VERDICT_FAIL);
  choice = *lt_land_use_get_choice (self->land);
  choice.only_changed = TRUE;
  lt_land_use_set_choice (self->land, &choice);
  assert_rows (self, "T-2");
  assert_map_alike (self);
  lt_land_use_clear_what_if (self->land);
  result = settle (self);
  g_assert_cmpuint (result->n, ==, 6);
  g_assert_cmpuint (result->verdicts[LT_VERDICT_FAIL].count, ==, 2);
  g_assert_null (result->before);
}

static void
choose_rules (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = lt_rule_set_find (name, &error);

  g_assert_no_error (error);
  lt_land_use_set_rules (self->land, rules);
}

static void
test_rules (Fixture *self, gconstpointer data)
{
  LtLandResult *result;

  settle (self);
  choose_rules (self, "per-mu-below-rank");
  result = settle (self);
  g_assert_cmpint (lt_land_use_get_kind (self->land), ==, LT_KIND_ENTERPRISE);
  g_assert_cmpint (result->choice.show, ==, LT_LAND_GRADE);
  g_assert_cmpuint (result->judgement->subjects->n, ==, 27);
  choose_rules (self, "idle-land");
  result = settle (self);
  g_assert_cmpuint (result->verdicts[LT_VERDICT_MISSING].count, ==, 6);
}

/* Enterprises below scale of 30 mu that pay 1 … 20 万元 of tax: 5 A, 9 B, 5 C, 1 D. */
static LtSubjects *
make_payers (void)
{
  LtSubjects *subjects = lt_subjects_new (LT_SUBJECT_ENTERPRISE, 20);

  for (guint i = 0; i < 20; i++)
    {
      guint index = lt_subjects_add (subjects, i + 1);

      lt_subjects_set_input (subjects, index, LT_INPUT_AREA_M2, 20000);
      lt_subjects_set_input (subjects, index, LT_INPUT_REVENUE_WAN, 900);
      lt_subjects_set_input (subjects, index, LT_INPUT_TAX_WAN, i + 1);
    }
  return subjects;
}

/* Who climbs in the ranks pushes others down. */
static void
test_grades_what_if (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = lt_rule_set_find ("per-mu-below-rank", &error);
  g_autoptr (LtSubjects) subjects = make_payers (), changed = lt_subjects_copy (subjects);
  g_autoptr (LtJudgement) before = lt_judgement_new (rules, subjects, 1);
  g_autoptr (LtJudgement) after = NULL;
  g_autoptr (LtLandResult) result = NULL;
  LtLandChoice choice = { .show = LT_LAND_GRADE, .at_least_mu = (double) NAN, .under_mu = (double) NAN };

  g_assert_no_error (error);
  /* From rank 20 to rank 1: the last of A, of B and of C fall by a grade. */
  lt_subjects_set_input (changed, 0, LT_INPUT_TAX_WAN, 100);
  after = lt_judgement_new (rules, changed, 1);
  result = lt_land_result_new (after, before, NULL, NULL, &choice);
  g_assert_cmpint (lt_land_result_get_grade_before (result, 0), ==, 'D');
  g_assert_cmpint (lt_land_result_get_grade (result, 0), ==, 'A');
  g_assert_cmpuint (result->risen, ==, 1);
  g_assert_cmpuint (result->fallen, ==, 3);
  g_assert_cmpuint (result->changed, ==, 4);
}

static LtComparison *
compare (Fixture *self)
{
  LtComparer *comparer = lt_land_use_get_comparer (self->land);
  guint source;

  settle (self);
  source = g_timeout_add (PATIENCE_MS, give_up, NULL);
  /* Rows that are read once more meanwhile let it be forgotten. */
  for (lt_comparer_want (comparer); lt_comparer_get (comparer) == NULL; lt_comparer_want (comparer))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  return lt_comparer_get (comparer);
}

/* Side by side every rule set says what it says alone. */
static void
test_comparison (Fixture *self, gconstpointer data)
{
  LtComparison *comparison = compare (self);

  g_assert_cmpuint (comparison->n_sets, >=, 6);
  g_assert_true (lt_comparison_fits (comparison, settle (self)->judgement->subjects));
  g_assert_cmpint (lt_comparison_find (comparison, LT_SUBJECT_PARCEL, 0), ==, -1);
  lt_comparison_ref (comparison);
  for (guint i = 0; i < comparison->n_sets; i++)
    {
      const LtComparedSet *set = &comparison->sets[i];
      LtComparedCounts counts;
      LtLandResult *result;

      lt_land_use_set_rules (self->land, set->rules);
      result = settle (self);
      lt_comparison_count (comparison, i, NULL, 0, &counts);
      for (guint verdict = 0; verdict < LT_N_VERDICTS; verdict++)
        g_assert_cmpuint (counts.verdicts[verdict], ==, result->judgement->counts[verdict]);
      g_assert_cmpint (set->grades != NULL, ==, lt_judgement_has_grades (result->judgement));
      for (guint j = 0; j < result->judgement->subjects->n; j++)
        g_assert_cmpint (
            lt_comparison_find (comparison, set->rules->subject, result->judgement->subjects->ids[j]), ==, j);
    }
  lt_comparison_unref (comparison);
}

/* Which indicators fall short, and the counts of some of the rows. */
static void
test_compared_rows (Fixture *self, gconstpointer data)
{
  LtComparison *comparison = compare (self);
  guint32 some[] = { 1, 2, 99 };
  LtComparedCounts counts;

  g_assert_cmpstr (comparison->sets[0].rules->name, ==, "control-2008");
  g_assert_cmpuint (comparison->sets[0].fails[0], ==, 0);
  g_assert_cmpuint (comparison->sets[0].fails[1], ==, 1u << LT_INDICATOR_FAR);
  lt_comparison_count (comparison, 0, some, G_N_ELEMENTS (some), &counts);
  g_assert_cmpuint (counts.verdicts[LT_VERDICT_FAIL], ==, 2);
  g_assert_cmpuint (counts.verdicts[LT_VERDICT_PASS], ==, 0);
  /* A what-if is no part of it, and another year is another comparison. */
  lt_land_use_set_what_if_value (self->land, settle (self)->judgement->subjects->ids[1],
                                 LT_INPUT_FLOOR_AREA_M2, 14000);
  g_assert_true (compare (self) == comparison);
  lt_land_use_set_year (self->land, 2024);
  g_assert_null (lt_comparer_get (lt_land_use_get_comparer (self->land)));
  compare (self);
}

static void
count (gpointer number)
{
  (*(guint *) number)++;
}

static void
count_message (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_assert_cmpint (level & G_LOG_LEVEL_MASK, ==, G_LOG_LEVEL_MESSAGE);
  count (data);
}

/* One that cannot be made is said once, and no other is begun until somebody wants it. */
static void
test_failed_comparison (Fixture *self, gconstpointer data)
{
  g_autoptr (LtComparer) comparer = lt_comparer_new ();
  guint source = g_timeout_add (PATIENCE_MS, give_up, NULL), changed = 0, said = 0;
  GLogFunc usual;

  settle (self);
  lt_comparer_set_source (comparer, self->workspace, 0);
  g_signal_connect_swapped (comparer, "changed", G_CALLBACK (count), &changed);
  lt_workspace_close (self->workspace);
  usual = g_log_set_default_handler (count_message, &said);
  for (guint i = 1; i <= 2; i++)
    {
      lt_comparer_want (comparer);
      while (said < i)
        g_main_context_iteration (NULL, TRUE);
      g_assert_null (lt_comparer_get (comparer));
      g_assert_cmpuint (changed, ==, 0);
    }
  g_log_set_default_handler (usual, NULL);
  g_source_remove (source);
}

/* Whoever hears that there is no comparison any more can see that land use is at work. */
static void
note_forgotten (LtComparer *comparer, Fixture *self)
{
  g_assert_null (lt_comparer_get (comparer));
  g_assert_true (lt_land_use_is_busy (self->land));
  self->forgotten++;
}

static void
test_comparison_waits (Fixture *self, gconstpointer data)
{
  LtComparer *comparer = lt_land_use_get_comparer (self->land);
  g_autoptr (LtSnapshot) snapshot = NULL;
  gulong handler;

  compare (self);
  snapshot = lt_snapshot_ref (lt_session_get_snapshot (self->session));
  handler = g_signal_connect (comparer, "changed", G_CALLBACK (note_forgotten), self);
  lt_land_use_set_year (self->land, 2024);
  g_assert_cmpuint (self->forgotten, ==, 1);
  g_signal_handler_disconnect (comparer, handler);
  lt_land_use_set_snapshot (self->land, NULL);
  settle (self);
  handler = g_signal_connect (comparer, "changed", G_CALLBACK (note_forgotten), self);
  lt_land_use_set_snapshot (self->land, snapshot);
  g_assert_cmpuint (self->forgotten, ==, 2);
  g_signal_handler_disconnect (comparer, handler);
}

static void
test_cancelled_comparison (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) sets = lt_comparer_load_rules ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (lt_comparison_new (self->workspace, sets, 0, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/land-use/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("verdicts", test_verdicts);
  ADD ("filters", test_filters);
  ADD ("breaks", test_breaks);
  ADD ("what-if", test_what_if);
  ADD ("rules", test_rules);
  g_test_add_func ("/land-use/grades-what-if", test_grades_what_if);
  ADD ("comparison", test_comparison);
  ADD ("compared-rows", test_compared_rows);
  ADD ("failed-comparison", test_failed_comparison);
  ADD ("comparison-waits", test_comparison_waits);
  ADD ("cancelled-comparison", test_cancelled_comparison);
  return g_test_run ();
}
