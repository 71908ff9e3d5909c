/* command.h - what a command is; the command table and the only exit stand in pipeline/main.c. */
#pragma once

#include "office.h"

/* Exit statuses by meaning, the same for every command. */
typedef enum {
    EXIT_DONE = 0,
    EXIT_INPUT = 1, /* what was given cannot be used: a file was rejected, a query is wrong */
    EXIT_USAGE = 2, /* the command line makes no sense */
    EXIT_RETRY = 3, /* the world's fault now (disk full, office busy): run it again */
    EXIT_SETUP = 4, /* the set-up's fault: nothing was moved */
} ExitStatus;

typedef struct {
    const char *name;
    const char *arguments; /* for the usage line: "[--json] [--status S]" */
    const char *summary;   /* a phrase for `chartward --help`; NULL: for the program itself */
    /* argv[0] is the command's name. On failure sets `error`: main prints it and turns its fate
     * into the exit status; else the status returned is the program's. */
    ExitStatus (*run)(int argc, char **argv, GError **error);
    const char *(*more)(void); /* what --help tells below the options; NULL: nothing */
} Command;

extern const Command init_command, run_command, watch_command, night_command, list_command,
    show_command, search_command;
extern const Command roster_command, rebuild_command, reprocess_command, config_command,
    word_command;
extern const Command codes_command, learn_command, review_command, separator_command;
extern const Command verify_command, backup_command, log_command;
extern const Command serve_command, user_command;
extern const Command debug_page_command, reader_command, binder_command, painter_command,
    finish_command;

/* Parses argv by `options` (ends with an empty entry; NULL: none) and --office, which every command
 * takes. --help prints to stdout and ends the program. Wrong options: FALSE and G_OPTION_ERROR.
 * What is not an option stays in argv. `*office_path` is yours to free; NULL when it was not given.
 */
gboolean command_parse(const Command *command, const GOptionEntry *options, int *argc, char ***argv,
                       char **office_path, GError **error);

/* Whether `least` to `most` arguments stand after the command's name: else G_OPTION_ERROR. */
gboolean command_arguments(const Command *command, int argc, int least, int most, GError **error);
