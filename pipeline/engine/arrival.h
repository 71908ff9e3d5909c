/* arrival.h - what was seen of one file in the inbox, look after look, until it may be taken. */
#pragma once

#include "settings.h"

#include <sys/stat.h>

typedef struct Arrival Arrival;

typedef enum {
    ARRIVAL_WHOLE,    /* it has settled and is all there, as far as its format can tell */
    ARRIVAL_CUT,      /* it is not all there, and nothing has come for so long that it never will */
    ARRIVAL_SETTLING, /* it changed a moment ago, is new, or a program has it open to write on */
    ARRIVAL_PARTLY,   /* it has settled, but its end is missing */
    ARRIVAL_TAKEN,    /* it is the very file that arrival_take() was called for */
} ArrivalState;

Arrival *arrival_new(void);
void arrival_free(Arrival *arrival);

/* Looks once more at the file that fstat() describes so, open for reading alone. The settings say
 * how long it must stay as it is: counted from the first of our own looks at it as it is, or from
 * its last change as the file system tells it, when that is longer ago by more than clocks differ;
 * two looks at the least, unless the setting is 0. */
ArrivalState arrival_look(Arrival *arrival, int fd, const struct stat *about,
                          const Settings *settings);

/* When the next look makes sense while it settles, or its end is missing; monotonic, in
 * microseconds. */
gint64 arrival_due_us(const Arrival *arrival);

/* What is missing, as a clause; NULL when nothing is known to be. Lent. */
const char *arrival_missing(const Arrival *arrival);

/* Whether the file has been coming for longer than the setting for incomplete ones allows. */
gboolean arrival_is_slow(const Arrival *arrival, const Settings *settings);

/* Whether `sentence` is new: TRUE the first time it is asked, and whenever it has changed. */
gboolean arrival_tell(Arrival *arrival, const char *sentence);

/* The file as it is now was taken in. */
void arrival_take(Arrival *arrival);

/* It is as if it had never been seen. */
void arrival_forget(Arrival *arrival);
