#include "config.h"

#include "lt-plan-look.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-compare.h"
#include "lt-extras.h"

#define N_SAMPLES 5
#define RADIANS (G_PI / 180.0)
#define METRES_A_DEGREE 111320.0

/* --- columns --- */

static void
column_free (gpointer data)
{
  LtPlanColumn *column = data;

  g_free (column->name);
  g_free (column->field);
  g_free (column->title);
  g_free (column->unit);
  g_free (column->file_unit);
  g_strfreev (column->samples);
  g_free (column);
}

static GStrv
get_samples (const LtReading *reading, guint i)
{
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();

  for (guint row = 0; row < reading->samples->len && samples->len < N_SAMPLES; row++)
    {
      const char *value = g_ptr_array_index ((GPtrArray *) g_ptr_array_index (reading->samples, row), i);

      if (value != NULL && *value != '\0')
        g_ptr_array_add (samples, g_strdup (value));
    }
  g_ptr_array_add (samples, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&samples), FALSE);
}

static LtPlanColumn *
look_at_column (const LtReading *reading, guint i)
{
  const LtColumn *column = &reading->columns[i];
  const LtField *field = &lt_fields_get (reading->kind, NULL)[column->field];
  LtPlanColumn *look = g_new0 (LtPlanColumn, 1);

  look->name = g_strdup (column->name);
  look->factor = column->factor;
  look->samples = get_samples (reading, i);
  switch (column->role)
    {
    case LT_COLUMN_FIELD:
      look->field = g_strdup (field->name);
      look->title = g_strdup (lt_field_get_title (field));
      look->unit = g_strdup (lt_field_get_unit (field));
      look->file_unit = g_strdup (column->unit);
      break;
    case LT_COLUMN_LONGITUDE:
      look->field = g_strdup ("lon");
      look->title = g_strdup (_ ("Longitude or easting"));
      break;
    case LT_COLUMN_LATITUDE:
      look->field = g_strdup ("lat");
      look->title = g_strdup (_ ("Latitude or northing"));
      break;
    case LT_COLUMN_WKT:
      look->field = g_strdup ("wkt");
      look->title = g_strdup (_ ("Geometry"));
      break;
    case LT_COLUMN_EXTRA:
    case LT_COLUMN_SYSTEM:
    case LT_COLUMN_IGNORED:
    default:
      break;
    }

  return look;
}

GPtrArray *
lt_plan_look_columns (const LtReading *reading)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (column_free);

  for (guint i = 0; i < reading->n_columns; i++)
    g_ptr_array_add (columns, look_at_column (reading, i));

  return columns;
}

/* --- coordinate systems --- */

static void
candidate_free (gpointer data)
{
  LtPlanCandidate *candidate = data;

  g_free (candidate->name);
  g_free (candidate->text);
  g_ptr_array_unref (candidate->outlines);
  g_free (candidate);
}

static void
geometry_free (gpointer data)
{
  lt_geometry_unref (data);
}

typedef struct
{
  const LtReading *reading;
  const LtFileCrs *crs;
} Move;

static const LtShapeFuncs *
get_shape (const LtReading *reading)
{
  return reading->module != NULL ? reading->module->shape : NULL;
}

static gboolean
move_points (double *xy, guint n, gpointer data)
{
  Move *move = data;

  return lt_file_crs_to_degrees (move->crs, get_shape (move->reading), move->reading->transform, xy, n);
}

static LtPlanCandidate *
look_at_candidate (const LtReading *reading, const LtFileCrs *crs)
{
  LtPlanCandidate *candidate = g_new0 (LtPlanCandidate, 1);
  Move move = { reading, crs };

  candidate->name = g_strdup (crs->name);
  candidate->text = lt_file_crs_describe (crs);
  candidate->fits
      = lt_file_crs_rate (crs, get_shape (reading), reading->transform,
                          (const double *) reading->points->data, reading->points->len / 2, reading->city);
  candidate->outlines = g_ptr_array_new_with_free_func (geometry_free);
  for (guint i = 0; i < reading->outlines->len; i++)
    {
      LtGeometry *raw = g_ptr_array_index (reading->outlines, i);
      g_autoptr (GBytes) blob = lt_geometry_to_gpkg (raw, 0, FALSE);
      gsize length;
      const guint8 *bytes = g_bytes_get_data (blob, &length);
      LtGeometry *copy = lt_geometry_from_gpkg (bytes, length);

      copy = copy != NULL ? lt_geometry_move (copy, move_points, &move) : NULL;
      if (copy != NULL)
        g_ptr_array_add (candidate->outlines, copy);
    }

  return candidate;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/* The middle one of the distances between first points. */
static double
measure_move (const LtPlanCandidate *from, const LtPlanCandidate *to)
{
  guint n = MIN (from->outlines->len, to->outlines->len);
  g_autofree double *metres = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const double *a = ((LtGeometry *) g_ptr_array_index (from->outlines, i))->xy;
      const double *b = ((LtGeometry *) g_ptr_array_index (to->outlines, i))->xy;

      metres[i] = hypot ((b[0] - a[0]) * cos (a[1] * RADIANS), b[1] - a[1]) * METRES_A_DEGREE;
    }
  qsort (metres, n, sizeof *metres, compare_doubles);

  return n > 0 ? metres[n / 2] : 0.0;
}

GPtrArray *
lt_plan_look_candidates (const LtReading *reading)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (GArray) found = lt_file_crs_find_candidates ((const double *) reading->points->data,
                                                          reading->points->len / 2, reading->city);
  LtPlanCandidate *chosen = NULL;

  if (reading->points->len == 0)
    return list;
  if (reading->crs_how != LT_CRS_HOW_NONE)
    {
      chosen = look_at_candidate (reading, &reading->crs);
      chosen->chosen = TRUE;
      g_ptr_array_add (list, chosen);
    }
  for (guint i = 0; i < found->len; i++)
    {
      const LtFileCrs *crs = &g_array_index (found, LtFileCrs, i);
      LtPlanCandidate *candidate;

      /* The order of the axes goes by itself: two of one name would be no choice. */
      if (chosen != NULL
          && (g_strcmp0 (crs->name, reading->crs.name) == 0
              || (!reading->crs.other && crs->crs.kind == LT_CRS_KIND_DEGREES
                  && reading->crs.crs.kind == LT_CRS_KIND_DEGREES)))
        continue;
      candidate = look_at_candidate (reading, crs);
      candidate->moves_m = chosen != NULL ? measure_move (chosen, candidate) : 0.0;
      g_ptr_array_add (list, candidate);
    }

  return list;
}

/* --- doubts --- */

LtDoubt
lt_plan_look_doubts (const LtReading *reading, const char *layer)
{
  LtDoubt doubts = LT_DOUBT_NONE;
  LtEncodingHow how;
  const char *open;
  const char *const *layers = reading->funcs->get_layers (reading->source, &open);

  reading->funcs->get_encoding (reading->source, &how);
  if (layer == NULL && layers[0] != NULL && layers[1] != NULL
      && g_strcmp0 (open, lt_kind_get_name (reading->kind)) != 0
      && g_strcmp0 (open, lt_kind_get_title (reading->kind)) != 0)
    doubts |= LT_DOUBT_LAYER;
  if (reading->columns_problem != NULL)
    doubts |= LT_DOUBT_COLUMNS;
  if (how == LT_ENCODING_OVERRULED)
    doubts |= LT_DOUBT_ENCODING;
  if (reading->crs_problem != NULL || reading->crs_how == LT_CRS_HOW_OVERRULED
      || (reading->crs_how != LT_CRS_HOW_NONE && reading->crs_how != LT_CRS_HOW_GIVEN
          && (reading->crs.swapped || reading->crs.other)))
    doubts |= LT_DOUBT_CRS;

  return doubts;
}

/* --- differences --- */

static void
change_free (gpointer data)
{
  LtPlanChange *change = data;

  g_free (change->title);
  g_free (change->old);
  g_free (change->new);
  g_free (change);
}

void
lt_plan_difference_free (LtPlanDifference *difference)
{
  g_free (difference->key);
  g_free (difference->name);
  g_ptr_array_unref (difference->changes);
  g_clear_pointer (&difference->geometry, lt_geometry_unref);
  g_clear_pointer (&difference->old_geometry, lt_geometry_unref);
  g_free (difference);
}

static char *
show_value (LtRecord *record, guint i, const LtField *field)
{
  const char *unit = lt_field_get_unit (field);
  double value;

  if (!lt_record_has (record, i))
    return NULL;
  if (field->type != LT_FIELD_INTEGER && field->type != LT_FIELD_NUMBER)
    return g_strdup (lt_record_get_text (record, i));
  lt_record_get_number (record, i, &value);

  return unit != NULL ? g_strdup_printf ("%.10g %s", value, unit) : g_strdup_printf ("%.10g", value);
}

static void
add_changes (LtPlanDifference *difference, LtRecord *record, LtRecord *present)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      LtPlanChange *change;

      if (!lt_compare_field_differs (record, present, i))
        continue;
      change = g_new0 (LtPlanChange, 1);
      change->title = g_strdup (lt_field_get_title (&fields[i]));
      change->old = show_value (present, i, &fields[i]);
      change->new = show_value (record, i, &fields[i]);
      g_ptr_array_add (difference->changes, change);
    }
  if (lt_extras_has_news (lt_record_get_extra (record), lt_record_get_extra (present)))
    {
      LtPlanChange *change = g_new0 (LtPlanChange, 1);

      change->title = g_strdup (_ ("Other columns"));
      change->old = g_strdup (lt_record_get_extra (present));
      change->new = g_strdup (lt_record_get_extra (record));
      g_ptr_array_add (difference->changes, change);
    }
  if (lt_compare_geometry_differs (record, present) && lt_record_get_geometry (present) != NULL)
    difference->old_geometry = lt_geometry_ref (lt_record_get_geometry (present));
}

static char *
find_key (LtRecord *record, LtFieldType type)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    if ((fields[i].flags & LT_FIELD_KEY) != 0 && fields[i].type == type && lt_record_has (record, i))
      return g_strdup (lt_record_get_text (record, i));

  return NULL;
}

/* An enterprise has figures of several years, and land on several parcels. */
static char *
find_name (LtRecord *record)
{
  LtKind kind = lt_record_get_kind (record);
  int name = lt_fields_find (kind, "name");
  int year = kind == LT_KIND_FIGURE ? lt_fields_find (kind, "year") : -1;
  const char *text = name >= 0 ? lt_record_get_text (record, (guint) name) : NULL;
  double value;

  if (year >= 0 && lt_record_get_number (record, (guint) year, &value))
    return g_strdup_printf ("%s%s%d", text != NULL ? text : "", text != NULL ? " · " : "", (int) value);
  if (kind == LT_KIND_OCCUPANCY)
    return g_strdup_printf ("%s%s%s", text != NULL ? text : "", text != NULL ? " · " : "",
                            lt_record_peek (record, "parcel"));

  return g_strdup (text);
}

LtPlanDifference *
lt_plan_look_difference (LtFate fate, guint row, LtRecord *record, LtRecord *present)
{
  LtPlanDifference *difference = g_new0 (LtPlanDifference, 1);

  difference->fate = fate;
  difference->row = row;
  difference->key = find_key (record, LT_FIELD_CODE);
  difference->name = find_name (record);
  difference->changes = g_ptr_array_new_with_free_func (change_free);
  if (lt_record_get_geometry (record) != NULL)
    difference->geometry = lt_geometry_ref (lt_record_get_geometry (record));
  if (fate == LT_FATE_CHANGED && present != NULL)
    add_changes (difference, record, present);

  return difference;
}
