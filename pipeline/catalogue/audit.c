/* audit.c - the audit trail: rows are added, one upon the other, and read back.
 *
 * Does: the seal of a row, SHA-256 over the seal before and over every value as "length:value,".
 * For a decision the values of its own row are sealed along. Writes: audit. Does not: change a row.
 */
#include "auditing.h"

#include "fate.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

#define FIRST_SEAL "0000000000000000000000000000000000000000000000000000000000000000"

/* What is sealed of a decision: all but who takes it back later. */
#define DECISION_COLUMNS                                                                           \
    "d.document, d.what, d.made_by, d.made_at, d.before, d.patient, d.turned, d.original, "        \
    "d.undoes"
enum { SEALED_COLUMNS = 8 + 9 };

static const char *const deed_names[] = {"filed",   "held",   "rejected", "decided",
                                         "changed", "viewed", "searched", "exported",
                                         "entered", "signed", "emergency"};

const char *audit_deed_name(AuditDeed deed)
{
    return deed_names[deed];
}

char *audit_who(void)
{
    const struct passwd *user = getpwuid(getuid());
    g_autofree char *name =
        user != NULL ? g_strdup(user->pw_name) : g_strdup_printf("user %u", (unsigned)getuid());
    const char *sudo = g_getenv("SUDO_USER");
    if (sudo == NULL || *sudo == '\0' || g_str_equal(sudo, name) ||
        !g_utf8_validate(sudo, -1, NULL))
        return g_utf8_make_valid(name, -1);
    return g_strdup_printf("%s as %s", sudo, name);
}

void catalogue_act_for(Catalogue *catalogue, const char *who)
{
    g_free(catalogue->actor);
    catalogue->actor = g_strdup(who);
}

/* --- the seal -------------------------------------------------------------------------------- */

/* Of the row that the statement stands on; yours. */
static char *seal_make(Statement *statement, const char *before)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, (const guchar *)before, -1);
    for (int column = 0; column < SEALED_COLUMNS; column++) {
        const char *text = column_text(statement, column);
        g_autofree char *head =
            text != NULL ? g_strdup_printf("%zu:", strlen(text)) : g_strdup("-");
        g_checksum_update(checksum, (const guchar *)head, -1);
        if (text != NULL)
            g_checksum_update(checksum, (const guchar *)text, -1);
        g_checksum_update(checksum, (const guchar *)",", 1);
    }
    return g_strdup(g_checksum_get_string(checksum));
}

static gboolean last_read(Catalogue *catalogue, gint64 *id, char **seal, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", "");
    gboolean bad = TRUE;
    gboolean found = statement != NULL && statement_next(statement, &bad, error);
    *id = found ? column_number(statement, 0) : 0;
    *seal = g_strdup(found ? column_text(statement, 1) : FIRST_SEAL);
    return !bad;
}

static char *seal_next(Catalogue *catalogue, gint64 id, gint64 at, const char *who, AuditDeed deed,
                       gint64 document, gint64 patient, gint64 decision, const char *what,
                       const char *before, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT ?1, ?2, ?3, ?4, nullif(?5, 0), nullif(?6, 0), nullif(?7, 0), ?8, " DECISION_COLUMNS
        " FROM (SELECT 1) LEFT JOIN decisions d ON d.id = ?7",
        "iissiiis", id, at, who, deed_names[deed], document, patient, decision, what);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return NULL;
    return seal_make(statement, before);
}

static gboolean row_write(Catalogue *catalogue, AuditDeed deed, gint64 document, gint64 patient,
                          gint64 decision, const char *what, GError **error)
{
    gint64 last, at = g_get_real_time() / G_USEC_PER_SEC;
    g_autofree char *who = catalogue->actor != NULL ? g_strdup(catalogue->actor) : audit_who();
    g_autofree char *before = NULL;
    if (!last_read(catalogue, &last, &before, error))
        return FALSE;
    g_autofree char *seal = seal_next(catalogue, last + 1, at, who, deed, document, patient,
                                      decision, what, before, error);
    return seal != NULL &&
           statement_run(
               catalogue, error,
               "INSERT INTO audit (id, at, who, deed, document, patient, decision, what, "
               "hash) VALUES (?, ?, ?, ?, nullif(?, 0), nullif(?, 0), nullif(?, 0), ?, ?)",
               "iissiiiss", last + 1, at, who, deed_names[deed], document, patient, decision, what,
               seal);
}

gboolean audit_write(Catalogue *catalogue, AuditDeed deed, gint64 document, gint64 patient,
                     gint64 decision, const char *what, GError **error)
{
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done = row_write(catalogue, deed, document, patient, decision, what, error);
    return transaction_end(catalogue, done, error);
}

gboolean catalogue_audit(Catalogue *catalogue, AuditDeed deed, const char *document, gint64 patient,
                         const char *what, GError **error)
{
    gint64 number = 0;
    g_autofree char *valid = g_utf8_make_valid(what, -1);
    return (document == NULL || document_id_parse(document, &number, error)) &&
           audit_write(catalogue, deed, number, patient, 0, valid, error);
}

/* --- changes --------------------------------------------------------------------------------- */

gboolean audit_document(Catalogue *catalogue, const Original *original, const Document *document,
                        GError **error)
{
    static const AuditDeed deeds[] = {AUDIT_FILED, AUDIT_HELD, AUDIT_REJECTED};
    gint64 number;
    g_autofree char *what =
        g_strdup_printf("%s%s, %u of %s", document->version > 1 ? "read again: " : "",
                        document->type, document_content_pages(document), original->name);
    return document_id_parse(document->id, &number, error) &&
           audit_write(catalogue, deeds[document->status], number, document->patient, 0, what,
                       error);
}

gboolean audit_decision(Catalogue *catalogue, gint64 decision, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "WITH touched (document, patient) AS ("
        "SELECT t.document, d.patient FROM decision_documents t "
        "LEFT JOIN documents d ON d.number = t.document WHERE t.decision = ?1 "
        "UNION SELECT j.value->>'number', j.value->>'patient' FROM decisions d, "
        "json_each(d.before) j WHERE d.id = ?1 "
        "UNION SELECT a.document, a.patient FROM audit a JOIN decisions d ON d.undoes = a.decision "
        "WHERE d.id = ?1) "
        "SELECT document, coalesce(patient, 0) FROM touched WHERE patient IS NOT NULL OR document "
        "NOT IN (SELECT document FROM touched WHERE patient IS NOT NULL) ORDER BY 1, 2",
        "i", decision);
    if (statement == NULL)
        return FALSE;
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        gint64 row[] = {column_number(statement, 0), column_number(statement, 1)};
        g_array_append_vals(rows, row, 2);
    }
    for (guint i = 0; !bad && i < rows->len; i += 2)
        bad = !audit_write(catalogue, AUDIT_DECIDED, g_array_index(rows, gint64, i),
                           g_array_index(rows, gint64, i + 1), decision, NULL, error);
    return !bad;
}

/* --- reading --------------------------------------------------------------------------------- */

static gboolean entries_walk(Statement *statement, AuditSeen seen, gpointer data, GError **error)
{
    gboolean bad = FALSE, on = TRUE;
    while (on && statement_next(statement, &bad, error)) {
        g_autofree char *document = column_text(statement, 4) != NULL
                                        ? document_id_print(column_number(statement, 4))
                                        : g_strdup("");
        const AuditEntry entry = {
            .id = column_number(statement, 0),
            .at = column_number(statement, 1),
            .who = column_text(statement, 2),
            .deed = column_text(statement, 3),
            .document = document,
            .mrn = column_text(statement, 5),
            .patient = column_text(statement, 6),
            .what = column_text(statement, 7),
            .hash = column_text(statement, 8),
        };
        on = seen(data, &entry);
    }
    return !on || !bad;
}

/* As entries_walk() reads them. */
#define ENTRIES                                                                                    \
    "SELECT a.id, a.at, a.who, a.deed, a.document, coalesce(p.mrn, ''), "                          \
    "coalesce(p.last || ', ' || p.first, ''), "                                                    \
    "coalesce(a.what, d.what || ' (' || d.made_by || ')', ''), a.hash FROM audit a "               \
    "LEFT JOIN patients p ON p.id = a.patient LEFT JOIN decisions d ON d.id = a.decision "

gboolean catalogue_audit_latest(Catalogue *catalogue, const AuditFilter *filter, guint most,
                                AuditSeen seen, gpointer data, GError **error)
{
    gint64 number = 0;
    if (filter->document != NULL && !document_id_parse(filter->document, &number, error))
        return FALSE;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        ENTRIES "WHERE (?1 IS NULL OR instr(a.who, ?1) = 1) AND ?3 IN (0, a.document) AND "
                "(?2 IS NULL OR a.patient IN (SELECT id FROM patients WHERE "
                "ltrim(mrn, '0') = ltrim(?2, '0'))) AND (?4 = 0 OR a.id < ?4) "
                "ORDER BY a.id DESC LIMIT ?5",
        "ssiin", filter->who, filter->mrn, number, filter->before, (int)most);
    return statement != NULL && entries_walk(statement, seen, data, error);
}

gboolean catalogue_each_audit(Catalogue *catalogue, const char *mrn, const char *document,
                              AuditSeen seen, gpointer data, GError **error)
{
    gint64 number = 0;
    if (document != NULL && !document_id_parse(document, &number, error))
        return FALSE;
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        ENTRIES "WHERE (?1 IS NULL OR p.mrn = ?1) AND ?2 IN (0, a.document) ORDER BY a.id", "si",
        mrn, number);
    return statement != NULL && entries_walk(statement, seen, data, error);
}

/* --- proving --------------------------------------------------------------------------------- */

static void fault_tell(FaultFound found, gpointer data, gint64 id, const char *what)
{
    g_autofree char *sentence = g_strdup_printf(
        "The audit trail %s, at row %" G_GINT64_FORMAT ". Somebody has been at the catalogue from "
        "outside: keep it as it is, and compare it with the last backup.",
        what, id);
    found(data, FAULT_AUDIT, sentence);
}

/* Only the first break is told: behind it every row is broken. */
static gboolean chain_check(Statement *statement, FaultFound found, gpointer data, guint *entries,
                            char **seal, GError **error)
{
    gboolean bad, whole = TRUE;
    *entries = 0;
    *seal = g_strdup(FIRST_SEAL);
    while (statement_next(statement, &bad, error)) {
        gint64 id = column_number(statement, 0);
        g_autofree char *expected = seal_make(statement, *seal);
        const char *written = column_text(statement, SEALED_COLUMNS);
        if (whole && id != (gint64)*entries + 1)
            fault_tell(found, data, *entries + 1, "lacks rows");
        else if (whole && !g_str_equal(expected, written))
            fault_tell(found, data, id, "was changed, or the decision that it tells of");
        whole = whole && id == (gint64)*entries + 1 && g_str_equal(expected, written);
        *entries += 1;
        g_free(*seal);
        *seal = g_strdup(written);
    }
    return !bad;
}

/* Rows cut off at the end leave a sound chain, but not the number that was given last. */
static gboolean end_check(Catalogue *catalogue, FaultFound found, gpointer data, GError **error)
{
    gint64 given, guards, last;
    if (!statement_number(catalogue, 0, &given, error,
                          "SELECT seq FROM sqlite_sequence WHERE name = 'audit'", "") ||
        !statement_number(catalogue, 0, &last, error, "SELECT max(id) FROM audit", "") ||
        !statement_number(catalogue, 0, &guards, error,
                          "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND "
                          "name IN ('audit_follows', 'audit_stays', 'audit_is_final')",
                          ""))
        return FALSE;
    if (given > last)
        fault_tell(found, data, last + 1, "was cut off");
    if (guards != 3)
        fault_tell(found, data, last, "has lost the guards that keep its rows from change");
    return TRUE;
}

gboolean catalogue_check_audit(Catalogue *catalogue, FaultFound found, gpointer data,
                               guint *entries, char **seal, GError **error)
{
    *seal = NULL;
    if (!transaction_begin_read(catalogue, error))
        return FALSE;
    g_autoptr(Statement) statement =
        statement_open(catalogue, error,
                       "SELECT a.id, a.at, a.who, a.deed, a.document, a.patient, a.decision, "
                       "a.what, " DECISION_COLUMNS ", a.hash FROM audit a LEFT JOIN decisions d "
                       "ON d.id = a.decision ORDER BY a.id",
                       "");
    gboolean done = statement != NULL &&
                    chain_check(statement, found, data, entries, seal, error) &&
                    end_check(catalogue, found, data, error);
    transaction_rollback(catalogue);
    return done;
}
