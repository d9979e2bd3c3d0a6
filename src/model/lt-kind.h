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

  /* Tables without a place, which are imported and belong to rows of the kinds above. */
  LT_KIND_FIGURE,    /* what an enterprise reached in a year */
  LT_KIND_OCCUPANCY, /* how much of a parcel an enterprise uses */
} LtKind;

#define LT_N_KINDS 4  /* with a place */
#define LT_N_TABLES 6 /* all */

/* "districts", "enterprises", "parcels", "projects", "figures", "occupancy". */
const char *lt_kind_get_name (LtKind kind);
/* The plural in the person's language, for titles: "Enterprises" / 企业. */
const char *lt_kind_get_title (LtKind kind);
/* Returns FALSE, leaving *kind, for any other word. */
gboolean lt_kind_from_name (const char *name, LtKind *kind);
/* The same with "figures" and "occupancy". */
gboolean lt_kind_from_table_name (const char *name, LtKind *kind);

G_END_DECLS
