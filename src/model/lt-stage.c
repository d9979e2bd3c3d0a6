#include "config.h"

#include "lt-stage.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define WAN_A_YI 10000.0

static const struct
{
  const char *name;
  const char *title;
  const char *title_zh;
  const char *late;
  const char *planned;
  const char *actual;
} stages[LT_N_STAGES] = {
  { "none", NC_ ("stage", "Not signed"), "未签约", NULL, NULL, NULL },
  { "signed", NC_ ("stage", "Signed"), "签约", N_ ("Signed, not started"), "planned_signed_on", "signed_on" },
  { "started", NC_ ("stage", "Started"), "开工", N_ ("Started, not completed"), "planned_started_on",
    "started_on" },
  { "completed", NC_ ("stage", "Completed"), "竣工", N_ ("Completed, not in production"),
    "planned_completed_on", "completed_on" },
  { "production", NC_ ("stage", "In production"), "投产", N_ ("In production, not above scale"),
    "planned_production_on", "production_on" },
  { "above-scale", NC_ ("stage", "Above scale"), "上规", N_ ("Above scale, not at full capacity"),
    "planned_above_scale_on", "above_scale_on" },
  { "capacity", NC_ ("stage", "Full capacity"), "达产", NULL, "planned_capacity_on", "capacity_on" },
};

static const guint bands[] = { 1, 3, 10, 20, 50, 100 };

const char *
lt_stage_get_title (LtStage stage)
{
  g_return_val_if_fail ((guint) stage < LT_N_STAGES, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "stage", stages[stage].title);
}

const char *
lt_stage_get_chinese (LtStage stage)
{
  g_return_val_if_fail ((guint) stage < LT_N_STAGES, NULL);

  return stages[stage].title_zh;
}

const char *
lt_stage_get_late_title (LtStage stage)
{
  g_return_val_if_fail ((guint) stage < LT_N_STAGES, NULL);

  return stages[stage].late != NULL ? g_dgettext (GETTEXT_PACKAGE, stages[stage].late) : NULL;
}

const char *
lt_stage_get_name (LtStage stage)
{
  g_return_val_if_fail ((guint) stage < LT_N_STAGES, NULL);

  return stages[stage].name;
}

gboolean
lt_stage_from_name (const char *name, LtStage *stage)
{
  g_autofree char *word = NULL;

  g_return_val_if_fail (name != NULL && stage != NULL, FALSE);

  word = g_strdelimit (g_strdup (name), "_ ", '-');
  for (guint i = 0; i < LT_N_STAGES; i++)
    {
      g_autofree char *title = g_strdelimit (g_strdup (stages[i].title), " ", '-');

      if (g_ascii_strcasecmp (word, stages[i].name) != 0 && g_ascii_strcasecmp (word, title) != 0
          && strcmp (name, stages[i].title_zh) != 0)
        continue;
      *stage = (LtStage) i;
      return TRUE;
    }
  return FALSE;
}

static int
find_field (const char *name)
{
  return name != NULL ? lt_fields_find (LT_KIND_PROJECT, name) : -1;
}

int
lt_stage_get_planned_field (LtStage stage)
{
  g_return_val_if_fail ((guint) stage < LT_N_STAGES, -1);

  return find_field (stages[stage].planned);
}

int
lt_stage_get_actual_field (LtStage stage)
{
  g_return_val_if_fail ((guint) stage < LT_N_STAGES, -1);

  return find_field (stages[stage].actual);
}

void
lt_stage_read_dates (LtRecord *project, LtStageDates *dates)
{
  g_return_if_fail (LT_IS_RECORD (project) && lt_record_get_kind (project) == LT_KIND_PROJECT);
  g_return_if_fail (dates != NULL);

  memset (dates, 0, sizeof *dates);
  for (guint i = LT_STAGE_SIGNED; i < LT_N_STAGES; i++)
    {
      dates->planned[i] = lt_record_get_text (project, (guint) find_field (stages[i].planned));
      dates->actual[i] = lt_record_get_text (project, (guint) find_field (stages[i].actual));
    }
}

static gboolean
read_day (const char *text, GDate *date)
{
  guint year, month, day;

  if (text == NULL || strlen (text) < 10 || sscanf (text, "%4u-%2u-%2u", &year, &month, &day) != 3
      || year > G_MAXUINT16 || month > 12 || day > 31
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

LtStage
lt_stage_of (const LtStageDates *dates, const char *today)
{
  GDate now, date;

  g_return_val_if_fail (dates != NULL && read_day (today, &now), LT_STAGE_NONE);

  for (guint i = LT_STAGE_CAPACITY; i > LT_STAGE_NONE; i--)
    {
      if (read_day (dates->actual[i], &date) && g_date_compare (&date, &now) <= 0)
        return (LtStage) i;
    }
  return LT_STAGE_NONE;
}

gboolean
lt_stage_is_late (const LtStageDates *dates, const char *today, LtLate *late)
{
  LtStage stage = lt_stage_of (dates, today);
  GDate now, date;

  g_return_val_if_fail (late != NULL, FALSE);

  *late = (LtLate){ LT_STAGE_NONE, 0, LT_STAGE_NONE };
  if (stage == LT_STAGE_NONE || !read_day (today, &now))
    return FALSE;
  for (guint i = stage + 1; i < LT_N_STAGES; i++)
    {
      if (!read_day (dates->planned[i], &date))
        continue;
      if (g_date_compare (&date, &now) >= 0)
        return FALSE;
      *late = (LtLate){ stage, (guint) g_date_days_between (&date, &now), (LtStage) i };
      return TRUE;
    }
  return FALSE;
}

LtStage
lt_stage_get_due (const LtStageDates *dates, const char *today, int months)
{
  LtStage stage = lt_stage_of (dates, today);
  GDate month, date;

  if (!read_day (today, &month))
    return LT_STAGE_NONE;
  g_date_set_day (&month, 1);
  if (months >= 0)
    g_date_add_months (&month, (guint) months);
  else
    g_date_subtract_months (&month, (guint) -months);
  for (guint i = stage + 1; i < LT_N_STAGES; i++)
    {
      if (read_day (dates->planned[i], &date) && g_date_get_year (&date) == g_date_get_year (&month)
          && g_date_get_month (&date) == g_date_get_month (&month))
        return (LtStage) i;
    }
  return LT_STAGE_NONE;
}

char *
lt_stage_get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

guint
lt_stage_get_size_band (double investment_wan)
{
  guint band = 0;

  while (band < G_N_ELEMENTS (bands) && investment_wan >= bands[band] * WAN_A_YI)
    band++;
  return band;
}

char *
lt_stage_get_size_title (guint band)
{
  g_return_val_if_fail (band <= G_N_ELEMENTS (bands), NULL);

  if (band == 0)
    return g_strdup_printf (_ ("below %u hundred million yuan"), bands[0]);
  if (band == G_N_ELEMENTS (bands))
    return g_strdup_printf (_ ("%u hundred million yuan and more"), bands[band - 1]);
  return g_strdup_printf (_ ("%u–%u hundred million yuan"), bands[band - 1], bands[band]);
}
