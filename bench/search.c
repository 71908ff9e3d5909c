/* search.c - how long searches take over 1,000 and 100,000 synthetic pages.
 *
 * Writes a catalogue below $TMPDIR and takes it away again. `bench/search 1000` makes it that size
 * alone. */
#include "search.h"

#include "synthetic.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum {
    PAGE_LINES = 30,
    ORIGINAL_PAGES = 100,
    PATIENTS = 5000,
    ROUNDS = 7,
    RANK_OFTEN = 15,   /* stands on about 85 % of the pages */
    RANK_MIDDLE = 180, /* on about 15 % */
    RANK_SELDOM = 20000,
};

/* --- filling --------------------------------------------------------------------------------- */

static void patients_fill(Catalogue *catalogue)
{
    g_autoptr(GPtrArray) patients = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    for (guint i = 0; i < PATIENTS; i++) {
        char last[16], first[16];
        Patient *patient = patient_new();
        synthetic_word(i, last);
        synthetic_word(i / 7, first);
        g_free(patient->mrn);
        patient->mrn = g_strdup_printf("%08u", i + 1);
        g_free(patient->last);
        patient->last = g_strdup(last);
        g_free(patient->first);
        patient->first = g_strdup(first);
        g_ptr_array_add(patients, patient);
    }
    RosterChange change;
    g_autoptr(GError) error = NULL;
    if (!catalogue_replace_roster(catalogue, patients, "", &change, &error))
        g_error("%s", error->message);
}

static Document *document_make(GRand *random, guint page)
{
    Document *document = document_new();
    document->status = DOCUMENT_FILED;
    document->patient = g_rand_int_range(random, 1, PATIENTS + 1);
    g_autofree char *date =
        g_strdup_printf("20%02d-%02d-%02d", g_rand_int_range(random, 10, 27),
                        g_rand_int_range(random, 1, 13), g_rand_int_range(random, 1, 29));
    g_ptr_array_add(document->fields,
                    field_new("date_of_service", date, date, page, (Box){0, 0, 1, 1}, 1));
    g_ptr_array_add(document->pages, synthetic_page(random, page, PAGE_LINES));
    g_ptr_array_add(document->pages, synthetic_page(random, page + 1, PAGE_LINES));
    return document;
}

static void original_fill(Catalogue *catalogue, GRand *random, guint index)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Original) original = original_new();
    gboolean known;
    original->name = g_strdup_printf("bench%u.tif", index);
    original->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, original->name, -1);
    original->vault_path = g_strdup("vault/none");
    g_autoptr(Batch) batch = batch_new(original->name, original->sha256);
    for (guint page = 1; page < ORIGINAL_PAGES; page += 2)
        g_ptr_array_add(batch->documents, document_make(random, page));
    if (!catalogue_add_original(catalogue, original, &known, &error) ||
        !catalogue_commit_batch(catalogue, original, batch, "bench", &error))
        g_error("%s", error->message);
}

/* --- measuring ------------------------------------------------------------------------------- */

static int doubles_compare(gconstpointer one, gconstpointer other)
{
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof(double), doubles_compare);
    return values[ROUNDS / 2];
}

static double cpu_ms(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static void query_measure(Catalogue *catalogue, const char *kind, const char *query)
{
    double wall[ROUNDS], cpu[ROUNDS];
    guint total = 0;
    for (guint i = 0; i < ROUNDS; i++) {
        g_autoptr(GError) error = NULL;
        double cpu_begun = cpu_ms();
        gint64 begun = g_get_monotonic_time();
        g_autoptr(GPtrArray) hits = search_pages(catalogue, query, 20, &total, NULL, &error);
        if (hits == NULL)
            g_error("%s", error->message);
        wall[i] = (double)(g_get_monotonic_time() - begun) / 1000;
        cpu[i] = cpu_ms() - cpu_begun;
    }
    printf("  %-34s %8u %9.1f %9.1f\n", kind, total, median(wall), median(cpu));
    fflush(stdout);
}

static void queries_measure(Catalogue *catalogue)
{
    char often[16], other[16], middle[16], seldom[16];
    synthetic_word(RANK_OFTEN, often);
    synthetic_word(RANK_OFTEN + 1, other);
    synthetic_word(RANK_MIDDLE, middle);
    synthetic_word(RANK_SELDOM, seldom);
    const struct {
        const char *kind;
        char *query;
    } table[] = {
        {"a seldom word", g_strdup(seldom)},
        {"a word on one page in seven", g_strdup(middle)},
        {"a word on most pages", g_strdup(often)},
        {"two words on most pages", g_strdup_printf("%s %s", often, other)},
        {"a phrase of such words", g_strdup_printf("\"%s %s\"", often, other)},
        {"a prefix of three letters", g_strdup_printf("%.3s*", seldom)},
        {"the same, of a word on most pages", g_strdup_printf("%.3s*", often)},
        {"a prefix of five letters", g_strdup_printf("%.5s*", middle)},
        {"words and a month", g_strdup_printf("%s date:2026-01", often)},
        {"words and a patient", g_strdup_printf("%s mrn:42", often)},
        {"words and a status that all have", g_strdup_printf("%s status:filed", middle)},
        {"words and a year", g_strdup_printf("%s date:2026", often)},
        {"words or a patient", g_strdup_printf("%s OR mrn:42", middle)},
        {"a patient", g_strdup("mrn:42")},
        {"a year", g_strdup("date:2026")},
    };
    printf("  %-34s %8s %9s %9s\n", "query", "hits", "ms", "CPU ms");
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        query_measure(catalogue, table[i].kind, table[i].query);
        g_free(table[i].query);
    }
}

static void size_measure(guint pages)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("bench-search-XXXXXX", &error);
    if (folder == NULL)
        g_error("%s", error->message);
    g_autofree char *path = g_build_filename(folder, "catalogue.db", NULL);
    g_autoptr(Catalogue) catalogue = catalogue_open(path, CATALOGUE_CREATE, &error);
    if (catalogue == NULL)
        g_error("%s", error->message);
    g_autoptr(GRand) random = g_rand_new_with_seed(1949);
    gint64 begun = g_get_monotonic_time();
    patients_fill(catalogue);
    for (guint i = 0; i < pages / ORIGINAL_PAGES; i++)
        original_fill(catalogue, random, i);
    GStatBuf file;
    g_stat(path, &file);
    printf("%u pages, filled in %.0f s, %.0f MB\n", pages,
           (double)(g_get_monotonic_time() - begun) / 1e6, (double)file.st_size / 1e6);
    queries_measure(catalogue);
    g_clear_pointer(&catalogue, catalogue_close);
    g_unlink(path);
    g_rmdir(folder);
}

int main(int argc, char **argv)
{
    static const guint sizes[] = {1000, 100000};
    guint only = argc > 1 ? (guint)g_ascii_strtoull(argv[1], NULL, 10) : 0;
    if (only > 0)
        size_measure(only);
    for (guint i = 0; only == 0 && i < G_N_ELEMENTS(sizes); i++)
        size_measure(sizes[i]);
    return 0;
}
