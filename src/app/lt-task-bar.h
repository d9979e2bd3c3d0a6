#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A long task, quiet in the header: its name, share done, time left, cancel. Hidden while there is
 * none. Signal "cancelled". Template ui/lt-task-bar.ui. */
#define LT_TYPE_TASK_BAR (lt_task_bar_get_type ())
G_DECLARE_FINAL_TYPE (LtTaskBar, lt_task_bar, LT, TASK_BAR, GtkWidget)

void lt_task_bar_start (LtTaskBar *self, const char *title);
/* `share` 0 to 1, or less than 0 when it is not known. */
void lt_task_bar_update (LtTaskBar *self, double share, guint rows);
void lt_task_bar_stop (LtTaskBar *self);

G_END_DECLS
