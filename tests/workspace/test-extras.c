#include <glib.h>

#include "lt-extras.h"

static void
test_news (void)
{
  static const struct
  {
    const char *json, *present;
    gboolean news;
  } cases[] = {
    { NULL, NULL, FALSE },
    { NULL, "{\"a\":1}", FALSE },
    { "{\"a\":1}", NULL, TRUE },
    { "{\"a\":1}", "{\"a\":1}", FALSE },
    { "{\"a\":\"1\"}", "{\"a\":1}", FALSE },
    { "{\"a\":1.0}", "{\"a\":\"1\"}", FALSE },
    { "{\"a\":\"5.250\"}", "{\"a\":5.25}", FALSE },
    { "{\"a\":\"5.26\"}", "{\"a\":5.25}", TRUE },
    { "{\"a\":\"1x\"}", "{\"a\":1}", TRUE },
    { "{\"a\":\"\"}", "{\"a\":0}", TRUE },
    { "{\"a\":\"01\"}", "{\"a\":\"1\"}", TRUE },
    { "{\"b\":2,\"a\":1}", "{\"a\":1,\"b\":2}", FALSE },
    { "{\"b\":2}", "{\"a\":1,\"b\":2}", FALSE },
    { "{\"a\":1,\"b\":2}", "{\"b\":2}", TRUE },
    { "{\"a\":null}", "{\"b\":2}", FALSE },
    { "{\"a\":[1,2]}", "{\"a\":[1,2]}", FALSE },
    { "{\"a\":1}", "broken", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (lt_extras_has_news (cases[i].json, cases[i].present) != cases[i].news)
      g_error ("%s onto %s", cases[i].json, cases[i].present);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extras/news", test_news);
  return g_test_run ();
}
