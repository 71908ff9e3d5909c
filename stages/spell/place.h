/* place.h - what stands around a word on its page: a sentence's edge, a name, a torn line. */
#pragma once

#include "lexicon.h"
#include "page.h"
#include "token.h"

/* Names so long are rare. */
enum { LETTERS_OF_LONG_NAME = 9 };

typedef enum { NAME_UNLIKELY, NAME_POSSIBLE, NAME_LIKELY } NameChance;

typedef struct {
    const char *before, *after; /* the words beside it on its line; NULL at its ends; lent */
    gboolean opens_sentence;
    gboolean follows_small; /* a word that begins small stands before it, in the same paragraph */
    gboolean broken;        /* the line's end parts it from its other half */
} Place;

Place place_find(const Page *page, guint index);

/* What the words beside it say: does a name, an address or a firm stand here? */
NameChance place_name_chance(const Place *place, Lexicon *lexicon, const Token *token);

/* The word one step (-1 or 1) away in the paragraph as lexicon_lift() takes it; yours to free. */
char *place_context(const Page *page, guint index, int step);
