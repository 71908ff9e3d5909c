/* Half-written files go where nobody can be writing them, and nothing else goes. */
#include "tests/unit/scratch.h"

#include "pipeline/engine/leavings.h"

#include <glib/gstdio.h>
#include <utime.h>

static void put(const Office *office, const char *name, gint64 age_s)
{
    g_autofree char *path = office_file(office, name);
    g_autofree char *folder = g_path_get_dirname(path);
    time_t when = (time_t)(g_get_real_time() / G_USEC_PER_SEC - age_s);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, "half", 4, NULL));
    g_assert_cmpint(utime(path, &(struct utimbuf){when, when}), ==, 0);
}

static gboolean is_there(const Office *office, const char *name)
{
    g_autofree char *path = office_file(office, name);
    return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void leavings_go(void)
{
    static const char *const left[] = {"vault/.chartward-a1b2c3", "rejected/.chartward-a1b2c3",
                                       "pages/ab/.chartward-a1b2c3",
                                       "charts/O'Hara, Margaret/.chartward-a1b2c3"};
    static const char *const kept[] = {"vault/ab/abcd.tif", "vault/.hidden", "rejected/scan.tif",
                                       "charts/O'Hara, Margaret/Chart 1.pdf"};
    enum { DAY_S = 24 * 60 * 60 };
    char *folder = scratch_folder_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(office_create(folder, &error));
    g_autoptr(Office) office = office_open(folder, OFFICE_WORK, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < G_N_ELEMENTS(left); i++)
        put(office, left[i], 0);
    for (guint i = 0; i < G_N_ELEMENTS(kept); i++)
        put(office, kept[i], 2 * DAY_S);
    /* A check, or whoever brings a file at the desk, may be working on the younger ones. */
    static const char *const young[] = {".chartward-young1", "inbox/.chartward-young1"};
    static const char *const older[] = {".chartward-older1", "inbox/.chartward-older1"};
    for (guint i = 0; i < G_N_ELEMENTS(young); i++) {
        put(office, young[i], 0);
        put(office, older[i], 2 * DAY_S);
    }

    leavings_sweep(office);
    for (guint i = 0; i < G_N_ELEMENTS(left); i++)
        g_assert_false(is_there(office, left[i]));
    for (guint i = 0; i < G_N_ELEMENTS(kept); i++)
        g_assert_true(is_there(office, kept[i]));
    for (guint i = 0; i < G_N_ELEMENTS(young); i++) {
        g_assert_true(is_there(office, young[i]));
        g_assert_false(is_there(office, older[i]));
    }
    g_assert_true(is_there(office, "catalogue.db"));
    scratch_folder_remove(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leavings/go", leavings_go);
    return g_test_run();
}
