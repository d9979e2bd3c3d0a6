#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  LT_TILE_STATE_ONLINE,      /* the last answer was good, or nothing was asked yet */
  LT_TILE_STATE_OFFLINE,     /* the server cannot be reached */
  LT_TILE_STATE_BACKING_OFF, /* it answers, but refuses, fails, or is not a tile server */
} LtTileState;

/* When a server may be asked again after a failure: twice as long after each one, with jitter, never
 * earlier than the server says. Main thread only.
 * Property "state" (int, LtTileState); construct properties "base-ms" and "max-ms". Signal "retry": asking is
 * worthwhile again. */
#define LT_TYPE_BACK_OFF (lt_back_off_get_type ())
G_DECLARE_FINAL_TYPE (LtBackOff, lt_back_off, LT, BACK_OFF, GObject)

LtBackOff *lt_back_off_new (guint base_ms, guint max_ms);
/* The server failed: `state` is OFFLINE or BACKING_OFF, `wait_seconds` what it asked for or 0,
 * `message` one sentence for people. */
void lt_back_off_fail (LtBackOff *self, LtTileState state, gint64 wait_seconds, const char *message);
void lt_back_off_succeed (LtBackOff *self);
/* Ends the waiting now: the network seems to be back. */
void lt_back_off_hurry (LtBackOff *self);

/* FALSE while waiting. */
gboolean lt_back_off_allows (LtBackOff *self);
LtTileState lt_back_off_get_state (LtBackOff *self);
/* Seconds until the next attempt, rounded up; 0 when not waiting. */
guint lt_back_off_get_retry_seconds (LtBackOff *self);
/* What went wrong last, NULL when nothing did. (transfer none). */
const char *lt_back_off_get_message (LtBackOff *self);

G_END_DECLS
