/* organisations.c - the words that organisations have in their names, and what an address looks
 * like.
 *
 * Reads: tokens. Does not: know where on a page they stand. */
#include "letter.h"

#include "codes.h"

#include <string.h>

enum {
    ADDRESS_ROWS = 4, /* from a name to the line with the ZIP code */
    CITY_TOKENS = 6,  /* from the beginning of that line to the code */
};

/* Words that organisations have in their names; lower case, letters only. */
static const char *const organisation_words[] = {
    "hospital",     "clinic",
    "center",       "centre",
    "medical",      "medicine",
    "health",       "healthcare",
    "associates",   "group",
    "imaging",      "radiology",
    "laboratory",   "laboratories",
    "lab",          "labs",
    "diagnostics",  "diagnostic",
    "orthopedics",  "orthopaedics",
    "orthopedic",   "orthopaedic",
    "cardiology",   "urology",
    "pediatrics",   "pediatric",
    "family",       "surgery",
    "surgical",     "physicians",
    "specialists",  "institute",
    "dermatology",  "neurology",
    "oncology",     "gastroenterology",
    "pulmonary",    "sleep",
    "womens",       "obgyn",
    "obstetrics",   "gynecology",
    "eye",          "vision",
    "dental",       "rehabilitation",
    "rehab",        "pathology",
    "practice",     "wellness",
    "system",       "memorial",
    "community",    "regional",
    "university",   "pc",
    "llc",          "inc",
    "pllc",         "llp",
    "pa",           "primary",
    "care",         "internal",
    "services",     "department",
    "partners",     "allergy",
    "asthma",       "endocrinology",
    "nephrology",   "rheumatology",
    "ent",          "otolaryngology",
    "podiatry",     "psychiatry",
    "behavioral",   "counseling",
    "therapy",      "urgent",
    "consultants",  "heart",
    "vascular",     "spine",
    "cancer",       "kidney",
    "arthritis",    "pain",
    "hospice",      "nursing",
    "home",         "pharmacy",
    "mercy",        "saint",
    "clinical",     "infirmary",
    "network",      "foundation",
    "doctors",      "ambulatory",
    "endoscopy",    "emergency",
    "ear",          "nose",
    "throat",       "sports",
    "mri",          "dialysis",
    "surgeons",     "surgicenter",
    "dentistry",    "dentists",
    "orthodontics", "chiropractic",
    "optometry",    "anesthesia",
    "radiologists", "pathologists",
    "surgeons",     "internists",
    NULL,
};

/* Words that no insurer has in its name: "Oxford Health Laboratory" is none. */
static const char *const place_words[] = {
    "hospital",   "clinic",   "center",   "centre",    "laboratory", "laboratories",
    "lab",        "labs",     "imaging",  "radiology", "surgery",    "physicians",
    "associates", "practice", "pharmacy", "memorial",  NULL,
};

/* Words that make a row a title or a sentence and no letterhead. */
static const char *const title_words[] = {
    "report",       "note",      "request",   "form",        "summary",        "record",
    "notice",       "reminder",  "claim",     "explanation", "authorization",  "referral",
    "consultation", "approved",  "bill",      "patient",     "date",           "phone",
    "fax",          "tel",       "telephone", "page",        "confidential",   "dear",
    "history",      "operation", "results",   "re",          "administration", "visit",
    "attorney",     "consent",   "directive", "status",      "inquiry",        "information",
    "order",        "your",      "claims",    NULL,
};

void letters_lower(const char *text, char out[LETTERS_SIZE])
{
    guint n = 0;
    for (; *text != '\0' && n < LETTERS_SIZE - 1; text++)
        if (g_ascii_isalpha(*text))
            out[n++] = g_ascii_tolower(*text);
    out[n] = '\0';
}

/* Every field of medicine and its places: "teleradiology", "pulmonology", "neurosurgery". */
static gboolean is_specialty(const char *letters)
{
    static const char *const endings[] = {"ology", "iatry", "iatrics", "surgery"};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
        if (strlen(letters) > strlen(endings[i]) + 2 && g_str_has_suffix(letters, endings[i]))
            return TRUE;
    return FALSE;
}

guint words_among(const Lines *lines, guint first, guint count, const char *const *list)
{
    guint n = 0;
    for (guint at = first; at < first + count; at++) {
        char letters[LETTERS_SIZE];
        letters_lower(lines_token(lines, at)->text, letters);
        n +=
            g_strv_contains(list, letters) || (list == organisation_words && is_specialty(letters));
    }
    return n;
}

guint organisation_words_count(const Lines *lines, guint first, guint count)
{
    return words_among(lines, first, count, organisation_words);
}

guint place_words_count(const Lines *lines, guint first, guint count)
{
    return words_among(lines, first, count, place_words);
}

guint title_words_count(const Lines *lines, guint first, guint count)
{
    return words_among(lines, first, count, title_words);
}

/* --- addresses ------------------------------------------------------------------------------- */

static gboolean is_zip(const char *text)
{
    guint digits = 0;
    while (digits < 5 && (g_ascii_isdigit(text[digits]) || digit_for(text[digits]) != 0))
        digits++;
    return digits == 5 && (text[5] == '\0' || strchr("-.,", text[5]) != NULL);
}

static gboolean is_state(const char *text)
{
    return g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
           (text[2] == '\0' || strchr(".,", text[2]) != NULL);
}

/* "Akron, OH 44344", also "OH44344" and with a speck between. */
gboolean is_address(const Lines *lines, guint first, guint count)
{
    for (guint at = first + 1; at < first + count; at++) {
        const char *text = lines_token(lines, at)->text;
        if (is_zip(text) && is_state(lines_token(lines, at - 1)->text))
            return TRUE;
        gsize length = strlen(text);
        if (length >= 7 && length <= 9 && g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) &&
            is_zip(text + length - 5))
            return TRUE;
    }
    return FALSE;
}

gboolean row_has_phone(const Lines *lines, const Row *row)
{
    for (guint at = row->first; at < row->first + row->count; at++)
        for (guint n = 1; n <= 2 && at + n <= row->first + row->count; n++) {
            char phone[PHONE_SIZE];
            g_autofree char *text = lines_text(lines, at, n);
            if (phone_parse(text, phone))
                return TRUE;
        }
    return FALSE;
}

/* Rows from `r` on until one with state and ZIP, within reach; rows->len: none. */
guint row_of_zip(const Lines *lines, guint r)
{
    for (guint i = r; i < MIN(r + ADDRESS_ROWS, lines->rows->len); i++) {
        const Row *row = lines_row(lines, i);
        if (is_address(lines, row->first, MIN(row->count, CITY_TOKENS)))
            return i;
    }
    return lines->rows->len;
}
