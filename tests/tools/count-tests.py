"""Counts what a run of meson's tests did, every subtest of a TAP program as one.

    count-tests.py TESTLOG.json     first line "PASSED FAILED SKIPPED", then one line per failure
    count-tests.py --unit BUILDDIR  the names of the unit tests that make sense under sanitizers
"""
import json
import re
import subprocess
import sys

RESULT = re.compile(r"^( *)(not )?ok\b *\d* *-? *([^#]*?) *(?:# *(SKIP|TODO)\b.*)?$", re.IGNORECASE)
SAID = 8  # how many lines of a failed program's own words are repeated
ROOMS = ("geo", "model", "workspace", "exchange", "draw", "session", "command")


def leaves(output):
    """The results in a TAP text that have no subtests of their own: (passed, title, directive)."""
    deepest = 0
    for line in output.splitlines():
        match = RESULT.match(line)
        if not match:
            continue
        indent, bad, title, directive = match.groups()
        if len(indent) >= deepest:
            yield not bad, title, (directive or "").upper()
        deepest = len(indent)


def count(record):
    passed, failed, skipped, lines = 0, 0, 0, []
    for good, title, directive in leaves(record.get("stdout") or ""):
        if directive == "SKIP":
            skipped += 1
        elif good or directive == "TODO":
            passed += 1
        else:
            failed += 1
            lines.append(f"not ok    {record['name']}: {title}")
    result = record["result"]
    if result == "SKIP":
        skipped = max(skipped, 1)
    elif result in ("OK", "EXPECTEDFAIL"):
        passed += passed + skipped == 0
    elif failed == 0:
        failed = 1
        lines.append(f"not ok    {record['name']}: {result.lower()}, exit status {record.get('returncode')}")
    if failed:
        said = [line for line in (record.get("stderr") or "").splitlines() if line.strip(" *")]
        lines += [f"#         {line}" for line in said[-SAID:]]
    return passed, failed, skipped, lines


def summary(path):
    try:
        with open(path, encoding="utf-8") as file:
            results = [count(json.loads(line)) for line in file if line.strip()]
    except FileNotFoundError:
        results = [(0, 1, 0, [f"not ok    {path} was not written: the tests did not run"])]
    print(*(sum(row[i] for row in results) for i in range(3)))
    for row in results:
        print(*row[3], sep="\n", end="\n" if row[3] else "")


def unit_tests(build):
    listed = json.loads(subprocess.check_output(["meson", "introspect", "--tests", build]))
    for test in listed:
        headless = any(suite.split(":")[-1] == "headless" for suite in test["suite"])
        if headless and test["name"].split("/")[0] in ROOMS:
            print(test["name"])


if sys.argv[1] == "--unit":
    unit_tests(sys.argv[2])
else:
    summary(sys.argv[1])
