#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What rows keep of columns that match no field, a JSON object each, read as columns: names are numbered
 * as they first come up. For a million rows: no tree is built. */
typedef struct _LtExtras LtExtras;

/* A value. Plain value. */
typedef struct
{
  gboolean is_number;
  double number;
  const char *text; /* NULL when it is a number or missing; lists and objects as JSON */
} LtExtraValue;

LtExtras *lt_extras_new (void);
void lt_extras_free (LtExtras *self);

/* Reads one row's object (nullable), forgetting the row before; new names are added. FALSE, the row then
 * having no values, when it is no JSON object. */
gboolean lt_extras_read (LtExtras *self, const char *json);

guint lt_extras_get_n (LtExtras *self);
const char *lt_extras_get_name (LtExtras *self, guint index);
/* Whether every value read so far in that column was a number. */
gboolean lt_extras_is_number (LtExtras *self, guint index);
/* Of the row read last; the text lasts until the next. */
LtExtraValue lt_extras_get (LtExtras *self, guint index);

/* The SQL expression of what a row is to keep in the column extra_json when the parameter of that number
 * holds an object or NULL: names that the object has are replaced, the others stay. Returns: (transfer full).
 */
char *lt_extras_make_sql (guint parameter);

/* Whether one row's object says anything that another (nullable) does not: a name it lacks, or another value.
 * A number is the same as its text, which is what a table of text makes of it. */
gboolean lt_extras_has_news (const char *json, const char *present);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtExtras, lt_extras_free)

G_END_DECLS
