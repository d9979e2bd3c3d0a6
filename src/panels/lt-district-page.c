#include "config.h"

#include "lt-district-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-count-links.h"
#include "lt-parts.h"
#include "lt-unit.h"
#include "lt-wrap-box.h"

#define MAX_CHAINS 32

struct _LtDistrictPage
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *code;
  GtkLabel *area;
  GtkLabel *quality;
  GtkLabel *zone;
  LtCountLinks *counts;
  LtWrapBox *key_chains;
  GtkLabel *no_key_chains;
  GtkWidget *by_chain_section;
  LtWrapBox *by_chain;

  /* owned */
  LtSession *session;
};

G_DEFINE_FINAL_TYPE (LtDistrictPage, lt_district_page, GTK_TYPE_WIDGET)

static int
index_of (LtCatalogue *catalogue, LtDistrict *district)
{
  for (guint i = 0; i < lt_catalogue_get_n_districts (catalogue); i++)
    if (lt_catalogue_get_district_at (catalogue, i) == district)
      return (int) i;
  return -1;
}

/* Enterprises of the district that belong to a chain; one in two chains counts for both. */
static void
count_by_chain (LtSnapshot *snapshot, guint district, guint counts[MAX_CHAINS + 1])
{
  const LtPoints *points = &snapshot->enterprises;

  for (guint i = 0; i < points->n; i++)
    for (guint chain = 1; points->districts[i] == district && chain <= MAX_CHAINS; chain++)
      if (points->chains[i] & (1u << (chain - 1)))
        counts[chain]++;
  for (guint i = 0; i < snapshot->n_unplaced; i++)
    for (guint chain = 1; snapshot->unplaced[i].district == district && chain <= MAX_CHAINS; chain++)
      counts[chain] += snapshot->unplaced[i].by_chain[chain];
}

static void
on_chain_clicked (LtDistrictPage *self, GtkWidget *link)
{
  lt_session_set_chain (self->session, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (link), "lt-chain")));
}

static void
on_count_clicked (LtDistrictPage *self, GtkWidget *link)
{
  on_chain_clicked (self, link);
  lt_session_set_panel (self->session, "enterprises");
}

static void
add_link (LtDistrictPage *self,
          LtWrapBox *box,
          LtChain *chain,
          const char *text,
          void (*clicked) (LtDistrictPage *, GtkWidget *))
{
  GtkWidget *link = lt_parts_new_link (text, chain);

  g_object_set_data (G_OBJECT (link), "lt-chain", GUINT_TO_POINTER (lt_chain_get_number (chain)));
  g_signal_connect_object (link, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  lt_wrap_box_append (box, link);
}

static void
show_chains (LtDistrictPage *self, LtCatalogue *catalogue, LtDistrict *district)
{
  guint counts[MAX_CHAINS + 1] = { 0 };
  int index = index_of (catalogue, district);

  count_by_chain (lt_session_get_snapshot (self->session), (guint) index, counts);
  lt_wrap_box_clear (self->key_chains);
  lt_wrap_box_clear (self->by_chain);
  for (guint i = 0; i < lt_catalogue_get_n_chains (catalogue); i++)
    {
      LtChain *chain = lt_catalogue_get_chain_at (catalogue, i);
      guint number = lt_chain_get_number (chain);
      guint n = number <= MAX_CHAINS ? counts[number] : 0;
      g_autofree char *text = g_strdup_printf (_ ("%s: %u"), lt_chain_get_label (chain), n);

      if (lt_chain_has_district (chain, lt_district_get_code (district)))
        add_link (self, self->key_chains, chain, lt_chain_get_label (chain), on_chain_clicked);
      if (n > 0)
        add_link (self, self->by_chain, chain, text, on_count_clicked);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->no_key_chains),
                          gtk_widget_get_first_child (GTK_WIDGET (self->key_chains)) == NULL);
  gtk_widget_set_visible (self->by_chain_section,
                          gtk_widget_get_first_child (GTK_WIDGET (self->by_chain)) != NULL);
}

static void
show_area (LtDistrictPage *self, LtDistrict *district)
{
  double km2 = lt_district_get_area_km2 (district);
  g_autofree char *figure = lt_unit_format (km2, km2 == floor (km2) ? 0 : 1);
  g_autofree char *text = isnan (km2) ? g_strdup (figure) : g_strdup_printf (_ ("%s km²"), figure);

  gtk_label_set_text (self->area, text);
  if (lt_district_is_approximate (district))
    gtk_label_set_text (self->quality,
                        _ ("Approximate extent: no open boundary exists; centre and area only."));
  else
    gtk_label_set_text (self->quality,
                        _ ("Area from public sources; the boundary is for display and statistics."));
}

void
lt_district_page_update (LtDistrictPage *self)
{
  LtCatalogue *catalogue;
  const char *code;
  LtDistrict *district;

  g_return_if_fail (LT_IS_DISTRICT_PAGE (self));

  catalogue = self->session ? lt_session_get_catalogue (self->session) : NULL;
  code = catalogue ? lt_session_get_district (self->session) : NULL;
  district = code ? lt_catalogue_get_district (catalogue, code) : NULL;
  if (district == NULL)
    return;
  gtk_label_set_text (self->title, lt_district_get_label (district));
  gtk_label_set_text (self->code, lt_district_is_zone (district) ? _ ("Functional zone") : code);
  gtk_widget_set_visible (GTK_WIDGET (self->zone), lt_district_is_zone (district));
  show_area (self, district);
  show_chains (self, catalogue, district);
}

void
lt_district_page_set_session (LtDistrictPage *self, LtSession *session, LtKindCounts *counts)
{
  g_return_if_fail (LT_IS_DISTRICT_PAGE (self));

  g_set_object (&self->session, session);
  lt_count_links_set (self->counts, session, counts);
}

static void
lt_district_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_DISTRICT_PAGE);
  g_clear_object (&LT_DISTRICT_PAGE (object)->session);

  G_OBJECT_CLASS (lt_district_page_parent_class)->dispose (object);
}

static void
lt_district_page_class_init (LtDistrictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_district_page_dispose;

  g_type_ensure (LT_TYPE_COUNT_LINKS);
  g_type_ensure (LT_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-district-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, box);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, title);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, code);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, area);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, quality);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, zone);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, counts);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, key_chains);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, no_key_chains);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, by_chain_section);
  gtk_widget_class_bind_template_child (widget_class, LtDistrictPage, by_chain);
}

static void
lt_district_page_init (LtDistrictPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
