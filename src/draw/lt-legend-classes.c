#include "config.h"

#include "lt-sheet.h"

#include <glib/gi18n-lib.h>

#include "lt-unit.h"

/* What a picture's legend says of classed parcels: title and unit, the classes with their parcels
 * counted, which end of an interval is closed, year, 口径 and source. */

#define SWATCH_WIDTH 30.0
#define SWATCH_HEIGHT 17.0
#define GAP 4.0

static void
write_title (LtFlow *flow, const LtClassesText *text)
{
  g_autofree char *title = NULL;

  if (text->title == NULL)
    return;
  title = text->unit != NULL ? g_strdup_printf (_ ("%s (%s)"), text->title, text->unit)
                             : g_strdup (text->title);
  lt_flow_text (flow, title, 12, LT_TEXT_BOLD, flow->sheet->palette.text, 2);
  lt_flow_skip (flow, GAP);
}

/* Swatch, title, and the count at the right. */
static void
write_class (LtFlow *flow, const LtClass *class)
{
  double unit = flow->sheet->unit, indent = (SWATCH_WIDTH + 10) * unit, height, count_width, text_height;
  g_autofree char *number = lt_unit_format (class->count, 0);
  g_autoptr (PangoLayout) count = lt_text_new (number, 12 * unit, LT_TEXT_TABULAR, 0);
  g_autoptr (PangoLayout) title = NULL;

  lt_text_measure (count, &count_width, NULL);
  title = lt_text_new (class->title, 12 * unit, 0, flow->width - indent - count_width - 6 * unit);
  lt_text_measure (title, NULL, &text_height);
  height = MAX (text_height, SWATCH_HEIGHT * unit);
  if (!flow->dry)
    {
      const cairo_rectangle_t area = { flow->x, flow->y + (height - SWATCH_HEIGHT * unit) / 2,
                                       SWATCH_WIDTH * unit, SWATCH_HEIGHT * unit };
      double y = flow->y + (height - text_height) / 2;

      lt_painter_paint_class (flow->cr, class, &area, &flow->sheet->palette);
      lt_text_paint (title, flow->cr, flow->x + indent, y, flow->sheet->palette.text);
      lt_text_paint (count, flow->cr, flow->x + flow->width - count_width, y,
                     flow->sheet->palette.text_quiet);
    }
  flow->y += height + GAP * unit;
}

static void
write_note (LtFlow *flow, const char *format, const char *text)
{
  g_autofree char *note = NULL;

  if (text == NULL || *text == '\0')
    return;
  note = g_strconcat (format, text, NULL);
  lt_flow_text (flow, note, 10.5, 0, flow->sheet->palette.text_quiet, 3);
}

void
lt_legend_write_classes (LtFlow *flow, const LtClasses *classes)
{
  guint hidden = 0;

  write_title (flow, &classes->text);
  for (guint i = 1; i <= classes->n_classes; i++)
    {
      const LtClass *class = &classes->classes[i % classes->n_classes];

      if (class->hidden)
        hidden += class->count;
      else if (i < classes->n_classes || class->count > 0)
        write_class (flow, class);
    }
  if (hidden > 0)
    {
      g_autofree char *number = lt_unit_format (hidden, 0);
      g_autofree char *note = g_strdup_printf (ngettext ("%s parcel of other classes is not shown",
                                                         "%s parcels of other classes are not shown", hidden),
                                               number);

      write_note (flow, "", note);
    }
  write_note (flow, "", _ ("Counted in parcels."));
  write_note (flow, "", classes->text.bounds);
  write_note (flow, _ ("Year: "), classes->text.year);
  write_note (flow, _ ("Scope: "), classes->text.scope);
  write_note (flow, _ ("Source: "), classes->text.source);
  lt_flow_skip (flow, 2 * GAP);
}
