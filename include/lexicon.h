/* lexicon.h - which words exist: English, medical, drugs, this office's names and words. */
#pragma once

#include <glib.h>

typedef struct Lexicon Lexicon;

/* Opens Hunspell's en_US, the Debian medical list, our medical.aff/.dic and drugs from
 * `data_folder`, then adds `names` and `office_words` (NULL-terminated, may be NULL). FATE_FATAL
 * when a dictionary is missing, with the package to install. One per process: Hunspell is not
 * thread-safe. */
Lexicon *lexicon_open(const char *data_folder, const char *const *names,
                      const char *const *office_words, GError **error);
void lexicon_close(Lexicon *lexicon);

/* TRUE when the word, without punctuation at its edges, is a word in this case or a lower one, and
 * no rarity. */
gboolean lexicon_knows(Lexicon *lexicon, const char *word);

/* TRUE for a word, in lower case, that exists but may well be a misread commoner one
 * (dict/rarities).
 */
gboolean lexicon_is_rarity(const Lexicon *lexicon, const char *word);

/* TRUE for generic and brand names of drugs, in any case. */
gboolean lexicon_is_drug(Lexicon *lexicon, const char *word);

/* TRUE for the words of the names that lexicon_open() was given, in any case. */
gboolean lexicon_is_name(Lexicon *lexicon, const char *word);

/* TRUE for words that are never put for another nor replaced, whatever the other is: measures,
 * numbers, look-alike drugs, negations, sides. */
gboolean lexicon_is_guarded(Lexicon *lexicon, const char *word);

/* TRUE when the two must never be exchanged: look-alike drugs, measures, sides, negations,
 * hypo-/hyper-, -ectomy/-otomy/-ostomy; also when one is damaged and may be the other's opposite.
 * Symmetric; FALSE for a word and itself. */
gboolean lexicon_never_exchange(Lexicon *lexicon, const char *one, const char *other);

/* Another letter that the recogniser thought of, at a character of the word, from 0. */
typedef struct {
    guint at;
    gunichar symbol;
} LexiconThought;

typedef struct {
    const char *word; /* in lower case; lent until the lexicon is closed */
    double distance;  /* as lexicon_distance() has it, less where the recogniser thought so too */
} LexiconNear;

/* Known words near `word` (LexiconNear), the likeliest first by distance and frequency, twelve at
 * most; yours to free. `thoughts` may be NULL; they count characters from the word's first letter.
 * Names of persons are never suggested. */
GArray *lexicon_suggest(Lexicon *lexicon, const char *word, const LexiconThought *thoughts,
                        guint n_thoughts);

/* What OCR must have done to read `meant` as `read`, in any case: 0 nothing, 1 one letter taken for
 * one that looks quite different, 0.1 to 0.5 for shapes that look alike (rn and m, 1 and l). */
double lexicon_distance(const Lexicon *lexicon, const char *read, const char *meant);

/* How often the word stands in the medical prose that was counted; 0 when it does not. */
guint lexicon_frequency(const Lexicon *lexicon, const char *word);

/* ln of the chance that a word of medical prose is this one. */
double lexicon_chance(const Lexicon *lexicon, const char *word);

/* How much the word, in any case, is spelt like words of prose: ln of a letter's chance behind
 * those before it, on average; about -2 for words, below -2.5 for many misread ones. */
double lexicon_likeness(const Lexicon *lexicon, const char *word);

/* By how much (ln) `after` is likelier than elsewhere because `before` stands before it; 0 when
 * nothing is known. Both in lower case; "0" stands for any figure, "." for the edge of a sentence
 * or label. */
double lexicon_lift(const Lexicon *lexicon, const char *before, const char *after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_close)
