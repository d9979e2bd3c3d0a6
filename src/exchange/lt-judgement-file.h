#pragma once

#include "lt-judge.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* A judgement as a table: a row for each parcel or enterprise with its identity, every indicator's value,
 * standard, verdict and what would be needed, the verdict on the whole, score and grade. A workbook has a
 * sheet with the rules, their edition and source, the year, the scope and the counts after it. */

typedef enum
{
  LT_JUDGEMENT_CSV, /* UTF-8 with mark */
  LT_JUDGEMENT_XLSX,
} LtJudgementFormat;

/* `order`: the subjects to write in that order, `n`
 * of them; NULL: all. The older file stays as it was when anything fails. LT_ERROR_IO when it
 * can't be written. Slow; not for the main thread. */
gboolean lt_judgement_file_write (LtWorkspace *workspace,
                                  const LtJudgement *judgement,
                                  LtJudgementFormat format,
                                  const guint32 *order,
                                  guint n,
                                  const char *path,
                                  GError **error);

G_END_DECLS
