#include "config.h"

#include "lt-rule-draft.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-language.h"
#include "lt-rule-set-private.h"

/* A cell, and where its figure stands. */
typedef struct
{
  LtDraftCell cell;
  JsonObject *object;
  const char *member;
} Place;

struct _LtRuleDraft
{
  char *name;
  JsonNode *root;
  GPtrArray *places; /* Place */
  gboolean own;
  gboolean changed;
};

static void
free_place (gpointer data)
{
  Place *place = data;

  g_free (place->cell.title);
  g_free (place->cell.whom);
  g_free (place);
}

void
lt_rule_draft_free (LtRuleDraft *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->places);
  json_node_unref (self->root);
  g_free (self->name);
  g_free (self);
}

/* --- what is in it; the reader has checked all of it --- */

static double
get_number (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static char *
describe_whom (JsonObject *cell)
{
  JsonArray *industries = get_array (cell, "industries"), *grades = get_array (cell, "grades");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < get_length (industries); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", json_array_get_string_element (industries, i));
  for (guint i = 0; i < get_length (grades); i++)
    {
      g_autofree char *grade = g_strdup_printf (_ ("land grade %d"),
                                                (int) CLAMP (json_array_get_int_element (grades, i), 0, 99));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", grade);
    }
  return g_string_free (text, text->len == 0);
}

static Place *
add (LtRuleDraft *self, LtDraftKind kind, const char *group, JsonObject *object, const char *member)
{
  Place *place = g_new0 (Place, 1);

  place->object = object;
  place->member = member;
  place->cell.kind = kind;
  place->cell.group = group;
  place->cell.value = get_number (object, member);
  place->cell.source = get_text (object, "source");
  g_ptr_array_add (self->places, place);
  return place;
}

static void
add_rule (LtRuleDraft *self, const char *group, JsonObject *rule)
{
  static const struct
  {
    LtDraftKind kind;
    const char *member;
  } scores[]
      = { { LT_DRAFT_WEIGHT, "weight" }, { LT_DRAFT_BENCHMARK, "benchmark" }, { LT_DRAFT_CAP, "cap" } };
  LtIndicator indicator = LT_INDICATOR_FAR;
  const char *source = get_text (rule, "source");
  JsonArray *cells = get_array (rule, "cells");

  lt_indicator_from_name (get_text (rule, "indicator"), &indicator);
  for (guint i = 0; i < get_length (cells); i++)
    {
      JsonObject *object = json_array_get_object_element (cells, i);
      Place *place = add (self, LT_DRAFT_STANDARD, group, object, "value");

      place->cell.title = g_strdup (lt_indicator_get_title (indicator));
      place->cell.whom = describe_whom (object);
      place->cell.unit = get_text (rule, "unit");
      place->cell.source = place->cell.source != NULL ? place->cell.source : source;
    }
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      Place *place;

      if (isnan (get_number (rule, "weight")))
        continue;
      place = add (self, scores[i].kind, group, rule, scores[i].member);
      place->cell.title = g_strdup (lt_indicator_get_title (indicator));
      place->cell.unit = scores[i].kind == LT_DRAFT_BENCHMARK ? get_text (rule, "unit") : NULL;
    }
}

static void
add_grades (LtRuleDraft *self, const char *group, JsonObject *grades)
{
  gboolean shares = g_strcmp0 (get_text (grades, "by"), "shares") == 0;
  JsonArray *steps = get_array (grades, "steps");

  for (guint i = 0; i < get_length (steps); i++)
    {
      JsonObject *object = json_array_get_object_element (steps, i);
      const char *member = shares ? "share" : "at_least";
      Place *place;

      if (isnan (get_number (object, member)))
        continue;
      place = add (self, shares ? LT_DRAFT_SHARE : LT_DRAFT_LIMIT, group, object, member);
      place->cell.title = g_strdup_printf (_ ("Grade %c"), *get_text (object, "grade"));
      place->cell.source = get_text (grades, "source");
    }
}

static void
add_group (LtRuleDraft *self, JsonObject *object)
{
  const char *title = lt_language_pick (get_text (object, "title"), get_text (object, "title_en"));
  const char *group = title != NULL ? title : get_text (object, "name");
  JsonArray *rules = get_array (object, "rules");
  JsonNode *grades = json_object_get_member (object, "grades");

  for (guint i = 0; i < get_length (rules); i++)
    add_rule (self, group, json_array_get_object_element (rules, i));
  if (grades != NULL && JSON_NODE_HOLDS_OBJECT (grades))
    add_grades (self, group, json_node_get_object (grades));
}

static JsonNode *
load (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (LtRuleSet) checked = lt_rule_set_load (path, error);

  if (checked == NULL || !json_parser_load_from_file (parser, path, error))
    return NULL;
  return json_parser_steal_root (parser);
}

LtRuleDraft *
lt_rule_draft_open (const char *name, GError **error)
{
  g_autoptr (LtRuleSet) found = NULL;
  g_autofree char *path = NULL;
  JsonNode *root;
  LtRuleDraft *self;
  JsonArray *groups;
  gboolean own;

  g_return_val_if_fail (name != NULL, NULL);

  path = lt_rule_set_locate (name, &own);
  if (path == NULL)
    {
      found = lt_rule_set_find (name, error);
      return NULL;
    }
  root = load (path, error);
  if (root == NULL)
    return NULL;
  self = g_new0 (LtRuleDraft, 1);
  self->name = g_strdup (name);
  self->root = root;
  self->own = own;
  self->places = g_ptr_array_new_with_free_func (free_place);
  groups = get_array (json_node_get_object (root), "groups");
  for (guint i = 0; i < get_length (groups); i++)
    add_group (self, json_array_get_object_element (groups, i));
  return self;
}

const char *
lt_rule_draft_get_name (const LtRuleDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

gboolean
lt_rule_draft_is_own (const LtRuleDraft *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->own;
}

gboolean
lt_rule_draft_is_changed (const LtRuleDraft *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->changed;
}

guint
lt_rule_draft_get_n_cells (const LtRuleDraft *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->places->len;
}

static Place *
get_place (const LtRuleDraft *self, guint index)
{
  return g_ptr_array_index (self->places, index);
}

const LtDraftCell *
lt_rule_draft_get_cell (const LtRuleDraft *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->places->len, NULL);

  return &get_place (self, index)->cell;
}

/* --- changing it --- */

void
lt_rule_draft_set_value (LtRuleDraft *self, guint index, double value)
{
  Place *place;

  g_return_if_fail (self != NULL && index < self->places->len);

  place = get_place (self, index);
  if (isfinite (value))
    json_object_set_double_member (place->object, place->member, value);
  else
    json_object_set_null_member (place->object, place->member);
  place->cell.value = isfinite (value) ? value : NAN;
  place->cell.is_changed = self->changed = TRUE;
}

void
lt_rule_draft_set_source (LtRuleDraft *self, guint index, const char *source)
{
  Place *place;

  g_return_if_fail (self != NULL && index < self->places->len);

  place = get_place (self, index);
  /* The steps of grades have one source for all. */
  if (place->cell.kind == LT_DRAFT_LIMIT || place->cell.kind == LT_DRAFT_SHARE)
    return;
  json_object_set_string_member (place->object, "source", source);
  place->cell.source = get_text (place->object, "source");
  place->cell.is_changed = self->changed = TRUE;
}

LtRuleSet *
lt_rule_draft_build (const LtRuleDraft *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return lt_rule_set_read_json (self->root, self->name, error);
}

/* --- keeping it --- */

static gboolean
check_name (const char *name, GError **error)
{
  gsize length
      = name != NULL ? strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") : 0;

  if (length > 0 && length < 64 && name[length] == '\0')
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
               _ ("“%s” can't be the name of a rule set: use up to 63 letters, digits, “-” and “_”."),
               name != NULL ? name : "");
  return FALSE;
}

static gboolean
write_set (JsonNode *root, const char *name, gboolean overwrite, GError **error)
{
  g_autofree char *folder = lt_rule_set_get_own_folder ();
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *there = lt_rule_set_locate (name, NULL);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;

  if (there != NULL && !overwrite)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_EXISTS,
                   _ ("There is a rule set “%s” already: choose another name."), name);
      return FALSE;
    }
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  if (g_mkdir_with_parents (folder, 0755) == 0 && g_file_set_contents (path, text, -1, &problem))
    return TRUE;
  if (problem == NULL)
    g_set_error (&problem, G_FILE_ERROR, G_FILE_ERROR_ACCES, "%s", folder);
  lt_error_set_unwritable (error, path, problem);
  return FALSE;
}

gboolean
lt_rule_draft_save (LtRuleDraft *self, const char *name, const char *title, GError **error)
{
  g_autoptr (LtRuleSet) checked = NULL;
  JsonObject *object;

  g_return_val_if_fail (self != NULL && title != NULL, FALSE);

  checked = check_name (name, error) ? lt_rule_draft_build (self, error) : NULL;
  if (checked == NULL)
    return FALSE;
  object = json_node_get_object (self->root);
  if (strcmp (title, lt_rule_set_get_label (checked)) != 0)
    {
      json_object_set_string_member (object, "title", title);
      json_object_remove_member (object, "title_en");
    }
  json_object_set_string_member (object, "name", name);
  if (!write_set (self->root, name, self->own && strcmp (name, self->name) == 0, error))
    return FALSE;
  g_free (self->name);
  self->name = g_strdup (name);
  self->own = TRUE;
  self->changed = FALSE;
  return TRUE;
}

char *
lt_rule_draft_import (const char *path, GError **error)
{
  g_autoptr (LtRuleSet) checked = lt_rule_set_load (path, error);
  JsonNode *root;
  gboolean done;

  if (checked == NULL || !check_name (checked->name, error))
    return NULL;
  root = load (path, error);
  if (root == NULL)
    return NULL;
  done = write_set (root, checked->name, FALSE, error);
  json_node_unref (root);
  return done ? g_strdup (checked->name) : NULL;
}
