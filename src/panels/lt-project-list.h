#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The projects of what is looked at: by stage, by what they are late with, by what falls due; several
 * can be chosen and changed, copied, deleted at once.
 *
 * Property "count" (uint, notified): projects listed. Signal "opened": the person wants the one chosen
 * project's form. */
#define LT_TYPE_PROJECT_LIST (lt_project_list_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectList, lt_project_list, LT, PROJECT_LIST, GtkWidget)

GtkWidget *lt_project_list_new (void);
void lt_project_list_set_session (LtProjectList *self, LtSession *session);
guint lt_project_list_get_count (LtProjectList *self);
/* TRUE while the session's selection is changed from here. */
gboolean lt_project_list_is_choosing (LtProjectList *self);

/* Rows chosen, in the list's order. Returns: (transfer full) (element-type LtRecord). */
GPtrArray *lt_project_list_get_chosen (LtProjectList *self);
LtSession *lt_project_list_get_session (LtProjectList *self);

G_END_DECLS
