/* fuzz-query.c - any bytes as a search: explained or answered, never a fault and never SQL's
 * complaint. */
#include "fate.h"
#include "pipeline/catalogue/query.h"
#include "search.h"

#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size);

static char *folder;
static Catalogue *catalogue;

static void catalogue_remove(void)
{
    catalogue_close(catalogue);
    g_autofree char *path = g_build_filename(folder, "catalogue.db", NULL);
    unlink(path);
    rmdir(folder);
    g_free(folder);
}

/* A catalogue without pages: enough for SQLite and FTS5 to read all of what is asked. */
static Catalogue *catalogue_lend(void)
{
    if (catalogue == NULL) {
        folder = g_dir_make_tmp("fuzz-query-XXXXXX", NULL);
        g_autofree char *path = g_build_filename(folder, "catalogue.db", NULL);
        catalogue = catalogue_open(path, CATALOGUE_CREATE, NULL);
        g_assert_nonnull(catalogue);
        atexit(catalogue_remove);
    }
    return catalogue;
}

/* What is typed so far may be anything. */
static void completions_check(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GPtrArray) found = search_completions(catalogue_lend(), text, 5, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < found->len; i++)
        g_assert_true(g_utf8_validate(found->pdata[i], -1, NULL));
    g_autoptr(GPtrArray) patients = search_patients(catalogue_lend(), text, TRUE, 5, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(patients->len, ==, 0);
    g_auto(GStrv) corrected = catalogue_corrected(catalogue_lend(), valid, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(g_strv_length(corrected), ==, 0);
}

int LLVMFuzzerTestOneInput(const guint8 *bytes, size_t size)
{
    g_autofree char *text = g_strndup((const char *)bytes, size);
    g_autoptr(GError) error = NULL;
    completions_check(text);
    g_autoptr(Query) query = query_parse(text, &error);
    if (query == NULL) {
        g_assert_error(error, FATE, FATE_INPUT);
        g_assert_true(g_utf8_validate(error->message, -1, NULL));
        return 0;
    }
    guint total;
    g_autoptr(GPtrArray) hits = search_pages(catalogue_lend(), text, 5, &total, NULL, &error);
    g_assert_no_error(error);
    g_assert_nonnull(hits);
    g_assert_cmpuint(total, ==, 0);
    return 0;
}
