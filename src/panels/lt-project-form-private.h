#pragma once

#include "lt-drafts.h"
#include "lt-project-banner.h"
#include "lt-project-field.h"
#include "lt-project-form.h"

G_BEGIN_DECLS

struct _LtProjectForm
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkMenuButton *menu;
  LtProjectBanner *banner;
  GtkLabel *status;
  GtkInfoBar *question; /* which of two values is meant */
  GtkLabel *question_text;
  GtkWidget *content;
  GtkLabel *zone;
  GtkLabel *size_band;
  GtkEntry *position;
  GtkLabel *metres;
  GtkBox *links;
  GPtrArray *fields; /* LtProjectField by field index; NULL: not in the form */

  LtRecord *record; /* as it is on disk, as far as is known */
  LtRecord *saving; /* what is being written */
  LtRecord *theirs; /* with a value that someone else gave to `disputed` meanwhile */
  int disputed;     /* field; -1 */
  guint save_timeout;
  gboolean again; /* something was changed while it was written */

  /* owned */
  LtDrafts *drafts; /* (nullable): what is typed and no value yet */
  LtSession *session;
  GSignalGroup *signals;
};

/* lt-project-form-build.c: makes the widgets; they call the handlers below. */
void lt_project_form_build (LtProjectForm *self);

void lt_project_form_on_edited (LtProjectForm *self);
void lt_project_form_on_left (LtProjectForm *self);
void lt_project_form_on_position (LtProjectForm *self);
void lt_project_form_on_back (LtProjectForm *self);
void lt_project_form_on_answer (LtProjectForm *self, int response);

G_END_DECLS
