#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A date as people type it (2026-5-1, 20260501, 2026年5月1日, or a month alone, 2026-5), with a calendar
 * to pick from (its icon, or Alt+Down). Empty means no date.
 *
 * Signals: "edited" at each change by the person; "left" when it loses the focus, Enter is pressed or a
 * day is picked. */
#define LT_TYPE_DATE_ENTRY (lt_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (LtDateEntry, lt_date_entry, LT, DATE_ENTRY, GtkWidget)

/* `month_end`: a month alone means its last day (a plan), else its first. `label`: accessible name. */
GtkWidget *lt_date_entry_new (const char *label, gboolean month_end);

/* `date`: "2026-05-01", or NULL. */
void lt_date_entry_set_date (LtDateEntry *self, const char *date);
/* FALSE when what is typed is no date, and says so at the entry; else *date (transfer full) (nullable). */
gboolean lt_date_entry_read (LtDateEntry *self, char **date);
/* What is typed, as it is. */
const char *lt_date_entry_get_text (LtDateEntry *self);
void lt_date_entry_set_text (LtDateEntry *self, const char *text);

/* The same reading without a widget. Returns: (transfer full) (nullable). */
char *lt_date_entry_parse (const char *text, gboolean month_end);

G_END_DECLS
