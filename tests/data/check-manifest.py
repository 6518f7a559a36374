#!/usr/bin/env python3
"""The Flatpak manifest asks for a window and nothing else, and downloads only
what it names by checksum. TAP. The argument is the source root.
"""
import json
import pathlib
import re
import sys

PERMISSIONS = {"--socket=wayland", "--socket=fallback-x11", "--share=ipc", "--device=dri"}


def sources(manifest):
    for module in manifest["modules"]:
        yield from module.get("sources", [])


def main():
    path, = (pathlib.Path(sys.argv[1]) / "flatpak").glob("*.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    remote = [source for source in sources(manifest) if "url" in source]
    cases = [
        ("it is named after the program", path.stem == manifest["app-id"]),
        ("a window's permissions and no other", set(manifest["finish-args"]) == PERMISSIONS),
        ("nothing is fetched while building",
         not any("--share=network" in json.dumps(module) for module in manifest["modules"])),
        ("every download has its checksum",
         remote and all(re.fullmatch("[0-9a-f]{64}", source.get("sha256", "")) for source in remote)),
        ("the rest is this checkout",
         [source["path"] for source in sources(manifest) if "url" not in source] == [".."]),
    ]
    print(f"1..{len(cases)}")
    for number, (name, fine) in enumerate(cases, 1):
        print(f"{'ok' if fine else 'not ok'} {number} - {name}")


if __name__ == "__main__":
    main()
