/* bind_terms.c - finds what a chart's index tells of: diagnoses by their codes, drugs, providers.
 *
 * Reads: fields, words, the drug names of dict/. Does not: interpret; a diagnosis is printed with
 * the words that stand beside its code on the page, or with the code alone. */
#include "bind.h"

#include "name.h"

#include <string.h>

enum {
    DRUG_WORDS_MOST = 3,
    PRINTED_BYTES_MOST = 70,
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

/* A page's words as text that can be printed and compared. */
typedef struct {
    const Page *page;
    const GPtrArray *words; /* Word, lent */
    char **texts;           /* printable */
} Reading;

static const Word *reading_word(const Reading *reading, guint at)
{
    return reading->words->pdata[at];
}

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

static gboolean side_by_side(const Word *one, const Word *other)
{
    int top = MAX(one->box.y, other->box.y);
    int bottom = MIN(one->box.y + one->box.height, other->box.y + other->box.height);
    return 2 * (bottom - top) >= MIN(one->box.height, other->box.height);
}

/* Whether the words are neighbours in a line of text, with no gap as between columns. */
static gboolean adjoins(const Word *word, const Word *next)
{
    if (next->line != word->line || next->block != word->block)
        return FALSE;
    int gap = next->box.x > word->box.x ? next->box.x - word->box.x - word->box.width
                                        : word->box.x - next->box.x - next->box.width;
    return gap <= 2 * MAX(next->box.height, word->box.height);
}

static gboolean belongs(const char *text)
{
    return !looks_like_code(text) && digits_in(text) < 4;
}

/* Where the run of words behind the code at `at` ends. */
static guint run_forward(const Reading *reading, guint at)
{
    guint end = at + 1;
    while (end < reading->words->len && belongs(reading->texts[end]) &&
           adjoins(reading_word(reading, end - 1), reading_word(reading, end))) {
        end++;
        if (strchr(reading->texts[end - 1], ';') != NULL)
            break;
    }
    return end;
}

/* Where the run of words before the code at `at` begins. Between them may stand the label of a
 * form's next cell: "Diagnosis: Iron deficiency anemia | ICD-10: D50.9". */
static guint run_backward(const Reading *reading, guint at, guint *end)
{
    *end = at;
    while (*end > 0 && *reading->texts[*end - 1] != '\0' && is_label(reading->texts[*end - 1]) &&
           side_by_side(reading_word(reading, *end - 1), reading_word(reading, at)))
        (*end)--;
    guint first = *end;
    while (first > 0) {
        const Word *word = reading_word(reading, first - 1);
        const char *text = reading->texts[first - 1];
        gboolean near = first == *end && *end < at ? side_by_side(word, reading_word(reading, at))
                                                   : adjoins(reading_word(reading, first), word);
        if (!near || !belongs(text) || strpbrk(text, ":;") != NULL)
            break;
        first--;
    }
    return first;
}

/* The words from `first` up to `end` without labels and numbers at their edges; NULL when they name
 * nothing. */
static char *run_print(const Reading *reading, guint first, guint end)
{
    while (first < end &&
           (is_label(reading->texts[first]) || letters_in(reading->texts[first]) == 0))
        first++;
    while (end > first && is_label(reading->texts[end - 1]))
        end--;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = first; i < end && text->len < PRINTED_BYTES_MOST; i++)
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", reading->texts[i]);
    while (text->len > 0 && strchr(" ,;:.-([", text->str[text->len - 1]) != NULL)
        g_string_truncate(text, text->len - 1);
    return letters_in(text->str) >= 3 ? g_strdup(text->str) : NULL;
}

/* Whether the field was read off this word. */
static gboolean field_is_at(const Field *field, const Reading *reading, guint at)
{
    Box box = field->box, word = reading_word(reading, at)->box;
    if (box.width <= 0)
        return strstr(reading->texts[at], field->value) != NULL;
    int x = word.x + word.width / 2, y = word.y + word.height / 2;
    return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/* A code in brackets stands behind its words, any other before them or, in a form, in the cell
 * beside them. */
static char *diagnosis_words(const Reading *reading, const Field *field)
{
    guint at = 0;
    while (at < reading->words->len && !field_is_at(field, reading, at))
        at++;
    if (at == reading->words->len)
        return NULL;
    guint end, first = run_backward(reading, at, &end);
    g_autofree char *before = run_print(reading, first, end);
    g_autofree char *behind = run_print(reading, at + 1, run_forward(reading, at));
    gboolean bracketed = strchr("([", *reading->texts[at]) != NULL || end < at;
    char **best = (bracketed && before != NULL) || behind == NULL ? &before : &behind;
    char *found = g_steal_pointer(best);
    if (found != NULL && g_ascii_islower(found[0]) && g_ascii_islower(found[1]))
        *found = g_ascii_toupper(*found);
    return found;
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

static guint diagnosis_intern(BindTerms *terms, const Reading *reading, const Field *field)
{
    g_autofree char *words = diagnosis_words(reading, field);
    return term_intern(terms, TERM_DIAGNOSIS, field->value, words != NULL ? words : "",
                       field->value);
}

/* The same person with and without a middle name is one provider. */
static guint provider_intern(BindTerms *terms, const Field *field)
{
    g_autofree char *value = bind_printable(field->value);
    g_autoptr(PersonName) name = person_name_parse(value);
    g_autofree char *text = name != NULL ? person_name_print(name) : g_strdup(value);
    g_autofree char *whole =
        name != NULL ? g_strconcat(name->last, " ", name->first, NULL) : g_strdup(value);
    g_autofree char *key = name_fold(whole);
    return term_intern(terms, TERM_PROVIDER, key, text, "");
}

static void fields_collect(BindTerms *terms, const Document *document, const Reading *reading,
                           guint at, GArray *mentions)
{
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = document->fields->pdata[i];
        gboolean diagnosis = g_str_equal(field->name, "icd10");
        gboolean provider =
            g_str_equal(field->name, "provider") || g_str_equal(field->name, "referring_provider");
        if (field->source_page != reading->page->source_page || (!diagnosis && !provider))
            continue;
        guint term =
            diagnosis ? diagnosis_intern(terms, reading, field) : provider_intern(terms, field);
        mention_add(mentions, term, at, bind_page_sheet_at(reading->page, field->box.y));
    }
}

/* The word in lower case without punctuation at its edges; "" when nothing is left. */
static char *bare_word(const char *text)
{
    const char *begin = text, *end = text + strlen(text);
    while (begin < end && g_ascii_ispunct(*begin))
        begin++;
    while (end > begin && g_ascii_ispunct(end[-1]))
        end--;
    return g_utf8_strdown(begin, end - begin);
}

/* The drug whose name begins at word `at`, the longest first; NULL when there is none. Tells its
 * words. */
static char *drug_find(const BindTerms *terms, const Reading *reading, guint at, char **bare,
                       guint *taken)
{
    g_autoptr(GString) name = g_string_new(NULL);
    char *found = NULL;
    for (guint n = 0; n < DRUG_WORDS_MOST && at + n < reading->words->len; n++) {
        if (reading_word(reading, at + n)->line != reading_word(reading, at)->line ||
            *bare[at + n] == '\0')
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

static void drugs_collect(BindTerms *terms, const Reading *reading, guint at, GArray *mentions)
{
    guint count = reading->words->len;
    g_auto(GStrv) bare = g_new0(char *, count + 1);
    for (guint i = 0; i < count; i++)
        bare[i] = bare_word(reading->texts[i]);
    for (guint i = 0, taken = 1; i < count; i += taken) {
        const Word *word = reading_word(reading, i);
        taken = 1;
        g_autofree char *drug =
            word->flags & WORD_HEADER ? NULL : drug_find(terms, reading, i, bare, &taken);
        if (drug == NULL)
            continue;
        g_autofree char *text = g_strdup(drug);
        *text = g_ascii_toupper(*text);
        guint term = term_intern(terms, TERM_DRUG, drug, text, "");
        mention_add(mentions, term, at, bind_page_sheet_at(reading->page, word->box.y));
    }
}

GArray *bind_terms_collect(BindTerms *terms, const Document *document, const GPtrArray *pages)
{
    GArray *mentions = g_array_new(FALSE, FALSE, sizeof(IndexMention));
    for (guint i = 0; i < pages->len; i++) {
        const Page *page = pages->pdata[i];
        g_auto(GStrv) texts = g_new0(char *, page->words->len + 1);
        for (guint j = 0; j < page->words->len; j++)
            texts[j] = bind_printable(word_text(page->words->pdata[j]));
        Reading reading = {page, page->words, texts};
        fields_collect(terms, document, &reading, i, mentions);
        drugs_collect(terms, &reading, i, mentions);
    }
    return mentions;
}
