/* settle.c - readings that OCR left open and the chart answers, once a document is filed.
 *
 * Does: take the chart's spelling where a field differs from it only as damaged print does. Reads:
 * fields, evidence. Does not: decide whose the document is: it is called after that. */
#include "settle.h"

#include "evidence.h"

#include <string.h>

#define SETTLED_SURE 0.85f

enum { NAME_WORDS_MOST = 12 };

/* --- numbers and dates ----------------------------------------------------------------------- */

static const char *chart_number(const Patient *patient, Identifier identifier)
{
    switch (identifier) {
    case IDENTIFIER_BIRTH:
        return patient->date_of_birth;
    case IDENTIFIER_MRN:
        return patient->mrn;
    case IDENTIFIER_PHONE:
        return patient->phone;
    case IDENTIFIER_MEMBER:
        return patient->member_id;
    default:
        return NULL;
    }
}

/* Letters and digits: what hyphens a number is printed with is nobody's misreading. */
static gboolean same_signs(const char *one, const char *other)
{
    for (;; one++, other++) {
        while (*one != '\0' && !g_ascii_isalnum(*one))
            one++;
        while (*other != '\0' && !g_ascii_isalnum(*other))
            other++;
        if (g_ascii_toupper(*one) != g_ascii_toupper(*other))
            return FALSE;
        if (*one == '\0')
            return TRUE;
    }
}

static char *number_settled(const Finding *finding, const char *chart)
{
    gboolean open =
        finding->like == LIKE_VARIANT || (finding->like == LIKE_NEAR && finding->misread);
    return open && !same_signs(finding->field->value, chart) ? g_strdup(chart) : NULL;
}

/* --- names ----------------------------------------------------------------------------------- */

typedef struct {
    char *text; /* as printed */
    char *folded;
    gboolean used;
} NameWord;

static void name_word_clear(gpointer data)
{
    NameWord *word = data;
    g_free(word->text);
    g_free(word->folded);
}

static void words_append(GArray *words, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    for (guint i = 0; parts[i] != NULL && words->len < NAME_WORDS_MOST; i++) {
        NameWord word = {g_strdup(parts[i]), name_fold(parts[i]), FALSE};
        g_array_append_val(words, word);
    }
}

/* The printed word that is the chart's, or can only be a misreading of it: no name that anybody
 * here has. NULL: none. `*misread` is set for the latter. */
static NameWord *word_of(GArray *words, const char *folded, const Roster *roster,
                         const Nicknames *nicknames, gboolean *misread)
{
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < words->len; i++) {
            NameWord *word = &g_array_index(words, NameWord, i);
            gboolean same = strcmp(word->folded, folded) == 0;
            if (word->used || (pass == 0 && !same))
                continue;
            if (!same && (!words_near(word->folded, folded) ||
                          roster_lookup_name(roster, word->text) != NULL ||
                          nicknames_has(nicknames, word->folded)))
                continue;
            *misread = *misread || !same;
            return word;
        }
    return NULL;
}

/* Marks the printed words that make up a part of the chart's name; FALSE: it is not all there. */
static gboolean part_find(GArray *words, const char *part, const Roster *roster,
                          const Nicknames *nicknames, gboolean *misread)
{
    g_autofree char *folded = name_fold(part);
    g_auto(GStrv) parts = g_strsplit(folded, " ", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        NameWord *word = word_of(words, parts[i], roster, nicknames, misread);
        if (word == NULL)
            return FALSE;
        word->used = TRUE;
    }
    return parts[0] != NULL;
}

/* What is left is the middle name. */
static char *middle_of(GArray *words, const Patient *patient, const Roster *roster,
                       const Nicknames *nicknames, gboolean *misread)
{
    if (*patient->middle != '\0' && part_find(words, patient->middle, roster, nicknames, misread))
        return g_strdup(patient->middle);
    GString *middle = g_string_new(NULL);
    for (guint i = 0; i < words->len; i++) {
        const NameWord *word = &g_array_index(words, NameWord, i);
        if (!word->used)
            g_string_append_printf(middle, "%s%s", middle->len > 0 ? " " : "", word->text);
    }
    return g_string_free(middle, FALSE);
}

static gboolean is_upper(const char *text)
{
    g_autofree char *upper = g_utf8_strup(text, -1);
    return strcmp(upper, text) == 0;
}

/* The printed name as the chart parts and spells it; NULL: nothing to settle, or it is printed in
 * another form (a nickname, half of a compound surname). */
static char *name_settled(const char *value, const Patient *patient, const Roster *roster,
                          const Nicknames *nicknames)
{
    g_autoptr(PersonName) name = person_name_parse(value);
    if (name == NULL)
        return NULL;
    g_autoptr(GArray) words = g_array_new(FALSE, TRUE, sizeof(NameWord));
    g_array_set_clear_func(words, name_word_clear);
    words_append(words, name->first);
    words_append(words, name->middle);
    words_append(words, name->last);
    gboolean misread = FALSE;
    if (!part_find(words, patient->last, roster, nicknames, &misread) ||
        !part_find(words, patient->first, roster, nicknames, &misread))
        return NULL;
    g_autofree char *middle = middle_of(words, patient, roster, nicknames, &misread);
    g_autofree char *last = name_fold(name->last);
    g_autofree char *chart_last = name_fold(patient->last);
    if (!misread && strcmp(last, chart_last) == 0)
        return NULL;
    const PersonName settled = {patient->last, patient->first, middle, name->suffix};
    g_autofree char *printed = person_name_print(&settled);
    return is_upper(value) ? g_utf8_strup(printed, -1) : g_steal_pointer(&printed);
}

/* --- fields ---------------------------------------------------------------------------------- */

static void field_set(const Document *document, const Field *found, char *value)
{
    for (guint i = 0; i < document->fields->len; i++) {
        Field *field = g_ptr_array_index(document->fields, i);
        if (field != found)
            continue;
        g_free(field->value);
        field->value = value;
        field->confidence = SETTLED_SURE;
        return;
    }
    g_free(value);
}

/* The same value of the same field once, as first given. */
static void repeats_drop(Document *document, const char *name)
{
    for (guint i = 0; i < document->fields->len; i++) {
        const Field *field = g_ptr_array_index(document->fields, i);
        if (strcmp(field->name, name) != 0)
            continue;
        for (guint k = document->fields->len; k-- > i + 1;) {
            const Field *other = g_ptr_array_index(document->fields, k);
            if (strcmp(other->name, name) == 0 && strcmp(other->value, field->value) == 0)
                g_ptr_array_remove_index(document->fields, k);
        }
    }
}

static char *value_settled(const Printed *printed, Identifier identifier, guint index,
                           const Patient *patient, const Roster *roster, const Nicknames *nicknames)
{
    const Field *field = g_ptr_array_index(printed->fields[identifier], index);
    if (identifier == IDENTIFIER_NAME)
        return name_settled(field->value, patient, roster, nicknames);
    const char *chart = chart_number(patient, identifier);
    Finding finding = evidence_find(printed, identifier, index, patient, roster, nicknames);
    return chart != NULL ? number_settled(&finding, chart) : NULL;
}

void fields_settle(Document *document, const Patient *patient, const Roster *roster,
                   const Nicknames *nicknames)
{
    g_autoptr(Printed) printed = printed_new(document);
    for (guint which = 0; which < IDENTIFIER_COUNT; which++) {
        gboolean settled = FALSE;
        for (guint i = 0; i < printed->fields[which]->len; i++) {
            char *value = value_settled(printed, which, i, patient, roster, nicknames);
            if (value == NULL)
                continue;
            field_set(document, g_ptr_array_index(printed->fields[which], i), value);
            settled = TRUE;
        }
        if (settled)
            repeats_drop(document, identifier_field(which));
    }
}
