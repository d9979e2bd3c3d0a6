#include "config.h"

#include "lt-chain-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-chain-mark.h"
#include "lt-count-links.h"
#include "lt-parts.h"
#include "lt-share-bar.h"
#include "lt-unit.h"
#include "lt-wrap-box.h"

struct _LtChainPage
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  LtChainMark *mark;
  GtkLabel *title;
  GtkLabel *target_title;
  GtkLabel *target;
  GtkLabel *actual_title;
  GtkLabel *actual;
  GtkLabel *share;
  LtShareBar *bar;
  LtCountLinks *counts;
  LtWrapBox *segments;
  LtWrapBox *districts;

  /* owned */
  LtSession *session;
  LtChain *chain;
};

G_DEFINE_FINAL_TYPE (LtChainPage, lt_chain_page, GTK_TYPE_WIDGET)

static void
show_figures (LtChainPage *self, LtCatalogue *catalogue)
{
  double target_yi = lt_chain_get_target_yi (self->chain), actual_yi = lt_chain_get_actual_yi (self->chain);
  double sum_yi = lt_catalogue_get_sum_yi (catalogue);
  g_autofree char *target = lt_unit_format_money (target_yi * 1e4);
  g_autofree char *actual = lt_unit_format_money (actual_yi * 1e4);
  g_autofree char *target_title = g_strdup_printf (_ ("Target %d"), lt_chain_get_target_year (self->chain));
  g_autofree char *actual_title = NULL, *share = NULL;

  if (isnan (actual_yi))
    actual_title = g_strdup (_ ("Actual"));
  else
    actual_title = g_strdup_printf (_ ("Actual %d"), lt_chain_get_actual_year (self->chain));
  if (!isnan (target_yi) && sum_yi > 0)
    share = g_strdup_printf (_ ("%.1f%% of the sum of all targets"), 100 * target_yi / sum_yi);

  gtk_label_set_text (self->target_title, target_title);
  gtk_label_set_text (self->target, target);
  gtk_label_set_text (self->actual_title, actual_title);
  gtk_label_set_text (self->actual, actual);
  gtk_label_set_text (self->share, share ? share : "");
  lt_share_bar_set (self->bar, actual_yi / target_yi, lt_chain_get_colour (self->chain));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->bar),
                               isnan (actual_yi) ? _ ("Actual output: not recorded") : actual);
}

static void
show_segments (LtChainPage *self)
{
  const char *const *segments = lt_chain_get_segments (self->chain);

  lt_wrap_box_clear (self->segments);
  for (guint i = 0; segments && segments[i]; i++)
    lt_wrap_box_append (self->segments, lt_parts_new_tag (segments[i]));
}

static void
on_district_clicked (LtChainPage *self, GtkWidget *link)
{
  lt_session_set_district (self->session, g_object_get_data (G_OBJECT (link), "lt-district"));
}

/* The order is the text's, and each of its lists is open-ended (等). */
static void
show_districts (LtChainPage *self, LtCatalogue *catalogue)
{
  const char *const *codes = lt_chain_get_districts (self->chain);

  lt_wrap_box_clear (self->districts);
  for (guint i = 0; codes && codes[i]; i++)
    {
      LtDistrict *district = lt_catalogue_get_district (catalogue, codes[i]);
      GtkWidget *link = lt_parts_new_link (district ? lt_district_get_label (district) : codes[i], NULL);

      g_object_set_data_full (G_OBJECT (link), "lt-district", g_strdup (codes[i]), g_free);
      g_signal_connect_object (link, "clicked", G_CALLBACK (on_district_clicked), self, G_CONNECT_SWAPPED);
      lt_wrap_box_append (self->districts, lt_parts_new_pair (link, codes[i + 1] ? "›" : _ ("and others")));
    }
}

void
lt_chain_page_update (LtChainPage *self)
{
  LtCatalogue *catalogue;
  LtChain *chain;

  g_return_if_fail (LT_IS_CHAIN_PAGE (self));

  catalogue = self->session ? lt_session_get_catalogue (self->session) : NULL;
  chain = catalogue ? lt_catalogue_get_chain (catalogue, lt_session_get_chain (self->session)) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->counts),
                          self->session && lt_session_get_district (self->session) == NULL);
  if (!g_set_object (&self->chain, chain) || chain == NULL)
    return;
  lt_chain_mark_set_chain (self->mark, chain);
  gtk_label_set_text (self->title, lt_chain_get_label (chain));
  show_figures (self, catalogue);
  show_segments (self);
  show_districts (self, catalogue);
}

void
lt_chain_page_set_session (LtChainPage *self, LtSession *session, LtKindCounts *counts)
{
  g_return_if_fail (LT_IS_CHAIN_PAGE (self));

  g_set_object (&self->session, session);
  lt_count_links_set (self->counts, session, counts);
}

static void
lt_chain_page_dispose (GObject *object)
{
  LtChainPage *self = LT_CHAIN_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_CHAIN_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->chain);

  G_OBJECT_CLASS (lt_chain_page_parent_class)->dispose (object);
}

static void
lt_chain_page_class_init (LtChainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_chain_page_dispose;

  g_type_ensure (LT_TYPE_CHAIN_MARK);
  g_type_ensure (LT_TYPE_SHARE_BAR);
  g_type_ensure (LT_TYPE_COUNT_LINKS);
  g_type_ensure (LT_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-chain-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, box);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, mark);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, title);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, target_title);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, target);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, actual_title);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, actual);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, share);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, bar);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, counts);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, segments);
  gtk_widget_class_bind_template_child (widget_class, LtChainPage, districts);
}

static void
lt_chain_page_init (LtChainPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
