#include "config.h"

#include "lt-back-off.h"

#define MAX_DOUBLINGS 16

struct _LtBackOff
{
  GObject parent_instance;

  guint base_ms;
  guint max_ms;
  LtTileState state;
  guint failures;
  gint64 until; /* monotonic microseconds; 0 when not waiting */
  guint timer;
  char *message;
};

G_DEFINE_FINAL_TYPE (LtBackOff, lt_back_off, G_TYPE_OBJECT)

enum
{
  PROP_BASE_MS = 1,
  PROP_MAX_MS,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint retry_signal;

static void schedule (LtBackOff *self);

static void
set_state (LtBackOff *self, LtTileState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
end_waiting (LtBackOff *self)
{
  self->until = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
}

static gboolean
on_timer (gpointer data)
{
  LtBackOff *self = LT_BACK_OFF (data);

  self->timer = 0;
  if (g_get_monotonic_time () < self->until)
    {
      schedule (self);
      return G_SOURCE_REMOVE;
    }
  end_waiting (self);
  g_signal_emit (self, retry_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
schedule (LtBackOff *self)
{
  gint64 left_ms = (self->until - g_get_monotonic_time ()) / 1000 + 1;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((guint) CLAMP (left_ms, 1, G_MAXINT), on_timer, self);
}

static guint
get_delay_ms (LtBackOff *self)
{
  guint64 delay = (guint64) self->base_ms << MIN (self->failures, MAX_DOUBLINGS);

  delay = MIN (delay, self->max_ms);
  return (guint) ((double) delay * g_random_double_range (0.75, 1.25)) + 1;
}

void
lt_back_off_fail (LtBackOff *self, LtTileState state, gint64 wait_seconds, const char *message)
{
  gint64 delay_ms;

  g_return_if_fail (LT_IS_BACK_OFF (self));
  g_return_if_fail (state != LT_TILE_STATE_ONLINE);

  /* Requests that were under way when the first one failed say nothing new. */
  if (self->until != 0 && wait_seconds == 0)
    return;
  delay_ms = MAX ((gint64) get_delay_ms (self), wait_seconds * 1000);
  self->failures++;
  self->until = g_get_monotonic_time () + delay_ms * 1000;
  g_free (self->message);
  self->message = g_strdup (message);
  schedule (self);
  set_state (self, state);
}

void
lt_back_off_succeed (LtBackOff *self)
{
  g_return_if_fail (LT_IS_BACK_OFF (self));

  if (self->state == LT_TILE_STATE_ONLINE)
    return;
  self->failures = 0;
  g_clear_pointer (&self->message, g_free);
  end_waiting (self);
  set_state (self, LT_TILE_STATE_ONLINE);
  g_signal_emit (self, retry_signal, 0);
}

void
lt_back_off_hurry (LtBackOff *self)
{
  g_return_if_fail (LT_IS_BACK_OFF (self));

  if (self->until == 0)
    return;
  end_waiting (self);
  g_signal_emit (self, retry_signal, 0);
}

gboolean
lt_back_off_allows (LtBackOff *self)
{
  g_return_val_if_fail (LT_IS_BACK_OFF (self), FALSE);

  return self->until == 0;
}

LtTileState
lt_back_off_get_state (LtBackOff *self)
{
  g_return_val_if_fail (LT_IS_BACK_OFF (self), LT_TILE_STATE_OFFLINE);

  return self->state;
}

guint
lt_back_off_get_retry_seconds (LtBackOff *self)
{
  gint64 left;

  g_return_val_if_fail (LT_IS_BACK_OFF (self), 0);

  left = self->until - g_get_monotonic_time ();
  return self->until == 0 || left <= 0 ? 0 : (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

const char *
lt_back_off_get_message (LtBackOff *self)
{
  g_return_val_if_fail (LT_IS_BACK_OFF (self), NULL);

  return self->message;
}

static void
lt_back_off_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtBackOff *self = LT_BACK_OFF (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_back_off_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LtBackOff *self = LT_BACK_OFF (object);

  switch (id)
    {
    case PROP_BASE_MS:
      self->base_ms = g_value_get_uint (value);
      break;
    case PROP_MAX_MS:
      self->max_ms = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_back_off_finalize (GObject *object)
{
  LtBackOff *self = LT_BACK_OFF (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_free (self->message);
  G_OBJECT_CLASS (lt_back_off_parent_class)->finalize (object);
}

static void
lt_back_off_class_init (LtBackOffClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags construct = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lt_back_off_get_property;
  object_class->set_property = lt_back_off_set_property;
  object_class->finalize = lt_back_off_finalize;

  props[PROP_BASE_MS] = g_param_spec_uint ("base-ms", NULL, NULL, 1, G_MAXINT, 2000, construct);
  props[PROP_MAX_MS] = g_param_spec_uint ("max-ms", NULL, NULL, 1, G_MAXINT, 300000, construct);
  props[PROP_STATE]
      = g_param_spec_int ("state", NULL, NULL, 0, LT_TILE_STATE_BACKING_OFF, LT_TILE_STATE_ONLINE, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);
  retry_signal
      = g_signal_new ("retry", LT_TYPE_BACK_OFF, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lt_back_off_init (LtBackOff *self)
{
}

LtBackOff *
lt_back_off_new (guint base_ms, guint max_ms)
{
  return g_object_new (LT_TYPE_BACK_OFF, "base-ms", base_ms, "max-ms", max_ms, NULL);
}
