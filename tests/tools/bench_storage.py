"""importing, taking back, searching and loading many rows, beside ogr2ogr

The rows are made up. What the project makes itself (bench-put) is always there; files to import are taken
from the folder that LIANTU_BENCH_DATA names, made by the shared tool gen-data: `gen-data FOLDER 100k 1m`.
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

PEAK_MB = 300
SEARCH_MS = 50
JOURNAL_SHARE = 0.3
EDIT_MS = 20
UNDO_S = 3
IMPORTS = (
    # title, kind, file, the peer's file and options, bound
    ("100,000 parcels, Shapefile, EPSG:4528, GBK", "parcels", "shp_4528_gbk/parcels.shp",
     "shp_4528_gbk/parcels.shp", ["-t_srs", "EPSG:4326", "-nlt", "PROMOTE_TO_MULTI"], 1 / 2),
    ("1,000,000 enterprises, CSV, GB18030", "enterprises", "enterprises_1m_gb18030.csv", "enterprises_1m.csv",
     ["-a_srs", "EPSG:4326", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat",
      "-oo", "AUTODETECT_TYPE=YES"], 1 / 3),
)


def measure(command):
    """Seconds by the clock and of processor time, peak of resident memory in MB."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(rows):
    return [statistics.median(column) for column in zip(*rows)]


def import_file(bench, folder, kind, source):
    workspace = folder / "workspace.gpkg"
    for path in folder.glob("workspace*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    measure([bench.liantu, "new", str(workspace)])
    return measure([bench.liantu, "import", str(workspace), kind, str(source)])


def convert_file(folder, source, options):
    target = folder / "peer.gpkg"
    target.unlink(missing_ok=True)
    return measure(["ogr2ogr", "-q", "-f", "GPKG", str(target), str(source), *options])


def compare_import(bench, folder, data, title, kind, source, peer_source, options, bound):
    if not (data / source).exists() or not (data / peer_source).exists():
        bench.say(f"  {title}: no {source} in {data}")
        return
    own, peer = [], []
    for _ in range(bench.runs):
        own.append(import_file(bench, folder, kind, data / source))
        peer.append(convert_file(folder, data / peer_source, options))
    own, peer = median(own), median(peer)
    bench.say(f"  {title}: {own[0]:.2f} s ({own[1]:.2f} s of processor), ogr2ogr {peer[0]:.2f} s ({peer[1]:.2f} s); "
              f"of processor time {own[1] / peer[1]:.2f}")
    bench.check(f"{title}, against ogr2ogr", own[0] / peer[0], at_most=bound)
    bench.check(f"{title}, peak of memory", own[2], "MB", at_most=PEAK_MB)


def put(bench, *arguments):
    program = bench.build / "tests" / "workspace" / "bench-put"
    return json.loads(subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout)


def run(bench):
    many = put(bench, "parcels", "100000", "unrecorded", "undo")
    bench.check("undo of 100,000 parcels", many["undo"]["clock"], "s", at_most=UNDO_S)
    bench.check("what the journal adds to putting them, of processor time",
                many["put"]["cpu"] / many["unrecorded"]["cpu"] - 1, at_most=JOURNAL_SHARE)
    edits = json.loads(subprocess.run([bench.build / "tests" / "workspace" / "bench-edit", "1000000", "300"],
                                      check=True, capture_output=True, text=True).stdout)
    bench.say(f"  an edit among 1,000,000 parcels and enterprises: median {edits['median']:.1f} ms, "
              f"longest {edits['max']:.1f} ms")
    bench.check("an edit acknowledged among them, 95 of 100", edits["p95"], "ms", at_most=EDIT_MS)
    million = put(bench, "enterprises", "1000000", "search")
    bench.say(f"  1,000,000 enterprises put: {million['put']['clock']:.1f} s ({million['put']['cpu']:.1f} s of "
              f"processor), {million['put']['peak_mb']:.0f} MB")
    for name in ("search_rare", "search_common", "search_none"):
        bench.check(f"{name} among them", million[name]["clock"] * 1000, "ms", at_most=SEARCH_MS)
    million = put(bench, "parcels", "1000000", "snapshot")
    bench.say(f"  snapshot of 1,000,000 parcels: {million['snapshot']['clock']:.2f} s "
              f"({million['snapshot']['cpu']:.2f} s of processor), holds {million['snapshot']['result']:.0f} MB")
    data = os.environ.get("LIANTU_BENCH_DATA")
    if data is None or not shutil.which("ogr2ogr"):
        bench.say("  for imports set LIANTU_BENCH_DATA to a folder of made-up files (gen-data FOLDER 100k 1m) and "
                  "install gdal-bin")
        return
    with tempfile.TemporaryDirectory() as folder:
        for row in IMPORTS:
            compare_import(bench, pathlib.Path(folder), pathlib.Path(data), *row)
