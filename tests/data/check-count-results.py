#!/usr/bin/env python3
"""tests/count-results.py counts cases and not programs, and misses no failure.
TAP. The argument is the source root.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

SCRIPT = pathlib.Path(sys.argv[1]) / "tests" / "count-results.py"
TWO_OK = "TAP version 13\n1..2\nok 1 /a/b\nok 2 /a/c\n"
NESTED = "# Subtest: a\n    ok 1 b\n    ok 2 c # SKIP no display\nok 1 a\nok 2 d\n"

CASES = [
    ("cases are counted", [("OK", TWO_OK, 0), ("OK", "", 0)], "3 passed, 0 failed", 0),
    ("a skipped case is told apart",
     [("OK", "ok 1 /a # SKIP no display\nok 2 /b\n", 0)], "1 passed, 0 failed, 1 skipped", 0),
    ("a case that fails", [("FAIL", "ok 1 /a\nnot ok 2 /b\n", 1)], "1 passed, 1 failed", 1),
    ("a known failure is none", [("OK", "ok 1 /a\nnot ok 2 /b # TODO later\n", 0)], "2 passed, 0 failed", 0),
    ("a crash after good cases", [("ERROR", TWO_OK, -11)], "2 passed, 1 failed", 1),
    ("a program that hangs", [("TIMEOUT", "", -15)], "0 passed, 1 failed", 1),
    ("a subtest's sum is no case", [("OK", NESTED, 0)], "2 passed, 0 failed, 1 skipped", 0),
    ("what only skips has not passed", [("SKIP", "", 77)], "0 passed, 0 failed, 1 skipped", 1),
    ("no test at all", [], "0 passed, 0 failed", 1),
]


def run(programs):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as log:
        for number, (result, stdout, status) in enumerate(programs):
            log.write(json.dumps({"name": f"t{number}", "result": result,
                                  "stdout": stdout, "returncode": status}) + "\n")
        log.flush()
        done = subprocess.run([sys.executable, SCRIPT, log.name], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[-1], done.returncode


def main():
    print(f"1..{len(CASES)}")
    for number, (name, programs, line, status) in enumerate(CASES, 1):
        got = run(programs)
        print(f"{'ok' if got == (line, status) else 'not ok'} {number} - {name}")
        if got != (line, status):
            print(f"# expected {(line, status)}, got {got}")


if __name__ == "__main__":
    main()
