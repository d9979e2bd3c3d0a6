#include "lt-encoding.h"

#include <string.h>

/* --- looking --- */

enum
{
  GB_FIRST,
  GB_SECOND,
  GB_THIRD,
  GB_FOURTH,
};

void
lt_text_scan_init (LtTextScan *self)
{
  *self = (LtTextScan){ .ascii = TRUE, .utf8 = TRUE, .gb18030 = TRUE };
}

static void
fail_utf8 (LtTextScan *self)
{
  if (self->utf8)
    self->bad_line = self->lines + 1;
  self->utf8 = FALSE;
}

static void
begin_utf8 (LtTextScan *self, guint8 byte)
{
  self->seen = 1;
  if (byte >= 0xC2 && byte <= 0xDF)
    self->left = 1;
  else if (byte >= 0xE0 && byte <= 0xEF)
    self->left = 2;
  else if (byte >= 0xF0 && byte <= 0xF4)
    self->left = 3;
  else
    {
      fail_utf8 (self);
      return;
    }
  self->pending = byte & (0x3Fu >> self->left);
}

static void
add_utf8 (LtTextScan *self, guint8 byte)
{
  static const guint32 least[] = { 0, 0x80, 0x800, 0x10000 };

  if (self->left == 0)
    {
      if (byte >= 0x80)
        begin_utf8 (self, byte);
      return;
    }
  if ((byte & 0xC0) != 0x80)
    {
      fail_utf8 (self);
      return;
    }
  self->pending = self->pending << 6 | (byte & 0x3F);
  self->left--;
  if (self->left == 0
      && (self->pending < least[self->seen] || self->pending > 0x10FFFF
          || (self->pending >= 0xD800 && self->pending <= 0xDFFF)))
    fail_utf8 (self);
  self->seen++;
}

static void
fail_gb18030 (LtTextScan *self)
{
  if (self->gb18030)
    self->bad_gb_line = self->lines + 1;
  self->gb18030 = FALSE;
  self->gb_state = GB_FIRST;
}

static void
add_gb18030 (LtTextScan *self, guint8 byte)
{
  gboolean good = TRUE;

  switch (self->gb_state)
    {
    case GB_FIRST:
      good = byte != 0x80 && byte != 0xFF;
      self->gb_state = byte > 0x80 ? GB_SECOND : GB_FIRST;
      break;
    case GB_SECOND:
      good = byte >= 0x30 && byte != 0x7F && byte != 0xFF && (byte <= 0x39 || byte >= 0x40);
      self->gb_state = byte <= 0x39 ? GB_THIRD : GB_FIRST;
      break;
    case GB_THIRD:
      good = byte >= 0x81 && byte <= 0xFE;
      self->gb_state = GB_FOURTH;
      break;
    default:
      good = byte >= 0x30 && byte <= 0x39;
      self->gb_state = GB_FIRST;
      break;
    }
  if (!good)
    fail_gb18030 (self);
}

static gsize
skip_ascii (LtTextScan *self, const guint8 *bytes, gsize length)
{
  gsize i = 0;

  while (i < length && bytes[i] < 0x80)
    self->lines += bytes[i++] == '\n';

  return i;
}

void
lt_text_scan_add (LtTextScan *self, const char *text, gsize length)
{
  const guint8 *bytes = (const guint8 *) text;

  for (gsize i = 0; i < length; i++)
    {
      if (self->left == 0 && self->gb_state == GB_FIRST)
        i += skip_ascii (self, bytes + i, length - i);
      if (i >= length)
        break;
      self->ascii = self->ascii && bytes[i] < 0x80;
      if (self->utf8)
        add_utf8 (self, bytes[i]);
      if (!self->utf8)
        self->left = 0;
      if (self->gb18030)
        add_gb18030 (self, bytes[i]);
      self->lines += bytes[i] == '\n';
    }
  if (length > 0)
    self->open_line = bytes[length - 1] != '\n';
}

void
lt_text_scan_end (LtTextScan *self)
{
  if (self->utf8 && self->left > 0)
    fail_utf8 (self);
  if (self->gb18030 && self->gb_state != GB_FIRST)
    fail_gb18030 (self);
  self->left = 0;
  self->gb_state = GB_FIRST;
}

void
lt_text_scan_add_cell (LtTextScan *self, const char *bytes, gsize length)
{
  lt_text_scan_add (self, bytes, length);
  self->left = 0;
  self->gb_state = GB_FIRST;
}

const char *
lt_text_scan_get_encoding (const LtTextScan *self)
{
  return self->utf8 ? "UTF-8" : self->gb18030 ? "GB18030" : NULL;
}

/* --- naming --- */

char *
lt_encoding_get_name (const char *name)
{
  static const char *const chinese[]
      = { "gbk",     "gb2312", "gb18030", "cp936",    "936",    "ms936",  "windows936",
          "ansi936", "euccn",  "oem936",  "hzgb2312", "ldid77", "chinese" };
  static const char *const unicode[] = { "utf8", "65001", "cp65001", "unicode11utf8", "utf8bom" };
  g_autofree char *key = g_ascii_strdown (name, -1);
  char *end = key;
  GIConv converter;

  for (const char *p = key; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      *end++ = *p;
  *end = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (chinese); i++)
    if (strcmp (key, chinese[i]) == 0)
      return g_strdup ("GB18030");
  for (guint i = 0; i < G_N_ELEMENTS (unicode); i++)
    if (strcmp (key, unicode[i]) == 0)
      return g_strdup ("UTF-8");

  if (name[0] == '\0')
    return NULL;
  converter = g_iconv_open ("UTF-8", name);
  if (converter == (GIConv) -1)
    return NULL;
  g_iconv_close (converter);

  return g_strdup (name);
}

/* --- decoding --- */

#define LEAD_FIRST 0x81
#define TRAIL_FIRST 0x40
#define N_TRAILS (0xFF - TRAIL_FIRST)
#define N_PAIRS ((0xFF - LEAD_FIRST) * N_TRAILS)

struct _LtDecoder
{
  gboolean utf8;
  GIConv converter;
  char (*pairs)[4]; /* UTF-8 of each pair of bytes of GB18030; NULL for other encodings */
};

/* iconv for one character costs more than all else of a row: pairs are looked up instead. */
static void
learn_pairs (LtDecoder *self)
{
  self->pairs = g_malloc0 (sizeof *self->pairs * N_PAIRS);
  for (guint i = 0; i < N_PAIRS; i++)
    {
      char bytes[2] = { (char) (LEAD_FIRST + i / N_TRAILS), (char) (TRAIL_FIRST + i % N_TRAILS) };
      char *in = bytes;
      gsize in_left = sizeof bytes;
      char *out = self->pairs[i];
      gsize out_left = 3;

      if (g_iconv (self->converter, &in, &in_left, &out, &out_left) == (gsize) -1)
        {
          self->pairs[i][0] = '\0';
          g_iconv (self->converter, NULL, NULL, NULL, NULL);
        }
    }
}

LtDecoder *
lt_decoder_new (const char *encoding)
{
  g_autoptr (LtDecoder) self = g_new0 (LtDecoder, 1);

  self->utf8 = strcmp (encoding, "UTF-8") == 0;
  self->converter = g_iconv_open ("UTF-8", encoding);
  if (self->converter == (GIConv) -1)
    return NULL;
  if (strcmp (encoding, "GB18030") == 0)
    learn_pairs (self);

  return g_steal_pointer (&self);
}

void
lt_decoder_free (LtDecoder *self)
{
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  g_free (self->pairs);
  g_free (self);
}

static void
append_utf8 (const char *bytes, gsize length, GString *text)
{
  g_autofree char *valid = NULL;

  if (g_utf8_validate_len (bytes, length, NULL))
    {
      g_string_append_len (text, bytes, (gssize) length);
      return;
    }
  valid = g_utf8_make_valid (bytes, (gssize) length);
  g_string_append (text, valid);
}

/* Converts until the end or, with `one`, one character. Returns how many bytes were taken. */
static gsize
convert (LtDecoder *self, const char *bytes, gsize length, gboolean one, GString *text)
{
  char *in = (char *) bytes;
  gsize in_left = length;

  while (in_left > 0)
    {
      char buffer[256];
      char *out = buffer;
      gsize out_left = one ? 4 : sizeof buffer;
      gsize done = g_iconv (self->converter, &in, &in_left, &out, &out_left);

      g_string_append_len (text, buffer, out - buffer);
      if (one && out > buffer)
        break;
      if (done != (gsize) -1 || out > buffer)
        continue;
      g_string_append_unichar (text, 0xFFFD);
      g_iconv (self->converter, NULL, NULL, NULL, NULL);
      in++;
      in_left--;
      if (one)
        break;
    }

  return length - in_left;
}

static void
append_pairs (LtDecoder *self, const char *bytes, gsize length, GString *text)
{
  for (gsize i = 0; i < length;)
    {
      guint8 first = (guint8) bytes[i];
      guint8 second = i + 1 < length ? (guint8) bytes[i + 1] : 0;
      const char *pair = NULL;

      if (first >= LEAD_FIRST && first < 0xFF && second >= TRAIL_FIRST && second < 0xFF)
        pair = self->pairs[(first - LEAD_FIRST) * N_TRAILS + (second - TRAIL_FIRST)];
      if (first < 0x80)
        {
          g_string_append_c (text, bytes[i]);
          i++;
        }
      else if (pair != NULL && pair[0] != '\0')
        {
          g_string_append (text, pair);
          i += 2;
        }
      else
        i += convert (self, bytes + i, MIN (length - i, 4), TRUE, text);
    }
}

void
lt_decoder_append (LtDecoder *self, const char *bytes, gsize length, GString *text)
{
  if (self->utf8)
    append_utf8 (bytes, length, text);
  else if (self->pairs != NULL)
    append_pairs (self, bytes, length, text);
  else
    convert (self, bytes, length, FALSE, text);
}
