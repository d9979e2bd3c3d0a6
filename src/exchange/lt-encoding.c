#include "lt-encoding.h"

#include <errno.h>
#include <string.h>

#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* --- looking --- */

gboolean
lt_encoding_is_plain (const char *bytes, gsize length)
{
  guint64 all = 0;
  guint64 word;

  for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word)
    {
      memcpy (&word, bytes, sizeof word);
      all |= word;
    }
  for (; length > 0; bytes++, length--)
    all |= (guint8) *bytes;

  return (all & HIGH_BITS) == 0;
}

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

/* Length of the plain text that the bytes begin with, but for less than eight bytes. */
static gsize
skip_ascii (const guint8 *bytes, gsize length)
{
  gsize i = 0;
  guint64 word;

  for (; i + sizeof word <= length; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      if ((word & HIGH_BITS) != 0)
        break;
    }

  return i;
}

/* Length of the plain text and pairs of GB18030 that they begin with. */
static gsize
skip_pairs (const guint8 *bytes, gsize length)
{
  gsize i = 0;

  while (i + 1 < length)
    {
      guint8 second = bytes[i + 1];

      if (bytes[i] < 0x80)
        i += MAX (skip_ascii (bytes + i, length - i), 1);
      else if (bytes[i] > 0x80 && bytes[i] < 0xFF && second >= 0x40 && second != 0x7F && second != 0xFF)
        i += 2;
      else
        break;
    }

  return i;
}

/* Length of what can be passed over, between two characters: it is as all before was. */
static gsize
skip_good (const LtTextScan *self, const guint8 *bytes, gsize length)
{
  const char *end;

  if (self->utf8 && self->gb18030)
    return skip_ascii (bytes, length);
  if (self->gb18030)
    return skip_pairs (bytes, length);
  if (!self->utf8)
    return length;
  g_utf8_validate_len ((const char *) bytes, length, &end);

  return (gsize) (end - (const char *) bytes);
}

static void
add_byte (LtTextScan *self, guint8 byte)
{
  self->ascii = self->ascii && byte < 0x80;
  if (self->utf8)
    add_utf8 (self, byte);
  if (!self->utf8)
    self->left = 0;
  if (self->gb18030)
    add_gb18030 (self, byte);
  self->lines += byte == '\n';
}

static guint
count_lines (const guint8 *bytes, gsize length)
{
  const guint8 *end = bytes + length;
  guint n = 0;

  for (; (bytes = memchr (bytes, '\n', (gsize) (end - bytes))) != NULL; bytes++)
    n++;

  return n;
}

void
lt_text_scan_add (LtTextScan *self, const char *text, gsize length)
{
  const guint8 *bytes = (const guint8 *) text;

  for (gsize i = 0; i < length;)
    {
      gsize n = 0;

      if (self->left == 0 && self->gb_state == GB_FIRST)
        n = skip_good (self, bytes + i, length - i);
      self->lines += count_lines (bytes + i, n);
      i += n;
      if (i < length)
        add_byte (self, bytes[i++]);
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
  if (lt_encoding_is_plain (bytes, length))
    return;
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
  gboolean full; /* what is appended is a cell that is full */
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

/* Length without the character that the end breaks off. */
static gsize
drop_broken_utf8 (const char *bytes, gsize length)
{
  for (gsize n = 1; n < 4 && n <= length; n++)
    if (((guint8) bytes[length - n] & 0xC0) != 0x80)
      return g_utf8_get_char_validated (bytes + length - n, (gssize) n) == (gunichar) -2 ? length - n
                                                                                         : length;

  return length;
}

static void
append_utf8 (const char *bytes, gsize length, gboolean full, GString *text)
{
  g_autofree char *valid = NULL;

  if (full)
    length = drop_broken_utf8 (bytes, length);
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
      int problem = errno;

      g_string_append_len (text, buffer, out - buffer);
      if (one && out > buffer)
        break;
      if (done != (gsize) -1 || out > buffer)
        continue;
      if (self->full && problem == EINVAL)
        in_left = 0;
      else
        {
          g_string_append_unichar (text, 0xFFFD);
          in++;
          in_left--;
        }
      g_iconv (self->converter, NULL, NULL, NULL, NULL);
      if (one)
        break;
    }

  return length - in_left;
}

/* UTF-8 of the pair that the bytes begin with; NULL: they begin with none. */
static const char *
find_pair (const LtDecoder *self, const char *bytes, gsize length)
{
  guint8 first = (guint8) bytes[0];
  guint8 second = length > 1 ? (guint8) bytes[1] : 0;
  const char *pair;

  if (first < LEAD_FIRST || first == 0xFF || second < TRAIL_FIRST || second == 0xFF)
    return NULL;
  pair = self->pairs[(first - LEAD_FIRST) * N_TRAILS + (second - TRAIL_FIRST)];

  return pair[0] != '\0' ? pair : NULL;
}

/* No byte becomes more than three. */
static char *
make_room (GString *text, gsize used, gsize length)
{
  g_string_set_size (text, used + 3 * length + 1);

  return text->str + used;
}

static void
append_pairs (LtDecoder *self, const char *bytes, gsize length, GString *text)
{
  char *out = make_room (text, text->len, length);

  for (gsize i = 0; i < length;)
    {
      const char *pair;

      if ((guint8) bytes[i] < 0x80)
        *out++ = bytes[i++];
      else if ((pair = find_pair (self, bytes + i, length - i)) != NULL)
        {
          memcpy (out, pair, sizeof *self->pairs);
          out += pair[2] != '\0' ? 3 : 2;
          i += 2;
        }
      else
        {
          g_string_truncate (text, (gsize) (out - text->str));
          i += convert (self, bytes + i, MIN (length - i, 4), TRUE, text);
          out = make_room (text, text->len, length - i);
        }
    }
  g_string_truncate (text, (gsize) (out - text->str));
}

void
lt_decoder_append (LtDecoder *self, const char *bytes, gsize length, GString *text)
{
  if (self->utf8)
    append_utf8 (bytes, length, self->full, text);
  else if (self->pairs != NULL)
    append_pairs (self, bytes, length, text);
  else
    convert (self, bytes, length, FALSE, text);
}

void
lt_decoder_append_full (LtDecoder *self, const char *bytes, gsize length, GString *text)
{
  self->full = TRUE;
  lt_decoder_append (self, bytes, length, text);
  self->full = FALSE;
}
