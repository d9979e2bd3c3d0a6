#include "config.h"

#include "lt-project-many.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "lt-project-edits.h"
#include "lt-project-field.h"

/* What it makes sense to give to many; a name or a number is each project's own. */
static const char *const names[] = {
  "chains",
  "segment",
  "district",
  "contact",
  "owner",
  "investment_wan",
  "planned_signed_on",
  "signed_on",
  "planned_started_on",
  "started_on",
  "planned_completed_on",
  "completed_on",
  "planned_production_on",
  "production_on",
  "planned_above_scale_on",
  "above_scale_on",
  "planned_capacity_on",
  "capacity_on",
  "conditions",
  "source",
  "note",
};

typedef struct
{
  GtkWidget *widget;
  GtkWindow *window;
  LtSession *session;
  GArray *ids;
  GtkDropDown *which;
  GtkBox *place;
  LtProjectField *field;
  char *chains; /* of the first project: for segments to choose from */
} Many;

static void
many_free (gpointer data)
{
  Many *self = data;

  g_object_unref (self->widget);
  g_object_unref (self->session);
  g_array_unref (self->ids);
  g_free (self->chains);
  g_free (self);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;

  if (lt_project_edit_finish (result, &error) == 0)
    gtk_widget_activate_action (widget, "win.say", "s", error->message);
}

static void
on_apply (Many *self)
{
  g_autofree char *value = NULL;

  if (!lt_project_field_read (self->field, &value) || !lt_session_get_workspace (self->session))
    return;
  lt_project_set_async (self->session, (const gint64 *) (gpointer) self->ids->data, self->ids->len,
                        lt_project_field_get_field (self->field), value, NULL, on_set,
                        g_object_ref (self->widget));
  gtk_window_destroy (self->window);
}

static void
on_which (Many *self)
{
  const char *name = names[gtk_drop_down_get_selected (self->which)];

  if (self->field)
    gtk_box_remove (self->place, GTK_WIDGET (self->field));
  self->field
      = LT_PROJECT_FIELD (lt_project_field_new ((guint) lt_fields_find (LT_KIND_PROJECT, name), FALSE));
  lt_project_field_set_catalogue (self->field, lt_session_get_catalogue (self->session));
  lt_project_field_set_chains (self->field, self->chains);
  gtk_box_append (self->place, GTK_WIDGET (self->field));
}

static GtkWidget *
new_which (Many *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const LtField *fields = lt_fields_get (LT_KIND_PROJECT, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_string_list_append (titles, lt_field_get_title (&fields[lt_fields_find (LT_KIND_PROJECT, names[i])]));
  self->which = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (titles)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->which), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Field"),
                                  -1);
  g_signal_connect_swapped (self->which, "notify::selected", G_CALLBACK (on_which), self);
  return GTK_WIDGET (self->which);
}

static GtkWidget *
new_header (Many *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Apply"));

  gtk_widget_add_css_class (apply, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), apply);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), self->window);
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (on_apply), self);
  return header;
}

static GtkWidget *
new_content (Many *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *text = g_strdup_printf (ngettext ("The new value is given to %u project. An empty one "
                                                     "empties the field. It can be undone as one step.",
                                                     "The new value is given to all %u projects. An empty "
                                                     "one empties the field. It can be undone as one step.",
                                                     self->ids->len),
                                           self->ids->len);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  self->place = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_which (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->place));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  return box;
}

static void
add_escape (GtkWindow *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

void
lt_project_many_present (GtkWidget *widget, LtSession *session, GPtrArray *records)
{
  Many *self = g_new0 (Many, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->widget = g_object_ref (widget);
  self->session = g_object_ref (session);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < records->len; i++)
    {
      gint64 id = lt_record_get_id (records->pdata[i]);

      g_array_append_val (self->ids, id);
    }
  self->chains = g_strdup (lt_record_peek (records->pdata[0], "chains"));
  self->window = GTK_WINDOW (adw_window_new ());
  g_object_set_data_full (G_OBJECT (self->window), "many", self, many_free);
  gtk_window_set_title (self->window, _ ("Change Projects"));
  gtk_window_set_modal (self->window, TRUE);
  gtk_window_set_transient_for (self->window, GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_set_default_size (self->window, 420, -1);
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), new_content (self));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  on_which (self);
  add_escape (self->window);
  gtk_window_present (self->window);
}
