#include "config.h"

#include "lt-indicator.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lt-day.h"
#include "lt-unit.h"

#define NO_INPUT LT_N_INPUTS
#define MU_PER_HA 15.0
/* Idle land: work that stopped with less than these of the area developed and the investment made. */
#define DEVELOPED_SHARE (1.0 / 3.0)
#define INVESTED_SHARE 0.25
#define SHARE_TOLERANCE 1e-9
#define UNSTARTED_INPUTS                                                                                     \
  (1u << LT_INPUT_AGREED_START_ON | 1u << LT_INPUT_STARTED_ON | 1u << LT_INPUT_COMPLETED_ON)
#define STOPPED_INPUTS                                                                                       \
  (1u << LT_INPUT_STOPPED_ON | 1u << LT_INPUT_COMPLETED_ON | 1u << LT_INPUT_DEVELOPED_AREA_M2                \
   | 1u << LT_INPUT_AREA_M2 | 1u << LT_INPUT_INVESTMENT_WAN | 1u << LT_INPUT_AGREED_INVESTMENT_WAN)

typedef struct
{
  const char *name;
  const char *title;
  const char *unit;
} Input;

typedef struct
{
  const char *name;
  const char *title;
  const char *unit;
  const char *agreed;
  LtInput part;
  LtInput extra; /* added where it is recorded */
  LtInput base;  /* NO_INPUT: one */
  double scale;  /* of the base */
} Formula;

/* clang-format off */

static const Input inputs[LT_N_INPUTS] = {
  [LT_INPUT_AREA_M2] = { "area_m2", N_("Site area"), "m²" },
  [LT_INPUT_FLOOR_AREA_M2] = { "floor_area_m2", N_("Total floor area"), "m²" },
  [LT_INPUT_HIGH_FLOOR_AREA_M2] = { "high_floor_area_m2", N_("Floor area of storeys over 8 m"), "m²" },
  [LT_INPUT_BASE_AREA_M2] = { "base_area_m2", N_("Building footprint"), "m²" },
  [LT_INPUT_OFFICE_AREA_M2] = { "office_area_m2", N_("Office and service land"), "m²" },
  [LT_INPUT_GREEN_AREA_M2] = { "green_area_m2", N_("Green area"), "m²" },
  [LT_INPUT_INVESTMENT_WAN] = { "investment_wan", N_("Fixed-asset investment"), "万元" },
  [LT_INPUT_LAND_PRICE_WAN] = { "land_price_wan", N_("Land price"), "万元" },
  [LT_INPUT_OUTPUT_WAN] = { "output_wan", N_("Output"), "万元" },
  [LT_INPUT_REVENUE_WAN] = { "revenue_wan", N_("Revenue"), "万元" },
  [LT_INPUT_TAX_WAN] = { "tax_wan", N_("Tax paid"), "万元" },
  [LT_INPUT_ADDED_VALUE_WAN] = { "added_value_wan", N_("Added value"), "万元" },
  [LT_INPUT_STAFF] = { "staff", N_("Average staff"), "人" },
  [LT_INPUT_ENERGY_TCE] = { "energy_tce", N_("Energy used"), "吨标准煤" },
  [LT_INPUT_ELECTRICITY_WAN_KWH] = { "electricity_wan_kwh", N_("Electricity used"), "万千瓦时" },
  [LT_INPUT_EMISSION_T] = { "emission_t", N_("Emission"), "吨" },
  [LT_INPUT_RD_WAN] = { "rd_wan", N_("R&D spending"), "万元" },
  [LT_INPUT_DEVELOPED_AREA_M2] = { "developed_area_m2", N_("Developed area"), "m²" },
  [LT_INPUT_AGREED_INVESTMENT_WAN] = { "agreed_investment_total_wan", N_("Agreed total investment"), "万元" },
  [LT_INPUT_AGREED_START_ON] = { "agreed_start_on", N_("Agreed start of building"), NULL },
  [LT_INPUT_STARTED_ON] = { "started_on", N_("Start of building"), NULL },
  [LT_INPUT_STOPPED_ON] = { "stopped_on", N_("Stop of building"), NULL },
  [LT_INPUT_COMPLETED_ON] = { "completed_on", N_("Completion of building"), NULL },
  [LT_INPUT_INDUSTRY_CODE] = { "industry_code", N_("Industry code"), NULL },
  [LT_INPUT_INDUSTRY_EDITION] = { "industry_edition", N_("Industry code edition"), NULL },
  [LT_INPUT_LAND_GRADE] = { "land_grade", N_("Land grade"), NULL },
};

static const Formula formulas[LT_N_INDICATORS] = {
  [LT_INDICATOR_FAR] = { "far", N_("Floor area ratio"), "1", "agreed_far",
    LT_INPUT_FLOOR_AREA_M2, LT_INPUT_HIGH_FLOOR_AREA_M2, LT_INPUT_AREA_M2, 1.0 },
  [LT_INDICATOR_COVERAGE] = { "coverage", N_("Building coverage"), "1", "agreed_coverage",
    LT_INPUT_BASE_AREA_M2, NO_INPUT, LT_INPUT_AREA_M2, 1.0 },
  [LT_INDICATOR_OFFICE_SHARE] = { "office_share", N_("Share of office and service land"), "1", NULL,
    LT_INPUT_OFFICE_AREA_M2, NO_INPUT, LT_INPUT_AREA_M2, 1.0 },
  [LT_INDICATOR_GREEN_SHARE] = { "green_share", N_("Share of green area"), "1", NULL,
    LT_INPUT_GREEN_AREA_M2, NO_INPUT, LT_INPUT_AREA_M2, 1.0 },
  [LT_INDICATOR_INVESTMENT_INTENSITY] = { "investment_intensity", N_("Investment intensity"), "万元/亩",
    "agreed_investment_wan_mu",
    LT_INPUT_INVESTMENT_WAN, LT_INPUT_LAND_PRICE_WAN, LT_INPUT_AREA_M2, 1.0 / LT_M2_PER_MU },
  [LT_INDICATOR_OUTPUT_PER_MU] = { "output_per_mu", N_("Output per mu"), "万元/亩", "agreed_output_wan_mu",
    LT_INPUT_OUTPUT_WAN, NO_INPUT, LT_INPUT_AREA_M2, 1.0 / LT_M2_PER_MU },
  [LT_INDICATOR_TAX_PER_MU] = { "tax_per_mu", N_("Tax per mu"), "万元/亩", "agreed_tax_wan_mu",
    LT_INPUT_TAX_WAN, NO_INPUT, LT_INPUT_AREA_M2, 1.0 / LT_M2_PER_MU },
  [LT_INDICATOR_ADDED_VALUE_PER_MU] = { "added_value_per_mu", N_("Added value per mu"), "万元/亩", NULL,
    LT_INPUT_ADDED_VALUE_WAN, NO_INPUT, LT_INPUT_AREA_M2, 1.0 / LT_M2_PER_MU },
  [LT_INDICATOR_PRODUCTIVITY] = { "productivity", N_("Labour productivity"), "万元/人", NULL,
    LT_INPUT_ADDED_VALUE_WAN, NO_INPUT, LT_INPUT_STAFF, 1.0 },
  [LT_INDICATOR_ENERGY_VALUE] = { "energy_value", N_("Added value per energy"), "万元/吨标准煤", NULL,
    LT_INPUT_ADDED_VALUE_WAN, NO_INPUT, LT_INPUT_ENERGY_TCE, 1.0 },
  [LT_INDICATOR_EMISSION_VALUE] = { "emission_value", N_("Added value per emission"), "万元/吨", NULL,
    LT_INPUT_ADDED_VALUE_WAN, NO_INPUT, LT_INPUT_EMISSION_T, 1.0 },
  [LT_INDICATOR_RD_SHARE] = { "rd_share", N_("R&D share of revenue"), "1", NULL,
    LT_INPUT_RD_WAN, NO_INPUT, LT_INPUT_REVENUE_WAN, 1.0 },
  [LT_INDICATOR_ELECTRICITY_TAX] = { "electricity_tax", N_("Tax per electricity"), "元/千瓦时", NULL,
    LT_INPUT_TAX_WAN, NO_INPUT, LT_INPUT_ELECTRICITY_WAN_KWH, 1.0 },
  [LT_INDICATOR_LAND_MU] = { "land_mu", N_("Land used"), "亩", NULL,
    LT_INPUT_AREA_M2, NO_INPUT, NO_INPUT, LT_M2_PER_MU },
  [LT_INDICATOR_UNSTARTED_YEARS] = { "unstarted_years", N_("Years unstarted"), "年", NULL,
    LT_INPUT_STARTED_ON, NO_INPUT, NO_INPUT, 1.0 },
  [LT_INDICATOR_STOPPED_YEARS] = { "stopped_years", N_("Years stopped"), "年", NULL,
    LT_INPUT_STOPPED_ON, NO_INPUT, NO_INPUT, 1.0 },
};

/* clang-format on */

const char *
lt_input_get_name (LtInput input)
{
  g_return_val_if_fail ((guint) input < LT_N_INPUTS, NULL);

  return inputs[input].name;
}

const char *
lt_input_get_title (LtInput input)
{
  g_return_val_if_fail ((guint) input < LT_N_INPUTS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, inputs[input].title);
}

const char *
lt_input_get_unit (LtInput input)
{
  g_return_val_if_fail ((guint) input < LT_N_INPUTS, NULL);

  return inputs[input].unit;
}

gboolean
lt_input_is_date (LtInput input)
{
  return input >= LT_INPUT_AGREED_START_ON && input <= LT_INPUT_COMPLETED_ON;
}

const char *
lt_indicator_get_name (LtIndicator indicator)
{
  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, NULL);

  return formulas[indicator].name;
}

const char *
lt_indicator_get_title (LtIndicator indicator)
{
  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, NULL);

  return g_dgettext (GETTEXT_PACKAGE, formulas[indicator].title);
}

const char *
lt_indicator_get_unit (LtIndicator indicator)
{
  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, NULL);

  return formulas[indicator].unit;
}

gboolean
lt_indicator_from_name (const char *name, LtIndicator *indicator)
{
  g_return_val_if_fail (name != NULL && indicator != NULL, FALSE);

  for (guint i = 0; i < LT_N_INDICATORS; i++)
    {
      if (strcmp (formulas[i].name, name) == 0)
        {
          *indicator = (LtIndicator) i;
          return TRUE;
        }
    }
  return FALSE;
}

double
lt_indicator_get_factor (LtIndicator indicator, const char *unit)
{
  const char *own;

  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, 0);

  own = formulas[indicator].unit;
  if (unit == NULL || strcmp (unit, own) == 0)
    return 1.0;
  if (strcmp (unit, "%") == 0 && strcmp (own, "1") == 0)
    return 0.01;
  return strcmp (unit, "万元/公顷") == 0 && strcmp (own, "万元/亩") == 0 ? 1.0 / MU_PER_HA : 0.0;
}

static inline guint32
input_bit (LtInput input)
{
  return input < LT_N_INPUTS ? 1u << input : 0;
}

guint32
lt_indicator_get_inputs (LtIndicator indicator)
{
  const Formula *formula;

  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, 0);

  if (indicator == LT_INDICATOR_UNSTARTED_YEARS)
    return UNSTARTED_INPUTS;
  if (indicator == LT_INDICATOR_STOPPED_YEARS)
    return STOPPED_INPUTS;
  formula = &formulas[indicator];
  return input_bit (formula->part) | input_bit (formula->extra) | input_bit (formula->base);
}

LtInput
lt_indicator_get_part (LtIndicator indicator)
{
  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, LT_N_INPUTS);

  return formulas[indicator].part;
}

const char *
lt_indicator_get_agreed_column (LtIndicator indicator)
{
  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, NULL);

  return formulas[indicator].agreed;
}

/* Tax and added value may be below zero; an area, a sum invested or a head count that is says nothing. */
static inline double
get (double *const columns[LT_N_QUANTITIES], LtInput input, guint index)
{
  double value = columns[input] != NULL ? columns[input][index] : NAN;
  gboolean below_zero = input == LT_INPUT_TAX_WAN || input == LT_INPUT_ADDED_VALUE_WAN;

  if (!isfinite (value) || (value < 0 && !below_zero) || (value == 0 && input == LT_INPUT_AREA_M2))
    return NAN;
  return value;
}

/* A date that is still to come has not happened. */
static gboolean
has_happened (double *const columns[LT_N_QUANTITIES], LtInput input, guint index, double as_of)
{
  return get (columns, input, index) <= as_of;
}

static LtMeasure
measure_unstarted (double *const columns[LT_N_QUANTITIES], guint index, double as_of)
{
  double agreed = get (columns, LT_INPUT_AGREED_START_ON, index);
  LtMeasure measure = { .value = 0, .base = NAN };

  if (has_happened (columns, LT_INPUT_STARTED_ON, index, as_of)
      || has_happened (columns, LT_INPUT_COMPLETED_ON, index, as_of))
    return measure;
  measure.value = isnan (agreed) ? NAN : MAX (lt_day_get_years (agreed, as_of), 0);
  measure.missing = isnan (agreed) ? 1u << LT_INPUT_AGREED_START_ON : 0;
  return measure;
}

/* 1 below the share, 0 not, −1 with what is missing. */
static int
is_short (double part, double whole, double share, LtInput part_input, LtInput whole_input, guint32 *missing)
{
  if (isnan (part))
    *missing |= 1u << part_input;
  if (!(whole > 0))
    *missing |= 1u << whole_input;
  if (isnan (part) || !(whole > 0))
    return -1;
  return part / whole < share * (1 - SHARE_TOLERANCE) ? 1 : 0;
}

static LtMeasure
measure_stopped (double *const columns[LT_N_QUANTITIES], guint index, double as_of)
{
  LtMeasure measure = { .value = 0, .base = NAN };
  guint32 missing = 0;
  int developed, invested;

  if (!has_happened (columns, LT_INPUT_STOPPED_ON, index, as_of)
      || has_happened (columns, LT_INPUT_COMPLETED_ON, index, as_of))
    return measure;
  developed
      = is_short (get (columns, LT_INPUT_DEVELOPED_AREA_M2, index), get (columns, LT_INPUT_AREA_M2, index),
                  DEVELOPED_SHARE, LT_INPUT_DEVELOPED_AREA_M2, LT_INPUT_AREA_M2, &missing);
  invested = is_short (get (columns, LT_INPUT_INVESTMENT_WAN, index),
                       get (columns, LT_INPUT_AGREED_INVESTMENT_WAN, index), INVESTED_SHARE,
                       LT_INPUT_INVESTMENT_WAN, LT_INPUT_AGREED_INVESTMENT_WAN, &missing);
  if (developed == 1 || invested == 1)
    measure.value = lt_day_get_years (get (columns, LT_INPUT_STOPPED_ON, index), as_of);
  else if (developed < 0 || invested < 0)
    measure.value = NAN;
  measure.missing = isnan (measure.value) ? missing : 0;
  return measure;
}

LtMeasure
lt_indicator_measure (LtIndicator indicator,
                      double *const columns[LT_N_QUANTITIES],
                      guint index,
                      double as_of)
{
  const Formula *formula = &formulas[indicator];

  if (indicator == LT_INDICATOR_UNSTARTED_YEARS)
    return measure_unstarted (columns, index, as_of);
  if (indicator == LT_INDICATOR_STOPPED_YEARS)
    return measure_stopped (columns, index, as_of);

  double part = get (columns, formula->part, index);
  double extra = formula->extra != NO_INPUT ? get (columns, formula->extra, index) : 0;
  double base = formula->base != NO_INPUT ? get (columns, formula->base, index) : 1;
  LtMeasure measure = { .value = NAN, .base = base * formula->scale };

  if (isnan (part))
    measure.missing |= input_bit (formula->part);
  if (isnan (extra))
    {
      measure.partial |= input_bit (formula->extra);
      extra = 0;
    }
  if (!(base > 0))
    measure.missing |= input_bit (formula->base);
  if (measure.missing == 0)
    measure.value = (part + extra) / measure.base;
  return measure;
}

double
lt_indicator_get_needed (const LtMeasure *measure, double target)
{
  g_return_val_if_fail (measure != NULL, NAN);

  return (target - measure->value) * measure->base;
}

char *
lt_indicator_format (LtIndicator indicator, double value)
{
  g_autofree char *percent = NULL;

  g_return_val_if_fail ((guint) indicator < LT_N_INDICATORS, NULL);

  if (!isfinite (value) || strcmp (formulas[indicator].unit, "1") != 0)
    return lt_unit_format (value, fabs (value) < 1 ? 4 : 2);
  if (indicator == LT_INDICATOR_FAR)
    return lt_unit_format (value, 3);
  percent = lt_unit_format (value * 100, 2);
  return g_strconcat (percent, "%", NULL);
}
