#pragma once

#include <glib.h>

#include "lt-kind.h"

G_BEGIN_DECLS

typedef struct
{
  const char *field; /* to sort by; NULL: the kind's own order */
  const char *title; /* message id */
  gboolean descending;
} LtListSort;

/* What the list panel says and offers for a kind. Strings are message ids, static. */
typedef struct
{
  LtKind kind;
  const char *panel; /* the session's name for it */
  const char *icon;
  const char *empty_title;
  const char *empty_text;
  const char *import_label;
  const char *filter_hint;
  const char *sum_field; /* NULL: nothing to add up */
  LtListSort sorts[6];   /* ends with a NULL title */
} LtListKind;

/* (transfer none): the description of a kind; NULL for districts, which have no list. */
const LtListKind *lt_list_kind_get (LtKind kind);

/* "27 enterprises", or "6 of 27 enterprises" when `n` is not `total`. (transfer full). */
char *lt_list_kind_count (LtKind kind, guint n, guint total);

G_END_DECLS
