/* calls.c - connections, looked after every few seconds.
 *
 * libsoup 3.2 forgets to close a connection that the browser has closed between two requests: it
 * would stay half open, with its descriptor, for good. Does not: read what comes. */
#include "calls.h"

#include <sys/socket.h>

enum { LOOK_S = 2, IDLE_MOST_S = 120 };

typedef struct {
    guint held; /* requests being answered */
    gint64 used_us;
} Call;

struct Calls {
    GHashTable *all; /* GSocket (owned) -> Call */
    guint timer;
};

gboolean call_is_over(GSocket *socket)
{
    char next;
    return g_socket_is_closed(socket) ||
           recv(g_socket_get_fd(socket), &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* Nothing more comes, and nothing is on its way to the browser. */
static gboolean call_is_idle(GSocket *socket, const Call *call, gint64 now_us)
{
    if (g_socket_is_closed(socket))
        return TRUE;
    return call->held == 0 &&
           (call_is_over(socket) || now_us - call->used_us > IDLE_MOST_S * G_TIME_SPAN_SECOND);
}

static gboolean calls_look(gpointer data)
{
    Calls *calls = data;
    GHashTableIter iterator;
    gpointer socket, call;
    gint64 now_us = g_get_monotonic_time();
    g_hash_table_iter_init(&iterator, calls->all);
    while (g_hash_table_iter_next(&iterator, &socket, &call)) {
        if (!call_is_idle(socket, call, now_us))
            continue;
        g_socket_close(socket, NULL);
        g_hash_table_iter_remove(&iterator);
    }
    return G_SOURCE_CONTINUE;
}

Calls *calls_new(void)
{
    Calls *calls = g_new0(Calls, 1);
    calls->all = g_hash_table_new_full(NULL, NULL, g_object_unref, g_free);
    calls->timer = g_timeout_add_seconds(LOOK_S, calls_look, calls);
    return calls;
}

void calls_free(Calls *calls)
{
    if (calls == NULL)
        return;
    g_source_remove(calls->timer);
    g_hash_table_unref(calls->all);
    g_free(calls);
}

void calls_use(Calls *calls, GSocket *socket)
{
    if (socket == NULL)
        return;
    Call *call = g_hash_table_lookup(calls->all, socket);
    if (call == NULL) {
        call = g_new0(Call, 1);
        g_hash_table_insert(calls->all, g_object_ref(socket), call);
    }
    call->used_us = g_get_monotonic_time();
}

void calls_hold(Calls *calls, GSocket *socket, gboolean held)
{
    Call *call = socket != NULL ? g_hash_table_lookup(calls->all, socket) : NULL;
    if (call == NULL)
        return;
    call->used_us = g_get_monotonic_time();
    if (held)
        call->held++;
    else if (call->held > 0)
        call->held--;
}
