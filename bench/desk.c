/* desk.c - fills an office with made-up patients and documents, for bench/desk.sh to work in.
 *
 * `bench/desk roster N` prints N patients as CSV; `bench/desk documents N OFFICE` adds N documents
 * to those patients, some of them waiting. Pages are short: how long searches take over full ones
 * is bench/search's. */
#include "office.h"

#include "synthetic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LAST_NAMES = 4000,
    FIRST_NAMES = 600,
    ORIGINAL_DOCUMENTS = 10,
    PAGE_LINES = 2,
    WAITING_EACH = 250, /* one in so many documents waits */
    THICK_EACH = 500,   /* one in so many is the first patient's: a thick chart */
    TODAY = 400,        /* the last so many came in today */
    YEARS = 6,
};

static void die(const GError *error)
{
    fprintf(stderr, "%s\n", error->message);
    exit(1);
}

static void name_make(guint rank, char name[16])
{
    synthetic_word(rank, name);
    *name = g_ascii_toupper(*name);
}

static void roster_print(guint count)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1950);
    for (guint i = 0; i < count; i++) {
        char last[16], first[16];
        name_make(i % LAST_NAMES, last);
        name_make(LAST_NAMES + (guint)g_rand_int_range(random, 0, FIRST_NAMES), first);
        printf("%08u,%s,%s,,,%d-%02d-%02d,%s,(217) 555-%04u,,,,,,\n", 60000000 + i, last, first,
               g_rand_int_range(random, 1930, 2020), g_rand_int_range(random, 1, 13),
               g_rand_int_range(random, 1, 29), i % 2 == 0 ? "F" : "M", i % 10000);
    }
}

/* --- documents -------------------------------------------------------------------------------- */

typedef struct {
    Catalogue *catalogue;
    Roster *roster;
    GRand *random;
    gint64 now;
    guint made, count;
} Filling;

static void field_add(Document *document, guint page, const char *name, const char *value)
{
    g_ptr_array_add(document->fields,
                    field_new(name, value, value, page, (Box){10, 20, 300, 30}, 0.9f));
}

static void facts_add(Filling *filling, Document *document, const Patient *patient, guint page)
{
    char provider[16], facility[16];
    g_autofree char *name = patient_name(patient);
    g_autofree char *date = g_strdup_printf(
        "20%02d-%02d-%02d", g_rand_int_range(filling->random, 18, 27),
        g_rand_int_range(filling->random, 1, 13), g_rand_int_range(filling->random, 1, 29));
    name_make((guint)g_rand_int_range(filling->random, 5000, 5200), provider);
    name_make((guint)g_rand_int_range(filling->random, 5200, 5250), facility);
    field_add(document, page, "patient_name", name);
    field_add(document, page, "date_of_birth", patient->date_of_birth);
    field_add(document, page, "mrn", patient->mrn);
    field_add(document, page, "date_of_service", date);
    field_add(document, page, "provider", provider);
    field_add(document, page, "facility", facility);
}

static void doubt_add(Filling *filling, Document *document, const Patient *patient)
{
    g_autofree char *name = patient_name(patient);
    Candidate *candidate = candidate_new(patient->id, patient->mrn, name, 0.7);
    g_ptr_array_add(candidate->evidence, evidence_new("mrn", 9, "MRN agrees"));
    g_ptr_array_add(document->candidates, candidate);
    document->status = DOCUMENT_REVIEW;
    document_add_reason(document, "missing-identifiers",
                        "Document %u names its patient by one identifier alone.", filling->made);
}

static Document *document_make(Filling *filling, guint page, gint64 at)
{
    const char *const *types = document_types();
    guint size = roster_size(filling->roster);
    guint whose = filling->made % THICK_EACH == 0
                      ? 0
                      : (guint)g_rand_int_range(filling->random, 0, (gint32)size);
    const Patient *patient = roster_patient(filling->roster, whose);
    Document *document = document_new();
    g_free(document->type);
    document->type = g_strdup(types[filling->made % g_strv_length((char **)types)]);
    document->status = DOCUMENT_FILED;
    facts_add(filling, document, patient, page);
    if (filling->made % WAITING_EACH == 1)
        doubt_add(filling, document, patient);
    else {
        document->patient = patient->id;
        document->filed_at = at;
    }
    g_ptr_array_add(document->pages, synthetic_page(filling->random, page, PAGE_LINES));
    filling->made++;
    return document;
}

static gint64 time_find(const Filling *filling)
{
    guint left = filling->count - filling->made;
    const gint64 span = (gint64)YEARS * 365 * 86400;
    return left <= TODAY ? filling->now : filling->now - span * left / filling->count - 86400;
}

static void original_make(Filling *filling)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Original) original = original_new();
    gboolean known;
    original->name = g_strdup_printf("bench%u.tif", filling->made);
    original->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, original->name, -1);
    original->vault_path = g_strdup("vault/none");
    original->received_at = time_find(filling);
    g_autoptr(Batch) batch = batch_new(original->name, original->sha256);
    for (guint page = 1; page <= ORIGINAL_DOCUMENTS; page++)
        g_ptr_array_add(batch->documents, document_make(filling, page, original->received_at));
    if (!catalogue_add_original(filling->catalogue, original, &known, &error) ||
        !catalogue_commit_batch(filling->catalogue, original, batch, "bench", &error))
        die(error);
}

static void documents_make(const char *path, guint count)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Office) office = office_open(path, OFFICE_WORK, &error);
    if (office == NULL)
        die(error);
    g_autoptr(Roster) roster = catalogue_load_roster(office_catalogue(office), &error);
    if (roster == NULL)
        die(error);
    g_autoptr(GRand) random = g_rand_new_with_seed(1951);
    Filling filling = {.catalogue = office_catalogue(office),
                       .roster = roster,
                       .random = random,
                       .now = g_get_real_time() / G_USEC_PER_SEC,
                       .count = count};
    while (filling.made < count)
        original_make(&filling);
}

int main(int argc, char **argv)
{
    guint count = argc > 2 ? (guint)g_ascii_strtoull(argv[2], NULL, 10) : 0;
    if (argc == 3 && g_str_equal(argv[1], "roster"))
        roster_print(count);
    else if (argc == 4 && g_str_equal(argv[1], "documents"))
        documents_make(argv[3], count);
    else
        fprintf(stderr, "usage: desk roster N | documents N OFFICE\n");
    return 0;
}
