/* morning.c - the morning sheet as data and as text.
 *
 * Does not: ask the catalogue (catalogue_load_morning() does), write files. */
#include "morning.h"

enum { TEXT_COLUMNS = 96 };

Morning *morning_new(gint64 from, gint64 until)
{
    Morning *morning = g_new0(Morning, 1);
    morning->office = g_strdup("");
    morning->from = from;
    morning->until = until;
    morning->filed = g_ptr_array_new_with_free_func((GDestroyNotify)morning_line_free);
    morning->exceptions = g_ptr_array_new_with_free_func((GDestroyNotify)morning_line_free);
    morning->waiting = g_ptr_array_new_with_free_func((GDestroyNotify)morning_line_free);
    morning->notes = g_ptr_array_new_with_free_func(g_free);
    return morning;
}

void morning_line_free(MorningLine *line)
{
    g_free(line->document);
    g_free(line->source);
    g_free(line->type);
    g_free(line->patient);
    g_free(line->why);
    g_free(line);
}

void morning_free(Morning *morning)
{
    if (morning == NULL)
        return;
    g_free(morning->office);
    g_ptr_array_unref(morning->filed);
    g_ptr_array_unref(morning->exceptions);
    g_ptr_array_unref(morning->waiting);
    g_ptr_array_unref(morning->notes);
    g_free(morning);
}

static char *time_text(gint64 seconds, const char *format)
{
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_local(seconds);
    return g_date_time_format(when, format);
}

/* Words one after the other, broken between them and set in by `indent` columns. */
static void words_append(GString *text, const char *sentences, guint indent)
{
    g_auto(GStrv) words = g_strsplit_set(sentences, " \n\t", -1);
    guint column = 0;
    for (guint i = 0; words[i] != NULL; i++) {
        guint width = (guint)g_utf8_strlen(words[i], -1);
        if (width == 0)
            continue;
        if (column > 0 && column + 1 + width <= TEXT_COLUMNS) {
            g_string_append_c(text, ' ');
            column += 1 + width;
        } else {
            g_string_append_printf(text, "%s%*s", column > 0 ? "\n" : "", (int)indent, "");
            column = indent + width;
        }
        g_string_append(text, words[i]);
    }
    g_string_append_c(text, '\n');
}

static const char *plural(guint count)
{
    return count == 1 ? "" : "s";
}

static void head_append(GString *text, const Morning *morning)
{
    g_autofree char *day = time_text(morning->until, "%Y-%m-%d");
    g_autofree char *from = time_text(morning->from, "%Y-%m-%d %H:%M");
    g_autofree char *until = time_text(morning->until, "%Y-%m-%d %H:%M");
    g_string_append_printf(text, "Morning sheet %s%s%s\nWhat came in from %s to %s\n\n", day,
                           *morning->office != '\0' ? "  " : "", morning->office, from, until);
    g_string_append_printf(text, "%u file%s in: %u read, %u rejected, %u still to be read.\n",
                           morning->files, plural(morning->files),
                           morning->files - morning->rejected - morning->unread, morning->rejected,
                           morning->unread);
    g_string_append_printf(text, "%u page%s in = %u filed + %u for you to decide + %u rejected.\n",
                           morning->pages, plural(morning->pages), morning->filed_pages,
                           morning->review_pages, morning->refused_pages);
}

static void line_append(GString *text, const MorningLine *line, gboolean dated)
{
    g_string_append_printf(text, "  %s  ", line->document);
    if (dated) {
        g_autofree char *since = time_text(line->received_at, "%Y-%m-%d");
        g_string_append_printf(text, "since %s  ", since);
    }
    g_string_append(text, line->source);
    if (line->status == DOCUMENT_FAILED)
        g_string_append(text, ", rejected");
    else
        g_string_append_printf(text, ", %s, %u page%s", line->type, line->pages,
                               plural(line->pages));
    if (*line->patient != '\0')
        g_string_append_printf(text, ", %s", line->patient);
    g_string_append_c(text, '\n');
}

static void lines_append(GString *text, const char *title, const GPtrArray *lines, gboolean dated,
                         gboolean reasons)
{
    if (lines->len == 0)
        return;
    g_string_append_printf(text, "\n%s (%u)\n", title, lines->len);
    for (guint i = 0; i < lines->len; i++) {
        const MorningLine *line = lines->pdata[i];
        line_append(text, line, dated);
        if (reasons && *line->why != '\0')
            words_append(text, line->why, 6);
    }
}

char *morning_text(const Morning *morning)
{
    GString *text = g_string_new(NULL);
    head_append(text, morning);
    if (morning->notes->len > 0)
        g_string_append(text, "\nPlease note\n");
    for (guint i = 0; i < morning->notes->len; i++)
        words_append(text, morning->notes->pdata[i], 2);
    lines_append(text, "What needs a look", morning->exceptions, FALSE, TRUE);
    lines_append(text, "What waits for a decision", morning->waiting, TRUE, FALSE);
    lines_append(text, "What was filed", morning->filed, FALSE, FALSE);
    return g_string_free(text, FALSE);
}
