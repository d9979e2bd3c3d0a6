"""panning the default workspace with the GL renderer"""
import json
import subprocess

FRAME_MS = 33.4


def run(bench):
    result = subprocess.run([str(bench.build / "tests/map/bench-pan")], check=True, stdout=subprocess.PIPE)
    figures = json.loads(result.stdout)
    bench.say("  " + ", ".join(f"{name} {value:g}" for name, value in figures.items()))
    bench.check("frames over 33 ms", figures["over_33"], at_most=0)
