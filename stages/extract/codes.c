/* codes.c - numbers and codes that can be told by shape and check digit.
 *
 * Does: repairs what recognition confuses where the shape leaves one answer, checks Luhn sums.
 * Does not: know which codes exist. */
#include "codes.h"

#include <string.h>

#define MBI_LETTERS "ACDEFGHJKMNPQRTUVWXY"

#define HCPCS_CHOICE_LEAST  0.7f
#define HCPCS_CHOICE_COMMON 0.3f /* "G0439" is billed daily, "60439" hardly ever */

enum { CODE_MOST = 16 };

char digit_for(char c)
{
    switch (c) {
    case 'O':
    case 'o':
    case 'Q':
    case 'D':
        return '0';
    case 'I':
    case 'L':
    case 'l':
    case 'i':
    case '|':
    case '!':
    case ']':
        return '1';
    case 'Z':
    case 'z':
        return '2';
    case 'S':
    case 's':
        return '5';
    case 'G':
        return '6';
    case 'B':
        return '8';
    default:
        return 0;
    }
}

guint digits_count(const char *text)
{
    guint digits = 0;
    for (; *text != '\0'; text++)
        digits += g_ascii_isdigit(*text) != 0;
    return digits;
}

static char letter_for(char c)
{
    switch (c) {
    case '0':
        return 'O';
    case '1':
    case 'l':
    case '|':
    case '!':
        return 'I';
    case '2':
        return 'Z';
    case '3':
        return 'J';
    case '5':
    case '$':
        return 'S';
    case '6':
        return 'G';
    case '8':
        return 'B';
    default:
        return 0;
    }
}

/* The likeliest other reading of a symbol among `wanted`; 0: none. */
static char choice_among(const GArray *choices, guint at, const char *wanted)
{
    const Choice *best = NULL;
    for (guint i = 0; choices != NULL && i < choices->len; i++) {
        const Choice *choice = &g_array_index(choices, Choice, i);
        if (choice->at == at && choice->symbol > 0 && choice->symbol < 0x80 &&
            strchr(wanted, (int)choice->symbol) != NULL &&
            (best == NULL || choice->confidence > best->confidence))
            best = choice;
    }
    return best != NULL ? (char)best->symbol : 0;
}

static char as_digit(char c, const GArray *choices, guint at)
{
    if (g_ascii_isdigit(c) || strchr(".,-/", c) != NULL)
        return g_ascii_isdigit(c) ? c : 0;
    char other = choice_among(choices, at, "0123456789");
    return other != 0 ? other : digit_for(c);
}

static char as_letter(char c, const GArray *choices, guint at, const char *wanted)
{
    char upper = g_ascii_toupper(c);
    if (g_ascii_isalpha(c) && c != 'l' && strchr(wanted, upper) != NULL)
        return upper;
    char other = choice_among(choices, at, wanted);
    if (other == 0)
        other = letter_for(c);
    return other != 0 && strchr(wanted, other) != NULL ? other : 0;
}

/* Skips brackets and such at both ends; gives the length that is left. */
static gsize edges_skip(const char **text, guint *at)
{
    while (**text != '\0' && strchr("([{.,;:'\"*-#_", **text) != NULL) {
        (*text)++;
        (*at)++;
    }
    gsize length = strlen(*text);
    while (length > 0 && strchr(")]}.,;:'\"*-_", (*text)[length - 1]) != NULL)
        length--;
    return length;
}

/* --- NPI ------------------------------------------------------------------------------------- */

static gboolean luhn_holds(const char *npi)
{
    guint sum = 24; /* what the prefix 80840 adds */
    for (guint i = 0; i < 10; i++) {
        guint digit = (guint)(npi[i] - '0');
        if (i % 2 == 0)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

gboolean npi_parse(const char *text, const GArray *choices, char npi[NPI_SIZE])
{
    guint at = 0;
    gsize length = edges_skip(&text, &at);
    if (length != 10)
        return FALSE;
    for (guint i = 0; i < 10; i++) {
        npi[i] = as_digit(text[i], choices, at + i);
        if (npi[i] == 0)
            return FALSE;
    }
    npi[10] = '\0';
    if ((npi[0] == '1' || npi[0] == '2') && luhn_holds(npi))
        return TRUE;
    /* One symbol read otherwise by the recogniser may satisfy the sum. */
    const char *found = NULL;
    char repaired[NPI_SIZE] = "";
    for (guint i = 0; choices != NULL && i < choices->len; i++) {
        const Choice *choice = &g_array_index(choices, Choice, i);
        if (choice->at < at || choice->at >= at + 10 || choice->symbol < '0' ||
            choice->symbol > '9' || choice->confidence < 0.05)
            continue;
        char other[NPI_SIZE];
        memcpy(other, npi, NPI_SIZE);
        other[choice->at - at] = (char)choice->symbol;
        if ((other[0] != '1' && other[0] != '2') || !luhn_holds(other))
            continue;
        if (found != NULL && strcmp(found, other) != 0)
            return FALSE;
        memcpy(repaired, other, NPI_SIZE);
        found = repaired;
    }
    if (found != NULL)
        memcpy(npi, repaired, NPI_SIZE);
    return found != NULL;
}

/* --- ICD-10-CM ------------------------------------------------------------------------------- */

gboolean icd_parse(const char *text, const GArray *choices, char icd[ICD_SIZE], gboolean *repaired)
{
    guint at = 0;
    gsize length = edges_skip(&text, &at);
    char out[CODE_MOST];
    guint n = 0, digits = 0;
    *repaired = FALSE;
    for (gsize i = 0; i < length; i++) {
        char c = text[i], taken;
        if ((guchar)c >=
            0x80) { /* "E\302\24311.9": a doubtful E was read twice, as pound sign too */
            *repaired = TRUE;
            if (n == 0 && strncmp(text + i, "\302\243", 2) == 0)
                out[n++] = 'E';
            else if (n == 0 && strncmp(text + i, "\342\202\254", 3) == 0)
                out[n++] = 'C'; /* a euro sign */
            continue;
        }
        digits += g_ascii_isdigit(c) != 0;
        guint symbol = at + (guint)i;
        if (c == '.' || c == ',' || c == '-' || c == '_') {
            if (n != 3 || i + 1 == length)
                return FALSE;
            continue;
        }
        if (n == 0)
            taken = as_letter(c, choices, symbol, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        else if (n == 1)
            taken = as_digit(c, choices, symbol);
        else if (n == 2 && (c == 'A' || c == 'B'))
            taken = c;
        else if (n >= 3 && g_ascii_isupper(c) && digit_for(c) == 0)
            taken = c; /* "S72.001A" */
        else
            taken = as_digit(c, choices, symbol);
        if (taken == 0 || n == 7)
            return FALSE;
        *repaired = *repaired || taken != c;
        out[n++] = taken;
    }
    if (n < 3 || digits == 0) /* "POS" is a word */
        return FALSE;
    out[n] = '\0';
    if (n == 3)
        g_strlcpy(icd, out, ICD_SIZE);
    else
        g_snprintf(icd, ICD_SIZE, "%.3s.%.4s", out, out + 3);
    return TRUE;
}

/* --- CPT and HCPCS --------------------------------------------------------------------------- */

/* A digit that the recogniser would as soon have read as the letter of a HCPCS code ("J1100");
 * `behind`: the next sign. */
static char hcpcs_letter(char digit, char behind, const GArray *choices, guint at)
{
    char best = digit;
    float weight = digit == '6' && behind == '0' ? HCPCS_CHOICE_COMMON : HCPCS_CHOICE_LEAST;
    for (guint i = 0; choices != NULL && i < choices->len; i++) {
        const Choice *choice = &g_array_index(choices, Choice, i);
        if (choice->at != at || choice->confidence < weight || choice->symbol > 'V' ||
            strchr("ACEGHJKLPQRSTV", (int)choice->symbol) == NULL)
            continue;
        best = (char)choice->symbol;
        weight = choice->confidence;
    }
    return best;
}

gboolean cpt_parse(const char *text, const GArray *choices, char cpt[CPT_SIZE])
{
    guint at = 0;
    gboolean pound = g_str_has_prefix(text, "\302\243"); /* an E, as in ICD-10 */
    if (pound)
        text++;
    gsize length = edges_skip(&text, &at);
    if (length != 5 && !(length == 8 && text[5] == '-' && g_ascii_isalnum(text[6])))
        return FALSE; /* "99214-25" has its modifier behind it */
    for (guint i = 0; i < 5; i++) {
        char c = i == 0 && pound ? 'E' : text[i];
        if (i == 0 && g_ascii_isdigit(c))
            c = hcpcs_letter(c, text[1], choices, at);
        gboolean letter = (i == 0 && c >= 'A' && c <= 'V' && digit_for(c) == 0) ||
                          (i == 4 && strchr("FTUAM", c) != NULL && g_ascii_isdigit(cpt[0]));
        /* G0439, S9083: the letter stays when the rest are digits and it is one of HCPCS */
        if (i == 0 && (c == 'G' || c == 'S' || c == 'B' || c == 'D' || c == 'Q' || c == 'L'))
            letter = TRUE;
        cpt[i] = letter ? c : as_digit(c, choices, at + i);
        if (cpt[i] == 0)
            return FALSE;
    }
    cpt[5] = '\0';
    return strcmp(cpt, "00000") != 0;
}

/* --- MBI ------------------------------------------------------------------------------------- */

gboolean mbi_parse(const char *text, char mbi[MBI_SIZE])
{
    static const char kinds[] = "1AXNAXNAANN"; /* 1: 1-9, A: letter, N: digit, X: either */
    guint n = 0;
    for (; *text != '\0'; text++) {
        if (*text == '-' || *text == ' ')
            continue;
        if (n == 11)
            return FALSE;
        char c = g_ascii_toupper(*text), taken = 0;
        if (*text == 'l')
            c = 'I';
        if (kinds[n] == 'A' || (kinds[n] == 'X' && g_ascii_isalpha(c) && digit_for(c) == 0) ||
            (kinds[n] == 'X' && strchr(MBI_LETTERS, c) != NULL))
            taken = strchr(MBI_LETTERS, c) != NULL ? c : 0;
        else
            taken = g_ascii_isdigit(c) ? c : digit_for(c);
        if (kinds[n] == 'A' && taken == 0)
            taken = c == '6' ? 'G' : 0;
        if (taken == 0 || (kinds[n] == '1' && taken == '0'))
            return FALSE;
        mbi[n++] = taken;
    }
    mbi[n] = '\0';
    return n == 11;
}

/* --- phone and money ------------------------------------------------------------------------- */

gboolean phone_parse(const char *text, char phone[PHONE_SIZE])
{
    char digits[CODE_MOST] = "";
    guint n = 0;
    for (; *text != '\0'; text++) {
        char digit = g_ascii_isdigit(*text) ? *text : digit_for(*text);
        if (*text == '$' || g_str_has_prefix(text, "\302\247")) {
            digit = '5'; /* a section sign is two bytes */
            text += *text != '$';
        }
        if (digit != 0) {
            if (n == 11)
                return FALSE;
            digits[n++] = digit;
        } else if (strchr("()-. /+~_,\342\200\223", *text) == NULL) {
            if ((*text == 'x' || *text == 'X' || *text == 'e') && n >= 10)
                break; /* an extension */
            return FALSE;
        }
    }
    const char *number = digits;
    if (n == 11 && digits[0] == '1')
        number++;
    else if (n != 10)
        return FALSE;
    if (number[0] < '2' || number[3] < '2')
        return FALSE;
    g_snprintf(phone, PHONE_SIZE, "+1%.10s", number);
    return TRUE;
}

gboolean money_parse(const char *text, char money[MONEY_SIZE])
{
    while (*text != '\0' && strchr("$S( ", *text) != NULL)
        text++;
    gsize length = strlen(text);
    while (length > 0 && strchr(").,* ", text[length - 1]) != NULL)
        length--;
    guint n = 0, whole = 0, decimals = 0;
    gboolean point = FALSE;
    for (gsize i = 0; i < length; i++) {
        char c = text[i];
        gboolean last_point = (c == '.' || c == ',') && length - i == 3;
        if (last_point) {
            point = TRUE;
            money[n++] = '.';
            continue;
        }
        if (c == ',' || c == '.')
            continue;
        char digit = g_ascii_isdigit(c) ? c : digit_for(c);
        if (digit == 0 || n + 2 >= MONEY_SIZE)
            return FALSE;
        money[n++] = digit;
        point ? decimals++ : whole++;
    }
    money[n] = '\0';
    if (!point || decimals != 2 || whole == 0)
        return FALSE;
    const char *first = money;
    while (first[0] == '0' && first[1] != '.')
        first++;
    memmove(money, first, strlen(first) + 1);
    return TRUE;
}
