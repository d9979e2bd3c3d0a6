#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Gives titles of columns out so that no two are alike and none is empty. Plain GLib: the static part of
 * the room and its module use it alike. */
typedef struct _LtTitles LtTitles;

LtTitles *lt_titles_new (void);
void lt_titles_free (LtTitles *self);
/* `title` (nullable) in valid UTF-8, without line ends and spaces around it; "_2" is added to one that was
 * given out before, "column_7" stands for none. Returns: (transfer full). */
char *lt_titles_take (LtTitles *self, const char *title);

/* A row of cells, NULL for those that are empty, as one line: parted by tabs. Returns: (transfer full). */
char *lt_titles_join (const char *const *cells, guint n);

G_END_DECLS
