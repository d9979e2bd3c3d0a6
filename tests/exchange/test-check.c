#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "lt-check.h"
#include "lt-exchange.h"
#include "lt-paths.h"
#include "test-data.h"

/* Each check of an import has its like over what is there, whoever wrote it. */

static char *folder;
static char *path;

static void
import_text (LtWorkspace *workspace, LtKind kind, const char *text)
{
  g_autofree char *file = test_data_write (folder, "made.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report
      = lt_exchange_import (workspace, kind, file, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->rejected, ==, 0);
}

#define RING(x) "POLYGON ((" x " 30.8,120.11 30.8,120.11 30.81,120.1 30.81," x " 30.8))"

/* They call functions that only programs for GeoPackages have. */
static void
drop_triggers (sqlite3 *db)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "SELECT name FROM sqlite_master WHERE type = 'trigger'", -1, &statement, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (sql, "DROP TRIGGER \"%s\";", (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_exec (db, sql->str, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* Two of each, without a fault; then what others do to it. */
static LtWorkspace *
make_workspace (const char *sql)
{
  g_autoptr (GError) error = NULL;
  LtWorkspace *workspace;
  sqlite3 *db;

  g_remove (path);
  workspace = lt_workspace_create (path, lt_paths_get_catalogue (), &error);
  g_assert_no_error (error);
  import_text (workspace, LT_KIND_ENTERPRISE, "fid,name,chains,staff\n1,甲,7,5\n2,乙,6,6\n");
  import_text (
      workspace, LT_KIND_PARCEL,
      "number,wkt\nP1,\"" RING ("120.1") "\"\nP2,\"POLYGON ((120.2 30.8,120.21 30.8,120.21 30.81,120.2 "
                                         "30.8))\"\n");
  import_text (workspace, LT_KIND_PROJECT, "number,name,chains\nJ1,一,7\nJ2,二,6\n");
  import_text (workspace, LT_KIND_FIGURE, "name,year,tax_wan\n甲,2025,1\n乙,2025,2\n");
  import_text (workspace, LT_KIND_OCCUPANCY, "name,parcel,area_m2\n甲,P1,1\n乙,P2,2\n");
  lt_workspace_close (workspace);
  g_object_unref (workspace);

  if (sql != NULL)
    {
      char *problem = NULL;

      g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
      drop_triggers (db);
      sqlite3_exec (db, sql, NULL, NULL, &problem);
      g_assert_cmpstr (problem, ==, NULL);
      sqlite3_close (db);
    }
  workspace = lt_workspace_open (path, &error);
  g_assert_no_error (error);
  return workspace;
}

static void
test_good (void)
{
  g_autoptr (LtWorkspace) workspace = make_workspace (NULL);

  for (guint kind = 0; kind < LT_N_TABLES; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LtImportReport) report = lt_check_workspace (workspace, kind, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (report->read, >=, 2);
      g_assert_cmpuint (report->n_issues, ==, 0);
    }
  lt_workspace_close (workspace);
}

typedef struct
{
  const char *name;
  LtKind kind;
  LtIssueKind issue;
  const char *field; /* NULL: any */
  const char *sql;
} Fault;

static const Fault faults[] = {
  { "text-in-integer", LT_KIND_ENTERPRISE, LT_ISSUE_NUMBER, "staff",
    "UPDATE enterprises SET staff = '１２人' WHERE name = '甲'" },
  { "half-in-integer", LT_KIND_ENTERPRISE, LT_ISSUE_NUMBER, "staff",
    "UPDATE enterprises SET staff = 2.5 WHERE name = '甲'" },
  { "bytes-in-text", LT_KIND_ENTERPRISE, LT_ISSUE_NUMBER, "note",
    "UPDATE enterprises SET note = x'0001' WHERE name = '甲'" },
  { "infinite", LT_KIND_PROJECT, LT_ISSUE_NUMBER, "investment_wan",
    "UPDATE projects SET investment_wan = 9e999 WHERE number = 'J1'" },
  { "damaged-code", LT_KIND_ENTERPRISE, LT_ISSUE_CODE, "credit_code",
    "UPDATE enterprises SET credit_code = '9.15E+17' WHERE name = '甲'" },
  { "check-digit", LT_KIND_ENTERPRISE, LT_ISSUE_CODE, "credit_code",
    "UPDATE enterprises SET credit_code = '91350100M000100Y4Z' WHERE name = '甲'" },
  { "date", LT_KIND_PROJECT, LT_ISSUE_DATE, "signed_on",
    "UPDATE projects SET signed_on = '去年' WHERE number = 'J1'" },
  { "district", LT_KIND_ENTERPRISE, LT_ISSUE_DISTRICT, "district",
    "UPDATE enterprises SET district = '440300' WHERE name = '甲'" },
  { "chain", LT_KIND_ENTERPRISE, LT_ISSUE_REFERENCE, "chains",
    "PRAGMA foreign_keys = OFF; UPDATE enterprise_chains SET chain = 29 WHERE "
    "enterprise_id = (SELECT fid FROM enterprises WHERE name = '甲')" },
  { "chain-of-project", LT_KIND_PROJECT, LT_ISSUE_REFERENCE, "chains",
    "UPDATE project_chains SET chain = 29 WHERE chain = 7" },
  { "missing-name", LT_KIND_PROJECT, LT_ISSUE_MISSING, "name",
    "UPDATE projects SET name = NULL WHERE number = 'J1'" },
  { "duplicate", LT_KIND_PARCEL, LT_ISSUE_DUPLICATE, "number",
    "UPDATE parcels SET number = 'P1' WHERE number = 'P2'" },
  { "damaged-geometry", LT_KIND_PARCEL, LT_ISSUE_GEOMETRY, NULL,
    "UPDATE parcels SET geom = x'4750' WHERE number = 'P1'" },
  /* The first point of the ring once more at its end is left out: four points, and the bytes of the fifth. */
  { "open-ring", LT_KIND_PARCEL, LT_ISSUE_GEOMETRY, NULL,
    "UPDATE parcels SET geom = CAST (x'47500001E610000001030000000100000004000000'"
    " || x'6666666666065E40CDCCCCCCCCCC3E40' || x'D7A3703D0A075E40CDCCCCCCCCCC3E40'"
    " || x'D7A3703D0A075E408FC2F5285CCF3E40' || x'6666666666065E408FC2F5285CCF3E40' AS BLOB) WHERE number = "
    "'P1'" },
  { "area", LT_KIND_PARCEL, LT_ISSUE_AREA, "area_m2", "UPDATE parcels SET area_m2 = 5 WHERE number = 'P1'" },
  { "overlap", LT_KIND_PARCEL, LT_ISSUE_OVERLAP, NULL,
    "UPDATE parcels SET geom = (SELECT geom FROM parcels WHERE number = 'P1')" },
  { "year", LT_KIND_FIGURE, LT_ISSUE_NUMBER, "year",
    "UPDATE enterprise_years SET year = 25 WHERE tax_wan = 1" },
  { "text-in-figure", LT_KIND_FIGURE, LT_ISSUE_NUMBER, "tax_wan",
    "UPDATE enterprise_years SET tax_wan = '三万' WHERE tax_wan = 1" },
  { "figure-of-nobody", LT_KIND_FIGURE, LT_ISSUE_REFERENCE, "name",
    "UPDATE enterprise_years SET enterprise_id = 999 WHERE tax_wan = 1" },
  { "land-of-nobody", LT_KIND_OCCUPANCY, LT_ISSUE_REFERENCE, "name",
    "UPDATE occupancy SET enterprise_id = 999 WHERE area_m2 = 1" },
  { "no-land", LT_KIND_OCCUPANCY, LT_ISSUE_REFERENCE, "parcel",
    "UPDATE occupancy SET parcel_id = 999 WHERE area_m2 = 1" },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (LtWorkspace) workspace = make_workspace (fault->sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (LtImportReport) report = lt_check_workspace (workspace, fault->kind, NULL, &error);
  const LtIssue *issue = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < report->issues->len; i++)
    {
      issue = g_ptr_array_index (report->issues, i);
      g_test_message ("%u %s %s: %s", issue->row, issue->field, issue->value, issue->message);
    }
  g_assert_cmpuint (report->counts[fault->issue], ==, 1);
  g_assert_cmpuint (report->n_issues, ==, 1);
  if (fault->field != NULL)
    g_assert_cmpstr (issue->field, ==, fault->field);
  g_assert_cmpuint (issue->row, >, 0);
  lt_workspace_close (workspace);
}

/* A row that another program left without a district is put into the one around it by the next import, and a
 * dry run says so. */
static void
test_dry_run_of_district (void)
{
  static const gboolean dry_runs[] = { TRUE, FALSE };
  g_autoptr (LtWorkspace) workspace = make_workspace ("UPDATE parcels SET district = NULL");
  g_autofree char *file
      = test_data_write (folder, "again.csv", "number,wkt\nP1,\"" RING ("120.1") "\"\n", -1);

  for (guint i = 0; i < G_N_ELEMENTS (dry_runs); i++)
    {
      LtImportOptions options = { .dry_run = dry_runs[i] };
      g_autoptr (GError) error = NULL;
      g_autoptr (LtImportReport) report
          = lt_exchange_import (workspace, LT_KIND_PARCEL, file, &options, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (report->changed, ==, 1);
    }
  lt_workspace_close (workspace);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = test_data_make_folder ();
  path = g_build_filename (folder, "city.gpkg", NULL);
  g_test_add_func ("/check/good", test_good);
  g_test_add_func ("/check/dry-run-of-district", test_dry_run_of_district);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strdup_printf ("/check/%s", faults[i].name);

      g_test_add_data_func (name, &faults[i], test_fault);
    }
  status = g_test_run ();
  g_free (path);
  test_data_remove_folder (folder);
  return status;
}
