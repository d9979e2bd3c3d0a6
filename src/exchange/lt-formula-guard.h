#pragma once

#include <string.h>

/* CSV has no types: a spreadsheet takes a cell that begins with = + - @ (or a tab or line end before
 * them) for a formula, and people write codes as '9133… or ="9133…" so that it leaves them alone. Text that
 * begins with one of these or with an apostrophe is written with an apostrophe in front: taking one away
 * again always gives what it was. */

static inline int
lt_formula_guard_is_risky (char first)
{
  return first != '\0' && strchr ("=+-@\t\r\n", first) != NULL;
}

/* Returns whether `text` gets one. */
static inline int
lt_formula_guard_is_needed (const char *text)
{
  return lt_formula_guard_is_risky (text[0]) || (text[0] == '\'' && text[1] != '\0');
}

/* What was meant by a cell of a CSV file: the text without its guard. Words between 'two of them' keep
 * both. */
static inline const char *
lt_formula_guard_strip (const char *text)
{
  if (text[0] != '\'' || text[1] == '\0')
    return text;

  return text[1] == '\'' || lt_formula_guard_is_risky (text[1]) || text[strlen (text) - 1] != '\'' ? text + 1
                                                                                                   : text;
}

/* Whether `text` is a formula that only keeps a text, ="0012": *first and *length of what it keeps. */
static inline int
lt_formula_guard_find_kept (const char *text, const char **first, size_t *length)
{
  size_t all;

  if (text[0] != '=' || text[1] != '"')
    return 0;
  all = strlen (text);
  if (all < 3 || text[all - 1] != '"' || memchr (text + 2, '"', all - 3) != NULL)
    return 0;
  *first = text + 2;
  *length = all - 3;

  return 1;
}
