/* verify_rooms.c - what lies in vault/, pages/ and charts/ that the catalogue does not know.
 *
 * Reads: the folders' lists. Writes: nothing. */
#include "verifying.h"

#include "durable.h"
#include "fate.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* What is younger may be on its way: a chart is bound within ten minutes, or not at all. */
enum { YOUNG_S = 600 };

static gboolean folder_list(Verifying *verifying, const char *below, GError **error)
{
    g_autofree char *path = office_file(verifying->office, below);
    DIR *folder = opendir(path);
    if (folder == NULL && errno == ENOENT)
        return TRUE; /* removed meanwhile, or missing: its files are */
    if (folder == NULL)
        return durable_fail(errno, error, "The folder '%s' cannot be looked at", path);
    gboolean done = TRUE;
    for (const struct dirent *entry; done && (entry = readdir(folder)) != NULL;) {
        if (g_str_equal(entry->d_name, ".") || g_str_equal(entry->d_name, ".."))
            continue;
        g_autofree char *inner = g_build_filename(below, entry->d_name, NULL);
        g_autofree char *whole = office_file(verifying->office, inner);
        struct stat about;
        if (lstat(whole, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode))
            done = folder_list(verifying, inner, error);
        else if (verifying->locked || about.st_mtime + YOUNG_S < g_get_real_time() / G_USEC_PER_SEC)
            g_ptr_array_add(verifying->files, g_steal_pointer(&inner));
    }
    closedir(folder);
    return done;
}

gboolean rooms_list(Verifying *verifying, GError **error)
{
    return folder_list(verifying, "vault", error) && folder_list(verifying, "pages", error) &&
           folder_list(verifying, "charts", error);
}

/* Images of earlier readings stay: a decision that is undone may want them back. */
static gboolean is_spare_image(const char *path)
{
    const char *name = strrchr(path, '/') + 1;
    return g_str_has_prefix(path, "pages/") && strspn(name, "0123456789abcdef") == 64 &&
           (g_str_equal(name + 64, ".tif") || g_str_equal(name + 64, ".jpg"));
}

static void stranger_tell(Verifying *verifying, const char *path)
{
    g_autofree char *shown = g_filename_display_name(path);
    if (g_str_has_prefix(path, "vault/"))
        finding_add(verifying, FINDING_STRANGER, shown,
                    "The catalogue does not know the file '%s'. Drop a copy of it into the inbox: "
                    "then it is read, or known by its bytes.",
                    shown);
    else
        finding_add(verifying, FINDING_STRANGER, shown,
                    "'%s' was not put there by Chartward, and may be taken for part of a chart. "
                    "Look at it, then move it away.",
                    shown);
}

void strangers_tell(Verifying *verifying)
{
    for (guint i = 0; i < verifying->files->len; i++) {
        const char *path = verifying->files->pdata[i];
        g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
        if (g_hash_table_contains(verifying->known, path) ||
            g_hash_table_contains(verifying->moving, folder))
            continue;
        if (g_str_has_prefix(name, DURABLE_TEMPORARY))
            verifying->report->leavings++;
        else if (is_spare_image(path))
            verifying->report->spare_images++;
        else
            stranger_tell(verifying, path);
    }
}
