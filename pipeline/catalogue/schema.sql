-- The catalogue of an office, version 5 (PRAGMA user_version; database.c sets it).
--
-- An original has pages; every page lies in exactly one document; a document has fields, candidates and
-- reasons, and belongs to at most one patient. What can be a constraint is one: a page cannot lie in two
-- documents nor in one of another original, and an original is not done before all its pages are there.

-- Files as they were dropped. `stamp`: versions of the stages that read it last.
CREATE TABLE originals (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256      TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    name        TEXT NOT NULL,
    vault_path  TEXT NOT NULL,
    size_bytes  INTEGER NOT NULL CHECK (size_bytes >= 0),
    state       TEXT NOT NULL CHECK (state IN ('received', 'done', 'rejected')),
    page_count  INTEGER NOT NULL CHECK (page_count >= 0), -- 0 while unknown
    received_at INTEGER NOT NULL,                         -- Unix seconds
    tries       INTEGER NOT NULL DEFAULT 0,               -- readings that failed by no fault of its own
    retry_at    INTEGER NOT NULL DEFAULT 0,               -- Unix seconds; not to be read before
    stamp       TEXT
) STRICT;

CREATE INDEX originals_pending ON originals (id) WHERE state = 'received';
CREATE INDEX originals_received ON originals (received_at);

-- The same bytes dropped again under another name.
CREATE TABLE original_names (
    original INTEGER NOT NULL REFERENCES originals (id),
    name     TEXT NOT NULL,
    seen_at  INTEGER NOT NULL,
    PRIMARY KEY (original, name)
) STRICT, WITHOUT ROWID;

-- An id is for good; an MRN is not unique, since exports hold some twice. `folded`: the name as name_fold()
-- makes it, with a space at both ends, so that ' WORD ' finds whole words.
CREATE TABLE patients (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    mrn           TEXT NOT NULL,
    last          TEXT NOT NULL,
    first         TEXT NOT NULL,
    middle        TEXT NOT NULL,
    suffix        TEXT NOT NULL,
    date_of_birth TEXT NOT NULL, -- ISO or empty
    sex           TEXT NOT NULL,
    phone         TEXT NOT NULL,
    address       TEXT NOT NULL,
    city          TEXT NOT NULL,
    state         TEXT NOT NULL,
    zip           TEXT NOT NULL,
    insurer       TEXT NOT NULL,
    member_id     TEXT NOT NULL,
    active        INTEGER NOT NULL CHECK (active IN (0, 1)),
    provisional   INTEGER NOT NULL DEFAULT 0 CHECK (provisional IN (0, 1)),
    folded        TEXT NOT NULL
) STRICT;

CREATE INDEX patients_mrn ON patients (mrn);

-- What a document is and whose; only what has a patient can be filed.
CREATE TABLE documents (
    number          INTEGER PRIMARY KEY AUTOINCREMENT, -- 123 is printed as D000123, never given twice
    original        INTEGER NOT NULL REFERENCES originals (id),
    status          TEXT NOT NULL CHECK (status IN ('filed', 'review', 'failed')),
    type            TEXT NOT NULL,
    type_confidence REAL NOT NULL,
    patient         INTEGER REFERENCES patients (id),
    patient_score   REAL NOT NULL,
    decided_by      TEXT,
    filed_at        INTEGER, -- Unix seconds
    date_of_service TEXT,    -- the surest of its fields, for order and search
    version         INTEGER NOT NULL DEFAULT 1, -- raised by every change
    proposal        TEXT,    -- of a filed one: what a later reading would do instead
    proposed        INTEGER REFERENCES patients (id), -- with a proposal: to whom; NULL: to nobody
    UNIQUE (number, original),
    CHECK (status <> 'filed' OR (patient IS NOT NULL AND filed_at IS NOT NULL))
) STRICT;

CREATE INDEX documents_original ON documents (original);
CREATE INDEX documents_patient ON documents (patient, status);
CREATE INDEX documents_status ON documents (status);
CREATE INDEX documents_date ON documents (date_of_service);
CREATE INDEX documents_type ON documents (type, date_of_service);
CREATE INDEX documents_filed ON documents (filed_at);
CREATE INDEX documents_proposal ON documents (number) WHERE proposal IS NOT NULL;

CREATE TABLE reasons (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code     TEXT NOT NULL,
    sentence TEXT NOT NULL,
    PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE candidates (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    patient  INTEGER NOT NULL REFERENCES patients (id),
    score    REAL NOT NULL,
    PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX candidates_patient ON candidates (patient);

CREATE TABLE evidence (
    document    INTEGER NOT NULL,
    candidate   INTEGER NOT NULL, -- its position
    position    INTEGER NOT NULL,
    identifier  TEXT NOT NULL,
    sentence    TEXT NOT NULL,
    weight      REAL NOT NULL,
    source_page INTEGER NOT NULL,
    x           INTEGER NOT NULL,
    y           INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    PRIMARY KEY (document, candidate, position),
    FOREIGN KEY (document, candidate) REFERENCES candidates (document, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- `folded`: the value as patients.folded.
CREATE TABLE fields (
    document    INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,
    raw         TEXT NOT NULL,
    source_page INTEGER NOT NULL,
    x           INTEGER NOT NULL,
    y           INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    confidence  REAL NOT NULL,
    folded      TEXT NOT NULL,
    PRIMARY KEY (document, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX fields_folded ON fields (name, folded, document);

-- `position` orders the pages of a document. Image sizes as in the header of pages. `marks`: marks_pack()
-- inside a variant: barcodes, and what the page looks like from afar.
CREATE TABLE pages (
    id              INTEGER PRIMARY KEY,
    original        INTEGER NOT NULL,
    source_page     INTEGER NOT NULL CHECK (source_page >= 1),
    document        INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('content', 'cover', 'blank', 'unreadable')),
    rotation        INTEGER NOT NULL CHECK (rotation IN (0, 90, 180, 270)),
    width_px        INTEGER NOT NULL,
    height_px       INTEGER NOT NULL,
    dpi             INTEGER NOT NULL,
    skew_degrees    REAL NOT NULL,
    born_digital    INTEGER NOT NULL CHECK (born_digital IN (0, 1)),
    image_format    TEXT NOT NULL CHECK (image_format IN ('none', 'g4', 'jpeg')),
    image_sha256    TEXT,
    image_width_px  INTEGER NOT NULL,
    image_height_px INTEGER NOT NULL,
    image_x_dpi     REAL NOT NULL,
    image_y_dpi     REAL NOT NULL,
    marks           BLOB NOT NULL,
    UNIQUE (original, source_page),
    UNIQUE (document, position),
    FOREIGN KEY (document, original) REFERENCES documents (number, original) ON DELETE CASCADE,
    CHECK (image_format = 'none' OR image_sha256 IS NOT NULL)
) STRICT;

CREATE INDEX pages_blank ON pages (id) WHERE kind = 'blank';
-- A page's document for a search that found thousands of pages, whose rows are a thousand bytes each.
CREATE INDEX pages_document ON pages (id, document);

CREATE TABLE notes (
    page     INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    stage    TEXT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (page, position)
) STRICT, WITHOUT ROWID;

-- `words`: words_pack() inside a variant, so that the blob tells its own type. `text`: as corrected;
-- `recognised`: only the lines that spelling changed, as they were read, so that the index finds both.
CREATE TABLE page_texts (
    page       INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    text       TEXT NOT NULL,
    recognised TEXT NOT NULL,
    words      BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE page_index USING fts5 (
    text, recognised, content = 'page_texts', content_rowid = 'page', prefix = '3',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER text_enters AFTER INSERT ON page_texts BEGIN
    INSERT INTO page_index (rowid, text, recognised) VALUES (new.page, new.text, new.recognised);
END;

CREATE TRIGGER text_leaves AFTER DELETE ON page_texts BEGIN
    INSERT INTO page_index (page_index, rowid, text, recognised)
    VALUES ('delete', old.page, old.text, old.recognised);
END;

CREATE TRIGGER original_done BEFORE UPDATE OF state ON originals
WHEN new.state = 'done'
     AND (SELECT count(*) FROM pages WHERE original = new.id) <> new.page_count
BEGIN
    SELECT RAISE(ABORT, 'pages of this original are missing');
END;

CREATE TRIGGER page_stays BEFORE DELETE ON pages
WHEN (SELECT state FROM originals WHERE id = old.original) <> 'received'
BEGIN
    SELECT RAISE(ABORT, 'pages of an original that is done stay');
END;

-- Documents that came twice: `document` says the same as `same_as`, which is read better. A chart leaves
-- `document` out while both are filed in it. Nothing of it is deleted.
CREATE TABLE copies (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    same_as  INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    CHECK (document <> same_as)
) STRICT;

CREATE INDEX copies_same_as ON copies (same_as);

-- Documents whose pages change hands are no longer what was compared.
CREATE TRIGGER page_moves AFTER UPDATE OF document ON pages WHEN old.document <> new.document BEGIN
    DELETE FROM copies WHERE document IN (old.document, new.document)
                          OR same_as IN (old.document, new.document);
END;

-- A chart lags while `revision` is above `bound`. Patients without documents have no row here.
CREATE TABLE charts (
    patient  INTEGER PRIMARY KEY REFERENCES patients (id),
    revision INTEGER NOT NULL,
    bound    INTEGER NOT NULL DEFAULT 0,
    folder   TEXT,                      -- below charts/
    pages    INTEGER NOT NULL DEFAULT 0 -- filed pages that were bound
) STRICT;

-- The files of a chart as they were bound: Chart 1.pdf is number 1.
CREATE TABLE volumes (
    patient INTEGER NOT NULL REFERENCES charts (patient),
    number  INTEGER NOT NULL CHECK (number >= 1),
    sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
    PRIMARY KEY (patient, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER document_enters AFTER INSERT ON documents WHEN new.status = 'filed' BEGIN
    INSERT INTO charts (patient, revision) VALUES (new.patient, 1)
    ON CONFLICT (patient) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER document_changes AFTER UPDATE ON documents
WHEN old.status = 'filed' OR new.status = 'filed'
BEGIN
    UPDATE charts SET revision = revision + 1 WHERE old.status = 'filed' AND patient = old.patient;
    INSERT INTO charts (patient, revision) SELECT new.patient, 1 WHERE new.status = 'filed'
    ON CONFLICT (patient) DO UPDATE SET revision = revision + 1;
END;

CREATE TRIGGER document_leaves AFTER DELETE ON documents WHEN old.status = 'filed' BEGIN
    UPDATE charts SET revision = revision + 1 WHERE patient = old.patient;
END;

CREATE TRIGGER copy_enters AFTER INSERT ON copies BEGIN
    UPDATE charts SET revision = revision + 1
    WHERE patient = (SELECT patient FROM documents WHERE number = new.document AND status = 'filed');
END;

CREATE TRIGGER copy_leaves AFTER DELETE ON copies BEGIN
    UPDATE charts SET revision = revision + 1
    WHERE patient = (SELECT patient FROM documents WHERE number = old.document AND status = 'filed');
END;

CREATE TRIGGER patient_changes AFTER UPDATE ON patients BEGIN
    UPDATE charts SET revision = revision + 1 WHERE patient = new.id;
END;

-- Fields whose values a person has set or taken away: a later reading leaves them alone.
CREATE TABLE settled (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    field    TEXT NOT NULL,
    PRIMARY KEY (document, field)
) STRICT, WITHOUT ROWID;

-- What people decided. `before`: the documents touched, as they were, in JSON; undoing puts them back.
-- A document that was joined to another is gone, but its decisions stay.
CREATE TABLE decisions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    document  INTEGER NOT NULL,
    what      TEXT NOT NULL, -- "filed to O'Hara, Margaret (MRN 00482913)"
    made_by   TEXT NOT NULL,
    made_at   INTEGER NOT NULL, -- Unix seconds
    before    TEXT NOT NULL,
    patient   INTEGER REFERENCES patients (id),  -- the provisional one that it made
    turned    TEXT,    -- pages turned: their earlier rotations, in JSON; nothing else was changed
    original  INTEGER REFERENCES originals (id), -- with `turned`: whose pages
    undone_by INTEGER REFERENCES decisions (id),
    undoes    INTEGER REFERENCES decisions (id)
) STRICT;

CREATE TABLE decision_documents (
    decision INTEGER NOT NULL REFERENCES decisions (id),
    document INTEGER NOT NULL,
    PRIMARY KEY (decision, document)
) STRICT, WITHOUT ROWID;

CREATE INDEX decision_documents_document ON decision_documents (document, decision);

-- What decisions have taught. A name as printed that was accepted for a patient; the type that documents
-- of a sender's layout have, instead of the one they were taken for.
CREATE TABLE aliases (
    decision INTEGER NOT NULL REFERENCES decisions (id),
    name     TEXT NOT NULL,
    patient  INTEGER NOT NULL REFERENCES patients (id),
    PRIMARY KEY (decision, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE lessons (
    decision INTEGER PRIMARY KEY REFERENCES decisions (id),
    words    TEXT NOT NULL,
    type     TEXT NOT NULL,
    instead  TEXT NOT NULL
) STRICT;

-- The label by which a sender's layout prints a field that a person had to set.
CREATE TABLE labels (
    decision INTEGER NOT NULL REFERENCES decisions (id),
    field    TEXT NOT NULL,
    words    TEXT NOT NULL,
    label    TEXT NOT NULL,
    PRIMARY KEY (decision, field)
) STRICT, WITHOUT ROWID;

-- Pages that a person has turned; a reading takes their rotation from here.
CREATE TABLE turns (
    original    INTEGER NOT NULL REFERENCES originals (id),
    source_page INTEGER NOT NULL,
    rotation    INTEGER NOT NULL CHECK (rotation IN (0, 90, 180, 270)),
    PRIMARY KEY (original, source_page)
) STRICT, WITHOUT ROWID;

-- Who may use the desk. `password`: an Argon2id hash as libsodium writes it. `version` is raised by every
-- change, which ends the user's sessions.
CREATE TABLE accounts (
    name       TEXT PRIMARY KEY,
    role       TEXT NOT NULL CHECK (role IN ('emergency', 'clinician', 'secretary', 'administrator')),
    password   TEXT NOT NULL,
    disabled   INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    created_at INTEGER NOT NULL, -- Unix seconds
    version    INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

-- Clinicians who have seen a document, in the version that it had.
CREATE TABLE signatures (
    document  INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    account   TEXT NOT NULL REFERENCES accounts (name),
    version   INTEGER NOT NULL,
    signed_at INTEGER NOT NULL, -- Unix seconds
    PRIMARY KEY (document, account)
) STRICT, WITHOUT ROWID;

-- Who came in by an emergency's account, and why; until an administrator has seen it, all are told.
CREATE TABLE emergencies (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    account  TEXT NOT NULL REFERENCES accounts (name),
    reason   TEXT NOT NULL,
    begun_at INTEGER NOT NULL, -- Unix seconds
    seen_by  TEXT REFERENCES accounts (name)
) STRICT;

-- Who did or saw what. `who`: the user of the machine, or of the desk. With a decision, its words tell what. No document or
-- patient is referred to by the letter: what went is still told. `hash`: see audit.c.
CREATE TABLE audit (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       INTEGER NOT NULL, -- Unix seconds
    who      TEXT NOT NULL,
    deed     TEXT NOT NULL CHECK (deed IN ('filed', 'held', 'rejected', 'decided', 'changed', 'viewed',
                                           'searched', 'exported', 'entered', 'signed',
                                           'emergency')),
    document INTEGER,
    patient  INTEGER,
    decision INTEGER REFERENCES decisions (id),
    what     TEXT,
    hash     TEXT NOT NULL CHECK (length(hash) = 64),
    CHECK ((decision IS NULL) <> (what IS NULL))
) STRICT;

CREATE INDEX audit_document ON audit (document);
CREATE INDEX audit_patient ON audit (patient);
CREATE INDEX audit_decision ON audit (decision);

CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN new.id <> (SELECT coalesce(max(id), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

-- One row: the roster as it was read last.
CREATE TABLE roster (
    only  INTEGER PRIMARY KEY CHECK (only = 1),
    stamp TEXT NOT NULL
) STRICT;
