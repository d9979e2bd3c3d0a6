#include "config.h"

#include <glib/gi18n-lib.h>

#include "lt-map-classes.h"
#include "lt-painter.h"
#include "lt-unit.h"

#define SWATCH_WIDTH 28
#define SWATCH_HEIGHT 16

struct _LtMapClasses
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkWidget *rows;
  GtkWidget *more;
  GtkLabel *notes;

  LtClasses *classes;
  LtPalette palette;
  GPtrArray *buttons; /* GtkToggleButton, by class; borrowed */
};

G_DEFINE_FINAL_TYPE (LtMapClasses, lt_map_classes, GTK_TYPE_WIDGET)

static guint toggled_signal;

static guint
get_number (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "number"));
}

static void
draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  LtMapClasses *self = LT_MAP_CLASSES (data);
  const cairo_rectangle_t rectangle = { 0, 0, width, height };

  if (self->classes && get_number (area) < self->classes->n_classes)
    lt_painter_paint_class (cr, &self->classes->classes[get_number (area)], &rectangle, &self->palette);
}

static void
on_toggled (GtkToggleButton *button, LtMapClasses *self)
{
  guint number = get_number (button);
  gboolean hidden = !gtk_toggle_button_get_active (button);

  if (self->classes && number < self->classes->n_classes && self->classes->classes[number].hidden != hidden)
    g_signal_emit (self, toggled_signal, 0, number, hidden);
}

static void
add_row (LtMapClasses *self, guint number)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_drawing_area_new ();
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *count = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (button), "number", GUINT_TO_POINTER (number));
  g_object_set_data (G_OBJECT (button), "title", title);
  g_object_set_data (G_OBJECT (button), "count", count);
  g_object_set_data (G_OBJECT (swatch), "number", GUINT_TO_POINTER (number));
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), SWATCH_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch, self, NULL);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 18);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "map-class");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, 0);
  gtk_box_append (GTK_BOX (self->rows), button);
  g_ptr_array_add (self->buttons, button);
}

static void
update_row (LtMapClasses *self, guint number)
{
  const LtClass *class = &self->classes->classes[number];
  GtkWidget *button = self->buttons->pdata[number];
  g_autofree char *count = lt_unit_format (class->count, 0);
  g_autofree char *name = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%s, %s parcel", "%s, %s parcels", class->count), class->title, count);

  gtk_label_set_label (g_object_get_data (G_OBJECT (button), "title"), class->title);
  gtk_label_set_label (g_object_get_data (G_OBJECT (button), "count"), count);
  gtk_widget_set_tooltip_text (button, class->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), !class->hidden);
  gtk_widget_set_opacity (gtk_button_get_child (GTK_BUTTON (button)), class->hidden ? 0.45 : 1);
}

/* "No data" comes last. */
static void
build_rows (LtMapClasses *self, guint n)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)))
    gtk_box_remove (GTK_BOX (self->rows), child);
  g_ptr_array_set_size (self->buttons, 0);
  for (guint i = 0; i < n; i++)
    add_row (self, i);
  if (n > 1)
    gtk_box_reorder_child_after (GTK_BOX (self->rows), self->buttons->pdata[0], self->buttons->pdata[n - 1]);
}

static void
add_note (GString *text, const char *heading, const char *note)
{
  if (!note || !*note)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, heading);
  g_string_append (text, note);
}

static void
update_texts (LtMapClasses *self)
{
  const LtClassesText *text = &self->classes->text;
  g_autoptr (GString) notes = g_string_new (NULL);
  g_autofree char *named = text->unit
                               ? g_strdup_printf (_ ("%s (%s)"), text->title ? text->title : "", text->unit)
                               : g_strdup (text->title);
  g_autofree char *title
      = text->year ? g_strdup_printf ("%s · %s", named ? named : "", text->year) : g_strdup (named);

  gtk_label_set_label (self->title, title ? title : "");
  add_note (notes, "", text->bounds);
  add_note (notes, _ ("Scope: "), text->scope);
  add_note (notes, _ ("Source: "), text->source);
  gtk_label_set_label (self->notes, notes->str);
  gtk_widget_set_visible (self->more, notes->len > 0);
}

void
lt_map_classes_update (LtMapClasses *self, LtClasses *classes, const LtPalette *palette)
{
  g_return_if_fail (LT_IS_MAP_CLASSES (self));

  gtk_widget_set_visible (GTK_WIDGET (self), classes != NULL);
  if (classes)
    lt_classes_ref (classes);
  g_clear_pointer (&self->classes, lt_classes_unref);
  self->classes = classes;
  if (!classes)
    return;
  self->palette = *palette;
  if (self->buttons->len != classes->n_classes)
    build_rows (self, classes->n_classes);
  for (guint i = 0; i < classes->n_classes; i++)
    update_row (self, i);
  update_texts (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lt_map_classes_dispose (GObject *object)
{
  LtMapClasses *self = LT_MAP_CLASSES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->classes, lt_classes_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (lt_map_classes_parent_class)->dispose (object);
}

static void
lt_map_classes_class_init (LtMapClassesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_map_classes_dispose;
  toggled_signal = g_signal_new ("class-toggled", LT_TYPE_MAP_CLASSES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
lt_map_classes_init (LtMapClasses *self)
{
  self->buttons = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = new_label ("caption-heading");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->rows);
  /* On a small screen the map needs the room. */
  self->more = gtk_expander_new (_ ("Scope and source"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Scope and source"), -1);
  gtk_widget_add_css_class (self->more, "caption");
  gtk_box_append (GTK_BOX (self->box), self->more);
  self->notes = new_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->notes), "dim-label");
  gtk_expander_set_child (GTK_EXPANDER (self->more), GTK_WIDGET (self->notes));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Classes"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lt_map_classes_new (void)
{
  return g_object_new (LT_TYPE_MAP_CLASSES, NULL);
}
