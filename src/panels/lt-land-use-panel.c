#include "config.h"

#include "lt-land-use-panel.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "lt-judge-text.h"
#include "lt-land-controls.h"
#include "lt-land-districts.h"
#include "lt-land-export.h"
#include "lt-land-filter.h"
#include "lt-land-row.h"
#include "lt-land-summary.h"
#include "lt-land-totals.h"
#include "lt-list-kind.h"
#include "lt-parcel-card.h"
#include "lt-record-list.h"
#include "lt-rule-draft.h"
#include "lt-rule-editor.h"
#include "lt-rule-table.h"
#include "lt-squeeze.h"
#include "lt-unit.h"

struct _LtLandUsePanel
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkStack *pages;
  LtLandControls *controls;
  LtLandSummary *summary;
  LtLandDistricts *districts;
  LtRuleTable *rule_table;
  GtkWidget *what_if;
  GtkLabel *what_if_text;
  GtkToggleButton *only_changed;
  LtLandFilter *filter;
  GtkLabel *caption;
  GtkLabel *missing;
  GtkLabel *selected;
  GtkStack *stack;
  GtkListView *view;
  GtkSpinner *spinner;
  LtParcelCard *card;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  GSignalGroup *land_signals;
  GSignalGroup *selection_signals;
  LtRecordList *lists[2]; /* parcels, enterprises */
  GtkSingleSelection *selection;
  GtkFileChooserNative *chooser;
  GCancellable *fetching;

  LtLandChoice shown; /* what the list was last asked for */
  guint count;
  gboolean syncing;
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

enum
{
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtLandUsePanel, lt_land_use_panel, GTK_TYPE_WIDGET)

static LtLandUse *
get_land_use (LtLandUsePanel *self)
{
  return self->session != NULL ? lt_session_get_land_use (self->session) : NULL;
}

static LtKind
get_kind (LtLandUsePanel *self)
{
  return lt_land_use_get_kind (get_land_use (self));
}

static LtRecordList *
get_list (LtLandUsePanel *self)
{
  return self->lists[get_kind (self) == LT_KIND_PARCEL ? 0 : 1];
}

static void
say (LtLandUsePanel *self, const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

/* --- what is said of the list --- */

static char *
describe_missing (const LtLandResult *result, gboolean parcels)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < LT_N_INPUTS; i++)
    {
      g_autofree char *figure = lt_unit_format (result->missing[i], 0);

      if (result->missing[i] == 0)
        continue;
      g_string_append (text, text->len > 0 ? _ (", ") : "");
      /* Translators: an input such as the floor area, and for how many it is not recorded */
      g_string_append_printf (text, parcels ? _ ("%s missing for %s") : _ ("%s missing for %s enterprises"),
                              lt_input_get_title ((LtInput) i), figure);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
update_caption (LtLandUsePanel *self, LtLandResult *result)
{
  g_autofree char *count = lt_list_kind_count (get_kind (self), result->n, result->judgement->subjects->n);
  g_autofree char *area = lt_unit_format_area (result->shown.area_m2);
  g_autofree char *missing = describe_missing (result, get_kind (self) == LT_KIND_PARCEL);
  g_autoptr (GString) text = g_string_new (count);

  g_string_append_printf (text, " · %s · %s", area, lt_land_result_get_scope (result));
  if (result->judgement->subjects->year > 0)
    g_string_append_printf (text, " · %d", result->judgement->subjects->year);
  if (result->without_outline > 0)
    {
      g_autofree char *figure = lt_unit_format (result->without_outline, 0);

      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s without an outline"), figure);
    }
  gtk_label_set_text (self->caption, text->str);
  gtk_label_set_text (self->missing, missing != NULL ? missing : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->missing), missing);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), missing != NULL);
}

static void
update_what_if (LtLandUsePanel *self, LtLandResult *result)
{
  gboolean what_if = lt_land_use_is_what_if (get_land_use (self));
  g_autofree char *changed = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->what_if, what_if);
  if (!what_if)
    return;
  changed = lt_unit_format (result->changed, 0);
  if (lt_judgement_has_grades (result->judgement))
    text = g_strdup_printf (_ ("What if: %s change; %u rise and %u fall in grade"), changed, result->risen,
                            result->fallen);
  else
    text = g_strdup_printf (_ ("What if: %s change; %u would pass, %u would fall short"), changed,
                            result->changes[LT_VERDICT_FAIL][LT_VERDICT_PASS],
                            result->changes[LT_VERDICT_PASS][LT_VERDICT_FAIL]);
  gtk_label_set_text (self->what_if_text, text);
  self->syncing = TRUE;
  gtk_toggle_button_set_active (self->only_changed,
                                lt_land_use_get_choice (get_land_use (self))->only_changed);
  self->syncing = FALSE;
}

/* Of the parcels selected together on the map. */
static void
update_selected (LtLandUsePanel *self)
{
  LtLandResult *result = lt_land_use_get_result (get_land_use (self));
  GArray *ids = lt_parcel_selection_get_ids (lt_session_get_parcel_selection (self->session));
  gboolean any = result != NULL && ids->len > 0 && get_kind (self) == LT_KIND_PARCEL;
  g_autofree char *text = NULL;
  LtLandTotals totals;

  gtk_widget_set_visible (GTK_WIDGET (self->selected), any);
  if (!any)
    return;
  lt_land_totals_add_up (result, (const gint64 *) (gpointer) ids->data, ids->len, &totals);
  text = lt_land_totals_format (&totals, result);
  gtk_label_set_text (self->selected, text);
}

static const char *
choose_page (LtLandUsePanel *self, LtLandResult *result)
{
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);

  if (snapshot != NULL && snapshot->counts[LT_KIND_PARCEL] == 0 && get_kind (self) == LT_KIND_PARCEL)
    return "empty";
  if (result == NULL)
    return "waiting";
  return result->n > 0 ? "list" : "no-match";
}

static void
show_page (LtLandUsePanel *self, LtLandResult *result)
{
  const char *page = choose_page (self, result);
  gboolean empty = g_str_equal (page, "empty");
  GtkWidget *counts[] = { GTK_WIDGET (self->summary), GTK_WIDGET (self->filter), GTK_WIDGET (self->caption),
                          GTK_WIDGET (self->districts) };

  gtk_stack_set_visible_child_name (self->stack, page);
  /* The rules stay: others than those chosen may judge enterprises. Counts of nothing say nothing. */
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    gtk_widget_set_visible (counts[i], !empty);
}

/* --- the list --- */

static void
show_list (LtLandUsePanel *self)
{
  GListModel *model = G_LIST_MODEL (get_list (self));

  if (gtk_single_selection_get_model (self->selection) == model)
    return;
  self->syncing = TRUE;
  gtk_single_selection_set_model (self->selection, model);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->syncing = FALSE;
}

/* Rows that stay say something else now. */
static void
rebind_rows (LtLandUsePanel *self)
{
  LtLandResult *result = lt_land_use_get_result (get_land_use (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child = gtk_widget_get_first_child (row);

      if (LT_IS_LAND_ROW (child))
        lt_land_row_set_result (LT_LAND_ROW (child), result);
    }
}

static void
sync_selection (LtLandUsePanel *self)
{
  LtKind kind;
  gint64 id;
  gboolean mine = lt_session_get_selection (self->session, &kind, &id) && kind == LT_KIND_PARCEL
                  && get_kind (self) == LT_KIND_PARCEL;
  guint position = mine ? lt_record_list_find (self->lists[0], id) : GTK_INVALID_LIST_POSITION;

  if (position == G_MAXUINT)
    position = GTK_INVALID_LIST_POSITION;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
}

static void
set_count (LtLandUsePanel *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

/* What is worst is looked for at the top, wherever the list was. */
static void
scroll_to_top (LtLandUsePanel *self, const LtLandResult *result)
{
  const LtLandChoice *now = &result->choice;
  gboolean other = now->show != self->shown.show || now->indicator != self->shown.indicator
                   || now->sort != self->shown.sort || now->descending != self->shown.descending
                   || now->only != self->shown.only || now->chain != self->shown.chain
                   || strcmp (now->district, self->shown.district) != 0;

  self->shown = *now;
  /* The view keeps the row it showed first where it was, even at the top: an adjustment of 0 is no news. */
  if (other && result->n > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0u);
}

static void
on_judged (LtLandUsePanel *self)
{
  LtLandResult *result = lt_land_use_get_result (get_land_use (self));

  show_page (self, result);
  if (result == NULL)
    {
      lt_record_list_take_ids (self->lists[0], g_array_new (FALSE, FALSE, sizeof (gint64)));
      lt_record_list_take_ids (self->lists[1], g_array_new (FALSE, FALSE, sizeof (gint64)));
      return;
    }
  show_list (self);
  self->syncing = TRUE;
  lt_record_list_take_ids (get_list (self), lt_land_use_get_ids (get_land_use (self)));
  self->syncing = FALSE;
  rebind_rows (self);
  sync_selection (self);
  scroll_to_top (self, result);
  update_caption (self, result);
  update_selected (self);
  update_what_if (self, result);
  set_count (self, result->n);
}

/* Before anything is judged, the tab counts the parcels there are. */
static void
on_snapshot (LtLandUsePanel *self)
{
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);

  if (snapshot != NULL && lt_land_use_get_result (get_land_use (self)) == NULL)
    set_count (self, snapshot->counts[LT_KIND_PARCEL]);
  show_page (self, lt_land_use_get_result (get_land_use (self)));
}

static void
on_busy (LtLandUsePanel *self)
{
  gtk_spinner_set_spinning (self->spinner, lt_land_use_is_busy (get_land_use (self)));
}

static void
on_failed (LtLandUsePanel *self, GError *error)
{
  say (self, error->message);
}

/* --- the card --- */

static void
show_card (LtLandUsePanel *self, LtRecord *record)
{
  if (record != NULL)
    lt_parcel_card_set_record (self->card, record);
  gtk_stack_set_visible_child_name (self->pages, record != NULL ? "card" : "list");
}

static void
sync_card (LtLandUsePanel *self)
{
  LtRecord *record = lt_session_get_selected_record (self->session);
  LtKind kind;
  gint64 id;
  gboolean selected = lt_session_get_selection (self->session, &kind, &id) && kind == LT_KIND_PARCEL;

  if (record != NULL && lt_record_get_kind (record) == LT_KIND_PARCEL)
    show_card (self, record);
  else if (!selected && get_kind (self) == LT_KIND_PARCEL)
    show_card (self, NULL);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtLandUsePanel) self = data;
  g_autoptr (GPtrArray) records = lt_workspace_fetch_finish (LT_WORKSPACE (source), result, NULL);

  if (records != NULL && records->len > 0 && self->session != NULL)
    show_card (self, g_ptr_array_index (records, 0));
}

/* An enterprise is shown here, with its reasons, and not where enterprises are listed. */
static void
open_enterprise (LtLandUsePanel *self, gint64 id)
{
  g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  self->fetching = g_cancellable_new ();
  lt_workspace_fetch_async (lt_session_get_workspace (self->session), LT_KIND_ENTERPRISE, &id, 1,
                            self->fetching, on_fetched, g_object_ref (self));
}

static void
open_item (LtLandUsePanel *self, LtRecordItem *item)
{
  if (get_kind (self) == LT_KIND_PARCEL)
    lt_session_select (self->session, LT_KIND_PARCEL, lt_record_item_get_id (item), TRUE);
  else
    open_enterprise (self, lt_record_item_get_id (item));
}

static void
on_selected (LtLandUsePanel *self)
{
  LtRecordItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->syncing && self->session != NULL && item != NULL)
    open_item (self, item);
}

static void
on_activate (LtLandUsePanel *self, guint position)
{
  g_autoptr (LtRecordItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  LtRecord *record = self->session != NULL ? lt_session_get_selected_record (self->session) : NULL;

  if (item == NULL || self->session == NULL)
    return;
  open_item (self, item);
  /* Chosen already: nothing will tell of it again. */
  if (record != NULL && lt_record_get_id (record) == lt_record_item_get_id (item))
    show_card (self, record);
}

static void
on_card_closed (LtLandUsePanel *self)
{
  lt_session_clear_selection (self->session);
  show_card (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- rules and files --- */

static void
on_rules_saved (LtLandUsePanel *self, const char *name)
{
  lt_land_controls_reload (self->controls, name);
}

static void
on_edit_rules (LtLandUsePanel *self)
{
  LtRuleSet *rules = lt_land_use_get_base_rules (get_land_use (self));
  GtkWidget *editor;

  if (rules == NULL)
    return;
  editor
      = lt_rule_editor_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session, rules->name);
  g_signal_connect_object (editor, "saved", G_CALLBACK (on_rules_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
import_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *name = lt_rule_draft_import (data, &error);

  if (name != NULL)
    g_task_return_pointer (task, name, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer data)
{
  LtLandUsePanel *self = LT_LAND_USE_PANEL (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_task_propagate_pointer (G_TASK (result), &error);

  if (name == NULL)
    say (self, error->message);
  else if (self->session != NULL)
    lt_land_controls_reload (self->controls, name);
}

static char *
take_path (LtLandUsePanel *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (self->chooser));
  return response == GTK_RESPONSE_ACCEPT && file != NULL ? g_file_get_path (file) : NULL;
}

static void
on_import_chosen (LtLandUsePanel *self, int response)
{
  char *path = take_path (self, response);
  g_autoptr (GTask) task = NULL;

  if (path == NULL)
    return;
  task = g_task_new (self, NULL, on_imported, NULL);
  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, import_in_thread);
}

static void
choose_file (
    LtLandUsePanel *self, GtkFileChooserAction action, const char *title, const char *name, GCallback chosen)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean save = action == GTK_FILE_CHOOSER_ACTION_SAVE;

  g_clear_object (&self->chooser);
  self->chooser
      = gtk_file_chooser_native_new (title, window, action, save ? _ ("_Save") : _ ("_Open"), _ ("_Cancel"));
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", chosen, self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_import_rules (LtLandUsePanel *self)
{
  choose_file (self, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Import a Rule Set"), NULL,
               G_CALLBACK (on_import_chosen));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtLandUsePanel) self = data;
  g_autoptr (GError) error = NULL;

  if (lt_land_export_finish (result, &error))
    say (self, _ ("The list is saved."));
  else
    say (self, error->message);
}

static void
on_export_chosen (LtLandUsePanel *self, int response)
{
  g_autofree char *path = take_path (self, response);
  LtLandResult *result = self->session != NULL ? lt_land_use_get_result (get_land_use (self)) : NULL;

  if (path == NULL || result == NULL)
    return;
  lt_land_export_async (lt_session_get_workspace (self->session), result, path, NULL, on_exported,
                        g_object_ref (self));
}

static void
on_export_list (LtLandUsePanel *self)
{
  LtRuleSet *rules = lt_land_use_get_rules (get_land_use (self));
  g_autofree char *name = NULL;

  if (rules == NULL)
    return;
  name = g_strdup_printf ("%s.xlsx", rules->name);
  choose_file (self, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save the List"), name, G_CALLBACK (on_export_chosen));
}

/* --- buttons --- */

static void
on_only_changed (LtLandUsePanel *self)
{
  LtLandChoice choice;

  if (self->syncing || self->session == NULL)
    return;
  choice = *lt_land_use_get_choice (get_land_use (self));
  choice.only_changed = gtk_toggle_button_get_active (self->only_changed);
  lt_land_use_set_choice (get_land_use (self), &choice);
}

static void
on_end_what_if (LtLandUsePanel *self)
{
  lt_land_use_clear_what_if (get_land_use (self));
}

static void
on_show_all (LtLandUsePanel *self)
{
  lt_land_use_clear_filters (get_land_use (self));
  lt_session_set_filter_text (self->session, "");
  lt_session_set_district (self->session, NULL);
  lt_session_set_chain (self->session, 0);
}

/* --- rows --- */

static void
on_setup (LtLandUsePanel *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, lt_land_row_new ());
}

static void
on_bind (LtLandUsePanel *self, GtkListItem *item)
{
  lt_land_row_bind (LT_LAND_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item),
                    self->session != NULL ? lt_land_use_get_result (get_land_use (self)) : NULL);
}

static void
on_unbind (LtLandUsePanel *self, GtkListItem *item)
{
  lt_land_row_bind (LT_LAND_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

/* --- the widget --- */

static void
on_workspace (LtLandUsePanel *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    lt_record_list_set_workspace (self->lists[i], workspace);
  show_card (self, NULL);
}

/* Reading the rule sets waits until somebody looks. */
static void
lt_land_use_panel_map (GtkWidget *widget)
{
  LtLandUsePanel *self = LT_LAND_USE_PANEL (widget);

  GTK_WIDGET_CLASS (lt_land_use_panel_parent_class)->map (widget);
  lt_land_controls_reload (self->controls, NULL);
}

static void
lt_land_use_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, LT_LAND_USE_PANEL (object)->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_land_use_panel_dispose (GObject *object)
{
  LtLandUsePanel *self = LT_LAND_USE_PANEL (object);

  g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  g_clear_object (&self->chooser);
  if (self->card != NULL)
    lt_land_use_panel_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_LAND_USE_PANEL);
  self->card = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->lists[0]);
  g_clear_object (&self->lists[1]);

  G_OBJECT_CLASS (lt_land_use_panel_parent_class)->dispose (object);
}

static void
lt_land_use_panel_finalize (GObject *object)
{
  g_clear_object (&LT_LAND_USE_PANEL (object)->signals);
  g_clear_object (&LT_LAND_USE_PANEL (object)->land_signals);
  g_clear_object (&LT_LAND_USE_PANEL (object)->selection_signals);

  G_OBJECT_CLASS (lt_land_use_panel_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-land-use-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, box);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, pages);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, controls);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, summary);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, districts);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, rule_table);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, what_if);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, what_if_text);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, only_changed);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, filter);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, caption);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, missing);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, selected);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, view);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, LtLandUsePanel, card);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_rules);
  gtk_widget_class_bind_template_callback (widget_class, on_import_rules);
  gtk_widget_class_bind_template_callback (widget_class, on_export_list);
  gtk_widget_class_bind_template_callback (widget_class, on_only_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_end_what_if);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_card_closed);
  gtk_widget_class_bind_template_callback (widget_class, say);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
lt_land_use_panel_class_init (LtLandUsePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lt_land_use_panel_get_property;
  object_class->dispose = lt_land_use_panel_dispose;
  object_class->finalize = lt_land_use_panel_finalize;
  widget_class->map = lt_land_use_panel_map;
  props[PROP_COUNT]
      = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[MESSAGE] = g_signal_new ("message", LT_TYPE_LAND_USE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (LT_TYPE_LAND_CONTROLS);
  g_type_ensure (LT_TYPE_LAND_DISTRICTS);
  g_type_ensure (LT_TYPE_LAND_FILTER);
  g_type_ensure (LT_TYPE_LAND_SUMMARY);
  g_type_ensure (LT_TYPE_SQUEEZE);
  g_type_ensure (LT_TYPE_PARCEL_CARD);
  g_type_ensure (LT_TYPE_RULE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
connect_signals (LtLandUsePanel *self)
{
  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  g_signal_group_connect_object (self->signals, "notify::workspace", G_CALLBACK (on_workspace), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::snapshot", G_CALLBACK (on_snapshot), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "selection-changed", G_CALLBACK (sync_selection), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::selected-record", G_CALLBACK (sync_card), self,
                                 G_CONNECT_SWAPPED);
  self->selection_signals = g_signal_group_new (LT_TYPE_PARCEL_SELECTION);
  g_signal_group_connect_object (self->selection_signals, "changed", G_CALLBACK (update_selected), self,
                                 G_CONNECT_SWAPPED);
  self->land_signals = g_signal_group_new (LT_TYPE_LAND_USE);
  g_signal_group_connect_object (self->land_signals, "judged", G_CALLBACK (on_judged), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->land_signals, "notify::busy", G_CALLBACK (on_busy), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->land_signals, "failed", G_CALLBACK (on_failed), self,
                                 G_CONNECT_SWAPPED);
}

static void
lt_land_use_panel_init (LtLandUsePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->lists[0] = lt_record_list_new (LT_KIND_PARCEL);
  self->lists[1] = lt_record_list_new (LT_KIND_ENTERPRISE);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->lists[0])));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  connect_signals (self);
}

GtkWidget *
lt_land_use_panel_new (void)
{
  return g_object_new (LT_TYPE_LAND_USE_PANEL, NULL);
}

void
lt_land_use_panel_set_session (LtLandUsePanel *self, LtSession *session)
{
  g_return_if_fail (LT_IS_LAND_USE_PANEL (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  g_signal_group_set_target (self->land_signals, get_land_use (self));
  g_signal_group_set_target (self->selection_signals,
                             session != NULL ? lt_session_get_parcel_selection (session) : NULL);
  lt_land_controls_set_session (self->controls, session);
  lt_land_summary_set_session (self->summary, session);
  lt_land_districts_set_session (self->districts, session);
  lt_rule_table_set_session (self->rule_table, session);
  lt_land_filter_set_session (self->filter, session);
  lt_parcel_card_set_session (self->card, session);
  if (session == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
        lt_record_list_set_workspace (self->lists[i], NULL);
      return;
    }
  on_workspace (self);
  on_judged (self);
  on_snapshot (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    lt_land_controls_reload (self->controls, NULL);
}

guint
lt_land_use_panel_get_count (LtLandUsePanel *self)
{
  g_return_val_if_fail (LT_IS_LAND_USE_PANEL (self), 0);

  return self->count;
}
