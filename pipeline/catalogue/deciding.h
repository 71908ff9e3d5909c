/* deciding.h - what the files that take decisions in and back share. */
#pragma once

#include "database.h"
#include "decision.h"

/* Checks that the document is still of that version: else FATE_INPUT and who changed it how. */
gboolean version_check(Catalogue *catalogue, gint64 number, gint64 version, GError **error);

/* Writes the record; `*id` is its number. `undoes`: 0, or the decision that is taken back. */
gboolean record_write(Catalogue *catalogue, gint64 document, const Deciding *deciding,
                      const char *before, gint64 undoes, gint64 *id, GError **error);
gboolean record_touch(Catalogue *catalogue, gint64 decision, gint64 document, GError **error);

/* Restores the rotations of the pages that the decision turned; their original is read again. */
gboolean turns_undo(Catalogue *catalogue, const Decision *decision, const char *by, GError **error);

/* Takes the pages of a document off their places, to be laid anew in the same transaction. */
gboolean pages_lift(Catalogue *catalogue, gint64 document, GError **error);

/* Whether none of the pages of the document was left lifted: else FATE_INPUT. */
gboolean pages_landed(Catalogue *catalogue, gint64 original, GError **error);

/* Removes what hangs on the document but for its pages. */
gboolean document_facts_clear(Catalogue *catalogue, gint64 number, GError **error);

/* The document as it is, in JSON; yours. NULL and an error when there is none. */
char *snapshot_take(Catalogue *catalogue, gint64 number, GError **error);

/* Puts the documents of a JSON array back as they were; their pages must be lifted. */
gboolean snapshots_restore(Catalogue *catalogue, const char *snapshots, GError **error);
