#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-command-private.h"
#include "lt-out-text.h"
#include "lt-stage.h"

#define ROWS_AT_A_TIME 2000
#define MAX_CHAINS 32

static char *stage_text;
static gboolean only_late;
static int chain;
static char *district_text;
static gboolean as_json;
static gboolean as_csv;

static const GOptionEntry options[] = {
  { "stage", 0, 0, G_OPTION_ARG_STRING, &stage_text,
    N_ ("Only projects at this stage: 签约, 开工, 竣工, 投产, 上规, 达产 or 未签约; also signed, started, "
        "completed, production, above-scale, capacity, none"),
    N_ ("STAGE") },
  { "late", 0, 0, G_OPTION_ARG_NONE, &only_late, N_ ("Only projects that are late (五未)"), NULL },
  { "chain", 0, 0, G_OPTION_ARG_INT, &chain, N_ ("Only rows of this chain"), N_ ("N") },
  { "district", 0, 0, G_OPTION_ARG_STRING, &district_text, N_ ("Only this district, by code or name"),
    N_ ("CODE") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
  { "csv", 0, 0, G_OPTION_ARG_NONE, &as_csv, N_ ("Print as CSV"), NULL },
  { NULL }
};

typedef struct
{
  LtKind kind;
  const LtField *fields;
  guint n_fields;
  LtCatalogue *catalogue;
  char *today;
  gboolean by_stage;
  LtStage stage;
  GPtrArray *rows; /* LtRecord, those that are printed */
} List;

static void
list_clear (List *self)
{
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

/* --- which rows --- */

static gboolean
passes (List *self, LtRecord *record)
{
  LtStageDates dates;
  LtLate late;

  if (self->kind != LT_KIND_PROJECT)
    return TRUE;
  lt_stage_read_dates (record, &dates);
  return (!self->by_stage || lt_stage_of (&dates, self->today) == self->stage)
         && (!only_late || lt_stage_is_late (&dates, self->today, &late));
}

static gboolean
read_rows (List *self, LtWorkspace *workspace, const LtFilter *filter, GError **error)
{
  g_autoptr (GArray) ids = lt_workspace_find (workspace, filter, error);

  for (guint from = 0; ids != NULL && from < ids->len; from += ROWS_AT_A_TIME)
    {
      guint n = MIN (ROWS_AT_A_TIME, ids->len - from);
      g_autoptr (GPtrArray) rows
          = lt_workspace_fetch (workspace, self->kind, &g_array_index (ids, gint64, from), n, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        {
          if (passes (self, g_ptr_array_index (rows, i)))
            g_ptr_array_add (self->rows, g_object_ref (g_ptr_array_index (rows, i)));
        }
    }
  return ids != NULL;
}

static gboolean
find_position (LtRecord *record, double *x, double *y)
{
  LtGeometry *geometry = lt_record_get_geometry (record);

  if (geometry == NULL)
    return FALSE;
  lt_geometry_label_point (geometry, 1e-5, x, y);
  return TRUE;
}

/* --- JSON --- */

static void
add_chains (JsonBuilder *builder, LtRecord *record, const char *name)
{
  guint numbers[MAX_CHAINS];
  guint n = lt_record_get_chains (record, numbers, MAX_CHAINS);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (builder, numbers[i]);
  json_builder_end_array (builder);
}

static void
add_field (JsonBuilder *builder, LtRecord *record, const LtField *field, guint index)
{
  double number = NAN;

  if (field->type == LT_FIELD_CHAINS)
    add_chains (builder, record, field->name);
  else if (field->type != LT_FIELD_INTEGER && field->type != LT_FIELD_NUMBER)
    lt_command_add_string (builder, field->name, lt_record_get_text (record, index));
  else if (field->type == LT_FIELD_INTEGER && lt_record_get_number (record, index, &number))
    lt_command_add_integer (builder, field->name, (gint64) llround (number));
  else
    {
      lt_record_get_number (record, index, &number);
      lt_command_add_double (builder, field->name, number);
    }
}

/* The five names are the field's own words, whatever the language: "签约未开工". */
static void
add_late (JsonBuilder *builder, const LtStageDates *dates, const LtLate *late)
{
  g_autofree char *kind = g_strdup_printf ("%s未%s", lt_stage_get_chinese (late->stage),
                                           lt_stage_get_chinese (late->stage + 1));

  json_builder_set_member_name (builder, "late");
  json_builder_begin_object (builder);
  lt_command_add_string (builder, "kind", kind);
  lt_command_add_integer (builder, "days", late->days);
  lt_command_add_string (builder, "due", lt_stage_get_name (late->due));
  lt_command_add_string (builder, "planned", dates->planned[late->due]);
  json_builder_end_object (builder);
}

static void
add_stage (JsonBuilder *builder, List *self, LtRecord *record)
{
  LtStageDates dates;
  LtStage stage;
  LtLate late;

  lt_stage_read_dates (record, &dates);
  stage = lt_stage_of (&dates, self->today);
  lt_command_add_string (builder, "stage", lt_stage_get_name (stage));
  lt_command_add_string (builder, "stage_zh", lt_stage_get_chinese (stage));
  if (lt_stage_is_late (&dates, self->today, &late))
    add_late (builder, &dates, &late);
  else
    lt_command_add_string (builder, "late", NULL);
}

static void
add_row (JsonBuilder *builder, List *self, LtRecord *record)
{
  double x = NAN, y = NAN;

  json_builder_begin_object (builder);
  lt_command_add_integer (builder, "id", lt_record_get_id (record));
  for (guint i = 0; i < self->n_fields; i++)
    add_field (builder, record, &self->fields[i], i);
  if (self->kind == LT_KIND_PROJECT)
    add_stage (builder, self, record);
  find_position (record, &x, &y);
  lt_command_add_double (builder, "longitude", x);
  lt_command_add_double (builder, "latitude", y);
  json_builder_end_object (builder);
}

static void
print_json (List *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lt_command_add_string (builder, "kind", lt_kind_get_name (self->kind));
  lt_command_add_integer (builder, "count", self->rows->len);
  if (self->kind == LT_KIND_PROJECT)
    lt_command_add_string (builder, "today", self->today);
  json_builder_set_member_name (builder, lt_kind_get_name (self->kind));
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->rows->len; i++)
    add_row (builder, self, g_ptr_array_index (self->rows, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

/* --- CSV --- */

/* Each cell ends with a comma; the line's last one is taken away. */
static void
append_cell (GString *line, const char *text)
{
  if (text != NULL)
    lt_out_csv (line, text);
  g_string_append_c (line, ',');
}

static void
append_number (GString *line, gboolean known, double value, const char *format)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (known)
    g_ascii_formatd (text, sizeof text, format, value);
  g_string_append_printf (line, "%s,", text);
}

static void
print_line (GString *line)
{
  g_string_truncate (line, line->len - 1);
  g_string_append (line, "\r\n");
  lt_command_print (line->str);
  g_string_truncate (line, 0);
}

/* Column names, not titles: they are the same in each language and mean their fields on import. */
static void
print_csv_header (List *self)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->n_fields; i++)
    append_cell (line, self->fields[i].name);
  if (self->kind == LT_KIND_PROJECT)
    {
      append_cell (line, "stage");
      append_cell (line, "late");
      append_cell (line, "late_days");
    }
  append_cell (line, "longitude");
  append_cell (line, "latitude");
  print_line (line);
}

static void
append_stage (GString *line, List *self, LtRecord *record)
{
  LtStageDates dates;
  LtLate late;
  gboolean is_late;

  lt_stage_read_dates (record, &dates);
  is_late = lt_stage_is_late (&dates, self->today, &late);
  append_cell (line, lt_stage_get_title (lt_stage_of (&dates, self->today)));
  append_cell (line, is_late ? lt_stage_get_late_title (late.stage) : "");
  append_number (line, is_late, late.days, "%.0f");
}

static void
print_csv (List *self)
{
  print_csv_header (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      LtRecord *record = g_ptr_array_index (self->rows, i);
      g_autoptr (GString) line = g_string_new (NULL);
      double x = 0, y = 0, number = 0;
      gboolean placed;

      for (guint j = 0; j < self->n_fields; j++)
        {
          if (self->fields[j].type != LT_FIELD_INTEGER && self->fields[j].type != LT_FIELD_NUMBER)
            append_cell (line, lt_record_get_text (record, j));
          else
            {
              gboolean known = lt_record_get_number (record, j, &number);

              append_number (line, known, number, "%.15g");
            }
        }
      if (self->kind == LT_KIND_PROJECT)
        append_stage (line, self, record);
      placed = find_position (record, &x, &y);
      append_number (line, placed, x, "%.9g");
      append_number (line, placed, y, "%.9g");
      print_line (line);
    }
}

/* --- text --- */

static void
print_project (List *self, LtRecord *record)
{
  const char *name = lt_record_peek (record, "name");
  g_autofree char *label = lt_command_make_line (name != NULL ? name : "?");
  g_autofree char *days = NULL;
  LtStageDates dates;
  LtStage stage;
  LtLate late;

  lt_stage_read_dates (record, &dates);
  stage = lt_stage_of (&dates, self->today);
  if (lt_stage_is_late (&dates, self->today, &late))
    days = g_strdup_printf (ngettext ("%s · %u day overdue", "%s · %u days overdue", late.days),
                            lt_stage_get_late_title (late.stage), late.days);
  lt_command_print_row (label, days != NULL ? days : lt_stage_get_title (stage));
}

static void
print_row (List *self, LtRecord *record)
{
  const char *name = lt_record_peek (record, "name");
  const char *code = lt_record_get_text (record, 0);
  g_autofree char *label = lt_command_make_line (name != NULL ? name : "—");
  g_autofree char *value = lt_command_make_line (code != NULL ? code : "—");

  lt_command_print_row (label, value);
}

static void
print_text (List *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (self->kind == LT_KIND_PROJECT)
        print_project (self, g_ptr_array_index (self->rows, i));
      else
        print_row (self, g_ptr_array_index (self->rows, i));
    }
  lt_command_print_count (lt_kind_get_title (self->kind), self->rows->len);
}

/* --- the command --- */

static int
check_options (List *self, const char *kind)
{
  if (!lt_kind_from_name (kind, &self->kind))
    return lt_command_misuse ("list", _ ("there is no kind “%s”"), kind);
  if (stage_text != NULL && !lt_stage_from_name (stage_text, &self->stage))
    return lt_command_misuse ("list", _ ("there is no stage “%s”"), stage_text);
  if (self->kind != LT_KIND_PROJECT && (stage_text != NULL || only_late))
    return lt_command_misuse ("list", _ ("only projects have a stage"));
  if (as_json && as_csv)
    return lt_command_misuse ("list", _ ("“--json” and “--csv” exclude each other"));
  if (chain < 0)
    return lt_command_misuse ("list", _ ("there is no chain %d"), chain);
  self->by_stage = stage_text != NULL;
  return LT_EXIT_DONE;
}

static gboolean
make_filter (List *self, LtFilter *filter, GError **error)
{
  LtDistrict *district = NULL;

  filter->kind = self->kind;
  filter->chain = (guint) chain;
  if (chain > 0 && lt_catalogue_get_chain (self->catalogue, (guint) chain) == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("The catalogue has no chain %d: choose another one."), chain);
      return FALSE;
    }
  if (district_text == NULL)
    return TRUE;
  district = lt_catalogue_get_district (self->catalogue, district_text);
  if (district == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("The catalogue has no district “%s”: give its code or name."), district_text);
      return FALSE;
    }
  filter->district = lt_district_get_code (district);
  return TRUE;
}

static int
run (char **arguments)
{
  g_auto (List) list = { 0 };
  g_autoptr (LtWorkspace) workspace = NULL;
  GError *error = NULL;
  LtFilter filter = { 0 };
  int status = check_options (&list, arguments[1]);

  if (status != LT_EXIT_DONE)
    return status;
  workspace = lt_workspace_open (arguments[0], &error);
  if (workspace == NULL)
    return lt_command_fail (error);
  list.catalogue = lt_workspace_get_catalogue (workspace);
  list.fields = lt_fields_get (list.kind, &list.n_fields);
  list.today = lt_stage_get_today ();
  list.rows = g_ptr_array_new_with_free_func (g_object_unref);
  if (!make_filter (&list, &filter, &error) || !read_rows (&list, workspace, &filter, &error))
    return lt_command_fail (error);
  if (as_json)
    print_json (&list);
  else if (as_csv)
    print_csv (&list);
  else
    print_text (&list);
  lt_workspace_close (workspace);
  return LT_EXIT_DONE;
}

const LtCommand lt_list_command = {
  .name = "list",
  .arguments = "WORKSPACE KIND",
  .summary = N_ ("List rows, projects by stage and lateness"),
  .details = N_ ("KIND: enterprises parcels projects districts. Lateness is as of today, against the planned "
                 "date of the next stage."),
  .options = options,
  .run = run,
};
