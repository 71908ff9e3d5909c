/* csv.c - records of a delimited text as practice software and Excel write it.
 *
 * Does: encodings, separators, quoting by RFC 4180, line ends of all systems. Reads: bytes in
 * memory. Does not: know what a column means. */
#include "csv.h"

#include "fate.h"

#include <string.h>

enum {
    QUOTED_LINES_MOST = 8, /* a value over more lines is a quote that was never closed */
    SNIFFED_LINES = 5,
};

static char *convert(const char *bytes, gsize length, const char *encoding)
{
    gsize written = 0;
    g_autofree char *text =
        g_convert(bytes, (gssize)length, "UTF-8", encoding, NULL, &written, NULL);
    return text != NULL && strlen(text) == written ? g_steal_pointer(&text) : NULL;
}

char *csv_decode(const char *bytes, gsize length, GError **error)
{
    g_autofree char *text = NULL;
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        text = convert(bytes + 2, length - 2, "UTF-16LE");
    else if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        text = convert(bytes + 2, length - 2, "UTF-16BE");
    else {
        gsize mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        if (g_utf8_validate(bytes + mark, (gssize)(length - mark), NULL))
            text = g_strndup(bytes + mark, length - mark);
        else if (memchr(bytes, '\0', length) == NULL)
            text = convert(bytes, length, "WINDOWS-1252");
    }
    if (text == NULL)
        g_set_error_literal(error, FATE, FATE_INPUT,
                            "The patient list is not a text file. Export it again as CSV.");
    return g_steal_pointer(&text);
}

/* The separator that stands most often outside quotes in the first lines. */
static char separator_sniff(const char *text)
{
    static const char separators[] = ",;\t|";
    guint counts[G_N_ELEMENTS(separators)] = {0}, lines = 0;
    gboolean quoted = FALSE;
    for (const char *at = text; *at != '\0' && lines < SNIFFED_LINES; at++) {
        const char *which = strchr(separators, *at);
        if (*at == '"')
            quoted = !quoted;
        else if (*at == '\n')
            lines++;
        else if (!quoted && which != NULL)
            counts[which - separators]++;
    }
    guint best = 0;
    for (guint i = 1; i < G_N_ELEMENTS(separators) - 1; i++)
        if (counts[i] > counts[best])
            best = i;
    return separators[best];
}

void csv_open(CsvReader *reader, const char *text)
{
    *reader = (CsvReader){text, text + strlen(text), ',', 1};
    /* Excel's own way to tell. */
    if (g_ascii_strncasecmp(text, "sep=", 4) == 0 && text[4] != '\0') {
        reader->separator = text[4];
        reader->at += 5;
    } else {
        reader->separator = separator_sniff(text);
    }
}

static gboolean at_line_end(const char *at, const char *end)
{
    return at == end || *at == '\n' || *at == '\r';
}

/* Reads one quoted value from behind its opening quote; NULL when it does not close in time. */
static const char *quoted_read(const char *at, const char *end, GString *value, guint *lines)
{
    for (guint breaks = 0; at < end && breaks < QUOTED_LINES_MOST; at++) {
        if (*at == '"' && at + 1 < end && at[1] == '"') {
            at++;
        } else if (*at == '"') {
            *lines += breaks;
            return at + 1;
        }
        breaks += *at == '\n';
        g_string_append_c(value, *at);
    }
    return NULL;
}

static const char *value_read(CsvReader *reader, GString *value)
{
    const char *at = reader->at, *end = reader->end;
    if (at < end && *at == '"') {
        const char *closed = quoted_read(at + 1, end, value, &reader->line);
        if (closed != NULL)
            at = closed;
        else
            g_string_truncate(value, 0);
    }
    const char *start = at;
    while (!at_line_end(at, end) && *at != reader->separator)
        at++;
    g_string_append_len(value, start, at - start);
    return at;
}

/* White space at the edges goes, breaks inside become spaces. */
static char *value_tidy(GString *value)
{
    for (gsize i = 0; i < value->len; i++)
        if ((guchar)value->str[i] < ' ' || value->str[i] == 0x7F)
            value->str[i] = ' ';
    return g_strstrip(g_string_free(value, FALSE));
}

static void line_end_pass(CsvReader *reader)
{
    if (reader->at < reader->end && *reader->at == '\r')
        reader->at++;
    if (reader->at < reader->end && *reader->at == '\n')
        reader->at++;
    reader->line++;
}

GPtrArray *csv_next(CsvReader *reader, guint *line)
{
    while (reader->at < reader->end) {
        g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
        gboolean filled = FALSE, more = TRUE;
        *line = reader->line;
        while (more) {
            GString *value = g_string_new(NULL);
            reader->at = value_read(reader, value);
            char *tidy = value_tidy(value);
            filled = filled || *tidy != '\0';
            g_ptr_array_add(values, tidy);
            more = reader->at < reader->end && *reader->at == reader->separator;
            reader->at += more;
        }
        line_end_pass(reader);
        if (filled)
            return g_steal_pointer(&values);
    }
    return NULL;
}
