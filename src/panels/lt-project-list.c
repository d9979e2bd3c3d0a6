#include "config.h"

#include "lt-project-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "lt-list-kind.h"
#include "lt-project-clipboard.h"
#include "lt-project-many.h"
#include "lt-project-query.h"
#include "lt-project-row.h"
#include "lt-unit.h"

struct _LtProjectList
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkSearchEntry *filter;
  GtkDropDown *show;
  GtkDropDown *order;
  GtkLabel *caption;
  GtkLabel *honesty;
  GtkStack *stack;
  GtkListView *view;
  AdwStatusPage *failed;
  GtkRevealer *revealer;
  GtkLabel *chosen;

  GtkWidget *menu; /* built when first asked for */

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  GListStore *store;
  GtkMultiSelection *selection;
  GtkStringList *shows;
  GCancellable *querying;

  guint query_source;
  gboolean syncing;
  gboolean choosing;
  gboolean narrowed; /* the session shows some projects only */
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

enum
{
  OPENED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtProjectList, lt_project_list, GTK_TYPE_WIDGET)

static const char *const orders[LT_N_ORDERS]
    = { N_ ("By name"), N_ ("Most overdue first"), N_ ("Largest investment first"),
        N_ ("Furthest stage first") };

/* --- the choice --- */

static GArray *
get_ids (LtProjectList *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  for (guint64 i = 0; i < gtk_bitset_get_size (chosen); i++)
    {
      g_autoptr (LtProjectItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->store), gtk_bitset_get_nth (chosen, (guint) i));
      gint64 id = lt_project_item_get_id (item);

      g_array_append_val (ids, id);
    }
  return ids;
}

GPtrArray *
lt_project_list_get_chosen (LtProjectList *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) chosen = NULL;

  g_return_val_if_fail (LT_IS_PROJECT_LIST (self), records);

  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint64 i = 0; i < gtk_bitset_get_size (chosen); i++)
    {
      g_autoptr (LtProjectItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->store), gtk_bitset_get_nth (chosen, (guint) i));

      g_ptr_array_add (records, g_object_ref (lt_project_item_get_record (item)));
    }
  return records;
}

static void
update_chosen (LtProjectList *self)
{
  g_autoptr (GArray) ids = get_ids (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u chosen", "%u chosen", ids->len), ids->len);

  gtk_label_set_text (self->chosen, text);
  gtk_revealer_set_reveal_child (self->revealer, ids->len > 0);
}

static void
on_chosen (LtProjectList *self)
{
  g_autoptr (GArray) ids = get_ids (self);

  update_chosen (self);
  if (self->syncing || self->session == NULL)
    return;
  self->choosing = TRUE;
  if (ids->len == 1)
    lt_session_select (self->session, LT_KIND_PROJECT, g_array_index (ids, gint64, 0), TRUE);
  else
    lt_session_clear_selection (self->session);
  self->choosing = FALSE;
}

static guint
find_row (LtProjectList *self, gint64 id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (LtProjectItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (lt_project_item_get_id (item) == id)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* What was chosen on the map is chosen here too. */
static void
sync_selection (LtProjectList *self)
{
  LtKind kind;
  gint64 id;
  guint row;

  if (self->choosing || !lt_session_get_selection (self->session, &kind, &id) || kind != LT_KIND_PROJECT)
    return;
  row = find_row (self, id);
  self->syncing = TRUE;
  if (row == GTK_INVALID_LIST_POSITION)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  else
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), row, TRUE);
  self->syncing = FALSE;
  update_chosen (self);
}

/* --- what is shown --- */

static LtShow
get_show (LtProjectList *self)
{
  guint show = gtk_drop_down_get_selected (self->show);

  return show < LT_N_SHOWS ? (LtShow) show : LT_SHOW_ALL;
}

static gboolean
is_narrowed (LtProjectList *self)
{
  return lt_session_get_chain (self->session) > 0 || lt_session_get_district (self->session)
         || *lt_session_get_filter_text (self->session) || get_show (self) != LT_SHOW_ALL;
}

/* The titles with their counts; the choice stays. */
static void
update_shows (LtProjectList *self, const guint *counts)
{
  guint chosen = gtk_drop_down_get_selected (self->show);
  const char *texts[LT_N_SHOWS + 1] = { NULL };
  gboolean changed = g_list_model_get_n_items (G_LIST_MODEL (self->shows)) != LT_N_SHOWS;

  for (LtShow show = 0; show < LT_N_SHOWS; show++)
    {
      g_autofree char *title = lt_show_get_title (show);

      texts[show] = g_strdup_printf ("%s  %u", title, counts[show]);
      changed |= g_strcmp0 (texts[show], gtk_string_list_get_string (self->shows, show)) != 0;
    }
  self->syncing = TRUE;
  if (changed)
    gtk_string_list_splice (self->shows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shows)), texts);
  if (chosen < LT_N_SHOWS)
    gtk_drop_down_set_selected (self->show, chosen);
  self->syncing = FALSE;
  for (guint i = 0; i < LT_N_SHOWS; i++)
    g_free ((char *) texts[i]);
}

static void
update_captions (LtProjectList *self, const LtProjectAnswer *answer)
{
  LtSnapshot *snapshot = lt_session_get_snapshot (self->session);
  guint n = answer->items->len;
  g_autofree char *count
      = lt_list_kind_count (LT_KIND_PROJECT, n, snapshot ? MAX (n, snapshot->counts[LT_KIND_PROJECT]) : n);
  g_autofree char *sum = lt_unit_format_money (answer->investment_wan);
  g_autoptr (GString) text = g_string_new (NULL);

  gtk_label_set_text (self->caption, count);
  if (n > answer->without)
    g_string_append_printf (text, _ ("investment %s"), sum);
  if (answer->without > 0)
    g_string_append_printf (text, ngettext ("%s%u without", "%s%u without", answer->without),
                            text->len > 0 ? " · " : "", answer->without);
  if (answer->unplaced > 0)
    g_string_append_printf (text,
                            ngettext ("%s%u without a position", "%s%u without a position", answer->unplaced),
                            text->len > 0 ? " · " : "", answer->unplaced);
  gtk_label_set_text (self->honesty, n > 0 ? text->str : "");
  gtk_widget_set_visible (GTK_WIDGET (self->honesty), n > 0);
}

static gboolean
is_same (LtProjectItem *a, LtProjectItem *b)
{
  LtRecord *first = lt_project_item_get_record (a), *second = lt_project_item_get_record (b);
  guint n;

  lt_fields_get (LT_KIND_PROJECT, &n);
  for (guint i = 0; i < n; i++)
    {
      double x = 0, y = 0;

      if (g_strcmp0 (lt_record_get_text (first, i), lt_record_get_text (second, i)) != 0
          || lt_record_get_number (first, i, &x) != lt_record_get_number (second, i, &y) || x != y)
        return FALSE;
    }
  return TRUE;
}

/* Only what differs is replaced, so that the list stays where it was scrolled to. */
static void
fill (LtProjectList *self, GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (self->store);
  guint n = g_list_model_get_n_items (model), start = 0, end = 0;

  for (; start < n && start < items->len; start++)
    {
      g_autoptr (LtProjectItem) old = g_list_model_get_item (model, start);

      if (lt_project_item_get_id (old) != lt_project_item_get_id (items->pdata[start]))
        break;
      if (!is_same (old, items->pdata[start]))
        g_list_store_splice (self->store, start, 1, &items->pdata[start], 1);
    }
  for (; end < n - start && end < items->len - start; end++)
    {
      g_autoptr (LtProjectItem) old = g_list_model_get_item (model, n - 1 - end);

      if (!is_same (old, items->pdata[items->len - 1 - end])
          || lt_project_item_get_id (old) != lt_project_item_get_id (items->pdata[items->len - 1 - end]))
        break;
    }
  if (start < n || start < items->len)
    g_list_store_splice (self->store, start, n - start - end, items->pdata + start, items->len - start - end);
}

static void
choose_again (LtProjectList *self, const GArray *ids)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; i < ids->len; i++)
    {
      guint row = find_row (self, g_array_index (ids, gint64, i));

      if (row != GTK_INVALID_LIST_POSITION)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), row, FALSE);
    }
}

static void
show_page (LtProjectList *self)
{
  const char *page = "list";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->store)) == 0)
    page = is_narrowed (self) ? "no-match" : "empty";
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* The map shows what the list shows. */
static void
tell_map (LtProjectList *self, GPtrArray *items)
{
  LtProjectFilter *filter = lt_session_get_project_filter (self->session);
  g_autofree char *title = lt_show_get_title (get_show (self));
  GArray *ids;

  if (get_show (self) == LT_SHOW_ALL)
    {
      lt_project_filter_clear (filter);
      return;
    }
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), items->len);
  for (guint i = 0; i < items->len; i++)
    {
      gint64 id = lt_project_item_get_id (items->pdata[i]);

      g_array_append_val (ids, id);
    }
  lt_project_filter_set (filter, title, ids);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtProjectList) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LtProjectAnswer) answer = lt_project_query_finish (result, &error);
  g_autoptr (GArray) ids = NULL;

  if (!self->session || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!answer)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed, markup);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  ids = get_ids (self);
  self->syncing = TRUE;
  fill (self, answer->items);
  choose_again (self, ids);
  self->syncing = FALSE;
  update_shows (self, answer->counts);
  update_captions (self, answer);
  tell_map (self, answer->items);
  show_page (self);
  sync_selection (self);
  update_chosen (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

static void
query (LtProjectList *self)
{
  LtWorkspace *workspace = lt_session_get_workspace (self->session);
  guint order = gtk_drop_down_get_selected (self->order);
  LtFilter filter = { .kind = LT_KIND_PROJECT };

  if (!workspace || !lt_session_get_snapshot (self->session))
    return;
  g_cancellable_cancel (self->querying);
  g_clear_object (&self->querying);
  self->querying = g_cancellable_new ();
  filter.chain = lt_session_get_chain (self->session);
  filter.district = lt_session_get_district (self->session);
  filter.text = lt_session_get_filter_text (self->session);
  lt_project_query_async (workspace, &filter, get_show (self),
                          order < LT_N_ORDERS ? (LtOrder) order : LT_ORDER_NAME, self->querying, on_answer,
                          g_object_ref (self));
}

static gboolean
on_query_due (gpointer data)
{
  LtProjectList *self = data;

  self->query_source = 0;
  query (self);
  return G_SOURCE_REMOVE;
}

static void
queue_query (LtProjectList *self)
{
  if (self->query_source == 0 && self->session && !self->syncing)
    self->query_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_query_due, self, NULL);
}

static void
on_workspace (LtProjectList *self)
{
  self->syncing = TRUE;
  g_list_store_remove_all (self->store);
  self->syncing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  queue_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
}

static void
on_filter_text (LtProjectList *self)
{
  const char *text = lt_session_get_filter_text (self->session);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->filter))))
    gtk_editable_set_text (GTK_EDITABLE (self->filter), text);
  queue_query (self);
}

/* Taken away elsewhere, or set by the answer that is being shown. */
static void
on_view (LtProjectList *self)
{
  gboolean narrowed = lt_project_filter_get_ids (lt_session_get_project_filter (self->session)) != NULL;

  if (!narrowed && self->narrowed)
    gtk_drop_down_set_selected (self->show, LT_SHOW_ALL);
  self->narrowed = narrowed;
}

static void
on_search_changed (LtProjectList *self)
{
  if (self->session && gtk_widget_get_mapped (GTK_WIDGET (self)))
    lt_session_set_filter_text (self->session, gtk_editable_get_text (GTK_EDITABLE (self->filter)));
}

static void
on_stop_search (LtProjectList *self)
{
  lt_session_set_filter_text (self->session, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_clear_clicked (LtProjectList *self)
{
  gtk_drop_down_set_selected (self->show, LT_SHOW_ALL);
  lt_session_set_filter_text (self->session, "");
  lt_session_set_district (self->session, NULL);
  lt_session_set_chain (self->session, 0);
}

/* --- rows --- */

static void
on_setup (LtProjectList *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, lt_project_row_new ());
}

static void
on_bind (LtProjectList *self, GtkListItem *item)
{
  lt_project_row_bind (LT_PROJECT_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item),
                       self->session ? lt_session_get_catalogue (self->session) : NULL);
}

static void
on_unbind (LtProjectList *self, GtkListItem *item)
{
  lt_project_row_bind (LT_PROJECT_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
on_activate (LtProjectList *self, guint position)
{
  g_autoptr (LtProjectItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (!item)
    return;
  self->choosing = TRUE;
  lt_session_select (self->session, LT_KIND_PROJECT, lt_project_item_get_id (item), TRUE);
  self->choosing = FALSE;
  g_signal_emit (self, signals[OPENED], 0);
}

/* --- what can be done with those chosen --- */

static void
activate_with_ids (LtProjectList *self, const char *action)
{
  g_autoptr (GArray) ids = get_ids (self);

  if (ids->len > 0)
    gtk_widget_activate_action_variant (
        GTK_WIDGET (self), action,
        g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len, sizeof (gint64)));
}

static void
on_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LtProjectList *self = LT_PROJECT_LIST (widget);
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (!gtk_bitset_is_empty (chosen))
    on_activate (self, gtk_bitset_get_minimum (chosen));
}

static void
on_edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) records = lt_project_list_get_chosen (LT_PROJECT_LIST (widget));

  if (records->len > 0)
    lt_project_many_present (widget, LT_PROJECT_LIST (widget)->session, records);
}

static void
on_duplicate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate_with_ids (LT_PROJECT_LIST (widget), "win.duplicate-projects");
}

static void
on_delete (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate_with_ids (LT_PROJECT_LIST (widget), "win.delete-projects");
}

static void
on_history (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) ids = get_ids (LT_PROJECT_LIST (widget));

  if (ids->len > 0)
    gtk_widget_activate_action (widget, "win.history-of", "x", g_array_index (ids, gint64, 0));
}

static void
on_copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) records = lt_project_list_get_chosen (LT_PROJECT_LIST (widget));

  lt_project_clipboard_copy (widget, records);
}

static void
on_paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  lt_project_clipboard_paste (widget, LT_PROJECT_LIST (widget)->session);
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (key)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) second = g_menu_new ();

  add_item (first, _ ("_Open"), "list.open-project", "Return");
  add_item (first, _ ("_Change…"), "list.change-projects", "F2");
  add_item (first, _ ("Du_plicate"), "list.duplicate-projects", "<Control>d");
  add_item (first, _ ("_History…"), "list.project-history", NULL);
  add_item (first, _ ("_Delete"), "list.delete-projects", "Delete");
  add_item (second, _ ("_Copy as Rows"), "list.copy-projects", "<Control>c");
  add_item (second, _ ("_Paste Rows…"), "list.paste-projects", "<Control>v");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  return G_MENU_MODEL (menu);
}

static void
on_secondary (LtProjectList *self, int n_press, double x, double y)
{
  double to_x, to_y;

  if (!self->menu)
    {
      g_autoptr (GMenuModel) model = new_menu ();

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_widget_set_parent (self->menu, self->box);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
    }
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), self->box, x, y, &to_x, &to_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) to_x, (int) to_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
add_key (GtkEventController *keys, guint key, GdkModifierType state, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (key, state), gtk_named_action_new (action)));
}

static void
add_controllers (LtProjectList *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  add_key (keys, GDK_KEY_c, GDK_CONTROL_MASK, "list.copy-projects");
  add_key (keys, GDK_KEY_v, GDK_CONTROL_MASK, "list.paste-projects");
  add_key (keys, GDK_KEY_d, GDK_CONTROL_MASK, "list.duplicate-projects");
  add_key (keys, GDK_KEY_Delete, 0, "list.delete-projects");
  add_key (keys, GDK_KEY_F2, 0, "list.change-projects");
  gtk_widget_add_controller (GTK_WIDGET (self->stack), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (on_secondary), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (secondary));
}

/* --- the widget --- */

static void
lt_project_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, lt_project_list_get_count (LT_PROJECT_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lt_project_list_dispose (GObject *object)
{
  LtProjectList *self = LT_PROJECT_LIST (object);

  self->syncing = TRUE;
  g_clear_handle_id (&self->query_source, g_source_remove);
  g_cancellable_cancel (self->querying);
  g_clear_object (&self->querying);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_PROJECT_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->shows);

  G_OBJECT_CLASS (lt_project_list_parent_class)->dispose (object);
}

static void
lt_project_list_finalize (GObject *object)
{
  g_clear_object (&LT_PROJECT_LIST (object)->signals);
  G_OBJECT_CLASS (lt_project_list_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-project-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, box);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, filter);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, show);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, order);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, caption);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, honesty);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, stack);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, view);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, failed);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, revealer);
  gtk_widget_class_bind_template_child (widget_class, LtProjectList, chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
lt_project_list_class_init (LtProjectListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lt_project_list_get_property;
  object_class->dispose = lt_project_list_dispose;
  object_class->finalize = lt_project_list_finalize;
  props[PROP_COUNT]
      = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[OPENED]
      = g_signal_new ("opened", LT_TYPE_PROJECT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "list.open-project", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "list.change-projects", NULL, on_edit);
  gtk_widget_class_install_action (widget_class, "list.duplicate-projects", NULL, on_duplicate);
  gtk_widget_class_install_action (widget_class, "list.delete-projects", NULL, on_delete);
  gtk_widget_class_install_action (widget_class, "list.project-history", NULL, on_history);
  gtk_widget_class_install_action (widget_class, "list.copy-projects", NULL, on_copy);
  gtk_widget_class_install_action (widget_class, "list.paste-projects", NULL, on_paste);
  bind_template (widget_class);
}

static void
fill_orders (LtProjectList *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < LT_N_ORDERS; i++)
    gtk_string_list_append (titles, _ (orders[i]));
  gtk_drop_down_set_model (self->order, G_LIST_MODEL (titles));
}

static void
connect (LtProjectList *self, const char *signal, void (*handler) (LtProjectList *))
{
  g_signal_group_connect_object (self->signals, signal, G_CALLBACK (handler), self, G_CONNECT_SWAPPED);
}

static void
lt_project_list_init (LtProjectList *self)
{
  static const guint none[LT_N_SHOWS] = { 0 };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (LT_TYPE_PROJECT_ITEM);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  self->shows = gtk_string_list_new (NULL);
  gtk_drop_down_set_model (self->show, G_LIST_MODEL (self->shows));
  update_shows (self, none);
  fill_orders (self);
  g_signal_connect_object (self->show, "notify::selected", G_CALLBACK (queue_query), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->order, "notify::selected", G_CALLBACK (queue_query), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  lt_kind_get_title (LT_KIND_PROJECT), -1);
  add_controllers (self);

  self->signals = g_signal_group_new (LT_TYPE_SESSION);
  connect (self, "notify::workspace", on_workspace);
  connect (self, "notify::snapshot", queue_query);
  connect (self, "notify::chain", queue_query);
  connect (self, "notify::district", queue_query);
  connect (self, "notify::filter-text", on_filter_text);
  connect (self, "selection-changed", sync_selection);
  connect (self, "view-changed", on_view);
}

GtkWidget *
lt_project_list_new (void)
{
  return g_object_new (LT_TYPE_PROJECT_LIST, NULL);
}

void
lt_project_list_set_session (LtProjectList *self, LtSession *session)
{
  g_return_if_fail (LT_IS_PROJECT_LIST (self));
  g_return_if_fail (session == NULL || LT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_clear_handle_id (&self->query_source, g_source_remove);
  g_cancellable_cancel (self->querying);
  g_signal_group_set_target (self->signals, session);
  if (session)
    {
      on_workspace (self);
      on_filter_text (self);
    }
}

LtSession *
lt_project_list_get_session (LtProjectList *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_LIST (self), NULL);

  return self->session;
}

guint
lt_project_list_get_count (LtProjectList *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_LIST (self), 0);

  return self->store ? g_list_model_get_n_items (G_LIST_MODEL (self->store)) : 0;
}

gboolean
lt_project_list_is_choosing (LtProjectList *self)
{
  g_return_val_if_fail (LT_IS_PROJECT_LIST (self), FALSE);

  return self->choosing;
}
