#include "config.h"

#include "lt-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-label.h"
#include "lt-unit.h"

/* The title block: which plan, what is looked at, its figures. */

/* Of the line that says how many chains had no room. */
#define REST_HEIGHT 20

static char *
format_yi (double yi)
{
  return isnan (yi) ? g_strdup (_ ("not recorded")) : lt_unit_format_money (yi * 1e4);
}

static LtChain *
get_chain (const LtSheet *sheet)
{
  guint number = sheet->picture->view.chain;

  return number != 0 ? lt_catalogue_get_chain (sheet->snapshot->catalogue, number) : NULL;
}

static LtDistrict *
get_district (const LtSheet *sheet)
{
  LtCatalogue *catalogue = sheet->snapshot->catalogue;
  int district = sheet->picture->view.district;

  if (district < 0 || (guint) district >= lt_catalogue_get_n_districts (catalogue))
    return NULL;

  return lt_catalogue_get_district_at (catalogue, (guint) district);
}

static const char *
get_heading (const LtSheet *sheet)
{
  LtChain *chain = get_chain (sheet);
  LtDistrict *district = get_district (sheet);

  if (chain != NULL)
    return lt_chain_get_label (chain);
  if (district != NULL)
    return lt_district_get_label (district);

  return lt_catalogue_get_city_label (sheet->snapshot->catalogue);
}

/* "湖州八大链 2.0 · 征求意见稿 · 德清县" */
static char *
get_overline (const LtSheet *sheet)
{
  const char *status = lt_sheet_get_value (sheet, "status");
  GString *text = g_string_new (lt_catalogue_get_label (sheet->snapshot->catalogue));

  if (status != NULL && *status != '\0')
    g_string_append_printf (text, "·%s", status);
  if (get_chain (sheet) != NULL && get_district (sheet) != NULL)
    g_string_append_printf (text, "·%s", lt_district_get_label (get_district (sheet)));

  return g_string_free (text, FALSE);
}

/* The labels of a chain's key districts, in the plan's order. */
static char *
join_districts (const LtSheet *sheet, LtChain *chain, const char *separator)
{
  const char *const *codes = lt_chain_get_districts (chain);
  GString *text = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      LtDistrict *district = lt_catalogue_get_district (sheet->snapshot->catalogue, codes[i]);

      if (text->len > 0)
        g_string_append (text, separator);
      g_string_append (text, district != NULL ? lt_district_get_label (district) : codes[i]);
    }

  return g_string_free (text, FALSE);
}

static char *
get_target_title (LtChain *chain)
{
  int year = lt_chain_get_target_year (chain);

  return year > 0 ? g_strdup_printf (_ ("Target %d"), year) : g_strdup (_ ("Target"));
}

static guint
count_unplaced (const LtSheet *sheet, guint chain)
{
  guint n = 0;

  for (guint i = 0; i < sheet->snapshot->n_unplaced; i++)
    {
      const LtUnplaced *unplaced = &sheet->snapshot->unplaced[i];

      n += chain == 0 ? unplaced->total : unplaced->by_chain[MIN (chain, 32)];
    }

  return n;
}

static char *
get_enterprises (const LtSheet *sheet)
{
  guint chain = sheet->picture->view.chain;
  guint n = chain == 0 ? sheet->snapshot->counts[LT_KIND_ENTERPRISE]
                       : sheet->snapshot->enterprises_by_chain[MIN (chain, 32)];
  guint unplaced = count_unplaced (sheet, chain);

  if (n == 0)
    return NULL;
  if (unplaced == 0)
    return g_strdup_printf (ngettext ("%u enterprise", "%u enterprises", n), n);

  return g_strdup_printf (
      ngettext ("%u enterprise, %u of them not located", "%u enterprises, %u of them not located", n), n,
      unplaced);
}

static void
write_heading (LtFlow *flow, const char *text)
{
  lt_flow_skip (flow, 16);
  lt_flow_text (flow, text, 12, 0, flow->sheet->palette.text_quiet, 1);
  lt_flow_skip (flow, 3);
}

/* Heading and text together or, where there is no room or no text, neither. */
static gboolean
write_section (LtFlow *flow, const char *heading, const char *text, LtTextFlags flags, int lines)
{
  LtFlow trial = *flow;

  if (text == NULL || *text == '\0')
    return FALSE;

  trial.dry = TRUE;
  write_heading (&trial, heading);
  if (!lt_flow_text (&trial, text, 15, flags, 0, lines))
    return FALSE;

  write_heading (flow, heading);

  return lt_flow_text (flow, text, 15, flags, flow->sheet->palette.text, lines);
}

/* What is counted is said below it, in small print. */
static void
write_enterprises (LtFlow *flow)
{
  g_autofree char *text = get_enterprises (flow->sheet);

  if (!write_section (flow, _ ("Enterprises in this workspace"), text, 0, 2))
    return;
  lt_flow_skip (flow, 3);
  lt_flow_text (flow, _ ("Enterprises: as recorded in this workspace, not verified"), 10.5, 0,
                flow->sheet->palette.text_quiet, 2);
}

static double
measure_width (const char *figure, double pixels)
{
  g_autoptr (PangoLayout) text = lt_text_new (figure, pixels, LT_TEXT_BOLD | LT_TEXT_TABULAR, 0);
  double width;

  lt_text_measure (text, &width, NULL);

  return MAX (width, 1);
}

/* Two figures side by side, each under its name; the first as wide as it needs to be. */
static void
write_figures (
    LtFlow *flow, const char *left_title, const char *left, const char *right_title, const char *right)
{
  const LtPalette *palette = &flow->sheet->palette;
  double unit = flow->sheet->unit, gap = 16 * unit;
  double size = MIN (28, 28 * 0.55 * flow->width / measure_width (left, 28 * unit));
  double second = MIN (19, 19 * (0.43 * flow->width - gap) / measure_width (right, 19 * unit));
  LtFlow columns[2] = { *flow, *flow };

  columns[0].width = MAX (measure_width (left, size * unit) + 2, flow->width / 2 - gap);
  columns[1].x += columns[0].width + gap;
  columns[1].width = flow->width - columns[0].width - gap;

  lt_flow_text (&columns[0], left_title, 12, 0, palette->text_quiet, 2);
  lt_flow_text (&columns[0], left, size, LT_TEXT_BOLD | LT_TEXT_TABULAR, palette->text, 1);
  lt_flow_text (&columns[1], right_title, 12, 0, palette->text_quiet, 2);
  lt_flow_skip (&columns[1], (size - second) / 2);
  lt_flow_text (&columns[1], right, second, LT_TEXT_BOLD | LT_TEXT_TABULAR, palette->text_quiet, 1);
  flow->y = MAX (columns[0].y, columns[1].y);
}

static void
write_chain (LtFlow *flow, LtChain *chain)
{
  const LtSheet *sheet = flow->sheet;
  g_autofree char *target_title = get_target_title (chain);
  g_autofree char *target = format_yi (lt_chain_get_target_yi (chain));
  g_autofree char *actual = format_yi (lt_chain_get_actual_yi (chain));
  g_autofree char *districts = join_districts (sheet, chain, " › ");
  g_autofree char *segments = g_strjoinv (_ (", "), (char **) lt_chain_get_segments (chain));

  lt_flow_skip (flow, 18);
  write_figures (flow, target_title, target, _ ("Actual"), actual);
  write_section (flow, _ ("Key districts, in the plan's order"), districts, LT_TEXT_LIST, 3);
  write_section (flow, _ ("Segments"), segments, LT_TEXT_LIST, 6);
  write_enterprises (flow);
}

/* One chain of the city's list: disc, name, target at the right. FALSE, and nothing done, when it and `rest`
 * units below it would pass the bottom. */
static gboolean
write_chain_row (LtFlow *flow, LtChain *chain, double least, double rest)
{
  const LtSheet *sheet = flow->sheet;
  double unit = sheet->unit, diameter = 18 * unit, height, width, text_height, name_height;
  g_autofree char *target = format_yi (lt_chain_get_target_yi (chain));
  g_autoptr (PangoLayout) figure = lt_text_new (target, 14 * unit, LT_TEXT_TABULAR, 0);
  g_autoptr (PangoLayout) name = NULL;

  lt_text_measure (figure, &width, &text_height);
  name = lt_text_new (lt_chain_get_label (chain), 14 * unit, 0, flow->width - diameter - width - 20 * unit);
  lt_text_set_lines (name, 2);
  lt_text_measure (name, NULL, &name_height);
  height = MAX (least * unit, name_height + least / 5 * unit);
  if (flow->y + height + rest * unit > flow->bottom)
    return FALSE;

  if (!flow->dry)
    {
      double y = flow->y + (height - text_height) / 2;

      lt_label_paint_chip (flow->cr, sheet->snapshot, &sheet->picture->view, lt_chain_get_number (chain),
                           flow->x, flow->y + (height - diameter) / 2, diameter);
      lt_text_paint (name, flow->cr, flow->x + diameter + 9 * unit, flow->y + (height - name_height) / 2,
                     sheet->palette.text);
      lt_text_paint (figure, flow->cr, flow->x + flow->width - width, y, sheet->palette.text);
    }
  flow->y += height;

  return TRUE;
}

/* Closer together where there is little room; those that still have none are counted, never dropped in
 * silence. */
static void
write_chains (LtFlow *flow, int district)
{
  const LtSheet *sheet = flow->sheet;
  LtCatalogue *catalogue = sheet->snapshot->catalogue;
  g_autoptr (GPtrArray) chains = g_ptr_array_new ();
  double least;

  write_heading (flow, district < 0 ? _ ("Chains and their targets") : _ ("Chains it is a key district of"));
  for (guint i = 0; i < lt_catalogue_get_n_chains (catalogue); i++)
    {
      LtChain *chain = lt_catalogue_get_chain_at (catalogue, i);

      if (district < 0 || lt_label_is_key (sheet->snapshot, lt_chain_get_number (chain), (guint) district))
        g_ptr_array_add (chains, chain);
    }
  least = CLAMP ((flow->bottom - flow->y) / sheet->unit / MAX (chains->len, 1), 22, 30);
  for (guint i = 0; i < chains->len; i++)
    if (!write_chain_row (flow, g_ptr_array_index (chains, i), least, i + 1 < chains->len ? REST_HEIGHT : 0))
      {
        guint n = chains->len - i;
        /* Translators: below a list of chains that had no room for all */
        g_autofree char *rest = g_strdup_printf (ngettext ("and %u more chain", "and %u more chains", n), n);

        lt_flow_text (flow, rest, 12, 0, sheet->palette.text_quiet, 1);
        return;
      }
}

static void
write_city (LtFlow *flow)
{
  const LtSheet *sheet = flow->sheet;
  LtCatalogue *catalogue = sheet->snapshot->catalogue;
  guint n = lt_catalogue_get_n_chains (catalogue);
  g_autofree char *sum_title
      = g_strdup_printf (ngettext ("Target of %u chain", "Targets of %u chains, added up", n), n);
  g_autofree char *sum = format_yi (lt_catalogue_get_sum_yi (catalogue));
  g_autofree char *plan = format_yi (lt_catalogue_get_plan_yi (catalogue));

  if (sheet->picture->view.district < 0)
    {
      lt_flow_skip (flow, 18);
      write_figures (flow, sum_title, sum, _ ("The plan's own total"), plan);
    }
  write_chains (flow, sheet->picture->view.district);
  if (sheet->picture->view.district >= 0)
    return;
  write_enterprises (flow);
  write_section (flow, _ ("Goal"), lt_sheet_get_value (sheet, "goal_text"), 0, 8);
}

static void
paint_rule (LtFlow *flow)
{
  if (!flow->dry)
    {
      lt_colour_set (flow->cr, flow->sheet->palette.accent);
      cairo_rectangle (flow->cr, flow->x, flow->y, 44 * flow->sheet->unit, 5 * flow->sheet->unit);
      cairo_fill (flow->cr);
    }
  lt_flow_skip (flow, 5);
}

/* A little smaller rather than a last character on a line of its own. */
static double
get_heading_size (const LtFlow *flow, const char *heading)
{
  double width = measure_width (heading, 28 * flow->sheet->unit);

  return width > flow->width && width < flow->width * 1.3 ? 28 * 0.98 * flow->width / width : 28;
}

static void
write_full (LtFlow *flow)
{
  g_autofree char *overline = get_overline (flow->sheet);
  const char *heading = get_heading (flow->sheet);
  LtChain *chain = get_chain (flow->sheet);

  lt_flow_text (flow, overline, 12, 0, flow->sheet->palette.text_quiet, 2);
  lt_flow_skip (flow, 12);
  paint_rule (flow);
  lt_flow_skip (flow, 8);
  lt_flow_text (flow, heading, get_heading_size (flow, heading), LT_TEXT_BOLD, flow->sheet->palette.text, 3);
  if (chain != NULL)
    write_chain (flow, chain);
  else
    write_city (flow);
}

static char *
get_summary (const LtSheet *sheet)
{
  LtCatalogue *catalogue = sheet->snapshot->catalogue;
  LtChain *chain = get_chain (sheet);
  g_autofree char *first = NULL, *second = NULL, *name = NULL;

  if (chain != NULL)
    {
      name = get_target_title (chain);
      first = format_yi (lt_chain_get_target_yi (chain));
      second = join_districts (sheet, chain, " › ");
      return g_strdup_printf ("%s %s·%s", name, first, second);
    }

  first = format_yi (lt_catalogue_get_sum_yi (catalogue));
  second = format_yi (lt_catalogue_get_plan_yi (catalogue));

  return g_strdup_printf (_ ("Targets of %u chains added up %s, the plan's own total %s"),
                          lt_catalogue_get_n_chains (catalogue), first, second);
}

/* Three lines: which plan, what, its figures; only what in a very small picture. */
static void
write_brief (LtFlow *flow)
{
  g_autofree char *overline = get_overline (flow->sheet);
  g_autofree char *summary = get_summary (flow->sheet);
  const LtPalette *palette = &flow->sheet->palette;

  gboolean roomy = flow->sheet->height > 320;

  if (roomy)
    {
      lt_flow_text (flow, overline, 10.5, 0, palette->text_quiet, 1);
      lt_flow_skip (flow, 3);
    }
  lt_flow_text (flow, get_heading (flow->sheet), roomy ? 20 : 15, LT_TEXT_BOLD, palette->text, 1);
  if (roomy)
    lt_flow_text (flow, summary, 12.5, 0, palette->text, 1);
  lt_flow_skip (flow, 5);
  paint_rule (flow);
}

void
lt_title_paint (LtFlow *flow, gboolean brief)
{
  if (brief)
    write_brief (flow);
  else
    write_full (flow);
}
