/* server.c - the desk as an HTTP server: listening, limits of size and time, the end.
 *
 * Does: bound what comes before anything looks at it. Reads: sockets, the certificate. Does not:
 * know any page (routes.c). */
#include "desk.h"

#include "fate.h"
#include "live.h"
#include "routes.h"
#include "safe.h"
#include "search.h"
#include "upload.h"
#include "web_files.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BODY_BYTES_MOST = 256 << 10,  /* of a form; files come another way */
    BODY_BYTES_DROPPED = 8 << 20, /* what is too large is read so far, to be answered at all */
    COMING_S = 30,                /* for a request to come whole, from the connection on */
    PIECE_S = 60,                 /* for each piece of a file */
    ANSWERING_S = 300,            /* for the answer to be taken */
    REQUESTS_MOST = 200,
};

/* --- limits ---------------------------------------------------------------------------------- */

/* What is kept with each request while it is under way. */
typedef struct {
    Desk *desk;
    SoupServerMessage *message; /* not owned: it owns this */
    GSocket *socket;            /* NULL: unknown */
    gboolean held;              /* the request is being answered */
    guint timer;
    gsize body_bytes;
    Upload *upload; /* NULL: the body is a form */
} Passage;

static void passage_end(gpointer data)
{
    Passage *passage = data;
    if (passage->timer != 0)
        g_source_remove(passage->timer);
    if (passage->held)
        calls_hold(passage->desk->calls, passage->socket, FALSE);
    g_clear_object(&passage->socket);
    passage->desk->requests--;
    upload_free(passage->upload);
    g_free(passage);
}

static Passage *passage_of(SoupServerMessage *message)
{
    return g_object_get_data(G_OBJECT(message), "passage");
}

Upload *upload_of(SoupServerMessage *message)
{
    Passage *passage = passage_of(message);
    return passage != NULL ? passage->upload : NULL;
}

static void connection_cut(SoupServerMessage *message)
{
    GSocket *socket = soup_server_message_get_socket(message);
    if (socket != NULL)
        g_socket_shutdown(socket, TRUE, TRUE, NULL);
}

static gboolean passage_is_late(gpointer data)
{
    Passage *passage = data;
    passage->timer = 0;
    connection_cut(passage->message);
    return G_SOURCE_REMOVE;
}

static void passage_time(Passage *passage, guint seconds)
{
    if (passage->timer != 0)
        g_source_remove(passage->timer);
    passage->timer = g_timeout_add_seconds(seconds, passage_is_late, passage);
}

static void request_starts(G_GNUC_UNUSED SoupServer *server, SoupServerMessage *message,
                           gpointer data)
{
    Desk *desk = data;
    Passage *passage = g_new0(Passage, 1);
    passage->desk = desk;
    passage->message = message;
    passage->socket = soup_server_message_get_socket(message);
    if (passage->socket != NULL)
        g_object_ref(passage->socket);
    calls_use(desk->calls, passage->socket);
    g_object_set_data_full(G_OBJECT(message), "passage", passage, passage_end);
    passage_time(passage, COMING_S);
    if (++desk->requests > REQUESTS_MOST)
        connection_cut(message);
}

static void request_is_there(G_GNUC_UNUSED SoupServer *server, SoupServerMessage *message,
                             G_GNUC_UNUSED gpointer data)
{
    Passage *passage = passage_of(message);
    if (passage == NULL)
        return;
    passage_time(passage, ANSWERING_S);
    passage->held = TRUE;
    calls_hold(passage->desk->calls, passage->socket, TRUE);
}

static void chunk_comes(SoupServerMessage *message, GBytes *chunk, gpointer data)
{
    Passage *passage = data;
    if (upload_is_taken(passage->upload)) {
        upload_piece(passage->upload, chunk);
        passage_time(passage, PIECE_S);
        calls_use(passage->desk->calls, passage->socket);
        return;
    }
    passage->body_bytes += g_bytes_get_size(chunk);
    if (passage->body_bytes > BODY_BYTES_MOST)
        soup_message_body_set_accumulate(soup_server_message_get_request_body(message), FALSE);
    if (passage->body_bytes > BODY_BYTES_DROPPED)
        connection_cut(message);
}

/* The headers are there, the body is not. */
static void body_bound(G_GNUC_UNUSED SoupServer *server, SoupServerMessage *message,
                       const char *path, G_GNUC_UNUSED GHashTable *query,
                       G_GNUC_UNUSED gpointer data)
{
    Passage *passage = passage_of(message);
    if (passage != NULL && upload_is(message, path)) {
        soup_message_body_set_accumulate(soup_server_message_get_request_body(message), FALSE);
        passage->upload = upload_begin(passage->desk, message);
    }
    if (passage != NULL)
        g_signal_connect(message, "got-chunk", G_CALLBACK(chunk_comes), passage);
}

/* --- requests -------------------------------------------------------------------------------- */

/* The body as a form; NULL when it is none, or a file, which is not kept. */
static GBytes *form_bytes(const Request *request)
{
    SoupMessageBody *body = soup_server_message_get_request_body(request->message);
    const char *type = request_header(request, "Content-Type");
    gboolean is_form = type != NULL && g_str_has_prefix(type, "application/x-www-form-urlencoded");
    return is_form && soup_message_body_get_accumulate(body) ? soup_message_body_flatten(body)
                                                             : NULL;
}

static gboolean forms_take(Request *request, GError **error)
{
    const char *query = g_uri_get_query(soup_server_message_get_uri(request->message));
    g_autoptr(GBytes) bytes = form_bytes(request);
    gsize length = 0;
    const char *text = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;
    request->query =
        form_parse(query != NULL ? query : "", query != NULL ? strlen(query) : 0, error);
    request->form =
        form_parse(text != NULL ? text : "", length, request->query != NULL ? error : NULL);
    return request->query != NULL && request->form != NULL;
}

static void answer_plainly(const Request *request, guint status, const char *sentence)
{
    g_printerr("chartward serve: refused with %u\n", status);
    request_answer_text(request, status, sentence);
}

static void request_handle(G_GNUC_UNUSED SoupServer *server, SoupServerMessage *message,
                           const char *path, G_GNUC_UNUSED GHashTable *query, gpointer data)
{
    Request request = {.desk = data, .message = message, .path = path};
    const Passage *passage = passage_of(message);
    g_autoptr(GError) error = NULL;
    if (passage != NULL && passage->upload == NULL && passage->body_bytes > BODY_BYTES_MOST)
        answer_plainly(&request, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
                       "That is too much for one form. Nothing was changed.\n");
    else if (forms_take(&request, &error))
        request_route(&request);
    else
        answer_plainly(&request, SOUP_STATUS_BAD_REQUEST, error->message);
    request_clear(&request);
}

/* --- listening ------------------------------------------------------------------------------- */

static gboolean listen_fail(const char *where, const GError *cause, GError **error)
{
    g_set_error(error, FATE, FATE_FATAL, "The desk cannot answer at '%s': %s.", where,
                cause->message);
    return FALSE;
}

static gboolean socket_listen(Desk *desk, const char *path, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GSocket) socket = g_socket_new(G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, &cause);
    g_autoptr(GSocketAddress) address = g_unix_socket_address_new(path);
    struct stat about;
    /* One that a desk left behind when it was killed. */
    if (lstat(path, &about) == 0 && S_ISSOCK(about.st_mode))
        unlink(path);
    if (socket == NULL || !g_socket_bind(socket, address, FALSE, &cause) ||
        !g_socket_listen(socket, &cause) ||
        !soup_server_listen_socket(desk->server, socket, 0, &cause))
        return listen_fail(path, cause, error);
    if (chmod(path, 0660) == 0) /* the proxy is of the socket's group */
        return TRUE;
    g_set_error(error, FATE, FATE_FATAL, "The desk cannot answer at '%s': %s.", path,
                g_strerror(errno));
    return FALSE;
}

static gboolean port_listen(Desk *desk, const DeskOptions *options, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GSocketAddress) address =
        g_inet_socket_address_new_from_string(options->address, options->port);
    if (address == NULL) {
        g_set_error(error, FATE, FATE_FATAL,
                    "'%s' is not a numeric address, such as 127.0.0.1 or ::1.", options->address);
        return FALSE;
    }
    GInetAddress *inet = g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(address));
    if (!desk->tls && !g_inet_address_get_is_loopback(inet)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "'%s' can be reached from other computers, so it needs --certificate and "
                    "--key: health records do not cross a network unencrypted.",
                    options->address);
        return FALSE;
    }
    return soup_server_listen(desk->server, address, desk->tls ? SOUP_SERVER_LISTEN_HTTPS : 0,
                              &cause) ||
           listen_fail(options->address, cause, error);
}

static gboolean certificate_take(Desk *desk, const DeskOptions *options, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GTlsCertificate) certificate =
        g_tls_certificate_new_from_files(options->certificate, options->key, &cause);
    if (certificate == NULL) {
        g_set_error(error, FATE, FATE_FATAL, "The certificate '%s' cannot be used: %s.",
                    options->certificate, cause->message);
        return FALSE;
    }
    soup_server_set_tls_certificate(desk->server, certificate);
    desk->tls = TRUE;
    return TRUE;
}

static char *where_find(const Desk *desk, const DeskOptions *options)
{
    if (options->socket != NULL)
        return g_strdup(options->socket);
    GSList *uris = soup_server_get_uris(desk->server);
    char *where = uris != NULL ? g_uri_to_string(uris->data) : g_strdup("?");
    g_slist_free_full(uris, (GDestroyNotify)g_uri_unref);
    return where;
}

/* --- the whole ------------------------------------------------------------------------------- */

static gboolean loop_end(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_CONTINUE;
}

static void desk_run(const Desk *desk, const DeskOptions *options)
{
    g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
    guint terminated = g_unix_signal_add(SIGTERM, loop_end, loop);
    guint interrupted = g_unix_signal_add(SIGINT, loop_end, loop);
    g_autofree char *where = where_find(desk, options);
    options->ready(options->data, where);
    g_main_loop_run(loop);
    g_source_remove(terminated);
    g_source_remove(interrupted);
}

/* The index of patients is made when it is asked first: nobody shall wait for that. */
static gboolean patients_warm(Office *office, GError **error)
{
    g_autoptr(GPtrArray) none = search_patients(office_catalogue(office), "", FALSE, 0, error);
    return none != NULL;
}

static gboolean accounts_check(Office *office, GError **error)
{
    g_autoptr(GPtrArray) accounts = catalogue_accounts(office_catalogue(office), error);
    if (accounts == NULL)
        return FALSE;
    if (accounts->len > 0)
        return TRUE;
    g_set_error(error, FATE, FATE_INPUT,
                "Nobody could log in: there is no user yet. Make the first one with 'chartward "
                "user add NAME --role administrator'.");
    return FALSE;
}

static gboolean desk_open(Desk *desk, const DeskOptions *options, GError **error)
{
    soup_server_add_early_handler(desk->server, NULL, body_bound, desk, NULL);
    soup_server_add_handler(desk->server, NULL, request_handle, desk, NULL);
    g_signal_connect(desk->server, "request-started", G_CALLBACK(request_starts), desk);
    g_signal_connect(desk->server, "request-read", G_CALLBACK(request_is_there), desk);
    if (options->certificate != NULL && !certificate_take(desk, options, error))
        return FALSE;
    desk->proxied = options->socket != NULL;
    return options->socket != NULL ? socket_listen(desk, options->socket, error)
                                   : port_listen(desk, options, error);
}

gboolean desk_serve(Office *office, const DeskOptions *options, GError **error)
{
    g_autofree char *folder = program_data_folder(error);
    g_autoptr(WebFiles) web = folder != NULL ? web_files_load(folder, error) : NULL;
    if (web == NULL || !password_library_begin(error) || !accounts_check(office, error) ||
        !patients_warm(office, error))
        return FALSE;
    double minutes = settings_number(office_settings(office), SETTING_DESK_LOGOFF_MIN);
    g_autoptr(Sessions) sessions = sessions_new((guint)(minutes * 60));
    g_autoptr(Patience) patience = patience_new();
    g_autoptr(Calls) calls = calls_new(); /* outlives whatever keeps a request */
    g_autoptr(Paintings) paintings = paintings_new(office);
    g_autoptr(Passwords) passwords = passwords_new();
    g_autoptr(Safe) safe = safe_new();
    g_autoptr(SoupServer) server = soup_server_new("server-header", "Chartward", NULL);
    Desk desk = {.office = office,
                 .server = server,
                 .sessions = sessions,
                 .patience = patience,
                 .paintings = paintings,
                 .passwords = passwords,
                 .safe = safe,
                 .calls = calls,
                 .web = web};
    g_autoptr(Live) live = live_new(&desk);
    desk.live = live;
    gboolean opened = desk_open(&desk, options, error);
    if (opened)
        desk_run(&desk, options);
    passwords_end(passwords); /* while there is somebody to answer */
    paintings_end(paintings);
    g_clear_pointer(&live, live_free);
    soup_server_disconnect(server);
    if (options->socket != NULL && opened)
        unlink(options->socket);
    return opened;
}
