"""a window on a workspace of a million parcels: start, memory, panning

Needs LIANTU_BENCH_DATA: a folder with parcels_1m.gpkg and views.json (gen-data FOLDER 1m). The picture is whole
when the screen no longer changes; QGIS, where it is there, paints the same file once. Memory is told beside that
of a window on an empty workspace: software OpenGL takes most of that one.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

import bench_pan
import bench_parcels
import bench_start

QGIS_SHARE, MEMORY_MB, TILES_MS = 1 / 10, 350, 100


def start(bench, workspace):
    rows = [bench_start.start([bench.liantu, str(workspace)], bench.display) for _ in range(bench.runs)]
    return [statistics.median(column) for column in zip(*rows)]


def judge_start(bench, empty, many, data):
    for title, (_, painted, _, whole, memory) in (("an empty workspace", empty), ("1,000,000 parcels", many)):
        bench.say(f"  {title}: first frame {painted:.2f} s, last change {whole:.2f} s, memory {memory:.0f} MB")
    peer = bench_parcels.ask_qgis(data, "1m", "city", 1)
    if peer:
        bench.check(f"to the whole picture, against QGIS {peer['version']}", many[3] * 1000 / peer["ms"],
                    at_most=QGIS_SHARE)
    else:
        bench.say("  QGIS is not installed, so there is no ratio; install it with: apt-get install python3-qgis")
    bench.check("memory", many[4], "MB", at_most=MEMORY_MB)


def judge_panning(bench, workspace):
    for renderer in bench_pan.RENDERERS:
        figures = bench_pan.measure(bench, renderer, ["5", str(workspace)])
        bench_pan.judge(bench, f"1,000,000 parcels, {renderer}", figures)
        bench.check(f"{renderer}: from a jump to the last tile, median", figures["rest_median_ms"], "ms",
                    at_most=TILES_MS)


def run(bench):
    data = os.environ.get("LIANTU_BENCH_DATA")
    if not data:
        bench.say("  LIANTU_BENCH_DATA is not set: there is no file to measure with")
        return
    data = pathlib.Path(data)
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        many = folder / "many.gpkg"
        bench.cpu([bench.liantu, "new", str(many)])
        bench.cpu([bench.liantu, "import", str(many), "parcels", str(data / "parcels_1m.gpkg")])
        judge_start(bench, start(bench, bench.workspace), start(bench, many), data)
        judge_panning(bench, many)
    finally:
        shutil.rmtree(folder)
