#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-map-classes.h"
#include "lt-map-legend.h"
#include "lt-pin.h"

#define SWATCH_WIDTH 22
#define SWATCH_HEIGHT 16
/* Of one stage after the other. */
#define STAGE_WIDTH 20

typedef enum
{
  ROW_KEY_DISTRICT,
  ROW_ZONE,
  ROW_ENTERPRISE,
  ROW_UNPLACED,
  ROW_PROJECT,
  ROW_STAGES,
  ROW_LATE,
  ROW_PARCEL,
  N_ROWS
} Row;

static const char *const row_texts[N_ROWS] = {
  [ROW_KEY_DISTRICT] = N_ ("Key district"),
  [ROW_ZONE] = N_ ("Approximate extent"),
  [ROW_ENTERPRISE] = N_ ("Enterprise"),
  [ROW_UNPLACED] = N_ ("Enterprises, position unknown"),
  [ROW_PROJECT] = N_ ("Project"),
  [ROW_STAGES] = N_ ("Signed to full capacity"),
  [ROW_LATE] = N_ ("Late against its plan"),
  [ROW_PARCEL] = N_ ("Parcel"),
};

struct _LtMapLegend
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkWidget *box;
  GtkWidget *rows[N_ROWS];
  GtkDrawingArea *swatches[N_ROWS];
  GtkLabel *project; /* says when not all are shown */
  LtMapClasses *classes;

  LtPalette palette;
};

G_DEFINE_FINAL_TYPE (LtMapLegend, lt_map_legend, GTK_TYPE_WIDGET)

static guint toggled_signal;

static void
set_colour (cairo_t *cr, guint32 colour, double opacity)
{
  cairo_set_source_rgba (cr, (colour >> 24) / 255.0, (colour >> 16 & 0xFF) / 255.0,
                         (colour >> 8 & 0xFF) / 255.0, (colour & 0xFF) / 255.0 * opacity);
}

static void
draw_area (cairo_t *cr, guint32 fill, double opacity, guint32 line, double width)
{
  cairo_rectangle (cr, 2, 2, SWATCH_WIDTH - 4, SWATCH_HEIGHT - 4);
  set_colour (cr, fill, opacity);
  cairo_fill_preserve (cr);
  set_colour (cr, line, 1);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
draw_zone (cairo_t *cr, guint32 colour)
{
  const double dash[] = { 4, 3 };

  cairo_rectangle (cr, 2, 2, SWATCH_WIDTH - 4, SWATCH_HEIGHT - 4);
  set_colour (cr, colour, 1);
  cairo_save (cr);
  cairo_set_dash (cr, dash, 2, 0);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke_preserve (cr);
  cairo_restore (cr);
  cairo_clip (cr);
  set_colour (cr, colour, 0.6);
  cairo_set_line_width (cr, 1);
  for (int x = -SWATCH_HEIGHT; x < SWATCH_WIDTH; x += 5)
    {
      cairo_move_to (cr, x, SWATCH_HEIGHT);
      cairo_line_to (cr, x + SWATCH_HEIGHT, 0);
    }
  cairo_stroke (cr);
}

static void
draw_dot (cairo_t *cr, guint32 colour, guint32 halo)
{
  cairo_arc (cr, SWATCH_WIDTH / 2.0, SWATCH_HEIGHT / 2.0, 4.5, 0, 2 * G_PI);
  set_colour (cr, colour, 1);
  cairo_fill_preserve (cr);
  set_colour (cr, halo, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_ring (cairo_t *cr, guint32 colour)
{
  const double dash[] = { 2.5, 2 };

  cairo_arc (cr, SWATCH_WIDTH / 2.0, SWATCH_HEIGHT / 2.0, 5.5, 0, 2 * G_PI);
  cairo_set_dash (cr, dash, 2, 0);
  set_colour (cr, colour, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

/* Shape and letter of each stage from signed on. */
static void
draw_stages (cairo_t *cr, const LtPalette *palette)
{
  for (guint stage = 1; stage < LT_PIN_N_STAGES; stage++)
    lt_pin_paint_head (cr, STAGE_WIDTH * (stage - 0.5), SWATCH_HEIGHT / 2.0, SWATCH_HEIGHT / 2.0 - 1, stage,
                       palette->accent, palette);
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  LtMapLegend *self = LT_MAP_LEGEND (gtk_widget_get_ancestor (GTK_WIDGET (area), LT_TYPE_MAP_LEGEND));
  const LtPalette *palette = &self->palette;

  switch ((Row) GPOINTER_TO_UINT (data))
    {
    case ROW_KEY_DISTRICT:
      draw_area (cr, palette->accent, 0.3, palette->accent, 2);
      break;
    case ROW_ZONE:
      draw_zone (cr, palette->district_line);
      break;
    case ROW_ENTERPRISE:
      draw_dot (cr, palette->accent, palette->halo);
      break;
    case ROW_UNPLACED:
      draw_ring (cr, palette->text_quiet);
      break;
    case ROW_PROJECT:
      lt_pin_paint (cr, SWATCH_WIDTH / 2.0, SWATCH_HEIGHT, 0.4, 2, palette->accent, FALSE, palette);
      break;
    case ROW_STAGES:
      draw_stages (cr, palette);
      break;
    case ROW_LATE:
      lt_pin_paint_late_ring (cr, SWATCH_WIDTH / 2.0, SWATCH_HEIGHT / 2.0, 0.4, palette);
      break;
    case ROW_PARCEL:
      draw_area (cr, palette->parcel_fill, 1, palette->parcel_line, 1);
      break;
    case N_ROWS:
      break;
    }
}

static void
add_row (LtMapLegend *self, Row row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (_ (row_texts[row]));

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch),
                                      row == ROW_STAGES ? STAGE_WIDTH * (LT_PIN_N_STAGES - 1) : SWATCH_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), SWATCH_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch, GUINT_TO_POINTER (row), NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->box), box);
  if (row == ROW_PROJECT)
    self->project = GTK_LABEL (label);
  self->rows[row] = box;
  self->swatches[row] = GTK_DRAWING_AREA (swatch);
}

static gboolean
has_zone (const LtSnapshot *snapshot)
{
  for (guint i = 0; i < lt_catalogue_get_n_districts (snapshot->catalogue); i++)
    if (lt_district_is_approximate (lt_catalogue_get_district_at (snapshot->catalogue, i)))
      return TRUE;
  return FALSE;
}

static gboolean
has_unplaced (const LtSnapshot *snapshot, guint chain)
{
  for (guint i = 0; i < snapshot->n_unplaced; i++)
    {
      const LtUnplaced *unplaced = &snapshot->unplaced[i];

      if (chain == 0 ? unplaced->total > 0 : chain <= 32 && unplaced->by_chain[chain] > 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_point (const LtPoints *points, guint chain)
{
  for (guint i = 0; chain > 0 && i < points->n; i++)
    if (points->chains[i] & 1u << (chain - 1))
      return TRUE;
  return chain == 0 && points->n > 0;
}

static gboolean
shows_row (Row row, const LtSnapshot *snapshot, const LtView *view)
{
  switch (row)
    {
    case ROW_KEY_DISTRICT:
      return view->chain != 0 && (view->layers & LT_LAYER_DISTRICTS);
    case ROW_ZONE:
      return (view->layers & LT_LAYER_DISTRICTS) && has_zone (snapshot);
    case ROW_ENTERPRISE:
      return (view->layers & LT_LAYER_ENTERPRISES) && has_point (&snapshot->enterprises, view->chain);
    case ROW_UNPLACED:
      return (view->layers & LT_LAYER_ENTERPRISES) && has_unplaced (snapshot, view->chain);
    case ROW_PROJECT:
    case ROW_STAGES:
    case ROW_LATE:
      return (view->layers & LT_LAYER_PROJECTS) && has_point (&snapshot->projects, view->chain);
    case ROW_PARCEL:
      return (view->layers & LT_LAYER_PARCELS) && snapshot->parcels.n > 0
             && !lt_classes_fits (view->classes, snapshot);
    case N_ROWS:
    default:
      return FALSE;
    }
}

static const char *
get_title (const LtSnapshot *snapshot, const LtView *view)
{
  LtChain *chain = lt_catalogue_get_chain (snapshot->catalogue, view->chain);

  return chain ? lt_chain_get_label (chain) : lt_catalogue_get_city_label (snapshot->catalogue);
}

/* Without classes the pointer goes through to the map. */
static void
update_classes (LtMapLegend *self, const LtSnapshot *snapshot, const LtView *view)
{
  gboolean shown = (view->layers & LT_LAYER_PARCELS) && snapshot->parcels.n > 0
                   && lt_classes_fits (view->classes, snapshot);

  lt_map_classes_update (self->classes, shown ? view->classes : NULL, &self->palette);
  gtk_widget_set_can_target (GTK_WIDGET (self), shown);
}

static void
on_class_toggled (LtMapLegend *self, guint number, gboolean hidden)
{
  g_signal_emit (self, toggled_signal, 0, number, hidden);
}

void
lt_map_legend_update (LtMapLegend *self, const LtSnapshot *snapshot, const LtView *view)
{
  g_return_if_fail (LT_IS_MAP_LEGEND (self));

  gtk_widget_set_visible (GTK_WIDGET (self), snapshot != NULL);
  if (!snapshot)
    return;
  lt_view_get_palette (view, snapshot, &self->palette);
  gtk_label_set_label (self->title, get_title (snapshot, view));
  for (Row row = 0; row < N_ROWS; row++)
    {
      gtk_widget_set_visible (self->rows[row], shows_row (row, snapshot, view));
      gtk_widget_queue_draw (GTK_WIDGET (self->swatches[row]));
    }
  gtk_label_set_label (self->project,
                       view->projects ? _ ("Projects chosen in the list") : _ (row_texts[ROW_PROJECT]));
  update_classes (self, snapshot, view);
}

static void
lt_map_legend_dispose (GObject *object)
{
  LtMapLegend *self = LT_MAP_LEGEND (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lt_map_legend_parent_class)->dispose (object);
}

static void
lt_map_legend_class_init (LtMapLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_map_legend_dispose;
  toggled_signal = g_signal_new ("class-toggled", LT_TYPE_MAP_LEGEND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "maplegend");
}

static void
lt_map_legend_init (LtMapLegend *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->title, 24);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption-heading");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  for (Row row = 0; row < N_ROWS; row++)
    add_row (self, row);
  self->classes = LT_MAP_CLASSES (lt_map_classes_new ());
  g_signal_connect_object (self->classes, "class-toggled", G_CALLBACK (on_class_toggled), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->classes));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Legend"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lt_map_legend_new (void)
{
  return g_object_new (LT_TYPE_MAP_LEGEND, NULL);
}
