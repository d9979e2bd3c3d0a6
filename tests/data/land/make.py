#!/usr/bin/python3
"""Makes parcels.geojson, enterprises.csv and figures.sql beside itself: three small parks of made-up parcels
and enterprises, for tests and pictures. Nothing in them is real: every name says 虚构, every source says
虚构测试数据. The same comes out each time.
"""
import csv
import json
import math
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = '虚构测试数据'
LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
PARKS = [('330522', '长兴', 119.905, 31.012, 12), ('330521', '德清', 119.972, 30.552, -8),
         ('330503', '南浔', 120.408, 30.862, 5)]
# industry of GB/T 4754-2002, what it makes, chain
INDUSTRIES = [('3940', '电池', 6), ('3725', '汽车零部件', 1), ('4051', '半导体器件', 2), ('3530', '物流装备', 3),
              ('2720', '生物制药', 4), ('3230', '特种钢', 5), ('4119', '地理信息仪器', 7), ('3521', '数控机床', 8),
              ('2651', '新材料', 5), ('1757', '纺织', 0)]
WORDS = '瑞能 恒芯 天辰 华逸 启明 禾盛 国锐 中驰 博源 凯合 德润 新越 万川 嘉树 远图 同和'.split()


def credit_code(number):
    body = f'91330500MA{number:07d}'[:17]
    total = sum(LETTERS.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + LETTERS[(31 - total % 31) % 31]


def corner(park, east, north):
    """Metres in the park's own axes, turned, as degrees."""
    turn = math.radians(park[4])
    x = east * math.cos(turn) - north * math.sin(turn)
    y = east * math.sin(turn) + north * math.cos(turn)
    return [round(park[2] + x / (111320 * math.cos(math.radians(park[3]))), 7), round(park[3] + y / 110900, 7)]


def polygon(park, west, south, width, height, rng):
    east, north = west + width, south + height
    ring = [(west, south), (east, south), (east, north), (west, north)]
    if rng.random() < 0.3:
        ring[2:3] = [(east, north - 12), (east - 12, north)]
    points = [corner(park, *point) for point in ring]
    return [points + points[:1]]


def blocks(rng):
    """Plots of the blocks between the roads: west, south, width, height in metres."""
    for column in range(4):
        for row in range(4):
            west, south = column * 420 - 840, row * 300 - 600
            cuts = sorted(rng.sample(range(60, 340, 20), rng.choice([2, 3, 3, 4])))
            edges = [0, *cuts, 400]
            for left, right in zip(edges, edges[1:]):
                if right - left < 50:
                    continue
                if right - left > 110 and rng.random() < 0.4:
                    yield west + left, south, right - left, 134
                    yield west + left, south + 138, right - left, 142
                else:
                    yield west + left, south, right - left, 280


def parcel(park, number, plot, rng):
    west, south, width, height = plot
    code, product, chain = rng.choice(INDUSTRIES)
    area = round(width * height * rng.uniform(0.97, 1.0), 1)
    dense = rng.choice([0.45, 0.65, 0.85, 0.95, 1.1, 1.3, 1.4, 1.8])

    def part(share, gap=0.05):
        return None if rng.random() < gap else round(area * share, 1)

    mu = area / (2000 / 3)
    row = {
        'number': f'{park[0]}-{number:04d}', 'name': f'{park[1]}园区{number}号地块（虚构）', 'district': park[0],
        'land_use': '0601', 'purpose': '工业用地', 'industry_code': code if rng.random() > 0.03 else None,
        'industry_edition': 2002 if rng.random() > 0.04 else 2017, 'area_m2': area,
        'floor_area_m2': part(dense * rng.uniform(0.92, 1.08), 0.08), 'base_area_m2': part(rng.uniform(0.28, 0.62)),
        'high_floor_area_m2': part(dense * 0.2) if rng.random() < 0.4 else None,
        'office_area_m2': part(rng.choice([0.03, 0.04, 0.05, 0.06, 0.066, 0.085])), 'green_area_m2': part(rng.uniform(0.04, 0.21)),
        'investment_wan': round(mu * rng.uniform(120, 620)), 'land_price_wan': round(mu * rng.uniform(22, 40)),
        'land_grade': 9, 'agreed_far': 1.2 if rng.random() < 0.12 else None,
        'agreed_tax_wan_mu': 25 if rng.random() < 0.12 else None,
        'agreed_start_on': f'{rng.randint(2019, 2024)}-0{rng.randint(1, 9)}-15' if rng.random() < 0.9 else None,
        'source': SOURCE,
    }
    if row['agreed_start_on'] and rng.random() < 0.93:
        row['started_on'] = row['agreed_start_on'][:4] + '-11-20'
    return row, product, chain


def build():
    rng = random.Random(330500)
    features, firms, occupancy = [], [], []
    for park in PARKS:
        for number, plot in enumerate(blocks(rng), 1):
            row, product, chain = parcel(park, number, plot, rng)
            users = 2 if rng.random() < 0.12 else 1
            for user in range(users):
                name = f'{park[1]}{rng.choice(WORDS)}{product}（虚构）有限公司'
                firm = {'credit_code': credit_code(1000 + len(firms)), 'name': name if not any(f['name'] == name for f in firms)
                        else f'{park[1]}{rng.choice(WORDS)}{product}{len(firms)}号（虚构）有限公司',
                        'district': park[0], 'chains': str(chain) if chain else '', 'industry_code': row['industry_code'] or '',
                        'industry_edition': row['industry_edition'], 'source': SOURCE}
                firms.append(firm)
                if user == 0:
                    row['user'] = firm['name']
                occupancy.append((firm['credit_code'], row['number'], round(row['area_m2'] / users, 1),
                                  'rented' if user else 'owned', row['area_m2'] / users / (2000 / 3)))
            features.append({'type': 'Feature', 'properties': {k: v for k, v in row.items() if v is not None},
                             'geometry': {'type': 'Polygon', 'coordinates': polygon(park, *plot, rng)}})
    return rng, features, firms, occupancy


def figures(rng, occupancy):
    """Annual figures of two years and who is where, as SQL: there is no file format for them."""
    lines = ['-- Made-up figures, see make.py.']
    for code, number, area, tenure, mu in occupancy:
        who = f"(SELECT fid FROM enterprises WHERE credit_code = '{code}')"
        where = f"(SELECT fid FROM parcels WHERE number = '{number}')"
        lines.append(f"INSERT INTO occupancy (enterprise_id, parcel_id, area_m2, tenure) VALUES ({who}, {where}, {area}, '{tenure}');")
        for year in (2024, 2025):
            if rng.random() < 0.05:
                continue
            revenue = mu * rng.choice([30, 60, 120, 320, 500, 800]) * rng.uniform(0.8, 1.2)
            values = [revenue * 0.98, revenue, revenue * rng.uniform(0.01, 0.07), revenue * rng.uniform(0.15, 0.3)]
            text = ', '.join(f'{value:.1f}' for value in values)
            lines.append("INSERT INTO enterprise_years (enterprise_id, year, output_wan, revenue_wan, tax_wan, added_value_wan, "
                         "staff, energy_tce, electricity_wan_kwh, emission_t, rd_wan, reporting_unit) VALUES "
                         f"({who}, {year}, {text}, {int(revenue / 80) + 5}, {revenue * 0.06:.1f}, {revenue * 0.02:.1f}, "
                         f"{rng.uniform(0.05, 2):.2f}, {revenue * rng.uniform(0, 0.05):.1f}, '{SOURCE}');")
    return lines


def main():
    rng, features, firms, occupancy = build()
    with open(os.path.join(HERE, 'parcels.geojson'), 'w', encoding='utf-8') as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        file.write(',\n'.join(json.dumps(feature, ensure_ascii=False, separators=(',', ':')) for feature in features))
        file.write('\n]}\n')
    with open(os.path.join(HERE, 'enterprises.csv'), 'w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, firms[0], lineterminator='\n')
        writer.writeheader()
        writer.writerows(firms)
    with open(os.path.join(HERE, 'figures.sql'), 'w', encoding='utf-8') as file:
        file.write('\n'.join(figures(rng, occupancy)) + '\n')
    print(len(features), 'parcels', len(firms), 'enterprises')


main()
