"""judging 1,000,000 subjects, all indicators of each rule set"""
import subprocess

JUDGE_S = 1


def run(bench):
    report = subprocess.run([str(bench.build / "tests/model/bench-judge")], check=True, stdout=subprocess.PIPE,
                            text=True).stdout
    bench.say("\n".join("  " + line for line in report.splitlines()))
    slowest = max(float(line.split()[1]) for line in report.splitlines())
    bench.check("the slowest rule set", slowest, "s", at_most=JUDGE_S)
