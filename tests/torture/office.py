"""The office that is tortured: what it is made of, all that it is, and what is wrong with it afterwards.

It is small, so that reading it costs little and thousands of runs can be made: transcripts, a page drawn by a PDF, a
refused file, a known one. Its readers load their model without what only Tesseract's older engine uses."""
import hashlib, json, os, pathlib, re, shutil, sqlite3, struct, subprocess, tempfile

samples = pathlib.Path(__file__).parent.parent / "samples"
scratch = pathlib.Path(tempfile.mkdtemp(prefix="torture-"))
office, template, saved = scratch / "office", scratch / "template", scratch / "saved"
NOISE = re.compile(r"assert|GLib|CRITICAL|WARNING|Leptonica|Error in pix|TIFF[A-Z]|sqlite|libpng|tesseract:|==\d")
NUMBER = re.compile(r"\bD\d{6}\b")
RUN = ["run", "--now", "--jobs", "1", "--office", str(office)]
BACKUP = ["backup", "--office", str(office), str(saved)]
program = None
undisturbed = undisturbed_texts = dropped = None


def chartward(*arguments, environment=None, expect=None):
    done = subprocess.run([program, *arguments], capture_output=True, text=True, errors="replace",
                          env={**os.environ, **(environment or {})}, timeout=300)
    if expect is not None and done.returncode not in expect:
        raise AssertionError(f"{arguments[0]} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    return done


def wipe(folder):
    if folder.exists():
        subprocess.run(["chmod", "-R", "u+w", folder], check=True)
        shutil.rmtree(folder)


# --- what it is made of ---

def note(patient, words):
    return f"PROGRESS NOTE\n\n{patient}\nDate of Visit: 07/08/2026\n\n{words}\n"


def small_pdf(lines):
    """A page of three by two inches, drawn with a font that it does not bring along."""
    text = "BT /F 9 Tf 12 TL 10 130 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 216 144]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
               f"<</Length {len(text)}>>stream\n{text}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    said, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(said))
        said += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    return f"{said}xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(said)}\n%%EOF\n".encode()


def model_slim(folder):
    """Tesseract's English, but only the parts that the engine in use reads: a count, a place for each part, the parts."""
    source = next(pathlib.Path("/usr/share/tesseract-ocr").glob("*/tessdata"))
    whole = (source / "eng.traineddata").read_bytes()
    count = struct.unpack_from("<i", whole)[0]
    places = struct.unpack_from(f"<{count}q", whole, 4)
    ends = sorted(place for place in places if place >= 0)[1:] + [len(whole)]
    heads, parts, at = [], b"", 4 + 8 * count
    for number, place in enumerate(places):
        kept = place >= 0 and number >= 17  # the line recogniser's; what is below belongs to the older engine
        heads.append(at + len(parts) if kept else -1)
        if kept:
            parts += whole[place:min(end for end in ends if end > place)]
    folder.mkdir()
    (folder / "eng.traineddata").write_bytes(struct.pack(f"<i{count}q", count, *heads) + parts)
    (folder / "osd.traineddata").symlink_to(source / "osd.traineddata")
    os.environ["TESSDATA_PREFIX"] = str(folder)


MARGARET = "Patient: Margaret A. O'Hara\nMRN: 00482913\nDate of Birth: 03/14/1952"
HAROLD = "Patient: Harold J. Whitcomb Sr\nMRN: 00417382\nDate of Birth: 09/27/1941"


def template_make():
    """An office with a chart, and files that make it longer, begin another, wait for a person, are known, are refused."""
    model_slim(scratch / "tessdata")
    chartward("init", str(template), expect=[0])
    with open(template / "chartward.conf", "a") as settings:
        settings.write("retry-wait-s = 0\nretries-most = 9\ndisk-reserve-megabytes = 0\nsettle-s = 0\n")
    shutil.copy(samples / "roster.csv", template / "roster.csv")
    inbox = template / "inbox"
    (inbox / "first.txt").write_text(note(MARGARET, "She is well."))
    chartward("run", "--now", "--jobs", "1", "--office", str(template), expect=[0, 1])
    (inbox / "drawn.pdf").write_bytes(small_pdf(note(HAROLD, "He is well.").splitlines()))
    (inbox / "known.txt").write_text(note(MARGARET, "She is well."))
    (inbox / "longer.txt").write_text(note(MARGARET, "She is well and comes again.\n\f\nPage 2 of 2\n\nNothing new was seen."))
    (inbox / "stranger.txt").write_text(note("Patient: Someone Else\nDate of Birth: 01/02/1961", "A quiet visit."))
    shutil.copy(samples / "bad/encrypted.pdf", inbox)
    if os.environ.get("SCAN"):
        shutil.copy(os.environ["SCAN"], inbox)
    roster = (template / "roster.csv").read_text()
    (template / "roster.csv").write_text(roster + "\n")


def begin():
    wipe(office)
    shutil.copytree(template, office, symlinks=True)


# --- all that it is ---

def sha256_of(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def files_of(*rooms):
    return [os.path.join(folder, name) for room in rooms for folder, _, names in os.walk(office / room) for name in names]


# Of the catalogue's columns: those that hold another row's number, and those of when and how often.
ROWS = {"original": "originals", "patient": "patients", "proposed": "patients", "document": "documents", "same_as": "documents",
        "page": "pages"}
CHANCE = {"id", "number", "received_at", "seen_at", "filed_at", "at", "made_at", "retry_at", "tries", "hash", "revision", "bound"}


def catalogue_rows():
    """The catalogue's rows by table, with what stays the same in place of numbers and times; and the documents' numbers."""
    with sqlite3.connect(f"file:{office}/catalogue.db?mode=ro", uri=True) as catalogue:
        names = {"originals": dict(catalogue.execute("SELECT id, sha256 FROM originals")),
                 "patients": dict(catalogue.execute("SELECT id, mrn || last || first FROM patients"))}
        for table, column in (("documents", "number"), ("pages", "id")):
            where = "WHERE document = number" if table == "documents" else "WHERE id = mine.id"
            names[table] = dict(catalogue.execute(
                f"SELECT {column}, (SELECT sha256 FROM originals WHERE id = original) || ' ' ||"
                f" coalesce((SELECT min(source_page) FROM pages {where}), 0) FROM {table} AS mine"))
        tables = [name for name, in catalogue.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {}
        for table in tables:
            if table.startswith(("sqlite_", "page_index")):
                continue
            found = catalogue.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in found.description]
            own = {"documents": "number", "pages": "id"}.get(table)
            rows[table] = sorted(
                " | ".join(str(names[ROWS[column]].get(value, value) if column in ROWS else
                               names[table][value] if column == own else value)
                           for column, value in zip(columns, row) if column == own or column not in CHANCE)
                for row in found)
    catalogue.close()
    return rows, [number for number, _ in sorted(names["documents"].items(), key=lambda item: item[1])]


def state():
    """All that an office is, but for the times at which it became so."""
    rows, ids = catalogue_rows()
    found = {"ids": ids, "rows": rows, "files": {}}
    for path in files_of("inbox", "vault", "pages", "charts", "rejected"):
        found["files"][os.path.relpath(path, office)] = sha256_of(path)
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


def undisturbed_make():
    """What the office becomes when nothing happens to it."""
    global undisturbed, undisturbed_texts, dropped
    begin()
    dropped = {path.name: sha256_of(path) for path in (office / "inbox").iterdir()}
    chartward(*RUN, expect=[0, 1])
    undisturbed, undisturbed_texts = state(), texts()


# --- what is wrong with it ---

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
        yield f"{where}: {str(one)[:160]} was {str(other)[:160]}"


def changes(then=None):
    """How the office differs from one that was never disturbed."""
    now, then = state(), dict(then or undisturbed)
    if now["ids"] != then["ids"]:
        now["texts"], then["texts"] = texts(), undisturbed_texts
        for one in (now, then):
            one["ids"] = sorted(one["ids"])
            one["files"] = {name: "" if name.startswith("charts/") else sha256 for name, sha256 in one["files"].items()}
            one["rows"] = {name: rows for name, rows in one["rows"].items() if name != "volumes"}
    return list(differences(now, then))[:8]


def lost():
    """Every file dropped lies in the inbox or, whole, in the vault: at any moment."""
    there = {sha256_of(path) for path in files_of("inbox", "vault")}
    return [name for name, sha256 in dropped.items() if sha256 not in there]


def halves(folder=office):
    """Charts that are no whole PDF: there is never one, not even for a moment."""
    bad = []
    for chart in (folder / "charts").rglob("Chart *.pdf"):
        bytes_ = chart.read_bytes()
        if not bytes_.startswith(b"%PDF-") or b"%%EOF" not in bytes_[-32:]:
            bad.append(chart.name)
    return bad


def verify_wrong(office):
    verified = chartward("verify", "--office", str(office), "--json")
    if verified.returncode != 0:
        return [f"verify ended with {verified.returncode}: {(verified.stdout + verified.stderr)[:600]}"]
    report = json.loads(verified.stdout)
    return [f"verify: {name} is {report[name]}" for name in ("files_waiting", "charts_unbound", "leavings") if report[name]]


def after(_done=None, same=True):
    """What is wrong once the office was taken up again."""
    wrong = [f"{name} is neither in the inbox nor in the vault" for name in lost()]
    wrong += [f"half a chart: {name}" for name in halves()]
    for _ in range(3):
        again = chartward(*RUN)
        if again.returncode in (0, 1) and "tried again" not in again.stdout + again.stderr:
            break
    if again.returncode not in (0, 1) or NOISE.search(again.stderr):
        wrong.append(f"the next run ended with {again.returncode}: {again.stderr.strip()}")
    wrong += verify_wrong(office)
    wrong += [f"{name} is still in the inbox" for name in os.listdir(office / "inbox")]
    if same:
        wrong += changes()
    else:
        sources = {document["source_sha256"] for document in map(json.loads, listed(office).splitlines())}
        wrong += [f"{name} is not listed" for name, sha256 in dropped.items() if sha256 not in sources]
    return wrong


# --- its backup ---

def backup_make():
    """A backup of the office as it began, and the office that has become more since."""
    begin()
    chartward(*BACKUP, expect=[0])
    saved.rename(scratch / "older")
    chartward(*RUN, expect=[0, 1])
    office.rename(scratch / "newer")


def backup_begin():
    for folder, kept in ((office, "newer"), (saved, "older")):
        wipe(folder)
        shutil.copytree(scratch / kept, folder, symlinks=True)


def listed(folder):
    return chartward("list", "--office", str(folder), "--json", expect=[0]).stdout


def backup_after(done, same=True):
    """What is wrong with a backup that was struck, at once and when it is gone on with."""
    report = json.loads(chartward("verify", "--office", str(saved), "--json", expect=[0, 1]).stdout)
    # Charts may be newer already than the catalogue, and files there that it does not know yet; what could not be read is told.
    excused = ["chart", "stranger"] + (["original", "image"] if "missing or damaged" in done.stdout else [])
    wrong = [f"half a backup: {found['sentence']}" for found in report["findings"] if found["kind"] not in excused]
    wrong += [f"half a chart: {name}" for name in halves(saved)]
    again = chartward(*BACKUP)
    if again.returncode != 0 or NOISE.search(again.stderr):
        wrong.append(f"the next backup ended with {again.returncode}: {again.stderr.strip()}")
    restored = scratch / "restored"
    wipe(restored)
    shutil.copytree(saved, restored)
    (restored / "BACKUP.txt").unlink()
    for folder in (restored, office):
        wrong += verify_wrong(folder)
    return wrong + ([] if listed(restored) == listed(office) else ["what is restored lists other documents"])


# --- a decision in it ---

DECIDE = ["review", "--office", str(office), "--by", "Anna", "--patient", "00482913", "--sure"]
decided = None


def decision_make():
    """The office in which somebody decides whose a document is, and what it becomes by that."""
    global decided
    begin()
    chartward(*RUN, expect=[0, 1])
    waits = next(document for document in map(json.loads, listed(office).splitlines()) if document["status"] == "review")
    DECIDE.append(waits["document"])
    shutil.copytree(office, scratch / "undecided", symlinks=True)
    chartward(*DECIDE, expect=[0])
    decided = state()


def decision_begin():
    wipe(office)
    shutil.copytree(scratch / "undecided", office, symlinks=True)


def decision_after(_done, same=True):
    """What is wrong with an office in which a decision was struck: it is made or not, and can be made then."""
    wrong = [f"half a chart: {name}" for name in halves()]
    made = any(document["document"] == DECIDE[-1] and document["status"] == "filed" for document in map(json.loads, listed(office).splitlines()))
    for command in [RUN] if made else [DECIDE, RUN]:
        again = chartward(*command)
        if again.returncode not in (0, 1) or NOISE.search(again.stderr):
            wrong.append(f"{command[0]} ended with {again.returncode}: {again.stderr.strip()}")
    now = chartward("log", "--office", str(office), "--document", DECIDE[-1], expect=[0]).stdout
    if now.count("Anna") != 1:
        wrong.append(f"the decision is in the audit trail otherwise than once: {now}")
    # Who looked, and when the settings of a run were read, is told as often as it was.
    wrong += [line for line in changes(decided) if not line.startswith("/rows/audit")]
    return wrong + verify_wrong(office)
