#include "config.h"

#include "lt-bullet-bar.h"

#include <adwaita.h>
#include <math.h>

#include "lt-tint.h"

#define HEIGHT 14
#define BAR_HEIGHT 6
/* The tick stands here when the value is below it, so that bars of one standard compare. */
#define STANDARD_SHARE 0.6
#define PASS_COLOUR 0x1b7837u
#define FAIL_COLOUR 0xc4500au
#define OTHER_COLOUR 0x77767bu

struct _LtBulletBar
{
  GtkWidget parent_instance;

  double value;
  double standard;
  double general;
  LtVerdict verdict;
};

G_DEFINE_FINAL_TYPE (LtBulletBar, lt_bullet_bar, GTK_TYPE_WIDGET)

static double
get_whole (LtBulletBar *self)
{
  double whole = isfinite (self->standard) ? self->standard / STANDARD_SHARE : 0;

  if (isfinite (self->general))
    whole = MAX (whole, self->general / 0.95);
  if (isfinite (self->value))
    whole = MAX (whole, self->value * (isfinite (self->standard) ? 1.05 : 1.6));
  return whole;
}

static void
append_rect (GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (
      snapshot, colour, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) MAX (width, 1), (float) height));
}

static void
lt_bullet_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtBulletBar *self = LT_BULLET_BAR (widget);
  double width = gtk_widget_get_width (widget), whole = get_whole (self);
  double y = floor ((gtk_widget_get_height (widget) - HEIGHT) / 2.0);
  double bar = y + (HEIGHT - BAR_HEIGHT) / 2;
  GdkRGBA text, track, fill;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  track = text;
  track.alpha *= 0.1f;
  append_rect (snapshot, &track, 0, bar, width, BAR_HEIGHT);
  if (!(whole > 0))
    return;
  lt_tint_for_style (self->verdict == LT_VERDICT_PASS   ? PASS_COLOUR
                     : self->verdict == LT_VERDICT_FAIL ? FAIL_COLOUR
                                                        : OTHER_COLOUR,
                     &fill);
  if (isfinite (self->value) && self->value > 0)
    append_rect (snapshot, &fill, 0, bar, width * self->value / whole, BAR_HEIGHT);
  if (isfinite (self->general))
    append_rect (snapshot, &text, MIN (width * self->general / whole, width - 1), y + 3, 1, HEIGHT - 6);
  if (isfinite (self->standard))
    append_rect (snapshot, &text, MIN (width * self->standard / whole, width - 2), y, 2, HEIGHT);
}

static void
lt_bullet_bar_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : HEIGHT;
}

static void
lt_bullet_bar_class_init (LtBulletBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = lt_bullet_bar_snapshot;
  widget_class->measure = lt_bullet_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "bulletbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_bullet_bar_init (LtBulletBar *self)
{
  self->value = self->standard = self->general = (double) NAN;
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
lt_bullet_bar_new (void)
{
  return g_object_new (LT_TYPE_BULLET_BAR, NULL);
}

void
lt_bullet_bar_set (LtBulletBar *self, double value, double standard, double general, LtVerdict verdict)
{
  g_return_if_fail (LT_IS_BULLET_BAR (self));

  self->value = value;
  self->standard = standard;
  self->general = general;
  self->verdict = verdict;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
