#pragma once

#include <glib.h>

#include "lt-error.h"

G_BEGIN_DECLS

/* A small table of comma-separated values (RFC 4180: quotes, doubled quotes, line ends in quotes;
 * UTF-8 with or without BOM), read whole. For what ships; people's own files go through exchange. */
typedef struct _LtCsv LtCsv;

/* Every name in `columns` (NULL-terminated; NULL: any header) must be in the first line. Errors name
 * the file and the line. Returns: (transfer full). */
LtCsv *lt_csv_load (const char *path, const char *const *columns, GError **error);
void lt_csv_free (LtCsv *self);
guint lt_csv_get_n_rows (LtCsv *self);
guint lt_csv_get_n_columns (LtCsv *self);
/* Column by name, or -1; name by column. */
int lt_csv_find (LtCsv *self, const char *column);
const char *lt_csv_get_column (LtCsv *self, guint column);
/* (transfer none): the text of a cell, NULL when empty. Row 0 is the first after the header. */
const char *lt_csv_get (LtCsv *self, guint row, guint column);
const char *lt_csv_peek (LtCsv *self, guint row, const char *column);
/* A number, or NAN in *value when empty. FALSE with an error naming file, row and column. */
gboolean lt_csv_get_number (LtCsv *self, guint row, const char *column, double *value, GError **error);
/* Sets an error "file, row, column: reason". Returns: FALSE. */
gboolean lt_csv_fail (LtCsv *self, guint row, const char *column, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtCsv, lt_csv_free)

G_END_DECLS
