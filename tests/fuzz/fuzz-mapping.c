#include <glib.h>

#include "fuzz.h"
#include "lt-columns.h"
#include "lt-titles.h"

/* Titles, one a line; lines with = are what a person says about them. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 200);
  guint n = g_strv_length (lines);
  g_autofree LtSourceColumn *columns = g_new0 (LtSourceColumn, n + 1);
  LtTitles *titles = lt_titles_new ();

  for (guint i = 0; i < n; i++)
    columns[i].name = lt_titles_take (titles, lines[i]);
  for (guint kind = 0; kind < LT_N_TABLES; kind++)
    {
      const char *map[] = { n > 0 ? lines[0] : "", NULL };
      g_autoptr (GError) error = NULL;
      g_autofree LtColumn *matched = lt_columns_match (kind, "fuzz", columns, n, NULL, NULL, TRUE, NULL);
      g_autofree LtColumn *mapped = lt_columns_match (kind, "fuzz", columns, n, map, NULL, FALSE, &error);

      g_assert_true ((mapped == NULL) == (error != NULL));
    }
  for (guint i = 0; i < n; i++)
    g_free ((char *) columns[i].name);
  lt_titles_free (titles);

  return 0;
}
