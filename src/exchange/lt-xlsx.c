#include "config.h"

#include "lt-xlsx.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lt-out-text.h"
#include "lt-zip.h"

#define MAX_ROWS 1048576
#define MAX_TEXT 32767
#define MAX_NAME 31
#define FLUSH_SIZE (128 * 1024)
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006"
#define TYPE_PREFIX "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* Indices into cellXfs. */
enum
{
  STYLE_TEXT = 1,
  STYLE_TITLE = 2,
  STYLE_DATE = 3,
};

/* 49 is "@": a cell that is edited stays text. */
static const char styles[] = HEAD
    "<styleSheet xmlns=\"" MAIN_NS "\">"
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
    "<cellXfs count=\"4\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
    "applyFont=\"1\"/>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    "</cellXfs></styleSheet>";

static const char root_links[]
    = HEAD "<Relationships xmlns=\"" PACKAGE_NS "/relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE_NS
           "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

struct _LtXlsx
{
  LtZip *zip;
  char *path;
  GPtrArray *sheets;  /* their names */
  GPtrArray *letters; /* "A", "B", … for the columns of the sheet that is open */
  GString *xml;
  guint row;       /* that is open, or the last one; 1 for the titles */
  gboolean in_row; /* its first cell is written */
  guint column;    /* of the next cell */
  char row_text[16];
  guint n_cut;
};

LtXlsx *
lt_xlsx_new (const char *path, gboolean overwrite, GError **error)
{
  LtZip *zip = lt_zip_new (path, overwrite, error);
  LtXlsx *self;

  if (zip == NULL)
    return NULL;
  self = g_new0 (LtXlsx, 1);
  self->zip = zip;
  self->path = g_strdup (path);
  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->letters = g_ptr_array_new_with_free_func (g_free);
  self->xml = g_string_sized_new (FLUSH_SIZE * 2);
  return self;
}

void
lt_xlsx_free (LtXlsx *self)
{
  lt_zip_free (self->zip);
  g_free (self->path);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->letters);
  g_string_free (self->xml, TRUE);
  g_free (self);
}

static gboolean
flush (LtXlsx *self, gsize above, GError **error)
{
  gboolean done = TRUE;

  if (self->xml->len <= above)
    return TRUE;
  done = lt_zip_write (self->zip, self->xml->str, self->xml->len, error);
  g_string_truncate (self->xml, 0);
  return done;
}

/* --- cells --- */

static char *
get_letters (guint column)
{
  char text[8];
  char *at = text + sizeof text - 1;

  *at = '\0';
  for (column++; column > 0; column = (column - 1) / 26)
    *--at = (char) ('A' + (column - 1) % 26);
  return g_strdup (at);
}

static void
begin_row (LtXlsx *self)
{
  self->in_row = TRUE;
  self->row++;
  g_snprintf (self->row_text, sizeof self->row_text, "%u", self->row);
  g_string_append (self->xml, "<row r=\"");
  g_string_append (self->xml, self->row_text);
  g_string_append (self->xml, "\">");
}

static void
append_place (LtXlsx *self)
{
  if (!self->in_row)
    begin_row (self);
  while (self->letters->len <= self->column)
    g_ptr_array_add (self->letters, get_letters (self->letters->len));
  g_string_append (self->xml, "<c r=\"");
  g_string_append (self->xml, g_ptr_array_index (self->letters, self->column));
  g_string_append (self->xml, self->row_text);
}

/* Bytes of the text that fit into a cell. */
static gsize
measure (const char *text)
{
  gsize n = 0;
  const char *at = text;

  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      n += g_utf8_get_char (at) > 0xffff ? 2 : 1;
      if (n > MAX_TEXT)
        break;
    }
  return (gsize) (at - text);
}

/* ECMA-376 22.4.2.4 gives _xHHHH_ a meaning: what looks so is written with its underscore escaped. */
static char *
escape_underscores (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (at[0] == '_' && at[1] == 'x' && g_ascii_isxdigit (at[2]) && g_ascii_isxdigit (at[3])
          && g_ascii_isxdigit (at[4]) && g_ascii_isxdigit (at[5]) && at[6] == '_')
        g_string_append (escaped, "_x005F");
      g_string_append_c (escaped, *at);
    }
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/* Others may be trimmed by who reads them. */
static gboolean
has_outer_space (const char *text)
{
  return g_ascii_isspace (text[0]) || g_ascii_isspace (text[strlen (text) - 1])
         || strchr (text, '\n') != NULL;
}

static void
add_text (LtXlsx *self, const char *text, guint style)
{
  g_autofree char *short_text = NULL;
  g_autofree char *escaped = NULL;

  if (text != NULL && text[0] != '\0')
    {
      /* As bytes it may be long; only then its characters have to be counted. */
      if (strlen (text) > MAX_TEXT && strlen (text) > measure (text))
        {
          text = short_text = g_strndup (text, measure (text));
          self->n_cut++;
        }
      if (strstr (text, "_x") != NULL)
        text = escaped = escape_underscores (text);
      append_place (self);
      g_string_append (self->xml, style == STYLE_TITLE ? "\" s=\"2\" t=\"inlineStr\"><is><t"
                                                       : "\" s=\"1\" t=\"inlineStr\"><is><t");
      g_string_append (self->xml, has_outer_space (text) ? " xml:space=\"preserve\">" : ">");
      lt_out_xml (self->xml, text);
      g_string_append (self->xml, "</t></is></c>");
    }
  self->column++;
}

void
lt_xlsx_add_text (LtXlsx *self, const char *text)
{
  add_text (self, text, STYLE_TEXT);
}

void
lt_xlsx_add_plain (LtXlsx *self, const GString *text)
{
  if (text->len > 0)
    {
      append_place (self);
      g_string_append (self->xml, "\" s=\"1\" t=\"inlineStr\"><is><t>");
      g_string_append_len (self->xml, text->str, (gssize) text->len);
      g_string_append (self->xml, "</t></is></c>");
    }
  self->column++;
}

void
lt_xlsx_add_number (LtXlsx *self, double value)
{
  if (isfinite (value))
    {
      append_place (self);
      g_string_append (self->xml, "\"><v>");
      lt_out_number (self->xml, value);
      g_string_append (self->xml, "</v></c>");
    }
  self->column++;
}

/* Days since 1899-12-30; 0 when it is no date that Excel and others count alike. */
static guint
get_serial (const char *date)
{
  static const guint first = 61;     /* 1900-03-01 */
  static const guint epoch = 693594; /* Julian day of GDate for 1899-12-30 */
  guint year, month, day;
  char rest;
  GDate value;

  if (date == NULL || strlen (date) != 10 || sscanf (date, "%4u-%2u-%2u%c", &year, &month, &day, &rest) != 3
      || year > 9999 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return 0;
  g_date_set_dmy (&value, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&value) >= epoch + first ? g_date_get_julian (&value) - epoch : 0;
}

void
lt_xlsx_add_date (LtXlsx *self, const char *date)
{
  guint serial = get_serial (date);

  if (serial == 0)
    {
      add_text (self, date, STYLE_TEXT);
      return;
    }
  append_place (self);
  g_string_append_printf (self->xml, "\" s=\"%u\"><v>%u</v></c>", STYLE_DATE, serial);
  self->column++;
}

gboolean
lt_xlsx_end_row (LtXlsx *self, GError **error)
{
  if (!self->in_row)
    begin_row (self);
  g_string_append (self->xml, "</row>");
  self->in_row = FALSE;
  self->column = 0;
  if (self->row > MAX_ROWS)
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE,
                   _ ("“%s” can't hold all rows: a sheet ends after 1,048,575; write fewer rows, or CSV or "
                      "GeoPackage."),
                   self->path);
      return FALSE;
    }
  return flush (self, FLUSH_SIZE, error);
}

guint
lt_xlsx_get_n_cut (LtXlsx *self)
{
  return self->n_cut;
}

/* --- sheets --- */

static char *
make_sheet_name (const char *name)
{
  g_autofree char *start = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_NAME));

  return g_strdelimit (g_steal_pointer (&start), "[]:*?/\\'", '_');
}

static guint
get_width (const char *title)
{
  guint width = 3;

  for (const char *at = title; *at != '\0'; at = g_utf8_next_char (at))
    width += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  return CLAMP (width, 10, 40);
}

static gboolean
end_sheet (LtXlsx *self, GError **error)
{
  if (self->sheets->len == 0)
    return TRUE;
  g_string_append (self->xml, "</sheetData>");
  if (self->letters->len > 0)
    g_string_append_printf (self->xml, "<autoFilter ref=\"A1:%s%u\"/>",
                            (const char *) g_ptr_array_index (self->letters, self->letters->len - 1),
                            self->row);
  g_string_append (self->xml, "</worksheet>");
  return flush (self, 0, error) && lt_zip_end (self->zip, error);
}

gboolean
lt_xlsx_begin_sheet (LtXlsx *self, const char *name, const char *const *titles, GError **error)
{
  g_autofree char *member = NULL;

  g_return_val_if_fail (titles != NULL && titles[0] != NULL, FALSE);

  if (!end_sheet (self, error))
    return FALSE;
  g_ptr_array_add (self->sheets, make_sheet_name (name));
  g_ptr_array_set_size (self->letters, 0);
  member = g_strdup_printf ("xl/worksheets/sheet%u.xml", self->sheets->len);
  if (!lt_zip_begin (self->zip, member, error))
    return FALSE;

  g_string_append (self->xml,
                   HEAD "<worksheet xmlns=\"" MAIN_NS "\"><sheetViews><sheetView workbookViewId=\"0\">"
                        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                        "state=\"frozen\"/></sheetView></sheetViews><cols>");
  for (guint i = 0; titles[i] != NULL; i++)
    g_string_append_printf (self->xml, "<col min=\"%u\" max=\"%u\" width=\"%u\" customWidth=\"1\"/>", i + 1,
                            i + 1, get_width (titles[i]));
  g_string_append (self->xml, "</cols><sheetData>");

  self->row = 0;
  for (guint i = 0; titles[i] != NULL; i++)
    add_text (self, titles[i], STYLE_TITLE);
  return lt_xlsx_end_row (self, error);
}

/* --- the rest of the package --- */

static gboolean
put_member (LtXlsx *self, const char *name, const char *text, GError **error)
{
  return lt_zip_begin (self->zip, name, error) && lt_zip_write (self->zip, text, strlen (text), error)
         && lt_zip_end (self->zip, error);
}

static gboolean
put_workbook (LtXlsx *self, GError **error)
{
  g_autoptr (GString) book = g_string_new (HEAD "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" OFFICE_NS
                                                "\"><bookViews><workbookView/></bookViews><sheets>");
  g_autoptr (GString) links
      = g_string_new (HEAD "<Relationships xmlns=\"" PACKAGE_NS "/relationships\">"
                           "<Relationship Id=\"rId0\" Type=\"" OFFICE_NS "/styles\" Target=\"styles.xml\"/>");
  g_autoptr (GString) types = g_string_new (
      HEAD
      "<Types xmlns=\"" PACKAGE_NS "/content-types\">"
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE_PREFIX "sheet.main+xml\"/>"
      "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE_PREFIX "styles+xml\"/>");

  for (guint i = 0; i < self->sheets->len; i++)
    {
      g_string_append (book, "<sheet name=\"");
      lt_out_xml (book, g_ptr_array_index (self->sheets, i));
      g_string_append_printf (book, "\" sheetId=\"%u\" r:id=\"rId%u\"/>", i + 1, i + 1);
      g_string_append_printf (links,
                              "<Relationship Id=\"rId%u\" Type=\"" OFFICE_NS
                              "/worksheet\" Target=\"worksheets/sheet%u.xml\"/>",
                              i + 1, i + 1);
      g_string_append_printf (types,
                              "<Override PartName=\"/xl/worksheets/sheet%u.xml\" ContentType=\"" TYPE_PREFIX
                              "worksheet+xml\"/>",
                              i + 1);
    }
  g_string_append (book, "</sheets></workbook>");
  g_string_append (links, "</Relationships>");
  g_string_append (types, "</Types>");

  return put_member (self, "xl/workbook.xml", book->str, error)
         && put_member (self, "xl/_rels/workbook.xml.rels", links->str, error)
         && put_member (self, "[Content_Types].xml", types->str, error);
}

gboolean
lt_xlsx_commit (LtXlsx *self, GError **error)
{
  g_return_val_if_fail (self->sheets->len > 0, FALSE);

  return end_sheet (self, error) && put_member (self, "xl/styles.xml", styles, error)
         && put_member (self, "_rels/.rels", root_links, error) && put_workbook (self, error)
         && lt_zip_commit (self->zip, error);
}
