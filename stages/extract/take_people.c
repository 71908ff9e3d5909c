/* take_people.c - names of persons and organisations, and the sex, as values of labels.
 *
 * Does: knows the order of a form's name and the boxes to tick. Does not: choose the span. */
#include "takes.h"

#include "letter.h"
#include "name.h"
#include "name_words.h"

#include <string.h>

/* Box 17 of a claim: DN referring, DK ordering, DQ supervising stand before the name. */
static gboolean is_qualifier(const Token *token)
{
    return strlen(token->text) == 2 && g_ascii_isupper(token->text[0]) &&
           g_ascii_isupper(token->text[1]) &&
           (strcmp(token->text, "DN") == 0 || strcmp(token->text, "DK") == 0 ||
            strcmp(token->text, "DQ") == 0);
}

static gboolean role_is_patient(Role role)
{
    return role == ROLE_PATIENT_NAME || role == ROLE_NAME || role == ROLE_INSURED_NAME ||
           role == ROLE_OTHER_NAME;
}

/* "PATIENT'S NAME (Last Name, First Name, Middle Initial)" */
static gboolean label_says_last_first(const Lines *lines, const Label *label)
{
    for (guint i = 1; i < label->count; i++) {
        const char *key = lines_token(lines, label->first + i)->key;
        if (g_str_has_prefix(key, "iast") || g_str_has_prefix(key, "fir"))
            return key[0] == 'i';
    }
    return FALSE;
}

/* A name that a form wants surname first and whose comma is lost: "WILLIAMS KIMBERLY N". NULL: it
 * has its comma. */
static char *name_turned(const Lines *lines, guint first, guint count)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint at = first; at < first + count; at++) {
        const char *word = lines_token(lines, at)->text;
        if (strlen(word) > 1 || g_ascii_isupper(word[0])) /* else a speck */
            g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", word);
    }
    const char *text = words->str, *space = strchr(text, ' ');
    if (space == NULL || strchr(text, ',') != NULL)
        return NULL;
    g_autofree char *parted = g_strdup_printf("%.*s,%s", (int)(space - text), text, space);
    g_autoptr(PersonName) name = person_name_parse(parted);
    return name != NULL && *name->first != '\0' ? person_name_print(name) : NULL;
}

/* "Provider: Harbor Medical Group" names a practice. */
static gboolean practice_take(const Reader *reader, Span span)
{
    guint length;
    const Lines *lines = reader->page->lines;
    g_autofree char *name = organisation_scan(lines, span.first, span.count, &length);
    if (name == NULL || length < 2 || organisation_words_count(lines, span.first, length) == 0)
        return FALSE;
    page_facts_add(reader->page, ROLE_FACILITY, PARTY_OTHER, name, span.first, length, reader->sure,
                   TRUE);
    return TRUE;
}

/* Specks before a name, and what a colon inside a label left behind: "Patient: Name  Ana Diaz". */
static gboolean is_residue(const Token *token)
{
    for (const char *at = token->text; *at != '\0'; at = g_utf8_next_char(at))
        if (g_unichar_isalpha(g_utf8_get_char(at)))
            return g_str_has_suffix(token->key, "name") && strlen(token->key) <= 5;
    return strpbrk(token->text, "0123456789") == NULL;
}

/* "Blue Ridge Internal Medicine", "Maple Family IM #4471": an office. Some of its words are names,
 * too, so one is not enough. */
static gboolean is_practice(const Lines *lines, Span span)
{
    guint length = lines_cell_length(lines, span.first, span.first + span.count);
    for (guint at = span.first + 1; at < span.first + length; at++) {
        const char *text = lines_token(lines, at)->text;
        if (strcmp(text, "&") == 0 || (text[0] == '#' && g_ascii_isdigit(text[1])))
            return TRUE;
    }
    return organisation_words_count(lines, span.first, length) > 1;
}

gboolean person_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    guint skip = 0, length;
    gboolean credentials;
    while (skip + 1 < span.count && skip < 2 &&
           (is_qualifier(lines_token(lines, span.first + skip)) ||
            is_residue(lines_token(lines, span.first + skip))))
        skip++;
    gboolean patient = role_is_patient(reader->label->role);
    if (patient && span.count > 0 && is_practice(lines, span))
        return FALSE;
    gboolean last_first = patient && label_says_last_first(lines, reader->label);
    g_autofree char *name =
        person_scan(lines, span.first + skip, span.count - skip, patient, &length, &credentials);
    if (name != NULL && last_first) {
        g_autofree char *turned = name_turned(lines, span.first + skip, length);
        if (turned != NULL) {
            reader_add(reader, turned, span.first + skip, length, 1);
            return TRUE;
        }
    }
    if (name == NULL && reader->label->role == ROLE_PROVIDER)
        return practice_take(reader, span);
    if (name == NULL || (patient && credentials && reader->label->role == ROLE_NAME))
        return FALSE;
    reader_add(reader, name, span.first + skip, length, 1);
    return TRUE;
}

static gboolean sex_parse(const char *text, char sex[2])
{
    g_autofree char *lower = g_ascii_strdown(text, -1);
    g_strlcpy(sex, "", 2);
    if (strcmp(lower, "f") == 0 || strcmp(lower, "female") == 0 || strcmp(lower, "woman") == 0)
        g_strlcpy(sex, "F", 2);
    else if (strcmp(lower, "m") == 0 || strcmp(lower, "male") == 0 || strcmp(lower, "man") == 0)
        g_strlcpy(sex, "M", 2);
    return *sex != '\0';
}

static gboolean is_tick(const char *text)
{
    static const char *const ticks[] = {"[x]",    "(x)",    "x",      "[X]",    "(X)", "X",
                                        "\u2612", "\u2611", "\u2713", "\u2714", NULL};
    return g_strv_contains(ticks, text);
}

/* A box to tick that is empty; see lines.c. */
static gboolean is_box(const char *text)
{
    return strcmp(text, "[") == 0 || strcmp(text, "[]") == 0 || strcmp(text, "(") == 0 ||
           strcmp(text, "()") == 0 || strcmp(text, "\u2610") == 0 || is_tick(text);
}

/* With boxes to tick the letter that the tick stands at: before it, or behind when a letter leads.
 */
gboolean sex_take(const Reader *reader, Span span)
{
    const Lines *lines = reader->page->lines;
    guint found = span.count, tick = span.count, n = MIN(span.count, 8);
    char sex[2] = "";
    gboolean box_first = n > 0 && is_box(lines_token(lines, span.first)->text);
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = g_strdup(lines_token(lines, span.first + i)->text);
        if (tick == span.count && is_tick(text))
            tick = i;
        g_strdelimit(text, ",.;()[]", ' ');
        char here[2];
        if (!sex_parse(g_strstrip(text), here))
            continue;
        gboolean ticked = tick < i && (found == span.count || found > tick || box_first);
        if (found != span.count && !ticked)
            continue;
        if (found != span.count && found < tick && tick == found + 1 && !box_first)
            break; /* "M [X] F": the tick belongs to the letter before it */
        found = i;
        memcpy(sex, here, sizeof sex);
    }
    if (found == span.count)
        return FALSE;
    reader_add(reader, sex, span.first + found, 1, 1);
    return TRUE;
}

/* One part of a name in a field of its own: kept for putting together. */
gboolean name_part_take(const Reader *reader, Span span)
{
    const Token *token = lines_token(reader->page->lines, span.first);
    guint length;
    gboolean credentials;
    if (g_str_has_suffix(token->text, ",")) { /* "(Last Name, First Name)" over a whole name */
        g_autofree char *name =
            person_scan(reader->page->lines, span.first, span.count, TRUE, &length, &credentials);
        if (name != NULL)
            page_facts_add(reader->page, ROLE_NAME, reader->label->party, name, span.first, length,
                           reader->sure, TRUE);
        return name != NULL;
    }
    if (!g_unichar_isalpha(g_utf8_get_char(token->text)) || is_form_word(token->text))
        return FALSE;
    reader_add(reader, token->text, span.first, 1, 1);
    return TRUE;
}
