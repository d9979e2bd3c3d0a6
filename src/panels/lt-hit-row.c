#include "config.h"

#include "lt-hit-row.h"

#include <glib/gi18n-lib.h>

#include "lt-chain-mark.h"
#include "lt-list-kind.h"
#include "lt-parts.h"
#include "lt-record-text.h"
#include "lt-unit.h"

struct _LtHitRow
{
  GtkListBoxRow parent_instance;

  /* owned */
  LtHit hit;
};

G_DEFINE_FINAL_TYPE (LtHitRow, lt_hit_row, GTK_TYPE_LIST_BOX_ROW)

static char *
title_of (const LtHit *hit)
{
  const char *title;

  if (hit->name)
    return g_strdup (hit->name);
  if (hit->is_place)
    return lt_unit_format_degrees (hit->longitude, hit->latitude);
  if (hit->chain)
    return g_strdup (lt_chain_get_label (hit->chain));
  if (hit->district)
    return g_strdup (lt_district_get_label (hit->district));
  title = lt_record_text_title (hit->record);
  return g_strdup (title ? title : _ ("not recorded"));
}

static char *
details_of (const LtHit *hit, LtCatalogue *catalogue)
{
  const char *kind, *district;

  if (hit->is_place)
    return g_strdup (hit->name ? C_ ("search", "Place on the map") : C_ ("search", "Position"));
  if (hit->chain)
    return g_strdup (C_ ("search", "Chain"));
  if (hit->district)
    return g_strdup (lt_district_is_zone (hit->district) ? _ ("Functional zone") : C_ ("search", "District"));
  kind = lt_kind_get_title (lt_record_get_kind (hit->record));
  district = lt_record_text_district (hit->record, catalogue);
  return district ? g_strdup_printf ("%s · %s", kind, district) : g_strdup (kind);
}

static const char *
icon_of (const LtHit *hit)
{
  if (hit->is_place)
    return "find-location-symbolic";
  if (hit->district)
    return "lt-city-symbolic";
  if (hit->record && lt_list_kind_get (lt_record_get_kind (hit->record)))
    return lt_list_kind_get (lt_record_get_kind (hit->record))->icon;
  return "edit-find-symbolic";
}

static GtkWidget *
new_icon (const LtHit *hit)
{
  GtkWidget *mark;

  if (hit->chain == NULL)
    return gtk_image_new_from_icon_name (icon_of (hit));
  mark = lt_chain_mark_new ();
  lt_chain_mark_set_chain (LT_CHAIN_MARK (mark), hit->chain);
  return mark;
}

static GtkWidget *
new_label (const char *text, PangoEllipsizeMode ellipsize)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  lt_parts_explain_when_cut (GTK_LABEL (label));
  return label;
}

static void
fill (LtHitRow *self, LtCatalogue *catalogue)
{
  g_autofree char *title = title_of (&self->hit);
  g_autofree char *details = details_of (&self->hit, catalogue);
  g_autofree char *sentence = g_strdup_printf (_ ("%s, %s"), title, details);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = new_label (title, PANGO_ELLIPSIZE_MIDDLE);
  GtkWidget *second = new_label (details, PANGO_ELLIPSIZE_END);

  gtk_widget_add_css_class (second, "caption");
  gtk_widget_add_css_class (second, "lt-quiet");
  gtk_box_append (GTK_BOX (lines), first);
  gtk_box_append (GTK_BOX (lines), second);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), new_icon (&self->hit));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
lt_hit_row_dispose (GObject *object)
{
  LtHit *hit = &LT_HIT_ROW (object)->hit;

  g_clear_object (&hit->chain);
  g_clear_object (&hit->district);
  g_clear_object (&hit->record);
  g_free ((char *) hit->name);
  hit->name = NULL;

  G_OBJECT_CLASS (lt_hit_row_parent_class)->dispose (object);
}

static void
lt_hit_row_class_init (LtHitRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_hit_row_dispose;
}

static void
lt_hit_row_init (LtHitRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lt_hit_row_new (const LtHit *hit, LtCatalogue *catalogue)
{
  LtHitRow *self = g_object_new (LT_TYPE_HIT_ROW, NULL);

  self->hit = *hit;
  self->hit.name = g_strdup (hit->name);
  if (hit->chain)
    g_object_ref (hit->chain);
  if (hit->district)
    g_object_ref (hit->district);
  if (hit->record)
    g_object_ref (hit->record);
  fill (self, catalogue);
  return GTK_WIDGET (self);
}

const LtHit *
lt_hit_row_get_hit (LtHitRow *self)
{
  g_return_val_if_fail (LT_IS_HIT_ROW (self), NULL);

  return &self->hit;
}
