#include "config.h"

#include "lt-window-private.h"

#include "lt-project-edits.h"

/* How often it looks whether the edit is on disk, and how long at most before it closes without: writes
 * wait for other programs some seconds themselves. */
#define LOOK_MS 10
#define LONGEST_US (15 * G_USEC_PER_SEC)

static gboolean
look (gpointer data)
{
  LtWindow *self = data;
  gboolean late = g_get_monotonic_time () > self->closing_deadline;

  if (lt_project_edits_are_pending (self->session) && !late)
    return G_SOURCE_CONTINUE;
  self->closing_source = 0;
  /* The next time the person asks, it closes. */
  self->closing_anyway = TRUE;
  if (late || !lt_panel_stack_is_unsaved (self->panels))
    gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

gboolean
lt_window_may_close (LtWindow *self)
{
  if (self->closing_source != 0)
    return FALSE;
  lt_panel_stack_flush (self->panels);
  if (self->closing_anyway
      || (!lt_project_edits_are_pending (self->session) && !lt_panel_stack_is_unsaved (self->panels)))
    return TRUE;
  self->closing_deadline = g_get_monotonic_time () + LONGEST_US;
  self->closing_source = g_timeout_add (LOOK_MS, look, self);
  return FALSE;
}
