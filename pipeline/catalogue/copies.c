/* copies.c - documents that came twice: linked, so that a chart holds the better one only.
 *
 * Reads: documents of the same patient and date. Writes: copies. Does not: delete, unfile or move
 * anything; what makes two documents the same is told by sameness.h. */
#include "database.h"

#include "sameness.h"

#include <string.h>

enum { COMPARED_MOST = 40 };

static GArray *likely_find(Catalogue *catalogue, gint64 original, const Document *document,
                           GError **error)
{
    const Field *date = document_lookup_field(document, "date_of_service");
    g_autoptr(Statement) statement = statement_open(
        catalogue, error,
        "SELECT d.number FROM documents d WHERE d.patient IS nullif(?1, 0) AND d.original <> ?2 "
        "AND d.status <> 'failed' AND d.date_of_service IS ?3 "
        "AND d.number NOT IN (SELECT document FROM copies) "
        "AND (SELECT count(*) FROM pages p WHERE p.document = d.number "
        "AND p.kind IN ('content', 'unreadable')) = ?4 ORDER BY d.number DESC LIMIT ?5",
        "iisnn", document->patient, original, date != NULL ? date->value : NULL,
        (int)document_content_pages(document), (int)COMPARED_MOST);
    if (statement == NULL)
        return NULL;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gint64));
    gboolean bad;
    while (statement_next(statement, &bad, error)) {
        gint64 number = column_number(statement, 0);
        g_array_append_val(found, number);
    }
    return bad ? NULL : g_steal_pointer(&found);
}

/* What a person decided on is kept; else what is read more clearly; else what came first. */
static gboolean is_better(const Document *fresh, const Document *known)
{
    if ((fresh->decided_by != NULL) != (known->decided_by != NULL))
        return fresh->decided_by != NULL;
    if (fresh->status != known->status)
        return fresh->status == DOCUMENT_FILED;
    return document_legibility(fresh) > document_legibility(known);
}

static gboolean copy_link(Catalogue *catalogue, const Document *worse, const Document *better,
                          GError **error)
{
    gint64 copy, kept;
    return document_id_parse(worse->id, &copy, error) &&
           document_id_parse(better->id, &kept, error) &&
           statement_run(catalogue, error, "UPDATE copies SET same_as = ? WHERE same_as = ?", "ii",
                         kept, copy) &&
           statement_run(catalogue, error, "INSERT INTO copies (document, same_as) VALUES (?, ?)",
                         "ii", copy, kept);
}

gboolean copies_find(Catalogue *catalogue, const Original *original, const Document *document,
                     GError **error)
{
    if (document->status == DOCUMENT_FAILED || document_content_pages(document) == 0)
        return TRUE;
    g_autoptr(GArray) likely = likely_find(catalogue, original->id, document, error);
    for (guint i = 0; likely != NULL && i < likely->len; i++) {
        g_autoptr(Document) known =
            document_read(catalogue, g_array_index(likely, gint64, i), error);
        if (known == NULL)
            return FALSE;
        if (documents_same(document, known))
            return is_better(document, known) ? copy_link(catalogue, known, document, error)
                                              : copy_link(catalogue, document, known, error);
    }
    return likely != NULL;
}

gboolean catalogue_copies(Catalogue *catalogue, const char *id, char **same_as, GPtrArray *copies,
                          GError **error)
{
    gint64 number, kept;
    *same_as = NULL;
    if (!document_id_parse(id, &number, error) ||
        !statement_number(catalogue, 0, &kept, error,
                          "SELECT same_as FROM copies WHERE document = ?", "i", number))
        return FALSE;
    if (kept != 0)
        *same_as = document_id_print(kept);
    g_autoptr(Statement) statement = statement_open(
        catalogue, error, "SELECT document FROM copies WHERE same_as = ? ORDER BY document", "i",
        number);
    gboolean bad = TRUE;
    while (statement != NULL && statement_next(statement, &bad, error))
        g_ptr_array_add(copies, document_id_print(column_number(statement, 0)));
    return !bad;
}
