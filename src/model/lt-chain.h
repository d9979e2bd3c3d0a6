#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One industrial chain of the catalogue. Immutable once its catalogue is loaded; any thread. */
#define LT_TYPE_CHAIN (lt_chain_get_type ())
G_DECLARE_FINAL_TYPE (LtChain, lt_chain, LT, CHAIN, GObject)

/* Copies all it is given. `colour` is 0xRRGGBB; `target_yi` in 亿元, NAN when not set. */
LtChain *lt_chain_new (guint number,
                       const char *name,
                       const char *name_en,
                       guint32 colour,
                       const char *icon,
                       double target_yi,
                       int target_year,
                       double actual_yi,
                       int actual_year,
                       const char *const *segments,
                       const char *const *segments_en,
                       const char *const *districts);

guint lt_chain_get_number (LtChain *self);      /* 1 … */
const char *lt_chain_get_name (LtChain *self);  /* the plan's own (Chinese) name */
const char *lt_chain_get_label (LtChain *self); /* in the person's language, else the name */
guint32 lt_chain_get_colour (LtChain *self);    /* 0xRRGGBB */
const char *lt_chain_get_icon (LtChain *self);  /* symbolic icon name */
double lt_chain_get_target_yi (LtChain *self);  /* 亿元; NAN: not set */
int lt_chain_get_target_year (LtChain *self);
double lt_chain_get_actual_yi (LtChain *self); /* 亿元; NAN: not recorded */
int lt_chain_get_actual_year (LtChain *self);
/* (transfer none): NULL-terminated, in the text's order, in the person's language. */
const char *const *lt_chain_get_segments (LtChain *self);
/* (transfer none): NULL-terminated district codes in the text's order. */
const char *const *lt_chain_get_districts (LtChain *self);
/* TRUE when the district is one of its key districts. */
gboolean lt_chain_has_district (LtChain *self, const char *code);

G_END_DECLS
