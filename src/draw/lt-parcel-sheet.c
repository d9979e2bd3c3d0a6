#include "config.h"

#include "lt-parcel-sheet.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-canvas.h"
#include "lt-judge-text.h"
#include "lt-outline.h"
#include "lt-text.h"
#include "lt-unit.h"

/* A4 in points. */
#define WIDTH 595.0
#define HEIGHT 842.0
#define MARGIN 42.0
#define PNG_SCALE (150.0 / 72.0)
#define INK 0x1a1a1affu
#define QUIET 0x5a5a5affu
#define RULE 0xc8c8c8ffu
#define PASS 0x1b6b3affu
#define FAIL 0xa33b00ffu
#define TRACK 0xe8e8e8ffu

struct _LtParcelSheet
{
  LtRecord *record;
  LtCatalogue *catalogue;
  LtJudgement *judgement;
  guint subject;
  GPtrArray *occupants;
};

/* Where the pen is. */
typedef struct
{
  cairo_t *cr;
  double y;
} Pen;

LtParcelSheet *
lt_parcel_sheet_new (
    LtRecord *record, LtCatalogue *catalogue, LtJudgement *judgement, guint subject, GPtrArray *occupants)
{
  LtParcelSheet *self;

  g_return_val_if_fail (LT_IS_RECORD (record) && judgement != NULL && occupants != NULL, NULL);
  g_return_val_if_fail (subject < judgement->subjects->n, NULL);

  self = g_new0 (LtParcelSheet, 1);
  self->record = g_object_ref (record);
  self->catalogue = catalogue != NULL ? g_object_ref (catalogue) : NULL;
  self->judgement = lt_judgement_ref (judgement);
  self->subject = subject;
  self->occupants = g_ptr_array_ref (occupants);
  return self;
}

void
lt_parcel_sheet_free (LtParcelSheet *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->record);
  g_clear_object (&self->catalogue);
  lt_judgement_unref (self->judgement);
  g_ptr_array_unref (self->occupants);
  g_free (self);
}

/* --- the pen --- */

static double
write_text (
    Pen *pen, double x, double width, const char *text, double size, LtTextFlags flags, guint32 colour)
{
  g_autoptr (PangoLayout) layout = lt_text_new (text, size, flags, width);
  double w, height;

  lt_text_measure (layout, &w, &height);
  lt_text_paint (layout, pen->cr, x, pen->y, colour);
  return height;
}

static void
rule (Pen *pen)
{
  pen->y += 6;
  lt_colour_set (pen->cr, RULE);
  cairo_set_line_width (pen->cr, 0.5);
  cairo_move_to (pen->cr, MARGIN, pen->y);
  cairo_line_to (pen->cr, WIDTH - MARGIN, pen->y);
  cairo_stroke (pen->cr);
  pen->y += 8;
}

static void
write_pair (Pen *pen, double x, double width, const char *title, const char *value)
{
  double height;

  write_text (pen, x, 70, title, 9, LT_TEXT_PLAIN, QUIET);
  height = write_text (pen, x + 76, width - 76, value, 9.5, LT_TEXT_TABULAR, INK);
  pen->y += MAX (height, 12) + 4;
}

/* --- what it says --- */

static const char *
peek (const LtParcelSheet *self, const char *name)
{
  const char *text = lt_record_peek (self->record, name);

  return text != NULL ? text : _ ("not recorded");
}

static const char *
get_district (const LtParcelSheet *self)
{
  const char *code = lt_record_peek (self->record, "district");
  LtDistrict *district
      = self->catalogue != NULL && code != NULL ? lt_catalogue_get_district (self->catalogue, code) : NULL;

  return district != NULL ? lt_district_get_label (district) : code != NULL ? code : _ ("not recorded");
}

static char *
format_areas (double m2)
{
  g_autofree char *mu = lt_unit_format (m2 / LT_M2_PER_MU, 2);
  g_autofree char *hectares = lt_unit_format (m2 / LT_M2_PER_HA, 4);
  g_autofree char *metres = lt_unit_format (m2, 1);

  return isfinite (m2) ? g_strdup_printf (_ ("%s mu = %s ha = %s m²"), mu, hectares, metres)
                       : g_strdup (_ ("not recorded"));
}

static double
get_stated_area (const LtParcelSheet *self)
{
  double m2;

  return lt_record_get_number (self->record, (guint) lt_fields_find (LT_KIND_PARCEL, "area_m2"), &m2) ? m2
                                                                                                      : NAN;
}

static char *
format_users (const LtParcelSheet *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->occupants->len; i++)
    {
      const LtOccupant *occupant = g_ptr_array_index (self->occupants, i);
      g_autofree char *area = lt_unit_format (occupant->area_m2, 0);
      gboolean rented = g_strcmp0 (occupant->tenure, "rented") == 0;

      g_string_append_printf (text, "%s%s · %s m² · %s", i > 0 ? "\n" : "",
                              occupant->name != NULL ? occupant->name : _ ("not recorded"), area,
                              rented                     ? _ ("rented")
                              : occupant->tenure != NULL ? _ ("owned")
                                                         : _ ("not recorded"));
    }
  if (self->occupants->len == 0)
    g_string_append (text, peek (self, "user"));
  return g_string_free (text, FALSE);
}

static void
write_head (const LtParcelSheet *self, Pen *pen)
{
  const LtRuleSet *rules = self->judgement->rules;
  g_autofree char *about = NULL;

  pen->y += write_text (pen, MARGIN, WIDTH - 2 * MARGIN, _ ("Parcel sheet"), 9, LT_TEXT_PLAIN, QUIET) + 2;
  pen->y += write_text (pen, MARGIN, WIDTH - 2 * MARGIN, peek (self, "number"), 20, LT_TEXT_BOLD, INK) + 2;
  about = g_strdup_printf ("%s · %s", lt_rule_set_get_label (rules), rules->edition);
  pen->y += write_text (pen, MARGIN, WIDTH - 2 * MARGIN, about, 9.5, LT_TEXT_PLAIN, QUIET);
  if (rules->is_template)
    pen->y += write_text (pen, MARGIN, WIDTH - 2 * MARGIN, _ ("a template, not confirmed as official"), 9.5,
                          LT_TEXT_PLAIN, FAIL);
  rule (pen);
}

static void
write_parcel (const LtParcelSheet *self, Pen *pen)
{
  static const LtOutlineStyle style
      = { .fill = 0xe9eef5ffu, .line = 0x1a4f8bffu, .text = INK, .halo = 0xffffffffu, .font = 8 };
  LtGeometry *geometry = lt_record_get_geometry (self->record);
  double top = pen->y, left = MARGIN + 236, width = WIDTH - MARGIN - left;
  g_autofree char *stated = format_areas (get_stated_area (self));
  g_autofree char *drawn = format_areas (geometry != NULL ? lt_geometry_area_m2 (geometry) : NAN);
  g_autofree char *users = format_users (self);

  if (geometry != NULL)
    lt_outline_paint (pen->cr, geometry, MARGIN, top, 220, 200, &style);
  else
    write_text (pen, MARGIN, 220, _ ("No outline recorded"), 9.5, LT_TEXT_CENTRED, QUIET);
  write_pair (pen, left, width, _ ("Name"), peek (self, "name"));
  write_pair (pen, left, width, _ ("District"), get_district (self));
  write_pair (pen, left, width, _ ("Stated area"), stated);
  write_pair (pen, left, width, _ ("Area drawn"), drawn);
  write_pair (pen, left, width, _ ("Users"), users);
  write_pair (pen, left, width, _ ("Industry code"), peek (self, "industry_code"));
  pen->y = MAX (pen->y, top + 204);
  rule (pen);
}

static void
write_verdict (const LtParcelSheet *self, Pen *pen, const LtExplanation *explanation)
{
  LtVerdict verdict = explanation->verdict;
  guint32 colour = verdict == LT_VERDICT_FAIL ? FAIL : verdict == LT_VERDICT_PASS ? PASS : INK;
  g_autofree char *grade
      = explanation->grade != '\0'
            ? g_strdup_printf (_ ("%s · grade %c"), lt_verdict_get_title (verdict), explanation->grade)
            : g_strdup (lt_verdict_get_title (verdict));

  pen->y += write_text (pen, MARGIN, WIDTH - 2 * MARGIN, grade, 15, LT_TEXT_BOLD, colour) + 8;
}

static void
paint_bullet (Pen *pen, double x, double width, const LtFinding *finding)
{
  double whole = isfinite (finding->standard) ? finding->standard / 0.6 : 0, value = finding->measure.value;
  double general = lt_finding_get_general (finding);

  whole = isfinite (general) ? MAX (whole, general / 0.95) : whole;
  whole = isfinite (value) ? MAX (whole, value * (isfinite (finding->standard) ? 1.05 : 1.6)) : whole;
  lt_colour_set (pen->cr, TRACK);
  cairo_rectangle (pen->cr, x, pen->y + 4, width, 5);
  cairo_fill (pen->cr);
  if (!(whole > 0))
    return;
  lt_colour_set (pen->cr, finding->verdict == LT_VERDICT_FAIL   ? FAIL
                          : finding->verdict == LT_VERDICT_PASS ? PASS
                                                                : QUIET);
  if (isfinite (value) && value > 0)
    cairo_rectangle (pen->cr, x, pen->y + 4, width * value / whole, 5);
  cairo_fill (pen->cr);
  lt_colour_set (pen->cr, INK);
  if (isfinite (general))
    cairo_rectangle (pen->cr, x + width * general / whole - 0.375, pen->y + 3, 0.75, 7);
  if (isfinite (finding->standard))
    cairo_rectangle (pen->cr, x + width * finding->standard / whole - 0.75, pen->y + 1, 1.5, 11);
  cairo_fill (pen->cr);
}

static void
write_finding (const LtParcelSheet *self, Pen *pen, const LtFinding *finding)
{
  double height;
  g_autofree char *value = lt_finding_format_value (finding);
  g_autofree char *why = lt_finding_explain (finding, self->judgement->rules);
  guint32 colour = finding->verdict == LT_VERDICT_FAIL   ? FAIL
                   : finding->verdict == LT_VERDICT_PASS ? PASS
                                                         : QUIET;

  height = write_text (pen, MARGIN, 130, lt_indicator_get_title (finding->rule->indicator), 10, LT_TEXT_BOLD,
                       INK);
  paint_bullet (pen, MARGIN + 136, 110, finding);
  write_text (pen, MARGIN + 256, 170, value, 10, LT_TEXT_TABULAR, INK);
  write_text (pen, MARGIN + 436, 80, lt_verdict_get_title (finding->verdict), 10, LT_TEXT_BOLD, colour);
  pen->y += MAX (height, 15);
  pen->y += write_text (pen, MARGIN + 12, WIDTH - 2 * MARGIN - 12, why, 8.5, LT_TEXT_PLAIN, QUIET) + 7;
}

/* One page it is; what it has no room for is said. */
static void
write_rest (Pen *pen, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u more indicator does not fit on this page",
                                                     "%u more indicators do not fit on this page", n),
                                           n);

  if (n > 0)
    pen->y += write_text (pen, MARGIN, WIDTH - 2 * MARGIN, text, 8.5, LT_TEXT_PLAIN, FAIL);
}

static void
write_foot (const LtParcelSheet *self, Pen *pen)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%F");
  const char *source = lt_record_peek (self->record, "source");
  int year = self->judgement->subjects->year;
  g_autofree char *figures = year > 0 ? g_strdup_printf ("%d", year) : g_strdup (_ ("not recorded"));
  g_autofree char *text = g_strdup_printf (
      _ ("Annual figures of %s. Shared by the area each user occupies, where the parcel has none of its own. "
         "Rules: %s. Parcel: %s. Printed %s by Liantu."),
      figures, self->judgement->rules->source, source != NULL ? source : _ ("source not recorded"), today);

  pen->y = HEIGHT - MARGIN - 24;
  write_text (pen, MARGIN, WIDTH - 2 * MARGIN, text, 7.5, LT_TEXT_PLAIN, QUIET);
}

static void
paint (const LtParcelSheet *self, cairo_t *cr)
{
  g_autoptr (LtExplanation) explanation = lt_judgement_explain (self->judgement, self->subject);
  Pen pen = { cr, MARGIN };
  guint i = 0;

  lt_colour_set (cr, 0xffffffffu);
  cairo_paint (cr);
  write_head (self, &pen);
  write_parcel (self, &pen);
  write_verdict (self, &pen, explanation);
  for (; i < explanation->findings->len && pen.y < HEIGHT - MARGIN - 70; i++)
    write_finding (self, &pen, &g_array_index (explanation->findings, LtFinding, i));
  write_rest (&pen, explanation->findings->len - i);
  write_foot (self, &pen);
}

/* --- files --- */

static cairo_status_t
write_chunk (void *closure, const unsigned char *data, unsigned int length)
{
  return g_output_stream_write_all (closure, data, length, NULL, NULL, NULL) ? CAIRO_STATUS_SUCCESS
                                                                             : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_status_t
write_vector (const LtParcelSheet *self, GOutputStream *stream, gboolean pdf)
{
  cairo_surface_t *surface = pdf ? cairo_pdf_surface_create_for_stream (write_chunk, stream, WIDTH, HEIGHT)
                                 : cairo_svg_surface_create_for_stream (write_chunk, stream, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  paint (self, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
write_png (const LtParcelSheet *self, GOutputStream *stream)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) lround (WIDTH * PNG_SCALE),
                                                         (int) lround (HEIGHT * PNG_SCALE));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  paint (self, cr);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png_stream (surface, write_chunk, stream);
  cairo_surface_destroy (surface);
  return status;
}

gboolean
lt_parcel_sheet_write (const LtParcelSheet *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) problem = NULL;
  cairo_status_t status;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (!g_str_has_suffix (path, ".pdf") && !g_str_has_suffix (path, ".png")
      && !g_str_has_suffix (path, ".svg"))
    {
      g_set_error (error, LT_ERROR, LT_ERROR_VALUE, _ ("“%s” must end in .pdf, .png or .svg."), path);
      return FALSE;
    }
  file = g_file_new_for_path (path);
  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, &problem);
  if (stream != NULL)
    {
      status = g_str_has_suffix (path, ".png")
                   ? write_png (self, G_OUTPUT_STREAM (stream))
                   : write_vector (self, G_OUTPUT_STREAM (stream), g_str_has_suffix (path, ".pdf"));
      if (status == CAIRO_STATUS_SUCCESS && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &problem))
        return TRUE;
      if (problem == NULL)
        g_set_error (&problem, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", cairo_status_to_string (status));
    }
  lt_error_set_unwritable (error, path, problem);
  return FALSE;
}

/* --- on a worker thread --- */

typedef struct
{
  LtParcelSheet *sheet;
  char *path;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  lt_parcel_sheet_free (writing->sheet);
  g_free (writing->path);
  g_free (writing);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Writing *writing = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (lt_parcel_sheet_write (writing->sheet, writing->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lt_parcel_sheet_write_async (LtParcelSheet *self,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Writing *writing = g_new0 (Writing, 1);

  writing->sheet = self;
  writing->path = g_strdup (path);
  g_task_set_source_tag (task, lt_parcel_sheet_write_async);
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
lt_parcel_sheet_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
