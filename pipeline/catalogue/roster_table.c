/* roster_table.c - the patients: a new roster laid over the known ones, and the index of all.
 *
 * Reads, writes: patients, roster. Does not: read CSV. */
#include "auditing.h"
#include "database.h"

#include "fate.h"

#include <string.h>

Patient *patient_read(Statement *statement)
{
    Patient *patient = patient_new();
    char **into[] = {&patient->mrn,     &patient->last,          &patient->first, &patient->middle,
                     &patient->suffix,  &patient->date_of_birth, &patient->sex,   &patient->phone,
                     &patient->address, &patient->city,          &patient->state, &patient->zip,
                     &patient->insurer, &patient->member_id};
    patient->id = column_number(statement, 0);
    for (guint i = 0; i < G_N_ELEMENTS(into); i++) {
        g_free(*into[i]);
        *into[i] = column_copy(statement, (int)i + 1);
    }
    patient->active = column_number(statement, 15) != 0;
    return patient;
}

/* --- who is who ------------------------------------------------------------------------------ */

/* Known patients by MRN; each list holds those not found in the new roster yet. */
static GHashTable *patients_known(Catalogue *catalogue, GError **error)
{
    g_autoptr(GHashTable) known =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT " PATIENT_COLUMNS " FROM patients p WHERE NOT p.provisional ORDER BY p.id", "");
    if (statement == NULL)
        return NULL;
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        Patient *patient = patient_read(statement);
        GPtrArray *same = g_hash_table_lookup(known, patient->mrn);
        if (same == NULL) {
            same = g_ptr_array_new_with_free_func((GDestroyNotify)patient_free);
            g_hash_table_insert(known, g_strdup(patient->mrn), same);
        }
        g_ptr_array_add(same, patient);
    }
    return bad ? NULL : g_steal_pointer(&known);
}

/* How much speaks for two entries of one MRN being one person: 3 all, 1 enough, 0 nothing. An MRN
 * given to somebody else must not turn one person's chart into the other's. */
static int likeness(const Patient *one, const Patient *other)
{
    g_autofree char *last = folded_pad(one->last), *other_last = folded_pad(other->last);
    g_autofree char *first = folded_pad(one->first), *other_first = folded_pad(other->first);
    gboolean same_last = g_str_equal(last, other_last);
    gboolean same_first = g_str_equal(first, other_first);
    gboolean unknown_birth = *one->date_of_birth == '\0' || *other->date_of_birth == '\0';
    if (!unknown_birth && g_str_equal(one->date_of_birth, other->date_of_birth))
        return 1 + same_last + same_first;
    return (same_last && same_first) || (unknown_birth && (same_last || same_first)) ? 1 : 0;
}

static Patient *patient_take(GHashTable *known, const Patient *patient)
{
    GPtrArray *same = g_hash_table_lookup(known, patient->mrn);
    int best = 0;
    guint best_at = 0;
    for (guint i = 0; same != NULL && i < same->len; i++) {
        int like = likeness(same->pdata[i], patient);
        if (like > best) {
            best = like;
            best_at = i;
        }
    }
    return best > 0 ? g_ptr_array_steal_index(same, best_at) : NULL;
}

static gboolean patient_equal(const Patient *one, const Patient *other)
{
    const char *const ones[] = {one->mrn,     one->last,          one->first, one->middle,
                                one->suffix,  one->date_of_birth, one->sex,   one->phone,
                                one->address, one->city,          one->state, one->zip,
                                one->insurer, one->member_id};
    const char *const others[] = {other->mrn,     other->last,          other->first, other->middle,
                                  other->suffix,  other->date_of_birth, other->sex,   other->phone,
                                  other->address, other->city,          other->state, other->zip,
                                  other->insurer, other->member_id};
    for (guint i = 0; i < G_N_ELEMENTS(ones); i++) {
        if (!g_str_equal(ones[i], others[i]))
            return FALSE;
    }
    return one->active == other->active;
}

/* --- writing --------------------------------------------------------------------------------- */

static char *patient_folded(const Patient *patient)
{
    g_autofree char *name =
        g_strjoin(" ", patient->last, patient->first, patient->middle, patient->suffix, NULL);
    return folded_pad(name);
}

gboolean patient_insert(Catalogue *catalogue, Patient *patient, gboolean provisional,
                        GError **error)
{
    g_autofree char *folded = patient_folded(patient);
    return statement_number(
        catalogue, 0, &patient->id, error,
        "INSERT INTO patients (mrn, last, first, middle, suffix, date_of_birth, sex, phone, "
        "address, city, state, zip, insurer, member_id, active, provisional, folded) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id",
        "ssssssssssssssns", patient->mrn, patient->last, patient->first, patient->middle,
        patient->suffix, patient->date_of_birth, patient->sex, patient->phone, patient->address,
        patient->city, patient->state, patient->zip, patient->insurer, patient->member_id,
        (int)provisional, folded);
}

static gboolean patient_update(Catalogue *catalogue, const Patient *patient, GError **error)
{
    g_autofree char *folded = patient_folded(patient);
    return statement_run(
        catalogue, error,
        "UPDATE patients SET mrn = ?, last = ?, first = ?, middle = ?, suffix = ?, "
        "date_of_birth = ?, sex = ?, phone = ?, address = ?, city = ?, state = ?, zip = ?, "
        "insurer = ?, member_id = ?, active = 1, folded = ? WHERE id = ?",
        "sssssssssssssssi", patient->mrn, patient->last, patient->first, patient->middle,
        patient->suffix, patient->date_of_birth, patient->sex, patient->phone, patient->address,
        patient->city, patient->state, patient->zip, patient->insurer, patient->member_id, folded,
        patient->id);
}

static gboolean patient_lay_over(Catalogue *catalogue, GHashTable *known, Patient *patient,
                                 RosterChange *change, GError **error)
{
    g_autoptr(Patient) before = patient_take(known, patient);
    patient->active = TRUE;
    if (before == NULL) {
        change->added++;
        return patient_insert(catalogue, patient, FALSE, error);
    }
    patient->id = before->id;
    if (patient_equal(before, patient)) {
        change->same++;
        return TRUE;
    }
    change->changed++;
    return patient_update(catalogue, patient, error);
}

static gboolean vanished_mark(Catalogue *catalogue, GHashTable *known, RosterChange *change,
                              GError **error)
{
    GHashTableIter iterator;
    gpointer value;
    g_hash_table_iter_init(&iterator, known);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const GPtrArray *left = value;
        for (guint i = 0; i < left->len; i++) {
            const Patient *patient = left->pdata[i];
            if (!patient->active)
                continue;
            change->vanished++;
            if (!statement_run(catalogue, error, "UPDATE patients SET active = 0 WHERE id = ?", "i",
                               patient->id))
                return FALSE;
        }
    }
    return TRUE;
}

static gboolean roster_write(Catalogue *catalogue, const GPtrArray *patients, const char *stamp,
                             RosterChange *change, GError **error)
{
    g_autoptr(GHashTable) known = patients_known(catalogue, error);
    if (known == NULL)
        return FALSE;
    for (guint i = 0; i < patients->len; i++) {
        if (!patient_lay_over(catalogue, known, patients->pdata[i], change, error))
            return FALSE;
    }
    return vanished_mark(catalogue, known, change, error) &&
           statement_run(catalogue, error,
                         "INSERT INTO roster (only, stamp) VALUES (1, ?) "
                         "ON CONFLICT (only) DO UPDATE SET stamp = excluded.stamp",
                         "s", stamp);
}

gboolean catalogue_replace_roster(Catalogue *catalogue, const GPtrArray *patients,
                                  const char *stamp, RosterChange *change, GError **error)
{
    memset(change, 0, sizeof(*change));
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = roster_write(catalogue, patients, stamp, change, error);
    g_autofree char *what =
        g_strdup_printf("patient list read: %u added, %u changed, %u vanished, %u the same",
                        change->added, change->changed, change->vanished, change->same);
    done = done && audit_write(catalogue, AUDIT_CHANGED, 0, 0, 0, what, error);
    return transaction_end(catalogue, done, error);
}

/* --- reading --------------------------------------------------------------------------------- */

char *catalogue_roster_stamp(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error, "SELECT stamp FROM roster", "");
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return NULL;
    return column_copy(statement, 0);
}

Patient *catalogue_find_patient(Catalogue *catalogue, gint64 id, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT " PATIENT_COLUMNS " FROM patients p WHERE p.id = ?", "i", id);
    gboolean bad = TRUE;
    if (statement != NULL && statement_next(statement, &bad, error))
        return patient_read(statement);
    if (!bad)
        g_set_error(error, FATE, FATE_INPUT, "There is no patient number %" G_GINT64_FORMAT ".",
                    id);
    return NULL;
}

static gboolean aliases_load(Catalogue *catalogue, Roster *roster, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error, "SELECT patient, name FROM aliases ORDER BY patient", "");
    if (statement == NULL)
        return FALSE;
    gboolean bad;
    while (statement_next(statement, &bad, error))
        roster_add_alias(roster, column_number(statement, 0), column_text(statement, 1));
    return !bad;
}

Roster *roster_read(Catalogue *catalogue, GError **error)
{
    /* A provisional patient who is inactive was made by a decision that was undone: nobody. */
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT " PATIENT_COLUMNS
                       " FROM patients p WHERE p.active OR NOT p.provisional ORDER BY p.id",
                       "");
    if (statement == NULL)
        return NULL;
    g_autoptr(Roster) roster = roster_new();
    gboolean bad;
    while (statement_next(statement, &bad, error))
        roster_take(roster, patient_read(statement));
    return bad ? NULL : g_steal_pointer(&roster);
}

Roster *catalogue_load_roster(Catalogue *catalogue, GError **error)
{
    g_autoptr(Roster) roster = roster_read(catalogue, error);
    if (roster == NULL || !aliases_load(catalogue, roster, error))
        return NULL;
    roster_seal(roster);
    return g_steal_pointer(&roster);
}
