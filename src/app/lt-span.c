#include "config.h"

#include "lt-span.h"

#include "lt-text-scale.h"

struct _LtSpan
{
  GtkWidget parent_instance;

  GtkWidget *child;
  int width;
};

G_DEFINE_FINAL_TYPE (LtSpan, lt_span, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

void
lt_span_set_child (LtSpan *self, GtkWidget *child)
{
  g_return_if_fail (LT_IS_SPAN (self));
  g_return_if_fail (!child || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

static void
lt_span_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  LtSpan *self = LT_SPAN (widget);

  if (self->child)
    gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, (int) (self->width * lt_text_scale_get (widget)));
}

static void
lt_span_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LtSpan *self = LT_SPAN (widget);

  if (self->child)
    gtk_widget_allocate (self->child, width, height, baseline, NULL);
}

static void
lt_span_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtSpan *self = LT_SPAN (object);

  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_span_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LtSpan *self = LT_SPAN (object);

  switch (id)
    {
    case PROP_CHILD:
      lt_span_set_child (self, g_value_get_object (value));
      break;
    case PROP_WIDTH:
      self->width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_span_dispose (GObject *object)
{
  g_clear_pointer (&LT_SPAN (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (lt_span_parent_class)->dispose (object);
}

static void
lt_span_class_init (LtSpanClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = lt_span_dispose;
  object_class->get_property = lt_span_get_property;
  object_class->set_property = lt_span_set_property;
  widget_class->measure = lt_span_measure;
  widget_class->size_allocate = lt_span_size_allocate;

  properties[PROP_CHILD]
      = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_WIDTH]
      = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lt_span_init (LtSpan *self)
{
  lt_text_scale_watch (GTK_WIDGET (self));
}
