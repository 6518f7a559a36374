#!/usr/bin/env python3
"""Counts the single cases in the log of "meson test" (testlog.json).

Meson counts programs; here every TAP case counts. A program that ended badly
without a case that says so (it crashed, it hung) is one failure more. Names
what failed, and ends with the line "N passed, N failed".
"""
import collections
import json
import re
import sys

GOOD = {"OK", "EXPECTEDFAIL"}
CASE = re.compile(r"^( *)(not )?ok\b(?:\s+\d+)?(?:\s*-?\s*)([^#]*)(?:#\s*(\w+))?")


def tap_cases(text):
    """(outcome, name) of each TAP case. The line that sums up a subtest stands
    after its deeper cases and is no case itself."""
    deepest = 0
    for line in text.splitlines():
        match = CASE.match(line)
        if not match:
            continue
        depth = len(match[1])
        sums_up, deepest = depth < deepest, depth
        if sums_up:
            continue
        directive = (match[4] or "").lower()
        if directive.startswith("skip"):
            yield "skipped", match[3].strip()
        elif match[2] and directive != "todo":
            yield "failed", match[3].strip()
        else:
            yield "passed", match[3].strip()


def program_cases(program):
    cases = list(tap_cases(program.get("stdout") or ""))
    result = program["result"]
    if not cases:
        outcome = "passed" if result in GOOD else "skipped" if result == "SKIP" else "failed"
        return [(outcome, "")]
    if result not in GOOD and result != "SKIP" and all(o != "failed" for o, _ in cases):
        cases.append(("failed", f"ended with {result}, exit status {program['returncode']}"))
    return cases


def main(path):
    count = collections.Counter()
    try:
        with open(path, encoding="utf-8") as log:
            programs = [json.loads(line) for line in log]
    except OSError:
        programs = []
    for program in programs:
        for outcome, name in program_cases(program):
            count[outcome] += 1
            if outcome == "failed":
                print(f"failed: {program['name']}: {name or program['result']}")
    line = f"{count['passed']} passed, {count['failed']} failed"
    if count["skipped"]:
        line += f", {count['skipped']} skipped"
    print(line)
    return 1 if count["failed"] or not count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
