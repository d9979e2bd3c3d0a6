#pragma once

#include "lt-export-writer.h"

G_BEGIN_DECLS

/* A DBF's column names have ten bytes. A field gets the first of its title, name and synonyms that fits
 * and that import understands as that field; a column of its own is shortened. No two are the same.
 * Returns: (transfer full): n_columns names, NULL-terminated. */
GStrv lt_dbf_names_new (const LtExportLayout *layout, gboolean gbk);

/* Bytes of `text` in UTF-8 or GBK; -1 when GBK does not have one of its characters. */
gssize lt_dbf_measure (const char *text, gboolean gbk);

G_END_DECLS
