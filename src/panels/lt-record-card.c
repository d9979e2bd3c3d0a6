#include "config.h"

#include "lt-record-card.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "lt-record-text.h"
#include "lt-unit.h"

struct _LtRecordCard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkLabel *title;
  GtkGrid *grid;

  int rows;
};

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtRecordCard, lt_record_card, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (const char *text, gboolean quiet)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "valign", GTK_ALIGN_BASELINE, "wrap",
                       TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "selectable", !quiet, "css-classes",
                       quiet ? (const char *[]){ "lt-quiet", NULL } : (const char *[]){ "numeric", NULL },
                       NULL);
}

static void
add_row (LtRecordCard *self, const char *title, const char *value)
{
  GtkWidget *name = new_label (title, TRUE);
  GtkWidget *text = new_label (value ? value : _ ("not recorded"), value == NULL);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 14);
  gtk_grid_attach (self->grid, name, 0, self->rows, 1, 1);
  gtk_grid_attach (self->grid, text, 1, self->rows, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  self->rows++;
}

static char *
area_in_full (LtRecord *record, const LtField *field, guint index)
{
  double m2;
  g_autofree char *mu = NULL, *ha = NULL, *metres = NULL;

  if (g_strcmp0 (field->unit, "m²") != 0 || !lt_record_get_number (record, index, &m2))
    return NULL;
  mu = lt_unit_format_area (m2);
  ha = lt_unit_format (m2 / LT_M2_PER_HA, 4);
  metres = lt_unit_format (m2, 1);
  return g_strdup_printf (_ ("%s (%s ha, %s m²)"), mu, ha, metres);
}

/* What is known comes first; what is missing is listed after it, so that nobody overlooks it. */
static void
add_fields (LtRecordCard *self, LtRecord *record, LtCatalogue *catalogue, gboolean recorded)
{
  guint n;
  const LtField *fields = lt_fields_get (lt_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = NULL;

      if (lt_record_has (record, i) != recorded)
        continue;
      value = area_in_full (record, &fields[i], i);
      if (value == NULL)
        value = lt_record_text_value (record, i, catalogue);
      add_row (self, lt_field_get_title (&fields[i]), value);
    }
}

static void
add_position (LtRecordCard *self, LtRecord *record)
{
  LtGeometry *geometry = lt_record_get_geometry (record);
  g_autofree char *text = NULL;
  double x, y;

  if (geometry)
    {
      lt_geometry_label_point (geometry, 1e-5, &x, &y);
      text = lt_unit_format_degrees (x, y);
    }
  add_row (self, _ ("Position"), text ? text : _ ("not determined: shown at its district"));
}

static void
add_extra (LtRecordCard *self, const char *json)
{
  g_autoptr (JsonNode) node = json ? json_from_string (json, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *text = NULL;

      if (JSON_NODE_HOLDS_VALUE (member) && json_node_get_value_type (member) == G_TYPE_STRING)
        text = json_node_dup_string (member);
      else
        text = json_to_string (member, FALSE);
      add_row (self, name, text && *text ? text : NULL);
    }
}

static void
on_close_clicked (LtRecordCard *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
lt_record_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_RECORD_CARD);

  G_OBJECT_CLASS (lt_record_card_parent_class)->dispose (object);
}

static void
lt_record_card_class_init (LtRecordCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_record_card_dispose;

  signals[CLOSED]
      = g_signal_new ("closed", LT_TYPE_RECORD_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-record-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LtRecordCard, box);
  gtk_widget_class_bind_template_child (widget_class, LtRecordCard, title);
  gtk_widget_class_bind_template_child (widget_class, LtRecordCard, grid);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
}

static void
lt_record_card_init (LtRecordCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lt_record_card_new (void)
{
  return g_object_new (LT_TYPE_RECORD_CARD, NULL);
}

void
lt_record_card_set_record (LtRecordCard *self, LtRecord *record, LtCatalogue *catalogue)
{
  const char *title;

  g_return_if_fail (LT_IS_RECORD_CARD (self));
  g_return_if_fail (record == NULL || LT_IS_RECORD (record));

  for (; self->rows > 0; self->rows--)
    gtk_grid_remove_row (self->grid, 0);
  if (record == NULL)
    return;

  title = lt_record_text_title (record);
  gtk_label_set_text (self->title, title ? title : _ ("not recorded"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  add_fields (self, record, catalogue, TRUE);
  add_position (self, record);
  add_extra (self, lt_record_get_extra (record));
  add_fields (self, record, catalogue, FALSE);
}
