#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts cut into pairs of characters, and for each pair the rows that have it. */

/* Of two code points, 21 bits each. The second is 0 at the end of a text. */
#define LT_GRAM(first, second) ((guint64) (first) << 21 | (second))
#define LT_GRAM_BITS 42

/* Appends the grams (guint64) of a folded text (lt_functions_fold), one for each character that is no
 * space. `whole`: the text's end is one too. What is not UTF-8 has none. */
void lt_grams_cut (const char *text, gboolean whole, GArray *grams);

/* Rows by gram, which come in order of their ids. */
typedef struct _LtGramLists LtGramLists;

LtGramLists *lt_gram_lists_new (void);
void lt_gram_lists_free (LtGramLists *self);
/* A row that has these (guint64), any of them more than once. */
void lt_gram_lists_add (LtGramLists *self, const GArray *grams, gint64 row);
/* Bytes of all lists. */
gsize lt_gram_lists_get_size (LtGramLists *self);

/* Told of each gram, in order, with the count of its rows and their coded list; FALSE stops. */
typedef gboolean (*LtGramFunc) (guint64 gram, guint n, const guint8 *list, gsize length, gpointer data);
gboolean lt_gram_lists_visit (LtGramLists *self, LtGramFunc func, gpointer data);

/* Appends the rows (gint64) of a coded list. A damaged one gives what can be read of it. */
void lt_gram_list_decode (const guint8 *list, gsize length, GArray *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtGramLists, lt_gram_lists_free)

G_END_DECLS
