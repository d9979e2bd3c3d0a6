#pragma once

#include "lt-camera.h"
#include "lt-land-use.h"
#include "lt-parcel-selection.h"
#include "lt-project-filter.h"
#include "lt-view.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* The one shared state of a window: what is open, what is looked at, what is chosen. The map and
 * the panels bind to it and never call each other. Main thread only; no GTK. */
#define LT_TYPE_SESSION (lt_session_get_type ())
G_DECLARE_FINAL_TYPE (LtSession, lt_session, LT, SESSION, GObject)

LtSession *lt_session_new (void);

/* "workspace" (nullable): setting it loads its snapshot, follows its changes, and resets chain,
 * district, filter and selection. When the first snapshot is there and nobody has travelled since,
 * it travels to what is looked at. Signal "failed" (GError*) when a snapshot can't be read. */
LtWorkspace *lt_session_get_workspace (LtSession *self);
void lt_session_set_workspace (LtSession *self, LtWorkspace *workspace);

/* "snapshot" (boxed, nullable): the newest; notified when it is swapped. (transfer none). */
LtSnapshot *lt_session_get_snapshot (LtSession *self);
/* The snapshot's catalogue, or NULL. (transfer none). */
LtCatalogue *lt_session_get_catalogue (LtSession *self);

/* "chain" (uint, 0 = the city). Setting it clears a district that is not one of its own only when
 * the district has nothing of the chain; travels to the chain's key districts. Clears the selection.
 * May be set before the snapshot is there; a chain or district the catalogue lacks is then dropped. */
guint lt_session_get_chain (LtSession *self);
void lt_session_set_chain (LtSession *self, guint number);
/* "district" (string code, nullable). Travels to it, or back to the chain's. Clears the selection. */
const char *lt_session_get_district (LtSession *self);
void lt_session_set_district (LtSession *self, const char *code);
/* "filter-text" (string, never NULL): narrows the lists. */
const char *lt_session_get_filter_text (LtSession *self);
void lt_session_set_filter_text (LtSession *self, const char *text);
/* One step back: the selection of parcels, the selection, then the filters, the district, the chain. FALSE:
 * nothing left. */
gboolean lt_session_step_back (LtSession *self);

/* The selection: "selection-kind" and "selection-id" (0: none), notified together through
 * "selection-changed". `travel` moves the map there once its record is known (to its district when it
 * has no position). Selecting also shows the panel that lists the kind. */
gboolean lt_session_get_selection (LtSession *self, LtKind *kind, gint64 *id);
void lt_session_select (LtSession *self, LtKind kind, gint64 id, gboolean travel);
void lt_session_clear_selection (LtSession *self);
/* The selected row once fetched, or NULL; "selected-record" property. (transfer none). */
LtRecord *lt_session_get_selected_record (LtSession *self);

/* How land use is looked at; it judges and colours the map while the panel "land-use" is shown.
 * (transfer none). */
LtLandUse *lt_session_get_land_use (LtSession *self);

/* Parcels selected together on the map, apart from the one row selected. (transfer none). */
LtParcelSelection *lt_session_get_parcel_selection (LtSession *self);

/* Which projects the list and the map show. (transfer none). */
LtProjectFilter *lt_session_get_project_filter (LtSession *self);

/* "panel" (string): "overview", "enterprises", "land-use", "projects". */
const char *lt_session_get_panel (LtSession *self);
void lt_session_set_panel (LtSession *self, const char *panel);

/* The map's camera, kept current by the map; "camera-changed". The size is the map's. */
void lt_session_get_camera (LtSession *self, LtCamera *camera);
void lt_session_set_camera (LtSession *self, const LtCamera *camera);

/* Asks the map to travel: signal "travel" (LtBox* degrees, double max_zoom). A box of one point means
 * centre there at max_zoom. May come before the map has a size. */
void lt_session_travel (LtSession *self, const LtBox *box, double max_zoom);

/* "base-map" (string): "auto" (OpenStreetMap when there is a network, else offline), "offline",
 * "openstreetmap", "none", "tianditu", "custom", "mbtiles". "base-map-location": key, URL or path. */
const char *lt_session_get_base_map (LtSession *self);
void lt_session_set_base_map (LtSession *self, const char *id, const char *location);
const char *lt_session_get_base_map_location (LtSession *self);

/* What the painters need for the current state. Signal "view-changed" when any of it, or the
 * snapshot, changed. */
void lt_session_get_view (LtSession *self, LtView *view);
/* How the desktop looks; the application keeps it current. */
void lt_session_set_theme (LtSession *self, LtTheme theme, gboolean high_contrast, double text_scale);

/* Index of the district in the catalogue, or -1 when none is chosen. */
int lt_session_get_district_index (LtSession *self);

G_END_DECLS
