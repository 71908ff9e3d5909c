/* paintings.c - asks a painter for paintings of pages, one after the other, beside the main loop.
 *
 * Does: a thread that waits for the painter; the paintings made last, up to some megabytes. Reads:
 * pages/. Does not: decode anything. */
#include "paintings.h"

#include "fate.h"
#include "painter.h"
#include "vault.h"
#include "wire.h"
#include "workers.h"

#include <fcntl.h>
#include <unistd.h>

enum {
    KEPT_BYTES_MOST = 32 << 20,
    PAINT_TIMEOUT_S = 20,
};

typedef struct {
    GBytes *bytes;
    char *type;
} Painting;

struct Paintings {
    const Office *office;
    Workers *painters;   /* touched by the thread alone */
    GThreadPool *thread; /* of one: the painter dies with it; NULL: the end */
    GHashTable *kept;    /* key -> Painting */
    GQueue *order;       /* keys (lent), the one used last in front */
    gsize kept_bytes;
    GQueue *waiting; /* Question, owned: those that the thread has not */
    gboolean busy;   /* the thread has one */
};

typedef struct {
    Paintings *paintings;
    char *key, *path;
    int width_px, height_px;
    PaintingWanted wanted;
    PaintingDone done;
    gpointer data;
    Painting *picture; /* the answer; NULL: */
    GError *error;
} Question;

static void picture_free(gpointer data)
{
    Painting *picture = data;
    g_bytes_unref(picture->bytes);
    g_free(picture->type);
    g_free(picture);
}

/* --- kept ones (main loop) -------------------------------------------------------------------- */

static const Painting *kept_lookup(Paintings *paintings, const char *key)
{
    gpointer own, picture;
    if (!g_hash_table_lookup_extended(paintings->kept, key, &own, &picture))
        return NULL;
    g_queue_remove(paintings->order, own);
    g_queue_push_head(paintings->order, own);
    return picture;
}

static void kept_add(Paintings *paintings, const char *key, Painting *picture)
{
    if (g_hash_table_contains(paintings->kept, key)) {
        picture_free(picture);
        return;
    }
    char *own = g_strdup(key);
    g_hash_table_insert(paintings->kept, own, picture);
    g_queue_push_head(paintings->order, own);
    paintings->kept_bytes += g_bytes_get_size(picture->bytes);
    while (paintings->kept_bytes > KEPT_BYTES_MOST && paintings->order->length > 1) {
        const char *oldest = g_queue_pop_tail(paintings->order);
        const Painting *going = g_hash_table_lookup(paintings->kept, oldest);
        paintings->kept_bytes -= g_bytes_get_size(going->bytes);
        g_hash_table_remove(paintings->kept, oldest);
    }
}

static void question_free(Question *question)
{
    g_free(question->key);
    g_free(question->path);
    g_clear_error(&question->error);
    g_free(question);
}

/* Whether it needs no painter: it was made meanwhile, nobody waits for it any more, or it is the
 * end. Then it is answered. */
static gboolean question_settle(Paintings *paintings, Question *question)
{
    const Painting *kept = kept_lookup(paintings, question->key);
    if (kept != NULL) {
        question->done(question->data, kept->bytes, kept->type, NULL);
    } else if (paintings->thread == NULL || !question->wanted(question->data)) {
        g_autoptr(GError) error = g_error_new_literal(FATE, FATE_RETRY, "It was not made.");
        question->done(question->data, NULL, NULL, error);
    } else {
        return FALSE;
    }
    question_free(question);
    return TRUE;
}

static void questions_go_on(Paintings *paintings)
{
    Question *question;
    while (!paintings->busy && (question = g_queue_pop_head(paintings->waiting)) != NULL) {
        if (question_settle(paintings, question))
            continue;
        paintings->busy = TRUE;
        g_thread_pool_push(paintings->thread, question, NULL);
    }
}

static gboolean question_end(gpointer data)
{
    Question *question = data;
    Paintings *paintings = question->paintings;
    Painting *picture = question->picture;
    question->done(question->data, picture != NULL ? picture->bytes : NULL,
                   picture != NULL ? picture->type : NULL, question->error);
    if (picture != NULL)
        kept_add(paintings, question->key, picture);
    question_free(question);
    paintings->busy = FALSE;
    questions_go_on(paintings);
    return G_SOURCE_REMOVE;
}

/* --- asking (the thread) ---------------------------------------------------------------------- */

static Painting *answer_take(const Answer *answer, GError **error)
{
    g_autofree char *reason = NULL;
    if (answer->kind != ANSWER_GIVEN) {
        g_set_error(error, FATE, FATE_INPUT, "The picture of this page cannot be made.");
        return NULL;
    }
    g_autoptr(GVariant) opened = answer_open(answer->answer, PAINTER_ANSWER_TYPE, &reason, error);
    if (opened == NULL)
        return NULL;
    const char *type;
    g_variant_get(opened, "(&s)", &type);
    gboolean png = g_str_equal(type, "image/png");
    g_autoptr(GBytes) mapped = memfd_map(answer->fd, PAINTING_BYTES_MAX, error);
    if (mapped == NULL)
        return NULL;
    Painting *picture = g_new0(Painting, 1);
    gsize length;
    const void *bytes = g_bytes_get_data(mapped, &length);
    picture->bytes = g_bytes_new(bytes, length);
    picture->type = g_strdup(png ? "image/png" : "image/jpeg");
    return picture;
}

static Painting *picture_ask(Paintings *paintings, const Question *question, int fd, GError **error)
{
    if (paintings->painters == NULL) {
        g_autofree char *settings = settings_print(office_settings(paintings->office));
        paintings->painters = workers_new("painter", 1, g_variant_new(PAINTER_SETUP_TYPE, settings),
                                          PAINT_TIMEOUT_S, NULL);
    }
    Answer answer = {.fd = -1};
    GVariant *request =
        g_variant_new(PAINTER_REQUEST_TYPE, question->width_px, question->height_px);
    if (!workers_give(paintings->painters, request, fd, NULL, error) ||
        !workers_wait(paintings->painters, &answer, error))
        return NULL;
    Painting *picture = answer_take(&answer, error);
    answer_clear(&answer);
    return picture;
}

static void question_answer(gpointer data, gpointer owner)
{
    Question *question = data;
    Paintings *paintings = owner;
    int fd = open(question->path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        question->picture = picture_ask(paintings, question, fd, &question->error);
        close(fd);
    } else {
        g_set_error(&question->error, FATE, FATE_INPUT,
                    "The image of this page is not where it was put. 'chartward verify --repair' "
                    "makes it anew.");
    }
    g_idle_add_full(G_PRIORITY_DEFAULT, question_end, question, NULL);
}

/* --- the whole -------------------------------------------------------------------------------- */

Paintings *paintings_new(const Office *office)
{
    Paintings *paintings = g_new0(Paintings, 1);
    paintings->office = office;
    paintings->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, picture_free);
    paintings->order = g_queue_new();
    paintings->waiting = g_queue_new();
    /* Exclusive: the painter is told to end when the thread that began it does. */
    paintings->thread = g_thread_pool_new(question_answer, paintings, 1, TRUE, NULL);
    return paintings;
}

void paintings_end(Paintings *paintings)
{
    if (paintings->thread == NULL)
        return;
    GThreadPool *thread = g_steal_pointer(&paintings->thread);
    g_thread_pool_free(thread, FALSE, TRUE);
    while (g_main_context_iteration(NULL, FALSE))
        continue; /* answers on their way */
    questions_go_on(paintings);
}

void paintings_free(Paintings *paintings)
{
    if (paintings == NULL)
        return;
    paintings_end(paintings);
    workers_free(paintings->painters);
    g_hash_table_unref(paintings->kept);
    g_queue_free(paintings->order);
    g_queue_free(paintings->waiting);
    g_free(paintings);
}

static Question *question_new(Paintings *paintings, const FiledImage *image, const char *key)
{
    g_autofree char *below = pages_path(image);
    Question *question = g_new0(Question, 1);
    question->paintings = paintings;
    question->key = g_strdup(key);
    question->path = office_file(paintings->office, below);
    return question;
}

void paintings_ask(Paintings *paintings, const FiledImage *image, int width_px, int height_px,
                   PaintingWanted wanted, PaintingDone done, gpointer data)
{
    g_autofree char *key = g_strdup_printf("%s %dx%d", image->sha256, width_px, height_px);
    Question *question = question_new(paintings, image, key);
    question->width_px = width_px;
    question->height_px = height_px;
    question->wanted = wanted;
    question->done = done;
    question->data = data;
    if (question_settle(paintings, question))
        return;
    g_queue_push_tail(paintings->waiting, question);
    questions_go_on(paintings);
}
