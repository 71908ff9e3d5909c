/* workers.c - the clerk's side of its workers: starts, feeds, waits, kills, replaces.
 *
 * Does: processes and deadlines. Does not: know what the jobs are. */
#include "workers.h"

#include "fate.h"
#include "office.h"
#include "patience.h"
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    START_TIMEOUT_S = 60, /* at least */
    END_LOOK_MS = 5,
    END_PATIENCE_MS = 10000,
    FALL_PATIENCE_MS = 1000, /* for one that hung up: it is dying, or up to no good */
};

typedef struct {
    GPid pid;   /* 0: not started */
    Wire *wire; /* NULL: not started */
    gboolean greeted;
    gboolean busy;
    gpointer job;
    Patience patience;
} Worker;

struct Workers {
    char *verb;
    guint timeout_s;
    GVariant *setup;
    GDestroyNotify job_free;
    char *lacking; /* NULL: nothing that is known of */
    guint count;
    Worker *all;
};

Workers *workers_new(const char *verb, guint count, GVariant *setup, guint timeout_s,
                     GDestroyNotify job_free)
{
    Workers *workers = g_new0(Workers, 1);
    workers->verb = g_strdup(verb);
    workers->timeout_s = timeout_s;
    workers->setup = g_variant_ref_sink(setup);
    workers->job_free = job_free;
    workers->count = MAX(count, 1);
    workers->all = g_new0(Worker, workers->count);
    return workers;
}

/* Closing the wire tells a worker to end; one that has not ended after `patience_ms` is killed.
 * Returns the signal that it had ended by before it was killed here; 0: none. */
static int worker_end(Worker *worker, guint patience_ms)
{
    int status = 0;
    if (worker->wire != NULL) {
        wire_free(worker->wire);
        pid_t ended = 0;
        for (guint waited_ms = 0; waited_ms < patience_ms; waited_ms += END_LOOK_MS) {
            ended = waitpid(worker->pid, &status, WNOHANG);
            if (ended != 0)
                break;
            g_usleep(END_LOOK_MS * 1000);
        }
        if (ended == 0) {
            kill(worker->pid, SIGKILL);
            while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
                continue;
        }
    }
    *worker = (Worker){0};
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

void workers_free(Workers *workers)
{
    if (workers == NULL)
        return;
    for (guint i = 0; i < workers->count; i++) {
        Worker *worker = &workers->all[i];
        if (worker->busy && workers->job_free != NULL)
            workers->job_free(worker->job);
        worker_end(worker, worker->busy ? 0 : END_PATIENCE_MS);
    }
    g_variant_unref(workers->setup);
    g_free(workers->verb);
    g_free(workers->lacking);
    g_free(workers->all);
    g_free(workers);
}

/* Workers' libraries talk to stderr; nobody wants to read that, but for sanitizers' reports. */
#ifdef CHARTWARD_SANITIZE
#define WORKER_SPAWN_FLAGS (G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL)
#else
#define WORKER_SPAWN_FLAGS                                                                         \
    (G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL)
#endif

static gboolean worker_spawn(Workers *workers, Worker *worker, int theirs, GError **error)
{
    g_autofree char *program = program_path(error);
    if (program == NULL)
        return FALSE;
    /* A newer Chartward was installed while this one runs: its own file is still there for the
     * kernel, without a name. */
    gboolean named = g_file_test(program, G_FILE_TEST_EXISTS);
    const char *const argv[] = {named ? program : "/proc/self/exe", workers->verb, NULL};
    g_auto(GStrv) environment = g_get_environ();
    /* libgomp reads this before main(): a process that runs already cannot be told. */
    environment = g_environ_setenv(environment, "OMP_THREAD_LIMIT", "1", TRUE);
    const int target = WORKER_SOCKET;
    g_autoptr(GError) cause = NULL;
    if (g_spawn_async_with_pipes_and_fds(NULL, argv, (const char *const *)environment,
                                         WORKER_SPAWN_FLAGS, NULL, NULL, -1, -1, -1, &theirs,
                                         &target, 1, &worker->pid, NULL, NULL, NULL, &cause))
        return TRUE;
    g_set_error(error, FATE, FATE_RETRY,
                "A %s process cannot be started (%s). Nothing is lost; please run it again.",
                workers->verb, cause->message);
    return FALSE;
}

static gboolean worker_start(Workers *workers, Worker *worker, GError **error)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        g_set_error(error, FATE, FATE_RETRY, "A %s process cannot be started (%s).", workers->verb,
                    g_strerror(errno));
        return FALSE;
    }
    gboolean spawned = worker_spawn(workers, worker, ends[1], error);
    close(ends[1]);
    if (!spawned) {
        close(ends[0]);
        return FALSE;
    }
    worker->wire = wire_new(ends[0]);
    g_autoptr(GBytes) setup = g_variant_get_data_as_bytes(workers->setup);
    int fd = memfd_seal(setup, error);
    if (fd < 0)
        return FALSE;
    gboolean sent = wire_send(worker->wire, g_variant_new("()"), fd, error);
    close(fd);
    return sent;
}

static Worker *worker_idle(const Workers *workers)
{
    Worker *unborn = NULL;
    for (guint i = 0; i < workers->count; i++) {
        Worker *worker = &workers->all[i];
        if (worker->busy)
            continue;
        if (worker->wire != NULL)
            return worker;
        unborn = worker;
    }
    return unborn;
}

gboolean workers_idle(const Workers *workers)
{
    return worker_idle(workers) != NULL;
}

gboolean workers_busy(const Workers *workers)
{
    for (guint i = 0; i < workers->count; i++) {
        if (workers->all[i].busy)
            return TRUE;
    }
    return FALSE;
}

static void deadline_set(const Workers *workers, Worker *worker)
{
    guint seconds = worker->greeted ? workers->timeout_s : MAX(workers->timeout_s, START_TIMEOUT_S);
    patience_begin(&worker->patience, worker->pid, seconds);
}

gboolean workers_give(Workers *workers, GVariant *request, int fd, gpointer job, GError **error)
{
    g_autoptr(GVariant) sunk = g_variant_ref_sink(request);
    Worker *worker = worker_idle(workers);
    g_return_val_if_fail(worker != NULL, FALSE);
    /* One that died between two jobs is found out here: the second start is the last. One that
     * speaks unasked would have its word taken for the answer to this job. */
    gboolean sent = worker->wire != NULL && wire_is_quiet(worker->wire) &&
                    wire_send(worker->wire, sunk, fd, NULL);
    if (!sent) {
        worker_end(worker, 0);
        if (!worker_start(workers, worker, error) || !wire_send(worker->wire, sunk, fd, error)) {
            worker_end(worker, 0);
            return FALSE;
        }
    }
    worker->busy = TRUE;
    worker->job = job;
    deadline_set(workers, worker);
    return TRUE;
}

/* The first message of a worker says whether it could set itself up. */
static gboolean worker_greeting(Workers *workers, Worker *worker, GVariant *message, GError **error)
{
    g_autofree char *reason = NULL;
    worker->greeted = TRUE;
    deadline_set(workers, worker);
    g_autoptr(GError) failure = NULL;
    g_autoptr(GVariant) greeting = answer_open(message, GREETING_TYPE, &reason, &failure);
    if (greeting == NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    const char *lacking;
    g_variant_get(greeting, "(&s)", &lacking);
    if (*lacking != '\0' && workers->lacking == NULL)
        workers->lacking = g_strdup(lacking);
    return TRUE;
}

const char *workers_lacking(const Workers *workers)
{
    return workers->lacking;
}

/* The world's fault when a signal ended it (the kernel's or its own, when memory is short) or the
 * machine is too busy; else the set-up's. */
static void worker_unborn(const Workers *workers, Worker *worker, gboolean late, GError **error)
{
    if (workers->job_free != NULL)
        workers->job_free(worker->job);
    int signal_number = worker_end(worker, late ? 0 : END_PATIENCE_MS);
    if (late || signal_number != 0)
        g_set_error(error, FATE, FATE_RETRY,
                    "A %s process %s before it could begin. Nothing is lost; please run it again "
                    "when the computer is less busy, and install Chartward again if that is of no "
                    "use.",
                    workers->verb, late ? "took too long" : "was ended");
    else
        g_set_error(error, FATE, FATE_FATAL,
                    "A %s process ended before it could begin. Is Chartward installed whole?",
                    workers->verb);
}

/* Ends a worker that gave no answer, and tells why there is none. */
static AnswerKind worker_fallen(Worker *worker, WireState state)
{
    /* One that is gone has left word; one that still works, or talks nonsense, is not waited for.
     */
    int signal_number = worker_end(worker, state == WIRE_ENDED ? FALL_PATIENCE_MS : 0);
    if (state == WIRE_MORE || signal_number == SIGXCPU)
        return ANSWER_LATE;
    return signal_number == SIGKILL ? ANSWER_KILLED : ANSWER_DIED;
}

/* TRUE when the worker has something for the caller in `answer`; a failed setup sets the error. */
static gboolean worker_hear(Workers *workers, Worker *worker, Answer *answer, GError **error)
{
    *answer = (Answer){.kind = ANSWER_DIED,
                       .job = worker->job,
                       .fd = -1,
                       .worker = (guint)(worker - workers->all)};
    WireState state = wire_read(worker->wire, FALSE);
    if (state == WIRE_MORE && !patience_ends(&worker->patience, worker->pid))
        return FALSE;
    if (state == WIRE_MESSAGE) {
        GVariant *message = wire_take(worker->wire, ANSWER_TYPE, &answer->fd);
        if (message != NULL && !worker->greeted) {
            g_autoptr(GVariant) greeting = message;
            return !worker_greeting(workers, worker, greeting, error);
        }
        if (message != NULL) {
            answer->kind = ANSWER_GIVEN;
            answer->answer = message;
            worker->busy = FALSE;
            return TRUE;
        }
    }
    if (!worker->greeted) {
        worker_unborn(workers, worker, state == WIRE_MORE, error);
        return TRUE;
    }
    answer->kind = worker_fallen(worker, state);
    return TRUE;
}

void workers_replace(Workers *workers, const Answer *answer)
{
    g_return_if_fail(answer->worker < workers->count && !workers->all[answer->worker].busy);
    worker_end(&workers->all[answer->worker], 0);
}

static int timeout_ms(const Workers *workers)
{
    gint64 first = G_MAXINT64;
    for (guint i = 0; i < workers->count; i++) {
        if (workers->all[i].busy)
            first = MIN(first, workers->all[i].patience.due_us);
    }
    gint64 left_us = first - g_get_monotonic_time();
    return (int)CLAMP(left_us / 1000 + 1, 0, 60000);
}

gboolean workers_wait(Workers *workers, Answer *answer, GError **error)
{
    g_return_val_if_fail(workers_busy(workers), FALSE);
    g_autofree struct pollfd *polled = g_new0(struct pollfd, workers->count);
    for (;;) {
        for (guint i = 0; i < workers->count; i++) {
            const Worker *worker = &workers->all[i];
            polled[i] = (struct pollfd){worker->busy ? wire_fd(worker->wire) : -1, POLLIN, 0};
        }
        if (poll(polled, workers->count, timeout_ms(workers)) < 0 && errno != EINTR) {
            g_set_error(error, FATE, FATE_RETRY, "Waiting for the readers failed (%s).",
                        g_strerror(errno));
            return FALSE;
        }
        for (guint i = 0; i < workers->count; i++) {
            g_autoptr(GError) failure = NULL;
            if (!workers->all[i].busy || !worker_hear(workers, &workers->all[i], answer, &failure))
                continue;
            if (failure == NULL)
                return TRUE;
            g_propagate_error(error, g_steal_pointer(&failure));
            return FALSE;
        }
    }
}
