/* spell.c - the stage that corrects what was misread, where nothing else can be meant.
 *
 * Does: looks every word up; puts right what is clearly misread; marks what a person should look
 * at. Reads: Page.words, born_digital. Writes: Word.corrected, why, flags; a note on the page.
 * Never changes: figures, doses, units, codes, dates, names, words that exist, words of the lists
 * that lexicon_never_exchange() holds; and nothing at all on born-digital pages. */
#include "spell/spell.h"

#include "spell/correction.h"
#include "spell/token.h"
#include "stage.h"

#include <string.h>

/* A known word that the recogniser itself trusts less than this is shown to a person. */
static const float TRUSTED = 0.5f;
static const float SURE = 0.9f;

static const double FARTHEST_WHEN_SURE = 0.45;

/* Beside digits that stand for letters nothing else may differ much. */
static const double FARTHEST_WITH_DIGITS = 0.5;

enum { LETTERS_AT_LEAST = 5, LETTERS_WITH_CAPITAL = 6, LETTERS_IN_NAME_LIKE = 9 };

static const char *const titles[] = {"mr",  "mrs",   "ms",   "miss",   "dr",     "doctor",  "prof",
                                     "sir", "madam", "dear", "sister", "father", "brother", "st"};
/* What stands before a name when a colon follows it. */
static const char *const labels[] = {
    "name",     "patient",   "pt",         "physician", "provider", "surgeon",  "attending",
    "nurse",    "referring", "by",         "cc",        "to",       "from",     "attn",
    "re",       "insured",   "subscriber", "guarantor", "signed",   "street",   "city",
    "employer", "pharmacy",  "spouse",     "mother",    "contact",  "facility", "address",
};
static const char *const after_names[] = {
    "md",     "do",    "rn",     "np",    "pa",   "pac",      "phd",      "dds",    "dpm",
    "facc",   "facs",  "faap",   "jr",    "sr",   "ii",       "iii",      "st",     "ave",
    "rd",     "dr",    "street", "road",  "inc",  "llc",      "hospital", "clinic", "associates",
    "avenue", "drive", "lane",   "court", "blvd", "pharmacy",
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

typedef enum { NAME_UNLIKELY, NAME_POSSIBLE, NAME_LIKELY } NameChance;

/* What the words beside it say: does a name, an address or a firm stand here? */
static NameChance name_chance(Lexicon *lexicon, const Token *token, const SpellPlace *place)
{
    g_auto(Token) before = {0}, after = {0};
    token_parse(&before, place->before != NULL ? place->before : "");
    token_parse(&after, place->after != NULL ? place->after : "");
    if (holds(titles, G_N_ELEMENTS(titles), before.core) ||
        holds(after_names, G_N_ELEMENTS(after_names), after.core) ||
        (strchr(before.after, ':') != NULL && holds(labels, G_N_ELEMENTS(labels), before.core)))
        return NAME_LIKELY;
    if (strchr(token->after, ',') != NULL || before.n_digits > 0 ||
        holds(labels, G_N_ELEMENTS(labels), before.core) || is_name_part(lexicon, &before) ||
        is_name_part(lexicon, &after))
        return NAME_POSSIBLE;
    return NAME_UNLIKELY;
}

/* How far from what was read a word of so many letters may be: the longer, the surer. */
static double farthest_of(guint n_letters)
{
    static const double farthest[] = {[5] = 0.5, 1.0, 1.0, 1.2, 1.4, 1.5, 1.7, 1.8};
    return n_letters < LETTERS_AT_LEAST ? 0 : farthest[MIN(n_letters, G_N_ELEMENTS(farthest) - 1)];
}

/* The same for a word with a capital, which a name may be. */
static double farthest_with_capital(guint n_letters, gboolean opens_sentence)
{
    static const double farthest[] = {[6] = 0.35, 0.4, 0.5, 0.6, 0.7, 0.8};
    if (n_letters < LETTERS_WITH_CAPITAL)
        return 0;
    return farthest[MIN(n_letters, G_N_ELEMENTS(farthest) - 1)] * (opens_sentence ? 1.5 : 1);
}

/* How much must speak for a change; FALSE: nothing is enough. */
static gboolean demand_make(Lexicon *lexicon, const Token *token, float confidence,
                            const SpellPlace *place, Demand *demand)
{
    guint n_letters = token->n_letters + token->n_digits;
    demand->farthest = farthest_of(n_letters);
    demand->rarest = 0;
    if (token->letter_case == CASE_STRANGE)
        return FALSE;
    if (token->letter_case != CASE_LOWER) {
        NameChance chance = name_chance(lexicon, token, place);
        if (chance == NAME_LIKELY || (chance == NAME_POSSIBLE && n_letters < LETTERS_IN_NAME_LIKE))
            return FALSE;
        demand->farthest = farthest_with_capital(n_letters, place->opens_sentence);
        demand->rarest = n_letters < LETTERS_IN_NAME_LIKE ? 20 : 3;
        if (chance == NAME_POSSIBLE)
            demand->farthest = MIN(demand->farthest, 0.4);
    }
    /* What was clearly read and is no word was written so: only shapes that look alike may differ.
     */
    if (confidence >= SURE)
        demand->farthest = MIN(demand->farthest, FARTHEST_WHEN_SURE);
    if (token->n_digits > 0)
        demand->farthest = MIN(demand->farthest, FARTHEST_WITH_DIGITS);
    return demand->farthest > 0;
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
