/* name.c - names of persons, parsed from print.
 *
 * Does: tells surname, given names and suffix in both printed orders; drops titles, credentials
 * and nicknames in quotes. Does not: correct spelling, or know which names exist. */
#include "name.h"

#include <string.h>

enum {
    NAME_BYTES_MOST = 200, /* longer text is no name */
    NAME_TOKENS_MOST = 9,
    TOKEN_LETTERS_MOST = 26, /* longer words are leader dots that were taken for letters */
};

/* All lists hold folded words. */
static const char *const titles[] = {"MR",     "MRS",    "MS",   "MISS", "MX",  "DR",
                                     "PROF",   "REV",    "HON",  "FR",   "SIR", "MME",
                                     "DOCTOR", "MASTER", "DAME", "SIS",  NULL};

/* After a name these are degrees and licences, whatever stands around them. */
static const char *const credentials[] = {
    "MD",     "RN",    "NP",     "PHD",    "MBBS",  "DDS",   "DMD",    "DPM",   "PAC",   "FNP",
    "FNPC",   "FNPBC", "ARNP",   "APRN",   "CRNA",  "CNM",   "CNP",    "CNS",   "ANP",   "ANPC",
    "AGNP",   "AGNPC", "AGACNP", "ACNP",   "PNP",   "DNP",   "LPN",    "LVN",   "LCSW",  "LMSW",
    "LPC",    "LMFT",  "PHARMD", "RPH",    "PSYD",  "DPT",   "OTR",    "OTRL",  "RDN",   "CDE",
    "CDCES",  "BSN",   "MSN",    "MPH",    "MBA",   "MHA",   "MSC",    "FACC",  "FACP",  "FACS",
    "FAAP",   "FACOG", "FACEP",  "FAAFP",  "FAAOS", "FACR",  "FASN",   "FAAN",  "FAASM", "FCCP",
    "FACG",   "FACE",  "FACHE",  "FHM",    "SFHM",  "FCAP",  "FSCAI",  "FHRS",  "FRCP",  "FRCS",
    "FRCPC",  "FRCSC", "FAANS",  "FAAD",   "FACMG", "FIDSA", "FASCRS", "DABR",  "ESQ",   "CCCSLP",
    "FAAPMR", "FSIR",  "FACRO",  "FASTRO", "MBCHB", "BCPS",  "CRNP",   "MDPHD", "WHNP",  "PMHNP",
    NULL};

/* These are names of persons as well: credentials only in capitals, behind a comma or mixed case.
 */
static const char *const credentials_or_names[] = {"DO", "PA", "MA", "OD", "DC", "RD", "MS",
                                                   "PT", "OT", "CT", "BA", "BS", "JD", NULL};

/* A surname begins with these. */
static const char *const particles[] = {
    "DE",  "DEL", "DELA", "DELLA", "DELLO", "DI",    "DA",  "DAL",    "DOS",    "DAS",  "DO",
    "DU",  "DES", "LA",   "LAS",   "LOS",   "LE",    "VAN", "VON",    "DEN",    "DER",  "TER",
    "TEN", "ST",  "STE",  "SAN",   "SANTA", "SAINT", "AL",  "EL",     "BIN",    "BINT", "IBN",
    "ABU", "MC",  "MAC",  "FITZ",  "AF",    "AV",    "ZU",  "VANDER", "VANDEN", "O",    NULL};

static const struct {
    const char *folded, *printed;
} suffixes[] = {{"JR", "Jr"},   {"SR", "Sr"},   {"JUNIOR", "Jr"}, {"SENIOR", "Sr"},
                {"II", "II"},   {"III", "III"}, {"IV", "IV"},     {"2ND", "II"},
                {"3RD", "III"}, {"4TH", "IV"},  {"V", "V"}};

typedef struct {
    GPtrArray *tokens; /* as printed, lent from the split text */
    GPtrArray *folded; /* owned */
} Part;

static void part_clear(Part *part)
{
    g_clear_pointer(&part->tokens, g_ptr_array_unref);
    g_clear_pointer(&part->folded, g_ptr_array_unref);
}

static const char *part_folded(const Part *part, guint index)
{
    return g_ptr_array_index(part->folded, index);
}

static void part_drop(Part *part, guint index)
{
    g_ptr_array_remove_index(part->tokens, index);
    g_ptr_array_remove_index(part->folded, index);
}

static gboolean is_enclosed(const char *token)
{
    static const char *const marks[][2] = {
        {"\"", "\""}, {"(", ")"}, {"\342\200\234", "\342\200\235"}};
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(token, marks[i][0]) && g_str_has_suffix(token, marks[i][1]))
            return TRUE;
    return FALSE;
}

static gboolean is_name_character(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Quotes, dots and strokes that OCR sees around a word go; the full stop of "St." stays. */
static char *token_trim(char *token)
{
    while (*token != '\0' && !is_name_character(g_utf8_get_char(token)))
        token = g_utf8_next_char(token);
    char *end = token;
    for (char *at = token; *at != '\0'; at = g_utf8_next_char(at))
        if (is_name_character(g_utf8_get_char(at)))
            end = g_utf8_next_char(at);
    if (end > token && *end == '.')
        end++;
    *end = '\0';
    return token;
}

/* The tokens between two commas; words in quotes or parentheses are nicknames and are left out. */
static Part part_split(char *text)
{
    Part part = {g_ptr_array_new(), g_ptr_array_new_with_free_func(g_free)};
    char *rest = NULL;
    for (char *token = strtok_r(text, " \t\r\n", &rest); token != NULL;
         token = strtok_r(NULL, " \t\r\n", &rest)) {
        if (is_enclosed(token))
            continue;
        token = token_trim(token);
        g_autofree char *folded = name_fold(token);
        if (*folded == '\0' || g_utf8_strlen(folded, -1) > TOKEN_LETTERS_MOST)
            continue;
        g_ptr_array_add(part.tokens, token);
        g_ptr_array_add(part.folded, g_steal_pointer(&folded));
    }
    return part;
}

static gboolean is_capitals(const char *text)
{
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
        if (g_unichar_islower(g_utf8_get_char(at)))
            return FALSE;
    return TRUE;
}

/* A hyphen of "PA-C" folds to a space. */
static gboolean is_credential(const Part *part, guint index, gboolean parted)
{
    g_autofree char *joined = g_strdup(part_folded(part, index));
    char *to = joined;
    for (const char *from = joined; *from != '\0'; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    if (g_strv_contains(credentials, joined))
        return TRUE;
    return parted && is_capitals(g_ptr_array_index(part->tokens, index)) &&
           g_strv_contains(credentials_or_names, joined);
}

static const char *suffix_lookup(const char *folded)
{
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (strcmp(folded, suffixes[i].folded) == 0)
            return suffixes[i].printed;
    return NULL;
}

const char *name_suffix(const char *text)
{
    g_autofree char *folded = name_fold(text);
    return suffix_lookup(folded);
}

/* Takes a suffix off the end when `keep` tokens stay; a lone V is a middle initial unless more
 * names stand before it. */
static const char *part_take_suffix(Part *part, guint keep)
{
    guint n = part->tokens->len;
    if (n <= keep)
        return NULL;
    const char *suffix = suffix_lookup(part_folded(part, n - 1));
    if (suffix == NULL || (strcmp(suffix, "V") == 0 && n <= keep + 1))
        return NULL;
    part_drop(part, n - 1);
    return suffix;
}

/* "DIAZ, SR LUIS": the comma was lost behind the suffix, and set before it since. */
static const char *part_take_leading_suffix(Part *part)
{
    const char *suffix = part->tokens->len > 1 ? suffix_lookup(part_folded(part, 0)) : NULL;
    if (suffix == NULL || strlen(part_folded(part, 0)) < 2)
        return NULL;
    part_drop(part, 0);
    return suffix;
}

static void part_drop_titles(Part *part)
{
    while (part->tokens->len > 1 && g_strv_contains(titles, part_folded(part, 0)))
        part_drop(part, 0);
}

static void part_drop_credentials(Part *part, guint keep)
{
    gboolean mixed = part->tokens->len > 0 && !is_capitals(g_ptr_array_index(part->tokens, 0));
    while (part->tokens->len > keep && is_credential(part, part->tokens->len - 1, mixed))
        part_drop(part, part->tokens->len - 1);
}

static gboolean part_is_credentials(const Part *part)
{
    for (guint i = 0; i < part->tokens->len; i++)
        if (!is_credential(part, i, TRUE))
            return FALSE;
    return part->tokens->len > 0;
}

static char *part_join(const Part *part, guint from, guint to)
{
    GString *joined = g_string_new(NULL);
    for (guint i = from; i < to; i++) {
        if (joined->len > 0)
            g_string_append_c(joined, ' ');
        g_string_append(joined, g_ptr_array_index(part->tokens, i));
    }
    /* A full stop belongs to "St." but not to an initial's or a name's end. */
    char *name = g_string_free(joined, FALSE);
    gsize length = strlen(name);
    if (length > 0 && name[length - 1] == '.')
        name[length - 1] = '\0';
    return name;
}

/* Where the surname begins in "First Middle Last": behind an initial, or with its first particle.
 */
static guint surname_start(const Part *part)
{
    guint n = part->tokens->len;
    for (guint i = 1; i + 1 < n; i++)
        if (strlen(part_folded(part, i)) == 1)
            return i + 1;
    for (guint i = 1; i + 1 < n; i++)
        if (g_strv_contains(particles, part_folded(part, i)))
            return i;
    return n - 1;
}

static gboolean has_letters(const PersonName *name)
{
    g_autofree char *folded_last = name_fold(name->last);
    g_autofree char *folded_first = name_fold(name->first);
    guint letters = 0, digits = 0;
    for (const char *at = folded_last; *at != '\0'; at = g_utf8_next_char(at))
        g_unichar_isdigit(g_utf8_get_char(at)) ? digits++ : letters++;
    for (const char *at = folded_first; *at != '\0'; at = g_utf8_next_char(at))
        g_unichar_isdigit(g_utf8_get_char(at)) ? digits++ : letters++;
    return letters >= 2 && letters > 2 * digits;
}

static PersonName *name_from_parts(Part *surname, Part *given)
{
    const char *suffix = part_take_suffix(surname, 1);
    part_drop_titles(surname);
    if (given == NULL) {
        part_drop_credentials(surname, 2);
        const char *inner = part_take_suffix(surname, 2);
        suffix = suffix != NULL ? suffix : inner;
    } else {
        part_drop_titles(given);
        part_drop_credentials(given, 1);
        const char *leading = part_take_leading_suffix(given);
        const char *trailing = part_take_suffix(given, 1);
        suffix = suffix != NULL ? suffix : leading != NULL ? leading : trailing;
    }

    PersonName *name = g_new0(PersonName, 1);
    name->suffix = g_strdup(suffix != NULL ? suffix : "");
    guint n = surname->tokens->len;
    if (given != NULL) {
        name->last = part_join(surname, 0, n);
        name->first = part_join(given, 0, 1);
        name->middle = part_join(given, 1, given->tokens->len);
    } else {
        guint start = n > 1 ? surname_start(surname) : 0;
        name->last = part_join(surname, start, n);
        name->first = part_join(surname, 0, MIN(start, 1));
        name->middle = part_join(surname, MIN(start, 1), start);
    }
    return name;
}

/* The parts between commas, without those that hold only credentials or the suffix. */
static GArray *parts_split(char *text, const char **suffix)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(Part));
    g_array_set_clear_func(parts, (GDestroyNotify)part_clear);
    char *rest = NULL;
    for (char *piece = strtok_r(text, ",;^", &rest); piece != NULL;
         piece = strtok_r(NULL, ",;^", &rest)) {
        Part part = part_split(piece);
        const char *only = part.tokens->len == 1 ? suffix_lookup(part_folded(&part, 0)) : NULL;
        if (only != NULL && parts->len > 0 && strcmp(only, "V") != 0) {
            *suffix = only;
            part_clear(&part);
        } else if (part.tokens->len == 0 || (parts->len > 0 && part_is_credentials(&part))) {
            part_clear(&part);
        } else {
            g_array_append_val(parts, part);
        }
    }
    return parts;
}

PersonName *person_name_parse(const char *text)
{
    if (strlen(text) > NAME_BYTES_MOST || !g_utf8_validate(text, -1, NULL))
        return NULL;
    g_autofree char *copy = g_strdup(text);
    const char *suffix = NULL;
    g_autoptr(GArray) parts = parts_split(copy, &suffix);
    guint tokens = 0;
    for (guint i = 0; i < parts->len; i++)
        tokens += g_array_index(parts, Part, i).tokens->len;
    if (tokens == 0 || tokens > NAME_TOKENS_MOST)
        return NULL;

    Part *given = parts->len > 1 ? &g_array_index(parts, Part, 1) : NULL;
    g_autoptr(PersonName) name = name_from_parts(&g_array_index(parts, Part, 0), given);
    /* "Last^First^Middle", and "Last, First, Middle" of forms. */
    if (parts->len > 2 && *name->middle == '\0') {
        Part *third = &g_array_index(parts, Part, 2);
        g_free(name->middle);
        name->middle = part_join(third, 0, third->tokens->len);
    }
    if (suffix != NULL && *name->suffix == '\0') {
        g_free(name->suffix);
        name->suffix = g_strdup(suffix);
    }
    return has_letters(name) ? g_steal_pointer(&name) : NULL;
}

void person_name_free(PersonName *name)
{
    if (name == NULL)
        return;
    g_free(name->last);
    g_free(name->first);
    g_free(name->middle);
    g_free(name->suffix);
    g_free(name);
}

char *person_name_print(const PersonName *name)
{
    GString *printed = g_string_new(name->last);
    const char *const rest[] = {name->first, name->middle, name->suffix};
    gboolean comma = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(rest); i++) {
        if (*rest[i] == '\0')
            continue;
        g_string_append_printf(printed, "%s%s", comma ? " " : ", ", rest[i]);
        comma = TRUE;
    }
    return g_string_free(printed, FALSE);
}
