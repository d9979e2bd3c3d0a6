#include "config.h"

#include "lt-record-item.h"

struct _LtRecordItem
{
  GObject parent_instance;

  gint64 id;
  /* owned */
  LtRecord *record;
};

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LtRecordItem, lt_record_item, G_TYPE_OBJECT)

static void
lt_record_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RECORD:
      g_value_set_object (value, LT_RECORD_ITEM (object)->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_record_item_dispose (GObject *object)
{
  g_clear_object (&LT_RECORD_ITEM (object)->record);

  G_OBJECT_CLASS (lt_record_item_parent_class)->dispose (object);
}

static void
lt_record_item_class_init (LtRecordItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lt_record_item_get_property;
  object_class->dispose = lt_record_item_dispose;

  props[PROP_RECORD]
      = g_param_spec_object ("record", NULL, NULL, LT_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lt_record_item_init (LtRecordItem *self)
{
}

LtRecordItem *
lt_record_item_new (gint64 id)
{
  LtRecordItem *self = g_object_new (LT_TYPE_RECORD_ITEM, NULL);

  self->id = id;
  return self;
}

gint64
lt_record_item_get_id (LtRecordItem *self)
{
  g_return_val_if_fail (LT_IS_RECORD_ITEM (self), 0);

  return self->id;
}

LtRecord *
lt_record_item_get_record (LtRecordItem *self)
{
  g_return_val_if_fail (LT_IS_RECORD_ITEM (self), NULL);

  return self->record;
}

void
lt_record_item_set_record (LtRecordItem *self, LtRecord *record)
{
  g_return_if_fail (LT_IS_RECORD_ITEM (self));

  if (g_set_object (&self->record, record))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD]);
}
