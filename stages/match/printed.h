/* printed.h - what a document's pages print of its patient, gathered from its fields. Private to
 * the stages. */
#pragma once

#include "batch.h"
#include "likeness.h"

typedef enum {
    IDENTIFIER_NAME,
    IDENTIFIER_BIRTH,
    IDENTIFIER_MRN,
    IDENTIFIER_PHONE,
    IDENTIFIER_MEMBER,
    IDENTIFIER_SEX,
    IDENTIFIER_COUNT,
} Identifier;

typedef struct {
    const Document *document;            /* lent */
    GPtrArray *fields[IDENTIFIER_COUNT]; /* const Field *, lent; all printed values of each */
    GPtrArray *names;                    /* FoldedName, one for each of the name fields */
} Printed;

/* The field's name in the listing: "patient_name", "mrn", ... */
const char *identifier_field(Identifier identifier);

/* The document is lent, and so are its fields; names that cannot be parsed are left out. */
Printed *printed_new(const Document *document);
void printed_free(Printed *printed);

/* The patients (guint indices, each once) who may be meant. */
GArray *printed_block(const Printed *printed, const Roster *roster, const Nicknames *nicknames);

/* TRUE when the recogniser itself weighed `other` where it read `read` within the field's box. */
gboolean printed_weighed(const Printed *printed, const Field *field, char read, char other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Printed, printed_free)
