/* backup_trim.c - charts that the last backup wrote and that are charts no more.
 *
 * Writes: removes volumes from the backup's charts/. Does not: remove what no backup has put there.
 */
#include "saving.h"

#include "durable.h"
#include "fate.h"

#include <errno.h>
#include <unistd.h>

static void volumes_name(const GPtrArray *charts, GPtrArray *paths)
{
    for (guint i = 0; i < charts->len; i++) {
        const KeptChart *chart = charts->pdata[i];
        for (guint j = 0; chart->sha256s[j] != NULL; j++)
            g_ptr_array_add(paths, g_strdup_printf("charts/%s/Chart %u.pdf", chart->folder, j + 1));
    }
}

GPtrArray *volumes_older(const Saving *saving, GError **error)
{
    g_autofree char *path = saving_goal(saving, "catalogue.db");
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&paths);
    g_autoptr(Catalogue) older = catalogue_open(path, CATALOGUE_READ, error);
    g_autoptr(GPtrArray) charts = older != NULL ? catalogue_charts(older, error) : NULL;
    if (charts == NULL)
        return NULL;
    volumes_name(charts, paths);
    return g_steal_pointer(&paths);
}

gboolean volumes_trim(const Saving *saving, const GPtrArray *older, const GPtrArray *charts,
                      GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) kept = g_hash_table_new(g_str_hash, g_str_equal);
    volumes_name(charts, paths);
    for (guint i = 0; i < paths->len; i++)
        g_hash_table_add(kept, paths->pdata[i]);
    for (guint i = 0; i < older->len; i++) {
        g_autofree char *goal = saving_goal(saving, older->pdata[i]);
        g_autofree char *folder = g_path_get_dirname(goal);
        if (g_hash_table_contains(kept, older->pdata[i]))
            continue;
        if (unlink(goal) != 0 && errno != ENOENT && errno != ENOTDIR)
            return durable_fail(errno, error, "The old chart '%s' cannot be removed", goal);
        rmdir(folder); /* fails while something else lies there, as it should */
    }
    return TRUE;
}
