#include "config.h"

#include "lt-squeeze.h"

#define LEAST_HEIGHT 120

struct _LtSqueeze
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *child;
};

G_DEFINE_FINAL_TYPE (LtSqueeze, lt_squeeze, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
lt_squeeze_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  LtSqueeze *self = LT_SQUEEZE (widget);

  if (self->child == NULL)
    return;
  /* Not for its answer: a widget that was not measured passes no later change of its child on. */
  gtk_widget_measure (self->scroller, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                      NULL, NULL, NULL, NULL);
  /* Its width is asked for any height: it may get less than it needs, and then scrolls. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = MIN (*minimum, LEAST_HEIGHT);
}

static GtkSizeRequestMode
lt_squeeze_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lt_squeeze_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (LT_SQUEEZE (widget)->scroller, width, height, baseline, NULL);
}

static void
lt_squeeze_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    g_value_set_object (value, LT_SQUEEZE (object)->child);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lt_squeeze_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LtSqueeze *self = LT_SQUEEZE (object);

  if (id != PROP_CHILD)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->child = g_value_get_object (value);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->child);
}

static void
lt_squeeze_dispose (GObject *object)
{
  LtSqueeze *self = LT_SQUEEZE (object);

  self->child = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (lt_squeeze_parent_class)->dispose (object);
}

static void
lt_squeeze_class_init (LtSqueezeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lt_squeeze_dispose;
  object_class->get_property = lt_squeeze_get_property;
  object_class->set_property = lt_squeeze_set_property;
  widget_class->measure = lt_squeeze_measure;
  widget_class->get_request_mode = lt_squeeze_get_request_mode;
  widget_class->size_allocate = lt_squeeze_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lt_squeeze_init (LtSqueeze *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
