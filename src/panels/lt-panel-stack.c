#include "config.h"

#include "lt-panel-stack.h"

#include <glib/gi18n-lib.h>

#include "lt-crumbs.h"
#include "lt-land-use-panel.h"
#include "lt-list-panel.h"
#include "lt-overview-panel.h"
#include "lt-project-panel.h"
#include "lt-unit.h"

#define N_PANELS 4

static const struct
{
  const char *name;
  const char *title;
  const char *icon;
  int kind; /* -1: not a list */
} panels[N_PANELS] = {
  { "overview", N_ ("Overview"), "lt-panel-overview-symbolic", -1 },
  { "enterprises", N_ ("Enterprises"), "lt-panel-enterprises-symbolic", LT_KIND_ENTERPRISE },
  { "land-use", N_ ("Land Use"), "lt-panel-land-use-symbolic", LT_KIND_PARCEL },
  { "projects", N_ ("Projects"), "lt-panel-projects-symbolic", LT_KIND_PROJECT },
};

enum
{
  COUNTED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _LtPanelStack
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkBox *switcher;
  LtCrumbs *crumbs;
  GtkStack *stack;

  GtkWidget *buttons[N_PANELS];
  GtkLabel *counts[N_PANELS];
  LtOverviewPanel *overview;
  LtListPanel *lists[N_PANELS];
  LtLandUsePanel *land_use;
  LtProjectPanel *projects;
  gboolean naming; /* the project chosen wants its name typed once there is a panel */

  guint first_frame;  /* the tick that waits for it */
  guint build_source; /* builds what nobody has asked for yet */
  gboolean awake;     /* the first frame is there */

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (LtPanelStack, lt_panel_stack, GTK_TYPE_WIDGET)

static guint
panel_index (const char *name)
{
  for (guint i = 0; i < N_PANELS; i++)
    if (g_str_equal (panels[i].name, name))
      return i;
  return 0;
}

static GtkWidget *
get_panel (LtPanelStack *self, guint index)
{
  if (panels[index].kind < 0)
    return GTK_WIDGET (self->overview);
  if (panels[index].kind == LT_KIND_PARCEL)
    return GTK_WIDGET (self->land_use);
  return panels[index].kind == LT_KIND_PROJECT ? GTK_WIDGET (self->projects)
                                               : GTK_WIDGET (self->lists[index]);
}

/* Of a panel that is built. */
static guint
get_count (LtPanelStack *self, guint index)
{
  if (panels[index].kind == LT_KIND_PARCEL)
    return lt_land_use_panel_get_count (self->land_use);
  return panels[index].kind == LT_KIND_PROJECT ? lt_project_panel_get_count (self->projects)
                                               : lt_list_panel_get_count (self->lists[index]);
}

static void
update_count (LtPanelStack *self, guint index)
{
  guint n = get_count (self, index);
  g_autofree char *figure = lt_unit_format (n, 0);
  g_autofree char *label = g_strdup_printf (_ ("%s, %s"), _ (panels[index].title), figure);

  gtk_label_set_text (self->counts[index], figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[index]), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
on_count (LtPanelStack *self, GParamSpec *pspec, GtkWidget *panel)
{
  for (guint i = 0; i < N_PANELS; i++)
    if (get_panel (self, i) == panel)
      update_count (self, i);
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
on_message (LtPanelStack *self, const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

/* --- building: nothing before the window's first frame; then the panel that is shown, a panel when it
 * comes to be shown, and the others when there is nothing else to do --- */

static gboolean
is_built (LtPanelStack *self, guint index)
{
  return get_panel (self, index) != NULL;
}

static void
build_overview (LtPanelStack *self, guint index)
{
  self->overview = LT_OVERVIEW_PANEL (lt_overview_panel_new ());
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->overview), panels[index].name);
  lt_overview_panel_set_session (self->overview, self->session);
}

static void
build_list (LtPanelStack *self, guint index)
{
  self->lists[index] = LT_LIST_PANEL (lt_list_panel_new ((LtKind) panels[index].kind));
  g_signal_connect_object (self->lists[index], "notify::count", G_CALLBACK (on_count), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->lists[index]), panels[index].name);
  lt_list_panel_set_session (self->lists[index], self->session);
}

static void
build_projects (LtPanelStack *self, guint index)
{
  self->projects = LT_PROJECT_PANEL (lt_project_panel_new ());
  g_signal_connect_object (self->projects, "notify::count", G_CALLBACK (on_count), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->projects), panels[index].name);
  lt_project_panel_set_session (self->projects, self->session);
  if (self->naming)
    lt_project_panel_name_chosen (self->projects);
  self->naming = FALSE;
}

static void
build_land_use (LtPanelStack *self, guint index)
{
  self->land_use = LT_LAND_USE_PANEL (lt_land_use_panel_new ());
  g_signal_connect_object (self->land_use, "notify::count", G_CALLBACK (on_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->land_use, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  /* Added to an empty stack it is mapped at once, and then looks for its rules. */
  lt_land_use_panel_set_session (self->land_use, self->session);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->land_use), panels[index].name);
}

static void
ensure_panel (LtPanelStack *self, guint index)
{
  if (!self->awake || is_built (self, index))
    return;
  if (panels[index].kind < 0)
    build_overview (self, index);
  else if (panels[index].kind == LT_KIND_PARCEL)
    build_land_use (self, index);
  else if (panels[index].kind == LT_KIND_PROJECT)
    build_projects (self, index);
  else
    build_list (self, index);
}

/* One panel a turn, so that nothing waits long for it. */
static gboolean
build_next (gpointer data)
{
  LtPanelStack *self = data;

  for (guint i = 0; i < N_PANELS; i++)
    if (!is_built (self, i))
      {
        ensure_panel (self, i);
        return G_SOURCE_CONTINUE;
      }
  self->build_source = 0;
  return G_SOURCE_REMOVE;
}

static void
sync_panel (LtPanelStack *self)
{
  guint index = panel_index (lt_session_get_panel (self->session));

  ensure_panel (self, index);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[index]), TRUE);
  if (is_built (self, index))
    gtk_stack_set_visible_child_name (self->stack, panels[index].name);
}

static gboolean
wake (gpointer data)
{
  LtPanelStack *self = data;

  self->awake = TRUE;
  self->build_source = g_idle_add_full (G_PRIORITY_LOW, build_next, self, NULL);
  if (self->session)
    sync_panel (self);
  return G_SOURCE_REMOVE;
}

/* This is said before the frame is painted; what is queued now comes after it. */
static gboolean
on_first_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LtPanelStack *self = LT_PANEL_STACK (widget);

  self->first_frame = 0;
  self->build_source = g_idle_add_full (G_PRIORITY_DEFAULT, wake, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_toggled (LtPanelStack *self, GtkToggleButton *button)
{
  if (self->session == NULL || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < N_PANELS; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      lt_session_set_panel (self->session, panels[i].name);
}

static void
on_selection (LtPanelStack *self)
{
  LtKind kind;
  gint64 id;

  if (!lt_session_get_selection (self->session, &kind, &id))
    return;
  for (guint i = 0; i < N_PANELS; i++)
    if (panels[i].kind == (int) kind)
      lt_session_set_panel (self->session, panels[i].name);
}

static GtkWidget *
new_button_content (LtPanelStack *self, guint index)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ (panels[index].title));
  GtkWidget *count = gtk_label_new ("");

  gtk_widget_set_halign (head, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (panels[index].icon));
  gtk_box_append (GTK_BOX (head), count);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (count, panels[index].kind >= 0);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "caption");
  gtk_widget_add_css_class (count, "lt-quiet");
  gtk_widget_add_css_class (title, "caption-heading");
  gtk_box_append (GTK_BOX (content), head);
  gtk_box_append (GTK_BOX (content), title);
  self->counts[index] = GTK_LABEL (count);
  return content;
}

static void
add_button (LtPanelStack *self, guint index)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), new_button_content (self, index));
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lt-tab");
  gtk_widget_set_tooltip_text (button, _ (panels[index].title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (panels[index].title), -1);
  if (index > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->buttons[0]));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->switcher, button);
  self->buttons[index] = button;
}

static void
lt_panel_stack_dispose (GObject *object)
{
  LtPanelStack *self = LT_PANEL_STACK (object);

  g_clear_handle_id (&self->build_source, g_source_remove);
  if (self->first_frame)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->first_frame);
  self->first_frame = 0;
  if (self->stack)
    lt_panel_stack_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_PANEL_STACK);
  g_clear_object (&self->signals);

  G_OBJECT_CLASS (lt_panel_stack_parent_class)->dispose (object);
}

static void
lt_panel_stack_class_init (LtPanelStackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_panel_stack_dispose;
  signals[COUNTED]
      = g_signal_new ("counted", LT_TYPE_PANEL_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[MESSAGE] = g_signal_new ("message", LT_TYPE_PANEL_STACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (LT_TYPE_CRUMBS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-panel-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, LtPanelStack, box);
  gtk_widget_class_bind_template_child (widget_class, LtPanelStack, switcher);
  gtk_widget_class_bind_template_child (widget_class, LtPanelStack, crumbs);
  gtk_widget_class_bind_template_child (widget_class, LtPanelStack, stack);
}

static void
lt_panel_stack_init (LtPanelStack *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);

  for (guint i = 0; i < N_PANELS; i++)
    add_button (self, i);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);

  self->first_frame = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frame, NULL, NULL);
  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  g_signal_group_connect_object (self->signals, "notify::panel", G_CALLBACK (sync_panel), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "selection-changed", G_CALLBACK (on_selection), self,
                                 G_CONNECT_SWAPPED);
}

GtkWidget *
lt_panel_stack_new (void)
{
  return g_object_new (LT_TYPE_PANEL_STACK, NULL);
}

void
lt_panel_stack_set_session (LtPanelStack *self, LtSession *session)
{
  g_return_if_fail (LT_IS_PANEL_STACK (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  lt_crumbs_set_session (self->crumbs, session);
  if (self->overview)
    lt_overview_panel_set_session (self->overview, session);
  for (guint i = 0; i < N_PANELS; i++)
    if (self->lists[i])
      lt_list_panel_set_session (self->lists[i], session);
  if (self->land_use)
    lt_land_use_panel_set_session (self->land_use, session);
  if (self->projects)
    lt_project_panel_set_session (self->projects, session);
  if (session)
    sync_panel (self);
}

gboolean
lt_panel_stack_get_count (LtPanelStack *self, LtKind kind, guint *n)
{
  g_return_val_if_fail (LT_IS_PANEL_STACK (self), FALSE);
  g_return_val_if_fail (n != NULL, FALSE);

  for (guint i = 0; i < N_PANELS; i++)
    if (panels[i].kind == (int) kind && is_built (self, i))
      {
        *n = get_count (self, i);
        return TRUE;
      }
  return FALSE;
}

void
lt_panel_stack_name_project (LtPanelStack *self)
{
  g_return_if_fail (LT_IS_PANEL_STACK (self));

  if (self->projects)
    lt_project_panel_name_chosen (self->projects);
  else
    self->naming = TRUE;
}

void
lt_panel_stack_flush (LtPanelStack *self)
{
  g_return_if_fail (LT_IS_PANEL_STACK (self));

  if (self->projects)
    lt_project_panel_flush (self->projects);
}

gboolean
lt_panel_stack_is_unsaved (LtPanelStack *self)
{
  g_return_val_if_fail (LT_IS_PANEL_STACK (self), FALSE);

  return self->projects && lt_project_panel_is_unsaved (self->projects);
}
