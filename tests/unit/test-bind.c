/* test-bind.c - charts as other programs see them: pages, front, volumes. */
#include "bind_setup.h"
#include "fate.h"
#include "stages/bind/bind.h"

#include <string.h>

static void test_empty(BindSetup *setup, gconstpointer data)
{
    (void)data;
    chart_bind(setup);
    g_assert_cmpuint(setup->chart->volumes->len, ==, 1);
    assert_sound(setup);
    g_assert_cmpuint(volume_pages(setup, 0), ==, 1);
    g_autofree char *text = volume_look(setup, 0, "pdftotext -q %s -");
    assert_says(text, "No documents are filed in this chart.");
    assert_says(text, "O'Hara-Núñez, Zoë");
    assert_says(text, "00482913");
    assert_says(text, "1952-03-14");
    g_autofree char *info = volume_look(setup, 0, "pdfinfo -isodates %s");
    assert_says(info, "Title:           Chart of O'Hara-Núñez, Zoë – 00482913");
    assert_says(info, "Author:          Lakeside Family Medicine");
    assert_says(info, "2026-03-15T00:00:00Z");
}

static void test_same_bytes(BindSetup *setup, gconstpointer data)
{
    (void)data;
    document_pages(document_add(setup->chart, "D000001", "lab-report", "2026-01-01"), 2);
    chart_bind(setup);
    g_autoptr(GBytes) first = g_bytes_ref(setup->chart->volumes->pdata[0]);
    chart_bind(setup);
    g_assert_true(g_bytes_equal(first, setup->chart->volumes->pdata[0]));
}

static void test_volumes(BindSetup *setup, gconstpointer data)
{
    (void)data; /* ten pages a volume: one is the front, none the index */
    for (guint i = 0; i < 6; i++) {
        g_autofree char *id = g_strdup_printf("D00000%u", i + 1);
        g_autofree char *date = g_strdup_printf("2026-01-0%u", i + 1);
        document_pages(document_add(setup->chart, id, "lab-report", date), 4);
    }
    chart_bind(setup);
    assert_sound(setup);
    g_assert_cmpuint(setup->chart->volumes->len, ==, 3);
    for (guint i = 0; i < 3; i++) {
        g_assert_cmpuint(volume_pages(setup, i), ==, 9);
        g_autofree char *text = volume_look(setup, i, "pdftotext -q -f 2 -l 9 %s -");
        g_autofree char *older = g_strdup_printf("D00000%u · page 4 of 4", 2 * i + 1);
        g_autofree char *newer = g_strdup_printf("D00000%u · page 1 of 4", 2 * i + 2);
        const char *at_older = strstr(text, older), *at_newer = strstr(text, newer);
        g_assert_true(at_older != NULL && at_newer != NULL && at_newer < at_older);
        g_autofree char *front = volume_look(setup, i, "pdftotext -q -f 1 -l 1 %s -");
        g_autofree char *title = g_strdup_printf("Volume %u of 3", i + 1);
        assert_says(front, title);
        assert_says(front, "D000001");
        assert_says(front, "D000006");
    }
    /* What an earlier volume holds does not change when a document comes. */
    g_autofree char *before = volume_look(setup, 0, "pdftotext -q -f 2 -l 9 %s -");
    document_pages(document_add(setup->chart, "D000007", "referral", "2026-02-01"), 2);
    chart_bind(setup);
    g_assert_cmpuint(setup->chart->volumes->len, ==, 4);
    g_autofree char *after = volume_look(setup, 0, "pdftotext -q -f 2 -l 9 %s -");
    g_assert_cmpstr(before, ==, after);
}

static void test_torn(BindSetup *setup, gconstpointer data)
{
    (void)data;
    document_pages(document_add(setup->chart, "D000001", "lab-report", "2026-01-01"), 2);
    document_pages(document_add(setup->chart, "D000002", "records-request", "2026-01-02"), 20);
    document_pages(document_add(setup->chart, "D000003", "lab-report", "2026-01-03"), 2);
    chart_bind(setup);
    assert_sound(setup);
    g_assert_cmpuint(setup->chart->volumes->len, ==, 4);
    guint pages = 0;
    for (guint i = 0; i < 4; i++) {
        g_assert_cmpuint(volume_pages(setup, i), <=, 10);
        pages += volume_pages(setup, i) - 1;
    }
    g_assert_cmpuint(pages, ==, 24);
    g_autofree char *front = volume_look(setup, 0, "pdftotext -q -f 1 -l 1 %s -");
    assert_says(front, "Volumes 2–4");
    g_autofree char *last = volume_look(setup, 3, "pdftotext -q %s -");
    assert_says(last, "D000002 · page 20 of 20");
}

static void test_long_table(BindSetup *setup, gconstpointer data)
{
    (void)data;
    for (guint i = 0; i < 90; i++) {
        g_autofree char *id = g_strdup_printf("D%06u", i + 1);
        document_pages(document_add(setup->chart, id, "immunization-record", NULL), 1);
    }
    chart_bind(setup);
    assert_sound(setup);
    guint front = bind_front_sheets(90);
    g_assert_cmpuint(front, ==, 3);
    g_assert_cmpuint(volume_pages(setup, 0), ==, 90 + front);
    g_autofree char *text = volume_look(setup, 0, "pdftotext -q -f 1 -l 3 %s -");
    for (guint i = 0; i < 90; i++) {
        g_autofree char *id = g_strdup_printf("D%06u", i + 1);
        assert_says(text, id);
    }
}

static void test_check(BindSetup *setup, gconstpointer data)
{
    (void)data;
    chart_bind(setup);
    gsize size;
    const guint8 *whole = g_bytes_get_data(setup->chart->volumes->pdata[0], &size);
    g_autoptr(GBytes) cut = g_bytes_new(whole, size - 40);
    g_autoptr(GBytes) headless = g_bytes_new(whole + 1, size - 1);
    g_autoptr(GBytes) nothing = g_bytes_new(NULL, 0);
    GBytes *const bad[] = {cut, headless, nothing};
    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(bind_check(bad[i], &error));
        g_assert_error(error, FATE, FATE_RETRY);
    }
}

int main(int argc, char **argv)
{
    static const char small_volumes[] = "volume-pages = 10\n";
    g_test_init(&argc, &argv, NULL);
    BIND_TEST("/bind/empty", NULL, test_empty);
    BIND_TEST("/bind/volumes", small_volumes, test_volumes);
    BIND_TEST("/bind/torn", small_volumes, test_torn);
    BIND_TEST("/bind/long-table", NULL, test_long_table);
    BIND_TEST("/bind/same-bytes", NULL, test_same_bytes);
    BIND_TEST("/bind/check", NULL, test_check);
    return g_test_run();
}
