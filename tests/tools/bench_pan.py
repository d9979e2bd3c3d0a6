"""panning the default workspace, and one with 10,000 projects, with the GL renderer and with cairo's

The window draws with OpenGL where there is a graphics card, and with cairo elsewhere.
"""
import json
import os
import subprocess

RENDERERS = ("gl", "cairo")
# What is panned: seconds, parcels, projects; none for the default workspace.
SCENES = {"the default workspace": [], "10,000 pins": ["4", "0", "10000"]}


def measure(bench, renderer, arguments):
    """What tests/map/bench-pan prints."""
    result = subprocess.run([str(bench.build / "tests/map/bench-pan"), *arguments], check=True, stdout=subprocess.PIPE,
                            env={**os.environ, "GSK_RENDERER": renderer})
    return json.loads(result.stdout)


def judge(bench, title, figures):
    bench.say(f"  {title}: {figures['frames']} frames; milliseconds a frame:   mean   median     p99     max   over 33")
    for clock, name in (("wall", "by the clock"), ("main", "processor, main thread"), ("process", "processor, all threads")):
        row = [figures[f"{clock}_{what}"] for what in ("mean_ms", "median_ms", "p99_ms", "max_ms", "over_33")]
        bench.say(f"  {name:<38}" + "".join(f"{value:8.1f}" for value in row[:4]) + f"{row[4]:9d}")
    bench.check(f"{title}: frames over 33 ms by the clock", figures["wall_over_33"], at_most=0)
    bench.check(f"{title}: frames whose work on the main thread took over 33 ms", figures["main_over_33"], at_most=0)


def run(bench):
    for scene, arguments in SCENES.items():
        for renderer in RENDERERS:
            judge(bench, f"{scene}, {renderer}", measure(bench, renderer, arguments))
