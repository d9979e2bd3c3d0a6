#include "config.h"

#include "lt-window-private.h"

#include <glib/gi18n-lib.h>

#include "lt-tile-template.h"

/* Where each base map that has a location keeps it. */
static const char *
location_key (const char *id)
{
  if (g_str_equal (id, "tianditu"))
    return "tianditu-key";
  if (g_str_equal (id, "custom"))
    return "custom-url";
  if (g_str_equal (id, "mbtiles"))
    return "mbtiles-file";
  return NULL;
}

static void
use_base_map (LtWindow *self, const char *id, const char *location)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "base-map");
  const char *key = location_key (id);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (id));
  g_settings_set_string (self->settings, "base-map", id);
  if (key)
    g_settings_set_string (self->settings, key, location);
  lt_session_set_base_map (self->session, id, key ? location : NULL);
}

void
lt_window_restore_base_map (LtWindow *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "base-map");
  const char *key = location_key (id);
  g_autofree char *location = key ? g_settings_get_string (self->settings, key) : NULL;

  if (key && !*location)
    use_base_map (self, "auto", NULL);
  else
    use_base_map (self, id, location);
}

/* --- asking --- */

static gboolean
is_usable (const char *id, const char *text, GError **error)
{
  if (g_str_equal (id, "custom"))
    return lt_tile_template_check (text, error);
  return *text != '\0';
}

static void
text_changed (AdwMessageDialog *dialog, GtkEditable *entry)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "id");
  GtkLabel *hint = g_object_get_data (G_OBJECT (dialog), "hint");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autoptr (GError) error = NULL;
  gboolean usable = is_usable (id, text, &error);

  adw_message_dialog_set_response_enabled (dialog, "use", usable);
  gtk_label_set_text (hint, error && *text ? error->message : "");
  if (error && *text)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
text_answered (LtWindow *self, const char *response, AdwMessageDialog *dialog)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "entry");
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (g_str_equal (response, "use"))
    use_base_map (self, g_object_get_data (G_OBJECT (dialog), "id"), text);
}

static GtkWidget *
build_entry (AdwMessageDialog *dialog, const char *label, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *hint = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "width-chars", 36, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (hint, "caption");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), hint);
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_object_set_data (G_OBJECT (dialog), "hint", hint);
  g_signal_connect_object (entry, "changed", G_CALLBACK (text_changed), dialog, G_CONNECT_SWAPPED);
  return box;
}

static void
ask_text (LtWindow *self, const char *id, const char *heading, const char *body, const char *label)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, body));
  g_autofree char *text = g_settings_get_string (self->settings, location_key (id));

  g_object_set_data_full (G_OBJECT (dialog), "id", g_strdup (id), g_free);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "use", _ ("_Use"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "use", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "use");
  adw_message_dialog_set_extra_child (dialog, build_entry (dialog, label, text));
  text_changed (dialog, g_object_get_data (G_OBJECT (dialog), "entry"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (text_answered), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
mbtiles_chosen (LtWindow *self, const char *path, gpointer data)
{
  use_base_map (self, "mbtiles", path);
}

static void
ask_mbtiles (LtWindow *self)
{
  static const char *const filters[] = { N_ ("Map tiles (MBTiles)"), "*.mbtiles", NULL };

  lt_window_choose_file (self, _ ("Choose an MBTiles File"), GTK_FILE_CHOOSER_ACTION_OPEN, filters, NULL,
                         mbtiles_chosen, NULL);
}

void
lt_window_choose_base_map (LtWindow *self, const char *id)
{
  if (g_str_equal (id, "tianditu"))
    ask_text (
        self, id, _ ("Tianditu"),
        _ ("Tianditu gives each person or office a key for its tiles. Get one at console.tianditu.gov.cn and "
           "enter it here."),
        _ ("Key"));
  else if (g_str_equal (id, "custom"))
    ask_text (self, id, _ ("Custom Tile Server"),
              _ ("Address with {z}, {x} and {y} where zoom, column and row go, or WMTS with {TileMatrix}, "
                 "{TileCol} "
                 "and {TileRow}."),
              _ ("Address"));
  else if (g_str_equal (id, "mbtiles"))
    ask_mbtiles (self);
  else
    use_base_map (self, id, NULL);
}
