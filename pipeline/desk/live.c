/* live.c - streams of Today's numbers.
 *
 * Does: count every few seconds while somebody listens; send what has changed; end streams whose
 * session has ended. Reads: the catalogue, the inbox. Does not: send a name, or keep a session
 * alive. */
#include "live.h"

#include "routes.h"
#include "today.h"

#include <string.h>

enum {
    LOOK_S = 2,
    SIGN_OF_LIFE_S = 20, /* who is gone is noticed when something is sent */
    STREAM_S = 240,      /* then the browser asks anew */
    STREAMS_MOST = 40,
    AGAIN_MS = 30000, /* who finds no stream free asks so often */
};

typedef struct {
    Request *request; /* owned */
    char *told;       /* what was sent last */
    gint64 begun_us, told_us;
} Stream;

struct Live {
    Desk *desk;
    GPtrArray *streams; /* Stream, owned */
    guint timer;        /* 0: nobody listens */
};

static void stream_free(gpointer data)
{
    Stream *stream = data;
    SoupServerMessage *message = stream->request->message;
    soup_message_body_complete(soup_server_message_get_response_body(message));
    request_resume(stream->request);
    g_free(stream->told);
    g_free(stream);
}

static void stream_send(Stream *stream, const char *text, gint64 now_us)
{
    SoupServerMessage *message = stream->request->message;
    soup_message_body_append(soup_server_message_get_response_body(message), SOUP_MEMORY_COPY, text,
                             strlen(text));
    soup_server_message_unpause(message);
    stream->told_us = now_us;
}

static void stream_tell(Stream *stream, const char *numbers, gint64 now_us)
{
    g_autofree char *event = g_strdup_printf("data: %s\n\n", numbers);
    stream_send(stream, event, now_us);
    g_free(stream->told);
    stream->told = g_strdup(numbers);
}

/* FALSE: it is to end. */
static gboolean stream_go_on(Stream *stream, const char *numbers, gint64 now_us)
{
    if (stream->request->gone || now_us - stream->begun_us > STREAM_S * G_TIME_SPAN_SECOND ||
        !request_still_holds(stream->request))
        return FALSE;
    if (!g_str_equal(stream->told, numbers)) {
        stream_tell(stream, numbers, now_us);
    } else if (now_us - stream->told_us > SIGN_OF_LIFE_S * G_TIME_SPAN_SECOND) {
        stream_send(stream, ":\n\n", now_us);
    }
    return TRUE;
}

static gboolean live_look(gpointer data)
{
    Live *live = data;
    gint64 now_us = g_get_monotonic_time();
    g_autoptr(GError) error = NULL;
    g_autofree char *numbers = today_numbers(live->desk, &error);
    if (numbers == NULL)
        g_printerr("chartward serve: %s\n", error->message);
    for (guint i = live->streams->len; numbers != NULL && i > 0; i--) {
        if (!stream_go_on(live->streams->pdata[i - 1], numbers, now_us))
            g_ptr_array_remove_index(live->streams, i - 1);
    }
    if (live->streams->len > 0)
        return G_SOURCE_CONTINUE;
    live->timer = 0;
    return G_SOURCE_REMOVE;
}

Live *live_new(Desk *desk)
{
    Live *live = g_new0(Live, 1);
    live->desk = desk;
    live->streams = g_ptr_array_new_with_free_func(stream_free);
    return live;
}

void live_free(Live *live)
{
    if (live == NULL)
        return;
    g_ptr_array_unref(live->streams);
    if (live->timer != 0)
        g_source_remove(live->timer);
    g_free(live);
}

gboolean view_live(Request *request, GError **error)
{
    Live *live = request->desk->live;
    g_autofree char *numbers = today_numbers(request->desk, error);
    if (numbers == NULL)
        return FALSE;
    if (live->streams->len >= STREAMS_MOST) { /* told once, and again when the browser asks */
        g_autofree char *event = g_strdup_printf("retry: %d\ndata: %s\n\n", AGAIN_MS, numbers);
        g_autoptr(GBytes) bytes = g_bytes_new(event, strlen(event));
        request_answer(request, SOUP_STATUS_OK, "text/event-stream", bytes);
        return TRUE;
    }
    request_answer(request, SOUP_STATUS_OK, NULL, NULL);
    SoupMessageHeaders *headers = soup_server_message_get_response_headers(request->message);
    soup_message_headers_set_encoding(headers, SOUP_ENCODING_CHUNKED);
    soup_message_headers_replace(headers, "Content-Type", "text/event-stream");
    soup_message_headers_replace(headers, "X-Accel-Buffering", "no"); /* nginx: at once */
    soup_message_body_set_accumulate(soup_server_message_get_response_body(request->message),
                                     FALSE);
    Stream *stream = g_new0(Stream, 1);
    stream->begun_us = g_get_monotonic_time();
    stream->request = request_keep(request);
    g_ptr_array_add(live->streams, stream);
    if (live->timer == 0)
        live->timer = g_timeout_add_seconds(LOOK_S, live_look, live);
    stream_tell(stream, numbers, stream->begun_us); /* the page may be a moment old */
    return TRUE;
}
