#include "config.h"

#include "lt-judge-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "lt-unit.h"

const char *
lt_finding_get_clause (const LtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  if (finding->reason == LT_REASON_AGREED)
    return _ ("value agreed in the sale contract");
  if (finding->severe)
    return finding->rule->severe_clause;
  return finding->cell != NULL && finding->cell->clause != NULL ? finding->cell->clause
                                                                : finding->rule->clause;
}

const char *
lt_finding_get_edition (const LtFinding *finding, const LtRuleSet *rules)
{
  g_return_val_if_fail (finding != NULL && rules != NULL, NULL);

  return finding->reason == LT_REASON_AGREED ? _ ("sale contract") : rules->edition;
}

const char *
lt_finding_get_source (const LtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  if (finding->reason == LT_REASON_AGREED)
    return _ ("sale contract");
  return finding->cell != NULL && finding->cell->source != NULL ? finding->cell->source
                                                                : finding->rule->source;
}

double
lt_finding_get_general (const LtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NAN);

  return finding->reason == LT_REASON_AGREED && finding->cell != NULL ? finding->cell->value : (double) NAN;
}

const char *
lt_bound_get_sign (LtBound bound)
{
  return bound == LT_BOUND_MIN ? "≥" : bound == LT_BOUND_MAX ? "≤" : "<";
}

/* With as many digits as tell it from `other`: what falls short by a hair must not read as what passes. */
static char *
format_apart (LtIndicator indicator, double value, double other)
{
  char *text = lt_indicator_format (indicator, value);
  g_autofree char *rest = lt_indicator_format (indicator, other);
  gboolean percent = g_str_has_suffix (text, "%");
  double scale = percent ? 100 : 1;

  if (!isfinite (value) || !isfinite (other) || value == other || strcmp (text, rest) != 0)
    return text;
  for (int decimals = 3; decimals <= 9; decimals++)
    {
      g_autofree char *one = lt_unit_format (value * scale, decimals);
      g_autofree char *two = lt_unit_format (other * scale, decimals);

      if (strcmp (one, two) == 0)
        continue;
      g_free (text);
      return g_strdup_printf ("%s%s", one, percent ? "%" : "");
    }
  return text;
}

char *
lt_finding_format_measure (const LtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  return format_apart (finding->rule->indicator, finding->measure.value, finding->standard);
}

char *
lt_finding_format_difference (const LtFinding *finding)
{
  g_return_val_if_fail (finding != NULL, NULL);

  return format_apart (finding->rule->indicator, fabs (finding->difference), 0);
}

char *
lt_finding_format_value (const LtFinding *finding)
{
  LtIndicator indicator;
  const char *unit;
  g_autofree char *value = NULL;
  g_autofree char *standard = NULL;
  GString *text;

  g_return_val_if_fail (finding != NULL, NULL);

  indicator = finding->rule->indicator;
  unit = lt_indicator_get_unit (indicator);
  value = lt_finding_format_measure (finding);
  text = g_string_new (value);
  if (isfinite (finding->standard))
    {
      standard = lt_indicator_format (indicator, finding->standard);
      g_string_append_printf (text, " / %s %s", lt_bound_get_sign (finding->rule->bound), standard);
    }
  /* A unit of nothing says nothing. */
  if (strcmp (unit, "1") != 0 && (isfinite (finding->measure.value) || isfinite (finding->standard)))
    g_string_append_printf (text, " %s", unit);
  return g_string_free (text, FALSE);
}

char *
lt_finding_format_needed (const LtFinding *finding)
{
  LtIndicator indicator;
  LtInput part;
  g_autofree char *difference = NULL;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (finding != NULL, NULL);

  if (isnan (finding->difference) || finding->verdict != LT_VERDICT_FAIL)
    return NULL;
  indicator = finding->rule->indicator;
  part = lt_indicator_get_part (indicator);
  difference = lt_finding_format_difference (finding);
  if (isnan (finding->needed))
    return g_strdup_printf (_ ("over by %s"), difference);
  amount = lt_unit_format (ceil (fabs (finding->needed)), 0);
  return g_strdup_printf (finding->needed > 0
                              /* Translators: by how much; of what, how much and in which unit */
                              ? _ ("short by %1$s: %2$s to be raised by %3$s %4$s")
                              : _ ("over by %1$s: %2$s to be lowered by %3$s %4$s"),
                          difference, lt_input_get_title (part), amount, lt_input_get_unit (part));
}

char *
lt_inputs_format (guint32 inputs)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < LT_N_INPUTS; i++)
    {
      if ((inputs >> i & 1) != 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "",
                                lt_input_get_title ((LtInput) i));
    }
  return g_string_free (names, names->len == 0);
}

static void
append_value (GString *text, const LtFinding *finding)
{
  LtIndicator indicator = finding->rule->indicator;
  const char *unit = lt_indicator_get_unit (indicator);
  g_autofree char *value = lt_finding_format_measure (finding);
  g_autofree char *standard = lt_indicator_format (indicator, finding->standard);

  g_string_append (text, value);
  if (isfinite (finding->standard))
    g_string_append_printf (
        text, finding->verdict == LT_VERDICT_FAIL ? _ (", standard %s %s") : _ (" (standard %s %s)"),
        lt_bound_get_sign (finding->rule->bound), standard);
  if (strcmp (unit, "1") != 0 && (isfinite (finding->measure.value) || isfinite (finding->standard)))
    g_string_append_printf (text, " %s", unit);
}

static void
append_reference (GString *text, const LtFinding *finding, const LtRuleSet *rules)
{
  const char *clause = lt_finding_get_clause (finding);

  /* A reason is a sentence already, with its own full stop. */
  if (!g_str_has_suffix (text->str, ".") && !g_str_has_suffix (text->str, "。"))
    g_string_append (text, _ (". "));
  else
    g_string_append_c (text, ' ');
  if (clause != NULL)
    g_string_append_printf (text, "%s%s", clause, _ (", "));
  g_string_append_printf (text, _ ("%s."), lt_finding_get_edition (finding, rules));
}

char *
lt_finding_explain (const LtFinding *finding, const LtRuleSet *rules)
{
  GString *text = g_string_new (NULL);
  g_autofree char *needed = NULL;
  g_autofree char *missing = NULL;
  const char *reason;

  g_return_val_if_fail (finding != NULL && rules != NULL, NULL);

  needed = lt_finding_format_needed (finding);
  missing = lt_inputs_format (finding->missing);
  reason = lt_reason_get_text (finding->reason);
  g_string_append_printf (text, "%s ", lt_indicator_get_title (finding->rule->indicator));
  append_value (text, finding);
  if (needed != NULL)
    g_string_append_printf (text, "%s%s", _ ("; "), needed);
  if (missing != NULL)
    {
      g_string_append (text, _ ("; "));
      g_string_append_printf (text, _ ("missing: %s"), missing);
    }
  /* Where there is no standard, that is why; what is missing comes on top of it. */
  if (reason != NULL && finding->reason != LT_REASON_AGREED && finding->verdict != LT_VERDICT_FAIL
      && (missing == NULL || finding->verdict == LT_VERDICT_NO_STANDARD))
    g_string_append_printf (text, "%s%s", _ ("; "), reason);
  append_reference (text, finding, rules);
  return g_string_free (text, FALSE);
}

char *
lt_finding_format_lift (const LtFinding *finding, const LtExplanation *explanation)
{
  LtIndicator indicator;
  LtInput part;
  double needed;
  g_autofree char *value = NULL;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (finding != NULL && explanation != NULL, NULL);

  if (isnan (finding->lift) || explanation->next_grade == '\0')
    return NULL;
  indicator = finding->rule->indicator;
  part = lt_indicator_get_part (indicator);
  needed = lt_indicator_get_needed (&finding->measure, finding->lift);
  value = lt_indicator_format (indicator, finding->lift);
  if (isnan (needed))
    /* Translators: an indicator, the value it would have to be, a grade */
    return g_strdup_printf (_ ("%1$s alone at %2$s earns grade %3$c"), lt_indicator_get_title (indicator),
                            value, explanation->next_grade);
  amount = lt_unit_format (ceil (needed), 0);
  /* Translators: a grade; an indicator, the value it would have to be; of what, how much and in which unit */
  return g_strdup_printf (_ ("grade %1$c with %2$s alone at %3$s: %4$s to be raised by %5$s %6$s"),
                          explanation->next_grade, lt_indicator_get_title (indicator), value,
                          lt_input_get_title (part), amount, lt_input_get_unit (part));
}
