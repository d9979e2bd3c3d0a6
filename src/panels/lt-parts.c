#include "config.h"

#include "lt-parts.h"

#include "lt-chain-mark.h"

GtkWidget *
lt_parts_new_link (const char *text, LtChain *chain)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  if (chain)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *mark = lt_chain_mark_new ();

      lt_chain_mark_set_chain (LT_CHAIN_MARK (mark), chain);
      gtk_box_append (GTK_BOX (box), mark);
      gtk_box_append (GTK_BOX (box), label);
      gtk_button_set_child (GTK_BUTTON (button), box);
      gtk_widget_set_tooltip_text (button, text);
    }
  else
    gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (button, "lt-link");
  return button;
}

GtkWidget *
lt_parts_new_tag (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "lt-tag");
  return label;
}

GtkWidget *
lt_parts_new_line (guint number, const char *text)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  if (number > 0)
    {
      g_autofree char *figure = g_strdup_printf ("%u.", number);
      GtkWidget *head = gtk_label_new (figure);

      gtk_widget_add_css_class (head, "numeric");
      gtk_widget_add_css_class (head, "lt-quiet");
      gtk_widget_set_valign (head, GTK_ALIGN_START);
      gtk_grid_attach (GTK_GRID (grid), head, 0, 0, 1, 1);
    }
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (GTK_GRID (grid), label, 1, 0, 1, 1);
  return grid;
}

GtkWidget *
lt_parts_new_pair (GtkWidget *widget, const char *text)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "lt-quiet");
  gtk_box_append (GTK_BOX (pair), widget);
  gtk_box_append (GTK_BOX (pair), label);
  return pair;
}

static gboolean
on_query_cut (GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

void
lt_parts_explain_when_cut (GtkLabel *label)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_cut), NULL);
}

void
lt_parts_call_button (GtkButton *button, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
lt_parts_title_expander (GtkExpander *expander, GtkWidget *title)
{
  gtk_expander_set_label_widget (expander, title);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL,
                                  -1);
}

void
lt_parts_clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

static void
set_up_title (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_title (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *title = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), title);
}

void
lt_parts_narrow_menu (GtkDropDown *menu)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_title), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_title), NULL);
  gtk_drop_down_set_list_factory (menu, gtk_drop_down_get_factory (menu));
  gtk_drop_down_set_factory (menu, factory);
}

void
lt_parts_set_titles (GtkDropDown *menu, GPtrArray *titles, guint selected)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  GtkStringList *old = GTK_STRING_LIST (gtk_drop_down_get_model (menu));
  gboolean same = old != NULL && g_list_model_get_n_items (G_LIST_MODEL (old)) == titles->len;

  for (guint i = 0; same && i < titles->len; i++)
    same = g_strcmp0 (gtk_string_list_get_string (old, i), g_ptr_array_index (titles, i)) == 0;
  for (guint i = 0; !same && i < titles->len; i++)
    gtk_string_list_append (model, g_ptr_array_index (titles, i));
  if (!same)
    gtk_drop_down_set_model (menu, G_LIST_MODEL (model));
  if (gtk_drop_down_get_selected (menu) != selected)
    gtk_drop_down_set_selected (menu, selected);
}
