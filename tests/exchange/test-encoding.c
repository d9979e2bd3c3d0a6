#include <glib.h>
#include <string.h>

#include "lt-encoding.h"

#define N_TEXTS 400
#define MAX_PIECES 60

/* Pieces of text in one encoding or in none, one after another, so that a scan has to leave its short cuts
 * everywhere. */
static GByteArray *
make_text (GRand *random, const char *const *pieces, guint n_pieces)
{
  GByteArray *text = g_byte_array_new ();
  gint32 n = g_rand_int_range (random, 0, MAX_PIECES);

  for (gint32 i = 0; i < n; i++)
    {
      const char *piece = pieces[g_rand_int_range (random, 0, (gint32) n_pieces)];

      g_byte_array_append (text, (const guint8 *) piece, (guint) strlen (piece));
    }
  g_byte_array_append (text, (const guint8 *) "", 1);
  text->len--;

  return text;
}

static LtTextScan
scan (const GByteArray *text, gsize step)
{
  LtTextScan self;

  lt_text_scan_init (&self);
  for (gsize i = 0; i < text->len; i += step)
    lt_text_scan_add (&self, (const char *) text->data + i, MIN (step, text->len - i));
  lt_text_scan_end (&self);

  return self;
}

static guint
count_lines (const GByteArray *text)
{
  guint n = 0;

  for (guint i = 0; i < text->len; i++)
    n += text->data[i] == '\n';

  return n;
}

static void
assert_scanned (const GByteArray *text)
{
  g_autofree char *as_gb
      = g_convert ((const char *) text->data, text->len, "UTF-8", "GB18030", NULL, NULL, NULL);
  LtTextScan whole = scan (text, text->len);
  gboolean plain = TRUE;

  for (guint i = 0; i < text->len; i++)
    plain = plain && text->data[i] < 0x80;
  g_assert_cmpint (whole.ascii, ==, plain);
  g_assert_cmpint (lt_encoding_is_plain ((const char *) text->data, text->len), ==, plain);
  g_assert_cmpint (whole.utf8, ==, g_utf8_validate_len ((const char *) text->data, text->len, NULL));
  /* iconv also refuses pairs that are no character. */
  g_assert_true (whole.gb18030 || as_gb == NULL);
  g_assert_cmpuint (whole.lines, ==, count_lines (text));
  for (gsize step = 1; step < 12; step++)
    {
      LtTextScan cut = scan (text, step);

      g_assert_cmpint (cut.ascii, ==, whole.ascii);
      g_assert_cmpint (cut.utf8, ==, whole.utf8);
      g_assert_cmpint (cut.gb18030, ==, whole.gb18030);
      g_assert_cmpuint (cut.bad_line, ==, whole.bad_line);
      g_assert_cmpuint (cut.bad_gb_line, ==, whole.bad_gb_line);
      g_assert_cmpuint (cut.lines, ==, whole.lines);
    }
}

static const char *const utf8_pieces[] = { "a", "plain text of some length", "\n", "é", "湖州", "😀", "\r\n" };
static const char *const gb_pieces[]
    = { "b", "plain text", "\n", "\xba\xfe\xd6\xdd", "\xa1\xa4", "\x81\x30\x81\x30" };
static const char *const any_pieces[]
    = { "c",        "plain text", "\n",   "湖州", "\xba\xfe\xd6\xdd", "\xff", "\x80",
        "\xe6\xb9", "\xc0\xaf",   "\x81", "é",    "\xed\xa0\x80" };

static void
test_scan (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autoptr (GByteArray) utf8 = make_text (random, utf8_pieces, G_N_ELEMENTS (utf8_pieces));
      g_autoptr (GByteArray) gb = make_text (random, gb_pieces, G_N_ELEMENTS (gb_pieces));
      g_autoptr (GByteArray) any = make_text (random, any_pieces, G_N_ELEMENTS (any_pieces));

      assert_scanned (utf8);
      assert_scanned (gb);
      assert_scanned (any);
      g_assert_true (scan (utf8, utf8->len).utf8);
      g_assert_true (scan (gb, gb->len).gb18030);
    }
}

static void
test_decode (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (LtDecoder) decoder = lt_decoder_new ("GB18030");

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autoptr (GByteArray) gb = make_text (random, gb_pieces, G_N_ELEMENTS (gb_pieces));
      g_autoptr (GByteArray) any = make_text (random, any_pieces, G_N_ELEMENTS (any_pieces));
      g_autoptr (GString) text = g_string_new ("before");
      g_autofree char *expected
          = g_convert ((const char *) gb->data, gb->len, "UTF-8", "GB18030", NULL, NULL, NULL);

      lt_decoder_append (decoder, (const char *) gb->data, gb->len, text);
      g_assert_true (g_str_has_prefix (text->str, "before"));
      g_assert_cmpstr (text->str + strlen ("before"), ==, expected);
      g_assert_cmpuint (strlen (text->str), ==, text->len);

      g_string_truncate (text, 0);
      lt_decoder_append (decoder, (const char *) any->data, any->len, text);
      g_assert_true (g_utf8_validate_len (text->str, text->len, NULL));
    }
}

/* Every pair, also those that are no character. */
static void
test_pairs (void)
{
  g_autoptr (LtDecoder) decoder = lt_decoder_new ("GB18030");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint first = 0x81; first < 0xFF; first++)
    for (guint second = 0x40; second < 0xFF; second++)
      {
        char pair[] = { (char) first, (char) second, '\0' };
        g_autofree char *expected = g_convert (pair, 2, "UTF-8", "GB18030", NULL, NULL, NULL);

        g_string_truncate (text, 0);
        lt_decoder_append (decoder, pair, 2, text);
        if (expected != NULL)
          g_assert_cmpstr (text->str, ==, expected);
        else
          g_assert_true (g_str_has_prefix (text->str, "\xef\xbf\xbd"));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/scan", test_scan);
  g_test_add_func ("/encoding/decode", test_decode);
  g_test_add_func ("/encoding/pairs", test_pairs);

  return g_test_run ();
}
