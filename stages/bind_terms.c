/* bind_terms.c - finds what a chart's index tells of: diagnoses by their codes, drugs, providers.
 *
 * Reads: fields, words, the drug names of dict/. Does not: interpret; a diagnosis is printed with
 * the words that stand beside its code on the page, or with the code alone. */
#include "bind.h"

#include "name.h"

#include <string.h>

enum {
    DRUG_WORDS_MOST = 3,
    PRINTED_CHARACTERS_MOST = 70,
};

struct BindTerms {
    GPtrArray *terms;   /* BindTerm */
    GHashTable *by_key; /* key, owned: index */
    GHashTable *drugs;  /* lent */
};

static void term_free(gpointer data)
{
    BindTerm *term = data;
    g_free(term->text);
    g_free(term->code);
    g_free(term->sort);
    g_free(term);
}

BindTerms *bind_terms_new(GHashTable *drugs)
{
    BindTerms *terms = g_new0(BindTerms, 1);
    terms->terms = g_ptr_array_new_with_free_func(term_free);
    terms->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    terms->drugs = drugs;
    return terms;
}

void bind_terms_free(BindTerms *terms)
{
    if (terms == NULL)
        return;
    g_ptr_array_unref(terms->terms);
    g_hash_table_unref(terms->by_key);
    g_free(terms);
}

guint bind_terms_count(const BindTerms *terms)
{
    return terms->terms->len;
}

const BindTerm *bind_terms_get(const BindTerms *terms, guint term)
{
    return terms->terms->pdata[term];
}

/* Finds or makes the term; the longest text seen for it is kept. */
static guint term_intern(BindTerms *terms, TermKind kind, const char *key, const char *text,
                         const char *code)
{
    g_autofree char *full_key = g_strdup_printf("%d %s", kind, key);
    gpointer known;
    guint at = terms->terms->len;
    if (g_hash_table_lookup_extended(terms->by_key, full_key, NULL, &known)) {
        at = GPOINTER_TO_UINT(known);
    } else {
        BindTerm *fresh = g_new0(BindTerm, 1);
        fresh->kind = kind;
        fresh->text = g_strdup("");
        fresh->code = bind_printable(code);
        fresh->sort = name_fold(fresh->code);
        g_ptr_array_add(terms->terms, fresh);
        g_hash_table_insert(terms->by_key, g_steal_pointer(&full_key), GUINT_TO_POINTER(at));
    }
    BindTerm *term = terms->terms->pdata[at];
    if (strlen(text) > strlen(term->text)) {
        g_free(term->text);
        g_free(term->sort);
        term->text = bind_printable(text);
        term->sort = name_fold(term->text);
    }
    return at;
}

/* --- diagnoses ------------------------------------------------------------------------------- */

static gboolean looks_like_code(const char *text)
{
    while (g_ascii_ispunct(*text))
        text++;
    return g_ascii_isalpha(text[0]) && g_ascii_isdigit(text[1]) && g_ascii_isalnum(text[2]) &&
           (text[3] == '.' || !g_ascii_isalnum(text[3]));
}

static guint letters_in(const char *text)
{
    guint letters = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text))
        letters += g_unichar_isalpha(g_utf8_get_char(text));
    return letters;
}

static guint digits_in(const char *text)
{
    guint digits = 0;
    for (; *text != '\0'; text++)
        digits += g_ascii_isdigit(*text);
    return digits;
}

/* A label ("ICD-10:", "Dx") is no name of a disease. */
static gboolean is_label(const char *text)
{
    static const char *const labels[] = {"icd",       "icd10",     "icd-10",  "icd-10-cm",
                                         "code",      "codes",     "dx",      "diag",
                                         "diagnosis", "diagnoses", "primary", "secondary"};
    g_autofree char *bare = g_ascii_strdown(text, -1);
    g_strdelimit(bare, ":;.,()[]#", ' ');
    g_strstrip(bare);
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++)
        if (g_str_equal(bare, labels[i]))
            return TRUE;
    return *bare == '\0';
}

/* Whether `next`, read in a direction from `word`, still belongs to the same run of words. */
static gboolean run_goes_on(const Word *word, const Word *next)
{
    if (next->line != word->line || next->block != word->block)
        return FALSE;
    int gap = next->box.x > word->box.x ? next->box.x - word->box.x - word->box.width
                                        : word->box.x - next->box.x - next->box.width;
    return gap <= 2 * MAX(next->box.height, word->box.height) &&
           !looks_like_code(word_text(next)) && digits_in(word_text(next)) < 4;
}

/* The words beside the code at `at`, read forward or backward; NULL when they name nothing. */
static char *printed_words(const GPtrArray *words, guint at, gboolean forward)
{
    guint first = forward ? at + 1 : at, end = first;
    const Word *last = words->pdata[at];
    while (forward ? end < words->len : first > 0) {
        const Word *next = words->pdata[forward ? end : first - 1];
        const char *text = word_text(next);
        if (!run_goes_on(last, next) || (!forward && strpbrk(text, ":;") != NULL))
            break;
        *(forward ? &end : &first) += forward ? 1 : -1;
        last = next;
        if (forward && strpbrk(text, ";") != NULL)
            break;
    }
    while (first < end && (is_label(word_text(words->pdata[first])) ||
                           letters_in(word_text(words->pdata[first])) == 0))
        first++;
    while (end > first && is_label(word_text(words->pdata[end - 1])))
        end--;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = first; i < end && text->len < PRINTED_CHARACTERS_MOST; i++)
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", word_text(words->pdata[i]));
    while (text->len > 0 && strchr(",;:.-([", text->str[text->len - 1]) != NULL)
        g_string_truncate(text, text->len - 1);
    return letters_in(text->str) >= 3 ? g_strdup(g_strstrip(text->str)) : NULL;
}

static gboolean box_holds_middle(Box box, const Word *word)
{
    int x = word->box.x + word->box.width / 2, y = word->box.y + word->box.height / 2;
    return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/* A code in brackets stands behind its words, any other before them. */
static char *diagnosis_words(const Page *page, const Field *field)
{
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if (!box_holds_middle(field->box, word))
            continue;
        gboolean bracketed = strchr("([", *word_text(word)) != NULL;
        char *found = printed_words(page->words, i, !bracketed);
        if (found == NULL)
            found = printed_words(page->words, i, bracketed);
        if (found != NULL && g_ascii_islower(*found) && g_ascii_islower(found[1]))
            *found = g_ascii_toupper(*found);
        return found;
    }
    return NULL;
}

/* --- collecting ------------------------------------------------------------------------------ */

/* Adds a mention unless the sheet has it; mentions are few on a page, the search is short. */
static void mention_add(GArray *mentions, guint term, guint page, guint sheet)
{
    for (guint i = mentions->len; i > 0; i--) {
        const IndexMention *known = &g_array_index(mentions, IndexMention, i - 1);
        if (known->page != page)
            break;
        if (known->term == term && known->sheet == sheet)
            return;
    }
    IndexMention mention = {term, page, sheet};
    g_array_append_val(mentions, mention);
}

static void fields_collect(BindTerms *terms, const Document *document, const Page *page, guint at,
                           GArray *mentions)
{
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        if (field->source_page != page->source_page)
            continue;
        guint sheet = bind_page_sheets(page) > 1 ? bind_page_sheet_at(page, field->box.y) : 0;
        if (g_str_equal(field->name, "icd10")) {
            g_autofree char *words = diagnosis_words(page, field);
            mention_add(mentions,
                        term_intern(terms, TERM_DIAGNOSIS, field->value, words != NULL ? words : "",
                                    field->value),
                        at, sheet);
        } else if (g_str_equal(field->name, "provider") ||
                   g_str_equal(field->name, "referring_provider")) {
            g_autoptr(PersonName) name = person_name_parse(field->value);
            g_autofree char *text = name != NULL ? person_name_print(name) : g_strdup(field->value);
            g_autofree char *whole =
                name != NULL ? g_strconcat(name->last, " ", name->first, NULL) : g_strdup(text);
            g_autofree char *key = name_fold(whole);
            mention_add(mentions, term_intern(terms, TERM_PROVIDER, key, text, ""), at, sheet);
        }
    }
}

/* The word in lower case without punctuation at its edges; "" when nothing is left. */
static char *bare_word(const Word *word)
{
    const char *begin = word_text(word), *end = begin + strlen(begin);
    while (begin < end && g_ascii_ispunct(*begin))
        begin++;
    while (end > begin && g_ascii_ispunct(end[-1]))
        end--;
    return g_utf8_strdown(begin, end - begin);
}

/* The drug whose name begins at word `at`, the longest first; NULL when there is none. Tells its
 * words. */
static char *drug_find(const BindTerms *terms, const Page *page, guint at, char **bare,
                       guint *taken)
{
    g_autoptr(GString) name = g_string_new(NULL);
    char *found = NULL;
    for (guint n = 0; n < DRUG_WORDS_MOST && at + n < page->words->len; n++) {
        const Word *word = page->words->pdata[at + n], *first = page->words->pdata[at];
        if (word->line != first->line || *bare[at + n] == '\0')
            break;
        g_string_append_printf(name, "%s%s", n > 0 ? " " : "", bare[at + n]);
        if (g_hash_table_contains(terms->drugs, name->str)) {
            g_free(found);
            found = g_strdup(name->str);
            *taken = n + 1;
        }
    }
    return found;
}

static void drugs_collect(BindTerms *terms, const Page *page, guint at, GArray *mentions)
{
    gboolean long_page = bind_page_sheets(page) > 1;
    g_auto(GStrv) bare = g_new0(char *, page->words->len + 1);
    for (guint i = 0; i < page->words->len; i++)
        bare[i] = bare_word(page->words->pdata[i]);
    for (guint i = 0; i < page->words->len;) {
        const Word *word = page->words->pdata[i];
        guint taken = 1;
        g_autofree char *drug =
            word->flags & WORD_HEADER ? NULL : drug_find(terms, page, i, bare, &taken);
        if (drug != NULL) {
            g_autofree char *text = g_strdup(drug);
            *text = g_ascii_toupper(*text);
            guint term = term_intern(terms, TERM_DRUG, drug, text, "");
            mention_add(mentions, term, at, long_page ? bind_page_sheet_at(page, word->box.y) : 0);
        }
        i += taken;
    }
}

GArray *bind_terms_collect(BindTerms *terms, const Document *document, const GPtrArray *pages)
{
    GArray *mentions = g_array_new(FALSE, FALSE, sizeof(IndexMention));
    for (guint i = 0; i < pages->len; i++) {
        fields_collect(terms, document, pages->pdata[i], i, mentions);
        drugs_collect(terms, pages->pdata[i], i, mentions);
    }
    return mentions;
}
