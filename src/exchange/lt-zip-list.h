#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The list of what a ZIP holds, to tell what it is before anything unpacks it. */
typedef struct
{
  GPtrArray *names; /* as they are written; not always UTF-8 */
  guint64 unpacked; /* bytes of all, as the list says */
  gboolean swells;  /* an entry or all of them unpack to over 64 MB, and to more than a table can */
} LtZipList;

/* Most that is unpacked of a file of people's. */
#define LT_ZIP_MAX_UNPACKED ((guint64) 1 << 30)

/* Reads the list at the end of the file. FALSE when there is none or it is damaged. */
gboolean lt_zip_list_read (LtZipList *self, const char *path);
void lt_zip_list_clear (LtZipList *self);
/* Whether a name ends so, whatever its case. */
gboolean lt_zip_list_has (const LtZipList *self, const char *ending);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LtZipList, lt_zip_list_clear)

G_END_DECLS
