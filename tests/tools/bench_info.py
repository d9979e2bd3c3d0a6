"""`liantu info` on the default workspace"""
INFO_MS = 50


def run(bench):
    wall, worked = bench.median_cpu([bench.liantu, "info", str(bench.workspace), "--json"], 15)
    bench.say(f"  processor time: {worked * 1000:.0f} ms")
    bench.check("liantu info", wall * 1000, "ms", at_most=INFO_MS)
