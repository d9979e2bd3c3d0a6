#include "judge-cases.h"

#include <math.h>

#include "lt-day.h"

GPtrArray *
judge_cases_read (const char *file, GStrv *header)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "judge", file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  *header = g_strsplit (lines[0], ",", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));
  return rows;
}

static gboolean
set_input (LtSubjects *subjects, guint index, const char *column, const char *text)
{
  double value = g_ascii_strtod (text, NULL);

  for (guint i = 0; i < LT_N_QUANTITIES; i++)
    {
      if (strcmp (lt_input_get_name ((LtInput) i), column) != 0)
        continue;
      lt_subjects_set_input (subjects, index, (LtInput) i,
                             lt_input_is_date ((LtInput) i) ? lt_day_parse (text) : value);
      return TRUE;
    }
  for (guint i = 0; i < LT_N_INDICATORS; i++)
    {
      if (g_strcmp0 (lt_indicator_get_agreed_column ((LtIndicator) i), column) != 0)
        continue;
      lt_subjects_set_agreed (subjects, index, (LtIndicator) i, value);
      return TRUE;
    }
  return FALSE;
}

static void
set_attribute (LtSubjects *subjects, guint index, const char *column, double value)
{
  if (strcmp (column, "land_grade") == 0)
    lt_subjects_set_land_grade (subjects, index, (gint64) value);
  else if (strcmp (column, "tenant") == 0)
    lt_subjects_set_tenant (subjects, index);
  else
    g_assert_true (g_str_has_prefix (column, "industry_"));
}

LtSubjects *
judge_cases_load (LtSubject kind, GPtrArray *names)
{
  g_auto (GStrv) header = NULL;
  g_autoptr (GPtrArray) rows
      = judge_cases_read (kind == LT_SUBJECT_PARCEL ? "parcels.csv" : "enterprises.csv", &header);
  /* Too little room at first, so that the columns have to grow. */
  LtSubjects *subjects = lt_subjects_new (kind, 3);

  subjects->as_of = lt_day_parse ("2025-12-31");
  for (guint i = 0; i < rows->len; i++)
    {
      const char *const *row = g_ptr_array_index (rows, i);
      guint index = lt_subjects_add (subjects, 100 + i);
      const char *code = NULL;
      guint edition = 0;

      g_ptr_array_add (names, g_strdup (row[0]));
      for (guint j = 1; header[j] != NULL; j++)
        {
          if (*row[j] == '\0')
            continue;
          code = strcmp (header[j], "industry_code") == 0 ? row[j] : code;
          edition = strcmp (header[j], "industry_edition") == 0 ? (guint) atoi (row[j]) : edition;
          if (!set_input (subjects, index, header[j], row[j]))
            set_attribute (subjects, index, header[j], g_ascii_strtod (row[j], NULL));
        }
      lt_subjects_set_industry (subjects, index, code, edition);
    }
  return subjects;
}
