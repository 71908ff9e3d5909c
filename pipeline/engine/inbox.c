/* inbox.c - takes in what was dropped.
 *
 * Order: vault (copied, synced), catalogue (committed), only then out of the inbox: a crash at any
 * point leaves the file in one of them, and doing it again changes nothing.
 * Does not: look inside files. */
#include "inbox.h"

#include "durable.h"
#include "fate.h"
#include "vault.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names of files that a program is still writing, or keeps for itself. */
static gboolean name_is_temporary(const char *name)
{
    return *name == '.' || g_str_has_suffix(name, "~") || g_str_has_suffix(name, ".part") ||
           g_str_has_suffix(name, ".tmp") || g_str_has_suffix(name, ".crdownload");
}

static int names_compare(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static GPtrArray *names_find(const char *folder, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) opened = g_dir_open(folder, 0, &cause);
    if (opened == NULL) {
        g_set_error(error, FATE, FATE_FATAL,
                    "The inbox '%s' cannot be opened (%s). If it is a network share, connect it; "
                    "otherwise 'chartward init' makes it again.",
                    folder, cause->message);
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(opened)) != NULL) {
        if (!name_is_temporary(name))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, names_compare);
    return names;
}

/* An open regular file, or -1 with the sentence why it stays. */
static int file_open(const char *path, const char *shown, char **sentence)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat about;
    if (fd < 0 && errno == ELOOP)
        *sentence = g_strdup_printf("'%s' is a link, not a file. It was left in the inbox; please "
                                    "drop the file itself.",
                                    shown);
    else if (fd < 0)
        *sentence = g_strdup_printf("'%s' cannot be opened (%s). It was left in the inbox; please "
                                    "give Chartward the right to read it.",
                                    shown, g_strerror(errno));
    else if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        *sentence = g_strdup_printf("'%s' is not a file. It was left in the inbox; please drop "
                                    "scans, faxes or transcripts, not folders.",
                                    shown);
    else
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static gboolean file_take(Office *office, const char *path, const char *shown, int fd,
                          const InboxTold *told, gpointer data, GError **error)
{
    g_autoptr(Original) original = vault_take(office, fd, shown, error);
    gboolean known = FALSE;
    if (original == NULL ||
        !catalogue_add_original(office_catalogue(office), original, &known, error))
        return FALSE;
    if (unlink(path) != 0) {
        g_autofree char *sentence = g_strdup_printf(
            "'%s' was taken in but cannot be removed from the inbox (%s). Please remove it.", shown,
            g_strerror(errno));
        told->left(data, shown, sentence);
    } else if (!durable_sync_folder_of(path, error)) {
        return FALSE;
    }
    if (known)
        told->known(data, original, shown);
    else
        told->taken(data, original);
    return TRUE;
}

gboolean inbox_take(Office *office, const InboxTold *told, gpointer data, GError **error)
{
    g_autofree char *folder = office_file(office, "inbox");
    g_autoptr(GPtrArray) names = names_find(folder, error);
    if (names == NULL)
        return FALSE;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        g_autofree char *shown = g_filename_display_name(names->pdata[i]);
        g_autofree char *sentence = NULL;
        int fd = file_open(path, shown, &sentence);
        if (fd < 0) {
            told->left(data, shown, sentence);
            continue;
        }
        gboolean taken = file_take(office, path, shown, fd, told, data, error);
        close(fd);
        if (!taken) {
            g_prefix_error(error, "'%s' stays in the inbox. ", shown);
            return FALSE;
        }
    }
    return TRUE;
}
