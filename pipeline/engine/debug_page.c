/* debug_page.c - has a reader read one page and show the picture after each step.
 *
 * Reads: the file that is named, the office's roster and words. Writes: the folder that is named,
 * nothing else. Does not: file anything, or believe the reader's names of steps. */
#include "debug_page.h"

#include "crew.h"
#include "durable.h"
#include "fate.h"
#include "proof.h"
#include "reader.h"
#include "reply.h"
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILE_MODE = 0600,
    FOLDER_MODE = 0700,
    STEP_NAME_MOST = 40,
};

/* What is asked of the reader. */
typedef struct {
    Crew *crew;
    char *name; /* of the file, for sentences */
    int fd;
} Asking;

static int file_open(const Settings *settings, const char *path, GError **error)
{
    double most = 1e6 * settings_number(settings, SETTING_MAX_FILE_MEGABYTES);
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int failed = fd < 0 || fstat(fd, &about) != 0 ? errno : 0;
    if (failed != 0)
        g_set_error(error, FATE, FATE_INPUT, "The file '%s' cannot be read (%s).", path,
                    g_strerror(failed));
    else if (!S_ISREG(about.st_mode) || about.st_size == 0)
        g_set_error(error, FATE, FATE_INPUT, "'%s' is no file with pages in it.", path);
    else if ((double)about.st_size > most)
        g_set_error(error, FATE, FATE_INPUT,
                    "'%s' is larger than 'max-file-megabytes' in chartward.conf allows.", path);
    else
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

/* Nobody's files are to be mixed with a page's. */
static gboolean folder_check(const char *folder, GError **error)
{
    g_autoptr(GDir) there = g_dir_open(folder, 0, NULL);
    if (there == NULL && !g_file_test(folder, G_FILE_TEST_EXISTS))
        return TRUE;
    if (there != NULL && g_dir_read_name(there) == NULL)
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                there != NULL ? "The folder '%s' is not empty; name a new one."
                              : "'%s' cannot be written into; name a folder.",
                folder);
    return FALSE;
}

/* The answer with its descriptor; FALSE when the reader has none. */
static gboolean reader_ask(const Asking *asking, const char *verb, guint number, Answer *answer,
                           GError **error)
{
    Workers *readers = asking->crew->readers;
    GVariant *request = g_variant_new(READER_REQUEST_TYPE, verb, asking->name, asking->name,
                                      (guint32)number, (gint32)-1);
    if (!workers_give(readers, request, asking->fd, NULL, error) ||
        !workers_wait(readers, answer, error))
        return FALSE;
    if (answer->kind == ANSWER_GIVEN)
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                answer->kind == ANSWER_LATE
                    ? "'%s' cannot be shown: page %u took longer than 'page-timeout-s' allows."
                    : "'%s' cannot be shown: the process that read page %u ended.",
                asking->name, number);
    return FALSE;
}

static gboolean refuse(const Asking *asking, Reply reply, const char *sentence, GError **error)
{
    if (reply == REPLY_NONSENSE || sentence == NULL)
        sentence = "the reader's answer makes no sense.";
    g_set_error(error, FATE, reply == REPLY_LATER ? FATE_RETRY : FATE_INPUT, "'%s': %s",
                asking->name, sentence);
    return FALSE;
}

static gboolean page_exists(const Asking *asking, guint number, GError **error)
{
    const Settings *settings = office_settings(asking->crew->office);
    g_autofree char *sentence = NULL;
    const char *reason;
    guint pages = 0;
    Answer answer = {.fd = -1};
    if (!reader_ask(asking, READER_LOOK, 0, &answer, error))
        return FALSE;
    Reply reply = reply_look(answer.answer, (guint)settings_number(settings, SETTING_MAX_PAGES),
                             &pages, &reason, &sentence);
    gboolean refused = reply != REPLY_DONE && !refuse(asking, reply, sentence, error);
    answer_clear(&answer);
    if (refused)
        return FALSE;
    if (number >= 1 && number <= pages)
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT, "'%s' has no page %u: it has %u page%s.", asking->name,
                number, pages, pages == 1 ? "" : "s");
    return FALSE;
}

/* The pictures, of PROOF_TYPE, full; empty for a page without any. NULL when they are not what an
 * honest reader sends. */
static GVariant *pictures_open(int fd, GError **error)
{
    g_autoptr(GBytes) bytes = fd >= 0 ? memfd_map(fd, READER_IMAGE_BYTES_MAX, error) : NULL;
    if (fd < 0)
        return g_variant_ref_sink(g_variant_new_array(G_VARIANT_TYPE("(say)"), NULL, 0));
    if (bytes == NULL)
        return NULL;
    g_autoptr(GVariant) pictures =
        g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(PROOF_TYPE), bytes, FALSE));
    if (g_variant_is_normal_form(pictures))
        return g_steal_pointer(&pictures);
    g_set_error(error, FATE, FATE_INPUT, "The reader's answer makes no sense (its pictures).");
    return NULL;
}

static gboolean page_ask(const Asking *asking, guint number, Page **page, GVariant **pictures,
                         GError **error)
{
    g_autofree char *sentence = NULL;
    g_autoptr(GVariant) times = NULL;
    Answer answer = {.fd = -1};
    if (!reader_ask(asking, READER_PROOF, number, &answer, error))
        return FALSE;
    Reply reply = reply_page(answer.answer, number, FALSE, page, &times, &sentence);
    if (reply != REPLY_DONE)
        refuse(asking, reply, sentence, error);
    else
        *pictures = pictures_open(answer.fd, error);
    answer_clear(&answer);
    return *pictures != NULL;
}

/* A step's name becomes a file's: letters, hyphens, no more. */
static gboolean step_is_name(const char *step)
{
    gsize length = 0;
    for (; g_ascii_islower(step[length]) || step[length] == '-'; length++)
        continue;
    return length > 0 && length <= STEP_NAME_MOST && step[length] == '\0';
}

static gboolean one_write(const char *folder, GStrvBuilder *names, guint at, const char *ending,
                          GBytes *bytes, GError **error)
{
    g_autofree char *name = g_strdup_printf("%02u-%s", at, ending);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_strv_builder_add(names, name);
    return durable_write(path, bytes, FILE_MODE, error);
}

static gboolean pictures_write(const char *folder, GVariant *pictures, GStrvBuilder *names,
                               GError **error)
{
    for (guint i = 0; i < g_variant_n_children(pictures); i++) {
        const char *step;
        g_autoptr(GVariant) file = NULL;
        g_autoptr(GVariant) picture = g_variant_get_child_value(pictures, i);
        g_variant_get(picture, "(&s@ay)", &step, &file);
        g_autofree char *ending = g_strdup_printf("%s.png", step);
        g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(file);
        if (!step_is_name(step)) {
            g_set_error(error, FATE, FATE_INPUT, "The reader's answer makes no sense (a name).");
            return FALSE;
        }
        if (!one_write(folder, names, i + 1, ending, bytes, error))
            return FALSE;
    }
    return TRUE;
}

static GBytes *words_print(const Page *page)
{
    GString *text = g_string_new("block\tline\tx\ty\twidth\theight\tconfidence\tflags\tread\t"
                                 "corrected\twhy\n");
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        const Box *box = &word->box;
        g_string_append_printf(text, "%u\t%u\t%d\t%d\t%d\t%d\t%.3f\t%s%s\t%s\t%s\t%s\n",
                               word->block, word->line, box->x, box->y, box->width, box->height,
                               word->confidence, word->flags & WORD_DOUBTFUL ? "doubtful " : "",
                               word->flags & WORD_HEADER ? "header" : "", word->text,
                               word->corrected != NULL ? word->corrected : "",
                               word->why != NULL ? word->why : "");
    }
    return g_string_free_to_bytes(text);
}

static char **all_write(const char *folder, const Page *page, GVariant *pictures, GError **error)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    g_autoptr(GBytes) words = words_print(page);
    if (g_mkdir(folder, FOLDER_MODE) != 0 && errno != EEXIST) {
        durable_fail(errno, error, "The folder '%s' cannot be made", folder);
        return NULL;
    }
    if (!pictures_write(folder, pictures, names, error) ||
        !one_write(folder, names, (guint)g_variant_n_children(pictures) + 1, "words.tsv", words,
                   error))
        return NULL;
    return g_strv_builder_end(names);
}

char **debug_page(Office *office, const char *path, guint number, const char *folder, Page **page,
                  GError **error)
{
    g_autoptr(Page) read = NULL;
    g_autoptr(GVariant) pictures = NULL;
    g_autofree char *name = g_filename_display_basename(path);
    if (!folder_check(folder, error))
        return NULL;
    g_autoptr(Crew) crew = crew_new(office, 1, error);
    if (crew == NULL || !crew_gather(crew, error))
        return NULL;
    const Asking asking = {crew, name, file_open(office_settings(office), path, error)};
    if (asking.fd < 0)
        return NULL;
    gboolean done =
        page_exists(&asking, number, error) && page_ask(&asking, number, &read, &pictures, error);
    close(asking.fd);
    char **names = done ? all_write(folder, read, pictures, error) : NULL;
    if (names != NULL)
        *page = g_steal_pointer(&read);
    return names;
}
