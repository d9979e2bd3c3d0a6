#pragma once

#include "lt-record.h"

G_BEGIN_DECLS

/* How far a project is (三端六环), derived from its dates and never typed, and which of the 五未 it has.
 * Dates are ISO 8601 days, "2026-03-31"; `today` is an argument, so that a list of a month ago can be made
 * again. An actual date after `today` has not happened yet. */
typedef enum
{
  LT_STAGE_NONE,        /* not signed yet */
  LT_STAGE_SIGNED,      /* 签约 */
  LT_STAGE_STARTED,     /* 开工 */
  LT_STAGE_COMPLETED,   /* 竣工 */
  LT_STAGE_PRODUCTION,  /* 投产 */
  LT_STAGE_ABOVE_SCALE, /* 上规 */
  LT_STAGE_CAPACITY,    /* 达产 */
} LtStage;

#define LT_N_STAGES 7

/* The dates of a project by stage; [LT_STAGE_NONE] is not used, NULL is not known. */
typedef struct
{
  const char *planned[LT_N_STAGES];
  const char *actual[LT_N_STAGES];
} LtStageDates;

/* What is not done although its day has passed. */
typedef struct
{
  LtStage stage; /* where the project stands; LT_STAGE_NONE: it is not late */
  guint days;    /* overdue, at least 1 */
  LtStage due;   /* whose planned date has passed: the next stage, or the first after it that has one */
} LtLate;

/* The stage's name in the person's language: "Started" / 开工. */
const char *lt_stage_get_title (LtStage stage);
/* The same in Chinese, whatever the language: the field's own word. */
const char *lt_stage_get_chinese (LtStage stage);
/* What a project that stands here is late with, as one of the 五未: 签约未开工 for LT_STAGE_SIGNED; NULL for
 * a stage that has none. */
const char *lt_stage_get_late_title (LtStage stage);
/* The word for files and the command line: "none", "signed", "started", "completed", "production",
 * "above-scale", "capacity". */
const char *lt_stage_get_name (LtStage stage);
/* From that word, the Chinese one (签约, 未签约) or the English title, whatever their case; FALSE for any
 * other. */
gboolean lt_stage_from_name (const char *name, LtStage *stage);
/* Fields of a project: its planned and its actual date; -1 for LT_STAGE_NONE. */
int lt_stage_get_planned_field (LtStage stage);
int lt_stage_get_actual_field (LtStage stage);

/* The dates point into the record. */
void lt_stage_read_dates (LtRecord *project, LtStageDates *dates);

/* The furthest stage whose actual date has come; one that was skipped on the way does not matter. */
LtStage lt_stage_of (const LtStageDates *dates, const char *today);
/* FALSE when it is not late. A project that is not signed is in none of the 五未. */
gboolean lt_stage_is_late (const LtStageDates *dates, const char *today, LtLate *late);
/* The first stage not reached yet whose planned date lies in the month `months` after today's (0: this month,
 * 1: the next); LT_STAGE_NONE when there is none. */
LtStage lt_stage_get_due (const LtStageDates *dates, const char *today, int months);

/* Today, in the person's time zone: "2026-11-25". Returns: (transfer full). */
char *lt_stage_get_today (void);

/* Bands of total investment by their lower bounds, in 亿元: 1 3 10 20 50 100. Returns: 0 below the first (or
 * when `investment_wan`, 万元, is not positive), else 1 to 6. */
guint lt_stage_get_size_band (double investment_wan);
/* "50–100 亿元" of a band. Returns: (transfer full). */
char *lt_stage_get_size_title (guint band);

G_END_DECLS
