"""Do the calls that strace saw keep the order of writes? usage: write-order.py files|inbox|catalogue OFFICE < strace's lines"""
import os, re, sys

rule, office = sys.argv[1], os.path.realpath(sys.argv[2])
on_file = re.compile(r"\d+ +(write|pwrite64|fsync|fdatasync)\(\d+<([^>]*)>.* = \d")
on_name = re.compile(r'\d+ +(rename|unlink)\("([^"]*)"(?:, "([^"]*)")?\) += 0')
calls = []
lines, begun = [], {}
for line in sys.stdin.read().splitlines():  # two processes at once: strace parts a call in two
    process = line.split(None, 1)[0]
    if line.endswith("<unfinished ...>"):
        begun[process] = line[: -len("<unfinished ...>")]
    elif "resumed>" in line:
        lines.append(begun.pop(process, "") + line.split("resumed>", 1)[1])
    else:
        lines.append(line)
for line in lines:
    if found := on_file.match(line):
        calls.append(("write" if "write" in found[1] else "sync", os.path.relpath(found[2], office), ""))
    elif found := on_name.match(line):
        calls.append((found[1], os.path.relpath(found[2], office), os.path.relpath(found[3], office) if found[3] else ""))

wrong, seen = [], 0
LOG = "catalogue.db-wal"


def last(verb, path, before):
    return max((at for at, call in enumerate(calls[:before]) if call[:2] == (verb, path)), default=-1)


def following(verb, path, after):
    return next((at for at in range(after + 1, len(calls)) if calls[at][:2] == (verb, path)), len(calls))


def lasting(renamed):
    """When a renamed file is there for good."""
    return following("sync", os.path.dirname(calls[renamed][2]), renamed)


for at, (verb, path, goal) in enumerate(calls):
    if verb == "rename" and rule == "files":
        seen += 1
        if not -1 < last("write", path, at) < last("sync", path, at):
            wrong.append(f"{goal} was renamed before it was synced")
        if lasting(at) > at + 1:
            wrong.append(f"the folder of {goal} was not synced at once")
    if verb == "rename" and rule == "catalogue" and goal.split("/")[0] in ("pages", "charts", "vault"):
        seen += 1
        if lasting(at) > following("write", LOG, at):
            wrong.append(f"{goal} was told before it was there")
    if verb == "unlink" and rule == "inbox" and path.startswith("inbox/"):
        seen += 1
        committed = last("sync", LOG, at)
        entered = max((then for then in range(at) if calls[then][0] == "rename" and calls[then][2].startswith("vault/")), default=-1)
        if not -1 < entered < lasting(entered) < last("write", LOG, at) < committed < at:
            wrong.append(f"{path} was removed too early")
        if following("sync", "inbox", at) > at + 1:
            wrong.append(f"the inbox was not synced after {path}")

print(f"{seen} looked at", *wrong, sep="\n")
sys.exit(bool(wrong) or seen < 2)
