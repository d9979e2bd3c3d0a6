/* How long judging a million subjects takes, by every built-in rule set: the median of the runs, and the
 * processor's time, which a busy machine does not stretch.
 * usage: bench-judge [SUBJECTS] [THREADS] [RUNS] */
#include "lt-judge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MAX_RUNS 101

static LtSubjects *
make (LtSubject kind, guint n)
{
  static const LtInput inputs[]
      = { LT_INPUT_FLOOR_AREA_M2,   LT_INPUT_BASE_AREA_M2,   LT_INPUT_OFFICE_AREA_M2,
          LT_INPUT_GREEN_AREA_M2,   LT_INPUT_INVESTMENT_WAN, LT_INPUT_TAX_WAN,
          LT_INPUT_ADDED_VALUE_WAN, LT_INPUT_REVENUE_WAN,    LT_INPUT_STAFF,
          LT_INPUT_ENERGY_TCE,      LT_INPUT_EMISSION_T,     LT_INPUT_ELECTRICITY_WAN_KWH,
          LT_INPUT_RD_WAN };
  static const double most[] = { 2, 0.7, 0.1, 0.25, 1, 0.05, 0.3, 0.4, 0.01, 0.1, 0.0001, 0.01, 0.01 };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  LtSubjects *subjects = lt_subjects_new (kind, n);

  for (guint i = 0; i < n; i++)
    {
      guint index = lt_subjects_add (subjects, i + 1);
      double area = g_rand_double_range (random, 1000, 60000);
      char code[5];

      lt_subjects_set_input (subjects, index, LT_INPUT_AREA_M2, area);
      for (guint j = 0; j < G_N_ELEMENTS (inputs); j++)
        lt_subjects_set_input (
            subjects, index, inputs[j],
            g_rand_int_range (random, 0, 20) == 0 ? NAN : area * most[j] * g_rand_double (random));
      g_snprintf (code, sizeof code, "%d", g_rand_int_range (random, 1300, 4399));
      lt_subjects_set_industry (subjects, index, code, i % 10 == 0 ? 2017 : 2002);
    }
  return subjects;
}

static int
compare (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other ? 1 : 0;
}

static void
measure (const char *name, LtSubjects *subjects, LtRuleSet *rules, guint threads, guint runs)
{
  double seconds[MAX_RUNS];
  clock_t used = clock ();

  for (guint i = 0; i < runs; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (LtJudgement) judgement = lt_judgement_new (rules, subjects, threads);

      seconds[i] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
    }
  qsort (seconds, runs, sizeof (double), compare);
  printf ("%-22s %.3f s, processor %.3f s\n", name, seconds[runs / 2],
          (double) (clock () - used) / CLOCKS_PER_SEC / runs);
}

static guint
read_argument (int argc, char **argv, int index, guint fallback, guint most)
{
  return argc > index ? CLAMP ((guint) atoi (argv[index]), 1, most) : fallback;
}

int
main (int argc, char **argv)
{
  guint n = read_argument (argc, argv, 1, 1000000, 10000000);
  guint threads = read_argument (argc, argv, 2, 2, 64);
  guint runs = read_argument (argc, argv, 3, 5, MAX_RUNS);
  g_auto (GStrv) names = lt_rule_set_list ();

  for (guint kind = LT_SUBJECT_PARCEL; kind <= LT_SUBJECT_ENTERPRISE; kind++)
    {
      g_autoptr (LtSubjects) subjects = make ((LtSubject) kind, n);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autoptr (LtRuleSet) rules = lt_rule_set_find (names[i], NULL);

          if (rules != NULL && rules->subject == subjects->kind)
            measure (names[i], subjects, rules, threads, runs);
        }
    }
  return 0;
}
