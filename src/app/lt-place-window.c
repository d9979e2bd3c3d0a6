#include "config.h"

#include "lt-place-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-base-map.h"
#include "lt-paths.h"
#include "lt-place.h"
#include "lt-record-text.h"
#include "lt-unit.h"

#define MAX_HITS 8
#define MAX_TOWNS 6

typedef struct
{
  GtkWindow *parent;
  GtkWindow *window;
  LtSession *session;
  LtPlaceFunc func;
  GtkEditable *entry;
  GtkListBox *list;
  GCancellable *searching;
  LtBaseMap *base; /* (nullable): for its towns, once it is read */
  guint towns;     /* listed */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_pointer (&self->base, lt_base_map_unref);
  g_object_unref (self->session);
  g_free (self);
}

typedef struct
{
  double longitude;
  double latitude;
} Place;

static void
add_place (Asking *self, const char *title, const char *detail, double longitude, double latitude)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = g_markup_escape_text (title, -1);
  g_autofree char *degrees = lt_unit_format_degrees (longitude, latitude);
  g_autofree char *text = detail ? g_strdup_printf ("%s · %s", detail, degrees) : g_strdup (degrees);
  g_autofree char *sub = g_markup_escape_text (text, -1);
  Place *place = g_new (Place, 1);

  place->longitude = longitude;
  place->latitude = latitude;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sub);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "place", place, g_free);
  gtk_list_box_append (self->list, row);
}

static void
clear (Asking *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
add_districts (Asking *self, const char *text)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);

  for (guint i = 0; catalogue && i < lt_catalogue_get_n_districts (catalogue); i++)
    {
      LtDistrict *district = lt_catalogue_get_district_at (catalogue, i);
      LtGeometry *geometry = lt_district_get_geometry (district);
      double x, y;

      if (!geometry
          || (strstr (lt_district_get_name (district), text) == NULL
              && !g_str_match_string (text, lt_district_get_label (district), TRUE)))
        continue;
      lt_geometry_label_point (geometry, 1e-3, &x, &y);
      add_place (self, lt_district_get_label (district), _ ("District"), x, y);
    }
}

static void
on_town (const char *name, double longitude, double latitude, gpointer data)
{
  Asking *self = data;

  if (self->towns++ < MAX_TOWNS)
    add_place (self, name, _ ("Town"), longitude, latitude);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  g_autoptr (GPtrArray) records = lt_workspace_search_finish (LT_WORKSPACE (source), result, NULL);
  Asking *self = g_object_get_data (G_OBJECT (window), "asking");
  LtSnapshot *snapshot = self ? lt_session_get_snapshot (self->session) : NULL;

  for (guint i = 0; records && snapshot && i < records->len; i++)
    {
      LtRecord *record = records->pdata[i];
      const LtPoints *points = lt_record_get_kind (record) == LT_KIND_ENTERPRISE ? &snapshot->enterprises
                               : lt_record_get_kind (record) == LT_KIND_PROJECT  ? &snapshot->projects
                                                                                 : NULL;
      double longitude, latitude;

      for (guint j = 0; points && j < points->n; j++)
        if (points->ids[j] == lt_record_get_id (record))
          {
            lt_snapshot_unproject (snapshot, (double) points->xy[2 * j], (double) points->xy[2 * j + 1],
                                   &longitude, &latitude);
            add_place (self, lt_record_text_title (record), lt_kind_get_title (lt_record_get_kind (record)),
                       longitude, latitude);
            break;
          }
    }
}

static void
on_changed (Asking *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  double longitude, latitude;

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  clear (self);
  if (*text == '\0' || !workspace)
    return;
  if (lt_place_parse (text, &longitude, &latitude))
    {
      add_place (self, _ ("This position"), NULL, longitude, latitude);
      return;
    }
  add_districts (self, text);
  if (self->base)
    {
      self->towns = 0;
      lt_base_map_find_places (self->base, text, on_town, self);
    }
  self->searching = g_cancellable_new ();
  lt_workspace_search_async (workspace, text, MAX_HITS, self->searching, on_found,
                             g_object_ref (self->window));
}

static void
choose (Asking *self, GtkListBoxRow *row)
{
  Place *place = row ? g_object_get_data (G_OBJECT (row), "place") : NULL;

  if (!place)
    return;
  self->func (place->longitude, place->latitude, self->parent);
  gtk_window_destroy (self->window);
}

static void
on_activate (Asking *self)
{
  choose (self, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
on_row (Asking *self, GtkListBoxRow *row)
{
  choose (self, row);
}

static void
load_base (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autofree char *directory = g_build_filename (lt_paths_get_data (), "basemap", NULL);
  LtBaseMap *base = lt_base_map_load (directory, &error);

  if (base)
    g_task_return_pointer (task, base, (GDestroyNotify) lt_base_map_unref);
  else
    g_task_return_error (task, error);
}

static void
on_base (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *self = g_object_get_data (source, "asking");
  LtBaseMap *base = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!base)
    return;
  if (!self)
    {
      lt_base_map_unref (base);
      return;
    }
  self->base = base;
  on_changed (self);
}

static GtkWidget *
new_content (Asking *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *hint
      = gtk_label_new (_ ("Coordinates as 30.8703, 120.0933 or 30°52′N 120°06′E, CGCS2000 metres as "
                          "40508921, 3416602, or the name of a district, a town or an enterprise."));

  self->entry = GTK_EDITABLE (entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Coordinates or the name of a place"), -1);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (gtk_window_destroy), self->window);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (hint), 44);
  gtk_widget_add_css_class (hint, "lt-quiet");
  gtk_widget_add_css_class (hint, "caption");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_list_box_set_placeholder (self->list, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Places"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  return box;
}

void
lt_place_window_present (GtkWindow *parent, LtSession *session, LtPlaceFunc func)
{
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GTask) task = NULL;

  self->parent = parent;
  self->session = g_object_ref (session);
  self->func = func;
  self->window = GTK_WINDOW (adw_window_new ());
  g_object_set_data_full (G_OBJECT (self->window), "asking", self, asking_free);
  gtk_window_set_title (self->window, _ ("Add a Project"));
  gtk_window_set_modal (self->window, TRUE);
  gtk_window_set_transient_for (self->window, parent);
  gtk_window_set_default_size (self->window, 460, 420);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), new_content (self));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  task = g_task_new (self->window, NULL, on_base, NULL);
  g_task_run_in_thread (task, load_base);
  gtk_window_present (self->window);
}
