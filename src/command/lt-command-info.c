#include "config.h"

#include "lt-command-private.h"

#include <glib/gi18n-lib.h>

#include "lt-language.h"
#include "lt-unit.h"

static gboolean as_json;

static const GOptionEntry options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
  { NULL },
};

static void
add_catalogue (JsonBuilder *builder, LtCatalogue *catalogue)
{
  json_builder_set_member_name (builder, "catalogue");
  json_builder_begin_object (builder);
  lt_command_add_string (builder, "name", lt_catalogue_get_value (catalogue, "name"));
  lt_command_add_string (builder, "edition", lt_catalogue_get_value (catalogue, "edition"));
  lt_command_add_string (builder, "date", lt_catalogue_get_value (catalogue, "date"));
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "targets");
  json_builder_begin_object (builder);
  lt_command_add_double (builder, "sum_yi", lt_catalogue_get_sum_yi (catalogue));
  lt_command_add_double (builder, "plan_yi", lt_catalogue_get_plan_yi (catalogue));
  json_builder_end_object (builder);
}

static void
add_extent (JsonBuilder *builder, const LtBox *box)
{
  json_builder_set_member_name (builder, "extent");
  if (lt_box_is_empty (box))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, box->west);
  json_builder_add_double_value (builder, box->south);
  json_builder_add_double_value (builder, box->east);
  json_builder_add_double_value (builder, box->north);
  json_builder_end_array (builder);
}

static void
add_years (JsonBuilder *builder, GArray *years)
{
  json_builder_set_member_name (builder, "years");
  json_builder_begin_array (builder);
  for (guint i = 0; years != NULL && i < years->len; i++)
    json_builder_add_int_value (builder, g_array_index (years, int, i));
  json_builder_end_array (builder);
}

static void
print_json (LtWorkspace *workspace, LtCatalogue *catalogue, const LtInfo *info)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *path = g_filename_display_name (lt_workspace_get_path (workspace));

  json_builder_begin_object (builder);
  lt_command_add_string (builder, "path", path);
  json_builder_set_member_name (builder, "read_only");
  json_builder_add_boolean_value (builder, lt_workspace_is_read_only (workspace));
  lt_command_add_integer (builder, "schema_version", info->schema_version);
  add_catalogue (builder, catalogue);
  lt_command_add_integer (builder, "chains", info->chains);
  lt_command_add_integer (builder, "segments", info->segments);
  for (guint i = 0; i < LT_N_KINDS; i++)
    lt_command_add_integer (builder, lt_kind_get_name ((LtKind) i), info->counts[i]);
  add_extent (builder, &info->extent);
  add_years (builder, info->years);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

static char *
format_extent (const LtBox *box)
{
  g_autofree char *corner = NULL;
  g_autofree char *opposite = NULL;

  if (lt_box_is_empty (box))
    return g_strdup (_ ("not recorded"));

  corner = lt_unit_format_degrees (box->west, box->south);
  opposite = lt_unit_format_degrees (box->east, box->north);

  return g_strdup_printf ("%s – %s", corner, opposite);
}

static char *
format_years (GArray *years)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; years != NULL && i < years->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "", g_array_index (years, int, i));
  if (text->len == 0)
    g_string_assign (text, _ ("not recorded"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Money of chains is in 亿元, which is 10,000 万元. */
static void
print_target (const char *label, double yi)
{
  g_autofree char *text = lt_unit_format_money (yi * 10000.0);

  lt_command_print_row (label, text);
}

/* A plan that bears no date has a note that says so. */
static const char *
get_date (LtCatalogue *catalogue)
{
  const char *date = lt_catalogue_get_value (catalogue, "date");

  if (date == NULL)
    date = lt_catalogue_get_text (catalogue, "date_note");
  return date != NULL ? date : _ ("not recorded");
}

static void
print_table (LtWorkspace *workspace, LtCatalogue *catalogue, const LtInfo *info)
{
  g_autofree char *schema = g_strdup_printf ("%d", info->schema_version);
  g_autofree char *extent = format_extent (&info->extent);
  g_autofree char *years = format_years (info->years);
  g_autofree char *path = g_filename_display_name (lt_workspace_get_path (workspace));

  lt_command_print_row (_ ("Workspace"), path);
  if (lt_workspace_is_read_only (workspace))
    lt_command_print_row (_ ("Read-only"), lt_workspace_get_read_only_reason (workspace));
  lt_command_print_row (_ ("Catalogue"), lt_catalogue_get_label (catalogue));
  lt_command_print_row (_ ("Date"), get_date (catalogue));
  lt_command_print_count (_ ("Chains"), info->chains);
  lt_command_print_count (_ ("Segments"), info->segments);
  for (guint i = 0; i < LT_N_KINDS; i++)
    lt_command_print_count (lt_kind_get_title ((LtKind) i), info->counts[i]);
  print_target (_ ("Sum of targets"), lt_catalogue_get_sum_yi (catalogue));
  print_target (_ ("The plan's total"), lt_catalogue_get_plan_yi (catalogue));
  lt_command_print_row (_ ("Extent"), extent);
  lt_command_print_row (_ ("Years"), years);
  lt_command_print_row (_ ("Schema version"), schema);
}

static int
run (char **arguments)
{
  GError *error = NULL;
  g_autoptr (LtWorkspace) workspace = lt_workspace_open (arguments[0], &error);
  g_autoptr (LtCatalogue) catalogue = NULL;
  LtInfo *info;

  if (workspace == NULL)
    return lt_command_fail (error);
  info = lt_workspace_get_info (workspace, &error);
  if (info == NULL)
    return lt_command_fail (error);

  catalogue = lt_workspace_get_catalogue (workspace);
  if (as_json)
    print_json (workspace, catalogue, info);
  else
    print_table (workspace, catalogue, info);
  lt_info_free (info);
  lt_workspace_close (workspace);

  return LT_EXIT_DONE;
}

const LtCommand lt_info_command = {
  .name = "info",
  .arguments = "WORKSPACE",
  .summary = N_ ("Tell what a workspace holds"),
  .options = options,
  .run = run,
};
