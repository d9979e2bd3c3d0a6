#pragma once

#include <gtk/gtk.h>

#include "lt-catalogue.h"
#include "lt-field.h"

G_BEGIN_DECLS

/* One field of a project for writing: its title, what fits its kind (text, several lines, a number with
 * a choice of units, a date, chains, segment, district), and below it what is wrong with what is typed.
 * Values are texts as lt_project_set_value takes them.
 *
 * Signals: "edited" at each change by the person; "left" when it is done with. */
#define LT_TYPE_PROJECT_FIELD (lt_project_field_get_type ())
G_DECLARE_FINAL_TYPE (LtProjectField, lt_project_field, LT, PROJECT_FIELD, GtkWidget)

/* `field`: index in the kind of projects. `bare`: without its title, for tables. */
GtkWidget *lt_project_field_new (guint field, gboolean bare);
guint lt_project_field_get_field (LtProjectField *self);

/* What chains, districts and segments there are to choose from. */
void lt_project_field_set_catalogue (LtProjectField *self, LtCatalogue *catalogue);
/* For the segment: those of these chains ("6;1", nullable). */
void lt_project_field_set_chains (LtProjectField *self, const char *chains);

/* (nullable): NULL or "" empties it. */
void lt_project_field_set_value (LtProjectField *self, const char *value);
/* FALSE when what is typed is no value, and says why below it; else *value (transfer full)
 * (nullable). */
gboolean lt_project_field_read (LtProjectField *self, char **value);
/* What is typed where it is no value; NULL when it is one. Returns: (transfer full) (nullable). */
char *lt_project_field_dup_wrong (LtProjectField *self);
/* Types that again, with what is wrong with it. */
void lt_project_field_set_wrong (LtProjectField *self, const char *text);

G_END_DECLS
