#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-settings.h"
#include "lt-span.h"
#include "lt-text-scale.h"

G_DEFINE_FINAL_TYPE (LtWindow, lt_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- toasts --- */

AdwToast *
lt_window_toast_offer (LtWindow *self, const char *text, const char *button, guint seconds)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, button);
  if (button)
    adw_toast_set_timeout (toast, seconds);
  else /* shown at once, in front of one that waits for an answer */
    adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

void
lt_window_toast (LtWindow *self, const char *text)
{
  lt_window_toast_offer (self, text, NULL, 0);
}

/* A person's own cancelling is no error. */
void
lt_window_show_error (LtWindow *self, const GError *error)
{
  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lt_window_toast (self, error->message);
}

static void
session_failed (LtWindow *self, const GError *error)
{
  lt_window_show_error (self, error);
}

/* --- panels that fold --- */

static void
set_toggle (LtWindow *self, const char *name, gboolean active)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  if (action)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (active));
}

/* A narrow header has no room for a title that could be read. Not done while folding: that happens
 * when sizes are given out already. */
static gboolean
fit_title (GtkWidget *title, GdkFrameClock *clock, gpointer data)
{
  LtWindow *self = data;

  gtk_widget_set_visible (title, !adw_flap_get_folded (self->left_flap));
  return G_SOURCE_REMOVE;
}

/* A folded panel lies over the map, so it starts hidden; unfolded, it is as the person left it. */
static void
left_folded (LtWindow *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window_title), fit_title, self, NULL);
  adw_flap_set_reveal_flap (self->left_flap, !adw_flap_get_folded (self->left_flap) && self->left_wanted);
}

static void
right_folded (LtWindow *self)
{
  adw_flap_set_reveal_flap (self->right_flap, !adw_flap_get_folded (self->right_flap) && self->right_wanted);
}

static void
left_revealed (LtWindow *self)
{
  set_toggle (self, "left-panel", adw_flap_get_reveal_flap (self->left_flap));
}

static void
right_revealed (LtWindow *self)
{
  set_toggle (self, "right-panel", adw_flap_get_reveal_flap (self->right_flap));
}

static gboolean
settle_panels (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  left_folded (LT_WINDOW (widget));
  right_folded (LT_WINDOW (widget));
  return G_SOURCE_REMOVE;
}

/* The first guess at what fits is put right once the sizes are known. */
static void
lt_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lt_window_parent_class)->map (widget);
  gtk_widget_add_tick_callback (widget, settle_panels, NULL, NULL);
}

void
lt_window_reveal_right (LtWindow *self)
{
  if (!adw_flap_get_folded (self->right_flap))
    self->right_wanted = TRUE;
  adw_flap_set_reveal_flap (self->right_flap, TRUE);
}

/* A chain was picked from the panel that covers the map: show the map. */
static void
chain_changed (LtWindow *self)
{
  if (adw_flap_get_folded (self->left_flap))
    adw_flap_set_reveal_flap (self->left_flap, FALSE);
}

static void
panel_changed (LtWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "panel");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (lt_session_get_panel (self->session)));
}

/* --- what is open --- */

static void
update_title (LtWindow *self)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  g_autofree char *file = workspace ? g_path_get_basename (lt_workspace_get_path (workspace)) : NULL;
  const char *label = catalogue ? lt_catalogue_get_label (catalogue) : _ ("Liantu");
  g_autofree char *title = file ? g_strdup_printf ("%s — %s", label, file) : g_strdup (label);

  adw_window_title_set_title (self->window_title, label);
  adw_window_title_set_subtitle (self->window_title, file ? file : "");
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_read_only (LtWindow *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  const char *reason = workspace ? lt_workspace_get_read_only_reason (workspace) : NULL;

  gtk_label_set_text (self->read_only_label, reason ? reason : "");
  gtk_info_bar_set_revealed (self->read_only_bar, reason != NULL);
}

static void
workspace_swapped (LtWindow *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  if (workspace)
    g_signal_connect_object (workspace, "changed", G_CALLBACK (lt_window_update_actions), self,
                             G_CONNECT_SWAPPED);
  update_title (self);
  update_read_only (self);
  lt_window_update_actions (self);
}

const char *
lt_window_get_path (LtWindow *self)
{
  LtWorkspace *workspace;

  g_return_val_if_fail (LT_IS_WINDOW (self), NULL);

  workspace = lt_session_get_workspace (self->session);
  return self->opening ? self->opening : workspace ? lt_workspace_get_path (workspace) : NULL;
}

static void
follow_style (LtWindow *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  lt_session_set_theme (self->session, adw_style_manager_get_dark (style) ? LT_THEME_DARK : LT_THEME_LIGHT,
                        adw_style_manager_get_high_contrast (style), lt_text_scale_get (GTK_WIDGET (self)));
}

static void
init_session (LtWindow *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->session = lt_session_new ();
  g_signal_connect_object (self->session, "notify::workspace", G_CALLBACK (workspace_swapped), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::snapshot", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::chain", G_CALLBACK (chain_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::panel", G_CALLBACK (panel_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (session_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (follow_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  follow_style (self);
}

static void
bind_session (LtWindow *self)
{
  lt_chain_sidebar_set_session (self->sidebar, self->session);
  lt_panel_stack_set_session (self->panels, self->session);
  lt_search_set_session (self->search, self->session);
  lt_map_view_set_session (self->map_view, self->session);
  g_signal_connect_object (self->map_view, "message", G_CALLBACK (lt_window_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panels, "message", G_CALLBACK (lt_window_toast), self, G_CONNECT_SWAPPED);
}

/* --- the widget --- */

static gboolean
lt_window_close_request (GtkWindow *window)
{
  LtWindow *self = LT_WINDOW (window);
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  /* GTK still looks for the pointer in a menu whose window is gone. */
  gtk_menu_button_popdown (self->menu_button);
  gtk_menu_button_popdown (self->import_button);
  if (!lt_window_may_close (self))
    return GDK_EVENT_STOP;
  lt_window_save_state (self);
  lt_window_clear_imports (self);
  lt_window_cancel_export (self);
  g_cancellable_cancel (self->cancellable);
  if (workspace)
    lt_window_close_workspace (workspace);
  return GTK_WINDOW_CLASS (lt_window_parent_class)->close_request (window);
}

static void
lt_window_dispose (GObject *object)
{
  LtWindow *self = LT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->open_cancellable);
  g_clear_handle_id (&self->closing_source, g_source_remove);
  if (self->chooser)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  if (self->shortcuts)
    gtk_window_destroy (GTK_WINDOW (self->shortcuts));
  self->shortcuts = NULL;
  lt_window_clear_imports (self);
  lt_window_cancel_export (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LT_TYPE_WINDOW);

  G_OBJECT_CLASS (lt_window_parent_class)->dispose (object);
}

static void
lt_window_finalize (GObject *object)
{
  LtWindow *self = LT_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->open_cancellable);
  g_clear_object (&self->export_cancellable);
  g_free (self->opening);

  G_OBJECT_CLASS (lt_window_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  g_type_ensure (LT_TYPE_CHAIN_SIDEBAR);
  g_type_ensure (LT_TYPE_DOCK);
  g_type_ensure (LT_TYPE_MAP_VIEW);
  g_type_ensure (LT_TYPE_PANEL_STACK);
  g_type_ensure (LT_TYPE_SEARCH);
  g_type_ensure (LT_TYPE_SPAN);
  g_type_ensure (LT_TYPE_TASK_BAR);
}

static void
bind_template (GtkWidgetClass *class)
{
  gtk_widget_class_set_template_from_resource (class, "/io/github/liantu/Liantu/lt-window.ui");
  gtk_widget_class_bind_template_child (class, LtWindow, window_title);
  gtk_widget_class_bind_template_child (class, LtWindow, search);
  gtk_widget_class_bind_template_child (class, LtWindow, task_bar);
  gtk_widget_class_bind_template_child (class, LtWindow, menu_button);
  gtk_widget_class_bind_template_child (class, LtWindow, import_button);
  gtk_widget_class_bind_template_child (class, LtWindow, main_menu);
  gtk_widget_class_bind_template_child (class, LtWindow, import_menu);
  gtk_widget_class_bind_template_child (class, LtWindow, undo_button);
  gtk_widget_class_bind_template_child (class, LtWindow, redo_button);
  gtk_widget_class_bind_template_child (class, LtWindow, read_only_bar);
  gtk_widget_class_bind_template_child (class, LtWindow, read_only_label);
  gtk_widget_class_bind_template_child (class, LtWindow, toasts);
  gtk_widget_class_bind_template_child (class, LtWindow, drop_hint);
  gtk_widget_class_bind_template_child (class, LtWindow, drop_label);
  gtk_widget_class_bind_template_child (class, LtWindow, left_flap);
  gtk_widget_class_bind_template_child (class, LtWindow, right_flap);
  gtk_widget_class_bind_template_child (class, LtWindow, left_dock);
  gtk_widget_class_bind_template_child (class, LtWindow, right_dock);
  gtk_widget_class_bind_template_child (class, LtWindow, sidebar);
  gtk_widget_class_bind_template_child (class, LtWindow, panels);
  gtk_widget_class_bind_template_child (class, LtWindow, stack);
  gtk_widget_class_bind_template_child (class, LtWindow, map_view);
  gtk_widget_class_bind_template_child (class, LtWindow, nothing_page);
  gtk_widget_class_bind_template_child (class, LtWindow, pointer_label);
  gtk_widget_class_bind_template_child (class, LtWindow, base_label);
  gtk_widget_class_bind_template_child (class, LtWindow, count_label);
  gtk_widget_class_bind_template_callback (class, left_folded);
  gtk_widget_class_bind_template_callback (class, right_folded);
  gtk_widget_class_bind_template_callback (class, left_revealed);
  gtk_widget_class_bind_template_callback (class, right_revealed);
}

static void
lt_window_class_init (LtWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = lt_window_dispose;
  object_class->finalize = lt_window_finalize;
  widget_class->map = lt_window_map;
  GTK_WINDOW_CLASS (class)->close_request = lt_window_close_request;

  ensure_types ();
  bind_template (widget_class);
  lt_window_class_init_keys (widget_class);
}

/* A menu is built when it is first opened. */
static void
create_menu (GtkMenuButton *button, gpointer data)
{
  if (!gtk_menu_button_get_menu_model (button))
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (data));
}

static void
lt_window_init (LtWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = lt_settings_new ();
  self->left_wanted = TRUE;
  self->right_wanted = TRUE;
  g_queue_init (&self->imports);

  gtk_widget_init_template (GTK_WIDGET (self));
  init_session (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu, self->main_menu, NULL);
  gtk_menu_button_set_create_popup_func (self->import_button, create_menu, self->import_menu, NULL);
  lt_window_init_actions (self);
  lt_window_init_projects (self);
  lt_window_restore_state (self);
  bind_session (self);
  lt_window_init_status (self);
  lt_window_init_drop (self);
  lt_window_init_export (self);
  lt_window_update_actions (self);
}

LtWindow *
lt_window_new (LtApplication *application)
{
  return g_object_new (LT_TYPE_WINDOW, "application", application, NULL);
}
