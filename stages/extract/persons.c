/* persons.c - names of persons and of organisations among the tokens of a row.
 *
 * Does: tells where a name ends and whether it can be one. Does not: correct a name's letters. */
#include "facts.h"

#include "name.h"
#include "name_words.h"

#include <string.h>

#define LIKE_THEIR_CAPITALS "cjklopsuvwxyz"

enum { NAME_TOKENS_MOST = 8, ORGANISATION_TOKENS_MOST = 10 };

/* The token without specks and rules around it: "Matt]" gives "Matt". Yours to free. */
static char *name_clean(const char *text)
{
    while (*text != '\0' && strchr("([{|\"'`*~_=<>", *text) != NULL)
        text++;
    char *clean = g_strdup(text);
    gsize length = strlen(clean);
    for (;;) {
        if (length > 0 && strchr(")]}|\"`*~_=<>:;'", clean[length - 1]) != NULL)
            clean[--length] = '\0';
        else if (g_str_has_suffix(clean, "\342\200\231") || g_str_has_suffix(clean, "\342\200\230"))
            clean[length -= 3] = '\0'; /* a quotation mark */
        else
            break;
    }
    for (gsize i = 1; i < length; i++)
        if (clean[i] == '!' && g_ascii_islower(clean[i - 1]))
            clean[i] = 'l';
    return clean;
}

/* "S.NSWOM": a full stop within a word follows initials and "St." only. */
static gboolean has_stray_stop(const char *text)
{
    const char *stop = strchr(text, '.');
    return stop != NULL && strlen(stop + 1) > 3 && g_ascii_isalpha(stop[1]) &&
           g_ascii_strncasecmp(text, "St.", 3) != 0 && g_ascii_isupper(stop[2]);
}

static gboolean is_name_word(const char *text)
{
    gunichar c = g_utf8_get_char(text);
    if (has_stray_stop(text))
        return FALSE;
    if (!g_unichar_isupper(c))
        return g_unichar_islower(c) && (is_particle(text) || is_suffix(text));
    guint letters = 0, others = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        c = g_utf8_get_char(at);
        if (g_unichar_isalpha(c))
            letters++;
        else if (c >= 0x80 ? c != 0x2019 : strchr("-.',", (int)c) == NULL)
            others++;
    }
    return letters > 0 && others == 0 && !is_form_word(text);
}

/* "Tamika Christine jones": a capital that was read small, at the end of a cell. */
static gboolean is_small_surname(const Lines *lines, guint at, guint end)
{
    const Token *token = lines_token(lines, at);
    if (at + 1 < end && !lines_token(lines, at + 1)->cell)
        return FALSE;
    return strlen(token->text) >= 4 && g_ascii_islower(token->text[0]) &&
           strspn(token->text, "abcdefghijklmnopqrstuvwxyz") == strlen(token->text) &&
           !is_form_word(token->text) && !token->cell;
}

/* Specks and misread qualifiers before a name in headline case: "OC Nancy Lopez", "M D Denise de
 * Souza". */
static guint noise_before_name(const Lines *lines, guint first, guint count)
{
    guint skip = 0, words = 0;
    while (skip < MIN(count, 3)) {
        const char *text = lines_token(lines, first + skip)->text;
        gsize length = strlen(text);
        gboolean small = g_ascii_islower(text[0]) && !is_particle(text);
        gboolean capital = small && length > 3 && strchr(LIKE_THEIR_CAPITALS, text[0]) != NULL;
        if ((length > 3 && !small) || capital || strpbrk(text, ".,") != NULL || is_title(text) ||
            is_particle(text) || is_mixed_case(text) || !g_ascii_isalpha(text[0]))
            break;
        skip++;
    }
    for (guint i = first + skip; i < first + count; i++) {
        if (lines_token(lines, i)->cell && i > first + skip)
            break;
        words += is_mixed_case(lines_token(lines, i)->text);
    }
    return words >= 2 && skip < count ? skip : 0;
}

static gboolean ends_with(const char *text, char c)
{
    gsize length = strlen(text);
    return length > 0 && text[length - 1] == c;
}

/* "WILLIAMS KIMBERLY N" has lost its comma: an initial at the end is a middle one, so the surname
 * leads, and so it does before a suffix. Yours to free; NULL: not so. */
static char *comma_restored(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    guint n = g_strv_length(words);
    if (n < 3 || n > 4 || strchr(text, ',') != NULL || is_title(words[0]))
        return NULL;
    if (!is_suffix(words[1]) && (strlen(words[n - 1]) != 1 || strlen(words[1]) < 3))
        return NULL;
    return g_strdup_printf("%s,%s", words[0], text + strlen(words[0]));
}

static char *person_print(const char *text, gboolean patient)
{
    g_autofree char *restored = comma_restored(text);
    g_autoptr(PersonName) name = person_name_parse(restored != NULL ? restored : text);
    if (name == NULL || *name->last == '\0' || *name->first == '\0')
        return NULL;
    if (patient)
        return person_name_print(name);
    const char *parts[] = {name->first, name->middle, name->last, name->suffix};
    GString *printed = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (*parts[i] == '\0')
            continue;
        g_string_append_printf(printed, "%s%s", printed->len > 0 ? " " : "", parts[i]);
    }
    return g_string_free(printed, FALSE);
}

/* A capital that was read small, at the head of a name: "jeffrey Willie Poe", "lyer" for Iyer. */
static void capital_restore(char *word, gboolean first, const char *next)
{
    if (!g_ascii_islower(word[0]) || !g_ascii_isalpha(word[1]) || is_particle(word) ||
        is_suffix(word) || strchr(word, '.') != NULL)
        return;
    if (word[0] == 'l' && strchr("aeiou", word[1]) == NULL)
        word[0] = 'I';
    else if (first && strlen(word) > 2 && strchr(LIKE_THEIR_CAPITALS, word[0]) != NULL &&
             next != NULL && is_mixed_case(next) && !is_form_word(next) && !is_form_word(word))
        word[0] = g_ascii_toupper(word[0]);
}

/* What stands for a comma or a full stop in damaged print: "Diaz} Ana", "Ana W, Diaz". */
static void stop_restore(const char *text, const char *comma_before, guint words, char **word)
{
    gsize length = strlen(*word);
    if (words == 0 && length > 2 && ends_with(text, '}')) {
        char *whole = g_strconcat(*word, ",", NULL);
        g_free(*word);
        *word = whole;
    } else if (words == 1 && length == 2 && (*word)[1] == ',' && comma_before == NULL) {
        (*word)[1] = '.';
    }
}

/* "KellyA": the blank before an initial was lost. */
static void initial_part(char **word)
{
    gsize length = strlen(*word);
    if (length < 4 || !is_mixed_case(*word) || !g_ascii_isupper((*word)[length - 1]) ||
        !g_ascii_islower((*word)[length - 2]))
        return;
    char *parted = g_strdup_printf("%.*s %s", (int)length - 1, *word, *word + length - 1);
    g_free(*word);
    *word = parted;
}

typedef struct {
    GString *text;
    guint words;                     /* without titles and particles */
    gboolean mixed;                  /* a word in headline case stands in it */
    gboolean comma, initial, degree; /* what the last token was */
} Scan;

/* FALSE: the token is no part of the name. */
static gboolean scan_token(Scan *scan, const Lines *lines, guint at, guint end, gboolean begins)
{
    const Token *token = lines_token(lines, at);
    if (!begins && token->cell && !scan->comma && !scan->initial && scan->words >= 2)
        return FALSE;
    if (scan->words >= 2 && token->text[0] == '(')
        return FALSE; /* "Ana Diaz (F)" */
    g_autofree char *word = name_clean(token->text);
    const char *next =
        at + 1 < end && !lines_token(lines, at + 1)->cell ? lines_token(lines, at + 1)->text : NULL;
    capital_restore(word, scan->words == 0, next);
    stop_restore(token->text, strchr(scan->text->str, ','), scan->words, &word);
    /* A misread degree is still capitals behind a comma: "Campbell, MID". */
    gboolean degree =
        scan->words >= 2 && (is_degree(word) || (scan->comma && scan->mixed && is_capitals(word) &&
                                                 !is_suffix(word) && strlen(word) <= 6));
    if (!degree && (scan->degree || (!is_name_word(word) &&
                                     !(scan->words >= 1 && is_small_surname(lines, at, end)))))
        return FALSE;
    /* "Wong CT Abdomen": capitals behind a name in headline case are something else. */
    if (!degree && scan->mixed && scan->words >= 2 && is_capitals(word) && !is_suffix(word))
        return FALSE;
    scan->degree = degree;
    scan->comma = ends_with(word, ',');
    scan->initial = strlen(word) <= 2;
    scan->mixed = scan->mixed || is_mixed_case(word);
    if (degree)
        return TRUE;
    initial_part(&word);
    g_string_append_printf(scan->text, "%s%s", scan->text->len > 0 ? " " : "", word);
    /* "Le, Julian": before a comma it is the whole surname */
    scan->words += !is_title(word) && (!is_particle(word) || scan->comma);
    const char *comma = strchr(word, ',');
    scan->words += comma != NULL && comma > word && g_ascii_isalpha(comma[1]); /* "DIAZ,ANA" */
    return TRUE;
}

char *person_scan(const Lines *lines, guint first, guint count, gboolean patient, guint *length,
                  gboolean *credentials)
{
    guint skip = noise_before_name(lines, first, count), n = skip;
    g_autoptr(GString) text = g_string_new(NULL);
    Scan scan = {.text = text};
    *credentials = FALSE;
    for (; n < MIN(count, NAME_TOKENS_MOST); n++) {
        const Token *token = lines_token(lines, first + n);
        if (scan.words == 1 && strlen(token->text) == 1 && !g_ascii_isupper(token->text[0]))
            continue; /* a speck */
        if (!scan_token(&scan, lines, first + n, first + count, n == skip))
            break;
        *credentials = *credentials || scan.degree;
        if (token->colon || token->slash || ends_with(token->text, ';')) {
            n++;
            break;
        }
    }
    while (text->len > 0 && strchr(",;", text->str[text->len - 1]) != NULL)
        g_string_truncate(text, text->len - 1);
    *length = n;
    return scan.words >= 2 ? person_print(text->str, patient) : NULL;
}

static gboolean begins_name(const char *text)
{
    gunichar c = g_utf8_get_char(text);
    return g_unichar_isupper(c) || g_ascii_isdigit(*text);
}

/* "1." of "1. Hypertensive emergency." */
static gboolean is_list_number(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    return digits > 0 && strlen(text) == digits + 1 && strchr(".)", text[digits]) != NULL;
}

char *organisation_scan(const Lines *lines, guint first, guint count, guint *length)
{
    guint n = 0, letters = 0, digits = 0, small = 0;
    *length = 0;
    if (count == 0 || is_list_number(lines_token(lines, first)->text) ||
        (!begins_name(lines_token(lines, first)->text) &&
         (count == 1 || !begins_name(lines_token(lines, first + 1)->text))))
        return NULL;
    for (; n < MIN(count, ORGANISATION_TOKENS_MOST); n++) {
        const Token *token = lines_token(lines, first + n);
        if (n > 0 && token->cell)
            break;
        if (n > 0 && n + 1 < count && strlen(token->text) > 4 && ends_with(token->text, '.'))
            return NULL; /* a sentence ends */
        small += g_ascii_islower(token->text[0]) && strlen(token->text) > 3;
        for (const char *at = token->text; *at != '\0'; at++) {
            letters += g_ascii_isalpha(*at) != 0;
            digits += g_ascii_isdigit(*at) != 0;
        }
        if (token->colon) {
            n++;
            break;
        }
    }
    *length = n;
    if (letters < 4 || digits * 2 > letters || small > 1)
        return NULL;
    char *text = lines_text(lines, first, n);
    gsize end = strlen(text);
    while (end > 0 && strchr(",;:*]|", text[end - 1]) != NULL)
        text[--end] = '\0';
    return text;
}
