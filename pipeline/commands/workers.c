/* workers.c - the two commands that the clerk calls itself: a reader, a binder. */
#include "binder.h"
#include "command.h"
#include "reader.h"

static ExitStatus reader_run(G_GNUC_UNUSED int argc, G_GNUC_UNUSED char **argv, GError **error)
{
    return reader_serve(error) ? EXIT_DONE : EXIT_SETUP;
}

static ExitStatus binder_run(G_GNUC_UNUSED int argc, G_GNUC_UNUSED char **argv, GError **error)
{
    return binder_serve(error) ? EXIT_DONE : EXIT_SETUP;
}

const Command reader_command = {"reader", "", NULL, reader_run};
const Command binder_command = {"binder", "", NULL, binder_run};
