#pragma once

#include "lt-comparer.h"
#include "lt-land-result.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* Land use as the window looks at it: by which rules, which indicator and year, in which classes, which
 * of the parcels, and what if. It judges on a worker thread while it is active (the land-use panel is
 * shown), one job at a time, and gives out the newest result whole. It belongs to a session, which tells it
 * of workspace, snapshot, chain, district and filter text. Main thread; no GTK.
 *
 * Properties, notified: "busy" (boolean). Signals: "changed": something was chosen; "judged": there is
 * another result; "failed" (GError*). */
#define LT_TYPE_LAND_USE (lt_land_use_get_type ())
G_DECLARE_FINAL_TYPE (LtLandUse, lt_land_use, LT, LAND_USE, GObject)

LtLandUse *lt_land_use_new (void);

/* --- what the session tells --- */

/* Drops all results. (nullable). */
void lt_land_use_set_workspace (LtLandUse *self, LtWorkspace *workspace);
/* The newest; reads the figures again. (nullable). */
void lt_land_use_set_snapshot (LtLandUse *self, LtSnapshot *snapshot);
/* `chain` 0, `district` NULL, `text` "": all. */
void lt_land_use_set_scope (LtLandUse *self, guint chain, const char *district, const char *text);
/* Only an active one works and colours the map. */
void lt_land_use_set_active (LtLandUse *self, gboolean active);

/* --- what people choose --- */

/* "control-2008" at first. Ends a what-if. */
void lt_land_use_set_rules (LtLandUse *self, LtRuleSet *rules);
/* (transfer none) (nullable): the what-if's while there is one; NULL before the first result. */
LtRuleSet *lt_land_use_get_rules (LtLandUse *self);
/* Those chosen, also during a what-if. */
LtRuleSet *lt_land_use_get_base_rules (LtLandUse *self);
/* All that there are, read on a worker thread; those with mistakes are left out.
 * Returns: (transfer full) (element-type LtRuleSet). */
void lt_land_use_load_rules_async (LtLandUse *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
GPtrArray *lt_land_use_load_rules_finish (LtLandUse *self, GAsyncResult *result, GError **error);
/* 0: the last that has figures. */
void lt_land_use_set_year (LtLandUse *self, int year);
int lt_land_use_get_year (LtLandUse *self);
/* Those that have figures, ascending: int. (transfer none) (nullable). */
GArray *lt_land_use_get_years (LtLandUse *self);

/* Everything else that is chosen. Its chain and district are the session's: setting them here does
 * nothing. (transfer none). */
const LtLandChoice *lt_land_use_get_choice (LtLandUse *self);
void lt_land_use_set_choice (LtLandUse *self, const LtLandChoice *choice);
/* As the menu of indicators does: classes and breaks are those of what is shown now. */
void lt_land_use_show (LtLandUse *self, LtLandShow show, LtIndicator indicator);
/* Class `number` left out or not, as a click into the legend does. */
void lt_land_use_set_class_hidden (LtLandUse *self, guint number, gboolean hidden);
/* Moves one break; breaks keep their order. They are the person's own from then on. */
void lt_land_use_move_break (LtLandUse *self, guint index, double value);
/* Takes all filters off that are not the session's. */
void lt_land_use_clear_filters (LtLandUse *self);

/* --- what if --- */

/* Judges by other rules of the same subject, and beside it by those chosen. NULL ends it. */
void lt_land_use_set_what_if_rules (LtLandUse *self, LtRuleSet *rules);
/* One figure of one row otherwise; NAN as if it were not recorded. */
void lt_land_use_set_what_if_value (LtLandUse *self, gint64 id, LtInput input, double value);
void lt_land_use_clear_what_if (LtLandUse *self);
gboolean lt_land_use_is_what_if (LtLandUse *self);

/* --- what came out --- */

/* The newest; NULL before the first. (transfer none). */
LtLandResult *lt_land_use_get_result (LtLandUse *self);
/* For the map; NULL unless active and fitting the newest snapshot. (transfer none). */
LtClasses *lt_land_use_get_classes (LtLandUse *self);
gboolean lt_land_use_is_busy (LtLandUse *self);
/* Row ids in the order of the list. Returns: (transfer full): gint64. */
GArray *lt_land_use_get_ids (LtLandUse *self);
/* All rule sets side by side. (transfer none). */
LtComparer *lt_land_use_get_comparer (LtLandUse *self);
/* The kind of rows that are judged. */
LtKind lt_land_use_get_kind (LtLandUse *self);

G_END_DECLS
