#pragma once

#include <shumate/shumate.h>

#include "lt-map-view.h"

G_BEGIN_DECLS

/* A window with a map over a workspace of the built-in catalogue and a few rows, for tests and the
 * bench. */
typedef struct
{
  char *directory; /* NULL: the workspace is not ours */
  guint settle_ms; /* how long a picture may take */
  LtWorkspace *workspace;
  LtSession *session;
  GtkWindow *window;
  LtMapView *view;
  gint64 enterprise; /* at LT_TEST_LON, LT_TEST_LAT */
  gint64 parcel;     /* around LT_TEST_LON + 0.05, LT_TEST_LAT */
} LtTestView;

#define LT_TEST_LON 120.02
#define LT_TEST_LAT 30.62

/* Needs a display. Shows the window, `width` × `height`, on base map `base`, and waits until the map
 * is painted. `extra`: that many more parcels and enterprises, spread over the city. */
LtTestView *lt_test_view_new (int width, int height, const char *base, const char *location, guint extra);
/* The same over a workspace that is there already, which stays; waits up to a minute. */
LtTestView *lt_test_view_open (int width, int height, const char *base, const char *path);
void lt_test_view_free (LtTestView *self);

/* Puts so many projects, in all stages, over the city, and waits until their pins are there. The first
 * stands at LT_TEST_LON, LT_TEST_LAT. Returns its row. */
gint64 lt_test_view_add_projects (LtTestView *self, guint n);

/* Waits until nothing moves and everything is painted, at most ten seconds, or the minute of a large
 * workspace. */
void lt_test_view_settle (LtTestView *self);
/* The map as it looks now. Returns: (transfer full). */
GdkPixbuf *lt_test_view_grab (LtTestView *self);
/* 0xRRGGBB at a place of a picture. */
guint32 lt_test_pixel (GdkPixbuf *picture, double x, double y);
/* Where a place is on the map, pixels. */
void lt_test_view_locate (LtTestView *self, double longitude, double latitude, double *x, double *y);

G_END_DECLS
