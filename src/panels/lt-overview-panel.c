#include "config.h"

#include "lt-overview-panel.h"

#include "lt-chain-page.h"
#include "lt-city-page.h"
#include "lt-district-page.h"

struct _LtOverviewPanel
{
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  LtCityPage *city;
  LtChainPage *chain;
  LtDistrictPage *district;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  LtKindCounts *counts;
  guint source;
};

G_DEFINE_FINAL_TYPE (LtOverviewPanel, lt_overview_panel, GTK_TYPE_WIDGET)

static gboolean
update (gpointer data)
{
  LtOverviewPanel *self = data;
  gboolean ready = self->session && lt_session_get_snapshot (self->session);
  gboolean chain = ready && lt_session_get_chain (self->session) > 0;
  gboolean district = ready && lt_session_get_district (self->session);

  self->source = 0;
  lt_city_page_update (self->city);
  lt_chain_page_update (self->chain);
  lt_district_page_update (self->district);
  gtk_widget_set_visible (GTK_WIDGET (self->city), ready && !chain && !district);
  gtk_widget_set_visible (GTK_WIDGET (self->chain), chain);
  gtk_widget_set_visible (GTK_WIDGET (self->district), district);
  return G_SOURCE_REMOVE;
}

/* What is rebuilt may be the very link that was pressed: never while its signal runs. */
static void
queue_update (LtOverviewPanel *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, update, self, NULL);
}

static void
on_moved (LtOverviewPanel *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  queue_update (self);
}

static void
lt_overview_panel_dispose (GObject *object)
{
  LtOverviewPanel *self = LT_OVERVIEW_PANEL (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_OVERVIEW_PANEL);
  g_clear_object (&self->counts);

  G_OBJECT_CLASS (lt_overview_panel_parent_class)->dispose (object);
}

static void
lt_overview_panel_class_init (LtOverviewPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_overview_panel_dispose;

  g_type_ensure (LT_TYPE_CITY_PAGE);
  g_type_ensure (LT_TYPE_CHAIN_PAGE);
  g_type_ensure (LT_TYPE_DISTRICT_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-overview-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LtOverviewPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, LtOverviewPanel, city);
  gtk_widget_class_bind_template_child (widget_class, LtOverviewPanel, chain);
  gtk_widget_class_bind_template_child (widget_class, LtOverviewPanel, district);
}

static void
lt_overview_panel_init (LtOverviewPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->counts = lt_kind_counts_new ();
  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  g_signal_group_connect_object (self->signals, "notify::snapshot", G_CALLBACK (queue_update), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::chain", G_CALLBACK (on_moved), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::district", G_CALLBACK (on_moved), self,
                                 G_CONNECT_SWAPPED);
}

GtkWidget *
lt_overview_panel_new (void)
{
  return g_object_new (LT_TYPE_OVERVIEW_PANEL, NULL);
}

void
lt_overview_panel_set_session (LtOverviewPanel *self, LtSession *session)
{
  g_return_if_fail (LT_IS_OVERVIEW_PANEL (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  lt_kind_counts_set_session (self->counts, session);
  lt_city_page_set_session (self->city, session, self->counts);
  lt_chain_page_set_session (self->chain, session, self->counts);
  lt_district_page_set_session (self->district, session, self->counts);
  queue_update (self);
}
