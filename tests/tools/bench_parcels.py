"""painting parcels, beside QGIS's parallel renderer on the same file

Needs LIANTU_BENCH_DATA: a folder with parcels_1m.gpkg and parcels_100k.gpkg (a layer "parcels" with
tax_wan, EPSG:4326) and views.json (size, breaks, views city, county and park in Web Mercator metres).
QGIS (python3-qgis) is asked for what is there of it.
"""
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
# file, view: at most this share of QGIS's time
SHARES = {("1m", "city"): 1 / 100, ("1m", "county"): 1 / 35, ("1m", "park"): 1 / 3, ("100k", "city"): 1 / 25}
RESTYLE_MS = 150
TOTALS_MS = 5
PICK_MS = 1


def measure(bench, data, size):
    result = subprocess.run([str(bench.build / "tests/draw/bench-parcels"), str(data / f"parcels_{size}.gpkg"),
                             str(data / "views.json"), str(max(bench.runs, 9))], check=True, stdout=subprocess.PIPE)
    return {figure["view"]: figure for figure in map(json.loads, result.stdout.splitlines())}


def ask_qgis(data, size, view, runs):
    result = subprocess.run(["/usr/bin/python3", str(HERE / "peer_qgis.py"), str(data / f"parcels_{size}.gpkg"),
                             str(data / "views.json"), view, str(runs)], check=False, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return json.loads(result.stdout.splitlines()[-1]) if result.returncode == 0 and result.stdout else None


def compare(bench, data, size, view, ours):
    bench.say(f"  {size} {view}: {ours['ms']:.1f} ms, processor {ours['cpu_ms']:.1f} ms")
    peer = ask_qgis(data, size, view, 1 if view != "park" else bench.runs)
    if not peer:
        bench.say("  QGIS is not installed, so there is no ratio; install it with: apt-get install python3-qgis")
        return
    bench.say(f"  QGIS {peer['version']}: {peer['ms']:.0f} ms, processor {peer['cpu_ms']:.0f} ms")
    bench.check(f"{size} {view} against QGIS", ours["ms"] / peer["ms"], at_most=SHARES[size, view])


def run(bench):
    data = os.environ.get("LIANTU_BENCH_DATA")
    if not data:
        bench.say("  LIANTU_BENCH_DATA is not set: there is no file to measure with")
        return
    data = pathlib.Path(data)
    for size in ("1m", "100k"):
        if not (data / f"parcels_{size}.gpkg").exists():
            sys.exit(f"bench: there is no parcels_{size}.gpkg in {data}")
        figures = measure(bench, data, size)
        for asked, view in SHARES:
            if asked == size:
                compare(bench, data, size, view, figures[view])
        if size == "1m":
            bench.check("another class for each parcel, to all pixels", figures["restyle"]["ms"], "ms",
                        at_most=RESTYLE_MS)
            bench.check("totals by district and class", figures["totals"]["ms"], "ms", at_most=TOTALS_MS)
            bench.check("hit test", figures["pick"]["ms"], "ms", at_most=PICK_MS)
