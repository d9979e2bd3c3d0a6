#include "config.h"

#include "lt-count-links.h"

#include "lt-list-kind.h"
#include "lt-parts.h"
#include "lt-unit.h"
#include "lt-wrap-box.h"

#define N_LINKS 3

struct _LtCountLinks
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *links[N_LINKS];

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
};

static const LtKind kinds[N_LINKS] = { LT_KIND_ENTERPRISE, LT_KIND_PARCEL, LT_KIND_PROJECT };

G_DEFINE_FINAL_TYPE (LtCountLinks, lt_count_links, GTK_TYPE_WIDGET)

static void
update (LtCountLinks *self, LtKindCounts *counts)
{
  for (guint i = 0; i < N_LINKS; i++)
    {
      guint n;
      gboolean known = lt_kind_counts_get (counts, kinds[i], &n);
      g_autofree char *figure = known ? lt_unit_format (n, 0) : g_strdup ("…");
      g_autofree char *text = g_strdup_printf ("%s %s", lt_kind_get_title (kinds[i]), figure);

      gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->links[i]))), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->links[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                      -1);
    }
}

static void
on_clicked (LtCountLinks *self, GtkWidget *link)
{
  for (guint i = 0; i < N_LINKS; i++)
    if (self->links[i] == link && self->session)
      lt_session_set_panel (self->session, lt_list_kind_get (kinds[i])->panel);
}

static void
lt_count_links_dispose (GObject *object)
{
  LtCountLinks *self = LT_COUNT_LINKS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (lt_count_links_parent_class)->dispose (object);
}

static void
lt_count_links_class_init (LtCountLinksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_count_links_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lt_count_links_init (LtCountLinks *self)
{
  self->box = lt_wrap_box_new ();
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < N_LINKS; i++)
    {
      self->links[i] = lt_parts_new_link ("…", NULL);
      g_signal_connect_object (self->links[i], "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
      lt_wrap_box_append (LT_WRAP_BOX (self->box), self->links[i]);
    }
  self->signals = g_signal_group_new (LT_TYPE_KIND_COUNTS);
  g_signal_group_connect_object (self->signals, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
lt_count_links_set (LtCountLinks *self, LtSession *session, LtKindCounts *counts)
{
  g_return_if_fail (LT_IS_COUNT_LINKS (self));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->signals, counts);
  if (counts)
    update (self, counts);
}
