"""a window on a workspace of a million parcels: start, memory, panning

Needs LIANTU_BENCH_DATA: a folder with parcels_1m.gpkg and views.json (gen-data FOLDER 1m). The picture is whole
when the screen no longer changes. QGIS, where it is there, starts with a project of the same file on the same
display, until its canvas is painted. Memory is told without and with the land-use panel, and with OpenGL in software.
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

import bench_pan
import bench_start
import screen

HERE = pathlib.Path(__file__).resolve().parent
QGIS_SHARE, MEMORY_MB, TILES_MS = 1 / 10, 350, 100


def open_land_use(bench, program):
    """The memory with the land-use panel open, its parcels judged."""
    screen.key("alt+3")
    bench_start.settle(bench.display, program)
    return program.memory_mb()


def start(bench, workspace, env=None):
    def also(program):
        return open_land_use(bench, program)

    rows = [bench_start.start([bench.liantu, str(workspace)], bench.display, env, also)
            for _ in range(bench.runs + 1)][1:]
    return [statistics.median(column) for column in zip(*rows)]


def say_start(bench, title, figures):
    _, painted, worked, whole, memory, land_use = figures
    bench.say(f"  {title}: first frame {painted:.2f} s (processor {worked:.2f} s), whole {whole:.2f} s, memory {memory:.0f} MB, "
              f"with land use {land_use:.0f} MB")


def ask_qgis(data):
    result = subprocess.run(["/usr/bin/python3", str(HERE / "peer_qgis_cold.py"), str(data / "parcels_1m.gpkg"),
                             str(data / "views.json")], check=False, stdout=subprocess.PIPE)
    return json.loads(result.stdout.splitlines()[-1]) if result.returncode == 0 and result.stdout else None


def judge_start(bench, many, data):
    figures = start(bench, many)
    say_start(bench, "1,000,000 parcels", figures)
    peer = ask_qgis(data) if shutil.which("qgis") else None
    if peer:
        bench.say(f"  QGIS, from its start to painted: {peer['seconds']:.2f} s, a map of {peer['pixels'] / 1e6:.2f} megapixels")
        bench.check("to the whole picture, against QGIS", figures[3] / peer["seconds"], at_most=QGIS_SHARE)
    else:
        bench.say("  QGIS is not installed, so there is no ratio; install it with: apt-get install qgis")
    bench.check("memory", figures[4], "MB", at_most=MEMORY_MB)
    bench.check("memory with the land-use panel", figures[5], "MB", at_most=MEMORY_MB)
    say_start(bench, "the same with OpenGL", start(bench, many, {"GSK_RENDERER": "gl"}))


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
        say_start(bench, "an empty workspace", start(bench, bench.workspace))
        judge_start(bench, many, data)
        judge_panning(bench, many)
    finally:
        shutil.rmtree(folder)
