/* look.c - a page looked at for persons who are not its document's patient.
 *
 * Does: find names among tokens, tell what is a running head and what a list. Reads: words, the
 * roster. Does not: say what follows from it: that is others.c's. */
#include "look.h"

#include "name.h"

#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_LEAST = 6, /* shorter numbers stand on a page by chance */
    NAME_WINDOW = 6,  /* tokens among which a name's words stand */
    HEAD_ROWS = 3,    /* where a running head stands */
    FOOT_ROWS = 3,    /* or a foot */
    SEX_WORDS = 3,    /* of the other sex, and none of the patient's: somebody else is told of */
    HEAD_TOKENS = 10, /* more are a sentence */
    LIST_SLACK = 2,   /* heights by which a column is uneven */
    BIRTH_YEARS = 3,  /* before a visit; a later date may be that of an earlier visit */
    NEAR_ROWS = 2,    /* below a name, where a birth date belongs to it */
};

static const char *folded_at(const Look *look, guint at)
{
    return g_ptr_array_index(look->folded, at);
}

void look_close(Look *look)
{
    g_clear_pointer(&look->lines, lines_free);
    g_clear_pointer(&look->folded, g_ptr_array_unref);
}

void look_open(Look *look, const Page *page)
{
    look_close(look);
    look->page = page;
    look->lines = lines_new(page);
    look->folded = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < look->lines->tokens->len; i++)
        g_ptr_array_add(look->folded, name_fold(lines_token(look->lines, i)->text));
}

/* --- names among tokens ----------------------------------------------------------------------- */

gboolean look_row_names(const Look *look, guint r, const Patient *patient)
{
    const Row *row = lines_row(look->lines, r);
    g_autofree char *last = name_fold(patient->last);
    g_autofree char *first = name_fold(patient->first);
    if (*last == '\0' || *first == '\0')
        return FALSE;
    g_autofree char *last_word = g_strdup_printf(" %s ", last);
    g_autofree char *first_word = g_strdup_printf(" %s ", first);
    for (guint at = row->first; at < row->first + row->count; at++) {
        g_autoptr(GString) window = g_string_new(" ");
        for (guint i = at; i < MIN(at + NAME_WINDOW, row->first + row->count); i++)
            if (*folded_at(look, i) != '\0')
                g_string_append_printf(window, "%s ", folded_at(look, i));
        const char *last_at = strstr(window->str, last_word);
        const char *first_at = strstr(window->str, first_word);
        /* One word cannot be both: "Thomas" is not Thomas Thomas. */
        if (last_at != NULL && first_at != NULL && last_at != first_at)
            return TRUE;
    }
    return FALSE;
}

gboolean look_has_word(const Look *look, const char *name)
{
    g_autofree char *folded = name_fold(name);
    for (guint i = 0; *folded != '\0' && i < look->folded->len; i++)
        if (strcmp(folded_at(look, i), folded) == 0)
            return TRUE;
    return FALSE;
}

/* --- numbers ---------------------------------------------------------------------------------- */

const char *zeros_skip(const char *number)
{
    return number + strspn(number, "0");
}

gboolean may_be_mrn(const char *text)
{
    gsize digits = 0, length = strlen(text);
    for (gsize i = 0; i < length; i++) {
        digits += g_ascii_isdigit(text[i]) != 0;
        if (!g_ascii_isalnum(text[i]))
            return FALSE;
    }
    return length >= NUMBER_LEAST && digits * 2 >= length;
}

/* --- persons ---------------------------------------------------------------------------------- */

static gboolean is_first_name(const Proposal *proposal, const char *name)
{
    g_autofree char *folded = name_fold(name);
    return *folded != '\0' && (roster_has_first_name(proposal->roster, name) ||
                               nicknames_has(proposal->nicknames, folded));
}

/* Nobody would take the name for the patient's, however it was read or turned round. */
static gboolean is_somebody_else(const Proposal *proposal, const PersonName *name)
{
    const Patient *patient = proposal->patient;
    g_autoptr(FoldedName) printed =
        folded_name_new(name->last, name->first, name->middle, name->suffix);
    g_autoptr(FoldedName) chart =
        folded_name_new(patient->last, patient->first, patient->middle, patient->suffix);
    NameLikeness like = name_compare(printed, chart, proposal->nicknames);
    g_autofree char *print = person_name_print(name);
    return (like.last == LIKE_OTHER || like.first == LIKE_OTHER) &&
           !roster_has_alias(proposal->roster, patient->id, print);
}

/* The person whose name begins a cell: no clinician, nobody whom a label or title names otherwise.
 * NULL: none, or the patient. Yours to free. */
static PersonName *person_at(const Look *look, guint r, guint at, gboolean *comma)
{
    const Row *row = lines_row(look->lines, r);
    guint length;
    gboolean credentials;
    if (strcmp(folded_at(look, at), "DR") == 0 ||
        (at > row->first && lines_token(look->lines, at - 1)->colon))
        return NULL;
    guint end = row->first + row->count, cell = lines_cell_length(look->lines, at, end);
    g_autofree char *text =
        person_scan(look->lines, at, cell > 1 ? cell : end - at, TRUE, &length, &credentials);
    if (text == NULL || credentials || lines_token(look->lines, at + length - 1)->colon)
        return NULL;
    const char *next = length < cell ? lines_token(look->lines, at + length)->text : "";
    if (g_ascii_islower(*next) && strcmp(next, "page") != 0)
        return NULL; /* a sentence may begin with a name; "page 2" may follow it */
    g_autofree char *raw = lines_text(look->lines, at, length);
    *comma = strchr(raw, ',') != NULL;
    g_autoptr(PersonName) name = person_name_parse(text);
    if (name == NULL || !is_somebody_else(look->proposal, name))
        return NULL;
    return g_steal_pointer(&name);
}

/* TRUE when the row has a date, other than the patient's, on which somebody may be born who was
 * seen since. */
static gboolean row_has_birth(const Look *look, guint r)
{
    const Row *row = lines_row(look->lines, r);
    guint end = row->first + row->count, at, length;
    char iso[ISO_DATE_SIZE];
    for (guint from = row->first; from < end && date_scan(look->lines, from, end - from, DATE_BIRTH,
                                                          look->today, iso, &at, &length);
         from = at + length)
        if (strcmp(iso, look->proposal->patient->date_of_birth) != 0 &&
            atoi(look->service) - atoi(iso) > BIRTH_YEARS)
            return TRUE;
    return FALSE;
}

/* Somebody of the roster is called so, in either order, or by a nickname. */
static gboolean is_on_roster(const Proposal *proposal, const PersonName *name)
{
    g_autofree char *folded = name_fold(name->first);
    g_autoptr(GPtrArray) formal = g_ptr_array_new();
    nicknames_expand(proposal->nicknames, folded, formal);
    gboolean found = roster_lookup_called(proposal->roster, name->last, name->first) != NULL ||
                     roster_lookup_called(proposal->roster, name->first, name->last) != NULL;
    for (guint i = 0; i < formal->len && !found; i++)
        found = roster_lookup_called(proposal->roster, name->last, formal->pdata[i]) != NULL;
    return found;
}

/* --- running heads ---------------------------------------------------------------------------- */

gboolean look_tells_patient(const Look *look)
{
    const Patient *patient = look->proposal->patient;
    for (guint at = 0; at < look->lines->tokens->len; at++) {
        g_autofree char *number = word_bare(lines_token(look->lines, at)->text);
        if (may_be_mrn(number) && strcmp(zeros_skip(number), zeros_skip(patient->mrn)) == 0)
            return TRUE;
    }
    for (guint r = 0; r < look->lines->rows->len; r++) {
        const Row *row = lines_row(look->lines, r);
        guint end = row->first + row->count, at, length;
        char iso[ISO_DATE_SIZE];
        if (look_row_names(look, r, patient))
            return TRUE;
        for (guint from = row->first;
             from < end &&
             date_scan(look->lines, from, end - from, DATE_BIRTH, look->today, iso, &at, &length);
             from = at + length)
            if (strcmp(iso, patient->date_of_birth) == 0)
                return TRUE;
    }
    return FALSE;
}

/* A birth date beside the name or below it. */
static gboolean has_birth_near(const Look *look, guint r)
{
    for (guint k = r; k < MIN(r + NEAR_ROWS + 1, look->lines->rows->len); k++)
        if (row_has_birth(look, k))
            return TRUE;
    return FALSE;
}

/* "JOHNSON, EMILY   Page 2": a patient's name; in that order, or with a birth date, anybody's. */
static char *head_in_row(const Look *look, guint r)
{
    const Row *row = lines_row(look->lines, r);
    if (row->count > HEAD_TOKENS)
        return NULL;
    for (guint at = row->first; at < row->first + row->count; at++) {
        gboolean comma;
        if (at > row->first && !lines_token(look->lines, at)->cell)
            continue;
        g_autoptr(PersonName) name = person_at(look, r, at, &comma);
        if (name == NULL)
            continue;
        if (((comma || has_birth_near(look, r)) && is_first_name(look->proposal, name->first)) ||
            is_on_roster(look->proposal, name))
            return person_name_print(name);
    }
    return NULL;
}

/* A signature stands at a page's foot as well, but without a number. */
static gboolean row_has_number(const Look *look, guint r)
{
    const Row *row = lines_row(look->lines, r);
    for (guint at = row->first; at < row->first + row->count; at++)
        if (strpbrk(lines_token(look->lines, at)->text, "0123456789") != NULL)
            return TRUE;
    return FALSE;
}

char *look_head(const Look *look)
{
    guint rows = look->lines->rows->len;
    for (guint r = 0; r < rows; r++) {
        gboolean foot = r + FOOT_ROWS >= rows && row_has_number(look, r);
        char *name = r < HEAD_ROWS || foot ? head_in_row(look, r) : NULL;
        if (name != NULL)
            return name;
    }
    return NULL;
}

/* --- he or she -------------------------------------------------------------------------------- */

gboolean look_is_other_sex(const Look *look)
{
    static const char *const women[] = {"SHE", "HER", "HERS", "MRS", "MS", "WOMAN", "FEMALE", NULL};
    static const char *const men[] = {"HE", "HIS", "HIM", "MR", "MAN", "MALE", NULL};
    char sex = *look->proposal->patient->sex;
    const char *const *others = sex == 'M' ? women : men, *const *ours = sex == 'M' ? men : women;
    guint count = 0;
    gboolean aged = FALSE; /* "38-year-old woman" says it at once */
    for (guint i = 0; i < look->folded->len; i++) {
        const char *word = folded_at(look, i);
        if (g_strv_contains(ours, word))
            return FALSE;
        count += g_strv_contains(others, word) ? (aged ? SEX_WORDS : 1) : 0;
        aged = g_str_has_suffix(word, "YEAR OLD") || g_str_has_suffix(word, "YO");
    }
    return (sex == 'M' || sex == 'F') && count >= SEX_WORDS;
}

/* --- lists ------------------------------------------------------------------------------------ */

/* What a row of a list has besides the name. */
typedef struct {
    gboolean date, number;
} RowKinds;

static RowKinds row_kinds(const Look *look, const Row *row)
{
    RowKinds kinds = {FALSE, FALSE};
    char iso[ISO_DATE_SIZE];
    guint at, length;
    kinds.date = date_scan(look->lines, row->first, row->count, DATE_SERVICE, look->today, iso, &at,
                           &length);
    for (guint i = row->first; i < row->first + row->count; i++) {
        g_autofree char *bare = word_bare(lines_token(look->lines, i)->text);
        kinds.number = kinds.number || may_be_mrn(bare);
    }
    return kinds;
}

/* The person in the row whose name begins at that place. */
static char *listed_in_row(const Look *look, guint r, double left)
{
    const Row *row = lines_row(look->lines, r);
    double slack = LIST_SLACK * look->lines->height;
    for (guint at = row->first; at < row->first + row->count; at++) {
        gboolean comma;
        const Token *token = lines_token(look->lines, at);
        if (token->left < left - slack || token->left > left + slack)
            continue;
        g_autoptr(PersonName) name = person_at(look, r, at, &comma);
        if (name != NULL && (is_first_name(look->proposal, name->first) ||
                             is_first_name(look->proposal, name->last)))
            return person_name_print(name);
    }
    return NULL;
}

/* The person of the next row, when the patient's has a date or number and the next has as well. */
static char *listed_below(const Look *look, guint r, double left)
{
    if (r + 1 >= look->lines->rows->len)
        return NULL;
    RowKinds ours = row_kinds(look, lines_row(look->lines, r));
    RowKinds theirs = row_kinds(look, lines_row(look->lines, r + 1));
    gboolean alike =
        (ours.date || ours.number) && ours.date == theirs.date && ours.number == theirs.number;
    return alike ? listed_in_row(look, r + 1, left) : NULL;
}

/* "TANNER, ANNA   05/15/1955": an insured person stands so, too; two of them are a list. */
static char *born_in_row(const Look *look, guint r)
{
    const Row *row = lines_row(look->lines, r);
    for (guint at = row->first; row_has_birth(look, r) && at < row->first + row->count; at++) {
        gboolean comma;
        if (at > row->first && !lines_token(look->lines, at)->cell)
            continue;
        g_autoptr(PersonName) name = person_at(look, r, at, &comma);
        if (name != NULL && comma && is_first_name(look->proposal, name->first))
            return person_name_print(name);
    }
    return NULL;
}

static char *born_twice(const Look *look)
{
    g_autofree char *first = NULL;
    for (guint r = 0; r < look->lines->rows->len; r++) {
        g_autofree char *name = born_in_row(look, r);
        if (name != NULL && first != NULL && strcmp(name, first) != 0)
            return g_steal_pointer(&name);
        if (first == NULL)
            first = g_steal_pointer(&name);
    }
    return NULL;
}

char *look_listed(const Look *look)
{
    char *listed = born_twice(look);
    if (listed != NULL)
        return listed;
    const GPtrArray *names = look->proposal->printed->fields[IDENTIFIER_NAME];
    for (guint i = 0; i < names->len; i++) {
        const Field *field = g_ptr_array_index(names, i);
        double middle = field->box.y + field->box.height / 2.0;
        if (field->source_page != look->page->source_page)
            continue;
        for (guint r = 0; r < look->lines->rows->len; r++) {
            const Row *row = lines_row(look->lines, r);
            if (middle < row->top || middle > row->bottom)
                continue;
            char *name = listed_below(look, r, field->box.x);
            if (name != NULL)
                return name;
        }
    }
    return NULL;
}
