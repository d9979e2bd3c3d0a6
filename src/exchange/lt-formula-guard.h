#pragma once

#include <string.h>

/* CSV has no types: a spreadsheet takes a cell that begins with = + - @ (or a tab or line end before
 * them) for a formula. Such text is written with an apostrophe in front, and so is text that has
 * apostrophes in front of one of these: taking one away again always gives what it was. */

/* Returns whether `text` gets one. */
static inline int
lt_formula_guard_is_needed (const char *text)
{
  const char *at = text + strspn (text, "'");

  return *at != '\0' && strchr ("=+-@\t\r\n", *at) != NULL;
}

/* What was meant by a cell of a CSV file: the text without its guard. */
static inline const char *
lt_formula_guard_strip (const char *text)
{
  return text[0] == '\'' && lt_formula_guard_is_needed (text) ? text + 1 : text;
}
