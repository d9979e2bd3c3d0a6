"""panning the default workspace with the GL renderer"""
import json
import subprocess


def run(bench):
    result = subprocess.run([str(bench.build / "tests/map/bench-pan")], check=True, stdout=subprocess.PIPE)
    figures = json.loads(result.stdout)
    bench.say(f"  {figures['frames']} frames; milliseconds a frame:   mean   median     p99     max   over 33")
    for clock, name in (("wall", "by the clock"), ("main", "processor, main thread"), ("process", "processor, all threads")):
        row = [figures[f"{clock}_{what}"] for what in ("mean_ms", "median_ms", "p99_ms", "max_ms", "over_33")]
        bench.say(f"  {name:<38}" + "".join(f"{value:8.1f}" for value in row[:4]) + f"{row[4]:9d}")
    bench.check("frames over 33 ms by the clock", figures["wall_over_33"], at_most=0)
    bench.check("frames whose work on the main thread took over 33 ms", figures["main_over_33"], at_most=0)
