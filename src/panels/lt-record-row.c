#include "config.h"

#include "lt-record-row.h"

#include <glib/gi18n-lib.h>

#include "lt-chain-mark.h"
#include "lt-parts.h"
#include "lt-record-text.h"
#include "lt-unit.h"

#define N_MARKS 3

struct _LtRecordRow
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *figure;
  GtkBox *marks;
  GtkLabel *details;
  GtkLabel *badge;
  LtChainMark *mark[N_MARKS];

  /* owned */
  LtRecordItem *item;
  LtCatalogue *catalogue;
};

G_DEFINE_FINAL_TYPE (LtRecordRow, lt_record_row, GTK_TYPE_WIDGET)

static char *
join (const char *const *parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 3; i++)
    if (parts[i] && *parts[i])
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
details_of (LtRecord *record, LtCatalogue *catalogue)
{
  const char *district = lt_record_text_district (record, catalogue);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%F");

  switch (lt_record_get_kind (record))
    {
    case LT_KIND_ENTERPRISE:
      return join ((const char *const[]){ district, lt_record_text_peek (record, "tags"), NULL });
    case LT_KIND_PARCEL:
      return join ((const char *const[]){ lt_record_text_peek (record, "user"), district,
                                          lt_record_text_peek (record, "purpose") });
    case LT_KIND_PROJECT:
      return join ((const char *const[]){ lt_record_text_stage (record, today), district, NULL });
    case LT_KIND_DISTRICT:
    default:
      return g_strdup ("");
    }
}

/* Enterprises have no one figure yet; for the others a gap must show. */
static char *
figure_of (LtRecord *record)
{
  double value;

  if (lt_record_text_number (record, "area_m2", &value))
    return lt_unit_format_area (value);
  if (lt_record_text_number (record, "investment_wan", &value))
    return lt_unit_format_money (value);
  return lt_record_get_kind (record) == LT_KIND_ENTERPRISE ? NULL : g_strdup (_ ("not recorded"));
}

static char *
figure_in_full (LtRecord *record)
{
  double m2;
  g_autofree char *ha = NULL, *metres = NULL;

  if (!lt_record_text_number (record, "area_m2", &m2))
    return NULL;
  ha = lt_unit_format (m2 / LT_M2_PER_HA, 4);
  metres = lt_unit_format (m2, 1);
  return g_strdup_printf (_ ("%s ha, %s m²"), ha, metres);
}

static void
show_marks (LtRecordRow *self, LtRecord *record)
{
  guint numbers[N_MARKS];
  guint n = record ? lt_record_get_chains (record, numbers, N_MARKS) : 0;

  for (guint i = 0; i < N_MARKS; i++)
    lt_chain_mark_set_chain (self->mark[i], i < n && self->catalogue
                                                ? lt_catalogue_get_chain (self->catalogue, numbers[i])
                                                : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), n > 0);
}

static void
show_badge (LtRecordRow *self, LtRecord *record)
{
  gboolean unplaced = record && lt_record_get_geometry (record) == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->badge), unplaced);
}

/* The list's own item is what takes the focus, so it has the name too. */
static void
name_row (LtRecordRow *self, const char *name)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (item)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
describe (LtRecordRow *self, const char *title, const char *figure, const char *details, gboolean unplaced)
{
  g_autofree char *sentence = g_strdup_printf ("%s%s%s%s%s%s%s", title, *details ? ", " : "", details,
                                               figure ? ", " : "", figure ? figure : "", unplaced ? ", " : "",
                                               unplaced ? gtk_label_get_text (self->badge) : "");

  name_row (self, sentence);
}

static void
show_placeholder (LtRecordRow *self)
{
  gtk_label_set_text (self->title, "…");
  gtk_label_set_text (self->figure, "");
  gtk_label_set_text (self->details, " ");
  show_marks (self, NULL);
  show_badge (self, NULL);
  name_row (self, "…");
}

static void
update (LtRecordRow *self)
{
  LtRecord *record = self->item ? lt_record_item_get_record (self->item) : NULL;
  const char *title;
  g_autofree char *details = NULL, *figure = NULL, *full = NULL;

  if (record == NULL)
    {
      show_placeholder (self);
      return;
    }

  title = lt_record_text_title (record);
  title = title ? title : _ ("not recorded");
  details = details_of (record, self->catalogue);
  figure = figure_of (record);
  full = figure_in_full (record);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->details, *details ? details : " ");
  gtk_label_set_text (self->figure, figure ? figure : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->figure), full);
  show_marks (self, record);
  show_badge (self, record);
  describe (self, title, figure, details, lt_record_get_geometry (record) == NULL);
}

/* --- a height that does not depend on what is shown --- */

#define GAP 2

/* With a tall script in it, so that rows of Latin letters are as high as those of Chinese. */
static int
line_height (GtkLabel *label)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (label), "Ág国");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static void
lt_record_row_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  LtRecordRow *self = LT_RECORD_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
  else
    *minimum = *natural = line_height (self->title) + line_height (self->details) + GAP;
}

static void
lt_record_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LtRecordRow *self = LT_RECORD_ROW (widget);
  int least;

  gtk_widget_measure (self->box, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, (height - least) / 2, width, least }, -1);
}

static void
lt_record_row_dispose (GObject *object)
{
  LtRecordRow *self = LT_RECORD_ROW (object);

  lt_record_row_bind (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_RECORD_ROW);

  G_OBJECT_CLASS (lt_record_row_parent_class)->dispose (object);
}

static void
lt_record_row_class_init (LtRecordRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_record_row_dispose;
  widget_class->measure = lt_record_row_measure;
  widget_class->size_allocate = lt_record_row_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-record-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LtRecordRow, box);
  gtk_widget_class_bind_template_child (widget_class, LtRecordRow, title);
  gtk_widget_class_bind_template_child (widget_class, LtRecordRow, figure);
  gtk_widget_class_bind_template_child (widget_class, LtRecordRow, marks);
  gtk_widget_class_bind_template_child (widget_class, LtRecordRow, details);
  gtk_widget_class_bind_template_child (widget_class, LtRecordRow, badge);
}

static void
lt_record_row_init (LtRecordRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lt_parts_explain_when_cut (self->title);
  lt_parts_explain_when_cut (self->details);

  for (guint i = 0; i < N_MARKS; i++)
    {
      self->mark[i] = LT_CHAIN_MARK (lt_chain_mark_new ());
      gtk_box_append (self->marks, GTK_WIDGET (self->mark[i]));
    }
}

GtkWidget *
lt_record_row_new (void)
{
  return g_object_new (LT_TYPE_RECORD_ROW, NULL);
}

void
lt_record_row_bind (LtRecordRow *self, LtRecordItem *item, LtCatalogue *catalogue)
{
  g_return_if_fail (LT_IS_RECORD_ROW (self));
  g_return_if_fail (item == NULL || LT_IS_RECORD_ITEM (item));

  g_set_object (&self->catalogue, catalogue);
  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::record", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
