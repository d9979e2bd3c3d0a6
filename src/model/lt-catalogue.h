#pragma once

#include <glib-object.h>

#include "lt-chain.h"
#include "lt-district.h"

G_BEGIN_DECLS

/* A city's plan as a workspace holds it: chains, districts, goals, tasks, mechanisms, with its name,
 * edition and date. Immutable once loaded (lt_workspace_get_catalogue); any thread. */
#define LT_TYPE_CATALOGUE (lt_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (LtCatalogue, lt_catalogue, LT, CATALOGUE, GObject)

LtCatalogue *lt_catalogue_new (void);

/* While loading. Keys of the plan: name, name_en, edition, date, status, city, city_en, adcode,
 * plan_yi, goal_text, source. */
void lt_catalogue_set_value (LtCatalogue *self, const char *key, const char *value);
void lt_catalogue_take_chain (LtCatalogue *self, LtChain *chain);
void lt_catalogue_take_district (LtCatalogue *self, LtDistrict *district);
/* `kind` "task" or "mechanism", in order. */
void lt_catalogue_add_measure (LtCatalogue *self, const char *kind, const char *text, const char *text_en);

/* NULL when the plan does not say. */
const char *lt_catalogue_get_value (LtCatalogue *self, const char *key);
/* The same in the person's language, where the plan has it in that (`key`, `key`_en). (transfer none)
 * (nullable). */
const char *lt_catalogue_get_text (LtCatalogue *self, const char *key);
/* Name with edition, and the city's name, in the person's language. (transfer none). */
const char *lt_catalogue_get_label (LtCatalogue *self);
const char *lt_catalogue_get_city_label (LtCatalogue *self);

guint lt_catalogue_get_n_chains (LtCatalogue *self);
LtChain *lt_catalogue_get_chain_at (LtCatalogue *self, guint index); /* (transfer none) */
LtChain *lt_catalogue_get_chain (LtCatalogue *self, guint number);   /* (nullable) */
guint lt_catalogue_get_n_districts (LtCatalogue *self);
LtDistrict *lt_catalogue_get_district_at (LtCatalogue *self, guint index);
/* By code (also of a town in it), or by Chinese or English name, without its ending ("长兴") or with
 * the city's before it ("湖州市长兴县"). (transfer none) (nullable). */
LtDistrict *lt_catalogue_get_district (LtCatalogue *self, const char *code_or_name);
/* (transfer none): NULL-terminated, in order, in the person's language. */
const char *const *lt_catalogue_get_measures (LtCatalogue *self, const char *kind);

/* Sum of the chains' targets, and the plan's own total, in 亿元 (NAN: not set). They differ in
 * Huzhou's plan (5300 and 6000): show both. */
double lt_catalogue_get_sum_yi (LtCatalogue *self);
double lt_catalogue_get_plan_yi (LtCatalogue *self);

/* Box of all districts with a boundary, degrees; empty when there is none. */
LtBox lt_catalogue_get_box (LtCatalogue *self);

G_END_DECLS
