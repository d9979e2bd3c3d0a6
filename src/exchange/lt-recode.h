#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends UTF-8 text as it is, or as GB18030, which has every character of Unicode. */
void lt_recode_append (GString *to, const char *text, gboolean gb18030);

G_END_DECLS
