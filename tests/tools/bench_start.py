"""cold start to the first painted frame, and memory, beside gnome-maps turn by turn

"Painted" is the first frame with more than 24 colours on it: a bare window has fewer.
"""
import shutil
import statistics
import sys
import time

import screen

START_SHARE, MEMORY_MB = 0.6, 200


def settle(display, program):
    """Waits until the screen no longer changes and the program does nothing. Returns when it last changed.
    The lowest row looked at is the status bar, which says at last that there is no network: that is no picture."""
    def look():
        rows = display.sample()
        return rows[:len(rows) * 23 // 24]

    last, changed = look(), time.monotonic()
    for _ in range(40):
        worked = program.cpu_seconds()
        now = screen.settle(display, look=look)
        if look() != last:
            last, changed = look(), now
        if program.cpu_seconds() - worked < 0.1:
            break
    return changed


def start(command, display, env=None, also=None):
    """Seconds to the mapped window, to its first painted frame, processor seconds until then, seconds to
    the last change; memory in MB; what `also(program)` says then."""
    blank = display.sample()
    with screen.Program(command, env) as program:
        mapped = screen.wait_for(lambda: display.windows() and program.elapsed(), 40, 0.004)
        painted = screen.wait_for(lambda: screen.colours(display.sample()) > 24 and program.elapsed(), 20, 0.004)
        worked = program.cpu_seconds()
        whole = settle(display, program) - program.started
        memory = program.memory_mb()
        if None in (mapped, painted):
            sys.exit(f"bench: {command[0]} opened no window")
        row = (mapped, painted, worked, whole, memory) + ((also(program),) if also else ())
    screen.wait_for(lambda: not display.windows() and display.sample() == blank, 5)
    return row


def measure(commands, runs, display):
    """Turn by turn, so that what else the machine does meets all alike; the first turn warms up."""
    results = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            row = start(command, display)
            if turn:
                results[name].append(row)
    return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in results.items()}


def run(bench):
    commands = {"liantu": [bench.liantu]}
    if shutil.which("gnome-maps"):
        commands["gnome-maps"] = ["gnome-maps"]
    figures = measure(commands, bench.runs, bench.display)
    bench.say(f"  median of {bench.runs} starts   window   first frame   processor till then   last change   memory")
    for name, (mapped, painted, worked, whole, memory) in figures.items():
        bench.say(f"  {name:<18} {mapped:8.2f} s {painted:10.2f} s {worked:19.2f} s {whole:11.2f} s {memory:6.0f} MB")
    if "gnome-maps" in figures:
        bench.check("first frame against gnome-maps' bare window", figures["liantu"][1] / figures["gnome-maps"][0],
                    at_most=START_SHARE)
    else:
        bench.say("  gnome-maps is not installed, so there is no ratio; install it with: apt-get install gnome-maps")
    bench.check("memory", figures["liantu"][4], "MB", at_most=MEMORY_MB)
