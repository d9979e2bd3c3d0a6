"""./dev bench: what the program costs, in groups of figures, against the bounds the project set itself.

    bench.py LIANTU [RUNS] [GROUP…]     starts its own display; without a group, all of them

A group is a file bench_GROUP.py beside this one: its docstring's first line is its title, and its
`run(bench)` measures, prints with `bench.say` and judges with `bench.check`. Groups may be called in
any order and alone. Machines differ and are shared: compare with a peer in the same run, turn by
turn, and say processor time (`bench.cpu`) beside the clock's.
"""
import functools
import importlib
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


class Bench:
    """What every group gets."""

    def __init__(self, liantu, runs):
        self.liantu = liantu
        self.runs = runs
        self.build = pathlib.Path(liantu).resolve().parents[1]
        self.missed = []

    @functools.cached_property
    def display(self):
        import screen
        return screen.Screen()

    @functools.cached_property
    def workspace(self):
        """The default workspace, in a place of its own. Not for writing: others read it too."""
        path = pathlib.Path(os.environ["XDG_DATA_HOME"], "bench.gpkg")
        subprocess.run([self.liantu, "new", str(path)], check=True, stdout=subprocess.DEVNULL)
        return path

    @staticmethod
    def say(text):
        print(text, flush=True)

    def check(self, title, value, unit="", at_most=None, at_least=None):
        """Prints a figure and its bound, and remembers when it is missed."""
        good = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
        bound = f"at most {at_most:g}" if at_most is not None else f"at least {at_least:g}"
        unit = f" {unit}" if unit else ""
        self.say(f"  {title}: {value:.3g}{unit} ({bound}{unit}) {'ok' if good else 'MISSED'}")
        if not good:
            self.missed.append(title)

    @staticmethod
    def cpu(command, **options):
        """Runs a command. Returns seconds by the clock, and seconds of processor time (user and system)."""
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
        wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
        return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def median_cpu(self, command, runs=None, **options):
        """The medians of `cpu` over some runs, after one that warms up."""
        rows = [self.cpu(command, **options) for _ in range((runs or self.runs) + 1)][1:]
        return tuple(statistics.median(column) for column in zip(*rows))


def inside(liantu, runs, groups):
    bench = Bench(liantu, runs)
    known = sorted(path.stem[len("bench_"):] for path in HERE.glob("bench_*.py"))
    for group in groups or known:
        if group not in known:
            sys.exit(f"bench: there is no group “{group}”; there are: {', '.join(known)}")
        module = importlib.import_module(f"bench_{group}")
        bench.say(f"{group}: {module.__doc__.splitlines()[0]}")
        module.run(bench)
    if bench.missed:
        bench.say(f"missed: {', '.join(bench.missed)}")
    return 1 if bench.missed else 0


def main(liantu, *rest):
    runs, groups = (rest[0], rest[1:]) if rest and rest[0].isdigit() else ("5", rest)
    if os.environ.get("LIANTU_BENCH_INSIDE"):
        return inside(liantu, int(runs), groups)
    return subprocess.call([sys.executable, str(HERE / "with-display.py"), "--", "env", "LIANTU_BENCH_INSIDE=1",
                            sys.executable, __file__, liantu, runs, *groups])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
