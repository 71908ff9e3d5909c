/* catalogue.h - everything known of an office, in SQLite: originals, pages, documents, patients.
 *
 * Every writing call is one transaction. Busy or full: FATE_RETRY; damaged, from a newer program or
 * not there: FATE_FATAL. Returned objects are yours. */
#pragma once

#include "batch.h"
#include "chart.h"
#include "morning.h"
#include "original.h"

typedef struct Catalogue Catalogue;

typedef enum { CATALOGUE_CREATE, CATALOGUE_WRITE, CATALOGUE_READ } CatalogueMode;

Catalogue *catalogue_open(const char *path, CatalogueMode mode, GError **error);
void catalogue_close(Catalogue *catalogue);

/* Gives back the memory that keeps what was read of the disk: until it is asked again. */
void catalogue_rest(Catalogue *catalogue);

/* --- originals ------------------------------------------------------------------------------- */

/* Notes an original in the vault as received (its id is filled in). When the same bytes are known
 * already, notes only the further name and tells so in `*known` (then nothing is to be read); but
 * when they were rejected, they are to be read once more: what stood against them may be mended. */
gboolean catalogue_add_original(Catalogue *catalogue, Original *original, gboolean *known,
                                GError **error);

/* The original with these bytes; FATE_INPUT with a sentence when there is none. */
Original *catalogue_find_original(Catalogue *catalogue, const char *sha256, GError **error);

/* The further names under which the same bytes were dropped; (transfer full), NULL-terminated. */
char **catalogue_original_names(Catalogue *catalogue, const char *sha256, GError **error);

/* Originals that are received and not done, oldest first; Original. */
GPtrArray *catalogue_pending(Catalogue *catalogue, GError **error);

/* The rotation that a person has set for the page; -1 when nobody has. */
gboolean catalogue_page_rotation(Catalogue *catalogue, gint64 original, guint source_page,
                                 int *rotation, GError **error);

/* Notes one more failed try at the original; it is not to be read before `retry_at` (Unix seconds).
 */
gboolean catalogue_defer_original(Catalogue *catalogue, gint64 original, gint64 retry_at,
                                  GError **error);

/* Ends an original as rejected: one failed document with this reason; pages unknown.
 * When an earlier reading brought pages, they and their documents stay and it is done. */
gboolean catalogue_reject_original(Catalogue *catalogue, const Original *original, const char *code,
                                   const char *sentence, GError **error);

/* Ends an original as done: all its documents with pages, fields, candidates, reasons; gives each
 * document its id; marks the charts it touches stale. When the original was read before, what
 * a person has decided stays and the rest is replaced. `stamp` tells the stages' versions. */
gboolean catalogue_commit_batch(Catalogue *catalogue, const Original *original, Batch *batch,
                                const char *stamp, GError **error);

/* Marks originals for reading again: those whose stamp differs from `stamp`, or, when `documents`
 * is not NULL, those of the documents named. Tells how many. Unknown document: FATE_INPUT. */
gboolean catalogue_reopen(Catalogue *catalogue, const char *stamp, const char *const *documents,
                          guint *count, GError **error);

/* --- roster ---------------------------------------------------------------------------------- */

typedef struct {
    guint added, changed, vanished, same;
} RosterChange;

/* Makes the patients (Patient) the active roster; those with a known MRN keep their id
 * (unless neither name nor birth date agrees: the MRN was given to somebody else), vanished ones
 * stay as inactive, provisional ones stay. `stamp` is the SHA-256 of the file, see below. */
gboolean catalogue_replace_roster(Catalogue *catalogue, const GPtrArray *patients,
                                  const char *stamp, RosterChange *change, GError **error);

/* The stamp given with the last roster; NULL without error when there was none. */
char *catalogue_roster_stamp(Catalogue *catalogue, GError **error);

/* The patient of that id; FATE_INPUT when there is none. */
Patient *catalogue_find_patient(Catalogue *catalogue, gint64 id, GError **error);

/* The types of documents that people have put right, by the sender's layout; Lesson. */
GPtrArray *catalogue_load_lessons(Catalogue *catalogue, GError **error);

/* By which labels senders print what people had to set, last learned first; LabelLesson. */
GPtrArray *catalogue_load_labels(Catalogue *catalogue, GError **error);

/* The sealed index of all patients, with the names that people have accepted for them. */
Roster *catalogue_load_roster(Catalogue *catalogue, GError **error);

/* --- charts ---------------------------------------------------------------------------------- */

/* Patients whose chart lags behind their documents; Patient. */
GPtrArray *catalogue_stale_charts(Catalogue *catalogue, GError **error);

/* Marks charts stale: those of the MRNs, or all with filed documents when `mrns` is NULL. Tells how
 * many. Unknown MRN: FATE_INPUT. */
gboolean catalogue_mark_charts(Catalogue *catalogue, const char *const *mrns, guint *count,
                               GError **error);

/* The chart of a patient with all filed documents (content pages with words, image names);
 * `*revision` is to be handed back. The caller sets settings and fetch. */
Chart *catalogue_load_chart(Catalogue *catalogue, gint64 patient, gint64 *revision, GError **error);

/* A chart as it was bound; all lent. */
typedef struct {
    gint64 revision;
    const char *folder;         /* below charts/ */
    guint pages;                /* filed pages in it */
    const char *const *sha256s; /* of its volumes, in order; NULL-terminated */
} BoundChart;

gboolean catalogue_chart_bound(Catalogue *catalogue, gint64 patient, const BoundChart *bound,
                               GError **error);

/* Folder of the patient's chart below charts/ as last bound; NULL without error when there is none.
 */
char *catalogue_chart_folder(Catalogue *catalogue, gint64 patient, GError **error);

/* --- reading --------------------------------------------------------------------------------- */

/* Called for each document; FALSE ends the walk. The document is lent. */
typedef gboolean (*DocumentSeen)(gpointer data, const Document *document);

/* Walks all documents by id, or those of one status (NULL: all); pages come with their words. */
gboolean catalogue_each_document(Catalogue *catalogue, const DocumentStatus *status,
                                 DocumentSeen seen, gpointer data, GError **error);

/* One document with everything; FATE_INPUT with a sentence when there is none of that id. */
Document *catalogue_find_document(Catalogue *catalogue, const char *id, GError **error);

/* Ids (char *) of the documents in which spelling has changed that word, as it was read, without
 * punctuation at its edges; NULL-terminated, yours. */
char **catalogue_corrected(Catalogue *catalogue, const char *word, GError **error);

/* What the morning sheet tells of the files received, and the documents filed, after `from` and up
 * to `until` (Unix seconds), and of all that waits. */
Morning *catalogue_load_morning(Catalogue *catalogue, gint64 from, gint64 until, GError **error);

/* The same in numbers: without the lists. */
Morning *catalogue_count_morning(Catalogue *catalogue, gint64 from, gint64 until, GError **error);

/* Whether the document came before: `*same_as` is the one that the chart holds instead (yours;
 * NULL: none), `copies` gets the ids (char *, yours) of those that this one stands for. */
gboolean catalogue_copies(Catalogue *catalogue, const char *id, char **same_as, GPtrArray *copies,
                          GError **error);

typedef struct {
    guint originals, pages, filed_pages, review_pages, failed_originals;
    guint filed, review, failed; /* documents */
    guint patients, charts;
} CatalogueCounts;

gboolean catalogue_count(Catalogue *catalogue, CatalogueCounts *counts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Catalogue, catalogue_close)
