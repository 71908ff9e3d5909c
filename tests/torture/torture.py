"""Proof by breaking: each call fails, each step is the last. usage: torture.py PROGRAM SHIM, told by the environment:
WHAT     fail-, crash-, broken- (fails from then on) with clerk or workers behind it, and kill (the whole group)
POINTS   so many calls and ways of each, chosen by SEED (0: all of them); KILLS: kills at random times
FROM, TO only the calls of these numbers; KEEP: a folder for the offices of failures
After each the office is taken up by an undisturbed run and compared with one that never was disturbed. TAP."""
import errno, hashlib, itertools, json, os, pathlib, random, re, shutil, signal, subprocess, sys, tempfile, time

program, shim = sys.argv[1:]
seed, first, points, kills = (int(os.environ.get(name) or value)
                              for name, value in (("SEED", 1), ("FROM", 1), ("POINTS", 0), ("KILLS", 1000)))
samples = pathlib.Path(__file__).parent.parent / "samples"
scratch = pathlib.Path(tempfile.mkdtemp(prefix="torture-"))
office, template, notes = scratch / "office", scratch / "template", scratch / "notes"
NOISE = re.compile(r"assert|GLib|CRITICAL|WARNING|Leptonica|Error in pix|TIFF[A-Z]|sqlite|libpng|tesseract:|==\d")
NUMBER = re.compile(r"\bD\d{6}\b")
CLOCK = re.compile(r"\b\d\d:\d\d(:\d\d)?\b")


def wipe(folder):
    if folder.exists():
        subprocess.run(["chmod", "-R", "u+w", folder], check=True)
        shutil.rmtree(folder)


def chartward(*arguments, environment=None, expect=None):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, errors="replace",
                          env={**os.environ, **(environment or {})}, timeout=300)
    if expect is not None and done.returncode not in expect:
        raise AssertionError(f"{arguments[0]} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    return done


RUN = ["run", "--now", "--jobs", "1", "--office", str(office)]


def template_make():
    """An office with a chart, and files that make it longer, begin others, wait for a person, are known, are refused."""
    chartward("init", str(template), expect=[0])
    with open(template / "chartward.conf", "a") as settings:
        settings.write("retry-wait-s = 0\nretries-most = 9\ndisk-reserve-megabytes = 0\nsettle-s = 0\n")
    shutil.copy(samples / "roster.csv", template / "roster.csv")
    inbox = template / "inbox"
    shutil.copy(samples / "inbox/transcript-two-patients.txt", inbox)
    chartward("run", "--now", "--jobs", "1", "--office", str(template), expect=[0, 1])
    shutil.copy(samples / "inbox/transcript-history-and-physical.txt", inbox / "history.txt")
    shutil.copy(samples / "inbox/benefits-explanation.pdf", inbox)
    shutil.copy(samples / "bad/encrypted.pdf", inbox)
    shutil.copy(samples / "inbox/transcript-two-patients.txt", inbox / "known.txt")
    text = (inbox / "history.txt").read_text()
    (inbox / "stranger.txt").write_text("PROGRESS NOTE\n\nPatient: Someone Else\nDate of Birth: 01/02/1961\n\nA quiet visit.\n")
    (inbox / "again.txt").write_text(text + "\nADDENDUM: seen again, nothing new.\n")
    roster = (template / "roster.csv").read_text()
    (template / "roster.csv").write_text(roster + "\n")


def begin():
    wipe(office)
    shutil.copytree(template, office, symlinks=True)


def state():
    """All that an office is, but for the times at which it became so."""
    listing = chartward("list", "--office", str(office), "--json", expect=[0]).stdout.splitlines()
    documents = sorted((json.loads(line) for line in listing), key=lambda document: (document["source_sha256"], document["source_pages"]))
    ids = [document.pop("document") for document in documents]
    shown = [NUMBER.sub("", CLOCK.sub("", chartward("show", "--office", str(office), id_, expect=[0]).stdout)).splitlines() for id_ in ids]
    found = {"ids": ids, "documents": documents, "shown": shown, "files": {}}
    for room in ("inbox", "vault", "pages", "charts", "rejected"):
        for folder, _, names in os.walk(office / room):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found["files"][os.path.relpath(path, office)] = hashlib.sha256(file.read()).hexdigest()
    for name in os.listdir(office):
        if name.startswith(".chartward-"):
            found["files"][name] = "left"
    return found


def texts():
    """What the charts say, but for the documents' numbers: their order is that in which files could be opened."""
    said = {}
    for chart in (office / "charts").rglob("*.pdf"):
        text = subprocess.run(["pdftotext", "-layout", chart, "-"], capture_output=True, text=True, check=True).stdout
        said[os.path.relpath(chart, office)] = sorted(NUMBER.sub("", text).split())
    return said


def changes():
    """How the office differs from one that was never disturbed."""
    now, then = state(), dict(undisturbed)
    if now["ids"] != then["ids"]:
        now["texts"], then["texts"] = texts(), undisturbed_texts
        for one in (now, then):
            one["ids"] = sorted(one["ids"])
            one["files"] = {name: "" if name.startswith("charts/") else sha256 for name, sha256 in one["files"].items()}
    return list(differences(now, then))[:8]


def differences(one, other, where=""):
    if type(one) is not type(other):
        yield f"{where}: {one!r} was {other!r}"
    elif isinstance(one, dict):
        for name in sorted(set(one) | set(other)):
            if name not in one or name not in other:
                yield f"{where}/{name} is {'missing' if name not in one else 'new'}"
            else:
                yield from differences(one[name], other[name], f"{where}/{name}")
    elif isinstance(one, list) and len(one) == len(other):
        for number, (mine, its) in enumerate(zip(one, other)):
            yield from differences(mine, its, f"{where}[{number}]")
    elif one != other:
        yield f"{where}: {str(one)[:80]} was {str(other)[:80]}"


def lost():
    """Every file dropped lies in the inbox or, whole, in the vault: at any moment."""
    there = set()
    for room in ("inbox", "vault"):
        for folder, _, names in os.walk(office / room):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    there.add(hashlib.sha256(file.read()).hexdigest())
    return [name for name, sha256 in dropped.items() if sha256 not in there]


def halves():
    """Charts that are no whole PDF: there is never one, not even for a moment."""
    bad = []
    for chart in (office / "charts").rglob("Chart *.pdf"):
        bytes_ = chart.read_bytes()
        if not bytes_.startswith(b"%PDF-") or b"%%EOF" not in bytes_[-32:]:
            bad.append(chart.name)
    return bad


def disturbed(number, act, who, stays=False):
    """One run in which the Nth call is struck; its result, and its calls."""
    notes.write_bytes(bytes(1 << 20))
    environment = {"LD_PRELOAD": shim, "NTH_CALL": str(number), "NTH_DO": str(act), "NTH_WHO": who, "NTH_NOTES": str(notes)}
    if stays:
        environment["NTH_ON"] = "1"
    done = chartward(*RUN, environment=environment)
    calls = notes.read_bytes()[16:].split(b"\0")[0].decode(errors="replace").replace(str(office), "").splitlines()
    return done, calls


def after(same=True):
    """What is wrong once the office was taken up again."""
    wrong = [f"{name} is neither in the inbox nor in the vault" for name in lost()]
    wrong += [f"half a chart: {name}" for name in halves()]
    for _ in range(3):
        again = chartward(*RUN)
        if again.returncode in (0, 1) and "tried again" not in again.stdout + again.stderr:
            break
    if again.returncode not in (0, 1) or NOISE.search(again.stderr):
        wrong.append(f"the next run ended with {again.returncode}: {again.stderr.strip()}")
    verified = chartward("verify", "--office", str(office), "--json")
    if verified.returncode != 0:
        wrong.append(f"verify ended with {verified.returncode}: {(verified.stdout + verified.stderr)[:600]}")
    else:
        report = json.loads(verified.stdout)
        wrong += [f"verify: {name} is {report[name]}" for name in ("files_waiting", "charts_unbound", "leavings") if report[name]]
    wrong += [f"{name} is still in the inbox" for name in os.listdir(office / "inbox")]
    if same:
        wrong += changes()
    else:
        listed = [json.loads(line) for line in chartward("list", "--office", str(office), "--json", expect=[0]).stdout.splitlines()]
        sources = {document["source_sha256"] for document in listed}
        wrong += [f"{name} is not listed" for name, sha256 in dropped.items() if sha256 not in sources]
    return wrong


def plain(done, call, errors):
    """What is wrong with what a failing run said. It says why on stderr, or what became of a file on stdout."""
    said = done.stderr.strip()
    wrong = []
    if done.returncode not in (0, 1, 3, 4):
        wrong.append(f"exit status {done.returncode}")
    if NOISE.search(said):
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
        if os.environ.get("KEEP"):
            kept = pathlib.Path(os.environ["KEEP"]) / f"seed-{seed}-point-{count}"
            wipe(kept)
            shutil.copytree(office, kept, symlinks=True)
    else:
        print(f"ok {count} - {name}")
    sys.stdout.flush()


def kind(call):
    return call.split()[0].strip("_").replace("64", "").replace("_2", "")


def meaningful(call):
    """The errors that such a call can really end with."""
    errors = [errno.EIO]
    if kind(call) != "unlink":
        errors.append(errno.ENOSPC)
    if kind(call).startswith("open"):
        errors.append(errno.EMFILE)
    return errors


def strike(what, number, act, who, stays):
    begin()
    done, calls = disturbed(number, act, who, stays)
    if len(calls) < number:
        return
    call = calls[number - 1]
    kinds[kind(call)] = kinds.get(kind(call), 0) + 1
    crashed = act in ("before", "after")
    wrong = [] if crashed and who == "clerk" else plain(done, call, who == "clerk" and not crashed)
    wrong += after(same=not (stays and who == "workers"))
    name = f"{who} {'dies ' + act if crashed else errno.errorcode[act]}{' from then on' if stays else ''}, call {number} ({call})"
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
    begin()
    calls = disturbed(0, 0, who)[1]
    last = min(int(os.environ.get("TO") or len(calls)), len(calls))
    pairs = [(number, act) for number in range(first, last + 1) for act in acts(calls[number - 1])]
    print(f"# {what}: {len(calls)} calls in an undisturbed run, {len(pairs)} points from {first} to {last}, seed {seed}")
    if 0 < points < len(pairs):
        pairs = spread(pairs, calls)
    for number, act in pairs:
        strike(what, number, act, who, stays)


def kill_all():
    begin()
    began = time.monotonic()
    chartward(*RUN)
    whole = time.monotonic() - began
    chosen = random.Random(seed)
    parts = [chosen.random() * 1.1 for _ in range(first - 1 + kills)]
    print(f"# kill: {kills} kills of the whole group at random times within {whole:.2f} s, seed {seed}")
    for number in range(first, first + kills):
        begin()
        run = subprocess.Popen([program, *RUN], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(parts[number - 1] * whole)
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        run.wait()
        tell(f"kill {number} after {parts[number - 1]:.0%} of a run's time", after(), f"WHAT=kill SEED={seed} FROM={number} KILLS=1")


def torture(what):
    way, _, who = what.partition("-")
    if what == "kill":
        kill_all()
    elif way == "fail":
        strike_all(what, who, meaningful)
    elif way == "crash":
        strike_all(what, who, lambda _: ["before", "after"])
    else:
        strike_all(what, who, lambda _: [errno.EIO, errno.ENOSPC], stays=True)


try:
    template_make()
    begin()
    dropped = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (office / "inbox").iterdir()}
    chartward(*RUN, expect=[0, 1])
    undisturbed, undisturbed_texts = state(), texts()
    for what in os.environ["WHAT"].split():
        torture(what)
    calls = ", ".join(f"{kinds[call]} {call}" for call in sorted(kinds))
    print(f"# {count} points, {failures} failed" + (f"; struck: {calls}" if calls else ""))
    print(f"1..{count}")
finally:
    wipe(scratch)
sys.exit(failures > 0)
