#pragma once

#include <adwaita.h>

#include "lt-exchange.h"

G_BEGIN_DECLS

/* What an import found wrong: a row for each issue with its row, field, value and what to do; can be
 * saved as CSV. Template ui/lt-report-window.ui. */
#define LT_TYPE_REPORT_WINDOW (lt_report_window_get_type ())
G_DECLARE_FINAL_TYPE (LtReportWindow, lt_report_window, LT, REPORT_WINDOW, AdwWindow)

/* Takes `report`. `file` is the name of what was imported. */
LtReportWindow *lt_report_window_new (GtkWindow *parent, const char *file, LtImportReport *report);

/* One sentence with the counts: "“a.csv”: 12 added, …". Returns: (transfer full). */
char *lt_report_describe (const char *file, const LtImportReport *report);

/* The issues as CSV with a byte order mark, so that spreadsheets read it as UTF-8, and a header.
 * Returns: (transfer full). */
char *lt_report_to_csv (const LtImportReport *report);

G_END_DECLS
