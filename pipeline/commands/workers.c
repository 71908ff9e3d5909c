/* workers.c - the commands that Chartward calls itself: a reader, a binder, a painter. */
#include "binder.h"
#include "command.h"
#include "painter.h"
#include "reader.h"

static ExitStatus reader_run(G_GNUC_UNUSED int argc, G_GNUC_UNUSED char **argv, GError **error)
{
    return reader_serve(error) ? EXIT_DONE : EXIT_SETUP;
}

static ExitStatus binder_run(G_GNUC_UNUSED int argc, G_GNUC_UNUSED char **argv, GError **error)
{
    return binder_serve(error) ? EXIT_DONE : EXIT_SETUP;
}

static ExitStatus painter_run(G_GNUC_UNUSED int argc, G_GNUC_UNUSED char **argv, GError **error)
{
    return painter_serve(error) ? EXIT_DONE : EXIT_SETUP;
}

const Command reader_command = {"reader", "", NULL, reader_run};
const Command binder_command = {"binder", "", NULL, binder_run};
const Command painter_command = {"painter", "", NULL, painter_run};
