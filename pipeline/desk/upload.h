/* upload.h - a file that comes to the desk, written as it comes: it is never whole in memory. */
#pragma once

#include "request.h"

typedef struct Upload Upload;

/* Whether the request is such a file. */
gboolean upload_is(SoupServerMessage *message, const char *path);

/* Begins it, once the headers are there. Who may not, or whose file cannot be taken, is told when
 * the request is whole; nothing is written then. */
Upload *upload_begin(Desk *desk, SoupServerMessage *message);
/* Whether what comes is written, not only dropped. */
gboolean upload_is_taken(const Upload *upload);
void upload_piece(Upload *upload, GBytes *piece);
void upload_free(Upload *upload);

/* The upload of this request, lent; NULL: none. Set by the server. */
Upload *upload_of(SoupServerMessage *message);
