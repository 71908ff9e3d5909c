/* accounts.c - who may use the desk.
 *
 * Reads, writes: accounts, and a row of the audit trail with every change. Does not: know a
 * password, only its hash. */
#include "account.h"

#include "auditing.h"
#include "fate.h"

#include <string.h>

enum { NAME_BYTES_MOST = 32 };

static const char *const role_names[ROLE_COUNT] = {"emergency", "clinician", "secretary",
                                                   "administrator"};

const char *role_name(Role role)
{
    return role_names[role];
}

gboolean role_parse(const char *name, Role *role)
{
    for (guint i = 0; i < ROLE_COUNT; i++) {
        if (g_str_equal(role_names[i], name)) {
            *role = i;
            return TRUE;
        }
    }
    return FALSE;
}

void account_free(Account *account)
{
    if (account == NULL)
        return;
    g_free(account->name);
    g_free(account->password);
    g_free(account);
}

gboolean account_name_is_good(const char *name)
{
    if (!g_ascii_isalpha(*name) || strlen(name) > NAME_BYTES_MOST)
        return FALSE;
    for (; *name != '\0'; name++) {
        if (!g_ascii_isalnum(*name) && strchr(".-_", *name) == NULL)
            return FALSE;
    }
    return TRUE;
}

/* --- reading --------------------------------------------------------------------------------- */

#define COLUMNS "name, role, password, disabled, created_at, version"

static Account *account_read(Statement *statement)
{
    Account *account = g_new0(Account, 1);
    account->name = column_copy(statement, 0);
    role_parse(column_text(statement, 1), &account->role);
    account->password = column_copy(statement, 2);
    account->disabled = column_number(statement, 3) != 0;
    account->created_at = column_number(statement, 4);
    account->version = column_number(statement, 5);
    return account;
}

GPtrArray *catalogue_accounts(Catalogue *catalogue, GError **error)
{
    g_autoptr(Statement) statement =
        statement_open(catalogue, error, "SELECT " COLUMNS " FROM accounts ORDER BY name", "");
    if (statement == NULL)
        return NULL;
    g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func((GDestroyNotify)account_free);
    gboolean bad;
    while (statement_next(statement, &bad, error))
        g_ptr_array_add(accounts, account_read(statement));
    return bad ? NULL : g_steal_pointer(&accounts);
}

Account *catalogue_find_account(Catalogue *catalogue, const char *name, GError **error)
{
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT " COLUMNS " FROM accounts WHERE name = ?", "s", name);
    gboolean bad;
    if (statement == NULL || !statement_next(statement, &bad, error))
        return NULL;
    return account_read(statement);
}

/* --- changes --------------------------------------------------------------------------------- */

static gboolean account_must_exist(Catalogue *catalogue, const char *name, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(Account) account = catalogue_find_account(catalogue, name, &cause);
    if (account != NULL)
        return TRUE;
    if (cause != NULL)
        g_propagate_error(error, g_steal_pointer(&cause));
    else
        g_set_error(error, FATE, FATE_INPUT,
                    "There is no user '%s'. 'chartward user list' shows them all.", name);
    return FALSE;
}

static gboolean account_may_come(Catalogue *catalogue, const char *name, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (!account_name_is_good(name)) {
        g_set_error(error, FATE, FATE_INPUT,
                    "'%s' cannot be a user's name. A name begins with a letter and holds letters, "
                    "digits, '.', '-' and '_', at most %d.",
                    name, NAME_BYTES_MOST);
        return FALSE;
    }
    g_autoptr(Account) there = catalogue_find_account(catalogue, name, &cause);
    if (cause != NULL)
        g_propagate_error(error, g_steal_pointer(&cause));
    else if (there != NULL)
        g_set_error(error, FATE, FATE_INPUT,
                    "There is a user '%s' already. 'chartward user passwd %s' gives a new "
                    "password.",
                    name, name);
    return cause == NULL && there == NULL;
}

static gboolean change_record(Catalogue *catalogue, const char *name, const char *what,
                              GError **error)
{
    g_autofree char *told = g_strdup_printf("user %s: %s", name, what);
    return audit_write(catalogue, AUDIT_CHANGED, 0, 0, 0, told, error);
}

gboolean catalogue_add_account(Catalogue *catalogue, const char *name, Role role,
                               const char *password, GError **error)
{
    g_autofree char *what = g_strdup_printf("added as %s", role_name(role));
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done =
        account_may_come(catalogue, name, error) &&
        statement_run(catalogue, error,
                      "INSERT INTO accounts (name, role, password, created_at) VALUES (?, ?, ?, ?)",
                      "sssi", name, role_name(role), password,
                      g_get_real_time() / G_USEC_PER_SEC) &&
        change_record(catalogue, name, what, error);
    return transaction_end(catalogue, done, error);
}

gboolean catalogue_set_password(Catalogue *catalogue, const char *name, const char *password,
                                GError **error)
{
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done =
        account_must_exist(catalogue, name, error) &&
        statement_run(catalogue, error,
                      "UPDATE accounts SET password = ?, version = version + 1 WHERE name = ?",
                      "ss", password, name) &&
        change_record(catalogue, name, "new password", error);
    return transaction_end(catalogue, done, error);
}

gboolean catalogue_disable_account(Catalogue *catalogue, const char *name, gboolean disabled,
                                   GError **error)
{
    if (!transaction_begin(catalogue, error))
        return FALSE;
    gboolean done =
        account_must_exist(catalogue, name, error) &&
        statement_run(catalogue, error,
                      "UPDATE accounts SET disabled = ?, version = version + 1 WHERE name = ?",
                      "ns", (int)disabled, name) &&
        change_record(catalogue, name, disabled ? "disabled" : "enabled", error);
    return transaction_end(catalogue, done, error);
}
