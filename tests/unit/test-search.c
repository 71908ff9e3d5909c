/* test-search.c - searches over a small catalogue: what is found, in which order, how it is shown.
 */
#include "catalogue_setup.h"
#include "search.h"

/* A word is text or `recognised>corrected`; `/` ends a line. */
static Page *text_page(guint source_page, const char *text)
{
    Page *page = page_new(source_page);
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    guint line = 0;
    for (guint i = 0; words[i] != NULL; i++) {
        if (g_str_equal(words[i], "/")) {
            line++;
            continue;
        }
        g_auto(GStrv) forms = g_strsplit(words[i], ">", 2);
        Word *word = word_new(forms[0], (Box){0, 0, 1, 1}, 1, line, 0);
        word->corrected = g_strdup(forms[1]);
        g_ptr_array_add(page->words, word);
    }
    return page;
}

static void field_put(Document *document, const char *name, const char *value)
{
    g_ptr_array_add(document->fields, field_new(name, value, value, 1, (Box){0, 0, 1, 1}, 1));
}

static Document *text_document(const char *type, gint64 patient, const char *date, guint page,
                               const char *text)
{
    Document *document = document_new();
    g_free(document->type);
    document->type = g_strdup(type);
    document->status = patient != 0 ? DOCUMENT_FILED : DOCUMENT_REVIEW;
    document->patient = patient;
    document->filed_at = patient != 0 ? 1773489600 : 0; /* 2026-03-14 12:00 UTC */
    if (date != NULL)
        field_put(document, "date_of_service", date);
    g_ptr_array_add(document->pages, text_page(page, text));
    return document;
}

static void fill(Setup *setup)
{
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    gint64 hara = ((Patient *)patients->pdata[0])->id, nunez = ((Patient *)patients->pdata[1])->id;
    g_autoptr(Original) original = original_put(setup, '1');
    Document *lab = text_document("lab-report", hara, "2026-01-15", 1,
                                  "Blood pressure 120/80 . / Continue rnetformin>metformin 500 mg");
    field_put(lab, "facility", "St. Mary's Hospital");
    field_put(lab, "icd10", "E11.9");
    Document *letter = text_document("consultation", nunez, "2026-03-02", 2,
                                     "Pressure of the blood is high . / Coronary artery disease");
    field_put(letter, "provider", "Leroy Kamiński");
    field_put(letter, "icd10", "I25.10");
    Document *stray = text_document("other", 0, NULL, 3, "METFORMIN metformin naïve patient");
    g_ptr_array_add(stray->pages, page_new(4));
    ((Page *)stray->pages->pdata[1])->kind = PAGE_BLANK;
    g_autoptr(GError) error = NULL;
    g_assert_true(batch_put(setup, original, &error, 3, lab, letter, stray));
}

/* Documents found, best first: "1 3". */
static char *found(Setup *setup, const char *query)
{
    g_autoptr(GError) error = NULL;
    guint total;
    g_autoptr(GPtrArray) hits = search_pages(setup->catalogue, query, 10, &total, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(hits->len, ==, total);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < hits->len; i++)
        g_string_append_printf(text, "%s%c", i > 0 ? " " : "",
                               ((Hit *)hits->pdata[i])->document[6]);
    return g_string_free(text, FALSE);
}

static void pages_test(Setup *setup, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *query, *documents;
    } table[] = {
        {"metformin", "3 1"},
        {"Metformin NAIVE", "3"},
        {"rnetformin", "1"},
        {"\"continue rnetformin\"", "1"},
        {"\"continue metformin\"", "1"},
        {"coro*", "2"},
        {"coro* NOT disease", ""},
        {"\"blood pressure\"", "1"},
        {"blood pressure", "2 1"},
        {"pressure NOT metformin", "2"},
        {"120/80", "1"},
        {"patient:ohara", "1"},
        {"patient:\"margaret o'hara\"", "1"},
        {"patient:marg*", "1"},
        {"patient:marg", ""},
        {"patient:nunez", "2"},
        {"mrn:482913", "1"},
        {"dob:1980", "2"},
        {"type:lab", "1"},
        {"type:la", ""},
        {"type:la*", "1"},
        {"type:lab-report OR type:other", "1 3"},
        {"from:\"st mary's\"", "1"},
        {"from:kaminski", "2"},
        {"provider:kaminski provider:leroy", "2"},
        {"provider:mary*", ""},
        {"code:E11.9", "1"},
        {"code:e119", "1"},
        {"code:I25*", "2"},
        {"code:I25", ""},
        {"status:review", "3"},
        {"status:filed", "2 1"},
        {"date:2026-01..2026-02", "1"},
        {"date:2026-03-02..", "2"},
        {"date:..2025", ""},
        {"filed:2026-03", "2 1"},
        {"filed:..2026-03-12", ""},
        {"filed:2026-03-13..2026-03-15", "2 1"},
        {"metformin date:2026", "1"},
        {"metformin NOT patient:ohara", "3"},
        {"metformin OR patient:nunez", "3 1 2"},
        {"NOT metformin", "2"},
        {"NOT status:filed", "3"},
        {"coronary OR NOT pressure", "2 3"},
        {"(metformin OR coronary) (date:2026-03 OR status:review)", "3 2"},
        {"NOT metformin date:2026", "2"},
        {"NOT metformin NOT patient:ohara", "2"},
        {"(mrn:482913 OR coronary) NOT (pressure status:filed)", ""},
        {"(mrn:482913 OR coronary) NOT (metformin status:filed)", "2"},
        {"pressure (disease OR status:review OR patient:ohara)", "2 1"},
        {"xylophone", ""},
    };
    fill(setup);
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autofree char *documents = found(setup, table[i].query);
        if (!g_str_equal(documents, table[i].documents))
            g_error("'%s' finds '%s', not '%s'", table[i].query, documents, table[i].documents);
    }
}

static void hit_test(Setup *setup, gconstpointer data)
{
    (void)data;
    fill(setup);
    g_autoptr(GError) error = NULL;
    guint total;
    g_autoptr(GPtrArray) hits =
        search_pages(setup->catalogue, "metformin OR blood", 1, &total, NULL, &error);
    g_assert_cmpuint(total, ==, 3);
    g_assert_cmpuint(hits->len, ==, 1);

    g_autoptr(GPtrArray) two = search_pages(setup->catalogue, "\"500 mg\"", 5, NULL, NULL, &error);
    const Hit *hit = two->pdata[0];
    g_assert_cmpstr(hit->document, ==, "D000001");
    g_assert_cmpstr(hit->patient, ==, "O'Hara, Margaret");
    g_assert_cmpstr(hit->mrn, ==, "00482913");
    g_assert_cmpstr(hit->date, ==, "2026-01-15");
    g_assert_cmpstr(hit->status, ==, "filed");
    g_assert_cmpstr(hit->type, ==, "lab-report");
    g_assert_cmpstr(hit->source, ==, "fax1.tif");
    g_assert_cmpuint(hit->source_page, ==, 1);
    g_assert_cmpstr(hit->snippet, ==,
                    "Blood pressure 120/80 . Continue metformin \x02"
                    "500 mg\x03");

    g_autoptr(GPtrArray) none =
        search_pages(setup->catalogue, "status:review", 5, NULL, NULL, &error);
    hit = none->pdata[0];
    g_assert_cmpstr(hit->patient, ==, "");
    g_assert_cmpstr(hit->mrn, ==, "");
    g_assert_cmpstr(hit->date, ==, "");
    g_assert_cmpstr(hit->snippet, ==, "METFORMIN metformin naïve patient");

    g_assert_null(search_pages(setup->catalogue, "status:", 5, &total, NULL, &error));
    g_assert_error(error, FATE, FATE_INPUT);
}

/* What is read again is found by its new text only. */
static void replaced_test(Setup *setup, gconstpointer data)
{
    (void)data;
    fill(setup);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) pending = catalogue_pending(setup->catalogue, &error);
    g_assert_cmpuint(pending->len, ==, 0);
    g_autofree char *sha256 = g_strnfill(64, '1');
    g_autoptr(Original) original = catalogue_find_original(setup->catalogue, sha256, &error);
    original->page_count = 4;
    Document *whole = text_document("other", 0, NULL, 1, "insulin");
    for (guint page = 2; page <= 4; page++)
        g_ptr_array_add(whole->pages, text_page(page, "insulin"));
    g_assert_true(batch_put(setup, original, &error, 1, whole));
    g_autofree char *before = found(setup, "metformin OR pressure");
    g_assert_cmpstr(before, ==, "");
    g_autofree char *after = found(setup, "insulin");
    g_assert_cmpuint(strlen(after), ==, 7);
}

static char *patients_found(Setup *setup, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) hits = search_patients(setup->catalogue, text, TRUE, 10, &error);
    g_assert_no_error(error);
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < hits->len; i++) {
        const PatientHit *hit = hits->pdata[i];
        g_string_append_printf(names, "%s%s %u", i > 0 ? "; " : "", hit->name, hit->documents);
    }
    return g_string_free(names, FALSE);
}

static void patients_test(Setup *setup, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *text, *names;
    } table[] = {
        {"", "Núñez, José 1; O'Hara, Margaret 1"},
        {"ohara", "O'Hara, Margaret 1"},
        {"marg O'H", "O'Hara, Margaret 1"},
        {"nun jos", "Núñez, José 1"},
        {"O'Hara, Margaret", "O'Hara, Margaret 1"},
        {"00482", "O'Hara, Margaret 1"},
        {"482913", "O'Hara, Margaret 1"},
        {"12/1/1980", "Núñez, José 1"},
        {"1980-12", "Núñez, José 1"},
        {"ohrra", "O'Hara, Margaret 1"},
        {"Magaret", "O'Hara, Margaret 1"},
        {"nunes jose 1980", "Núñez, José 1"},
        {"margaret nobody 482913", "O'Hara, Margaret 1"},
        {"482931", "O'Hara, Margaret 1"},
        {"12/7/1980", "Núñez, José 1"},
        {"munro", ""},
        {"482999", ""},
        {"smith", ""},
        {"'; DROP TABLE patients --", ""},
        {"%", ""},
    };
    fill(setup);
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autofree char *names = patients_found(setup, table[i].text);
        if (!g_str_equal(names, table[i].names))
            g_error("'%s' finds '%s', not '%s'", table[i].text, names, table[i].names);
    }
}

/* "type:consultation 1 type:lab-report 1 ..." */
static char *facets_print(const Facets *facets)
{
    GString *text = g_string_new(NULL);
    for (guint kind = 0; kind < FACET_COUNT; kind++) {
        for (guint i = 0; i < facets->kinds[kind]->len; i++) {
            const Facet *facet = facets->kinds[kind]->pdata[i];
            g_string_append_printf(text, "%s%s %u", text->len > 0 ? ", " : "", facet->term,
                                   facet->pages);
        }
    }
    return g_string_free(text, FALSE);
}

static void facets_test(Setup *setup, gconstpointer data)
{
    (void)data;
    fill(setup);
    guint total;
    g_autoptr(GError) error = NULL;
    g_autoptr(Facets) facets = NULL;
    g_autoptr(GPtrArray) hits =
        search_pages(setup->catalogue, "pressure OR metformin", 1, &total, &facets, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(hits->len, ==, 1);
    g_autofree char *all = facets_print(facets);
    g_assert_cmpstr(all, ==,
                    "type:consultation 1, type:lab-report 1, type:other 1, date:2026 2, "
                    "provider:\"Leroy Kamiński\" 1, mrn:00000017 1, mrn:00482913 1");
    g_assert_cmpuint(facets->counted, ==, 3);
    g_autofree char *narrowed =
        facet_narrow("pressure OR metformin", facets->kinds[FACET_PROVIDER]->pdata[0]);
    g_assert_cmpstr(narrowed, ==, "(pressure OR metformin) provider:\"Leroy Kamiński\"");
    g_autofree char *those = found(setup, narrowed);
    g_assert_cmpstr(those, ==, "2");
    g_autoptr(Facets) none = NULL;
    g_assert_null(search_pages(setup->catalogue, "status:", 1, &total, &none, &error));
    g_assert_null(none);
}

static void completions_test(Setup *setup, gconstpointer data)
{
    (void)data;
    static const struct {
        const char *typed, *all;
    } table[] = {
        {"ty", "type:"},
        {"blood type:lab", "blood type:lab-report"},
        {"(metformin OR status:re", "(metformin OR status:review"},
        {"provider:leroy", "provider:\"Leroy Kamiński\""},
        {"provider:", "provider:\"Leroy Kamiński\""},
        {"provider:kam", ""},
        {"from:\"st. m", "from:\"St. Mary's Hospital\""},
        {"patient:oh", "patient:\"O'Hara, Margaret\""},
        {"pres", "pressure"},
        {"coron", ""}, /* stands on one page alone */
        {"\"blood pres", ""},
        {"', ); DROP", ""},
        {"", ""},
    };
    fill(setup);
    for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) found =
            search_completions(setup->catalogue, table[i].typed, 5, &error);
        g_assert_no_error(error);
        g_ptr_array_add(found, NULL);
        g_autofree char *all = g_strjoinv("; ", (char **)found->pdata);
        if (!g_str_equal(all, table[i].all))
            g_error("'%s' goes on as '%s', not '%s'", table[i].typed, all, table[i].all);
    }
}

static void help_test(void)
{
    static const char *const terms[] = {"patient:",  "mrn:",  "dob:",    "type:", "from:",
                                        "provider:", "code:", "status:", "date:", "filed:"};
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++)
        g_assert_nonnull(strstr(search_help(), terms[i]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/search/pages", pages_test);
    CATALOGUE_TEST("/search/hit", hit_test);
    CATALOGUE_TEST("/search/replaced", replaced_test);
    CATALOGUE_TEST("/search/patients", patients_test);
    CATALOGUE_TEST("/search/facets", facets_test);
    CATALOGUE_TEST("/search/completions", completions_test);
    g_test_add_func("/search/help", help_test);
    return g_test_run();
}
