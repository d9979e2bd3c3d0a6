#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How values are spelt in text formats. All append to a string. */

/* The shortest decimal number that reads back as the same double, without an exponent up to 1e15.
 * `value` is finite. */
void lt_out_number (GString *to, double value);
/* The same as C's "%.15g" in less time; FALSE, and nothing is appended, where that takes an exponent or more
 * than nine decimals, or does not read back as the same double. */
gboolean lt_out_short (GString *to, double value);
/* Rounded to `decimals` (0 to 9) places, trailing zeros left out. |value| below 1e9. */
void lt_out_rounded (GString *to, double value, guint decimals);

/* Text as XML content or attribute value; control characters, which XML does not have, are left out,
 * a carriage return is written so that readers keep it. What is no UTF-8 becomes U+FFFD. */
void lt_out_xml (GString *to, const char *text);
/* A JSON string with its quotes; what is no UTF-8 becomes U+FFFD. */
void lt_out_json (GString *to, const char *text);
/* A cell of a CSV file, in quotes where needed and with the guard of lt-formula-guard.h. */
void lt_out_csv (GString *to, const char *text);

/* Whether JSON takes the text for a number as it is, in plain digits. */
gboolean lt_out_is_json_number (const char *text);

G_END_DECLS
