/* doctype_table.h - the rows of dict/doctypes, and which of them a row of a page has for its title.
 * Private to doctypes. */
#pragma once

#include "doctypes.h"

#define STRONG_TITLE 6.0 /* a page with such a title has no other below it */
#define LATE_TITLE   0.3 /* share of its weight that a title has in the middle of a page */

enum { TITLE_TOKENS_MOST = 14 };

typedef enum {
    PHRASE_TITLE,
    PHRASE_HEAD,
    PHRASE_HEADING,
    PHRASE_WORDS,
    PHRASE_RESULTS,
    PHRASE_KINDS,
    PHRASE_LETTER
} PhraseKind;

typedef struct {
    guint type;
    PhraseKind kind;
    char *key; /* words, head: key words between blanks; else all in one */
    guint length;
    guint32 letters; /* see key_letters() */
    double weight;
} Phrase;

struct DoctypeTable {
    GPtrArray *names; /* char, owned */
    GArray *phrases;  /* Phrase */
};

typedef struct {
    char *text; /* owned */
    guint length;
    guint32 letters;
} RowKey;

/* All keys of the tokens in one; with `to_colon` only up to the first colon, if there is one. */
RowKey row_key(const Lines *lines, guint first, guint end, gboolean to_colon);
void row_key_clear(RowKey *key);

/* 0: other words; 1: the same; between: misread. */
double phrase_likeness(const Phrase *phrase, const RowKey *key);

/* What of a row can be a title. */
typedef struct {
    RowKey whole;
    GArray *cells;     /* RowKey: when there are several */
    GArray *kinds;     /* RowKey: before "by", as in "Consults by Jane Poe, MD" */
    gboolean headline; /* capitals and headline case */
    gboolean alone;    /* no sentence that goes on or ends */
    gboolean colon;
    gboolean late;
} TitleRow;

/* `prose`: rows of running text above. Cleared by the caller. */
TitleRow title_row(const Lines *lines, guint r, guint prose);
void title_row_clear(TitleRow *title);
double title_weight(const Phrase *phrase, const TitleRow *title);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RowKey, row_key_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TitleRow, title_row_clear)
