#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-command-private.h"
#include "lt-history.h"

static char *object_text;
static gboolean as_json;

static const GOptionEntry options[] = {
  { "object", 0, 0, G_OPTION_ARG_STRING, &object_text,
    N_ ("Only what changed one row: “projects:12” by its row number in the file, else by its project number, "
        "credit code, parcel number, district code or name"),
    N_ ("KIND:ID") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
  { NULL },
};

static const char *const state_names[] = { "done", "undone", "dropped" };
static const char *const kind_names[] = { "added", "changed", "deleted" };

/* --- which object --- */

static gboolean
is_it (LtRecord *record, const char *word)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      if ((fields[i].flags & (LT_FIELD_KEY | LT_FIELD_REQUIRED)) != 0
          && g_strcmp0 (lt_record_get_text (record, i), word) == 0)
        return TRUE;
    }
  return FALSE;
}

static gint64
find_by_word (LtWorkspace *workspace, LtKind kind, const char *word, GError **error)
{
  LtFilter filter = { .kind = kind, .text = word };
  g_autoptr (GArray) ids = lt_workspace_find (workspace, &filter, error);
  g_autoptr (GPtrArray) rows
      = ids != NULL
            ? lt_workspace_fetch (workspace, kind, (const gint64 *) (void *) ids->data, ids->len, error)
            : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      if (is_it (g_ptr_array_index (rows, i), word))
        return lt_record_get_id (g_ptr_array_index (rows, i));
    }
  return 0;
}

/* A number or code first, for that is what people have at hand; a row's number may be that of a deleted one.
 */
static gboolean
find_object (LtWorkspace *workspace, LtKind kind, const char *word, gint64 *id, GError **error)
{
  GError *problem = NULL;
  char *end;

  *id = find_by_word (workspace, kind, word, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (*id == 0)
    *id = g_ascii_strtoll (word, &end, 10);
  else
    end = (char *) "";
  if (*id > 0 && *end == '\0')
    return TRUE;
  g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
               _ ("There is no “%s” among the %s: check its number or code."), word,
               lt_kind_get_title (kind));
  return FALSE;
}

/* --- JSON --- */

static void
add_change (JsonBuilder *builder, const LtStepChange *change)
{
  json_builder_begin_object (builder);
  lt_command_add_string (builder, "kind", kind_names[change->kind]);
  lt_command_add_string (builder, "field", change->field);
  lt_command_add_string (builder, "title", change->title);
  lt_command_add_string (builder, "unit", change->unit);
  lt_command_add_string (builder, "from", change->from);
  lt_command_add_string (builder, "to", change->to);
  json_builder_end_object (builder);
}

static void
add_step (JsonBuilder *builder, const LtStep *step)
{
  json_builder_begin_object (builder);
  lt_command_add_integer (builder, "id", step->id);
  json_builder_set_member_name (builder, "parent");
  if (step->parent != 0)
    json_builder_add_int_value (builder, step->parent);
  else
    json_builder_add_null_value (builder);
  lt_command_add_string (builder, "at", step->at);
  lt_command_add_string (builder, "author", step->author);
  lt_command_add_string (builder, "title", step->title);
  lt_command_add_string (builder, "state", state_names[step->state]);
  json_builder_set_member_name (builder, "current");
  json_builder_add_boolean_value (builder, step->current);
  if (step->changes != NULL)
    {
      json_builder_set_member_name (builder, "changes");
      json_builder_begin_array (builder);
      for (guint i = 0; i < step->changes->len; i++)
        add_change (builder, g_ptr_array_index (step->changes, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_moves (JsonBuilder *builder, GPtrArray *moves)
{
  json_builder_set_member_name (builder, "moves");
  json_builder_begin_array (builder);
  for (guint i = 0; i < moves->len; i++)
    {
      const LtMove *move = g_ptr_array_index (moves, i);

      json_builder_begin_object (builder);
      lt_command_add_string (builder, "at", move->at);
      lt_command_add_string (builder, "author", move->author);
      lt_command_add_integer (builder, "from", move->from);
      lt_command_add_integer (builder, "to", move->to);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (GPtrArray *steps, GPtrArray *moves, LtKind kind, gint64 id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (id != 0)
    {
      json_builder_set_member_name (builder, "object");
      json_builder_begin_object (builder);
      lt_command_add_string (builder, "kind", lt_kind_get_name (kind));
      lt_command_add_integer (builder, "id", id);
      json_builder_end_object (builder);
    }
  lt_command_add_integer (builder, "count", steps->len);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    add_step (builder, g_ptr_array_index (steps, i));
  json_builder_end_array (builder);
  if (moves != NULL)
    add_moves (builder, moves);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

/* --- text --- */

static char *
format_time (const char *at)
{
  g_autoptr (GDateTime) time = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup (at != NULL ? at : "");
}

static void
print_change (const LtStepChange *change)
{
  const char *nothing = _ ("not recorded");
  g_autoptr (GString) text = g_string_new (change->title);
  g_autofree char *line = NULL;

  if (change->unit != NULL)
    g_string_append_printf (text, "（%s）", change->unit);
  g_string_append_printf (text, ": %s → %s", change->from != NULL ? change->from : nothing,
                          change->to != NULL ? change->to : nothing);
  line = lt_command_make_line (text->str);
  g_print ("    %s\n", line);
}

static void
print_text (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const LtStep *step = g_ptr_array_index (steps, i);
      g_autofree char *time = format_time (step->at);
      const char *state = step->state == LT_STEP_DONE     ? ""
                          : step->state == LT_STEP_UNDONE ? _ (" (undone)")
                                                          : _ (" (undone, then something else was done)");
      g_autofree char *text = g_strdup_printf ("%s  %s  %s%s", time,
                                               step->author != NULL ? step->author : "?", step->title, state);
      g_autofree char *line = lt_command_make_line (text);

      g_print ("%s %s\n", step->current ? "*" : " ", line);
      for (guint j = 0; step->changes != NULL && j < step->changes->len; j++)
        print_change (g_ptr_array_index (step->changes, j));
    }
}

static int
print_all (LtWorkspace *workspace)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) steps = lt_workspace_get_steps (workspace, 0, 0, &error);
  g_autoptr (GPtrArray) moves = steps != NULL ? lt_workspace_get_moves (workspace, 0, &error) : NULL;

  if (moves == NULL)
    return lt_command_fail (error);
  if (as_json)
    print_json (steps, moves, LT_KIND_PROJECT, 0);
  else
    print_text (steps);
  return LT_EXIT_DONE;
}

static int
print_object (LtWorkspace *workspace, LtKind kind, const char *word)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  gint64 id;

  if (!find_object (workspace, kind, word, &id, &error)
      || (steps = lt_workspace_get_history (workspace, lt_kind_get_name (kind), id, &error)) == NULL)
    return lt_command_fail (error);
  if (as_json)
    print_json (steps, NULL, kind, id);
  else
    print_text (steps);
  return LT_EXIT_DONE;
}

static int
run (char **arguments)
{
  g_auto (GStrv) parts = object_text != NULL ? g_strsplit (object_text, ":", 2) : NULL;
  g_autoptr (LtWorkspace) workspace = NULL;
  LtKind kind = LT_KIND_PROJECT;
  GError *error = NULL;
  int status;

  if (parts != NULL && (g_strv_length (parts) != 2 || parts[1][0] == '\0'))
    return lt_command_misuse ("history", _ ("“%s” is no KIND:ID"), object_text);
  if (parts != NULL && !lt_kind_from_name (parts[0], &kind))
    return lt_command_misuse ("history", _ ("there is no kind “%s”"), parts[0]);
  workspace = lt_workspace_open (arguments[0], &error);
  if (workspace == NULL)
    return lt_command_fail (error);
  status = parts != NULL ? print_object (workspace, kind, parts[1]) : print_all (workspace);
  lt_workspace_close (workspace);
  return status;
}

const LtCommand lt_history_command = {
  .name = "history",
  .arguments = "WORKSPACE",
  .summary = N_ ("Tell who changed what and when"),
  .details = N_ ("The newest step comes first; * marks the moment the workspace is at."),
  .options = options,
  .run = run,
};
