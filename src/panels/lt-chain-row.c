#include "config.h"

#include "lt-chain-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-chain-mark.h"
#include "lt-parts.h"
#include "lt-tint.h"
#include "lt-share-bar.h"
#include "lt-unit.h"

#define BAR_WIDTH 4
#define RADIUS 6

struct _LtChainRow
{
  GtkListBoxRow parent_instance;

  /* template */
  LtChainMark *mark;
  GtkLabel *name;
  GtkLabel *target;
  LtShareBar *bar;
  GtkButton *enterprises;

  /* owned */
  LtChain *chain;
  guint n_enterprises;
};

enum
{
  ENTERPRISES_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtChainRow, lt_chain_row, GTK_TYPE_LIST_BOX_ROW)

static void
lt_chain_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LtChainRow *self = LT_CHAIN_ROW (widget);
  gboolean selected = gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (self));
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GskRoundedRect plate, bar;
  GdkRGBA colour;

  lt_tint_for_style (lt_chain_get_colour (self->chain), &colour);
  if (selected)
    {
      GdkRGBA tint = colour;

      tint.alpha = 0.16f;
      gsk_rounded_rect_init_from_rect (&plate, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height),
                                       RADIUS);
      gtk_snapshot_push_rounded_clip (snapshot, &plate);
      gtk_snapshot_append_color (snapshot, &tint, &plate.bounds);
      gtk_snapshot_pop (snapshot);
    }

  gsk_rounded_rect_init_from_rect (&bar,
                                   &GRAPHENE_RECT_INIT (mirrored ? (float) width - BAR_WIDTH : 0,
                                                        selected ? 0 : 9, BAR_WIDTH,
                                                        (float) height - (selected ? 0 : 18)),
                                   BAR_WIDTH / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &colour, &bar.bounds);
  gtk_snapshot_pop (snapshot);

  GTK_WIDGET_CLASS (lt_chain_row_parent_class)->snapshot (widget, snapshot);
}

static char *
describe_actual (LtChain *chain)
{
  double actual = lt_chain_get_actual_yi (chain), target = lt_chain_get_target_yi (chain);
  g_autofree char *money = NULL;

  if (isnan (actual))
    return g_strdup (_ ("Actual output: not recorded"));
  money = lt_unit_format_money (actual * 1e4);
  if (isnan (target) || target <= 0)
    return g_strdup_printf (_ ("Actual output in %d: %s"), lt_chain_get_actual_year (chain), money);
  return g_strdup_printf (_ ("Actual output in %d: %s, %.0f%% of the target"),
                          lt_chain_get_actual_year (chain), money, 100 * actual / target);
}

static void
describe (LtChainRow *self)
{
  g_autofree char *money = lt_unit_format_money (lt_chain_get_target_yi (self->chain) * 1e4);
  g_autofree char *actual = describe_actual (self->chain);
  g_autofree char *firms = g_strdup_printf (
      ngettext ("%u enterprise of this chain", "%u enterprises of this chain", self->n_enterprises),
      self->n_enterprises);
  g_autofree char *sentence = g_strdup_printf (
      _ ("Chain %u, %s; target for %d: %s; %s; %s"), lt_chain_get_number (self->chain),
      lt_chain_get_label (self->chain), lt_chain_get_target_year (self->chain), money, actual, firms);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  lt_parts_call_button (self->enterprises, firms);
}

static void
show_target (LtChainRow *self, gboolean show_year)
{
  g_autofree char *money = lt_unit_format_money (lt_chain_get_target_yi (self->chain) * 1e4);
  g_autofree char *text = NULL, *tooltip = NULL;

  if (isnan (lt_chain_get_target_yi (self->chain)))
    text = g_strdup (_ ("No target"));
  else if (show_year)
    text = g_strdup_printf ("%s · %d", money, lt_chain_get_target_year (self->chain));
  else
    text = g_steal_pointer (&money);
  gtk_label_set_text (self->target, text);
  tooltip = g_strdup_printf (_ ("Target %d"), lt_chain_get_target_year (self->chain));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->target), tooltip);
}

static void
on_enterprises_clicked (LtChainRow *self)
{
  g_signal_emit (self, signals[ENTERPRISES_CLICKED], 0);
}

static void
lt_chain_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_CHAIN_ROW);
  g_clear_object (&LT_CHAIN_ROW (object)->chain);

  G_OBJECT_CLASS (lt_chain_row_parent_class)->dispose (object);
}

static void
lt_chain_row_class_init (LtChainRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_chain_row_dispose;
  widget_class->snapshot = lt_chain_row_snapshot;

  signals[ENTERPRISES_CLICKED] = g_signal_new ("enterprises-clicked", LT_TYPE_CHAIN_ROW, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (LT_TYPE_CHAIN_MARK);
  g_type_ensure (LT_TYPE_SHARE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-chain-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LtChainRow, mark);
  gtk_widget_class_bind_template_child (widget_class, LtChainRow, name);
  gtk_widget_class_bind_template_child (widget_class, LtChainRow, target);
  gtk_widget_class_bind_template_child (widget_class, LtChainRow, bar);
  gtk_widget_class_bind_template_child (widget_class, LtChainRow, enterprises);
  gtk_widget_class_bind_template_callback (widget_class, on_enterprises_clicked);
}

static void
lt_chain_row_init (LtChainRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lt_parts_explain_when_cut (self->name);
}

GtkWidget *
lt_chain_row_new (void)
{
  return g_object_new (LT_TYPE_CHAIN_ROW, NULL);
}

void
lt_chain_row_set_chain (LtChainRow *self, LtChain *chain, gboolean show_year)
{
  g_autofree char *actual = NULL;
  double share;

  g_return_if_fail (LT_IS_CHAIN_ROW (self));
  g_return_if_fail (LT_IS_CHAIN (chain));

  share = lt_chain_get_actual_yi (chain) / lt_chain_get_target_yi (chain);
  actual = describe_actual (chain);
  g_set_object (&self->chain, chain);
  lt_chain_mark_set_chain (self->mark, chain);
  gtk_label_set_text (self->name, lt_chain_get_label (chain));
  lt_share_bar_set (self->bar, share, lt_chain_get_colour (chain));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->bar), actual);
  show_target (self, show_year);
  lt_chain_row_set_enterprises (self, self->n_enterprises);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

LtChain *
lt_chain_row_get_chain (LtChainRow *self)
{
  g_return_val_if_fail (LT_IS_CHAIN_ROW (self), NULL);

  return self->chain;
}

void
lt_chain_row_set_enterprises (LtChainRow *self, guint n)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LT_IS_CHAIN_ROW (self));

  self->n_enterprises = n;
  text = g_strdup_printf (ngettext ("%u firm", "%u firms", n), n);
  gtk_button_set_label (self->enterprises, text);
  describe (self);
}
