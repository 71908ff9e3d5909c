/* apart.h - two words that were read as one. */
#pragma once

#include "lexicon.h"
#include "token.h"

/* The token's text with a space between two frequent words that its core is made of: either they
 * often follow one another, or a mark stands between them; yours to free. NULL: it is not two
 * words, or one of them is a negation, a side or a measure. */
char *apart_find(Lexicon *lexicon, const Token *token);
