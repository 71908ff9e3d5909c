/* together.c - takes back a space that was read within a word.
 *
 * Does: joins two pieces to one word. Reads: the page's words, the lexicon's counts. Does not: put
 * more than a letter right; join what is a negation, a side, a measure or a drug, alone or
 * together. */
#include "together.h"

#include "token.h"

#include <string.h>

enum { LETTERS_AT_LEAST = 3, FREQUENT = 20 };

/* One letter may have been misread besides, or lost in the gap, in a word so long that no other is
 * nearly as near. */
enum { LETTERS_OF_LONG = 9 };
static const double FARTHEST = 0.55, LEAD = 0.4;

/* Words stand farther apart than this, in heights of theirs; so do columns. */
static const double GAP_AT_MOST = 0.8;

static gboolean are_close(const Word *first, const Word *second)
{
    double gap = second->box.x - (first->box.x + first->box.width);
    return first->line == second->line && first->block == second->block &&
           ((first->flags | second->flags) & WORD_HEADER) == 0 &&
           gap <= GAP_AT_MOST * MIN(first->box.height, second->box.height);
}

static gboolean is_piece(const Token *token)
{
    return token->n_digits == 0 && token->n_others == 0 && token->n_letters >= LETTERS_AT_LEAST;
}

/* Nothing stands between them, and no capital opens the second unless all are capitals. */
static gboolean are_pieces(const Token *first, const Token *second)
{
    gboolean in_case = second->letter_case == CASE_LOWER
                           ? first->letter_case == CASE_LOWER || first->letter_case == CASE_TITLE
                           : second->letter_case == CASE_UPPER && first->letter_case == CASE_UPPER;
    return is_piece(first) && is_piece(second) && *first->after == '\0' &&
           *second->before == '\0' && in_case;
}

/* TRUE for a word that two pieces may become. */
static gboolean is_whole(Lexicon *lexicon, const char *word)
{
    return lexicon_frequency(lexicon, word) >= FREQUENT && lexicon_knows(lexicon, word) &&
           !lexicon_is_guarded(lexicon, word) && !lexicon_is_drug(lexicon, word);
}

/* The one long word that looks almost like `whole`; lent. NULL: there is none, or several. */
static const char *whole_suggest(Lexicon *lexicon, const char *whole, GArray *near)
{
    if (near->len == 0 || strlen(whole) < LETTERS_OF_LONG)
        return NULL;
    const LexiconNear *best = &g_array_index(near, LexiconNear, 0);
    if (best->distance > FARTHEST || !is_whole(lexicon, best->word) ||
        lexicon_never_exchange(lexicon, whole, best->word))
        return NULL;
    for (guint i = 1; i < near->len; i++) {
        if (g_array_index(near, LexiconNear, i).distance < best->distance + LEAD)
            return NULL;
    }
    return best->word;
}

/* The word that both make: frequent, while one of them is none at all; NULL: there is none. Yours
 * to free. */
static char *whole_find(Lexicon *lexicon, const Token *first, const Token *second)
{
    if (!are_pieces(first, second) ||
        (lexicon_knows(lexicon, first->core) && lexicon_knows(lexicon, second->core)) ||
        lexicon_is_guarded(lexicon, first->core) || lexicon_is_guarded(lexicon, second->core))
        return NULL;
    g_autofree char *whole = g_strconcat(first->core, second->core, NULL);
    if (is_whole(lexicon, whole))
        return g_steal_pointer(&whole);
    /* What begins with a capital alone may be a name. */
    if (first->letter_case == CASE_TITLE)
        return NULL;
    g_autoptr(GArray) near = lexicon_suggest(lexicon, whole, NULL, 0);
    const char *word = whole_suggest(lexicon, whole, near);
    if (word == NULL)
        return NULL;
    return first->letter_case == CASE_UPPER ? g_ascii_strup(word, -1) : g_strdup(word);
}

/* The second's other readings become the first's, behind its letters and the space. */
static void choices_move(Word *first, Word *second)
{
    guint behind = (guint)g_utf8_strlen(first->text, -1) + 1;
    if (second->choices == NULL)
        return;
    for (guint i = 0; i < second->choices->len; i++)
        g_array_index(second->choices, Choice, i).at += behind;
    if (first->choices == NULL)
        first->choices = g_steal_pointer(&second->choices);
    else
        g_array_append_vals(first->choices, second->choices->data, second->choices->len);
}

static gboolean pair_join(Lexicon *lexicon, Word *first, Word *second)
{
    g_auto(Token) one = {0}, other = {0};
    token_parse(&one, first->text);
    token_parse(&other, second->text);
    g_autofree char *whole = whole_find(lexicon, &one, &other);
    if (whole == NULL)
        return FALSE;
    choices_move(first, second);
    first->why = g_strdup_printf("'%s' and '%s' are one word", one.core, other.core);
    first->corrected = g_strconcat(one.before, whole, other.after, NULL);
    char *text = g_strconcat(first->text, " ", second->text, NULL);
    g_free(first->text);
    first->text = text;
    first->box = box_join(first->box, second->box);
    first->confidence = MIN(first->confidence, second->confidence);
    return TRUE;
}

guint pieces_join(Lexicon *lexicon, Page *page)
{
    guint n_joined = 0;
    for (guint i = 0; i + 1 < page->words->len; i++) {
        Word *first = page->words->pdata[i], *second = page->words->pdata[i + 1];
        if (first->corrected != NULL || second->corrected != NULL || !are_close(first, second) ||
            !pair_join(lexicon, first, second))
            continue;
        g_ptr_array_remove_index(page->words, i + 1);
        n_joined++;
    }
    return n_joined;
}
