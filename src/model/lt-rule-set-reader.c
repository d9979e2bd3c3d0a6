#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-rule-set-private.h"

#define MAX_GRADE 15
#define MAX_GRADE_LETTERS 26

/* Where the reader is, so that an error can name the place. Once `error` is set, everything fails. */
typedef struct
{
  const char *file;
  GString *place; /* "groups[0].rules[1]" */
  GError **error;
} Reader;

static gboolean
fail (Reader *self, const char *key, const char *problem)
{
  g_autofree char *place = key == NULL             ? g_strdup (self->place->str)
                           : self->place->len == 0 ? g_strdup (key)
                                                   : g_strdup_printf ("%s.%s", self->place->str, key);

  /* Translators: a file, a place in it, and what is wrong there */
  g_set_error (self->error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s”, %s: %s."), self->file, place, problem);
  return FALSE;
}

static gsize
enter (Reader *self, const char *key, guint index)
{
  gsize length = self->place->len;

  g_string_append_printf (self->place, "%s%s[%u]", length > 0 ? "." : "", key, index);
  return length;
}

/* A key that nobody reads is a slip of the pen that would go unnoticed. */
static gboolean
check_keys (Reader *self, JsonObject *object, const char *const *known)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_strv_contains (known, l->data))
        return fail (self, l->data, _ ("there is no such key"));
    }
  return TRUE;
}

/* The member, NULL when it is absent or null. */
static JsonNode *
get_node (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_text (Reader *self, JsonObject *object, const char *key, char **text)
{
  JsonNode *node = get_node (object, key);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (self, key, _ ("must be text in quotation marks"));
  *text = json_node_dup_string (node);
  return TRUE;
}

static gboolean
need_text (Reader *self, JsonObject *object, const char *key, char **text)
{
  if (!read_text (self, object, key, text))
    return FALSE;
  return (*text != NULL && **text != '\0') || fail (self, key, _ ("is missing"));
}

static gboolean
read_number (Reader *self, JsonObject *object, const char *key, double *number)
{
  JsonNode *node = get_node (object, key);
  GType type;

  if (node == NULL)
    return TRUE;
  type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return fail (self, key, _ ("must be a number"));
  *number = json_node_get_double (node);
  return TRUE;
}

static gboolean
read_positive (Reader *self, JsonObject *object, const char *key, double *number)
{
  if (!read_number (self, object, key, number))
    return FALSE;
  return isnan (*number) || *number > 0 || fail (self, key, _ ("must be above zero"));
}

static gboolean
read_boolean (Reader *self, JsonObject *object, const char *key, gboolean *boolean)
{
  JsonNode *node = get_node (object, key);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail (self, key, _ ("must be true or false"));
  *boolean = json_node_get_boolean (node);
  return TRUE;
}

/* One of some words, whose index it gives. */
static gboolean
read_word (Reader *self, JsonObject *object, const char *key, const char *const *words, guint *index)
{
  g_autofree char *word = NULL;
  g_autofree char *list = NULL;
  g_autofree char *problem = NULL;

  if (!read_text (self, object, key, &word))
    return FALSE;
  if (word == NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (strcmp (words[i], word) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  list = g_strjoinv (", ", (char **) words);
  problem = g_strdup_printf (_ ("must be one of %s"), list);
  return fail (self, key, problem);
}

typedef gboolean (*ReadItem) (Reader *self, JsonObject *object, gpointer data);

static gboolean
read_objects (Reader *self, JsonObject *object, const char *key, ReadItem read, gpointer data)
{
  JsonNode *node = get_node (object, key);
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (self, key, _ ("must be a list"));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize place = enter (self, key, i);
      JsonNode *item = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (item))
        return fail (self, NULL, _ ("must be an object in braces"));
      if (!read (self, json_node_get_object (item), data))
        return FALSE;
      g_string_truncate (self->place, place);
    }
  return TRUE;
}

/* --- cells --- */

typedef struct
{
  LtRule *rule;
  double factor;
  LtRuleSet *set;
} Cells;

static gboolean
is_code (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  return text[digits] == '\0' && digits >= 2 && digits <= 4;
}

/* Returns: (transfer full): a NULL-terminated list, of one NULL when the cell is for every industry. */
static gboolean
read_industries (Reader *self, JsonObject *object, GPtrArray *industries)
{
  JsonNode *node = get_node (object, "industries");
  JsonArray *array;

  if (node == NULL)
    {
      g_ptr_array_add (industries, NULL);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return fail (self, "industries", _ ("must be a list of industry codes"));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      const char *code = JSON_NODE_HOLDS_VALUE (item) ? json_node_get_string (item) : NULL;

      if (code == NULL || !is_code (code))
        return fail (self, "industries",
                     _ ("an industry code must be two to four digits in quotation marks"));
      g_ptr_array_add (industries, g_strdup (code));
    }
  return TRUE;
}

static gboolean
read_grades (Reader *self, JsonObject *object, GArray *grades)
{
  JsonNode *node = get_node (object, "grades");
  JsonArray *array;
  guint grade = 0;

  if (node == NULL)
    {
      g_array_append_val (grades, grade);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return fail (self, "grades", _ ("must be a list of land grades"));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      gint64 value = JSON_NODE_HOLDS_VALUE (item) ? json_node_get_int (item) : 0;

      if (value < 1 || value > MAX_GRADE)
        return fail (self, "grades", _ ("a land grade must be a whole number from 1 to 15"));
      grade = (guint) value;
      g_array_append_val (grades, grade);
    }
  return TRUE;
}

static void
add_cell (Cells *cells, const LtRuleCell *template, const char *industry, guint grade)
{
  LtRuleCell cell = {
    .industry = g_strdup (industry),
    .grade = grade,
    .value = template->value,
    .clause = g_strdup (template->clause),
    .source = g_strdup (template->source),
  };

  g_array_append_val (cells->rule->cells, cell);
  cells->rule->n_filled += isfinite (cell.value) ? 1 : 0;
}

static gboolean
check_cell (Reader *self, Cells *cells, const LtRuleCell *cell, GPtrArray *industries)
{
  if (isfinite (cell->value) && cell->source == NULL && cells->rule->source == NULL)
    return fail (self, "source", _ ("is missing: every value must say where it comes from"));
  if (g_ptr_array_index (industries, 0) != NULL && cells->set->industry_edition == 0)
    return fail (self, "industries", _ ("the rule set must say the industry_edition of its codes"));
  return TRUE;
}

static gboolean
read_cell (Reader *self, JsonObject *object, gpointer data)
{
  static const char *const keys[] = { "industries", "grades", "value", "clause", "source", "note", NULL };
  Cells *cells = data;
  LtRuleCell cell = { .value = NAN };
  g_autoptr (GPtrArray) industries = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) grades = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *clause = NULL;
  g_autofree char *source = NULL;

  if (!check_keys (self, object, keys) || !read_industries (self, object, industries)
      || !read_grades (self, object, grades) || !read_number (self, object, "value", &cell.value)
      || !read_text (self, object, "clause", &clause) || !read_text (self, object, "source", &source))
    return FALSE;
  cell.value *= cells->factor;
  cell.clause = clause;
  cell.source = source;
  if (!check_cell (self, cells, &cell, industries))
    return FALSE;
  for (guint i = 0; i < industries->len; i++)
    {
      for (guint j = 0; j < grades->len; j++)
        add_cell (cells, &cell, g_ptr_array_index (industries, i), g_array_index (grades, guint, j));
    }
  return TRUE;
}

/* --- rules --- */

typedef struct
{
  LtRuleSet *set;
  LtRuleGroup *group;
} Owner;

static gboolean
read_unit (Reader *self, JsonObject *object, LtIndicator indicator, double *factor)
{
  g_autofree char *unit = NULL;
  g_autofree char *problem = NULL;

  if (!need_text (self, object, "unit", &unit))
    return FALSE;
  *factor = lt_indicator_get_factor (indicator, unit);
  if (*factor > 0)
    return TRUE;
  problem = g_strdup_printf (_ ("“%s” is no unit of %s, which is counted in %s"), unit,
                             lt_indicator_get_title (indicator), lt_indicator_get_unit (indicator));
  return fail (self, "unit", problem);
}

static gboolean
read_score (Reader *self, JsonObject *object, LtRule *rule, double factor)
{
  static const char *const policies[] = { "missing", "average", NULL };
  guint policy = 0;

  if (!read_positive (self, object, "weight", &rule->weight)
      || !read_positive (self, object, "benchmark", &rule->benchmark)
      || !read_positive (self, object, "cap", &rule->cap)
      || !read_word (self, object, "when_missing", policies, &policy))
    return FALSE;
  rule->average_missing = policy == 1;
  rule->benchmark *= factor;
  if (isnan (rule->weight) != isnan (rule->benchmark))
    return fail (self, isnan (rule->weight) ? "weight" : "benchmark",
                 _ ("weight and benchmark belong together"));
  return isnan (rule->weight) || rule->source != NULL
         || fail (self, "source", _ ("is missing: every value must say where it comes from"));
}

static gboolean
read_indicator (Reader *self, JsonObject *object, LtIndicator *indicator)
{
  const char *names[LT_N_INDICATORS + 1] = { NULL };
  guint index = LT_N_INDICATORS;

  for (guint i = 0; i < LT_N_INDICATORS; i++)
    names[i] = lt_indicator_get_name ((LtIndicator) i);
  if (!read_word (self, object, "indicator", names, &index))
    return FALSE;
  *indicator = (LtIndicator) index;
  return index < LT_N_INDICATORS || fail (self, "indicator", _ ("is missing"));
}

static gboolean
is_there (LtRuleGroup *group, LtIndicator indicator)
{
  for (guint i = 0; i < group->rules->len; i++)
    {
      if (((LtRule *) g_ptr_array_index (group->rules, i))->indicator == indicator)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_rule (Reader *self, JsonObject *object, gpointer data)
{
  static const char *const keys[]
      = { "indicator", "bound", "mandatory", "unit",    "clause",       "source", "cells",         "weight",
          "cap",       "note",  "benchmark", "note_en", "when_missing", "severe", "severe_clause", NULL };
  static const char *const bounds[] = { "min", "max", "below", NULL };
  Owner *owner = data;
  LtIndicator indicator;
  guint bound = LT_BOUND_MIN;
  Cells cells = { .set = owner->set };
  LtRule *rule;

  if (!check_keys (self, object, keys) || !read_indicator (self, object, &indicator))
    return FALSE;
  if (is_there (owner->group, indicator))
    return fail (self, "indicator", _ ("the group has this indicator already"));
  rule = cells.rule = lt_rule_new (indicator);
  g_ptr_array_add (owner->group->rules, rule);
  rule->mandatory = TRUE;
  if (!read_word (self, object, "bound", bounds, &bound)
      || !read_boolean (self, object, "mandatory", &rule->mandatory)
      || !read_unit (self, object, indicator, &cells.factor)
      || !read_text (self, object, "clause", &rule->clause)
      || !read_text (self, object, "source", &rule->source) || !read_score (self, object, rule, cells.factor))
    return FALSE;
  rule->bound = (LtBound) bound;
  if (!read_number (self, object, "severe", &rule->severe)
      || !read_text (self, object, "severe_clause", &rule->severe_clause))
    return FALSE;
  if (isnan (rule->severe) != (rule->severe_clause == NULL))
    return fail (self, "severe", _ ("severe and severe_clause belong together"));
  rule->severe *= cells.factor;
  return read_objects (self, object, "cells", read_cell, &cells);
}

/* --- grades --- */

static gboolean
read_step (Reader *self, JsonObject *object, gpointer data)
{
  static const char *const keys[] = { "grade", "at_least", "share", NULL };
  LtRuleGroup *group = data;
  LtGradeStep step = { .limit = NAN };
  g_autofree char *grade = NULL;

  if (!check_keys (self, object, keys) || !need_text (self, object, "grade", &grade)
      || !read_number (self, object, group->method == LT_GRADING_SHARES ? "share" : "at_least", &step.limit))
    return FALSE;
  if (strlen (grade) != 1 || !g_ascii_isupper (grade[0]))
    return fail (self, "grade", _ ("must be one letter from A to Z"));
  step.grade = grade[0];
  g_array_append_val (group->steps, step);
  return group->steps->len <= MAX_GRADE_LETTERS || fail (self, NULL, _ ("there are too many grades"));
}

static gboolean
read_measure (Reader *self, JsonObject *object, LtRuleGroup *group)
{
  const char *names[LT_N_INDICATORS + 2] = { "score" };
  guint index = 0;

  for (guint i = 0; i < LT_N_INDICATORS; i++)
    names[i + 1] = lt_indicator_get_name ((LtIndicator) i);
  if (!read_word (self, object, "measure", names, &index))
    return FALSE;
  group->by_score = index == 0;
  group->measure = (LtIndicator) (index > 0 ? index - 1 : 0);
  return TRUE;
}

static gboolean
read_grading (Reader *self, JsonObject *object, LtRuleGroup *group)
{
  static const char *const keys[] = { "by", "measure", "steps", "source", "note", NULL };
  static const char *const methods[] = { "none", "limits", "shares", NULL };
  JsonNode *node = get_node (object, "grades");
  gsize place = self->place->len;
  guint method = 0;
  gboolean done;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, "grades", _ ("must be an object in braces"));
  g_string_append (self->place, ".grades");
  object = json_node_get_object (node);
  if (!check_keys (self, object, keys) || !read_word (self, object, "by", methods, &method))
    return FALSE;
  group->method = (LtGradingMethod) method;
  done = read_measure (self, object, group) && read_objects (self, object, "steps", read_step, group);
  g_string_truncate (self->place, done ? place : self->place->len);
  return done;
}

/* --- groups --- */

/* What a sale contract can agree is judged even where the general rules say nothing of it. */
static void
add_agreed (LtRuleGroup *group)
{
  for (guint i = 0; i < LT_N_INDICATORS; i++)
    {
      LtRule *rule;

      if (lt_indicator_get_agreed_column ((LtIndicator) i) == NULL || is_there (group, (LtIndicator) i))
        continue;
      rule = lt_rule_new ((LtIndicator) i);
      rule->mandatory = rule->only_agreed = TRUE;
      g_ptr_array_add (group->rules, rule);
    }
}

static gboolean
read_group (Reader *self, JsonObject *object, gpointer data)
{
  static const char *const keys[] = { "name",     "title",        "title_en", "scale",  "at_least_mu",
                                      "under_mu", "only_tenants", "rules",    "grades", NULL };
  static const char *const scales[] = { "any", "above", "below", NULL };
  LtRuleSet *set = data;
  LtRuleGroup *group = lt_rule_group_new ();
  Owner owner = { set, group };
  guint scale = 0;

  g_ptr_array_add (set->groups, group);
  if (!check_keys (self, object, keys) || !need_text (self, object, "name", &group->name)
      || !read_text (self, object, "title", &group->title)
      || !read_text (self, object, "title_en", &group->title_en)
      || !read_word (self, object, "scale", scales, &scale)
      || !read_positive (self, object, "at_least_mu", &group->at_least_mu)
      || !read_positive (self, object, "under_mu", &group->under_mu)
      || !read_boolean (self, object, "only_tenants", &group->only_tenants)
      || !read_objects (self, object, "rules", read_rule, &owner) || !read_grading (self, object, group))
    return FALSE;
  group->scale = (LtScale) scale;
  if (group->scale != LT_SCALE_ANY && isnan (set->above_scale_wan))
    return fail (self, "scale",
                 _ ("the rule set must say above_scale_wan, the revenue from which an "
                    "enterprise is above scale"));
  if (set->subject == LT_SUBJECT_PARCEL && set->judges_agreed)
    add_agreed (group);
  return TRUE;
}

/* --- the whole --- */

static gboolean
read_concordance (Reader *self, JsonObject *object, LtRuleSet *set)
{
  JsonNode *node = get_node (object, "concordance");
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, "concordance", _ ("must be an object in braces"));
  set->concordance = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &value))
    {
      const char *code = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;

      if (strlen (key) < 7 || key[4] != ':' || code == NULL || !is_code (code))
        return fail (self, "concordance", _ ("must pair codes like \"2017:38\" with codes like \"39\""));
      g_hash_table_insert (set->concordance, g_strdup (key), g_strdup (code));
    }
  return TRUE;
}

static gboolean
read_heading (Reader *self, JsonObject *object, LtRuleSet *set)
{
  static const char *const subjects[] = { "parcel", "enterprise", NULL };
  guint subject = LT_SUBJECT_PARCEL;
  double edition = 0;

  if (!need_text (self, object, "name", &set->name) || !need_text (self, object, "title", &set->title)
      || !read_text (self, object, "title_en", &set->title_en)
      || !need_text (self, object, "edition", &set->edition) || !read_text (self, object, "date", &set->date)
      || !need_text (self, object, "source", &set->source) || !read_text (self, object, "note", &set->note)
      || !read_text (self, object, "note_en", &set->note_en)
      || !read_boolean (self, object, "template", &set->is_template)
      || !read_boolean (self, object, "judges_agreed", &set->judges_agreed)
      || !read_word (self, object, "subject", subjects, &subject)
      || !read_number (self, object, "industry_edition", &edition)
      || !read_positive (self, object, "above_scale_wan", &set->above_scale_wan))
    return FALSE;
  set->subject = (LtSubject) subject;
  if (edition != 0 && (edition < 1984 || edition > 2100 || edition != floor (edition)))
    return fail (self, "industry_edition", _ ("must be the year of a GB/T 4754 edition, such as 2002"));
  set->industry_edition = (guint) edition;
  return TRUE;
}

static gboolean
read_set (Reader *self, JsonObject *object, LtRuleSet *set)
{
  static const char *const keys[] = {
    "name",        "title",   "title_en", "edition",       "date",   "source",           "note",
    "note_en",     "subject", "template", "judges_agreed", "groups", "industry_edition", "above_scale_wan",
    "concordance", NULL
  };

  if (!check_keys (self, object, keys) || !read_heading (self, object, set)
      || !read_concordance (self, object, set) || !read_objects (self, object, "groups", read_group, set))
    return FALSE;
  return set->groups->len > 0 || fail (self, "groups", _ ("is missing"));
}

LtRuleSet *
lt_rule_set_read_json (JsonNode *root, const char *file, GError **error)
{
  g_autoptr (LtRuleSet) set = lt_rule_set_new ();
  g_autoptr (GString) place = g_string_new (NULL);
  Reader reader = { .file = file, .place = place, .error = error };

  g_return_val_if_fail (file != NULL, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” is no rule set: it must be one JSON object."),
                   file);
      return NULL;
    }
  return read_set (&reader, json_node_get_object (root), set) ? g_steal_pointer (&set) : NULL;
}

LtRuleSet *
lt_rule_set_load (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) problem = NULL;
  g_autofree char *file = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_path_get_basename (path);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND, _ ("There is no file “%s”: check its name."), path);
      return NULL;
    }
  if (!json_parser_load_from_file (parser, path, &problem))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT, _ ("“%s” is no JSON file that can be read: %s"), file,
                   problem->message);
      return NULL;
    }
  return lt_rule_set_read_json (json_parser_get_root (parser), file, error);
}
