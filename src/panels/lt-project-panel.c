#include "config.h"

#include "lt-project-panel.h"

#include "lt-project-form.h"
#include "lt-project-list.h"

struct _LtProjectPanel
{
  GtkWidget parent_instance;

  GtkStack *stack;
  LtProjectList *list;
  LtProjectForm *form;
  gboolean naming; /* the name wants the focus once the project is read */

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LtProjectPanel, lt_project_panel, GTK_TYPE_WIDGET)

static gboolean
is_project_chosen (LtProjectPanel *self)
{
  LtKind kind;
  gint64 id;

  return lt_session_get_selection (self->session, &kind, &id) && kind == LT_KIND_PROJECT;
}

static void
show_form (LtProjectPanel *self)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->form));
}

static void
show_list (LtProjectPanel *self)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->list));
}

static void
on_selection (LtProjectPanel *self)
{
  if (!is_project_chosen (self))
    show_list (self);
  else if (!lt_project_list_is_choosing (self->list))
    show_form (self);
}

static void
on_record (LtProjectPanel *self)
{
  LtRecord *record = lt_session_get_selected_record (self->session);

  if (!self->naming || !record || lt_record_get_kind (record) != LT_KIND_PROJECT)
    return;
  self->naming = FALSE;
  lt_project_form_focus_name (self->form);
}

static void
on_closed (LtProjectPanel *self)
{
  lt_session_clear_selection (self->session);
  show_list (self);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
on_count (LtProjectPanel *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

static void
lt_project_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, lt_project_panel_get_count (LT_PROJECT_PANEL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_project_panel_dispose (GObject *object)
{
  LtProjectPanel *self = LT_PROJECT_PANEL (object);

  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->session);
  if (self->stack)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (lt_project_panel_parent_class)->dispose (object);
}

static void
lt_project_panel_finalize (GObject *object)
{
  g_clear_object (&LT_PROJECT_PANEL (object)->signals);
  G_OBJECT_CLASS (lt_project_panel_parent_class)->finalize (object);
}

static void
lt_project_panel_class_init (LtProjectPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lt_project_panel_get_property;
  object_class->dispose = lt_project_panel_dispose;
  object_class->finalize = lt_project_panel_finalize;
  props[PROP_COUNT]
      = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lt_project_panel_init (LtProjectPanel *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_set_transition_duration (self->stack, 120);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  self->list = LT_PROJECT_LIST (lt_project_list_new ());
  self->form = LT_PROJECT_FORM (lt_project_form_new ());
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->list));
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->form));
  g_signal_connect_object (self->list, "opened", G_CALLBACK (show_form), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::count", G_CALLBACK (on_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  g_signal_group_connect_object (self->signals, "selection-changed", G_CALLBACK (on_selection), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::selected-record", G_CALLBACK (on_record), self,
                                 G_CONNECT_SWAPPED);
}

GtkWidget *
lt_project_panel_new (void)
{
  return g_object_new (LT_TYPE_PROJECT_PANEL, NULL);
}

void
lt_project_panel_set_session (LtProjectPanel *self, LtSession *session)
{
  g_return_if_fail (LT_IS_PROJECT_PANEL (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  /* The form first: by the time the panel looks, it shows the record. */
  lt_project_form_set_session (self->form, session);
  lt_project_list_set_session (self->list, session);
  g_signal_group_set_target (self->signals, session);
  if (session)
    on_selection (self);
}

guint
lt_project_panel_get_count (LtProjectPanel *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_PANEL (self), 0);

  return lt_project_list_get_count (self->list);
}

void
lt_project_panel_name_chosen (LtProjectPanel *self)
{
  g_return_if_fail (LT_IS_PROJECT_PANEL (self));

  self->naming = TRUE;
  show_form (self);
  on_record (self);
}

void
lt_project_panel_flush (LtProjectPanel *self)
{
  g_return_if_fail (LT_IS_PROJECT_PANEL (self));

  lt_project_form_flush (self->form);
}

gboolean
lt_project_panel_is_unsaved (LtProjectPanel *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_PANEL (self), FALSE);

  return lt_project_form_is_unsaved (self->form);
}
