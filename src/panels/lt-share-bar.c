#include "config.h"

#include "lt-share-bar.h"

#include <adwaita.h>
#include <math.h>

#include "lt-tint.h"

#define HEIGHT 6
#define MIN_WIDTH 24

struct _LtShareBar
{
  GtkWidget parent_instance;

  double share;
  guint32 colour;
};

G_DEFINE_FINAL_TYPE (LtShareBar, lt_share_bar, GTK_TYPE_WIDGET)

static void
append_pill (GtkSnapshot *snapshot, double x, double y, double width, const GdkRGBA *colour)
{
  GskRoundedRect pill;

  gsk_rounded_rect_init_from_rect (&pill, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, HEIGHT),
                                   HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, colour, &pill.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_outline (GtkSnapshot *snapshot, double y, double width, const GdkRGBA *colour)
{
  GskRoundedRect pill;
  const float widths[4] = { 1, 1, 1, 1 };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };

  gsk_rounded_rect_init_from_rect (&pill, &GRAPHENE_RECT_INIT (0, (float) y, (float) width, HEIGHT),
                                   HEIGHT / 2.0f);
  gtk_snapshot_append_border (snapshot, &pill, widths, colours);
}

static void
lt_share_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtShareBar *self = LT_SHARE_BAR (widget);
  double width = gtk_widget_get_width (widget);
  double y = floor ((gtk_widget_get_height (widget) - HEIGHT) / 2.0);
  double filled = isnan (self->share) ? 0 : MAX (CLAMP (self->share, 0, 1) * width, HEIGHT);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA track, fill;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &track);
  if (isnan (self->share))
    {
      track.alpha *= 0.4f;
      append_outline (snapshot, y, width, &track);
      return;
    }

  track.alpha *= 0.12f;
  lt_tint_for_style (self->colour, &fill);
  append_pill (snapshot, 0, y, width, &track);
  if (self->share > 0)
    append_pill (snapshot, mirrored ? width - filled : 0, y, filled, &fill);
}

static void
lt_share_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  /* It gets what text leaves. */
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
}

static void
lt_share_bar_class_init (LtShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = lt_share_bar_snapshot;
  widget_class->measure = lt_share_bar_measure;

  gtk_widget_class_set_css_name (widget_class, "sharebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lt_share_bar_init (LtShareBar *self)
{
  self->share = (double) NAN;
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
lt_share_bar_new (void)
{
  return g_object_new (LT_TYPE_SHARE_BAR, NULL);
}

void
lt_share_bar_set (LtShareBar *self, double share, guint32 colour)
{
  g_return_if_fail (LT_IS_SHARE_BAR (self));

  self->share = share;
  self->colour = colour;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
