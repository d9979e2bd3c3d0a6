#include "config.h"

#include "lt-dock.h"

#include <glib/gi18n-lib.h>

#include "lt-text-scale.h"

#define GRIP_WIDTH 8
#define KEY_STEP 24

struct _LtDock
{
  GtkWidget parent_instance;

  GtkWidget *child;
  GtkWidget *grip;
  int width;
  int min_width;
  GtkPackType edge;
};

G_DEFINE_FINAL_TYPE (LtDock, lt_dock, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_WIDTH,
  PROP_MIN_WIDTH,
  PROP_EDGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

void
lt_dock_set_child (LtDock *self, GtkWidget *child)
{
  g_return_if_fail (LT_IS_DOCK (self));
  g_return_if_fail (!child || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child)
    gtk_widget_insert_before (child, GTK_WIDGET (self), self->grip);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

int
lt_dock_get_width (LtDock *self)
{
  g_return_val_if_fail (LT_IS_DOCK (self), 0);

  return self->width;
}

void
lt_dock_set_width (LtDock *self, int width)
{
  g_return_if_fail (LT_IS_DOCK (self));

  width = MAX (width, self->min_width);
  if (self->width == width)
    return;
  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
}

/* --- the grip --- */

static gboolean
stands_left (LtDock *self)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return (self->edge == GTK_PACK_START) != mirrored;
}

static void
resize_to (LtDock *self, int width)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int limit
      = root ? (int) (gtk_widget_get_width (GTK_WIDGET (root)) / lt_text_scale_get (GTK_WIDGET (self)) / 2)
             : G_MAXINT16;

  lt_dock_set_width (self, MIN (width, MAX (limit, self->min_width)));
}

static void
grip_dragged (LtDock *self, double x, double y, GtkGestureDrag *drag)
{
  double start_x, start_y;
  graphene_point_t at;

  /* The grip moves with the edge: only the dock's outer corner keeps still. */
  gtk_gesture_drag_get_start_point (drag, &start_x, &start_y);
  if (gtk_widget_compute_point (self->grip, GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) (start_x + x), 0), &at))
    {
      double width = stands_left (self) ? at.x : gtk_widget_get_width (GTK_WIDGET (self)) - at.x;

      resize_to (self, (int) (width / lt_text_scale_get (GTK_WIDGET (self))));
    }
}

static gboolean
grip_key (LtDock *self, guint keyval)
{
  int step = stands_left (self) ? KEY_STEP : -KEY_STEP;

  if (keyval == GDK_KEY_Left)
    resize_to (self, self->width - step);
  else if (keyval == GDK_KEY_Right)
    resize_to (self, self->width + step);
  else
    return FALSE;
  return TRUE;
}

static void
add_grip (LtDock *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->grip = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_SEPARATOR, "focusable",
                             TRUE, "css-name", "grip", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Panel width"), -1);
  gtk_widget_set_cursor_from_name (self->grip, "col-resize");
  gtk_widget_set_parent (self->grip, GTK_WIDGET (self));

  g_signal_connect_object (drag, "drag-update", G_CALLBACK (grip_dragged), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (grip_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->grip, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->grip, keys);
}

/* --- the widget --- */

static void
lt_dock_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  LtDock *self = LT_DOCK (widget);
  int width = (int) (self->width * lt_text_scale_get (widget));

  /* How high it would be at another width than its own nobody needs to know, and each answer sets all its
   * text anew. */
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0)
    {
      gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &for_size, NULL, NULL, NULL);
      for_size = MAX (for_size, width);
    }
  if (self->child)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, width);
}

static void
lt_dock_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LtDock *self = LT_DOCK (widget);
  int x = stands_left (self) ? width - GRIP_WIDTH / 2 : -GRIP_WIDTH / 2;

  if (self->child)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
  gtk_widget_size_allocate (self->grip, &(GtkAllocation){ x, 0, GRIP_WIDTH, height }, -1);
}

static void
lt_dock_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtDock *self = LT_DOCK (object);

  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_MIN_WIDTH:
      g_value_set_int (value, self->min_width);
      break;
    case PROP_EDGE:
      g_value_set_enum (value, self->edge);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_dock_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LtDock *self = LT_DOCK (object);

  switch (id)
    {
    case PROP_CHILD:
      lt_dock_set_child (self, g_value_get_object (value));
      break;
    case PROP_WIDTH:
      lt_dock_set_width (self, g_value_get_int (value));
      break;
    case PROP_MIN_WIDTH:
      self->min_width = g_value_get_int (value);
      break;
    case PROP_EDGE:
      self->edge = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_dock_dispose (GObject *object)
{
  LtDock *self = LT_DOCK (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->grip, gtk_widget_unparent);

  G_OBJECT_CLASS (lt_dock_parent_class)->dispose (object);
}

static void
lt_dock_class_init (LtDockClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = lt_dock_dispose;
  object_class->get_property = lt_dock_get_property;
  object_class->set_property = lt_dock_set_property;
  widget_class->measure = lt_dock_measure;
  widget_class->size_allocate = lt_dock_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT16, 0, flags);
  properties[PROP_MIN_WIDTH] = g_param_spec_int ("min-width", NULL, NULL, 0, G_MAXINT16, 0, flags);
  properties[PROP_EDGE] = g_param_spec_enum ("edge", NULL, NULL, GTK_TYPE_PACK_TYPE, GTK_PACK_START, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "dock");
}

static void
lt_dock_init (LtDock *self)
{
  add_grip (self);
  lt_text_scale_watch (GTK_WIDGET (self));
}
