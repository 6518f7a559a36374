#!/usr/bin/env python3
# soak.py - one run after the other, of all kinds, each checked
#
#   soak.py BOBBIN-CLI BOBBIN-WORKER MINUTES
#
# What it holds for every run: it ends in time and with 0; every worker's
# running, waiting and blocked time add up to its life; a worker that was told
# to crash did, and nobody else; no process is left behind. And for the window's
# core as a whole: a long run beside them does not grow beyond its bound.
import json
import os
import random
import subprocess
import sys
import time

WORKS = ["compute", "memory", "sleep", "lock", "pipe", "disk", "mixed"]
MOST_FAILURES = 5  # then it is clear enough
# The history's bound, and as much again for everything else.
MOST_RSS_KIB = 2 * 128 * 1024


def make_group(chance, name):
    work = chance.choice(WORKS)
    kind = chance.choice(["processes", "threads"])
    count = chance.randint(2 if work == "pipe" else 1, 12)
    keys = [f"name={name}", f"kind={kind}", f"count={count}", f"work={work}"]
    if work == "lock":
        keys.append("lock=" + chance.choice(["mutex", "spin", "none"]))
    if kind == "processes" and chance.random() < 0.3:
        keys.append(f"threads_each={chance.randint(2, 3)}")
    return ",".join(keys), count


def left_behind(worker):
    """Workers whose parent is gone or is this program: nobody's any more. They
    are known by their program, because each gets a name of its own."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.path.realpath(f"/proc/{pid}/exe") != worker:
                continue
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                parent = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if parent in (1, os.getpid()):
            found.append(pid)
    return found


def check_run(cli, chance):
    groups = [make_group(chance, f"g{i}") for i in range(chance.randint(1, 3))]
    duration = chance.choice([0.2, 0.5, 1.0, 2.0])
    command = [cli, "run", "--json", "--duration", f"{duration}s", "--seed", str(chance.randint(1, 10**6))]
    for text, _ in groups:
        command += ["--group", text]
    crash = None
    if chance.random() < 0.3:
        victim = chance.randrange(len(groups))
        crash = (victim, chance.randint(1, groups[victim][1]))
        command += ["--crash", f"g{victim}/{crash[1]}@{duration / 2}s"]
    environment = dict(os.environ)
    if chance.random() < 0.5:
        environment["BOBBIN_TIMELINE"] = "self"
    done = subprocess.run(command, capture_output=True, timeout=duration + 30, env=environment, check=False)
    problems = []
    if done.returncode not in (0, 3):
        return [f"exit {done.returncode}: {done.stderr.decode()[-300:]}"], command
    run = json.loads(done.stdout)
    # On a machine that is busy with other things an order may come too late; then it must be said.
    too_late = any("was to crash" in warning for warning in run["warnings"])
    if (done.returncode == 3) != too_late:
        problems.append(f"exit {done.returncode} with {run['warnings']}")
    crashed = 0
    for group in run["groups"]:
        for worker in group["workers"]:
            crashed += worker["end"] == "crashed"
            life = worker["ended_ns"] or run["duration_ns"]
            told = worker["running_ns"] + worker["waiting_ns"] + worker["blocked_ns"]
            if worker["lost_slices"] == 0 and abs(told - life) > max(0.001 * life, 2e6):
                problems.append(f"{worker['name']}: {told} ns told of {life} ns ({run['timeline_source']})")
    if (crashed > 0) != (crash is not None) and not too_late:
        problems.append(f"{crashed} crashed")
    return problems, command


def main():
    cli, worker, minutes = sys.argv[1], sys.argv[2], float(sys.argv[3])
    end = time.monotonic() + minutes * 60
    chance = random.Random(int(time.time()))
    seconds = max(int(minutes * 60) - 5, 1)
    beside = subprocess.Popen([cli, "run", "--threads", "8", "--processes", "8", "--duration", f"{seconds}s"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    runs = failed = most_kib = 0
    while time.monotonic() < end and failed < MOST_FAILURES:
        problems, command = check_run(cli, chance)
        runs += 1
        if beside.poll() is None:
            with open(f"/proc/{beside.pid}/statm", encoding="utf-8") as file:
                most_kib = max(most_kib, int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024)
        if problems:
            failed += 1
            print(" ".join(command), *problems, sep="\n    ")
    if failed == MOST_FAILURES:
        beside.terminate()
    if beside.wait(timeout=60) != 0:
        failed += 1
        print(f"the long run beside them ended with {beside.returncode}")
    if most_kib > MOST_RSS_KIB:
        failed += 1
        print(f"the long run took {most_kib} KiB, of which {MOST_RSS_KIB} are allowed")
    for pid in left_behind(os.path.realpath(worker)):
        failed += 1
        print(f"process {pid} was left behind")
    print(f"{runs} runs, {failed} failed; the long one beside them took {most_kib / 1024:.0f} MiB")
    return 1 if failed else 0


sys.exit(main())
