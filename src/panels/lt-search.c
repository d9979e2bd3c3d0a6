#include "config.h"

#include "lt-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-base-map.h"
#include "lt-hit-row.h"
#include "lt-list-kind.h"
#include "lt-paths.h"
#include "lt-place.h"
#include "lt-record-text.h"

#define LIMIT 20
#define PLACE_ZOOM 15.0
#define NAMED_PLACE_ZOOM 12.0
/* Degrees: a place is a box so small that the zoom decides. */
#define PLACE_HALF 1e-4

struct _LtSearch
{
  GtkWidget parent_instance;

  /* template */
  GtkSearchEntry *entry;
  GtkPopover *popover;
  GtkListBox *hits;
  GtkLabel *nothing;

  /* owned */
  LtSession *session;
  GCancellable *cancellable;
  GCancellable *loading;
  LtBaseMap *base_map; /* NULL until it is there */
};

G_DEFINE_FINAL_TYPE (LtSearch, lt_search, GTK_TYPE_WIDGET)

static void on_search_changed (LtSearch *self);

/* --- hits --- */

static void
clear_hits (LtSearch *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->hits, 0)))
    gtk_list_box_remove (self->hits, GTK_WIDGET (row));
}

static void
add_hit (LtSearch *self, const LtHit *hit)
{
  gtk_list_box_append (self->hits, lt_hit_row_new (hit, lt_session_get_catalogue (self->session)));
}

static gboolean
contains (const char *haystack, const char *needle)
{
  g_autofree char *a = haystack ? g_utf8_casefold (haystack, -1) : g_strdup ("");
  g_autofree char *b = g_utf8_casefold (needle, -1);

  return strstr (a, b) != NULL;
}

static void
add_known (LtSearch *self, LtCatalogue *catalogue, const char *text)
{
  for (guint i = 0; i < lt_catalogue_get_n_chains (catalogue); i++)
    {
      LtChain *chain = lt_catalogue_get_chain_at (catalogue, i);

      if (contains (lt_chain_get_name (chain), text) || contains (lt_chain_get_label (chain), text))
        add_hit (self, &(LtHit){ .chain = chain });
    }
  for (guint i = 0; i < lt_catalogue_get_n_districts (catalogue); i++)
    {
      LtDistrict *district = lt_catalogue_get_district_at (catalogue, i);

      if (contains (lt_district_get_name (district), text)
          || contains (lt_district_get_label (district), text)
          || g_str_equal (lt_district_get_code (district), text))
        add_hit (self, &(LtHit){ .district = district });
    }
}

static void
add_place (const char *name, double longitude, double latitude, gpointer data)
{
  add_hit (data, &(LtHit){ .is_place = TRUE, .name = name, .longitude = longitude, .latitude = latitude });
}

static void
show_hits (LtSearch *self, GPtrArray *records, const char *text)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);
  LtHit place = { .is_place = TRUE };

  clear_hits (self);
  if (lt_place_parse (text, &place.longitude, &place.latitude))
    add_hit (self, &place);
  if (catalogue)
    add_known (self, catalogue, text);
  for (guint i = 0; records && i < records->len; i++)
    if (lt_record_get_kind (g_ptr_array_index (records, i)) != LT_KIND_DISTRICT)
      add_hit (self, &(LtHit){ .record = g_ptr_array_index (records, i) });
  if (self->base_map)
    lt_base_map_find_places (self->base_map, text, add_place, self);

  gtk_list_box_select_row (self->hits, gtk_list_box_get_row_at_index (self->hits, 0));
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), gtk_list_box_get_row_at_index (self->hits, 0) == NULL);
  gtk_popover_popup (self->popover);
}

static char *
get_text (LtSearch *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtSearch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lt_workspace_search_finish (LT_WORKSPACE (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  text = get_text (self);
  if (*text)
    show_hits (self, records, text);
}

/* --- names on the base map --- */

static void
load_base_map (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *directory = g_build_filename (lt_paths_get_data (), "basemap", NULL);
  GError *error = NULL;
  LtBaseMap *base_map = lt_base_map_load (directory, &error);

  if (base_map)
    g_task_return_pointer (task, base_map, (GDestroyNotify) lt_base_map_unref);
  else
    g_task_return_error (task, error);
}

/* Where it fails, the map says what is wrong. */
static void
on_base_map_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  LtSearch *self = LT_SEARCH (source);
  LtBaseMap *base_map = g_task_propagate_pointer (G_TASK (result), NULL);

  if (base_map == NULL)
    return;
  self->base_map = base_map;
  on_search_changed (self);
}

/* Once somebody searches. */
static void
need_base_map (LtSearch *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->loading)
    return;
  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, on_base_map_loaded, NULL);
  g_task_run_in_thread (task, load_base_map);
}

static void
cancel (LtSearch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_search_changed (LtSearch *self)
{
  LtWorkspace *workspace = self->session ? lt_session_get_workspace (self->session) : NULL;
  g_autofree char *text = get_text (self);

  cancel (self);
  if (*text == '\0' || workspace == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  need_base_map (self);
  self->cancellable = g_cancellable_new ();
  lt_workspace_search_async (workspace, text, LIMIT, self->cancellable, on_searched, g_object_ref (self));
}

/* --- going there --- */

/* The lists must hold the row that was chosen: what would hide it is taken away. */
static void
reveal (LtSearch *self, LtRecord *record)
{
  const char *district = lt_record_text_peek (record, "district");
  guint numbers[32];
  guint n = lt_record_get_chains (record, numbers, G_N_ELEMENTS (numbers));
  guint chain = lt_session_get_chain (self->session);
  gboolean member = FALSE;

  for (guint i = 0; i < n; i++)
    member = member || numbers[i] == chain;
  lt_session_set_filter_text (self->session, "");
  if (chain > 0 && !member)
    lt_session_set_chain (self->session, 0);
  if (lt_session_get_district (self->session)
      && g_strcmp0 (lt_session_get_district (self->session), district) != 0)
    lt_session_set_district (self->session, NULL);
}

static void
go (LtSearch *self, const LtHit *hit)
{
  if (hit->is_place)
    {
      LtBox box = { hit->longitude - PLACE_HALF, hit->latitude - PLACE_HALF, hit->longitude + PLACE_HALF,
                    hit->latitude + PLACE_HALF };

      lt_session_travel (self->session, &box, hit->name ? NAMED_PLACE_ZOOM : PLACE_ZOOM);
    }
  else if (hit->chain)
    lt_session_set_chain (self->session, lt_chain_get_number (hit->chain));
  else if (hit->district)
    lt_session_set_district (self->session, lt_district_get_code (hit->district));
  else
    {
      reveal (self, hit->record);
      lt_session_select (self->session, lt_record_get_kind (hit->record), lt_record_get_id (hit->record),
                         TRUE);
    }
}

static void
on_row_activated (LtSearch *self, GtkListBoxRow *row)
{
  if (self->session == NULL)
    return;
  go (self, lt_hit_row_get_hit (LT_HIT_ROW (row)));
  gtk_popover_popdown (self->popover);
}

static void
on_activate (LtSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->hits);

  if (row && gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    on_row_activated (self, row);
  else
    on_search_changed (self);
}

static void
on_stop_search (LtSearch *self)
{
  cancel (self);
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
scroll_to (LtSearch *self, GtkListBoxRow *row)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->hits), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->hits), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
move (LtSearch *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->hits);
  int index = row ? gtk_list_box_row_get_index (row) + by : 0;
  GtkListBoxRow *next = index < 0 ? NULL : gtk_list_box_get_row_at_index (self->hits, index);

  if (next == NULL)
    return;
  gtk_list_box_select_row (self->hits, next);
  scroll_to (self, next);
}

static gboolean
on_key_pressed (LtSearch *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover))
      || (state & gtk_accelerator_get_default_mod_mask ()))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    move (self, 1);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    move (self, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
on_focus_left (LtSearch *self)
{
  gtk_popover_popdown (self->popover);
}

/* --- the widget --- */

static void
lt_search_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LtSearch *self = LT_SEARCH (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->entry), &(GtkAllocation){ 0, 0, width, height }, baseline);
  gtk_widget_set_size_request (GTK_WIDGET (self->popover), MAX (width, 300), -1);
  gtk_popover_present (self->popover);
}

static void
lt_search_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (LT_SEARCH (widget)->entry), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static gboolean
lt_search_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LT_SEARCH (widget)->entry));
}

static void
lt_search_dispose (GObject *object)
{
  LtSearch *self = LT_SEARCH (object);

  cancel (self);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->base_map, lt_base_map_unref);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_SEARCH);

  G_OBJECT_CLASS (lt_search_parent_class)->dispose (object);
}

static void
lt_search_class_init (LtSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_search_dispose;
  widget_class->size_allocate = lt_search_size_allocate;
  widget_class->measure = lt_search_measure;
  widget_class->grab_focus = lt_search_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-search.ui");
  gtk_widget_class_bind_template_child (widget_class, LtSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, LtSearch, popover);
  gtk_widget_class_bind_template_child (widget_class, LtSearch, hits);
  gtk_widget_class_bind_template_child (widget_class, LtSearch, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_left);
}

static void
lt_search_init (LtSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lt_search_new (void)
{
  return g_object_new (LT_TYPE_SEARCH, NULL);
}

void
lt_search_set_session (LtSearch *self, LtSession *session)
{
  g_return_if_fail (LT_IS_SEARCH (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  cancel (self);
  gtk_popover_popdown (self->popover);
}

void
lt_search_grab (LtSearch *self)
{
  g_return_if_fail (LT_IS_SEARCH (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
