/* labels.h - how forms name their fields: finding the names on a page, and what stands with them.
 * Private to the stages. */
#pragma once

#include "lines.h"

/* What the value of a label is; the names in dict/labels are these in lower case with hyphens. */
typedef enum {
    ROLE_STOP, /* something else: ends the value before it */
    ROLE_PATIENT_NAME,
    ROLE_NAME, /* of whom the section is about */
    ROLE_LAST_NAME,
    ROLE_FIRST_NAME,
    ROLE_MIDDLE_NAME,
    ROLE_DOB,
    ROLE_MRN,
    ROLE_SEX,
    ROLE_AGE,
    ROLE_PHONE,
    ROLE_PATIENT_PHONE,
    ROLE_OTHER_PHONE,
    ROLE_FAX,
    ROLE_ADDRESS,
    ROLE_ACCOUNT,
    ROLE_INSURED_NAME,
    ROLE_INSURED_DOB,
    ROLE_OTHER_NAME,
    ROLE_ADDRESSEE, /* to whom a sheet is sent; a clinician */
    ROLE_SENDER,    /* and by whom */
    ROLE_PROVIDER,
    ROLE_ATTENDING,
    ROLE_SURGEON,
    ROLE_CONSULTING,
    ROLE_READER,
    ROLE_AUTHOR,
    ROLE_REFERRING,
    ROLE_REQUESTING,
    ROLE_ORDERING,
    ROLE_PRESCRIBER,
    ROLE_REFERRED_TO,
    ROLE_PRIMARY_CARE,
    ROLE_SIGNATURE_PERSON,
    ROLE_NPI,
    ROLE_NPI_RENDERING,
    ROLE_NPI_REFERRING,
    ROLE_NPI_FACILITY,
    ROLE_FACILITY,
    ROLE_BILLING_PROVIDER,
    ROLE_OTHER_FACILITY,
    ROLE_PAYER,
    ROLE_OTHER_PAYER,
    ROLE_MEMBER_ID,
    ROLE_AUTHORIZATION,
    ROLE_REFERENCE, /* a number to quote: the authorization's in letters about one */
    ROLE_TOTAL_CHARGE,
    ROLE_AMOUNT,
    ROLE_ICD,
    ROLE_CPT,
    ROLE_DATE_SERVICE,
    ROLE_DATE_EXAM,
    ROLE_DATE_SURGERY,
    ROLE_DATE_ADMISSION,
    ROLE_DATE_DISCHARGE,
    ROLE_DATE_COLLECTED,
    ROLE_DATE_RECEIVED,
    ROLE_DATE_REPORTED,
    ROLE_DATE_REQUEST,
    ROLE_DATE_OTHER,
    ROLE_DATE_PLAIN,
    ROLE_APPOINTMENT,
    ROLE_SECTION_PATIENT,
    ROLE_SECTION_INSURED,
    ROLE_SECTION_OTHER,
    ROLE_SECTION_PROVIDER,
    ROLE_SECTION_REFERRING,
    ROLE_SECTION_REFERRED_TO,
    ROLE_SECTION_CLINICAL,
    ROLE_COUNT,
} Role;

/* Whom a label of its own ("Phone:") speaks of, by its section or the last person named. */
typedef enum {
    PARTY_SENDER, /* the letterhead, until anybody is named */
    PARTY_PATIENT,
    PARTY_INSURED,
    PARTY_OTHER,
    PARTY_PROVIDER,
    PARTY_REFERRING,
    PARTY_REFERRED_TO,
} Party;

typedef enum {
    LABEL_LOOSE, /* words of this sort begin a cell, a value seems to follow in it */
    LABEL_CELL,  /* the words fill a cell */
    LABEL_COLON, /* a colon, leaders or "#" follow */
} LabelForm;

typedef struct {
    Role role;
    LabelForm form;
    Party party;
    guint row;
    guint first, count; /* tokens, with what stands in parentheses behind */
    float likeness;     /* 1: letter by letter */
} Label;

/* Where the value of a label may stand. */
typedef struct {
    guint first, count; /* tokens; count 0: nothing there */
    guint row;
    gboolean below;
} Span;

typedef struct LabelTable LabelTable;

/* Loads dict/labels; FATE_FATAL also for a role that does not exist. */
LabelTable *label_table_load(const char *folder, GError **error);
void label_table_free(LabelTable *table);

/* Adds what people have taught of the layout that is read next: the label names the field, whatever
 * the table says of it. Only letter by letter. */
void label_table_teach(LabelTable *table, const char *field, const char *label);
void label_table_forget(LabelTable *table);

/* All labels of a page in reading order; Label. */
GArray *labels_find(const LabelTable *table, const Lines *lines);

/* Behind the label in its row, up to the next label. */
Span label_value_right(const Lines *lines, const GArray *labels, guint index);

/* Below the label, within its column. `skip` rows with something in the column are passed over. */
Span label_value_below(const Lines *lines, const GArray *labels, guint index, guint skip);

/* Above the label, within its column, where no label claims that row: "Ana Diaz" over a line over
 * "Patient". */
Span label_value_above(const Lines *lines, const GArray *labels, guint index);

/* TRUE when the row above is nearer than the one below, in cells that begin where the labels do:
 * the form names its values under them. */
gboolean label_stands_below(const Lines *lines, const GArray *labels, guint index);

/* TRUE when the row of the label holds labels only: then the values stand below. */
gboolean label_heads_column(const Lines *lines, const GArray *labels, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LabelTable, label_table_free)
