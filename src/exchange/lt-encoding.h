#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which encoding bytes of a person's text are in, and UTF-8 made of them. Plain GLib: the static part
 * of the room and its module use it alike. */

/* Looks at text in pieces. Strict UTF-8 wins; what is not may still be strict GB18030. Plain value. */
typedef struct
{
  gboolean ascii;
  gboolean utf8;
  gboolean gb18030;
  guint bad_line; /* of the first byte that is not UTF-8 */
  guint bad_gb_line;
  guint lines;        /* line ends seen */
  gboolean open_line; /* the last line has no end */
  /*< private >*/
  guint32 pending; /* of the UTF-8 character that the last piece broke off */
  guint left;
  guint seen;
  guint gb_state;
} LtTextScan;

/* Whether all are of ASCII, which every encoding of people's files has in common. */
gboolean lt_encoding_is_plain (const char *bytes, gsize length);

void lt_text_scan_init (LtTextScan *self);
void lt_text_scan_add (LtTextScan *self, const char *bytes, gsize length);
/* Ends the text: a character that was broken off is wrong. */
void lt_text_scan_end (LtTextScan *self);
/* A cell of fixed width, whose end may break a character off. Lines are not counted in it. */
void lt_text_scan_add_cell (LtTextScan *self, const char *bytes, gsize length);
/* "UTF-8", "GB18030", or NULL when it is neither. */
const char *lt_text_scan_get_encoding (const LtTextScan *self);

/* The name as iconv knows it: cp936, GBK, gb2312 become "GB18030", "utf8" and 65001 "UTF-8". Returns:
 * (transfer full) (nullable): NULL when no such encoding is known. */
char *lt_encoding_get_name (const char *name);

/* Makes UTF-8 of text in another encoding. One thread at a time. */
typedef struct _LtDecoder LtDecoder;

/* `encoding` as lt_encoding_get_name gives it. Returns: (nullable): NULL when it is not known. */
LtDecoder *lt_decoder_new (const char *encoding);
void lt_decoder_free (LtDecoder *self);
/* Appends the text as valid UTF-8; what is wrong in it becomes U+FFFD. */
void lt_decoder_append (LtDecoder *self, const char *bytes, gsize length, GString *text);
/* The same of a cell that is full: a character that its end breaks off is left out. */
void lt_decoder_append_full (LtDecoder *self, const char *bytes, gsize length, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtDecoder, lt_decoder_free)

G_END_DECLS
