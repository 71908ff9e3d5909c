/* office.h - one office's folder: where things lie, its settings, its catalogue, who works in it.
 */
#pragma once

#include "audit.h"
#include "catalogue.h"
#include "code_table.h"
#include "settings.h"
#include "word_model.h"

typedef struct Office Office;

typedef enum {
    OFFICE_READ,   /* looks only; any number at a time */
    OFFICE_DECIDE, /* takes decisions in, beside whoever works in it; see office_take_up() */
    OFFICE_WORK,   /* changes things; one at a time: a second one is told who holds the office */
    OFFICE_WATCH,  /* stays for days and works in turns, between which others may work */
} OfficeAccess;

/* Makes the folder, its sub-folders, a chartward.conf with every default, an empty dictionary.txt
 * and the catalogue, as far as they are missing; leaves alone what is there. */
gboolean office_create(const char *path, GError **error);

/* Opens the office in `path`; NULL: in $CHARTWARD_OFFICE, else the current folder. FATE_FATAL when
 * there is none or its settings are wrong, FATE_RETRY when another program works in it; one that
 * works in turns is asked for the office and waited for, up to a minute. */
Office *office_open(const char *path, OfficeAccess access, GError **error);
void office_close(Office *office);

/* Makes an office that was opened for decisions one to work in. FATE_RETRY when another program
 * works in it: what follows from the decisions is left to that one. */
gboolean office_take_up(Office *office, GError **error);

/* For OFFICE_WATCH: begins a turn, in which nobody else works; `*busy` when another program does:
 * then it is to be tried again later. */
gboolean office_begin_turn(Office *office, gboolean *busy, GError **error);
void office_end_turn(Office *office);

/* Whether another program waits for this one to end its turn. */
gboolean office_is_wanted(const Office *office);

/* Reads chartward.conf again; with a fault in it the old settings stay, and FATE_FATAL names it.
 * Whatever was lent the old ones must be gone. */
gboolean office_reread_settings(Office *office, GError **error);

const char *office_path(const Office *office);         /* absolute; lent */
const Settings *office_settings(const Office *office); /* lent */
Catalogue *office_catalogue(const Office *office);     /* lent */

/* Records who looks at, searches or takes out what (see audit.h), before it is shown. When that
 * cannot be recorded, it fails with a sentence, and nothing is to be shown. */
gboolean office_record(Office *office, AuditDeed deed, const char *document, gint64 patient,
                       const char *what, GError **error);

/* The path of `below` ("inbox", "vault/ab/abcd.tif") in the office; yours to free. */
char *office_file(const Office *office, const char *below);

/* The office's own words of dictionary.txt, one a line, `#` comments; (transfer full), empty when
 * there is none. */
char **office_words(const Office *office, GError **error);

/* Adds a word to them, or takes it out; `*changed` is FALSE when it stood there already, or did
 * not. FATE_INPUT when what is added is not a single word. The next run reads with it. */
gboolean office_add_word(const Office *office, const char *word, gboolean *changed, GError **error);
gboolean office_remove_word(const Office *office, const char *word, gboolean *changed,
                            GError **error);

/* The official table of diagnosis codes; (transfer full). NULL without error when none was
 * imported.
 */
CodeTable *office_codes(const Office *office, GError **error);

/* The model of document types that the office has learnt; (transfer full). NULL without error when
 * there is none. */
WordModel *office_wording(const Office *office, GError **error);

/* Where the program's own tables lie: ../share/chartward seen from the program. FATE_FATAL when
 * missing. */
char *program_data_folder(GError **error);

/* The path that this program runs from; yours to free. */
char *program_path(GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Office, office_close)
