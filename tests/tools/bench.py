"""./dev bench: start, memory, `info` and panning, beside gnome-maps in the same run.

    bench.py LIANTU [RUNS]     starts its own display; all figures are medians
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import screen  # noqa: E402

START_SHARE, MEMORY_MB, INFO_MS = 0.6, 200, 50
HERE = pathlib.Path(__file__).resolve().parent


def start(command, display):
    """Seconds to the mapped window, to its first painted frame, to the last change; memory in MB."""
    blank = display.sample()
    with screen.Program(command) as program:
        mapped = screen.wait_for(lambda: display.windows() and program.elapsed(), 40, 0.004)
        # Rows of one colour each may be a background; a painted frame has many.
        painted = screen.wait_for(lambda: screen.colours(display.sample()) > 24 and program.elapsed(), 20, 0.004)
        whole = screen.settle(display) - program.started
        memory = program.memory_mb()
        if None in (mapped, painted):
            sys.exit(f"bench: {command[0]} opened no window")
    screen.wait_for(lambda: not display.windows() and display.sample() == blank, 5)
    return mapped, painted, whole, memory


def measure(commands, runs, display):
    """Turn by turn, so that what else the machine does meets all alike; the first turn warms up."""
    results = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            row = start(command, display)
            if turn:
                results[name].append(row)
    return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in results.items()}


def info_ms(liantu, workspace, runs=15):
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run([liantu, "info", workspace, "--json"], check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def verdict(good):
    return "ok" if good else "MISSED"


def inside(liantu, runs):
    display = screen.Screen()
    commands = {"liantu": [liantu]}
    if shutil.which("gnome-maps"):
        commands["gnome-maps"] = ["gnome-maps"]
    figures = measure(commands, runs, display)
    print(f"median of {runs} starts   window   first frame   last change   memory")
    for name, (mapped, painted, whole, memory) in figures.items():
        print(f"{name:<20} {mapped:8.2f} s {painted:10.2f} s {whole:11.2f} s {memory:6.0f} MB")
    mine = figures["liantu"]
    missed = mine[3] > MEMORY_MB
    if "gnome-maps" in figures:
        share = mine[1] / figures["gnome-maps"][0]
        missed |= share > START_SHARE
        print(f"first frame against gnome-maps' bare window: {share:.2f} (at most {START_SHARE}) {verdict(share <= START_SHARE)}")
    else:
        print("gnome-maps is not installed, so there is no ratio; install it with: apt-get install gnome-maps")
    print(f"memory: {mine[3]:.0f} MB (at most {MEMORY_MB}) {verdict(mine[3] <= MEMORY_MB)}")

    workspace = next(iter(sorted(pathlib.Path(os.environ["XDG_DATA_HOME"], "liantu").glob("*.gpkg"))), None)
    if workspace is None:
        sys.exit("bench: the first start made no default workspace")
    took = info_ms(liantu, str(workspace))
    missed |= took > INFO_MS
    print(f"liantu info: {took:.0f} ms (at most {INFO_MS}) {verdict(took <= INFO_MS)}")

    pan = next(pathlib.Path(liantu).parents[1].glob("tests/map/bench-pan"), None)
    if pan:
        print("panning:", flush=True)
        missed |= subprocess.run([str(pan)], check=False).returncode != 0
    return 1 if missed else 0


if os.environ.get("LIANTU_BENCH_INSIDE"):
    sys.exit(inside(sys.argv[1], int(sys.argv[2])))
sys.exit(subprocess.call([sys.executable, str(HERE / "with-display.py"), "--", "env", "LIANTU_BENCH_INSIDE=1",
                          sys.executable, __file__, sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "5"]))
