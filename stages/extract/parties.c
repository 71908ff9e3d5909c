/* parties.c - whom labels speak of by where they stand.
 *
 * Does: gives "Tel" under "Pharmacy" to the pharmacy, the phone in a letter's margin to who sends.
 * Reads, writes: labels. Does not: find labels. */
#include "parties.h"

#include "letter.h"

#define MARGIN       3.0 /* heights by which a margin stands left of the text */
#define COLUMN_SLACK 1.2 /* heights by which a label may begin left of its column's head */

enum { BLOCK_ROWS = 8 }; /* of people in columns, below their heads */

static Label *label_get(const GArray *labels, guint index)
{
    return &g_array_index(labels, Label, index);
}

static double label_left(const Lines *lines, const Label *label)
{
    return lines_token(lines, label->first)->left;
}

static gboolean is_anybodys(Role role)
{
    return role == ROLE_PHONE || role == ROLE_DOB || role == ROLE_NPI || role == ROLE_SEX;
}

static gboolean names_somebody(Role role)
{
    return role == ROLE_PATIENT_NAME || role == ROLE_OTHER_NAME || role == ROLE_SENDER ||
           role == ROLE_INSURED_NAME || role == ROLE_FACILITY ||
           (role >= ROLE_PROVIDER && role < ROLE_NPI);
}

/* Labels from `index` on that fill their row, each naming a person or place by a word of its own;
 * their number, 0 where they do not. */
static guint heads_of_columns(const GArray *labels, const Lines *lines, guint index)
{
    const Row *row = lines_row(lines, label_get(labels, index)->row);
    guint at = row->first, n = 0;
    gboolean apart = FALSE;
    for (; index + n < labels->len; n++) {
        const Label *label = label_get(labels, index + n);
        if (label->first != at)
            break;
        if (!names_somebody(label->role) || label->form != LABEL_CELL)
            return 0;
        apart = apart || label->party != label_get(labels, index)->party;
        at += label->count;
    }
    return apart && at == row->first + row->count ? n : 0;
}

/* Labels below stand in the column of the head that begins last before them. */
static void columns_settle(const GArray *labels, const Lines *lines, guint index, guint heads)
{
    guint row = label_get(labels, index)->row;
    for (guint i = index + heads; i < labels->len; i++) {
        Label *label = label_get(labels, i);
        if (label->row > row + BLOCK_ROWS || names_somebody(label->role))
            return;
        double left = label_left(lines, label) + COLUMN_SLACK * lines->height;
        for (guint k = index; is_anybodys(label->role) && k < index + heads; k++)
            if (label_left(lines, label_get(labels, k)) <= left)
                label->party = label_get(labels, k)->party;
    }
}

/* Where the text of a letter begins; 0: it is none. */
static double salutation_left(const Lines *lines)
{
    for (guint r = 0; r < lines->rows->len; r++)
        if (row_begins_with(lines, r, "dear"))
            return lines_token(lines, lines_row(lines, r)->first)->left;
    return 0;
}

void parties_by_place(GArray *labels, const Lines *lines)
{
    double text = salutation_left(lines);
    for (guint i = 0; i < labels->len; i++) {
        Label *label = label_get(labels, i);
        guint heads = heads_of_columns(labels, lines, i);
        if (heads > 0)
            columns_settle(labels, lines, i, heads);
        if (label->role == ROLE_PHONE && label_left(lines, label) < text - MARGIN * lines->height)
            label->party = PARTY_SENDER;
    }
}
