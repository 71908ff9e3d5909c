"""Proof by breaking: each call fails, each step is the last. usage: torture.py PROGRAM SHIMS, told by the environment:
WHAT     fail-, broken- (fails from then on), crash-, memory- (refused) with clerk, workers, backup or decision behind it; kill (the
         whole group); day; hands (what people do, ROUNDS of it)
POINTS   so many calls and ways of each, chosen by SEED (0: all of them; of memory 1000); KILLS: kills at random times
FROM, TO only the calls of these numbers; KEEP: a folder for the offices of failures; FILES: as many come in a day
SCAN     a picture that is dropped, too, and recognised: it takes longer
After each the office is taken up by an undisturbed run and compared with one that never was disturbed. TAP."""
import errno, itertools, os, pathlib, random, re, shutil, signal, struct, subprocess, sys, time

import day, hands, office as at
from office import chartward, RUN, BACKUP, DECIDE

at.program, shims = sys.argv[1], pathlib.Path(sys.argv[2])
seed, first, points, kills, files, rounds = (int(os.environ.get(name) or value) for name, value in
                                             (("SEED", 1), ("FROM", 1), ("POINTS", 0), ("KILLS", 1000), ("FILES", 5000), ("ROUNDS", 100)))
notes = at.scratch / "notes"
# What is begun, what is struck, what is looked at then.
RUNS = {"clerk": (at.begin, RUN, at.after), "workers": (at.begin, RUN, at.after), "backup": (at.backup_begin, BACKUP, at.backup_after),
        "decision": (at.decision_begin, DECIDE, at.decision_after)}


def disturbed(number, act, who, stays=False, shim="nth-call.so"):
    """One run in which the Nth call is struck; its result, how many calls there were, and those for files."""
    begin, command, _ = RUNS[who]
    begin()
    notes.write_bytes(bytes(1 << 20))
    environment = {"LD_PRELOAD": str(shims / shim), "NTH_CALL": str(number), "NTH_DO": str(act), "NTH_NOTES": str(notes),
                   "NTH_WHO": "workers" if who == "workers" else "clerk"}
    if stays:
        environment["NTH_ON"] = "1"
    done = chartward(*command, environment=environment)
    told = notes.read_bytes()
    calls = told[16:].split(b"\0")[0].decode(errors="replace").replace(str(at.office), "").replace(str(at.saved), "/saved").splitlines()
    return done, struct.unpack("<Q", told[:8])[0], calls


def plain(done, call, errors):
    """What is wrong with what a failing run said. It says why on stderr, or what became of a file on stdout."""
    said = done.stderr.strip()
    wrong = []
    if done.returncode not in (0, 1, 3, 4):
        wrong.append(f"exit status {done.returncode}")
    if at.NOISE.search(said):
        wrong.append("a library's noise on stderr")
    if done.returncode in (3, 4) and "could not be bound" not in done.stdout and not re.match(r"chartward: .*[.?]$", said.splitlines()[-1] if said else ""):
        wrong.append("no sentence on stderr")
    if done.returncode == 4 and errors and "share/chartward" not in call:
        wrong.append("what may pass was told as a fault of the set-up")
    return wrong + ([f"it said: {said[:400]}"] if wrong else [])


count = failures = 0
kinds = {}


def tell(name, wrong, again):
    global count, failures
    count += 1
    if wrong:
        failures += 1
        print(f"not ok {count} - {name}")
        for line in wrong:
            print(f"#   {line}")
        print(f"#   again: {again}")
        if os.environ.get("KEEP") and at.office.exists():
            kept = pathlib.Path(os.environ["KEEP"]) / f"seed-{seed}-point-{count}"
            at.wipe(kept)
            shutil.copytree(at.office, kept, symlinks=True)
    else:
        print(f"ok {count} - {name}")
    sys.stdout.flush()


# --- files ---

def kind(call):
    return call.split()[0].strip("_").replace("64", "").replace("_2", "")


def meaningful(call):
    """The errors that such a call can really end with."""
    if kind(call) in ("memfd_create", "pipe2", "socketpair"):
        return [errno.EMFILE]
    errors = [errno.EIO]
    if kind(call) not in ("unlink", "rmdir", "opendir"):
        errors.append(errno.ENOSPC)
    if kind(call).startswith(("open", "fopen")):
        errors.append(errno.EMFILE)
    return errors


def strike(what, number, act, who, stays):
    done, _, calls = disturbed(number, act, who, stays)
    if len(calls) < number:
        return
    call = calls[number - 1]
    kinds[kind(call)] = kinds.get(kind(call), 0) + 1
    crashed = act == "before"
    wrong = [] if crashed and who != "workers" else plain(done, call, who == "clerk" and not crashed)
    # What cannot be removed lies there as if it were dropped again: what was refused is read once more.
    again = not crashed and call == "unlink /inbox/encrypted.pdf"
    wrong += RUNS[who][2](done, same=not (stays and who == "workers") and not again)
    name = f"{who} {'dies before' if crashed else errno.errorcode[act] + ' at'} call {number}{' and on' if stays else ''} ({call})"
    tell(name, wrong, f"WHAT={what} FROM={number} TO={number}")


def spread(pairs, calls):
    """POINTS of the pairs, chosen by the seed: every kind of call on every room comes before any comes twice."""
    groups = {}
    chosen = random.Random(seed)
    for number, act in pairs:
        where = re.sub(r"[.].*|\d.*", "", "/".join(calls[number - 1].partition(" ")[2].split("/")[:3]))
        groups.setdefault((kind(calls[number - 1]), where, act), []).append((number, act))
    order = list(groups.values())
    chosen.shuffle(order)
    for group in order:
        chosen.shuffle(group)
    turns = [pair for turn in itertools.zip_longest(*order) for pair in turn if pair]
    return sorted(turns[:points], key=lambda pair: pair[0])


def strike_all(what, who, acts, stays=False):
    """Every call from FROM to TO with every act, or POINTS of these pairs, chosen by the seed."""
    calls = disturbed(0, 0, who)[2]
    last = min(int(os.environ.get("TO") or len(calls)), len(calls))
    pairs = [(number, act) for number in range(first, last + 1) for act in acts(calls[number - 1])]
    print(f"# {what}: {len(calls)} calls in an undisturbed run, {len(pairs)} points from {first} to {last}, seed {seed}")
    if 0 < points < len(pairs):
        pairs = spread(pairs, calls)
    for number, act in pairs:
        strike(what, number, act, who, stays)


# --- memory ---

EACH = 300  # the first calls are tried one by one


def memory_numbers(total):
    """The first ones, and then one of each of so many equal parts of the rest, chosen by the seed."""
    wanted = points or 1000
    alone = min(wanted * 3 // 10, EACH, total)
    chosen, parts = random.Random(seed), wanted - alone
    edges = [alone + (total - alone) * part // parts for part in range(parts + 1)]
    return list(range(1, alone + 1)) + [chosen.randrange(low, high) + 1 for low, high in zip(edges, edges[1:]) if low < high]


def memory_all(what, who):
    total = disturbed(0, 0, who, shim="nth-memory.so")[1]
    last = int(os.environ.get("TO") or total)
    numbers = [number for number in memory_numbers(total) if first <= number <= last]
    print(f"# {what}: {total} calls in an undisturbed run, {len(numbers)} points from {first} to {last}, seed {seed}")
    for number in numbers:
        done, reached, _ = disturbed(number, errno.ENOMEM, who, shim="nth-memory.so")
        if reached < number:
            continue
        # Where memory ends, the process may: that is a crash like any other.
        ended = who != "workers" and done.returncode in (-signal.SIGTRAP, -signal.SIGABRT)
        wrong = [] if ended else plain(done, "", who == "clerk")
        tell(f"{who} has no memory at call {number}", wrong + RUNS[who][2](done), f"WHAT={what} FROM={number} TO={number} POINTS={points} SEED={seed}")


# --- the whole group ---

def kill_all():
    at.begin()
    began = time.monotonic()
    chartward(*RUN)
    whole = time.monotonic() - began
    chosen = random.Random(seed)
    parts = [chosen.random() * 1.1 for _ in range(first - 1 + kills)]
    print(f"# kill: {kills} kills of the whole group at random times within {whole:.2f} s, seed {seed}")
    for number in range(first, first + kills):
        at.begin()
        run = subprocess.Popen([at.program, *RUN], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(parts[number - 1] * whole)
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        run.wait()
        tell(f"kill {number} after {parts[number - 1]:.0%} of a run's time", at.after(), f"WHAT=kill SEED={seed} FROM={number} KILLS=1")


def torture(what):
    way, _, who = what.partition("-")
    if what == "day":
        day.day(files, seed, tell)
    elif what == "hands":
        hands.hands(rounds, seed, tell)
    elif what == "kill":
        kill_all()
    elif way == "memory":
        memory_all(what, who)
    elif way == "fail":
        strike_all(what, who, meaningful)
    elif way == "crash":  # after a call is before the next one
        strike_all(what, who, lambda _: ["before"])
    else:
        strike_all(what, who, lambda _: [errno.EIO, errno.ENOSPC], stays=True)


try:
    at.template_make()
    at.undisturbed_make()
    if "backup" in os.environ["WHAT"]:
        at.backup_make()
    if "decision" in os.environ["WHAT"]:
        at.decision_make()
    for what in os.environ["WHAT"].split():
        torture(what)
    calls = ", ".join(f"{kinds[call]} {call}" for call in sorted(kinds))
    print(f"# {count} points, {failures} failed" + (f"; struck: {calls}" if calls else ""))
    print(f"1..{count}")
finally:
    at.wipe(at.scratch)
sys.exit(failures > 0)
