/* drop.c - files that come through the desk, put into the inbox.
 *
 * Order: a hidden temporary in the inbox, written, synced, linked to its name (never over another
 * file), the folder synced. Does not: look inside. */
#include "drop.h"

#include "durable.h"
#include "fate.h"
#include "inbox.h"
#include "vault.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { NAME_BYTES_MOST = 180, NAMESAKES_MOST = 1000 };

struct Drop {
    const Office *office;
    char *name;      /* as it will be */
    char *temporary; /* path; NULL: it is in place */
    int fd;
    gint64 written;
};

static gint64 bytes_most(const Office *office)
{
    return (gint64)(1e6 * settings_number(office_settings(office), SETTING_MAX_FILE_MEGABYTES));
}

static gboolean size_check(const Office *office, const char *name, gint64 bytes, GError **error)
{
    if (bytes <= bytes_most(office))
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                "'%s' is larger than the %s MB that this office takes. Nothing of it was kept; "
                "scan it in parts, or raise 'max-file-megabytes'.",
                name, settings_text(office_settings(office), SETTING_MAX_FILE_MEGABYTES));
    return FALSE;
}

/* The last part of a path, as a name that is a file's in every way; yours. */
static char *name_make(const char *given)
{
    const char *slash = strrchr(given, '/'), *back = strrchr(given, '\\');
    const char *last = MAX(slash, back) != NULL ? MAX(slash, back) + 1 : given;
    g_autofree char *valid = g_utf8_make_valid(last, -1);
    g_autoptr(GString) name = g_string_new(NULL);
    for (const char *at = valid; *at != '\0' && name->len < NAME_BYTES_MOST;
         at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        g_string_append_unichar(name, g_unichar_isprint(letter) ? letter : '_');
    }
    g_strstrip(name->str);
    if (name->str[0] == '.')
        name->str[0] = '_';
    return g_strdup(name->str);
}

static gboolean name_check(const char *name, GError **error)
{
    if (*name != '\0' && !inbox_ignores(name))
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                "'%s' is a name that programs give to unfinished files, so it would never be taken "
                "in. Give the file another name.",
                name);
    return FALSE;
}

Drop *drop_begin(const Office *office, const char *name, gint64 bytes, GError **error)
{
    g_autoptr(Drop) drop = g_new0(Drop, 1);
    drop->office = office;
    drop->fd = -1;
    drop->name = name_make(name);
    if (!name_check(drop->name, error) || !size_check(office, drop->name, bytes, error) ||
        !vault_has_room(office, 2 * bytes, error)) /* in the inbox, then in the vault */
        return NULL;
    drop->temporary = office_file(office, "inbox/" DURABLE_TEMPORARY "desk-XXXXXX");
    drop->fd = g_mkstemp_full(drop->temporary, O_WRONLY | O_CLOEXEC, 0600);
    if (drop->fd >= 0)
        return g_steal_pointer(&drop);
    durable_fail(errno, error, "'%s' cannot be put into the inbox", drop->name);
    g_clear_pointer(&drop->temporary, g_free);
    return NULL;
}

void drop_free(Drop *drop)
{
    if (drop == NULL)
        return;
    if (drop->fd >= 0)
        close(drop->fd);
    if (drop->temporary != NULL)
        unlink(drop->temporary);
    g_free(drop->temporary);
    g_free(drop->name);
    g_free(drop);
}

gboolean drop_write(Drop *drop, GBytes *piece, GError **error)
{
    gsize left;
    const char *at = g_bytes_get_data(piece, &left);
    drop->written += (gint64)left;
    if (!size_check(drop->office, drop->name, drop->written, error))
        return FALSE;
    while (left > 0) {
        gssize written = write(drop->fd, at, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return durable_fail(errno, error, "'%s' cannot be put into the inbox", drop->name);
        at += written;
        left -= (gsize)written;
    }
    return TRUE;
}

/* "fax.pdf", "fax (2).pdf" ...; yours. */
static char *namesake(const char *name, guint number)
{
    const char *dot = strrchr(name, '.');
    if (number < 2)
        return g_strdup(name);
    if (dot == NULL)
        return g_strdup_printf("%s (%u)", name, number);
    return g_strdup_printf("%.*s (%u)%s", (int)(dot - name), name, number, dot);
}

/* A link is never made over another file, whoever puts one there meanwhile. */
static char *name_take(const Drop *drop, GError **error)
{
    for (guint number = 1; number <= NAMESAKES_MOST; number++) {
        g_autofree char *name = namesake(drop->name, number);
        g_autofree char *below = g_build_filename("inbox", name, NULL);
        g_autofree char *path = office_file(drop->office, below);
        if (link(drop->temporary, path) == 0)
            return g_steal_pointer(&name);
        if (errno != EEXIST)
            break;
    }
    durable_fail(errno, error, "'%s' cannot be put into the inbox", drop->name);
    return NULL;
}

gboolean drop_finish(Drop *drop, char **name, GError **error)
{
    if (fsync(drop->fd) != 0)
        return durable_fail(errno, error, "'%s' cannot be put into the inbox", drop->name);
    g_autofree char *taken = name_take(drop, error);
    if (taken == NULL)
        return FALSE;
    unlink(drop->temporary);
    gboolean synced = durable_sync_folder_of(drop->temporary, error);
    g_clear_pointer(&drop->temporary, g_free);
    *name = g_steal_pointer(&taken);
    return synced;
}
