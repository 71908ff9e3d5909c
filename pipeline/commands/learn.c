/* learn.c - `chartward learn`: learns the office's kinds of documents from what people decided. */
#include "clerk.h"
#include "command.h"

#include <stdio.h>

static ExitStatus learn_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    if (!command_parse(&learn_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&learn_command, argc, 0, 0, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_WORK, error);
    if (office == NULL)
        return EXIT_SETUP;
    Learning learning;
    if (!clerk_learn(office, &learning, error))
        return EXIT_INPUT;
    printf("Learnt from %u documents that a person decided on. Of %u that were held back, their "
           "wording alone told the type of %u before and of %u now.\n",
           learning.documents, learning.held, learning.right_before, learning.right_after);
    printf(learning.kept ? "The new model is used from now on.\n"
                         : "That is worse, so nothing was changed.\n");
    return EXIT_DONE;
}

const Command learn_command = {"learn", "", "learns kinds of documents from your decisions",
                               learn_run, NULL};
