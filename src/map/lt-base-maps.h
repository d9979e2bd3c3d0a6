#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LT_BASE_MAP_MAX_LAYERS 2

/* One of the base maps to choose from. Static data. */
typedef struct
{
  const char *id;    /* as LtSession's "base-map" */
  const char *name;  /* English message id */
  const char *needs; /* what "base-map-location" is: message id; NULL: nothing */
  const char *templates[LT_BASE_MAP_MAX_LAYERS + 1]; /* tile addresses, from below; none: not from a server */
  const char *subdomains;                            /* (nullable) */
  guint min_zoom;
  guint max_zoom;
  const char *credit;     /* who made it and under which licence, message id; NULL: see the offline base's */
  const char *credit_uri; /* (nullable) */
  const char *review_number; /* 审图号; NULL: none, or not confirmed */
} LtBaseMapInfo;

/* In the order of a menu. */
const LtBaseMapInfo *lt_base_maps_get (guint *n);
/* NULL for an unknown id. */
const LtBaseMapInfo *lt_base_maps_find (const char *id);
/* The name in the person's language. (transfer none). */
const char *lt_base_map_info_get_label (const LtBaseMapInfo *self);
/* Credit and, where it is known, 审图号, in the person's language. NULL: none. (transfer full). */
char *lt_base_map_info_get_credit (const LtBaseMapInfo *self);

G_END_DECLS
