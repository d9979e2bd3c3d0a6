#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A tile server on the loopback interface that stands for the internet, for one test program. */
typedef enum
{
  LT_TEST_TILE,    /* 200 and an image; 304 when the tag is known */
  LT_TEST_STATUS,  /* `status`, with Retry-After where `retry_after` is set */
  LT_TEST_PAGE,    /* 200 and an HTML page */
  LT_TEST_DAMAGED, /* 200 and the beginning of an image */
  LT_TEST_SILENT,  /* holds the connection */
} LtTestMode;

typedef struct
{
  SoupServer *soup;
  char *url; /* template */
  LtTestMode mode;
  guint status;
  const char *retry_after;   /* (nullable) */
  const char *cache_control; /* (nullable) */
  guint hold_ms;             /* how long each answer takes */
  guint32 colour;            /* 0xRRGGBBAA of the tiles */

  guint requests;
  guint confirmed; /* answers 304 */
  guint open;      /* requests being answered */
  guint most_open;
  char *agent; /* of the last request */
  char *path;  /* of the last request */
} LtTestServer;

LtTestServer *lt_test_server_new (void);
void lt_test_server_free (LtTestServer *self);
/* Stops listening, and listens again at the same port. */
void lt_test_server_stop (LtTestServer *self);
void lt_test_server_start (LtTestServer *self);

/* A PNG of one colour, 256 pixels a side. Returns: (transfer full). */
GBytes *lt_test_make_png (guint32 colour);

/* Runs the main loop until the condition holds, at most `ms`; FALSE when it did not come to hold. */
typedef gboolean (*LtTestCondition) (gpointer data);
gboolean lt_test_wait (LtTestCondition condition, gpointer data, guint ms);
/* Runs the main loop that long. */
void lt_test_pass (guint ms);

/* Removes a directory and what is in it. */
void lt_test_remove (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtTestServer, lt_test_server_free)

G_END_DECLS
