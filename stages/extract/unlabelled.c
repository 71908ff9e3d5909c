/* unlabelled.c - identifiers whose label is lost, told by the roster.
 *
 * Does: looks for a number or date that no label explains and that is, letter by letter, the one of
 * the patient whose name is printed. Reads: tokens, facts, the roster. Writes: Document.fields. */
#include "unlabelled.h"

#include "name.h"
#include "opinions.h"

#include <string.h>

#define UNLABELLED_SURE 0.70f
#define NEAR_SURNAME    0.85
#define HINT_SURE       0.30f /* worth proposing, never enough to file by */

enum {
    BARE_MOST = 16,
    PARTS_MOST = 2, /* of a number that a gap parts */
    HEAD_ROWS = 18,
    NAME_TOKENS_MOST = 4,
};

static gboolean token_is_labelled(const PageFacts *page, guint at)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (at >= fact->first && at < fact->first + fact->count)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_called(const Patient *patient, const char *name)
{
    g_autoptr(PersonName) printed = person_name_parse(name);
    if (printed == NULL)
        return FALSE;
    const char *const pairs[][2] = {{printed->last, patient->last},
                                    {printed->first, patient->first}};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (!same_value(pairs[i][0], pairs[i][1]))
            return FALSE;
    return TRUE;
}

typedef struct {
    const char *field;
    guint length_least; /* shorter numbers stand on a page by chance */
    gboolean is_member;
} BareNumber;

static const BareNumber bare_mrn = {"mrn", 6, FALSE};
static const BareNumber bare_member = {"member_id", 8, TRUE};

/* TRUE when an active patient has that very number and that name. */
static gboolean number_is_of(const BareNumber *kind, const Roster *roster, const char *text,
                             const char *name)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, NULL, NULL, NULL, kind->is_member ? NULL : text, NULL,
                 kind->is_member ? text : NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *patient = roster_patient(roster, g_array_index(found, guint, i));
        const char *theirs = kind->is_member ? patient->member_id : patient->mrn;
        if (patient->active && strcmp(theirs, text) == 0 && is_called(patient, name))
            return TRUE;
    }
    return FALSE;
}

static gboolean may_be_number(const BareNumber *kind, const char *text)
{
    gsize length = strlen(text), digits = 0;
    for (gsize i = 0; i < length; i++) {
        digits += g_ascii_isdigit(text[i]) != 0;
        if (!g_ascii_isdigit(text[i]) && !g_ascii_isupper(text[i]))
            return FALSE;
    }
    return length >= kind->length_least && length <= BARE_MOST && digits * 2 >= length;
}

/* The number that begins with a token, also when a gap parts it; FALSE: none that is theirs. */
static gboolean number_at(const BareNumber *kind, const PageFacts *page, guint at,
                          const Roster *roster, const char *name, guint *length)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (*length = 1; *length <= PARTS_MOST; (*length)++) {
        guint part = at + *length - 1;
        if (part >= page->lines->tokens->len || token_is_labelled(page, part) ||
            (*length > 1 && lines_token(page->lines, part)->cell))
            return FALSE;
        g_string_append(text, lines_token(page->lines, part)->text);
        if (may_be_number(kind, text->str) && number_is_of(kind, roster, text->str, name))
            return TRUE;
    }
    return FALSE;
}

static void unlabelled_add(Document *document, const char *field, const char *value,
                           const PageFacts *page, guint at, guint length, float sure)
{
    g_autofree char *raw = lines_text(page->lines, at, length);
    g_ptr_array_add(document->fields, field_new(field, value, raw, page->page->source_page,
                                                lines_box(page->lines, at, length), sure));
}

static void number_from_roster(Document *document, const BareNumber *kind, const GPtrArray *pages,
                               const Roster *roster)
{
    const Field *name = document_lookup_field(document, "patient_name");
    for (guint p = 0; name != NULL && p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint at = 0; at < page->lines->tokens->len; at++) {
            guint length;
            if (!number_at(kind, page, at, roster, name->value, &length))
                continue;
            g_autofree char *raw = lines_text(page->lines, at, length);
            g_auto(GStrv) parts = g_strsplit(raw, " ", -1);
            g_autofree char *value = g_strjoinv("", parts);
            /* whose number it is, the name alone has told */
            unlabelled_add(document, kind->field, value, page, at, length,
                           MIN(UNLABELLED_SURE, name->confidence));
            return;
        }
    }
}

void mrn_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster)
{
    number_from_roster(document, &bare_mrn, pages, roster);
}

void member_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster)
{
    number_from_roster(document, &bare_member, pages, roster);
}

/* --- birth date ------------------------------------------------------------------------------ */

/* The only active patient of that name, whatever the middle name and suffix; NULL: none or more. */
static const Patient *only_namesake(const Roster *roster, const char *printed)
{
    g_autoptr(PersonName) name = person_name_parse(printed);
    if (name == NULL)
        return NULL;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(roster, name->last, name->first, NULL, NULL, NULL, NULL, found);
    const Patient *only = NULL;
    for (guint i = 0; i < found->len; i++) {
        const Patient *patient = roster_patient(roster, g_array_index(found, guint, i));
        if (!patient->active || !is_called(patient, printed))
            continue;
        if (only != NULL)
            return NULL;
        only = patient;
    }
    return only;
}

/* A birth date in the text may be that of the insured, who may be the patient's namesake. */
static gboolean others_are_told(const GPtrArray *pages)
{
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->labels->len; i++) {
            Role role = g_array_index(page->labels, Label, i).role;
            if (role == ROLE_INSURED_NAME || role == ROLE_INSURED_DOB ||
                role == ROLE_SECTION_INSURED)
                return TRUE;
        }
    }
    return FALSE;
}

/* The date among the tokens of the row that is the birth date asked for. */
static gboolean birth_in_row(const PageFacts *page, const Row *row, const char *birth,
                             const char *today, guint *at, guint *length)
{
    char iso[ISO_DATE_SIZE];
    for (guint from = row->first; from < row->first + row->count; from = *at + *length) {
        if (!date_scan(page->lines, from, row->first + row->count - from, DATE_BIRTH, today, iso,
                       at, length))
            return FALSE;
        if (strcmp(iso, birth) == 0 && !token_is_labelled(page, *at))
            return TRUE;
    }
    return FALSE;
}

void birth_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster)
{
    const Field *name = document_lookup_field(document, "patient_name");
    const Patient *patient = name == NULL ? NULL : only_namesake(roster, name->value);
    if (patient == NULL || *patient->date_of_birth == '\0' || others_are_told(pages))
        return;
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint r = 0; r < MIN(page->lines->rows->len, HEAD_ROWS); r++) {
            guint at, length;
            if (!birth_in_row(page, lines_row(page->lines, r), patient->date_of_birth, page->today,
                              &at, &length))
                continue;
            unlabelled_add(document, "date_of_birth", patient->date_of_birth, page, at, length,
                           UNLABELLED_SURE);
            return;
        }
    }
}

/* --- name and record number together --------------------------------------------------------- */

/* TRUE unless something else than a record number was made of the token. */
static gboolean may_be_mrn(const PageFacts *page, guint at)
{
    for (guint i = 0; i < page->facts->len; i++) {
        const Fact *fact = g_ptr_array_index(page->facts, i);
        if (at >= fact->first && at < fact->first + fact->count && fact->role != ROLE_MRN &&
            fact->role != ROLE_ACCOUNT)
            return FALSE;
    }
    return TRUE;
}

/* The patient whose record number, and nobody else's, a token is; NULL: nobody's. */
static const Patient *mrn_owner(const PageFacts *page, guint at, const Roster *roster)
{
    g_autofree char *mrn = word_bare(lines_token(page->lines, at)->text);
    if (!may_be_number(&bare_mrn, mrn) || roster_mrn_shared(roster, mrn) || !may_be_mrn(page, at))
        return NULL;
    return roster_lookup_mrn(roster, mrn);
}

/* Letter by letter; beside the birth date also with a letter misread. */
static gboolean is_surname_of(const char *printed, const Patient *patient, gboolean born)
{
    g_autofree char *ours = name_fold(printed);
    g_autofree char *theirs = name_fold(patient->last);
    return strcmp(ours, theirs) == 0 || (born && name_similarity(ours, theirs) >= NEAR_SURNAME);
}

/* The name that begins at a token and goes on to the one of the surname; yours to free, NULL: none
 * of that surname. */
static char *name_from(const PageFacts *page, const Row *row, guint at, guint surname,
                       const Patient *patient, gboolean born, guint *length)
{
    gboolean credentials;
    g_autofree char *name =
        person_scan(page->lines, at, row->first + row->count - at, TRUE, length, &credentials);
    g_autoptr(PersonName) parsed = name != NULL ? person_name_parse(name) : NULL;
    gboolean theirs = parsed != NULL && !credentials && at + *length > surname &&
                      is_surname_of(parsed->last, patient, born);
    return theirs ? g_steal_pointer(&name) : NULL;
}

/* The patient's name round the token of the surname: with the first name, or as it fills its cell
 * when the birth date stands beside it. Yours to free, NULL: another's. */
static char *name_round(const PageFacts *page, const Row *row, guint surname,
                        const Patient *patient, gboolean born, guint *at, guint *length)
{
    guint cell = surname;
    for (*at = surname; surname - *at < NAME_TOKENS_MOST; (*at)--) {
        g_autofree char *name = name_from(page, row, *at, surname, patient, born, length);
        if (name != NULL && is_called(patient, name))
            return g_steal_pointer(&name);
        cell = *at;
        if (*at == row->first || lines_token(page->lines, *at)->cell)
            break;
    }
    *at = cell;
    return born ? name_from(page, row, cell, surname, patient, born, length) : NULL;
}

/* Adds the patient's name, and birth date beside it, when they stand in the row. */
static gboolean person_in_row(Document *document, const PageFacts *page, const Row *row,
                              const Patient *patient)
{
    guint birth_at, birth_length, at, length;
    gboolean born =
        *patient->date_of_birth != '\0' &&
        birth_in_row(page, row, patient->date_of_birth, page->today, &birth_at, &birth_length);
    for (guint i = row->first; i < row->first + row->count; i++) {
        if (!is_surname_of(lines_token(page->lines, i)->text, patient, born) ||
            token_is_labelled(page, i))
            continue;
        g_autofree char *name = name_round(page, row, i, patient, born, &at, &length);
        if (name == NULL)
            continue;
        unlabelled_add(document, "patient_name", name, page, at, length, UNLABELLED_SURE);
        if (born && document_lookup_field(document, "date_of_birth") == NULL)
            unlabelled_add(document, "date_of_birth", patient->date_of_birth, page, birth_at,
                           birth_length, UNLABELLED_SURE);
        return TRUE;
    }
    return FALSE;
}

/* Whose record number stands on the pages, and where. */
typedef struct {
    const Patient *patient;
    guint patients; /* one, or nothing is told */
    const PageFacts *page;
    guint at;
} Owner;

static void owner_seek(const PageFacts *page, const Roster *roster, Owner *owner)
{
    for (guint at = 0; at < page->lines->tokens->len; at++) {
        const Patient *patient = mrn_owner(page, at, roster);
        if (patient != NULL && patient != owner->patient)
            *owner = (Owner){patient, owner->patients + 1, page, at};
    }
}

static gboolean person_on_page(Document *document, const PageFacts *page, const Patient *patient)
{
    for (guint r = 0; r < page->lines->rows->len; r++)
        if (person_in_row(document, page, lines_row(page->lines, r), patient))
            return TRUE;
    return FALSE;
}

void person_find_by_number(Document *document, const GPtrArray *pages, const Roster *roster)
{
    if (document_lookup_field(document, "patient_name") != NULL)
        return;
    Owner owner = {NULL};
    for (guint p = 0; p < pages->len; p++)
        owner_seek(g_ptr_array_index(pages, p), roster, &owner);
    gboolean found = FALSE;
    for (guint p = 0; owner.patients == 1 && p < pages->len && !found; p++)
        found = person_on_page(document, g_ptr_array_index(pages, p), owner.patient);
    if (found && !token_is_labelled(owner.page, owner.at))
        unlabelled_add(document, "mrn", owner.patient->mrn, owner.page, owner.at, 1,
                       UNLABELLED_SURE);
}

/* --- name and birth date together ------------------------------------------------------------ */

/* The tokens of a row from the first to the last of the patient's two names; FALSE: not both. */
static gboolean names_in_row(const Lines *lines, const Row *row, const Patient *patient, guint *at,
                             guint *length)
{
    g_autofree char *last = name_fold(patient->last);
    g_autofree char *first = name_fold(patient->first);
    guint last_at = G_MAXUINT, first_at = G_MAXUINT;
    for (guint i = row->first; i < row->first + row->count; i++) {
        g_autofree char *word = name_fold(lines_token(lines, i)->text);
        if (*word != '\0' && strcmp(word, last) == 0)
            last_at = i;
        else if (*word != '\0' && strcmp(word, first) == 0)
            first_at = i;
    }
    if (last_at == G_MAXUINT || first_at == G_MAXUINT)
        return FALSE;
    *at = MIN(last_at, first_at);
    *length = MAX(last_at, first_at) - *at + 1;
    return *length <= NAME_TOKENS_MOST;
}

typedef struct {
    const Patient *patient; /* NULL: none, or several */
    guint patients;
    guint birth_at, birth_length, name_at, name_length;
} Pair;

/* Everybody born on a date of the row whose name stands in the row too. */
static void pairs_in_row(const PageFacts *page, const Row *row, const Roster *roster, Pair *pair)
{
    guint end = row->first + row->count, at, length;
    char iso[ISO_DATE_SIZE];
    for (guint from = row->first; from < end && date_scan(page->lines, from, end - from, DATE_BIRTH,
                                                          page->today, iso, &at, &length);
         from = at + length) {
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
        roster_block(roster, NULL, NULL, iso, NULL, NULL, NULL, found);
        for (guint i = 0; i < found->len; i++) {
            const Patient *patient = roster_patient(roster, g_array_index(found, guint, i));
            guint name_at, name_length;
            if (!patient->active || strcmp(patient->date_of_birth, iso) != 0 ||
                !names_in_row(page->lines, row, patient, &name_at, &name_length))
                continue;
            *pair = (Pair){patient, pair->patients + 1, at, length, name_at, name_length};
        }
    }
}

void person_find_unlabelled(Document *document, const GPtrArray *pages, const Roster *roster)
{
    if (document_lookup_field(document, "patient_name") != NULL ||
        document_lookup_field(document, "date_of_birth") != NULL || others_are_told(pages))
        return;
    for (guint p = 0; p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint r = 0; r < MIN(page->lines->rows->len, HEAD_ROWS); r++) {
            Pair pair = {NULL};
            pairs_in_row(page, lines_row(page->lines, r), roster, &pair);
            if (pair.patients != 1)
                continue;
            g_autofree char *name =
                g_strdup_printf("%s, %s", pair.patient->last, pair.patient->first);
            unlabelled_add(document, "patient_name", name, page, pair.name_at, pair.name_length,
                           HINT_SURE);
            unlabelled_add(document, "date_of_birth", pair.patient->date_of_birth, page,
                           pair.birth_at, pair.birth_length, HINT_SURE);
            return;
        }
    }
}
