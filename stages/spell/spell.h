/* spell.h - the judgement of one word, so that tests can ask for it. */
#pragma once

#include "lexicon.h"
#include "page.h"

typedef enum {
    SPELL_KEEP,   /* a word, or nothing that a speller may judge */
    SPELL_DOUBT,  /* a person should look */
    SPELL_CHANGE, /* clearly misread */
} SpellVerdict;

/* What stands around a word; all may be NULL at the edges of a line. */
typedef struct {
    const char *before, *after; /* the words beside it on its line */
    gboolean opens_sentence;
    gboolean broken; /* the line's end parts it from its other half */
} SpellPlace;

/* Judges one printed word. With SPELL_CHANGE, `corrected` and `why` are set, yours to free. */
SpellVerdict spell_judge(Lexicon *lexicon, const char *text, float confidence,
                         const SpellPlace *place, char **corrected, char **why);

/* Judges all words of a page; changes nothing on a born-digital one. */
void spell_page(Lexicon *lexicon, Page *page);
