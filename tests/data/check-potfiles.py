#!/usr/bin/env python3
"""po/POTFILES.in names every file with text to translate, sorted, and no other.

    check-potfiles.py SOURCE-ROOT           test, in TAP
    check-potfiles.py SOURCE-ROOT --write   bring po/POTFILES.in up to date
"""
import pathlib
import re
import sys

MARKED = re.compile(r"\b(?:_|N_|C_|NC_|Q_|g_dngettext|ngettext|g_dpgettext2)\s*\(")
MARKED_UI = re.compile(r'\btranslatable="(?:yes|true)"')


def expected(root):
    for path in root.glob("data/*.in"):
        yield path
    for path in root.glob("src/**/*.c"):
        if MARKED.search(path.read_text(encoding="utf-8")):
            yield path
    for path in root.glob("ui/**/*.ui"):
        if MARKED_UI.search(path.read_text(encoding="utf-8")):
            yield path


def listed(potfiles):
    lines = (line.strip() for line in potfiles.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def report(number, name, wrong):
    print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
    for line in wrong:
        print(f"# {line}")


def main():
    root = pathlib.Path(sys.argv[1])
    potfiles = root / "po" / "POTFILES.in"
    want = sorted(str(path.relative_to(root)) for path in expected(root))
    if "--write" in sys.argv:
        potfiles.write_text("".join(f"{line}\n" for line in want), encoding="utf-8")
        return
    have = listed(potfiles)
    print("1..3")
    report(1, "no file with text is missing", [f"missing: {f}" for f in want if f not in have])
    report(2, "no file is listed without need", [f"needless: {f}" for f in have if f not in want])
    report(3, "sorted, each once", [] if have == sorted(set(have)) else ["not in order"])


if __name__ == "__main__":
    main()
