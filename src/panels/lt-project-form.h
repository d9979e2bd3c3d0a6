#pragma once

#include <gtk/gtk.h>

#include "lt-session.h"

G_BEGIN_DECLS

/* The chosen project for writing: what it is, its timetable, what it needs. What is typed is on disk
 * within a second; each change is a step that can be taken back. Where someone else changed the same
 * field meanwhile it asks which value is meant. Signal "closed": the person wants the list back. */
#define LT_TYPE_PROJECT_FORM (lt_project_form_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectForm, lt_project_form, LT, PROJECT_FORM, GtkWidget)

GtkWidget *lt_project_form_new (void);
/* (nullable): follows its chosen record where that is a project. */
void lt_project_form_set_session (LtProjectForm *self, LtSession *session);
/* Writes what is still unwritten. */
void lt_project_form_flush (LtProjectForm *self);
/* Whether what is typed differs from what is on disk: it is being written, could not be, or waits for
 * an answer. */
gboolean lt_project_form_is_unsaved (LtProjectForm *self);
/* The name, ready to be typed over. */
void lt_project_form_focus_name (LtProjectForm *self);

G_END_DECLS
