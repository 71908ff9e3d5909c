/* vault.c - the files that must never be lost: originals, and the pages' images made of them.
 *
 * Writes: vault/, pages/, rejected/. Does not: look inside, remove, or change what is there. */
#include "vault.h"

#include "durable.h"
#include "fate.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* ".tif" of "Scan 12.TIF": letters and digits only, at most eight; "" when there is none. */
static char *suffix_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL || dot[1] == '\0' || strlen(dot + 1) > 8)
        return g_strdup("");
    for (const char *at = dot + 1; *at != '\0'; at++) {
        if (!g_ascii_isalnum(*at))
            return g_strdup("");
    }
    return g_ascii_strdown(dot, -1);
}

gboolean vault_has_room(const Office *office, gint64 bytes, GError **error)
{
    const double mega = 1e6;
    g_autofree char *vault = office_file(office, "vault");
    struct statvfs disk;
    if (statvfs(vault, &disk) != 0)
        return durable_fail(errno, error, "The vault '%s' cannot be looked at", vault);
    double free_mb = (double)disk.f_bavail * disk.f_frsize / mega;
    double reserve_mb = settings_number(office_settings(office), SETTING_DISK_RESERVE_MEGABYTES);
    if (free_mb - bytes / mega >= reserve_mb)
        return TRUE;
    g_set_error(error, FATE, FATE_RETRY,
                "The office's disk has only %.0f megabytes left, and %.0f are kept in reserve "
                "(disk-reserve-megabytes). Nothing more is taken in until there is room; what lies "
                "in the inbox is safe there. Please make room.",
                free_mb, reserve_mb);
    return FALSE;
}

/* Whether somebody wrote to the open file since it was described so. */
static gboolean is_changed(int fd, const struct stat *before)
{
    struct stat after;
    return fstat(fd, &after) != 0 || after.st_size != before->st_size ||
           after.st_mtim.tv_sec != before->st_mtim.tv_sec ||
           after.st_mtim.tv_nsec != before->st_mtim.tv_nsec;
}

/* Where these bytes lie already, by whatever name they came first; else where they go. */
static char *place_find(const Office *office, const char *sha256, const char *name, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(Original) known = catalogue_find_original(office_catalogue(office), sha256, &cause);
    if (known != NULL)
        return g_strdup(known->vault_path);
    if (!g_error_matches(cause, FATE, FATE_INPUT)) {
        g_propagate_error(error, g_steal_pointer(&cause));
        return NULL;
    }
    g_autofree char *suffix = suffix_of(name);
    return g_strdup_printf("vault/%.2s/%s%s", sha256, sha256, suffix);
}

/* By reading it: bytes that went bad on the disk are put right by the file that comes again. */
static gboolean has_bytes(const char *path, const char *sha256)
{
    gint64 size;
    int failed;
    g_autofree char *found = durable_hash(path, &size, &failed);
    return found != NULL && g_str_equal(found, sha256);
}

Original *vault_take(const Office *office, int fd, const char *name, GError **error)
{
    struct stat before;
    if (fstat(fd, &before) != 0) {
        durable_fail(errno, error, "'%s' cannot be looked at", name);
        return NULL;
    }
    g_autofree char *vault = office_file(office, "vault");
    g_autoptr(Original) original = original_new();
    g_autofree char *temporary =
        durable_copy(fd, vault, 0400, &original->sha256, &original->size_bytes, error);
    if (temporary == NULL)
        return NULL;
    if (is_changed(fd, &before)) {
        unlink(temporary);
        g_set_error(error, FATE, FATE_INPUT, "It was still being written.");
        return NULL;
    }
    original->name = g_strdup(name);
    original->vault_path = place_find(office, original->sha256, name, error);
    if (original->vault_path == NULL) {
        unlink(temporary);
        return NULL;
    }
    g_autofree char *goal = office_file(office, original->vault_path);
    if (has_bytes(goal, original->sha256)) {
        /* What is in the vault is not touched. */
        unlink(temporary);
        return durable_sync_folder_of(goal, error) ? g_steal_pointer(&original) : NULL;
    }
    if (durable_make_folder_of(goal, error) && durable_rename(temporary, goal, error))
        return g_steal_pointer(&original);
    unlink(temporary);
    return NULL;
}

gboolean vault_is_there(const Office *office, GError **error)
{
    g_autofree char *vault = office_file(office, "vault");
    if (g_file_test(vault, G_FILE_TEST_IS_DIR))
        return TRUE;
    g_set_error(error, FATE, FATE_FATAL,
                "The vault '%s' is not there. If it lies on another disk or share, connect it.",
                vault);
    return FALSE;
}

gboolean vault_has(const Office *office, const Original *original)
{
    g_autofree char *path = office_file(office, original->vault_path);
    return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

int vault_open(const Office *office, const Original *original, GError **error)
{
    g_autofree char *path = office_file(office, original->vault_path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        durable_fail(errno, error, "The original of '%s' cannot be opened in the vault ('%s')",
                     original->name, path);
    return fd;
}

char *pages_path(const FiledImage *image)
{
    return g_strdup_printf("pages/%.2s/%s.%s", image->sha256, image->sha256,
                           image->format == IMAGE_JPEG ? "jpg" : "tif");
}

gboolean pages_store(const Office *office, const FiledImage *image, GBytes *bytes, GError **error)
{
    g_autofree char *sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    if (image->sha256 == NULL || !g_str_equal(sha256, image->sha256)) {
        g_set_error(error, FATE, FATE_INPUT, "The reader's answer makes no sense (its image).");
        return FALSE;
    }
    g_autofree char *below = pages_path(image);
    g_autofree char *path = office_file(office, below);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    return durable_make_folder_of(path, error) && durable_write(path, bytes, 0600, error);
}

GBytes *pages_fetch(const Office *office, const FiledImage *image, GError **error)
{
    g_autofree char *below = pages_path(image);
    g_autofree char *path = office_file(office, below);
    g_autoptr(GError) cause = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &cause);
    if (file != NULL)
        return g_mapped_file_get_bytes(file);
    g_set_error(error, FATE, FATE_FATAL,
                "A page's image is missing (%s). 'chartward reprocess' makes it again.",
                cause->message);
    return NULL;
}

/* By its inode, or, where it had to be copied, by its bytes. */
static gboolean is_shown(const char *path, const struct stat *about, const Original *original,
                         const struct stat *kept)
{
    return (about->st_ino == kept->st_ino && about->st_dev == kept->st_dev) ||
           (about->st_size == original->size_bytes && has_bytes(path, original->sha256));
}

/* A name in rejected/ that is free, or that shows this very original already: then `*there`. */
static char *rejected_name(const char *folder, const Original *original, const struct stat *kept,
                           gboolean *there)
{
    for (guint number = 1;; number++) {
        g_autofree char *name = number == 1 ? g_strdup(original->name)
                                            : g_strdup_printf("%s (%u)", original->name, number);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        struct stat about;
        *there = FALSE;
        if (lstat(path, &about) != 0)
            return g_steal_pointer(&path);
        if (is_shown(path, &about, original, kept)) {
            *there = TRUE;
            return g_steal_pointer(&path);
        }
    }
}

static gboolean rejected_copy(const char *kept, const char *folder, const char *path,
                              GError **error)
{
    g_autofree char *sha256 = NULL;
    gint64 size;
    int fd = open(kept, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return durable_fail(errno, error, "The original '%s' cannot be opened", kept);
    g_autofree char *temporary = durable_copy(fd, folder, 0400, &sha256, &size, error);
    close(fd);
    if (temporary == NULL || durable_rename(temporary, path, error))
        return temporary != NULL;
    unlink(temporary);
    return FALSE;
}

/* A link; a copy where the vault lies on another disk, or on one that has no links. */
static gboolean rejected_place(const char *kept, const char *folder, const char *path,
                               const Original *original, GError **error)
{
    if (link(kept, path) == 0)
        return durable_sync_folder_of(path, error);
    switch (errno) {
    case EXDEV:
    case EPERM:
    case EOPNOTSUPP:
    case ENOSYS:
    case EMLINK:
        return rejected_copy(kept, folder, path, error);
    default:
        return durable_fail(errno, error, "'%s' cannot be shown in the folder 'rejected'",
                            original->name);
    }
}

gboolean rejected_show(const Office *office, const Original *original, const char *sentence,
                       GError **error)
{
    g_autofree char *folder = office_file(office, "rejected");
    g_autofree char *kept = office_file(office, original->vault_path);
    struct stat about;
    if (stat(kept, &about) != 0)
        return durable_fail(errno, error, "The original of '%s' is not in the vault ('%s')",
                            original->name, kept);
    gboolean there;
    g_autofree char *path = rejected_name(folder, original, &about, &there);
    if (!there && !rejected_place(kept, folder, path, original, error))
        return FALSE;
    g_autofree char *text_path = g_strconcat(path, ".txt", NULL);
    g_autofree char *text = g_strdup_printf(
        "%s\n\nThe file is kept unchanged in the vault as %s.\n", sentence, original->vault_path);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return durable_write(text_path, bytes, 0600, error);
}

/* A copy for the eyes only: if it stays, nothing is wrong but the folder's tidiness. */
void rejected_clear(const Office *office, const Original *original)
{
    g_autofree char *folder = office_file(office, "rejected");
    g_autofree char *kept = office_file(office, original->vault_path);
    struct stat about;
    gboolean there = FALSE;
    if (stat(kept, &about) != 0)
        return;
    g_autofree char *path = rejected_name(folder, original, &about, &there);
    g_autofree char *text_path = g_strconcat(path, ".txt", NULL);
    if (there) {
        unlink(path);
        unlink(text_path);
    }
}
