#include <glib.h>

#include "fuzz.h"

/* Without libFuzzer: every file of the corpus (the first argument), then changed copies of it, the same in
 * each run. */
#define N_MUTATIONS 300
#define MAX_SIZE 65536

static void
mutate (GRand *random, GByteArray *bytes)
{
  guint n = (guint) g_rand_int_range (random, 1, 6);

  for (guint i = 0; i < n && bytes->len > 0; i++)
    {
      guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
      guint8 byte = (guint8) g_rand_int (random);

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          bytes->data[at] = byte;
          break;
        case 1:
          bytes->data[at] ^= (guint8) (1u << (byte & 7));
          break;
        case 2:
          g_byte_array_remove_index (bytes, at);
          break;
        case 3:
          g_byte_array_set_size (bytes, at);
          break;
        default:
          if (bytes->len < MAX_SIZE)
            {
              guint length = MIN (bytes->len - at, 64);
              g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);

              g_byte_array_append (bytes, copy, length);
            }
          break;
        }
    }
}

static void
run_corpus (gconstpointer folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (20260131);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      LLVMFuzzerTestOneInput ((const uint8_t *) text, length);
      for (guint i = 0; i < N_MUTATIONS; i++)
        {
          g_autoptr (GByteArray) bytes = g_byte_array_new ();

          g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
          mutate (random, bytes);
          LLVMFuzzerTestOneInput (bytes->data, bytes->len);
        }
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  g_test_add_data_func ("/fuzz/corpus", argv[1], run_corpus);

  return g_test_run ();
}
