#!/usr/bin/python3
"""Makes basemap.geojson from a directory of open data (see LICENCE.md for where each file is from).

    make.py DIRECTORY             writes basemap.geojson beside this script
    make.py DIRECTORY DISTRICTS   also moves the lake edge of the districts in the GeoJSON file
                                  DISTRICTS onto the lake's shore, in place

Needs Debian's python3-gdal. The same input gives the same output, byte for byte.
"""

import csv
import functools
import json
import pathlib
import re
import sys
import unicodedata

from osgeo import ogr

ogr.UseExceptions()

# West, south, east, north of what is kept: the city with its surroundings.
EXTENT = (118.5, 29.8, 121.3, 31.9)
# A shore's detail on the bundled map: 18 m, a pixel at zoom 12.5.
TOLERANCE = 0.00018
HARBOUR = 0.0005
# Islands and ponds under a hectare are left out.
SMALLEST = 1e-6
# How far a district's lake edge may lie from the shore: the worst error of the boundaries is 1.05 km.
SHORE_REACH = 0.013
CREDIT = "© OpenStreetMap contributors (ODbL), Natural Earth, GeoNames (CC BY 4.0)"


def read(path):
    with open(path, encoding="utf-8") as file:
        return [(ogr.CreateGeometryFromJson(json.dumps(f["geometry"])).MakeValid(), f["properties"])
                for f in json.load(file)["features"]]


def union(geometries):
    return functools.reduce(lambda a, b: a.Union(b), geometries)


def polygons(geometry, smallest=0.0):
    if geometry is None or geometry.IsEmpty():
        return []
    flat = ogr.GT_Flatten(geometry.GetGeometryType())
    if flat == ogr.wkbPolygon:
        return [geometry.Clone()] if geometry.Area() > smallest else []
    if flat not in (ogr.wkbMultiPolygon, ogr.wkbGeometryCollection):
        return []
    return [p for i in range(geometry.GetGeometryCount()) for p in polygons(geometry.GetGeometryRef(i), smallest)]


def multipolygon(parts):
    result = ogr.Geometry(ogr.wkbMultiPolygon)
    for part in parts:
        result.AddGeometry(part)
    return result


def rounded(coordinates):
    if isinstance(coordinates[0], (int, float)):
        return [round(coordinates[0], 5), round(coordinates[1], 5)]
    return [rounded(c) for c in coordinates]


def geometry_json(geometry):
    value = json.loads(geometry.ExportToJson())
    return {"type": value["type"], "coordinates": rounded(value["coordinates"])}


def feature(layer, geometry, **properties):
    return {"type": "Feature", "properties": {"layer": layer, **properties}, "geometry": geometry_json(geometry)}


def point(longitude, latitude):
    geometry = ogr.Geometry(ogr.wkbPoint)
    geometry.AddPoint_2D(longitude, latitude)
    return geometry


def extent():
    west, south, east, north = EXTENT
    return ogr.CreateGeometryFromWkt(f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))")


def shared_lines(areas, inner):
    """The lines between areas, each once; `inner` ones lie within a larger area of the same key."""
    keys = sorted({key for _, key in areas})
    outer = union([union([g for g, k in areas if k == key]).Boundary() for key in keys])
    lines = union([g.Boundary() for g, _ in areas]).Difference(outer.Buffer(0.0004)) if inner else outer
    return merged(lines.Intersection(extent()))


def merged(lines):
    """Pieces that meet end to end joined to long lines."""
    pieces = {i: json.loads(lines.GetGeometryRef(i).ExportToJson())["coordinates"]
              for i in range(lines.GetGeometryCount())}
    ends = {}
    for i, piece in pieces.items():
        for end in (piece[0], piece[-1]):
            ends.setdefault(tuple(end), []).append(i)
    result = ogr.Geometry(ogr.wkbMultiLineString)
    while pieces:
        _, line = pieces.popitem()
        for _ in range(2):
            line.reverse()
            while True:
                here = ends[tuple(line[-1])]
                following = [i for i in here if i in pieces]
                if len(here) != 2 or not following:
                    break
                piece = pieces.pop(following[0])
                line += (piece if piece[0] == line[-1] else piece[::-1])[1:]
        shape = ogr.Geometry(ogr.wkbLineString)
        for x, y in line:
            shape.AddPoint_2D(x, y)
        result.AddGeometry(shape)
    return result


def without_specks(polygon):
    result = ogr.Geometry(ogr.wkbPolygon)
    for i in range(polygon.GetGeometryCount()):
        ring = polygon.GetGeometryRef(i)
        if i == 0 or ring.Area() > SMALLEST:
            result.AddGeometry(ring)
    return result


def bay(neighbours):
    """Hangzhou Bay: what the counties on its shores enclose, up to the edge of the data."""
    codes = {"330481", "330424", "330482", "330109", "330604", "330281", "330282", "330603", "330602", "330104"}
    shores = union([g for g, p in neighbours if p["Code_County"] in codes])
    enclosed = shores.ConvexHull().Difference(union([g for g, _ in neighbours])).Intersection(extent())
    return max(polygons(enclosed), key=lambda p: p.Area())


def solid(neighbours, lake):
    """Those that are more land than lake: the others' edges with the city run through the water."""
    return [g for g, _ in neighbours if g.Intersection(lake).Area() < 0.5 * g.Area()]


def on_shore(district, others, lake):
    """The district with the land between it and the lake, and without what is lake."""
    reach = district.Buffer(SHORE_REACH, 8)
    shore_land = lake.Buffer(SHORE_REACH, 8).Difference(lake)
    gained = reach.Intersection(shore_land).Difference(union(others)).Difference(district)
    parts = []
    for part in polygons(gained, 1e-8):
        # Only what lies between the two: it touches both, and mostly the district and the lake.
        edge = part.Boundary()
        touched = edge.Intersection(union([district, lake]).Buffer(1e-6)).Length()
        if part.Distance(lake) < 1e-6 and part.Distance(district) < 1e-6 and touched > 0.7 * edge.Length():
            parts.append(part)
    whole = union([district] + [p.Buffer(1e-7) for p in parts]).Difference(lake)
    kept = polygons(whole, 3e-6)
    return multipolygon([max(kept, key=lambda p: p.Area())])


def snap_districts(path, lake, neighbours):
    with open(path, encoding="utf-8") as file:
        collection = json.load(file)
    shapes = {f["properties"]["code"]: ogr.CreateGeometryFromJson(json.dumps(f["geometry"])).MakeValid()
              for f in collection["features"] if f["properties"]["kind"] == "county"}
    for f in collection["features"]:
        code = f["properties"]["code"]
        shape = ogr.CreateGeometryFromJson(json.dumps(f["geometry"]))
        if code in shapes and shape.Distance(lake) < SHORE_REACH:
            others = [s for c, s in shapes.items() if c != code] + neighbours
            f["geometry"] = geometry_json(on_shore(shapes[code], others, lake))
        elif shape.Intersects(lake):
            f["geometry"] = geometry_json(shape.Difference(lake))
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(", ", ": ")) for f in collection["features"])
    with open(path, "w", encoding="utf-8") as file:
        head = {k: v for k, v in collection.items() if k != "features"}
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n' + text + "\n]}\n")


def pinyin(text):
    """"Xīnbĕi Qū [← …]" → "Xinbei"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    plain = re.sub(r"\[.*", "", plain).strip()
    return re.sub(r" (Qu|Xian|Shi)$", "", plain).replace("'", "’")


def main():
    source = pathlib.Path(sys.argv[1])
    lake, lake_names = read(source / "taihu.geojson")[0]
    # Harbour basins and river mouths under 100 m wide are no shore at this scale.
    lake = max(polygons(lake.Buffer(-HARBOUR, 4).Buffer(HARBOUR, 4)), key=lambda p: p.Area())
    lake = without_specks(lake.SimplifyPreserveTopology(TOLERANCE))
    neighbours = read(source / "neighbour-counties.geojson")
    districts = [g for g, _ in read(source / "huzhou-districts.geojson")]
    city = union([on_shore(d, districts[:i] + districts[i + 1:] + solid(neighbours, lake), lake)
                  for i, d in enumerate(districts)])
    city = multipolygon([max(polygons(city), key=lambda p: p.Area())])

    counties = [(g, p["Code_Province"]) for g, p in neighbours] + [(union(districts), "33")]
    rivers = read(source / "ne-rivers.geojson")
    features = [feature("city", city),
                feature("border", shared_lines(counties, True)),
                feature("province", shared_lines(counties, False)),
                feature("water", lake, name="太湖", name_en="Lake Tai"),
                feature("water", bay(neighbours), name="杭州湾", name_en="Hangzhou Bay")]
    features += [feature("river", g) for g, _ in rivers]

    named = set()
    middle = lake.PointOnSurface()
    features.append(feature("place", point(middle.GetX(), middle.GetY()), kind="lake", name="太湖", name_en="Lake Tai"))
    with open(source / "places.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = "city" if row["kind"] == "city" else "town"
            name = re.sub(r" \(.*\)", "", row["name_en"])
            features.append(feature("place", point(float(row["longitude"]), float(row["latitude"])), kind=kind,
                                    name=row["name"], name_en=name))
            named.add(row["name"])
    for geometry, properties in neighbours:
        land = geometry.Difference(lake).Intersection(extent())
        if properties["Name_County"][:-1] in named or land.Area() < 0.5 * geometry.Difference(lake).Area():
            continue
        at = max(polygons(land), key=lambda p: p.Area()).PointOnSurface()
        features.append(feature("place", point(at.GetX(), at.GetY()), kind="county",
                                name=properties["Name_County"], name_en=pinyin(properties["Pinyin"])))

    out = pathlib.Path(__file__).with_name("basemap.geojson")
    with open(out, "w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "name": "basemap", "credit": %s, "features": [\n'
                   % json.dumps(CREDIT, ensure_ascii=False))
        file.write(",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features))
        file.write("\n]}\n")
    if len(sys.argv) > 2:
        snap_districts(sys.argv[2], lake, solid(neighbours, lake))


if __name__ == "__main__":
    main()
