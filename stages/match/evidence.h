/* evidence.h - what a document's print says for and against one patient. Private to the stages. */
#pragma once

#include "printed.h"

/* From the best to the worst. */
typedef enum {
    VERDICT_AGREES,
    VERDICT_DOUBTFUL,    /* agrees in part, or differs as damaged print does: proves nothing */
    VERDICT_DIFFERS,     /* as happens with the right patient too: a new phone, a new insurance */
    VERDICT_SILENT,      /* not printed, or not known of the patient */
    VERDICT_CONTRADICTS, /* cannot be this patient unless somebody erred */
} Verdict;

typedef struct {
    Verdict verdict;
    Likeness like;       /* of names: that of the surname */
    NameLikeness name;   /* IDENTIFIER_NAME only */
    double weight;       /* log2 likelihood ratio */
    const Field *field;  /* that decided; lent; NULL when silent */
    gboolean confusable; /* numbers: the one difference is one that OCR makes */
    gboolean elsewhere;  /* contradicts here, but agrees in another place of the document */
    gboolean misread;    /* differs, in what damaged print explains */
    gboolean alias;      /* names: a person has accepted this one for the patient */
} Finding;

typedef struct {
    Finding findings[IDENTIFIER_COUNT];
    double weight; /* of all together */
} Comparison;

/* What the value at `index` of printed->fields[identifier] says of the patient. */
Finding evidence_find(const Printed *printed, Identifier identifier, guint index,
                      const Patient *patient, const Roster *roster, const Nicknames *nicknames);

/* Compares everything that is printed with the patient. */
Comparison evidence_compare(const Printed *printed, const Patient *patient, const Roster *roster,
                            const Nicknames *nicknames);

/* Evidence in plain words for whatever is not silent; freed with the array. */
GPtrArray *evidence_list(const Comparison *comparison, const Patient *patient);

/* A field that is read so surely is taken at its word, also when it nearly agrees. */
extern const double evidence_sure;

/* A number that is read worse than this may be any other. */
extern const double evidence_damaged;
