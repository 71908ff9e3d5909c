/* label_of.c - by which label a document prints a value that a person has set.
 *
 * Reads: the words of the content pages. Does not: know what the label means: that is what the
 * person has said. */
#include "label_of.h"

#include "codes.h"
#include "facts.h"
#include "opinions.h"

#include <string.h>

#define LABEL_GAP 2.6 /* heights between a label and what stands below it */

enum {
    VALUE_TOKENS_MOST = 4,
    LABEL_TOKENS_MOST = 6,
    LABEL_LETTERS_LEAST = 2,
    LABEL_DIGITS_MOST = 2, /* with more it is a value itself */
};

typedef struct {
    const Lines *lines;
    const char *field, *value;
    char today[ISO_DATE_SIZE];
} Search;

/* Letters and digits alone, in capitals; zeros in front do not count. */
static char *id_plain(const char *text)
{
    GString *plain = g_string_new(NULL);
    for (; *text != '\0'; text++)
        if (g_ascii_isalnum(*text) && (plain->len > 0 || *text != '0'))
            g_string_append_c(plain, g_ascii_toupper(*text));
    return g_string_free(plain, FALSE);
}

static gboolean date_begins(const Search *search, guint at, guint end)
{
    char iso[ISO_DATE_SIZE];
    guint found, length;
    DateUse use = strcmp(search->field, "date_of_birth") == 0 ? DATE_BIRTH : DATE_APPOINTMENT;
    return date_scan(search->lines, at, MIN(end - at, VALUE_TOKENS_MOST), use, search->today, iso,
                     &found, &length) &&
           found == at && strcmp(iso, search->value) == 0;
}

static gboolean person_begins(const Search *search, guint at, guint end)
{
    guint length;
    gboolean credentials;
    g_autofree char *name =
        person_scan(search->lines, at, end - at, strcmp(search->field, "patient_name") == 0,
                    &length, &credentials);
    return name != NULL && same_value(name, search->value);
}

static gboolean text_begins(const Search *search, guint at, guint end)
{
    g_autofree char *wanted = id_plain(search->value);
    for (guint n = 1; n <= VALUE_TOKENS_MOST && at + n <= end; n++) {
        g_autofree char *text = lines_text(search->lines, at, n);
        char phone[PHONE_SIZE], money[MONEY_SIZE];
        if (strcmp(search->field, "phone") == 0) {
            if (phone_parse(text, phone) && strcmp(phone, search->value) == 0)
                return TRUE;
            continue;
        }
        if (strcmp(search->field, "total_charge") == 0) {
            if (money_parse(text, money) && strcmp(money, search->value) == 0)
                return TRUE;
            continue;
        }
        g_autofree char *plain = id_plain(text);
        if (*plain != '\0' && strcmp(plain, wanted) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean value_begins(const Search *search, guint at, guint end)
{
    if (g_str_has_prefix(search->field, "date_"))
        return date_begins(search, at, end);
    if (strcmp(search->field, "patient_name") == 0 || g_str_has_suffix(search->field, "provider"))
        return person_begins(search, at, end);
    return text_begins(search, at, end);
}

/* The tokens as a label; NULL when they cannot be one. */
static char *label_made(const Lines *lines, guint first, guint count)
{
    if (count == 0 || count > LABEL_TOKENS_MOST)
        return NULL;
    g_autofree char *text = lines_text(lines, first, count);
    guint letters = 0;
    for (const char *at = text; *at != '\0'; at++)
        letters += g_ascii_isalpha(*at) != 0;
    gsize length = strlen(text);
    while (length > 0 && strchr(":=. ", text[length - 1]) != NULL)
        text[--length] = '\0';
    return letters >= LABEL_LETTERS_LEAST && digits_count(text) <= LABEL_DIGITS_MOST
               ? g_steal_pointer(&text)
               : NULL;
}

/* The cell that stands right above, beginning where the value does. */
static char *label_above(const Lines *lines, guint r, guint at)
{
    if (r == 0 ||
        lines_row(lines, r)->top - lines_row(lines, r - 1)->bottom > LABEL_GAP * lines->height)
        return NULL;
    const Row *row = lines_row(lines, r - 1);
    guint end = row->first + row->count, length;
    for (guint cell = row->first; cell < end; cell += length) {
        length = lines_cell_length(lines, cell, end);
        double off = lines_token(lines, cell)->left - lines_token(lines, at)->left;
        if (off < lines->height && off > -lines->height)
            return label_made(lines, cell, length);
    }
    return NULL;
}

/* What stands before the value: in its own cell behind the last colon, or the cell before. */
static char *label_before(const Lines *lines, const Row *row, guint at)
{
    guint first = at, end = at;
    while (first > row->first && !lines_token(lines, first)->cell)
        first--;
    if (first == at && at > row->first) {
        first--;
        while (first > row->first && !lines_token(lines, first)->cell)
            first--;
    }
    for (guint i = first; i + 1 < end; i++)
        if (lines_token(lines, i)->colon)
            first = i + 1;
    return label_made(lines, first, end - first);
}

static char *label_in_lines(const Search *search)
{
    const Lines *lines = search->lines;
    for (guint r = 0; r < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r);
        for (guint at = row->first; at < row->first + row->count; at++) {
            if (!value_begins(search, at, row->first + row->count))
                continue;
            gboolean named = at > row->first &&
                             (!lines_token(lines, at)->cell || lines_token(lines, at - 1)->colon);
            char *label = named ? label_before(lines, row, at) : label_above(lines, r, at);
            if (label == NULL)
                label = named ? label_above(lines, r, at) : label_before(lines, row, at);
            if (label != NULL)
                return label;
        }
    }
    return NULL;
}

char *label_of_value(const Document *document, const char *field, const char *value)
{
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->kind != PAGE_CONTENT)
            continue;
        g_autoptr(Lines) lines = lines_new(page);
        Search search = {lines, field, value, ""};
        date_today(search.today);
        char *label = label_in_lines(&search);
        if (label != NULL)
            return label;
    }
    return NULL;
}
