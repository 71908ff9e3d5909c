/* match.c - how well and how fast patients are found.
 *
 * Record linkage: of the labelled pairs in a folder (febrl-*.csv: rec-N-org and rec-N-dup; a first
 * candidate that is the original counts) and, on made-up rosters of 1,000, 100,000 and 1,000,000,
 * milliseconds a document and megabytes of the index. `bench/match [FOLDER]`, from the top of the
 * source tree. */
#include "stages/match/match.h"
#include "stages/match/file.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { LOOK_UPS = 2000, CSV_COLUMNS = 11, SYLLABLES = 3 };

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static double peak_megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024.0;
}

/* Adds the patient whose columns are "Last|First|birth|sex|phone|member id". */
static void patient_take(Roster *roster, gint64 id, const char *mrn, const char *line)
{
    g_auto(GStrv) columns = g_strsplit(line, "|", -1);
    Patient *patient = patient_new();
    char **targets[] = {&patient->last, &patient->first, &patient->date_of_birth,
                        &patient->sex,  &patient->phone, &patient->member_id};
    for (guint i = 0; i < G_N_ELEMENTS(targets) && columns[i] != NULL; i++) {
        g_free(*targets[i]);
        *targets[i] = g_strdup(columns[i]);
    }
    g_free(patient->mrn);
    patient->mrn = g_strdup(mrn);
    patient->id = id;
    roster_take(roster, patient);
}

static void field_print(Document *document, const char *name, const char *value)
{
    if (*value != '\0')
        g_ptr_array_add(document->fields,
                        field_new(name, value, value, 1, (Box){10, 20, 300, 30}, 0.9f));
}

/* Of one page with a word on it: a page that says nothing holds its document. */
static Document *page_document(void)
{
    Document *document = document_new();
    Page *page = page_new(1);
    g_ptr_array_add(page->words, word_new("Referral", (Box){10, 80, 200, 30}, 0.9f, 0, 0));
    g_ptr_array_add(document->pages, page);
    return document;
}

typedef struct {
    guint right, wrong, first, listed;
    double cpu_s;
} Result;

/* Decides one document; `mrn` is whose it is. */
static void look_up(Document *document, const char *mrn, const Roster *roster,
                    const Nicknames *nicknames, const Settings *settings, Result *result)
{
    double began = cpu_seconds();
    match_document(document, roster, nicknames);
    file_document(document, roster, nicknames, settings);
    result->cpu_s += cpu_seconds() - began;
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = g_ptr_array_index(document->candidates, i);
        gboolean ours = g_strcmp0(candidate->mrn, mrn) == 0;
        result->first += ours && i == 0;
        result->listed += ours;
    }
    if (document->status != DOCUMENT_FILED)
        return;
    if (g_strcmp0(document->patient_mrn, mrn) == 0)
        result->right++;
    else
        result->wrong++;
}

/* --- labelled pairs -------------------------------------------------------------------------- */

/* "19081209" gives "1908-12-09"; "" for anything else. */
static char *date_dashed(const char *digits)
{
    if (strlen(digits) != 8)
        return g_strdup("");
    return g_strdup_printf("%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
}

/* The record's number and whether it is the original: "rec-552-dup-3". */
static char *record_number(const char *id, gboolean *original)
{
    *original = g_str_has_suffix(id, "-org");
    const char *number = strchr(id, '-');
    return number == NULL ? g_strdup(id) : g_strndup(number + 1, strcspn(number + 1, "-"));
}

static void original_take(Roster *roster, guint id, const char *number, char **columns)
{
    g_autofree char *birth = date_dashed(columns[9]);
    g_autofree char *line =
        g_strdup_printf("%s|%s|%s|||%s", columns[2], columns[1], birth, columns[10]);
    patient_take(roster, id, number, line);
}

static Document *duplicate_document(char **columns)
{
    g_autofree char *name = g_strdup_printf("%s, %s", columns[2], columns[1]);
    g_autofree char *birth = date_dashed(columns[9]);
    Document *document = page_document();
    if (*columns[2] != '\0' && *columns[1] != '\0')
        field_print(document, "patient_name", name);
    field_print(document, "date_of_birth", birth);
    field_print(document, "member_id", columns[10]);
    return document;
}

static void pairs_measure(const char *folder, const char *name, const Nicknames *nicknames,
                          const Settings *settings)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return;
    g_autoptr(Roster) roster = roster_new();
    g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 1; lines[i] != NULL; i++) {
        g_auto(GStrv) columns = g_strsplit(g_strstrip(lines[i]), ",", -1);
        if (g_strv_length(columns) != CSV_COLUMNS)
            continue;
        for (guint k = 0; k < CSV_COLUMNS; k++)
            g_strstrip(columns[k]);
        gboolean original;
        g_autofree char *number = record_number(columns[0], &original);
        if (original) {
            original_take(roster, i, number, columns);
        } else {
            g_ptr_array_add(documents, duplicate_document(columns));
            g_ptr_array_add(numbers, g_steal_pointer(&number));
        }
    }
    roster_seal(roster);
    Result result = {0};
    for (guint i = 0; i < documents->len; i++)
        look_up(documents->pdata[i], numbers->pdata[i], roster, nicknames, settings, &result);
    printf("%-22s %5u pairs   first %5.1f %%   among five %5.1f %%   filed %5.1f %%   wrong %u\n",
           name, documents->len, 100.0 * result.first / MAX(documents->len, 1),
           100.0 * result.listed / MAX(documents->len, 1),
           100.0 * result.right / MAX(documents->len, 1), result.wrong);
}

/* --- made-up rosters ------------------------------------------------------------------------- */

/* Small numbers are common: the commonest of 60,000 surnames is that of one in 250, as in life. */
static guint draw_common(GRand *random, guint most)
{
    double share = g_rand_double(random);
    return (guint)(share * share * most);
}

static void name_make(guint number, char name[16])
{
    static const char consonants[] = "bcdfghjklmnprstvwz", vowels[] = "aeiou";
    guint length = 0;
    number = number * 2654435761u % 1073741789u;
    for (guint i = 0; i < SYLLABLES; i++) {
        name[length++] = consonants[number % 18];
        name[length++] = vowels[number / 18 % 5];
        number /= 90;
    }
    name[0] = g_ascii_toupper(name[0]);
    name[length] = '\0';
}

static char *person_line(GRand *random, guint id)
{
    char last[16], first[16];
    name_make(draw_common(random, 60000), last);
    name_make(draw_common(random, 4000) + 100000, first);
    return g_strdup_printf("%s|%s|%04d-%02d-%02d|%c|+1%010" G_GINT64_FORMAT "|H%09u", last, first,
                           g_rand_int_range(random, 1925, 2025), g_rand_int_range(random, 1, 13),
                           g_rand_int_range(random, 1, 29), id % 2 == 0 ? 'F' : 'M',
                           G_GINT64_CONSTANT(2000000000) + id * G_GINT64_CONSTANT(7919), id);
}

static Document *person_document(const Patient *patient, GRand *random)
{
    g_autofree char *name = patient_name(patient);
    gboolean birth = g_rand_double(random) < 0.8, mrn = !birth || g_rand_double(random) < 0.6;
    if (g_rand_double(random) < 0.1)
        name[1] = 'x'; /* a damaged name */
    Document *document = page_document();
    field_print(document, "patient_name", name);
    field_print(document, "date_of_birth", birth ? patient->date_of_birth : "");
    field_print(document, "mrn", mrn ? patient->mrn : "");
    return document;
}

static void roster_measure(guint size, const Nicknames *nicknames, const Settings *settings)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(size);
    double before_mb = peak_megabytes(), began = cpu_seconds();
    g_autoptr(Roster) roster = roster_new();
    for (guint i = 0; i < size; i++) {
        g_autofree char *line = person_line(random, i);
        g_autofree char *mrn = g_strdup_printf("%08u", (i + 1) * 97 % 99999989);
        patient_take(roster, i + 1, mrn, line);
    }
    roster_seal(roster);
    double built_s = cpu_seconds() - began, index_mb = peak_megabytes() - before_mb;
    Result result = {0};
    for (guint i = 0; i < LOOK_UPS; i++) {
        const Patient *patient =
            roster_patient(roster, (guint)g_rand_int_range(random, 0, (gint32)size));
        g_autoptr(Document) document = person_document(patient, random);
        look_up(document, patient->mrn, roster, nicknames, settings, &result);
    }
    printf("%9u patients   %.3f ms a document   index %4.0f MB, built in %.1f s   first %5.1f %%   "
           "filed %5.1f %%   wrong %u\n",
           size, 1000 * result.cpu_s / LOOK_UPS, index_mb, built_s, 100.0 * result.first / LOOK_UPS,
           100.0 * result.right / LOOK_UPS, result.wrong);
}

int main(int argc, char **argv)
{
    static const guint sizes[] = {1000, 5000, 100000, 1000000};
    static const char *const pairs[] = {"febrl-dataset1.csv", "febrl-dataset3.csv"};
    g_autoptr(GError) error = NULL;
    g_autoptr(Nicknames) nicknames = nicknames_load("dict", &error);
    if (nicknames == NULL) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    g_autoptr(Settings) settings = settings_new();
    for (guint i = 0; argc > 1 && i < G_N_ELEMENTS(pairs); i++)
        pairs_measure(argv[1], pairs[i], nicknames, settings);
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++)
        roster_measure(sizes[i], nicknames, settings);
    return 0;
}
