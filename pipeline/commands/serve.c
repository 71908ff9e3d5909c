/* serve.c - `chartward serve`: the page that a secretary works at.
 *
 * Does: options, and word to whoever started it. Does not: answer anything (the desk does). */
#include "command.h"
#include "desk.h"
#include "service.h"

#include <signal.h>
#include <stdio.h>

enum { PORT_USUAL = 8427 };

static void ready_tell(G_GNUC_UNUSED gpointer data, const char *where)
{
    printf("The desk is open at %s\n", where);
    fflush(stdout);
    service_tell("READY=1\nSTATUS=Answering at %s", where);
}

static gboolean options_check(const DeskOptions *options, int port, GError **error)
{
    const char *sentence = NULL;
    if (port < 0 || port > 65535)
        sentence = "--port is a number from 0 to 65535.";
    else if ((options->certificate == NULL) != (options->key == NULL))
        sentence = "--certificate and --key go together.";
    else if (options->socket != NULL && options->certificate != NULL)
        sentence = "Behind a unix socket the proxy does the encryption: leave out --certificate.";
    if (sentence != NULL)
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s", sentence);
    return sentence == NULL;
}

static ExitStatus serve_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL, *address = NULL, *socket = NULL, *certificate = NULL,
                    *key = NULL;
    int port = PORT_USUAL;
    const GOptionEntry entries[] = {
        {"address", 0, 0, G_OPTION_ARG_STRING, &address,
         "Where to answer (127.0.0.1: this computer alone)", "ADDRESS"},
        {"port", 0, 0, G_OPTION_ARG_INT, &port, "At which port (8427; 0: any free one)", "N"},
        {"socket", 0, 0, G_OPTION_ARG_FILENAME, &socket, "At a unix socket, behind a proxy",
         "PATH"},
        {"certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate,
         "Encrypt (TLS) with this certificate, PEM", "FILE"},
        {"key", 0, 0, G_OPTION_ARG_FILENAME, &key, "Its key, PEM", "FILE"},
        {NULL},
    };
    if (!command_parse(&serve_command, entries, &argc, &argv, &given, error) ||
        !command_arguments(&serve_command, argc, 0, 0, error))
        return EXIT_USAGE;
    const DeskOptions options = {
        .address = address != NULL ? address : "127.0.0.1",
        .port = (guint)port,
        .socket = socket,
        .certificate = certificate,
        .key = key,
        .ready = ready_tell,
    };
    if (!options_check(&options, port, error))
        return EXIT_USAGE;
    g_autoptr(Office) office = office_open(given, OFFICE_DECIDE, error);
    if (office == NULL)
        return EXIT_SETUP;
    signal(SIGPIPE, SIG_IGN);
    gboolean served = desk_serve(office, &options, error);
    service_tell("STOPPING=1");
    return served ? EXIT_DONE : EXIT_SETUP;
}

const Command serve_command = {
    "serve", "[--port N] [--certificate FILE --key FILE | --socket PATH]",
    "the page to work at: today, review, search, charts", serve_run, NULL};
