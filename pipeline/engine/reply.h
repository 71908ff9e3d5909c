/* reply.h - what a reader's answer says, after every doubt of it.
 *
 * A reader that a hostile file has taken over can answer anything: no answer stops the clerk,
 * reaches another original, or is printed as it came. */
#pragma once

#include "page.h"

typedef enum {
    REPLY_DONE,
    REPLY_REFUSED,  /* the file or page cannot be read; the sentence says why */
    REPLY_LATER,    /* the world's fault; the sentence says what */
    REPLY_NONSENSE, /* not what an honest reader says: do not ask this one again */
} Reply;

/* Of an answer of ANSWER_TYPE to READER_LOOK: the number of pages, from 1 to `most`; when refused a
 * code of reason_codes() (lent) and the sentence (yours). */
Reply reply_look(GVariant *answer, guint most, guint *pages, const char **reason, char **sentence);

/* Of an answer to READER_READ or READER_SHOW for page `number`: the page and the stages' times
 * (both yours), else the sentence (yours). `image` tells whether a descriptor came with it. */
Reply reply_page(GVariant *answer, guint number, gboolean image, Page **page, GVariant **times,
                 char **sentence);
