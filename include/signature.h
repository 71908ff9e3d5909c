/* signature.h - clinicians who have seen a document: their signature holds for the version they
 * saw.
 */
#pragma once

#include "catalogue.h"

typedef struct {
    char *account;
    gint64 at;        /* Unix seconds */
    gboolean changed; /* the document was changed since */
} Signature;

void signature_free(Signature *signature);

/* The clinician has seen that version. FATE_INPUT when the document lies in no chart, or is another
 * by now. */
gboolean catalogue_sign(Catalogue *catalogue, const char *document, gint64 version,
                        const char *account, GError **error);

/* Who has seen it; Signature, oldest first. */
GPtrArray *catalogue_signatures(Catalogue *catalogue, const char *document, GError **error);

/* A filed document that nobody has signed as it is. */
typedef struct {
    char *document, *type, *date; /* date of service; "" when unknown */
    char *patient, *from;         /* from: its provider; "" */
    gint64 filed_at;              /* Unix seconds */
} UnsignedLine;

void unsigned_line_free(UnsignedLine *line);

/* Those filed after `since` (Unix seconds) of providers whose name has a word that begins so ("":
 * all), oldest first, at most `most`; UnsignedLine. */
GPtrArray *catalogue_unsigned(Catalogue *catalogue, const char *provider, gint64 since, guint most,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Signature, signature_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UnsignedLine, unsigned_line_free)
