"""writing 100,000 parcels to XLSX and GeoJSON, beside ogr2ogr

LIANTU_BENCH_DATA may name a folder with parcels_100k.gpkg; else as many are made up."""
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

N = 100_000
GOALS = {"xlsx": ("XLSX", 0.7), "geojson": ("GeoJSON", 1 / 3)}


def make_parcels(path):
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","name":"parcels","features":[\n')
        for i in range(N):
            x, y = 119.4 + i % 400 * 0.0025, 30.4 + i // 400 * 0.0028
            ring = [[round(x + dx * 0.00021 + i % 7 * 1e-5, 12), round(y + dy * 0.00019 + i % 5 * 1e-5, 12)]
                    for dx, dy in ((0, 0), (4, -1), (9, 0), (10, 4), (9, 9), (5, 10), (1, 9), (-1, 5), (0, 0))]
            row = {"type": "Feature", "properties": {"宗地编号": f"3305-{i:07}", "行业代码": f"C{13 + i % 30}",
                                                     "总建筑面积": 1000 + i % 977 * 13.25, "投资": i % 811 * 1.5},
                   "geometry": {"type": "Polygon", "coordinates": [ring]}}
            out.write(("" if i == 0 else ",\n") + json.dumps(row, ensure_ascii=False))
        out.write("\n]}\n")


def measure(command, out):
    """Seconds by the clock, of processor time, and peak memory in MB."""
    pathlib.Path(out).unlink(missing_ok=True)
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        raise RuntimeError(f"{command[0]} ended with {status}")
    return time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def run(bench):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = os.environ.get("LIANTU_BENCH_DATA")
        if data:
            source = pathlib.Path(data, "parcels_100k.gpkg")
        else:
            make_parcels(folder / "parcels.geojson")
            source = folder / "parcels.gpkg"
            subprocess.run(["ogr2ogr", "-q", str(source), str(folder / "parcels.geojson")], check=True)
        workspace = folder / "bench.gpkg"
        subprocess.run([bench.liantu, "new", str(workspace)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([bench.liantu, "import", str(workspace), "parcels", str(source)], check=True,
                       stdout=subprocess.DEVNULL)
        for ending, (driver, goal) in GOALS.items():
            ours, theirs = folder / f"ours.{ending}", folder / f"theirs.{ending}"
            rows = []
            for _ in range(bench.runs + 1):
                mine = measure([bench.liantu, "export", str(workspace), "parcels", str(ours)], ours)
                peer = measure(["ogr2ogr", "-q", "-f", driver, str(theirs), str(source), "parcels"], theirs)
                rows.append((mine[1] / peer[1], mine[0] / peer[0], *mine))
            ratio, clock, wall, cpu, memory = (statistics.median(column) for column in zip(*rows[1:]))
            bench.say(f"  {ending}: {wall:.2f} s, {cpu:.2f} s of the processor; {clock:.2f} times ogr2ogr by the clock")
            bench.check(f"{ending}, processor time against ogr2ogr", ratio, "times", at_most=goal)
            bench.check(f"{ending}, peak memory", memory, "MB", at_most=300)
