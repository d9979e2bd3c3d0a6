#pragma once

#include "lt-judge.h"
#include "lt-workspace.h"

G_BEGIN_DECLS

/* Writes a row for each subject as CSV (UTF-8 with a byte order mark, so that spreadsheets see it):
 * who it is, each indicator's value and verdict, the verdict on the whole, score and grade where there
 * are. A file that is there is replaced once all is written. */
gboolean lt_command_write_judgement (LtWorkspace *workspace,
                                     const LtJudgement *judgement,
                                     const char *path,
                                     GError **error);

G_END_DECLS
