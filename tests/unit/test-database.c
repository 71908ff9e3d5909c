/* test-database.c - the catalogue's file: rights, damage, locks, other programs' files. */
#include "catalogue_setup.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void rights_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    g_assert_nonnull(original);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *path = g_strconcat(setup->path, ends[i], NULL);
        struct stat file;
        g_assert_cmpint(stat(path, &file), ==, 0);
        g_assert_cmpint(file.st_mode & 0777, ==, 0600);
    }
}

static void open_fails(const char *path, CatalogueMode mode, Fate fate, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(catalogue_open(path, mode, &error));
    g_assert_error(error, FATE, (int)fate);
    g_assert_nonnull(strstr(error->message, part));
    g_assert_null(strstr(error->message, "SELECT"));
}

static void opening_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autofree char *nowhere = g_build_filename(setup->folder, "none.db", NULL);
    open_fails(nowhere, CATALOGUE_WRITE, FATE_FATAL, "There is no catalogue");
    open_fails(nowhere, CATALOGUE_READ, FATE_FATAL, "There is no catalogue");
    g_autofree char *deep = g_build_filename(setup->folder, "no", "such", "folder.db", NULL);
    open_fails(deep, CATALOGUE_CREATE, FATE_FATAL, "cannot be made");

    /* Not SQLite at all; SQLite of somebody else; ours of tomorrow. */
    g_assert_true(g_file_set_contents(nowhere,
                                      "This is a letter, no database, and long enough "
                                      "to be looked at as one by anybody who tries.",
                                      -1, NULL));
    open_fails(nowhere, CATALOGUE_WRITE, FATE_FATAL, "damaged");
    g_unlink(nowhere);
    sqlite3 *raw;
    g_assert_cmpint(sqlite3_open(nowhere, &raw), ==, SQLITE_OK);
    sqlite3_exec(raw, "CREATE TABLE songs (name)", NULL, NULL, NULL);
    sqlite3_close(raw);
    open_fails(nowhere, CATALOGUE_WRITE, FATE_FATAL, "is not a catalogue");
    g_assert_cmpint(sqlite3_open(setup->path, &raw), ==, SQLITE_OK);
    sqlite3_exec(raw, "PRAGMA user_version = 99", NULL, NULL, NULL);
    sqlite3_close(raw);
    open_fails(setup->path, CATALOGUE_WRITE, FATE_FATAL, "newer Chartward");
    open_fails(setup->path, CATALOGUE_READ, FATE_FATAL, "newer Chartward");
    g_assert_cmpint(sqlite3_open(setup->path, &raw), ==, SQLITE_OK);
    sqlite3_exec(raw, "PRAGMA user_version = 1", NULL, NULL, NULL);
    sqlite3_close(raw);
    open_fails(setup->path, CATALOGUE_WRITE, FATE_FATAL, "earlier Chartward");
    open_fails(setup->path, CATALOGUE_READ, FATE_FATAL, "earlier Chartward");
}

/* An empty file is what a crash between making the file and its tables leaves. */
static void empty_file_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autofree char *path = g_build_filename(setup->folder, "empty.db", NULL);
    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    open_fails(path, CATALOGUE_READ, FATE_FATAL, "is not a catalogue");
    g_autoptr(GError) error = NULL;
    g_autoptr(Catalogue) begun = catalogue_open(path, CATALOGUE_WRITE, &error);
    g_assert_no_error(error);
    CatalogueCounts counts;
    g_assert_true(catalogue_count(begun, &counts, &error));
}

static void damaged_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    g_autoptr(GError) error = NULL;
    batch_put(setup, original, &error, 1, document_make(0, 1, 9));
    g_assert_no_error(error);
    g_clear_pointer(&setup->catalogue, catalogue_close);

    g_autofree char *bytes = NULL;
    gsize size;
    g_assert_true(g_file_get_contents(setup->path, &bytes, &size, NULL));
    memset(bytes + 4096, 0x5a, size - 4096);
    g_assert_true(g_file_set_contents(setup->path, bytes, (gssize)size, NULL));
    g_autoptr(Catalogue) broken = catalogue_open(setup->path, CATALOGUE_WRITE, &error);
    if (broken != NULL)
        g_assert_null(catalogue_find_document(broken, "D000001", &error));
    g_assert_error(error, FATE, FATE_FATAL);
    g_assert_nonnull(strstr(error->message, "damaged"));
}

static void busy_test(Setup *setup, gconstpointer data)
{
    (void)data;
    if (!g_test_slow()) {
        g_test_skip("waits ten seconds; run with -m slow");
        return;
    }
    sqlite3 *raw;
    g_assert_cmpint(sqlite3_open(setup->path, &raw), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(raw, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
    g_autoptr(Original) original = original_make('1');
    gboolean known;
    g_autoptr(GError) error = NULL;
    g_assert_false(catalogue_add_original(setup->catalogue, original, &known, &error));
    g_assert_error(error, FATE, FATE_RETRY);
    sqlite3_close(raw);
    g_clear_error(&error);
    g_assert_true(catalogue_add_original(setup->catalogue, original, &known, &error));
}

/* A limit on the file's size stands in for a full disk: the batch is not in, and goes in later. */
static void full_disk_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(Original) original = original_put(setup, '1');
    struct rlimit before, small;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    small = before;
    small.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
    g_autoptr(GError) error = NULL;
    gboolean done = batch_put(setup, original, &error, 1, document_make(0, 1, 400));
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
    g_assert_false(done);
    g_assert_error(error, FATE, FATE_RETRY);
    g_clear_error(&error);

    CatalogueCounts counts;
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.pages, ==, 0);
    g_assert_true(batch_put(setup, original, &error, 1, document_make(0, 1, 400)));
    g_assert_true(catalogue_count(setup->catalogue, &counts, &error));
    g_assert_cmpuint(counts.review_pages, ==, 400);
}

/* Rights do not bind root. */
static void read_only_test(Setup *setup, gconstpointer data)
{
    (void)data;
    if (geteuid() == 0) {
        g_test_skip("root may write everywhere");
        return;
    }
    g_clear_pointer(&setup->catalogue, catalogue_close);
    g_assert_cmpint(chmod(setup->folder, 0500), ==, 0);
    g_assert_cmpint(chmod(setup->path, 0400), ==, 0);
    open_fails(setup->path, CATALOGUE_WRITE, FATE_FATAL, "rights");
    g_autofree char *fresh = g_build_filename(setup->folder, "fresh.db", NULL);
    open_fails(fresh, CATALOGUE_CREATE, FATE_FATAL, "cannot be made");
    g_assert_cmpint(chmod(setup->folder, 0700), ==, 0);
}

/* SQLite 3.40 takes sound rows for damaged where the columns of such a key are not the first. */
static void keys_test(Setup *setup, gconstpointer data)
{
    (void)data;
    sqlite3 *raw;
    sqlite3_stmt *keys;
    g_assert_cmpint(sqlite3_open(setup->path, &raw), ==, SQLITE_OK);
    g_assert_cmpint(
        sqlite3_prepare_v2(raw,
                           "SELECT t.name, c.cid, c.pk FROM pragma_table_list AS t "
                           "JOIN pragma_table_info(t.name) AS c "
                           "WHERE t.schema = 'main' AND t.wr AND t.name NOT LIKE 'page_index%' "
                           "AND c.pk > 0",
                           -1, &keys, NULL),
        ==, SQLITE_OK);
    guint seen = 0;
    for (; sqlite3_step(keys) == SQLITE_ROW; seen++) {
        g_test_message("%s", (const char *)sqlite3_column_text(keys, 0));
        g_assert_cmpint(sqlite3_column_int(keys, 1) + 1, ==, sqlite3_column_int(keys, 2));
    }
    g_assert_cmpint(seen, >, 10);
    sqlite3_finalize(keys);
    sqlite3_close(raw);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/database/rights", rights_test);
    CATALOGUE_TEST("/database/opening", opening_test);
    CATALOGUE_TEST("/database/empty-file", empty_file_test);
    CATALOGUE_TEST("/database/damaged", damaged_test);
    CATALOGUE_TEST("/database/busy", busy_test);
    CATALOGUE_TEST("/database/full-disk", full_disk_test);
    CATALOGUE_TEST("/database/read-only", read_only_test);
    CATALOGUE_TEST("/database/keys", keys_test);
    return g_test_run();
}
