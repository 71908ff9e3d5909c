/* worker.c - the worker's side of the wire, and the form of answers.
 *
 * Reads: the wire and the setup that the clerk left. Does not: know what the jobs are. */
#include "workers.h"

#include "fate.h"
#include "wire.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { SETUP_BYTES_MAX = 256 << 20 };

Wire *worker_begin(const char *setup_type, GVariant **setup, GError **error)
{
    /* A worker that hangs must not outlive its clerk; one whose clerk died before this must not
     * work beside the next clerk's. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct pollfd wire_end = {WORKER_SOCKET, POLLRDHUP, 0};
    if (poll(&wire_end, 1, 0) > 0 && (wire_end.revents & (POLLRDHUP | POLLHUP)) != 0)
        _exit(EXIT_FAILURE);
    g_autoptr(Wire) wire = wire_new(WORKER_SOCKET);
    int fd = -1;
    g_autoptr(GVariant) first = NULL;
    if (wire_read(wire, TRUE) != WIRE_MESSAGE || (first = wire_take(wire, "()", &fd)) == NULL ||
        fd < 0) {
        g_set_error(error, FATE, FATE_FATAL,
                    "This command is for Chartward itself and cannot be called by hand.");
        return NULL;
    }
    g_autoptr(GBytes) bytes = memfd_map(fd, SETUP_BYTES_MAX, error);
    close(fd);
    if (bytes == NULL)
        return NULL;
    *setup = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(setup_type), bytes, FALSE));
    return g_steal_pointer(&wire);
}

gboolean worker_greet(Wire *wire, const Sandbox *sandbox, gboolean required, const GError *failure,
                      GError **error)
{
    g_autofree char *lacking = NULL;
    g_autoptr(GError) unlocked = NULL;
    if (failure == NULL && sandbox_enter(sandbox, &lacking, &unlocked) && lacking != NULL &&
        required)
        g_set_error(&unlocked, FATE, FATE_FATAL,
                    "This computer's kernel, or the container that Chartward runs in, does not "
                    "grant %s, which 'require-sandbox' asks for. Nothing was read; run it where "
                    "the kernel grants it, or set 'require-sandbox = no'.",
                    lacking);
    if (failure == NULL)
        failure = unlocked;
    return worker_answer(wire, failure, NULL,
                         g_variant_new(GREETING_TYPE, lacking != NULL ? lacking : ""), -1, error) &&
           failure == NULL;
}

gboolean worker_answer(Wire *wire, const GError *failure, const char *reason, GVariant *payload,
                       int fd, GError **error)
{
    guint32 fate = 0;
    if (failure != NULL)
        fate = 1 + (failure->domain == FATE ? (guint32)failure->code : (guint32)FATE_FATAL);
    g_autofree char *sentence = g_utf8_make_valid(failure != NULL ? failure->message : "", -1);
    return wire_send(
        wire, g_variant_new(ANSWER_TYPE, fate, sentence, reason != NULL ? reason : "", payload), fd,
        error);
}

void answer_clear(Answer *answer)
{
    g_clear_pointer(&answer->answer, g_variant_unref);
    if (answer->fd >= 0)
        close(answer->fd);
    answer->fd = -1;
}

GVariant *answer_open(GVariant *answer, const char *type, char **reason, GError **error)
{
    guint32 fate;
    const char *sentence;
    g_autoptr(GVariant) payload = NULL;
    g_variant_get(answer, "(u&ssmv)", &fate, &sentence, reason, &payload);
    if (fate == 0 && payload != NULL && g_variant_is_of_type(payload, G_VARIANT_TYPE(type)))
        return g_steal_pointer(&payload);
    if (fate >= 1 && fate <= 1 + FATE_FATAL)
        g_set_error_literal(error, FATE, (int)fate - 1, sentence);
    else
        g_set_error(error, FATE, FATE_INPUT, "The reader's answer makes no sense (its form).");
    return NULL;
}
