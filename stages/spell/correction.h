/* correction.h - the one word that a misread one can only mean, if there is one. */
#pragma once

#include "lexicon.h"
#include "token.h"

/* How much must speak for a word before it is put in place of what was read. */
typedef struct {
    double farthest; /* lexicon_distance() at most */
    guint rarest;    /* lexicon_frequency() at least */
} Demand;

/* The clear winner in lower case, yours to free; NULL when there is none, when a second word is
 * nearly as good, or when it may never be exchanged (drugs that look alike, units, sides ...). */
char *correction_find(Lexicon *lexicon, const Token *token, const Demand *demand);
