"""Everything the work plan says is in the built-in catalogue, and nothing is in it that does not fit.

    test-catalogue.py CATALOGUE-DIRECTORY ICON-DIRECTORY
"""
import csv
import json
import pathlib
import re
import sys

directory, icons = (pathlib.Path(a) for a in sys.argv[1:3])

# number: target in 亿元, districts in the text's order, count of segments
PLAN = {
    "1": (1000, "长兴县 南浔区 南太湖新区 德清县", 6),
    "2": (1000, "吴兴区 南浔区 南太湖新区", 4),
    "3": (1000, "吴兴区 南浔区 德清县 长兴县 安吉县 长合区", 4),
    "4": (500, "安吉县 德清县 吴兴区 南太湖新区", 5),
    "5": (700, "吴兴区 南浔区 南太湖新区", 4),
    "6": (500, "长兴县 南太湖新区 长合区", 3),
    "7": (500, "德清县", 3),
    "8": (100, "南太湖新区 吴兴区", 4),
}
NAMES = ("新能源汽车及关键零部件 半导体及光电 智能物流装备 生物医药 特种材料 绿色能源 地理信息+ "
         "仿生机器人及数控机床").split()
COUNTIES = {"330502": "吴兴区", "330503": "南浔区", "330521": "德清县", "330522": "长兴县", "330523": "安吉县"}
ZONES = {"zone-nantaihu": "南太湖新区", "zone-changhe": "长合区"}


def rows(name):
    with open(directory / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


chains = rows("chains.csv")
segments = rows("segments.csv")
links = rows("chain-districts.csv")
measures = rows("measures.csv")
enterprises = rows("enterprises.csv")
plan = {row["key"]: row["value"] for row in rows("catalogue.csv")}
districts = json.loads((directory / "districts.geojson").read_text(encoding="utf-8"))["features"]
by_code = {f["properties"]["code"]: f["properties"] for f in districts}


def of_chain(table, number, column):
    found = sorted((row for row in table if row["chain"] == number), key=lambda row: int(row["position"]))
    assert [row["position"] for row in found] == [str(i + 1) for i in range(len(found))], number
    return [row[column] for row in found]


def plan_itself():
    for key, value in {"name": "湖州八大新兴产业链", "edition": "2.0", "status": "征求意见稿", "city": "湖州市",
                       "adcode": "330500", "plan_yi": "6000"}.items():
        assert plan[key] == value, key
    assert plan["date"] == "", "the source bears no date: none may be invented"
    assert "3566" in plan["goal_text"] and "征求意见稿" in plan["source"]


def chains_and_targets():
    assert [row["number"] for row in chains] == list(PLAN)
    assert [row["name"] for row in chains] == NAMES
    assert [int(row["target_yi"]) for row in chains] == [target for target, _, _ in PLAN.values()]
    assert sum(int(row["target_yi"]) for row in chains) == 5300
    assert all(row["target_year"] == "2026" for row in chains)
    assert all(row["actual_yi"] == "" for row in chains), "no actual figure is known: missing, not zero"


def colours_and_icons():
    assert len({row["colour"] for row in chains}) == 8
    for row in chains:
        assert re.fullmatch("#[0-9A-F]{6}", row["colour"]), row["colour"]
        assert (icons / (row["icon"] + ".svg")).is_file(), row["icon"]


def districts_in_the_order_of_the_text():
    for number, (_, names, _) in PLAN.items():
        codes = of_chain(links, number, "district")
        assert [by_code[code]["name"] for code in codes] == names.split(), number


def segments_of_the_text():
    for number, (_, _, count) in PLAN.items():
        assert len(of_chain(segments, number, "name")) == count, number
    assert {row["chain"] for row in segments if row["name"] == "数控机床"} == {"3"}
    assert "数控机床" in chains[7]["name"]


def districts_and_zones():
    assert {code: p["name"] for code, p in by_code.items()} == {**COUNTIES, **ZONES}
    for code, properties in by_code.items():
        zone = code in ZONES
        assert properties["kind"] == ("zone" if zone else "county"), code
        assert properties["quality"] == ("approximate" if zone else "statistical"), code
        assert bool(properties["inside"]) == zone, code
        assert set(filter(None, properties["inside"].split(";"))) <= set(COUNTIES), code
    areas = [by_code[code]["area_km2"] for code in (*COUNTIES, *ZONES)]
    assert areas == [861, 703, 938, 1436, 1889, 225, 86.9]


def boundaries_are_closed():
    for feature in districts:
        shapes = feature["geometry"]["coordinates"]
        polygons = shapes if feature["geometry"]["type"] == "MultiPolygon" else [shapes]
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1] and len(ring) >= 4
            assert all(119 < x < 121 and 30 < y < 31.5 for x, y in ring)


def measures_of_the_text():
    assert sum(row["kind"] == "task" for row in measures) == 8
    assert sum(row["kind"] == "mechanism" for row in measures) == 6
    assert not any(re.search("[（。]", row["name"]) for row in measures)


def enterprises_are_a_starting_set():
    assert len(enterprises) == 27
    assert len({row["name"] for row in enterprises}) == 27
    for row in enterprises:
        assert row["district"] in by_code, row["name"]
        assert set(row["chains"].split(";")) <= set(PLAN), row["name"]
        assert row["position_quality"] == "district" and not row["credit_code"], row["name"]
        assert "longitude" not in row


def english_beside_chinese():
    for table in (chains, segments, measures, list(by_code.values())):
        assert all(row["name_en"] and row["name_en"].isascii() for row in table)


tests = [plan_itself, chains_and_targets, colours_and_icons, districts_in_the_order_of_the_text,
         segments_of_the_text, districts_and_zones, boundaries_are_closed, measures_of_the_text,
         enterprises_are_a_starting_set, english_beside_chinese]
print(f"1..{len(tests)}")
failed = 0
for number, test in enumerate(tests, 1):
    title = test.__name__.replace("_", " ")
    try:
        test()
        print(f"ok {number} {title}")
    except (AssertionError, KeyError, ValueError) as error:
        failed += 1
        print(f"not ok {number} {title}\n# {type(error).__name__}: {error}")
sys.exit(1 if failed else 0)
