/* spell.c - the stage that corrects what was misread, where nothing else can be meant.
 *
 * Does: looks every word up; puts right what is clearly misread; marks what a person should look
 * at. Reads: Page.words, born_digital. Writes: Word.corrected, why, flags; a note on the page.
 * Never changes: figures, doses, units, codes, dates, names, words that exist, words of the lists
 * that lexicon_never_exchange() holds; and nothing at all on born-digital pages. */
#include "spell/spell.h"

#include "spell/apart.h"
#include "spell/capital.h"
#include "spell/correction.h"
#include "spell/place.h"
#include "spell/together.h"
#include "spell/token.h"
#include "stage.h"

#include <string.h>

/* A known word that the recogniser itself trusts less than this is shown to a person; one that it
 * trusts more vouches for the same word elsewhere on the page. */
static const float TRUSTED = 0.5f;
static const float SURE = 0.88f;

/* So sure, it has hardly ever misread: even a rarity is what stands there. */
static const float CLEAR = 0.95f;

/* A word is changed when it is so likely that the other one was meant. */
static const double LIKELY_ENOUGH = 0.7;

/* Whatever is likely, by so much may no word differ: in a short word no letter may stand for one of
 * quite another shape (1) unless the recogniser thought of it as well. */
static const double FARTHEST = 1.9, FARTHEST_OF_SEVEN = 0.95, FARTHEST_OF_FIVE = 0.74;

/* Nor a word with digits for letters, nor one that may be a name. */
static const double FARTHEST_WITH_DIGITS = 0.5, FARTHEST_IN_NAME_LIKE = 0.85,
                    FARTHEST_IN_SHORT_NAME = 0.45;

/* With a capital it must be likelier, and a drug, too; where a name might stand, more so, most of
 * all as names are mostly written, and a word that is counted so often. */
static const double LIKELY_FOR_CAPITAL = 0.8, LIKELY_FOR_DRUG = 0.9, LIKELY_FOR_NAME = 0.96,
                    LIKELY_FOR_TITLE_NAME = 0.98;
/* Unless what stands beside the word often does, amid a phrase. */
static const double LIFT_OF_PHRASE = 2;
enum { COUNTED_FOR_NAME = 20, COUNTED_FOR_LONG_NAME = 2 };

enum { LETTERS_AT_LEAST = 4 };

typedef enum {
    SPELL_KEEP,   /* a word, or nothing that a speller may judge */
    SPELL_DOUBT,  /* a person should look */
    SPELL_CHANGE, /* clearly misread */
    SPELL_PART,   /* clearly two words */
    SPELL_CASE,   /* a word whose first letter was read in the wrong case */
} Verdict;

/* A word under judgement. */
typedef struct {
    Lexicon *lexicon;
    const Page *page;
    guint index;
    const Word *word;
    GHashTable *seen;
    Place place;
    Token token;
    gboolean known; /* a word, or nothing that a speller may judge */
    gboolean rare;  /* a word, but a commoner one may well be meant */
} Case;

/* How far from what was read the word may be that takes its place. */
static double farthest_of(const Token *token, NameChance name)
{
    guint n_letters = token->n_letters + token->n_digits;
    double farthest = n_letters <= 5   ? FARTHEST_OF_FIVE
                      : n_letters <= 7 ? FARTHEST_OF_SEVEN
                                       : FARTHEST;
    if (name == NAME_POSSIBLE)
        farthest = MIN(farthest, n_letters <= 5 ? FARTHEST_IN_SHORT_NAME : FARTHEST_IN_NAME_LIKE);
    if (token->n_digits > 0)
        farthest = MIN(farthest, FARTHEST_WITH_DIGITS);
    return farthest;
}

/* The recogniser's other readings of the letters of the word's core. */
static GArray *thoughts_find(const Case *this)
{
    GArray *thoughts = g_array_new(FALSE, FALSE, sizeof(LexiconThought));
    const GArray *choices = this->word->choices;
    guint first = (guint)g_utf8_strlen(this->token.before, -1);
    for (guint i = 0; choices != NULL && i < choices->len; i++) {
        const Choice *choice = &g_array_index(choices, Choice, i);
        LexiconThought thought = {choice->at - first, choice->symbol};
        if (choice->at >= first && choice->confidence > 0)
            g_array_append_val(thoughts, thought);
    }
    return thoughts;
}

static gboolean is_likely_enough(const Case *this, NameChance name, const Correction *correction)
{
    const Token *token = &this->token;
    gboolean title = token->letter_case == CASE_TITLE;
    if (title && correction->lacks_letters)
        return FALSE;
    gboolean phrase = correction->lift >= LIFT_OF_PHRASE && !this->place.opens_sentence;
    gboolean is_long = token->n_letters >= LETTERS_OF_LONG_NAME;
    guint counted = name == NAME_UNLIKELY ? 0 : is_long ? COUNTED_FOR_LONG_NAME : COUNTED_FOR_NAME;
    double likely = name == NAME_POSSIBLE && phrase                    ? LIKELY_FOR_DRUG
                    : name == NAME_POSSIBLE && title                   ? LIKELY_FOR_TITLE_NAME
                    : name == NAME_POSSIBLE                            ? LIKELY_FOR_NAME
                    : lexicon_is_drug(this->lexicon, correction->word) ? LIKELY_FOR_DRUG
                    : title                                            ? LIKELY_FOR_CAPITAL
                                                                       : LIKELY_ENOUGH;
    return correction->probability >= likely &&
           lexicon_frequency(this->lexicon, correction->word) >= counted;
}

static gboolean case_correct(const Case *this, Correction *correction)
{
    const Token *token = &this->token;
    if (token->n_letters + token->n_digits < LETTERS_AT_LEAST || token->n_others > 0)
        return FALSE;
    NameChance name = NAME_UNLIKELY;
    if (token->letter_case != CASE_LOWER)
        name = place_name_chance(&this->place, this->lexicon, token);
    if (name == NAME_LIKELY)
        return FALSE;
    g_autoptr(GArray) thoughts = thoughts_find(this);
    g_autofree char *before = place_context(this->page, this->index, -1);
    g_autofree char *after = place_context(this->page, this->index, 1);
    Misread misread = {
        .token = token,
        .confidence = this->word->confidence,
        .thoughts = (const LexiconThought *)(gpointer)thoughts->data,
        .n_thoughts = thoughts->len,
        .before = before,
        .after = after,
        .name = name,
        .seen = this->seen,
    };
    return correction_find(this->lexicon, &misread, correction) &&
           correction->distance <= farthest_of(token, name) &&
           is_likely_enough(this, name, correction);
}

static Verdict doubt_unless_name(const Case *this)
{
    LetterCase letter_case = this->token.letter_case;
    gboolean capital = letter_case == CASE_TITLE || letter_case == CASE_UPPER;
    return capital && this->word->confidence >= SURE ? SPELL_KEEP : SPELL_DOUBT;
}

/* A name is not parted, unless a mark stands in it. */
static gboolean may_part(const Case *this)
{
    const Token *token = &this->token;
    return token->n_others > 0 || token->letter_case != CASE_TITLE ||
           place_name_chance(&this->place, this->lexicon, token) == NAME_UNLIKELY;
}

/* What is to be done; a correction that is to be made, or the text that takes the word's place,
 * yours to free. */
static Verdict case_judge(const Case *this, Correction *correction, char **text)
{
    if (this->known) {
        *text = capital_find(this->lexicon, this->word, &this->token, &this->place);
        return *text != NULL                      ? SPELL_CASE
               : this->word->confidence < TRUSTED ? SPELL_DOUBT
                                                  : SPELL_KEEP;
    }
    if (this->place.broken)
        return SPELL_KEEP;
    if (this->rare)
        return this->word->confidence < CLEAR ? SPELL_DOUBT : SPELL_KEEP;
    if (case_correct(this, correction))
        return SPELL_CHANGE;
    if (may_part(this))
        *text = apart_find(this->lexicon, &this->token);
    return *text != NULL ? SPELL_PART : doubt_unless_name(this);
}

/* Takes every word of the page apart and looks it up; gathers those that were well read. */
static Case *cases_open(Lexicon *lexicon, const Page *page, GHashTable *seen)
{
    Case *cases = g_new0(Case, page->words->len + 1);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        Case *this = &cases[i];
        *this = (Case){.lexicon = lexicon, .page = page, .index = i, .word = word, .seen = seen};
        token_parse(&this->token, word_text(word));
        const Token *token = &this->token;
        this->known =
            token->n_letters == 0 || token_is_figure(token) || lexicon_knows(lexicon, token->core);
        this->rare = lexicon_is_rarity(lexicon, token->core);
        if (this->known && word->confidence >= TRUSTED && token->n_digits == 0 &&
            token->n_letters >= LETTERS_AT_LEAST)
            g_hash_table_add(seen, g_utf8_strdown(token->core, -1));
    }
    return cases;
}

static void cases_close(Case *cases, guint n_cases)
{
    for (guint i = 0; i < n_cases; i++)
        token_clear(&cases[i].token);
    g_free(cases);
}

static void word_change(Word *word, Case *this, const Correction *correction)
{
    const char *before = this->place.before;
    gboolean after_lower = before != NULL && g_ascii_islower(*before);
    if (g_ascii_tolower(*this->token.core) == *correction->word)
        this->token.letter_case =
            capital_case(this->lexicon, this->word, &this->token, &this->place);
    word->corrected =
        token_dress(&this->token, correction->word, this->place.opens_sentence, after_lower);
    word->why = g_strdup_printf("'%s' is no word; '%s' looks almost the same (%.0f %% sure)",
                                this->token.core, correction->word,
                                100 * MIN(correction->probability, 0.99));
}

static void word_replace(Word *word, char **text, const char *why)
{
    word->why = g_strdup(why);
    word->corrected = g_steal_pointer(text);
}

void spell_page(Lexicon *lexicon, Page *page)
{
    guint n_changed = page->born_digital ? 0 : pieces_join(lexicon, page), n_doubtful = 0;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Case *cases = cases_open(lexicon, page, seen);
    for (guint i = 0; i < page->words->len; i++) {
        Word *word = page->words->pdata[i];
        if ((word->flags & WORD_HEADER) != 0 || word->corrected != NULL)
            continue;
        cases[i].place = place_find(page, i);
        Correction correction;
        g_autofree char *text = NULL;
        Verdict verdict = case_judge(&cases[i], &correction, &text);
        if (page->born_digital && verdict != SPELL_KEEP)
            verdict = SPELL_DOUBT;
        if (verdict == SPELL_CHANGE)
            word_change(word, &cases[i], &correction);
        else if (verdict == SPELL_PART)
            word_replace(word, &text, "the space between two words was not read");
        else if (verdict == SPELL_CASE)
            word_replace(word, &text, "where it stands it is written in the other case");
        if (verdict == SPELL_DOUBT || (verdict == SPELL_CASE && word->confidence < TRUSTED)) {
            word->flags |= WORD_DOUBTFUL;
            n_doubtful++;
        }
        n_changed += word->corrected != NULL;
    }
    cases_close(cases, page->words->len);
    if (n_changed > 0)
        page_note(page, "spell", "Misread words put right: %u.", n_changed);
    if (n_doubtful > 0)
        page_note(page, "spell", "Words that a person should look at: %u.", n_doubtful);
}

/* The names that the speller must know: patients' from the roster, the office's and its doctors'
 * from the settings. */
static char **names_gather(const StageSetup *setup)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    if (setup->names != NULL)
        g_strv_builder_addv(names, (const char **)setup->names);
    static const Setting sources[] = {SETTING_OFFICE_NAME, SETTING_OFFICE_PROVIDERS};
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
        g_auto(GStrv) words =
            g_strsplit_set(settings_text(setup->settings, sources[i]), " ,.;()/&", -1);
        for (guint j = 0; words[j] != NULL; j++) {
            if (*words[j] != '\0')
                g_strv_builder_add(names, words[j]);
        }
    }
    return g_strv_builder_end(names);
}

static gpointer spell_open(const StageSetup *setup, GError **error)
{
    g_auto(GStrv) names = names_gather(setup);
    return lexicon_open(setup->data_folder, (const char *const *)names, setup->office_words, error);
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
    .version = 5,
    .needs = PART_WORDS,
    .makes = PART_SPELLED,
    .open = spell_open,
    .page = spell_run,
    .close = spell_close,
};
