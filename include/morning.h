/* morning.h - the morning sheet: what came in since the last one, what became of it, what waits. */
#pragma once

#include "chart.h"
#include "document.h"

/* Exceptions that the printed sheet shows with a picture. */
enum { MORNING_PICTURES_MOST = 6 };

typedef struct {
    char *document; /* "D000123" */
    char *source;   /* the file it came in */
    char *type;
    char *patient; /* "Last, First"; "" when nobody's */
    char *why;     /* the reasons' sentences; "" when filed */
    guint pages;   /* that have content, or cannot be read */
    DocumentStatus status;
    gint64 received_at; /* Unix seconds */
} MorningLine;

typedef struct {
    char *office;                  /* its name; "" when it has none */
    gint64 from, until;            /* Unix seconds: files received then */
    guint files, rejected, unread; /* unread: taken in and not yet read */
    /* pages = filed + in review + rejected by a person */
    guint pages, filed_pages, review_pages, refused_pages;
    GPtrArray *filed;      /* MorningLine, owned: filed in this time */
    GPtrArray *exceptions; /* came in this time, and in review or rejected */
    GPtrArray *waiting;    /* all that waits for a person, oldest first */
    GPtrArray *notes;      /* char *, owned: sentences of the night's run */
} Morning;

Morning *morning_new(gint64 from, gint64 until);
void morning_free(Morning *morning);
void morning_line_free(MorningLine *line);

/* The sheet as plain text, lines of at most 96 columns; yours to free. */
char *morning_text(const Morning *morning);

/* The sheet as a PDF of one page. `chart` holds the documents whose first pages are to be shown,
 * and brings their images through its `fetch`. */
GBytes *morning_draw(const Morning *morning, const Chart *chart, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Morning, morning_free)
