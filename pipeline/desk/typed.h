/* typed.h - what was typed when a session ended is not lost, and comes back to whoever typed it. */
#pragma once

#include "request.h"

/* Puts what came with a form when nobody was logged in any more into the log-in's own form: locked.
 * `place`: where it was to go. */
void typed_keep(Html *html, const Request *request, const char *place);

/* Right after a log-in: answers with what the person had typed before, to be sent by her own hand.
 * FALSE, and nothing is answered: there is nothing, or another had typed it, which she is told at
 * Today (`*others`). */
gboolean typed_return(const Request *request, gboolean *others);
