/* bind_check.c - looks at a written volume the way a PDF reader opens it: from its end.
 *
 * Does: header, end mark, the way from startxref to the cross-reference table. libharu's save can
 * fail without saying so. Does not: read objects. */
#include "bind.h"

#include "fate.h"

#include <string.h>

enum { TAIL_BYTES = 1024 }; /* the end mark stands within the last 1024 bytes */

/* The number behind the last "startxref" of the tail; -1 when there is none. */
static gint64 startxref_find(const char *tail)
{
    const char *at = g_strrstr(tail, "startxref");
    if (at == NULL)
        return -1;
    at += strlen("startxref");
    while (g_ascii_isspace(*at))
        at++;
    return g_ascii_isdigit(*at) ? g_ascii_strtoll(at, NULL, 10) : -1;
}

static const char *volume_fault(const char *data, gsize size)
{
    static const char header[] = "%PDF-1.";
    if (size < 2 * strlen(header) || memcmp(data, header, strlen(header)) != 0)
        return "it does not begin as a PDF";
    gsize tail_size = MIN(size, TAIL_BYTES);
    g_autofree char *tail = g_malloc0(tail_size + 1);
    memcpy(tail, data + size - tail_size, tail_size);
    /* In a short PDF the tail reaches into compressed data. */
    for (gsize i = 0; i < tail_size; i++)
        tail[i] = tail[i] != '\0' ? tail[i] : ' ';
    if (g_strrstr(tail, "%%EOF") == NULL)
        return "its end is missing";
    gint64 table = startxref_find(tail);
    if (table < 0 || (guint64)table + strlen("xref") > size ||
        memcmp(data + table, "xref", strlen("xref")) != 0)
        return "its table of contents cannot be found";
    return NULL;
}

gboolean bind_check(GBytes *volume, GError **error)
{
    gsize size;
    const char *data = g_bytes_get_data(volume, &size);
    const char *fault = volume_fault(data, size);
    if (fault == NULL)
        return TRUE;
    g_set_error(error, FATE, FATE_RETRY,
                "A chart volume was not written whole (%s). Memory may be short; Chartward will "
                "bind the chart again.",
                fault);
    return FALSE;
}
