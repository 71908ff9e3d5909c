/* roster_csv.c - the practice software's patient export, line by line into patients.
 *
 * Does: tell columns by their headings, normalise dates, phones, names; complain in plain
 * sentences. Reads: the export's bytes. Does not: open files, or change the catalogue. */
#include "roster_csv.h"

#include "date.h"
#include "fate.h"
#include "name.h"
#include "patient.h"
#include "roster_columns.h"

#include <stdlib.h>
#include <string.h>

enum {
    VALUE_BYTES_MOST = 300,
    MRN_BYTES_MOST = 32,
    COMPLAINTS_MOST = 1000,
};

typedef struct {
    RosterColumns columns;
    const char *today;
    GPtrArray *complaints;
    guint hushed; /* complaints beyond the most */
} Import;

static void complain(Import *import, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void complain(Import *import, const char *format, ...)
{
    if (import->complaints->len >= COMPLAINTS_MOST) {
        import->hushed++;
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(import->complaints, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* --- values ---------------------------------------------------------------------------------- */

static const char *value_of(const Import *import, const GPtrArray *record, Column column)
{
    return import->columns.at[column] < 0 ? ""
                                          : g_ptr_array_index(record, import->columns.at[column]);
}

static void column_set(char **column, const char *value)
{
    g_free(*column);
    *column = g_strdup(value);
}

/* Excel counts days from 1899-12-30; it adds a time of midnight to dates that it took for times. */
static gboolean birth_parse(const char *printed, const char *today, char iso[ISO_DATE_SIZE])
{
    if (date_parse(printed, DATE_BIRTH, today, iso))
        return TRUE;
    gsize length = strlen(printed);
    if (length == 5 && strspn(printed, "0123456789") == 5) {
        GDate date;
        g_date_clear(&date, 1);
        g_date_set_dmy(&date, 30, G_DATE_DECEMBER, 1899);
        g_date_add_days(&date, (guint)atoi(printed));
        g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date),
                                               g_date_get_month(&date), g_date_get_day(&date));
        return date_parse(day, DATE_BIRTH, today, iso);
    }
    /* A time stands behind the date: "1952-03-14T00:00:00", "3/14/1952 12:00:00 AM". */
    const char *colon = strchr(printed, ':');
    if (colon == NULL)
        return FALSE;
    const char *time = colon;
    while (time > printed && g_ascii_isdigit(time[-1]))
        time--;
    if (time == printed || strchr(" T", time[-1]) == NULL)
        return FALSE;
    g_autofree char *day = g_strchomp(g_strndup(printed, time - 1 - printed));
    return date_parse(day, DATE_BIRTH, today, iso);
}

static const char *sex_parse(const char *printed)
{
    static const char *const female[] = {"f", "female", "w", "woman", "girl", NULL};
    static const char *const male[] = {"m", "male", "man", "boy", NULL};
    g_autofree char *lower = g_ascii_strdown(printed, -1);
    if (g_strv_contains(female, lower))
        return "F";
    return g_strv_contains(male, lower) ? "M" : "";
}

/* "+1" and ten digits, an extension dropped; NULL when it is no North American number. */
static char *phone_parse(const char *printed)
{
    char digits[12];
    guint n = 0;
    for (const char *at = printed; *at != '\0'; at++) {
        if (n >= 10 && (*at == 'x' || *at == 'X' || *at == 'e' || *at == 'E' || *at == '#'))
            break;
        if (g_ascii_isdigit(*at)) {
            if (n == sizeof digits - 1)
                return NULL;
            digits[n++] = *at;
        }
    }
    digits[n] = '\0';
    const char *local = n == 11 && digits[0] == '1' ? digits + 1 : digits;
    return strlen(local) == 10 && local[0] >= '2' ? g_strdup_printf("+1%s", local) : NULL;
}

static gboolean has_digit(const char *text)
{
    return strpbrk(text, "0123456789") != NULL;
}

static void phone_read(Import *import, const GPtrArray *record, guint line, Patient *patient)
{
    static const Column phones[] = {COLUMN_PHONE, COLUMN_HOME_PHONE, COLUMN_CELL_PHONE};
    const char *bad = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(phones); i++) {
        const char *printed = value_of(import, record, phones[i]);
        g_autofree char *phone = phone_parse(printed);
        if (phone != NULL) {
            column_set(&patient->phone, phone);
            return;
        }
        if (bad == NULL && has_digit(printed))
            bad = printed;
    }
    if (bad != NULL)
        complain(import, "Line %u: '%s' is not a telephone number; it was left empty.", line, bad);
}

/* A suffix that the surname's column carries, an initial behind the first name. */
static void name_read(const Import *import, const GPtrArray *record, Patient *patient)
{
    const char *last = value_of(import, record, COLUMN_LAST);
    const char *first = value_of(import, record, COLUMN_FIRST);
    g_autofree char *printed = NULL;
    if (*last == '\0')
        printed = g_strdup(value_of(import, record, COLUMN_NAME));
    else
        printed = g_strdup_printf("%s, %s", last, first);
    g_autoptr(PersonName) name = person_name_parse(printed);
    if (name == NULL)
        return;
    column_set(&patient->last, name->last);
    column_set(&patient->suffix, name->suffix);
    column_set(&patient->first, name->first);
    column_set(&patient->middle, name->middle);
    const char *middle = value_of(import, record, COLUMN_MIDDLE);
    if (*last != '\0') {
        /* What stands in a column of its own is taken as it stands. */
        gboolean initial = *middle == '\0' && strlen(name->middle) == 1;
        column_set(&patient->first, initial ? name->first : first);
        column_set(&patient->middle, initial ? name->middle : middle);
    }
    const char *suffix = value_of(import, record, COLUMN_SUFFIX);
    if (*suffix != '\0')
        column_set(&patient->suffix, name_suffix(suffix) != NULL ? name_suffix(suffix) : suffix);
}

static void address_read(const Import *import, const GPtrArray *record, Patient *patient)
{
    const char *street = value_of(import, record, COLUMN_ADDRESS);
    const char *more = value_of(import, record, COLUMN_ADDRESS_MORE);
    g_free(patient->address);
    patient->address = *more == '\0' ? g_strdup(street) : g_strdup_printf("%s, %s", street, more);
    column_set(&patient->city, value_of(import, record, COLUMN_CITY));
    column_set(&patient->state, value_of(import, record, COLUMN_STATE));
    column_set(&patient->zip, value_of(import, record, COLUMN_ZIP));
    column_set(&patient->insurer, value_of(import, record, COLUMN_INSURER));
    column_set(&patient->member_id, value_of(import, record, COLUMN_MEMBER));
}

/* --- lines ----------------------------------------------------------------------------------- */

/* Excel turns long numbers into "4.82913E+11": the digits are lost. */
static gboolean is_mrn(const char *mrn)
{
    gsize length = strlen(mrn);
    return length > 0 && length <= MRN_BYTES_MOST && has_digit(mrn) && strchr(mrn, '+') == NULL &&
           g_str_is_ascii(mrn);
}

static gboolean record_is_whole(Import *import, const GPtrArray *record, guint line)
{
    /* One comma too many moves all that follows into wrong columns, so nothing is guessed. */
    const RosterColumns *columns = &import->columns;
    if (record->len != columns->n_columns && record->len != columns->n_separated) {
        complain(import,
                 "Line %u has %u columns where the headings have %u; it was left out. Is a comma "
                 "or a quote missing?",
                 line, record->len, columns->n_columns);
        return FALSE;
    }
    for (guint i = 0; i < record->len; i++) {
        if (strlen(g_ptr_array_index(record, i)) > VALUE_BYTES_MOST) {
            complain(import, "Line %u: column %u is too long; the line was left out.", line, i + 1);
            return FALSE;
        }
    }
    return TRUE;
}

static Patient *patient_read(Import *import, const GPtrArray *record, guint line)
{
    if (!record_is_whole(import, record, line))
        return NULL;
    const char *mrn = value_of(import, record, COLUMN_MRN);
    if (!is_mrn(mrn)) {
        complain(import, "Line %u: '%s' is not a record number; the line was left out.", line, mrn);
        return NULL;
    }
    g_autoptr(Patient) patient = patient_new();
    name_read(import, record, patient);
    if (*patient->last == '\0' || *patient->first == '\0') {
        complain(import, "Line %u (record number %s) has no first and last name; it was left out.",
                 line, mrn);
        return NULL;
    }
    column_set(&patient->mrn, mrn);
    const char *birth = value_of(import, record, COLUMN_BIRTH);
    char iso[ISO_DATE_SIZE];
    if (birth_parse(birth, import->today, iso))
        column_set(&patient->date_of_birth, iso);
    else if (*birth != '\0')
        complain(import, "Line %u: the birth date '%s' cannot be; it was left empty.", line, birth);
    column_set(&patient->sex, sex_parse(value_of(import, record, COLUMN_SEX)));
    phone_read(import, record, line, patient);
    address_read(import, record, patient);
    return g_steal_pointer(&patient);
}

/* --- record numbers of more than one ---------------------------------------------------------- */

/* Zeros in front do not part two record numbers: print drops them. */
static const char *mrn_significant(const char *mrn)
{
    while (*mrn == '0' && mrn[1] != '\0')
        mrn++;
    return mrn;
}

static gboolean same_person(const Patient *one, const Patient *other)
{
    g_autofree char *one_name = patient_name(one), *other_name = patient_name(other);
    g_autofree char *one_folded = name_fold(one_name), *other_folded = name_fold(other_name);
    return strcmp(one_folded, other_folded) == 0 &&
           strcmp(one->date_of_birth, other->date_of_birth) == 0;
}

/* FALSE when the patient stands in the list already: an export may have a line for each insurance.
 */
static gboolean mrn_note(Import *import, GHashTable *by_mrn, const Patient *patient, guint line)
{
    const char *key = mrn_significant(patient->mrn);
    const Patient *earlier = g_hash_table_lookup(by_mrn, key);
    if (earlier == NULL) {
        g_hash_table_insert(by_mrn, (gpointer)key, (gpointer)patient);
        return TRUE;
    }
    g_autofree char *name = patient_name(patient), *other = patient_name(earlier);
    if (same_person(patient, earlier)) {
        complain(import, "Line %u: %s (record number %s) stands in the list already.", line, name,
                 patient->mrn);
        return FALSE;
    }
    complain(import,
             "Line %u: %s has the record number %s, and so has %s. Until one is corrected, this "
             "number identifies neither.",
             line, name, patient->mrn, other);
    return TRUE;
}

static GPtrArray *patients_read(Import *import, CsvReader *reader)
{
    GPtrArray *patients = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
    g_autoptr(GHashTable) by_mrn = g_hash_table_new(g_str_hash, g_str_equal);
    for (;;) {
        guint line;
        g_autoptr(GPtrArray) record = csv_next(reader, &line);
        if (record == NULL)
            return patients;
        g_autoptr(Patient) patient = patient_read(import, record, line);
        if (patient != NULL && mrn_note(import, by_mrn, patient, line))
            g_ptr_array_add(patients, g_steal_pointer(&patient));
    }
}

GPtrArray *roster_csv_parse(const char *bytes, gsize length, const char *today,
                            GPtrArray *complaints, GError **error)
{
    g_autofree char *text = csv_decode(bytes, length, error);
    if (text == NULL)
        return NULL;
    CsvReader reader;
    csv_open(&reader, text);
    Import import = {.today = today, .complaints = complaints};
    g_autofree char *unused = NULL;
    if (!roster_columns_find(&import.columns, &reader, &unused, error))
        return NULL;
    if (unused != NULL)
        complain(&import, "These columns are not used: %s.", unused);
    g_autoptr(GPtrArray) patients = patients_read(&import, &reader);
    if (import.hushed > 0)
        g_ptr_array_add(complaints,
                        g_strdup_printf("There are %u more such lines.", import.hushed));
    if (patients->len == 0) {
        g_set_error_literal(error, FATE, FATE_INPUT,
                            "The patient list has no line with a patient. Export it again; the "
                            "old list stays in use.");
        return NULL;
    }
    return g_steal_pointer(&patients);
}
