#pragma once

#include "lt-source.h"

G_BEGIN_DECLS

/* Text with separators (comma, tabulator, semicolon, bar), a million rows in a fraction of a second: cells
 * are cut from the file's bytes and only those that are not plain ASCII are decoded. Titles may stand below
 * a few lines of preface. */
const LtSourceFuncs *lt_csv_source_get_funcs (void);

G_END_DECLS
