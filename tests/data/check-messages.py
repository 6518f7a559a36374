#!/usr/bin/env python3
"""Every sentence reaches the translators whole: xgettext takes it without a
warning. A macro such as G_GUINT64_FORMAT inside _() cuts a sentence off there.
TAP, one case for each file. The argument is the source root.
"""
import pathlib
import subprocess
import sys

# What the preset "glib" of meson's i18n module gives to xgettext.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3", "ngettext:1,2"]

FORMATS = ["g_strdup_printf:1", "g_string_printf:2", "g_string_append_printf:2", "g_error_new:3",
           "g_set_error:4", "g_markup_printf_escaped:1", "g_print:1", "g_printerr:1", "fprintf:2"]


def main():
    root = pathlib.Path(sys.argv[1])
    lines = (root / "po" / "POTFILES.in").read_text(encoding="utf-8").splitlines()
    files = [line for line in lines if line and not line.startswith("#")]
    command = ["xgettext", "--from-code=UTF-8", "--output=-", "--add-comments=TRANSLATORS",
               *[f"--keyword={word}" for word in KEYWORDS],
               *[f"--flag={call}:c-format" for call in FORMATS]]

    print(f"1..{len(files)}")
    for number, name in enumerate(files, 1):
        done = subprocess.run([*command, name], cwd=root, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # Without GTK or AppStream installed, gettext falls back to rules of its own.
        wrong = [line for line in done.stderr.splitlines() if "fallback ITS rule" not in line]
        fine = done.returncode == 0 and not any("warning" in line for line in wrong)
        print(f"{'ok' if fine else 'not ok'} {number} - {name}")
        for line in [] if fine else wrong:
            print(f"# {line}")


if __name__ == "__main__":
    main()
