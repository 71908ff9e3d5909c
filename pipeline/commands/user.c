/* user.c - `chartward user`: who may log in at the desk, and as what.
 *
 * Reads: passwords, from the terminal without showing them, else a line of stdin. Does not: keep a
 * password: the desk makes its hash. */
#include "command.h"
#include "desk.h"
#include "fate.h"
#include "print.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_BYTES = 1100 };

/* --- passwords ------------------------------------------------------------------------------- */

static gboolean line_read(char line[LINE_BYTES])
{
    if (fgets(line, LINE_BYTES, stdin) == NULL)
        *line = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    return *line != '\0';
}

static gboolean line_ask(const char *question, char line[LINE_BYTES])
{
    struct termios before, silent;
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return line_read(line);
    silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    fputs(question, stderr);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    gboolean read = line_read(line);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fputc('\n', stderr);
    return read;
}

/* The hash of what is typed; at a terminal twice. */
static char *password_ask(const char *name, GError **error)
{
    char password[LINE_BYTES] = "", again[LINE_BYTES] = "";
    g_autofree char *question = g_strdup_printf("Password for %s: ", name);
    char *hash = NULL;
    line_ask(question, password);
    if (isatty(STDIN_FILENO) && line_ask("Once more: ", again) && strcmp(password, again) != 0)
        g_set_error(error, FATE, FATE_INPUT,
                    "These were two different passwords. Nothing was "
                    "changed.");
    else
        hash = desk_hash_password(password, error);
    explicit_bzero(password, sizeof password);
    explicit_bzero(again, sizeof again);
    return hash;
}

/* --- what can be done ------------------------------------------------------------------------- */

static gboolean users_list(Catalogue *catalogue, GError **error)
{
    g_autoptr(GPtrArray) accounts = catalogue_accounts(catalogue, error);
    if (accounts == NULL)
        return FALSE;
    for (guint i = 0; i < accounts->len; i++) {
        const Account *account = accounts->pdata[i];
        cell_print(account->name, 33);
        cell_print(role_name(account->role), 14);
        printf("%s\n", account->disabled ? " disabled" : "");
    }
    if (accounts->len == 0)
        printf("There is no user yet.\n");
    return TRUE;
}

static gboolean user_add(Catalogue *catalogue, const char *name, const char *role_given,
                         GError **error)
{
    Role role;
    if (!role_parse(role_given != NULL ? role_given : "secretary", &role)) {
        g_set_error(
            error, FATE, FATE_INPUT,
            "'%s' is no role. The roles are emergency, clinician, secretary and administrator.",
            role_given);
        return FALSE;
    }
    if (!account_name_is_good(name)) /* before a password is asked for */
        return catalogue_add_account(catalogue, name, role, "", error);
    g_autofree char *hash = password_ask(name, error);
    if (hash == NULL || !catalogue_add_account(catalogue, name, role, hash, error))
        return FALSE;
    printf("%s may log in at the desk now, as %s.\n", name, role_name(role));
    return TRUE;
}

static gboolean user_passwd(Catalogue *catalogue, const char *name, GError **error)
{
    g_autofree char *hash = password_ask(name, error);
    if (hash == NULL || !catalogue_set_password(catalogue, name, hash, error))
        return FALSE;
    printf("%s has a new password.\n", name);
    return TRUE;
}

static gboolean user_disable(Catalogue *catalogue, const char *name, gboolean disabled,
                             GError **error)
{
    if (!catalogue_disable_account(catalogue, name, disabled, error))
        return FALSE;
    printf(disabled ? "%s cannot log in any more.\n" : "%s may log in again.\n", name);
    return TRUE;
}

static ExitStatus user_do(Catalogue *catalogue, int argc, char **argv, const char *role,
                          GError **error)
{
    const char *verb = argv[1], *name = argc > 2 ? argv[2] : NULL;
    gboolean done;
    if (g_str_equal(verb, "list") && name == NULL)
        done = users_list(catalogue, error);
    else if (g_str_equal(verb, "add") && name != NULL)
        done = user_add(catalogue, name, role, error);
    else if (g_str_equal(verb, "passwd") && name != NULL)
        done = user_passwd(catalogue, name, error);
    else if ((g_str_equal(verb, "disable") || g_str_equal(verb, "enable")) && name != NULL)
        done = user_disable(catalogue, name, g_str_equal(verb, "disable"), error);
    else
        return command_arguments(&user_command, 0, 1, 2, error) ? EXIT_DONE : EXIT_USAGE;
    return done ? EXIT_DONE : EXIT_INPUT;
}

static ExitStatus user_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL, *role = NULL;
    const GOptionEntry options[] = {
        {"role", 0, 0, G_OPTION_ARG_STRING, &role,
         "Of a new user: secretary (if none is said), clinician, administrator or emergency",
         "ROLE"},
        {NULL},
    };
    if (!command_parse(&user_command, options, &argc, &argv, &given, error) ||
        !command_arguments(&user_command, argc, 1, 2, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_DECIDE, error);
    return office != NULL ? user_do(office_catalogue(office), argc, argv, role, error) : EXIT_SETUP;
}

const Command user_command = {"user",
                              "list | add NAME [--role ROLE] | passwd NAME | disable NAME | "
                              "enable NAME",
                              "who may log in at the desk", user_run, NULL};
