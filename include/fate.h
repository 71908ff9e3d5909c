/* fate.h - the one error domain: what an error means for the document in hand.
 *
 * Messages are whole sentences for the secretary: what happened, to which file and page, what
 * Chartward did with it, what to do. A doubt (low confidence, no date) is not an error but a note.
 */
#pragma once

#include <glib.h>

typedef enum {
    FATE_INPUT, /* the document's fault: rejected, with its reason */
    FATE_RETRY, /* the world's fault now (disk full, database busy): stays, is tried again */
    FATE_FATAL, /* the set-up's fault: stop, nothing moves */
} Fate;

#define FATE fate_quark()

GQuark fate_quark(void);
