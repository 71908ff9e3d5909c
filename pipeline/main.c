/* main.c - the command table and the only exit.
 *
 * Does: finds the command, prints its error, turns the error's fate into the exit status. */
#include "command.h"
#include "fate.h"

#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>

static const Command *const commands[] = {
    &init_command,   &run_command,        &watch_command,     &night_command,   &serve_command,
    &list_command,   &show_command,       &search_command,    &review_command,  &roster_command,
    &codes_command,  &word_command,       &learn_command,     &rebuild_command, &reprocess_command,
    &verify_command, &backup_command,     &separator_command, &log_command,     &user_command,
    &config_command, &debug_page_command, &reader_command,    &binder_command,  &painter_command,
    &finish_command,
};

static void help_print(FILE *to)
{
    fprintf(to, "Chartward files what arrives in a medical office into its patients' charts.\n\n"
                "Usage: chartward COMMAND [--office DIR] [OPTIONS]\n\n");
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (commands[i]->summary != NULL)
            fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    }
    fprintf(to, "\n'chartward COMMAND --help' tells more; so does the manual page chartward(1).\n");
}

static const Command *command_lookup(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (g_str_equal(commands[i]->name, name))
            return commands[i];
    }
    return NULL;
}

static ExitStatus error_status(const GError *error)
{
    if (error->domain == G_OPTION_ERROR)
        return EXIT_USAGE;
    if (g_error_matches(error, FATE, FATE_INPUT))
        return EXIT_INPUT;
    if (g_error_matches(error, FATE, FATE_RETRY))
        return EXIT_RETRY;
    return EXIT_SETUP;
}

/* `chartward --office DIR COMMAND` reads as `chartward COMMAND --office DIR`. */
static void office_move(int argc, char **argv)
{
    int words = 0;
    if (argc > 2 && g_str_equal(argv[1], "--office"))
        words = 2;
    else if (argc > 1 && g_str_has_prefix(argv[1], "--office="))
        words = 1;
    if (words == 0 || argc <= words + 1)
        return;
    char *command = argv[words + 1];
    for (int i = words + 1; i > 1; i--)
        argv[i] = argv[i - 1];
    argv[1] = command;
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    umask(077);
    office_move(argc, argv);
    if (argc < 2) {
        help_print(stderr);
        return EXIT_USAGE;
    }
    if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "help")) {
        help_print(stdout);
        return EXIT_DONE;
    }
    if (g_str_equal(argv[1], "--version")) {
        printf("chartward %s\n", CHARTWARD_VERSION);
        return EXIT_DONE;
    }
    const Command *command = command_lookup(argv[1]);
    if (command == NULL) {
        fprintf(stderr, "chartward: There is no command '%s'. 'chartward --help' lists them all.\n",
                argv[1]);
        return EXIT_USAGE;
    }
    g_autoptr(GError) error = NULL;
    ExitStatus status = command->run(argc - 1, argv + 1, &error);
    if (error != NULL) {
        fprintf(stderr, "chartward: %s\n", error->message);
        status = error_status(error);
    }
    return fflush(stdout) == 0 ? (int)status : EXIT_RETRY;
}
