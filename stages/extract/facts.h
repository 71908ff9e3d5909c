/* facts.h - what a page says, before anybody asks what its document needs. Private to the stages.
 */
#pragma once

#include "batch.h"
#include "date.h"
#include "labels.h"
#include "payers.h"

typedef struct {
    Role role;
    Party party;
    char *value; /* normalised as in the listing */
    char *raw;
    guint source_page;
    guint row, first, count; /* where: the row and the tokens */
    Box box;
    float confidence;  /* that the value is right and of this role */
    gboolean labelled; /* a label said so */
} Fact;

/* The tables of dict/ that facts are found by. */
typedef struct {
    LabelTable *labels;
    PayerTable *payers;
} FactTables;

FactTables *fact_tables_load(const char *folder, GError **error);
void fact_tables_free(FactTables *tables);

/* What finding facts needs to know; all lent. */
typedef struct {
    const FactTables *tables;
    const char *today; /* ISO */
    const char *office_name, *office_phones, *office_providers;
    const Roster *roster;
} FactSetup;

FactSetup fact_setup(const FactTables *tables, const Batch *batch);

/* A page with everything found on it. */
typedef struct {
    const Page *page;     /* lent */
    const Roster *roster; /* lent */
    const char *today;    /* ISO; lent */
    Lines *lines;
    GArray *labels;   /* Label */
    GPtrArray *facts; /* Fact, owned, in reading order of their labels */
} PageFacts;

PageFacts *page_facts_new(const FactSetup *setup, const Page *page);
void page_facts_free(PageFacts *page);

/* Adds a fact from tokens first .. first + count - 1; `sure` is multiplied by how well they were
 * read. */
void page_facts_add(PageFacts *page, Role role, Party party, const char *value, guint first,
                    guint count, double sure, gboolean labelled);

/* Facts of labels, and those that need none: letterhead, signature, salutation, tables. */
void facts_from_labels(PageFacts *page, const FactSetup *setup);
void facts_from_letter(PageFacts *page, const FactSetup *setup);
void facts_from_service_lines(PageFacts *page, const FactSetup *setup);
void facts_from_tables(PageFacts *page);

/* What sentences say of insurance and phones, and the place below a signature. */
void facts_from_contacts(PageFacts *page, const FactSetup *setup);

/* What the boxes of a hospital's claim tell by their place; nothing on other pages. */
void facts_from_institutional(PageFacts *page, const FactSetup *setup);

/* --- scanning tokens ------------------------------------------------------------------------- */

/* The first date among the tokens; where it stands goes to `*at`, `*length`. Repairs O/0, l/1 in
 * numbers. FALSE: none. */
gboolean date_scan(const Lines *lines, guint first, guint count, DateUse use, const char *today,
                   char iso[ISO_DATE_SIZE], guint *at, guint *length);

/* A date of one token that is none as read ("21/13/1963"), with one digit as the recogniser read it
 * otherwise. FALSE: none. */
gboolean date_guess(const Lines *lines, guint first, guint count, DateUse use, const char *today,
                    char iso[ISO_DATE_SIZE], guint *at);

/* The first time of day ("2:15 PM", "14:15"): "14:15". FALSE: none. */
gboolean time_scan(const Lines *lines, guint first, guint count, char clock[6], guint *at,
                   guint *length);

/* A person's name that begins with the first token: "Last, First Middle Suffix" for patients,
 * "First Middle Last Suffix" without credentials for clinicians; NULL: no name there. `*length`
 * tokens were used, `*credentials` tells that a degree or licence followed. */
char *person_scan(const Lines *lines, guint first, guint count, gboolean patient, guint *length,
                  gboolean *credentials);

/* The name of an organisation that begins with the first token and ends with its cell; NULL: none.
 */
char *organisation_scan(const Lines *lines, guint first, guint count, guint *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FactTables, fact_tables_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageFacts, page_facts_free)
