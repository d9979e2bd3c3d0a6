#include <glib/gstdio.h>
#include <math.h>

#include "lt-outline.h"
#include "lt-parcel-sheet.h"

/* A square of a thousandth of a degree, 20,000 m² by what is stated, with too little floor. */
static LtParcelSheet *
make_sheet (void)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  g_autoptr (LtRecord) record = lt_record_new (LT_KIND_PARCEL);
  g_autoptr (LtSubjects) subjects = lt_subjects_new (LT_SUBJECT_PARCEL, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRuleSet) rules = lt_rule_set_find ("control-2008", &error);
  g_autoptr (LtJudgement) judgement = NULL;
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  guint index = lt_subjects_add (subjects, 1);

  g_assert_no_error (error);
  lt_geometry_builder_add_point (builder, 120.1, 30.8);
  lt_geometry_builder_add_point (builder, 120.101, 30.8);
  lt_geometry_builder_add_point (builder, 120.101, 30.801);
  lt_geometry_builder_add_point (builder, 120.1, 30.801);
  lt_geometry_builder_end_ring (builder, TRUE);
  lt_record_take_geometry (record, lt_geometry_builder_end (builder));
  lt_record_set_text (record, (guint) lt_fields_find (LT_KIND_PARCEL, "number"), "T-1");
  lt_subjects_set_input (subjects, index, LT_INPUT_AREA_M2, 20000);
  lt_subjects_set_input (subjects, index, LT_INPUT_FLOOR_AREA_M2, 9000);
  lt_subjects_set_industry (subjects, index, "39", 2002);
  judgement = lt_judgement_new (rules, subjects, 1);
  return lt_parcel_sheet_new (record, NULL, judgement, index, nobody);
}

static void
test_files (void)
{
  static const struct
  {
    const char *name;
    const char *start;
  } cases[] = { { "a.pdf", "%PDF" }, { "a.png", "\x89PNG" }, { "a.svg", "<?xml" } };
  g_autofree char *folder = g_dir_make_tmp ("liantu-sheet-XXXXXX", NULL);
  g_autoptr (LtParcelSheet) sheet = make_sheet ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (lt_parcel_sheet_write (sheet, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_str_has_prefix (text, cases[i].start));
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_errors (void)
{
  g_autoptr (LtParcelSheet) sheet = make_sheet ();
  g_autoptr (GError) error = NULL;

  g_assert_false (lt_parcel_sheet_write (sheet, "/nowhere/a.doc", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (lt_parcel_sheet_write (sheet, "/nowhere/a.pdf", &error));
  g_assert_error (error, LT_ERROR, LT_ERROR_IO);
}

/* A degree of latitude at 30°N is 110,852 m, one of longitude 96,486 m (GRS 80 tables). */
static void
test_lengths (void)
{
  g_assert_cmpfloat_with_epsilon (lt_outline_get_length (120, 30, 120, 30.01, 30), 1108.52, 0.05);
  g_assert_cmpfloat_with_epsilon (lt_outline_get_length (120, 30, 120.01, 30, 30), 964.86, 0.05);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parcel-sheet/files", test_files);
  g_test_add_func ("/parcel-sheet/errors", test_errors);
  g_test_add_func ("/parcel-sheet/lengths", test_lengths);
  return g_test_run ();
}
