#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What indicators are made of, as the workspace's columns name it ("floor_area_m2"). Quantities are
 * doubles in the unit of their name, NAN when not recorded; the attributes after them say by which
 * cell of a rule set a parcel is judged. */
typedef enum
{
  LT_INPUT_AREA_M2, /* site area; of an enterprise the area it occupies, owned or rented */
  LT_INPUT_FLOOR_AREA_M2,
  LT_INPUT_HIGH_FLOOR_AREA_M2, /* the part of the floor area in storeys over 8 m */
  LT_INPUT_BASE_AREA_M2,
  LT_INPUT_OFFICE_AREA_M2,
  LT_INPUT_GREEN_AREA_M2,
  LT_INPUT_INVESTMENT_WAN,
  LT_INPUT_LAND_PRICE_WAN,
  LT_INPUT_OUTPUT_WAN,
  LT_INPUT_REVENUE_WAN,
  LT_INPUT_TAX_WAN,
  LT_INPUT_ADDED_VALUE_WAN,
  LT_INPUT_STAFF,
  LT_INPUT_ENERGY_TCE,
  LT_INPUT_ELECTRICITY_WAN_KWH,
  LT_INPUT_EMISSION_T,
  LT_INPUT_RD_WAN,
  LT_INPUT_DEVELOPED_AREA_M2,     /* site area on which building has begun */
  LT_INPUT_AGREED_INVESTMENT_WAN, /* the whole sum that the contract names */
  LT_INPUT_AGREED_START_ON,       /* from here on dates, as lt-day.h has them */
  LT_INPUT_STARTED_ON,
  LT_INPUT_STOPPED_ON,
  LT_INPUT_COMPLETED_ON,
  LT_N_QUANTITIES,
  LT_INPUT_INDUSTRY_CODE = LT_N_QUANTITIES,
  LT_INPUT_INDUSTRY_EDITION,
  LT_INPUT_LAND_GRADE,
  LT_N_INPUTS,
} LtInput;

/* Names are those of the rule sets and of JSON. Formulas: DOMAIN.md, "Control indicators" and
 * "Per-mu evaluation"; 1 mu = 2000/3 m². */
typedef enum
{
  LT_INDICATOR_FAR,                  /* far: (floor area + that of storeys over 8 m) / site area */
  LT_INDICATOR_COVERAGE,             /* coverage: base area / site area */
  LT_INDICATOR_OFFICE_SHARE,         /* office_share */
  LT_INDICATOR_GREEN_SHARE,          /* green_share */
  LT_INDICATOR_INVESTMENT_INTENSITY, /* investment_intensity: (investment + land price) / mu */
  LT_INDICATOR_OUTPUT_PER_MU,        /* output_per_mu: 土地产出率 */
  LT_INDICATOR_TAX_PER_MU,           /* tax_per_mu */
  LT_INDICATOR_ADDED_VALUE_PER_MU,   /* added_value_per_mu */
  LT_INDICATOR_PRODUCTIVITY,         /* productivity: added value / staff */
  LT_INDICATOR_ENERGY_VALUE,         /* energy_value: added value / energy */
  LT_INDICATOR_EMISSION_VALUE,       /* emission_value: added value / emission */
  LT_INDICATOR_RD_SHARE,             /* rd_share: R&D / revenue */
  LT_INDICATOR_ELECTRICITY_TAX,      /* electricity_tax: tax / electricity, yuan per kWh */
  LT_INDICATOR_LAND_MU,              /* land_mu: area in mu */
  LT_INDICATOR_UNSTARTED_YEARS,      /* unstarted_years: since the agreed start, 0 once started */
  LT_INDICATOR_STOPPED_YEARS,        /* stopped_years: since work stopped below the limits of idle land */
  LT_N_INDICATORS,
} LtIndicator;

/* A value with what it lacks: `missing` has a bit for each input without which there is no value,
 * `partial` one for each that would be added but is not recorded. */
typedef struct
{
  double value; /* NAN: an input is missing, or what it is divided by is not above zero */
  double base;  /* what the parts are divided by, in the indicator's unit */
  guint32 missing;
  guint32 partial;
} LtMeasure;

const char *lt_input_get_name (LtInput input);
const char *lt_input_get_title (LtInput input);
/* The unit as JSON has it, "m²", "万元"; NULL for an attribute. */
const char *lt_input_get_unit (LtInput input);
/* TRUE for those that are dates. */
gboolean lt_input_is_date (LtInput input);

const char *lt_indicator_get_name (LtIndicator indicator);
const char *lt_indicator_get_title (LtIndicator indicator);
/* "1" for a ratio, "万元/亩", "万元/人" … */
const char *lt_indicator_get_unit (LtIndicator indicator);
/* Returns FALSE, leaving *indicator, for any other word. */
gboolean lt_indicator_from_name (const char *name, LtIndicator *indicator);
/* What a figure in `unit` is to be multiplied with to be in the indicator's own: "%" for a ratio,
 * "万元/公顷" (15 mu) where it is per mu. 0 when that makes no sense. */
double lt_indicator_get_factor (LtIndicator indicator, const char *unit);
/* The bits of the inputs it is made of. */
guint32 lt_indicator_get_inputs (LtIndicator indicator);
/* The input whose growth raises it. */
LtInput lt_indicator_get_part (LtIndicator indicator);
/* The column of parcels with the value agreed in the sale contract; NULL when there is none. */
const char *lt_indicator_get_agreed_column (LtIndicator indicator);

/* Computes it for row `index` of the columns; a column that is NULL is recorded for no row. `as_of` is
 * the day (lt-day.h) up to which years are counted. Idle land (DOMAIN.md): an empty date is a thing that
 * has not happened; work that stopped counts while less than a third of the area is developed or less than
 * a quarter of the agreed investment is made. */
LtMeasure lt_indicator_measure (LtIndicator indicator,
                                double *const columns[LT_N_QUANTITIES],
                                guint index,
                                double as_of);
/* How much of the part takes it from its value to `target`: below zero, how much less. NAN where no
 * amount of anything would, as with years. */
double lt_indicator_get_needed (const LtMeasure *measure, double target);

/* "0.82", "30.1%", "24.1": as people write it, NAN as "not recorded". Returns: (transfer full). */
char *lt_indicator_format (LtIndicator indicator, double value);

G_END_DECLS
