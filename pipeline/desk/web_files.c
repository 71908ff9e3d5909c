/* web_files.c - the files of web/, by name.
 *
 * Reads: share/chartward/web. */
#include "web_files.h"

#include "fate.h"
#include "routes.h"

static const char *const names[][2] = {
    {"desk.css", "text/css; charset=utf-8"},
    {"desk.js", "text/javascript; charset=utf-8"},
    {"today.js", "text/javascript; charset=utf-8"},
    {"review.js", "text/javascript; charset=utf-8"},
    {"search.js", "text/javascript; charset=utf-8"},
    {"icon.svg", "image/svg+xml"},
    {"sheet.svg", "image/svg+xml"},
};

struct WebFiles {
    WebFile files[G_N_ELEMENTS(names)];
};

static gboolean file_load(WebFile *file, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "web", file->name, NULL);
    char *text;
    gsize length;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &text, &length, &cause)) {
        g_set_error(error, FATE, FATE_FATAL,
                    "A file of the desk is missing (%s). Install Chartward again.", cause->message);
        return FALSE;
    }
    file->bytes = g_bytes_new_take(text, length);
    g_autofree char *sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);
    file->tag = g_strdup_printf("\"%.16s\"", sha256);
    return TRUE;
}

WebFiles *web_files_load(const char *folder, GError **error)
{
    g_autoptr(WebFiles) files = g_new0(WebFiles, 1);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        files->files[i].name = names[i][0];
        files->files[i].type = names[i][1];
        if (!file_load(&files->files[i], folder, error))
            return NULL;
    }
    return g_steal_pointer(&files);
}

void web_files_free(WebFiles *files)
{
    if (files == NULL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_clear_pointer(&files->files[i].bytes, g_bytes_unref);
        g_free(files->files[i].tag);
    }
    g_free(files);
}

const WebFile *web_files_lookup(const WebFiles *files, const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_equal(files->files[i].name, name))
            return &files->files[i];
    }
    return NULL;
}

gboolean view_web(Request *request, GError **error)
{
    const WebFile *file = web_files_lookup(request->desk->web, request->arguments[0]);
    if (file == NULL) {
        g_set_error(error, FATE, FATE_INPUT, "There is no such file at the desk.");
        return FALSE;
    }
    gboolean known = g_strcmp0(request_header(request, "If-None-Match"), file->tag) == 0;
    request_answer(request, known ? SOUP_STATUS_NOT_MODIFIED : SOUP_STATUS_OK, file->type,
                   known ? NULL : file->bytes);
    SoupMessageHeaders *headers = soup_server_message_get_response_headers(request->message);
    soup_message_headers_replace(headers, "ETag", file->tag);
    soup_message_headers_replace(headers, "Cache-Control", "no-cache");
    return TRUE;
}
