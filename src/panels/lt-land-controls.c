#include "config.h"

#include "lt-land-controls.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-histogram.h"
#include "lt-parts.h"

struct _LtLandControls
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkDropDown *rules;
  GtkDropDown *shown;
  GtkDropDown *year;
  GtkDropDown *mode;
  LtHistogram *histogram;
  GtkLabel *note;

  /* owned */
  LtSession *session;
  GSignalGroup *signals;
  GPtrArray *sets; /* LtRuleSet, as in the menu */
  GArray *items;   /* int: an indicator, or −1 − LtLandShow */
  GArray *years;   /* int; [0] is 0, the last */
  GCancellable *loading;
  char *wanted;

  gboolean syncing;
};

enum
{
  EDIT_RULES,
  IMPORT_RULES,
  EXPORT_LIST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LtLandControls, lt_land_controls, GTK_TYPE_WIDGET)

static LtLandUse *
get_land_use (LtLandControls *self)
{
  return self->session != NULL ? lt_session_get_land_use (self->session) : NULL;
}

/* --- menus from what is chosen --- */

static void
sync_rules (LtLandControls *self)
{
  LtRuleSet *rules = lt_land_use_get_base_rules (get_land_use (self));
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->sets->len; i++)
    {
      const LtRuleSet *set = g_ptr_array_index (self->sets, i);

      g_ptr_array_add (titles, g_strdup (lt_rule_set_get_label (set)));
      if (rules != NULL && g_strcmp0 (set->name, rules->name) == 0)
        selected = i;
    }
  lt_parts_set_titles (self->rules, titles, selected);
}

static void
add_item (LtLandControls *self, GPtrArray *titles, int item, const char *title)
{
  g_array_append_val (self->items, item);
  g_ptr_array_add (titles, g_strdup (title));
}

static void
sync_shown (LtLandControls *self)
{
  LtLandUse *land = get_land_use (self);
  const LtLandChoice *choice = lt_land_use_get_choice (land);
  LtLandResult *result = lt_land_use_get_result (land);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  int wanted = choice->show == LT_LAND_INDICATOR ? (int) choice->indicator : -1 - (int) choice->show;
  guint selected = 0;

  g_array_set_size (self->items, 0);
  if (result != NULL && lt_judgement_has_grades (result->judgement))
    add_item (self, titles, -1 - LT_LAND_GRADE, _ ("Grade"));
  add_item (self, titles, -1 - LT_LAND_VERDICT, _ ("Verdict"));
  for (guint i = 0; result != NULL && i < result->judgement->n_columns; i++)
    add_item (self, titles, (int) result->judgement->columns[i].indicator,
              lt_indicator_get_title (result->judgement->columns[i].indicator));
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, int, i) == wanted)
      selected = i;
  lt_parts_set_titles (self->shown, titles, selected);
}

static void
sync_years (LtLandControls *self)
{
  LtLandUse *land = get_land_use (self);
  GArray *years = lt_land_use_get_years (land);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  int year = lt_land_use_get_year (land);
  guint selected = 0;

  g_array_set_size (self->years, 0);
  for (guint i = years != NULL ? years->len : 0; i > 0; i--)
    {
      int one = g_array_index (years, int, i - 1);

      g_array_append_val (self->years, one);
      g_ptr_array_add (titles, g_strdup_printf ("%d", one));
      if (one == year)
        selected = self->years->len - 1;
    }
  if (titles->len == 0)
    g_ptr_array_add (titles, g_strdup (_ ("No Year")));
  gtk_widget_set_sensitive (GTK_WIDGET (self->year), self->years->len > 0);
  lt_parts_set_titles (self->year, titles, selected);
}

static void
sync_mode (LtLandControls *self)
{
  const LtLandChoice *choice = lt_land_use_get_choice (get_land_use (self));
  LtLandResult *result = lt_land_use_get_result (get_land_use (self));
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  gboolean spread = choice->show == LT_LAND_INDICATOR;

  for (guint i = 0; i < LT_N_BREAKS_MODES; i++)
    g_ptr_array_add (titles, g_strdup (lt_breaks_mode_get_title ((LtBreaksMode) i)));
  if (choice->own_breaks)
    g_ptr_array_add (titles, g_strdup (_ ("Moved by Hand")));
  lt_parts_set_titles (self->mode, titles, choice->own_breaks ? LT_N_BREAKS_MODES : (guint) choice->mode);
  gtk_widget_set_visible (GTK_WIDGET (self->mode), spread);
  gtk_widget_set_visible (GTK_WIDGET (self->histogram),
                          spread && result != NULL && result->high > result->low);
  lt_histogram_set_result (self->histogram, spread ? result : NULL);
}

static void
sync_note (LtLandControls *self)
{
  LtRuleSet *rules = lt_land_use_get_rules (get_land_use (self));
  const LtLandChoice *choice = lt_land_use_get_choice (get_land_use (self));
  LtLandResult *result = lt_land_use_get_result (get_land_use (self));
  g_autoptr (GString) text = g_string_new (rules != NULL ? rules->edition : "");

  if (rules != NULL && rules->is_template)
    g_string_append_printf (text, " · %s", _ ("a template, not confirmed as official"));
  if (result != NULL && choice->show == LT_LAND_INDICATOR && choice->mode == LT_BREAKS_RULE
      && result->mode != LT_BREAKS_RULE)
    g_string_append_printf (text, " · %s", _ ("the rules have no value here: classes of equal counts"));
  gtk_label_set_text (self->note, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), rules != NULL ? rules->source : NULL);
}

static void
sync_all (LtLandControls *self)
{
  if (self->session == NULL)
    return;
  self->syncing = TRUE;
  sync_rules (self);
  sync_shown (self);
  sync_years (self);
  sync_mode (self);
  sync_note (self);
  self->syncing = FALSE;
}

/* --- choosing --- */

static void
on_rules (LtLandControls *self)
{
  guint selected = gtk_drop_down_get_selected (self->rules);

  if (!self->syncing && self->session != NULL && selected < self->sets->len)
    lt_land_use_set_rules (get_land_use (self), g_ptr_array_index (self->sets, selected));
}

static void
on_shown (LtLandControls *self)
{
  guint selected = gtk_drop_down_get_selected (self->shown);
  int item;

  if (self->syncing || self->session == NULL || selected >= self->items->len)
    return;
  item = g_array_index (self->items, int, selected);
  if (item >= 0)
    lt_land_use_show (get_land_use (self), LT_LAND_INDICATOR, (LtIndicator) item);
  else
    lt_land_use_show (get_land_use (self), (LtLandShow) (-1 - item),
                      lt_land_use_get_choice (get_land_use (self))->indicator);
}

static void
on_year (LtLandControls *self)
{
  guint selected = gtk_drop_down_get_selected (self->year);

  if (!self->syncing && self->session != NULL && selected < self->years->len)
    lt_land_use_set_year (get_land_use (self), selected > 0 ? g_array_index (self->years, int, selected) : 0);
}

static void
on_mode (LtLandControls *self)
{
  guint selected = gtk_drop_down_get_selected (self->mode);
  LtLandChoice choice;

  if (self->syncing || self->session == NULL || selected >= LT_N_BREAKS_MODES)
    return;
  choice = *lt_land_use_get_choice (get_land_use (self));
  choice.mode = (LtBreaksMode) selected;
  choice.own_breaks = FALSE;
  choice.hidden = 0;
  lt_land_use_set_choice (get_land_use (self), &choice);
}

static void
on_break_moved (LtLandControls *self, guint index, double value)
{
  if (self->session != NULL)
    lt_land_use_move_break (get_land_use (self), index, value);
}

static void
emit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  guint which = g_str_equal (action, "land.edit-rules")     ? EDIT_RULES
                : g_str_equal (action, "land.import-rules") ? IMPORT_RULES
                                                            : EXPORT_LIST;

  g_signal_emit (widget, signals[which], 0);
}

/* --- the rule sets there are --- */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LtLandControls) self = data;
  GPtrArray *sets = lt_land_use_load_rules_finish (LT_LAND_USE (source), result, NULL);

  if (sets == NULL || self->session == NULL)
    {
      g_clear_pointer (&sets, g_ptr_array_unref);
      return;
    }
  g_ptr_array_unref (self->sets);
  self->sets = sets;
  for (guint i = 0; self->wanted != NULL && i < sets->len; i++)
    if (g_strcmp0 (((LtRuleSet *) g_ptr_array_index (sets, i))->name, self->wanted) == 0)
      lt_land_use_set_rules (get_land_use (self), g_ptr_array_index (sets, i));
  g_clear_pointer (&self->wanted, g_free);
  sync_all (self);
}

void
lt_land_controls_reload (LtLandControls *self, const char *name)
{
  g_return_if_fail (LT_IS_LAND_CONTROLS (self));

  if (self->session == NULL)
    return;
  g_free (self->wanted);
  self->wanted = g_strdup (name);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  lt_land_use_load_rules_async (get_land_use (self), self->loading, on_loaded, g_object_ref (self));
}

/* --- the widget --- */

static void
lt_land_controls_dispose (GObject *object)
{
  LtLandControls *self = LT_LAND_CONTROLS (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_LAND_CONTROLS);

  G_OBJECT_CLASS (lt_land_controls_parent_class)->dispose (object);
}

static void
lt_land_controls_finalize (GObject *object)
{
  LtLandControls *self = LT_LAND_CONTROLS (object);

  g_clear_object (&self->signals);
  g_ptr_array_unref (self->sets);
  g_array_unref (self->items);
  g_array_unref (self->years);
  g_free (self->wanted);

  G_OBJECT_CLASS (lt_land_controls_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, LT_TYPE_LAND_CONTROLS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lt_land_controls_class_init (LtLandControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_land_controls_dispose;
  G_OBJECT_CLASS (klass)->finalize = lt_land_controls_finalize;
  signals[EDIT_RULES] = add_signal ("edit-rules");
  signals[IMPORT_RULES] = add_signal ("import-rules");
  signals[EXPORT_LIST] = add_signal ("export-list");

  g_type_ensure (LT_TYPE_HISTOGRAM);
  gtk_widget_class_install_action (widget_class, "land.edit-rules", NULL, emit);
  gtk_widget_class_install_action (widget_class, "land.import-rules", NULL, emit);
  gtk_widget_class_install_action (widget_class, "land.export-list", NULL, emit);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-land-controls.ui");
  gtk_widget_class_bind_template_child (widget_class, LtLandControls, box);
  gtk_widget_class_bind_template_child (widget_class, LtLandControls, rules);
  gtk_widget_class_bind_template_child (widget_class, LtLandControls, shown);
  gtk_widget_class_bind_template_child (widget_class, LtLandControls, year);
  gtk_widget_class_bind_template_child (widget_class, LtLandControls, mode);
  gtk_widget_class_bind_template_child (widget_class, LtLandControls, histogram);
  gtk_widget_class_bind_template_child (widget_class, LtLandControls, note);
  gtk_widget_class_bind_template_callback (widget_class, on_rules);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_year);
  gtk_widget_class_bind_template_callback (widget_class, on_mode);
  gtk_widget_class_bind_template_callback (widget_class, on_break_moved);
}

static void
lt_land_controls_init (LtLandControls *self)
{
  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) lt_rule_set_unref);
  self->items = g_array_new (FALSE, FALSE, sizeof (int));
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->syncing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->syncing = FALSE;
  lt_parts_narrow_menu (self->rules);
  lt_parts_narrow_menu (self->shown);
  self->signals = g_signal_group_new (LT_TYPE_LAND_USE);
  g_signal_group_connect_object (self->signals, "judged", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "changed", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
}

void
lt_land_controls_set_session (LtLandControls *self, LtSession *session)
{
  g_return_if_fail (LT_IS_LAND_CONTROLS (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, get_land_use (self));
  sync_all (self);
}
