#include "lt-text.h"

#include <math.h>

#include "lt-canvas.h"
#include "lt-language.h"

#define FAMILIES "Noto Sans CJK SC, Source Han Sans SC, Sans"

static PangoContext *
create_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);

  /* Names are Chinese whatever the person's language: without it Han glyphs may come out Japanese. */
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  pango_context_set_round_glyph_positions (context, FALSE);

  return context;
}

/* Font maps belong to a thread, and so does the context made from its thread's map. */
static PangoContext *
get_context (void)
{
  static GPrivate contexts = G_PRIVATE_INIT (g_object_unref);
  PangoContext *context = g_private_get (&contexts);

  if (context == NULL)
    {
      context = create_context ();
      g_private_set (&contexts, context);
    }

  return context;
}

/* Names of a list stay whole; lines break after what separates them. */
static void
keep_names (PangoAttrList *attributes, const char *text)
{
  guint start = 0;

  for (const char *at = text;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      guint end = (guint) (at - text);
      PangoAttribute *attribute;

      if (c != 0 && c != 0x203a && c != 0x3001 && c != ',')
        continue;
      if (end > start)
        {
          attribute = pango_attr_allow_breaks_new (FALSE);
          attribute->start_index = start;
          attribute->end_index = end;
          pango_attr_list_insert (attributes, attribute);
        }
      if (c == 0)
        return;
      start = (guint) (g_utf8_next_char (at) - text);
      if (g_str_has_prefix (text + start, " "))
        start++;
    }
}

/* Chinese fonts have apostrophes and dots as wide as a Han character unless asked otherwise. */
static const char *
get_features (LtTextFlags flags)
{
  gboolean tabular = (flags & LT_TEXT_TABULAR) != 0;

  if (lt_language_is_chinese ())
    return tabular ? "tnum=1" : "tnum=0";

  return tabular ? "pwid=1,tnum=1" : "pwid=1";
}

PangoLayout *
lt_text_new (const char *text, double pixels, LtTextFlags flags, double width)
{
  PangoLayout *layout;
  PangoFontDescription *font;
  PangoAttrList *attributes;

  g_return_val_if_fail (text != NULL, NULL);

  layout = pango_layout_new (get_context ());
  font = pango_font_description_from_string (FAMILIES);
  pango_font_description_set_absolute_size (font, pixels * PANGO_SCALE);
  if (flags & LT_TEXT_BOLD)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new (get_features (flags)));
  if (flags & LT_TEXT_LIST)
    keep_names (attributes, text);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  pango_layout_set_alignment (layout, flags & LT_TEXT_CENTRED ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);

  return layout;
}

void
lt_text_set_lines (PangoLayout *self, int lines)
{
  pango_layout_set_height (self, -lines);
  pango_layout_set_ellipsize (self, PANGO_ELLIPSIZE_END);
}

void
lt_text_measure (PangoLayout *self, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (self, NULL, &logical);
  if (width != NULL)
    *width = (double) logical.width / PANGO_SCALE;
  if (height != NULL)
    *height = (double) logical.height / PANGO_SCALE;
}

/* A centred or wrapped layout's text does not begin at its origin. */
static void
move_to (PangoLayout *self, cairo_t *cr, double x, double y)
{
  PangoRectangle logical;

  pango_layout_get_extents (self, NULL, &logical);
  cairo_move_to (cr, x - (double) logical.x / PANGO_SCALE, y - (double) logical.y / PANGO_SCALE);
}

void
lt_text_paint (PangoLayout *self, cairo_t *cr, double x, double y, guint32 colour)
{
  move_to (self, cr, x, y);
  lt_colour_set (cr, colour);
  pango_cairo_show_layout (cr, self);
}

void
lt_text_paint_halo (PangoLayout *self, cairo_t *cr, double x, double y, double width, guint32 halo)
{
  cairo_save (cr);
  move_to (self, cr, x, y);
  pango_cairo_layout_path (cr, self);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 2.0 * width);
  lt_colour_set (cr, halo);
  cairo_stroke (cr);
  cairo_restore (cr);
}
