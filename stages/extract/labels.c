/* labels.c - the names of fields on a page, in spite of recognition errors.
 *
 * Does: finds phrases of dict/labels where a label can stand, tells whom each speaks of.
 * Reads: rows and cells. Does not: read values, or know what documents need. */
#include "labels.h"

#include "label_table.h"

#include <string.h>

#define HEADING_LIKENESS 0.9 /* of a heading that gives the names below it their owner */

enum {
    LABEL_TOKENS_MOST = 9,
    COMMENT_TOKENS_MOST = 10,
    SECTION_TOKENS_MOST = 8,
    SECTION_ROWS = 6,
};

/* "2.", "1a.", "17b.", "A." before the name of a form's box. */
static gboolean is_enumerator(const Token *token)
{
    gsize length = strlen(token->text);
    if (length > 4 || token->colon)
        return FALSE;
    if (strchr(".),", token->text[length - 1]) != NULL)
        return TRUE;
    return g_ascii_isdigit(token->text[0]) && length <= 3;
}

/* "YOUR PATIENT NO.", "Your birth date" */
static gboolean is_filler(const Token *token)
{
    return g_ascii_strcasecmp(token->text, "your") == 0;
}

/* "1a", "17b.", "la", "ta.": the number of a box, which no other word looks like. */
static gboolean is_box_letter(const Token *token)
{
    gsize digits = strspn(token->text, "0123456789lIit|");
    char letter = token->text[digits];
    return digits >= 1 && digits <= 2 && letter >= 'a' && letter <= 'd' && !token->colon &&
           strspn(token->text + digits + 1, ".,") == strlen(token->text + digits + 1);
}

static gboolean starts_cell(const Lines *lines, const Row *row, guint at)
{
    for (; at > row->first; at--) {
        if (lines_token(lines, at)->cell)
            return TRUE;
        const Token *before = lines_token(lines, at - 1);
        if (is_box_letter(before))
            return TRUE;
        if (!is_enumerator(before) && !is_filler(before) && strcmp(before->text, "*") != 0)
            return FALSE;
    }
    return TRUE;
}

/* Tokens behind a label that explain it: "(Last Name, First Name)", "(mm/dd/yyyy)". */
static guint comment_length(const Lines *lines, guint at, guint end)
{
    if (at >= end)
        return 0;
    if (strchr("({[", lines_token(lines, at)->text[0]) == NULL) {
        const char *key = lines_token(lines, at)->key;
        /* "NAME iLast Name, First Name": the parenthesis was misread. */
        gboolean misread = g_str_has_suffix(key, "iast") && strlen(key) <= 5 && at + 2 < end &&
                           strncmp(lines_token(lines, at + 1)->key, "na", 2) == 0;
        return misread ? lines_cell_length(lines, at, end) : 0;
    }
    for (guint n = 0; n < COMMENT_TOKENS_MOST && at + n < end; n++)
        if (strpbrk(lines_token(lines, at + n)->text, ")}]") != NULL)
            return g_ascii_isdigit(lines_token(lines, at)->text[1]) ? 0 : n + 1;
    return 0;
}

/* Where a label can end in spite of misread letters: at a colon, or with a cell that it began. */
static gboolean token_ends_label(const Lines *lines, guint at, guint end, gboolean starts)
{
    const Token *token = lines_token(lines, at);
    if (token->colon || g_str_has_suffix(token->text, "#") ||
        (at + 1 < end && lines_token(lines, at + 1)->text[0] == '#'))
        return TRUE;
    if (!starts)
        return FALSE;
    return at + 1 == end || token->slash || lines_token(lines, at + 1)->cell ||
           lines_token(lines, at + 1)->text[0] == '(';
}

/* The longest phrase that begins at `at`. */
static gboolean phrase_at(const LabelTable *table, const Lines *lines, const Row *row, guint at,
                          gboolean section, gboolean starts, Label *label,
                          const LabelPhrase **match)
{
    guint end = row->first + row->count;
    gboolean found = FALSE;
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint n = 1; n <= LABEL_TOKENS_MOST && at + n <= end; n++) {
        const Token *token = lines_token(lines, at + n - 1);
        if (n > 1 && token->cell)
            break;
        key_append_word(key, token->text, token->key);
        /* "Record #482913": the sign is the label's, whatever is tied to it. */
        gboolean sign = at + n < end && !token->colon &&
                        lines_token(lines, at + n)->text[0] == '#' &&
                        g_ascii_isalnum(lines_token(lines, at + n)->text[1]);
        if (sign)
            g_string_append_c(key, '#');
        if (key->len > LABEL_KEY_MOST)
            break;
        float likeness;
        gboolean loose = !section && !token_ends_label(lines, at + n - 1, end, starts);
        const LabelPhrase *phrase =
            key->len > 0 ? phrase_near(table, key->str, section, loose, token->colon, &likeness)
                         : NULL;
        /* The longest wins, but not by taking in a word of the value. */
        if (phrase != NULL && (!found || phrase != *match || likeness >= label->likeness)) {
            found = TRUE;
            label->role = phrase->role;
            label->first = at;
            label->count = n;
            label->likeness = likeness;
            *match = phrase;
        }
        if (token->colon || sign)
            break;
    }
    return found;
}

/* TRUE when what stands behind the first word is a label letter by letter: "LUTHER DOB:" is no
 * misread "mother DOB". */
static gboolean tail_is_label(const LabelTable *table, const Lines *lines, const Label *label)
{
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint at = label->first + 1; at < label->first + label->count; at++)
        key_append_word(key, lines_token(lines, at)->text, lines_token(lines, at)->key);
    float likeness;
    return key->len > 0 && key->len <= LABEL_KEY_MOST &&
           phrase_near(table, key->str, FALSE, TRUE, FALSE, &likeness) != NULL;
}

static gboolean label_at(const LabelTable *table, const Lines *lines, const Row *row, guint at,
                         gboolean behind_label, Label *label)
{
    guint end = row->first + row->count;
    const LabelPhrase *phrase = NULL;
    gboolean starts = behind_label || starts_cell(lines, row, at);
    if (!phrase_at(table, lines, row, at, FALSE, starts, label, &phrase) ||
        (!starts && label->likeness < 1 && tail_is_label(table, lines, label)))
        return FALSE;
    if (label->role == ROLE_LAST_NAME && strchr("({[", lines_token(lines, at)->text[0]) != NULL) {
        label->role = ROLE_NAME; /* what is left of "NAME (Last Name, First Name)" */
        label->count = MAX(label->count, comment_length(lines, at, end));
    }
    guint after = at + label->count;
    label->count += comment_length(lines, after, end);
    const Token *last = lines_token(lines, at + label->count - 1);
    after = at + label->count;
    gboolean fills = after == end || lines_token(lines, after)->cell;
    gboolean sign = last->colon || g_str_has_suffix(last->text, "#") ||
                    (phrase->sign && after < end && lines_token(lines, after)->text[0] == '#');
    if (sign)
        label->form = LABEL_COLON;
    else if (phrase->colon)
        return FALSE;
    else if (starts && (fills || last->slash))
        label->form = LABEL_CELL;
    else if ((starts || phrase->bare) && label->likeness == 1)
        label->form = LABEL_LOOSE;
    else
        return FALSE;
    return TRUE;
}

/* A heading stands alone in its row; "PATIENT INFORMATION" may hold the whole width. */
static gboolean section_at(const LabelTable *table, const Lines *lines, const Row *row,
                           Label *label)
{
    guint at = row->first;
    while (at + 1 < row->first + row->count && is_enumerator(lines_token(lines, at)))
        at++;
    const LabelPhrase *phrase = NULL;
    if (row->count > SECTION_TOKENS_MOST ||
        !phrase_at(table, lines, row, at, TRUE, TRUE, label, &phrase))
        return FALSE;
    const Token *last = lines_token(lines, at + label->count - 1);
    return at + label->count == row->first + row->count && !last->slash;
}

/* --- whom a label speaks of ------------------------------------------------------------------ */

static gboolean party_of(Role role, Party *party)
{
    switch (role) {
    case ROLE_SECTION_PATIENT:
    case ROLE_PATIENT_NAME:
    case ROLE_PATIENT_PHONE:
    case ROLE_MRN:
        *party = PARTY_PATIENT;
        return TRUE;
    case ROLE_SECTION_INSURED:
    case ROLE_INSURED_NAME:
    case ROLE_INSURED_DOB:
        *party = PARTY_INSURED;
        return TRUE;
    case ROLE_SECTION_OTHER:
    case ROLE_OTHER_NAME:
    case ROLE_ADDRESSEE:
    case ROLE_SENDER:
    case ROLE_OTHER_FACILITY:
    case ROLE_FACILITY:
        *party = PARTY_OTHER;
        return TRUE;
    case ROLE_SECTION_REFERRING:
    case ROLE_REFERRING:
        *party = PARTY_REFERRING;
        return TRUE;
    case ROLE_SECTION_REFERRED_TO:
    case ROLE_REFERRED_TO:
        *party = PARTY_REFERRED_TO;
        return TRUE;
    case ROLE_SECTION_PROVIDER:
        *party = PARTY_PROVIDER;
        return TRUE;
    default:
        if (role >= ROLE_PROVIDER && role <= ROLE_SIGNATURE_PERSON) {
            *party = PARTY_PROVIDER;
            return TRUE;
        }
        return FALSE;
    }
}

/* Whom the labels speak of, and the label that told. */
typedef struct {
    Party party;
    Label by;
} Speaker;

/* "Payee: Maple Clinic" has its name already: a name in a row below is somebody else's. */
static gboolean is_named(const Speaker *speaker, const Label *label)
{
    Role role = speaker->by.role;
    return speaker->by.form == LABEL_COLON && speaker->by.row < label->row &&
           (role == ROLE_FACILITY || role == ROLE_ADDRESSEE || role == ROLE_SENDER);
}

static void party_note(Label *label, Speaker *speaker)
{
    Party named;
    if (party_of(label->role, &named)) {
        speaker->party = named;
        speaker->by = *label;
    } else if (label->role == ROLE_NAME && is_named(speaker, label)) {
        speaker->party = PARTY_PATIENT;
    } else if ((label->role == ROLE_DOB || label->role == ROLE_SEX || label->role == ROLE_NAME) &&
               speaker->party != PARTY_INSURED && speaker->party != PARTY_OTHER) {
        speaker->party = PARTY_PATIENT; /* forms tell these of nobody else */
    }
    label->party = speaker->party;
}

/* A plain "Name" right under a heading that speaks of a clinician is hers. */
static Role role_under(Role role, const Label *heading, const Lines *lines)
{
    if (role != ROLE_NAME || heading == NULL)
        return role;
    const Row *row = lines_row(lines, heading->row);
    if (heading->form != LABEL_CELL || heading->likeness < HEADING_LIKENESS ||
        row->count > heading->count + 1) /* "2. Ordering provider" */
        return role;
    if (heading->role >= ROLE_PROVIDER && heading->role <= ROLE_SIGNATURE_PERSON)
        return heading->role;
    switch (heading->role) {
    case ROLE_SECTION_PROVIDER:
        return ROLE_PROVIDER;
    case ROLE_SECTION_REFERRING:
        return ROLE_REFERRING;
    case ROLE_SECTION_REFERRED_TO:
        return ROLE_REFERRED_TO;
    default:
        return role;
    }
}

/* "Provider" in the rows below "Refer to" or "Referred by". */
static Role role_in_section(Role role, Role section)
{
    if (role != ROLE_PROVIDER)
        return role;
    return section == ROLE_SECTION_REFERRING     ? ROLE_REFERRING
           : section == ROLE_SECTION_REFERRED_TO ? ROLE_REFERRED_TO
                                                 : role;
}

GArray *labels_find(const LabelTable *table, const Lines *lines)
{
    GArray *labels = g_array_new(FALSE, FALSE, sizeof(Label));
    Speaker speaker = {.party = PARTY_SENDER};
    Role section = ROLE_STOP;
    guint section_row = 0;
    for (guint r = 0; r < lines->rows->len; r++) {
        const Row *row = lines_row(lines, r);
        Label label = {.row = r}; /* the last one of the row */
        if (section_at(table, lines, row, &label)) {
            label.form = LABEL_CELL;
            section = label.role;
            section_row = r;
            party_note(&label, &speaker);
            g_array_append_val(labels, label);
            continue;
        }
        label = (Label){.row = r};
        for (guint at = row->first; at < row->first + row->count;) {
            gboolean behind = label.count > 0 && label.first + label.count == at &&
                              !lines_token(lines, at - 1)->colon;
            Label before = label;
            label = (Label){.row = r};
            if (!label_at(table, lines, row, at, behind, &label)) {
                label = before;
                at++;
                continue;
            }
            if (behind && labels->len > 0) {
                Label *last = &g_array_index(labels, Label, labels->len - 1);
                last->form = MAX(last->form, LABEL_CELL); /* nothing but a label follows it */
            }
            const Label *last =
                labels->len > 0 ? &g_array_index(labels, Label, labels->len - 1) : NULL;
            if (last != NULL && last->row + 1 == r)
                label.role = role_under(label.role, last, lines);
            if (r <= section_row + SECTION_ROWS)
                label.role = role_in_section(label.role, section);
            party_note(&label, &speaker);
            g_array_append_val(labels, label);
            at += label.count;
        }
    }
    return labels;
}
