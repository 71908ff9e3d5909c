/* morning_table.c - what the morning sheet tells, out of the catalogue.
 *
 * Reads: originals, documents, pages, reasons, patients, in one view of them. Writes: nothing. */
#include "database.h"

#define LINE_COLUMNS                                                                               \
    "d.number, o.name, d.type, coalesce(" NAME_COLUMN ", ''), "                                    \
    "coalesce((SELECT group_concat(sentence, ' ') FROM (SELECT sentence FROM reasons "             \
    "WHERE document = d.number ORDER BY position)), ''), "                                         \
    "(SELECT count(*) FROM pages WHERE document = d.number "                                       \
    "AND kind IN ('content', 'unreadable')), d.status, o.received_at "                             \
    "FROM documents d JOIN originals o ON o.id = d.original "                                      \
    "LEFT JOIN patients n ON n.id = d.patient "

static MorningLine *line_read(Statement *statement)
{
    MorningLine *line = g_new0(MorningLine, 1);
    line->document = document_id_print(column_number(statement, 0));
    line->source = column_copy(statement, 1);
    line->type = column_copy(statement, 2);
    line->patient = column_copy(statement, 3);
    line->why = column_copy(statement, 4);
    line->pages = (guint)column_number(statement, 5);
    document_status_parse(column_text(statement, 6), &line->status);
    line->received_at = column_number(statement, 7);
    return line;
}

static gboolean lines_read(Catalogue *catalogue, GPtrArray *lines, gint64 from, gint64 until,
                           const char *sql, GError **error)
{
    g_autoptr(Statement) statement = statement_open(catalogue, error, sql, "ii", from, until);
    gboolean bad = statement == NULL;
    while (!bad && statement_next(statement, &bad, error))
        g_ptr_array_add(lines, line_read(statement));
    return !bad;
}

static gboolean count(Catalogue *catalogue, const Morning *morning, guint *number, const char *sql,
                      GError **error)
{
    gint64 found;
    if (!statement_number(catalogue, 0, &found, error, sql, "ii", morning->from, morning->until))
        return FALSE;
    *number = (guint)found;
    return TRUE;
}

/* Those of the time are few among all: where SQLite cannot know that, '+' and CROSS JOIN say so. */
#define FILES_OF_THE_TIME "FROM originals o WHERE o.received_at > ?1 AND o.received_at <= ?2"
#define PAGES_OF_THE_TIME                                                                          \
    "SELECT count(*) FROM originals o CROSS JOIN pages g ON g.original = o.id "                    \
    "CROSS JOIN documents d ON d.number = g.document WHERE o.received_at > ?1 AND o.received_at "  \
    "<= ?2"

static gboolean counts_read(Catalogue *catalogue, Morning *morning, GError **error)
{
    return count(catalogue, morning, &morning->files, "SELECT count(*) " FILES_OF_THE_TIME,
                 error) &&
           count(catalogue, morning, &morning->rejected,
                 "SELECT count(*) " FILES_OF_THE_TIME " AND o.state = 'rejected'", error) &&
           count(catalogue, morning, &morning->unread,
                 "SELECT count(*) " FILES_OF_THE_TIME " AND o.state = 'received'", error) &&
           count(catalogue, morning, &morning->pages,
                 "SELECT coalesce(sum(o.page_count), 0) " FILES_OF_THE_TIME " AND o.state = 'done'",
                 error) &&
           count(catalogue, morning, &morning->filed_pages,
                 PAGES_OF_THE_TIME " AND o.state = 'done' AND d.status = 'filed'", error) &&
           count(catalogue, morning, &morning->review_pages,
                 PAGES_OF_THE_TIME " AND o.state = 'done' AND d.status = 'review'", error) &&
           count(catalogue, morning, &morning->refused_pages,
                 PAGES_OF_THE_TIME " AND o.state = 'done' AND d.status = 'failed'", error);
}

static gboolean lists_read(Catalogue *catalogue, Morning *morning, GError **error)
{
    return lines_read(catalogue, morning->filed, morning->from, morning->until,
                      "SELECT " LINE_COLUMNS "WHERE +d.status = 'filed' AND d.filed_at > ?1 AND "
                      "d.filed_at <= ?2 ORDER BY n.last, n.first, d.number",
                      error) &&
           lines_read(catalogue, morning->exceptions, morning->from, morning->until,
                      "SELECT " LINE_COLUMNS "WHERE d.status <> 'filed' AND o.received_at > ?1 AND "
                      "o.received_at <= ?2 ORDER BY d.number",
                      error) &&
           lines_read(catalogue, morning->waiting, 0, morning->until,
                      "SELECT " LINE_COLUMNS "WHERE d.status = 'review' AND o.received_at > ?1 AND "
                      "o.received_at <= ?2 ORDER BY o.received_at, d.number",
                      error);
}

static Morning *morning_load(Catalogue *catalogue, gint64 from, gint64 until, gboolean lists,
                             GError **error)
{
    g_autoptr(Morning) morning = morning_new(from, until);
    if (!transaction_begin_read(catalogue, error))
        return NULL;
    gboolean done =
        counts_read(catalogue, morning, error) && (!lists || lists_read(catalogue, morning, error));
    return transaction_end(catalogue, done, error) ? g_steal_pointer(&morning) : NULL;
}

Morning *catalogue_load_morning(Catalogue *catalogue, gint64 from, gint64 until, GError **error)
{
    return morning_load(catalogue, from, until, TRUE, error);
}

Morning *catalogue_count_morning(Catalogue *catalogue, gint64 from, gint64 until, GError **error)
{
    return morning_load(catalogue, from, until, FALSE, error);
}
