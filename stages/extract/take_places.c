/* take_places.c - places and insurers as values of labels.
 *
 * Does: tells a name from an address, an order or a sentence. Does not: choose the span. */
#include "letter.h"
#include "takes.h"

#include <string.h>

enum { SMALL_WORD = 3 }; /* letters of "of", "the" and "and" */

/* "2. Begin the drug again" names nobody. */
static gboolean is_name(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        if (g_ascii_islower(words[i][0]) && strlen(words[i]) > SMALL_WORD)
            return FALSE;
    return !g_ascii_isdigit(*text);
}

/* TRUE when a field of an insured person is named on the page. */
static gboolean page_tells_insurance(const PageFacts *page)
{
    static const Role roles[] = {ROLE_MEMBER_ID,   ROLE_AUTHORIZATION, ROLE_INSURED_NAME,
                                 ROLE_INSURED_DOB, ROLE_OTHER_PAYER,   ROLE_SECTION_INSURED};
    for (guint i = 0; i < page->labels->len; i++)
        for (guint k = 0; k < G_N_ELEMENTS(roles); k++)
            if (g_array_index(page->labels, Label, i).role == roles[k])
                return TRUE;
    return FALSE;
}

/* "PLAN" alone in its row, over what shall be done: the heading of a note. */
static gboolean is_heading(const Reader *reader, Span span)
{
    const Row *row = lines_row(reader->page->lines, reader->label->row);
    return span.below && reader->label->count == row->count;
}

/* A name that no insurer is known by is one only where the page speaks of insurance. */
static gboolean is_payer(const Reader *reader, Span span, const char *name)
{
    if (!is_name(name))
        return FALSE;
    return payer_is_named(reader->setup->tables->payers, name) ||
           (page_tells_insurance(reader->page) && !is_heading(reader, span));
}

/* "Akron, OH 44344" with no name in front of it. */
static gboolean is_bare_address(const Lines *lines, guint first, guint count)
{
    return is_address(lines, first, count) && organisation_words_count(lines, first, count) == 0;
}

gboolean organisation_take(const Reader *reader, Span span)
{
    guint length;
    Role role = reader->label->role;
    if (reader->label->form == LABEL_LOOSE)
        return FALSE; /* "HEALTH PLAN OTHER" names nobody */
    g_autofree char *name = organisation_scan(reader->page->lines, span.first, span.count, &length);
    if (name == NULL || is_bare_address(reader->page->lines, span.first, length) ||
        (role == ROLE_PAYER && !is_payer(reader, span, name)))
        return FALSE;
    reader_add(reader, name, span.first, length, 1);
    return TRUE;
}
