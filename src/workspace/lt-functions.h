#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* SQL functions of every connection, all deterministic and innocuous so that triggers of a file that
 * is not trusted may use them:
 *   ST_MinX, ST_MaxX, ST_MinY, ST_MaxY, ST_IsEmpty   of a GeoPackage geometry blob (GeoPackage 1.3, annex
 * F.3) lt_sort_key (text)        bytes that sort Chinese by pinyin (GB 18030 orders its first level so)
 *   lt_match (words, text …)  1 when every word occurs in one of the texts
 *   lt_rank (words, text)     how early the words occur in the text; less is better
 * FALSE when memory runs out. */
gboolean lt_functions_register (sqlite3 *db);

/* Folds text for searching: lower case, full-width forms made half-width. Returns: (transfer full). */
char *lt_functions_fold (const char *text);
/* The same in place of what `folded` holds; `length` in bytes, `text` needs no end. */
void lt_functions_fold_to (const char *text, gsize length, GString *folded);
/* The words of a text, folded. Returns: (transfer full). */
char **lt_functions_split (const char *text);

G_END_DECLS
