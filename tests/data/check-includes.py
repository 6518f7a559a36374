#!/usr/bin/env python3
"""Includes go one way only: app, cli -> export -> draw -> core -> base, protocol;
worker -> protocol. TAP, one case for each layer. The argument is the source root.
"""
import pathlib
import re
import sys

MAY_INCLUDE = {
    "base": set(),
    "protocol": set(),
    "worker": {"protocol"},
    "core": {"base", "protocol"},
    "draw": {"core", "base", "protocol"},
    "export": {"draw", "core", "base", "protocol"},
    "cli": {"export", "draw", "core", "base", "protocol"},
    "app": {"export", "draw", "core", "base", "protocol"},
}

# What a layer must not name: the build keeps most of it out already.
FOREIGN = {
    "base": r"<(?:gtk|adwaita|cairo|pango|gio|json-glib|glibtop)",
    "protocol": r"<(?:g[a-z]*/|glib|gtk|gio)",
    "worker": r"<(?:g[a-z]*/|glib|gtk|gio)",
    "core": r"<(?:gtk|adwaita|cairo|pango|gdk)",
    "draw": r"<(?:gtk|adwaita|gdk|gsk|glibtop)",
    "export": r"<(?:gtk|adwaita|gdk|gsk|glibtop)",
    "cli": r"<(?:gtk|adwaita|gdk|gsk|glibtop)",
    "app": r"<glibtop",
}

QUOTED = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)
ANGLED = re.compile(r"^\s*#\s*include\s*(<[^>]+>)", re.M)


def wrong_includes(layer, folder, home):
    for path in sorted(folder.rglob("*.[ch]")):
        text = path.read_text(encoding="utf-8")
        for name in QUOTED.findall(text):
            target = home.get(pathlib.PurePath(name).name)
            if target and target != layer and target not in MAY_INCLUDE[layer]:
                yield f"{path.name} includes {name} of {target}"
        for name in ANGLED.findall(text):
            if re.match(FOREIGN[layer], name):
                yield f"{path.name} includes {name}"


def main():
    src = pathlib.Path(sys.argv[1]) / "src"
    home = {path.name: path.relative_to(src).parts[0] for path in src.rglob("*.h")}
    layers = sorted(path.name for path in src.iterdir() if path.is_dir())
    print(f"1..{len(layers)}")
    for number, layer in enumerate(layers, 1):
        if layer not in MAY_INCLUDE:
            print(f"not ok {number} - {layer}: a layer that this test does not know")
            continue
        wrong = list(wrong_includes(layer, src / layer, home))
        allowed = ", ".join(sorted(MAY_INCLUDE[layer])) or "nothing of ours"
        print(f"{'not ok' if wrong else 'ok'} {number} - {layer} includes {allowed}")
        for line in wrong:
            print(f"# {line}")


if __name__ == "__main__":
    main()
