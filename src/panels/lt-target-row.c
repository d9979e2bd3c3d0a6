#include "config.h"

#include "lt-target-row.h"

#include <glib/gi18n-lib.h>

#include "lt-chain-mark.h"
#include "lt-parts.h"
#include "lt-share-bar.h"
#include "lt-unit.h"

struct _LtTargetRow
{
  GtkButton parent_instance;

  /* template */
  LtChainMark *mark;
  GtkLabel *name;
  GtkLabel *target;
  LtShareBar *bar;

  /* owned */
  LtChain *chain;
};

G_DEFINE_FINAL_TYPE (LtTargetRow, lt_target_row, GTK_TYPE_BUTTON)

static void
lt_target_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_TARGET_ROW);
  g_clear_object (&LT_TARGET_ROW (object)->chain);

  G_OBJECT_CLASS (lt_target_row_parent_class)->dispose (object);
}

static void
lt_target_row_class_init (LtTargetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_target_row_dispose;

  g_type_ensure (LT_TYPE_CHAIN_MARK);
  g_type_ensure (LT_TYPE_SHARE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-target-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LtTargetRow, mark);
  gtk_widget_class_bind_template_child (widget_class, LtTargetRow, name);
  gtk_widget_class_bind_template_child (widget_class, LtTargetRow, target);
  gtk_widget_class_bind_template_child (widget_class, LtTargetRow, bar);
}

static void
lt_target_row_init (LtTargetRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lt_parts_explain_when_cut (self->name);
}

GtkWidget *
lt_target_row_new (LtChain *chain, double largest_yi)
{
  LtTargetRow *self;
  g_autofree char *money = NULL, *sentence = NULL;

  g_return_val_if_fail (LT_IS_CHAIN (chain), NULL);

  self = g_object_new (LT_TYPE_TARGET_ROW, NULL);
  self->chain = g_object_ref (chain);
  money = lt_unit_format_money (lt_chain_get_target_yi (chain) * 1e4);
  sentence = g_strdup_printf (_ ("%s: target %s"), lt_chain_get_label (chain), money);
  lt_chain_mark_set_chain (self->mark, chain);
  gtk_label_set_text (self->name, lt_chain_get_label (chain));
  gtk_label_set_text (self->target, money);
  lt_share_bar_set (self->bar, lt_chain_get_target_yi (chain) / largest_yi, lt_chain_get_colour (chain));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  return GTK_WIDGET (self);
}

LtChain *
lt_target_row_get_chain (LtTargetRow *self)
{
  g_return_val_if_fail (LT_IS_TARGET_ROW (self), NULL);

  return self->chain;
}
