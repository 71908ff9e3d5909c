"""A day of an office under `watch`: files in bursts, with rests between. What it holds stays the same, and nothing is lost.

Most are transcripts, some tiny scans; some come by another name first, some again, some damaged. The marks are taken when
all that was dropped is done: memory and descriptors of the clerk, processor time while there is nothing to do."""
import fcntl, hashlib, json, os, random, signal, sqlite3, struct, subprocess, time, zlib

import office as at

GROWTH = 1.10     # of the clerk's memory between the early mark and the end
REST_S = 3        # a rest in which processor time is measured
REST_TICKS = 5    # hundredths of a second that clerk and readers may take in it
PATIENTS = 400
FIRST = "Ada Bela Cora Dora Edna Flora Greta Hilda Irma Julia Karla Lena Mina Nora Olga Paula Rosa Stella Thea Vera".split()
LAST = "Ashdown Birchall Calloway Dunmore Elsworth Farnham Gladwin Holbrook Ingram Kettering Lockhart Marbury Northam Oakley Prescott " \
       "Quimby Radford Selwyn Thornbury Underhill".split()


# --- what comes ---

def patient(number):
    """Name, birthday and record number of a patient of our own."""
    return FIRST[number % 20], LAST[number // 20 % 20], f"19{40 + number % 60}-{1 + number % 12:02}-{1 + number % 28:02}", f"{70000000 + 37 * number}"


def roster():
    head = "mrn,last_name,first_name,middle_name,suffix,date_of_birth,sex,phone,address,city,state,zip,insurer,member_id\n"
    return head + "".join(f"{mrn},{last},{first},,,{born},F,,,,,,,\n" for first, last, born, mrn in map(patient, range(PATIENTS)))


def transcript(number, chosen):
    """A patient's, or for every other one a stranger's: it waits for a person."""
    first, last, born, mrn = patient(chosen.randrange(PATIENTS))
    whose = f"Patient: {first} {last}\nMRN: {mrn}\nDate of Birth: {born[5:7]}/{born[8:]}/{born[:4]}"
    if chosen.random() < 0.5:
        whose = f"Patient: Somebody Else\nDate of Birth: 01/{1 + number % 28:02}/1961"
    return at.note(whose, f"Visit number {number}: a quiet one.").encode()


def rows_of(number):
    """A scan of 320 by 160 pixels with its number in black squares."""
    rows = [bytearray(b"\xff" * 40) for _ in range(160)]
    for bit in range(16):
        if number >> bit & 1:
            for row in rows[40:56]:
                row[4 + 2 * bit] = 0
    return [bytes(row) for row in rows]


def png(number):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows_of(number)))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 320, 160, 1, 0, 0, 0, 0)) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def tiff(number):
    pixels = b"".join(rows_of(number))
    tags = [(256, 320), (257, 160), (258, 1), (259, 1), (262, 1), (273, 8), (278, 160), (279, len(pixels))]
    table = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags) + bytes(4)
    return struct.pack("<2sHI", b"II", 42, 8 + len(pixels)) + pixels + table


def drop(inbox, number, chosen, sent):
    """One file, in one of the ways in which files come. Its bytes are noted in `sent`."""
    way = chosen.random()
    if way < 0.03 and sent:
        name, content = f"{number:05} again.txt", chosen.choice(sent)  # by another name
    elif way < 0.06:
        name, content = f"{number:05}.png", png(number)
    elif way < 0.09:
        name, content = f"{number:05}.tif", tiff(number)
    elif way < 0.11:
        name, content = f"{number:05} cut.tif", tiff(number)[:100 + number % 80]
    else:
        name, content = f"{number:05}.txt", transcript(number, chosen)
    if way > 0.9:
        (inbox / (name + ".part")).write_bytes(content)
        (inbox / (name + ".part")).rename(inbox / name)
    else:
        (inbox / name).write_bytes(content)
    sent.append(content)


# --- what is held ---

def resident_kb(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def open_files(process):
    return len(os.listdir(f"/proc/{process}/fd"))


def children(process):
    with open(f"/proc/{process}/task/{process}/children") as list_:
        return [int(child) for child in list_.read().split()]


def ticks(process):
    """Processor time of the clerk and its workers."""
    total = 0
    for each in [process, *children(process)]:
        with open(f"/proc/{each}/stat") as stat:
            total += sum(map(int, stat.read().rpartition(")")[2].split()[11:13]))
    return total


class Watch:
    def __init__(self, office, log):
        self.office = office
        self.run = subprocess.Popen([at.program, "watch", "--jobs", "1", "--office", str(office)], stdout=open(log, "w"),
                                    stderr=subprocess.STDOUT)

    def await_rest(self, seconds=400):
        """Until all that came is read and bound, and the turn has ended."""
        undone = "SELECT (SELECT count(*) FROM originals WHERE state = 'received') + (SELECT count(*) FROM charts WHERE bound < revision)"
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.run.poll() is None:
            if not os.listdir(self.office / "inbox"):
                with sqlite3.connect(f"file:{self.office}/catalogue.db?mode=ro", uri=True) as catalogue:
                    done = catalogue.execute(undone).fetchone() == (0,)
                catalogue.close()
                if done and self.is_between_turns():
                    return True
            time.sleep(0.1)
        return False

    def is_between_turns(self):
        with open(self.office / ".lock") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    def held(self):
        return resident_kb(self.run.pid), open_files(self.run.pid)

    def end(self):
        self.run.send_signal(signal.SIGTERM)
        return self.run.wait(60)


# --- the day ---

def unaccounted(office, sent):
    """What the listing does not hold once, with every page of it in one document."""
    times = {}
    for document in map(json.loads, at.listed(office).splitlines()):
        times[document["source_sha256"]] = times.get(document["source_sha256"], 0) + 1
    wanted = {hashlib.sha256(content).hexdigest() for content in sent}
    wrong = [f"{sha256} is listed {times.get(sha256, 0)} times" for sha256 in wanted if times.get(sha256) != 1]
    return wrong + [f"{sha256} was never dropped" for sha256 in times if sha256 not in wanted]


def office_make(office):
    at.chartward("init", str(office), expect=[0])
    (office / "roster.csv").write_text(roster())
    with open(office / "chartward.conf", "a") as settings:
        settings.write("settle-s = 0.2\nincomplete-wait-s = 0.5\npoll-s = 3600\ndisk-reserve-megabytes = 0\n")


def day(files, seed, tell):
    """Bursts until so many FILES have come; TELL takes a sentence, what is wrong, and how to run it again."""
    chosen, sent, marks, rests = random.Random(seed), [], [], []
    office, log = at.scratch / "day", at.scratch / "day.log"
    again = f"WHAT=day FILES={files} SEED={seed}"
    office_make(office)
    watch = Watch(office, log)
    stuck = False
    while len(sent) < files and not stuck:
        for _ in range(min(chosen.randint(1, max(8, files // 25)), files - len(sent))):
            drop(office / "inbox", len(sent), chosen, sent)
        stuck = not watch.await_rest()
        marks.append((len(sent), *watch.held()))
        print("# {} files: {} KB, {} descriptors".format(*marks[-1]), flush=True)
        if len(marks) % 10 == 1:
            time.sleep(0.5)
            before = ticks(watch.run.pid)
            time.sleep(REST_S)
            rests.append(ticks(watch.run.pid) - before)
    tell(f"{files} files in {len(marks)} bursts, each read and bound", [log.read_text()[-500:]] if stuck else [], again)
    early = next(mark for mark in marks if mark[0] >= files // 5)
    grown = [f"{early[1]} KB after {early[0]} files, {marks[-1][1]} KB in the end"]
    tell("the clerk's memory is flat: " + grown[0], grown if marks[-1][1] > GROWTH * early[1] else [], again)
    tell("no descriptor is left open", [] if marks[-1][2] <= early[2] else [f"{early[2]}, then {marks[-1][2]}"], again)
    tell(f"in between it rests: {max(rests)} hundredths of a second in {REST_S} s", [] if max(rests) <= REST_TICKS else [str(rests)], again)
    status = watch.end()
    tell("it ends well", [] if status == 0 else [f"status {status}: {log.read_text()[-300:]}"], again)
    tell("nobody is named in what it says", [line for line in log.read_text().splitlines() if any(last in line for last in LAST)][:3], again)
    tell("every file and page is accounted for", (unaccounted(office, sent) + at.verify_wrong(office))[:8], again)
    at.wipe(office)
