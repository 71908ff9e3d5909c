/* search_patients.c - patients by what somebody types of their name, record number or birth date.
 *
 * Does: keep an index of all patients at hand, and make it anew when there is another roster.
 * Reads: patients. Does not: decide who is alike (patient_index.c). */
#include "search.h"

#include "database.h"
#include "date.h"

void patient_hit_free(PatientHit *hit)
{
    if (hit == NULL)
        return;
    g_free(hit->mrn);
    g_free(hit->name);
    g_free(hit->date_of_birth);
    g_free(hit);
}

/* Another one for another roster, and for somebody new. */
static char *mark_find(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT coalesce((SELECT stamp FROM roster), '') || ' ' || coalesce(max(id), 0) "
        "FROM patients",
        "");
    gboolean bad;
    return statement != NULL && statement_next(statement, &bad, error) ? column_copy(statement, 0)
                                                                       : NULL;
}

static gboolean index_keep(Catalogue *catalogue, GError **error)
{
    g_autofree char *mark = mark_find(catalogue, error);
    if (mark == NULL)
        return FALSE;
    if (g_strcmp0(mark, catalogue->patients_mark) == 0)
        return TRUE;
    Roster *roster = roster_read(catalogue, error);
    if (roster == NULL)
        return FALSE;
    patient_index_free(catalogue->patients);
    catalogue->patients = patient_index_new(roster);
    g_free(catalogue->patients_mark);
    catalogue->patients_mark = g_steal_pointer(&mark);
    return TRUE;
}

static PatientHit *hit_read(Statement *statement)
{
    g_autoptr(Patient) patient = patient_read(statement);
    PatientHit *hit = g_new0(PatientHit, 1);
    hit->id = patient->id;
    hit->mrn = g_strdup(patient->mrn);
    hit->name = patient_name(patient);
    hit->date_of_birth = g_strdup(patient->date_of_birth);
    hit->active = patient->active;
    hit->documents = (guint)column_number(statement, PATIENT_COLUMN_COUNT);
    return hit;
}

static gboolean hit_add(Catalogue *catalogue, gint64 patient, GPtrArray *hits, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT " PATIENT_COLUMNS ", (SELECT count(*) FROM documents d "
                       "WHERE d.patient = p.id AND d.status = 'filed') FROM patients p "
                       "WHERE p.id = ?",
                       "i", patient);
    gboolean bad = statement == NULL;
    if (!bad && statement_next(statement, &bad, error))
        g_ptr_array_add(hits, hit_read(statement));
    return !bad;
}

GPtrArray *search_patients(Catalogue *catalogue, const char *text, gboolean alike, guint limit,
                           GError **error)
{
    char today[ISO_DATE_SIZE];
    date_today(today);
    if (!index_keep(catalogue, error))
        return NULL;
    g_autoptr(GArray) found = patient_index_find(catalogue->patients, text, alike, limit, today);
    g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func((GDestroyNotify)patient_hit_free);
    for (guint i = 0; i < found->len; i++) {
        if (!hit_add(catalogue, g_array_index(found, gint64, i), hits, error))
            return NULL;
    }
    return g_steal_pointer(&hits);
}
