#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The projects that a list narrowed to a stage, to late ones or to what falls due: the map shows the
 * same ones. Belongs to a session. Main thread. Signal "changed". */
#define LT_TYPE_PROJECT_FILTER (lt_project_filter_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectFilter, lt_project_filter, LT, PROJECT_FILTER, GObject)

LtProjectFilter *lt_project_filter_new (void);

/* What is shown, in the person's language; NULL: all projects. */
const char *lt_project_filter_get_title (LtProjectFilter *self);
/* Row ids: gint64, ascending; (transfer none); NULL: all projects. Never changed once given. */
GArray *lt_project_filter_get_ids (LtProjectFilter *self);
/* `ids`: (transfer full). */
void lt_project_filter_set (LtProjectFilter *self, const char *title, GArray *ids);
/* All projects again. */
void lt_project_filter_clear (LtProjectFilter *self);

G_END_DECLS
