/* facts.c - what labels on a page say.
 *
 * Does: for every label looks behind and below it for a value of the right shape, keeps the first.
 * Reads: rows, labels. Does not: choose among facts, or look where no label stands. */
#include "money.h"
#include "name_mend.h"
#include "parties.h"
#include "takes.h"

#include <math.h>
#include <string.h>

#define SURE_CELL_LEAST 0.85 /* a label less sure has its value in its own cell only */
#define SURE_SECOND     0.90 /* factor for the second place looked at */
#define SURE_PACKED     0.90 /* a value told by its place in a row */

enum {
    COLUMN_ROWS_MOST = 12,
    CHARGE_ROWS_MOST = 40,
    FACTS_MOST = 600, /* of a page; no form says more */
};

/* --- tables and setup ----------------------------------------------------------------------------
 */

FactTables *fact_tables_load(const char *folder, GError **error)
{
    g_autoptr(FactTables) tables = g_new0(FactTables, 1);
    tables->labels = label_table_load(folder, error);
    if (tables->labels != NULL)
        tables->payers = payer_table_load(folder, error);
    return tables->payers != NULL ? g_steal_pointer(&tables) : NULL;
}

void fact_tables_free(FactTables *tables)
{
    if (tables == NULL)
        return;
    label_table_free(tables->labels);
    payer_table_free(tables->payers);
    g_free(tables);
}

FactSetup fact_setup(const FactTables *tables, const Batch *batch)
{
    return (FactSetup){
        .tables = tables,
        .today = batch->today,
        .office_name = settings_text(batch->settings, SETTING_OFFICE_NAME),
        .office_phones = settings_text(batch->settings, SETTING_OFFICE_PHONES),
        .office_providers = settings_text(batch->settings, SETTING_OFFICE_PROVIDERS),
        .roster = batch->roster,
    };
}

/* --- a page ---------------------------------------------------------------------------------- */

static void fact_free(gpointer data)
{
    Fact *fact = data;
    g_free(fact->value);
    g_free(fact->raw);
    g_free(fact);
}

PageFacts *page_facts_new(const FactSetup *setup, const Page *page)
{
    PageFacts *facts = g_new0(PageFacts, 1);
    facts->page = page;
    facts->roster = setup->roster;
    facts->today = setup->today;
    facts->lines = lines_new(page);
    facts->labels = labels_find(setup->tables->labels, facts->lines);
    parties_by_place(facts->labels, facts->lines);
    facts->facts = g_ptr_array_new_with_free_func(fact_free);
    facts_from_labels(facts, setup);
    facts_from_letter(facts, setup);
    facts_from_service_lines(facts, setup);
    facts_from_tables(facts);
    facts_from_contacts(facts, setup);
    facts_from_institutional(facts, setup);
    return facts;
}

void page_facts_free(PageFacts *page)
{
    if (page == NULL)
        return;
    lines_free(page->lines);
    g_array_unref(page->labels);
    g_ptr_array_unref(page->facts);
    g_free(page);
}

static guint row_of(const Lines *lines, guint at)
{
    guint low = 0, high = lines->rows->len;
    while (high - low > 1) {
        guint middle = (low + high) / 2;
        if (lines_row(lines, middle)->first <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void page_facts_add(PageFacts *page, Role role, Party party, const char *value, guint first,
                    guint count, double sure, gboolean labelled)
{
    if (page->facts->len >= FACTS_MOST)
        return;
    Fact *fact = g_new0(Fact, 1);
    fact->role = role;
    fact->party = party;
    gboolean clinician = role >= ROLE_PROVIDER && role <= ROLE_SIGNATURE_PERSON;
    fact->value =
        clinician ? name_mend(page->lines, first, count, value, page->roster) : g_strdup(value);
    fact->raw = lines_text(page->lines, first, count);
    fact->source_page = page->page->source_page;
    fact->first = first;
    fact->count = count;
    fact->row = row_of(page->lines, first);
    fact->box = lines_box(page->lines, first, count);
    fact->confidence = (float)(sure * (0.4 + 0.6 * lines_confidence(page->lines, first, count)));
    fact->labelled = labelled;
    g_ptr_array_add(page->facts, fact);
}

/* --- labels ---------------------------------------------------------------------------------- */

static gboolean role_has_many(Role role)
{
    return role == ROLE_ICD || role == ROLE_CPT;
}

/* "DOB/Age/Sex: 26-Sep-1969 / 54 / M": the value stands behind the last of the joined labels. */
static guint joined_end(const PageFacts *page, guint index)
{
    while (index + 1 < page->labels->len) {
        const Label *label = &g_array_index(page->labels, Label, index);
        const Label *next = label + 1;
        const Token *last = lines_token(page->lines, label->first + label->count - 1);
        if (!last->slash || next->row != label->row || next->first != label->first + label->count)
            break;
        index++;
    }
    return index;
}

static double form_sure(const PageFacts *page, guint from, guint to)
{
    static const double sure[] = {[LABEL_LOOSE] = 0.82, [LABEL_CELL] = 0.94, [LABEL_COLON] = 0.97};
    LabelForm best = LABEL_LOOSE;
    for (guint i = from; i <= to; i++)
        best = MAX(best, g_array_index(page->labels, Label, i).form);
    const Label *label = &g_array_index(page->labels, Label, from);
    return sure[best] * (0.7 + 0.3 * label->likeness);
}

/* A column of codes goes on below its first. */
static void column_read(const Reader *reader, Take take, guint index)
{
    const PageFacts *page = reader->page;
    for (guint skip = 1; skip < COLUMN_ROWS_MOST; skip++) {
        Span span = label_value_below(page->lines, page->labels, index, skip);
        if (span.count == 0 || !take(reader, span))
            return;
    }
}

/* Cents of the amount in a row of the label's column; 0: none, and the column ends. */
static gint64 charge_below(const Reader *reader, guint index, guint skip, Span *span)
{
    const PageFacts *page = reader->page;
    char money[MONEY_SIZE];
    guint at, length;
    *span = label_value_below(page->lines, page->labels, index, skip);
    if (!money_scan(page->lines, span->first, span->count, money, &at, &length))
        return 0;
    *span = (Span){at, length, span->row, TRUE};
    return llround(g_ascii_strtod(money, NULL) * 100);
}

/* "TOTAL CHARGES" over a column of them: only what the others make is their total. FALSE: there is
 * but one. */
static gboolean charge_column_read(const Reader *reader, Take take, guint index)
{
    gint64 sum = 0, cents;
    Span span;
    guint n = 0;
    for (; n < CHARGE_ROWS_MOST && (cents = charge_below(reader, index, n, &span)) > 0; n++) {
        if (n > 1 && cents == sum) {
            take(reader, span);
            return TRUE;
        }
        sum += cents;
    }
    return n > 1;
}

static void label_read(PageFacts *page, const FactSetup *setup, guint index)
{
    const Label *label = &g_array_index(page->labels, Label, index);
    Take take = take_of(label->role);
    if (take == NULL)
        return;
    guint end = joined_end(page, index);
    Reader reader = {page, setup, label, form_sure(page, index, end)};
    gboolean loose = reader.sure < SURE_CELL_LEAST;
    gboolean column = !loose && label_heads_column(page->lines, page->labels, end);
    if (column && label_stands_below(page->lines, page->labels, end)) {
        Span span = label_value_above(page->lines, page->labels, end);
        if (span.count > 0)
            take(&reader, span);
        return;
    }
    for (guint turn = 0; turn < (loose ? 1 : 2); turn++) {
        gboolean below = (turn == 0) == column;
        Span span = below ? label_value_below(page->lines, page->labels, end, 0)
                          : label_value_right(page->lines, page->labels, end);
        if (below && label->role == ROLE_TOTAL_CHARGE && charge_column_read(&reader, take, end))
            return;
        if (span.count > 0 && take(&reader, span)) {
            if (below && role_has_many(label->role))
                column_read(&reader, take, end);
            return;
        }
        reader.sure *= SURE_SECOND;
    }
    if (!column || take == organisation_take) /* any words make an organisation */
        return;
    Span above = label_value_above(page->lines, page->labels, end);
    if (above.count > 0)
        take(&reader, above);
}

/* --- rows of labels whose columns are lost
 * ---------------------------------------------------------- */

/* "2." and "1a." before the name of a form's box. */
static gboolean is_box_number(const Token *token)
{
    gsize length = strlen(token->text);
    return length >= 2 && length <= 4 && g_ascii_isdigit(token->text[0]) &&
           token->text[length - 1] == '.' && !token->colon;
}

/* TRUE when labels from `index` on fill their row without a gap; `*next` is the one behind them. */
static gboolean labels_fill_row(const PageFacts *page, guint index, guint *next)
{
    const Label *first = &g_array_index(page->labels, Label, index);
    const Row *row = lines_row(page->lines, first->row);
    guint at = row->first, end = row->first + row->count;
    for (*next = index; *next < page->labels->len; (*next)++) {
        const Label *label = &g_array_index(page->labels, Label, *next);
        while (at < label->first && is_box_number(lines_token(page->lines, at)))
            at++;
        if (label->row != first->row)
            break;
        if (label->first != at || (*next > index && lines_token(page->lines, at)->cell) ||
            label->form == LABEL_COLON)
            return FALSE;
        at += label->count;
    }
    return at == end;
}

/* Transcripts keep no columns: "PT Birth Date MRN" over "Diaz, Ana 03/14/1952 00482913"; so many
 * labels may go on in a second row. `*count` tells how many they are. */
static gboolean labels_are_packed(const PageFacts *page, guint index, guint *count)
{
    guint next, last;
    if (!labels_fill_row(page, index, &next))
        return FALSE;
    const Label *first = &g_array_index(page->labels, Label, index);
    gboolean wrapped = next < page->labels->len &&
                       g_array_index(page->labels, Label, next).row == first->row + 1 &&
                       labels_fill_row(page, next, &last);
    *count = (wrapped ? last : next) - index;
    return *count >= 2 && next - index >= 2;
}

/* The values stand in the row below in the labels' order; each begins where the one before ended.
 */
static void packed_row_read(PageFacts *page, const FactSetup *setup, guint index, guint count)
{
    guint below = g_array_index(page->labels, Label, index + count - 1).row + 1;
    if (below >= page->lines->rows->len)
        return;
    const Row *row = lines_row(page->lines, below);
    guint at = row->first, end = row->first + row->count;
    for (guint i = index; i < index + count; i++) {
        const Label *label = &g_array_index(page->labels, Label, i);
        Take take = take_of(label->role);
        if (take == NULL)
            continue;
        Reader reader = {page, setup, label, SURE_PACKED * (0.7 + 0.3 * label->likeness)};
        for (guint start = at; start < end; start++) {
            Span span = {start, end - start, below, TRUE};
            guint before = page->facts->len;
            if (!take(&reader, span) || page->facts->len == before)
                continue;
            const Fact *fact = g_ptr_array_index(page->facts, page->facts->len - 1);
            at = fact->first + fact->count;
            break;
        }
    }
}

void facts_from_labels(PageFacts *page, const FactSetup *setup)
{
    for (guint i = 0; i < page->labels->len; i++) {
        guint count;
        gboolean starts = i == 0 || g_array_index(page->labels, Label, i - 1).row !=
                                        g_array_index(page->labels, Label, i).row;
        if (starts && labels_are_packed(page, i, &count)) {
            packed_row_read(page, setup, i, count);
            i += count - 1;
        } else {
            label_read(page, setup, i);
        }
    }
}
