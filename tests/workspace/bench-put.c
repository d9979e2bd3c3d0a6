#include "config.h"

#include <locale.h>
#include <malloc.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "fixture.h"
#include "lt-writer.h"

/* Measures the workspace with generated rows, always the same: bench-put KIND ROWS [STEP …], KIND "parcels"
 * or "enterprises", STEP "put" (always first), "unrecorded" (the same into another file without a journal),
 * "again", "change", "undo", "redo", "snapshot", "find", "search", "keep". Prints one JSON object: for each
 * step the seconds of CPU (user and system), of the clock, and the peak of resident memory. */

typedef struct
{
  LtKind kind;
  guint next;
  guint end;
  guint side; /* rows lie on a grid of so many columns */
  guint salt; /* changes a figure of one row in ten */
} Source;

static guint32
mix (guint32 x)
{
  x = (x ^ x >> 16) * 0x7feb352du;
  x = (x ^ x >> 15) * 0x846ca68bu;
  return x ^ x >> 16;
}

/* Where row i lies on the grid: neighbours in the file are no neighbours on the ground. */
static void
place (const Source *self, guint i, double *x, double *y)
{
  guint cell = (guint) ((guint64) i * 7919 % self->end);

  *x = 119.4 + (cell % self->side) * (1.1 / self->side);
  *y = 30.4 + (cell / self->side) * (0.75 / self->side);
}

static LtGeometry *
make_shape (const Source *self, guint i)
{
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);
  guint n = 8 + mix (i) % 6;
  double x, y;

  place (self, i, &x, &y);
  for (guint j = 0; j < n; j++)
    {
      double angle = 2 * G_PI * j / n;
      double reach = 0.2 + (mix (i * 16 + j) & 0xFFFF) / 65536.0 * 0.28;

      lt_geometry_builder_add_point (builder, x + cos (angle) * reach * 1.1 / self->side,
                                     y + sin (angle) * reach * 0.75 / self->side);
    }
  lt_geometry_builder_end_ring (builder, TRUE);
  return lt_geometry_builder_end (builder);
}

static void
set_text (LtRecord *record, const char *field, const char *text)
{
  lt_record_set_text (record, (guint) lt_fields_find (lt_record_get_kind (record), field), text);
}

static void
set_number (LtRecord *record, const char *field, double value)
{
  lt_record_set_number (record, (guint) lt_fields_find (lt_record_get_kind (record), field), value);
}

static void
fill_parcel (const Source *self, LtRecord *record, guint i)
{
  char text[64];

  g_snprintf (text, sizeof text, "3305-%07u", i);
  set_text (record, "number", text);
  g_snprintf (text, sizeof text, "太湖路%u号地块", mix (i) % 5000);
  set_text (record, "name", text);
  set_text (record, "land_use", "100101");
  set_text (record, "purpose", "工业用地");
  g_snprintf (text, sizeof text, "C%02u", 13 + mix (i) % 30);
  set_text (record, "industry_code", text);
  g_snprintf (text, sizeof text, "湖州第%u机械制造有限公司", mix (i + 7) % 40000);
  set_text (record, "user", text);
  set_number (record, "area_m2", 1000 + mix (i) % 50000 + (i % 10 == 0 ? self->salt : 0));
  set_number (record, "floor_area_m2", 1500 + mix (i + 1) % 60000);
  set_number (record, "investment_wan", mix (i + 2) % 9000);
  lt_record_take_geometry (record, make_shape (self, i));
}

static void
fill_enterprise (const Source *self, LtRecord *record, guint i)
{
  static const char *const chains[] = { "1", "2", "3;1", "4", "5", "6", "7;2", "8" };
  char text[64];
  double x, y;

  g_snprintf (text, sizeof text, "913305%012u", i);
  set_text (record, "credit_code", text);
  g_snprintf (text, sizeof text, "湖州%u号精密机械有限公司", i);
  set_text (record, "name", text);
  set_text (record, "chains", chains[mix (i) % G_N_ELEMENTS (chains)]);
  set_text (record, "district", "330502");
  g_snprintf (text, sizeof text, "湖州市吴兴区太湖路%u号", mix (i) % 3000);
  set_text (record, "address", text);
  set_number (record, "staff", mix (i) % 2000 + (i % 10 == 0 ? self->salt : 0));
  place (self, i, &x, &y);
  lt_record_take_geometry (record, lt_geometry_new_point (x, y));
}

static gboolean
give_row (LtRecord *record, gpointer data, GError **error)
{
  Source *self = data;

  if (self->next >= self->end)
    return FALSE;
  if (self->kind == LT_KIND_PARCEL)
    fill_parcel (self, record, self->next++);
  else
    fill_enterprise (self, record, self->next++);
  return TRUE;
}

/* --- measuring --- */

typedef struct
{
  double cpu;
  gint64 clock;
} Start;

static double
used_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* "5" makes the kernel forget the peak (proc(5)). */
static Start
start (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  malloc_trim (0);
  if (file != NULL)
    {
      fputs ("5", file);
      fclose (file);
    }
  return (Start){ used_cpu (), g_get_monotonic_time () };
}

static double
peak_mb (void)
{
  g_autofree char *status = NULL;
  const char *at;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  at = status != NULL ? strstr (status, "VmHWM:") : NULL;
  return at != NULL ? (double) strtol (at + strlen ("VmHWM:"), NULL, 10) / 1024 : -1;
}

static double
held_mb (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double) (info.uordblks + info.hblkhd) / 1048576;
}

static void
stop (Start from, const char *name, double more)
{
  g_print (",\n  \"%s\": {\"cpu\": %.3f, \"clock\": %.3f, \"peak_mb\": %.0f", name, used_cpu () - from.cpu,
           (double) (g_get_monotonic_time () - from.clock) / 1e6, peak_mb ());
  if (more >= 0)
    g_print (", \"result\": %.1f", more);
  g_print ("}");
}

static Source
make_source (LtKind kind, guint rows, guint salt)
{
  return (Source){ .kind = kind, .end = rows, .side = (guint) ceil (sqrt (rows)), .salt = salt };
}

/* What making the rows costs by itself, which every put below contains. */
static void
bench_rows (LtKind kind, guint rows)
{
  g_autoptr (LtRecord) record = lt_record_new (kind);
  Source source = make_source (kind, rows, 0);
  Start from = start ();

  while (lt_record_clear (record), give_row (record, &source, NULL))
    continue;
  stop (from, "rows", -1);
}

static void
bench_put (Fixture *fixture, LtKind kind, guint rows, guint salt, const char *name)
{
  g_autoptr (GError) error = NULL;
  Source source = make_source (kind, rows, salt);
  Start from = start ();

  lt_workspace_put (fixture->workspace, kind, name, give_row, NULL, &source, NULL, &error);
  g_assert_no_error (error);
  stop (from, name, -1);
}

typedef struct
{
  LtKind kind;
  Source source;
} Unrecorded;

static gpointer
put_unrecorded (gpointer data)
{
  Unrecorded *self = data;
  g_autoptr (GError) error = NULL;
  Fixture other = { 0 };
  g_autoptr (LtStore) store = NULL;
  Start from;

  fixture_set_up (&other, NULL);
  fixture_close (&other);
  store = lt_store_open (other.path, LT_STORE_WRITE, &error);
  g_assert_no_error (error);
  from = start ();
  g_assert_true (lt_store_exec (store, "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", &error));
  lt_writer_put (store, self->kind, NULL, give_row, NULL, &self->source, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lt_store_commit (store, &error));
  stop (from, "unrecorded", -1);
  g_clear_pointer (&store, lt_store_close);
  fixture_tear_down (&other, NULL);
  return NULL;
}

static void
bench_unrecorded (LtKind kind, guint rows)
{
  Unrecorded self = { kind, make_source (kind, rows, 0) };

  g_thread_join (g_thread_new ("unrecorded", put_unrecorded, &self));
}

static void
bench_move (Fixture *fixture, gboolean redo)
{
  g_autoptr (GError) error = NULL;
  Start from = start ();

  if (redo)
    lt_workspace_redo (fixture->workspace, &error);
  else
    lt_workspace_undo (fixture->workspace, &error);
  g_assert_no_error (error);
  stop (from, redo ? "redo" : "undo", -1);
}

/* The result is what the snapshot itself holds, in megabytes. */
static void
bench_snapshot (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Start from = start ();
  double before = held_mb ();
  g_autoptr (LtSnapshot) snapshot = lt_workspace_load_snapshot (fixture->workspace, &error);

  g_assert_no_error (error);
  stop (from, "snapshot", held_mb () - before);
}

static void
bench_find (Fixture *fixture, LtKind kind)
{
  LtFilter filter = { .kind = kind };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  Start from = start ();

  ids = lt_workspace_find (fixture->workspace, &filter, &error);
  g_assert_no_error (error);
  stop (from, "find", ids->len);
}

typedef struct
{
  int done;
  guint n;
} Found;

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = lt_workspace_search_finish (LT_WORKSPACE (source), result, &error);
  Found *found = data;

  g_assert_no_error (error);
  found->n = rows->len;
  found->done = 1;
}

static void
bench_search (Fixture *fixture, const char *text, const char *name)
{
  Found found = { 0, 0 };
  Start from = start ();

  lt_workspace_search_async (fixture->workspace, text, 50, NULL, on_found, &found);
  while (!found.done)
    g_main_context_iteration (NULL, TRUE);
  stop (from, name, found.n);
}

static void
run_step (Fixture *fixture, LtKind kind, guint rows, const char *step)
{
  if (g_str_equal (step, "again"))
    bench_put (fixture, kind, rows, 0, "again");
  else if (g_str_equal (step, "unrecorded"))
    bench_unrecorded (kind, rows);
  else if (g_str_equal (step, "change"))
    bench_put (fixture, kind, rows, 1, "change");
  else if (g_str_equal (step, "undo") || g_str_equal (step, "redo"))
    bench_move (fixture, g_str_equal (step, "redo"));
  else if (g_str_equal (step, "snapshot"))
    bench_snapshot (fixture);
  else if (g_str_equal (step, "find"))
    bench_find (fixture, kind);
  else if (g_str_equal (step, "search"))
    {
      bench_search (fixture, "第4242", "search_rare");
      bench_search (fixture, "机械", "search_common");
      bench_search (fixture, "不存在", "search_none");
    }
}

/* --- the program --- */

static void
print_size (Fixture *fixture)
{
  GStatBuf info;

  if (g_stat (fixture->path, &info) == 0)
    g_print (",\n  \"file_mb\": %.1f", (double) info.st_size / 1048576);
}

int
main (int argc, char *argv[])
{
  Fixture fixture = { 0 };
  gboolean keep = FALSE;
  LtKind kind;
  guint rows;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc < 3 || !lt_kind_from_name (argv[1], &kind) || (rows = (guint) atoi (argv[2])) == 0)
    {
      g_printerr ("bench-put parcels|enterprises ROWS "
                  "[unrecorded|again|change|undo|redo|snapshot|find|search|keep …]\n");
      return 2;
    }
  fixture_set_up (&fixture, NULL);
  g_print ("{\n  \"kind\": \"%s\", \"n\": %u", argv[1], rows);
  bench_rows (kind, rows);
  bench_put (&fixture, kind, rows, 0, "put");
  for (int i = 3; i < argc; i++)
    {
      keep = keep || g_str_equal (argv[i], "keep");
      run_step (&fixture, kind, rows, argv[i]);
    }
  fixture_close (&fixture);
  print_size (&fixture);
  if (keep)
    g_print (",\n  \"file\": \"%s\"", fixture.path);
  g_print ("\n}\n");
  if (!keep)
    fixture_tear_down (&fixture, NULL);
  return 0;
}
