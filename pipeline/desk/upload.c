/* upload.c - files that people drop on the page, into the inbox.
 *
 * Does: look at who sends it before a byte is written; write what comes. Writes: the inbox, through
 * the engine. Does not: open a file that came. */
#include "upload.h"

#include "drop.h"
#include "fate.h"
#include "layout.h"
#include "routes.h"

#include <string.h>

struct Upload {
    Drop *drop;
    GError *error; /* why there is none */
};

gboolean upload_is(SoupServerMessage *message, const char *path)
{
    return g_str_equal(path, "/inbox") &&
           g_str_equal(soup_server_message_get_method(message), "POST");
}

static char *name_find(const Request *request)
{
    const char *query = g_uri_get_query(soup_server_message_get_uri(request->message));
    g_autoptr(Form) form =
        form_parse(query != NULL ? query : "", query != NULL ? strlen(query) : 0, NULL);
    return g_strdup(form != NULL ? form_value(form, "name") : "");
}

Upload *upload_begin(Desk *desk, SoupServerMessage *message)
{
    Upload *upload = g_new0(Upload, 1);
    Request request = {.desk = desk, .message = message};
    goffset bytes =
        soup_message_headers_get_content_length(soup_server_message_get_request_headers(message));
    g_autofree char *name = name_find(&request);
    if (request_may_upload(&request, &upload->error))
        upload->drop = drop_begin(desk->office, name, bytes, &upload->error);
    g_free(request.token);
    return upload;
}

gboolean upload_is_taken(const Upload *upload)
{
    return upload != NULL && upload->drop != NULL;
}

void upload_piece(Upload *upload, GBytes *piece)
{
    if (!drop_write(upload->drop, piece, &upload->error))
        g_clear_pointer(&upload->drop, drop_free);
}

void upload_free(Upload *upload)
{
    if (upload == NULL)
        return;
    drop_free(upload->drop);
    g_clear_error(&upload->error);
    g_free(upload);
}

/* It has come whole. */
gboolean view_upload(Request *request, GError **error)
{
    Upload *upload = upload_of(request->message);
    g_autoptr(GError) cause = NULL;
    g_autofree char *name = NULL;
    if (upload == NULL || upload->drop == NULL) {
        request_answer_text(request, SOUP_STATUS_CONFLICT,
                            upload != NULL && upload->error != NULL ? upload->error->message
                                                                    : "No file came.");
        return TRUE;
    }
    gboolean done = drop_finish(upload->drop, &name, &cause);
    g_clear_pointer(&upload->drop, drop_free);
    if (!done) {
        request_answer_text(request, SOUP_STATUS_SERVICE_UNAVAILABLE, cause->message);
        return TRUE;
    }
    g_autofree char *what = g_strdup_printf("put into the inbox: %s", name);
    if (!request_record(request, AUDIT_CHANGED, NULL, 0, what, error))
        return FALSE;
    g_autofree char *told = g_strdup_printf("'%s' lies in the inbox.", name);
    request_answer_text(request, SOUP_STATUS_CREATED, told);
    return TRUE;
}
