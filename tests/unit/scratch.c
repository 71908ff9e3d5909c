/* scratch.c - a folder of its own for a test that needs files.
 *
 * Writes: below the folder for temporary files. */
#include "scratch.h"

#include <glib/gstdio.h>

char *scratch_folder_new(void)
{
    g_autoptr(GError) error = NULL;
    char *path = g_dir_make_tmp("chartward-test-XXXXXX", &error);
    g_assert_no_error(error);
    return path;
}

void scratch_folder_remove(char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) folder = g_dir_open(path, 0, &error);
    g_assert_no_error(error);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        char *inner = g_build_filename(path, name, NULL);
        if (g_file_test(inner, G_FILE_TEST_IS_DIR)) {
            scratch_folder_remove(inner);
            continue;
        }
        g_assert_cmpint(g_unlink(inner), ==, 0);
        g_free(inner);
    }
    g_assert_cmpint(g_rmdir(path), ==, 0);
    g_free(path);
}
