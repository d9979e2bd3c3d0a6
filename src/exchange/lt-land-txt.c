#include "config.h"

#include "lt-land-txt.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-encoding.h"
#include "lt-error.h"
#include "lt-geometry.h"

#define MAX_SIZE (256 * 1024 * 1024)
#define MAX_CELLS 16
#define GPKG_HEADER 40 /* of a blob with an envelope of two dimensions: the WKB is what follows */

static const char *const titles[]
    = { "界址点数", "面积(公顷)", "地块编号", "地块名称", "图形类型", "图幅号", "用途", "地类编码" };

enum
{
  CELL_POINTS,
  CELL_TYPE = 4,
  N_TITLES = G_N_ELEMENTS (titles),
};

typedef struct
{
  guint line;
  guint stated; /* points, 0: not said */
  char *cells[N_TITLES];
  GArray *xy;    /* double: easting, northing */
  GArray *rings; /* guint: number of each point's ring */
  char *problem; /* NULL: none */
} Parcel;

struct _LtSource
{
  char *name;
  char *encoding;
  LtEncodingHow encoding_how;
  GPtrArray *parcels;
  guint next;
  GHashTable *keys;
  gboolean in_parcels;
  guint line;
  LtSourceColumn columns[N_TITLES + 1];
  const char *values[N_TITLES + 1];
  const char *layers[2];
  GBytes *blob;
};

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  for (guint i = 0; i < N_TITLES; i++)
    g_free (parcel->cells[i]);
  g_array_unref (parcel->xy);
  g_array_unref (parcel->rings);
  g_free (parcel->problem);
  g_free (parcel);
}

static LtSource *
source_new (const char *name)
{
  LtSource *self = g_new0 (LtSource, 1);

  self->name = g_strdup (name);
  self->encoding = g_strdup ("UTF-8");
  self->encoding_how = LT_ENCODING_STRICT;
  self->parcels = g_ptr_array_new_with_free_func (parcel_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->layers[0] = self->name;
  for (guint i = 0; i < N_TITLES; i++)
    self->columns[i].name = titles[i];

  return self;
}

static void
source_close (LtSource *self)
{
  g_ptr_array_unref (self->parcels);
  g_hash_table_unref (self->keys);
  g_clear_pointer (&self->blob, g_bytes_unref);
  g_free (self->encoding);
  g_free (self->name);
  g_free (self);
}

/* --- lines --- */

/* Full-width commas, equal signs and brackets are taken for the plain ones; other letters stay. In place: the
 * plain ones are shorter. */
static void
make_plain (char *line)
{
  static const struct
  {
    const char *wide;
    char plain;
  } marks[] = { { "，", ',' }, { "＝", '=' }, { "［", '[' }, { "］", ']' }, { "＠", '@' }, { "　", ' ' } };
  char *to = line;

  for (char *from = line; *from != '\0';)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (marks) && !g_str_has_prefix (from, marks[i].wide))
        i++;
      if (i < G_N_ELEMENTS (marks))
        {
          *to++ = marks[i].plain;
          from += strlen (marks[i].wide);
        }
      else
        *to++ = *from++;
    }
  *to = '\0';
}

static void
set_problem (Parcel *parcel, char *problem)
{
  if (parcel->problem == NULL)
    parcel->problem = problem;
  else
    g_free (problem);
}

static Parcel *
get_last (LtSource *self)
{
  return self->parcels->len > 0 ? g_ptr_array_index (self->parcels, self->parcels->len - 1) : NULL;
}

static guint
split (char *line, char *cells[MAX_CELLS])
{
  guint n = 0;

  for (char *p = line; p != NULL && n < MAX_CELLS; n++)
    {
      char *comma = strchr (p, ',');

      if (comma != NULL)
        *comma = '\0';
      cells[n] = g_strstrip (p);
      p = comma != NULL ? comma + 1 : NULL;
    }

  return n;
}

/* "4,1.2345,330521-001,一号地块,面,,工业用地,0601,@" */
static void
begin_parcel (LtSource *self, char *line)
{
  Parcel *parcel = g_new0 (Parcel, 1);
  char *cells[MAX_CELLS];
  guint n = split (line, cells);

  parcel->line = self->line;
  parcel->xy = g_array_new (FALSE, FALSE, sizeof (double));
  parcel->rings = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < MIN (n, N_TITLES); i++)
    parcel->cells[i] = *cells[i] != '\0' && strcmp (cells[i], "@") != 0 ? g_strdup (cells[i]) : NULL;
  if (parcel->cells[CELL_POINTS] != NULL)
    parcel->stated = (guint) g_ascii_strtoull (parcel->cells[CELL_POINTS], NULL, 10);
  if (parcel->cells[CELL_TYPE] != NULL && strcmp (parcel->cells[CELL_TYPE], "面") != 0)
    set_problem (parcel, g_strdup_printf (_ ("Line %u: “%s” is no area (面): only areas are parcels."),
                                          self->line, parcel->cells[CELL_TYPE]));
  g_ptr_array_add (self->parcels, parcel);
}

static gboolean
parse_coordinate (const char *text, double *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (*value);
}

/* "J1,1,3416199.858,40509563.688": the northing comes first. */
static void
add_point (LtSource *self, char *line)
{
  Parcel *parcel = get_last (self);
  char *cells[MAX_CELLS];
  guint n;
  guint64 ring;
  double xy[2];

  if (parcel == NULL)
    {
      begin_parcel (self, (char[]){ "0" });
      parcel = get_last (self);
      set_problem (parcel,
                   g_strdup_printf (_ ("Line %u: a point stands before any parcel's own line."), self->line));
    }
  n = split (line, cells);
  if (n < 4 || !g_ascii_string_to_unsigned (cells[1], 10, 0, 100000, &ring, NULL)
      || !parse_coordinate (cells[2], &xy[1]) || !parse_coordinate (cells[3], &xy[0]))
    {
      set_problem (parcel, g_strdup_printf (_ ("Line %u is no point: it should be name, ring, northing, "
                                               "easting, like J1,1,3416199.858,40509563.688."),
                                            self->line));
      return;
    }
  g_array_append_vals (parcel->xy, xy, 2);
  g_array_append_val (parcel->rings, (guint){ (guint) ring });
}

/* What ends in @ begins a parcel; some programs leave the @ out. A point has a name first, a parcel a
 * number of points. */
static gboolean
is_parcel_line (const char *line)
{
  gsize length = strlen (line);
  const char *comma = strchr (line, ',');
  guint commas = 0;

  while (length > 0 && (g_ascii_isspace (line[length - 1]) || line[length - 1] == ','))
    length--;
  if (length > 0 && line[length - 1] == '@')
    return TRUE;
  for (const char *p = line; *p != '\0'; p++)
    commas += *p == ',';

  return comma != NULL && commas >= 5 && strspn (line, " 0123456789") == (gsize) (comma - line);
}

static void
read_line (LtSource *self, char *line)
{
  char *equal;

  make_plain (line);
  g_strstrip (line);
  if (*line == '\0')
    return;
  if (*line == '[')
    {
      self->in_parcels = strstr (line, "坐标") != NULL;
      return;
    }
  if (!self->in_parcels)
    {
      equal = strchr (line, '=');
      if (equal == NULL)
        return;
      *equal = '\0';
      g_hash_table_replace (self->keys, g_strdup (g_strstrip (line)), g_strdup (g_strstrip (equal + 1)));
      return;
    }
  if (is_parcel_line (line))
    begin_parcel (self, line);
  else
    add_point (self, line);
}

/* A file that broke off has fewer points than it says; with or without those that close the rings. */
static void
check_counts (LtSource *self)
{
  for (guint i = 0; i < self->parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (self->parcels, i);

      if (parcel->stated > parcel->rings->len && parcel->problem == NULL)
        set_problem (
            parcel, g_strdup_printf (_ ("Line %u says %u points (界址点数), but only %u follow: look for the "
                                        "missing ones."),
                                     parcel->line, parcel->stated, parcel->rings->len));
    }
}

LtSource *
lt_land_txt_parse (const char *name, char *text, GError **error)
{
  LtSource *self = source_new (name);
  g_autofree char *owned = text;
  char *line = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;

  while (line != NULL)
    {
      char *end = strchr (line, '\n');

      if (end != NULL)
        *end = '\0';
      self->line++;
      read_line (self, line);
      line = end != NULL ? end + 1 : NULL;
    }
  check_counts (self);
  if (self->parcels->len > 0)
    return self;

  g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
               _ ("“%s” holds no parcel: after [地块坐标] each needs a line that ends in @ and its points."),
               name);
  source_close (self);
  return NULL;
}

static LtSource *
source_open (const LtSourceOpening *opening, GError **error)
{
  g_autofree char *name = g_path_get_basename (opening->path);
  g_autofree char *bytes = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LtDecoder) decoder = lt_decoder_new (opening->encoding);
  g_autoptr (GError) problem = NULL;
  LtSource *self;
  gsize length;

  if (!g_file_get_contents (opening->path, &bytes, &length, &problem))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_IO, _ ("“%s” can't be read: %s."), name, problem->message);
      return NULL;
    }
  if (length > MAX_SIZE || decoder == NULL || memchr (bytes, '\0', length) != NULL)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_FORMAT,
                   _ ("“%s” is not complete %s or is damaged: save it again and import that."), name,
                   "国土TXT");
      return NULL;
    }
  lt_decoder_append (decoder, bytes, length, text);
  self = lt_land_txt_parse (name, g_string_free (g_steal_pointer (&text), FALSE), error);
  if (self == NULL)
    return NULL;
  g_free (self->encoding);
  self->encoding = g_strdup (opening->encoding);
  self->encoding_how = opening->encoding_how;

  return self;
}

/* --- what it says of itself --- */

static const char *const *
source_get_layers (LtSource *self, const char **open)
{
  *open = self->name;

  return self->layers;
}

static const LtSourceColumn *
source_get_columns (LtSource *self, guint *n)
{
  *n = N_TITLES;

  return self->columns;
}

static gint64
source_get_n_rows (LtSource *self)
{
  return self->parcels->len;
}

/* The first easting: whether the number of the zone stands before it. */
static double
get_easting (LtSource *self)
{
  for (guint i = 0; i < self->parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (self->parcels, i);

      if (parcel->xy->len > 0)
        return g_array_index (parcel->xy, double, 0);
    }

  return 0.0;
}

static double
get_number (LtSource *self, const char *key)
{
  const char *text = g_hash_table_lookup (self->keys, key);

  return text != NULL ? g_ascii_strtod (text, NULL) : 0.0;
}

/* Xi'an 80 and Beijing 54 have codes of their own in EPSG: 3° zones 25 to 45, with the zone and without. */
static void
describe_old_system (LtSource *self, const char *system, double zone, LtSourceCrs *crs)
{
  gboolean xian = strstr (system, "80") != NULL;
  guint first = get_easting (self) > 1e6 ? (xian ? 2349 : 2401) : (xian ? 2370 : 2422);
  char *name;

  if ((!xian && strstr (system, "54") == NULL) || get_number (self, "几度分带") != 3.0 || zone < 25.0
      || zone > 45.0)
    return;
  name = g_strdup_printf ("EPSG:%u", first + (guint) zone - 25);
  g_hash_table_replace (self->keys, g_strdup ("EPSG"), name);
  crs->known = TRUE;
  crs->name = name;
  crs->definition = name;
}

static void
source_get_crs (LtSource *self, LtSourceCrs *crs)
{
  const char *system = g_hash_table_lookup (self->keys, "坐标系");
  double zone = get_number (self, "带号");
  double width = get_number (self, "几度分带");
  double easting = get_easting (self);

  *crs = (LtSourceCrs){ .where = "国土TXT" };
  if (system == NULL)
    return;
  if (strstr (system, "2000") == NULL)
    {
      describe_old_system (self, system, zone, crs);
      return;
    }
  if (zone < 13.0 || zone > 45.0 || zone != floor (zone) || (width != 3.0 && width != 6.0) || easting < 1e3)
    return;

  crs->known = TRUE;
  crs->gauss_kruger = TRUE;
  crs->central_meridian = width == 3.0 ? zone * 3.0 : zone * 6.0 - 3.0;
  crs->false_easting = easting > 1e6 ? zone * 1e6 + 500000.0 : 500000.0;
  crs->name = "CGCS2000";
}

static const char *
source_get_encoding (LtSource *self, LtEncodingHow *how)
{
  *how = self->encoding_how;

  return self->encoding;
}

/* --- rows --- */

typedef struct
{
  guint start; /* points */
  guint end;
} Ring;

static gboolean
contains (const double *xy, Ring ring, double x, double y)
{
  gboolean inside = FALSE;

  for (guint i = ring.start, j = ring.end - 1; i < ring.end; j = i++)
    if ((xy[2 * i + 1] > y) != (xy[2 * j + 1] > y)
        && x < (xy[2 * j] - xy[2 * i]) * (y - xy[2 * i + 1]) / (xy[2 * j + 1] - xy[2 * i + 1]) + xy[2 * i])
      inside = !inside;

  return inside;
}

/* Some programs leave the point out that closes a ring. Where the stated number of points doesn't confirm
 * that all are there, the file may have broken off. */
static gboolean
has_open_ring (const Parcel *parcel, GArray *rings)
{
  guint n = 0;

  for (guint i = 0; i < rings->len; i++)
    n += g_array_index (rings, Ring, i).end - g_array_index (rings, Ring, i).start;

  return parcel->stated != parcel->rings->len && parcel->rings->len < n + rings->len;
}

/* A new ring begins where the number changes, or after one that came back to its first point. */
static GArray *
find_rings (const Parcel *parcel)
{
  GArray *rings = g_array_new (FALSE, FALSE, sizeof (Ring));
  const double *xy = (const double *) parcel->xy->data;
  Ring ring = { 0, 0 };

  for (guint i = 0; i < parcel->rings->len; i++)
    {
      gboolean last
          = i + 1 == parcel->rings->len
            || g_array_index (parcel->rings, guint, i + 1) != g_array_index (parcel->rings, guint, i);

      if (!last)
        continue;
      ring.end = i + 1;
      if (ring.end - ring.start > 1 && xy[2 * ring.start] == xy[2 * i]
          && xy[2 * ring.start + 1] == xy[2 * i + 1])
        ring.end = i;
      g_array_append_val (rings, ring);
      ring.start = i + 1;
    }

  return rings;
}

static void
add_ring (LtGeometryBuilder *builder, const double *xy, Ring ring, gboolean outer)
{
  for (guint i = ring.start; i < ring.end; i++)
    lt_geometry_builder_add_point (builder, xy[2 * i], xy[2 * i + 1]);
  lt_geometry_builder_end_ring (builder, outer);
}

/* The first ring of those before it that a ring lies in; its own index when it is an outer one. Numbers
 * don't tell: some programs count the parts of a parcel as they count holes. */
static guint
find_outer (const double *xy, GArray *rings, const guint *outer, guint i)
{
  Ring ring = g_array_index (rings, Ring, i);

  for (guint j = 0; j < i; j++)
    if (outer[j] == j && ring.end > ring.start
        && contains (xy, g_array_index (rings, Ring, j), xy[2 * ring.start], xy[2 * ring.start + 1]))
      return j;

  return i;
}

/* *open: a ring had to be closed. */
static LtGeometry *
make_geometry (const Parcel *parcel, gboolean *open)
{
  g_autoptr (GArray) rings = find_rings (parcel);
  g_autofree guint *outer = g_new (guint, rings->len + 1);
  const double *xy = (const double *) parcel->xy->data;
  LtGeometryBuilder *builder = lt_geometry_builder_new (LT_GEOMETRY_POLYGON);

  *open = has_open_ring (parcel, rings);
  for (guint i = 0; i < rings->len; i++)
    outer[i] = find_outer (xy, rings, outer, i);
  for (guint i = 0; i < rings->len; i++)
    {
      if (outer[i] != i)
        continue;
      add_ring (builder, xy, g_array_index (rings, Ring, i), TRUE);
      for (guint j = i + 1; j < rings->len; j++)
        if (outer[j] == i)
          add_ring (builder, xy, g_array_index (rings, Ring, j), FALSE);
    }

  return lt_geometry_builder_end (builder);
}

static gboolean
source_next (LtSource *self, LtSourceRow *row, GError **error)
{
  g_autoptr (LtGeometry) geometry = NULL;
  Parcel *parcel;
  gboolean open;

  g_clear_pointer (&self->blob, g_bytes_unref);
  if (self->next == self->parcels->len)
    return FALSE;

  parcel = g_ptr_array_index (self->parcels, self->next++);
  for (guint i = 0; i < N_TITLES; i++)
    self->values[i] = parcel->cells[i];
  /* The outline says as much. */
  if (parcel->problem == NULL)
    self->values[CELL_POINTS] = self->values[CELL_TYPE] = NULL;
  *row = (LtSourceRow){ .values = self->values, .problem = parcel->problem };
  geometry = make_geometry (parcel, &open);
  if (geometry == NULL)
    {
      row->bad_geometry = parcel->rings->len > 0;
      return TRUE;
    }
  if (open)
    row->repair
        = _ ("The last point of a ring is not its first, and the ring was closed: look whether points are "
             "missing.");
  self->blob = lt_geometry_to_gpkg (geometry, 0, FALSE);
  row->wkb = (const guint8 *) g_bytes_get_data (self->blob, &row->wkb_length) + GPKG_HEADER;
  row->wkb_length -= GPKG_HEADER;

  return TRUE;
}

static gboolean
source_rewind (LtSource *self, GError **error)
{
  self->next = 0;

  return TRUE;
}

static const LtSourceFuncs funcs = {
  .open = source_open,
  .close = source_close,
  .get_layers = source_get_layers,
  .get_columns = source_get_columns,
  .get_n_rows = source_get_n_rows,
  .get_crs = source_get_crs,
  .get_encoding = source_get_encoding,
  .next = source_next,
  .rewind = source_rewind,
};

const LtSourceFuncs *
lt_land_txt_get_funcs (void)
{
  return &funcs;
}
