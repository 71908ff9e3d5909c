/* split.c - the stage that parts the pages of an original into documents.
 *
 * Does: marks cover sheets; weighs between two content pages what speaks for a new document (title,
 * letterhead, another patient, "Page 1") against what speaks for going on ("Page 2 of 3").
 * Reads: the words of Batch.pages. Writes: Batch.documents, Page.kind of covers, reasons. */
#include "stage.h"

#include "extract/counters.h"
#include "extract/doctypes.h"
#include "extract/facts.h"
#include "extract/letter.h"
#include "name.h"

#include <math.h>
#include <string.h>

#define COVER_CONFIDENCE 0.9
#define COVER_SCORE      9.0 /* points; also of a title that settles it alone */
#define UNSURE_MARGIN    1.0 /* nearer to zero than this a split is unsure */
#define SAME_NAME        0.86
#define NEAR_NAME        0.70

enum {
    MISSING_MOST = 6, /* pages missing by the word of one counter alone */
    SALUTATION_ROWS = 24,
    COVER_ROWS_MOST = 28, /* of a cover sheet without title */
};

typedef struct {
    DoctypeTable *types;
    FactTables *facts;
} SplitState;

/* What split knows of a content page. */
typedef struct {
    Page *page;
    Counter own, fax;
    guint type;                          /* of the title; meaningless without one */
    double title;                        /* weight of the title near the top; 0: none */
    char *name, *birth, *mrn, *facility; /* NULL: not printed */
    char *visit;      /* the first date of a visit, an examination, a collection; NULL: none */
    gboolean salutes; /* a letter begins on it */
    gboolean ends;    /* a signature or carbon copy stands on it */
    gboolean after_cover, after_blank;
    guint rows;
} Sight;

static void sight_clear(gpointer data)
{
    Sight *sight = data;
    g_free(sight->name);
    g_free(sight->birth);
    g_free(sight->mrn);
    g_free(sight->facility);
    g_free(sight->visit);
}

/* --- covers -------------------------------------------------------------------------------------
 */

static gboolean page_ends_document(const PageFacts *facts)
{
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if (fact->role == ROLE_AUTHOR || (fact->role == ROLE_SIGNATURE_PERSON && !fact->labelled))
            return TRUE;
    }
    return FALSE;
}

static gboolean page_is_cover(const SplitState *state, const Lines *lines, const PageFacts *facts)
{
    DoctypeScore score = {0};
    double confidence;
    g_autoptr(GHashTable) seen = doctype_seen_new();
    doctype_add_page(state->types, lines, seen, &score);
    guint cover = doctype_lookup(state->types, "cover");
    if (cover == doctype_count(state->types) || score.score[cover] < COVER_SCORE ||
        lines->rows->len > 60)
        return FALSE;
    /* A report may carry a fax notice at its foot: a cover sheet without title tells of no patient,
     * is signed by nobody and is no later page. */
    Counter counter;
    gboolean titled = score.title[cover] >= COVER_SCORE;
    if (!titled && (lines->rows->len > COVER_ROWS_MOST || page_ends_document(facts) ||
                    (counter_from_lines(lines, &counter) && counter.page > 1)))
        return FALSE;
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if ((fact->role == ROLE_DOB || fact->role == ROLE_MRN) && !titled)
            return FALSE;
    }
    return doctype_best(state->types, &score, NULL, &confidence) == cover &&
           confidence >= COVER_CONFIDENCE;
}

/* --- what a page shows ---------------------------------------------------------------------------
 */

static char *fact_value(const PageFacts *facts, Role role, gboolean labelled)
{
    const Fact *best = NULL;
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if (fact->role == role && fact->labelled == labelled && fact->party != PARTY_INSURED &&
            (best == NULL || fact->confidence > best->confidence))
            best = fact;
    }
    return best != NULL ? g_strdup(best->value) : NULL;
}

static gboolean page_salutes(const Lines *lines)
{
    for (guint r = 0; r < MIN(lines->rows->len, SALUTATION_ROWS); r++)
        if (row_begins_with(lines, r, "dear") || row_begins_with(lines, r, "re"))
            return TRUE;
    return FALSE;
}

static char *visit_date(const PageFacts *facts)
{
    for (guint i = 0; i < facts->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(facts->facts, i);
        if (fact->role >= ROLE_DATE_SERVICE && fact->role <= ROLE_DATE_COLLECTED)
            return g_strdup(fact->value);
    }
    return NULL;
}

static Sight sight_of(const SplitState *state, Page *page, const PageFacts *facts)
{
    Sight sight = {.page = page, .rows = facts->lines->rows->len};
    counter_from_header(facts->lines->header, &sight.fax);
    counter_from_lines(facts->lines, &sight.own);
    doctype_title_row(state->types, facts->lines, &sight.type, &sight.title);
    sight.name = fact_value(facts, ROLE_PATIENT_NAME, TRUE);
    if (sight.name == NULL)
        sight.name = fact_value(facts, ROLE_NAME, TRUE);
    if (sight.name == NULL)
        sight.name = fact_value(facts, ROLE_PATIENT_NAME, FALSE);
    sight.birth = fact_value(facts, ROLE_DOB, TRUE);
    sight.mrn = fact_value(facts, ROLE_MRN, TRUE);
    sight.facility = fact_value(facts, ROLE_FACILITY, FALSE);
    if (sight.facility == NULL)
        sight.facility = fact_value(facts, ROLE_PAYER, FALSE);
    sight.visit = visit_date(facts);
    sight.salutes = page_salutes(facts->lines);
    sight.ends = page_ends_document(facts);
    return sight;
}

/* --- between two pages
 * ---------------------------------------------------------------------------- */

static double names_evidence(const char *one, const char *other)
{
    if (one == NULL || other == NULL)
        return 0;
    g_autofree char *a = name_fold(one);
    g_autofree char *b = name_fold(other);
    double likeness = name_similarity(a, b);
    return likeness >= SAME_NAME ? -1 : likeness >= NEAR_NAME ? 2 : 3.5;
}

/* Numbers and dates: one symbol may be misread, more are another person's. */
static double numbers_evidence(const char *one, const char *other, double agree, double differ)
{
    if (one == NULL || other == NULL)
        return 0;
    if (strcmp(one, other) == 0)
        return agree;
    return key_distance(one, other, KEY_EDIT) <= KEY_EDIT ? differ * 0.6 : differ;
}

/* Positive: the patients differ; negative: they agree; 0: nothing to tell. */
static double patient_evidence(const Sight *before, const Sight *after)
{
    return names_evidence(before->name, after->name) +
           numbers_evidence(before->birth, after->birth, -1, 2.5) +
           numbers_evidence(before->mrn, after->mrn, -1, 2.5);
}

/* Systems print title and letterhead anew on every page: of the same visit they say nothing. */
static double title_evidence(const Sight *before, const Sight *after)
{
    if (after->title == 0)
        return -1.5;
    double odds = MIN(after->title, 10) * 0.35;
    if (before->title == 0 || before->type != after->type || patient_evidence(before, after) >= 0)
        return odds;
    if (before->visit == NULL || after->visit == NULL)
        return odds - 1.5;
    return strcmp(before->visit, after->visit) == 0 ? odds - 4 : odds + 1.5;
}

static double counter_evidence(const Sight *before, const Sight *after)
{
    const Counter *a = &before->own, *b = &after->own;
    if (b->page == 0)
        return a->page != 0 && a->of == a->page ? 1.5 : a->of > a->page ? -2 : 0;
    if (b->page == 1)
        return 4;
    if (a->page != 0 && b->page == a->page + 1 && (a->of == 0 || b->of == 0 || a->of == b->of))
        return -5;
    return -2.5;
}

/* log-odds that a document begins with `after`. */
static double start_evidence(const Sight *before, const Sight *after)
{
    double odds = -0.8 + counter_evidence(before, after) + patient_evidence(before, after) +
                  title_evidence(before, after);
    odds += after->facility != NULL ? 1.2 : -0.8;
    if (after->name == NULL && after->birth == NULL && after->mrn == NULL)
        odds -= 0.8;
    if (after->salutes)
        odds += 2;
    if (before->ends)
        odds += 0.8;
    if (after->after_cover)
        odds += 5;
    if (after->after_blank)
        odds += 0.3;
    /* A fax of its own begins to count anew. */
    if (after->fax.page == 1 && before->fax.page >= 1)
        odds += 4;
    return odds;
}

/* --- documents
 * ------------------------------------------------------------------------------------- */

/* Totals are misread easily: they must agree where several pages tell one, and be near where one
 * does. */
static void missing_pages_note(Document *document, const GArray *sights, guint first, guint count)
{
    guint of = 0, seen = 0;
    for (guint i = first; i < first + count; i++) {
        const Counter *own = &g_array_index(sights, Sight, i).own;
        if (own->of == 0)
            continue;
        if (of != 0 && of != own->of)
            return;
        of = own->of;
        seen++;
    }
    if (of <= count || (seen < 2 && of > count + MISSING_MOST))
        return;
    document_add_reason(document, "missing-page",
                        "The document says it has %u pages, but %u came in. Ask the sender for the "
                        "rest, or accept it as it is.",
                        of, count);
}

static Document *document_begin(Batch *batch)
{
    Document *document = document_new();
    g_free(document->source);
    document->source = g_strdup(batch->source);
    g_free(document->source_sha256);
    document->source_sha256 = g_strdup(batch->source_sha256);
    g_ptr_array_add(batch->documents, document);
    return document;
}

/* Index of the first sight of each document. */
static GArray *starts_find(const GArray *sights, GArray *unsure)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < sights->len; i++) {
        const Sight *sight = &g_array_index(sights, Sight, i);
        double odds = i == 0 ? 10 : start_evidence(sight - 1, sight);
        if (i > 0)
            g_debug("page %u: %.1f for a new document", sight->page->source_page, odds);
        if (fabs(odds) < UNSURE_MARGIN)
            g_array_append_val(unsure, i);
        if (odds > 0)
            g_array_append_val(starts, i);
    }
    return starts;
}

static guint start_before(const GArray *starts, guint sight)
{
    guint d = 0;
    while (d + 1 < starts->len && g_array_index(starts, guint, d + 1) <= sight)
        d++;
    return d;
}

static void unsure_note(Batch *batch, const GArray *starts, const GArray *unsure,
                        const GArray *sights)
{
    for (guint i = 0; i < unsure->len; i++) {
        guint at = g_array_index(unsure, guint, i);
        guint d = start_before(starts, at);
        guint source_page = g_array_index(sights, Sight, at).page->source_page;
        const char *sentence = "It is not clear whether page %u of the original begins a new "
                               "document. Look at the pages and split or join them.";
        document_add_reason(g_ptr_array_index(batch->documents, d), "unsure-split", sentence,
                            source_page);
        if (d > 0 && g_array_index(starts, guint, d) == at)
            document_add_reason(g_ptr_array_index(batch->documents, d - 1), "unsure-split",
                                sentence, source_page);
    }
}

/* Hands the pages over: covers and blanks go to the document that follows, at the end to the last.
 */
static void pages_hand_over(Batch *batch, const GArray *sights, const GArray *starts)
{
    guint sight = 0, next = 0;
    Document *document = batch->documents->len > 0 ? g_ptr_array_index(batch->documents, 0) : NULL;
    g_autoptr(GPtrArray) waiting = g_ptr_array_new();
    g_autoptr(GPtrArray) pages = g_steal_pointer(&batch->pages);
    batch->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
    g_ptr_array_set_free_func(pages, NULL);
    for (guint i = 0; i < pages->len; i++) {
        Page *page = g_ptr_array_index(pages, i);
        gboolean content = sight < sights->len && g_array_index(sights, Sight, sight).page == page;
        if (!content) {
            g_ptr_array_add(waiting, page);
            continue;
        }
        if (next < starts->len && g_array_index(starts, guint, next) == sight)
            document = g_ptr_array_index(batch->documents, next++);
        for (guint k = 0; k < waiting->len; k++)
            g_ptr_array_add(document->pages, g_ptr_array_index(waiting, k));
        g_ptr_array_set_size(waiting, 0);
        g_ptr_array_add(document->pages, page);
        sight++;
    }
    if (document == NULL && waiting->len > 0)
        document = document_begin(batch);
    for (guint k = 0; k < waiting->len; k++)
        g_ptr_array_add(document->pages, g_ptr_array_index(waiting, k));
}

static GArray *sights_find(const SplitState *state, const FactSetup *setup, Batch *batch)
{
    GArray *sights = g_array_new(FALSE, FALSE, sizeof(Sight));
    g_array_set_clear_func(sights, sight_clear);
    gboolean cover = FALSE, blank = FALSE;
    for (guint i = 0; i < batch->pages->len; i++) {
        Page *page = g_ptr_array_index(batch->pages, i);
        if (page->kind == PAGE_BLANK) {
            blank = TRUE;
            continue;
        }
        g_autoptr(PageFacts) facts = page_facts_new(setup, page);
        if (page->kind == PAGE_CONTENT && page_is_cover(state, facts->lines, facts))
            page->kind = PAGE_COVER;
        if (page->kind == PAGE_COVER) {
            cover = TRUE;
            continue;
        }
        Sight sight = sight_of(state, page, facts);
        sight.after_cover = cover;
        sight.after_blank = blank;
        g_array_append_val(sights, sight);
        cover = blank = FALSE;
    }
    return sights;
}

static gboolean split_batch(gpointer data, Batch *batch, GError **error)
{
    (void)error;
    const SplitState *state = data;
    const FactSetup setup = fact_setup(state->facts, batch);
    g_autoptr(GArray) sights = sights_find(state, &setup, batch);
    g_autoptr(GArray) unsure = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GArray) starts = starts_find(sights, unsure);
    for (guint d = 0; d < starts->len; d++) {
        guint first = g_array_index(starts, guint, d);
        guint end = d + 1 < starts->len ? g_array_index(starts, guint, d + 1) : sights->len;
        missing_pages_note(document_begin(batch), sights, first, end - first);
    }
    unsure_note(batch, starts, unsure, sights);
    pages_hand_over(batch, sights, starts);
    return TRUE;
}

static void split_close(gpointer data)
{
    SplitState *state = data;
    if (state == NULL)
        return;
    doctype_table_free(state->types);
    fact_tables_free(state->facts);
    g_free(state);
}

static gpointer split_open(const StageSetup *setup, GError **error)
{
    SplitState *state = g_new0(SplitState, 1);
    state->types = doctype_table_load(setup->data_folder, error);
    if (state->types != NULL)
        state->facts = fact_tables_load(setup->data_folder, error);
    if (state->facts == NULL)
        g_clear_pointer(&state, split_close);
    return state;
}

const Stage split_stage = {
    .name = "split",
    .version = 1,
    .needs = PART_SPELLED | PART_CLEAN,
    .makes = PART_DOCUMENTS,
    .open = split_open,
    .batch = split_batch,
    .close = split_close,
};
