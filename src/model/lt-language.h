#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets locale and gettext domain up for this process, once, before threads start. `override`
 * ("zh_CN", "en") wins over the environment; NULL follows it. Works where no such locale is
 * generated. `locale_dir` holds the message catalogues. Numbers stay those of the locale C. GTK would
 * undo this: call gtk_disable_setlocale () before it starts. */
void lt_language_init (const char *override, const char *locale_dir);

/* TRUE when messages are shown in Chinese. */
gboolean lt_language_is_chinese (void);

/* `chinese` or, in other languages, `english` where it is not empty. (transfer none). */
const char *lt_language_pick (const char *chinese, const char *english);

G_END_DECLS
