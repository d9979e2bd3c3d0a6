#include "config.h"

#include "lt-chain-mark.h"

#include <adwaita.h>

#include "lt-tint.h"

#define SIZE 16

struct _LtChainMark
{
  GtkWidget parent_instance;

  /* owned */
  LtChain *chain;
  GtkIconPaintable *icon;
};

G_DEFINE_FINAL_TYPE (LtChainMark, lt_chain_mark, GTK_TYPE_WIDGET)

static GtkIconPaintable *
ensure_icon (LtChainMark *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->icon == NULL)
    self->icon = gtk_icon_theme_lookup_icon (
        gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), lt_chain_get_icon (self->chain),
        NULL, SIZE, gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget),
        GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  return self->icon;
}

static void
lt_chain_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtChainMark *self = LT_CHAIN_MARK (widget);
  double x = (gtk_widget_get_width (widget) - SIZE) / 2.0;
  double y = (gtk_widget_get_height (widget) - SIZE) / 2.0;
  GdkRGBA colours[4];

  if (self->chain == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    lt_tint_for_style (lt_chain_get_colour (self->chain), &colours[i]);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (ensure_icon (self)), snapshot, SIZE, SIZE,
                                            colours, G_N_ELEMENTS (colours));
  gtk_snapshot_restore (snapshot);
}

static void
lt_chain_mark_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
drop_icon (LtChainMark *self)
{
  g_clear_object (&self->icon);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lt_chain_mark_dispose (GObject *object)
{
  LtChainMark *self = LT_CHAIN_MARK (object);

  g_clear_object (&self->icon);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (lt_chain_mark_parent_class)->dispose (object);
}

static void
lt_chain_mark_class_init (LtChainMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lt_chain_mark_dispose;
  widget_class->snapshot = lt_chain_mark_snapshot;
  widget_class->measure = lt_chain_mark_measure;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lt_chain_mark_init (LtChainMark *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (drop_icon), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
lt_chain_mark_new (void)
{
  return g_object_new (LT_TYPE_CHAIN_MARK, NULL);
}

void
lt_chain_mark_set_chain (LtChainMark *self, LtChain *chain)
{
  g_return_if_fail (LT_IS_CHAIN_MARK (self));

  gtk_widget_set_visible (GTK_WIDGET (self), chain != NULL);
  if (!g_set_object (&self->chain, chain))
    return;

  drop_icon (self);
  if (chain == NULL)
    return;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), lt_chain_get_label (chain));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  lt_chain_get_label (chain), -1);
}
