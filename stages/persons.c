/* persons.c - names of persons and of organisations among the tokens of a row.
 *
 * Does: tells where a name ends and whether it can be one. Does not: correct a name's letters. */
#include "facts.h"

#include "name.h"

#include <string.h>

enum { NAME_TOKENS_MOST = 8, ORGANISATION_TOKENS_MOST = 10 };

static const char *const form_words[] = {"information",
                                         "signature",
                                         "name",
                                         "date",
                                         "birth",
                                         "patient",
                                         "provider",
                                         "physician",
                                         "hospital",
                                         "clinic",
                                         "center",
                                         "medical",
                                         "record",
                                         "records",
                                         "number",
                                         "phone",
                                         "address",
                                         "report",
                                         "request",
                                         "insurance",
                                         "member",
                                         "plan",
                                         "health",
                                         "sex",
                                         "age",
                                         "dob",
                                         "mrn",
                                         "npi",
                                         "department",
                                         "relationship",
                                         "self",
                                         "same",
                                         "male",
                                         "female",
                                         "diagnosis",
                                         "history",
                                         "physical",
                                         "examination",
                                         "the",
                                         "and",
                                         "of",
                                         "for",
                                         "to",
                                         "with",
                                         "this",
                                         "is",
                                         "was",
                                         "on",
                                         "at",
                                         "has",
                                         "were",
                                         "please",
                                         "above",
                                         "below",
                                         "attached",
                                         "none",
                                         "yes",
                                         "no",
                                         "unknown",
                                         "copy",
                                         "fax",
                                         "room",
                                         "unit",
                                         "service",
                                         "visit",
                                         "office",
                                         "laboratory",
                                         "lab",
                                         "pharmacy",
                                         "suite",
                                         "city",
                                         "state",
                                         "zip",
                                         "type",
                                         "status",
                                         "specialty",
                                         "group",
                                         "policy",
                                         "account",
                                         "chart",
                                         "referring",
                                         "ordering",
                                         "attending",
                                         "requesting",
                                         "primary",
                                         "care",
                                         "signed",
                                         "electronically",
                                         "dictated",
                                         "transcribed",
                                         "approved",
                                         "denied",
                                         "form",
                                         "authorization",
                                         "code",
                                         "reason",
                                         "notes",
                                         "complaint",
                                         "procedure",
                                         "surgery",
                                         "operation",
                                         "discharge",
                                         "admission",
                                         "collected",
                                         "received",
                                         "reported",
                                         "specimen",
                                         "insured",
                                         "subscriber",
                                         "home",
                                         "work",
                                         "cell",
                                         "mobile",
                                         "legal",
                                         "representative",
                                         "last",
                                         "first",
                                         "middle",
                                         "initial",
                                         "seen",
                                         "your",
                                         "our",
                                         "dear",
                                         "blood",
                                         "pressure",
                                         "who",
                                         "which",
                                         "that",
                                         "from",
                                         "neurology",
                                         "cardiology",
                                         "orthopedics",
                                         "radiology",
                                         "pathology",
                                         "urology",
                                         "oncology",
                                         "test",
                                         "results",
                                         "result",
                                         "urgent",
                                         "routine",
                                         "standard",
                                         "expedited",
                                         "imaging",
                                         "services",
                                         "associates",
                                         "group",
                                         "medicine",
                                         "llc",
                                         "inc",
                                         "prescriber",
                                         "surgeon",
                                         "employer",
                                         "guarantor",
                                         "spouse",
                                         "parent",
                                         "child",
                                         "contact",
                                         "title",
                                         "time",
                                         "signatures",
                                         "impression",
                                         "findings",
                                         "assessment",
                                         "not",
                                         "are",
                                         "if",
                                         "or",
                                         "file",
                                         NULL};

static const char *const particles[] = {"de",  "del", "della", "di",  "da",  "dos", "du", "la",
                                        "le",  "van", "von",   "der", "den", "al",  "el", "bin",
                                        "ben", "ter", "ten",   "st",  "y",   NULL};

static const char *const degrees[] = {
    "MD",   "DO",   "NP",  "PA",   "PAC",   "PHD",  "RN",   "FNP",  "FNPBC", "CRNP",  "APRN",
    "ARNP", "DPM",  "DDS", "DMD",  "OD",    "DC",   "FACC", "FACS", "FACP",  "FAAFP", "CNP",
    "CNM",  "CRNA", "DNP", "MBBS", "FACOG", "FAAP", "PSYD", "LCSW", "PT",    "DPT",   "FNPC",
    "AGNP", "ANP",  "PNP", "MPH",  "MSN",   "FACG", "FACR", NULL};

/* Letters only, upper case: "M.D.," gives "MD". */
static void letters_only(const char *text, char out[16])
{
    guint n = 0;
    for (; *text != '\0' && n < 15; text++)
        if (g_ascii_isalpha(*text))
            out[n++] = g_ascii_toupper(*text);
    out[n] = '\0';
}

gboolean is_form_word(const char *text)
{
    char letters[16];
    letters_only(text, letters);
    g_autofree char *lower = g_ascii_strdown(letters, -1);
    return g_strv_contains(form_words, lower);
}

static gboolean is_degree(const char *text)
{
    char letters[16];
    letters_only(text, letters);
    guint capitals = 0;
    for (const char *at = text; *at != '\0'; at++)
        capitals += g_ascii_isupper(*at) != 0;
    return capitals >= 2 && g_strv_contains(degrees, letters);
}

static gboolean is_name_word(const char *text)
{
    const char *at = text;
    while (*at == '(' || *at == '"' || *at == '\'')
        at++;
    gunichar c = g_utf8_get_char(at);
    if (!g_unichar_isupper(c))
        return g_strv_contains(particles, at);
    guint letters = 0, others = 0;
    for (; *at != '\0'; at = g_utf8_next_char(at)) {
        c = g_utf8_get_char(at);
        if (g_unichar_isalpha(c))
            letters++;
        else if (strchr("-.',", (int)(c < 0x80 ? c : ',')) == NULL)
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

static gboolean is_title(const char *text)
{
    char letters[16];
    letters_only(text, letters);
    static const char *const titles[] = {"DR", "MR", "MRS", "MS", "MISS", "PROF", NULL};
    return g_strv_contains(titles, letters);
}

static gboolean ends_with(const char *text, char c)
{
    gsize length = strlen(text);
    return length > 0 && text[length - 1] == c;
}

static char *person_print(const char *text, gboolean patient)
{
    g_autoptr(PersonName) name = person_name_parse(text);
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

char *person_scan(const Lines *lines, guint first, guint count, gboolean patient, guint *length,
                  gboolean *credentials)
{
    guint n = 0, words = 0;
    gboolean comma = FALSE;
    *credentials = FALSE;
    g_autoptr(GString) text = g_string_new(NULL);
    for (; n < MIN(count, NAME_TOKENS_MOST); n++) {
        const Token *token = lines_token(lines, first + n);
        gboolean initial = n > 0 && strlen(lines_token(lines, first + n - 1)->text) <= 2;
        if (n > 0 && token->cell && !comma && !initial && words >= 2)
            break;
        gboolean degree = words >= 2 && is_degree(token->text);
        if (!degree && !is_name_word(token->text) &&
            !(words >= 1 && is_small_surname(lines, first + n, first + count)))
            break;
        if (*credentials && !degree)
            break;
        *credentials = *credentials || degree;
        /* The first degree ends the name, whatever person_name_parse() would make of it. */
        if (!degree) {
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", token->text);
            words += !is_title(token->text);
        }
        comma = ends_with(token->text, ',');
        if (token->colon || token->slash || ends_with(token->text, ';')) {
            n++;
            break;
        }
    }
    while (text->len > 0 && strchr(",;", text->str[text->len - 1]) != NULL)
        g_string_truncate(text, text->len - 1);
    *length = n;
    return words >= 2 ? person_print(text->str, patient) : NULL;
}

static gboolean begins_name(const char *text)
{
    gunichar c = g_utf8_get_char(text);
    return g_unichar_isupper(c) || g_ascii_isdigit(*text);
}

char *organisation_scan(const Lines *lines, guint first, guint count, guint *length)
{
    guint n = 0, letters = 0, digits = 0, small = 0;
    *length = 0;
    if (count == 0 || !begins_name(lines_token(lines, first)->text))
        return NULL;
    for (; n < MIN(count, ORGANISATION_TOKENS_MOST); n++) {
        const Token *token = lines_token(lines, first + n);
        if (n > 0 && token->cell)
            break;
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
