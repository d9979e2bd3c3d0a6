#include "config.h"

#include "lt-project-sign.h"

#include <adwaita.h>

#include "lt-pin.h"

struct _LtProjectSign
{
  GtkWidget parent_instance;

  gboolean shown;
  LtStage stage;
  gboolean late;

  /* owned */
  LtChain *chain;
};

G_DEFINE_FINAL_TYPE (LtProjectSign, lt_project_sign, GTK_TYPE_WIDGET)

static void
lt_project_sign_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtProjectSign *self = LT_PROJECT_SIGN (widget);
  AdwStyleManager *style = adw_style_manager_get_default ();
  LtView view = { .theme = adw_style_manager_get_dark (style) ? LT_THEME_DARK : LT_THEME_LIGHT,
                  .high_contrast = adw_style_manager_get_high_contrast (style),
                  .district = -1 };
  int size = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  double scale = size / 38.0, middle = size / 2.0;
  LtPalette palette;
  guint32 colour;
  cairo_t *cr;

  if (!self->shown)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) size, (float) size));
  lt_view_get_palette (&view, NULL, &palette);
  colour = self->chain ? lt_view_adapt_colour (&view, lt_chain_get_colour (self->chain) << 8 | 0xff)
                       : palette.text_quiet;
  if (self->late)
    lt_pin_paint_late_ring (cr, middle, middle, scale, &palette);
  lt_pin_paint_head (cr, middle, middle, 11 * scale, self->stage, colour, &palette);
  cairo_destroy (cr);
}

static void
lt_project_sign_dispose (GObject *object)
{
  g_clear_object (&LT_PROJECT_SIGN (object)->chain);

  G_OBJECT_CLASS (lt_project_sign_parent_class)->dispose (object);
}

static void
lt_project_sign_class_init (LtProjectSignClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_project_sign_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = lt_project_sign_snapshot;
}

static void
lt_project_sign_init (LtProjectSign *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
lt_project_sign_new (int size)
{
  return g_object_new (LT_TYPE_PROJECT_SIGN, "width-request", size, "height-request", size, NULL);
}

void
lt_project_sign_show (LtProjectSign *self, LtStage stage, LtChain *chain, gboolean late)
{
  g_return_if_fail (LT_IS_PROJECT_SIGN (self));

  self->shown = TRUE;
  self->stage = stage;
  self->late = late;
  g_set_object (&self->chain, chain);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lt_project_sign_clear (LtProjectSign *self)
{
  g_return_if_fail (LT_IS_PROJECT_SIGN (self));

  self->shown = FALSE;
  g_clear_object (&self->chain);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
