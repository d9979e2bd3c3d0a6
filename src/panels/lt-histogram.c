#include "config.h"

#include "lt-histogram.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-unit.h"

#define BARS_HEIGHT 56
#define GAP 3
#define REACH 9.0 /* px around a break that take hold of it */
#define STEP_SHARE 0.02
#define SMALL_STEP_SHARE 0.002

struct _LtHistogram
{
  GtkWidget parent_instance;

  guint chosen; /* break */
  double drag_from;
  double moved; /* where the chosen one was put, until a result says so; NAN: nowhere */
  gboolean dragging;

  /* owned */
  LtLandResult *result;
};

enum
{
  BREAK_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtHistogram, lt_histogram, GTK_TYPE_WIDGET)

/* --- where things are --- */

static gboolean
has_scale (LtHistogram *self)
{
  return self->result != NULL && self->result->high > self->result->low;
}

static double
value_to_x (LtHistogram *self, double value)
{
  const LtLandResult *result = self->result;
  double width = gtk_widget_get_width (GTK_WIDGET (self));

  return CLAMP ((value - result->low) / (result->high - result->low), 0, 1) * width;
}

static double
x_to_value (LtHistogram *self, double x)
{
  const LtLandResult *result = self->result;
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);

  return result->low + CLAMP (x / width, 0, 1) * (result->high - result->low);
}

static int
find_break (LtHistogram *self, double x)
{
  int found = -1;
  double nearest = REACH;

  for (guint i = 0; has_scale (self) && i < self->result->n_breaks; i++)
    {
      double distance = fabs (value_to_x (self, self->result->breaks[i]) - x);

      if (distance <= nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

/* --- painting --- */

static PangoLayout *
new_text (LtHistogram *self, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static int
get_text_height (LtHistogram *self)
{
  g_autoptr (PangoLayout) layout = new_text (self, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* Centred on x, never over the edges, and not over what ends at `from`. Returns where it ends. */
static double
append_text (LtHistogram *self, GtkSnapshot *snapshot, const char *text, double x, double y, double from)
{
  g_autoptr (PangoLayout) layout = new_text (self, text);
  double room = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA colour;
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  x = CLAMP (x - width / 2.0, 0, MAX (room - width, 0));
  if (x < from)
    return from;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  return x + width + 4;
}

static void
get_class_colour (LtHistogram *self, guint class, GdkRGBA *colour)
{
  guint32 rgba = self->result->looks[class].colour;

  *colour = (GdkRGBA){ (rgba >> 24 & 255) / 255.0f, (rgba >> 16 & 255) / 255.0f, (rgba >> 8 & 255) / 255.0f,
                       self->result->looks[class].hidden ? 0.25f : 1.0f };
}

/* A bar, in parts where a break goes through it. */
static void
append_bar (LtHistogram *self, GtkSnapshot *snapshot, guint bin, guint most, double bottom)
{
  const LtLandResult *result = self->result;
  double step = (result->high - result->low) / LT_LAND_BINS;
  double from = result->low + bin * step, to = from + step;
  double height = MAX (BARS_HEIGHT * (double) result->bins[bin] / most, 1);

  while (from < to - step * 1e-6)
    {
      guint class = lt_breaks_classify (result->breaks, result->n_breaks, from + step * 1e-6);
      double end = class <= result->n_breaks ? MIN (to, result->breaks[class - 1]) : to;
      double x = value_to_x (self, from);
      GdkRGBA colour;

      end = end > from ? end : to;
      get_class_colour (self, class, &colour);
      gtk_snapshot_append_color (snapshot, &colour,
                                 &GRAPHENE_RECT_INIT ((float) x, (float) (bottom - height),
                                                      (float) (value_to_x (self, end) - x), (float) height));
      from = end;
    }
}

static void
append_bars (LtHistogram *self, GtkSnapshot *snapshot, double bottom)
{
  guint most = 1;
  GdkRGBA line;

  for (guint i = 0; i < LT_LAND_BINS; i++)
    most = MAX (most, self->result->bins[i]);
  for (guint i = 0; i < LT_LAND_BINS; i++)
    if (self->result->bins[i] > 0)
      append_bar (self, snapshot, i, most, bottom);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &line);
  line.alpha *= 0.3f;
  gtk_snapshot_append_color (
      snapshot, &line,
      &GRAPHENE_RECT_INIT (0, (float) bottom, (float) gtk_widget_get_width (GTK_WIDGET (self)), 1));
}

static void
append_counts (LtHistogram *self, GtkSnapshot *snapshot)
{
  const LtLandResult *result = self->result;
  double end = 0;

  for (guint class = 1; class < result->n_classes; class ++)
    {
      double from = class > 1 ? value_to_x (self, result->breaks[class - 2]) : 0;
      double to = class <= result->n_breaks ? value_to_x (self, result->breaks[class - 1])
                                            : gtk_widget_get_width (GTK_WIDGET (self));
      g_autofree char *text = lt_unit_format (result->sums[class].count, 0);

      end = append_text (self, snapshot, text, (from + to) / 2, 0, end);
    }
}

static void
append_handle (GtkSnapshot *snapshot, double x, double y, const GdkRGBA *colour, gboolean chosen)
{
  float size = chosen ? 5 : 4;
  GskRoundedRect knob;

  gsk_rounded_rect_init_from_rect (
      &knob, &GRAPHENE_RECT_INIT ((float) x - size, (float) y - size, 2 * size, 2 * size), size);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  gtk_snapshot_append_color (snapshot, colour, &knob.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_breaks (LtHistogram *self, GtkSnapshot *snapshot, double top, double bottom)
{
  const LtLandResult *result = self->result;
  gboolean focus = gtk_widget_has_visible_focus (GTK_WIDGET (self));
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA text, accent;
  double end = 0;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
    accent = text;
  for (guint i = 0; i < result->n_breaks; i++)
    {
      double x = floor (value_to_x (self, result->breaks[i]));
      gboolean chosen = (focus || self->dragging) && i == self->chosen;
      g_autofree char *label = lt_indicator_format (result->choice.indicator, result->breaks[i]);
      const GdkRGBA *colour = chosen ? &accent : &text;

      gtk_snapshot_append_color (
          snapshot, colour,
          &GRAPHENE_RECT_INIT ((float) x, (float) top, chosen ? 2 : 1, (float) (bottom - top)));
      append_handle (snapshot, x + 0.5, bottom + 5, colour, chosen);
      end = append_text (self, snapshot, label, x, bottom + 12, end);
    }
}

static void
lt_histogram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtHistogram *self = LT_HISTOGRAM (widget);
  double top = get_text_height (self) + GAP, bottom = top + BARS_HEIGHT;

  if (!has_scale (self))
    return;
  append_bars (self, snapshot, bottom);
  append_counts (self, snapshot);
  append_breaks (self, snapshot, top, bottom);
}

static void
lt_histogram_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  int height = 2 * get_text_height (LT_HISTOGRAM (widget)) + GAP + BARS_HEIGHT + 14;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : height;
}

/* --- what it says to those who do not see it --- */

static void
update_accessible (LtHistogram *self)
{
  const LtLandResult *result = self->result;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  if (!has_scale (self) || self->chosen >= result->n_breaks)
    return;
  value = lt_indicator_format (result->choice.indicator, result->breaks[self->chosen]);
  text = g_strdup_printf (_ ("break %u of %u: %s; %u below, %u from there on"), self->chosen + 1,
                          result->n_breaks, value, result->sums[self->chosen + 1].count,
                          result->sums[self->chosen + 2].count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, result->low,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, result->high,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, result->breaks[self->chosen],
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  /* GTK 4.8 tells values of its own sliders only. */
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* --- moving a break --- */

/* Keys come faster than results. */
static double
get_chosen_value (LtHistogram *self)
{
  return isnan (self->moved) ? self->result->breaks[self->chosen] : self->moved;
}

static void
move (LtHistogram *self, double value)
{
  guint last = self->result->n_breaks - 1;

  value = self->chosen > 0 ? MAX (value, self->result->breaks[self->chosen - 1]) : value;
  value = self->chosen < last ? MIN (value, self->result->breaks[self->chosen + 1]) : value;
  self->moved = value;
  g_signal_emit (self, signals[BREAK_MOVED], 0, self->chosen, value);
}

static void
choose (LtHistogram *self, guint index)
{
  self->chosen = index;
  self->moved = (double) NAN;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_key (LtHistogram *self, guint key, guint code, GdkModifierType state)
{
  double step;

  if (!has_scale (self) || self->result->n_breaks == 0)
    return FALSE;
  self->chosen = MIN (self->chosen, self->result->n_breaks - 1);
  step = (self->result->high - self->result->low)
         * ((state & GDK_CONTROL_MASK) != 0 ? SMALL_STEP_SHARE : STEP_SHARE);
  switch (key)
    {
    case GDK_KEY_Left:
      move (self, get_chosen_value (self) - step);
      return TRUE;
    case GDK_KEY_Right:
      move (self, get_chosen_value (self) + step);
      return TRUE;
    case GDK_KEY_Down:
      choose (self, self->chosen > 0 ? self->chosen - 1 : 0);
      return TRUE;
    case GDK_KEY_Up:
      choose (self, MIN (self->chosen + 1, self->result->n_breaks - 1));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_drag_begin (LtHistogram *self, double x, double y, GtkGesture *gesture)
{
  int found = find_break (self, x);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (found < 0)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag_from = x;
  self->dragging = TRUE;
  choose (self, (guint) found);
}

static void
on_drag_update (LtHistogram *self, double x, double y)
{
  if (self->dragging && has_scale (self))
    move (self, x_to_value (self, self->drag_from + x));
}

static void
on_drag_end (LtHistogram *self)
{
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_motion (LtHistogram *self, double x)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), find_break (self, x) >= 0 ? "col-resize" : NULL);
}

/* --- the widget --- */

static void
add_controllers (LtHistogram *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

static void
lt_histogram_dispose (GObject *object)
{
  g_clear_pointer (&LT_HISTOGRAM (object)->result, lt_land_result_unref);

  G_OBJECT_CLASS (lt_histogram_parent_class)->dispose (object);
}

static void
lt_histogram_class_init (LtHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_histogram_dispose;
  widget_class->snapshot = lt_histogram_snapshot;
  widget_class->measure = lt_histogram_measure;
  signals[BREAK_MOVED] = g_signal_new ("break-moved", LT_TYPE_HISTOGRAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "histogram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
lt_histogram_init (LtHistogram *self)
{
  self->moved = (double) NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Breaks between classes"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Drag a break, or move it with the arrow keys"));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  add_controllers (self);
}

GtkWidget *
lt_histogram_new (void)
{
  return g_object_new (LT_TYPE_HISTOGRAM, NULL);
}

void
lt_histogram_set_result (LtHistogram *self, LtLandResult *result)
{
  g_return_if_fail (LT_IS_HISTOGRAM (self));

  if (self->result == result)
    return;
  g_clear_pointer (&self->result, lt_land_result_unref);
  self->result = result != NULL ? lt_land_result_ref (result) : NULL;
  /* A result of an earlier key is not the one that is waited for. */
  if (result == NULL || !result->choice.own_breaks || self->chosen >= result->n_breaks
      || fabs (result->breaks[self->chosen] - self->moved) < 1e-9)
    self->moved = (double) NAN;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
