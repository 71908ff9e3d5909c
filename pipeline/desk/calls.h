/* calls.h - the connections to the desk: closed when the browser is gone, or long idle. */
#pragma once

#include <gio/gio.h>

typedef struct Calls Calls;

Calls *calls_new(void);
void calls_free(Calls *calls);

/* A request begins to come over the socket (NULL: nothing happens). */
void calls_use(Calls *calls, GSocket *socket);

/* Whether the browser has hung up, as far as can be seen. */
gboolean call_is_over(GSocket *socket);

/* A request is being answered over it, or is no more. */
void calls_hold(Calls *calls, GSocket *socket, gboolean held);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calls, calls_free)
