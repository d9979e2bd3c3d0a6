#pragma once

#include "lt-picture.h"

G_BEGIN_DECLS

/* What the option --view says. Plain value; `district` points into the option's text. */
typedef struct
{
  guint chain;          /* 0: none */
  const char *district; /* code or name; NULL: none */
  LtBox box;            /* degrees; empty: that of the chain, the district or the city */
} LtCommandView;

/* "city", "chain:N", "district:CODE" or "W,S,E,N" (degrees, west < east, south < north); NULL is the
 * city. FALSE for anything else. */
gboolean lt_command_view_parse (LtCommandView *self, const char *text);

/* Sets the picture's chain, district and box. LT_ERROR_NOT_FOUND when the catalogue has no such chain
 * or district, LT_ERROR_VALUE when it has no boundary to show. */
gboolean lt_command_view_apply (const LtCommandView *self,
                                const LtSnapshot *snapshot,
                                LtPicture *picture,
                                GError **error);

G_END_DECLS
