#include "config.h"

#include "lt-history-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "lt-history.h"
#include "lt-parts.h"

#define PAGE 100

typedef struct
{
  GtkWindow *window;
  LtWorkspace *workspace;
  LtCatalogue *catalogue; /* (nullable) */
  gint64 project;
  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *more;
  AdwStatusPage *empty;
  gint64 oldest; /* step listed last, 0 none */
  gint64 wanted; /* moment to go to, once it is confirmed */
} History;

static void
history_free (gpointer data)
{
  History *self = data;

  g_object_unref (self->workspace);
  g_clear_object (&self->catalogue);
  g_free (self);
}

static char *
format_time (const char *at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (at, NULL);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;

  return local ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup (at);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* --- going to a moment --- */

static void
on_gone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (!lt_workspace_go_to_finish (LT_WORKSPACE (source), result, &error))
    {
      GtkWindow *parent = gtk_window_get_transient_for (window);

      gtk_widget_activate_action (GTK_WIDGET (parent ? parent : window), "win.say", "s", error->message);
    }
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  History *self = data;

  if (g_str_equal (response, "go"))
    lt_workspace_go_to_async (self->workspace, self->wanted, NULL, on_gone, g_object_ref (self->window));
}

static void
on_go (History *self, GtkButton *button)
{
  GtkWidget *dialog
      = adw_message_dialog_new (self->window, _ ("Go to This Moment?"),
                                _ ("The workspace becomes as it was then. Nothing is lost: what was done "
                                   "since stays in this list, and you can come back to it."));

  self->wanted = *(gint64 *) g_object_get_data (G_OBJECT (button), "step");
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "go",
                                    _ ("_Go There"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
new_go_button (History *self, const LtStep *step)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Go There"));
  g_autofree char *label = g_strdup_printf (_ ("Go to the moment after “%s”"), step->title);

  g_object_set_data_full (G_OBJECT (button), "step", g_memdup2 (&step->id, sizeof step->id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  lt_parts_call_button (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, label);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_go), self);
  return button;
}

/* --- rows --- */

/* Codes as the person knows them. */
static char *
get_value (History *self, const LtStepChange *change, const char *value)
{
  LtDistrict *district = NULL;

  if (!value || !*value)
    return g_strdup (_ ("not recorded"));
  if (self->catalogue && g_str_equal (change->field, "district"))
    district = lt_catalogue_get_district (self->catalogue, value);
  if (district)
    return g_strdup (lt_district_get_label (district));
  return change->unit ? g_strdup_printf ("%s %s", value, change->unit) : g_strdup (value);
}

static void
add_changes (History *self, GtkBox *box, const LtStep *step)
{
  for (guint i = 0; step->changes && i < step->changes->len; i++)
    {
      const LtStepChange *change = step->changes->pdata[i];
      g_autofree char *from = get_value (self, change, change->from);
      g_autofree char *to = get_value (self, change, change->to);
      g_autofree char *text
          = change->kind == LT_CHANGE_CHANGED ? g_strdup_printf (_ ("%s: %s → %s"), change->title, from, to)
            : change->kind == LT_CHANGE_ADDED ? g_strdup_printf (_ ("%s: %s"), change->title, to)
                                              : g_strdup_printf (_ ("%s: %s (deleted)"), change->title, from);

      gtk_box_append (box, new_label (text, "caption"));
    }
}

static const char *
get_state (const LtStep *step)
{
  if (step->current)
    return _ ("The present moment");
  switch (step->state)
    {
    case LT_STEP_UNDONE:
      return _ ("Undone");
    case LT_STEP_DROPPED:
      return _ ("On a branch left behind");
    case LT_STEP_DONE:
    default:
      return NULL;
    }
}

static void
add_step (History *self, const LtStep *step)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *time = format_time (step->at);
  const char *state = get_state (step);
  g_autofree char *line = state ? g_strdup_printf ("%s · %s · %s", step->author, time, state)
                                : g_strdup_printf ("%s · %s", step->author, time);
  GtkWidget *title = new_label (step->title, step->current ? "heading" : NULL);
  GtkWidget *caption = new_label (line, "caption");

  gtk_widget_add_css_class (caption, "lt-quiet");
  gtk_widget_add_css_class (caption, "numeric");
  if (step->state != LT_STEP_DONE)
    gtk_widget_add_css_class (title, "lt-quiet");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  add_changes (self, GTK_BOX (texts), step);
  gtk_box_append (GTK_BOX (texts), caption);
  gtk_box_append (GTK_BOX (row), texts);
  if (self->project == 0 && !step->current && step->reachable && !lt_workspace_is_read_only (self->workspace))
    gtk_box_append (GTK_BOX (row), new_go_button (self, step));
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  gtk_widget_set_margin_top (row, 9);
  gtk_widget_set_margin_bottom (row, 9);
  gtk_list_box_append (self->list, row);
}

static void
show_steps (History *self, GPtrArray *steps, gboolean first)
{
  GtkWidget *row;

  while (first && (row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < steps->len; i++)
    {
      add_step (self, steps->pdata[i]);
      self->oldest = ((const LtStep *) steps->pdata[i])->id;
    }
  gtk_widget_set_visible (self->more, self->project == 0 && steps->len == PAGE);
  gtk_stack_set_visible_child_name (self->stack, first && steps->len == 0 ? "empty" : "list");
}

/* --- reading --- */

static void
take (GtkWindow *window, GPtrArray *steps, const GError *error)
{
  History *self = g_object_get_data (G_OBJECT (window), "history");
  g_autofree char *markup = error ? g_markup_escape_text (error->message, -1) : NULL;

  if (steps)
    show_steps (self, steps, self->oldest == 0);
  else
    {
      adw_status_page_set_title (self->empty, _ ("The History Could Not Be Read"));
      adw_status_page_set_description (self->empty, markup);
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
}

static void
on_steps (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = lt_workspace_get_steps_finish (LT_WORKSPACE (source), result, &error);

  take (window, steps, error);
}

static void
on_history (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = lt_workspace_get_history_finish (LT_WORKSPACE (source), result, &error);

  take (window, steps, error);
}

static void
load (History *self)
{
  if (self->project != 0)
    lt_workspace_get_history_async (self->workspace, lt_kind_get_name (LT_KIND_PROJECT), self->project, NULL,
                                    on_history, g_object_ref (self->window));
  else
    lt_workspace_get_steps_async (self->workspace, self->oldest, PAGE, NULL, on_steps,
                                  g_object_ref (self->window));
}

static void
on_changed (GtkWindow *window)
{
  History *self = g_object_get_data (G_OBJECT (window), "history");

  self->oldest = 0;
  load (self);
}

/* --- the window --- */

static GtkWidget *
new_list (History *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("History"),
                                  -1);
  self->more = gtk_button_new_with_label (_ ("Show Older"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->more, "pill");
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (load), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->more);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
new_stack (History *self)
{
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->empty, "document-open-recent-symbolic");
  adw_status_page_set_title (self->empty, _ ("Nothing Was Changed Yet"));
  adw_status_page_set_description (self->empty,
                                   _ ("Every change is listed here, with who made it and when."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "waiting");
  gtk_stack_add_named (self->stack, new_list (self), "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  return GTK_WIDGET (self->stack);
}

static void
add_keys (GtkWindow *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

void
lt_history_window_present (GtkWindow *parent, LtWorkspace *workspace, LtCatalogue *catalogue, gint64 project)
{
  History *self = g_new0 (History, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->workspace = g_object_ref (workspace);
  self->catalogue = catalogue ? g_object_ref (catalogue) : NULL;
  self->project = project;
  self->window = GTK_WINDOW (adw_window_new ());
  g_object_set_data_full (G_OBJECT (self->window), "history", self, history_free);
  gtk_window_set_title (self->window, project != 0 ? _ ("History of the Project") : _ ("History"));
  gtk_window_set_transient_for (self->window, parent);
  gtk_window_set_destroy_with_parent (self->window, TRUE);
  gtk_window_set_default_size (self->window, 560, 640);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), new_stack (self));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  add_keys (self->window);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (on_changed), self->window, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (self->window);
}
