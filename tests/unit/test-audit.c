/* test-audit.c - the audit trail: what is in it after each change, and that its chain breaks where
 * somebody has been at it. */
#include "catalogue_setup.h"

#include "audit.h"
#include "decision.h"

#include <sqlite3.h>

static void fault_count(gpointer data, FaultKind kind, const char *sentence)
{
    g_assert_cmpint(kind, ==, FAULT_AUDIT);
    g_assert_nonnull(strstr(sentence, "audit trail"));
    ++*(guint *)data;
}

/* How many faults the chain has; `*entries` its rows. */
static guint faults(Setup *setup, guint *entries, char **seal)
{
    g_autoptr(GError) error = NULL;
    guint count = 0;
    g_assert_true(
        catalogue_check_audit(setup->catalogue, fault_count, &count, entries, seal, &error));
    g_assert_no_error(error);
    return count;
}

static void outside(Setup *setup, const char *sql, gboolean allowed)
{
    sqlite3 *raw;
    g_assert_cmpint(sqlite3_open(setup->path, &raw), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(raw, sql, NULL, NULL, NULL) == SQLITE_OK, ==, allowed);
    sqlite3_close(raw);
}

static gboolean deed_append(gpointer data, const AuditEntry *entry)
{
    g_string_append_printf(data, "%s %s %s;", entry->deed, entry->document, entry->mrn);
    return TRUE;
}

static char *deeds(Setup *setup, const char *mrn, const char *document)
{
    g_autoptr(GError) error = NULL;
    GString *text = g_string_new(NULL);
    g_assert_true(catalogue_each_audit(setup->catalogue, mrn, document, deed_append, text, &error));
    return g_string_free(text, FALSE);
}

static void deeds_are(Setup *setup, const char *mrn, const char *document, const char *expected)
{
    g_autofree char *found = deeds(setup, mrn, document);
    g_assert_cmpstr(found, ==, expected);
}

static void view(Setup *setup)
{
    g_autoptr(GError) error = NULL;
    catalogue_audit(setup->catalogue, AUDIT_SEARCHED, NULL, 0, "caf\xc3\xa9, 1:2", &error);
    g_assert_no_error(error);
}

/* One document of O'Hara's that is taken over to Núñez, and back. */
static void changes_test(Setup *setup, gconstpointer data)
{
    (void)data;
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) patients = patients_make();
    roster_put(setup, patients);
    g_autoptr(Original) original = original_put(setup, '1');
    batch_put(setup, original, &error, 1, document_make(((Patient *)patients->pdata[0])->id, 1, 2));
    g_assert_no_error(error);
    deeds_are(setup, NULL, NULL, "changed  ;filed D000001 00482913;");

    g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    Document *document = document_get(setup, "D000001");
    document->patient = ((Patient *)patients->pdata[1])->id;
    g_ptr_array_add(documents, document);
    const Deciding deciding = {"moved", "Anna", NULL};
    g_assert_true(catalogue_decide(setup->catalogue, &deciding, documents, &error));
    deeds_are(setup, "00482913", NULL, "filed D000001 00482913;decided D000001 00482913;");
    deeds_are(setup, "00000017", NULL, "decided D000001 00000017;");

    g_autoptr(Decision) undone = NULL;
    g_assert_true(catalogue_undo(setup->catalogue, "D000001", 0, "Bob", &undone, &error));
    deeds_are(setup, "00000017", "D000001", "decided D000001 00000017;decided D000001 00000017;");
    guint entries;
    g_autofree char *seal = NULL;
    g_assert_cmpuint(faults(setup, &entries, &seal), ==, 0);
    g_assert_cmpuint(entries, ==, 6);
}

static void chain_test(Setup *setup, gconstpointer data)
{
    (void)data;
    guint entries;
    g_autofree char *empty = NULL, *one = NULL, *two = NULL, *broken = NULL;
    g_assert_cmpuint(faults(setup, &entries, &empty), ==, 0);
    g_assert_cmpuint(entries, ==, 0);
    view(setup);
    g_assert_cmpuint(faults(setup, &entries, &one), ==, 0);
    view(setup);
    g_assert_cmpuint(faults(setup, &entries, &two), ==, 0);
    g_assert_cmpuint(entries, ==, 2);
    g_assert_cmpstr(one, !=, two);
    g_assert_cmpuint(strlen(two), ==, 64);

    outside(setup, "UPDATE audit SET at = at + 1", FALSE);
    outside(setup, "DELETE FROM audit", FALSE);
    outside(setup, "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE id = 1", FALSE);
    outside(setup,
            "INSERT INTO audit (id, at, who, deed, what, hash) SELECT 9, at, who, deed, what, "
            "hash FROM audit WHERE id = 1",
            FALSE);
    /* A false row at the end is taken by the table, not by the chain. */
    outside(setup,
            "INSERT INTO audit (id, at, who, deed, what, hash) SELECT 3, at, who, deed, what, "
            "hash FROM audit WHERE id = 1",
            TRUE);
    g_assert_cmpuint(faults(setup, &entries, &broken), ==, 1);
}

/* Values moved from one column to the next, or NULL for empty, are other rows. */
static void tampered_test(Setup *setup, gconstpointer data)
{
    const char *sql = data;
    view(setup);
    view(setup);
    view(setup);
    g_autofree char *all = g_strdup_printf(
        "DROP TRIGGER audit_is_final; DROP TRIGGER audit_stays; %s;"
        "CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, ''); END;"
        "CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, ''); END",
        sql);
    outside(setup, all, TRUE);
    guint entries;
    g_autofree char *seal = NULL;
    g_assert_cmpuint(faults(setup, &entries, &seal), ==, 1);
}

static void who_test(void)
{
    g_unsetenv("SUDO_USER");
    g_autofree char *self = audit_who();
    g_assert_cmpstr(self, !=, "");
    g_setenv("SUDO_USER", "anna", TRUE);
    g_autofree char *both = audit_who(), *expected = g_strdup_printf("anna as %s", self);
    g_assert_cmpstr(both, ==, expected);
    g_setenv("SUDO_USER", self, TRUE);
    g_autofree char *same = audit_who();
    g_assert_cmpstr(same, ==, self);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    CATALOGUE_TEST("/audit/changes", changes_test);
    CATALOGUE_TEST("/audit/chain", chain_test);
    static const char *const tampering[][2] = {
        {"/audit/tampered/value", "UPDATE audit SET what = 'other' WHERE id = 2"},
        {"/audit/tampered/moved", "UPDATE audit SET who = who || deed WHERE id = 1"},
        {"/audit/tampered/patient", "UPDATE audit SET patient = 1 WHERE id = 3"},
        {"/audit/tampered/hash",
         "UPDATE audit SET hash = replace(hash, 'a', 'b') || '' WHERE id = 2 "
         "AND instr(hash, 'a') > 0; UPDATE audit SET at = 1 WHERE id = 2"},
        {"/audit/tampered/missing", "DELETE FROM audit WHERE id = 2"},
        {"/audit/tampered/first", "DELETE FROM audit WHERE id = 1"},
        {"/audit/tampered/cut", "DELETE FROM audit WHERE id = 3"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(tampering); i++)
        g_test_add(tampering[i][0], Setup, tampering[i][1], setup_open, tampered_test, setup_close);
    g_test_add_func("/audit/who", who_test);
    return g_test_run();
}
