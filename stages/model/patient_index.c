/* patient_index.c - patients by what somebody types, as it is typed.
 *
 * Does: every word of a name, every record number and birth date once, in order, with the patients
 * who have it; what is typed is looked up by its beginning, and compared with all where that finds
 * few. Does not: weigh evidence (the match stage does). */
#include "patient_index.h"

#include "date.h"
#include "keys.h"
#include "name.h"

#include <stdlib.h>
#include <string.h>

enum {
    PIECES_MOST = 8,
    NEAR_LETTERS_LEAST = 3,
    NEAR_DIGITS_LEAST = 4,
    LENGTHS_APART_MOST = 2,
};

/* What a word is, by the letter in front of it. */
static const char NAME = 'n', NUMBER = 'm', BIRTH = 'b';

static const double WHOLE = 1, BEGINNING = 0.9, NEAR = 0.8, ALIKE_LEAST = 0.87;

typedef struct {
    const char *word; /* its letter in front */
    guint patient;    /* in the roster */
} Entry;

struct PatientIndex {
    Roster *roster;
    GStringChunk *words;
    GArray *entries; /* Entry, by word */
};

/* --- making ----------------------------------------------------------------------------------- */

static void entry_add(PatientIndex *index, char letter, const char *word, guint patient)
{
    if (*word == '\0')
        return;
    g_autofree char *whole = g_strdup_printf("%c%s", letter, word);
    const Entry entry = {g_string_chunk_insert_const(index->words, whole), patient};
    g_array_append_val(index->entries, entry);
}

static void name_add(PatientIndex *index, const char *name, guint patient)
{
    g_autofree char *folded = name_fold(name);
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        entry_add(index, NAME, words[i], patient);
    if (words[0] != NULL && words[1] != NULL) {
        g_autofree char *joined = key_name(name);
        entry_add(index, NAME, joined, patient);
    }
}

static int entry_compare(gconstpointer one, gconstpointer other)
{
    const Entry *a = one, *b = other;
    int order = a->word == b->word ? 0 : strcmp(a->word, b->word);
    return order != 0 ? order : (a->patient > b->patient) - (a->patient < b->patient);
}

PatientIndex *patient_index_new(Roster *roster)
{
    PatientIndex *index = g_new0(PatientIndex, 1);
    index->roster = roster;
    index->words = g_string_chunk_new(1 << 16);
    index->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    for (guint i = 0; i < roster_size(roster); i++) {
        const Patient *patient = roster_patient(roster, i);
        g_autofree char *number = key_mrn(patient->mrn);
        name_add(index, patient->last, i);
        name_add(index, patient->first, i);
        name_add(index, patient->middle, i);
        entry_add(index, NUMBER, number, i);
        entry_add(index, BIRTH, patient->date_of_birth, i);
    }
    g_array_sort(index->entries, entry_compare);
    return index;
}

void patient_index_free(PatientIndex *index)
{
    if (index == NULL)
        return;
    roster_free(index->roster);
    g_string_chunk_free(index->words);
    g_array_unref(index->entries);
    g_free(index);
}

/* --- finding ---------------------------------------------------------------------------------- */

/* How well each patient fits what was typed. */
typedef struct {
    const PatientIndex *index;
    gboolean near;    /* what is alike counts, too */
    float *now, *all; /* of the piece in hand, of all together; for each patient */
    guint8 *fitting;  /* pieces that fit */
    guint pieces;
} Search;

static const Entry *entry_at(const PatientIndex *index, guint at)
{
    return &g_array_index(index->entries, Entry, at);
}

static guint entries_from(const PatientIndex *index, const char *word)
{
    guint low = 0, high = index->entries->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (strcmp(entry_at(index, middle)->word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void fit_note(Search *search, guint patient, double fit)
{
    search->now[patient] = MAX(search->now[patient], (float)fit);
}

static void beginnings_note(Search *search, const char *word)
{
    gsize length = strlen(word);
    for (guint i = entries_from(search->index, word); i < search->index->entries->len; i++) {
        const Entry *entry = entry_at(search->index, i);
        if (strncmp(entry->word, word, length) != 0)
            break;
        fit_note(search, entry->patient, entry->word[length] == '\0' ? WHOLE : BEGINNING);
    }
}

/* One letter or digit is another, or two neighbours are exchanged. */
static gboolean one_slip(const char *one, const char *other)
{
    while (*one != '\0' && *one == *other) {
        one++;
        other++;
    }
    if (*one == '\0' || *other == '\0')
        return FALSE;
    gboolean exchanged = one[0] == other[1] && one[1] == other[0];
    return strcmp(one + 1, other + 1) == 0 || (exchanged && strcmp(one + 2, other + 2) == 0);
}

/* Of names, also the beginning counts: one is still typing. */
static double likeness(const char *typed, const char *word)
{
    gsize length = strlen(typed), theirs = strlen(word);
    if (*typed != NAME)
        return length == theirs && one_slip(typed, word) ? NEAR : 0;
    char beginning[64];
    double whole = 0, part = 0;
    if (theirs <= length + LENGTHS_APART_MOST && length <= theirs + LENGTHS_APART_MOST)
        whole = name_similarity(typed + 1, word + 1);
    if (theirs > length && length < sizeof beginning) {
        g_strlcpy(beginning, word, length + 1);
        part = BEGINNING * name_similarity(typed + 1, beginning + 1);
    }
    double best = MAX(whole, part);
    return best >= ALIKE_LEAST * (whole >= part ? 1 : BEGINNING) ? NEAR * best : 0;
}

static void alikes_note(Search *search, const char *typed)
{
    const PatientIndex *index = search->index;
    const char kind[] = {*typed, '\0'};
    const char *before = NULL;
    double fit = 0;
    for (guint i = entries_from(index, kind); i < index->entries->len; i++) {
        const Entry *entry = entry_at(index, i);
        if (*entry->word != *typed)
            break;
        if (entry->word != before)
            fit = likeness(typed, entry->word);
        before = entry->word;
        if (fit > 0)
            fit_note(search, entry->patient, fit);
    }
}

static void word_note(Search *search, char letter, const char *word, guint near_least)
{
    g_autofree char *typed = g_strdup_printf("%c%s", letter, word);
    if (*word == '\0')
        return;
    beginnings_note(search, typed);
    if (search->near && strlen(word) >= near_least)
        alikes_note(search, typed);
}

static void piece_note(Search *search, const char *piece, const char *today)
{
    char iso[ISO_DATE_SIZE];
    g_autofree char *folded = name_fold(piece);
    g_strdelimit(folded, " ", '\0');
    if (strpbrk(piece, "0123456789") == NULL) {
        word_note(search, NAME, folded, NEAR_LETTERS_LEAST);
        return;
    }
    g_autofree char *number = key_mrn(piece);
    word_note(search, NUMBER, number, NEAR_DIGITS_LEAST);
    gboolean whole = date_parse(piece, DATE_BIRTH, today, iso);
    word_note(search, BIRTH, whole ? iso : piece, ISO_DATE_SIZE - 1);
}

/* What the piece in hand has brought goes to the whole. */
static void piece_end(Search *search)
{
    for (guint i = 0; i < roster_size(search->index->roster); i++) {
        search->all[i] += search->now[i];
        search->fitting[i] += search->now[i] > 0;
        search->now[i] = 0;
    }
    search->pieces++;
}

/* Hyphens part names, but hold dates and numbers together. */
static void typed_note(Search *search, const char *typed, const char *today)
{
    g_autofree char *valid = g_utf8_make_valid(typed, -1);
    g_auto(GStrv) pieces = g_strsplit_set(valid, " \t\r\n,;", -1);
    for (guint i = 0; pieces[i] != NULL && search->pieces < PIECES_MOST; i++) {
        gboolean digits = strpbrk(pieces[i], "0123456789") != NULL;
        g_auto(GStrv) parts = g_strsplit(pieces[i], digits ? " " : "-", -1);
        for (guint k = 0; parts[k] != NULL && search->pieces < PIECES_MOST; k++) {
            if (*parts[k] == '\0')
                continue;
            piece_note(search, parts[k], today);
            piece_end(search);
        }
    }
}

typedef struct {
    float fit;
    const Patient *patient;
} Fitting;

static int fitting_compare(gconstpointer one, gconstpointer other)
{
    const Fitting *a = one, *b = other;
    if (a->fit != b->fit)
        return a->fit < b->fit ? 1 : -1;
    if (a->patient->active != b->patient->active)
        return a->patient->active ? -1 : 1;
    int order = strcmp(a->patient->last, b->patient->last);
    if (order == 0)
        order = strcmp(a->patient->first, b->patient->first);
    return order != 0 ? order
                      : (a->patient->id > b->patient->id) - (a->patient->id < b->patient->id);
}

static GArray *search_end(const Search *search)
{
    GArray *fitting = g_array_new(FALSE, FALSE, sizeof(Fitting));
    guint least = search->pieces > 2 ? search->pieces - 1 : search->pieces;
    for (guint i = 0; i < roster_size(search->index->roster); i++) {
        const Fitting one = {search->all[i], roster_patient(search->index->roster, i)};
        if (search->fitting[i] >= least)
            g_array_append_val(fitting, one);
    }
    return fitting;
}

static GArray *search_do(const PatientIndex *index, const char *typed, gboolean near,
                         const char *today)
{
    guint size = roster_size(index->roster);
    g_autofree float *now = g_new0(float, size + 1), *all = g_new0(float, size + 1);
    g_autofree guint8 *pieces = g_new0(guint8, size + 1);
    Search search = {index, near, now, all, pieces, 0};
    typed_note(&search, typed, today);
    return search_end(&search);
}

GArray *patient_index_find(const PatientIndex *index, const char *typed, gboolean alike, guint most,
                           const char *today)
{
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GArray) fitting = search_do(index, typed, FALSE, today);
    if (alike && fitting->len < most) {
        g_array_unref(fitting);
        fitting = search_do(index, typed, TRUE, today);
    }
    g_array_sort(fitting, fitting_compare);
    for (guint i = 0; i < MIN(fitting->len, most); i++)
        g_array_append_val(ids, g_array_index(fitting, Fitting, i).patient->id);
    return ids;
}
