#include "config.h"

#include "lt-list-panel.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "lt-list-digest.h"
#include "lt-list-kind.h"
#include "lt-record-card.h"
#include "lt-record-list.h"
#include "lt-record-row.h"
#include "lt-unit.h"

struct _LtListPanel
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkSearchEntry *filter;
  GtkDropDown *sort;
  GtkLabel *caption;
  GtkLabel *honesty;
  GtkStack *stack;
  GtkListView *view;
  AdwStatusPage *no_match;
  AdwStatusPage *empty;
  GtkButton *import;
  AdwStatusPage *failed;
  GtkRevealer *revealer;
  LtRecordCard *card;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  LtRecordList *list;
  GtkSingleSelection *selection;
  GCancellable *digesting;
  LtListDigest *digest;

  const LtListKind *about;
  guint query_source;
  guint scroll_tick;
  int scroll_height;
  gboolean syncing;
};

enum
{
  PROP_0,
  PROP_KIND,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LtListPanel, lt_list_panel, GTK_TYPE_WIDGET)

/* --- what is shown --- */

static gboolean
is_narrowed (LtListPanel *self)
{
  return lt_session_get_chain (self->session) > 0 || lt_session_get_district (self->session)
         || *lt_session_get_filter_text (self->session);
}

static guint
get_total (LtListPanel *self)
{
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);
  guint n = lt_list_panel_get_count (self);

  return snapshot ? MAX (snapshot->counts[self->about->kind], n) : n;
}

static char *
describe_sum (LtListPanel *self)
{
  guint known = self->digest->n - self->digest->missing;
  gboolean area = g_strcmp0 (self->about->sum_field, "area_m2") == 0;
  g_autofree char *sum = NULL;

  if (self->about->sum_field == NULL || self->digest->n == 0)
    return NULL;
  if (known == 0)
    return g_strdup (area ? _ ("stated area not recorded") : _ ("investment not recorded"));
  sum = area ? lt_unit_format_area (self->digest->sum) : lt_unit_format_money (self->digest->sum);
  if (self->digest->missing == 0)
    return g_strdup_printf (area ? _ ("stated area %s") : _ ("investment %s"), sum);
  return g_strdup_printf (area ? _ ("stated area %s, %u without") : _ ("investment %s, %u without"), sum,
                          self->digest->missing);
}

static char *
describe_source (LtListPanel *self)
{
  if (self->digest->sources)
    return g_strdup (self->digest->sources);
  if (self->digest->n_sources > 1)
    return g_strdup_printf (ngettext ("%u source", "%u sources", self->digest->n_sources),
                            self->digest->n_sources);
  return NULL;
}

static void
append_part (GString *text, const char *part)
{
  if (part)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* Says what the rows can be trusted for: their sum and its gaps, their source, how many have no
 * position. */
static void
update_honesty (LtListPanel *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->digest)
    {
      g_autofree char *sum = describe_sum (self);
      g_autofree char *source = describe_source (self);
      g_autofree char *unplaced = NULL;

      if (self->digest->unplaced > 0)
        unplaced = g_strdup_printf (
            ngettext ("%u without a position", "%u without a position", self->digest->unplaced),
            self->digest->unplaced);
      append_part (text, sum);
      append_part (text, source);
      append_part (text, unplaced);
    }
  gtk_label_set_text (self->honesty, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->honesty), text->len > 0);
}

static void
update_caption (LtListPanel *self)
{
  guint n = lt_list_panel_get_count (self);
  g_autofree char *text = lt_list_kind_count (self->about->kind, n, get_total (self));

  gtk_label_set_text (self->caption, text);
}

/* A parcel has no chain of its own: it has those of the enterprises on it. */
static void
explain_no_match (LtListPanel *self)
{
  gboolean by_users = self->about->kind == LT_KIND_PARCEL && lt_session_get_chain (self->session) > 0;

  adw_status_page_set_description (
      self->no_match, by_users ? _ ("A parcel belongs to a chain through the enterprises that use it, "
                                    "and none that fits is linked to one.")
                               : _ ("Nothing in the workspace fits the chain, district and filter "
                                    "chosen."));
}

static const char *
choose_page (LtListPanel *self)
{
  const char *error = lt_record_list_get_error (self->list);

  if (error)
    {
      g_autofree char *markup = g_markup_escape_text (error, -1);

      adw_status_page_set_description (self->failed, markup);
      return "failed";
    }
  if (lt_list_panel_get_count (self) > 0)
    return "list";
  if (lt_record_list_is_loading (self->list) || lt_session_get_snapshot (self->session) == NULL)
    return "waiting";
  if (get_total (self) == 0 || !is_narrowed (self))
    return "empty";
  explain_no_match (self);
  return "no-match";
}

static void
update_page (LtListPanel *self)
{
  const char *page;

  if (self->session == NULL)
    return;
  page = choose_page (self);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_sensitive (GTK_WIDGET (self->filter), !g_str_equal (page, "empty"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sort), !g_str_equal (page, "empty"));
  update_caption (self);
}

static void
on_digested (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtListPanel) self = data;
  g_autoptr (GError) error = NULL;
  LtListDigest *digest = lt_list_digest_finish (result, &error);

  if (digest == NULL)
    return;
  g_clear_pointer (&self->digest, lt_list_digest_free);
  self->digest = digest;
  if (self->session)
    update_honesty (self);
}

static void
start_digest (LtListPanel *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  const gint64 *ids;
  guint n;

  g_cancellable_cancel (self->digesting);
  g_clear_object (&self->digesting);
  ids = lt_record_list_get_ids (self->list, &n);
  if (workspace == NULL || n == 0 || n > LT_LIST_DIGEST_MAX)
    {
      g_clear_pointer (&self->digest, lt_list_digest_free);
      update_honesty (self);
      return;
    }
  self->digesting = g_cancellable_new ();
  lt_list_digest_async (workspace, self->about->kind, self->about->sum_field, ids, n, self->digesting,
                        on_digested, g_object_ref (self));
}

/* --- selection, both ways --- */

/* GTK 4.8 loses its rows when it is told to scroll before it has been laid out, as when a selection
 * on the map brings this panel up and its card out: wait until the view keeps its height. */
static gboolean
on_scroll_tick (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  LtListPanel *self = data;
  int height = gtk_widget_get_height (view);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!gtk_widget_get_mapped (view) || height == 0 || height != self->scroll_height)
    {
      self->scroll_height = height;
      return G_SOURCE_CONTINUE;
    }
  self->scroll_tick = 0;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
  return G_SOURCE_REMOVE;
}

static void
queue_scroll (LtListPanel *self)
{
  self->scroll_height = 0;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_scroll_tick, self, NULL);
}

static void
sync_selection (LtListPanel *self)
{
  LtKind kind;
  gint64 id;
  gboolean mine = lt_session_get_selection (self->session, &kind, &id) && kind == self->about->kind;
  guint position = mine ? lt_record_list_find (self->list, id) : GTK_INVALID_LIST_POSITION;

  if (position == gtk_single_selection_get_selected (self->selection))
    return;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->syncing = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    queue_scroll (self);
}

static void
sync_card (LtListPanel *self)
{
  LtRecord *record = lt_session_get_selected_record (self->session);
  gboolean mine = record && lt_record_get_kind (record) == self->about->kind;

  if (mine)
    lt_record_card_set_record (self->card, record, lt_session_get_catalogue (self->session));
  gtk_revealer_set_reveal_child (self->revealer, mine);
}

static void
on_selected (LtListPanel *self)
{
  LtRecordItem *item = gtk_single_selection_get_selected_item (self->selection);
  LtKind kind;
  gint64 id;

  if (self->syncing || self->session == NULL || item == NULL)
    return;
  if (lt_session_get_selection (self->session, &kind, &id) && kind == self->about->kind
      && id == lt_record_item_get_id (item))
    return;
  lt_session_select (self->session, self->about->kind, lt_record_item_get_id (item), TRUE);
}

/* Choosing the row that is chosen already goes back to it on the map. */
static void
on_activate (LtListPanel *self, guint position)
{
  g_autoptr (LtRecordItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item && self->session)
    lt_session_select (self->session, self->about->kind, lt_record_item_get_id (item), TRUE);
}

static void
on_card_closed (LtListPanel *self)
{
  lt_session_clear_selection (self->session);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* --- asking the workspace --- */

static void
query (LtListPanel *self)
{
  guint order = gtk_drop_down_get_selected (self->sort);
  const LtListSort *sort = &self->about->sorts[order == GTK_INVALID_LIST_POSITION ? 0 : order];
  LtFilter filter = { 0 };

  if (self->session == NULL || lt_session_get_snapshot (self->session) == NULL)
    return;
  filter.kind = self->about->kind;
  filter.chain = lt_session_get_chain (self->session);
  filter.district = lt_session_get_district (self->session);
  filter.text = lt_session_get_filter_text (self->session);
  filter.sort = sort->field;
  filter.descending = sort->descending;
  lt_record_list_query (self->list, &filter);
  update_page (self);
}

static gboolean
on_query_due (gpointer data)
{
  LtListPanel *self = data;

  self->query_source = 0;
  query (self);
  return G_SOURCE_REMOVE;
}

/* Chain, district and snapshot often change together: one query for all. */
static void
queue_query (LtListPanel *self)
{
  if (self->query_source == 0 && self->session)
    self->query_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_query_due, self, NULL);
}

static void
on_found (LtListPanel *self)
{
  if (self->session == NULL)
    return;
  sync_selection (self);
  start_digest (self);
  update_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

static void
on_workspace (LtListPanel *self)
{
  lt_record_list_set_workspace (self->list, lt_session_get_workspace (self->session));
  start_digest (self);
  queue_query (self);
  update_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

static void
on_filter_text (LtListPanel *self)
{
  const char *text = lt_session_get_filter_text (self->session);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->filter))))
    gtk_editable_set_text (GTK_EDITABLE (self->filter), text);
  queue_query (self);
}

/* The other panels' entries follow the session too, and tell of it late: only what is typed here
 * counts. */
static void
on_search_changed (LtListPanel *self)
{
  if (self->session && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lt_session_set_filter_text (self->session, gtk_editable_get_text (GTK_EDITABLE (self->filter)));
}

static void
on_stop_search (LtListPanel *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  lt_session_set_filter_text (self->session, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_clear_clicked (LtListPanel *self)
{
  lt_session_set_filter_text (self->session, "");
  lt_session_set_district (self->session, NULL);
  lt_session_set_chain (self->session, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

static void
on_sort_selected (LtListPanel *self)
{
  queue_query (self);
}

/* --- rows --- */

static void
on_setup (LtListPanel *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, lt_record_row_new ());
}

static void
on_bind (LtListPanel *self, GtkListItem *item)
{
  lt_record_row_bind (LT_RECORD_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item),
                      self->session ? lt_session_get_catalogue (self->session) : NULL);
}

static void
on_unbind (LtListPanel *self, GtkListItem *item)
{
  lt_record_row_bind (LT_RECORD_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

/* --- the widget --- */

static void
fill_sorts (LtListPanel *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (const LtListSort *sort = self->about->sorts; sort->title; sort++)
    gtk_string_list_append (titles, _ (sort->title));
  gtk_drop_down_set_model (self->sort, G_LIST_MODEL (titles));
}

static void
lt_list_panel_constructed (GObject *object)
{
  LtListPanel *self = LT_LIST_PANEL (object);

  G_OBJECT_CLASS (lt_list_panel_parent_class)->constructed (object);

  self->list = lt_record_list_new (self->about->kind);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "found", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);

  fill_sorts (self);
  g_object_set (self->filter, "placeholder-text", _ (self->about->filter_hint), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  lt_kind_get_title (self->about->kind), -1);
  adw_status_page_set_icon_name (self->empty, self->about->icon);
  adw_status_page_set_title (self->empty, _ (self->about->empty_title));
  adw_status_page_set_description (self->empty, _ (self->about->empty_text));
  gtk_button_set_label (self->import, _ (self->about->import_label));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->import), "s", lt_kind_get_name (self->about->kind));
}

static void
lt_list_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LtListPanel *self = LT_LIST_PANEL (object);

  switch (id)
    {
    case PROP_KIND:
      g_value_set_int (value, (int) self->about->kind);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, lt_list_panel_get_count (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_list_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_KIND:
      LT_LIST_PANEL (object)->about = lt_list_kind_get ((LtKind) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_list_panel_dispose (GObject *object)
{
  LtListPanel *self = LT_LIST_PANEL (object);

  g_clear_handle_id (&self->query_source, g_source_remove);
  if (self->scroll_tick > 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->scroll_tick);
  self->scroll_tick = 0;
  g_cancellable_cancel (self->digesting);
  g_clear_object (&self->digesting);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->session);
  if (self->list)
    lt_record_list_set_workspace (self->list, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_LIST_PANEL);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_pointer (&self->digest, lt_list_digest_free);

  G_OBJECT_CLASS (lt_list_panel_parent_class)->dispose (object);
}

static void
lt_list_panel_finalize (GObject *object)
{
  g_clear_object (&LT_LIST_PANEL (object)->signals);

  G_OBJECT_CLASS (lt_list_panel_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-list-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, box);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, filter);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, sort);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, caption);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, honesty);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, view);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, no_match);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, empty);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, import);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, failed);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, revealer);
  gtk_widget_class_bind_template_child (widget_class, LtListPanel, card);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_sort_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_card_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
lt_list_panel_class_init (LtListPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = lt_list_panel_constructed;
  object_class->get_property = lt_list_panel_get_property;
  object_class->set_property = lt_list_panel_set_property;
  object_class->dispose = lt_list_panel_dispose;
  object_class->finalize = lt_list_panel_finalize;

  props[PROP_KIND]
      = g_param_spec_int ("kind", NULL, NULL, LT_KIND_ENTERPRISE, LT_KIND_PROJECT, LT_KIND_ENTERPRISE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_COUNT]
      = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (LT_TYPE_RECORD_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
connect (LtListPanel *self, const char *signal, void (*handler) (LtListPanel *))
{
  g_signal_group_connect_object (self->signals, signal, G_CALLBACK (handler), self, G_CONNECT_SWAPPED);
}

static void
lt_list_panel_init (LtListPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  connect (self, "notify::workspace", on_workspace);
  connect (self, "notify::snapshot", queue_query);
  connect (self, "notify::chain", queue_query);
  connect (self, "notify::district", queue_query);
  connect (self, "notify::filter-text", on_filter_text);
  connect (self, "selection-changed", sync_selection);
  connect (self, "notify::selected-record", sync_card);
}

GtkWidget *
lt_list_panel_new (LtKind kind)
{
  return g_object_new (LT_TYPE_LIST_PANEL, "kind", (int) kind, NULL);
}

void
lt_list_panel_set_session (LtListPanel *self, LtSession *session)
{
  g_return_if_fail (LT_IS_LIST_PANEL (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  if (session == NULL)
    {
      lt_record_list_set_workspace (self->list, NULL);
      return;
    }
  on_workspace (self);
  on_filter_text (self);
  sync_card (self);
}

guint
lt_list_panel_get_count (LtListPanel *self)
{
  g_return_val_if_fail (LT_IS_LIST_PANEL (self), 0);

  return self->list ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

GListModel *
lt_list_panel_get_model (LtListPanel *self)
{
  g_return_val_if_fail (LT_IS_LIST_PANEL (self), NULL);

  return G_LIST_MODEL (self->list);
}
