/* database.h - what the files of this room share: the open database, statements, transactions. */
#pragma once

#include "catalogue.h"
#include "patient_index.h"

#include <sqlite3.h>

struct Catalogue {
    sqlite3 *raw;
    char *path;
    GHashTable *idle;       /* SQL text to Statement: prepared ones that nobody uses just now */
    guint depth;            /* of transactions: only the outermost is SQLite's */
    char *actor;            /* whose name the audit trail gets; NULL: the machine's user */
    PatientIndex *patients; /* made when it is asked first; NULL */
    char *patients_mark;    /* of the roster that it holds */
};

/* The name of a patient `n`, as patient_name() writes it: a father is not his son. NULL of nobody.
 */
#define NAME_COLUMN                                                                                \
    "n.last || iif(n.first = '', '', ', ' || n.first) || iif(n.middle = '', '', ' ' || n.middle) " \
    "|| iif(n.suffix = '', '', ' ' || n.suffix)"

extern const char catalogue_schema[];

/* Turns SQLite's last complaint into a sentence with its fate; `what` is what was tried, as in
 * "reading the patients". Always FALSE. */
gboolean database_fail(Catalogue *catalogue, int code, const char *what, GError **error);

/* A row's content that this program cannot have written: FATE_FATAL. Always FALSE. */
gboolean database_damaged(Catalogue *catalogue, const char *what, GError **error);

/* Makes an empty file of mode 0600 where there is none: SQLite would make it with the rights of the
 * umask, and its companions take after it. */
gboolean database_file_make(const char *path, GError **error);

gboolean transaction_begin(Catalogue *catalogue, GError **error);      /* to write */
gboolean transaction_begin_read(Catalogue *catalogue, GError **error); /* one view of all */
gboolean transaction_commit(Catalogue *catalogue, GError **error);
void transaction_rollback(Catalogue *catalogue); /* keeps whatever error there is */

/* Ends a transaction as `done` tells; returns whether all went well. */
gboolean transaction_end(Catalogue *catalogue, gboolean done, GError **error);

typedef struct {
    Catalogue *catalogue;
    sqlite3_stmt *raw;
    char *sql;
} Statement;

/* A prepared statement with its parameters bound. `types` has a letter for each: i gint64, n int, d
 * double, s const char * (NULL: NULL), b GBytes *. NULL on failure. */
Statement *statement_open(Catalogue *catalogue, GError **error, const char *sql, const char *types,
                          ...);
/* The same with parameters that are all text; values holds char *. */
Statement *statement_open_values(Catalogue *catalogue, GError **error, const char *sql,
                                 const GPtrArray *values);

void statement_close(Statement *statement); /* kept for the next of the same text */
void statement_free(Statement *statement);

/* Fetches the next row: TRUE with one, FALSE at the end or on failure; then `*bad` is TRUE. */
gboolean statement_next(Statement *statement, gboolean *bad, GError **error);

/* Opens, steps to the end, closes. */
gboolean statement_run(Catalogue *catalogue, GError **error, const char *sql, const char *types,
                       ...);

/* The first column of the first row; `none` when there is no row. */
gboolean statement_number(Catalogue *catalogue, gint64 none, gint64 *number, GError **error,
                          const char *sql, const char *types, ...);

gint64 column_number(Statement *statement, int column);
double column_real(Statement *statement, int column);
const char *column_text(Statement *statement,
                        int column);                 /* lent till the next step; may be NULL */
char *column_copy(Statement *statement, int column); /* yours; "" for NULL */

/* --- searching: see index_functions.c -------------------------------------------------------- */

enum {
    PHRASES_MOST = 64,
    PHRASE_WHOLE = 2, /* how much one occurrence counts in the text; 1 where only recognised */
};
#define PAGES_POINTER "pages" /* the type of among()'s cursor, for sqlite3_bind_pointer() */

gboolean index_functions_add(Catalogue *catalogue, GError **error);

/* --- between files of this room ------------------------------------------------------------ */

/* " O HARA MARGARET ": for whole-word search in folded columns; yours to free. */
char *folded_pad(const char *text);

/* The columns that patient_read() wants, in its order, for a table named p. */
#define PATIENT_COLUMNS                                                                            \
    "p.id, p.mrn, p.last, p.first, p.middle, p.suffix, p.date_of_birth, p.sex, p.phone, "          \
    "p.address, p.city, p.state, p.zip, p.insurer, p.member_id, p.active"
enum { PATIENT_COLUMN_COUNT = 16 };
Patient *patient_read(Statement *statement);

/* All patients, not sealed. */
Roster *roster_read(Catalogue *catalogue, GError **error);

/* Adds a patient, who gets an id. */
gboolean patient_insert(Catalogue *catalogue, Patient *patient, gboolean provisional,
                        GError **error);

/* "D000123"; yours. */
char *document_id_print(gint64 number);

/* Also takes "d123" and "123"; FATE_INPUT otherwise. */
gboolean document_id_parse(const char *id, gint64 *number, GError **error);

/* One document with all that hangs on it; NULL without error when there is none of that number. */
Document *document_read(Catalogue *catalogue, gint64 number, GError **error);

/* Writes the document with all that hangs on it, under its id, or a new one when that is NULL. */
gboolean document_write(Catalogue *catalogue, const Original *original, Document *document,
                        GError **error);

/* The pieces of document_write(): the time of filing, as the status tells; the document's own row,
 * under its id or a new one; what hangs on it but for the pages. */
void document_stamp(Document *document);
gboolean document_row_write(Catalogue *catalogue, gint64 original, Document *document,
                            gint64 *number, GError **error);
gboolean document_facts_write(Catalogue *catalogue, gint64 number, const Document *document,
                              GError **error);

/* Links the document, which has just been written, to one of another original that is the same. */
gboolean copies_find(Catalogue *catalogue, const Original *original, const Document *document,
                     GError **error);

/* Lays what was decided when the original was read before over its new documents: ids, people's
 * decisions, the time of filing. Documents that people decided on keep their pages. */
gboolean decisions_keep(Catalogue *catalogue, const Original *original, GPtrArray *documents,
                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Statement, statement_close)
