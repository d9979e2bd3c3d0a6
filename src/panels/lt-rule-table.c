#include "config.h"

#include "lt-rule-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-judging.h"
#include "lt-parts.h"
#include "lt-unit.h"
#include "lt-verdict-mark.h"

struct _LtRuleTable
{
  GtkWidget parent_instance;

  GtkExpander *expander;
  GtkLabel *title;
  GtkListBox *rows;
  GtkLabel *note;

  /* owned */
  LtSession *session;
  GSignalGroup *land_signals;
  GSignalGroup *signals;
  LtComparison *shown; /* whose rule sets the rows are */
  LtRecord *record;
  GPtrArray *occupants;
};

G_DEFINE_FINAL_TYPE (LtRuleTable, lt_rule_table, GTK_TYPE_WIDGET)

/* What one row says. */
typedef struct
{
  GtkBox *mark;
  GtkLabel *details;
} Line;

static LtLandUse *
get_land_use (LtRuleTable *self)
{
  return self->session != NULL ? lt_session_get_land_use (self->session) : NULL;
}

/* --- in words --- */

/* One more of several words. */
static void append (GString *text, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append (GString *text, const char *format, ...)
{
  va_list arguments;

  if (text->len > 0)
    g_string_append (text, " · ");
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}

static void
add_count (GString *text, const char *title, guint count)
{
  g_autofree char *figure = lt_unit_format (count, 0);

  if (count > 0)
    append (text, "%s %s", title, figure);
}

static char *
describe_counts (const LtComparedSet *set, const LtComparedCounts *counts)
{
  static const LtVerdict verdicts[]
      = { LT_VERDICT_FAIL, LT_VERDICT_PASS, LT_VERDICT_NO_STANDARD, LT_VERDICT_MISSING };
  g_autoptr (GString) text = g_string_new (NULL);

  if (set->grades != NULL)
    {
      for (guint i = 1; i < G_N_ELEMENTS (counts->grades); i++)
        add_count (text, (char[]){ (char) ('A' + i - 1), '\0' }, counts->grades[i]);
      add_count (text, _ ("Unrated"), counts->grades[0]);
    }
  else if (set->scores != NULL)
    {
      add_count (text, _ ("Scored"), counts->scored);
      add_count (text, lt_verdict_get_title (LT_VERDICT_MISSING), counts->verdicts[LT_VERDICT_MISSING]);
    }
  else
    for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
      add_count (text, lt_verdict_get_title (verdicts[i]), counts->verdicts[verdicts[i]]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Floor area ratio, coverage"; NULL when nothing falls short. */
static char *
describe_fails (const LtComparedSet *set, guint row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < LT_N_INDICATORS; i++)
    if ((set->fails[row] >> i & 1) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "",
                              lt_indicator_get_title ((LtIndicator) i));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* "B", "87.3", "Falls short". */
static char *
describe_outcome (const LtComparedSet *set, guint row)
{
  char grade[2] = { set->grades != NULL ? set->grades[row] : '\0', '\0' };
  g_autofree char *score = set->scores != NULL ? lt_unit_format (set->scores[row], 1) : NULL;

  if (*grade != '\0')
    return g_strdup (grade);
  if (set->scores != NULL && isfinite (set->scores[row]))
    return g_strdup_printf (_ ("score %s"), score);
  return g_strdup (set->grades != NULL && set->verdicts[row] != LT_VERDICT_MISSING
                       ? _ ("Unrated")
                       : lt_verdict_get_title ((LtVerdict) set->verdicts[row]));
}

/* --- of one record --- */

static gboolean
is_own_kind (LtRuleTable *self, const LtComparedSet *set)
{
  return (lt_record_get_kind (self->record) == LT_KIND_PARCEL) == (set->rules->subject == LT_SUBJECT_PARCEL);
}

static int
find_occupant (LtRuleTable *self, const LtComparedSet *set, guint index)
{
  const LtOccupant *occupant = g_ptr_array_index (self->occupants, index);
  gboolean enterprise = set->rules->subject == LT_SUBJECT_ENTERPRISE;

  return lt_comparison_find (self->shown, set->rules->subject,
                             enterprise ? occupant->enterprise_id : occupant->parcel_id);
}

/* The row that stands for the record: its own, or under rules of the other kind that of whoever has most of
 * the area; −1: none. *n is how many there are. */
static int
find_row (LtRuleTable *self, const LtComparedSet *set, guint *n)
{
  int found = -1;
  double most = -1;

  *n = 1;
  if (is_own_kind (self, set))
    return lt_comparison_find (self->shown, set->rules->subject, lt_record_get_id (self->record));
  *n = 0;
  for (guint i = 0; self->occupants != NULL && i < self->occupants->len; i++)
    {
      const LtOccupant *occupant = g_ptr_array_index (self->occupants, i);
      int row = find_occupant (self, set, i);
      double area = isfinite (occupant->area_m2) ? occupant->area_m2 : 0;

      *n += row >= 0 ? 1 : 0;
      if (row >= 0 && area > most)
        {
          most = area;
          found = row;
        }
    }
  return found;
}

static const char *
get_occupant_name (const LtComparedSet *set, const LtOccupant *occupant)
{
  const char *name = set->rules->subject == LT_SUBJECT_ENTERPRISE ? occupant->name : occupant->number;

  return name != NULL ? name : _ ("not recorded");
}

/* Each with how it came out, or only its name where it is the only one. */
static void
append_occupants (LtRuleTable *self, GString *text, const LtComparedSet *set, guint n)
{
  for (guint i = 0; i < self->occupants->len; i++)
    {
      const char *name = get_occupant_name (set, g_ptr_array_index (self->occupants, i));
      int row = find_occupant (self, set, i);
      g_autofree char *outcome = row >= 0 ? describe_outcome (set, (guint) row) : NULL;

      if (row >= 0 && n > 1)
        append (text, "%s %s", name, outcome);
      else if (row >= 0)
        append (text, "%s", name);
    }
}

static char *
describe_record (LtRuleTable *self, const LtComparedSet *set, int row, guint n)
{
  g_autoptr (GString) text = g_string_new (set->rules->edition);
  g_autofree char *fails = row >= 0 ? describe_fails (set, (guint) row) : NULL;

  if (row < 0)
    append (text, "%s",
            set->rules->subject == LT_SUBJECT_ENTERPRISE ? _ ("judges enterprises, and no user is recorded")
                                                         : _ ("judges parcels, and none is recorded"));
  if (fails != NULL)
    append (text, "%s", fails);
  if (row >= 0 && !is_own_kind (self, set))
    append_occupants (self, text, set, n);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Falls short 2 · Passes 1 · D", to be seen while the table is folded. */
static char *
summarize (LtRuleTable *self)
{
  static const LtVerdict verdicts[]
      = { LT_VERDICT_FAIL, LT_VERDICT_MISSING, LT_VERDICT_PASS, LT_VERDICT_NO_STANDARD };
  g_autoptr (GString) text = g_string_new (NULL), grades = g_string_new (NULL);
  guint counts[LT_N_VERDICTS] = { 0 };

  for (guint i = 0; i < self->shown->n_sets; i++)
    {
      const LtComparedSet *set = &self->shown->sets[i];
      guint n;
      int row = find_row (self, set, &n);

      if (row >= 0 && set->grades != NULL && set->grades[row] != '\0')
        append (grades, _ ("Grade %c"), set->grades[row]);
      else if (row >= 0 && set->grades == NULL && set->scores == NULL)
        counts[set->verdicts[row]]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (counts[verdicts[i]] > 0)
      append (text, "%s %u", lt_verdict_get_title (verdicts[i]), counts[verdicts[i]]);
  if (grades->len > 0)
    append (text, "%s", grades->str);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- one line --- */

static void
fill_mark (GtkBox *mark, const LtComparedSet *set, int row)
{
  LtVerdict verdict = row >= 0 ? (LtVerdict) set->verdicts[row] : LT_VERDICT_NONE;

  lt_parts_clear (mark);
  if (row < 0)
    return;
  if (verdict == LT_VERDICT_MISSING || (set->grades == NULL && set->scores == NULL))
    lt_verdict_mark_fill (mark, verdict);
  else if (set->grades != NULL)
    gtk_box_append (mark, lt_verdict_mark_new_grade (set->grades[row]));
  else
    {
      g_autofree char *text = describe_outcome (set, (guint) row);

      gtk_box_append (mark, gtk_label_new (text));
    }
}

/* Of the rows of the list, or of all where it has all or is of the other kind. */
static char *
describe_list (LtRuleTable *self, guint index, const LtLandResult *result)
{
  const LtComparedSet *set = &self->shown->sets[index];
  LtSubjects *subjects = result->judgement->subjects;
  gboolean some = set->rules->subject == subjects->kind && result->n < subjects->n
                  && lt_comparison_fits (self->shown, subjects);
  LtComparedCounts counts;

  lt_comparison_count (self->shown, index, some ? result->order : NULL, result->n, &counts);
  return describe_counts (set, &counts);
}

static void
sync_row (LtRuleTable *self, GtkListBoxRow *row, guint index, LtLandResult *result)
{
  const LtComparedSet *set = &self->shown->sets[index];
  Line *line = g_object_get_data (G_OBJECT (row), "line");
  guint n = 0;
  int own = self->record != NULL ? find_row (self, set, &n) : -1;
  g_autofree char *details
      = self->record != NULL ? describe_record (self, set, own, n) : describe_list (self, index, result);
  g_autofree char *outcome = own >= 0 ? describe_outcome (set, (guint) own) : NULL;
  const char *title = lt_rule_set_get_label (set->rules);
  g_autofree char *name = outcome != NULL ? g_strdup_printf ("%s · %s · %s", title, outcome, details)
                                          : g_strdup_printf ("%s · %s", title, details);
  g_autofree char *tip = g_strdup_printf ("%s\n%s\n%s", title, details, set->rules->source);

  fill_mark (line->mark, set, own);
  gtk_label_set_text (line->details, details);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
new_row (const LtComparedSet *set)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (lt_rule_set_get_label (set->rules));
  GtkWidget *details = gtk_label_new ("");
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Line *line = g_new0 (Line, 1);

  *line = (Line){ GTK_BOX (mark), GTK_LABEL (details) };
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_label_set_ellipsize (GTK_LABEL (details), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (details, "lt-quiet");
  gtk_widget_add_css_class (box, "caption");
  gtk_widget_add_css_class (box, "numeric");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), mark);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), details);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "line", line, g_free);
  return row;
}

/* --- all of it --- */

static void
clear (LtRuleTable *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  g_clear_pointer (&self->shown, lt_comparison_unref);
}

static void
build (LtRuleTable *self, LtComparison *comparison)
{
  if (self->shown == comparison)
    return;
  clear (self);
  self->shown = lt_comparison_ref (comparison);
  for (guint i = 0; i < comparison->n_sets; i++)
    gtk_list_box_append (self->rows, new_row (&comparison->sets[i]));
}

static void
sync_note (LtRuleTable *self, const LtLandResult *result)
{
  gboolean parcels = result->judgement->subjects->kind == LT_SUBJECT_PARCEL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->record == NULL)
    g_string_append (text, parcels ? _ ("parcels of the list; all enterprises, each once")
                                   : _ ("enterprises of the list; all parcels, each once"));
  if (self->shown->year > 0)
    append (text, "%d", self->shown->year);
  if (lt_land_use_is_what_if (get_land_use (self)))
    append (text, "%s", _ ("without the what-if"));
  gtk_label_set_text (self->note, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), text->len > 0);
}

static void
sync_rows (LtRuleTable *self, LtLandResult *result)
{
  LtRuleSet *rules = lt_land_use_get_base_rules (get_land_use (self));

  for (guint i = 0; i < self->shown->n_sets; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->rows, (int) i);

      sync_row (self, row, i, result);
      if (rules != NULL && g_strcmp0 (rules->name, self->shown->sets[i].rules->name) == 0)
        gtk_list_box_select_row (self->rows, row);
    }
}

/* Folded, it says only how it came out for the record. */
static void
sync_title (LtRuleTable *self)
{
  g_autofree char *summary
      = self->record != NULL && self->shown != NULL && !gtk_expander_get_expanded (self->expander)
            ? summarize (self)
            : NULL;
  g_autofree char *text
      = summary != NULL && *summary != '\0' ? g_strdup_printf (_ ("Under each rule set: %s"), summary) : NULL;

  gtk_label_set_text (self->title, text != NULL           ? text
                                   : self->record != NULL ? _ ("Under Each Rule Set")
                                                          : _ ("Rule Sets Side by Side"));
}

static void
sync_all (LtRuleTable *self)
{
  LtLandResult *result = self->session != NULL ? lt_land_use_get_result (get_land_use (self)) : NULL;
  LtComparison *comparison;

  /* What is shown is of another workspace. */
  if (result == NULL)
    clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self->expander), result != NULL);
  sync_title (self);
  if (result == NULL || (self->record == NULL && !gtk_expander_get_expanded (self->expander))
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  comparison = lt_comparer_get (lt_land_use_get_comparer (get_land_use (self)));
  /* While another one is made, the last stays. */
  if (comparison == NULL)
    {
      if (!lt_land_use_is_busy (get_land_use (self)))
        lt_comparer_want (lt_land_use_get_comparer (get_land_use (self)));
      return;
    }
  build (self, comparison);
  sync_title (self);
  if (!gtk_expander_get_expanded (self->expander))
    return;
  sync_rows (self, result);
  sync_note (self, result);
}

static void
on_activated (LtRuleTable *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);
  LtRuleSet *base, *rules;

  if (self->session == NULL || self->shown == NULL || index >= self->shown->n_sets)
    return;
  base = lt_land_use_get_base_rules (get_land_use (self));
  rules = self->shown->sets[index].rules;
  /* Those in force are another object of the same name: to set them would end a what-if. */
  if (base == NULL || g_strcmp0 (base->name, rules->name) != 0)
    lt_land_use_set_rules (get_land_use (self), rules);
}

/* --- the widget --- */

static void
lt_rule_table_dispose (GObject *object)
{
  LtRuleTable *self = LT_RULE_TABLE (object);

  if (self->signals != NULL)
    {
      g_signal_group_set_target (self->signals, NULL);
      g_signal_group_set_target (self->land_signals, NULL);
    }
  g_clear_object (&self->signals);
  g_clear_object (&self->land_signals);
  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_pointer (&self->occupants, g_ptr_array_unref);
  g_clear_pointer (&self->shown, lt_comparison_unref);
  if (self->expander != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->expander)));

  G_OBJECT_CLASS (lt_rule_table_parent_class)->dispose (object);
}

static void
lt_rule_table_class_init (LtRuleTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lt_rule_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
build_widgets (LtRuleTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->expander = GTK_EXPANDER (gtk_expander_new (NULL));
  self->title = GTK_LABEL (gtk_label_new (_ ("Rule Sets Side by Side")));
  self->rows = GTK_LIST_BOX (gtk_list_box_new ());
  self->note = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_wrap (self->title, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption");
  lt_parts_title_expander (self->expander, GTK_WIDGET (self->title));
  gtk_list_box_set_activate_on_single_click (self->rows, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "lt-rule-sets");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Rule Sets Side by Side"), -1);
  gtk_label_set_xalign (self->note, 0);
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "lt-quiet");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->rows));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_expander_set_child (self->expander, box);
  gtk_widget_set_parent (GTK_WIDGET (self->expander), GTK_WIDGET (self));
}

static void
lt_rule_table_init (LtRuleTable *self)
{
  build_widgets (self);
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (sync_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (sync_all), NULL, 0);
  self->land_signals = g_signal_group_new (LT_TYPE_LAND_USE);
  g_signal_group_connect_object (self->land_signals, "judged", G_CALLBACK (sync_all), self,
                                 G_CONNECT_SWAPPED);
  self->signals = g_signal_group_new (LT_TYPE_COMPARER);
  g_signal_group_connect_object (self->signals, "changed", G_CALLBACK (sync_all), self, G_CONNECT_SWAPPED);
  sync_all (self);
}

void
lt_rule_table_set_session (LtRuleTable *self, LtSession *session)
{
  LtLandUse *land;

  g_return_if_fail (LT_IS_RULE_TABLE (self));

  if (!g_set_object (&self->session, session))
    return;
  land = get_land_use (self);
  g_signal_group_set_target (self->land_signals, land);
  g_signal_group_set_target (self->signals, land != NULL ? lt_land_use_get_comparer (land) : NULL);
  sync_all (self);
}

void
lt_rule_table_set_record (LtRuleTable *self, LtRecord *record, GPtrArray *occupants)
{
  g_return_if_fail (LT_IS_RULE_TABLE (self));

  g_set_object (&self->record, record);
  g_clear_pointer (&self->occupants, g_ptr_array_unref);
  self->occupants = occupants != NULL ? g_ptr_array_ref (occupants) : NULL;
  sync_all (self);
}
