#include "lt-credit-code.h"

#include <string.h>

static void
test_published (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "credit-code-vectors.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], ",", 3);
      /* "format-only" rows promise the form alone; this one's check digit holds as well. */
      gboolean valid = strcmp (row[1], "invalid") != 0 && strchr (row[0], ' ') == NULL;

      if (lt_credit_code_is_valid (row[0]) != valid)
        g_error ("%s should be %s", row[0], row[1]);
    }
  g_assert_cmpuint (n, ==, 212);
}

static void
test_domain (void)
{
  g_assert_true (lt_credit_code_is_valid ("91512081MA62K0260E"));
  g_assert_true (lt_credit_code_is_valid ("91440606568256340P"));
  g_assert_false (lt_credit_code_is_valid ("91350100M000100Y4Z"));
  g_assert_false (lt_credit_code_is_valid (""));
  g_assert_false (lt_credit_code_is_valid ("91512081ma62k0260e"));
  g_assert_false (lt_credit_code_is_valid ("91512081MA62K0260E "));
  g_assert_false (lt_credit_code_is_valid ("91512081MA62K0260EE"));
  g_assert_false (lt_credit_code_is_valid ("９１512081MA62K0260E"));
}

/* The weights catch any one wrong character and any two neighbours that changed places. */
static void
test_slips (void)
{
  static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  char code[] = "91512081MA62K0260E";

  for (guint i = 0; i < 18; i++)
    {
      char right = code[i];

      for (guint j = 0; j < 31; j++)
        {
          code[i] = characters[j];
          g_assert_true (lt_credit_code_is_valid (code) == (code[i] == right));
        }
      code[i] = right;
      if (i == 17 || code[i] == code[i + 1])
        continue;
      code[i] = code[i + 1];
      code[i + 1] = right;
      g_assert_false (lt_credit_code_is_valid (code));
      code[i + 1] = code[i];
      code[i] = right;
    }
}

static void
test_damaged (void)
{
  g_assert_true (lt_credit_code_is_damaged ("9.15E+17"));
  g_assert_true (lt_credit_code_is_damaged ("9.13305E+17"));
  g_assert_true (lt_credit_code_is_damaged (" 9E17 "));
  g_assert_true (lt_credit_code_is_damaged ("9.15e+17"));
  g_assert_false (lt_credit_code_is_damaged (""));
  g_assert_false (lt_credit_code_is_damaged ("91512081MA62K0260E"));
  g_assert_false (lt_credit_code_is_damaged ("121200004013590816"));
  g_assert_false (lt_credit_code_is_damaged ("330522-0117"));
  g_assert_true (lt_credit_code_is_damaged ("9E+17\n"));
  g_assert_false (lt_credit_code_is_damaged ("E17"));
  g_assert_false (lt_credit_code_is_damaged ("9.E17"));
  g_assert_false (lt_credit_code_is_damaged ("9.15E"));
  g_assert_false (lt_credit_code_is_damaged ("9.15E+"));
  g_assert_false (lt_credit_code_is_damaged ("9.15E-17"));
  g_assert_false (lt_credit_code_is_damaged ("9.15E+17A"));
  g_assert_false (lt_credit_code_is_damaged ("91.5E+16"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credit-code/published", test_published);
  g_test_add_func ("/credit-code/domain", test_domain);
  g_test_add_func ("/credit-code/slips", test_slips);
  g_test_add_func ("/credit-code/damaged", test_damaged);
  return g_test_run ();
}
