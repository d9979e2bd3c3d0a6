#pragma once

#include "lt-judge.h"

/* The cases of tests/data/judge as subjects, in the order of the file; `names` gets their names.
 * Returns: (transfer full). */
LtSubjects *judge_cases_load (LtSubject kind, GPtrArray *names);

/* Rows of a table without quoted cells, after its header: GStrv each. Returns: (transfer full). */
GPtrArray *judge_cases_read (const char *file, GStrv *header);
