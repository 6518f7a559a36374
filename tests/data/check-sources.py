#!/usr/bin/env python3
"""Rules that every source file keeps: its length, and where the calls live that
only one file may make. TAP. The argument is the source root.
"""
import pathlib
import re
import sys

MAX_LINES = 900
MAX_WIDGET_LINES = 500

# What may stand in one file only.
ONE_PLACE = [
    ("GTK's version is asked in bobbin-compat.c only",
     r"\b(?:GTK_CHECK_VERSION|ADW_CHECK_VERSION)\b", {"src/app/bobbin-compat.c"}),
    ("libgtop is called in bobbin-gtop.c only", r"\bglibtop", {"src/core/bobbin-gtop.c"}),
    ("no call to libgtop's affinity, which can end the program",
     r"\bglibtop_get_proc_affinity\b", set()),
    ("colours come from the theme, not from a deprecated style context",
     r"\bgtk_style_context_(?:get_color|lookup_color)\b", {"src/app/bobbin-compat.c"}),
    ("nothing is left to be done later", r"\b(?:TODO|FIXME|XXX)\b", set()),
]


def report(number, name, wrong):
    print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
    for line in wrong:
        print(f"# {line}")


def too_long(files, most):
    for path, text in files.items():
        lines = text.count("\n")
        if lines > most:
            yield f"{path}: {lines} lines, at most {most}"


def main():
    root = pathlib.Path(sys.argv[1])
    files = {str(path.relative_to(root)): path.read_text(encoding="utf-8")
             for path in sorted(root.glob("src/**/*.[ch]"))}
    widgets = {path: text for path, text in files.items() if path.startswith("src/app/")}
    code = {path: re.sub(r"/\*.*?\*/", "", text, flags=re.S) for path, text in files.items()}

    print(f"1..{3 + len(ONE_PLACE)}")
    report(1, f"no source over {MAX_LINES} lines", list(too_long(files, MAX_LINES)))
    report(2, f"no widget over {MAX_WIDGET_LINES} lines", list(too_long(widgets, MAX_WIDGET_LINES)))
    report(3, "every header is included once",
           [path for path, text in files.items() if path.endswith(".h") and "#pragma once" not in text])
    for number, (name, pattern, places) in enumerate(ONE_PLACE, 4):
        where = files if "later" in name else code
        report(number, name, [path for path, text in where.items()
                              if path not in places and re.search(pattern, text)])


if __name__ == "__main__":
    main()
