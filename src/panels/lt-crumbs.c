#include "config.h"

#include "lt-crumbs.h"

#include <glib/gi18n-lib.h>

#include "lt-chain-mark.h"
#include "lt-wrap-box.h"

struct _LtCrumbs
{
  GtkWidget parent_instance;

  GtkWidget *box;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  guint source;
};

G_DEFINE_FINAL_TYPE (LtCrumbs, lt_crumbs, GTK_TYPE_WIDGET)

static void
drop_chain (LtCrumbs *self)
{
  lt_session_set_chain (self->session, 0);
}

static void
drop_district (LtCrumbs *self)
{
  lt_session_set_district (self->session, NULL);
}

static void
drop_filter (LtCrumbs *self)
{
  lt_session_set_filter_text (self->session, "");
}

static void
drop_projects (LtCrumbs *self)
{
  lt_project_filter_clear (lt_session_get_project_filter (self->session));
}

static GtkWidget *
new_content (const char *text, LtChain *chain)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = lt_chain_mark_new ();
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *cross = gtk_image_new_from_icon_name ("window-close-symbolic");

  lt_chain_mark_set_chain (LT_CHAIN_MARK (mark), chain);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), mark);
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), cross);
  return content;
}

static void
add_chip (LtCrumbs *self, const char *text, LtChain *chain, void (*drop) (LtCrumbs *))
{
  GtkWidget *chip = gtk_button_new ();
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), text);

  gtk_button_set_child (GTK_BUTTON (chip), new_content (text, chain));
  gtk_widget_add_css_class (chip, "lt-chip");
  gtk_widget_set_tooltip_text (chip, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (drop), self, G_CONNECT_SWAPPED);
  lt_wrap_box_append (LT_WRAP_BOX (self->box), chip);
}

static gboolean
rebuild (gpointer data)
{
  LtCrumbs *self = data;
  LtCatalogue *catalogue = self->session ? lt_session_get_catalogue (self->session) : NULL;
  LtChain *chain;
  LtDistrict *district;
  const char *code, *text;

  self->source = 0;
  lt_wrap_box_clear (LT_WRAP_BOX (self->box));
  if (catalogue)
    {
      chain = lt_catalogue_get_chain (catalogue, lt_session_get_chain (self->session));
      code = lt_session_get_district (self->session);
      district = code ? lt_catalogue_get_district (catalogue, code) : NULL;
      text = lt_session_get_filter_text (self->session);
      if (chain)
        add_chip (self, lt_chain_get_label (chain), chain, drop_chain);
      if (district)
        add_chip (self, lt_district_get_label (district), NULL, drop_district);
      if (lt_project_filter_get_title (lt_session_get_project_filter (self->session)))
        add_chip (self, lt_project_filter_get_title (lt_session_get_project_filter (self->session)), NULL,
                  drop_projects);
      if (*text)
        {
          g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), text);

          add_chip (self, quoted, NULL, drop_filter);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (self->box) != NULL);
  return G_SOURCE_REMOVE;
}

/* A chip goes when it is pressed, so never while its own signal runs. */
static void
queue_rebuild (LtCrumbs *self)
{
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_DEFAULT, rebuild, self, NULL);
}

static void
lt_crumbs_dispose (GObject *object)
{
  LtCrumbs *self = LT_CRUMBS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (lt_crumbs_parent_class)->dispose (object);
}

static void
lt_crumbs_class_init (LtCrumbsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_crumbs_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lt_crumbs_init (LtCrumbs *self)
{
  static const char *const notified[]
      = { "notify::snapshot", "notify::chain", "notify::district", "notify::filter-text", "view-changed" };

  self->box = lt_wrap_box_new ();
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Looking at"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  for (guint i = 0; i < G_N_ELEMENTS (notified); i++)
    g_signal_group_connect_object (self->signals, notified[i], G_CALLBACK (queue_rebuild), self,
                                   G_CONNECT_SWAPPED);
}

GtkWidget *
lt_crumbs_new (void)
{
  return g_object_new (LT_TYPE_CRUMBS, NULL);
}

void
lt_crumbs_set_session (LtCrumbs *self, LtSession *session)
{
  g_return_if_fail (LT_IS_CRUMBS (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  queue_rebuild (self);
}
