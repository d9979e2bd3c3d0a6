#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 统一社会信用代码, GB 32100-2015: 18 characters of 0-9A-Z without I O S V Z, weights 3^(i−1) mod 31,
 * check = (31 − Σ mod 31) mod 31. Lower case is not valid. */
gboolean lt_credit_code_is_valid (const char *code);

/* TRUE for what Excel leaves of a long code: "9.15E+17". Such a value must never be stored. */
gboolean lt_credit_code_is_damaged (const char *text);

G_END_DECLS
