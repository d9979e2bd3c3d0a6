#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lt-command-grades.h"
#include "lt-export.h"
#include "lt-rules.h"

static gboolean as_json;
static char *crs_text;
static int chain;
static char *district_text;
static char *grades;
static char *rules_name;
static int year;
static char *fields_text;
static char *titles;
static char *encoding;

static const GOptionEntry options[]
    = { { "crs", 0, 0, G_OPTION_ARG_STRING, &crs_text,
          N_ ("Coordinate system: EPSG:4326, 4490, 4528, 4549 or another CGCS2000 zone, gcj02, bd09"),
          N_ ("CRS") },
        { "chain", 0, 0, G_OPTION_ARG_INT, &chain, N_ ("Only this chain's rows, by its number"), N_ ("N") },
        { "district", 0, 0, G_OPTION_ARG_STRING, &district_text, N_ ("Only this district, by code or name"),
          N_ ("CODE") },
        { "grade", 0, 0, G_OPTION_ARG_STRING, &grades,
          N_ ("Only enterprises of these grades, or their parcels"), N_ ("A,B") },
        { "rules", 0, 0, G_OPTION_ARG_STRING, &rules_name,
          N_ ("Rule set that grades (default per-mu-below-rank) or is written, by name or a JSON file"),
          N_ ("NAME") },
        { "year", 0, 0, G_OPTION_ARG_INT, &year,
          N_ ("Year of figures (default all), or of those that grade (default the last)"), N_ ("YEAR") },
        { "fields", 0, 0, G_OPTION_ARG_STRING, &fields_text,
          N_ ("Only these columns (default all); wkt is the outlines in .xlsx and .csv"), N_ ("NAME,NAME") },
        { "titles", 0, 0, G_OPTION_ARG_STRING, &titles,
          N_ ("Column titles in Chinese (zh, the default) or as field names (names)"), "zh|names" },
        { "encoding", 0, 0, G_OPTION_ARG_STRING, &encoding,
          N_ ("Of CSV, Shapefile and 国土TXT: utf-8 or gb18030"), N_ ("NAME") },
        { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object"), NULL },
        { NULL } };

/* Wrong usage that the parser can't see. Returns LT_EXIT_DONE when there is none. */
static int
read_options (LtExportOptions *wanted, LtExportFormat format)
{
  const char *problem;

  if (crs_text != NULL && !lt_crs_from_name (crs_text, &wanted->crs))
    return lt_command_misuse ("export",
                              _ ("--crs must be EPSG:4326, EPSG:4490, a CGCS2000 zone such as EPSG:4528 or "
                                 "EPSG:4549, gcj02 or bd09, not “%s”"),
                              crs_text);
  problem = lt_export_format_check (format, wanted->filter.kind, &wanted->crs);
  if (problem != NULL)
    return lt_command_misuse ("export", "%s", problem);
  if (chain < 0)
    return lt_command_misuse ("export", _ ("--chain must be a chain's number, not %d"), chain);
  if (titles != NULL && strcmp (titles, "zh") != 0 && strcmp (titles, "names") != 0)
    return lt_command_misuse ("export", _ ("--titles must be zh or names, not “%s”"), titles);
  if (encoding != NULL && g_ascii_strcasecmp (encoding, "utf-8") != 0
      && g_ascii_strcasecmp (encoding, "gb18030") != 0)
    return lt_command_misuse ("export", _ ("--encoding must be utf-8 or gb18030, not “%s”"), encoding);
  if (!lt_command_is_year (year))
    return lt_command_misuse ("export", _ ("--year must be a year such as 2025, not %d"), year);
  if (grades != NULL && !lt_command_is_grades (grades))
    return lt_command_misuse ("export", _ ("--grade must be letters such as A,B, not “%s”"), grades);
  if (year != 0 && grades == NULL && wanted->filter.kind != LT_KIND_FIGURE)
    return lt_command_misuse ("export", _ ("--year goes with figures or with --grade"));
  if (grades != NULL && wanted->filter.kind != LT_KIND_ENTERPRISE && wanted->filter.kind != LT_KIND_PARCEL)
    return lt_command_misuse ("export", _ ("only enterprises and parcels have grades"));

  wanted->filter.year = wanted->filter.kind == LT_KIND_FIGURE ? year : 0;
  wanted->chinese = g_strcmp0 (titles, "names") != 0;
  wanted->encoding = encoding == NULL                                ? LT_EXPORT_ENCODING_USUAL
                     : g_ascii_strcasecmp (encoding, "gb18030") == 0 ? LT_EXPORT_ENCODING_GB18030
                                                                     : LT_EXPORT_ENCODING_UTF8;
  return LT_EXIT_DONE;
}

static gboolean
find_place (LtWorkspace *workspace, LtFilter *filter, GError **error)
{
  g_autoptr (LtCatalogue) catalogue = lt_workspace_get_catalogue (workspace);
  LtDistrict *district = district_text != NULL ? lt_catalogue_get_district (catalogue, district_text) : NULL;

  if (district_text != NULL && district == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("The catalogue has no district “%s”: give its code or its full name."), district_text);
      return FALSE;
    }
  if (chain > 0 && lt_catalogue_get_chain (catalogue, (guint) chain) == NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_NOT_FOUND,
                   _ ("The catalogue has no chain %d: give one of its numbers."), chain);
      return FALSE;
    }
  filter->chain = (guint) chain;
  filter->district = district != NULL ? g_intern_string (lt_district_get_code (district)) : NULL;
  return TRUE;
}

/* The rows of `sorted` (ascending) that the filter passes too, in the filter's order. */
static GArray *
intersect (LtWorkspace *workspace, const LtFilter *filter, GArray *sorted, GError **error)
{
  g_autoptr (GArray) passed = NULL;
  GArray *both;

  if (filter->chain == 0 && filter->district == NULL)
    return g_array_ref (sorted);
  passed = lt_workspace_find (workspace, filter, error);
  if (passed == NULL)
    return NULL;
  both = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < passed->len; i++)
    {
      gint64 id = g_array_index (passed, gint64, i);
      guint low = 0, high = sorted->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (sorted, gint64, middle) < id)
            low = middle + 1;
          else
            high = middle;
        }
      if (low < sorted->len && g_array_index (sorted, gint64, low) == id)
        g_array_append_val (both, id);
    }
  return both;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The districts that are functional zones. */
static GArray *
find_zones (LtWorkspace *workspace, GError **error)
{
  LtFilter all = { .kind = LT_KIND_DISTRICT };
  g_autoptr (GArray) ids = lt_workspace_find (workspace, &all, error);
  g_autoptr (GPtrArray) rows = NULL;
  GArray *zones;

  if (ids == NULL)
    return NULL;
  rows = lt_workspace_fetch (workspace, LT_KIND_DISTRICT, (const gint64 *) (void *) ids->data, ids->len,
                             error);
  if (rows == NULL)
    return NULL;
  zones = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 id = lt_record_get_id (g_ptr_array_index (rows, i));

      if (g_strcmp0 (lt_record_peek (g_ptr_array_index (rows, i), "kind"), "zone") == 0)
        g_array_append_val (zones, id);
    }
  g_array_sort (zones, compare_ids);
  return zones;
}

static void
print_grading (const LtCommandGrading *grading)
{
  g_autofree char *when = grading->year != 0 ? g_strdup_printf (", %d", grading->year) : g_strdup ("");
  g_autofree char *text
      = g_strdup_printf ("%s (%s%s)", lt_rule_set_get_label (grading->rules), grading->rules->name, when);

  lt_command_print_row (_ ("Graded by"), text);
}

static void
print_report (const char *path,
              const char *format,
              const char *kind,
              gboolean has_place,
              const LtCommandGrading *grading,
              const LtExportReport *report)
{
  g_autofree char *seconds = g_strdup_printf ("%.1f", report->seconds);
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *crs = lt_crs_get_name (&report->crs);

  if (!as_json)
    {
      lt_command_print_count (_ ("Rows written"), report->written);
      if (grading->rules != NULL)
        print_grading (grading);
      if (report->cut > 0)
        lt_command_print_count (_ ("Values shortened"), report->cut);
      if (report->outlines > 0)
        lt_command_print_count (_ ("Outlines left out"), report->outlines);
      lt_command_print_row (_ ("Seconds"), seconds);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lt_command_add_string (builder, "file", path);
  lt_command_add_string (builder, "format", format);
  lt_command_add_string (builder, "kind", kind);
  lt_command_add_string (builder, "crs", has_place ? crs : NULL);
  if (grading->rules != NULL)
    {
      lt_command_add_string (builder, "graded_by", grading->rules->name);
      lt_command_add_integer (builder, "graded_year", grading->year);
    }
  lt_command_add_integer (builder, "written", report->written);
  lt_command_add_integer (builder, "cut", report->cut);
  lt_command_add_integer (builder, "outlines_left_out", report->outlines);
  lt_command_add_double (builder, "seconds", report->seconds);
  json_builder_end_object (builder);
  lt_command_print_json (builder);
}

static void
show_progress (double share, guint rows, gpointer data)
{
  fprintf (stderr, "\r%3d%%  %u", (int) (share * 100.0), rows);
}

static gboolean
export_rows (LtWorkspace *workspace,
             const char *path,
             LtExportFormat format,
             gboolean zones,
             LtExportOptions *wanted,
             LtCommandGrading *grading,
             LtExportReport *report,
             GError **error)
{
  gboolean progress = !as_json && isatty (STDERR_FILENO);
  g_auto (GStrv) fields = fields_text != NULL ? g_strsplit (fields_text, ",", -1) : NULL;
  g_autoptr (GArray) graded = NULL;
  g_autoptr (GArray) ids = NULL;
  gboolean done;

  if (!find_place (workspace, &wanted->filter, error))
    return FALSE;
  if (zones)
    {
      graded = find_zones (workspace, error);
      ids = graded != NULL ? intersect (workspace, &wanted->filter, graded, error) : NULL;
      if (ids == NULL)
        return FALSE;
    }
  else if (grades != NULL)
    {
      graded
          = lt_command_find_graded (workspace, wanted->filter.kind, grades, rules_name, year, grading, error);
      ids = graded != NULL ? intersect (workspace, &wanted->filter, graded, error) : NULL;
      if (ids == NULL)
        return FALSE;
    }
  wanted->ids = ids;
  wanted->fields = (const char *const *) fields;
  done = lt_export (workspace, path, format, wanted, progress ? show_progress : NULL, NULL, NULL, report,
                    error);
  wanted->ids = NULL;
  wanted->fields = NULL;
  if (progress)
    fprintf (stderr, "\r\033[K");
  return done;
}

/* Rule sets are files and not in the workspace, which only has to be one. */
static int
export_rules (char **arguments)
{
  GError *error = NULL;
  LtExportReport report = { .written = 1 };
  LtCommandGrading none = { NULL, 0 };
  g_autoptr (LtWorkspace) workspace = NULL;

  if (rules_name == NULL || !g_str_has_suffix (arguments[2], ".json"))
    return lt_command_misuse ("export",
                              _ ("rules are written into a .json file: say which with --rules NAME"));
  workspace = lt_workspace_open (arguments[0], &error);
  if (workspace == NULL)
    return lt_command_fail (error);
  lt_workspace_close (workspace);
  if (!lt_rules_export (rules_name, arguments[2], &error))
    return lt_command_fail (error);
  print_report (arguments[2], "json", arguments[1], FALSE, &none, &report);
  return LT_EXIT_DONE;
}

static int
export_kind (char **arguments, LtKind kind, gboolean zones)
{
  GError *error = NULL;
  LtExportOptions wanted = { .filter = { .kind = kind } };
  LtExportReport report;
  LtExportFormat format;
  g_autoptr (LtWorkspace) workspace = NULL;
  LtCommandGrading grading = { NULL, 0 };
  g_autoptr (LtRuleSet) rules = NULL;
  gboolean done;
  int status;

  if (!lt_export_format_from_path (arguments[2], &format, &error))
    {
      status = lt_command_misuse ("export", "%s", error->message);
      g_clear_error (&error);
      return status;
    }
  status = read_options (&wanted, format);
  if (status != LT_EXIT_DONE)
    return status;

  workspace = lt_workspace_open (arguments[0], &error);
  if (workspace == NULL)
    return lt_command_fail (error);
  done = export_rows (workspace, arguments[2], format, zones, &wanted, &grading, &report, &error);
  rules = grading.rules;
  lt_workspace_close (workspace);
  if (!done)
    return lt_command_fail (error);
  print_report (arguments[2], lt_export_format_get_name (format), arguments[1], kind < LT_N_KINDS, &grading,
                &report);
  return LT_EXIT_DONE;
}

static int
run (char **arguments)
{
  gboolean zones = strcmp (arguments[1], "zones") == 0;
  LtKind kind = LT_KIND_DISTRICT;

  if (strcmp (arguments[1], "rules") == 0)
    return export_rules (arguments);
  if (!zones && !lt_kind_from_table_name (arguments[1], &kind))
    return lt_command_misuse (
        "export",
        _ ("KIND must be enterprises, figures, parcels, occupancy, projects, districts, "
           "zones or rules, not “%s”"),
        arguments[1]);
  return export_kind (arguments, kind, zones);
}

const LtCommand lt_export_command = {
  .name = "export",
  .arguments = "WORKSPACE KIND FILE",
  .summary = N_ ("Write rows of a workspace into a file"),
  .details = N_ (
      "KIND is enterprises, figures, parcels, occupancy, projects, districts, zones or rules. The ending of "
      "FILE says the format: .xlsx, .csv (UTF-8 for Excel, or GB18030), .gpkg, .shp, .geojson, .kml or .txt "
      "(国土TXT); figures and occupancy go into .xlsx, .csv, .gpkg or .geojson, rules into .json. Outlines "
      "stand in the last column, WKT, of .xlsx and .csv; with --fields only where it names wkt. A file that "
      "is there is not overwritten. What is exported can be imported again, and rows that were not changed "
      "count as unchanged. --grade judges the rows by the rule set of --rules and keeps those grades; "
      "parcels have the grades of the enterprises on them."),
  .options = options,
  .run = run,
};
