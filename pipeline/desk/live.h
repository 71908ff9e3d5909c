/* live.h - Today as it goes on: numbers sent to whoever has the page open (server-sent events, as
 * the HTML standard tells). Numbers alone: who wants to see more asks for it, and is recorded. */
#pragma once

#include "request.h"

/* Nobody listens yet; the desk is lent. */
Live *live_new(Desk *desk);

/* Ends all streams. */
void live_free(Live *live);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Live, live_free)
