#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Units of files as people write them: 亩, ㎡, 亿元, "10,000 yuan", kwh. Names are given in lower case and
 * half-width forms (lt_value_clean). */

/* The unit of that name that measures the same as `canonical` does; *factor (nullable) is what its values
 * are multiplied with to be in `canonical`. Returns: (transfer none) (nullable): NULL when there is none. */
const char *lt_unit_name_find (const char *name, const char *canonical, double *factor);

/* The longest unit that `text` ends with, without brackets: 用地面积亩, area_mu. (transfer none)
 * (nullable). */
const char *lt_unit_name_find_ending (const char *text);
/* The longest unit that `text` begins with and that ends there as a word does. (transfer none) (nullable). */
const char *lt_unit_name_find_beginning (const char *text);
/* Whether both measure the same: 亩 and 公顷, not 亩 and 万元. */
gboolean lt_unit_name_is_alike (const char *name, const char *other);

G_END_DECLS
