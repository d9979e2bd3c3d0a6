#include "config.h"

#include "lt-parcel-selection.h"

struct _LtParcelSelection
{
  GObject parent_instance;

  GArray *ids;
  double area;
};

G_DEFINE_FINAL_TYPE (LtParcelSelection, lt_parcel_selection, G_TYPE_OBJECT)

static guint changed_signal;

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
lt_parcel_selection_finalize (GObject *object)
{
  g_array_unref (LT_PARCEL_SELECTION (object)->ids);
  G_OBJECT_CLASS (lt_parcel_selection_parent_class)->finalize (object);
}

static void
lt_parcel_selection_class_init (LtParcelSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_parcel_selection_finalize;
  changed_signal = g_signal_new ("changed", LT_TYPE_PARCEL_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
lt_parcel_selection_init (LtParcelSelection *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

LtParcelSelection *
lt_parcel_selection_new (void)
{
  return g_object_new (LT_TYPE_PARCEL_SELECTION, NULL);
}

GArray *
lt_parcel_selection_get_ids (LtParcelSelection *self)
{
  g_return_val_if_fail (LT_IS_PARCEL_SELECTION (self), NULL);

  return self->ids;
}

double
lt_parcel_selection_get_area (LtParcelSelection *self)
{
  g_return_val_if_fail (LT_IS_PARCEL_SELECTION (self), 0);

  return self->area;
}

void
lt_parcel_selection_set (LtParcelSelection *self, GArray *ids, double area_m2)
{
  g_return_if_fail (LT_IS_PARCEL_SELECTION (self));

  if ((ids == NULL || ids->len == 0) && self->ids->len == 0)
    {
      g_clear_pointer (&ids, g_array_unref);
      return;
    }
  g_array_unref (self->ids);
  self->ids = ids != NULL ? ids : g_array_new (FALSE, FALSE, sizeof (gint64));
  self->area = self->ids->len > 0 ? area_m2 : 0;
  g_array_sort (self->ids, compare);
  g_signal_emit (self, changed_signal, 0);
}
