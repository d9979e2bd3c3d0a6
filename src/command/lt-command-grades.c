#include "config.h"

#include "lt-command-grades.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
lt_command_is_grades (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (i % 2 == 0 ? !g_ascii_isupper (text[i]) : text[i] != ',')
      return FALSE;
  return length % 2 == 1;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gboolean
add_parcels (LtWorkspace *workspace, gint64 enterprise, int year, GHashTable *ids, GError **error)
{
  g_autoptr (GPtrArray) occupants
      = lt_judging_load_occupants (workspace, LT_SUBJECT_ENTERPRISE, enterprise, year, error);

  for (guint i = 0; occupants != NULL && i < occupants->len; i++)
    {
      const LtOccupant *occupant = g_ptr_array_index (occupants, i);

      g_hash_table_add (ids, g_memdup2 (&occupant->parcel_id, sizeof occupant->parcel_id));
    }
  return occupants != NULL;
}

static GArray *
collect (
    LtWorkspace *workspace, LtKind kind, const LtJudgement *judgement, const char *grades, GError **error)
{
  const LtSubjects *subjects = judgement->subjects;
  gboolean through = kind == LT_KIND_PARCEL && subjects->kind == LT_SUBJECT_ENTERPRISE;
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < subjects->n; i++)
    {
      if (judgement->grades[i] == '\0' || strchr (grades, judgement->grades[i]) == NULL)
        continue;
      if (!through)
        g_hash_table_add (found, g_memdup2 (&subjects->ids[i], sizeof (gint64)));
      else if (!add_parcels (workspace, subjects->ids[i], subjects->year, found, error))
        return NULL;
    }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
  g_array_sort (ids, compare_ids);
  return g_steal_pointer (&ids);
}

GArray *
lt_command_find_graded (LtWorkspace *workspace,
                        LtKind kind,
                        const char *grades,
                        const char *rules,
                        int year,
                        LtCommandGrading *grading,
                        GError **error)
{
  g_autoptr (LtRuleSet) set = lt_rule_set_find (rules != NULL ? rules : LT_DEFAULT_GRADING_RULES, error);
  LtSubjectsFilter filter = { .year = year };
  g_autoptr (LtSubjects) subjects = NULL;
  g_autoptr (LtJudgement) judgement = NULL;

  if (set == NULL)
    return NULL;
  filter.kind = set->subject;
  subjects = lt_judging_load_subjects (workspace, &filter, error);
  if (subjects == NULL)
    return NULL;
  judgement = lt_command_judge (set, subjects, NULL);
  if (lt_judgement_has_grades (judgement)
      && (set->subject == LT_SUBJECT_ENTERPRISE || kind == LT_KIND_PARCEL))
    {
      *grading = (LtCommandGrading){ lt_rule_set_ref (set), subjects->year };
      return collect (workspace, kind, judgement, grades, error);
    }
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("The rule set “%s” gives no grades to these rows: name another with --rules."), set->name);
  return NULL;
}
