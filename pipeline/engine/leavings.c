/* leavings.c - half-written files that a crash left in an office: found by their name, removed.
 *
 * Does: only what it may, holding the office. Does not: touch a file that is in place. */
#include "leavings.h"

#include "durable.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

/* A check of the catalogue works on a copy beside it, and holds no lock. */
enum { COPY_WORK_S = 24 * 60 * 60 };

static gboolean is_old(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 &&
           about.st_mtime + COPY_WORK_S < g_get_real_time() / G_USEC_PER_SEC;
}

/* `depth`: how many folders deep they may lie. */
static void folder_clear(const char *path, guint depth, gboolean old_alone)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return; /* a room that is missing is told by whoever needs it */
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        gboolean left = g_str_has_prefix(entry->d_name, DURABLE_TEMPORARY);
        if (!left && (depth == 0 || entry->d_name[0] == '.'))
            continue;
        g_autofree char *inner = g_build_filename(path, entry->d_name, NULL);
        if (!left)
            folder_clear(inner, depth - 1, old_alone);
        else if (!old_alone || is_old(inner))
            unlink(inner); /* what stays is counted by verify */
    }
    closedir(folder);
}

void leavings_sweep(const Office *office)
{
    static const struct {
        const char *name;
        guint depth;
    } rooms[] = {{"vault", 0}, {"rejected", 0}, {"pages", 1}, {"charts", 1}};
    /* Files that people drop on the desk come into the inbox while others work. */
    g_autofree char *inbox = office_file(office, "inbox");
    folder_clear(inbox, 0, TRUE);
    folder_clear(office_path(office), 0, TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(rooms); i++) {
        g_autofree char *path = office_file(office, rooms[i].name);
        folder_clear(path, rooms[i].depth, FALSE);
    }
}
