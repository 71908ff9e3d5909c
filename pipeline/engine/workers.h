/* workers.h - processes that work for the clerk: this program again, fed over a wire.
 *
 * A worker that dies, hangs or answers nonsense is replaced, and what it was given comes back
 * without an answer. The clerk stays one thread: workers_wait() is where it sleeps. */
#pragma once

#include "sandbox.h"

#include <gio/gio.h>

typedef struct Workers Workers;

enum { WORKER_SOCKET = 3 }; /* the descriptor under which a worker finds its wire */

/* Every answer is of this type: 0 or 1 + fate, the error's sentence, a reason code, what was asked
 * for. */
#define ANSWER_TYPE "(ussmv)"

/* The first answer's: what the kernel did not grant for the lock, "" when nothing. */
#define GREETING_TYPE "(s)"

typedef enum {
    ANSWER_GIVEN,  /* `answer` is there: done, or an error in its own words */
    ANSWER_DIED,   /* the worker crashed, ate more than its share, or made no sense */
    ANSWER_LATE,   /* it took longer than the time-out and was ended */
    ANSWER_KILLED, /* the system ended it, as it does when memory is short: no fault of the job's */
} AnswerKind;

typedef struct {
    AnswerKind kind;
    gpointer job;     /* as given */
    GVariant *answer; /* ANSWER_TYPE, yours; NULL unless ANSWER_GIVEN */
    int fd;           /* descriptor with it, yours; -1: none */
    guint worker;     /* whose it is: workers_replace() */
} Answer;

/* Will start up to `count` workers as `chartward VERB` and hand each the setup (a variant of any
 * type, sunk) before its first job. `job_free` (may be NULL) frees a job that is never answered. */
Workers *workers_new(const char *verb, guint count, GVariant *setup, guint timeout_s,
                     GDestroyNotify job_free);
void workers_free(Workers *workers); /* kills what still works */

gboolean workers_idle(const Workers *workers); /* whether one has nothing to do */
gboolean workers_busy(const Workers *workers); /* whether one has something to do */

/* Gives a job to an idle worker: the request (sunk) and a descriptor (-1: none), which stays yours.
 * Fails when no worker can be started. */
gboolean workers_give(Workers *workers, GVariant *request, int fd, gpointer job, GError **error);

/* Waits for the next answer of a busy worker. Fails, with the worker's own error, when a worker
 * could not set itself up: then none will. */
gboolean workers_wait(Workers *workers, Answer *answer, GError **error);

/* What the kernel did not grant for the lock of these workers, as "Landlock"; lent, NULL: nothing
 * that is known of. */
const char *workers_lacking(const Workers *workers);

/* Ends the worker that gave this answer, which is not to be believed; another takes its place. */
void workers_replace(Workers *workers, const Answer *answer);

/* Drops what the answer holds, but for the job. */
void answer_clear(Answer *answer);

/* The worker's side. Takes the wire that the clerk left it; `*setup` is the setup of that type. */
struct Wire;
struct Wire *worker_begin(const char *setup_type, GVariant **setup, GError **error);

/* Locks this process in and tells the clerk that it can work, or, when `failure` is not NULL or a
 * `required` lock cannot be closed whole, that it cannot: then FALSE. */
gboolean worker_greet(struct Wire *wire, const Sandbox *sandbox, gboolean required,
                      const GError *failure, GError **error);

/* Answers with a payload (sunk, may be NULL) or, when `failure` is not NULL, with that error. */
gboolean worker_answer(struct Wire *wire, const GError *failure, const char *reason,
                       GVariant *payload, int fd, GError **error);

/* Takes an answer apart: the payload when it is of `type` (full), else its error. `*reason` is
 * yours. */
GVariant *answer_open(GVariant *answer, const char *type, char **reason, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Workers, workers_free)
