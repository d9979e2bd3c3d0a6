#pragma once

#include "lt-columns.h"

G_BEGIN_DECLS

/* What a line above the titles of a table says about all its columns: “单位：亩、万元”, “（单位：亿元）”,
 * “Unit: mu, 10k yuan”. `lines` (nullable, NULL-terminated) are the lines above them, their cells parted by
 * tabs. Columns of a field that measures the same as such a unit, and whose titles name none, get its factor
 * and its name. Returns: (transfer full) (element-type utf8): one sentence for each thing that was not
 * understood. */
GPtrArray *lt_unit_line_apply (LtKind kind, const char *const *lines, LtColumn *columns, guint n);

G_END_DECLS
