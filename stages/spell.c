/* spell.c - the stage that corrects what was misread, where nothing else can be meant.
 *
 * Does: looks every word up; puts right what is clearly misread; marks what a person should look
 * at. Reads: Page.words, born_digital. Writes: Word.corrected, why, flags; a note on the page.
 * Never changes: figures, doses, units, codes, dates, names, words that exist, words of the lists
 * that lexicon_never_exchange() holds; and nothing at all on born-digital pages. */
#include "spell.h"

#include "correction.h"
#include "stage.h"
#include "token.h"

#include <string.h>

/* A known word that the recogniser itself trusts less than this is shown to a person. */
static const float TRUSTED = 0.5f;
static const float SURE = 0.9f;

enum { LETTERS_AT_LEAST = 5, LETTERS_IN_NAME_LIKE = 6 };

static const char *const before_names[] = {
    "mr",        "mrs",     "ms",        "miss",    "dr",        "doctor",    "prof",
    "sir",       "madam",   "name",      "patient", "pt",        "physician", "provider",
    "doctor",    "surgeon", "attending", "nurse",   "referring", "by",        "cc",
    "to",        "from",    "attn",      "re",      "dear",      "insured",   "subscriber",
    "guarantor", "signed",  "dictated",  "street",  "city",      "employer",  "pharmacy",
    "spouse",    "mother",  "father",    "contact", "facility",
};
static const char *const after_names[] = {
    "md",       "do",     "rn",         "np",     "pa",     "pac",  "phd",   "dds",
    "dpm",      "facc",   "facs",       "faap",   "jr",     "sr",   "ii",    "iii",
    "st",       "ave",    "rd",         "dr",     "street", "road", "inc",   "llc",
    "hospital", "clinic", "associates", "avenue", "drive",  "lane", "court", "blvd",
};

static gboolean holds(const char *const *words, guint n_words, const char *word)
{
    for (guint i = 0; i < n_words; i++) {
        if (g_ascii_strcasecmp(words[i], word) == 0)
            return TRUE;
    }
    return FALSE;
}

/* TRUE for a word that a name may be made of: a capital first, and no common word. */
static gboolean is_name_part(Lexicon *lexicon, const Token *token)
{
    if (token->letter_case != CASE_TITLE && token->letter_case != CASE_UPPER)
        return FALSE;
    g_autofree char *lower = g_utf8_strdown(token->core, -1);
    return token->n_letters == 1 || !lexicon_knows(lexicon, lower);
}

/* TRUE when the words beside it make a name, an address or a firm likely. */
static gboolean place_is_name_like(Lexicon *lexicon, const SpellPlace *place)
{
    g_auto(Token) before = {0}, after = {0};
    token_parse(&before, place->before != NULL ? place->before : "");
    token_parse(&after, place->after != NULL ? place->after : "");
    if (holds(before_names, G_N_ELEMENTS(before_names), before.core) ||
        holds(after_names, G_N_ELEMENTS(after_names), after.core))
        return TRUE;
    return before.n_digits > 0 || is_name_part(lexicon, &before) || is_name_part(lexicon, &after);
}

/* How much must speak for a change: more where names may stand, and for words nobody has counted.
 */
static gboolean demand_make(Lexicon *lexicon, const Token *token, float confidence,
                            const SpellPlace *place, Demand *demand)
{
    demand->farthest = MIN(0.1 + 0.07 * token->n_letters, 1.2);
    demand->rarest = 1;
    if (confidence >= SURE)
        demand->farthest *= 0.7;
    if (token->letter_case == CASE_LOWER)
        return token->n_letters + token->n_digits >= LETTERS_AT_LEAST;
    if (token->letter_case == CASE_STRANGE || strpbrk(token->after, ",") != NULL ||
        place_is_name_like(lexicon, place))
        return FALSE;
    demand->farthest = MIN(demand->farthest, place->opens_sentence ? 0.5 : 0.35);
    demand->rarest = place->opens_sentence ? 5 : 20;
    return token->n_letters + token->n_digits >= LETTERS_IN_NAME_LIKE;
}

static SpellVerdict doubt_unless_name(const Token *token, float confidence)
{
    gboolean capital = token->letter_case == CASE_TITLE || token->letter_case == CASE_UPPER;
    return capital && confidence >= SURE ? SPELL_KEEP : SPELL_DOUBT;
}

SpellVerdict spell_judge(Lexicon *lexicon, const char *text, float confidence,
                         const SpellPlace *place, char **corrected, char **why)
{
    g_auto(Token) token = {0};
    token_parse(&token, text);
    if (token.n_letters == 0 || token_is_figure(&token) || lexicon_knows(lexicon, token.core))
        return confidence < TRUSTED ? SPELL_DOUBT : SPELL_KEEP;
    if (place->broken)
        return SPELL_KEEP;

    Demand demand;
    g_autofree char *found = NULL;
    if (token.n_others == 0 && demand_make(lexicon, &token, confidence, place, &demand))
        found = correction_find(lexicon, &token, &demand);
    if (found == NULL)
        return doubt_unless_name(&token, confidence);
    *corrected = token_dress(&token, found, place->opens_sentence);
    *why = g_strdup_printf("'%s' is no word; '%s' looks almost the same", token.core, found);
    return SPELL_CHANGE;
}

static const Word *word_beside(const Page *page, guint index, int step)
{
    gint64 other = (gint64)index + step;
    if (other < 0 || other >= page->words->len)
        return NULL;
    return page->words->pdata[other];
}

static gboolean ends_with_any(const char *text, const char *marks)
{
    gsize length = strlen(text);
    return length > 0 && strchr(marks, text[length - 1]) != NULL;
}

static SpellPlace place_find(const Page *page, guint index)
{
    const Word *word = page->words->pdata[index];
    const Word *before = word_beside(page, index, -1), *after = word_beside(page, index, 1);
    gboolean opens_line = before == NULL || before->line != word->line;
    gboolean closes_line = after == NULL || after->line != word->line;
    return (SpellPlace){
        .before = opens_line ? NULL : word_text(before),
        .after = closes_line ? NULL : after->text,
        .opens_sentence =
            before == NULL || before->block != word->block || ends_with_any(before->text, ".:?!;"),
        .broken = (closes_line && ends_with_any(word->text, "-")) ||
                  (opens_line && before != NULL && ends_with_any(before->text, "-")),
    };
}

void spell_page(Lexicon *lexicon, Page *page)
{
    guint n_changed = 0, n_doubtful = 0;
    for (guint i = 0; i < page->words->len; i++) {
        Word *word = page->words->pdata[i];
        if (word->flags & WORD_HEADER)
            continue;
        SpellPlace place = place_find(page, i);
        g_autofree char *corrected = NULL, *why = NULL;
        SpellVerdict verdict =
            spell_judge(lexicon, word->text, word->confidence, &place, &corrected, &why);
        if (verdict == SPELL_CHANGE && page->born_digital)
            verdict = SPELL_DOUBT;
        if (verdict == SPELL_CHANGE) {
            g_free(word->corrected);
            g_free(word->why);
            word->corrected = g_steal_pointer(&corrected);
            word->why = g_steal_pointer(&why);
            n_changed++;
        } else if (verdict == SPELL_DOUBT) {
            word->flags |= WORD_DOUBTFUL;
            n_doubtful++;
        }
    }
    if (n_changed > 0)
        page_note(page, "spell", "Misread words put right: %u.", n_changed);
    if (n_doubtful > 0)
        page_note(page, "spell", "Words that a person should look at: %u.", n_doubtful);
}

static gpointer spell_open(const StageSetup *setup, GError **error)
{
    return lexicon_open(setup->data_folder, setup->names, setup->office_words, error);
}

static gboolean spell_run(gpointer state, G_GNUC_UNUSED Source *source, Page *page,
                          G_GNUC_UNUSED GError **error)
{
    spell_page(state, page);
    return TRUE;
}

static void spell_close(gpointer state)
{
    lexicon_close(state);
}

const Stage spell_stage = {
    .name = "spell",
    .version = 1,
    .needs = PART_WORDS,
    .makes = PART_SPELLED,
    .open = spell_open,
    .page = spell_run,
    .close = spell_close,
};
