#pragma once

#include <glib.h>

#include "lt-kind.h"

G_BEGIN_DECLS

/* Which rows of a kind, in what order. Plain value; strings belong to whoever made it. */
typedef struct
{
  LtKind kind;
  guint chain;          /* 0: any */
  const char *district; /* code; NULL: any. A zone also matches rows recorded in the zone only */
  int year;             /* of figures; 0: all */
  const char *text;     /* words that must all occur in name, number, user …; NULL or "": any */
  const char *sort;     /* field name; NULL: the kind's own order (name by pinyin or number) */
  gboolean descending;
} LtFilter;

G_END_DECLS
