/* works.h - what is to be read: originals on their way, and the order in which their pages come. */
#pragma once

#include "batch.h"
#include "original.h"

/* An original on its way. */
typedef struct {
    Original *original;
    Batch *batch;     /* NULL until its first page is asked for; owned */
    guint asked;      /* pages handed out so far */
    guint come;       /* pages that are in */
    gboolean looked;  /* its pages are counted */
    gboolean ended;   /* filed, rejected or left for the next run */
    gboolean doubted; /* a page of it could not be read, and got a new reader */
    gint64 wasted_us; /* for which it kept readers that it ended */
} Work;

typedef struct {
    Work *work;
    guint page;      /* 0: count the pages */
    guint tries;     /* how often it has ended a reader, or could not be read */
    gboolean spared; /* shown without a try at reading */
    gint64 given_us; /* monotonic */
} Job;

typedef struct {
    GPtrArray *all;        /* Work, owned */
    guint looked, reading; /* works counted; the first work whose pages are not all handed out */
    GQueue again;          /* Job, owned: to be tried once more */
} Works;

void works_open(Works *works);
void works_close(Works *works);

/* Takes the original. */
void works_add(Works *works, Original *original);
guint works_count(const Works *works);

/* The next thing to do; yours, by g_free(). All originals are counted first, so that the bar tells
 * the truth; what is tried again comes last. `begin`: whether an original may be begun of which
 * nothing was read yet. NULL: there is nothing to hand out now. */
Job *works_next(Works *works, gboolean begin);

/* The job is tried once more, when all others are handed out. */
void works_again(Works *works, const Job *job);

/* The pages of what ended a reader come last: it must not delay the others. */
void works_postpone(Works *works, Work *work);
