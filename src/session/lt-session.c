#include "config.h"

#include "lt-session.h"

#include <string.h>

#include "lt-picture.h"

/* How near the map goes when it travels to an area, a parcel, a point. */
#define AREA_MAX_ZOOM 13.0
#define PARCEL_MAX_ZOOM 17.0
#define POINT_MAX_ZOOM 14.0

struct _LtSession
{
  GObject parent_instance;

  LtWorkspace *workspace;
  LtSnapshot *snapshot;
  LtRecord *selected_record;
  LtLandUse *land_use;
  LtParcelSelection *parcels;
  LtProjectFilter *projects;

  guint chain;
  char *district;
  char *filter_text;
  LtKind selection_kind;
  gint64 selection_id;
  const char *panel;
  char *base_map;
  char *base_map_location;
  LtCamera camera;
  LtTheme theme;
  double text_scale;

  GCancellable *workspace_cancellable;
  GCancellable *selection_cancellable;
  gulong changed_handler;

  guint high_contrast : 1;
  guint loading : 1;
  guint stale : 1;
  guint travelled : 1;
  guint travel_to_selection : 1;
};

G_DEFINE_FINAL_TYPE (LtSession, lt_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_WORKSPACE,
  PROP_SNAPSHOT,
  PROP_CHAIN,
  PROP_DISTRICT,
  PROP_FILTER_TEXT,
  PROP_SELECTION_KIND,
  PROP_SELECTION_ID,
  PROP_SELECTED_RECORD,
  PROP_PANEL,
  PROP_BASE_MAP,
  PROP_BASE_MAP_LOCATION,
  N_PROPS
};

enum
{
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_CAMERA_CHANGED,
  SIGNAL_VIEW_CHANGED,
  SIGNAL_TRAVEL,
  SIGNAL_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const panels[] = { "overview", "enterprises", "land-use", "projects" };

static void load_snapshot (LtSession *self);
static void fetch_selection (LtSession *self);

static void
notify (LtSession *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
view_changed (LtSession *self)
{
  lt_land_use_set_scope (self->land_use, self->chain, self->district, self->filter_text);
  g_signal_emit (self, signals[SIGNAL_VIEW_CHANGED], 0);
}

static int
find_district (LtCatalogue *catalogue, const char *code)
{
  guint n = catalogue ? lt_catalogue_get_n_districts (catalogue) : 0;

  for (guint i = 0; code && i < n; i++)
    if (g_str_equal (lt_district_get_code (lt_catalogue_get_district_at (catalogue, i)), code))
      return (int) i;
  return -1;
}

/* --- travelling --- */

void
lt_session_travel (LtSession *self, const LtBox *box, double max_zoom)
{
  g_return_if_fail (LT_IS_SESSION (self));
  g_return_if_fail (box != NULL);

  if (lt_box_is_empty (box))
    return;
  self->travelled = TRUE;
  g_signal_emit (self, signals[SIGNAL_TRAVEL], 0, box, max_zoom);
}

static void
travel_to_view (LtSession *self)
{
  if (!self->snapshot)
    return;

  LtBox box = lt_picture_get_view_box (self->snapshot, self->chain, lt_session_get_district_index (self));
  lt_session_travel (self, &box, AREA_MAX_ZOOM);
}

static int
record_district (LtSession *self, LtRecord *record)
{
  int field = lt_fields_find (lt_record_get_kind (record), "district");

  return field < 0
             ? -1
             : find_district (lt_session_get_catalogue (self), lt_record_get_text (record, (guint) field));
}

static void
travel_to_record (LtSession *self, LtRecord *record)
{
  LtGeometry *geometry = lt_record_get_geometry (record);
  int district;

  if (geometry)
    {
      double zoom = geometry->kind == LT_GEOMETRY_POINT ? POINT_MAX_ZOOM : PARCEL_MAX_ZOOM;

      lt_session_travel (self, &geometry->box, zoom);
    }
  else if (self->snapshot && (district = record_district (self, record)) >= 0)
    {
      LtBox box = lt_picture_get_view_box (self->snapshot, 0, district);

      lt_session_travel (self, &box, AREA_MAX_ZOOM);
    }
}

/* --- the workspace and its snapshots --- */

/* What was restored or chosen from an older catalogue may be gone. */
static void
drop_unknown (LtSession *self)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self);

  if (self->chain && !lt_catalogue_get_chain (catalogue, self->chain))
    {
      self->chain = 0;
      notify (self, PROP_CHAIN);
    }
  if (self->district && find_district (catalogue, self->district) < 0)
    {
      g_clear_pointer (&self->district, g_free);
      notify (self, PROP_DISTRICT);
    }
}

static void
take_snapshot (LtSession *self, LtSnapshot *snapshot)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->snapshot, lt_snapshot_unref);
  self->snapshot = snapshot;
  drop_unknown (self);
  notify (self, PROP_SNAPSHOT);
  g_object_thaw_notify (G_OBJECT (self));
  lt_land_use_set_snapshot (self->land_use, snapshot);
  view_changed (self);

  if (!self->travelled)
    travel_to_view (self);
  if (self->selection_id)
    fetch_selection (self);
}

static void
snapshot_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LtSnapshot) snapshot = lt_workspace_load_snapshot_finish (LT_WORKSPACE (source), result, &error);

  if (LT_WORKSPACE (source) != self->workspace)
    return;

  self->loading = FALSE;
  if (snapshot && (!self->snapshot || snapshot->generation >= self->snapshot->generation))
    take_snapshot (self, g_steal_pointer (&snapshot));
  else if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);

  if (self->stale && LT_WORKSPACE (source) == self->workspace)
    load_snapshot (self);
}

/* One load at a time: changes that come meanwhile ask for just one more. */
static void
load_snapshot (LtSession *self)
{
  self->stale = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  lt_workspace_load_snapshot_async (self->workspace, self->workspace_cancellable, snapshot_loaded,
                                    g_object_ref (self));
}

static void
workspace_changed (LtSession *self)
{
  g_assert (LT_IS_SESSION (self));

  load_snapshot (self);
}

static void
leave_workspace (LtSession *self)
{
  g_cancellable_cancel (self->workspace_cancellable);
  g_clear_object (&self->workspace_cancellable);
  g_cancellable_cancel (self->selection_cancellable);
  g_clear_object (&self->selection_cancellable);
  if (self->workspace)
    g_clear_signal_handler (&self->changed_handler, self->workspace);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->snapshot, lt_snapshot_unref);
  lt_land_use_set_workspace (self->land_use, NULL);
  lt_parcel_selection_set (self->parcels, NULL, 0);
  lt_project_filter_clear (self->projects);
  self->loading = FALSE;
  self->stale = FALSE;
  self->travelled = FALSE;
}

static void
reset_view (LtSession *self)
{
  lt_session_clear_selection (self);
  lt_session_set_filter_text (self, NULL);
  if (self->district)
    {
      g_clear_pointer (&self->district, g_free);
      notify (self, PROP_DISTRICT);
    }
  if (self->chain)
    {
      self->chain = 0;
      notify (self, PROP_CHAIN);
    }
}

void
lt_session_set_workspace (LtSession *self, LtWorkspace *workspace)
{
  g_return_if_fail (LT_IS_SESSION (self));
  g_return_if_fail (!workspace || LT_IS_WORKSPACE (workspace));

  if (self->workspace == workspace)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  leave_workspace (self);
  reset_view (self);
  g_set_object (&self->workspace, workspace);
  lt_land_use_set_workspace (self->land_use, workspace);
  notify (self, PROP_WORKSPACE);
  notify (self, PROP_SNAPSHOT);
  g_object_thaw_notify (G_OBJECT (self));
  view_changed (self);

  if (!workspace)
    return;
  self->workspace_cancellable = g_cancellable_new ();
  self->changed_handler = g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed), self,
                                                   G_CONNECT_SWAPPED);
  load_snapshot (self);
}

LtWorkspace *
lt_session_get_workspace (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->workspace;
}

LtSnapshot *
lt_session_get_snapshot (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->snapshot;
}

LtCatalogue *
lt_session_get_catalogue (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->snapshot ? self->snapshot->catalogue : NULL;
}

/* --- chain, district, filter --- */

static gboolean
points_have (const LtPoints *points, int district, guint chain)
{
  for (guint i = 0; i < points->n; i++)
    if (points->districts[i] == district && (points->chains[i] & (1u << (chain - 1))))
      return TRUE;
  return FALSE;
}

static gboolean
district_has_chain (LtSession *self, const char *code, guint number)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self);
  LtChain *chain = catalogue ? lt_catalogue_get_chain (catalogue, number) : NULL;
  int district = find_district (catalogue, code);

  if (!chain || district < 0 || lt_chain_has_district (chain, code))
    return TRUE;
  for (guint i = 0; number <= 32 && i < self->snapshot->n_unplaced; i++)
    if (self->snapshot->unplaced[i].district == (guint) district
        && self->snapshot->unplaced[i].by_chain[number])
      return TRUE;
  return number <= 32
         && (points_have (&self->snapshot->enterprises, district, number)
             || points_have (&self->snapshot->projects, district, number));
}

guint
lt_session_get_chain (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), 0);

  return self->chain;
}

void
lt_session_set_chain (LtSession *self, guint number)
{
  LtCatalogue *catalogue;

  g_return_if_fail (LT_IS_SESSION (self));

  catalogue = lt_session_get_catalogue (self);
  if (number && catalogue && !lt_catalogue_get_chain (catalogue, number))
    return;
  if (self->chain != number)
    {
      g_object_freeze_notify (G_OBJECT (self));
      lt_session_clear_selection (self);
      self->chain = number;
      notify (self, PROP_CHAIN);
      if (self->district && number && !district_has_chain (self, self->district, number))
        {
          g_clear_pointer (&self->district, g_free);
          notify (self, PROP_DISTRICT);
        }
      g_object_thaw_notify (G_OBJECT (self));
      view_changed (self);
    }
  travel_to_view (self);
}

const char *
lt_session_get_district (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->district;
}

int
lt_session_get_district_index (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), -1);

  return find_district (lt_session_get_catalogue (self), self->district);
}

void
lt_session_set_district (LtSession *self, const char *code)
{
  LtCatalogue *catalogue;

  g_return_if_fail (LT_IS_SESSION (self));

  catalogue = lt_session_get_catalogue (self);
  if (code && (!*code || (catalogue && find_district (catalogue, code) < 0)))
    code = NULL;
  if (g_strcmp0 (self->district, code) != 0)
    {
      g_autofree char *old = g_steal_pointer (&self->district);

      g_object_freeze_notify (G_OBJECT (self));
      lt_session_clear_selection (self);
      self->district = g_strdup (code);
      notify (self, PROP_DISTRICT);
      g_object_thaw_notify (G_OBJECT (self));
      view_changed (self);
    }
  travel_to_view (self);
}

const char *
lt_session_get_filter_text (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), "");

  return self->filter_text;
}

void
lt_session_set_filter_text (LtSession *self, const char *text)
{
  g_return_if_fail (LT_IS_SESSION (self));

  if (g_str_equal (self->filter_text, text ? text : ""))
    return;
  g_free (self->filter_text);
  self->filter_text = g_strdup (text ? text : "");
  lt_land_use_set_scope (self->land_use, self->chain, self->district, self->filter_text);
  notify (self, PROP_FILTER_TEXT);
}

gboolean
lt_session_step_back (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), FALSE);

  if (lt_parcel_selection_get_ids (self->parcels)->len > 0)
    lt_parcel_selection_set (self->parcels, NULL, 0);
  else if (self->selection_id)
    lt_session_clear_selection (self);
  else if (lt_project_filter_get_ids (self->projects))
    lt_project_filter_clear (self->projects);
  else if (*self->filter_text)
    lt_session_set_filter_text (self, NULL);
  else if (self->district)
    lt_session_set_district (self, NULL);
  else if (self->chain)
    lt_session_set_chain (self, 0);
  else
    return FALSE;
  return TRUE;
}

/* --- the selection --- */

static const char *
panel_of_kind (LtKind kind)
{
  switch (kind)
    {
    case LT_KIND_ENTERPRISE:
      return "enterprises";
    case LT_KIND_PARCEL:
      return "land-use";
    case LT_KIND_PROJECT:
      return "projects";
    case LT_KIND_DISTRICT:
    default:
      return "overview";
    }
}

static void
set_selected_record (LtSession *self, LtRecord *record)
{
  if (g_set_object (&self->selected_record, record))
    notify (self, PROP_SELECTED_RECORD);
}

static void
selection_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtSession) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lt_workspace_fetch_finish (LT_WORKSPACE (source), result, &error);
  LtRecord *record = records && records->len ? g_ptr_array_index (records, 0) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || LT_WORKSPACE (source) != self->workspace)
    return;
  if (error)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  if (record
      && (lt_record_get_id (record) != self->selection_id
          || lt_record_get_kind (record) != self->selection_kind))
    return;
  if (!record)
    {
      lt_session_clear_selection (self);
      return;
    }

  set_selected_record (self, record);
  if (self->travel_to_selection)
    travel_to_record (self, record);
  self->travel_to_selection = FALSE;
}

static void
fetch_selection (LtSession *self)
{
  g_cancellable_cancel (self->selection_cancellable);
  g_clear_object (&self->selection_cancellable);
  self->selection_cancellable = g_cancellable_new ();
  lt_workspace_fetch_async (self->workspace, self->selection_kind, &self->selection_id, 1,
                            self->selection_cancellable, selection_fetched, g_object_ref (self));
}

static void
set_selection (LtSession *self, LtKind kind, gint64 id)
{
  if (self->selection_id == id && (self->selection_kind == kind || id == 0))
    return;

  self->selection_kind = kind;
  self->selection_id = id;
  g_object_freeze_notify (G_OBJECT (self));
  set_selected_record (self, NULL);
  notify (self, PROP_SELECTION_KIND);
  notify (self, PROP_SELECTION_ID);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

gboolean
lt_session_get_selection (LtSession *self, LtKind *kind, gint64 *id)
{
  g_return_val_if_fail (LT_IS_SESSION (self), FALSE);

  if (kind)
    *kind = self->selection_kind;
  if (id)
    *id = self->selection_id;
  return self->selection_id != 0;
}

void
lt_session_select (LtSession *self, LtKind kind, gint64 id, gboolean travel)
{
  g_return_if_fail (LT_IS_SESSION (self));
  g_return_if_fail (kind < LT_N_KINDS);

  if (id == 0)
    {
      lt_session_clear_selection (self);
      return;
    }
  if (!self->workspace)
    return;
  lt_session_set_panel (self, panel_of_kind (kind));
  set_selection (self, kind, id);
  self->travel_to_selection = travel;
  fetch_selection (self);
}

void
lt_session_clear_selection (LtSession *self)
{
  g_return_if_fail (LT_IS_SESSION (self));

  g_cancellable_cancel (self->selection_cancellable);
  g_clear_object (&self->selection_cancellable);
  self->travel_to_selection = FALSE;
  set_selection (self, LT_KIND_DISTRICT, 0);
}

LtRecord *
lt_session_get_selected_record (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->selected_record;
}

/* --- panel, camera, base map, view --- */

LtLandUse *
lt_session_get_land_use (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->land_use;
}

LtParcelSelection *
lt_session_get_parcel_selection (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->parcels;
}

LtProjectFilter *
lt_session_get_project_filter (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->projects;
}

const char *
lt_session_get_panel (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->panel;
}

void
lt_session_set_panel (LtSession *self, const char *panel)
{
  g_return_if_fail (LT_IS_SESSION (self));

  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    if (g_strcmp0 (panels[i], panel) == 0 && self->panel != panels[i])
      {
        self->panel = panels[i];
        lt_land_use_set_active (self->land_use, g_str_equal (panel, "land-use"));
        notify (self, PROP_PANEL);
      }
}

void
lt_session_get_camera (LtSession *self, LtCamera *camera)
{
  g_return_if_fail (LT_IS_SESSION (self));
  g_return_if_fail (camera != NULL);

  *camera = self->camera;
}

void
lt_session_set_camera (LtSession *self, const LtCamera *camera)
{
  g_return_if_fail (LT_IS_SESSION (self));
  g_return_if_fail (camera != NULL);

  if (memcmp (&self->camera, camera, sizeof *camera) == 0)
    return;
  self->camera = *camera;
  g_signal_emit (self, signals[SIGNAL_CAMERA_CHANGED], 0);
}

const char *
lt_session_get_base_map (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->base_map;
}

const char *
lt_session_get_base_map_location (LtSession *self)
{
  g_return_val_if_fail (LT_IS_SESSION (self), NULL);

  return self->base_map_location;
}

void
lt_session_set_base_map (LtSession *self, const char *id, const char *location)
{
  gboolean same_id;
  gboolean same_location;

  g_return_if_fail (LT_IS_SESSION (self));
  g_return_if_fail (id != NULL);

  same_id = g_str_equal (self->base_map, id);
  same_location = g_strcmp0 (self->base_map_location, location) == 0;
  if (same_id && same_location)
    return;

  g_autofree char *old_id = g_steal_pointer (&self->base_map);
  g_autofree char *old_location = g_steal_pointer (&self->base_map_location);

  self->base_map = g_strdup (id);
  self->base_map_location = g_strdup (location);
  g_object_freeze_notify (G_OBJECT (self));
  if (!same_id)
    notify (self, PROP_BASE_MAP);
  if (!same_location)
    notify (self, PROP_BASE_MAP_LOCATION);
  g_object_thaw_notify (G_OBJECT (self));
}

void
lt_session_get_view (LtSession *self, LtView *view)
{
  g_return_if_fail (LT_IS_SESSION (self));
  g_return_if_fail (view != NULL);

  *view = (LtView){
    .chain = self->chain,
    .district = lt_session_get_district_index (self),
    .layers = LT_LAYER_ALL,
    .theme = self->theme,
    .high_contrast = self->high_contrast,
    .classes = lt_land_use_get_classes (self->land_use),
    .projects = lt_project_filter_get_ids (self->projects),
    .text_scale = self->text_scale,
  };
  /* Ten thousand dots would hide the very parcels that are looked at. */
  if (view->classes != NULL)
    view->layers &= ~(guint) LT_LAYER_ENTERPRISES;
}

void
lt_session_set_theme (LtSession *self, LtTheme theme, gboolean high_contrast, double text_scale)
{
  g_return_if_fail (LT_IS_SESSION (self));

  if (self->theme == theme && self->high_contrast == !!high_contrast
      && G_APPROX_VALUE (self->text_scale, text_scale, 1e-3))
    return;
  self->theme = theme;
  self->high_contrast = !!high_contrast;
  self->text_scale = text_scale;
  view_changed (self);
}

/* --- the class --- */

static void
lt_session_dispose (GObject *object)
{
  LtSession *self = LT_SESSION (object);

  if (self->land_use)
    leave_workspace (self);
  g_clear_object (&self->selected_record);
  g_clear_object (&self->land_use);
  g_clear_object (&self->parcels);
  g_clear_object (&self->projects);

  G_OBJECT_CLASS (lt_session_parent_class)->dispose (object);
}

static void
lt_session_finalize (GObject *object)
{
  LtSession *self = LT_SESSION (object);

  g_free (self->district);
  g_free (self->filter_text);
  g_free (self->base_map);
  g_free (self->base_map_location);

  G_OBJECT_CLASS (lt_session_parent_class)->finalize (object);
}

static void
lt_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtSession *self = LT_SESSION (object);

  switch (id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_SNAPSHOT:
      g_value_set_boxed (value, self->snapshot);
      break;
    case PROP_CHAIN:
      g_value_set_uint (value, self->chain);
      break;
    case PROP_DISTRICT:
      g_value_set_string (value, self->district);
      break;
    case PROP_FILTER_TEXT:
      g_value_set_string (value, self->filter_text);
      break;
    case PROP_SELECTION_KIND:
      g_value_set_uint (value, self->selection_kind);
      break;
    case PROP_SELECTION_ID:
      g_value_set_int64 (value, self->selection_id);
      break;
    case PROP_SELECTED_RECORD:
      g_value_set_object (value, self->selected_record);
      break;
    case PROP_PANEL:
      g_value_set_string (value, self->panel);
      break;
    case PROP_BASE_MAP:
      g_value_set_string (value, self->base_map);
      break;
    case PROP_BASE_MAP_LOCATION:
      g_value_set_string (value, self->base_map_location);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LtSession *self = LT_SESSION (object);

  switch (id)
    {
    case PROP_WORKSPACE:
      lt_session_set_workspace (self, g_value_get_object (value));
      break;
    case PROP_CHAIN:
      lt_session_set_chain (self, g_value_get_uint (value));
      break;
    case PROP_DISTRICT:
      lt_session_set_district (self, g_value_get_string (value));
      break;
    case PROP_FILTER_TEXT:
      lt_session_set_filter_text (self, g_value_get_string (value));
      break;
    case PROP_PANEL:
      lt_session_set_panel (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *class)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags both = read | G_PARAM_WRITABLE;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, LT_TYPE_WORKSPACE, both);
  properties[PROP_SNAPSHOT] = g_param_spec_boxed ("snapshot", NULL, NULL, LT_TYPE_SNAPSHOT, read);
  properties[PROP_CHAIN] = g_param_spec_uint ("chain", NULL, NULL, 0, G_MAXUINT, 0, both);
  properties[PROP_DISTRICT] = g_param_spec_string ("district", NULL, NULL, NULL, both);
  properties[PROP_FILTER_TEXT] = g_param_spec_string ("filter-text", NULL, NULL, "", both);
  properties[PROP_SELECTION_KIND]
      = g_param_spec_uint ("selection-kind", NULL, NULL, 0, LT_N_KINDS - 1, 0, read);
  properties[PROP_SELECTION_ID] = g_param_spec_int64 ("selection-id", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_SELECTED_RECORD]
      = g_param_spec_object ("selected-record", NULL, NULL, LT_TYPE_RECORD, read);
  properties[PROP_PANEL] = g_param_spec_string ("panel", NULL, NULL, "overview", both);
  properties[PROP_BASE_MAP] = g_param_spec_string ("base-map", NULL, NULL, "auto", read);
  properties[PROP_BASE_MAP_LOCATION] = g_param_spec_string ("base-map-location", NULL, NULL, NULL, read);
  g_object_class_install_properties (class, N_PROPS, properties);
}

static guint
add_signal (const char *name, guint n_arguments, GType first, GType second)
{
  return g_signal_new (name, LT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_arguments, first, second);
}

static void
lt_session_class_init (LtSessionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = lt_session_dispose;
  object_class->finalize = lt_session_finalize;
  object_class->get_property = lt_session_get_property;
  object_class->set_property = lt_session_set_property;
  install_properties (object_class);

  signals[SIGNAL_SELECTION_CHANGED] = add_signal ("selection-changed", 0, 0, 0);
  signals[SIGNAL_CAMERA_CHANGED] = add_signal ("camera-changed", 0, 0, 0);
  signals[SIGNAL_VIEW_CHANGED] = add_signal ("view-changed", 0, 0, 0);
  signals[SIGNAL_TRAVEL] = add_signal ("travel", 2, G_TYPE_POINTER, G_TYPE_DOUBLE);
  signals[SIGNAL_FAILED] = add_signal ("failed", 1, G_TYPE_ERROR, 0);
}

static void
lt_session_init (LtSession *self)
{
  self->filter_text = g_strdup ("");
  self->panel = panels[0];
  self->base_map = g_strdup ("auto");
  self->land_use = lt_land_use_new ();
  self->parcels = lt_parcel_selection_new ();
  self->projects = lt_project_filter_new ();
  g_signal_connect_object (self->land_use, "judged", G_CALLBACK (view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->projects, "changed", G_CALLBACK (view_changed), self, G_CONNECT_SWAPPED);
}

LtSession *
lt_session_new (void)
{
  return g_object_new (LT_TYPE_SESSION, NULL);
}
