#include "config.h"

#include "lt-dbf.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <string.h>

#include "lt-encoding.h"

#define HEADER 32
#define FIELD 32
#define CHUNK (1024 * 1024)
#define LANGUAGE_GBK 0x4D

typedef struct
{
  VSILFILE *file;
  guint8 header[HEADER];
  guint32 n_records;
  guint header_length;
  guint record_length;
  guint8 *fields;
  guint n_fields;
} Table;

static void
table_clear (Table *self)
{
  if (self->file != NULL)
    VSIFCloseL (self->file);
  g_free (self->fields);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static VSILFILE *
open_beside (const char *path, const char *const *endings)
{
  for (guint i = 0; endings[i] != NULL; i++)
    {
      VSILFILE *file = VSIFOpenL (CPLResetExtension (path, endings[i]), "rb");

      if (file != NULL)
        return file;
    }

  return NULL;
}

static const char *const table_endings[] = { "dbf", "DBF", "Dbf", NULL };
static const char *const index_endings[] = { "shx", "SHX", "Shx", NULL };

char *
lt_dbf_find_missing (const char *path)
{
  static const char *const *const parts[] = { index_endings, table_endings };
  g_autofree char *base = g_path_get_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      VSILFILE *file = open_beside (path, parts[i]);

      if (file == NULL)
        return g_strdup (CPLResetExtension (base, parts[i][0]));
      VSIFCloseL (file);
    }

  return NULL;
}

static gboolean
table_open (Table *self, const char *path)
{
  self->file = open_beside (path, table_endings);
  if (self->file == NULL || VSIFReadL (self->header, HEADER, 1, self->file) != 1)
    return FALSE;
  self->n_records = self->header[4] | (guint32) self->header[5] << 8 | (guint32) self->header[6] << 16
                    | (guint32) self->header[7] << 24;
  self->header_length = self->header[8] | (guint) self->header[9] << 8;
  self->record_length = self->header[10] | (guint) self->header[11] << 8;
  if (self->header_length < HEADER || self->record_length == 0)
    return FALSE;

  self->n_fields = (self->header_length - HEADER) / FIELD;
  self->fields = g_malloc0 (self->n_fields * FIELD + 1);

  return VSIFReadL (self->fields, FIELD, self->n_fields, self->file) == self->n_fields;
}

gboolean
lt_dbf_is_complete (const char *path)
{
  g_auto (Table) table = { 0 };
  vsi_l_offset needed;

  if (!table_open (&table, path))
    return table.file == NULL;
  needed = table.header_length + (vsi_l_offset) table.n_records * table.record_length;
  VSIFSeekL (table.file, 0, SEEK_END);

  return VSIFTellL (table.file) >= needed;
}

static void
scan_record (const Table *table, const guint8 *record, LtTextScan *scan)
{
  guint at = 1;

  for (guint i = 0; i < table->n_fields && table->fields[i * FIELD] != 0x0D; i++)
    {
      guint length = table->fields[i * FIELD + 16];

      if (at + length > table->record_length)
        return;
      if (table->fields[i * FIELD + 11] == 'C')
        lt_text_scan_add_cell (scan, (const char *) record + at, length);
      at += length;
    }
}

/* A name that fills its room may have been cut in a character; a shorter one was not. */
static void
scan_name (const char *name, LtTextScan *scan)
{
  gsize length = strnlen (name, LT_DBF_NAME_LENGTH + 1);

  if (length >= LT_DBF_NAME_LENGTH)
    {
      lt_text_scan_add_cell (scan, name, length);
      return;
    }
  lt_text_scan_add (scan, name, length);
  lt_text_scan_end (scan);
}

static void
scan_table (Table *table, LtTextScan *scan)
{
  gsize per_chunk = MAX (CHUNK / table->record_length, 1);
  g_autofree guint8 *buffer = g_malloc (per_chunk * table->record_length);
  gsize n = per_chunk;

  lt_text_scan_init (scan);
  for (guint i = 0; i < table->n_fields && table->fields[i * FIELD] != 0x0D; i++)
    scan_name ((const char *) table->fields + i * FIELD, scan);
  VSIFSeekL (table->file, table->header_length, SEEK_SET);
  while (n == per_chunk)
    {
      n = VSIFReadL (buffer, table->record_length, per_chunk, table->file);
      for (gsize i = 0; i < n; i++)
        scan_record (table, buffer + i * table->record_length, scan);
    }
}

/* The encoding that the .cpg file names; NULL without one or when it is not known. */
static char *
read_cpg (const char *path)
{
  static const char *const endings[] = { "cpg", "CPG", "cst", NULL };
  VSILFILE *file = open_beside (path, endings);
  char text[64] = { 0 };

  if (file == NULL)
    return NULL;
  VSIFReadL (text, 1, sizeof text - 1, file);
  VSIFCloseL (file);
  text[strcspn (text, "\r\n")] = '\0';

  return lt_encoding_get_name (g_strstrip (text));
}

char *
lt_dbf_find_encoding (const char *path, LtEncodingHow *how)
{
  g_auto (Table) table = { 0 };
  g_autofree char *hint = read_cpg (path);
  gboolean from_cpg = hint != NULL;
  const char *found;
  LtTextScan scan;

  *how = LT_ENCODING_ASCII;
  if (!table_open (&table, path))
    return g_strdup ("UTF-8");
  if (hint == NULL && table.header[29] == LANGUAGE_GBK)
    hint = g_strdup ("GB18030");

  scan_table (&table, &scan);
  found = lt_text_scan_get_encoding (&scan);
  if (scan.ascii)
    return g_strdup (hint != NULL ? hint : "UTF-8");
  if (hint != NULL && (g_strcmp0 (hint, found) == 0 || found == NULL))
    {
      *how = from_cpg ? LT_ENCODING_CPG : LT_ENCODING_LANGUAGE;
      return g_steal_pointer (&hint);
    }
  *how = hint != NULL ? LT_ENCODING_OVERRULED : scan.utf8 ? LT_ENCODING_STRICT : LT_ENCODING_FALLBACK;

  return g_strdup (found != NULL ? found : "GB18030");
}
