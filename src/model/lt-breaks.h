#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where one class of values ends and the next begins, for exploring: the breaks of a rule are its own. */
typedef enum
{
  LT_BREAKS_RULE, /* the standards of the rule set; found by whoever knows it */
  LT_BREAKS_JENKS,
  LT_BREAKS_QUANTILE,
  LT_BREAKS_EQUAL,
  LT_N_BREAKS_MODES,
} LtBreaksMode;

#define LT_BREAKS_MAX 8

/* In the person's language. */
const char *lt_breaks_mode_get_title (LtBreaksMode mode);

/* At most `n_classes` − 1 breaks into *breaks (room for LT_BREAKS_MAX), ascending and different from each
 * other, fewer where the values have fewer steps. NAN and infinity are passed over. Quantile: equal counts.
 * Equal: equal widths between least and greatest. Jenks: least sum of squared deviations from the classes'
 * means (Fisher's exact optimum by dynamic programming; beyond 1,024 different values over as many groups
 * of neighbours). Not for LT_BREAKS_RULE. Returns: how many. */
guint lt_breaks_find (LtBreaksMode mode, const float *values, gsize n, guint n_classes, double *breaks);

/* The class of a value: 0 for NAN, else 1 … n + 1. A class holds its lower end and not its upper one. */
guint lt_breaks_classify (const double *breaks, guint n, double value);

G_END_DECLS
