#include "config.h"

#include "lt-window-private.h"

#include "lt-settings.h"
#include "lt-text-scale.h"

/* About where the panels fold. */
#define LEFT_FOLD 800
#define RIGHT_FOLD 1100

/* AdwFlap folds only after it has given out sizes once, and the map would fit its first view into
 * what is left: what will be folded starts hidden. */
static void
reveal_what_fits (LtWindow *self)
{
  gboolean maximized = g_settings_get_boolean (self->settings, "window-maximized");
  int width = maximized ? G_MAXINT : g_settings_get_int (self->settings, "window-width");
  double scale = lt_text_scale_get (GTK_WIDGET (self));
  gboolean has_left = width >= LEFT_FOLD * scale;
  gboolean has_right = width >= RIGHT_FOLD * scale;

  adw_flap_set_reveal_flap (self->left_flap, self->left_wanted && has_left);
  adw_flap_set_reveal_flap (self->right_flap, self->right_wanted && has_right);
}

void
lt_window_restore_state (LtWindow *self)
{
  GSettings *settings = self->settings;

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  lt_dock_set_width (self->left_dock, g_settings_get_int (settings, "left-width"));
  lt_dock_set_width (self->right_dock, g_settings_get_int (settings, "right-width"));
  self->left_wanted = g_settings_get_boolean (settings, "left-panel");
  self->right_wanted = g_settings_get_boolean (settings, "right-panel");
  reveal_what_fits (self);
  lt_window_restore_base_map (self);
}

/* The camera last: setting chain or district travels. */
void
lt_window_restore_view (LtWindow *self, const char *path)
{
  g_autoptr (GSettings) view = lt_settings_new_view (path);
  g_autofree char *district = g_settings_get_string (view, "district");
  g_autofree char *panel = g_settings_get_string (view, "panel");
  double longitude = g_settings_get_double (view, "longitude");
  double latitude = g_settings_get_double (view, "latitude");
  double zoom = g_settings_get_double (view, "zoom");

  lt_session_set_chain (self->session, g_settings_get_uint (view, "chain"));
  lt_session_set_district (self->session, district);
  lt_session_set_panel (self->session, panel);
  if (zoom > 0)
    lt_session_travel (self->session, &(LtBox){ longitude, latitude, longitude, latitude }, zoom);
}

void
lt_window_save_view (LtWindow *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  const char *district = lt_session_get_district (self->session);
  g_autoptr (GSettings) view = NULL;
  LtCamera camera;

  if (!workspace || !lt_session_get_snapshot (self->session))
    return;

  view = lt_settings_new_view (lt_workspace_get_path (workspace));
  lt_session_get_camera (self->session, &camera);
  g_settings_set_uint (view, "chain", lt_session_get_chain (self->session));
  g_settings_set_string (view, "district", district ? district : "");
  g_settings_set_string (view, "panel", lt_session_get_panel (self->session));
  if (camera.zoom > 0)
    {
      g_settings_set_double (view, "longitude", camera.longitude);
      g_settings_set_double (view, "latitude", camera.latitude);
      g_settings_set_double (view, "zoom", camera.zoom);
    }
  g_settings_apply (view);
}

void
lt_window_save_state (LtWindow *self)
{
  GSettings *settings = self->settings;
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (settings, "window-width", MAX (width, 480));
  g_settings_set_int (settings, "window-height", MAX (height, 360));
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_int (settings, "left-width", lt_dock_get_width (self->left_dock));
  g_settings_set_int (settings, "right-width", lt_dock_get_width (self->right_dock));
  g_settings_set_boolean (settings, "left-panel", self->left_wanted);
  g_settings_set_boolean (settings, "right-panel", self->right_wanted);
  if (workspace)
    g_settings_set_string (settings, "last-workspace", lt_workspace_get_path (workspace));
  g_settings_apply (settings);
  lt_window_save_view (self);
}
