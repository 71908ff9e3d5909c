/* capital.h - a capital that was taken for its small letter, or a small letter for its capital. */
#pragma once

#include "lexicon.h"
#include "place.h"
#include "token.h"

/* The case that the word was printed in, where its first letter is drawn alike in both, the
 * recogniser thought of the other as well, and what stands beside it wants that; the token's own
 * where anything speaks against it: a name, a drug, a measure. */
LetterCase capital_case(Lexicon *lexicon, const Word *word, const Token *token, const Place *place);

/* The token's text in that case, when its word is known in it; yours to free. NULL: it is right. */
char *capital_find(Lexicon *lexicon, const Word *word, const Token *token, const Place *place);
