#include "config.h"

#include "lt-project-filter.h"

#include <string.h>

struct _LtProjectFilter
{
  GObject parent_instance;

  char *title;
  GArray *ids;
};

G_DEFINE_FINAL_TYPE (LtProjectFilter, lt_project_filter, G_TYPE_OBJECT)

static guint changed_signal;

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
lt_project_filter_finalize (GObject *object)
{
  LtProjectFilter *self = LT_PROJECT_FILTER (object);

  g_free (self->title);
  g_clear_pointer (&self->ids, g_array_unref);
  G_OBJECT_CLASS (lt_project_filter_parent_class)->finalize (object);
}

static void
lt_project_filter_class_init (LtProjectFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lt_project_filter_finalize;
  changed_signal = g_signal_new ("changed", LT_TYPE_PROJECT_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
lt_project_filter_init (LtProjectFilter *self)
{
}

LtProjectFilter *
lt_project_filter_new (void)
{
  return g_object_new (LT_TYPE_PROJECT_FILTER, NULL);
}

const char *
lt_project_filter_get_title (LtProjectFilter *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_FILTER (self), NULL);

  return self->title;
}

GArray *
lt_project_filter_get_ids (LtProjectFilter *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_FILTER (self), NULL);

  return self->ids;
}

static gboolean
is_same (const GArray *a, const GArray *b)
{
  return a != NULL && a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

void
lt_project_filter_set (LtProjectFilter *self, const char *title, GArray *ids)
{
  g_autoptr (GArray) taken = ids;

  g_return_if_fail (LT_IS_PROJECT_FILTER (self));
  g_return_if_fail (title != NULL && ids != NULL);

  g_array_sort (taken, compare);
  if (g_strcmp0 (self->title, title) == 0 && is_same (self->ids, taken))
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_steal_pointer (&taken);
  g_signal_emit (self, changed_signal, 0);
}

void
lt_project_filter_clear (LtProjectFilter *self)
{
  g_return_if_fail (LT_IS_PROJECT_FILTER (self));

  if (self->ids == NULL)
    return;
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->ids, g_array_unref);
  g_signal_emit (self, changed_signal, 0);
}
