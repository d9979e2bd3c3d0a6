#!/usr/bin/python3
"""Makes parcels.csv, enterprises.csv and expected.csv beside itself: what judging must give.

Written from the definitions alone, in exact fractions and without a look at the program: the tables
below are typed in from the published rules, not read from data/rules. Run it after changing it, and
read the difference. Columns are empty where nothing is recorded.
"""
import csv
import os
import random
from datetime import date
from fractions import Fraction as F

HERE = os.path.dirname(os.path.abspath(__file__))
MU = F(2000, 3)

# --- cases ---------------------------------------------------------------------------------------

PARCEL = ['area_m2', 'floor_area_m2', 'high_floor_area_m2', 'base_area_m2', 'office_area_m2', 'green_area_m2',
          'investment_wan', 'land_price_wan', 'output_wan', 'tax_wan', 'industry_code', 'industry_edition',
          'land_grade', 'agreed_far', 'agreed_coverage', 'agreed_investment_wan_mu', 'agreed_output_wan_mu',
          'agreed_tax_wan_mu', 'agreed_start_on', 'started_on', 'stopped_on', 'completed_on', 'developed_area_m2',
          'agreed_investment_total_wan']
AS_OF = date(2025, 12, 31)
ENTERPRISE = ['area_m2', 'revenue_wan', 'tax_wan', 'added_value_wan', 'staff', 'energy_tce', 'electricity_wan_kwh',
              'emission_t', 'rd_wan', 'tenant']
GOOD = dict(area_m2='20000', floor_area_m2='24000', base_area_m2='9000', office_area_m2='1000',
            green_area_m2='2000', industry_code='3911', industry_edition='2002')


def parcels():
    cases = {
        'good': {},
        'far-on-limit': dict(floor_area_m2='14000'),
        'far-under-limit': dict(floor_area_m2='13999.9'),
        # 26666.664 / 33333.33 is 0.8 on paper and less in binary
        'far-on-limit-odd': dict(area_m2='33333.33', floor_area_m2='26666.664', base_area_m2='12000',
                                 industry_code='1711'),
        'coverage-on-limit': dict(base_area_m2='6000'),
        'coverage-under': dict(base_area_m2='5999.9'),
        'office-on-limit': dict(office_area_m2='1400'),
        'office-over': dict(office_area_m2='1400.1'),
        'green-on-limit': dict(green_area_m2='4000'),
        'green-over': dict(green_area_m2='4000.1'),
        'nothing-built': dict(floor_area_m2='0', base_area_m2='0', office_area_m2='0', green_area_m2='0'),
        'high-storeys-twice': dict(floor_area_m2='7000', high_floor_area_m2='7000'),
        'high-storeys-short': dict(floor_area_m2='7000', high_floor_area_m2='6999'),
        'area-zero': dict(area_m2='0'),
        'area-missing': dict(area_m2=''),
        'area-negative': dict(area_m2='-5'),
        'floor-missing': dict(floor_area_m2=''),
        'floor-negative': dict(floor_area_m2='-1'),
        'base-missing': dict(base_area_m2=''),
        'office-missing': dict(office_area_m2=''),
        'green-missing': dict(green_area_m2=''),
        'missing-and-failing': dict(green_area_m2='', base_area_m2='100'),
        'all-missing': {key: '' for key in GOOD},
        'code-missing': dict(industry_code=''),
        'edition-missing': dict(industry_edition=''),
        'edition-2017': dict(industry_edition='2017'),
        'edition-2017-failing': dict(industry_edition='2017', base_area_m2='100'),
        'edition-2011': dict(industry_edition='2011'),
        'edition-2017-floor-missing': dict(industry_edition='2017', floor_area_m2=''),
        'code-with-section': dict(industry_code='C39', floor_area_m2='14000'),
        'code-division': dict(industry_code='39', floor_area_m2='14000'),
        'code-not-in-table': dict(industry_code='4411'),
        'code-mining': dict(industry_code='0610'),
        'agreed-far-wins': dict(agreed_far='1.2'),
        'agreed-far-fails': dict(agreed_far='1.21'),
        'agreed-far-lower': dict(agreed_far='0.5', floor_area_m2='10000'),
        'agreed-far-other-edition': dict(agreed_far='1.0', industry_edition='2017'),
        'agreed-far-no-code': dict(agreed_far='1.0', industry_code='', industry_edition=''),
        'agreed-far-missing-floor': dict(agreed_far='1.0', floor_area_m2=''),
        'agreed-zero-is-blank': dict(agreed_far='0'),
        'agreed-coverage': dict(agreed_coverage='0.5'),
        'agreed-investment': dict(agreed_investment_wan_mu='300', investment_wan='9000'),
        'agreed-investment-land': dict(agreed_investment_wan_mu='300', investment_wan='8000', land_price_wan='1000'),
        'agreed-investment-short': dict(agreed_investment_wan_mu='300', investment_wan='8000',
                                        land_price_wan='999'),
        'agreed-investment-missing': dict(agreed_investment_wan_mu='300'),
        'agreed-tax': dict(agreed_tax_wan_mu='20', tax_wan='600'),
        'agreed-tax-short': dict(agreed_tax_wan_mu='20', tax_wan='599.9'),
        'agreed-tax-refund': dict(agreed_tax_wan_mu='20', tax_wan='-10'),
        'agreed-output': dict(agreed_output_wan_mu='500', output_wan='15000'),
        'idle-year-on-limit': dict(agreed_start_on='2024-12-31'),
        'idle-year-under': dict(agreed_start_on='2025-01-01'),
        'idle-two-on-limit': dict(agreed_start_on='2023-12-31'),
        'idle-two-under': dict(agreed_start_on='2024-01-01'),
        'idle-leap': dict(agreed_start_on='2024-02-29'),
        'idle-future': dict(agreed_start_on='2026-03-01'),
        'idle-started': dict(agreed_start_on='2020-03-01', started_on='2025-12-31'),
        'idle-start-to-come': dict(agreed_start_on='2020-03-01', started_on='2026-01-01'),
        'idle-started-no-agreed': dict(started_on='2021-05-06'),
        'idle-completed-only': dict(agreed_start_on='2020-03-01', completed_on='2022-03-01'),
        'idle-nothing': {},
        'idle-bad-date': dict(agreed_start_on='2025-02-30'),
    }
    stopped = dict(agreed_start_on='2022-01-01', started_on='2022-06-01', stopped_on='2024-12-31',
                   developed_area_m2='6666', investment_wan='3000', agreed_investment_total_wan='10000')
    cases.update({
        'idle-stopped': stopped,
        'idle-stopped-year-under': {**stopped, 'stopped_on': '2025-01-01'},
        'idle-stopped-third': {**stopped, 'developed_area_m2': '6666.666666666667'},
        'idle-stopped-quarter': {**stopped, 'developed_area_m2': '9000', 'investment_wan': '2500'},
        'idle-stopped-under-quarter': {**stopped, 'developed_area_m2': '9000', 'investment_wan': '2499.9'},
        'idle-stopped-no-investment': {**stopped, 'developed_area_m2': '9000', 'investment_wan': ''},
        'idle-stopped-no-area': {**stopped, 'developed_area_m2': '', 'investment_wan': '2000'},
        'idle-stopped-neither': {**stopped, 'developed_area_m2': '', 'agreed_investment_total_wan': ''},
        'idle-stopped-site-zero': {**stopped, 'area_m2': '0', 'investment_wan': '9000'},
        'idle-stopped-completed': {**stopped, 'completed_on': '2025-06-01'},
    })
    for division in range(13, 44):
        for share in ('0.49', '0.5', '0.6', '0.7', '0.8', '0.99', '1'):
            cases[f'division-{division}-{share}'] = dict(industry_code=f'{division}10',
                                                         floor_area_m2=str(F(share) * 20000).split('/')[0])
    rows = {name: {**GOOD, **changes} for name, changes in cases.items()}
    rng = random.Random(24)
    for i in range(400):
        area = rng.randrange(2000, 200000)

        def part(most):
            return '' if rng.random() < 0.06 else f'{rng.random() * most * area:.2f}'
        rows[f'random-{i}'] = dict(
            area_m2=str(area), floor_area_m2=part(2.2), high_floor_area_m2=part(0.4), base_area_m2=part(0.8),
            office_area_m2=part(0.12), green_area_m2=part(0.3), investment_wan=part(0.5), land_price_wan=part(0.05),
            output_wan=part(1), tax_wan=part(0.05), industry_code=f'{rng.randrange(10, 46)}{rng.randrange(10, 99)}',
            industry_edition=rng.choice(['2002', '2002', '2002', '2002', '2017', '']),
            land_grade=rng.choice(['', '7', '9']), agreed_far=rng.choice(['', '', '', '', '1.5']),
            agreed_investment_wan_mu=rng.choice(['', '', '', '150']),
            agreed_tax_wan_mu=rng.choice(['', '', '', '12.5']))
    return rows


LARGE = dict(area_m2='20000', revenue_wan='8000', tax_wan='600', added_value_wan='3000', staff='150',
             energy_tce='1200', emission_t='0.5', rd_wan='240')
SMALL = dict(area_m2='4000', revenue_wan='900', tax_wan='60', electricity_wan_kwh='150')


def enterprises():
    cases = {
        'large': (LARGE, {}),
        'large-no-emission': (LARGE, dict(emission_t='')),
        'large-emission-zero': (LARGE, dict(emission_t='0')),
        'large-no-energy': (LARGE, dict(energy_tce='')),
        'large-no-tax': (LARGE, dict(tax_wan='')),
        'large-no-area': (LARGE, dict(area_m2='')),
        'large-area-zero': (LARGE, dict(area_m2='0')),
        'large-staff-zero': (LARGE, dict(staff='0')),
        'large-no-rd': (LARGE, dict(rd_wan='0')),
        'large-loss': (LARGE, dict(added_value_wan='-120')),
        'scale-on-limit': (LARGE, dict(revenue_wan='2000')),
        'scale-under': ({**SMALL, **LARGE}, dict(revenue_wan='1999.99', electricity_wan_kwh='80')),
        'revenue-missing': (LARGE, dict(revenue_wan='')),
        'sandi-large-on-limit': (LARGE, dict(tax_wan='180')),
        'sandi-large-under': (LARGE, dict(tax_wan='179.99')),
        'sandi-small-on-limit': (SMALL, dict(tax_wan='18')),
        'sandi-small-under': (SMALL, dict(tax_wan='17.99')),
        'sandi-ten-mu': ({**SMALL, 'tax_wan': '100'}, dict(area_m2='6666.666666666667')),
        'sandi-under-ten-mu': ({**SMALL, 'tax_wan': '100'}, dict(area_m2='6666')),
        'sandi-small-no-area': (SMALL, dict(area_m2='')),
        'sandi-large-land-no-tax': (SMALL, dict(area_m2='9000', tax_wan='')),
        'small': (SMALL, {}),
        'small-no-electricity': (SMALL, dict(electricity_wan_kwh='')),
        'small-electricity-zero': (SMALL, dict(electricity_wan_kwh='0')),
        'small-refund': (SMALL, dict(tax_wan='-5')),
        'small-tenant': (SMALL, dict(tenant='1')),
    }
    rows = {name: {**base, **changes} for name, (base, changes) in cases.items()}
    rng = random.Random(2022)
    for i in range(60):
        rows[f'large-{i}'] = dict(
            area_m2=str(rng.randrange(3000, 90000)), revenue_wan=str(rng.randrange(2000, 90000)),
            tax_wan=f'{rng.random() * 2000:.2f}', added_value_wan=f'{rng.random() * 20000:.2f}',
            staff=str(rng.randrange(10, 900)), energy_tce=f'{rng.random() * 5000 + 1:.1f}',
            emission_t=rng.choice(['', f'{rng.random() * 4 + 0.01:.3f}']), rd_wan=f'{rng.random() * 900:.1f}')
    # Whole numbers on equal areas: many ties, some at the limits between grades.
    for i in range(57):
        rows[f'tie-{i}'] = dict(area_m2='2000', revenue_wan='500', tax_wan=str(rng.randrange(0, 24) * 3),
                                electricity_wan_kwh=str(rng.randrange(20, 400)))
    return rows


# --- measures ------------------------------------------------------------------------------------

def number(row, key):
    text = row.get(key, '')
    return F(text) if text != '' else None


def amount(row, key):
    """A quantity that can't be below zero; a site that has no area has none recorded."""
    value = number(row, key)
    if value is None or value < 0 or (key == 'area_m2' and value == 0):
        return None
    return value


def ratio(part, base):
    return None if part is None or base is None or base <= 0 else part / base


def with_extra(row, key, extra):
    part = amount(row, key)
    return None if part is None else part + (amount(row, extra) or 0)


def mu(row):
    area = amount(row, 'area_m2')
    return None if area is None else area / MU


def day(row, key):
    try:
        return date.fromisoformat(row.get(key, ''))
    except ValueError:
        return None


def happened(row, key):
    return day(row, key) is not None and day(row, key) <= AS_OF


def anniversary(start, years):
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, day=28)


def years_since(start):
    if start > AS_OF:
        return F(0)
    whole = max(n for n in range(AS_OF.year - start.year + 1) if anniversary(start, n) <= AS_OF)
    last, following = anniversary(start, whole), anniversary(start, whole + 1)
    return whole + F((AS_OF - last).days, (following - last).days)


def unstarted_years(row):
    if happened(row, 'started_on') or happened(row, 'completed_on'):
        return F(0)
    return None if day(row, 'agreed_start_on') is None else years_since(day(row, 'agreed_start_on'))


def stopped_years(row):
    if not happened(row, 'stopped_on') or happened(row, 'completed_on'):
        return F(0)
    developed = ratio(amount(row, 'developed_area_m2'), amount(row, 'area_m2'))
    invested = ratio(amount(row, 'investment_wan'), amount(row, 'agreed_investment_total_wan'))
    # 6666.666666666667 stands for a third of 20000: equal within the program's tolerance
    little = [share is not None and share < limit - F(1, 10**12)
              for share, limit in ((developed, F(1, 3)), (invested, F(1, 4)))]
    if any(little):
        return years_since(day(row, 'stopped_on'))
    return None if developed is None or invested is None else F(0)


MEASURES = {
    'far': lambda r: ratio(with_extra(r, 'floor_area_m2', 'high_floor_area_m2'), amount(r, 'area_m2')),
    'coverage': lambda r: ratio(amount(r, 'base_area_m2'), amount(r, 'area_m2')),
    'office_share': lambda r: ratio(amount(r, 'office_area_m2'), amount(r, 'area_m2')),
    'green_share': lambda r: ratio(amount(r, 'green_area_m2'), amount(r, 'area_m2')),
    'investment_intensity': lambda r: ratio(with_extra(r, 'investment_wan', 'land_price_wan'), mu(r)),
    'output_per_mu': lambda r: ratio(amount(r, 'output_wan'), mu(r)),
    'tax_per_mu': lambda r: ratio(number(r, 'tax_wan'), mu(r)),
    'added_value_per_mu': lambda r: ratio(number(r, 'added_value_wan'), mu(r)),
    'productivity': lambda r: ratio(number(r, 'added_value_wan'), amount(r, 'staff')),
    'energy_value': lambda r: ratio(number(r, 'added_value_wan'), amount(r, 'energy_tce')),
    'emission_value': lambda r: ratio(number(r, 'added_value_wan'), amount(r, 'emission_t')),
    'rd_share': lambda r: ratio(amount(r, 'rd_wan'), amount(r, 'revenue_wan')),
    'electricity_tax': lambda r: ratio(number(r, 'tax_wan'), amount(r, 'electricity_wan_kwh')),
    'land_mu': mu,
    'unstarted_years': lambda r: unstarted_years(r),
    'stopped_years': lambda r: stopped_years(r),
}

# --- the rules, typed in -------------------------------------------------------------------------

FAR_2002 = {}
for limit, divisions in (('1.0', '13 14 15 16 18 19 24 30 40 41 42'), ('0.8', '17 20 21 22 23 28 29'),
                         ('0.7', '27 31 34 35 36 37 39 43'), ('0.6', '26 32 33'), ('0.5', '25')):
    FAR_2002.update({division: F(limit) for division in divisions.split()})
AGREED = {'far': 'agreed_far', 'coverage': 'agreed_coverage', 'investment_intensity': 'agreed_investment_wan_mu',
          'output_per_mu': 'agreed_output_wan_mu', 'tax_per_mu': 'agreed_tax_wan_mu'}
ORDER = ['fail', 'missing', 'no_standard', 'pass']


def far_2008(row):
    code = row.get('industry_code', '').lstrip('C')
    if code == '' or row.get('industry_edition', '') == '':
        return 'missing'
    if row['industry_edition'] != '2002':
        return 'no_standard'
    return FAR_2002.get(code[:2], 'no_standard')


def always(value):
    return lambda row: F(value)


def empty(row):
    return None


# indicator: (bound, standard, mandatory); `empty` is a column that the rule set has no value for
CONTROL_2008 = {'far': ('min', far_2008, True), 'coverage': ('min', always('0.3'), True),
                'office_share': ('max', always('0.07'), True), 'green_share': ('max', always('0.2'), True),
                'investment_intensity': ('min', empty, True)}
CONTROL_2023 = {'far': ('min', empty, True), 'coverage': ('min', always('0.4'), True),
                'office_share': ('max', always('0.07'), True), 'investment_intensity': ('min', empty, False),
                'output_per_mu': ('min', empty, False), 'tax_per_mu': ('min', empty, False)}


def holds(bound, value, standard):
    return {'min': value >= standard, 'max': value <= standard, 'below': value < standard}[bound]


def judge(bound, value, standard):
    if standard == 'missing':
        return 'missing'
    if standard is None or standard == 'no_standard':
        return 'no_standard'
    if value is None:
        return 'missing'
    return 'pass' if holds(bound, value, standard) else 'fail'


def judge_parcel(rules, row):
    """[(indicator, value, standard, verdict)], verdict on the whole"""
    found, whole = [], []
    for indicator in list(rules) + [i for i in AGREED if i not in rules]:
        bound, look_up, mandatory = rules.get(indicator, ('min', None, True))
        agreed = number(row, AGREED[indicator]) if indicator in AGREED else None
        has_agreed = agreed is not None and agreed > 0
        if look_up is None and not has_agreed:
            continue
        standard = agreed if has_agreed else look_up(row)
        value = MEASURES[indicator](row)
        verdict = judge(bound, value, standard)
        found.append((indicator, value, standard if isinstance(standard, F) else None, verdict))
        if has_agreed or (mandatory and look_up is not empty):
            whole.append(verdict)
    return found, next(verdict for verdict in ORDER if verdict in whole)


IDLE = {'unstarted_years': ('below', always('1'), True), 'stopped_years': ('below', always('1'), True)}


def idle(rows, out):
    for name, row in rows.items():
        whole = []
        for indicator, (bound, look_up, mandatory) in IDLE.items():
            value = MEASURES[indicator](row)
            verdict = judge(bound, value, look_up(row))
            out('idle-land', name, indicator, value, look_up(row), verdict)
            whole.append(verdict)
        out('idle-land', name, whole=next(verdict for verdict in ORDER if verdict in whole))


HUANGYAN_ABOVE = {'tax_per_mu': ('30', '24.097'), 'added_value_per_mu': ('20', '136.16'),
                  'energy_value': ('20', '2.694'), 'emission_value': ('10', '4929.81'),
                  'productivity': ('10', '18.14'), 'rd_share': ('10', '0.0302')}
HUANGYAN_BELOW = {'tax_per_mu': ('50', '11.5932'), 'electricity_tax': ('50', '0.2352')}


def scale(row):
    revenue = number(row, 'revenue_wan')
    return None if revenue is None else 'above' if revenue >= 2000 else 'below'


def huangyan(rows, out):
    def sub_score(row, indicator, weights):
        weight, benchmark = weights[indicator]
        value = MEASURES[indicator](row)
        return None if value is None else F(weight) * value / F(benchmark)

    above = [row for row in rows.values() if scale(row) == 'above']
    known = [s for s in (sub_score(row, 'emission_value', HUANGYAN_ABOVE) for row in above) if s is not None]
    average = sum(known) / len(known)
    for name, row in rows.items():
        size = scale(row)
        if size is None:
            out('per-mu-huangyan-2022', name, whole='missing')
            continue
        weights = HUANGYAN_ABOVE if size == 'above' else HUANGYAN_BELOW
        score, whole = F(0), 'no_standard'
        for indicator in weights:
            value, sub = MEASURES[indicator](row), sub_score(row, indicator, weights)
            if sub is None and indicator == 'emission_value':
                sub = average
            elif sub is None:
                whole, score = 'missing', None
            if score is not None:
                score += sub
            out('per-mu-huangyan-2022', name, indicator, value, None, 'missing' if value is None else 'no_standard',
                sub)
        out('per-mu-huangyan-2022', name, whole=whole, score=score)


def below_rank(rows, out):
    measures = {name: MEASURES['tax_per_mu'](row) for name, row in rows.items() if scale(row) == 'below'}
    ranked = [value for value in measures.values() if value is not None]
    for name, row in rows.items():
        if scale(row) != 'below':
            out('per-mu-below-rank', name, whole='missing' if scale(row) is None else 'no_standard')
            continue
        value = measures[name]
        verdict = 'missing' if value is None else 'no_standard'
        out('per-mu-below-rank', name, 'tax_per_mu', value, None, verdict)
        grade = ''
        if value is not None:
            rank = 1 + sum(other > value for other in ranked)
            share = F(rank, len(ranked))
            grade = 'A' if share <= F('0.25') else 'B' if share <= F('0.7') else 'C' if share <= F('0.95') else 'D'
        out('per-mu-below-rank', name, whole=verdict, grade=grade)


def sandi(rows, out):
    for name, row in rows.items():
        size, whole = scale(row), []
        rules = {'above': [('tax_per_mu', 'min', F(6))], None: [],
                 'below': [('tax_per_mu', 'min', F(3)), ('land_mu', 'below', F(10))]}[size]
        for indicator, bound, standard in rules:
            value = MEASURES[indicator](row)
            verdict = judge(bound, value, standard)
            out('huzhou-sandi-2021', name, indicator, value, standard, verdict)
            whole.append(verdict)
        out('huzhou-sandi-2021', name,
            whole=next((verdict for verdict in ORDER if verdict in whole), 'missing'))


# --- writing -------------------------------------------------------------------------------------

def write(name, header, rows):
    with open(os.path.join(HERE, name), 'w', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(header)
        writer.writerows(rows)


def text(value):
    return '' if value is None else value if isinstance(value, str) else repr(float(value))


def main():
    sites, firms, expected = parcels(), enterprises(), []

    def out(rules, subject, indicator='', value=None, standard=None, verdict='', sub_score=None, whole='',
            score=None, grade=''):
        expected.append([rules, subject, indicator, text(value), text(standard), verdict or whole, text(sub_score),
                         text(score), grade])

    for rules, table in (('control-2008', CONTROL_2008), ('control-2023', CONTROL_2023)):
        for name, row in sites.items():
            found, whole = judge_parcel(table, row)
            for indicator, value, standard, verdict in found:
                out(rules, name, indicator, value, standard, verdict)
            out(rules, name, whole=whole)
    idle(sites, out)
    for make in (huangyan, below_rank, sandi):
        make(firms, out)
    write('parcels.csv', ['name'] + PARCEL, [[n] + [r.get(k, '') for k in PARCEL] for n, r in sites.items()])
    write('enterprises.csv', ['name'] + ENTERPRISE, [[n] + [r.get(k, '') for k in ENTERPRISE] for n, r in firms.items()])
    write('expected.csv', ['rules', 'subject', 'indicator', 'value', 'standard', 'verdict', 'sub_score', 'score', 'grade'],
          expected)


main()
