/* counters.c - "Page 2 of 3" and the line of the fax machine.
 *
 * Does: recognises both in spite of small recognition errors. Does not: decide what they mean. */
#include "counters.h"

#include <string.h>

enum {
    COUNT_MOST = 2000,
    HEADER_BYTES_MOST = 160,
    EDGE_ROWS = 6, /* counters stand in the first or last rows of a page */
};

/* --- reading at a place ---------------------------------------------------------------------- */

static const char *blanks_skip(const char *at)
{
    while (*at == ' ' || *at == '.' || *at == ':' || *at == '#')
        at++;
    return at;
}

/* A number in spite of l, I and O; NULL: none. A letter alone counts as one only for `lenient`. */
static const char *number_read(const char *at, gboolean lenient, guint *number)
{
    const char *start = at;
    guint digits = 0;
    *number = 0;
    for (; *at != '\0' && at - start < 5; at++) {
        char c = *at;
        if (g_ascii_isdigit(c))
            digits++;
        else if (c == 'O' || c == 'o')
            c = '0';
        else if (c == 'l' || c == 'I' || c == '|')
            c = '1';
        else
            break;
        *number = *number * 10 + (guint)(c - '0');
    }
    if (at == start || g_ascii_isalnum(*at) || (digits == 0 && !(lenient && at - start == 1)))
        return NULL;
    return *number <= COUNT_MOST ? at : NULL;
}

/* "of 3", "/ 3" */
static const char *of_read(const char *at, guint *of)
{
    at = blanks_skip(at);
    if (*at == '/' || *at == '\\')
        at++;
    else if (g_ascii_strncasecmp(at, "of", 2) == 0 || g_ascii_strncasecmp(at, "0f", 2) == 0)
        at += 2;
    else
        return NULL;
    return number_read(blanks_skip(at), TRUE, of);
}

/* "2 of 3" at this place. */
static const char *pair_read(const char *at, Counter *counter)
{
    Counter found = {0};
    const char *end = number_read(at, TRUE, &found.page);
    if (end == NULL) { /* "2of3" */
        if (!g_ascii_isdigit(*at))
            return NULL;
        found.page = (guint)g_ascii_strtoull(at, (char **)&end, 10);
    }
    end = of_read(end, &found.of);
    if (end == NULL || found.page == 0 || found.page > found.of)
        return NULL;
    *counter = found;
    return end;
}

/* A bare P means a page to fax machines only; elsewhere it is a pulse. */
static const char *page_word_skip(const char *at, gboolean machine)
{
    static const char *const words[] = {"page no", "pages", "page", "pg", "p.", "p"};
    for (guint i = 0; i < G_N_ELEMENTS(words) - (machine ? 0 : 2); i++) {
        gsize length = strlen(words[i]);
        if (g_ascii_strncasecmp(at, words[i], length) == 0 && !g_ascii_isalpha(at[length]))
            return blanks_skip(at + length);
    }
    return NULL;
}

/* A counter that a word for "page" leads in; the last one of the text counts. */
static gboolean counter_led(const char *text, gboolean machine, Counter *counter)
{
    gboolean found = FALSE;
    for (const char *at = text; *at != '\0'; at++) {
        if (at > text && g_ascii_isalnum(at[-1]))
            continue;
        const char *number = page_word_skip(at, machine);
        Counter here = {0};
        if (number == NULL)
            continue;
        if (pair_read(number, &here) == NULL && number_read(number, FALSE, &here.page) == NULL)
            continue;
        if (here.page == 0)
            continue;
        *counter = here;
        found = TRUE;
    }
    return found;
}

/* --- the fax machine's line ------------------------------------------------------------------ */

gboolean counter_from_header(const char *text, Counter *counter)
{
    *counter = (Counter){0};
    if (counter_led(text, TRUE, counter))
        return TRUE;
    /* "001/003" at the end of the line */
    const char *last = strrchr(text, ' ');
    last = last != NULL ? last + 1 : text;
    const char *end = pair_read(last, counter);
    return end != NULL && *end == '\0';
}

static gboolean has_time(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if (g_ascii_isdigit(at[0]) && (at[1] == ':' || at[1] == ';') && g_ascii_isdigit(at[2]) &&
            g_ascii_isdigit(at[3]))
            return TRUE;
    return FALSE;
}

static gboolean has_date(const char *text)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    g_autofree char *lower = g_ascii_strdown(text, -1);
    for (guint i = 0; i < G_N_ELEMENTS(months); i++) {
        const char *month = strstr(lower, months[i]);
        if (month != NULL && strpbrk(month, "0123456789") != NULL)
            return TRUE;
    }
    for (const char *at = text; *at != '\0'; at++)
        if (g_ascii_isdigit(at[0]) && (at[1] == '/' || at[1] == '-') && g_ascii_isdigit(at[2]))
            return TRUE;
    return FALSE;
}

static gboolean has_machine_word(const char *text)
{
    static const char *const words[] = {"fax",  "->",  "from:", "tel", "rightfax",
                                        "xmit", "tx:", "rx:",   "via", " to:"};
    g_autofree char *lower = g_ascii_strdown(text, -1);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(lower, words[i]) != NULL)
            return TRUE;
    guint digits = 0;
    for (const char *at = text; *at != '\0'; at++) {
        digits = g_ascii_isdigit(*at) ? digits + 1 : 0;
        if (digits >= 10)
            return TRUE;
    }
    return FALSE;
}

gboolean header_is_fax(const char *text)
{
    Counter counter;
    if (strlen(text) > HEADER_BYTES_MOST)
        return FALSE;
    gboolean counted = counter_from_header(text, &counter);
    guint signs = has_time(text) + has_date(text) + has_machine_word(text);
    return counted ? signs >= 2 : signs == 3;
}

/* --- the document's own ---------------------------------------------------------------------- */

static gboolean counter_from_row(const char *text, Counter *counter)
{
    if (counter_led(text, FALSE, counter))
        return TRUE;
    /* "- 2 of 2 -" alone in its row */
    while (*text == '-' || *text == ' ' || *text == '(')
        text++;
    const char *end = pair_read(text, counter);
    if (end == NULL)
        return FALSE;
    while (*end == '-' || *end == ' ' || *end == ')' || *end == '.')
        end++;
    return *end == '\0';
}

gboolean counter_from_lines(const Lines *lines, Counter *counter)
{
    Counter best = {0};
    guint n = lines->rows->len;
    for (guint r = 0; r < n; r++) {
        if (r >= EDGE_ROWS && r + EDGE_ROWS < n)
            continue;
        const Row *row = lines_row(lines, r);
        Counter here = {0};
        g_autofree char *text = lines_text(lines, row->first, row->count);
        if (!counter_from_row(text, &here))
            continue;
        /* one with a total tells more; "P" of a form's number is no page */
        if (best.page == 0 || (best.of == 0 && here.of != 0))
            best = here;
    }
    *counter = best;
    return best.page != 0;
}
