#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The kinds of thing a workspace holds as rows. Names are the command line's words and the
 * workspace's table names. */
typedef enum
{
  LT_KIND_DISTRICT,
  LT_KIND_ENTERPRISE,
  LT_KIND_PARCEL,
  LT_KIND_PROJECT,
} LtKind;

#define LT_N_KINDS 4

/* "districts", "enterprises", "parcels", "projects". */
const char *lt_kind_get_name (LtKind kind);
/* The plural in the person's language, for titles: "Enterprises" / 企业. */
const char *lt_kind_get_title (LtKind kind);
/* Returns FALSE, leaving *kind, for any other word. */
gboolean lt_kind_from_name (const char *name, LtKind *kind);

G_END_DECLS
