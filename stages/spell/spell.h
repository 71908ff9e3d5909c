/* spell.h - the judgement of a page's words, so that tests can ask for it. */
#pragma once

#include "lexicon.h"
#include "page.h"

/* Judges all words of a page; changes nothing on a born-digital one. */
void spell_page(Lexicon *lexicon, Page *page);
