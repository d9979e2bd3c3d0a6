#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tells that a text is none of many, at sixteen bytes a text: only hashes are kept, so "may be there"
 * has to be looked up. */
typedef struct _LtKeySet LtKeySet;

LtKeySet *lt_key_set_new (void);
void lt_key_set_free (LtKeySet *self);
/* What a set goes by; never 0. */
guint64 lt_key_set_hash (const char *text);
/* TRUE when it was not there. */
gboolean lt_key_set_add (LtKeySet *self, guint64 hash);
gboolean lt_key_set_may_have (const LtKeySet *self, guint64 hash);
/* Has the place of a text brought near that will be asked for soon: in a set of a million finding it takes
 * longer than anything else. */
void lt_key_set_prefetch (const LtKeySet *self, guint64 hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtKeySet, lt_key_set_free)

G_END_DECLS
