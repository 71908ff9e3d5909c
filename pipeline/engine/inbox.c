/* inbox.c - takes in what was dropped, once it has settled and is all there.
 *
 * Order: vault (copied, synced), catalogue (committed), only then out of the inbox: a crash at any
 * point leaves the file in one of them, and doing it again changes nothing. One file that cannot be
 * taken never stops the others. Does not: judge when a file is ready (arrival.c). */
#include "inbox.h"

#include "arrival.h"
#include "durable.h"
#include "fate.h"
#include "vault.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FORGOTTEN_TIMES = 10 }; /* of the wait for a file that is not complete */

struct Inbox {
    Office *office;       /* lent */
    GHashTable *arrivals; /* name -> Arrival: what lay in the inbox at the last look */
    GPtrArray *settling;  /* char *, owned: those that were settling then */
    gint64 due_us;
    char *stopped;
};

Inbox *inbox_new(Office *office)
{
    Inbox *inbox = g_new0(Inbox, 1);
    inbox->office = office;
    inbox->arrivals =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)arrival_free);
    inbox->settling = g_ptr_array_new_with_free_func(g_free);
    return inbox;
}

void inbox_free(Inbox *inbox)
{
    if (inbox == NULL)
        return;
    g_hash_table_unref(inbox->arrivals);
    g_ptr_array_unref(inbox->settling);
    g_free(inbox->stopped);
    g_free(inbox);
}

/* --- what lies there -------------------------------------------------------------------------- */

/* Names under which programs write before they give a file its own. */
static gboolean is_temporary(const char *name)
{
    static const char *const ends[] = {"~",           ".part",     ".tmp",      ".temp",
                                       ".crdownload", ".download", ".filepart", ".partial"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(lower, ends[i]))
            return TRUE;
    return *name == '.';
}

/* What systems and programs keep in a folder for themselves. */
static gboolean is_programs_own(const char *name)
{
    static const char *const names[] = {"Thumbs.db", "desktop.ini", ".DS_Store"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(name, names[i]) == 0)
            return TRUE;
    return g_str_has_prefix(name, "~$") || g_str_has_prefix(name, "._");
}

gboolean inbox_ignores(const char *name)
{
    return is_temporary(name) || is_programs_own(name);
}

static int names_compare(gconstpointer one, gconstpointer other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* One that is not there is a fault of the set-up; a disk or a network that fails may be well soon.
 */
static void folder_fail(const char *folder, const GError *cause, GError **error)
{
    if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
        g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOTDIR) ||
        g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_ACCES))
        g_set_error(error, FATE, FATE_FATAL,
                    "The inbox '%s' cannot be opened (%s). If it is a network share, connect it; "
                    "otherwise 'chartward init' makes it again.",
                    folder, cause->message);
    else
        g_set_error(error, FATE, FATE_RETRY,
                    "The inbox '%s' cannot be opened now (%s). Nothing is lost; please run it "
                    "again.",
                    folder, cause->message);
}

static GPtrArray *names_find(const char *folder, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GDir) opened = g_dir_open(folder, 0, &cause);
    if (opened == NULL) {
        folder_fail(folder, cause, error);
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *name;
    while ((name = g_dir_read_name(opened)) != NULL) {
        if (!is_programs_own(name))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, names_compare);
    return names;
}

/* An open regular file, or -1 with the sentence why it stays; no sentence when it is gone. */
static int file_open(const char *path, const char *shown, struct stat *about, char **sentence)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && errno == ENOENT)
        return -1;
    if (fd < 0 && errno == ELOOP)
        *sentence = g_strdup_printf("'%s' is a link, not a file. It was left in the inbox; please "
                                    "drop the file itself.",
                                    shown);
    else if (fd < 0 && (errno == EACCES || errno == EPERM))
        *sentence = g_strdup_printf("'%s' cannot be opened (%s). It was left in the inbox; please "
                                    "give Chartward the right to read it.",
                                    shown, g_strerror(errno));
    else if (fd < 0)
        *sentence = g_strdup_printf("'%s' cannot be opened now (%s). It was left in the inbox and "
                                    "is tried again.",
                                    shown, g_strerror(errno));
    else if (fstat(fd, about) != 0 || !S_ISREG(about->st_mode))
        *sentence = g_strdup_printf("'%s' is not a file. It was left in the inbox; please drop "
                                    "scans, faxes or transcripts, not folders.",
                                    shown);
    else
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* --- one file --------------------------------------------------------------------------------- */

/* One file at one look. */
typedef struct {
    Inbox *inbox;
    const InboxTold *told;
    gpointer data;
    const char *path, *shown;
    Arrival *arrival;
    int fd;
    struct stat about;
} Look;

static void look_leave(const Look *look, const char *sentence)
{
    if (arrival_tell(look->arrival, sentence))
        look->told->left(look->data, look->shown, sentence);
}

/* Only the file that was copied: its name may belong to a new one by now. */
static gboolean file_remove(const Look *look, GError **error)
{
    struct stat now;
    if (lstat(look->path, &now) != 0 || now.st_ino != look->about.st_ino ||
        now.st_dev != look->about.st_dev)
        return TRUE;
    if (unlink(look->path) == 0)
        return durable_sync_folder_of(look->path, error);
    g_autofree char *sentence = g_strdup_printf(
        "'%s' was taken in but cannot be removed from the inbox (%s). Please remove it.",
        look->shown, g_strerror(errno));
    look_leave(look, sentence);
    return TRUE;
}

static gboolean file_keep(const Look *look, const char *doubt, GError **error)
{
    Office *office = look->inbox->office;
    g_autoptr(Original) original = vault_take(office, look->fd, look->shown, error);
    gboolean known = FALSE;
    if (original == NULL ||
        !catalogue_add_original(office_catalogue(office), original, &known, error))
        return FALSE;
    arrival_take(look->arrival);
    if (!file_remove(look, error))
        return FALSE;
    if (known)
        look->told->known(look->data, original, look->shown);
    else
        look->told->taken(look->data, original, doubt);
    return TRUE;
}

/* What is the file's own fault leaves it where it is, and the others are taken. */
static gboolean file_take(const Look *look, const char *doubt, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (file_keep(look, doubt, &cause))
        return TRUE;
    if (!g_error_matches(cause, FATE, FATE_INPUT)) {
        g_propagate_prefixed_error(error, g_steal_pointer(&cause), "'%s' stays in the inbox. ",
                                   look->shown);
        return FALSE;
    }
    arrival_forget(look->arrival);
    g_autofree char *sentence =
        g_strdup_printf("'%s' could not be taken in. %s It was left in the inbox and is tried "
                        "again.",
                        look->shown, cause->message);
    look_leave(look, sentence);
    return TRUE;
}

static void look_is_partly(const Look *look)
{
    Inbox *inbox = look->inbox;
    inbox->due_us = MIN(inbox->due_us, arrival_due_us(look->arrival));
    const Settings *settings = office_settings(inbox->office);
    g_autofree char *sentence = g_strdup_printf(
        "'%s' is not complete: %s. It was left in the inbox and is taken when the rest has come, "
        "or as it is after %s seconds without a change; 'chartward run --now' takes it at once.",
        look->shown, arrival_missing(look->arrival),
        settings_text(settings, SETTING_INCOMPLETE_WAIT_S));
    look_leave(look, sentence);
}

static void look_is_settling(const Look *look)
{
    Inbox *inbox = look->inbox;
    inbox->due_us = MIN(inbox->due_us, arrival_due_us(look->arrival));
    g_ptr_array_add(inbox->settling, g_strdup(look->shown));
    if (!arrival_is_slow(look->arrival, office_settings(inbox->office)))
        return;
    g_autofree char *sentence = g_strdup_printf(
        "'%s' has been coming for a long time: it still changes, or a program has it open to write "
        "on. It stays in the inbox until it is done; please look whether the scanner or that "
        "program is well.",
        look->shown);
    look_leave(look, sentence);
}

/* Takes the file if it is ready. */
static gboolean look_decide(const Look *look, gboolean now, GError **error)
{
    Inbox *inbox = look->inbox;
    g_autofree char *doubt = NULL;
    g_autoptr(GError) full = NULL;
    ArrivalState state = ARRIVAL_WHOLE;
    if (!now)
        state = arrival_look(look->arrival, look->fd, &look->about, office_settings(inbox->office));
    switch (state) {
    case ARRIVAL_SETTLING:
        look_is_settling(look);
        return TRUE;
    case ARRIVAL_PARTLY:
        look_is_partly(look);
        return TRUE;
    case ARRIVAL_TAKEN:
        return TRUE;
    case ARRIVAL_CUT:
        doubt = g_strdup_printf("'%s' is not complete: %s. Nothing came any more, so it was taken "
                                "in as it is.",
                                look->shown, arrival_missing(look->arrival));
        break;
    case ARRIVAL_WHOLE:
        break;
    }
    if (vault_has_room(inbox->office, look->about.st_size, &full))
        return file_take(look, doubt, error);
    if (!g_error_matches(full, FATE, FATE_RETRY)) {
        g_propagate_error(error, g_steal_pointer(&full));
        return FALSE;
    }
    g_free(inbox->stopped);
    inbox->stopped = g_strdup(full->message);
    return TRUE;
}

/* Who wrote under a temporary name and never gave the file its own has forgotten it, not we. */
static void look_is_temporary(const Look *look)
{
    const Settings *settings = office_settings(look->inbox->office);
    gint64 still_s = g_get_real_time() / G_USEC_PER_SEC - look->about.st_mtime;
    if (look->about.st_size == 0 ||
        still_s < FORGOTTEN_TIMES * settings_number(settings, SETTING_INCOMPLETE_WAIT_S))
        return;
    g_autofree char *sentence = g_strdup_printf(
        "'%s' has the name of a file that is still being written, but nothing has come for a long "
        "time. It was left in the inbox; if it is whole, give it a name without that.",
        look->shown);
    look_leave(look, sentence);
}

static gboolean file_look(Inbox *inbox, const char *folder, const char *name, Arrival *arrival,
                          gboolean now, const InboxTold *told, gpointer data, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *shown = g_filename_display_name(name);
    g_autofree char *sentence = NULL;
    Look look = {inbox, told, data, path, shown, arrival, -1, {0}};
    look.fd = file_open(path, shown, &look.about, &sentence);
    if (look.fd < 0) {
        if (sentence != NULL && !is_temporary(name))
            look_leave(&look, sentence);
        return TRUE;
    }
    gboolean done = TRUE;
    if (is_temporary(name))
        look_is_temporary(&look);
    else
        done = look_decide(&look, now, error);
    close(look.fd);
    return done;
}

/* --- the whole -------------------------------------------------------------------------------- */

/* What was known of the file of that name, moved to what is known now. */
static Arrival *arrival_carry(Inbox *inbox, GHashTable *seen, const char *name)
{
    gpointer known_name = NULL, arrival = NULL;
    if (!g_hash_table_steal_extended(inbox->arrivals, name, &known_name, &arrival))
        arrival = arrival_new();
    g_free(known_name);
    g_hash_table_insert(seen, g_strdup(name), arrival);
    return arrival;
}

gboolean inbox_look(Inbox *inbox, gboolean now, const InboxTold *told, gpointer data,
                    GError **error)
{
    g_autofree char *folder = office_file(inbox->office, "inbox");
    g_autoptr(GPtrArray) names = names_find(folder, error);
    if (names == NULL)
        return FALSE;
    GHashTable *seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)arrival_free);
    inbox->due_us = G_MAXINT64;
    g_ptr_array_set_size(inbox->settling, 0);
    g_clear_pointer(&inbox->stopped, g_free);
    gboolean done = TRUE;
    for (guint i = 0; i < names->len; i++) {
        Arrival *arrival = arrival_carry(inbox, seen, names->pdata[i]);
        if (!done || told->stop(data))
            continue;
        done = file_look(inbox, folder, names->pdata[i], arrival, now, told, data, error);
    }
    g_hash_table_unref(inbox->arrivals);
    inbox->arrivals = seen;
    return done;
}

gint64 inbox_due_us(const Inbox *inbox)
{
    return inbox->due_us;
}

const char *inbox_stopped(const Inbox *inbox)
{
    return inbox->stopped;
}

void inbox_leave(Inbox *inbox, const InboxTold *told, gpointer data)
{
    for (guint i = 0; i < inbox->settling->len; i++) {
        const char *name = inbox->settling->pdata[i];
        g_autofree char *sentence = g_strdup_printf(
            "'%s' is still being written. It was left in the inbox; the next run takes it.", name);
        told->left(data, name, sentence);
    }
    g_ptr_array_set_size(inbox->settling, 0);
}
