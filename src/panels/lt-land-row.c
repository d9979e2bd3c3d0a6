#include "config.h"

#include "lt-land-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-judge-text.h"
#include "lt-parts.h"
#include "lt-record-text.h"
#include "lt-unit.h"
#include "lt-verdict-mark.h"

struct _LtLandRow
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *figure;
  GtkLabel *details;
  GtkBox *mark;

  /* owned */
  LtRecordItem *item;
  LtLandResult *result;
};

G_DEFINE_FINAL_TYPE (LtLandRow, lt_land_row, GTK_TYPE_WIDGET)

/* --- what it says --- */

static double
get_shortfall (const LtFinding *finding)
{
  double share = finding->difference / fabs (finding->standard);

  return finding->rule->bound == LT_BOUND_MIN ? -share : share;
}

/* The one that is shown, else the one that falls short most. */
static const LtFinding *
choose_finding (const LtLandResult *result, const LtExplanation *explanation)
{
  const LtFinding *worst = NULL;

  for (guint i = 0; i < explanation->findings->len; i++)
    {
      const LtFinding *finding = &g_array_index (explanation->findings, LtFinding, i);

      if (result->choice.show == LT_LAND_INDICATOR)
        {
          if (finding->rule->indicator == result->choice.indicator)
            return finding;
          continue;
        }
      if (finding->verdict == LT_VERDICT_FAIL
          && (worst == NULL || get_shortfall (finding) > get_shortfall (worst)))
        worst = finding;
    }
  return worst;
}

static char *
describe_finding (const LtFinding *finding)
{
  LtIndicator indicator = finding->rule->indicator;
  g_autofree char *value = lt_finding_format_measure (finding);
  g_autofree char *standard = lt_indicator_format (indicator, finding->standard);
  g_autofree char *difference = lt_finding_format_difference (finding);

  if (isnan (finding->standard))
    return g_strdup_printf ("%s %s", lt_indicator_get_title (indicator), value);
  if (finding->verdict != LT_VERDICT_FAIL)
    return g_strdup_printf ("%s %s / %s", lt_indicator_get_title (indicator), value, standard);
  return g_strdup_printf (finding->difference < 0 ? _ ("%s %s / %s, short by %s")
                                                  : _ ("%s %s / %s, over by %s"),
                          lt_indicator_get_title (indicator), value, standard, difference);
}

static char *
describe_grade (const LtExplanation *explanation)
{
  g_autofree char *measure = lt_unit_format (explanation->measure, 2);

  if (isnan (explanation->measure))
    return g_strdup (_ ("not recorded"));
  if (isfinite (explanation->score))
    return g_strdup_printf (_ ("score %s"), measure);
  return g_strdup_printf (_ ("%s · rank %u of %u"), measure, explanation->rank, explanation->ranked);
}

static char *
describe (const LtLandResult *result, const LtExplanation *explanation)
{
  const LtFinding *finding = choose_finding (result, explanation);
  guint32 missing = 0;
  g_autofree char *names = NULL;

  if (result->choice.show == LT_LAND_GRADE)
    return describe_grade (explanation);
  if (finding != NULL)
    return describe_finding (finding);
  for (guint i = 0; i < explanation->findings->len; i++)
    missing |= g_array_index (explanation->findings, LtFinding, i).missing;
  names = explanation->verdict == LT_VERDICT_MISSING ? lt_inputs_format (missing) : NULL;
  if (names != NULL)
    return g_strdup_printf (_ ("missing: %s"), names);
  return g_strdup (explanation->verdict == LT_VERDICT_PASS ? _ ("everything at its standard") : "");
}

/* What it was before the what-if, before what it is. */
static void
prepend_before (LtLandRow *self, GtkWidget *before)
{
  GtkWidget *arrow = gtk_label_new ("→");

  gtk_widget_add_css_class (arrow, "lt-quiet");
  gtk_widget_add_css_class (before, "lt-quiet");
  gtk_box_prepend (self->mark, arrow);
  gtk_box_prepend (self->mark, before);
}

static void
update_mark (LtLandRow *self, guint subject, const LtExplanation *explanation)
{
  LtVerdict before = lt_land_result_get_verdict_before (self->result, subject);
  LtVerdict now = lt_land_result_get_verdict (self->result, subject);
  char grade = lt_land_result_get_grade_before (self->result, subject);

  if (self->result->choice.show == LT_LAND_GRADE)
    lt_parts_clear (self->mark);
  else
    lt_verdict_mark_fill (self->mark, now);
  if (lt_judgement_has_grades (self->result->judgement))
    {
      gtk_box_append (self->mark, lt_verdict_mark_new_grade (explanation->grade));
      if (self->result->before != NULL && grade != explanation->grade)
        prepend_before (self, lt_verdict_mark_new_grade (grade));
    }
  else if (before != LT_VERDICT_NONE && before != now)
    prepend_before (self, gtk_label_new (lt_verdict_get_title (before)));
}

static void
update_judged (LtLandRow *self)
{
  int subject = self->result != NULL
                    ? lt_subjects_find (self->result->judgement->subjects, lt_record_item_get_id (self->item))
                    : -1;
  g_autoptr (LtExplanation) explanation = NULL;
  g_autofree char *text = NULL;

  if (subject < 0)
    {
      gtk_label_set_text (self->details, "");
      return;
    }
  explanation = lt_judgement_explain (self->result->judgement, (guint) subject);
  text = describe (self->result, explanation);
  gtk_label_set_text (self->details, text);
  update_mark (self, (guint) subject, explanation);
}

static void
update_record (LtLandRow *self)
{
  LtRecord *record = lt_record_item_get_record (self->item);
  g_autofree char *area = NULL;
  g_autofree char *title = NULL;
  const char *number, *user;
  double m2;

  if (record == NULL)
    {
      gtk_label_set_text (self->title, "…");
      gtk_label_set_text (self->figure, "");
      return;
    }
  number = lt_record_text_peek (record, "number");
  user = lt_record_text_peek (record, lt_record_get_kind (record) == LT_KIND_PARCEL ? "user" : "name");
  title = g_strjoin (number != NULL && user != NULL ? "  " : "", number != NULL ? number : "",
                     user != NULL ? user : "", NULL);
  gtk_label_set_text (self->title, title);
  if (lt_record_text_number (record, "area_m2", &m2))
    area = lt_unit_format_area (m2);
  gtk_label_set_text (self->figure, area != NULL ? area : "");
}

static void
update (LtLandRow *self)
{
  if (self->item == NULL)
    return;
  update_record (self);
  update_judged (self);
}

/* --- the widget --- */

static void
lt_land_row_dispose (GObject *object)
{
  LtLandRow *self = LT_LAND_ROW (object);

  lt_land_row_bind (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), LT_TYPE_LAND_ROW);

  G_OBJECT_CLASS (lt_land_row_parent_class)->dispose (object);
}

static void
lt_land_row_class_init (LtLandRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lt_land_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/liantu/Liantu/lt-land-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LtLandRow, box);
  gtk_widget_class_bind_template_child (widget_class, LtLandRow, title);
  gtk_widget_class_bind_template_child (widget_class, LtLandRow, figure);
  gtk_widget_class_bind_template_child (widget_class, LtLandRow, details);
  gtk_widget_class_bind_template_child (widget_class, LtLandRow, mark);
}

static void
lt_land_row_init (LtLandRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lt_parts_explain_when_cut (self->title);
  lt_parts_explain_when_cut (self->details);
}

GtkWidget *
lt_land_row_new (void)
{
  return g_object_new (LT_TYPE_LAND_ROW, NULL);
}

void
lt_land_row_bind (LtLandRow *self, LtRecordItem *item, LtLandResult *result)
{
  g_return_if_fail (LT_IS_LAND_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_set_object (&self->item, item);
  g_clear_pointer (&self->result, lt_land_result_unref);
  self->result = result != NULL ? lt_land_result_ref (result) : NULL;
  if (item == NULL)
    return;
  g_signal_connect_object (item, "notify::record", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lt_land_row_set_result (LtLandRow *self, LtLandResult *result)
{
  g_return_if_fail (LT_IS_LAND_ROW (self));

  if (self->result == result)
    return;
  g_clear_pointer (&self->result, lt_land_result_unref);
  self->result = result != NULL ? lt_land_result_ref (result) : NULL;
  update (self);
}
