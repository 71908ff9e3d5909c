/* label_table.h - the phrases of dict/labels and finding the nearest. Private to labels.c and
 * label_table.c. */
#pragma once

#include "labels.h"

typedef struct {
    char *key;
    guint length;
    guint32 letters; /* which letters occur, one bit each */
    Role role;
    gboolean sign;        /* ends with "#": a name is no number */
    gboolean bare, colon; /* where it may stand: see dict/labels */
} LabelPhrase;

/* Appends the key of one word; "No." and its like become "#". */
void key_append_word(GString *key, const char *text, const char *word_key);

/* The phrase nearest to the key among labels or, with `section`, among headings; `colon` tells that
 * one follows. `*likeness` is 1 for an exact one. NULL: none near enough. */
const LabelPhrase *phrase_near(const LabelTable *table, const char *key, gboolean section,
                               gboolean exact_only, gboolean colon, float *likeness);

enum { LABEL_KEY_MOST = 48 };
