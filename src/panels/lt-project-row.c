#include "config.h"

#include "lt-project-row.h"

#include <glib/gi18n-lib.h>

#include "lt-parts.h"
#include "lt-project-sign.h"
#include "lt-record-text.h"
#include "lt-unit.h"

#define SIGN 34

struct _LtProjectRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  LtProjectSign *sign;
  GtkLabel *title;
  GtkLabel *figure;
  GtkLabel *details;
  GtkLabel *late;

  /* owned */
  LtProjectItem *item;
};

G_DEFINE_FINAL_TYPE (LtProjectRow, lt_project_row, GTK_TYPE_WIDGET)

static char *
describe (LtRecord *record, LtCatalogue *catalogue, LtStage stage)
{
  const char *parts[] = { lt_stage_get_title (stage), lt_record_text_district (record, catalogue),
                          lt_record_text_peek (record, "owner") };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i])
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
name_row (LtProjectRow *self, const char *name)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (parent)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show (LtProjectRow *self, LtCatalogue *catalogue)
{
  LtRecord *record = lt_project_item_get_record (self->item);
  const LtLate *late = lt_project_item_get_late (self->item);
  const char *title = lt_record_text_title (record);
  double investment = lt_project_item_get_investment (self->item);
  g_autofree char *figure
      = investment < 0 ? g_strdup (_ ("not recorded")) : lt_unit_format_money (investment);
  g_autofree char *details = describe (record, catalogue, lt_project_item_get_stage (self->item));
  g_autofree char *days
      = late ? g_strdup_printf (ngettext ("%u day overdue", "%u days overdue", late->days), late->days)
             : NULL;
  g_autofree char *name
      = g_strdup_printf ("%s, %s%s%s", title ? title : "", details, days ? ", " : "", days ? days : "");

  gtk_label_set_text (self->title, title ? title : _ ("not recorded"));
  gtk_label_set_text (self->figure, figure);
  gtk_label_set_text (self->details, details);
  gtk_label_set_text (self->late, days ? days : "");
  name_row (self, name);
}

void
lt_project_row_bind (LtProjectRow *self, LtProjectItem *item, LtCatalogue *catalogue)
{
  guint chain = 0;

  g_return_if_fail (LT_IS_PROJECT_ROW (self));

  g_set_object (&self->item, item);
  lt_project_sign_clear (self->sign);
  if (!item)
    return;
  lt_record_get_chains (lt_project_item_get_record (item), &chain, 1);
  lt_project_sign_show (self->sign, lt_project_item_get_stage (item),
                        catalogue && chain > 0 ? lt_catalogue_get_chain (catalogue, chain) : NULL,
                        lt_project_item_get_late (item) != NULL);
  show (self, catalogue);
}

static GtkLabel *
new_label (const char *style, PangoEllipsizeMode ellipsize, gboolean grows)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), grows ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  lt_parts_explain_when_cut (GTK_LABEL (label));
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, grows);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static GtkWidget *
new_line (GtkLabel *left, GtkLabel *right)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (line), GTK_WIDGET (left));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (right));
  return line;
}

static void
lt_project_row_dispose (GObject *object)
{
  LtProjectRow *self = LT_PROJECT_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (lt_project_row_parent_class)->dispose (object);
}

static void
lt_project_row_class_init (LtProjectRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_project_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lt_project_row_init (LtProjectRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->sign = LT_PROJECT_SIGN (lt_project_sign_new (SIGN));
  self->title = new_label ("lt-row-title", PANGO_ELLIPSIZE_MIDDLE, TRUE);
  self->figure = new_label ("numeric", PANGO_ELLIPSIZE_NONE, FALSE);
  self->details = new_label ("caption", PANGO_ELLIPSIZE_END, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->details), "lt-quiet");
  self->late = new_label ("caption", PANGO_ELLIPSIZE_NONE, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->late), "error");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), new_line (self->title, self->figure));
  gtk_box_append (GTK_BOX (lines), new_line (self->details, self->late));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->sign));
  gtk_box_append (GTK_BOX (self->box), lines);
}

GtkWidget *
lt_project_row_new (void)
{
  return g_object_new (LT_TYPE_PROJECT_ROW, NULL);
}
