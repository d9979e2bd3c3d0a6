#include "config.h"

#include "lt-finding-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-bullet-bar.h"
#include "lt-judge-text.h"
#include "lt-unit.h"
#include "lt-verdict-mark.h"

#define FIGURES_WIDTH 20 /* characters */

static GtkWidget *
new_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
new_head (const LtFinding *finding)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = new_label (lt_indicator_get_title (finding->rule->indicator), "lt-row-title");
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (mark, "caption");
  if (finding->reason != LT_REASON_BENCHMARK || finding->verdict == LT_VERDICT_MISSING)
    lt_verdict_mark_fill (GTK_BOX (mark), finding->verdict);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), mark);
  return head;
}

static GtkWidget *
new_bullet (const LtFinding *finding)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *bar = lt_bullet_bar_new ();
  g_autofree char *text = lt_finding_format_value (finding);
  GtkWidget *figures = gtk_label_new (text);

  lt_bullet_bar_set (LT_BULLET_BAR (bar), finding->measure.value,
                     isfinite (finding->standard) ? finding->standard : finding->rule->benchmark,
                     lt_finding_get_general (finding), finding->verdict);
  gtk_widget_add_css_class (figures, "numeric");
  gtk_widget_add_css_class (figures, "caption");
  gtk_label_set_single_line_mode (GTK_LABEL (figures), TRUE);
  /* So that the bars of all indicators end in one line. */
  gtk_label_set_width_chars (GTK_LABEL (figures), FIGURES_WIDTH);
  gtk_label_set_xalign (GTK_LABEL (figures), 1);
  gtk_box_append (GTK_BOX (line), bar);
  gtk_box_append (GTK_BOX (line), figures);
  return line;
}

static char *
format_score (const LtFinding *finding)
{
  g_autofree char *score = lt_unit_format (finding->sub_score, 2);
  g_autofree char *weight = lt_unit_format (finding->rule->weight, 0);
  g_autofree char *benchmark = lt_indicator_format (finding->rule->indicator, finding->rule->benchmark);

  return g_strdup_printf (_ ("sub-score %s of %s, benchmark %s"), score, weight, benchmark);
}

static void
append_line (GtkWidget *box, char *text)
{
  if (text != NULL)
    gtk_box_append (GTK_BOX (box), new_label (text, "caption"));
  g_free (text);
}

/* "Why", which unfolds. */
static GtkWidget *
new_why (const LtFinding *finding, const LtExplanation *explanation, const LtRuleSet *rules)
{
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *needed = lt_finding_format_needed (finding);
  g_autofree char *missing = lt_inputs_format (finding->missing);
  g_autofree char *short_missing = missing != NULL ? g_strdup_printf (_ ("missing: %s"), missing) : NULL;
  g_autofree char *lift = lt_finding_format_lift (finding, explanation);
  g_autofree char *score = isfinite (finding->rule->weight) ? format_score (finding) : NULL;
  /* What would have to be done comes before how it came about. */
  GtkWidget *label = new_label (needed != NULL          ? needed
                                : short_missing != NULL ? short_missing
                                : lift != NULL          ? lift
                                : score != NULL         ? score
                                                        : _ ("Why"),
                                "caption");
  g_autofree char *name = g_strdup_printf (_ ("Why: %s"), lt_indicator_get_title (finding->rule->indicator));

  gtk_expander_set_label_widget (GTK_EXPANDER (expander), label);
  append_line (box, lt_finding_explain (finding, rules));
  append_line (box, g_steal_pointer (&score));
  append_line (box, g_steal_pointer (&lift));
  gtk_widget_set_margin_top (box, 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return expander;
}

GtkWidget *
lt_finding_row_new (const LtFinding *finding, const LtExplanation *explanation, const LtRuleSet *rules)
{
  GtkWidget *box;

  g_return_val_if_fail (finding != NULL && explanation != NULL && rules != NULL, NULL);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (box), new_head (finding));
  gtk_box_append (GTK_BOX (box), new_bullet (finding));
  gtk_box_append (GTK_BOX (box), new_why (finding, explanation, rules));
  return box;
}
