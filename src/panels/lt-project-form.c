#include "config.h"

#include "lt-project-form-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-datum.h"
#include "lt-place.h"
#include "lt-project-edits.h"
#include "lt-record-text.h"
#include "lt-stage.h"
#include "lt-unit.h"

/* What is typed is on disk within a second. */
#define PAUSE_MS 700

G_DEFINE_FINAL_TYPE (LtProjectForm, lt_project_form, GTK_TYPE_WIDGET)

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void save (LtProjectForm *self);

static LtProjectField *
get_field (LtProjectForm *self, guint index)
{
  return self->fields->pdata[index];
}

static gboolean
is_writable (LtProjectForm *self)
{
  LtWorkspace *workspace = self->session ? lt_session_get_workspace (self->session) : NULL;

  return workspace && !lt_workspace_is_read_only (workspace);
}

static void
say (LtProjectForm *self, const char *text, gboolean wrong)
{
  gtk_label_set_text (self->status, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), text);
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
}

/* --- what is derived --- */

static void
show_zone (LtProjectForm *self, LtRecord *record)
{
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);
  LtGeometry *geometry = lt_record_get_geometry (record);
  LtDistrict *district = NULL;
  g_autofree char *text = NULL;
  int found;

  if (snapshot && geometry)
    {
      found = lt_snapshot_pick_district (snapshot, geometry->xy[0], geometry->xy[1], TRUE);
      district = found >= 0 ? lt_catalogue_get_district_at (snapshot->catalogue, (guint) found) : NULL;
    }
  if (district && lt_district_is_zone (district))
    text = g_strdup_printf (lt_district_is_approximate (district) ? _ ("Inside %s (indicative extent)")
                                                                  : _ ("Inside %s"),
                            lt_district_get_label (district));
  gtk_label_set_text (self->zone, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->zone), text != NULL);
}

static void
show_position (LtProjectForm *self, LtRecord *record)
{
  LtGeometry *geometry = lt_record_get_geometry (record);
  g_autofree char *degrees = NULL;
  g_autofree char *metres = NULL;
  double easting, northing;

  if (!geometry)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->position), "");
      gtk_label_set_text (self->metres, _ ("not determined: shown at its district"));
      return;
    }
  degrees = g_strdup_printf ("%.6f, %.6f", geometry->xy[1], geometry->xy[0]);
  lt_datum_to_gauss_kruger (geometry->xy[0], geometry->xy[1], 120, 40500000, &easting, &northing);
  metres = g_strdup_printf ("CGCS2000 %.1f, %.1f", easting, northing);
  gtk_editable_set_text (GTK_EDITABLE (self->position), degrees);
  gtk_label_set_text (self->metres, metres);
  gtk_widget_remove_css_class (GTK_WIDGET (self->position), "error");
}

static void
show_size (LtProjectForm *self, LtRecord *record)
{
  int field = lt_fields_find (LT_KIND_PROJECT, "investment_wan");
  double wan;
  g_autofree char *band = NULL;
  g_autofree char *text = NULL;

  if (lt_record_get_number (record, (guint) field, &wan) && lt_stage_get_size_band (wan) > 0)
    {
      band = lt_stage_get_size_title (lt_stage_get_size_band (wan));
      text = g_strdup_printf (_ ("Size band: %s"), band);
    }
  gtk_label_set_text (self->size_band, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->size_band), text != NULL);
}

static void
add_link (LtProjectForm *self, const char *text)
{
  g_autofree char *uri = NULL;
  GtkWidget *link;

  if (g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL))
    uri = g_strdup (text);
  else if (g_path_is_absolute (text))
    uri = g_filename_to_uri (text, NULL, NULL);
  if (!uri)
    return;
  link = gtk_link_button_new_with_label (uri, text);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (link))), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_halign (link, GTK_ALIGN_START);
  gtk_box_append (self->links, link);
}

static void
show_links (LtProjectForm *self, LtRecord *record)
{
  const char *text = lt_record_text_peek (record, "documents");
  g_auto (GStrv) parts = g_strsplit_set (text ? text : "", " \n\t;；", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->links))) != NULL)
    gtk_box_remove (self->links, child);
  for (guint i = 0; parts[i]; i++)
    if (*parts[i])
      add_link (self, parts[i]);
}

static void
show_derived (LtProjectForm *self, LtRecord *record)
{
  const char *title = lt_record_text_title (record);

  gtk_label_set_text (self->title, title ? title : _ ("not recorded"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  lt_project_banner_show (self->banner, record, lt_session_get_catalogue (self->session));
  show_zone (self, record);
  show_size (self, record);
}

/* --- what is typed, beside what is on disk --- */

/* TRUE when the field holds a value, another than `record` has: *typed (transfer full) (nullable). */
static gboolean
is_changed (LtProjectForm *self, guint index, LtRecord *record, char **typed)
{
  g_autofree char *old = lt_project_dup_value (record, index);
  g_autofree char *value = NULL;
  gboolean number;

  *typed = NULL;
  if (!get_field (self, index) || !lt_project_field_read (get_field (self, index), &value))
    return FALSE;
  number = value && old
           && (lt_fields_get (LT_KIND_PROJECT, NULL)[index].type == LT_FIELD_NUMBER
               || lt_fields_get (LT_KIND_PROJECT, NULL)[index].type == LT_FIELD_INTEGER);
  if (number ? fabs (g_ascii_strtod (value, NULL) - g_ascii_strtod (old, NULL))
                   < 1e-6 * MAX (1, fabs (g_ascii_strtod (old, NULL)))
             : g_strcmp0 (value && *value ? value : NULL, old && *old ? old : NULL) == 0)
    return FALSE;
  *typed = g_steal_pointer (&value);
  return TRUE;
}

/* A copy of what is on disk with what is typed. *n: fields that differ; *first: one of them. */
static LtRecord *
get_typed (LtProjectForm *self, guint *n, guint *first)
{
  LtRecord *typed = lt_record_copy (self->record);

  *n = 0;
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *value = NULL;

      if ((int) i == self->disputed || !is_changed (self, i, self->record, &value))
        continue;
      lt_project_set_value (typed, i, value);
      if ((*n)++ == 0)
        *first = i;
    }
  return typed;
}

static gboolean
same_value (LtRecord *a, LtRecord *b, guint index)
{
  g_autofree char *first = lt_project_dup_value (a, index);
  g_autofree char *second = lt_project_dup_value (b, index);

  return g_strcmp0 (first ? first : "", second ? second : "") == 0;
}

/* --- someone else's value --- */

static void
ask (LtProjectForm *self, guint index, LtRecord *theirs)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);
  g_autoptr (LtRecord) mine = lt_record_copy (theirs);
  g_autofree char *typed = NULL;
  g_autofree char *their_text = lt_record_text_value (theirs, index, catalogue);
  g_autofree char *my_text = NULL;
  g_autofree char *text = NULL;

  lt_project_field_read (get_field (self, index), &typed);
  lt_project_set_value (mine, index, typed);
  my_text = lt_record_text_value (mine, index, catalogue);
  text = g_strdup_printf (_ ("“%s” was changed elsewhere meanwhile. There: %s. Here: %s. Which is meant?"),
                          lt_field_get_title (&lt_fields_get (LT_KIND_PROJECT, NULL)[index]),
                          their_text ? their_text : _ ("not recorded"),
                          my_text ? my_text : _ ("not recorded"));
  self->disputed = (int) index;
  g_set_object (&self->theirs, theirs);
  say (self, "", FALSE);
  gtk_label_set_text (self->question_text, text);
  gtk_info_bar_set_revealed (self->question, TRUE);
}

void
lt_project_form_on_answer (LtProjectForm *self, int response)
{
  guint index = (guint) self->disputed;

  gtk_info_bar_set_revealed (self->question, FALSE);
  if (self->disputed < 0 || !self->theirs)
    return;
  g_set_object (&self->record, self->theirs);
  g_clear_object (&self->theirs);
  self->disputed = -1;
  if (response == GTK_RESPONSE_REJECT)
    {
      g_autofree char *value = lt_project_dup_value (self->record, index);

      lt_project_field_set_value (get_field (self, index), value);
    }
  save (self);
}

/* --- what is no value yet, and so not on disk: it survives in a draft --- */

static char *
get_draft_key (LtProjectForm *self)
{
  return g_strdup_printf ("project:%" G_GINT64_FORMAT, lt_record_get_id (self->record));
}

static void
keep_draft (LtProjectForm *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  gboolean any = FALSE;

  if (!self->drafts || !self->record)
    return;
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *wrong = get_field (self, i) ? lt_project_field_dup_wrong (get_field (self, i)) : NULL;

      if (!wrong)
        continue;
      g_key_file_set_string (file, "draft", lt_fields_get (LT_KIND_PROJECT, NULL)[i].name, wrong);
      any = TRUE;
    }
  key = get_draft_key (self);
  text = any ? g_key_file_to_data (file, NULL, NULL) : NULL;
  if (text || lt_drafts_get (self->drafts, key))
    lt_drafts_set (self->drafts, key, text);
}

static void
show_draft (LtProjectForm *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *key = NULL;
  const char *text;

  if (!self->drafts || !self->record)
    return;
  key = get_draft_key (self);
  text = lt_drafts_get (self->drafts, key);
  if (!text || !g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return;
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *wrong
          = g_key_file_get_string (file, "draft", lt_fields_get (LT_KIND_PROJECT, NULL)[i].name, NULL);

      if (wrong && get_field (self, i))
        lt_project_field_set_wrong (get_field (self, i), wrong);
    }
}

static void
on_drafts_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtProjectForm) self = data;
  g_autoptr (GError) error = NULL;

  if (!lt_drafts_read_finish (LT_DRAFTS (source), result, &error))
    say (self, error->message, TRUE);
  else if (self->drafts == LT_DRAFTS (source))
    show_draft (self);
}

static void
open_drafts (LtProjectForm *self)
{
  LtWorkspace *workspace = self->session ? lt_session_get_workspace (self->session) : NULL;

  if (self->drafts)
    lt_drafts_flush (self->drafts);
  g_clear_object (&self->drafts);
  if (!workspace)
    return;
  self->drafts = lt_drafts_new (lt_workspace_get_path (workspace));
  lt_drafts_read_async (self->drafts, NULL, on_drafts_read, g_object_ref (self));
}

/* --- saving --- */

static void
on_current (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtProjectForm) self = data;
  g_autoptr (GPtrArray) records = lt_workspace_fetch_finish (LT_WORKSPACE (source), result, NULL);
  LtRecord *theirs = records && records->len > 0 ? records->pdata[0] : NULL;

  if (!theirs || !self->record || lt_record_get_id (theirs) != lt_record_get_id (self->record))
    return;
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *typed = NULL;

      if (!same_value (theirs, self->record, i) && is_changed (self, i, theirs, &typed))
        {
          ask (self, i, theirs);
          return;
        }
    }
  g_set_object (&self->record, theirs);
  save (self);
}

static void
fetch_current (LtProjectForm *self)
{
  gint64 id = lt_record_get_id (self->record);

  lt_workspace_fetch_async (lt_session_get_workspace (self->session), LT_KIND_PROJECT, &id, 1, NULL,
                            on_current, g_object_ref (self));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtProjectForm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LtRecord) saved = g_steal_pointer (&self->saving);
  gboolean good = lt_project_edit_finish (result, &error) != 0;
  gboolean mine = saved && self->record && lt_record_get_id (saved) == lt_record_get_id (self->record);

  if (!self->session)
    return;
  if (good && mine)
    {
      g_set_object (&self->record, saved);
      say (self, _ ("Saved"), FALSE);
      show_derived (self, saved);
      show_links (self, saved);
    }
  else if (mine && g_error_matches (error, LT_ERROR, LT_ERROR_CONFLICT))
    fetch_current (self);
  else if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message, TRUE);
  if (self->again && good)
    save (self);
}

static char *
get_step_title (LtProjectForm *self, guint n, guint first)
{
  const char *name = lt_record_text_title (self->record);

  if (n == 1)
    return g_strdup_printf (_ ("Change “%s” of %s"),
                            lt_field_get_title (&lt_fields_get (LT_KIND_PROJECT, NULL)[first]),
                            name ? name : "");
  return g_strdup_printf (ngettext ("Change %u field of %s", "Change %u fields of %s", n), n,
                          name ? name : "");
}

static void
write_record (LtProjectForm *self, LtRecord *typed, const char *title)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) bases = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, g_object_ref (typed));
  g_ptr_array_add (bases, g_object_ref (self->record));
  g_set_object (&self->saving, typed);
  self->again = FALSE;
  say (self, _ ("Saving…"), FALSE);
  lt_project_put_async (self->session, title, records, bases, NULL, on_saved, g_object_ref (self));
}

static void
save (LtProjectForm *self)
{
  g_autoptr (LtRecord) typed = NULL;
  g_autofree char *title = NULL;
  guint n, first = 0;

  g_clear_handle_id (&self->save_timeout, g_source_remove);
  if (!self->record || !is_writable (self))
    return;
  if (self->saving)
    {
      self->again = TRUE;
      return;
    }
  typed = get_typed (self, &n, &first);
  if (n == 0)
    return;
  title = get_step_title (self, n, first);
  write_record (self, typed, title);
}

static gboolean
on_pause (gpointer data)
{
  LtProjectForm *self = data;

  self->save_timeout = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

void
lt_project_form_on_edited (LtProjectForm *self)
{
  g_autoptr (LtRecord) typed = NULL;
  guint n, first;

  if (!self->record)
    return;
  typed = get_typed (self, &n, &first);
  show_derived (self, typed);
  keep_draft (self);
  if (self->save_timeout == 0)
    self->save_timeout = g_timeout_add (PAUSE_MS, on_pause, self);
}

void
lt_project_form_on_left (LtProjectForm *self)
{
  int chains = lt_fields_find (LT_KIND_PROJECT, "chains");
  int segment = lt_fields_find (LT_KIND_PROJECT, "segment");
  g_autofree char *chosen = NULL;

  if (!self->record)
    return;
  lt_project_field_read (get_field (self, (guint) chains), &chosen);
  lt_project_field_set_chains (get_field (self, (guint) segment), chosen);
  save (self);
}

void
lt_project_form_flush (LtProjectForm *self)
{
  g_return_if_fail (LT_IS_PROJECT_FORM (self));

  if (self->record)
    save (self);
  if (self->drafts)
    lt_drafts_flush (self->drafts);
}

gboolean
lt_project_form_is_unsaved (LtProjectForm *self)
{
  g_autoptr (LtRecord) typed = NULL;
  guint n = 0, first;

  g_return_val_if_fail (LT_IS_PROJECT_FORM (self), FALSE);

  if (!self->record || !is_writable (self))
    return FALSE;
  typed = get_typed (self, &n, &first);
  return n > 0 || self->disputed >= 0;
}

/* --- position --- */

void
lt_project_form_on_position (LtProjectForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->position));
  LtGeometry *old = self->record ? lt_record_get_geometry (self->record) : NULL;
  double longitude, latitude;

  if (!self->record || !is_writable (self) || (*text == '\0' && !old))
    return;
  if (!lt_place_parse (text, &longitude, &latitude))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->position), "error");
      say (self, _ ("This is no position: write degrees or CGCS2000 metres."), TRUE);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->position), "error");
  if (old && fabs (old->xy[0] - longitude) < 1e-6 && fabs (old->xy[1] - latitude) < 1e-6)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.move-project", "(xdd)", lt_record_get_id (self->record),
                              longitude, latitude);
}

/* --- another record, or the same one newly read --- */

static void
add_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
fill_menu (LtProjectForm *self, gint64 id)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GVariant *ids = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &id, 1, sizeof id);

  g_variant_ref_sink (ids);
  add_item (menu, _ ("Du_plicate"), "win.duplicate-projects", ids);
  add_item (menu, _ ("_History…"), "win.history-of", g_variant_new_int64 (id));
  add_item (menu, _ ("_Delete"), "win.delete-projects", ids);
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
  g_variant_unref (ids);
}

static void
show_all (LtProjectForm *self, LtRecord *record)
{
  LtCatalogue *catalogue = lt_session_get_catalogue (self->session);

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *value = lt_project_dup_value (record, i);

      if (!get_field (self, i))
        continue;
      lt_project_field_set_catalogue (get_field (self, i), catalogue);
      lt_project_field_set_value (get_field (self, i), value);
    }
  lt_project_field_set_chains (get_field (self, (guint) lt_fields_find (LT_KIND_PROJECT, "segment")),
                               lt_record_text_peek (record, "chains"));
  show_derived (self, record);
  show_position (self, record);
  show_links (self, record);
  gtk_widget_set_sensitive (self->content, is_writable (self));
}

/* Fields that hold what was on disk follow; what the person is typing stays, and where the same field
 * was changed elsewhere the person is asked. */
static void
refresh (LtProjectForm *self, LtRecord *record)
{
  g_autoptr (LtRecord) before = g_object_ref (self->record);
  int disputed = -1;

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *typed = NULL;
      g_autofree char *value = lt_project_dup_value (record, i);
      gboolean mine = get_field (self, i) && is_changed (self, i, before, &typed);

      if (!get_field (self, i) || same_value (record, before, i))
        continue;
      if (!mine)
        lt_project_field_set_value (get_field (self, i), value);
      else if ((!self->saving || !same_value (record, self->saving, i))
               && is_changed (self, i, record, &typed))
        disputed = (int) i;
    }
  show_position (self, record);
  show_links (self, record);
  if (disputed >= 0)
    {
      ask (self, (guint) disputed, record);
      return;
    }
  g_set_object (&self->record, record);
  show_derived (self, record);
}

static void
take (LtProjectForm *self, LtRecord *record)
{
  g_clear_handle_id (&self->save_timeout, g_source_remove);
  self->disputed = -1;
  g_clear_object (&self->theirs);
  gtk_info_bar_set_revealed (self->question, FALSE);
  g_set_object (&self->record, record);
  say (self, "", FALSE);
  fill_menu (self, lt_record_get_id (record));
  show_all (self, record);
  show_draft (self);
}

static void
on_record (LtProjectForm *self)
{
  LtRecord *record = lt_session_get_selected_record (self->session);
  gboolean mine = record && lt_record_get_kind (record) == LT_KIND_PROJECT;

  if (mine && self->record && lt_record_get_id (self->record) == lt_record_get_id (record))
    refresh (self, record);
  else if (mine)
    {
      lt_project_form_flush (self);
      take (self, record);
    }
}

/* Another row is chosen, or none: what was typed for the old one is written first. */
static void
on_selection (LtProjectForm *self)
{
  LtKind kind;
  gint64 id;
  gboolean any = lt_session_get_selection (self->session, &kind, &id);

  if (self->record && (!any || kind != LT_KIND_PROJECT || id != lt_record_get_id (self->record)))
    {
      lt_project_form_flush (self);
      g_clear_object (&self->record);
    }
}

static void
on_workspace (LtProjectForm *self)
{
  g_clear_handle_id (&self->save_timeout, g_source_remove);
  g_clear_object (&self->record);
  open_drafts (self);
}

void
lt_project_form_on_back (LtProjectForm *self)
{
  lt_project_form_flush (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

void
lt_project_form_focus_name (LtProjectForm *self)
{
  g_return_if_fail (LT_IS_PROJECT_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (get_field (self, (guint) lt_fields_find (LT_KIND_PROJECT, "name"))));
}

/* --- the widget --- */

static void
lt_project_form_dispose (GObject *object)
{
  LtProjectForm *self = LT_PROJECT_FORM (object);

  g_clear_handle_id (&self->save_timeout, g_source_remove);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->record);
  g_clear_object (&self->saving);
  g_clear_object (&self->theirs);
  g_clear_object (&self->drafts);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lt_project_form_parent_class)->dispose (object);
}

static void
lt_project_form_finalize (GObject *object)
{
  LtProjectForm *self = LT_PROJECT_FORM (object);

  g_ptr_array_unref (self->fields);
  g_clear_object (&self->signals);
  G_OBJECT_CLASS (lt_project_form_parent_class)->finalize (object);
}

static void
lt_project_form_class_init (LtProjectFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_project_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_project_form_finalize;
  signals[CLOSED]
      = g_signal_new ("closed", LT_TYPE_PROJECT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
lt_project_form_init (LtProjectForm *self)
{
  self->disputed = -1;
  lt_project_form_build (self);
  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  g_signal_group_connect_object (self->signals, "notify::workspace", G_CALLBACK (on_workspace), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "selection-changed", G_CALLBACK (on_selection), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::selected-record", G_CALLBACK (on_record), self,
                                 G_CONNECT_SWAPPED);
}

GtkWidget *
lt_project_form_new (void)
{
  return g_object_new (LT_TYPE_PROJECT_FORM, NULL);
}

void
lt_project_form_set_session (LtProjectForm *self, LtSession *session)
{
  g_return_if_fail (LT_IS_PROJECT_FORM (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  open_drafts (self);
  if (session)
    on_record (self);
}
