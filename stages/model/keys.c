/* keys.c - the block keys: what two records of one person still share when one is damaged.
 *
 * Does: names with one character gone (Bocek, Hunt, Song 2007), what OCR confuses taken as one,
 * Soundex (Russell 1918), parts of compound names, birth dates and record numbers one digit off.
 * Does not: judge who is meant. */
#include "keys.h"

#include "name.h"

#include <string.h>

enum { FORMS_MOST = 6, DIGITS_MOST = 14 };

/* Parts of a surname that are left out in print as often as not. */
static const char *const particles[] = {"DE",  "DEL", "DELA", "LA",  "LOS", "LAS", "DI",  "DA",
                                        "DOS", "DO",  "DU",   "VAN", "VON", "DEN", "DER", "TER",
                                        "ST",  "STE", "SAN",  "AL",  "EL",  "LE",  "MC",  "MAC",
                                        "BIN", "JR",  "SR",   "II",  "III", NULL};

/* --- forms of a value ------------------------------------------------------------------------ */

static void characters_keep(char *text, gboolean (*keep)(gchar c))
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++)
        if (keep(*from))
            *to++ = *from;
    *to = '\0';
}

static gboolean is_not_space(gchar c)
{
    return c != ' ';
}

static gboolean is_digit(gchar c)
{
    return g_ascii_isdigit(c);
}

static gboolean is_alnum(gchar c)
{
    return g_ascii_isalnum(c);
}

char *key_name(const char *name)
{
    char *folded = name_fold(name);
    characters_keep(folded, is_not_space);
    return folded;
}

char *key_mrn(const char *mrn)
{
    g_autofree char *upper = g_ascii_strup(mrn, -1);
    characters_keep(upper, is_alnum);
    const char *start = upper;
    while (*start == '0' && start[1] != '\0')
        start++;
    return g_strdup(start);
}

static char *key_phone(const char *phone)
{
    g_autofree char *digits = g_strdup(phone);
    characters_keep(digits, is_digit);
    gsize length = strlen(digits);
    return g_strdup(length > 10 ? digits + length - 10 : digits);
}

/* One letter for all that OCR exchanges, in place; the text is folded. */
static void confusions_merge(char *text)
{
    static const char pairs[][2] = {{'R', 'N'}, {'V', 'V'}, {'C', 'L'}};
    static const char merged[] = "MWD";
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        char c = *from;
        for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
            if (from[0] == pairs[i][0] && from[1] == pairs[i][1]) {
                c = merged[i];
                from++;
                break;
            }
        }
        const char *at = strchr("0O1IL5S8B2Z6G", c);
        *to++ = at == NULL || c == '\0' ? c : "OOIIISSBBZZGG"[at - "0O1IL5S8B2Z6G"];
    }
    *to = '\0';
}

static char *key_member(const char *member_id)
{
    char *upper = g_ascii_strup(member_id, -1);
    characters_keep(upper, is_alnum);
    confusions_merge(upper);
    return upper;
}

/* Russell's code: a letter and three digits of the consonants; "" for no Latin name. */
static void soundex(const char *folded, char code[5])
{
    static const char classes[] = "01230120022455012623010202"; /* A to Z */
    guint n = 0;
    char last = 0;
    for (const char *at = folded; *at != '\0' && n < 4; at++) {
        if (!g_ascii_isupper(*at))
            continue;
        char class = classes[*at - 'A'];
        if (n == 0)
            code[n++] = *at;
        else if (class != '0' && class != last)
            code[n++] = class;
        /* H and W do not part two letters of one class. */
        if (*at != 'H' && *at != 'W')
            last = class;
    }
    while (n > 0 && n < 4)
        code[n++] = '0';
    code[n] = '\0';
}

/* A name's forms: joined, and each longer word of a compound; freed by the caller's array. */
static GPtrArray *name_forms(const char *name, gboolean surname)
{
    GPtrArray *forms = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *folded = name_fold(name);
    g_auto(GStrv) words = g_strsplit(folded, " ", FORMS_MOST);
    guint n = g_strv_length(words);
    /* A first name's first word leads: the others are middle names as often as not. */
    if (!surname && n > 1)
        g_ptr_array_add(forms, g_strdup(words[0]));
    characters_keep(folded, is_not_space);
    if (*folded != '\0')
        g_ptr_array_add(forms, g_steal_pointer(&folded));
    for (guint i = 0; surname && n > 1 && i < n; i++) {
        if (strlen(words[i]) >= 3 && !g_strv_contains(particles, words[i])) {
            g_ptr_array_add(forms, g_strdup(words[i]));
        }
    }
    for (guint i = 0; i < forms->len; i++)
        confusions_merge(g_ptr_array_index(forms, i));
    return forms;
}

/* --- keys ------------------------------------------------------------------------------------ */

static void key_append(GArray *keys, char kind, const char *one, const char *other)
{
    guint32 key = block_key(kind, one, other);
    g_array_append_val(keys, key);
}

/* The pair, and the pair with one character gone from one of both: two names that differ in one
 * character by any of changed, lost or added meet in one of these. */
static void keys_near(GArray *keys, const char *last, const char *first)
{
    key_append(keys, KEY_NAME, last, first);
    const char *const whole[] = {last, first};
    for (guint which = 0; which < 2; which++) {
        gsize length = strlen(whole[which]);
        if (length < 3 || length > 30)
            continue;
        char gone[32];
        for (gsize i = 0; i < length; i++) {
            if (i > 0 && whole[which][i] == whole[which][i - 1])
                continue;
            memcpy(gone, whole[which], i);
            memcpy(gone + i, whole[which] + i + 1, length - i);
            key_append(keys, KEY_NAME, which == 0 ? gone : last, which == 0 ? first : gone);
        }
    }
}

static void keys_sound(GArray *keys, const char *last, const char *first)
{
    char code[5];
    soundex(last, code);
    if (*code != '\0')
        key_append(keys, KEY_SOUND, code, first);
    soundex(first, code);
    if (*code != '\0')
        key_append(keys, KEY_SOUND, last, code);
}

/* Only the leading forms are taken with a character gone: compounds would multiply the index. */
static void keys_pairs(GArray *keys, const GPtrArray *lasts, const GPtrArray *firsts, gboolean near)
{
    for (guint i = 0; i < lasts->len; i++) {
        const char *last = g_ptr_array_index(lasts, i);
        for (guint j = 0; j < firsts->len; j++) {
            const char *first = g_ptr_array_index(firsts, j);
            if (near && i == 0 && j == 0) {
                keys_near(keys, last, first);
                keys_sound(keys, last, first);
            } else {
                key_append(keys, KEY_NAME, last, first);
            }
        }
    }
}

static void initial_append(GArray *keys, const GPtrArray *lasts, const char *first)
{
    char initial[2] = {first[0], '\0'};
    for (guint i = 0; i < lasts->len; i++)
        key_append(keys, KEY_INITIAL, g_ptr_array_index(lasts, i), initial);
}

/* FALSE: one of both names is not there. */
static gboolean initials_of(const char *last, const char *first, char initials[3])
{
    if (last == NULL || first == NULL)
        return FALSE;
    g_autofree char *last_folded = name_fold(last);
    g_autofree char *first_folded = name_fold(first);
    initials[0] = *last_folded;
    initials[1] = *first_folded;
    initials[2] = '\0';
    return *last_folded != '\0' && *first_folded != '\0';
}

static void born_append(GArray *keys, const char *date_of_birth, const char *last,
                        const char *first)
{
    char initials[3];
    if (*date_of_birth != '\0' && initials_of(last, first, initials))
        key_append(keys, KEY_BORN, date_of_birth, initials);
}

void keys_of_patient(BlockIndex *index, const Patient *patient, guint32 position)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GPtrArray) lasts = name_forms(patient->last, TRUE);
    g_autoptr(GPtrArray) firsts = name_forms(patient->first, FALSE);
    keys_pairs(keys, lasts, firsts, TRUE);
    /* Many go by their middle name. */
    g_autoptr(GPtrArray) middles = name_forms(patient->middle, FALSE);
    if (middles->len > 0 && lasts->len > 0 && strlen(g_ptr_array_index(middles, 0)) > 1)
        key_append(keys, KEY_NAME, g_ptr_array_index(lasts, 0), g_ptr_array_index(middles, 0));
    if (firsts->len > 0)
        initial_append(keys, lasts, g_ptr_array_index(firsts, 0));
    keys_of_numbers(keys, patient->date_of_birth, patient->mrn, patient->phone, patient->member_id);
    born_append(keys, patient->date_of_birth, patient->last, patient->first);
    g_autofree char *last = key_name(patient->last);
    g_autofree char *folded = name_fold(patient->first);
    folded[strcspn(folded, " ")] = '\0';
    key_append(keys, KEY_LAST, last, NULL);
    key_append(keys, KEY_FIRST, folded, NULL);
    for (guint i = 0; i < keys->len; i++)
        block_index_add(index, g_array_index(keys, guint32, i), position);
}

void keys_of_name(GArray *keys, const char *last, const char *first)
{
    if (last == NULL || first == NULL)
        return;
    g_autoptr(GPtrArray) lasts = name_forms(last, TRUE);
    g_autoptr(GPtrArray) firsts = name_forms(first, FALSE);
    keys_pairs(keys, lasts, firsts, TRUE);
    if (firsts->len > 0 && strlen(g_ptr_array_index(firsts, 0)) == 1)
        initial_append(keys, lasts, g_ptr_array_index(firsts, 0));
    /* Printed the other way round without a comma. */
    g_autoptr(GPtrArray) turned_lasts = name_forms(first, TRUE);
    g_autoptr(GPtrArray) turned_firsts = name_forms(last, FALSE);
    keys_pairs(keys, turned_lasts, turned_firsts, FALSE);
}

void keys_of_numbers(GArray *keys, const char *date_of_birth, const char *mrn, const char *phone,
                     const char *member_id)
{
    if (date_of_birth != NULL && *date_of_birth != '\0')
        key_append(keys, KEY_BIRTH, date_of_birth, NULL);
    if (mrn != NULL && *mrn != '\0') {
        g_autofree char *key = key_mrn(mrn);
        key_append(keys, KEY_MRN, key, NULL);
    }
    if (phone != NULL && *phone != '\0') {
        g_autofree char *key = key_phone(phone);
        key_append(keys, KEY_PHONE, key, NULL);
    }
    if (member_id != NULL && *member_id != '\0') {
        g_autofree char *key = key_member(member_id);
        key_append(keys, KEY_MEMBER, key, NULL);
    }
}

/* No date has a 13th month or a 32nd day: nobody is looked for under those. */
static gboolean can_be_date(const char near[11])
{
    guint month = (guint)(near[5] - '0') * 10 + (guint)(near[6] - '0');
    guint day = (guint)(near[8] - '0') * 10 + (guint)(near[9] - '0');
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

void keys_of_near_births(GArray *keys, const char *date_of_birth, const char *last,
                         const char *first)
{
    char near[11], initials[3];
    if (strlen(date_of_birth) != sizeof near - 1 || !initials_of(last, first, initials))
        return;
    memcpy(near, date_of_birth, sizeof near);
    for (guint i = 0; i < sizeof near - 1; i++) {
        if (!g_ascii_isdigit(near[i]))
            continue;
        for (char digit = '0'; digit <= '9'; digit++) {
            near[i] = digit;
            if (digit != date_of_birth[i] && can_be_date(near))
                key_append(keys, KEY_BORN, near, initials);
        }
        near[i] = date_of_birth[i];
    }
    memcpy(near + 5, date_of_birth + 8, 2);
    memcpy(near + 8, date_of_birth + 5, 2);
    if (memcmp(near, date_of_birth, sizeof near) != 0)
        key_append(keys, KEY_BORN, near, initials);
}

static void mrn_key_append(GArray *keys, const char *mrn)
{
    while (*mrn == '0' && mrn[1] != '\0')
        mrn++;
    key_append(keys, KEY_MRN, mrn, NULL);
}

void keys_of_near_mrns(GArray *keys, const char *mrn)
{
    g_autofree char *whole = key_mrn(mrn);
    gsize length = strlen(whole);
    if (length < 3 || length > DIGITS_MOST)
        return;
    char near[DIGITS_MOST + 2];
    for (gsize i = 0; i <= length; i++) {
        for (char digit = '0'; digit <= '9'; digit++) {
            memcpy(near, whole, length + 1);
            if (i < length && digit != whole[i]) {
                near[i] = digit;
                mrn_key_append(keys, near);
            }
            memcpy(near + i + 1, whole + i, length - i + 1);
            near[i] = digit;
            mrn_key_append(keys, near);
        }
        if (i == length)
            break;
        memcpy(near, whole, i);
        memcpy(near + i, whole + i + 1, length - i);
        mrn_key_append(keys, near);
        if (i + 1 < length && whole[i] != whole[i + 1]) {
            memcpy(near, whole, length + 1);
            near[i] = whole[i + 1];
            near[i + 1] = whole[i];
            mrn_key_append(keys, near);
        }
    }
}
