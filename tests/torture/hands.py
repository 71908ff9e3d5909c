"""What people do to an office, at random: files dropped, decisions made and taken back, patients renamed, charts rebuilt.

Nothing is broken here; whatever was done, verify must find nothing wrong, no page may be gone, and the backup must be sound."""
import json, random

import day, office as at

ROUND = 6       # deeds between two looks
BACKUP_EACH = 4  # looks between two backups
KINDS = "progress-note laboratory-report consultation referral imaging-report".split()


class Hands:
    def __init__(self, seed):
        self.chosen, self.number, self.pages, self.deeds = random.Random(seed), 0, 0, []
        self.office, self.saved = at.scratch / "hands", at.scratch / "hands-saved"
        self.people = [list(day.patient(number)) for number in range(12)]
        at.chartward("init", str(self.office), expect=[0])
        with open(self.office / "chartward.conf", "a") as settings:
            settings.write("settle-s = 0\ndisk-reserve-megabytes = 0\n")
        self.roster_import()

    def do(self, *arguments):
        """A command; what went wrong with it, not what it refused with a sentence."""
        self.deeds.append(" ".join(arguments))
        done = at.chartward(*arguments, "--office", str(self.office))
        if done.returncode not in (0, 1, 2) or at.NOISE.search(done.stderr):
            return [f"{self.deeds[-1]} ended with {done.returncode}: {done.stderr.strip()[:300]}"]
        return []

    def listed(self):
        return [json.loads(line) for line in at.listed(self.office).splitlines()]

    # --- deeds ---

    def roster_import(self):
        head = day.roster().splitlines()[0]
        rows = [f"{mrn},{last},{first},,,{born},F,,,,,,," for first, last, born, mrn in self.people]
        path = at.scratch / "patients.csv"
        path.write_text("\n".join([head, *rows]) + "\n")
        return self.do("roster", "import", str(path))

    def page(self):
        first, last, born, mrn = self.chosen.choice(self.people)
        shown = f"{first} {last}" if self.chosen.random() < 0.8 else f"Dilly {last}"
        lines = [f"Patient: {shown}"]
        if self.chosen.random() < 0.7:
            lines.append(f"MRN: {mrn}")
        if self.chosen.random() < 0.7:
            lines.append(f"Date of Birth: {born[5:7]}/{born[8:]}/{born[:4]}")
        self.number += 1
        return at.note("\n".join(lines), f"Visit number {self.number // 3}: a quiet one, as the visits before it were, and nothing new was seen.")

    def drop(self):
        for _ in range(self.chosen.randint(1, 3)):
            pages = self.chosen.choice([1, 1, 2, 3])
            self.pages += pages
            if self.chosen.random() < 0.2:
                self.number += 1
                self.pages += 1
                (self.office / "inbox" / f"{self.number:04}.tif").write_bytes(day.tiff(self.number))
            (self.office / "inbox" / f"{self.number:04}.txt").write_text("\f".join(self.page() for _ in range(pages)))
        return self.do("run", "--now", "--jobs", "1")

    def patient_change(self):
        """One marries, one leaves, one comes."""
        self.people[self.chosen.randrange(len(self.people))][1] = self.chosen.choice(day.LAST)
        self.people.pop(self.chosen.randrange(len(self.people)))
        self.people.append(list(day.patient(20 + self.number)))
        return self.roster_import()

    def decide(self):
        documents = self.listed()
        if not documents:
            return []
        document = self.chosen.choice(documents)
        pages = [page["source_page"] for page in document["pages"]]
        mrn = self.chosen.choice(self.people)[3]
        other = self.chosen.choice(documents)["document"]
        ways = [["--accept"], ["--patient", mrn], ["--patient", mrn, "--sure"], ["--new-patient"], ["--take-out"], ["--reject"],
                ["--undo"], ["--undo"], ["--type", self.chosen.choice(KINDS)], ["--set", f"mrn={mrn}"], ["--set", "date_of_service=2026-05-04"],
                ["--rotate", self.chosen.choice(["90", "180"])], ["--join", other]]
        if len(pages) > 1:
            ways += [["--split", str(pages[-1])]] * 3
        return self.do("review", document["document"], "--by", "Anna", *self.chosen.choice(ways))

    def read_again(self):
        documents = self.listed()
        if not documents:
            return []
        return self.do("reprocess", self.chosen.choice(documents)["document"])

    def deed(self):
        way = self.chosen.random()
        if way < 0.15 or not self.pages:
            return self.drop()
        if way < 0.22:
            return self.patient_change()
        if way < 0.27:
            return self.read_again()
        if way < 0.3:
            return self.do("rebuild")
        return self.decide()

    # --- looks ---

    def look(self):
        wrong = self.do("run", "--now", "--jobs", "1") + at.verify_wrong(self.office)
        pages = sum(len(document["pages"]) for document in self.listed())
        return wrong + ([] if pages == self.pages else [f"{self.pages} pages were dropped, {pages} are listed"])

    def save(self):
        wrong = self.do("backup", str(self.saved))
        return wrong + at.verify_wrong(self.saved)


def hands(rounds, seed, tell):
    """So many rounds of deeds, each looked at."""
    people = Hands(seed)
    for number in range(1, rounds + 1):
        people.deeds.clear()
        wrong = [line for _ in range(ROUND) for line in people.deed()] + people.look()
        if number % BACKUP_EACH == 0:
            wrong += people.save()
        if wrong:
            wrong += people.deeds
        tell(f"round {number}: nothing is wrong with {people.pages} pages", wrong, f"WHAT=hands ROUNDS={number} SEED={seed}")
        if wrong:
            break
    for folder in (people.office, people.saved):
        at.wipe(folder)
