#pragma once

#include "lt-error.h"

G_BEGIN_DECLS

/* A workbook (Office Open XML, ECMA-376) written row by row, in little memory however many rows. Text
 * is typed as text, so that no cell ever becomes a formula and no code loses its zeros. Every cell is
 * added in the order of the columns, every row ended. Cancelling is the caller's: just free it. */
typedef struct _LtXlsx LtXlsx;

/* Written beside and renamed by lt_xlsx_commit. LT_ERROR_EXISTS when there is one and not `overwrite`.
 * Returns: (transfer full). */
LtXlsx *lt_xlsx_new (const char *path, gboolean overwrite, GError **error);

/* Begins a sheet with a frozen first row of `titles` (NULL-terminated). `name` is shortened to what a
 * sheet may be called; two sheets must not share one. */
gboolean lt_xlsx_begin_sheet (LtXlsx *self, const char *name, const char *const *titles, GError **error);

/* A cell. NULL, "" and NAN leave it empty. Text of more than 32,767 UTF-16 units is cut there. */
void lt_xlsx_add_text (LtXlsx *self, const char *text);
/* The same for text that is known to fit and to need no escape, as WKT. */
void lt_xlsx_add_plain (LtXlsx *self, const GString *text);
void lt_xlsx_add_number (LtXlsx *self, double value);
/* 2026-01-31 becomes a date; what is none, or before 1900-03-01, stays text. */
void lt_xlsx_add_date (LtXlsx *self, const char *date);
/* LT_ERROR_VALUE after 1,048,576 rows, titles among them. */
gboolean lt_xlsx_end_row (LtXlsx *self, GError **error);

/* Cells that were cut so far. */
guint lt_xlsx_get_n_cut (LtXlsx *self);

/* Completes the file and gives it its name; nothing more can be added. */
gboolean lt_xlsx_commit (LtXlsx *self, GError **error);
/* Without a commit before it nothing is left behind. */
void lt_xlsx_free (LtXlsx *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtXlsx, lt_xlsx_free)

G_END_DECLS
