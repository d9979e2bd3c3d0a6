#include "config.h"

#include "lt-wrap-box.h"

#define SPACING 6

struct _LtWrapBox
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (LtWrapBox, lt_wrap_box, GTK_TYPE_WIDGET)

/* Places the children when `allocate`, and returns the height of all lines. */
static int
flow (GtkWidget *box, int width, gboolean allocate)
{
  gboolean mirrored = gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural, w, h;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      w = MAX (minimum, MIN (natural, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, w, NULL, &h, NULL, NULL);
      if (x > 0 && x + w > width)
        {
          x = 0;
          y += line + SPACING;
          line = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (child, &(GtkAllocation){ mirrored ? width - x - w : x, y, w, h }, -1);
      x += w + SPACING;
      line = MAX (line, h);
    }
  return y + line;
}

static void
measure_width (GtkWidget *box, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (box); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
lt_wrap_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  int least, most;

  measure_width (widget, &least, &most);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = most;
      return;
    }
  *minimum = *natural = flow (widget, for_size < 0 ? least : for_size, FALSE);
}

static void
lt_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (widget, width, TRUE);
}

static GtkSizeRequestMode
lt_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lt_wrap_box_dispose (GObject *object)
{
  lt_wrap_box_clear (LT_WRAP_BOX (object));

  G_OBJECT_CLASS (lt_wrap_box_parent_class)->dispose (object);
}

static void
lt_wrap_box_class_init (LtWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_wrap_box_dispose;
  widget_class->measure = lt_wrap_box_measure;
  widget_class->size_allocate = lt_wrap_box_size_allocate;
  widget_class->get_request_mode = lt_wrap_box_get_request_mode;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lt_wrap_box_init (LtWrapBox *self)
{
}

GtkWidget *
lt_wrap_box_new (void)
{
  return g_object_new (LT_TYPE_WRAP_BOX, NULL);
}

void
lt_wrap_box_append (LtWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (LT_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
lt_wrap_box_clear (LtWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (LT_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
}
